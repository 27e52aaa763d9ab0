"""Which prices are not to be trusted? Jumps without a cause, closes that stand still, another currency.

Each is a finding before it makes a record: the pick that rests on it gets no number until a line of the
ledger says what happened on that day, be it only that it was looked into (``confirmed``). What is declared
explains what it makes and no more: a split its ratio, a distribution what it gave.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from titre.kernel.findings import Finding, Place
from titre.kernel.messages import say
from titre.kernel.numerals import Told
from titre.records.returns.actions import ActionKind
from titre.records.returns.distributions import JUMP, confirmed
from titre.records.returns.faults import Fault
from titre.store.price_series import PriceSeries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from titre.kernel.messages import Message
    from titre.records.returns.histories import History
    from titre.store.price_series import Price

STILL = 10
"""equal closes in a row that need one"""
_CAUSES = {ActionKind.SPIN_OFF, ActionKind.MERGER, ActionKind.DELISTING, ActionKind.CONFIRMED}
"""what may move a close by any amount"""
_WEEKEND = (6, 0)
"""of an ordinal modulo seven: Saturday, Sunday"""
_WEEKS = 10
"""weeks that a history must have, and how rare, one in so many, the closes of a weekend's day are odd"""
_A_WEEK = 3
"""closes a week that a history needs to be one of trading days"""
_ENOUGH = 20
"""closes with an adjusted one beside them, before the two are compared"""
_STEP = 0.05
"""of an adjusted close against the close: more than a usual distribution moves it by"""
_APART = 4
"""days by which two vendors may date one thing differently"""
_HUNDRED = 100.0
_THREE_FOR_TWO = 1.5
_LIKE_A_SPLIT = 0.03
"""by how much, as a ratio, a movement may be beside what a split makes, and be like one"""
_SMALL = Fraction(23, 20)
"""a split below which closes move by as much of themselves"""
_NEAR = 0.3
"""how far from a hundred, as a ratio, a movement may be that comes from another unit"""


def faults_between(history: History, first: date, last: date) -> Iterator[Finding]:
    """Yield what makes the closes of a history untrustworthy from one day to another."""
    yield from history.findings
    for fault in _known(history):
        if fault.within(first, last):
            yield fault.finding


def _known(history: History) -> list[Fault]:
    """Return all faults of a history; they are looked for once."""
    if not history.faults:
        history.faults.append([fault for check in _CHECKS for fault in check(history)])
    return history.faults[0]


def _doubtful(history: History) -> Iterator[Fault]:
    """Yield the days of which a file has something that is no close; ``confirmed`` says to do without it."""
    for row in history.doubts.get("close", ()):
        if not confirmed(history, row.day):
            told = say("what stands there is no close that can be taken, of {day}", day=Told(row.day))
            yield Fault(row.day, row.day, _finding(row, history, told))


def _weekends(history: History) -> Iterator[Fault]:
    """Yield closes of a Saturday or Sunday where the market hardly ever has one."""
    ordinals = history.ordinals
    weeks = int(ordinals[-1] - ordinals[0]) // 7 if len(ordinals) else 0
    if weeks < _WEEKS or len(ordinals) < _A_WEEK * weeks:
        # Closes now and then are of any day.
        return
    for weekday in _WEEKEND:
        # Of ordinals, 1 is a Monday; whole weeks are as many as there could be of the day.
        own = ordinals[ordinals % 7 == weekday]
        if len(own) > weeks / _WEEKS:
            continue
        for at in ordinals.searchsorted(own).tolist():
            price = history.closes[at]
            if not confirmed(history, price.day):
                told = say(
                    "the close of a weekend's day, {day}, where there is hardly ever one", day=Told(price.day)
                )
                yield Fault(price.day, price.day, _finding(price, history, told))


