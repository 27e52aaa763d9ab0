"""Every row of a companyfacts document, in the fast reading and in the slow one."""

from __future__ import annotations

import gzip
import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.companyfacts import document, row
from titre.kernel.findings import Finding
from titre.sources.companyfacts.columns import Doubt, read_columns
from titre.sources.companyfacts.reading import read_companyfacts
from titre.sources.companyfacts.rows import read_rows
from titre.sources.documents import Document
from titre.sources.rows import ConceptRow, EntityRow, FactRow, FactTable, SourceKind
from titre.sources.tables import schema

if TYPE_CHECKING:
    from pathlib import Path


def by_columns(data: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read_columns(data, "x.json").facts.cast(schema(FactRow)).to_pylist()
    return rows


def by_rows(data: bytes) -> list[dict[str, Any]]:
    items = read_rows(Document.of_bytes("x.json", data), data)
    rows = [item._asdict() for item in items if isinstance(item, FactRow)]
    return sorted(rows, key=lambda one: (one["concept"], one["unit"], one["line"]))


def faults(data: bytes) -> list[str]:
    items = read_companyfacts(Document.of_bytes("x.json", data))
    return [str(item) for item in items if isinstance(item, Finding)]


def facts(data: bytes) -> list[dict[str, Any]]:
    tables = [
        item for item in read_companyfacts(Document.of_bytes("x.json", data)) if isinstance(item, FactTable)
    ]
    return [one for item in tables for one in item.table.cast(schema(FactRow)).to_pylist()]


def as_json(data: bytes) -> list[tuple[object, ...]]:
    """Return every row of a document by Python's own JSON, with nothing of the readers."""
    content = json.loads(data, parse_float=Decimal, parse_int=Decimal)
    return sorted(
        (
            f"{taxonomy}:{name}",
            unit,
            index,
            one.get("start"),
            one["end"],
            one["val"],
            one["accn"],
            None if one["fy"] is None else int(one["fy"]),
            one["fp"],
            one["form"],
            one["filed"],
            one.get("frame"),
        )
        for taxonomy, named in content["facts"].items()
        for name, concept in named.items()
        for unit, rows in concept["units"].items()
        for index, one in enumerate(rows)
    )


def as_read(rows: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    def day(value: date | None) -> str | None:
        return value.isoformat() if value else None

    return sorted(
        (
            one["concept"],
            one["unit"],
            one["line"],
            day(one["start"]),
            day(one["end"]),
            one["value"],
            one["accession"],
            one["fiscal_year"],
            one["fiscal_period"],
            one["form"],
            day(one["filed"]),
            one["frame"],
        )
        for one in rows
    )


@pytest.mark.shared
def test_every_field_of_every_row_of_all_companies(shared: Path) -> None:
    paths = sorted((shared / "data/sec/companyfacts").glob("*.json.gz"))
    assert len(paths) >= 6
    for path in paths:
        data = gzip.decompress(path.read_bytes())
        items = list(read_companyfacts(Document.of_bytes(path.name, data)))
        table = items[-1]
        # Ordered tables come from the fast reading only: EDGAR's documents must take it, indented ones too.
        assert isinstance(table, FactTable)
        assert table.ordered, path.name
        rows = table.table.cast(schema(FactRow)).to_pylist()
        assert as_read(rows) == as_json(data), path.name
        entity = f"CIK{int(json.loads(data)['cik']):010d}"
        assert {one["entity"] for one in rows} == {entity}
        assert {(one["source"], one["file"], one["dimensions"]) for one in rows} == {
            (str(SourceKind.COMPANYFACTS), path.name, "")
        }
        named = {item.concept for item in items if isinstance(item, ConceptRow)}
        assert named == {one["concept"] for one in rows}
        assert [item.entity for item in items if isinstance(item, EntityRow)] == [entity]


@pytest.mark.shared
def test_both_readings_agree_on_real_documents(shared: Path) -> None:
    for path in sorted((shared / "data/sec/companyfacts").glob("*.json.gz")):
        data = gzip.decompress(path.read_bytes())
        compact = json.dumps(json.loads(data, parse_float=_Written), separators=(",", ":")).encode()
        assert by_columns(compact) == by_rows(compact)


class _Written(float):
    """A number that is written again as it was read."""

    def __new__(cls, text: str) -> Self:
        made = super().__new__(cls, text)
        made.text = text  # type: ignore[attr-defined]
        return made

    def __repr__(self) -> str:
        return str(self.text)  # type: ignore[attr-defined]


days = st.dates(min_value=date(1, 1, 1)).map(date.isoformat)
values = st.one_of(
    st.integers(min_value=-(10**15), max_value=10**15),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9),
)
names = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=8)
rows_ = st.builds(
    row,
    values,
    end=days,
    filed=days,
    start=st.none() | days,
    frame=st.none() | names,
    form=names,
    fy=st.none() | st.integers(1000, 9999),
    fp=st.sampled_from([None, "FY", "Q1", "Q2", "Q3"]),
)
documents = st.dictionaries(
    st.sampled_from(["us-gaap:Assets", "us-gaap:Revenues", "dei:EntityPublicFloat", "meta:Own"]),
    st.dictionaries(
        st.sampled_from(["USD", "shares", "USD/shares", "pure"]),
        st.lists(rows_, min_size=1, max_size=4),
        min_size=1,
    ),
    min_size=1,
).map(document)


@given(documents)
def test_whatever_the_columns_vouch_for_the_rows_say_too(data: bytes) -> None:
    try:
        fast = by_columns(data)
    except Doubt:
        return
    assert fast == by_rows(data)
    assert not faults(data)


