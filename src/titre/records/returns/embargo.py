"""What of a record may others see while its list is under embargo? No name, and nothing that tells one.

How many picks there are; the bands and means that were published; and the means at the ends of months, where
enough securities of the universe fit all that is shown together. The exact return of a row, the best, the
worst and the daily mean each give names away, so that none of them is shown; nor is a finding about a price.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from titre.kernel.messages import say
from titre.records.blurring.leaks import check_leaks
from titre.records.blurring.means import ShownMean
from titre.records.blurring.publishing import holdings
from titre.records.blurring.showing import new_means
from titre.records.errors import LeakRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from titre.kernel.messages import Message
    from titre.records.blurring.leaks import Band, Universe
    from titre.records.lists.model import StockList
    from titre.records.standing import Standing


@dataclass(frozen=True, slots=True)
class Embargo:
    """What of a record under embargo is shown."""

    end: date
    rows: tuple[tuple[date, Band] | None, ...]
    """for each row by its number, the newest band that was published and its day"""
    means: Mapping[date, Decimal] = field(default_factory=dict)
    """the list's mean at ends of months, rounded as it may be shown"""
    counted: int = 0
    """securities of the universe among which the rows were looked for"""
    refused: Message | None = None
    """why nothing more is shown"""


def embargo_of(
    chosen: StockList, standing: Standing, order: Sequence[str], universe: Universe, to: date, least: int
) -> Embargo:
    """Return what is shown of a record up to a day: what enough securities of the universe hide.

    ``order`` has the labels of the picks by the numbers of their rows, as they are in the universe.
    """
    end, nothing = chosen.rules.embargo_end, (None,) * len(order)
    bands = standing.bands or [{} for _ in order]
    rows = holdings(chosen, order, {label: universe.get(label, {}) for label in order})
    if any(day not in row.returns for row in rows for day in standing.means):
        return Embargo(end, nothing, counted=len(universe), refused=say("a pick has no price of each day"))
    refused: LeakRefused | None = None
    for means in new_means(rows, to, standing.means):
        shown = ShownMean(means, [row.weight for row in rows], [row.returns for row in rows])
        try:
            check_leaks(bands, universe, least=least, mean=shown)
        except LeakRefused as error:
            refused = refused or error
            continue
        newest = (max(known.items(), key=lambda item: item[0], default=None) for known in bands)
        why = None if refused is None else refused.message
        return Embargo(end, tuple(newest), means, len(universe), why)
    return Embargo(end, nothing, {}, len(universe), None if refused is None else refused.message)
