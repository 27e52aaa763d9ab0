"""Which facts does the table of numbers of a Financial Statement Data Set hold?

A table of half a gigabyte is read in blocks: each at once in columns where nothing in it wants a closer look,
else line by line, so that a fault is told with its line and costs only its row.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from titre.kernel.findings import Finding
from titre.kernel.messages import say
from titre.sources.data_sets.columns import columns_of
from titre.sources.data_sets.lines import blocks_of, compact_day, header_of, split_lines
from titre.sources.data_sets.terms import dimensions_of, period_of, unit_in
from titre.sources.rows import FactRow, FactTable, SourceKind
from titre.sources.tables import table
from titre.sources.tabular.cells import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.sources.data_sets.lines import Line
    from titre.sources.data_sets.terms import Tables
    from titre.sources.documents import Document

_NEEDED = ("adsh", "tag", "version", "ddate", "qtrs", "uom", "value")
_VALUE = re.compile(r"-?\d{1,24}(\.\d{1,12})?", re.ASCII)


def read_numbers(document: Document, tables: Tables) -> Iterator[FactTable | Finding]:
    """Yield the facts of the table of numbers, a table a block, and a finding for each faulty row.

    Raises:
        DocumentUnreadable: the bytes cannot be got; what was yielded before is sound.
    """
    with document.open() as stream:
        names = header_of(document, stream, _NEEDED)
        if isinstance(names, Finding):
            yield names
            return
        for first, block in blocks_of(stream):
            facts = columns_of(document, names, block, first, tables)
            if facts is None:
                yield from _slow(document, names, block, first, tables)
            else:
                yield FactTable(facts)


def _slow(
    document: Document, names: list[str], block: bytes, first: int, tables: Tables
) -> Iterator[FactTable | Finding]:
    rows: list[FactRow] = []
    for line in split_lines(document, names, block, first):
        if isinstance(line, Finding):
            yield line
            continue
        faults = list(_faults(line, tables))
        yield from faults
        if not faults:
            rows.append(_fact(line, tables))
    if rows:
        yield FactTable(table(FactRow, rows))


def _faults(line: Line, tables: Tables) -> Iterator[Finding]:
    if line["adsh"] not in tables.filings:
        yield line.mismatch("adsh", say("the accession number of a filing in sub.txt"))
    if tables.concept(line["tag"], line["version"]) is None:
        yield line.mismatch("tag", say("the name of a concept"))
    if compact_day(line["ddate"]) is None:
        yield line.mismatch("ddate", say("a day that exists, as 20250331"))
    elif period_of(line["ddate"], line["qtrs"]) is None:
        yield line.mismatch("qtrs", say("a number of quarters"))
    if unit_of(line["uom"]) is None:
        yield line.mismatch("uom", say("a unit such as USD or shares"))
    if line["value"] and not _VALUE.fullmatch(line["value"]):
        yield line.mismatch("value", say("a number of at most 28 digits"))


def _fact(line: Line, tables: Tables) -> FactRow:
    filing = tables.filings[line["adsh"]]
    start, end = period_of(line["ddate"], line["qtrs"]) or (None, None)
    tag, version = line["tag"], line["version"]
    return FactRow(
        entity=filing.entity,
        concept=tables.concept(tag, version) or "",
        unit=unit_in(line["uom"], per_share=(tag, version) in tables.per_share),
        start=start,
        end=end,
        value=Decimal(line["value"]) if line["value"] else None,
        dimensions=dimensions_of(line["segments"], line["coreg"]),
        accession=line["adsh"],
        form=filing.form,
        filed=filing.filed,
        fiscal_year=filing.fiscal_year,
        fiscal_period=filing.fiscal_period,
        coregistrant=line["coreg"] or None,
        footnote=line["footnote"] or None,
        source=SourceKind.DATA_SET,
        file=line.document.name,
        line=line.number,
        rounded_dates=True,
    )