def _adjustments(history: History) -> Iterator[Fault]:
    """Yield where a vendor's adjusted closes know of something that is not declared, or are the closes."""
    import numpy as np

    adjusted = history.adjusted
    if not isinstance(adjusted, PriceSeries) or not len(adjusted):
        return
    days, own, theirs = np.intersect1d(history.ordinals, adjusted.ordinals, return_indices=True)
    if len(days) < _ENOUGH:
        return
    paid = _paid_days(history)
    inside = [day for day in paid if days[0] < day <= days[-1]]
    if inside and np.array_equal(history.closes.values[own], adjusted.values[theirs]):
        gave = [date.fromordinal(day) for day in inside]
        told = say(
            "closes and adjusted closes are the same though it paid on {day}: which of the two are they?",
            day=Told(gave[0]),
        )
        finding = _finding(history.closes[int(own[0])], history, told)
        yield Fault(gave[0], gave[-1], finding, 1, tuple(gave))
        return
    ratio = adjusted.values[theirs] / history.index(income=False)[own]
    steps = ratio[1:] / ratio[:-1]
    explained = paid | {day.toordinal() for day in _explained(history)}
    for at in np.flatnonzero(np.abs(steps - 1) > _STEP).tolist():
        if any(days[at] - _APART < day <= days[at + 1] + _APART for day in explained):
            continue
        before, price = history.closes[int(own[at])], history.closes[int(own[at + 1])]
        told = say(
            "against the adjusted close it moves by {percent}%, and no split or distribution is declared",
            percent=Told(Decimal(f"{abs(steps[at] - 1) * 100:.1f}")),
        )
        yield Fault(before.day, price.day, _finding(price, history, told))


def _paid_days(history: History) -> set[int]:
    ledger = {one.day.toordinal() for one in history.actions if one.kind is ActionKind.DIVIDEND}
    return ledger | {one.day.toordinal() for one in history.dividends if one.value}


def _currencies(history: History) -> Iterator[Fault]:
    wanted = history.currency
    closes = history.closes
    for start in closes.changes:
        price = closes[start]
        if price.currency not in (wanted, None):
            told = say("in {got}, expected {wanted}", got=price.currency, wanted=wanted)
            yield Fault(price.day, price.day, _finding(price, history, told))


def _jumps(history: History) -> Iterator[Fault]:
    import numpy as np

    # Splits counted: a split explains the movement that it makes, not that of a file that has it already.
    values, closes, jump = history.index(income=False), history.closes, float(JUMP)
    moved = values[1:] / values[:-1]
    for at in np.flatnonzero((moved > 1 + jump) | (moved < 1 - jump)).tolist():
        before, price = closes[at], closes[at + 1]
        if not _caused(history, before, price, float(moved[at])):
            told = _jump(history, before, price, float(moved[at]))
            yield Fault(before.day, price.day, _finding(price, history, told))


def _undeclared_splits(history: History) -> Iterator[Fault]:
    """Yield where a close falls as a split of three for two makes it, no jump yet, and none is declared.

    Two for one is a jump already; what five for four makes, many a day does.
    """
    import numpy as np

    values, closes = history.index(income=False), history.closes
    fitting = np.abs(values[1:] / values[:-1] * _THREE_FOR_TWO - 1) < _LIKE_A_SPLIT
    paid = sorted(_paid_days(history) | {day.toordinal() for day in _explained(history)})
    for at in np.flatnonzero(fitting).tolist():
        before, price = closes[at], closes[at + 1]
        if any(before.day.toordinal() < day <= price.day.toordinal() for day in paid):
            continue
        told = say(
            "{value} after {before} on {day}, as a split of 3 for 2 makes it, and none is declared",
            value=Told(price.value),
            before=Told(before.value),
            day=Told(before.day),
        )
        yield Fault(before.day, price.day, _finding(price, history, told))


