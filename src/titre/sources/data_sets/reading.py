"""What does one of the SEC's Financial Statement Data Sets hold? Filings, names, concepts and their numbers.

Of the four tables of a quarter the filings (``sub.txt``) are kept in memory, the concepts (``tag.txt``) and
numbers (``num.txt``) are streams. ``pre.txt`` says in which order the statements show the numbers; no row of
Titre says that, and it is not read. Columns are found by name: their order and number have changed over time.

What the data sets leave out cannot be put back, and is said in the rows: days are rounded to month ends
(``rounded_dates``; the start is counted back from the number of quarters), the names of axes and members are
shortened (see ``dimensions``), and the number of decimals that counts as accurate is missing. A filer's own
concept gets the prefix that its instance document's name begins with, as EDGAR's filer manual recommends
(``f-20100331.xml`` gives ``f:``), else ``custom:``.
Source: https://www.sec.gov/files/financial-statement-data-sets.pdf
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from titre.kernel.entities import cik_entity
from titre.kernel.errors import ParseError
from titre.kernel.findings import Finding, mismatch
from titre.kernel.messages import say
from titre.sources.companyfacts.rows import is_accession
from titre.sources.data_sets.lines import Line, compact_day, lines_of
from titre.sources.data_sets.numbers import read_numbers
from titre.sources.data_sets.terms import Filing, Tables
from titre.sources.filers.new_york import in_utc
from titre.sources.rows import ConceptRow, EntityRow, FilingRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from titre.sources.documents import Document
    from titre.sources.rows import Yield

_INSTANCE = re.compile(r"(?P<prefix>[a-z][a-z0-9]*)-\d{8}")
_EXTRACTED = "_htm.xml"
_PER_SHARE = ("perShare", "perUnit")
_SUB_NEEDED = ("adsh", "cik", "name", "form", "filed")
_TAG_NEEDED = ("tag", "version")


def read_data_set(documents: Sequence[Document]) -> Iterator[Yield]:
    """Yield the filings, names, concepts and facts of a quarter, and a finding for each faulty row.

    Args:
        documents: the members of the zip, or the files of its folder, one at least.

    Raises:
        DocumentUnreadable: the bytes of a table cannot be got; what was yielded before it is sound.
    """
    by_name = {document.stem.lower(): document for document in documents}
    missing = [table for table in ("sub.txt", "num.txt") if table not in by_name]
    if missing:
        got = say("no {table} beside it", table=", ".join(missing))
        yield mismatch(documents[0].place(), got, say("sub.txt and num.txt"))
        return
    tables = Tables({}, set())
    yield from _filings(by_name["sub.txt"], tables)
    if "tag.txt" in by_name:
        yield from _concepts(by_name["tag.txt"], tables)
    yield from read_numbers(by_name["num.txt"], tables)


def _filings(document: Document, tables: Tables) -> Iterator[FilingRow | EntityRow | Finding]:
    """Yield the filings and what each says of its filer; a name counts since the first filing with it."""
    said: dict[tuple[str, str, str], EntityRow] = {}
    for line in lines_of(document, _SUB_NEEDED):
        if isinstance(line, Finding):
            yield line
            continue
        faults = list(_filing_faults(line))
        yield from faults
        if faults:
            continue
        filing = _filing(line)
        tables.filings[line["adsh"]] = filing
        yield _filing_row(line, filing)
        for row in _entity_rows(line, filing):
            key = (row.entity, row.kind, row.name)
            known = said.get(key)
            if known is None or (row.since or date.max) < (known.since or date.max):
                said[key] = row
    yield from said.values()


def _filing_faults(line: Line) -> Iterator[Finding]:
    if not is_accession(line["adsh"]):
        yield line.mismatch("adsh", say("an accession number, as 0000320193-23-000106"))
    if _entity(line) is None:
        yield line.mismatch("cik", say("a Central Index Key"))
    if compact_day(line["filed"]) is None:
        yield line.mismatch("filed", say("a day that exists, as 20250331"))
    if line["fy"] and not _year(line):
        yield line.mismatch("fy", say("a year"))


def _entity(line: Line) -> str | None:
    try:
        return cik_entity(line["cik"])
    except ParseError:
        return None


def _year(line: Line) -> int | None:
    year = line["fy"]
    return int(year) if len(year) == len("2024") and year.isascii() and year.isdecimal() else None


def _filing(line: Line) -> Filing:
    instance = _INSTANCE.match(line["instance"])
    return Filing(
        _entity(line) or "",
        line["form"] or None,
        compact_day(line["filed"]),
        _year(line),
        line["fp"] or None,
        instance["prefix"] if instance else None,
    )


def _filing_row(line: Line, filing: Filing) -> FilingRow:
    instance = line["instance"]
    # An instance that EDGAR drew from an inline document is named after it.
    report = f"{instance.removesuffix(_EXTRACTED)}.htm" if instance.endswith(_EXTRACTED) else None
    return FilingRow(
        accession=line["adsh"],
        entity=filing.entity,
        form=filing.form,
        filed=filing.filed,
        file=line.document.name,
        period_end=compact_day(line["period"]),
        accepted=_accepted(line["accepted"]),
        primary_document=report,
    )


def _accepted(text: str) -> datetime | None:
    """Return the instant of ``2010-05-07 13:14:00.0``, which the SEC writes by the clock of New York."""
    try:
        return in_utc(datetime.strptime(text.partition(".")[0], "%Y-%m-%d %H:%M:%S"))  # noqa: DTZ007 - see in_utc
    except ValueError:
        return None


def _entity_rows(line: Line, filing: Filing) -> Iterator[EntityRow]:
    file, entity = line.document.name, filing.entity
    if line["name"]:
        yield EntityRow(entity, "name", line["name"], file, since=filing.filed)
    if line["former"]:
        yield EntityRow(entity, "former_name", line["former"], file, until=compact_day(line["changed"]))
    if line["sic"]:
        yield EntityRow(entity, "sic", line["sic"], file)
    if compact_day(f"2024{line['fye']}"):
        yield EntityRow(entity, "fiscal_year_end", f"--{line['fye'][:2]}-{line['fye'][2:]}", file)


def _concepts(document: Document, tables: Tables) -> Iterator[ConceptRow | Finding]:
    for line in lines_of(document, _TAG_NEEDED):
        if isinstance(line, Finding):
            yield line
            continue
        tag, version = line["tag"], line["version"]
        concept = tables.concept(tag, version)
        if concept is None:
            yield line.mismatch("tag", say("the name of a concept"))
            continue
        if line["datatype"] in _PER_SHARE:
            tables.per_share.add((tag, version))
        yield ConceptRow(concept, line["tlabel"] or None, line["doc"] or None)
