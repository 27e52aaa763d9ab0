"""Where does a sentence end, and in which language is it?

Paragraphs end at an empty line; a line ends a heading, a list item or a table row. The language is told
by the words that only one of the two languages uses, by elisions and by how amounts are written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from titre.claims.prose.lexicons import language_words
from titre.claims.prose.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LINE = re.compile(r"[^\n]+")
_INITIALS = re.compile(r"[a-z](?:\.[a-z]){1,3}")
_HOURS = frozenset({"a.m", "p.m"})
_STOP = re.compile(
    # From the first of several stops on: of a run that ends nothing, each would be gone through to its end.
    r"(?<![.!?\u2026])[.!?\u2026]+"
    r"[\"')\]]{0,3}(?=[ \n]+[\"'(\[]{0,2}[A-Z\u00c0-\u00dd0-9$\u20ac\u00a3])"
)
_WRAPPED = 60
"""characters from which on a line that does not end a sentence is one that was wrapped"""
_LONGEST = 1200
"""characters that a sentence may have; what is longer is no prose, and is read in parts"""
_ITEM = re.compile(r"\s*(?:[-*\u2022\u2013\u2023\u25aa+]|\d{1,2}[.)])\s")
_CELLS = re.compile(r"\||[^ \t](?:[ ]{3,}|\t)[ \t]*[^ \t]")
"""what parts the cells of a row; a wrapped line of prose has none of it"""
_QUOTED = re.compile(r"\"([^\"]{12,600})\"")
"""a quotation; cleaning has made all quotation marks straight"""
_LETTERS = re.compile(r"[^\W\d_]+")
_ELISIONS = {
    1: re.compile(r"'(?:(?<=\b[cdjlmnst]')|(?<=\bqu')|(?<=\bjusqu'))(?=[^\W\d_])"),
    -1: re.compile(r"'(?<=[^\W\d_]{2}')s\b"),
}
_AMOUNTS = {
    1: re.compile(r"\d(?:,\d{1,2}(?!\d)| ?[$\u20ac\u00a3](?!\d)| %)"),
    -1: re.compile(r"[\d$\u20ac\u00a3](?:(?<=\d)\.\d{1,2}(?!\d)|(?<=[$\u20ac\u00a3]) ?\d)"),
}
"""elisions and amounts as French writes them, and possessives and amounts as English does, in small letters

Each begins with the one character, or the few, by which the engine of expressions finds it.
"""
_DIGIT = re.compile(r"\d")
_MOST = 3
"""how many signs of a kind count: a table of amounts is no sentence"""
_ACCENTS = re.compile("[\u00e0\u00e2\u00e7\u00e8\u00e9\u00ea\u00eb\u00ee\u00ef\u00f4\u00f9\u00fb\u0153]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the cleaned text that is read by itself."""

    start: int
    end: int
    language: str
    paragraph: int
    heading: bool = False
    """whether it stands alone on its line and does not end like a sentence"""
    item: bool = False
    """whether it is in an item of a list"""
    intro: bool = False
    """whether it ends with a colon, and a list follows"""


def sentences_of(plain: str, language: str | None = None) -> list[Sentence]:
    """Return the sentences of a cleaned text, each with its language (given, or told by its words)."""
    found: list[Sentence] = []
    paragraphs = list(_paragraphs(plain))
    items = [_ITEM.match(plain, start) is not None for start, _ in paragraphs]
    for number, (start, end) in enumerate(paragraphs):
        spans = list(_spans(plain, start, end))
        local = language or told_language(plain[start:end], 3) or told_language(plain) or "en"
        listed = items[number + 1 : number + 2] == [True]
        for at, to in spans:
            last = plain[at:to].rstrip("\"') ")[-1:]
            lone = len(spans) == 1 and last not in ".!?\u2026:;"
            for piece, stop in _parted(plain, at, to) if language is None else [(at, to)]:
                told = language or told_language(plain[piece:stop], 2) or local
                intro = last == ":" and listed and to == spans[-1][1]
                found.append(Sentence(piece, stop, told, number, lone, items[number], intro))
    return found


