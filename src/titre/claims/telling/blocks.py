"""Of which parts does an article consist, as a reader sees it? Paragraphs, headings, lists, tables.

The parts are stretches of a text, so that claims keep their place in them. Markdown and plain text are taken
apart in ``markdown_blocks``, pages of HTML in ``page_blocks``; ``marking`` writes them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import NamedTuple


class Kind(Enum):
    """What a part of an article is."""

    PARAGRAPH = auto()
    HEADING = auto()
    ITEM = auto()
    ROW = auto()
    CODE = auto()
    RULE = auto()


@dataclass(frozen=True, slots=True)
class Style:
    """How words inside a line stand out."""

    emphasis: bool = False
    strong: bool = False
    code: bool = False
    raised: bool = False
    """a footnote's mark"""
    address: str | None = None
    """where a link leads"""

    def with_(self, **more: object) -> Style:
        """Return the style with more to it."""
        return replace(self, **more)  # type: ignore[arg-type]  # dataclasses.replace checks the names


PLAIN = Style()


class Run(NamedTuple):
    """A stretch of the text in one style; a break of the line where it is empty."""

    start: int
    end: int
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Block:
    """A part of an article; only a table's row has more cells than one."""

    kind: Kind
    cells: tuple[tuple[Run, ...], ...]
    level: int = 0
    """of a heading, from 1; of an item, how deep its list is, from 0"""
    number: int | None = None
    """of an item of a numbered list; of a row, 0 where it heads its table"""
    quoted: bool = False

    @property
    def runs(self) -> tuple[Run, ...]:
        """All that it says."""
        return tuple(run for cell in self.cells for run in cell)
