"""What of a record may others see while its list is under embargo? No name, and nothing that tells one.

How many picks there are, and the bands and means that ``titre list blur`` published. Nothing else: each
number more cuts what hides a name, and what no table remembers could not be counted with the next. The exact
return of a row, the best, the worst and the daily mean each give names away, and so does the day from
which a pick has no price; nor is a finding about a price shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from titre.records.blurring.leaks import Band
    from titre.records.lists.model import StockList
    from titre.records.standing import Standing


@dataclass(frozen=True, slots=True)
class Embargo:
    """What of a record under embargo is shown."""

    end: date
    rows: tuple[tuple[date, Band] | None, ...]
    """for each row by its number, the newest band that was published and its day"""
    means: Mapping[date, Decimal] = field(default_factory=dict)
    """the list's mean at ends of months, in its own currency, as it was published"""


def embargo_of(chosen: StockList, standing: Standing, to: date) -> Embargo:
    """Return what is shown of a list's record up to a day: what was published by then."""
    bands = standing.bands or [{} for _ in chosen.picks]
    known = ([(day, band) for day, band in row.items() if day <= to] for row in bands)
    rows = tuple(max(row, key=lambda item: item[0], default=None) for row in known)
    means = {day: mean for day, mean in sorted(standing.means.items()) if day <= to}
    return Embargo(chosen.rules.embargo_end, rows, means)
