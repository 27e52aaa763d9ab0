"""How do figures get into a file, or down a pipe? As Parquet, CSV or JSON, a part after the other."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

import click

from titre.cli.language import language, tell
from titre.cli.output import draft_of, show_table
from titre.kernel.numerals import write_amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FORMATS = ("parquet", "csv", "json")
COLUMNS = (
    "entity", "cik", "metric", "period", "start", "end", "value", "unit", "as_of", "vintage", "basis",
    "definition", "rule", "reason",
)  # fmt: skip
"""of a CSV file"""


def format_of(output: Path | None, form: str | None) -> str:
    """Return the format asked for, or that which the file's name says, or a table for people.

    Raises:
        click.UsageError: a file's name says none, or a format is none for where it goes.
    """
    if output is None:
        if form == "parquet" and sys.stdout.isatty():
            raise click.UsageError(tell("Parquet is nothing for a terminal: name a file with -o, or a pipe"))
        return form or "table"
    suffix = output.suffix.lower().removeprefix(".")
    if form == "table" or (form is None and suffix not in FORMATS):
        raise click.UsageError(
            tell(
                "-o: got {got}, expected a name that ends in .parquet, .csv or .json",
                got=repr(str(output)) if form is None else "--format table",
            )
        )
    return form or suffix


@contextmanager
def opened(output: Path | None) -> Iterator[IO[bytes]]:
    """Open a file that appears whole or not at all, or the standard output where there is none."""
    if output is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with draft_of(output) as stream:
        yield stream


def write_tables(parts: Iterable[Any], form: str, stream: IO[bytes]) -> int:
    """Write Arrow tables of the columns of ``figures.tables``, and return how many figures they have."""
    if form != "parquet":
        return write_rows((row for part in parts for row in _rows(part)), form, stream)
    import pyarrow as pa
    import pyarrow.parquet as pq

    written = 0
    writer = None
    sink = pa.PythonFile(stream, mode="w")
    for part in parts:
        writer = writer or pq.ParquetWriter(sink, part.schema, compression="zstd")
        writer.write_table(part)
        written += part.num_rows
    if writer is not None:
        writer.close()
    return written


def show_tables(parts: Iterable[Any]) -> int:
    """Print the figures of such tables for a person, and return how many there are."""
    headings = [tell("company"), tell("metric"), tell("period"), tell("value"), tell("from"), tell("to")]
    rows = [
        [
            row["name"],
            row["metric"],
            row["period"],
            write_amount(row["value"], row["unit"] or "", language(), digits=None),
            row["start"].isoformat() if row["start"] else "",
            row["end"].isoformat(),
        ]
        for part in parts
        for row in part.select(["name", "metric", "period", "value", "unit", "start", "end"]).to_pylist()
    ]
    if rows:
        show_table(headings, rows, right=(3,))
    return len(rows)


def write_rows(rows: Iterable[dict[str, Any]], form: str, stream: IO[bytes]) -> int:
    """Write objects as ``Figure.as_json`` gives them, and return how many of them have a value."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        return _write_csv(rows, text) if form == "csv" else _write_json(rows, text)
    finally:
        text.detach()


def _write_csv(rows: Iterable[dict[str, Any]], text: io.TextIOWrapper) -> int:
    import csv

    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    written = 0
    for row in rows:
        writer.writerow(row)
        written += row["value"] is not None
    return written


def _write_json(rows: Iterable[dict[str, Any]], text: io.TextIOWrapper) -> int:
    import json

    written = 0
    before = "[\n"
    for row in rows:
        text.write(before + json.dumps(row, ensure_ascii=False))
        written += row["value"] is not None
        before = ",\n"
    text.write("[]\n" if before == "[\n" else "\n]\n")
    return written


def _rows(part: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - pyarrow has no types
    """Yield the rows of a table as the objects of ``Figure.as_json``."""
    from titre.kernel.entities import cik_number

    for batch in part.to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            facts = [_plain(fact) for fact in row.pop("facts")]
            plain = _plain(row)
            yield {
                "entity": plain.pop("name"),
                "cik": cik_number(plain.pop("entity")),
                **{name: plain[name] for name in COLUMNS if name in plain},
                "reason": None,
                "facts": facts,
            }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Return values as JSON has them: days as texts, exact numbers as texts."""
    from datetime import date
    from decimal import Decimal

    from titre.kernel.numerals import write_exact

    return {
        name: write_exact(value)
        if isinstance(value, Decimal)
        else value.isoformat()
        if isinstance(value, date)
        else value
        for name, value in row.items()
    }
