"""How many securities of the universe fit what would be shown of a row? Too few, and nothing is shown.

A name that is blurred beside an exact return is not blurred: whoever has the prices of the universe looks
which of them made that return. Nor is one beside wide bands, if there are enough of them: each day on which
something was published cuts what is left. All days count, those published before too.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.records.blurring.means import ShownMean, left_by_means
from titre.records.errors import LeakRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal
    from typing import TypeAlias

    Universe: TypeAlias = Mapping[str, Mapping[date, Decimal]]
    """for each security its return from the list's reference day to each day"""

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
    mean: ShownMean | None = None,
) -> list[int]:
    """Return how many securities fit each row, by all that was and would be shown of the list.

    Rows that show the same share what fits them: of ten securities that fit ten rows, every one is a pick. So
    it is the number for each such row that counts, and where means are shown too, the number among which the
    lists that make the same means leave its own (``means``).

    Raises:
        LeakRefused: fewer than ``least`` fit a row.
    """
    known: dict[tuple[tuple[date, Band], ...], list[str]] = {}
    shown = [tuple(sorted(bands.items(), key=lambda item: item[0])) for bands in rows]
    for key, bands in zip(shown, rows, strict=True):
        if key not in known:
            known[key] = fitting(bands, universe)
    alike = Counter(shown)
    counts = [len(known[key]) // alike[key] for key in shown]
    _refuse_few(counts, least)
    if mean is not None and mean.values:
        left = left_by_means([known[key] for key in shown], universe, mean)
        counts = [
            min(count, int(one / alike[key])) for count, one, key in zip(counts, left, shown, strict=True)
        ]
        _refuse_few(counts, least)
    return counts


def _refuse_few(counts: Sequence[int], least: int) -> None:
    for number, count in enumerate(counts, 1):
        if count < least:
            raise LeakRefused(number, count, least)
