"""Which kinds of chart are there? Lines, bars, two series related, small multiples: one function each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from titre.charts.adapting import series_of
from titre.charts.alt_text import alt_text, moved_together
from titre.charts.chart import Chart
from titre.charts.errors import NothingToDraw
from titre.charts.layout import WIDTH, Page, specification
from titre.charts.lettering import clean, wrap
from titre.charts.magnitudes import Magnitude, axis_of
from titre.charts.palette import look
from titre.charts.panels import SMALL, Drawn, Mark, Panel
from titre.charts.tables import csv_of, table_of
from titre.charts.timeline import timeline
from titre.charts.words import (
    common_name,
    full_name,
    length_words,
    names_of,
    note_of_calendar,
    note_of_cut,
    period_words,
    source_lines,
    title_of,
)
from titre.kernel.messages import Message, count, say
from titre.kernel.numerals import write_amount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.charts.series import Series
    from titre.charts.timeline import Timeline
    from titre.figures.model import Figure
    from titre.metrics.catalogues import Catalogue

_STEPS = 46.0
"""pixels from one tick of the axis of values to the next, about"""
_COMPARABLE = Decimal(8)
"""times by which one of two related series may be larger and still share an axis"""
_COLUMNS = 3
_MOST_BARS = 220
"""bars of which each is still two pixels wide"""


def line_chart(
    series: Sequence[Series | Sequence[Figure]],
    language: str = "en",
    title: str | None = None,
    *,
    catalogue: Catalogue | None = None,
    last_change: bool = True,
) -> Chart:
    """Return the chart of series as lines over time, those of each unit in a panel of their own.

    ``last_change`` marks the span from the last value but one to the last.

    Raises:
        NothingToDraw: no figure was given.
    """
    made = _Made.of(series, language, catalogue, [Mark.LINE])
    panels = made.by_unit(last_change=last_change)
    height = 280.0 if len(panels) == 1 else 170.0
    kind = count("line chart of {number} series", "line chart of {number} series", len(made.drawn))
    return made.chart(panels, title, kind, height=height)


def bar_chart(
    series: Sequence[Series | Sequence[Figure]],
    language: str = "en",
    title: str | None = None,
    *,
    catalogue: Catalogue | None = None,
) -> Chart:
    """Return the chart of series as bars, side by side in each period, those of each unit in a panel.

    More bars than can be told apart are drawn in a panel for each series.

    Raises:
        NothingToDraw: no figure was given.
    """
    made = _Made.of(series, language, catalogue, [Mark.BAR])
    crowded = len(made.drawn) * len(made.timeline.slots) > _MOST_BARS
    panels = (
        made.panels([(each,) for each in made.drawn], titled=True, same_scale=True)
        if crowded
        else made.by_unit()
    )
    height = 280.0 if len(panels) == 1 else 170.0
    kind = count("bar chart of {number} series", "bar chart of {number} series", len(made.drawn))
    return made.chart(panels, title, kind, height=height, labelled=False)


def related_chart(
    first: Series | Sequence[Figure],
    second: Series | Sequence[Figure],
    language: str = "en",
    title: str | None = None,
    *,
    catalogue: Catalogue | None = None,
) -> Chart:
    """Return the chart of two series that are to be seen together: investment against profit.

    The first is drawn as bars, the second as a line; on one axis where unit and size allow it, else one
    above the other. Two axes in one plot are never drawn: their crossing would mean nothing.

    Raises:
        NothingToDraw: no figure was given.
    """
    made = _Made.of([first, second], language, catalogue, [Mark.BAR, Mark.LINE])
    groups = [made.drawn] if _comparable(made.drawn) else [(each,) for each in made.drawn]
    panels = made.panels(groups, titled=len(groups) > 1)
    height = 280.0 if len(panels) == 1 else 150.0
    told = moved_together(*made.drawn[:2]) if len(made.drawn) > 1 else None
    kind = say("two related series, the first as bars, the second as a line")
    return made.chart(panels, title, kind, height=height, labelled=False, told=told)


def small_multiples(
    series: Sequence[Series | Sequence[Figure]],
    language: str = "en",
    title: str | None = None,
    *,
    catalogue: Catalogue | None = None,
    same_scale: bool = True,
    bars: bool = False,
) -> Chart:
    """Return a small plot for each series, side by side, on the same scale unless it is asked otherwise.

    Raises:
        NothingToDraw: no figure was given.
    """
    made = _Made.of(series, language, catalogue, [Mark.BAR if bars else Mark.LINE], alike=True)
    number = len(made.drawn)
    columns = 2 if number == 4 else min(_COLUMNS, number)  # noqa: PLR2004 - four stand two by two
    panels = made.panels(
        [(each,) for each in made.drawn], titled=True, same_scale=same_scale, columns=columns
    )
    kind = count("{number} small chart", "{number} small charts, one for each series", len(made.drawn))
    return made.chart(panels, title, kind, height=120.0, columns=columns, labelled=False)


class _Made:
    """Series on their timeline, on the way to becoming a chart."""

    def __init__(self, drawn: tuple[Drawn, ...], axis: Timeline, language: str) -> None:
        self.drawn, self.timeline, self.language = drawn, axis, language

    @classmethod
    def of(
        cls,
        given: Sequence[Series | Sequence[Figure]],
        language: str,
        catalogue: Catalogue | None,
        marks: Sequence[Mark],
        *,
        alike: bool = False,
    ) -> _Made:
        """Place what was given; the marks are used in turn, the last for all that follow."""
        series = series_of(given, language, catalogue)
        if not any(each.points for each in series):
            raise NothingToDraw
        axis = timeline(series)
        keys = _distinct([clean(full_name(each)) for each in series])
        drawn = tuple(
            Drawn(
                keys[index],
                clean(name),
                series[index],
                axis.rows[index],
                look(0 if alike else index),
                marks[min(index, len(marks) - 1)],
            )
            for index, name in enumerate(_distinct(names_of(series)))
        )
        return cls(drawn, axis, language)

    def by_unit(self, *, last_change: bool = False) -> list[Panel]:
        """Return a panel for the series of each unit."""
        units = list(dict.fromkeys(each.series.unit for each in self.drawn))
        groups = [tuple(each for each in self.drawn if each.series.unit == unit) for unit in units]
        if len(groups) > 1:
            groups = [_among_themselves(group) for group in groups]
        return self.panels(groups, titled=len(groups) > 1, last_change=last_change)

    def panels(
        self,
        groups: Sequence[tuple[Drawn, ...]],
        *,
        titled: bool,
        same_scale: bool = False,
        columns: int = 1,
        last_change: bool = False,
    ) -> list[Panel]:
        """Return a panel for each group of series of one unit."""
        height = 280.0 if len(groups) == 1 else 130.0
        panels = []
        for group in groups:
            unit = group[0].series.unit
            scaled_as = [each for each in self.drawn if each.series.unit == unit] if same_scale else group
            values = [placed.point.value for each in scaled_as for placed in each.valued]
            known = [value for value in values if value is not None]
            magnitude = Magnitude.of(unit, known, self.language)
            axis = axis_of(
                [magnitude.scaled(value) for value in known],
                steps=round(height / _STEPS),
                from_zero=any(each.mark is Mark.BAR for each in group),
            )
            panels.append(Panel(group, magnitude, axis, marks_change=last_change))
        return self._titled(panels, columns) if titled else panels

    def _titled(self, panels: Sequence[Panel], columns: int) -> list[Panel]:
        """Return the panels with their names, the unit where it differs, and the last value of small ones."""
        units = [panel.magnitude.words(self.language) for panel in panels]
        width = WIDTH / columns - 40
        titled = []
        for panel, unit in zip(panels, units, strict=True):
            first, *others = panel.drawn
            names = clean(common_name([each.series for each in panel.drawn])) if others else first.name
            told = [unit] if len(set(units)) > 1 else []
            told += [self._last(each) for each in panel.drawn] if columns > 1 else []
            lines = [line for text in told for line in wrap(text, width, SMALL, lines=2)]
            title = tuple(wrap(names, width, 12.5, bold=True, lines=3))
            titled.append(replace(panel, title=title, subtitle=tuple(lines)))
        return titled

    def _last(self, drawn: Drawn) -> str:
        """Return the last value of a series with its period."""
        if not drawn.valued:
            return say("no value").render(self.language)
        last = drawn.valued[-1]
        assert last.point.value is not None
        value = write_amount(last.point.value, drawn.series.unit, self.language)
        return say("{period}: {value}", period=period_words(last.period, self.language), value=value).render(
            self.language
        )

    def chart(
        self,
        panels: Sequence[Panel],
        title: str | None,
        kind: Message,
        *,
        height: float,
        columns: int = 1,
        labelled: bool = True,
        told: Message | None = None,
    ) -> Chart:
        """Return the chart of the panels."""
        series = [each.series for each in self.drawn]
        heading = clean(title if title is not None else title_of(series, self.language))
        text = alt_text(kind, heading, self._length(), self.drawn, self.language)
        if told is not None:
            text = f"{text} {told.render(self.language)}"
        sources = source_lines(series, self.language)
        if any(panel.axis.low > 0 or panel.axis.high < 0 for panel in panels):
            sources.append(note_of_cut().render(self.language))
        if self.timeline.by_calendar:
            sources.append(note_of_calendar().render(self.language))
        page = Page(
            heading,
            self._subtitle(panels),
            tuple(clean(line) for line in sources),
            self.language,
            columns=columns,
            height=height,
            labelled=labelled,
        )
        magnitudes = {each.key: panel.magnitude for panel in panels for each in panel.drawn}
        table = table_of(
            self.timeline, self.drawn, [magnitudes[each.key] for each in self.drawn], self.language
        )
        spec = specification(panels, self.timeline, page, clean(text))
        return Chart(spec, heading, clean(text), self.language, page.sources, table, csv_of(self.drawn))

    def _length(self) -> str:
        return length_words([slot.period for slot in self.timeline.slots], self.language)

    def _subtitle(self, panels: Sequence[Panel]) -> str:
        units = {panel.magnitude.words(self.language) for panel in panels}
        length = self._length()
        text = " · ".join([*(units if len(units) == 1 else ()), *([length] if length else [])])
        return text[:1].upper() + text[1:]


def _among_themselves(group: Sequence[Drawn]) -> tuple[Drawn, ...]:
    """Return the series of one panel of several, named and coloured as if there were no other panel.

    So a company has one colour in all panels, where each of them shows the same companies.
    """
    if len(group) == 1:
        return tuple(group)
    names = _distinct([clean(name) for name in names_of([each.series for each in group])])
    return tuple(
        replace(each, name=name, look=look(index))
        for index, (each, name) in enumerate(zip(group, names, strict=True))
    )


def _comparable(drawn: Sequence[Drawn]) -> bool:
    """Return whether two series may share an axis: one unit, and sizes that leave neither a flat line."""
    if len({each.series.unit for each in drawn}) > 1:
        return False
    sizes = [
        max((abs(point.value) for point in each.series.known if point.value), default=None) for each in drawn
    ]
    known = [size for size in sizes if size]
    return len(known) < len(sizes) or max(known) <= _COMPARABLE * min(known)


def _distinct(names: Sequence[str]) -> list[str]:
    """Return the names, those that occur again with a number."""
    seen: dict[str, int] = {}
    distinct = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        distinct.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return distinct
