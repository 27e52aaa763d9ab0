"""Which facts did somebody transcribe from filings into a CSV? Every sound row, with its line.

The header row is ``cik,entity,concept,dimensions,unit,start,end,value,accession,form,filed`` in any order;
``start`` is empty for an instant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.entities import cik_entity
from titre.kernel.errors import ParseError
from titre.kernel.findings import Finding, Severity
from titre.kernel.messages import say
from titre.sources.companyfacts.rows import is_accession, is_concept
from titre.sources.dimensions import sorted_dimensions
from titre.sources.rows import EntityRow, FactRow, FilingRow, SourceKind
from titre.sources.settings import TextForm
from titre.sources.tables import DIGITS
from titre.sources.tabular.cells import Reading, number_of
from titre.sources.tabular.delimited import Record, records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from titre.sources.documents import Document
    from titre.sources.rows import Yield

_FORM = TextForm()
_NEEDED = ("cik", "concept", "unit", "end", "value", "accession")


def read_fact_csv(document: Document) -> Iterator[Yield]:
    """Yield the facts of a fact CSV, each filing and entity name once, and a finding for each faulty cell.

    Raises:
        DocumentUnreadable: the bytes cannot be got.
    """
    names: set[tuple[str, str]] = set()
    filings: dict[str, FilingRow] = {}
    for record in records(document, _FORM, _NEEDED):
        if isinstance(record, Finding):
            yield record
            continue
        reading = Reading(record, _FORM)
        fact = _fact(reading)
        if fact is None:
            yield from reading.faults
            continue
        name = record["entity"]
        if name and (fact.entity, name) not in names:
            names.add((fact.entity, name))
            yield EntityRow(fact.entity, "name", name, document.name)
        filing = FilingRow(fact.accession, fact.entity, fact.form, fact.filed, document.name)
        known = filings.get(fact.accession)
        if known is None:
            filings[fact.accession] = filing
            yield filing
        elif known != filing:
            yield _contradiction(record, known)
        yield fact


def _fact(reading: Reading) -> FactRow | None:
    """Return the fact of a row, or None where a cell of it is at fault."""
    record = reading.record
    entity = _entity(reading)
    concept, accession = record["concept"], record["accession"]
    if not is_concept(concept):
        reading.fault("concept", say("the name of a concept, as us-gaap:Revenues"))
    if not is_accession(accession):
        reading.fault("accession", say("an accession number, as 0000320193-23-000106"))
    dimensions = sorted_dimensions(record["dimensions"])
    if dimensions is None:
        reading.fault("dimensions", say("Axis=Member pairs joined by ;"))
    unit = reading.unit("unit")
    if not record["unit"]:
        reading.fault("unit", say("a unit such as USD or USD/shares"))
    start, end = reading.day("start", needed=False), reading.day("end")
    if start is not None and end is not None and start > end:
        reading.fault("start", say("a day before the end, {end}", end=end.isoformat()))
    value, filed = _value(reading), reading.day("filed", needed=False)
    if reading.faults or entity is None:
        return None
    return _row(record, entity, unit, (start, end), value, dimensions or "", filed)


def _row(
    record: Record,
    entity: str,
    unit: str | None,
    days: tuple[date | None, date | None],
    value: Decimal | None,
    dimensions: str,
    filed: date | None,
) -> FactRow:
    return FactRow(
        entity=entity,
        concept=record["concept"],
        unit=unit,
        start=days[0],
        end=days[1],
        value=value,
        dimensions=dimensions,
        accession=record["accession"],
        form=record["form"] or None,
        filed=filed,
        source=SourceKind.TRANSCRIPTION,
        file=record.document.name,
        line=record.line,
    )


def _entity(reading: Reading) -> str | None:
    try:
        return cik_entity(reading.record["cik"])
    except ParseError:
        reading.fault("cik", say("a Central Index Key, as 320193"))
        return None


def _value(reading: Reading) -> Decimal | None:
    number = number_of(reading.record["value"], _FORM)
    if number is not None:
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and len(number.as_tuple().digits) + max(exponent, 0) <= DIGITS:
            return number
    reading.fault("value", say("a number of at most {digits} digits", digits=DIGITS))
    return None


def _contradiction(record: Record, known: FilingRow) -> Finding:
    return Finding(
        record.place(),
        say(
            "got {form} filed {filed}, expected {known_form} filed {known_filed} as further above",
            form=record["form"] or "?",
            filed=record["filed"] or "?",
            known_form=known.form or "?",
            known_filed=known.filed.isoformat() if known.filed else "?",
        ),
        known.accession,
        Severity.WARNING,
    )
