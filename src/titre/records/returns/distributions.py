"""What did one unit of a security give, and how many units more did that buy? Worked out once a history.

A distribution is reinvested at the close of its ex-day, or of the first day after it that has one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from titre.kernel.findings import Place
from titre.kernel.messages import Lines, say
from titre.kernel.numerals import Told
from titre.records.errors import PriceMissing, RecordError
from titre.records.returns.actions import ActionKind
from titre.records.returns.quotes import Quote
from titre.records.returns.steps import Step
from titre.sources.tabular.prices import ALIKE
from titre.store.errors import StoreError
from titre.store.price_series import Price

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from decimal import Decimal

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
        found = sorted(_distributions(market, history), key=lambda one: (one.day, one.kind))
        for _, steps in groupby(found, key=lambda one: one.day):
            history.distributions.extend(_added_up(steps))
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


def amount_told(action: Action) -> Told | None:
    """Return the cash of an action as it is told, or nothing."""
    return None if action.amount is None else Told(action.amount, action.currency or "")


def _added_up(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield the steps of one day so that their product is one and the sum of what they gave.

    All of them are paid on what was held before the day: none earns on another.
    """
    first, *others = steps
    yield first
    before = first.factor
    for step in others:
        after = before + step.factor - 1
        above, below = (after / before).as_integer_ratio()
        yield replace(step, above=above, below=below)
        before = after


def _distributions(market: Market, history: History) -> Iterator[Step]:
    """Yield what the ledger and the price files say was given, each once; what cannot be told with why."""
    told: dict[date, list[Action]] = {}
    for action in history.actions:
        if action.kind is ActionKind.DIVIDEND:
            told.setdefault(action.day, []).append(action)
        if action.kind in (ActionKind.DIVIDEND, ActionKind.SPIN_OFF):
            sentence = _told(action.kind, amount_told(action), action.into)
            yield _tried(market, history, action.day, action.kind, sentence, action.place, action)
    known = _known(history)
    for paid in history.dividends:
        ledger = told.get(paid.day, [])
        if paid.value and not _instead(history, paid, ledger):
            amount = Told(paid.value, paid.currency or history.currency or "")
            sentence = _told(ActionKind.DIVIDEND, amount, "")
            place = f"{paid.file}:{paid.line}"
            step = _tried(market, history, paid.day, ActionKind.DIVIDEND, sentence, place, paid)
            doubt = _beside(history, paid, ledger) or _repeats(history, paid, known)
            yield replace(step, refusal=step.refusal or doubt)
    for row in history.doubts.get("dividend", ()):
        if row.day not in told and not confirmed(history, row.day):
            told_of = say("what stands there of a distribution is no amount that can be taken")
            at = Place(row.file, f"line {row.line}")
            refusal = PriceMissing(history.security.name, row.day, told_of, at)
            yield Step(row.day, ActionKind.DIVIDEND, 1, 1, told_of, f"{row.file}:{row.line}", refusal)


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
    if factor <= 1 + JUMP or confirmed(history, day):
        return True
    before = history.on_or_before(day - timedelta(days=1))
    if before is None:
        return True
    units = history.split_between(before.day, close.day)
    worth = close.value * units * factor
    return worth <= Quote.of(history, before).value * (1 + JUMP)


def _day(known: tuple[date, Decimal, str]) -> date:
    return known[0]


def _instead(history: History, paid: Price, ledger: Sequence[Action]) -> bool:
    """Return whether the ledger of the desk tells of a distribution itself that a price file gives.

    It goes before the file with an amount of its own, or the sum of them, that is nearly the file's, and with
    any that is ``confirmed``.
    """
    amounts = [action.amount for action in ledger if action.amount is not None]
    near = (abs(one - paid.value) <= max(one, paid.value) * ALIKE for one in (*amounts, sum(amounts)))
    return bool(amounts) and (any(near) or confirmed(history, paid.day))


def _beside(history: History, paid: Price, ledger: Sequence[Action]) -> PriceMissing | None:
    """Return the refusal of a distribution that may be the ledger's of that day, or one beside it.

    Lines of the ledger with an ``id`` are distributions of their own, beside those of the files.
    """
    if all(action.id for action in ledger):
        return None
    told = say(
        "{file} has {amount} a unit, the ledger {other}: both, say so with an id in the ledger, or the "
        "ledger's alone, confirm it",
        file=paid.file,
        amount=Told(paid.value),
        other=Lines([told for one in ledger if (told := amount_told(one))], ", "),
    )
    return PriceMissing(history.security.name, paid.day, told)


def _known(history: History) -> list[tuple[date, Decimal, str]]:
    """Return day, amount and file of every distribution in cash, by day."""
    ledger = [
        (one.day, one.amount, one.place.rpartition(":")[0])
        for one in history.actions
        if one.kind is ActionKind.DIVIDEND and one.amount is not None
    ]
    return sorted([*ledger, *((one.day, one.value, one.file) for one in history.dividends)])


def _repeats(
    history: History, paid: Price, known: Sequence[tuple[date, Decimal, str]]
) -> PriceMissing | None:
    """Return the refusal of a distribution that another file has a few days apart; files date by guesses."""
    first = bisect_left(known, paid.day - _APART, key=_day)
    for day, amount, file in known[first : bisect_right(known, paid.day + _APART, key=_day)]:
        if day != paid.day and amount == paid.value and file != paid.file:
            if confirmed(history, day) or confirmed(history, paid.day):
                continue
            told = say(
                "{amount} a unit is told of {day} too, by {file}: once or twice?",
                amount=Told(paid.value),
                day=Told(day),
                file=file,
            )
            return PriceMissing(history.security.name, paid.day, told)
    return None


def confirmed(history: History, day: date) -> bool:
    """Return whether a line of the ledger says that what a day shows was looked into."""
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


def _told(kind: ActionKind, amount: Told | None, into: str) -> Message:
    if kind is ActionKind.SPIN_OFF:
        return say("{into} was spun off; its value is reinvested at the close", into=into or amount)
    return say("{amount} a unit, reinvested at the close", amount=amount)
