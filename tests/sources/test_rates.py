"""The ECB's reference rates: every cell that holds a rate, and what is wrong with the others."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fakes.tables import faults_of, text
from titre.sources.documents import Document, document_of
from titre.sources.rows import RateRow
from titre.sources.tabular.rates import read_rates

if TYPE_CHECKING:
    from pathlib import Path

    from titre.kernel.findings import Finding


def reading(*lines: str) -> list[RateRow | Finding]:
    return list(read_rates(Document.of_bytes("r.csv", text(*lines))))


def rates(items: list[RateRow | Finding]) -> list[RateRow]:
    return [item for item in items if isinstance(item, RateRow)]


def test_each_rate_is_a_row_and_na_is_none() -> None:
    assert reading("Date,USD,BGN,JPY,", "2026-10-30,1.1172,N/A,175.68,") == [
        RateRow(date(2026, 10, 30), "EUR", "USD", Decimal("1.1172"), "European Central Bank", "r.csv", 2),
        RateRow(date(2026, 10, 30), "EUR", "JPY", Decimal("175.68"), "European Central Bank", "r.csv", 2),
    ]


def test_the_file_of_one_day_is_read() -> None:
    (row,) = reading("Date, USD, ", "30 October 2026, 1.1172, ")
    assert isinstance(row, RateRow)
    assert (row.day, row.currency) == (date(2026, 10, 30), "USD")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            "2026-02-30,1,1,",
            "line 2, column Date: got '2026-02-30', expected a day that exists, written as 2025-03-31",
        ),
        ("31 February 2026,1,1,", "line 2, column Date: got '31 February 2026', expected a day that exists"),
        ("2026-02-03,-1,1,", "line 2, column USD: got '-1', expected a rate above 0, or N/A"),
        ("2026-02-03,NaN,1,", "line 2, column USD: got 'NaN', expected a number of at most 26 digits"),
        ("2026-02-03,1", "line 2: got 2 cells, expected 4 cells"),
    ],
)
def test_a_fault_is_told_and_costs_only_itself(line: str, fault: str) -> None:
    found = reading("Date,USD,JPY,", line, "2026-02-02,1.1,160,")
    assert len(faults_of(found)) == 1
    assert faults_of(found)[0].startswith(f"r.csv: {fault}")
    assert [row.currency for row in rates(found) if row.line == 3] == ["USD", "JPY"]


def test_an_unknown_currency_costs_its_column() -> None:
    found = reading("Date,USD,XYZ", "2026-02-02,1.1,160")
    assert faults_of(found) == [
        "r.csv: line 1, column XYZ: got 'XYZ', expected a currency code of ISO 4217, as USD"
    ]
    assert [row.currency for row in rates(found)] == ["USD"]


def test_a_day_twice_is_told() -> None:
    found = reading("Date,USD", "2026-02-02,1.1", "2026-02-02,1.2")
    assert faults_of(found) == [
        "r.csv: line 3, column Date: got '2026-02-02', expected each day once, line 2 has it"
    ]


@pytest.mark.shared
def test_the_banks_history_is_read_cell_by_cell(shared: Path) -> None:
    path = shared / "data/fx/eurofxref-hist.csv.gz"
    with gzip.open(path) as stream:
        content = io.TextIOWrapper(stream, "utf-8", newline="")
        expected = [
            (row["Date"], currency, Decimal(cell))
            for row in csv.DictReader(content)
            for currency, cell in row.items()
            if currency not in ("Date", "") and cell != "N/A"
        ]
    found = list(read_rates(document_of(path)))
    assert not faults_of(found)
    assert [(row.day.isoformat(), row.currency, row.rate) for row in rates(found)] == expected
    assert len({row.day for row in rates(found)}) == 7126
    first, last = rates(found)[0], rates(found)[-1]
    assert (first.day, first.currency, first.rate) == (date(2026, 10, 30), "USD", Decimal("1.1172"))
    assert (last.day, last.currency, last.rate) == (date(1999, 1, 4), "ZAR", Decimal("6.9358"))
    assert {row.base for row in rates(found)} == {"EUR"}
