"""Where do the texts of a picture stand? Their boxes, read from the SVG, to see whether two meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from titre.charts.lettering import width_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_SVG = "{http://www.w3.org/2000/svg}"
_TRANSLATE = re.compile(r"translate\(([-\d.e]+),\s*([-\d.e]+)\)")
_SLACK = 0.5


@dataclass(frozen=True)
class Box:
    text: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left + _SLACK < other.right
            and other.left + _SLACK < self.right
            and self.top + _SLACK < other.bottom
            and other.top + _SLACK < self.bottom
        )


def boxes_of(svg: str) -> tuple[list[Box], Box]:
    """Return the boxes of all lines of text, and the box of the whole picture."""
    root = ET.fromstring(svg)
    whole = Box("", 0, float(root.attrib["width"]), 0, float(root.attrib["height"]))
    return list(_walk(root, 0, 0)), whole


def overlaps(boxes: list[Box]) -> list[tuple[str, str]]:
    return [
        (one.text, other.text)
        for index, one in enumerate(boxes)
        for other in boxes[index + 1 :]
        if one.meets(other)
    ]


def _walk(element: ET.Element, x: float, y: float) -> Iterator[Box]:
    shift = _TRANSLATE.match(element.attrib.get("transform", ""))
    if shift:
        x, y = x + float(shift[1]), y + float(shift[2])
    if element.tag == f"{_SVG}text":
        yield from _lines(element, x, y)
        return
    for child in element:
        yield from _walk(child, x, y)


def _lines(element: ET.Element, x: float, y: float) -> Iterator[Box]:
    size = float(element.attrib["font-size"].removesuffix("px"))
    bold = element.attrib.get("font-weight") == "bold"
    anchor = element.attrib.get("text-anchor", "start")
    spans = [child for child in element if child.tag == f"{_SVG}tspan"] or [element]
    for span in spans:
        y += float(span.attrib.get("dy", 0)) if span is not element else 0
        text = span.text or ""
        if not text.strip():
            continue
        # Widths are never underestimated in layout; the real letters are a little narrower.
        width = width_of(text, size, bold=bold) * (0.88 if bold else 0.95)
        left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
        yield Box(text, left, left + width, y - size * 0.72, y + size * 0.2)
