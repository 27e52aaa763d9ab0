"""What did one unit of a security give, and how many units more did that buy? Worked out once a history.

A distribution is reinvested at the close of its ex-day, or of the first day after it that has one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from titre.kernel.messages import say
from titre.kernel.numerals import write_exact
from titre.records.errors import PriceMissing, RecordError
from titre.records.returns.actions import ActionKind
from titre.records.returns.quotes import Quote
from titre.records.returns.steps import Step
from titre.store.errors import StoreError
from titre.store.price_series import Price

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from titre.kernel.messages import Message
    from titre.records.returns.actions import Action
    from titre.records.returns.histories import History
    from titre.records.returns.market import Market

STALE = timedelta(days=10)
"""A close older than this is no price of the day: longer than any holiday closes a market."""
JUMP = Fraction(2, 5)
"""a movement of a day, as a ratio, that needs a cause"""
_APART = timedelta(days=4)
"""by how much two files may date one distribution differently"""


def distributions_of(market: Market, history: History) -> list[Step]:
    """Return the distributions of a history by day."""
    if not history.distributions:
        history.distributions.extend(
            sorted(_distributions(market, history), key=lambda one: (one.day, one.kind))
        )
    return history.distributions


def given(market: Market, action: Action, currency: str) -> Fraction | None:
    """Return the value of the securities that an action gave for one unit; None where they have no price."""
    if not action.into or action.new is None or action.old is None:
        return None
    into = market.history(action.into, action.day)
    price = into.on_or_after(action.day)
    if price is None or price.day - action.day > STALE:
        return None
    quote = Quote.of(into, price)
    value = quote.value * Fraction(action.new) / Fraction(action.old)
    return value * rate(market, quote.currency, currency, action.day)


def rate(market: Market, currency: str, other: str, day: date) -> Fraction:
    """Return what a unit of a currency was in another, which may be the same."""
    return Fraction(1) if currency == other else market.rate(currency, other, day)[0]


def amount_told(action: Action) -> str:
    """Return the cash of an action as it is told, or nothing."""
    if action.amount is None:
        return ""
    return f"{write_exact(action.amount)} {action.currency or ''}".strip()


def _distributions(market: Market, history: History) -> Iterator[Step]:
    """Yield what the ledger and the price files say was given, each once."""
    told = set()
    for action in history.actions:
        if action.kind is ActionKind.DIVIDEND:
            told.add(action.day)
        if action.kind in (ActionKind.DIVIDEND, ActionKind.SPIN_OFF):
            sentence = _told(action.kind, amount_told(action), action.into)
            yield _tried(market, history, action.day, action.kind, sentence, action.place, action)
    for paid in history.dividends:
        # The ledger of the desk goes before a distribution that a price file gives for the same day.
        if paid.value and paid.day not in told:
            amount = f"{write_exact(paid.value)} {paid.currency or history.currency or ''}".strip()
            sentence = _told(ActionKind.DIVIDEND, amount, "")
            place = f"{paid.file}:{paid.line}"
            step = _tried(market, history, paid.day, ActionKind.DIVIDEND, sentence, place, paid)
            yield replace(step, refusal=step.refusal or _repeats(history, paid))


def _tried(
    market: Market,
    history: History,
    day: date,
    kind: ActionKind,
    told: Message,
    place: str,
    cause: Action | Price,
) -> Step:
    try:
        close = _ex_close(history, day)
        paid = _paid(market, history, cause, close.currency)
    except (RecordError, StoreError) as refusal:
        return Step(day, kind, 1, 1, told, place, refusal)
    factor = 1 + paid / close.value
    if not _bearable(history, day, close, factor):
        told_of = say("{told}: more than it can have given, and no line confirms it", told=told)
        return Step(day, kind, 1, 1, told, place, PriceMissing(history.security.name, day, told_of))
    return Step(day, kind, factor.numerator, factor.denominator, told, place)


def _bearable(history: History, day: date, close: Quote, factor: Fraction) -> bool:
    """Return whether what was given leaves a holder no richer than a close may move, or is confirmed."""
    before = history.on_or_before(day - timedelta(days=1))
    if before is None or factor <= 1 + JUMP or _confirmed(history, day):
        return True
    units = history.split_between(before.day, close.day)
    worth = close.value * units * factor
    return worth <= Quote.of(history, before).value * (1 + JUMP)


def _repeats(history: History, paid: Price) -> PriceMissing | None:
    """Return the refusal of a distribution that another file has a few days apart; files date by guesses."""
    others = [
        (one.day, one.amount, one.place.rpartition(":")[0])
        for one in history.actions
        if one.kind is ActionKind.DIVIDEND
    ] + [(one.day, one.value, one.file) for one in history.dividends]
    for day, amount, file in others:
        near = day != paid.day and abs(day - paid.day) <= _APART
        if near and amount == paid.value and file != paid.file:
            if _confirmed(history, day) or _confirmed(history, paid.day):
                continue
            told = say(
                "{amount} a unit is told of {day} too, by {file}: once or twice?",
                amount=write_exact(paid.value),
                day=day,
                file=file,
            )
            return PriceMissing(history.security.name, paid.day, told)
    return None


def _confirmed(history: History, day: date) -> bool:
    return any(one.day == day and one.kind is ActionKind.CONFIRMED for one in history.actions)


def _paid(market: Market, history: History, cause: Action | Price, currency: str) -> Fraction:
    if isinstance(cause, Price):
        quote = Quote.of(history, cause)
        return quote.value * rate(market, quote.currency, currency, cause.day)
    if cause.kind is ActionKind.SPIN_OFF:
        value = given(market, cause, currency)
        if value is not None:
            return value
    if cause.amount is None:
        raise PriceMissing(cause.into, cause.day, say("what was spun off has none, nor an amount"))
    return Fraction(cause.amount) * rate(market, cause.currency or currency, currency, cause.day)


def _ex_close(history: History, day: date) -> Quote:
    price = history.on_or_after(day)
    if price is None or price.day - day > STALE:
        raise PriceMissing(history.security.name, day, say("a distribution of that day has no close"))
    return Quote.of(history, price)


def _told(kind: ActionKind, amount: str, into: str) -> Message:
    if kind is ActionKind.SPIN_OFF:
        return say("{into} was spun off; its value is reinvested at the close", into=into or amount)
    return say("{amount} a unit, reinvested at the close", amount=amount)
