"""Which period comes a year or a quarter before or after another, and which of two comes first?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from titre.claims.reading.timing import (
    ENDING,
    HOLDING,
    IMPLIED,
    LATEST_QUARTER,
    LATEST_YEAR,
    QUARTER,
    SPAN,
    TRAILING,
    YEAR,
    When,
)
from titre.kernel.periods import PeriodKind

if TYPE_CHECKING:
    from collections.abc import Sequence

_MONTHS_A_YEAR = 12
_A_QUARTER = 3
"""months"""
_QUARTERS = 4


def is_quarter(when: When) -> bool:
    """Return whether a period is a quarter of a year."""
    return when.kind in {QUARTER, LATEST_QUARTER, HOLDING} or (
        when.kind == ENDING and when.months == _A_QUARTER
    )


def is_year(when: When) -> bool:
    """Return whether a period is a whole year."""
    return when.kind in {YEAR, LATEST_YEAR}


def year_earlier(when: When) -> When:
    """Return the period of the year before one, as what is meant and not said."""
    others = tuple(year_earlier(one) for one in when.others)
    if when.period is None or when.kind == ENDING:
        return replace(when, back=when.back + 1, period=None, others=others)
    if when.period.kind is PeriodKind.INSTANT:
        return When(SPAN, when.start, when.end)
    earlier = when.period.year_earlier()
    return When(
        when.kind if when.kind in {YEAR, QUARTER} else IMPLIED,
        when.start,
        when.end,
        earlier,
        year=earlier.year,
        carried=when.carried,
        others=others,
    )


def quarters_later(when: When, steps: int) -> When | None:
    """Return the quarter so many quarters after one, before it where ``steps`` is negative.

    None for what is no quarter, or one that only filings can tell.
    """
    if when.kind == LATEST_QUARTER or (when.kind == TRAILING and not when.month):
        return replace(when, number=when.number + steps)
    if when.kind == ENDING and when.months in {_A_QUARTER, _MONTHS_A_YEAR}:
        # Twelve months too are told quarter after quarter.
        month = when.month - 1 + _A_QUARTER * steps
        year = when.year + month // _MONTHS_A_YEAR if when.year else 0
        return replace(when, month=month % _MONTHS_A_YEAR + 1, year=year, day=0, period=None)
    if not is_quarter(when) or when.period is None:
        return None
    period = when.period.shifted(steps)
    return replace(when, period=period, year=period.year, number=period.quarter)


def years_later(when: When, years: int) -> When | None:
    """Return the period so many years after one; None for a day, or what only filings can tell."""
    if when.kind in {ENDING, HOLDING} and when.year:
        period = None if when.period is None else when.period.shifted(years)
        return replace(when, period=period, year=when.year + years)
    if when.period is None or when.period.kind is PeriodKind.INSTANT:
        return replace(when, back=when.back - years, others=()) if when.back >= years else None
    steps = years if when.period.kind is PeriodKind.YEAR else years * _QUARTERS
    period = when.period.shifted(steps)
    return replace(when, period=period, year=period.year)


def following_years(times: Sequence[When]) -> list[When]:
    """Return the years after those that a change is compared with: "up 22 % from 2023" is of 2024."""
    return [
        replace(when, kind=IMPLIED, period=when.period.shifted(1), year=when.year + 1, compared=False)
        for when in times
        if when.kind == YEAR and when.period is not None
    ]


def comes_before(one: When, other: When, now: int) -> bool:
    """Return whether a period is of an earlier year than another, or of an earlier quarter of its year.

    What names no year is taken to be of the year of publication, ``now``; 0 where it is not known.
    """
    years = one.year or now, other.year or now
    if years[0] != years[1] or not all(years):
        return 0 < years[0] < years[1]
    if one.period is None or other.period is None:
        return False
    both = one.period.kind is other.period.kind is PeriodKind.QUARTER
    return both and one.period.quarter < other.period.quarter
