"""Of which parts does a text in Markdown consist? A plain text is one whose author marked nothing.

What letters are written with: headings, emphasis, links, lists, quotations, tables, code, footnotes, rules.
A text is read line by line and each character a bounded number of times; what is no mark stays as it is.
Source: CommonMark 0.31, and GitHub's tables and footnotes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from titre.claims.prose.front_matter import front_matter
from titre.claims.prose.markdown import CODE, ESCAPE, FENCE, FOOTNOTE, LINK
from titre.claims.prose.wrapping import soft_breaks
from titre.claims.telling.blocks import PLAIN, Block, Kind, Run, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEADING = re.compile(r"[ ]{0,3}(?P<hashes>#{1,6})[ \t]")
_UNDERLINE = re.compile(r"[ ]{0,3}(?P<mark>=|-)(?P=mark){1,200}[ \t]*")
_RULE = re.compile(r"[ ]{0,3}(?P<mark>[-*_])(?:[ \t]{0,9}(?P=mark)){2,200}[ \t]*")
_QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_ITEM = re.compile(r"(?P<indent>[ \t]{0,40})(?:[-*+\u2022]|(?P<number>\d{1,3})[.)])[ \t]{1,9}(?=\S)")
_DELIMITERS = re.compile(
    r"[ ]{0,3}\|?(?:[ ]{0,40}:?-{1,200}:?[ ]{0,40}\|)+(?:[ ]{0,40}:?-{1,200}:?[ ]{0,40})?"
)
_CELL = re.compile(r"(?:\\.|[^|\\])+")


class _Line(NamedTuple):
    start: int
    end: int
    quoted: bool


def markdown_blocks(plain: str) -> list[Block]:
    r"""Return the parts of a text whose lines end with ``\n``; of its head only the title is kept."""
    front = front_matter(plain)
    start = 0 if front is None else front.end
    lines = list(_lines(plain, start))
    scan = _Scan(plain, lines, frozenset(end for end, _ in soft_breaks(plain)))
    if front is not None and front.title is not None:
        scan.found.append(Block(Kind.HEADING, (_inline(plain, *front.title),), 1))
    return scan.blocks()


def _lines(plain: str, start: int) -> Iterator[_Line]:
    while start < len(plain):
        end = plain.find("\n", start)
        end = len(plain) if end < 0 else end
        at, quoted = start, False
        while mark := _QUOTE.match(plain, at, end):
            at, quoted = mark.end(), True
        yield _Line(at, end, quoted)
        start = end + 1


@dataclass
class _Scan:
    """Goes through the lines of a text and gathers its parts."""

    plain: str
    lines: Sequence[_Line]
    soft: frozenset[int]
    """ends of lines that only wrap a paragraph"""
    found: list[Block] = field(default_factory=list)
    _open: list[_Line] = field(default_factory=list)
    """the lines of the paragraph or item that is not ended yet"""
    _item: tuple[int, int | None] | None = None
    """depth and number of the item that the open lines are of"""
    _indents: list[int] = field(default_factory=list)
    _unclosed: set[str] = field(default_factory=set)
    """fences of code that nothing closes from here on"""

    def blocks(self) -> list[Block]:
        at = 0
        while at < len(self.lines):
            at = self._take(at)
        self._end()
        return self.found

    def _take(self, at: int) -> int:
        """Take the line at a place, with those that are of one block with it; return the place after."""
        line = self.lines[at]
        words = self.plain[line.start : line.end]
        if self._open and self._open[-1].quoted != line.quoted:
            self._end()
        if not words.strip():
            self._end()
        elif (fence := FENCE.match(words)) and (last := self._fence_end(at, fence["fence"])) is not None:
            self._end()
            inside = self.lines[at + 1 : last]
            if inside:
                self._add(Kind.CODE, Run(inside[0].start, inside[-1].end), line)
            return last + 1
        elif heading := _HEADING.match(words):
            self._end()
            start, end = _stripped(self.plain, line.start + heading.end(), line.end, " \t#")
            self._block(Kind.HEADING, (_inline(self.plain, start, end),), line, len(heading["hashes"]))
        elif self._is_underline(words):
            (above,) = self._open
            self._open.clear()
            level = 1 if words.strip().startswith("=") else 2
            self._block(Kind.HEADING, (_inline(self.plain, above.start, above.end),), above, level)
        elif _RULE.fullmatch(words):
            self._end()
            self._block(Kind.RULE, (), line)
        elif at + 1 < len(self.lines) and "|" in words and self._is_delimiters(self.lines[at + 1]):
            return self._table(at)
        elif item := _ITEM.match(words):
            self._begin_item(line, item)
        else:
            self._open.append(line)
        return at + 1

    def _is_underline(self, words: str) -> bool:
        return len(self._open) == 1 and self._item is None and _UNDERLINE.fullmatch(words) is not None

    def _is_delimiters(self, line: _Line) -> bool:
        return _DELIMITERS.fullmatch(self.plain, line.start, line.end) is not None

    def _fence_end(self, at: int, fence: str) -> int | None:
        for place in range(at + 1, len(self.lines) if fence not in self._unclosed else 0):
            line = self.lines[place]
            if self.plain[line.start : line.end].strip() == fence:
                return place
        self._unclosed.add(fence)
        return None

    def _table(self, at: int) -> int:
        self._end()
        row = at
        while row < len(self.lines):
            line = self.lines[row]
            if "|" not in self.plain[line.start : line.end]:
                break
            if row != at + 1:
                self._block(Kind.ROW, tuple(self._cells(line)), line, number=row - at)
            row += 1
        return row

    def _cells(self, line: _Line) -> Iterator[tuple[Run, ...]]:
        start, end = _stripped(self.plain, line.start, line.end, " \t|")
        for cell in _CELL.finditer(self.plain, start, end):
            yield _inline(self.plain, *_stripped(self.plain, cell.start(), cell.end(), " \t"))

    def _begin_item(self, line: _Line, item: re.Match[str]) -> None:
        self._end()
        indent = len(item["indent"].expandtabs(4))
        followed = bool(self.found) and self.found[-1].kind is Kind.ITEM
        if not followed:
            self._indents.clear()
        while self._indents and self._indents[-1] > indent:
            self._indents.pop()
        if not self._indents or self._indents[-1] + 1 < indent:
            self._indents.append(indent)
        number = None if item["number"] is None else int(item["number"])
        self._item = (len(self._indents) - 1, number)
        self._open.append(_Line(line.start + item.end(), line.end, line.quoted))

    def _end(self) -> None:
        """End the paragraph or item whose lines are open."""
        if not self._open:
            return
        runs = tuple(self._joined())
        depth, number = self._item or (0, None)
        kind = Kind.PARAGRAPH if self._item is None else Kind.ITEM
        self._block(kind, (runs,), self._open[0], depth, number)
        self._open.clear()
        self._item = None

    def _joined(self) -> Iterator[Run]:
        """Yield the runs of the open lines; between two stands a space, or a break that is meant."""
        for line, after in pairwise([*self._open, None]):
            assert line is not None
            start, end = _stripped(self.plain, line.start, line.end, " \t")
            backslash = after is not None and self.plain[start:end].endswith("\\")
            yield from _inline(self.plain, start, end - 1 if backslash else end)
            if after is None:
                return
            # The end of a wrapped line is shown as it stands there: a browser sees a space in it.
            yield Run(line.end, line.end + 1) if end in self.soft else Run(end, end)

    def _add(self, kind: Kind, run: Run, line: _Line) -> None:
        self._block(kind, ((run,),), line)

    def _block(
        self,
        kind: Kind,
        cells: tuple[tuple[Run, ...], ...],
        line: _Line,
        level: int = 0,
        number: int | None = None,
    ) -> None:
        self.found.append(Block(kind, cells, level, number, line.quoted))


def _stripped(plain: str, start: int, end: int, spaces: str) -> tuple[int, int]:
    while start < end and plain[start] in spaces:
        start += 1
    while end > start and plain[end - 1] in spaces:
        end -= 1
    return start, end


# -- inside a line ---------------------------------------------------------------------------------

_MARKS = re.compile(
    rf"(?P<code>{CODE.pattern})|{ESCAPE.pattern}(?P<escaped>.)"
    r"|<(?P<address>(?:https?://|mailto:)[^\s<>]{1,2000})>"
    rf"|(?P<link>{LINK.pattern})|(?P<note>{FOOTNOTE.pattern})"
    r"|(?P<stars>\*{1,3}|_{1,3})"
)
_SAFE = ("https://", "http://", "mailto:")
"""what an address of an article may begin with, to be a link in a report"""


_FARTHEST = 200
"""pieces of a line that one emphasis may hold: what is longer is none"""


@dataclass(slots=True)
class _Piece:
    start: int
    end: int
    style: Style = PLAIN
    stars: str = ""
    """what it is where it may begin or end an emphasis"""


def _inline(plain: str, start: int, end: int, style: Style = PLAIN) -> tuple[Run, ...]:
    """Return the runs of a stretch of one line, its marks left out."""
    pieces: list[_Piece] = []
    done = start
    for found in _MARKS.finditer(plain, start, end):
        if found.start() < done:
            continue
        pieces.append(_Piece(done, found.start(), style))
        pieces += _marked(plain, found, style)
        done = found.end()
    pieces.append(_Piece(done, end, style))
    _pair(plain, pieces)
    return tuple(Run(piece.start, piece.end, piece.style) for piece in pieces if piece.start < piece.end)


def _marked(plain: str, found: re.Match[str], style: Style) -> Iterator[_Piece]:
    start, end = found.span()
    if found["code"] is not None:
        ticks = 2 if found["code"].startswith("``") else 1
        yield _Piece(start + ticks, end - ticks, style.with_(code=True))
    elif found["escaped"] is not None:
        yield _Piece(*found.span("escaped"), style)
    elif found["address"] is not None:
        yield _Piece(*found.span("address"), style.with_(address=found["address"]))
    elif found["link"] is not None:
        to = found["to"]
        # Nothing is fetched for a report: of a picture its words are shown, apart from the others.
        inside = style.with_(emphasis=True) if found["image"] else style
        if to.startswith(_SAFE) and not found["image"]:
            inside = style.with_(address=to)
        yield from (_Piece(*run) for run in _inline(plain, *found.span("text"), inside))
    elif found["note"] is not None:
        number = len(found["note"]) - len(found["note"].lstrip("[^"))
        yield _Piece(
            start + number, end - (2 if found["note"].endswith(":") else 1), style.with_(raised=True)
        )
    elif found["stars"] is not None:
        yield _Piece(start, end, style, found["stars"])


def _pair(plain: str, pieces: list[_Piece]) -> None:
    """Style what stands between marks of emphasis that belong together, and take these out."""
    waiting: dict[str, list[int]] = {}
    for place, piece in enumerate(pieces):
        if not piece.stars:
            continue
        before = plain[piece.start - 1 : piece.start]
        after = plain[piece.end : piece.end + 1]
        opened = waiting.setdefault(piece.stars, [])
        if opened and before.strip() and not (piece.stars[0] == "_" and after.isalnum()):
            opening = opened.pop()
            if place - opening > _FARTHEST:
                continue
            for inner in pieces[opening + 1 : place]:
                inner.style = inner.style.with_(
                    emphasis=inner.style.emphasis or len(piece.stars) != 2,  # noqa: PLR2004 - two are strong
                    strong=inner.style.strong or len(piece.stars) > 1,
                )
            for mark in (pieces[opening], piece):
                mark.end, mark.stars = mark.start, ""
        elif after.strip() and not (piece.stars[0] == "_" and before.isalnum()):
            opened.append(place)
