"""What do the means of a list give away beside its bands? How many lists would make the same means.

Every list of securities that fit the bands is as likely as any other to whoever knows the universe; a mean
that is shown leaves those that make it. For a security in a row's place the others can be filled in so many
ways that the mean comes out: about the number of all ways, times the chance that one of them meets the
mean, by the normal distribution with the means and covariances of what fits. The more ways, the likelier
the security; the row's own has one way more for sure, and chance may leave fewer for the others than are
expected: two deviations are taken off. Its own is then to be guessed among so many; for lists of two and
three a test counts all that are left.

Means of many rows give little away, those of few rows nearly all: that of one row is its return.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

STEP = Decimal("0.001")
"""to which a mean is rounded before it is shown"""
_MANY = 40.0
"""the logarithm of a number beside which its own deviation is nothing"""
_MOST = 700.0
"""the logarithm of about the largest number that a float holds"""


@dataclass(frozen=True, slots=True)
class ShownMean:
    """The means that are shown of a list, and its rows, by which what they give away is judged."""

    values: Mapping[date, Decimal]
    weights: Sequence[Decimal]
    """of each row, together 1; below 0 where a row is short"""
    own: Sequence[Mapping[date, Decimal]]
    """the returns of each row's own security, on every day of the means"""


def left_by_means(
    candidates: Sequence[Sequence[str]],
    universe: Mapping[str, Mapping[date, Decimal]],
    mean: ShownMean,
) -> list[float]:
    """Return for each row among how many securities the means leave its own to be guessed.

    ``candidates`` are the securities that fit the bands of each row.
    """
    import numpy as np

    days = sorted(mean.values)
    target = np.array([float(mean.values[day]) for day in days])
    pools: dict[int, Floats] = {}
    for names in candidates:
        if id(names) not in pools:
            pools[id(names)] = _table(names, universe, days)
    tables = [pools[id(names)] for names in candidates]
    if not all(map(len, tables)):
        return [0.0] * len(tables)
    weights = [float(weight) for weight in mean.weights]
    centres = [weight * table.mean(axis=0) for weight, table in zip(weights, tables, strict=True)]
    spreads = [weight**2 * _covariance(table) for weight, table in zip(weights, tables, strict=True)]
    centre, spread = sum(centres), sum(spreads)
    left = []
    for row, table in enumerate(tables):
        ways = _log_ways([table for at, table in enumerate(tables) if at != row])
        rest = target - (centre - centres[row])
        own = np.array([[float(mean.own[row][day]) for day in days]])
        meet = [
            _log_meeting(rest - weights[row] * some, spread - spreads[row], alone=len(tables) == 1)
            for some in (table, own)
        ]
        # In logarithms, since there may be more ways than a float holds.
        every, its = _log_fewest(_log_sum(ways + meet[0])), float(ways + meet[1][0])
        left.append(math.exp(min(np.logaddexp(0.0, every) - np.logaddexp(0.0, its), _MOST)))
    return left


def _log_fewest(expected: float) -> float:
    """Return the logarithm of an expected number less two deviations, as where chance is unkind."""
    if expected > _MANY:
        return expected
    root = math.exp(expected / 2)
    return math.log(root * (root - 2)) if root > 2 else -math.inf  # noqa: PLR2004 - two deviations


def _table(
    names: Sequence[str], universe: Mapping[str, Mapping[date, Decimal]], days: Sequence[date]
) -> Floats:
    """Return the returns of those that have one on every day, a row each."""
    import numpy as np

    columns = [universe[name] for name in names]
    found = [[float(column[day]) for day in days] for column in columns if all(day in column for day in days)]
    return np.array(found).reshape(len(found), len(days))


def _covariance(table: Floats) -> Floats:
    import numpy as np

    return np.atleast_2d(np.cov(table, rowvar=False, bias=True))


def _log_ways(tables: Sequence[Floats]) -> float:
    """Return the logarithm of the number of ways to choose one of each, whatever the order among the same."""
    total, chosen = 0.0, dict[int, int]()
    for table in tables:
        taken = chosen.get(id(table), 0)
        total += math.log(max(len(table) - taken, 1) / (taken + 1))
        chosen[id(table)] = taken + 1
    return total


def _log_meeting(missing: Floats, spread: Floats, *, alone: bool) -> Floats:
    """Return the logarithm of the chance that the other rows make up what is missing, to the step shown."""
    import numpy as np

    step = float(STEP)
    if alone:
        meets = np.all(np.abs(missing) <= step / 2 + 1e-12, axis=1)
        return np.where(meets, 0.0, -np.inf)
    # The rounding of what is shown is part of the spread; without it, days that move as one have none.
    spread = spread + np.eye(len(spread)) * step**2 / 12
    _, size = np.linalg.slogdet(spread)
    distance = np.einsum("ij,ij->i", missing @ np.linalg.inv(spread), missing)
    days = len(spread)
    found: Floats = days * math.log(step) - 0.5 * (days * math.log(2 * math.pi) + size + distance)
    return found


def _log_sum(values: Floats) -> float:
    import numpy as np

    most = float(np.max(values, initial=-np.inf))
    return most if math.isinf(most) else most + math.log(float(np.sum(np.exp(values - most))))
