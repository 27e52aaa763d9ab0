"""What did one unit of a security give, and how many units more did that buy? Worked out once a history.

A distribution is reinvested at the close of its ex-day, or of the first day after it that has one.
"""

from __future__ import annotations

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
            yield _tried(market, history, paid.day, ActionKind.DIVIDEND, sentence, place, paid)


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
    return Step(day, kind, factor.numerator, factor.denominator, told, place)


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
