"""How many securities of the universe fit what would be shown of a row? Too few, and nothing is shown.

A name that is blurred beside an exact return is not blurred: whoever has the prices of the universe looks
which of them made that return. Nor is one beside wide bands, if there are enough of them: each day on which
something was published cuts what is left. All days count, those published before too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.records.errors import LeakRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

LEAST = 10
"""securities that must fit each row, unless the desk says otherwise"""


@dataclass(frozen=True, slots=True)
class Band:
    """What is shown of a return: that it is at least ``low`` and below ``high``, both fractions of 1."""

    low: Decimal
    high: Decimal

    def __contains__(self, value: Decimal) -> bool:
        return self.low <= value < self.high


def fitting(bands: Mapping[date, Band], universe: Mapping[str, Mapping[date, Decimal]]) -> list[str]:
    """Return the securities of the universe whose returns fit every band of a row.

    ``universe`` has for each security its return from the list's reference day to each day. One whose return
    on a day is not known here does not count as fitting: others may know it.
    """
    left = list(universe)
    for day, band in bands.items():
        left = [name for name in left if (value := universe[name].get(day)) is not None and value in band]
    return left


def check_leaks(
    rows: Sequence[Mapping[date, Band]],
    universe: Mapping[str, Mapping[date, Decimal]],
    *,
    least: int = LEAST,
) -> list[int]:
    """Return how many securities fit each row, by all that was and would be shown of it.

    Raises:
        LeakRefused: fewer than ``least`` fit a row.
    """
    counts = []
    for number, bands in enumerate(rows, 1):
        count = len(fitting(bands, universe))
        if count < least:
            raise LeakRefused(number, count, least)
        counts.append(count)
    return counts
