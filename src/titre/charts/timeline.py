"""Where in time does each point stand? Slots in order, gaps filled, each point placed in its slot.

Companies whose years end in different months share the slots of the nearest calendar periods, because a
label such as ``2025Q1`` then names different months; the chart says so in a note.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING

from titre.charts.series import Point
from titre.kernel.periods import Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from titre.charts.series import Series

_SAME_END = 45
"""days by which the ends of one label may differ: 52 and 53-week years, not another quarter"""
_MOST_FILLED = 400
"""slots beyond which no gap is filled: labels a thousand years apart are faulty data, not a gap"""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place on the axis of time: the period that labels it, and the day its tick stands at."""

    period: Period
    end: date


@dataclass(frozen=True, slots=True)
class Placed:
    """A point with the number of its slot, the period the slot is labelled by, and the day it is drawn at."""

    slot: int
    period: Period
    end: date
    point: Point


@dataclass(frozen=True, slots=True)
class Timeline:
    """The slots of a chart, and the points of each series in them, gaps filled with points of no value."""

    slots: tuple[Slot, ...]
    rows: tuple[tuple[Placed, ...], ...]
    by_calendar: bool
    """whether slots are calendar periods, because the companies' own differ"""


def timeline(series: Sequence[Series]) -> Timeline:
    """Return the timeline of series of which at least one has a point."""
    filled = [_filled(each.points) for each in series]
    if _labels_agree(filled):
        return _by_label(filled)
    return _by_calendar(filled) or _by_day(filled)


def nominal_end(period: Period) -> date:
    """Return the last day of a period if it were one of the calendar."""
    if period.day is not None:
        return period.day
    month = period.quarter * 3 if period.quarter else 12
    year = min(max(period.year, 1), 9998)
    first_after = date(year + month // 12, month % 12 + 1, 1)
    return first_after - timedelta(days=1)


def calendar_slot(period: Period, end: date) -> Period:
    """Return the calendar period that is nearest to a company's own period with this last day."""
    if period.kind is PeriodKind.YEAR:
        return Period(PeriodKind.YEAR, (end - timedelta(days=182)).year, calendar=True)
    middle = end - timedelta(days=45)
    return Period(period.kind, middle.year, (middle.month - 1) // 3 + 1, calendar=True)


def _filled(points: Iterable[Point]) -> list[Placed]:
    """Return the points in the order of time, with one of no value for each period that is left out."""
    by_period = {point.period: point for point in points}
    if not by_period:
        return []
    kinds = {(period.kind, period.calendar) for period in by_period}
    if len(kinds) == 1 and PeriodKind.INSTANT not in {kind for kind, _ in kinds}:
        first, last = min(by_period, key=_order), max(by_period, key=_order)
        periods = [first]
        while periods[-1] != last and len(periods) < _MOST_FILLED:
            periods.append(periods[-1].shifted(1))
        if periods[-1] == last:
            by_period = {period: by_period.get(period) or Point(period, None) for period in periods}
    offset = _offset(by_period.values())
    placed = [
        Placed(0, period, point.end or _moved(nominal_end(period), offset), point)
        for period, point in by_period.items()
    ]
    return sorted(placed, key=lambda each: (_order(each.point.period), each.end))


def _offset(points: Iterable[Point]) -> int:
    """Return by how many days a company's periods end later than the calendar's of the same label."""
    days = [(point.end - nominal_end(point.period)).days for point in points if point.end]
    return round(median(days)) if days else 0


def _moved(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _order(period: Period) -> tuple[int, int]:
    return period.year, period.quarter


def _labels_agree(rows: Sequence[Sequence[Placed]]) -> bool:
    """Return whether a label means about the same days in every series, and labels are of one kind."""
    kinds = {(each.point.period.kind, each.point.period.calendar) for row in rows for each in row}
    if len(kinds) != 1 or PeriodKind.INSTANT in {kind for kind, _ in kinds}:
        return False
    offsets = [_offset(each.point for each in row) for row in rows if row]
    return max(offsets) - min(offsets) <= _SAME_END


def _by_label(rows: Sequence[Sequence[Placed]]) -> Timeline:
    ends: dict[Period, date] = {}
    for row in rows:
        for each in row:
            ends.setdefault(each.point.period, each.end)
    periods = sorted(ends, key=lambda period: (_order(period), ends[period]))
    number = {period: index for index, period in enumerate(periods)}
    # A tick must not stand before the one to its left, whatever the filings say of their days.
    slots: list[Slot] = []
    for period in periods:
        least = slots[-1].end + timedelta(days=1) if slots else date.min
        slots.append(Slot(period, max(ends[period], least)))
    placed = tuple(tuple(_settled(number[each.point.period], slots, each) for each in row) for row in rows)
    return Timeline(tuple(slots), placed, by_calendar=False)


def _settled(number: int, slots: Sequence[Slot], placed: Placed) -> Placed:
    """Return a point at the day of its slot: companies' quarters of one label end some days apart."""
    return Placed(number, slots[number].period, slots[number].end, placed.point)


def _by_calendar(rows: Sequence[Sequence[Placed]]) -> Timeline | None:
    """Return the timeline by calendar periods, or None where a series has two points in one of them."""
    if any(each.point.period.kind is PeriodKind.INSTANT for row in rows for each in row):
        return None
    kinds = {each.point.period.kind for row in rows for each in row}
    slotted = [[(calendar_slot(each.point.period, each.end), each) for each in row] for row in rows]
    if len(kinds) != 1 or any(len({slot for slot, _ in row}) < len(row) for row in slotted):
        return None
    periods = sorted({slot for row in slotted for slot, _ in row}, key=_order)
    number = {period: index for index, period in enumerate(periods)}
    placed = tuple(
        tuple(Placed(number[slot], slot, each.end, each.point) for slot, each in row) for row in slotted
    )
    return Timeline(tuple(Slot(period, nominal_end(period)) for period in periods), placed, by_calendar=True)


def _by_day(rows: Sequence[Sequence[Placed]]) -> Timeline:
    """Return the timeline with a slot for each last day that occurs."""
    ends = sorted({each.end for row in rows for each in row})
    number = {end: index for index, end in enumerate(ends)}
    placed = tuple(
        tuple(Placed(number[each.end], Period.instant(each.end), each.end, each.point) for each in row)
        for row in rows
    )
    return Timeline(tuple(Slot(Period.instant(end), end) for end in ends), placed, by_calendar=False)
