"""How wide is a text, and where does it break? So that no two texts of a chart ever lie on each other.

Widths are those of Helvetica (its font metrics are public, Adobe Core 14 AFM); Liberation Sans, which
vl-convert carries, and Arial are made to the same widths. Letters outside the table count as wide.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
ELLIPSIS = "…"

_BY_WIDTH = {
    191: "'",
    222: "ijl’‘",
    260: "|",
    278: " \u00a0\u202f!,./:;I[]\\ft",
    333: "`()-r·",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jckvxyzs",
    556: "#$_0123456789abdeghnopqu?L–«»€",
    584: "+<=>~−×",
    611: "FTZ",
    667: "&ABEKPSVXYÆ",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…œæŒ",
    1015: "@",
}
_WIDTHS = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}
_WIDE = 1000
_UNKNOWN = 780
_BOLD = 1.1


@lru_cache(maxsize=4096)
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width in pixels of a text in one line, at a font size in pixels; never too small."""
    thousandths = sum(map(_letter, text))
    return thousandths * size / 1000 * (_BOLD if bold else 1)


@lru_cache(maxsize=4096)
def _letter(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    base = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(base, _UNKNOWN)


def clean(text: str) -> str:
    """Return a text in one line of characters that a picture may hold (XML 1.0 §2.2)."""
    kept = "".join(
        letter
        for letter in text
        if unicodedata.category(letter) not in {"Cc", "Cs", "Cn"} or letter in "\t\n"
    )
    return " ".join(part for part in kept.replace("\t", " ").replace("\n", " ").split(" ") if part)


def wrap(text: str, width: float, size: float, *, bold: bool = False, lines: int = 6) -> list[str]:
    """Return a text broken into lines no wider than a width; what does not fit the last line is cut."""
    broken: list[str] = []
    line = ""
    for word in _words(clean(text), width, size, bold=bold):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, size, bold=bold) > width:
            broken.append(line)
            line = word
        else:
            line = longer
    broken.append(line)
    if len(broken) > lines:
        kept = broken[:lines]
        kept[-1] = shorten(f"{kept[-1]} {broken[lines]}{ELLIPSIS}", width, size, bold=bold)
        return kept
    return broken


def shorten(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return a text cut so that it fits a width in one line; a cut is shown by an ellipsis."""
    if width_of(text, size, bold=bold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle].rstrip() + ELLIPSIS, size, bold=bold) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip(f" {ELLIPSIS}") + ELLIPSIS


def _words(text: str, width: float, size: float, *, bold: bool) -> list[str]:
    """Return the words of a text, those that are wider than a line in pieces."""
    words: list[str] = []
    for word in text.split(" "):
        rest = word
        while width_of(rest, size, bold=bold) > width and len(rest) > 1:
            piece = shorten(rest, width, size, bold=bold).removesuffix(ELLIPSIS) or rest[0]
            words.append(piece)
            rest = rest[len(piece) :]
        words.append(rest)
    return words
