"""What does one panel hold, and how large is it? Series of one unit on one axis, before any is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from titre.charts.lettering import width_of, wrap
from titre.charts.placing import spread
from titre.charts.ticks import ticks_of
from titre.kernel.numerals import write_amount

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from titre.charts.magnitudes import Axis, Magnitude
    from titre.charts.palette import Look
    from titre.charts.series import Series
    from titre.charts.ticks import Tick
    from titre.charts.timeline import Placed, Timeline

SMALL = 11.0
"""font size in pixels of axes and labels"""
LINE = 14.0
"""pixels from a line of small text to the next"""
MARGIN = 10.0
"""pixels at both ends of an axis of time that no point enters"""
_LABEL_WIDTH = 165.0
"""pixels that a label beside its line may take"""
_LABEL_ROOM = 20.0
"""pixels between the plot and the label of a line among several: the symbol stands there"""
BESIDE = 9.0
"""pixels between a point and the label of a single line"""


class Mark(StrEnum):
    """By what a series is drawn."""

    LINE = "line"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series with its points in their slots and its looks."""

    key: str
    """a name that no other series of the chart has"""
    name: str
    series: Series
    row: tuple[Placed, ...]
    look: Look
    mark: Mark

    @property
    def valued(self) -> tuple[Placed, ...]:
        """The points that have a value."""
        return tuple(placed for placed in self.row if placed.point.value is not None)


@dataclass(frozen=True, slots=True)
class Panel:
    """One plot: its series, the magnitude and the axis of its values."""

    drawn: tuple[Drawn, ...]
    magnitude: Magnitude
    axis: Axis
    title: tuple[str, ...] = ()
    subtitle: tuple[str, ...] = ()
    marks_change: bool = False

    @property
    def banded(self) -> bool:
        """Whether slots are bands of equal width, as bars need, and not days."""
        return any(each.mark is Mark.BAR for each in self.drawn)


@dataclass(frozen=True, slots=True)
class Label:
    """A label beside the end of a line: its lines of text, its centre, and the point it belongs to."""

    drawn: Drawn
    lines: tuple[str, ...]
    centre: float
    at: tuple[float, float]
    """pixels, right and down, of the last point"""


@dataclass(frozen=True)
class Frame:
    """The size in pixels of a plot without its axes, and what stands in it where."""

    width: float
    height: float
    timeline: Timeline
    banded: bool
    language: str

    @cached_property
    def positions(self) -> list[float]:
        """Where the slots stand, in pixels from the left."""
        slots = self.timeline.slots
        if self.banded:
            return [(index + 0.5) * self.width / len(slots) for index in range(len(slots))]
        return [self.right_of(slot.end) for slot in slots]

    @cached_property
    def ticks(self) -> tuple[Tick, ...]:
        """The labelled slots."""
        return ticks_of(self.timeline.slots, self.positions, SMALL, self.language)

    @cached_property
    def days(self) -> tuple[float, float]:
        """The first and last day of the axis as ordinals, the margins included."""
        ends = [slot.end for slot in self.timeline.slots]
        ends += [placed.end for row in self.timeline.rows for placed in row]
        first, last = min(ends).toordinal(), max(ends).toordinal()
        if first == last:
            return first - 30.0, last + 30.0
        margin = (last - first) * MARGIN / max(self.width - 2 * MARGIN, 1)
        return first - margin, last + margin

    def right_of(self, day: date) -> float:
        """Return the pixels from the left at which a day stands."""
        first, last = self.days
        return (day.toordinal() - first) / (last - first) * self.width

    def position(self, placed: Placed) -> float:
        """Return the pixels from the left at which a point stands."""
        return self.positions[placed.slot] if self.banded else self.right_of(placed.end)


def named(panel: Panel) -> bool:
    """Return whether the labels of a panel must name its series."""
    return len(panel.drawn) > 1


def label_lines(panel: Panel, drawn: Drawn, language: str, *, with_name: bool) -> tuple[str, ...]:
    """Return the lines of the label beside a series: its name where it needs one, and its last value."""
    name = wrap(drawn.name, _LABEL_WIDTH, SMALL, lines=2) if with_name else []
    value = drawn.valued[-1].point.value
    assert value is not None
    return (*name, *wrap(write_amount(value, panel.magnitude.unit, language), _LABEL_WIDTH, SMALL, lines=1))


def label_room(panels: Sequence[Panel], height: float, language: str) -> float | None:
    """Return the pixels that the labels beside the lines need to the right, or None where they do not fit."""
    widest = 0.0
    for panel in panels:
        several = named(panel)
        lines = [label_lines(panel, each, language, with_name=several) for each in panel.drawn if each.valued]
        if sum(len(each) * LINE + 4 for each in lines) > height:
            return None
        widest = max([widest, *(width_of(line, SMALL) for each in lines for line in each)])
    return widest + _LABEL_ROOM + 4


def labels_of(panel: Panel, frame: Frame) -> list[Label]:
    """Return the labels of a panel at their places; none where they have no room."""
    drawn = [each for each in panel.drawn if each.valued]
    lines = [label_lines(panel, each, frame.language, with_name=named(panel)) for each in drawn]
    points = [last_point(panel, each, frame) for each in drawn]
    heights = [len(each) * LINE + 4 for each in lines]
    centres = spread([down for _, down in points], heights, frame.height)
    if centres is None:
        return []
    return [
        Label(each, text, centre, at)
        for each, text, centre, at in zip(drawn, lines, centres, points, strict=True)
    ]


def last_point(panel: Panel, drawn: Drawn, frame: Frame) -> tuple[float, float]:
    """Return the pixels, right and down, at which the last value of a series stands."""
    last = drawn.valued[-1]
    assert last.point.value is not None
    part = panel.axis.part(panel.magnitude.scaled(last.point.value))
    return frame.position(last), frame.height * (1 - part)
