"""Which of a company's slots does a period name? Fiscal labels, calendar periods and days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.figures.model import Frequency
from titre.figures.running import Slot
from titre.kernel.periods import Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from titre.figures.plans import Term
    from titre.figures.running import Row, Run

_FREQUENCIES = {
    PeriodKind.YEAR: Frequency.ANNUAL,
    PeriodKind.QUARTER: Frequency.QUARTER,
    PeriodKind.TRAILING: Frequency.TRAILING,
}
_FOURTH = 4
CALENDAR_SLACK = 10
"""days by which a fiscal period may end before or after the calendar's and still be called the same"""
NEAREST_SLACK = 46
"""days by which the nearest fiscal quarter end may be away from the calendar's; there is always one"""


def slot_labelled(period: Period) -> Slot:
    """Return the slot that bears a period's label, whichever days that label means.

    Raises:
        KeyError: the period is an instant, which has no label.
    """
    return Slot(_FREQUENCIES[period.kind], period.year, period.quarter or _FOURTH)


def nearest_quarter(day: date) -> int:
    """Return the calendar quarter whose end is nearest to a day: year times four, plus quarter."""
    from datetime import timedelta

    # A quarter has some 91 days: half of one later lies the quarter after the nearest end.
    later = day + timedelta(days=NEAREST_SLACK)
    return later.year * _FOURTH + (later.month - 1) // 3


def slot_meant(run: Run, entity: str, term: Term, period: Period, slack: int) -> Slot | None:
    """Return the slot that a period means for a company; None where it has none that is meant.

    A calendar period may be answered by a fiscal one that ends within ``slack`` days of it. Where no filing
    shows the company's fiscal years, its slots are the calendar's, and no fiscal period is meant.
    """
    rows = run.rows(entity)
    if period.kind is PeriodKind.INSTANT:
        assert period.day is not None
        found = slots_on(period.day, rows) if term.stands else []
        return found[0] if found else None
    fiscal = run.has_calendar(entity)
    if not period.calendar:
        return slot_labelled(period) if fiscal else None
    nearest = nearest_slot(period, rows, slack)
    return slot_labelled(period) if nearest is None and not fiscal else nearest


def period_of(slot: Slot, *, calendar: bool = False) -> Period:
    """Return the period that a slot's label names: a fiscal one, or one of the calendar."""
    kinds = {frequency: kind for kind, frequency in _FREQUENCIES.items()}
    quarter = 0 if slot.frequency is Frequency.ANNUAL else slot.quarter
    return Period(kinds[slot.frequency], slot.label, quarter, calendar)


def write_slot(slot: Slot, *, calendar: bool = False) -> str:
    """Return a slot as people write the period: ``FY2024``, ``2025Q1``, ``TTM 2025Q1``, ``CY2024``."""
    return str(period_of(slot, calendar=calendar))


def read_slot(text: str) -> Slot:
    """Return the slot that ``write_slot`` wrote, or that bears the label of a calendar period."""
    return slot_labelled(Period.parse(text))


def calendar_end(period: Period) -> date:
    """Return the last day of a calendar period."""
    from datetime import date, timedelta

    quarter = period.quarter or _FOURTH
    following = date(period.year + quarter // _FOURTH, quarter % _FOURTH * 3 + 1, 1)
    return following - timedelta(days=1)


def nearest_slot(period: Period, rows: Mapping[Slot, Row], slack: int) -> Slot | None:
    """Return the slot that ends nearest to a calendar period's end, within so many days.

    A calendar year is looked for among fiscal years, and then among the twelve months up to any quarter.
    """
    end = calendar_end(period)
    frequencies = [_FREQUENCIES[period.kind]]
    if period.kind is PeriodKind.YEAR:
        frequencies.append(Frequency.TRAILING)
    found = [
        (abs((row.last_day - end).days), frequencies.index(slot.frequency), slot)
        for slot, row in rows.items()
        if slot.frequency in frequencies and abs((row.last_day - end).days) <= slack
    ]
    return min(found)[2] if found else None


def slots_on(day: date, rows: Mapping[Slot, Row]) -> list[Slot]:
    """Return the quarters that end on a day."""
    return [slot for slot, row in rows.items() if slot.frequency is Frequency.QUARTER and row.last_day == day]
