"""Where in the input does a character of the cleaned text stand?

Cleaning replaces stretches of the input (a tag, an address, a comment section) and folds characters that
typographers vary (spaces, minus signs, apostrophes). A ``Text`` is what is left, with the offsets of every
character in the input, counted in code points. What is cleaned away is decided in ``cleaning``.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MASK = "\N{OBJECT REPLACEMENT CHARACTER}"
"""stands for something that is not prose: no grammar reads across it"""


class Edit(NamedTuple):
    """A stretch of a text and what stands in its place."""

    start: int
    end: int
    replacement: str


def _same_length_table() -> dict[str, str]:
    spaces = (
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    )
    minus = "\u2010\u2011\u2212\ufe63\uff0d"
    apostrophes = "\u2018\u2019\u201b\u02bc\u2032\u00b4`"
    table = dict.fromkeys(spaces, " ")
    table |= dict.fromkeys(minus, "-")
    table |= dict.fromkeys(apostrophes, "'")
    table |= dict.fromkeys("\u2014\u2015\u2e3a", "\u2013")
    table |= dict.fromkeys("\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033", '"')
    table |= {"\uff05": "%", "\ufe6a": "%", "\uff04": "$", "\u2715": "\u00d7"}
    # Digits of other scripts and full-width digits count as the digits they are; superscripts do not:
    # they are footnote marks.
    table |= {chr(0xFF10 + digit): str(digit) for digit in range(10)}
    return table


def _folding_table() -> dict[str, str]:
    table = {"\u0130": "i", "\u0131": "i"}
    for letter in map(chr, range(0xC0, 0x250)):
        base = unicodedata.normalize("NFD", letter)[0].lower()
        if base != letter and len(base) == 1:
            table[letter] = base
    return table


_TYPOGRAPHY = _same_length_table()
_FOLDED = _folding_table() | _TYPOGRAPHY
_VARIED = re.compile(r"[^\x00-_a-\x7f]")
"""what may be in the tables: a character beyond ASCII, or the one of ASCII that is typography"""


def _replaced(text: str, table: Mapping[str, str]) -> str:
    """Return a text with single characters replaced.

    A text has few different ones: a pass for each is ten times as fast as ``str.translate``, which asks for
    every character.
    """
    for letter in set(_VARIED.findall(text)):
        if letter in table:
            text = text.replace(letter, table[letter])
    return text


def plain_typography(text: str) -> str:
    """Return a text of the same length with one kind of space, minus sign, apostrophe and quotation mark."""
    return _replaced(text, _TYPOGRAPHY)


def fold(text: str) -> str:
    """Return a text of the same length in lower case, without accents, in plain typography."""
    folded = _replaced(text, _FOLDED)
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in folded)


@dataclass(frozen=True, slots=True)
class Text:
    """A cleaned text and, for each of its characters, where the input has it.

    ``starts[i]`` and ``ends[i]`` are offsets of the input for the character ``plain[i]``.
    """

    source: str
    plain: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, source: str) -> Text:
        """Return the text of an input as it is."""
        return cls(source, source, range(len(source)), range(1, len(source) + 1))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the input that a stretch of ``plain`` was made of.

        Raises:
            ValueError: the stretch is empty or not inside the text.
        """
        if not 0 <= start < end <= len(self.plain):
            raise ValueError(start, end)
        return self.starts[start], self.ends[end - 1]

    def edited(self, edits: Iterable[Edit]) -> Text:
        """Return the text with edits made; of two that overlap, the one that starts first stands."""
        pieces: list[str] = []
        starts, ends = array("q"), array("q")
        done = 0
        for start, end, replacement in sorted(edits):
            if start < done:
                continue
            pieces += (self.plain[done:start], replacement)
            starts.extend(self.starts[done:start])
            ends.extend(self.ends[done:start])
            if replacement:
                first, last = (self.starts[start], self.ends[end - 1]) if end > start else (0, 0)
                starts.extend([first] * len(replacement))
                ends.extend([last] * len(replacement))
            done = end
        if not pieces:
            return self
        pieces.append(self.plain[done:])
        starts.extend(self.starts[done:])
        ends.extend(self.ends[done:])
        return Text(self.source, "".join(pieces), starts, ends)

    def typeset_plainly(self) -> Text:
        """Return the text in plain typography and composed characters (NFC)."""
        text = self
        if not unicodedata.is_normalized("NFC", text.plain):
            text = text.edited(_compositions(text.plain))
        return Text(text.source, plain_typography(text.plain), text.starts, text.ends)


def _compositions(plain: str) -> Iterable[Edit]:
    """Yield the edits that put a letter and its combining marks into one character."""
    start = 0
    for position, letter in enumerate(plain):
        if unicodedata.combining(letter):
            continue
        yield from _composition(plain, start, position)
        start = position
    yield from _composition(plain, start, len(plain))


def _composition(plain: str, start: int, end: int) -> Iterable[Edit]:
    cluster = plain[start:end]
    composed = unicodedata.normalize("NFC", cluster)
    if composed != cluster:
        yield Edit(start, end, composed)
