"""Which rows does a delimited text hold, and at which line does each stand?

A row that is broken costs itself only: a quotation mark that never closes does not swallow the rows after it.
What a cell means is told in ``cells``. Source: RFC 4180, and the separators that programs use besides.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from titre.kernel.findings import Finding, mismatch
from titre.kernel.messages import say
from titre.sources.kinds import BYTE_ORDER_MARKS, separator_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from titre.kernel.findings import Place
    from titre.sources.documents import Document
    from titre.sources.settings import TextForm

_LINES_OF_A_CELL = 40
"""lines that one row may span between quotation marks, before the mark is taken for a stray one"""
_NOT_DECODED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its cells by column, without the spaces around them."""

    document: Document
    line: int
    cells: Mapping[str, str]
    """by the column's name, folded to lower case"""

    def __getitem__(self, column: str) -> str:
        """Return the cell of a column, empty where the file has no such column."""
        return self.cells.get(column.casefold(), "")

    def place(self, column: str | None = None) -> Place:
        """Return where the row, or a cell of it, stands."""
        at = f"line {self.line}" if column is None else f"line {self.line}, column {column}"
        return self.document.place(at)


@dataclass(frozen=True, slots=True)
class BrokenRow(Finding):
    """A row with too few or too many cells; ``row`` has those that are there, by column as far as they go."""

    row: Record | None = field(default=None, compare=False)


def records(document: Document, form: TextForm, needed: Sequence[str]) -> Iterator[Record | Finding]:
    """Yield the rows under the header row, and a finding for each that is broken.

    A file without one of the needed columns yields one finding only. Blank lines are passed over.

    Raises:
        DocumentUnreadable: the bytes cannot be got.
    """
    lines = _lines(document, form)
    if isinstance(lines, Finding):
        yield lines
        return
    separator = form.separator or separator_of(lines[0])
    header = [cell.strip().casefold() for cell in _split(lines, 0, separator)[0] or ()]
    missing = [column for column in needed if column.casefold() not in header]
    if missing:
        got = ", ".join(header)
        yield mismatch(
            document.place("line 1"), got, say("the columns {columns}", columns=", ".join(missing))
        )
        return
    twice = sorted({column for column in header if column and header.count(column) > 1})
    for column in twice:
        yield mismatch(
            document.place("line 1"), say("the column {column} twice", column=column), say("it once")
        )
    if not any(column in twice for column in (name.casefold() for name in needed)):
        # Which of two columns of one name is meant nobody can tell: none is.
        yield from _rows(document, lines, ["" if column in twice else column for column in header], separator)


def _rows(
    document: Document, lines: list[str], header: list[str], separator: str
) -> Iterator[Record | Finding]:
    at = 1
    while at < len(lines):
        cells, count = _split(lines, at, separator)
        place, line = document.place(f"line {at + 1}"), at + 1
        at += count
        if cells is None:
            yield mismatch(place, lines[line - 1], say("quotation marks in pairs"))
        elif not any(cells):
            continue
        elif undecoded := _NOT_DECODED.search("".join(cells)):
            octet = ord(undecoded.group()) - 0xDC00
            yield mismatch(place, say("the byte {byte}", byte=f"0x{octet:02x}"), say("UTF-8"))
        elif len(cells) < len(header) or any(cell.strip() for cell in cells[len(header) :]):
            got = say("{count} cells", count=len(cells))
            fault = mismatch(place, got, say("{count} cells", count=len(header)))
            found = dict(zip(header, (cell.strip() for cell in cells), strict=False))
            row = Record(document, line, found)
            yield BrokenRow(fault.where, fault.message, fault.subject, fault.severity, row)
        else:
            pairs = zip(header, (cell.strip() for cell in cells), strict=False)
            yield Record(document, line, dict(pairs))


def _lines(document: Document, form: TextForm) -> list[str] | Finding:
    data = document.read()
    encoding = next((name for mark, name in BYTE_ORDER_MARKS.items() if data.startswith(mark)), form.encoding)
    try:
        text = data.decode(encoding, "surrogateescape")
    except UnicodeDecodeError as error:
        got = f"0x{data[error.start]:02x}"
        return mismatch(document.place(f"byte {error.start}"), got, say("{encoding}", encoding=encoding))
    if not text.strip():
        return mismatch(document.place(), say("an empty document"), say("a header row"))
    if text.lstrip().startswith("<"):
        return mismatch(document.place("line 1"), text.lstrip(), say("a header row, not a web page"))
    ending = "\n" if "\n" in text else "\r"
    return [line.removesuffix("\r") for line in text.removesuffix(ending).split(ending)]


def _split(lines: list[str], at: int, separator: str) -> tuple[list[str] | None, int]:
    """Return the cells of the row that begins at a line, None if it is broken, and its number of lines."""
    if '"' not in lines[at]:
        return lines[at].split(separator), 1
    for count in range(1, min(_LINES_OF_A_CELL, len(lines) - at) + 1):
        text = "\n".join(lines[at : at + count])
        if text.count('"') % 2:
            continue
        # Its limit of 131,072 characters a cell would call a longer one a broken row.
        csv.field_size_limit(max(csv.field_size_limit(), len(text)))
        try:
            # The reader takes the text as one line: a line break between quotation marks belongs to the cell.
            row = next(csv.reader([text], delimiter=separator, strict=True))
        except csv.Error:
            break
        return row, count
    return None, 1