def _splits_made_already(history: History) -> Iterator[Fault]:
    """Yield declared splits that the closes do not show, though too small to be jumps: they may have them."""
    values, closes = history.index(income=False), history.closes
    for day, ratio in history.splits:
        at = int(history.ordinals.searchsorted(day.toordinal()))
        if not 0 < at < len(closes) or 1 / _SMALL < ratio < _SMALL:
            continue
        moved, half = float(values[at] / values[at - 1]), float(ratio) ** 0.5
        before, price = closes[at - 1], closes[at]
        jumped = abs(moved - 1) > float(JUMP)
        if jumped or not (moved > half > 1 or moved < half < 1) or confirmed(history, day):
            continue
        yield Fault(before.day, price.day, _finding(price, history, _jump(history, before, price, moved)))


def _caused(history: History, before: Price, price: Price, moved: float) -> bool:
    """Return whether the ledger tells why a close moved so much, splits being counted already."""
    actions = [action for action in history.actions if before.day < action.day <= price.day]
    if any(action.kind in _CAUSES for action in actions):
        return True
    paid = [float(action.amount or 0) for action in actions if action.kind is ActionKind.DIVIDEND]
    filed = [float(one.value) for one in history.dividends if before.day < one.day <= price.day]
    given = sum(paid) or sum(filed)
    # What a holder has after it: too little to fall by is as odd as too much.
    return bool(given) and abs(moved * (1 + given / float(price.value)) - 1) <= float(JUMP)


def _jump(history: History, before: Price, price: Price, moved: float) -> Message:
    if any(before.day < day <= price.day for day, _ in history.splits):
        return say(
            "{value} after {before} on {day}: a split is declared and does not fit; have closes it already?",
            value=Told(price.value),
            before=Told(before.value),
            day=Told(before.day),
        )
    for factor in (_HUNDRED, 1 / _HUNDRED):
        if abs(moved / factor - 1) < _NEAR:
            return say(
                "{value} after {before}, a hundred times off: another unit, as pence for pounds",
                value=Told(price.value),
                before=Told(before.value),
            )
    return say(
        "{value} after {before} on {day}, and no split, distribution or other cause is declared",
        value=Told(price.value),
        before=Told(before.value),
        day=Told(before.day),
    )


def _ahead(history: History) -> Iterator[Fault]:
    import numpy as np

    closes = history.closes
    for at in np.flatnonzero(history.ordinals > closes.imported + 1)[:1].tolist():
        price = closes[at]
        told = say(
            "the close of a day that had not come when it was imported, on {day}", day=Told(price.imported)
        )
        yield Fault(price.day, closes[-1].day, _finding(price, history, told), 1, (price.day, closes[-1].day))


def _still(history: History) -> Iterator[Fault]:
    import numpy as np

    values, closes = history.traded, history.closes
    if len(values) < STILL:
        return
    changes = np.flatnonzero(np.diff(values) != 0)
    edges = np.concatenate(([-1], changes, [len(values) - 1]))
    explained = _explained(history)
    for run in np.flatnonzero(np.diff(edges) >= STILL).tolist():
        prices = closes[int(edges[run]) + 1 : int(edges[run + 1]) + 1]
        first, last = prices[0], prices[-1]
        if any(first.day <= day <= last.day for day in explained):
            continue
        told = say(
            "the close {value} on each of {number} days from {day} on: prices that nobody renewed",
            value=Told(first.value),
            number=len(prices),
            day=Told(first.day),
        )
        days = tuple(price.day for price in prices)
        yield Fault(first.day, last.day, _finding(last, history, told), STILL, days)


def _explained(history: History) -> set[date]:
    """Return the days on which something declared happened; splits that the security declares too."""
    return {action.day for action in history.actions} | {day for day, _ in history.splits}


_CHECKS: tuple[Callable[[History], Iterator[Fault]], ...] = (
    _doubtful,
    _currencies,
    _ahead,
    _weekends,
    _jumps,
    _undeclared_splits,
    _splits_made_already,
    _adjustments,
    _still,
)


def _finding(price: Price, history: History, message: Message) -> Finding:
    return Finding(Place(price.file, f"line {price.line}"), message, f"{history.security.name} {price.day}")
