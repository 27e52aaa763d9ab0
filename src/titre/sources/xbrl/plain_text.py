"""What does a person read in a textual fact? Its words, without the markup around them.

Whole notes and tables are filed as marked-up blocks. Their plain text is kept, whole: it is what is
searched and quoted, and it is a third to a tenth of the markup's size. Cells and paragraphs stand on
lines of their own.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from titre.sources.xbrl.namespaces import XHTML

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = [
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
]
_REFERENCE = re.compile(r"(&#?[A-Za-z0-9]{1,31};)")
_TAG_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9]*)\b|!--")
_BREAK = "\ufdd0"
"""stands for the end of a block while blanks run together: a line's end in markup is a blank"""


def break_blocks(root: _Element) -> None:
    """Put a mark after each block of a tree of XHTML, in the tree itself; ``lines_of`` breaks there."""
    for element in root.iter(*(f"{{{XHTML}}}{name}" for name in _BLOCKS)):
        tail = element.tail
        element.tail = _BREAK + tail if tail else _BREAK


def text_of(element: _Element) -> str:
    """Return the text in an element, without what follows it."""
    if not len(element):
        return element.text or ""
    from lxml import etree

    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def line_of(text: str) -> str:
    """Return a text on one line, its blanks run together."""
    return " ".join(text.split())


def lines_of(text: str) -> str:
    """Return a text with each block on a line of its own, none of them blank, its blanks run together."""
    if _BREAK not in text:
        return " ".join(text.split())
    return "\n".join(filter(None, map(str.strip, " ".join(text.split()).split(_BREAK))))


def without_markup(text: str) -> str:
    """Return the plain text of what a plain instance holds as escaped markup, or the text on one line."""
    if "<" in text:
        # Splitting is faster than matching tags, and blocks are most of an instance's bytes.
        first, *rest = text.split("<")
        text = first + "".join(map(_PIECES.__getitem__, rest))
    if "&" in text:
        parts = _REFERENCE.split(text)
        parts[1::2] = map(_reference, parts[1::2])
        text = "".join(parts)
    return lines_of(text)


@lru_cache(maxsize=1000)
def _reference(written: str) -> str:
    return html.unescape(written)


class _Tags(dict[str, str]):
    """What stands in plain text for what is written between ``<`` and ``>``; most are written many times."""

    def __missing__(self, written: str) -> str:
        match = _TAG_NAME.match(written)
        # "<" is also the sign for less: what is no tag stays.
        meaning = _BREAK if match and match[1] and match[1].lower() in _BLOCK_NAMES else ""
        if match is None:
            meaning = f"<{written}>"
        if len(self) < _REMEMBERED:
            self[written] = meaning
        return meaning


class _Pieces(dict[str, str]):
    """What stands in plain text for what follows a ``<`` up to the next; the short ones are written often."""

    def __missing__(self, written: str) -> str:
        tag, closed, after = written.partition(">")
        meaning = _TAGS[tag] + after if closed else f"<{tag}"
        if len(written) < _SHORT and len(self) < _REMEMBERED:
            self[written] = meaning
        return meaning


_SHORT = 200
_REMEMBERED = 10_000
_BLOCK_NAMES = frozenset(_BLOCKS)
_TAGS = _Tags()
_PIECES = _Pieces()