@settings(max_examples=300)
@given(documents, st.data())
def test_a_damaged_document_never_passes_for_a_sound_one(data: bytes, draw: st.DataObject) -> None:
    at = draw.draw(st.integers(0, len(data) - 1))
    with_ = draw.draw(
        st.binary(max_size=3) | st.sampled_from([b"{", b"}", b'"', b",", b"0", b"-", b".", b"e", b" "])
    )
    gone = draw.draw(st.integers(0, 12))
    damaged = data[:at] + with_ + data[at + gone :]
    try:
        fast = by_columns(damaged)
    except Doubt:
        # Nothing that the slow reading meets is worth an exception either.
        list(read_companyfacts(Document.of_bytes("x.json", damaged)))
        return
    assert fast == by_rows(damaged)
    assert not [
        item for item in read_rows(Document.of_bytes("x", damaged), damaged) if isinstance(item, Finding)
    ]


@given(st.binary(max_size=300))
def test_any_bytes_are_told_in_one_line(data: bytes) -> None:
    told = faults(data)
    assert told
    assert all("\n" not in line and line.startswith("x.json") for line in told)


SOUND = document(
    {"us-gaap:Assets": {"USD": [row(1), row(2), row(3)]}, "us-gaap:Liabilities": {"USD": [row(4)]}}
)


@pytest.mark.parametrize(
    ("old", "new", "told", "kept"),
    [
        (b'"val":2', b'"val":NaN', "facts/us-gaap/Assets/units/USD/1/val: got NaN, expected a number", 3),
        (b'"val":2', b'"val":' + b"9" * 400, "/1/val: got 999", 3),
        (b'"val":2', b'"val":"2"', "/1/val: got '2', expected a number", 3),
        (b'"val":2', b'"val":02', "expected JSON", 0),
        (b'"val":2', b'"val":null', "/1/val: got null", 3),
        (b'"val":2', b'"val":2,"val":7', "/1/val: got the key 'val' twice", 3),
        (b'"val":2', b'"val":2,"new":7', "/1/new: got a field that Titre does not know", 4),
        (b'"end":"2024-12-31","val":2', b'"end":"2024-02-30","val":2', "/1/end: got '2024-02-30'", 3),
        (b'"end":"2024-12-31","val":2', b'"end":"0000-12-31","val":2', "/1/end: got '0000-12-31'", 3),
        (b'"end":"2024-12-31","val":2', b'"val":2', "/1/end: got nothing, expected a day", 3),
        (
            b'"USD":[{"end":"2024-12-31","val":4',
            b'"9?":[{"end":"2024-12-31","val":4',
            "units/9?: got '9?'",
            3,
        ),
        (b'"Liabilities":{', b'"Assets":{', "facts/us-gaap/Assets: got the key 'Assets' twice", 4),
        (b'"cik":1326801', b'"cik":"Meta"', "x.json: cik: got 'Meta', expected a Central Index Key", 0),
        (b'"cik":1326801,', b"", "cik: got null", 0),
        (b'{"cik"', b'<html><body>{"cik"', "expected JSON, not a web page", 0),
        (b"mostly", b"mostly\xff", "expected UTF-8", 0),
    ],
)
def test_each_fault_is_named_with_its_place_and_the_rest_kept(
    old: bytes, new: bytes, told: str, kept: int
) -> None:
    assert old in SOUND
    damaged = SOUND.replace(old, new, 1)
    lines = faults(damaged)
    assert any(told in line for line in lines), lines
    assert len(facts(damaged)) == kept


def test_a_document_cut_short_is_told() -> None:
    for cut in range(0, len(SOUND) - 1, 7):
        assert faults(SOUND[:cut])
        assert not facts(SOUND[:cut])


def test_numbers_are_exact() -> None:
    written = [
        "0.1",
        "-0.000000000001",
        "12345678901234567890123456.123456789012",
        "1.5E3",
        "1e-05",
        "-0",
        "0.10",
    ]
    data = SOUND
    for text in written:
        data = SOUND.replace(b'"val":2', b'"val":' + text.encode(), 1)
        (value,) = [one["value"] for one in facts(data) if one["line"] == 1]
        assert value == Decimal(text)
        assert by_columns(data) == by_rows(data)


def test_a_value_of_more_places_than_the_store_holds_keeps_them_as_text() -> None:
    data = SOUND.replace(b'"val":2', b'"val":0.1234567890123', 1)
    (found,) = [one for one in facts(data) if one["line"] == 1]
    assert found["value"] is None
    assert found["text"] == "0.1234567890123"


def test_an_indented_document_takes_the_fast_reading() -> None:
    indented = json.dumps(json.loads(SOUND), indent=2).encode()
    table = list(read_companyfacts(Document.of_bytes("x.json", indented)))[-1]
    assert isinstance(table, FactTable)
    assert table.ordered
    assert table.table.cast(schema(FactRow)).to_pylist() == [
        one | {"file": "x.json"} for one in by_columns(SOUND)
    ]


def test_concepts_in_any_order_come_out_sorted() -> None:
    data = document(
        {"us-gaap:Zeta": {"USD": [row(1), row(2)], "EUR": [row(3)]}, "dei:Alpha": {"USD": [row(4)]}}
    )
    assert [(one["concept"], one["unit"], one["line"], one["value"]) for one in by_columns(data)] == [
        ("dei:Alpha", "USD", 0, 4),
        ("us-gaap:Zeta", "EUR", 0, 3),
        ("us-gaap:Zeta", "USD", 0, 1),
        ("us-gaap:Zeta", "USD", 1, 2),
    ]
