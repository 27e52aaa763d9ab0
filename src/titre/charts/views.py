"""How does a panel read as a Vega-Lite view? Layers over explicit axes: nothing is left to a guess.

Source: the Vega-Lite 5 specification, https://vega.github.io/vega-lite/docs/spec.html. Numbers in a view
are binary floats in the panel's magnitude, for drawing only; ``exact`` beside each is the exact decimal.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from titre.charts.changes import last_change
from titre.charts.lettering import width_of
from titre.charts.palette import BAND, INK, QUIET, ZERO
from titre.charts.panels import BESIDE, LINE, SMALL, Drawn, Frame, Label, Mark, Panel, named
from titre.charts.words import period_words
from titre.kernel.numerals import write_amount, write_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.charts.timeline import Placed

View = dict[str, Any]
"""a Vega-Lite specification, or a part of one"""

_FEW = 24
"""slots up to which each point of a line is marked"""
_BAR_PART = 0.74
"""part of a band that its bars take"""
_DISPLACED = 8
"""pixels from which on a line leads from a label to its point"""


def view_of(panel: Panel, frame: Frame, labels: Sequence[Label]) -> View:
    """Return the view of a panel."""
    layers = [*_change_band(panel, frame)]
    layers += [_bars(panel, frame, bars)] if (bars := _marked(panel, Mark.BAR)) else []
    layers += _zero_line(panel)
    layers += _lines(panel, frame, lines) if (lines := _marked(panel, Mark.LINE)) else []
    layers += _bar_values(panel, frame) if not labels else []
    layers += _labels(panel, frame, labels)
    return {
        "width": round(frame.width),
        "height": round(frame.height),
        "view": {"stroke": None},
        "layer": layers,
    }


def _marked(panel: Panel, mark: Mark) -> list[Drawn]:
    return [each for each in panel.drawn if each.mark is mark]


def _datum(panel: Panel, frame: Frame, drawn: Drawn, placed: Placed) -> dict[str, Any]:
    value = placed.point.value
    assert value is not None
    return {
        "series": drawn.key,
        "period": period_words(placed.period, frame.language),
        "slot": str(placed.slot),
        "end": placed.end.isoformat(),
        "value": float(panel.magnitude.scaled(value)),
        "exact": f"{value:f}",
        "shown": write_amount(value, panel.magnitude.unit, frame.language),
    }


def _x(frame: Frame) -> View:
    """Return the horizontal channel, with the labels that have room."""
    slots = frame.timeline.slots
    if frame.banded:
        written = {str(tick.slot): list(tick.lines) for tick in frame.ticks}
        return {
            "field": "slot",
            "type": "ordinal",
            "scale": {
                "domain": [str(index) for index in range(len(slots))],
                "paddingInner": 1 - _BAR_PART,
                "paddingOuter": (1 - _BAR_PART) / 2,
            },
            "axis": _x_axis(list(written), written, "datum.value"),
        }
    written = {slots[tick.slot].end.isoformat(): list(tick.lines) for tick in frame.ticks}
    first, last = frame.days
    return {
        "field": "end",
        "type": "temporal",
        "scale": {"type": "utc", "domain": [_milliseconds(first), _milliseconds(last)], "nice": False},
        "axis": _x_axis(
            [{"expr": f"utc({end[:4]},{int(end[5:7]) - 1},{int(end[8:])})"} for end in written],
            written,
            "utcFormat(datum.value, '%Y-%m-%d')",
        ),
    }


def _x_axis(values: list[Any], written: dict[str, list[str]], key: str) -> View:
    return {
        "values": values,
        "tickCount": len(values) + 1,
        "labelExpr": f"({json.dumps(written, ensure_ascii=False)})[{key}]",
        "labelAngle": 0,
        "labelOverlap": False,
        "labelBound": False,
        "labelFlush": False,
        "title": None,
        "grid": False,
    }


def _milliseconds(ordinal: float) -> float:
    """Return a day as milliseconds since 1970, as the clocks of browsers count."""
    return (ordinal - 719163) * 86_400_000


def _y(panel: Panel, frame: Frame) -> View:
    axis = panel.axis
    written = dict(
        zip((f"{index}" for index in range(len(axis.ticks))), axis.written(frame.language), strict=True)
    )
    low, span = float(axis.low), float(axis.high - axis.low)
    # A tick is found by its number: floats are no keys.
    number = f"format(round((datum.value - ({low!r})) / {span!r} * {len(axis.ticks) - 1}), 'd')"
    return {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [low, float(axis.high)], "nice": False, "zero": False},
        "axis": {
            "values": [float(tick) for tick in axis.ticks],
            # Without a count Vega thins the values it was given.
            "tickCount": len(axis.ticks) + 1,
            "labelExpr": f"({json.dumps(written, ensure_ascii=False)})[{number}]",
            "labelOverlap": False,
            "title": None,
        },
    }


def _colour(drawn: Sequence[Drawn]) -> View:
    return _scale(drawn, [each.look.colour for each in drawn])


def _shape(drawn: Sequence[Drawn]) -> View:
    return _scale(drawn, [each.look.shape if each.mark is Mark.LINE else "square" for each in drawn])


def _scale(drawn: Sequence[Drawn], looks: list[Any]) -> View:
    return {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": [each.key for each in drawn], "range": looks},
        "legend": None,
    }


def _bars(panel: Panel, frame: Frame, bars: Sequence[Drawn]) -> View:
    values = [_datum(panel, frame, each, placed) for each in bars for placed in each.valued]
    several = len(bars) > 1
    encoding = {
        "x": _x(frame),
        "y": _y(panel, frame),
        "color": _colour(panel.drawn),
        "fillOpacity": _scale(bars, [each.look.filling for each in bars]),
    }
    if several:
        domain = [each.key for each in bars]
        encoding["xOffset"] = {"field": "series", "scale": {"domain": domain, "paddingInner": 0.12}}
    wide = frame.width * _BAR_PART / len(frame.timeline.slots) / len(bars)
    edge = {"strokeWidth": 1} if wide > 4 else {"strokeWidth": 0}  # noqa: PLR2004 - an edge would fill it
    if edge["strokeWidth"]:
        encoding["stroke"] = _colour(panel.drawn)
    return {"data": {"values": values}, "mark": {"type": "bar", **edge}, "encoding": encoding}


def _lines(panel: Panel, frame: Frame, lines: Sequence[Drawn]) -> list[View]:
    """Return the lines, broken at gaps, and the marks of points: all if few, else those that stand alone."""
    paths, marks = [], []
    few = len(frame.timeline.slots) <= _FEW
    for drawn in lines:
        for number, run in enumerate(_runs(drawn.row)):
            data = [{**_datum(panel, frame, drawn, placed), "run": f"{drawn.key} {number}"} for placed in run]
            paths += data
            marks += data if few or len(data) == 1 else []
        if drawn.valued and not few:
            marks.append(_datum(panel, frame, drawn, drawn.valued[-1]))
    colour, x, y = _colour(panel.drawn), _x(frame), _y(panel, frame)
    dash = _scale(lines, [list(each.look.dash) for each in lines])
    shape = _shape(panel.drawn)
    detail = {"field": "run", "type": "nominal"}
    return [
        {
            "data": {"values": paths},
            "mark": {"type": "line", "strokeWidth": 2.2, "strokeJoin": "round"},
            "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash, "detail": detail},
        },
        {
            "data": {"values": marks},
            "mark": {"type": "point", "filled": True, "size": 34, "opacity": 1},
            "encoding": {"x": x, "y": y, "color": colour, "shape": shape},
        },
    ]


def _runs(row: Sequence[Placed]) -> list[list[Placed]]:
    """Return the points that follow each other without a gap."""
    runs: list[list[Placed]] = [[]]
    for placed in row:
        if placed.point.value is not None:
            runs[-1].append(placed)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _zero_line(panel: Panel) -> list[View]:
    if not panel.axis.low <= 0 <= panel.axis.high:
        return []
    return [
        {
            "data": {"values": [{"zero": 0}]},
            "mark": {"type": "rule", "color": ZERO, "strokeWidth": 1},
            "encoding": {"y": {"field": "zero", "type": "quantitative"}},
        }
    ]


def _pixels(field: str) -> View:
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def _texts(values: list[dict[str, Any]], **mark: object) -> View:
    return {
        "data": {"values": values},
        "mark": {"type": "text", "fontSize": SMALL, "color": INK, "lineHeight": LINE, **mark},
        "encoding": {"x": _pixels("right"), "y": _pixels("down"), "text": {"field": "text"}},
    }


def _change_band(panel: Panel, frame: Frame) -> list[View]:
    """Return the band between the last two values and, for a single series, what changed, above the plot."""
    changes = [change for each in panel.drawn if (change := last_change(each))]
    if not panel.marks_change or not changes or frame.timeline.by_calendar:
        return []
    latest = max(changes, key=lambda change: change.after.slot)
    left, right = frame.position(latest.before), frame.position(latest.after)
    band = {
        "data": {"values": [{"left": left, "right": right, "top": 0, "bottom": frame.height}]},
        "mark": {"type": "rect", "color": BAND},
        "encoding": _span(),
    }
    if len(panel.drawn) > 1:
        return [band]
    words = latest.words(frame.language).render(frame.language)
    half = width_of(words, SMALL)
    text = {"text": words, "right": max(right, min(half, frame.width)), "down": -7.0}
    return [band, _texts([text], align="right", baseline="bottom")]


def _bar_values(panel: Panel, frame: Frame) -> list[View]:
    """Return the values above the bars, where all of them have room."""
    bars = _marked(panel, Mark.BAR)
    if len(bars) != 1 or len(panel.drawn) != 1:
        return []
    # One more digit than the ticks tells bars apart that look the same.
    places = min(panel.axis.places + 1, 2) if panel.axis.high - panel.axis.low < 1000 else 0  # noqa: PLR2004
    values, placed_texts = [], []
    for placed in bars[0].valued:
        assert placed.point.value is not None
        scaled = panel.magnitude.scaled(placed.point.value)
        text = write_number(scaled, frame.language, places=places)
        down = frame.height * (1 - panel.axis.part(scaled)) + (12 if scaled < 0 else -4)
        values.append({"text": text, "right": frame.position(placed), "down": down})
        placed_texts.append((text, down))
    room = frame.width / len(frame.timeline.slots) - 4
    low = frame.height - 3
    if any(width_of(text, SMALL) > room or down > low for text, down in placed_texts):
        return []
    return [_texts(values, align="center", baseline="alphabetic")]


def _labels(panel: Panel, frame: Frame, labels: Sequence[Label]) -> list[View]:
    """Return the labels beside the lines, each with the symbol of its series and a line to its point."""
    if not labels:
        return []
    if not named(panel):
        # A single line needs no symbol: its last value stands beside its last point.
        (label,) = labels
        text = {"text": list(label.lines), "right": label.at[0] + BESIDE, "down": label.centre}
        return [_texts([text], align="left", baseline="middle")]
    texts, symbols, leaders = [], [], []
    for label in labels:
        first = label.centre - (len(label.lines) - 1) * LINE / 2
        right, down = label.at
        texts.append({"text": list(label.lines), "right": frame.width + 18, "down": first})
        symbols.append({"series": label.drawn.key, "right": frame.width + 10, "down": first})
        if abs(first - down) > _DISPLACED or frame.width - right > 2 * _DISPLACED:
            leaders.append({"left": right, "right": frame.width + 5, "top": down, "bottom": first})
    leader = {
        "data": {"values": leaders},
        "mark": {"type": "rule", "color": QUIET, "strokeWidth": 0.6, "opacity": 0.7},
        "encoding": _span(),
    }
    symbol = {
        "data": {"values": symbols},
        "mark": {"type": "point", "filled": True, "size": 46, "opacity": 1},
        "encoding": {
            "x": _pixels("right"),
            "y": _pixels("down"),
            "color": _colour(panel.drawn),
            "shape": _shape(panel.drawn),
        },
    }
    return [leader, symbol, _texts(texts, align="left", baseline="middle")]


def _span() -> View:
    """Return the channels of what reaches from one pixel to another."""
    return {
        "x": _pixels("left"),
        "x2": {"field": "right"},
        "y": _pixels("top"),
        "y2": {"field": "bottom"},
    }


def axis_width(panel: Panel, language: str) -> float:
    """Return the pixels that the labels of a panel's axis of values take to its left."""
    return max(width_of(text, SMALL) for text in panel.axis.written(language)) + 10
