r"""Where in an editor's lines is an offset of a text? LSP 3.17, *Text Documents* and *Position*.

Lines end at ``\n``, ``\r\n`` or ``\r`` and nowhere else: not at the other separators that Python knows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_END = re.compile(r"\r\n|\n|\r")
_UNITS: dict[str, Callable[[str], int]] = {
    "utf-8": lambda text: len(text.encode("utf-8", "surrogatepass")),
    "utf-16": lambda text: len(text) + sum(letter > "\uffff" for letter in text),
    "utf-32": len,
}


class Positions:
    """The lines of a text, and the columns that an editor counts in an encoding: ``utf-16`` by default."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self._text = text
        self._units = _UNITS[encoding]
        self._starts = [0, *(end.end() for end in _END.finditer(text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Return the line and the column, both from 0, of an offset in code points."""
        line = bisect_right(self._starts, offset) - 1
        return line, self._units(self._text[self._starts[line] : offset])

    def offset(self, line: int, column: int) -> int:
        """Return the offset in code points of a position; one beyond its line means the line's end."""
        if line >= len(self._starts):
            return len(self._text)
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        rest = self._text[start:end].rstrip("\r\n")
        counted = 0
        for position, letter in enumerate(rest):
            if counted >= column:
                return start + position
            counted += self._units(letter)
        return start + len(rest)
