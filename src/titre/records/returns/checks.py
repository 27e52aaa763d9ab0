"""Which prices are not to be trusted? Jumps without a cause, closes that stand still, another currency.

Each is a finding before it makes a record: the pick that rests on it gets no number until a line of the
ledger says what happened on that day, be it only that it was looked into (``confirmed``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from titre.kernel.findings import Finding, Place
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from titre.kernel.messages import Message
    from titre.records.returns.following import Way
    from titre.records.returns.histories import History
    from titre.store.securities import Price

JUMP = 0.4
"""a movement of a day, as a ratio, that needs a cause"""
STILL = 10
"""equal closes in a row that need one"""
_HUNDRED = 100.0
_NEAR = 0.3
"""how far from a hundred, as a ratio, a movement may be that comes from another unit"""


def faults_of(way: Way) -> Iterator[Finding]:
    """Yield what makes the prices of a way untrustworthy, between its first and its last day."""
    for leg in way.legs:
        if leg.history is not None and leg.first is not None:
            yield from faults_between(leg.history, leg.first.day, leg.end)


def faults_between(history: History, first: date, last: date) -> Iterator[Finding]:
    """Yield what makes the closes of a history untrustworthy from one day to another."""
    import numpy as np

    yield from history.findings
    start, stop = np.searchsorted(history.ordinals, [first.toordinal(), last.toordinal() + 1])
    closes = history.closes[start:stop]
    yield from _currencies(history, closes)
    if len(closes) < 2:  # noqa: PLR2004 - a movement has two ends
        return
    yield from _jumps(history, history.traded[start:stop], closes)
    yield from _still(history, history.traded[start:stop], closes)


def _currencies(history: History, closes: Any) -> Iterator[Finding]:  # noqa: ANN401 - a slice of prices
    wanted = history.currency
    other = next((price for price in closes if price.currency not in (wanted, None)), None)
    if other is not None:
        yield _finding(other, history, say("in {got}, expected {wanted}", got=other.currency, wanted=wanted))


def _jumps(history: History, values: Any, closes: Any) -> Iterator[Finding]:  # noqa: ANN401 - arrays
    import numpy as np

    moved = values[1:] / values[:-1]
    suspicious = np.flatnonzero((moved > 1 + JUMP) | (moved < 1 - JUMP))
    if not len(suspicious):
        return
    explained = _explained(history)
    for at in suspicious:
        price, before = closes[at + 1], closes[at]
        if any(before.day < day <= price.day for day in explained):
            continue
        yield _finding(price, history, _jump(before, price, float(moved[at])))


def _jump(before: Price, price: Price, moved: float) -> Message:
    for factor in (_HUNDRED, 1 / _HUNDRED):
        if abs(moved / factor - 1) < _NEAR:
            return say(
                "{value} after {before}, a hundred times off: another unit, as pence for pounds",
                value=price.value,
                before=before.value,
            )
    return say(
        "{value} after {before} on {day}, and no split, distribution or other cause is declared",
        value=price.value,
        before=before.value,
        day=before.day,
    )


def _still(history: History, values: Any, closes: Any) -> Iterator[Finding]:  # noqa: ANN401 - arrays
    import numpy as np

    if len(values) < STILL:
        return
    changes = np.flatnonzero(np.diff(values) != 0)
    edges = np.concatenate(([-1], changes, [len(values) - 1]))
    lengths = np.diff(edges)
    for run in np.flatnonzero(lengths >= STILL):
        first, last = closes[int(edges[run]) + 1], closes[int(edges[run + 1])]
        if any(first.day <= day <= last.day for day in _explained(history)):
            continue
        yield _finding(
            last,
            history,
            say(
                "the close {value} on each of {number} days from {day} on: prices that nobody renewed",
                value=first.value,
                number=int(lengths[run]),
                day=first.day,
            ),
        )


def _explained(history: History) -> set[date]:
    """Return the days on which something declared happened; splits that the security declares too."""
    return {action.day for action in history.actions} | {day for day, _ in history.splits}


def _finding(price: Price, history: History, message: Message) -> Finding:
    return Finding(Place(price.file, f"line {price.line}"), message, f"{history.security.name} {price.day}")
