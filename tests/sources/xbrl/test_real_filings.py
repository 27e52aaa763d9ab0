"""Filings at hand: what an analyst looks up in them, and what EDGAR itself made of the same filings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from titre.sources.companyfacts.reading import read_companyfacts
from titre.sources.documents import document_of
from titre.sources.rows import FactRow, FactTable
from titre.sources.xbrl import read_xbrl
from titre.sources.xbrl.inline import read_inline_xbrl

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.shared


def _facts(shared: Path, name: str) -> list[FactRow]:
    document = document_of(shared / "data" / "sec" / "filings" / name)
    rows = read_xbrl(document) if ".xml" in name else read_inline_xbrl([document])
    return [row for row in rows if isinstance(row, FactRow)]


def test_meta_s_year_2024(shared: Path) -> None:
    year = (date(2024, 1, 1), date(2024, 12, 31))
    found = {
        (fact.concept, fact.dimensions): fact.value
        for fact in _facts(shared, "0001326801-25-000017.htm.gz")
        if (fact.start, fact.end) == year
    }
    assert found["us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax", ""] == Decimal(164501000000)
    labs = [
        value
        for (concept, dimensions), value in found.items()
        if concept == "us-gaap:OperatingIncomeLoss"
        and "us-gaap:StatementBusinessSegmentsAxis=meta:RealityLabsMember" in dimensions
    ]
    assert labs == [Decimal(-17729000000)]


@pytest.mark.parametrize(
    ("filing", "company", "accession"),
    [
        ("0000320193-25-000073.htm.gz", "CIK0000320193", "0000320193-25-000073"),
        ("0000320193-23-000106.xml.gz", "CIK0000320193", "0000320193-23-000106"),
        ("0001193125-10-238044.xml.gz", "CIK0000320193", "0001193125-10-238044"),
        ("0001652044-25-000014.htm.gz", "CIK0001652044", "0001652044-25-000014"),
        ("0001045810-25-000023.htm.gz", "CIK0001045810", "0001045810-25-000023"),
    ],
)
def test_each_row_of_companyfacts_is_a_fact_of_its_filing(
    shared: Path, filing: str, company: str, accession: str
) -> None:
    document = document_of(shared / "data" / "sec" / "companyfacts" / f"{company}.json.gz")
    theirs = set()
    for item in read_companyfacts(document):
        if isinstance(item, FactTable):
            columns = ("accession", "concept", "unit", "start", "end", "value")
            for row in zip(*(item.table.column(name).to_pylist() for name in columns), strict=True):
                if row[0] == accession:
                    theirs.add((*row[1:5], Decimal(row[5])))
    ours = {
        (fact.concept, fact.unit, fact.start, fact.end, fact.value)
        for fact in _facts(shared, filing)
        if not fact.dimensions
    }
    assert len(theirs) > 100
    # EDGAR calls by the type of the concept, dollars, what Apple filed in 2010 in dollars a share.
    per_share = {fact for fact in ours if fact[1] == "USD/shares"}
    assert theirs - ours <= {(concept, "USD", *rest) for concept, _, *rest in per_share}
    assert len(theirs - ours) in (0, 12)
