"""How does a page show the article? As its author set it, each claim marked and leading to its card."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from titre.claims.telling.blocks import Block, Kind, Run, Style
from titre.claims.telling.reading_view import Mark, Shown, shown
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from titre.claims.model import Check
    from titre.claims.telling.markup import Pen

_DEEPEST = 6
"""of headings"""


class _Piece(NamedTuple):
    """A stretch in one style and of one claim at most."""

    run: Run
    claim: int | None


class _Part(NamedTuple):
    """A block, the words of each of its cells cut where claims begin and end."""

    block: Block
    cells: tuple[tuple[_Piece, ...], ...]


def marked_article(check: Check, prefix: str, pen: Pen, *, title: str = "", level: int = 2) -> str:
    """Return the article as HTML.

    Args:
        check: the article and its claims.
        prefix: names its claims in the page.
        pen: who writes it.
        title: what stands above it already, and is not said again unless it claims something.
        level: that of its highest heading.
    """
    view = shown(check)
    parts = list(_parts(view))
    while parts and _says_only(parts[0], title, view.plain):
        del parts[0]
    return _Writer(check, view.plain, prefix, pen, parts, level).written()


def _parts(view: Shown) -> Iterator[_Part]:
    cutter = _Cutter(view.marks)
    for block in view.blocks:
        yield _Part(block, tuple(tuple(cutter.pieces(cell)) for cell in block.cells))


class _Cutter:
    """Cuts the runs of a text, from the first to the last, where claims begin and end."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._borders = sorted({at for mark in marks for at in (mark.start, mark.end)}, reverse=True)
        self._coming = sorted(marks, reverse=True)
        self._begun: list[Mark] = []

    def pieces(self, runs: Sequence[Run]) -> Iterator[_Piece]:
        """Yield the pieces of runs; where claims overlap, the one that begins later is marked."""
        for run in runs:
            start = run.start
            while self._borders and self._borders[-1] < run.end:
                border = self._borders.pop()
                if border > start:
                    yield self._piece(run, start, border)
                    start = border
            yield self._piece(run, start, run.end)

    def _piece(self, run: Run, start: int, end: int) -> _Piece:
        while self._coming and self._coming[-1].start <= start:
            self._begun.append(self._coming.pop())
        self._begun = [mark for mark in self._begun if mark.end > start]
        covering = max(self._begun, default=None)
        return _Piece(run._replace(start=start, end=end), None if covering is None else covering.claim)


def _says_only(part: _Part, title: str, plain: str) -> bool:
    pieces = [piece for cell in part.cells for piece in cell]
    words = "".join(plain[piece.run.start : piece.run.end] for piece in pieces)
    return words.split() == title.split() and all(piece.claim is None for piece in pieces)


