"""Which lines of a cleaned text are a table, and what stands in its cells?

A row is a line whose cells are parted by bars, by tabulators or by runs of spaces. Two rows make a table;
the lines just above it are its caption. Where spaces part the cells, a row with fewer cells than others
leaves columns empty, and what stands over what tells which. What cells mean is read elsewhere.
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
_TITLE = 40
"""characters of a line that heads rows of a table"""
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
    barred: bool


def tables_of(plain: str) -> list[Table]:
    """Return the tables of a cleaned text from top to bottom."""
    gatherer = _Gatherer(plain)
    for line in _LINE.finditer(plain):
        if not line[0].isspace():
            cells = _cells(plain, line.start(), line.end())
            gatherer.take(_Row(line.start(), line.end(), cells, "|" in line[0]))
    gatherer.close()
    return gatherer.found


class _Gatherer:
    """Puts lines together into tables, taken from top to bottom."""

    def __init__(self, plain: str) -> None:
        self.found: list[Table] = []
        self._plain = plain
        self._rows: list[_Row] = []
        self._above: list[Cell] = []
        """lines that may be the caption of the next table"""
        self._headers: list[_Row] = []
        """lines of words in columns, which head the next rows"""
        self._title: _Row | None = None
        """a line in a table that names what the rows under it are of, if any follow: a company, a region"""

    def take(self, row: _Row) -> None:
        """Take the next line that is not empty."""
        titles = [] if self._title is None else [self._title]
        last = titles or self._rows[-1:]
        valued = _has_values(self._plain, row)
        if valued and (not last or _close(self._plain, last[0].end, row.start)):
            self._rows = self._rows or self._headers
            self._rows += [*titles, row]
            self._headers, self._title = [], None
            return
        if self._rows and not titles and self._may_head(row):
            self._title = row
            return
        self.close()
        if valued:
            self._rows = [row]
        elif len(row.cells) > 1:
            self._headers.append(row)
        else:
            self._headers = []
            self._above = [*self._above, _stripped(self._plain, row.start, row.end)][-_CAPTION_LINES:]

    def close(self) -> None:
        """End the table that is being gathered, if there is one."""
        if len(self._rows) >= _FEWEST_ROWS:
            self.found.append(_table(self._plain, self._rows, self._above))
        if self._rows:
            self._above = []
        if self._title is not None:
            # Nothing followed it: it is a line of the text.
            self._above = [_stripped(self._plain, self._title.start, self._title.end)]
        self._rows, self._title = [], None

    def _may_head(self, row: _Row) -> bool:
        return _is_title(self._plain, row) and _close(self._plain, self._rows[-1].end, row.start)


def _is_title(plain: str, row: _Row) -> bool:
    """Return whether a line may head the rows under it: a few words without a number or a mark at its end."""
    text = plain[row.start : row.end].strip()
    words = not any(letter.isdigit() for letter in text) and text[-1:].isalnum()
    return not row.cells and words and len(text) <= _TITLE


def _table(plain: str, rows: list[_Row], above: list[Cell]) -> Table:
    caption = tuple(cell for cell in above if cell.end - cell.start <= _CAPTION_LENGTH)
    return Table(rows[0].start, rows[-1].end, _in_columns(plain, rows), caption)


def _in_columns(plain: str, rows: list[_Row]) -> tuple[tuple[Cell, ...], ...]:
    """Return the cells of each row by column, empty ones where a row parted by spaces leaves a column out."""
    columns = _places(plain, max(rows, key=lambda row: len(row.cells)))
    found: list[tuple[Cell, ...]] = []
    for row in rows:
        if not row.cells:
            empty = Cell(row.start, row.start)
            found.append((_stripped(plain, row.start, row.end), *[empty] * (len(columns) - 1)))
        else:
            whole = row.barred or len(row.cells) == len(columns)
            found.append(row.cells if whole else _placed(plain, row, columns))
    return tuple(found)


def _places(plain: str, row: _Row) -> list[tuple[int, int]]:
    """Return from which to which place of its line each cell stands, with tabulators at every eighth."""
    starts = [len(plain[row.start : cell.start].expandtabs()) for cell in row.cells]
    return [(at, at + cell.end - cell.start) for at, cell in zip(starts, row.cells, strict=True)]


def _placed(plain: str, row: _Row, columns: list[tuple[int, int]]) -> tuple[Cell, ...]:
    """Return a row's cells in the columns that they stand nearest to, in their order."""
    places = _places(plain, row)
    # best[c]: the least distance of the cells so far, the last of them in column c, and their columns.
    best: dict[int, tuple[int, tuple[int, ...]]] = {
        column: (_apart(places[0], at), (column,)) for column, at in enumerate(columns)
    }
    for place in places[1:]:
        best = {
            column: min((far + _apart(place, at), (*chosen, column)) for far, chosen in earlier)
            for column, at in enumerate(columns)
            if (earlier := [best[before] for before in best if before < column])
        }
    _, chosen = min(best.values())
    cells = dict(zip(chosen, row.cells, strict=True))
    if len(cells) < len(columns) - 1 and all(_worded(plain, cell) for cell in row.cells):
        # "Three months ended" over two columns: words stand in the middle of what they are over.
        for column in range(1, len(columns)):
            over = min(range(len(places)), key=lambda one: abs(sum(places[one]) - sum(columns[column])))
            cells.setdefault(column, row.cells[over])
    empty = Cell(row.start, row.start)
    return tuple(cells.get(column, empty) for column in range(len(columns)))


def _apart(place: tuple[int, int], column: tuple[int, int]) -> int:
    """Return how far a cell is from a column by its left side, its right side or its middle."""
    left, right = abs(place[0] - column[0]), abs(place[1] - column[1])
    return min(left, right, abs(sum(place) - sum(column)) // 2)


def _worded(plain: str, cell: Cell) -> bool:
    return any(plain[at].isalpha() for at in range(cell.start, cell.end))


def _close(plain: str, end: int, start: int) -> bool:
    """Return whether only empty lines part two rows, as many as a removed rule leaves."""
    return not plain[end:start].strip() and plain.count("\n", end, start) <= 3  # noqa: PLR2004 - the rule's line and one around it


def _cells(plain: str, start: int, end: int) -> tuple[Cell, ...]:
    """Return the cells of a line, or nothing where nothing parts it."""
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
    if len(cells) < 2 or any(cell.end - cell.start > _LONGEST_CELL for cell in cells):  # noqa: PLR2004 - a label and a value
        return ()
    return tuple(cells)


def _has_values(plain: str, row: _Row) -> bool:
    """Return whether a line is a row of a table: parted by bars, or by spaces and with a number in it."""
    numbers = (plain[at].isdigit() for cell in row.cells[1:] for at in range(cell.start, cell.end))
    return bool(row.cells) and (row.barred or any(numbers))


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
