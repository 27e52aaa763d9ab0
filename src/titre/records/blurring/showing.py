"""What is shown of a list under embargo? A number and a band for each row, n always, the mean at month ends.

A daily curve of the mean gives all names away within months (a sparse regression on the universe finds
them), so that only its values at the ends of months are shown; a row has one band a day that is published, as
narrow as the leak check allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from titre.records.blurring.leaks import LEAST, Band, check_leaks
from titre.records.errors import LeakRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

WIDTHS = tuple(Decimal(percent).scaleb(-2) for percent in (10, 25, 50, 100, 200))
"""widths of bands that are tried, the narrowest first"""


@dataclass(frozen=True, slots=True)
class Blurred:
    """What may be shown of a list on a day under embargo."""

    day: date
    rows: tuple[Mapping[date, Band], ...]
    """for each row, in the order of the committed leaves, its band on every day that was published"""
    fitting: tuple[int, ...]
    """how many securities of the universe fit each row"""
    means: Mapping[date, Decimal]
    """the list's mean at the ends of months"""

    @property
    def picks(self) -> int:
        """How many picks there are; always shown."""
        return len(self.rows)


def blurred(
    day: date,
    returns: Sequence[Decimal],
    means: Mapping[date, Decimal],
    universe: Mapping[str, Mapping[date, Decimal]],
    *,
    before: Sequence[Mapping[date, Band]] = (),
    least: int = LEAST,
    widths: Iterable[Decimal] = WIDTHS,
) -> Blurred:
    """Return what may be shown on a day: the narrowest bands that leave enough securities fitting each row.

    ``returns`` has the return of each row from its reference day to the day, in the order of the committed
    leaves; ``before`` the bands published already, in the same order; ``means`` the list's mean by day.

    Raises:
        LeakRefused: even the widest bands leave too few.
    """
    history = before or [{} for _ in returns]
    refused: LeakRefused | None = None
    for width in widths:
        rows = tuple(
            {**bands, day: band_of(value, width)} for bands, value in zip(history, returns, strict=True)
        )
        try:
            counts = check_leaks(rows, universe, least=least)
        except LeakRefused as error:
            refused = error
            continue
        shown = {last: means[last] for last in month_ends(means) if last <= day}
        return Blurred(day, rows, tuple(counts), shown)
    raise refused or LeakRefused(0, 0, least)


def band_of(value: Decimal, width: Decimal) -> Band:
    """Return the band of a width that a return falls in; bands begin at multiples of their width."""
    low = (value / width).to_integral_value(ROUND_FLOOR) * width
    return Band(low, low + width)


def month_ends(days: Iterable[date]) -> list[date]:
    """Return the last of the days in each month that another month follows: the present one has none yet."""
    ordered = sorted(set(days))
    return [
        day
        for day, following in pairwise(ordered)
        if (day.year, day.month) != (following.year, following.month)
    ]