def _parted(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence; where it quotes the other language, what is before, in and after the quotation."""
    at = start
    for quoted in _QUOTED.finditer(plain, start, end):
        inner = told_language(quoted[1], 2)
        outer = told_language(plain[start : quoted.start()] + plain[quoted.end() : end], 2)
        if inner is None or outer is None or inner == outer:
            continue
        yield from _trimmed(plain, at, quoted.start(1))
        yield from _trimmed(plain, quoted.start(1), quoted.end(1))
        at = quoted.end(1)
    yield from _trimmed(plain, at, end)


def told_language(text: str, margin: int = 1) -> str | None:
    """Return the language whose words and signs are more by the margin, or None where neither is."""
    score = _leaning(text)
    return "fr" if score >= margin else "en" if score <= -margin else None


@lru_cache(maxsize=16)
def _leaning(text: str) -> int:
    """Return how many more words and signs of French a text has than of English.

    Kept, for a paragraph is asked again as its only sentence, and a text for each paragraph that tells
    nothing.
    """
    sides, lowered = _sides(), text.lower()
    score = sum([sides[word] for word in _LETTERS.findall(fold(text)) if word in sides])
    if not text.isascii():
        score += min(len(_ACCENTS.findall(text)), 4)
    elided, numbered = "'" in lowered, _DIGIT.search(lowered) is not None
    if elided or numbered:
        for side in (1, -1):
            signs = len(_ELISIONS[side].findall(lowered)) if elided else 0
            signs += len(_AMOUNTS[side].findall(lowered)) if numbered else 0
            score += side * min(signs, _MOST)
    return score


@cache
def _sides() -> Mapping[str, int]:
    """Return the words that tell a language, 1 for French and -1 for English."""
    french, english = language_words("words", "fr"), language_words("words", "en")
    return dict.fromkeys(french - english, 1) | dict.fromkeys(english - french, -1)


def _paragraphs(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that one thought may run through: lines, joined where they were only wrapped."""
    start = end = -1
    for line in _LINE.finditer(plain):
        if not line[0].strip():
            if start >= 0:
                yield start, end
            start = -1
            continue
        if start >= 0 and not _continues(plain, start, end, line):
            yield start, end
            start = -1
        start = line.start() if start < 0 else start
        end = line.end()
    if start >= 0:
        yield start, end


def _continues(plain: str, start: int, end: int, line: re.Match[str]) -> bool:
    before = plain[max(start, plain.rfind("\n", start, end) + 1) : end].rstrip()
    return (
        line.start() == end + 1
        and len(before) >= _WRAPPED
        and _CELLS.search(line[0]) is None
        and _ITEM.match(line[0]) is None
    )


def _spans(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for stop in _STOP.finditer(plain, start, end):
        if stop[0].startswith(".") and _abbreviated(plain, at, stop.start()):
            continue
        yield from _trimmed(plain, at, stop.end())
        at = stop.end()
    yield from _trimmed(plain, at, end)


def _abbreviated(plain: str, start: int, dot: int) -> bool:
    word = plain[max(start, dot - 12) : dot].rsplit(None, 1)
    last = fold(word[-1]).lstrip("\"'(") if word else ""
    abbreviations = language_words("abbreviations", "both")
    if last in abbreviations or (len(last) == 1 and last.isalpha() and last not in "aiy"):
        return True
    return _INITIALS.fullmatch(last) is not None and last not in _HOURS


def _trimmed(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence without the spaces around it; what is too long for one is parted at a space."""
    while end - start > _LONGEST:
        cut = plain.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        cut = start + _LONGEST if cut < 0 else cut
        yield from _trimmed(plain, start, cut)
        start = cut
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
