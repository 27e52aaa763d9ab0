"""How do panels become one Vega-Lite specification? Title above, plots in columns, key and source below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from titre.charts.lettering import FONT, width_of, wrap
from titre.charts.palette import GRID, INK, PAPER, QUIET
from titre.charts.panels import LINE, SMALL, Frame, Mark, label_room, labels_of
from titre.charts.views import View, axis_width, view_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.charts.panels import Drawn, Panel
    from titre.charts.timeline import Timeline

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
WIDTH = 720.0
"""pixels of a chart from edge to edge, the padding aside"""
PADDING = 14
_TITLE, _SUBTITLE, _SOURCE = 17.0, 12.0, 10.5
_GAP = 26.0
_LEAST = 120.0
"""pixels that a plot keeps whatever its labels take"""
_OWN = ("x", "y", "color", "shape", "strokeDash", "fillOpacity", "stroke", "xOffset")
"""channels that each panel scales for itself"""
_SYMBOL = 30.0
"""pixels that the symbol of a key takes, with its distances"""


@dataclass(frozen=True, slots=True)
class Page:
    """What stands around the plots, in the reader's language, and how the plots are laid out."""

    title: str
    subtitle: str
    sources: tuple[str, ...]
    language: str
    columns: int = 1
    height: float = 280.0
    labelled: bool = True
    """whether lines may be labelled at their end; a key is shown where they are not"""


def specification(panels: Sequence[Panel], timeline: Timeline, page: Page, description: str) -> View:
    """Return the specification of a chart of one panel or more on one axis of time."""
    room = label_room(panels, page.height, page.language) if page.labelled else None
    keyed = room is None and any(len(panel.drawn) > 1 for panel in panels)
    left = max(axis_width(panel, page.language) for panel in panels)
    cell = (WIDTH - _GAP * (page.columns - 1)) / page.columns
    width = max(cell - left - (room or MARGIN_RIGHT), _LEAST)
    banded = any(panel.banded for panel in panels)
    frame = Frame(width, page.height, timeline, banded, page.language)
    views = [_titled(panel, frame, labelled=room is not None) for panel in panels]
    body: View = {
        "concat": views,
        "columns": page.columns,
        "spacing": {"row": 22, "column": _GAP},
        "resolve": {"scale": dict.fromkeys(_OWN, "independent")},
    }
    if keyed:
        # What has one name and one look in several panels is explained once.
        every = list({(each.name, each.look): each for panel in panels for each in panel.drawn}.values())
        body = {"vconcat": [body, _key(every, WIDTH - left)], "spacing": 12}
    return {
        "$schema": SCHEMA,
        "description": description,
        "background": PAPER,
        "padding": PADDING,
        "title": title_above(page),
        "vconcat": [{**body, "title": sources_below(page)}] if page.sources else [body],
        "config": config(left),
    }


MARGIN_RIGHT = 14.0
"""pixels to the right of a plot whose lines bear no labels: half a label of the axis of time"""


def _titled(panel: Panel, frame: Frame, *, labelled: bool) -> View:
    view = view_of(panel, frame, labels_of(panel, frame) if labelled else [])
    if panel.title or panel.subtitle:
        view["title"] = {
            "text": list(panel.title) or [""],
            "subtitle": list(panel.subtitle),
            "fontSize": 12.5,
            "subtitleFontSize": SMALL,
            "lineHeight": 16,
            "anchor": "start",
            "frame": "group",
            "offset": 8,
        }
    return view


def title_above(page: Page) -> View:
    """Return the title and subtitle of a page, wrapped to its width."""
    return {
        "text": wrap(page.title, WIDTH, _TITLE, bold=True),
        "subtitle": wrap(page.subtitle, WIDTH, _SUBTITLE, lines=4) if page.subtitle else [],
        "fontSize": _TITLE,
        "subtitleFontSize": _SUBTITLE,
        "lineHeight": 22,
        "subtitleLineHeight": 16,
        "anchor": "start",
        "frame": "bounds",
        "offset": 14,
    }


def sources_below(page: Page) -> View:
    """Return the lines below the plots, wrapped to the width of the page."""
    lines = [line for source in page.sources for line in wrap(source, WIDTH, _SOURCE, lines=4)]
    return {
        "text": lines,
        "orient": "bottom",
        "anchor": "start",
        "frame": "bounds",
        "fontSize": _SOURCE,
        "fontWeight": "normal",
        "color": QUIET,
        "lineHeight": 14,
        "offset": 12,
    }


