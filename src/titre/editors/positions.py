r"""Where in an editor's lines is an offset of a text? LSP 3.17, *Text Documents* and *Position*.

Lines end at ``\n``, ``\r\n`` or ``\r`` and nowhere else: not at the other separators that Python knows.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_END = re.compile(r"\r\n|\n|\r")
_WIDE: dict[str, tuple[re.Pattern[str], Callable[[str], int]]] = {
    "utf-8": (re.compile("[^\x00-\x7f]"), lambda letter: len(letter.encode("utf-8", "surrogatepass"))),
    "utf-16": (re.compile("[\U00010000-\U0010ffff]"), lambda _: 2),
    "utf-32": (re.compile("(?!)"), lambda _: 1),
}
"""the letters that take several units in each encoding, and how many"""


class Positions:
    """The lines of a text, and the columns that an editor counts in an encoding: ``utf-16`` by default.

    What is asked takes as long in a line of a million letters as in a short one.
    """

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self._text = text
        wide, units = _WIDE[encoding]
        found = [(letter.start(), units(letter[0]) - 1) for letter in wide.finditer(text)]
        self._wide = [place for place, _ in found]
        self._more = list(accumulate((more for _, more in found), initial=0))
        self._starts = [0, *(end.end() for end in _END.finditer(text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Return the line and the column, both from 0, of an offset in code points."""
        line = bisect_right(self._starts, offset) - 1
        return line, self._units(offset) - self._units(self._starts[line])

    def offset(self, line: int, column: int) -> int:
        """Return the offset in code points of a position; one beyond its line means the line's end."""
        if line >= len(self._starts):
            return len(self._text)
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        end = start + len(self._text[start:end].rstrip("\r\n"))
        wanted = self._units(start) + column
        return start + bisect_left(range(start, end), wanted, key=self._units)

    def _units(self, offset: int) -> int:
        """Return how many units stand before an offset in the text."""
        return offset + self._more[bisect_left(self._wide, offset)]
