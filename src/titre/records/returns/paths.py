"""What was a list worth day by day? Paths in binary floating point: for charts and drawdowns, never a return.

The ends of every path are checked against the exact returns.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.records.returns.following import Leg, Way
    from titre.records.returns.market import Market
    from titre.records.returns.picks import PickReturn


@dataclass(frozen=True)
class Paths:
    """Values by day, of a start of one: arrays of float64 over ``ordinals``."""

    ordinals: Any
    """days as ``date.toordinal`` has them, an array of int64"""
    picks: Sequence[Any]
    """of each pick with a number; ``nan`` before it starts"""
    mean: Any
    """mean of the picks held by then, by their weights; ``nan`` before the first starts"""
    portfolio: Any
    """all bought with equal or given parts of one sum, a part waiting as cash until its pick starts"""

    @property
    def days(self) -> list[date]:
        """The days."""
        return [date.fromordinal(int(ordinal)) for ordinal in self.ordinals]


def paths_of(market: Market, returns: Sequence[PickReturn], currency: str, *, income: bool) -> Paths | None:
    """Return the paths of picks, on every day on which any has a close; None where none has a number."""
    import numpy as np

    known = [each for each in returns if each.way is not None]
    if not known:
        return None
    ordinals = _together([_days(each) for each in known])
    picks = [_position(market, each, currency, ordinals, income=income) for each in known]
    weights = np.array([float(each.weight) for each in known])
    values = np.vstack(picks)
    held = ~np.isnan(values)
    filled = np.where(held, values, 1.0)
    portfolio = weights @ filled / weights.sum()
    share = weights @ held
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(share > 0, weights @ np.where(held, values, 0.0) / share, np.nan)
    return Paths(ordinals, picks, mean, portfolio)


def drawdown(values: Any) -> float:  # noqa: ANN401 - an array
    """Return the largest loss from any earlier high, as a ratio of it; gaps are passed over.

    Above 1 where a short position lost more than the whole: values below zero are what is owed.
    """
    import numpy as np

    seen = values[~np.isnan(values)]
    if not len(seen):
        return 0.0
    return float(np.max(1 - seen / np.maximum.accumulate(seen)))


def way_path(market: Market, way: Way, currency: str, ordinals: Any, *, income: bool) -> Any:  # noqa: ANN401 - arrays
    """Return the value of a unit that followed a way, by day; ``nan`` outside it."""
    import numpy as np

    values = np.full(len(ordinals), np.nan)
    before = 1.0
    for leg in way.legs:
        inside = slice(*np.searchsorted(ordinals, [leg.start.toordinal(), leg.end.toordinal() + 1]))
        days = ordinals[inside]
        if not len(days):
            continue
        path = before * _leg_path(leg, days, income=income)
        if leg.currency != currency:
            first, last = (market.rate(leg.currency, currency, day)[0] for day in (leg.start, leg.end))
            path *= market.rates(leg.currency, currency, days) / float(first)
            before *= float(last / first)
        values[inside] = path
        before *= float(leg.price * leg.income)
    return values


def _position(market: Market, made: PickReturn, currency: str, ordinals: Any, *, income: bool) -> Any:  # noqa: ANN401 - arrays
    import numpy as np

    assert made.way is not None
    growth = way_path(market, made.way, currency, ordinals, income=income)
    last = np.flatnonzero(~np.isnan(growth))
    if len(last):
        # After its horizon a pick stands at what it ended with.
        growth[last[-1] :] = float(made.parts.growth)
    costs = float(made.costs)
    if made.short:
        return 1 + (1 - costs) - growth * (1 + costs)
    return growth * (1 - costs) / (1 + costs)


def _leg_path(leg: Leg, days: Any, *, income: bool) -> Any:  # noqa: ANN401 - arrays
    """Return the value of a unit at the start of a leg, on days within it, in its own currency."""
    import numpy as np

    if leg.history is None or leg.first is None:
        return np.ones(len(days))
    history = leg.history
    index = history.index(income=income)
    at = _places(history.ordinals, days)
    start = int(history.ordinals.searchsorted(leg.first.day.toordinal(), side="right")) - 1
    # A reference price of an opening is of its day, and the closes go on from that day's.
    scale = float(history.traded[start]) / float(leg.first.value) / index[start]
    return index[at] * scale


def _places(known: Any, days: Any) -> Any:  # noqa: ANN401 - arrays
    """Return, for each day, the place of the last known one up to it."""
    import numpy as np

    start = int(known.searchsorted(days[0]))
    own = known[start : start + len(days)]
    if len(own) == len(days) and np.array_equal(own, days):
        return slice(start, start + len(days))
    return np.maximum(known.searchsorted(days, side="right") - 1, 0)


def _days(made: PickReturn) -> Any:  # noqa: ANN401 - an array
    """Return the days on which a pick has a close, its first and its last day among them."""
    import numpy as np

    assert made.way is not None
    parts = []
    for leg in made.way.legs:
        if leg.history is not None:
            known = leg.history.ordinals
            start, stop = known.searchsorted([leg.start.toordinal(), leg.end.toordinal() + 1])
            parts.append(known[start:stop])
    days = parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts))
    first, last = made.start.toordinal(), made.end.toordinal()
    before = [first] if not len(days) or days[0] > first else []
    after = [last] if last > (days[-1] if len(days) else first) else []
    return np.concatenate((before, days, after)).astype(np.int64) if before or after else days


def _together(some: Sequence[Any]) -> Any:  # noqa: ANN401 - arrays
    """Return every day that any of several arrays has; most picks share theirs."""
    import numpy as np

    # Most picks share one calendar, and those that begin later have the end of it.
    distinct: list[Any] = []
    for days in sorted(some, key=len, reverse=True):
        if not any(np.array_equal(days, known[len(known) - len(days) :]) for known in distinct):
            distinct.append(days)
    return distinct[0] if len(distinct) == 1 else np.unique(np.concatenate(distinct))
