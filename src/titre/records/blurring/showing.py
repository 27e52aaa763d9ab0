"""What is shown of a list under embargo? A number and a band for each row, n always, the mean at month ends.

A daily curve of the mean gives all names away within months (a sparse regression on the universe finds
them), so that only its values at the ends of months are shown; a row has one band a day that is published, as
narrow as the leak check allows. The means of few rows give their names away too: those are judged with the
bands, and withheld where they would.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from titre.records.blurring.leaks import LEAST, Band, check_leaks
from titre.records.blurring.means import STEP, ShownMean
from titre.records.errors import LeakRefused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
    """among how many securities of the universe each row's own is to be guessed"""
    means: Mapping[date, Decimal]
    """the list's mean at the ends of months, as it is shown"""
    withheld: tuple[date, ...] = ()
    """ends of months whose mean would give names away"""

    @property
    def picks(self) -> int:
        """How many picks there are; always shown."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Holding:
    """A row's own security as the desk knows it: its returns by day, and its part of the mean."""

    returns: Mapping[date, Decimal]
    weight: Decimal
    """together 1 over the rows; below 0 where it is short"""


def blurred(
    day: date,
    rows: Sequence[Holding],
    universe: Mapping[str, Mapping[date, Decimal]],
    *,
    before: Sequence[Mapping[date, Band]] = (),
    told: Mapping[date, Decimal] | None = None,
    known: Collection[int] = (),
    least: int = LEAST,
    widths: Iterable[Decimal] = WIDTHS,
) -> Blurred:
    """Return what may be shown on a day: the narrowest bands that leave enough securities fitting each row.

    ``rows`` are in the order of the committed leaves; ``before`` has the bands published already, in the same
    order, and ``told`` the means. ``known`` are the places of rows that revealed lists name: the others
    must be hidden without them. Of the ends of months whose mean was not shown yet, all are, or the newest,
    or none: as many as the check allows with any bands.

    Raises:
        LeakRefused: even the widest bands leave too few.
    """
    history = before or [{} for _ in rows]
    widths = tuple(widths)
    ends = [end for end in month_ends(_common_days(rows)) if end <= day]
    refused: LeakRefused | None = None
    for means in new_means(rows, day, told or {}):
        shown = ShownMean(means, [row.weight for row in rows], [row.returns for row in rows])
        for width in widths:
            bands = tuple(
                {**earlier, day: band_of(row.returns[day], width)}
                for earlier, row in zip(history, rows, strict=True)
            )
            try:
                counts = check_leaks(bands, universe, least=least, mean=shown)
                _check_others(bands, universe, shown, known, least)
            except LeakRefused as error:
                refused = error
                continue
            withheld = tuple(end for end in ends if end not in shown.values)
            return Blurred(day, bands, tuple(counts), shown.values, withheld)
    raise refused or LeakRefused(0, 0, least)


def _check_others(
    bands: Sequence[Mapping[date, Band]],
    universe: Mapping[str, Mapping[date, Decimal]],
    shown: ShownMean,
    known: Collection[int],
    least: int,
) -> None:
    """Refuse what hides the rows that nobody knows only by those that everybody does."""
    others = [at for at in range(len(bands)) if at not in known]
    if not known or not others:
        return
    values = {
        day: mean - sum((shown.weights[at] * shown.own[at][day] for at in known), Decimal(0))
        for day, mean in shown.values.items()
    }
    rest = ShownMean(values, [shown.weights[at] for at in others], [shown.own[at] for at in others])
    try:
        check_leaks([bands[at] for at in others], universe, least=least, mean=rest)
    except LeakRefused as error:
        raise LeakRefused(others[error.row - 1] + 1, error.fitting, least) from error


def new_means(
    rows: Sequence[Holding], day: date, told: Mapping[date, Decimal]
) -> Iterator[dict[date, Decimal]]:
    """Yield the means that might be shown by a day with those shown before: all new, the newest, none."""
    ends = [end for end in month_ends(_common_days(rows)) if end <= day]
    new = {end: _mean(rows, end) for end in ends if end not in told}
    for some in (new, dict(list(new.items())[-1:]), {}):
        yield dict(sorted({**some, **told}.items()))


def _common_days(rows: Sequence[Holding]) -> set[date]:
    """Return the days on which every row has a return."""
    return set.intersection(*(set(row.returns) for row in rows)) if rows else set()


def _mean(rows: Sequence[Holding], day: date) -> Decimal:
    return sum((row.weight * row.returns[day] for row in rows), Decimal(0)).quantize(STEP)


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
