"""Any series at all gives a chart: drawn, described, no text on another, no digit lost."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charts.boxes import boxes_of, overlaps
from charts.making import quarters, series, years
from titre.charts import Chart, NothingToDraw, bar_chart, line_chart, related_chart, small_multiples
from titre.charts.lettering import clean, shorten, width_of, wrap
from titre.charts.magnitudes import axis_of
from titre.charts.placing import spread
from titre.kernel.messages import LANGUAGES
from titre.kernel.numerals import write_amount

if TYPE_CHECKING:
    from titre.charts import Series

_NUMBERS = st.decimals(-(10**24), 10**24, allow_nan=False, places=12) | st.integers(-(10**12), 10**12).map(
    Decimal
)
_VALUES = st.lists(st.none() | _NUMBERS, min_size=1, max_size=80)
_UNITS = st.sampled_from(["USD", "EUR", "SEK", "USD/shares", "shares", "percent", "times", "pure"])
_NAMES = st.text(max_size=60) | st.sampled_from(["Meta Platforms, Inc.", "W" * 90, "<b>&amp;", "株式会社"])
_FIRST = st.tuples(st.integers(2000, 2025), st.integers(1, 4))


@st.composite
def _series(draw: st.DrawFn) -> Series:
    values = draw(_VALUES)
    if draw(st.booleans()):
        points = quarters(
            values, draw(_FIRST), trailing=draw(st.booleans()), months=draw(st.sampled_from([0, 1, -3, -6]))
        )
        gaps = draw(st.sets(st.integers(0, len(points) - 1), max_size=len(points) - 1))
        points = tuple(point for index, point in enumerate(points) if index not in gaps)
    else:
        points = years(values, draw(st.integers(1950, 2020)))
    return series(points, entity=draw(_NAMES), quantity=draw(_NAMES), unit=draw(_UNITS))


def _charts(drawn: list[Series], language: str, title: str | None) -> list[Chart]:
    return [
        line_chart(drawn, language, title),
        bar_chart(drawn, language, title),
        small_multiples(drawn, language, title),
        related_chart(drawn[0], drawn[-1], language, title),
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(_series(), min_size=1, max_size=9),
    st.sampled_from(LANGUAGES),
    st.none() | st.text(max_size=400),
    st.integers(0, 3),
)
def test_no_text_meets_another_or_the_edge(
    drawn: list[Series], language: str, title: str | None, kind: int
) -> None:
    chart = _charts(drawn, language, title)[kind]
    boxes, whole = boxes_of(chart.svg())
    assert overlaps(boxes) == []
    # Letters of rare scripts are measured wide, so their boxes may reach into the padding, never beyond.
    assert all(box.left >= 0 and box.right <= whole.right + 14 for box in boxes)
    assert all(box.top >= 0 and box.bottom <= whole.bottom for box in boxes)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_series(), min_size=1, max_size=5), st.sampled_from(LANGUAGES))
def test_no_digit_is_lost(drawn: list[Series], language: str) -> None:
    for chart in _charts(drawn, language, None)[:3]:
        rows = list(csv.DictReader(io.StringIO(chart.csv())))
        told = sorted(Decimal(row["value"]) for row in rows if row["value"])
        assert told == sorted(
            point.value for each in drawn for point in each.points if point.value is not None
        )
        assert all(len(row) == len(chart.table().columns) for row in chart.table().rows)
        assert json.loads(chart.json()) == chart.spec


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(_series(), st.sampled_from(LANGUAGES))
def test_alternative_text_names_first_last_and_extremes(drawn: Series, language: str) -> None:
    text = line_chart([drawn], language).alt_text
    values = [point.value for point in drawn.points if point.value is not None]
    named = [values[0], values[-1], min(values), max(values)] if values else []
    assert all(clean(write_amount(value, drawn.unit, language)) in text for value in named)


@settings(deadline=None)
@given(values=st.lists(_NUMBERS, min_size=1, max_size=20), steps=st.integers(1, 8), from_zero=st.booleans())
def test_an_axis_holds_its_values(values: list[Decimal], steps: int, *, from_zero: bool) -> None:
    axis = axis_of(values, steps=steps, from_zero=from_zero)
    assert axis.low <= min(values)
    assert max(values) <= axis.high
    assert axis.low < axis.high
    assert len(axis.ticks) <= 2 * steps + 3
    assert not from_zero or axis.low <= 0 <= axis.high
    assert len(set(axis.written("fr"))) == len(axis.ticks)


@given(st.lists(st.tuples(st.floats(-50, 350), st.floats(10, 40)), min_size=1, max_size=9))
def test_labels_are_spread(labels: list[tuple[float, float]]) -> None:
    centres = spread([wanted for wanted, _ in labels], [height for _, height in labels], 280)
    total = sum(height for _, height in labels)
    if centres is None:
        assert total > 280
        return
    edges = sorted(
        (centre - height / 2, centre + height / 2)
        for centre, (_, height) in zip(centres, labels, strict=True)
    )
    assert edges[0][0] >= -1e-6
    assert edges[-1][1] <= 280 + 1e-6
    assert all(one[1] <= other[0] + 1e-6 for one, other in pairwise(edges))


@given(st.text(max_size=300), st.floats(40, 700))
def test_lines_are_no_wider_than_their_width(text: str, width: float) -> None:
    lines = wrap(text, width, 17, bold=True)
    assert len(lines) <= 6
    assert all(width_of(line, 17, bold=True) <= width for line in lines)
    if len(lines) < 6:
        assert "".join(lines).replace(" ", "") == clean(text).replace(" ", "")
    assert width_of(shorten(clean(text), width, 17), 17) <= width


def test_nothing_is_refused() -> None:
    with pytest.raises(NothingToDraw):
        line_chart([])
    with pytest.raises(NothingToDraw):
        bar_chart([series(())])
