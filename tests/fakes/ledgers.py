"""Ledgers: small sets of facts written as text, and figures of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from titre.figures import Figures
from titre.metrics import Catalogue
from titre.sources.rows import FactRow, SourceKind
from titre.sources.tables import table
from titre.store.manifest import Manifest
from titre.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from titre.store.securities import Securities

ENTITY = "CIK0000000001"
_FILING = re.compile(
    r"(?P<form>DEF 14A|\S+) (?P<filed>\d{4}-\d{2}-\d{2})(?: (?P<fp>FY|Q[1-3]) ?(?P<fy>\d{4}))?(?P<mark>.*)"
)
_FACT = re.compile(
    r"(?P<concept>[\w:-]+) (?:(?P<start>\d{4}-\d\d-\d\d)\.\.)?(?P<end>\d{4}-\d\d-\d\d) (?P<value>-?[\d.]+)"
    r"(?: (?P<unit>[A-Za-z][\w/]*))?(?: \[(?P<dimensions>[^\]]*)\])?(?: decimals=(?P<decimals>\S+))?"
)


def read_ledger(text: str, entity: str = ENTITY) -> Iterator[FactRow]:
    """Yield the facts of a ledger: a line a filing, and below it, indented, a line a fact.

    A filing: ``10-K 2024-02-01 FY2023``; ``transcribed`` after it makes it one copied by hand. A fact:
    ``Revenues 2023-01-01..2023-12-31 100 EUR [SEGMENT=x:AMember]``; ``us-gaap`` and USD are understood.
    """
    filing: re.Match[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        fact = _FACT.fullmatch(stripped)
        if fact is None:
            heading = _FILING.fullmatch(stripped)
            filing = heading or filing
            continue
        assert filing is not None, f"a fact before any filing: {line}"
        filed = date.fromisoformat(filing["filed"])
        concept = fact["concept"] if ":" in fact["concept"] else f"us-gaap:{fact['concept']}"
        yield FactRow(
            entity=entity,
            concept=concept,
            end=date.fromisoformat(fact["end"]),
            start=date.fromisoformat(fact["start"]) if fact["start"] else None,
            value=Decimal(fact["value"]),
            unit=fact["unit"] or "USD",
            accession=f"0000000001-{filed:%y}-{filed:%m%d}{_form_number(filing['form']):02d}",
            source=SourceKind.TRANSCRIPTION if "transcribed" in filing["mark"] else SourceKind.COMPANYFACTS,
            file="ledger",
            dimensions=_dimensions(fact["dimensions"] or ""),
            decimals=fact["decimals"],
            form=filing["form"],
            filed=filed,
            fiscal_year=int(filing["fy"]) if filing["fy"] else None,
            fiscal_period=filing["fp"],
            line=number,
        )


_AXES = {
    "SEGMENT": "us-gaap:StatementBusinessSegmentsAxis",
    "CLASS": "us-gaap:StatementClassOfStockAxis",
    "PRODUCT": "srt:ProductOrServiceAxis",
    "REGION": "srt:StatementGeographicalAxis",
    "CORPORATE": "srt:ConsolidationItemsAxis=us-gaap:CorporateNonSegmentMember",
    "OPERATING": "srt:ConsolidationItemsAxis=us-gaap:OperatingSegmentsMember",
}


def _dimensions(text: str) -> str:
    for short, full in _AXES.items():
        text = text.replace(short, full)
    return text


def _form_number(form: str) -> int:
    return sum(map(ord, form)) % 100


@dataclass(frozen=True, slots=True)
class Company:
    """An entity with a name, as the store gives it."""

    name: str


@dataclass
class Ledgers:
    """Ledgers of several companies, in place of a snapshot."""

    rows: list[FactRow] = field(default_factory=list)

    def connect(self, entities: Collection[str] | None = None) -> duckdb.DuckDBPyConnection:
        """Return a connection with the view ``facts``; every entity is there, whichever are asked for."""
        del entities
        connection = duckdb.connect()
        connection.register("rows", table(FactRow, self.rows))
        connection.execute(
            "CREATE TABLE fact_rows AS SELECT * FROM rows;"
            "CREATE VIEW facts AS SELECT *, filed AS known, CAST(rowid AS BIGINT) AS place, "
            "CAST(CASE source WHEN 'companyfacts' THEN 1 ELSE 3 END AS SMALLINT) AS priority FROM fact_rows"
        )
        return connection

    def facts_as_filed(self, entity: str) -> duckdb.DuckDBPyConnection:
        """Return the same connection: it has ``fact_rows`` too."""
        return self.connect([entity])

    def securities(self) -> Securities:
        """Return securities of which none has a price."""
        return Snapshot(Path(), Manifest()).securities()

    def names(self) -> Ledgers:
        """Return the names, which are the identifiers."""
        return self

    def entity(self, entity: str) -> Company:
        """Return a company named by its identifier."""
        return Company(entity)


def figures_of(*ledgers: str, desk_file: Path | None = None) -> Figures:
    """Return the figures of ledgers: the first is of company 1, the second of company 2."""
    rows = [
        row for number, ledger in enumerate(ledgers, 1) for row in read_ledger(ledger, f"CIK{number:010d}")
    ]
    return Figures(Ledgers(rows), Catalogue.load(desk_file))
