"""Which of many is larger? A bar for each, the largest first, those below zero to the left of it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from titre.charts.chart import Chart
from titre.charts.errors import NothingToDraw
from titre.charts.layout import PADDING, SCHEMA, WIDTH, Page, config, pixels, sources_below, title_above
from titre.charts.lettering import clean, width_of, wrap
from titre.charts.magnitudes import Magnitude, axis_of
from titre.charts.palette import COLOURS, GRID, INK, PAPER, QUIET, ZERO
from titre.charts.panels import SMALL
from titre.charts.tables import Table
from titre.kernel.messages import count, say
from titre.kernel.numerals import NO_BREAK, write_amount, write_number
from titre.kernel.printing import inert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.charts.views import View
    from titre.kernel.messages import Message

_ROW = 21.0
"""pixels from one bar to the next"""
_BAR = 13.0
_NAMES = 220.0
"""pixels that a name may take"""
_STEPS = 90.0
"""pixels from one tick to the next, about"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One of those compared: its name, and its exact value or why there is none."""

    name: str
    value: Decimal | None
    reason: Message | None = None
    apart: bool = False
    """whether it is what the others are compared with: drawn in outline"""


def rank_chart(
    entries: Sequence[Entry],
    unit: str,
    language: str,
    title: str,
    *,
    subtitle: str = "",
    sources: Sequence[str] = (),
) -> Chart:
    """Return the chart of entries by value, the largest first; those without one come last, and say why.

    ``unit`` is a unit as ``kernel.units`` writes it, or ``percent``.

    Raises:
        NothingToDraw: there is no entry.
    """
    if not entries:
        raise NothingToDraw
    ordered = sorted(entries, key=lambda one: (one.value is None, -(one.value or Decimal(0))))
    values = [one.value for one in ordered if one.value is not None]
    magnitude = Magnitude.of(unit, values, language)
    page = Page(clean(title), clean(subtitle), tuple(clean(line) for line in sources), language)
    body = _body(ordered, magnitude, language)
    alt_text = _alt_text(ordered, unit, page.title, language)
    spec = {
        "$schema": SCHEMA,
        "description": alt_text,
        "background": PAPER,
        "padding": PADDING,
        "title": title_above(page),
        "vconcat": [{**body, "title": sources_below(page)}] if page.sources else [body],
        "config": config(0),
    }
    table = _table(ordered, magnitude, unit, language)
    return Chart(spec, page.title, alt_text, language, page.sources, table, _csv(ordered, unit))


def _body(ordered: Sequence[Entry], magnitude: Magnitude, language: str) -> View:
    scaled = [None if one.value is None else magnitude.scaled(one.value) for one in ordered]
    names = [wrap(clean(one.name), _NAMES, SMALL, lines=1)[0] for one in ordered]
    shown = [_shown(one, magnitude.unit, language, _places(ordered)) for one in ordered]
    known = [value for value in scaled if value is not None]
    left = max(width_of(name, SMALL) for name in names) + 12
    written = [width_of(text, SMALL) for text, value in zip(shown, scaled, strict=True) if value is not None]
    widest = max(written, default=0)
    width = WIDTH - left - widest - 10
    axis = axis_of(known, steps=round(width / _STEPS), from_zero=True)
    room = widest + 8 if min(known, default=Decimal(0)) < 0 else 0
    places = [room + axis.part(value) * (width - room) if value is not None else None for value in scaled]
    zero = room + axis.part(Decimal(0)) * (width - room)
    height = len(ordered) * _ROW + 22
    ticks = [
        {"right": room + axis.part(tick) * (width - room), "top": 0, "bottom": height - 22, "text": text}
        for tick, text in zip(axis.ticks, axis.written(language), strict=True)
    ]
    rows = [
        {
            "name": name,
            "text": text,
            "exact": "" if one.value is None else f"{one.value:f}",
            "down": (at + 0.5) * _ROW,
            "top": (at + 0.5) * _ROW - _BAR / 2,
            "bottom": (at + 0.5) * _ROW + _BAR / 2,
            "start": min(zero, place if place is not None else zero),
            "end": max(zero, place if place is not None else zero),
            "before": -10,
            "sign": -1 if place is not None and place < zero else 1,
            "after": zero + 6 if place is None else place + 6 if place >= zero else place - 6,
            "apart": one.apart,
        }
        for at, (one, name, text, place) in enumerate(zip(ordered, names, shown, places, strict=True))
    ]
    return {
        "width": round(width),
        "height": round(height),
        "view": {"stroke": None},
        "layer": [*_grid(ticks, zero, height), *_bars(rows), *_words(rows)],
    }


