"""How does the command line show things? Tables, findings, progress: for a person at a terminal or a pipe.

Colours and bars only where a terminal is; ``NO_COLOR`` is respected (https://no-color.org).
"""

from __future__ import annotations

import os
import sys
import unicodedata
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Literal

import click

from titre.cli.language import language, tell
from titre.kernel.findings import Severity
from titre.kernel.printing import printable_json, printable_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from rich.console import Console

    from titre.kernel.findings import Finding
    from titre.kernel.progress import Progress

_SHOWN_FINDINGS = 50
_GAP = 2
"""columns between those of a table"""
_BESIDE = 60
"""columns of a terminal from which on a heading stands beside its cell"""


def echo(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text, of which a terminal obeys nothing but line breaks and tabs."""
    click.echo(printable_lines(text), err=err, nl=nl)


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: where the disk is full the one that was there stays as it was.

    Raises:
        OSError: it could not be written; its ``filename`` says which.
    """
    with draft_of(path) as stream:
        stream.write(data)


@contextmanager
def draft_of(path: Path) -> Iterator[IO[bytes]]:
    """Open what takes the place of a file when it is whole; nothing of it is left where it never is.

    Raises:
        OSError: it could not be written; its ``filename`` says which.
    """
    target = path.resolve()
    try:
        if target.exists() and not target.is_file():
            # A pipe or a device takes what comes, and cannot be put in the place of another.
            with target.open("wb") as stream:
                yield stream
            return
        draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
        try:
            with draft.open("wb") as stream:
                yield stream
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        error.filename = str(path)
        raise


def show_table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Sequence[int] = (),
    styles: Sequence[str] = (),
    wide: int = 0,
) -> None:
    """Print a table; the columns in ``right`` are aligned to the right, as numbers are.

    At a terminal cells are folded to its width; in a pipe each row is a line, and nothing is cut.
    ``styles`` colours the first cell of each row, at a terminal; one that is less than ``wide`` shows the
    rows one after the other.
    """
    shown = [[printable_lines(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _draw_table(headings, shown, right, styles or [""] * len(shown), wide)
        return
    lines = [[" ".join(cell.split("\n")) for cell in row] for row in (headings, *shown)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    for row in lines:
        cells = []
        for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
            blank = " " * (width - _width(cell))
            cells.append(blank + cell if index in right else cell + blank)
        click.echo("  ".join(cells).rstrip())


def _width(text: str) -> int:
    """Return how many columns a text takes: an East Asian letter takes two, a mark on another letter none."""
    if text.isascii():
        return len(text)
    marks = sum(unicodedata.combining(letter) > 0 for letter in text)
    return len(text) - marks + sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)


def _draw_table(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: Sequence[int],
    styles: Sequence[str],
    wide: int,
) -> None:
    """Draw a table at a terminal; where its words do not fit beside each other, a row after the other."""
    # Imported late: a pipe does without it, and starts sooner.
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    columns = list(zip(headings, *rows, strict=True))
    needed = [
        max(_width(word) for cell in column for word in (cell.split() or [""]))
        if index not in right
        else max(map(_width, column))
        for index, column in enumerate(columns)
    ]
    if sum(needed) + _GAP * len(needed) > console.width or console.width < wide:
        _draw_one_by_one(console, headings, rows, styles)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for index, heading in enumerate(headings):
        justify: Literal["left", "right"] = "right" if index in right else "left"
        table.add_column(heading, justify=justify, min_width=needed[index], no_wrap=index in right)
    for row, style in zip(rows, styles, strict=True):
        table.add_row(Text(row[0], style), *map(Text, row[1:]))
    console.print(table)


def _draw_one_by_one(
    console: Console, headings: Sequence[str], rows: Sequence[Sequence[str]], styles: Sequence[str]
) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    indent = max(map(_width, headings)) + _GAP
    beside = console.width >= _BESIDE
    for row, style in zip(rows, styles, strict=True):
        for heading, cell, own in zip(headings, row, [style] + [""] * len(row), strict=False):
            if not cell:
                continue
            if beside:
                grid = Table.grid(padding=0)
                grid.add_column(width=indent)
                grid.add_column(overflow="fold")
                grid.add_row(Text(heading, "bold"), Text(cell, own))
                console.print(grid)
            else:
                console.print(Text(heading, "bold"))
                console.print(Padding(Text(cell, own, overflow="fold"), (0, 0, 0, _GAP)))
        console.print()


def show_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON holds
    """Print JSON, letters of all languages as they are; what a terminal would obey as JSON's own escapes."""
    import json

    click.echo(printable_json(json.dumps(value, default=str, ensure_ascii=not _takes_all(), indent=2)))


def _takes_all() -> bool:
    """Return whether the output can write every letter, so that none need be written as its number."""
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")


def show_findings(findings: Sequence[Finding]) -> int:
    """Print findings to standard error, a line each, and return how many are errors."""
    # Errors first: they are not to be lost among warnings when there are too many to show.
    ordered = sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)
    for finding in ordered[:_SHOWN_FINDINGS]:
        word = tell("error") if finding.severity is Severity.ERROR else tell("warning")
        echo(f"{word}: {finding.render(language())}", err=True)
    more = len(findings) - _SHOWN_FINDINGS
    if more > 0:
        echo(tell("… and {more} more findings", more=more), err=True)
    return sum(finding.severity is Severity.ERROR for finding in findings)


@contextmanager
def progress_bars() -> Iterator[Progress]:
    """Draw progress to standard error while inside, where that is a terminal."""
    from titre.kernel.progress import Silent

    if not sys.stderr.isatty():
        yield Silent()
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Drawn(bars)


class _Drawn:
    """Hears of work and moves a bar."""

    def __init__(self, bars: Any) -> None:  # noqa: ANN401 - rich is imported late
        self._bars = bars
        self._task: Any = None

    def started(self, name: str, total: int | None) -> None:
        """Draw a bar for new work."""
        self._task = self._bars.add_task(name, total=total)

    def advanced(self, steps: int) -> None:
        """Move the bar."""
        self._bars.advance(self._task, steps)

    def finished(self) -> None:
        """Take the bar away."""
        self._bars.remove_task(self._task)
