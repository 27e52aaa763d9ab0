"""Transcribed facts: every sound row, every fault with its line and column."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fakes.tables import FACT_HEADER, FACT_ROW, facts_of, faults_of, text
from titre.sources.documents import Document, document_of
from titre.sources.rows import EntityRow, FactRow, FilingRow, SourceKind
from titre.sources.tabular.fact_csv import read_fact_csv

if TYPE_CHECKING:
    from pathlib import Path

    from titre.sources.rows import Yield

NUMBER = "0001326801-25-000017"


def reading(*lines: str) -> list[Yield]:
    return list(read_fact_csv(Document.of_bytes("f.csv", text(*lines))))


def changed(column: str, value: str) -> str:
    cells = dict(zip(FACT_HEADER.split(","), FACT_ROW.split(","), strict=True)) | {column: value}
    return ",".join(cells.values())


def test_a_row_is_a_fact_a_name_and_a_filing() -> None:
    assert reading(FACT_HEADER, FACT_ROW) == [
        EntityRow("CIK0001326801", "name", "Meta Platforms", "f.csv"),
        FilingRow(NUMBER, "CIK0001326801", "10-K", date(2025, 1, 30), "f.csv"),
        FactRow(
            entity="CIK0001326801",
            concept="us-gaap:Revenues",
            unit="USD",
            start=date(2024, 1, 1),
            end=date(2024, 12, 31),
            value=Decimal(164501000000),
            accession=NUMBER,
            form="10-K",
            filed=date(2025, 1, 30),
            source=SourceKind.TRANSCRIPTION,
            file="f.csv",
            line=2,
        ),
    ]


def test_names_and_filings_are_yielded_once() -> None:
    found = reading(FACT_HEADER, FACT_ROW, FACT_ROW)
    assert [type(item) for item in found] == [EntityRow, FilingRow, FactRow, FactRow]


def test_columns_are_found_by_name() -> None:
    cells = dict(zip(FACT_HEADER.split(","), FACT_ROW.split(","), strict=True))
    backwards = dict(reversed(cells.items()))
    ordered = reading(FACT_HEADER, FACT_ROW)
    assert reading(",".join(backwards).upper(), ",".join(backwards.values())) == ordered


def test_dimensions_are_sorted_and_units_have_one_spelling() -> None:
    dimensions = changed("dimensions", "b:Axis=b:Member;a:Axis=a:Member;")
    (first,) = facts_of(reading(FACT_HEADER, dimensions))
    assert first["dimensions"] == "a:Axis=a:Member;b:Axis=b:Member"
    (second,) = facts_of(reading(FACT_HEADER, changed("unit", "h*kW/shares")))
    assert second["unit"] == "h*kW/shares"


def test_an_instant_has_no_start() -> None:
    (fact,) = facts_of(reading(FACT_HEADER, changed("start", "")))
    assert fact["start"] is None


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("cik", "Meta", "got 'Meta', expected a Central Index Key, as 320193"),
        ("concept", "Revenues", "got 'Revenues', expected the name of a concept, as us-gaap:Revenues"),
        ("dimensions", "Axis", "got 'Axis', expected Axis=Member pairs joined by ;"),
        ("dimensions", "a=b;a=c", "got 'a=b;a=c', expected Axis=Member pairs joined by ;"),
        ("unit", "", "got an empty cell, expected a unit such as USD or USD/shares"),
        ("unit", "$", "got '$', expected a unit such as USD or USD/shares"),
        ("start", "2024-02-30", "got '2024-02-30', expected a day that exists, written as 2025-03-31"),
        ("end", "", "got an empty cell, expected a day that exists, written as 2025-03-31"),
        ("end", "12/31/2024", "got '12/31/2024', expected a day that exists, written as 2025-03-31"),
        ("start", "2025-01-01", "got '2025-01-01', expected a day before the end, 2024-12-31"),
        ("value", "", "got an empty cell, expected a number of at most 38 digits"),
        ("value", "NaN", "got 'NaN', expected a number of at most 38 digits"),
        ("value", "1 000", "got '1 000', expected a number of at most 38 digits"),
        ("value", "9" * 39, f"got '{'9' * 39}', expected a number of at most 38 digits"),
        ("accession", "17", "got '17', expected an accession number, as 0000320193-23-000106"),
        ("filed", "2025-13-01", "got '2025-13-01', expected a day that exists, written as 2025-03-31"),
    ],
)
def test_a_faulty_cell_is_told_and_costs_only_its_row(column: str, value: str, fault: str) -> None:
    found = reading(FACT_HEADER, FACT_ROW, changed(column, value), FACT_ROW)
    assert faults_of(found) == [f"f.csv: line 3, column {column}: {fault}"]
    assert [fact["line"] for fact in facts_of(found)] == [2, 4]


def test_a_number_of_four_hundred_digits_is_told_in_one_short_line() -> None:
    (fault,) = faults_of(reading(FACT_HEADER, changed("value", "7" * 400)))
    assert "(400 characters)', expected a number of at most 38 digits" in fault
    assert len(fault) < 200


def test_all_faults_of_a_row_are_told() -> None:
    row = changed("value", "x").replace("us-gaap:Revenues", "Revenues")
    assert [fault.split(":")[1] for fault in faults_of(reading(FACT_HEADER, row))] == [
        " line 2, column concept",
        " line 2, column value",
    ]


def test_a_missing_column_is_told_once() -> None:
    header = FACT_HEADER.replace("unit,", "")
    (fault,) = faults_of(reading(header, FACT_ROW, FACT_ROW))
    assert fault.endswith("expected the columns unit")


def test_a_column_that_stands_twice_is_told() -> None:
    (fault,) = faults_of(reading(f"{FACT_HEADER},value", f"{FACT_ROW},1"))
    assert fault == "f.csv: line 1: got the column value twice, expected it once"


def test_a_row_with_too_few_cells_costs_only_itself() -> None:
    found = reading(FACT_HEADER, "1326801,Meta", FACT_ROW)
    assert faults_of(found) == ["f.csv: line 2: got 2 cells, expected 11 cells"]
    assert len(facts_of(found)) == 1


def test_a_stray_quotation_mark_does_not_swallow_the_rows_after_it() -> None:
    found = reading(FACT_HEADER, changed("entity", '"Meta'), *[FACT_ROW] * 100)
    assert len(faults_of(found)) == 1
    assert "line 2: got '1326801,\"Meta" in faults_of(found)[0]
    assert len(facts_of(found)) == 100


def test_a_cell_may_hold_line_breaks_and_separators() -> None:
    found = reading(FACT_HEADER, changed("entity", '"Meta, ""the""\ncompany"'), FACT_ROW)
    assert [fact["line"] for fact in facts_of(found)] == [2, 4]
    assert next(item.name for item in found if isinstance(item, EntityRow)) == 'Meta, "the"\ncompany'


def test_a_byte_that_is_no_utf8_costs_only_its_row() -> None:
    data = text(FACT_HEADER) + changed("entity", "Soci\xe9t\xe9").encode("latin-1") + b"\n" + text(FACT_ROW)
    found = list(read_fact_csv(Document.of_bytes("f.csv", data)))
    assert faults_of(found) == ["f.csv: line 2: got the byte 0xe9, expected UTF-8"]
    assert len(facts_of(found)) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    data = text(FACT_HEADER, FACT_ROW).decode().encode(encoding)
    assert len(facts_of(read_fact_csv(Document.of_bytes("f.csv", data)))) == 1


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_line_ending_and_separator_is_read(ending: str, separator: str) -> None:
    data = f"{FACT_HEADER}{ending}{FACT_ROW}{ending}{ending}{FACT_ROW}".replace(",", separator).encode()
    assert [fact["line"] for fact in facts_of(read_fact_csv(Document.of_bytes("f.csv", data)))] == [2, 4]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "f.csv: got an empty document, expected a header row"),
        (b"<html><body>no", "f.csv: line 1: got '<html><body>no', expected a header row, not a web page"),
    ],
)
def test_a_document_of_another_kind_is_told(data: bytes, fault: str) -> None:
    assert faults_of(read_fact_csv(Document.of_bytes("f.csv", data))) == [fault]


def test_two_days_for_one_filing_are_told_and_both_rows_kept() -> None:
    found = reading(FACT_HEADER, FACT_ROW, changed("filed", "2025-01-31"))
    fault = "got 10-K filed 2025-01-31, expected 10-K filed 2025-01-30 as further above"
    assert faults_of(found) == [f"f.csv: line 3: {fault} ({NUMBER})"]
    assert len(facts_of(found)) == 2


@pytest.mark.shared
def test_the_transcribed_files_are_read_row_by_row(shared: Path) -> None:
    for path in sorted((shared / "data/sec/transcribed").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            expected = [
                (
                    int(row["cik"]),
                    row["concept"],
                    row["unit"],
                    row["start"] or None,
                    row["end"],
                    Decimal(row["value"]),
                    row["accession"],
                    row["form"],
                    row["filed"],
                )
                for row in csv.DictReader(stream)
            ]
        found = list(read_fact_csv(document_of(path)))
        got = [
            (
                int(item.entity.removeprefix("CIK")),
                item.concept,
                item.unit,
                item.start.isoformat() if item.start else None,
                item.end.isoformat() if item.end else None,
                item.value,
                item.accession,
                item.form,
                item.filed.isoformat() if item.filed else None,
            )
            for item in found
            if isinstance(item, FactRow)
        ]
        assert got == expected
        assert not faults_of(found)


@pytest.mark.shared
def test_microsofts_cost_of_revenue_of_a_quarter(shared: Path) -> None:
    found = read_fact_csv(document_of(shared / "data/sec/transcribed/CIK0000789019.csv"))
    fact = next(item for item in found if isinstance(item, FactRow))
    assert (fact.concept, fact.value) == ("us-gaap:CostOfRevenue", Decimal(11002000000))
    assert (fact.start, fact.end, fact.filed) == (date(2020, 7, 1), date(2020, 9, 30), date(2020, 10, 27))
