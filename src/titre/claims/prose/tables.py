"""Which lines of a cleaned text are a table, and what stands in its cells?

A row is a line whose cells are parted by bars, by tabulators or by runs of spaces. Two rows make a table;
the lines just above it are its caption. What cells mean is read elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"[^\n]+")
_GAP = re.compile(r"\t[ \t]*|[ ]{3,}")
_SYMBOLS = frozenset({"$", "\N{EURO SIGN}", "\N{POUND SIGN}"})
_FEWEST_ROWS = 2
_LONGEST_CELL = 120
"""characters that a cell may have; a line with longer ones is prose"""
_CAPTION_LINES = 2
_CAPTION_LENGTH = 200


class Cell(NamedTuple):
    """A stretch of the text without the spaces around it; empty where nothing stands in a cell."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, from ``start`` to ``end`` of the text, and the lines above that introduce them."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]
    caption: tuple[Cell, ...]


class _Row(NamedTuple):
    start: int
    end: int
    cells: tuple[Cell, ...]


def tables_of(plain: str) -> list[Table]:
    """Return the tables of a cleaned text from top to bottom."""
    found: list[Table] = []
    rows: list[_Row] = []
    above: list[Cell] = []
    for line in _LINE.finditer(plain):
        cells = _cells(plain, line.start(), line.end())
        if cells and (not rows or _close(plain, rows[-1].end, line.start())):
            rows.append(_Row(line.start(), line.end(), cells))
            continue
        if len(rows) >= _FEWEST_ROWS:
            found.append(_table(rows, above))
        if rows:
            above = []
            rows = [_Row(line.start(), line.end(), cells)] if cells else []
        stretch = _stripped(plain, line.start(), line.end())
        if not cells and stretch.end > stretch.start:
            above = [*above, stretch][-_CAPTION_LINES:]
    if len(rows) >= _FEWEST_ROWS:
        found.append(_table(rows, above))
    return found


def _table(rows: list[_Row], above: list[Cell]) -> Table:
    caption = tuple(cell for cell in above if cell.end - cell.start <= _CAPTION_LENGTH)
    return Table(rows[0].start, rows[-1].end, tuple(row.cells for row in rows), caption)


def _close(plain: str, end: int, start: int) -> bool:
    """Return whether only empty lines part two rows, as many as a removed rule leaves."""
    return not plain[end:start].strip() and plain.count("\n", end, start) <= 3  # noqa: PLR2004 - the rule's line and one around it


def _cells(plain: str, start: int, end: int) -> tuple[Cell, ...]:
    """Return the cells of a line, or nothing where it is no row of a table."""
    if "|" in plain[start:end]:
        edges = [start - 1, *(at for at in range(start, end) if plain[at] == "|"), end]
        cells = [_stripped(plain, a + 1, b) for a, b in pairwise(edges)]
        # Bars at both ends of a line part nothing.
        if cells and cells[0].start == cells[0].end:
            cells = cells[1:]
        if cells and cells[-1].start == cells[-1].end:
            cells = cells[:-1]
    else:
        cells = _with_symbols(
            plain, [cell for cell in _between_gaps(plain, start, end) if cell.end > cell.start]
        )
        if not any(plain[at].isdigit() for cell in cells[1:] for at in range(cell.start, cell.end)):
            return ()
    if len(cells) < 2 or any(cell.end - cell.start > _LONGEST_CELL for cell in cells):  # noqa: PLR2004 - a label and a value
        return ()
    return tuple(cells)


def _between_gaps(plain: str, start: int, end: int) -> Iterator[Cell]:
    at = start
    for gap in _GAP.finditer(plain, start, end):
        yield _stripped(plain, at, gap.start())
        at = gap.end()
    yield _stripped(plain, at, end)


def _with_symbols(plain: str, cells: list[Cell]) -> list[Cell]:
    """Join a currency's symbol that stands apart to the number after it: "$   42,314"."""
    joined: list[Cell] = []
    for cell in cells:
        if joined and plain[joined[-1].start : joined[-1].end] in _SYMBOLS:
            joined[-1] = Cell(joined[-1].start, cell.end)
        else:
            joined.append(cell)
    return joined


def _stripped(plain: str, start: int, end: int) -> Cell:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    return Cell(start, end)
