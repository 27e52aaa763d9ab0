"""Which ends of lines are the author's, and which did an editor or a mail program set where a line was full?

A program that wraps a paragraph puts into each line as many words as fit: the first word of the next line
would have been too long for it. An author's own ends of lines know no such width, and stand behind items,
headings and rows of tables. Where neither is sure, the end is the author's: what stands on lines of its own
is rarely one sentence.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from titre.claims.prose.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CARRIAGE_RETURN = re.compile(r"\r\n?")
_LINE = re.compile(r"(?P<mark>[ \t>]{0,40})(?P<words>[^\n]*)(?:\n|\Z)")
_OWN = re.compile(
    r"[-*+\u2022\u2013\u2014\u2023\u25aa][ \t]|\d{1,3}[.)][ \t]|#{1,6}[ \t]|\[\^?[\w-]{1,40}\]:"
    r"|```|~~~|---|===|\*\*\*"
)
"""what begins a line of its own: an item, a heading, a note, code, a rule"""
_CELLS = re.compile(r"\||\t|[^ ][ ]{3,}[^ ]")
_GOES_ON = re.compile(r"[^\W\d_A-Z\u00c0-\u00dd]|[\d(%$\u20ac\u00a3\"'\u00ab\u201c\u2018*_`]")
"""what a line may begin with in the middle of a sentence; a capital is told by the width alone"""
_ENDED = re.compile(r"[.!?\u2026:;][\"'\u00bb\u201d)\]*_]{0,4}$|  $|\\$")
_NARROWEST, _WIDEST = 40, 130
"""characters of the widest line of a paragraph that was wrapped"""
_SURE = 2
"""full lines by which the width of a paragraph is known"""


class _Line(NamedTuple):
    words: str
    start: int
    """where its words begin"""
    end: int
    """where they end, and its end of line begins"""
    width: int
    """characters with what stands before the words"""


def soft_breaks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ends of lines that only wrap a paragraph, each with what stands before the next words."""
    for block in _blocks(text):
        width = max(line.width for line in block)
        if not _NARROWEST <= width <= _WIDEST:
            continue
        full = [_is_full(one, two, width) for one, two in pairwise(block)]
        known = sum(full) >= _SURE
        for (one, two), at_width in zip(pairwise(block), full, strict=True):
            if not at_width or _ENDED.search(one.words):
                continue
            if known or _GOES_ON.match(two.words):
                yield one.end, two.start


def line_ends(text: str) -> Iterator[Edit]:
    r"""Yield the edits that end every line with ``\n`` alone."""
    yield from (Edit(found.start(), found.end(), "\n") for found in _CARRIAGE_RETURN.finditer(text))


def unwrapped(text: str) -> Iterator[Edit]:
    """Yield the edits that put a space in the place of each end of a line that only wraps."""
    yield from (Edit(start, end, " ") for start, end in soft_breaks(text))


def _blocks(text: str) -> Iterator[Sequence[_Line]]:
    """Yield the lines that stand together; a line of its own kind begins a new block, a row ends one."""
    block: list[_Line] = []
    for found in _LINE.finditer(text):
        # A line of no-break spaces alone is as empty as any: pages pasted as text are full of them.
        words = found["words"].rstrip()
        if block and (not words or _OWN.match(words) or _CELLS.search(words)):
            yield block
            block = []
        if words and not _CELLS.search(words):
            # Two spaces at the end of a line are a break in Markdown.
            kept = words + "  " if found["words"].endswith("  ") else words
            width = len(found["mark"]) + len(words)
            block.append(_Line(kept, found.start("words"), found.start("words") + len(words), width))
    if block:
        yield block


def _is_full(line: _Line, after: _Line, width: int) -> bool:
    """Return whether the first word of the next line would not have fitted."""
    return line.width + 1 + len(after.words.split(None, 1)[0]) > width