class _Writer:
    """Writes the parts of one article; the first piece of each claim bears its name, the last its sign."""

    def __init__(
        self, check: Check, plain: str, prefix: str, pen: Pen, parts: Sequence[_Part], level: int
    ) -> None:
        self._check, self._plain, self._prefix, self._pen = check, plain, prefix, pen
        self._parts = parts
        self._named: set[int] = set()
        self._last = {piece.claim: piece for part in parts for cell in part.cells for piece in cell}
        highest = min((part.block.level for part in parts if part.block.kind is Kind.HEADING), default=1)
        self._raised, self._level = level - highest, level - 1

    def written(self) -> str:
        """Return the article."""
        pieces: list[str] = []
        for quoted, some in groupby(self._parts, key=lambda part: part.block.quoted):
            inside = "".join(self._alike(some))
            pieces.append(f"<blockquote>\n{inside}</blockquote>\n" if quoted else inside)
        return "".join(pieces)

    def _alike(self, parts: Iterator[_Part]) -> Iterator[str]:
        for kind, some in groupby(parts, key=lambda part: part.block.kind):
            if kind is Kind.ITEM:
                yield self._list(some)
            elif kind is Kind.ROW:
                yield from self._tables(list(some))
            else:
                yield from map(self._single, some)

    def _single(self, part: _Part) -> str:
        kind = part.block.kind
        if kind is Kind.RULE:
            return "<hr>\n"
        inside = self._words(part.cells[0])
        if kind is Kind.CODE:
            return f'<pre tabindex="0"><code>{inside}</code></pre>\n'
        if kind is Kind.HEADING:
            # No level is left out, whatever the author did: who hears a page goes by them.
            self._level = min(part.block.level + self._raised, self._level + 1, _DEEPEST)
            return f"<h{self._level}>{inside}</h{self._level}>\n"
        return f"<p>{inside}</p>\n"

    def _list(self, parts: Iterator[_Part]) -> str:
        """Return a list, those inside it in the item above them."""
        pieces: list[str] = []
        closing: list[str] = []
        for part in parts:
            number = part.block.number
            depth = min(part.block.level, len(closing))
            name = "ul" if number is None else "ol"
            while len(closing) > depth + 1 or (len(closing) == depth + 1 and f"</{name}>" not in closing[-1]):
                pieces.append(closing.pop())
            if len(closing) == depth:
                start = "" if number in {None, 1} else f' start="{number}"'
                pieces.append(f"<{name}{start}>\n<li>")
                closing.append(f"</li>\n</{name}>\n")
            else:
                pieces.append("</li>\n<li>")
            pieces.append(self._words(part.cells[0]))
        return "".join([*pieces, *reversed(closing)])

    def _tables(self, parts: Sequence[_Part]) -> Iterator[str]:
        for place, part in enumerate(parts):
            if part.block.number == 0 and place:
                yield "</table></div>\n"
            if part.block.number == 0 or not place:
                # What is wider than the screen scrolls by itself, by keys too.
                label = self._pen.words(say("Table"))
                yield f'<div class="wide" role="group" aria-label="{label}" tabindex="0"><table>\n'
            cells = "".join(self._cell(cell, heads=part.block.number == 0) for cell in part.cells)
            yield f"<tr>{cells}</tr>\n"
        yield "</table></div>\n"

    def _cell(self, pieces: Sequence[_Piece], *, heads: bool) -> str:
        words = self._words(pieces)
        return f'<th scope="col">{words}</th>' if heads and words else f"<td>{words}</td>"

    # -- inside a line ---------------------------------------------------------------------------

    def _words(self, pieces: Sequence[_Piece]) -> str:
        """Return the words of a paragraph or a cell, its claims marked."""
        told = []
        for claim, some in groupby(pieces, key=lambda piece: piece.claim):
            inside = list(some)
            words = "".join(self._styled(piece.run, linked=claim is None) for piece in inside)
            told.append(words if claim is None else self._mark(words, claim, inside[-1]))
        return "".join(told)

    def _styled(self, run: Run, *, linked: bool) -> str:
        """Return words in their style; inside the link that a claim's mark is, no other link stands."""
        if run.start == run.end:
            return "<br>\n"
        style: Style = run.style
        words = escape(self._plain[run.start : run.end])
        for name, wanted in (
            ("code", style.code), ("sup", style.raised), ("em", style.emphasis), ("strong", style.strong)
        ):  # fmt: skip
            words = f"<{name}>{words}</{name}>" if wanted else words
        if style.address is not None and linked:
            words = f'<a href="{escape(style.address)}" rel="noreferrer">{words}</a>'
        return words

    def _mark(self, words: str, number: int, last: _Piece) -> str:
        claim = self._check.claims[number]
        word = self._pen.words(claim.verdict.words)
        sign = ""
        if self._last[number] is last:
            sign = (
                f'<sup><span aria-hidden="true">{claim.verdict.mark}</span>{number + 1}'
                f'<span class="unseen"> {word}</span></sup>'
            )
        name = "" if number in self._named else f' id="{self._prefix}mark-{number + 1}"'
        self._named.add(number)
        reason = self._pen.words(claim.explanation)
        return (
            f'<a class="claim {claim.verdict.value}"{name} title="{word}: {reason}" '
            f'href="#{self._prefix}claim-{number + 1}">{words}{sign}</a>'
        )
