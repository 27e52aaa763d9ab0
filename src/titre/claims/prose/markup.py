"""What does a page of HTML say, its tags aside?

A scan from left to right, no tree: for text pasted with its tags and for saved pages of simple make.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from titre.claims.prose.markdown import ENTITY
from titre.claims.prose.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE = re.compile(r"<(?:!doctype html|html|head|body|article|div|p|h[1-6]|table|ul)[\s>]", re.IGNORECASE)
_SEARCHED = 20_000
"""characters in which a page shows that it is one"""
_TAG = re.compile(r"<!--|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]{0,30})(?:[\s/][^<>]*)?>|<[!?][^<>]*>")
_ENTITY_OR_BREAK = re.compile(rf"{ENTITY.pattern}|[ \t]*[\r\n]+[ \t\r\n]*")
_COLUMNS = re.compile(r"colspan\s*=\s*[\"']?\s*(\d{1,4})", re.IGNORECASE)
_WIDEST = 100
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "textarea",
        "iframe",
        "head",
        "code",
        "pre",
        "sup",
    ]
)
"""elements whose content is no prose of the article; a superscript is a footnote's mark"""
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "time",
        "u",
        "var",
        "wbr",
        "sup",
        "code",
    ]
)

_CELLS = frozenset({"td", "th"})
_OF_TABLES = frozenset({"thead", "tbody", "tfoot", "colgroup", "col", "tr", *_CELLS})
_CELL_END = re.compile(r"<(?:/?t[dhr]|/table)\b", re.IGNORECASE)
_SHORT_CELL = 400
"""characters of markup of a cell that is one of a table of figures"""


def is_html(source: str) -> bool:
    """Return whether an input is written in HTML."""
    return _PAGE.search(source, 0, _SEARCHED) is not None


class Tag(NamedTuple):
    """A tag of a page; one whose element is not read reaches to the end of that element."""

    start: int
    end: int
    name: str
    """in lower case; empty of a comment or a declaration"""
    closing: bool
    written: str
    """as it stands there, with its attributes"""

    @property
    def inline(self) -> bool:
        """Whether it stands inside a line."""
        return self.name in _INLINE


def tags(markup: str) -> Iterator[Tag]:
    """Yield the tags of a page from left to right; what is inside elements that are not read has none."""
    ends = _Ends(markup)
    position = 0
    while found := _TAG.search(markup, position):
        name = (found["name"] or "").lower()
        position = found.end()
        if found[0] == "<!--":
            end = markup.find("-->", position)
            position = len(markup) if end < 0 else end + 3
        elif name in _SKIPPED and not found["close"]:
            position = ends.after(name, position)
        yield Tag(found.start(), position, name, bool(found["close"]), found[0])


def markup_edits(markup: str) -> Iterator[Edit]:
    """Yield the edits that leave of a page what a reader sees of its article."""
    position = cell = owed = 0
    for tag in tags(markup):
        if tag.name in _OF_TABLES and (gap := markup[position : tag.start]) and gap.isspace():
            # Between the tags of a table no space says anything.
            yield Edit(position, tag.start, "")
        else:
            yield from _character_edits(markup, position, tag.start)
        if tag.name in _CELLS and not tag.closing:
            end = _CELL_END.search(markup, tag.end, tag.end + _SHORT_CELL)
            cell = 0 if end is None else end.start()
        # A row is one line, whatever its cells are made of; where tables set a page, cells are long.
        stand_in = " " if tag.start < cell and _is_block(tag) else _stand_in(tag)
        if tag.name in _CELLS or tag.name == "tr":
            # A cell over several columns leaves those after its own empty.
            stand_in, owed = " | " * owed + stand_in, _columns_over(tag.written)
        yield Edit(tag.start, tag.end, stand_in)
        position = tag.end
    yield from _character_edits(markup, position, len(markup))


def _columns_over(tag: str) -> int:
    """Return how many columns besides its own a cell stands over."""
    spanned = _COLUMNS.search(tag)
    return min(int(spanned[1]), _WIDEST) - 1 if spanned and int(spanned[1]) else 0


def _is_block(tag: Tag) -> bool:
    return bool(tag.name) and not tag.inline and tag.name not in _CELLS


def _stand_in(tag: Tag) -> str:
    if tag.name in _CELLS:
        return "" if tag.closing else " | "
    if tag.name in {"br", "tr", "li"} and not (tag.name == "tr" and tag.closing):
        return "\n"
    return "" if tag.inline or not tag.name or tag.name in _OF_TABLES else "\n\n"


def _character_edits(markup: str, start: int, end: int) -> Iterator[Edit]:
    for found in _ENTITY_OR_BREAK.finditer(markup, start, end):
        written = found[0]
        character = html.unescape(written) if written[0] == "&" else " "
        if character != written:
            yield Edit(found.start(), found.end(), character)


class _Ends:
    """Where elements end; an end that was not found once is not looked for again."""

    def __init__(self, markup: str) -> None:
        lowered = markup.lower()
        self._markup = lowered if len(lowered) == len(markup) else markup
        self._missing: set[str] = set()

    def after(self, name: str, position: int) -> int:
        if name in self._missing:
            return position
        end = self._markup.find(f"</{name}", position)
        if end < 0:
            self._missing.add(name)
            return position
        close = self._markup.find(">", end)
        return len(self._markup) if close < 0 else close + 1
