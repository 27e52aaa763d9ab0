"""Of which parts does the article of a page consist? Its elements, of which only what is read is kept.

What is the article's and what is not has been decided in ``prose``; here the elements say how it is set.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from html import unescape
from typing import TYPE_CHECKING

from titre.claims.prose.markup import Tag, tags
from titre.claims.telling.blocks import PLAIN, Block, Kind, Run, Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.claims.prose.text import Text

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_STRONG, _EMPHASIS = frozenset({"b", "strong"}), frozenset({"i", "em", "cite", "dfn", "var"})
_LISTS = frozenset({"ul", "ol"})
_HREF = re.compile(
    r"\bhref\s{0,9}=\s{0,9}(?:\"(?P<a>https?://[^\"\s]{1,2000})\"|'(?P<b>https?://[^'\s]{1,2000})')",
    re.IGNORECASE,
)
_SHORT = 80
"""characters of a cell, up to which a paragraph in it is no part of its own: tables set pages too"""
_AROUND = " \n\t"


def page_blocks(text: Text) -> list[Block]:
    """Return the parts of the article whose text, its tags taken out, is given."""
    scan = _Scan(text)
    done = 0
    for tag in tags(text.source):
        scan.read(done, tag.start)
        scan.tag(tag)
        done = tag.end
    scan.read(done, len(text.source))
    scan.end()
    return scan.found


class _Scan:
    """Goes through a page's elements and gathers the parts of its article."""

    def __init__(self, text: Text) -> None:
        self.found: list[Block] = []
        self._text = text
        self._runs: list[Run] = []
        self._cells: list[tuple[Run, ...]] = []
        self._opened: list[tuple[str, Style]] = []
        """the elements inside a line that are open, with the style that was before each"""
        self._style = PLAIN
        self._level = 0
        self._quotes = 0
        self._lists: list[int | None] = []
        """the lists that are open; of numbered ones the number that comes next"""
        self._item = self._row = False
        self._rows = 0

    def read(self, start: int, end: int) -> None:
        """Take the words between two tags, as far as they are of the article."""
        first, last = (bisect_left(self._text.starts, at) for at in (start, end))
        if first < last and (self._runs or self._text.plain[first:last].strip()):
            self._runs.append(Run(first, last, self._style))

    def tag(self, tag: Tag) -> None:
        """Note what a tag begins or ends."""
        name = tag.name
        if tag.inline:
            self._inside(tag)
        elif name == "br":
            if self._runs:
                at = self._runs[-1].end
                self._runs.append(Run(at, at))
        elif name in {"td", "th"}:
            self._cell()
        elif name and not self._only_in_a_cell(name):
            self.end()
            self._block(tag)

    def _only_in_a_cell(self, name: str) -> bool:
        return self._row and name in {"p", "div"} and sum(run.end - run.start for run in self._runs) <= _SHORT

    def _inside(self, tag: Tag) -> None:
        if tag.closing:
            for place in range(len(self._opened) - 1, -1, -1):
                name, before = self._opened[place]
                if name == tag.name:
                    self._style = before
                    del self._opened[place:]
                    return
            return
        if tag.name in _STRONG:
            style = self._style.with_(strong=True)
        elif tag.name in _EMPHASIS:
            style = self._style.with_(emphasis=True)
        elif tag.name == "a" and (found := _HREF.search(tag.written)) is not None:
            style = self._style.with_(address=unescape(found["a"] or found["b"]))
        else:
            return
        self._opened.append((tag.name, self._style))
        self._style = style

    def _block(self, tag: Tag) -> None:
        name, closing = tag.name, tag.closing
        # What a page left open inside a line ends with it.
        self._style = PLAIN
        self._opened.clear()
        if name in _HEADINGS:
            self._level = 0 if closing else _HEADINGS[name]
        elif name == "blockquote":
            self._quotes = max(self._quotes + (-1 if closing else 1), 0)
        elif name in _LISTS and closing:
            if self._lists:
                self._lists.pop()
        elif name in _LISTS:
            self._lists.append(1 if name == "ol" else None)
        elif name == "li":
            self._item = not closing
        elif name == "table":
            self._rows = 0
        elif name == "tr":
            self._row = not closing

    def _cell(self) -> None:
        """End a cell of a row; before its first nothing stands."""
        runs = tuple(self._trimmed())
        if runs or self._cells:
            self._cells.append(runs)
        self._runs.clear()

    def end(self) -> None:
        """End the part that is open."""
        if self._row and (self._runs or self._cells):
            self._cell()
            cells = [cell for cell in self._cells if cell]
            if len(cells) > 1:
                self.found.append(Block(Kind.ROW, tuple(cells), number=self._rows, quoted=self._quotes > 0))
                self._rows += 1
            elif cells:
                self.found.append(self._made(cells[0]))
        elif runs := tuple(self._trimmed()):
            self.found.append(self._made(runs))
        self._runs.clear()
        self._cells.clear()

    def _made(self, runs: tuple[Run, ...]) -> Block:
        quoted = self._quotes > 0
        if self._level:
            return Block(Kind.HEADING, (runs,), self._level, quoted=quoted)
        if not self._item:
            return Block(Kind.PARAGRAPH, (runs,), quoted=quoted)
        # A second paragraph of an item is shown as an item of its own would be, without a number.
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._lists[-1] = number + 1
        return Block(Kind.ITEM, (runs,), max(len(self._lists) - 1, 0), number, quoted)

    def _trimmed(self) -> Iterator[Run]:
        """Yield the runs without the spaces, and the marks of cells, that stand around them."""
        plain = self._text.plain
        runs = list(self._runs)
        while runs and not plain[runs[0].start : runs[0].end].strip(_AROUND):
            runs.pop(0)
        while runs and not plain[runs[-1].start : runs[-1].end].strip(_AROUND):
            runs.pop()
        for place, run in enumerate(runs):
            start, end = run.start, run.end
            if place == 0:
                start += len(plain[start:end]) - len(plain[start:end].lstrip(_AROUND))
            if place == len(runs) - 1:
                end -= len(plain[start:end]) - len(plain[start:end].rstrip(_AROUND))
            yield run._replace(start=start, end=end)
