"""What was a list worth day by day? Paths in binary floating point: for charts and drawdowns, never a return.

The ends of every path are checked against the exact returns.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from titre.records.returns.actions import ActionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.records.returns.following import Leg, Market, Way
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


def paths_of(market: Market, returns: Sequence[PickReturn], currency: str) -> Paths | None:
    """Return the paths of picks, on every day on which any has a close; None where none has a number."""
    import numpy as np

    known = [each for each in returns if each.way is not None]
    if not known:
        return None
    ordinals = np.unique(np.concatenate([_days(each) for each in known]))
    picks = [_position(market, each, currency, ordinals) for each in known]
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
    """Return the largest loss from any earlier high, as a ratio between 0 and 1; gaps are passed over."""
    import numpy as np

    seen = values[~np.isnan(values)]
    if not len(seen):
        return 0.0
    return float(np.max(1 - seen / np.maximum.accumulate(seen)))


def way_path(market: Market, way: Way, currency: str, ordinals: Any) -> Any:  # noqa: ANN401 - arrays
    """Return the value of a unit that followed a way, by day; ``nan`` outside it."""
    import numpy as np

    values = np.full(len(ordinals), np.nan)
    before = 1.0
    for leg in way.legs:
        inside = slice(*np.searchsorted(ordinals, [leg.start.toordinal(), leg.end.toordinal() + 1]))
        days = ordinals[inside]
        if not len(days):
            continue
        path = before * _leg_path(leg, days)
        if leg.currency != currency:
            rates = market.rates(leg.currency, currency, days)
            path *= rates / float(market.rate(leg.currency, currency, leg.start)[0])
            before *= float(
                market.rate(leg.currency, currency, leg.end)[0]
                / market.rate(leg.currency, currency, leg.start)[0]
            )
        values[inside] = path
        before *= float(leg.price * leg.income)
    return values


def _position(market: Market, made: PickReturn, currency: str, ordinals: Any) -> Any:  # noqa: ANN401 - arrays
    import numpy as np

    assert made.way is not None
    growth = way_path(market, made.way, currency, ordinals)
    last = np.flatnonzero(~np.isnan(growth))
    if len(last):
        # After its horizon a pick stands at what it ended with.
        growth[last[-1] :] = float(made.parts.growth)
    costs = float(made.costs)
    if made.short:
        return 1 + (1 - costs) - growth * (1 + costs)
    return growth * (1 - costs) / (1 + costs)


def _leg_path(leg: Leg, days: Any) -> Any:  # noqa: ANN401 - arrays
    """Return the value of a unit at the start of a leg, on days within it, in its own currency."""
    import numpy as np

    if leg.history is None or leg.first is None:
        return np.ones(len(days))
    history = leg.history
    at = np.searchsorted(history.ordinals, days, side="right") - 1
    closes = history.traded[np.maximum(at, 0)]
    value = np.where(at >= 0, closes, float(leg.first.value)) / float(leg.first.value)
    first = leg.first.day
    for day, ratio in history.splits:
        if first < day <= leg.end:
            # From the split on; a close from before it that fills a later day is on the old basis.
            value *= np.where(history.ordinals[np.maximum(at, 0)] >= day.toordinal(), float(ratio), 1.0)
    for step in leg.steps:
        if step.kind in (ActionKind.DIVIDEND, ActionKind.SPIN_OFF):
            value *= np.where(days >= step.day.toordinal(), float(step.factor), 1.0)
    # A reference price of an opening is of the first day; its close is another.
    return value


def _days(made: PickReturn) -> Any:  # noqa: ANN401 - an array
    import numpy as np

    assert made.way is not None
    parts = [np.array([made.start.toordinal(), made.end.toordinal()], np.int64)]
    for leg in made.way.legs:
        if leg.history is not None:
            start, stop = np.searchsorted(
                leg.history.ordinals, [leg.start.toordinal(), leg.end.toordinal() + 1]
            )
            parts.append(leg.history.ordinals[start:stop])
    return np.concatenate(parts)
