"""Which slots of the axis of time are labelled, so that no label touches the next?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.charts.lettering import width_of
from titre.charts.words import month_word, quarter_word
from titre.kernel.numerals import write_day
from titre.kernel.periods import PeriodKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from titre.charts.timeline import Slot

_APART = 8
"""pixels between two labels"""
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled slot: its number and its lines of text."""

    slot: int
    lines: tuple[str, ...]


def ticks_of(
    slots: Sequence[Slot], positions: Sequence[float], size: float, language: str
) -> tuple[Tick, ...]:
    """Return the ticks of an axis whose slots stand at these pixels: as many as have room."""
    kind = slots[0].period.kind
    if kind is PeriodKind.YEAR:
        choices = [_years(slots, step) for step in _YEARS]
    elif kind is PeriodKind.INSTANT:
        choices = [_days(slots, language), *_months(slots, language), *_starts(slots)]
    else:
        quarters = [_quarters(slots, step, language) for step in (1, 2)]
        choices = [*quarters, *[_quarters(slots, 4 * step, language) for step in _YEARS]]
    for ticks in choices:
        if ticks and not _touching(ticks, positions, size):
            return tuple(ticks)
    return tuple(_apart(choices[-1] or choices[0], positions, size))


def _years(slots: Sequence[Slot], step: int) -> list[Tick]:
    last = slots[-1].period.year
    # Two years apart the last is labelled; further apart round numbers read better.
    aligned = last if step <= 2 else 0  # noqa: PLR2004
    return [
        Tick(index, (f"{slot.period.year:04d}",))
        for index, slot in enumerate(slots)
        if (slot.period.year - aligned) % step == 0
    ]


def _quarters(slots: Sequence[Slot], step: int, language: str) -> list[Tick]:
    """Return every so many quarters, counted from a first quarter, the year below where it changes."""
    ticks: list[Tick] = []
    year = None
    for index, slot in enumerate(slots):
        period = slot.period
        if (period.year * 4 + period.quarter - 1) % step:
            continue
        word = quarter_word(period, language)
        ticks.append(Tick(index, (word, f"{period.year:04d}") if period.year != year else (word,)))
        year = period.year
    return ticks


def _days(slots: Sequence[Slot], language: str) -> list[Tick]:
    return [Tick(index, (write_day(slot.end, language),)) for index, slot in enumerate(slots)]


def _months(slots: Sequence[Slot], language: str) -> list[list[Tick]]:
    """Return the first slot of each month, of every third, of every sixth: the month, below it the year."""
    choices = []
    for step in (1, 3, 6):
        ticks: list[Tick] = []
        year = None
        for index in _firsts(slots, lambda slot: (slot.end.year, slot.end.month)):
            day = slots[index].end
            if (day.month - 1) % step == 0:
                word = month_word(day, language)
                ticks.append(Tick(index, (word, f"{day.year:04d}") if day.year != year else (word,)))
                year = day.year
        choices.append(ticks)
    return choices


def _starts(slots: Sequence[Slot]) -> list[list[Tick]]:
    """Return the first slot of every so many years."""
    return [
        [
            Tick(index, (f"{slots[index].end.year:04d}",))
            for index in _firsts(slots, lambda slot: slot.end.year)
            if slots[index].end.year % step == 0
        ]
        for step in _YEARS
    ]


def _firsts(slots: Sequence[Slot], key: Callable[[Slot], object]) -> list[int]:
    found: dict[object, int] = {}
    for index, slot in enumerate(slots):
        found.setdefault(key(slot), index)
    return list(found.values())


def _touching(ticks: Sequence[Tick], positions: Sequence[float], size: float) -> bool:
    return len(_apart(ticks, positions, size)) < len(ticks)


def _apart(ticks: Sequence[Tick], positions: Sequence[float], size: float) -> list[Tick]:
    """Return the ticks that have room, from the left."""
    kept: list[Tick] = []
    free = float("-inf")
    for tick in ticks:
        half = max(width_of(line, size) for line in tick.lines) / 2
        if positions[tick.slot] - half >= free:
            kept.append(tick)
            free = positions[tick.slot] + half + _APART
    return kept
