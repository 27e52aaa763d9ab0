"""In which order do companies stand by a metric?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Unpack

from titre.figures import arithmetic

if TYPE_CHECKING:
    from collections.abc import Collection

    from titre.figures.figures import Figures
    from titre.figures.model import Figure
    from titre.figures.options import Options
    from titre.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class Ranking:
    """Companies by the value of a metric, the largest first; and those that could not be placed."""

    figures: tuple[Figure, ...]
    left_out: tuple[Figure, ...]
    """without a value (each says why), or in another currency than most"""


def rank(
    figures: Figures,
    metric: str,
    period: Period | str,
    *,
    entities: Collection[str] | None = None,
    top: int | None = None,
    **options: Unpack[Options],
) -> Ranking:
    """Return companies, all by default, in the order of a metric's value in a period.

    Amounts in different currencies have no order: the currency of most companies counts, the others are
    left out and told.

    Raises:
        UnknownMetric: the metric is not in the catalogue.
    """
    found = figures.figures(entities, [metric], [period], **options)
    units = Counter(figure.unit for figure in found if figure.value is not None)
    unit = min(units, key=lambda name: (-units[name], name or "")) if units else None
    placed = [figure for figure in found if figure.value is not None and figure.unit == unit]
    left_out = [figure for figure in found if figure.value is None or figure.unit != unit]
    placed.sort(key=lambda figure: (-(figure.value or arithmetic.ZERO), figure.entity))
    return Ranking(tuple(placed[:top]), tuple(left_out))