def _key(drawn: Sequence[Drawn], width: float) -> View:
    """Return the key below the plots: a symbol and a name for each series, in columns that hold them."""
    widest = min(max(width_of(each.name, SMALL) for each in drawn) + _SYMBOL + 14, width)
    columns = max(int(width // widest), 1)
    lines = [wrap(each.name, widest - _SYMBOL, SMALL, lines=2) for each in drawn]
    entries: list[dict[str, Any]] = []
    down = LINE / 2
    for first in range(0, len(drawn), columns):
        row = range(first, min(first + columns, len(drawn)))
        entries += [
            {
                "series": drawn[index].key,
                "text": lines[index],
                "left": (index - first) * widest,
                "middle": (index - first) * widest + 11,
                "right": (index - first) * widest + 22,
                "after": (index - first) * widest + _SYMBOL,
                "down": down,
            }
            for index in row
        ]
        down += max(len(lines[index]) for index in row) * LINE + 4
    return {
        "width": round(width),
        "height": round(down - LINE / 2),
        "view": {"stroke": None},
        "layer": [
            *_key_symbols([each for each in drawn if each.mark is Mark.LINE], entries),
            *_key_bars([each for each in drawn if each.mark is Mark.BAR], entries),
            {
                "data": {"values": entries},
                "mark": {
                    "type": "text",
                    "align": "left",
                    "baseline": "middle",
                    "fontSize": SMALL,
                    "lineHeight": LINE,
                    "color": INK,
                },
                "encoding": {"x": pixels("after"), "y": pixels("down"), "text": {"field": "text"}},
            },
        ],
    }


def _key_symbols(drawn: Sequence[Drawn], entries: Sequence[dict[str, Any]]) -> list[View]:
    """Return the symbols of lines: a piece of the line with its dash, and the shape of its points."""
    layers: list[View] = []
    for each in drawn:
        values = [entry for entry in entries if entry["series"] == each.key]
        stroke = {"color": each.look.colour, "strokeDash": list(each.look.dash), "strokeWidth": 2.2}
        place = {"x": pixels("left"), "y": pixels("down")}
        layers += [
            {
                "data": {"values": values},
                "mark": {"type": "rule", **stroke},
                "encoding": {**place, "x2": {"field": "right"}},
            },
            {
                "data": {"values": values},
                "mark": {
                    "type": "point",
                    "filled": True,
                    "size": 40,
                    "opacity": 1,
                    "color": each.look.colour,
                    "shape": each.look.shape,
                },
                "encoding": {**place, "x": pixels("middle")},
            },
        ]
    return layers


def _key_bars(drawn: Sequence[Drawn], entries: Sequence[dict[str, Any]]) -> list[View]:
    """Return the symbols of bars: a square filled as the bar is."""
    return [
        {
            "data": {"values": [entry for entry in entries if entry["series"] == each.key]},
            "mark": {
                "type": "point",
                "shape": "square",
                "size": 110,
                "opacity": 1,
                "fill": each.look.colour,
                "fillOpacity": each.look.filling,
                "stroke": each.look.colour,
                "strokeWidth": 1,
            },
            "encoding": {"x": pixels("right"), "y": pixels("down")},
        }
        for each in drawn
    ]


def pixels(field: str) -> View:
    """Return the channel of a place that is given in pixels."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def config(left: float) -> View:
    """Return how everything looks; ``left`` keeps the plots of a column in line."""
    return {
        "font": FONT,
        # The picture has one description; a reader of screens is not led through its thousand marks.
        "aria": False,
        "axis": {
            "labelFontSize": SMALL,
            "labelColor": QUIET,
            "gridColor": GRID,
            "domainColor": QUIET,
            "tickColor": QUIET,
        },
        "axisX": {"labelPadding": 4, "tickSize": 4, "labelLineHeight": LINE},
        "axisY": {
            "domain": False,
            "ticks": False,
            "labelPadding": 8,
            "minExtent": round(left - 2),
            "labelLimit": 0,
        },
        "title": {"color": INK, "subtitleColor": QUIET, "fontWeight": "bold", "subtitlePadding": 4},
    }
