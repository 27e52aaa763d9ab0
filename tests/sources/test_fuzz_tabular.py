"""Every tabular reader under damage: findings or a refusal only, and rows that were not touched survive."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakes.tables import (
    FACT_HEADER,
    FACT_ROW,
    NUM_HEADER,
    SUB_HEADER,
    SUB_ROW,
    TAG_HEADER,
    TAG_ROWS,
    archive,
    facts_of,
    number,
    text,
)
from titre.kernel.findings import Finding
from titre.sources.documents import Document
from titre.sources.kinds import DocumentKind, Unknown, kind_of
from titre.sources.readers import reader_of
from titre.sources.recognition import read, sources_in
from titre.sources.rows import (
    ConceptRow,
    EntityRow,
    EventRow,
    FactRow,
    FactTable,
    FilingRow,
    PriceRow,
    RateRow,
)
from titre.sources.settings import ReadSettings
from titre.sources.tables import table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from titre.sources.rows import Yield

DEFAULT = ReadSettings()


class Sample(NamedTuple):
    kind: DocumentKind
    header: bytes
    """what is left alone where rows must survive"""
    rows: bytes
    name: str = "a.csv"


SUBMISSIONS = json.dumps(
    {
        "cik": "0001326801",
        "entityType": "operating",
        "name": "Meta",
        "fiscalYearEnd": "1231",
        "tickers": ["META"],
        "formerNames": [{"name": "Facebook", "from": "2005-05-11T04:00:00.000Z", "to": "2021-10-28"}],
        "filings": {
            "recent": {
                "accessionNumber": ["0001326801-25-000017"],
                "filingDate": ["2025-01-30"],
                "reportDate": ["2024-12-31"],
                "acceptanceDateTime": ["2025-01-30T01:05:41.000Z"],
                "form": ["10-K"],
                "primaryDocument": ["meta-20241231.htm"],
            }
        },
    },
    indent=1,
).encode()
TICKERS = b'{"fields":["cik","name","ticker"],"data":[[320193,"Apple Inc.","AAPL"],[1,"A","B"]]}'
EVENT = "Meta,2025-04-30,guidance,capital_expenditure,2025,64,72,USD,Release,raised"
SAMPLES: Mapping[str, Sample] = {
    "facts": Sample(DocumentKind.FACT_CSV, text(FACT_HEADER), text(*[FACT_ROW] * 4)),
    "prices": Sample(
        DocumentKind.PRICES,
        text("date,symbol,close,adj_close,currency"),
        text(*[f"2025-01-0{day},AAPL,{day}.5,,USD" for day in range(1, 6)]),
    ),
    "rates": Sample(
        DocumentKind.RATES, text("Date,USD,JPY,"), text(*[f"2025-01-0{day},1.1,N/A," for day in range(1, 6)])
    ),
    "events": Sample(
        DocumentKind.EVENTS,
        text("entity,date,kind,metric,period,low,high,unit,source,note"),
        text(*[EVENT] * 4),
    ),
    "submissions": Sample(DocumentKind.SUBMISSIONS, b"", SUBMISSIONS, "CIK0001326801.json"),
    "tickers": Sample(DocumentKind.TICKERS, b"", TICKERS, "company_tickers.json"),
}


@st.composite
def damage(draw: st.DrawFn, data: bytes) -> bytes:
    """Return bytes with a few of them changed, left out, repeated or put in."""
    damaged = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(damaged) - 1)))
        length = draw(st.integers(0, 6))
        piece = draw(
            st.one_of(
                st.binary(max_size=6),
                st.sampled_from(
                    [
                        b'"',
                        b"\0",
                        b"\r",
                        b"NaN",
                        b"-",
                        b"9" * 400,
                        b"\n",
                        b"\t",
                        b";",
                        b"\xff\xfe",
                        b"{",
                        b"1e9999",
                    ]
                ),
                st.just(bytes(damaged[at : at + 40])),
            )
        )
        damaged[at : at + length] = piece
    return bytes(damaged)


def is_sound(items: list[Yield]) -> bool:
    """Return whether what was yielded is of the known types, storable, and told in single lines."""
    for kind in (FactRow, ConceptRow, EntityRow, FilingRow, PriceRow, RateRow, EventRow):
        # Every row must fit the columns of the store: a number or day that does not is a fault of the reader.
        table(kind, [item for item in items if isinstance(item, kind)])
    lines = [str(item) for item in items if isinstance(item, Finding)]
    known = (FactRow, ConceptRow, EntityRow, FilingRow, PriceRow, RateRow, EventRow, FactTable, Finding)
    return all(isinstance(item, known) for item in items) and all(
        line and "\n" not in line and len(line) < 2000 for line in lines
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_are_sound(name: str) -> None:
    sample = SAMPLES[name]
    document = Document.of_bytes(sample.name, sample.header + sample.rows)
    assert kind_of(document.head(), sample.name, DEFAULT) is sample.kind
    found = list(reader_of(sample.kind)([document], DEFAULT))
    assert found
    assert is_sound(found)
    assert not any(isinstance(item, Finding) for item in found)


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_damage_is_told_and_nothing_else_is_raised(name: str, data: st.DataObject) -> None:
    sample = SAMPLES[name]
    damaged = data.draw(damage(sample.header + sample.rows))
    found = list(reader_of(sample.kind)([Document.of_bytes(sample.name, damaged)], DEFAULT))
    assert is_sound(found)


@pytest.mark.parametrize("name", ["facts", "prices", "rates", "events"])
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_rows_above_the_damage_survive(name: str, data: st.DataObject) -> None:
    sample = SAMPLES[name]
    damaged = data.draw(damage(sample.rows))
    whole = Document.of_bytes(sample.name, sample.header + sample.rows)
    touched = Document.of_bytes(sample.name, sample.header + sample.rows + damaged)
    kept = list(reader_of(sample.kind)([whole], DEFAULT))
    found = list(reader_of(sample.kind)([touched], DEFAULT))
    assert found[: len(kept)] == kept


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_damaged_data_set_is_told_and_nothing_else_is_raised(data: st.DataObject) -> None:
    tables = {
        "sub.txt": text(SUB_HEADER, SUB_ROW),
        "tag.txt": text(TAG_HEADER, *TAG_ROWS),
        "num.txt": text(NUM_HEADER, *[number(f"{value}.0000") for value in range(4)]),
    }
    victim = data.draw(st.sampled_from(sorted(tables)))
    tables[victim] = data.draw(damage(tables[victim]))
    documents = [Document.of_bytes(f"q.zip!{name}", content) for name, content in tables.items()]
    found = list(reader_of(DocumentKind.DATA_SET)(documents, DEFAULT))
    assert is_sound(found)
    if victim == "tag.txt":
        assert [int(fact["value"]) for fact in facts_of(found)] == [0, 1, 2, 3]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.json", "a.htm", "a", "CIK0000000001.json"]))
def test_any_bytes_are_of_a_kind_or_of_none(data: bytes, name: str) -> None:
    kind = kind_of(data, name, DEFAULT)
    if isinstance(kind, Unknown):
        assert str(kind.got)
    else:
        assert is_sound(list(reader_of(kind)([Document.of_bytes(name, data)], DEFAULT)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_archive_of_everything_is_told(tmp_path: Path, data: st.DataObject) -> None:
    content = {f"{name}/{sample.name}": sample.header + sample.rows for name, sample in SAMPLES.items()}
    path = tmp_path / "a.zip"
    path.write_bytes(data.draw(damage(archive(content))))
    found: list[Yield] = []
    for item in sources_in(path):
        found += [item] if isinstance(item, Finding) else list(read(item))
    assert is_sound(found)
