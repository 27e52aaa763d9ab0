"""Which lines does a table of a Financial Statement Data Set hold? A stream of cells by column.

UTF-8, tabs between cells, a line feed after each row, the names of the columns first. No cell holds a line
break; one that holds a quotation mark stands between quotation marks, those inside it doubled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from titre.kernel.findings import Finding, mismatch
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import BinaryIO

    from titre.kernel.messages import Message
    from titre.sources.documents import Document

_BLOCK = 8 << 20
_LONGEST = 1 << 20
"""bytes of the longest line: descriptions are of some thousands"""
_COMPACT_DAY = len("20250331")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells by column, an absent column being empty."""

    document: Document
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the cell of a column."""
        return self.cells.get(column, "")

    def mismatch(self, column: str, expected: Message) -> Finding:
        """Return the finding that a cell is not what was expected."""
        place = self.document.place(f"line {self.number}, column {column}")
        return mismatch(place, self[column] or say("an empty cell"), expected)


def lines_of(document: Document, needed: Sequence[str]) -> Iterator[Line | Finding]:
    """Yield the rows of a table, and a finding for each that is broken.

    Raises:
        DocumentUnreadable: the bytes cannot be got.
    """
    with document.open() as stream:
        columns = header_of(document, stream, needed)
        if isinstance(columns, Finding):
            yield columns
            return
        for start, block in blocks_of(stream):
            yield from split_lines(document, columns, block, start)


def header_of(document: Document, stream: BinaryIO, needed: Sequence[str]) -> list[str] | Finding:
    """Return the names of the columns in the order of the file, or the finding that some are missing."""
    line = stream.readline(_LONGEST).decode("utf-8-sig", "replace").rstrip("\r\n")
    columns = [column.strip().lower() for column in line.split("\t")]
    missing = ", ".join(column for column in needed if columns.count(column) != 1)
    if missing:
        expected = say("the columns {columns}, each once", columns=missing)
        return mismatch(document.place("line 1"), line or say("an empty table"), expected)
    return columns


def blocks_of(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield blocks of whole lines, each with the number of its first line; the header row was number 1.

    A line that is longer than any row can be is handed on in pieces, which are no rows.
    """
    number = 2
    while block := stream.read(_BLOCK):
        whole = block if block.endswith(b"\n") else block + stream.readline(_LONGEST)
        yield number, whole
        number += whole.count(b"\n")


def split_lines(document: Document, columns: list[str], block: bytes, first: int) -> Iterator[Line | Finding]:
    """Yield the rows of a block of whole lines."""
    rows = block.split(b"\n")
    if not rows[-1]:
        rows.pop()
    for number, row in enumerate(rows, first):
        place = document.place(f"line {number}")
        try:
            cells = row.removesuffix(b"\r").decode("utf-8").split("\t")
        except UnicodeDecodeError as error:
            got = say("the byte {byte}", byte=f"0x{row[error.start]:02x}")
            yield mismatch(place, got, say("UTF-8"))
            continue
        if len(cells) != len(columns):
            got = say("{count} cells", count=len(cells))
            yield mismatch(place, got, say("{count} cells", count=len(columns)))
            continue
        yield Line(document, number, dict(zip(columns, map(unquoted, cells), strict=True)))


def unquoted(cell: str) -> str:
    """Return a cell without the quotation marks it stands between."""
    text = cell.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"')
    return text


def compact_day(text: str) -> date | None:
    """Return the day of ``20250331``, or None where the text is none that exists."""
    if len(text) != _COMPACT_DAY or not text.isascii() or not text.isdecimal():
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
