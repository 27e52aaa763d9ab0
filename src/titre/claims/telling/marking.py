"""How does a page show the article? Its paragraphs, each claim marked and leading to its card."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from titre.claims.prose.cleaning import clean
from titre.claims.prose.front_matter import front_matter
from titre.claims.prose.markup import is_html

_Mark = tuple[int, int, int]
"""where a claim begins and ends in the text shown, and its place among the claims"""

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from titre.claims.model import Check
    from titre.claims.telling.markup import Pen


def marked_article(check: Check, prefix: str, pen: Pen) -> str:
    """Return the article's paragraphs as HTML; ``prefix`` names its claims in the page."""
    shown, marks = _shown(check)
    marker = _Marker(check, prefix, pen)
    pieces: list[str] = []
    waiting, begun = deque(sorted(marks)), list[_Mark]()
    for start, end, heading in _parts(shown):
        while waiting and waiting[0][0] < end:
            begun.append(waiting.popleft())
        inside = "".join(marker.marked(shown, start, end, begun))
        begun = [mark for mark in begun if mark[1] > end]
        pieces.append(f'<p class="heading">{inside}</p>\n' if heading else f"<p>{inside}</p>\n")
    return "".join(pieces)


def _shown(check: Check) -> tuple[str, list[_Mark]]:
    """Return the text to show and for each claim its stretch there: a page is shown without its tags."""
    if not is_html(check.text):
        return check.text, [(claim.start, claim.end, number) for number, claim in enumerate(check.claims)]
    text = clean(check.text)
    spans = []
    for number, claim in enumerate(check.claims):
        first, last = bisect_left(text.starts, claim.start), bisect_left(text.starts, claim.end)
        if first < last:
            spans.append((first, last, number))
    return text.plain, spans


class _Marker:
    """Marks the claims of one article; the first piece of each bears its name."""

    def __init__(self, check: Check, prefix: str, pen: Pen) -> None:
        self._check, self._prefix, self._pen = check, prefix, pen
        self._named: set[int] = set()

    def marked(self, shown: str, start: int, end: int, marks: Iterable[_Mark]) -> Iterator[str]:
        """Yield a paragraph's text; where claims overlap, the one that begins later is marked."""
        here = [mark for mark in marks if mark[0] < end and mark[1] > start]
        borders = sorted({start, end, *(at for mark in here for at in mark[:2] if start < at < end)})
        for left, right in pairwise(borders):
            covering = [mark for mark in here if mark[0] <= left and right <= mark[1]]
            text = escape(shown[left:right]).replace("\n", "<br>\n")
            if not covering:
                yield text
                continue
            _, last, number = max(covering)
            yield self._mark(text, number, ends=right == min(last, end))

    def _mark(self, text: str, number: int, *, ends: bool) -> str:
        claim = self._check.claims[number]
        word = self._pen.words(claim.verdict.words)
        sign = ""
        if ends:
            sign = (
                f'<sup><span aria-hidden="true">{claim.verdict.mark}</span>{number + 1}'
                f'<span class="unseen"> {word}</span></sup>'
            )
        name = "" if number in self._named else f' id="{self._prefix}mark-{number + 1}"'
        self._named.add(number)
        reason = self._pen.words(claim.explanation)
        return (
            f'<a class="claim {claim.verdict.value}"{name} title="{word}: {reason}" '
            f'href="#{self._prefix}claim-{number + 1}">{text}{sign}</a>'
        )


def _parts(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where paragraphs begin and end, and whether each is a heading; of the text's head, its title."""
    front = front_matter(text)
    if front is not None and front.title is not None:
        yield (*front.title, True)
    for start, end in _paragraphs(text, 0 if front is None else front.end):
        hashes = _heading(text, start, end)
        yield start + hashes, end, hashes > 0


def _paragraphs(text: str, start: int) -> Iterator[tuple[int, int]]:
    for end in [*_blank_lines(text, start), len(text)]:
        piece = text[start:end]
        if piece.strip():
            yield end - len(piece.lstrip()), start + len(piece.rstrip())
        start = end


def _blank_lines(text: str, start: int) -> Iterator[int]:
    at = text.find("\n", start)
    while at >= 0:
        following = text.find("\n", at + 1)
        line = text[at + 1 : following] if following >= 0 else text[at + 1 :]
        if not line.strip():
            yield at + 1
        at = following


def _heading(text: str, start: int, end: int) -> int:
    """Return how many characters mark a paragraph as a heading of Markdown; 0 where it is none."""
    line = text[start:end]
    hashes = len(line) - len(line.lstrip("#"))
    marked = 0 < hashes <= 6 and line[hashes : hashes + 1] == " " and "\n" not in line  # noqa: PLR2004 - levels
    return hashes + 1 if marked else 0