def _places(entries: Sequence[Entry]) -> int:
    """Return the decimal places of the value that has most of them."""
    return max((-int(one.value.as_tuple().exponent) for one in entries if one.value is not None), default=0)


def _shown(entry: Entry, unit: str, language: str, places: int) -> str:
    """Return what stands beside a bar; percentages all to the places of the longest: 20.20 beside 18.74."""
    if entry.value is not None and unit == "percent":
        number = write_number(entry.value, language, places=max(places, 0), signed=True)
        return f"{number}{NO_BREAK if language == 'fr' else ''}%"
    if entry.value is not None:
        return write_amount(entry.value, unit, language, digits=None)
    reason = clean(entry.reason.render(language)) if entry.reason else "–"
    return wrap(reason, WIDTH / 2, SMALL, lines=1)[0]


def _grid(ticks: list[dict[str, Any]], zero: float, height: float) -> list[View]:
    rule = {"x": pixels("right"), "y": pixels("top"), "y2": {"field": "bottom"}}
    labels = [{**tick, "down": height - 8} for tick in ticks]
    return [
        {"data": {"values": ticks}, "mark": {"type": "rule", "color": GRID}, "encoding": rule},
        {
            "data": {"values": [{"right": zero, "top": 0, "bottom": height - 22}]},
            "mark": {"type": "rule", "color": ZERO},
            "encoding": rule,
        },
        _texts(labels, "right", "down", align="center", color=QUIET),
    ]


def _bars(rows: list[dict[str, Any]]) -> list[View]:
    place = {
        "x": pixels("start"),
        "x2": {"field": "end"},
        "y": pixels("top"),
        "y2": {"field": "bottom"},
    }
    looks = (
        (False, 1, {"fill": COLOURS[0]}),
        (False, -1, {"fill": COLOURS[1]}),
        (True, 1, {"fill": PAPER, "stroke": INK, "strokeWidth": 1.2}),
        (True, -1, {"fill": PAPER, "stroke": INK, "strokeWidth": 1.2}),
    )
    return [
        {"data": {"values": some}, "mark": {"type": "rect", **look}, "encoding": place}
        for apart, sign, look in looks
        if (some := [row for row in rows if row["apart"] is apart and row["sign"] == sign])
    ]


def _words(rows: list[dict[str, Any]]) -> list[View]:
    gains, losses = ([row for row in rows if row["sign"] == sign] for sign in (1, -1))
    return [
        _texts(rows, "before", "down", align="right", color=INK, field="name"),
        _texts(gains, "after", "down", align="left", color=INK),
        _texts(losses, "after", "down", align="right", color=INK),
    ]


def _texts(
    rows: list[dict[str, Any]], right: str, down: str, *, align: str, color: str, field: str = "text"
) -> View:
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "align": align, "baseline": "middle", "fontSize": SMALL, "color": color},
        "encoding": {"x": pixels(right), "y": pixels(down), "text": {"field": field}},
    }


def _alt_text(ordered: Sequence[Entry], unit: str, title: str, language: str) -> str:
    kind = count("bars of {number} entries", "bars of {number} entries, the largest first", len(ordered))
    told = [
        say("{name}: {value}", name=one.name, value=_shown(one, unit, language, _places(ordered))).render(
            language
        )
        for one in ordered
    ]
    heading = say("{title} – {kind}.", title=title, kind=kind).render(language)
    return clean(f"{heading} {' · '.join(told)}.")


def _table(ordered: Sequence[Entry], magnitude: Magnitude, unit: str, language: str) -> Table:
    columns = (say("Name").render(language), magnitude.words(language).capitalize())
    rows = tuple(
        (
            one.name,
            _shown(one, unit, language, _places(ordered))
            if one.value is None
            else write_number(magnitude.scaled(one.value), language),
        )
        for one in ordered
    )
    return Table(columns, rows)


def _csv(ordered: Sequence[Entry], unit: str) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(("name", "value", "unit", "reason"))
    for one in ordered:
        value = "" if one.value is None else f"{one.value:f}"
        writer.writerow((inert(one.name), value, unit, str(one.reason or "")))
    return stream.getvalue()
