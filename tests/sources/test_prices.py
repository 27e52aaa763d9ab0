"""Prices and dividends by column mappings, as files in the field write them."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fakes.tables import faults_of, text
from titre.sources.documents import Document, document_of
from titre.sources.rows import DOUBT, PriceRow
from titre.sources.settings import DEFAULT_PRICES, PriceMapping, TextForm
from titre.sources.tabular.prices import mapping_for, read_prices

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from titre.kernel.findings import Finding

FRENCH = PriceMapping(
    "boursorama",
    day="Jour",
    values={"close": "Clôture", "open": "Ouverture"},
    currency_code="EUR",
    origin_name="Boursorama",
    form=TextForm(encoding="cp1252", separator=";", decimal=",", grouping=" ", day_format="%d/%m/%Y"),
)


def reading(
    *lines: str,
    name: str = "AAPL.csv",
    mappings: Sequence[PriceMapping] = DEFAULT_PRICES,
    encoding: str = "utf-8",
) -> list[PriceRow | Finding]:
    data = text(*lines).decode().encode(encoding)
    return list(read_prices(Document.of_bytes(name, data), mappings))


def prices(items: list[PriceRow | Finding]) -> list[PriceRow]:
    return [item for item in items if isinstance(item, PriceRow)]


def test_each_known_cell_is_a_row_and_an_empty_one_is_none() -> None:
    found = reading(
        "date,symbol,close,adj_close,currency", "2024-07-01,AEM,64.3,,USD", "2024-07-02,AEM,,62.1,USD"
    )
    assert found == [
        PriceRow("AEM", date(2024, 7, 1), "close", Decimal("64.3"), "USD", None, "AAPL.csv", 2),
        PriceRow("AEM", date(2024, 7, 2), "adjusted_close", Decimal("62.1"), "USD", None, "AAPL.csv", 3),
    ]


def test_a_dividend_keeps_its_source() -> None:
    (row,) = reading(
        "ex_date,symbol,amount,currency,basis,source,commit,note",
        "2024-08-12,AAPL,0.25,USD,derived,Some list,,x",
    )
    assert row == PriceRow(
        "AAPL", date(2024, 8, 12), "dividend", Decimal("0.25"), "USD", "Some list", "AAPL.csv", 2
    )


def test_daily_bars_take_the_symbol_from_the_name() -> None:
    found = prices(reading("Date,Open,High,Low,Close,Adj Close,Volume", "2025-01-02,1,3,0.5,2,1.9,900"))
    assert [(row.symbol, row.kind, str(row.value)) for row in found] == [
        ("AAPL", "open", "1"),
        ("AAPL", "high", "3"),
        ("AAPL", "low", "0.5"),
        ("AAPL", "close", "2"),
        ("AAPL", "adjusted_close", "1.9"),
    ]
    assert {row.currency for row in found} == {None}


def test_bars_without_an_adjusted_close_keep_their_other_columns() -> None:
    found = prices(reading("Date,Open,High,Low,Close,Volume", "2025-01-02,1,3,0.5,2,900"))
    assert [row.kind for row in found] == ["open", "high", "low", "close"]


def test_a_day_written_as_its_midnight_is_a_day() -> None:
    header = "Date,Open,High,Low,Close,Volume,Dividends,Stock Splits"
    found = prices(reading(header, "2025-01-02 00:00:00-05:00,1,3,0.5,2,900,0.0,0.0"))
    assert {row.day for row in found} == {date(2025, 1, 2)}
    assert found[-1].kind == "dividend"
    assert found[-1].value == 0


def test_a_mapping_of_the_desk_reads_a_french_file() -> None:
    found = reading(
        "Jour;Ouverture;Clôture",
        "02/01/2025;1 234,50;1 240,5",
        name="MC.csv",
        mappings=(FRENCH,),
        encoding="cp1252",
    )
    assert found == [
        PriceRow("MC", date(2025, 1, 2), "close", Decimal("1240.5"), "EUR", "Boursorama", "MC.csv", 2),
        PriceRow("MC", date(2025, 1, 2), "open", Decimal("1234.50"), "EUR", "Boursorama", "MC.csv", 2),
    ]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_any_space_groups_thousands(space: str) -> None:
    (row,) = prices(
        reading(
            "Jour;Clôture",
            f"02/01/2025;1{space}240,5",
            mappings=(
                PriceMapping(
                    "x",
                    "Jour",
                    {"close": "Clôture"},
                    form=TextForm(decimal=",", grouping=" ", day_format="%d/%m/%Y"),
                ),
            ),
        )
    )
    assert row.value == Decimal("1240.5")


def test_the_desks_own_mapping_comes_first() -> None:
    own = PriceMapping("mine", day="Date", values={"close": "Close"}, currency_code="EUR")
    head = b"Date,Open,High,Low,Close,Adj Close\n"
    assert mapping_for(head, (own, *DEFAULT_PRICES)) is own
    bars = mapping_for(head, DEFAULT_PRICES)
    assert bars is not None
    assert bars.name == "daily bars"
    assert mapping_for(b"file,licence\n", (own, *DEFAULT_PRICES)) is None


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("2024-07-02,A,x,,USD", "column close: got 'x', expected a number of at most 26 digits"),
        ("2024-07-02,A,NaN,,USD", "column close: got 'NaN', expected a number of at most 26 digits"),
        ("2024-07-02,A,1e99,,USD", "column close: got '1e99', expected a number of at most 26 digits"),
        (
            "2024-07-02,A,-1,,USD",
            "column close: got '-1', expected a price above 0, or an empty",
        ),
        (
            "2024-07-02,A,0,,USD",
            "column close: got '0', expected a price above 0, or an empty",
        ),
        ("2024-07-02,A,1,,GBX", "column currency: got 'GBX', expected a currency code of ISO 4217, as USD"),
        ("2024-07-02,,1,,USD", "column symbol: got an empty cell, expected the symbol of a security"),
        (
            "2023-02-29,A,1,,USD",
            "column date: got '2023-02-29', expected a day that exists, written as 2025-03-31",
        ),
    ],
)
def test_a_faulty_cell_is_told_with_its_line(row: str, fault: str) -> None:
    found = reading("date,symbol,close,adj_close,currency", "2024-07-01,A,1,,USD", row, "2024-07-03,A,1,,USD")
    assert len(faults_of(found)) == 1
    assert faults_of(found)[0].startswith(f"AAPL.csv: line 3, {fault}")
    # The day has something that is no price: nobody is to take the close before it.
    told = row.startswith("2024-07-02,A")
    assert [item.line for item in prices(found)] == ([2, 3, 4] if told else [2, 4])
    assert [item.line for item in prices(found) if item.value == DOUBT] == ([3] if told else [])


def test_one_faulty_price_leaves_the_other_of_its_row() -> None:
    found = reading("date,symbol,close,adj_close,currency", "2024-07-01,A,x,1,USD")
    assert [(row.kind, row.value) for row in prices(found)] == [("close", DOUBT), ("adjusted_close", 1)]
    assert len(faults_of(found)) == 1


@pytest.mark.parametrize("cell", ["", "null", "N/A", "n/a", "-", "None"])
def test_what_programs_write_for_unknown_is_none(cell: str) -> None:
    assert reading("date,symbol,close", f"2024-07-01,A,{cell}") == []


def test_a_day_twice_with_another_price_is_told_and_with_the_same_passed_over() -> None:
    found = reading(
        "date,symbol,close", "2024-07-01,A,1", "2024-07-01,A,1.0", "2024-07-01,A,2", "2024-07-01,B,3"
    )
    assert [(row.symbol, row.line, row.value) for row in prices(found)] == [
        ("A", 2, 1), ("A", 4, DOUBT), ("B", 5, 3),
    ]  # fmt: skip
    assert faults_of(found) == [
        "AAPL.csv: line 4, column close: got '2', expected 1 as in line 2 (A 2024-07-01)"
    ]


@pytest.mark.parametrize(
    ("rows", "amount"),
    [
        (("2024-07-01,A,0.25,USD,regular", "2024-07-01,A,1.50,USD,special"), "1.75"),
        (("2024-07-01,A,0.25,USD,regular", "2024-07-01,A,0.25,USD,regular"), "0.25"),
        # Once, rounded by one of two sources, or twice: nobody can tell.
        (("2024-07-01,A,0.25,USD,x", "2024-07-01,A,0.25,USD,y"), DOUBT),
        (("2024-07-01,A,0.25,USD,x", "2024-07-01,A,0.248,USD,y"), DOUBT),
        (("2024-07-01,A,0.25,USD,x", "2024-07-01,A,0.35,CAD,y"), DOUBT),
    ],
)
def test_distributions_of_one_day_are_added_up_unless_they_may_be_one(
    rows: Sequence[str], amount: str | Decimal
) -> None:
    found = reading("ex_date,symbol,amount,currency,note", *rows)
    (row,) = prices(found)
    assert row.value == Decimal(amount)
    assert bool(faults_of(found)) == (amount == DOUBT)


@pytest.mark.parametrize("row", ["2024-07-02,A,12,50,USD", "2024-07-02,A,12.5"])
def test_a_row_with_another_number_of_cells_leaves_a_doubt_of_its_day(row: str) -> None:
    found = reading("date,symbol,close,currency", "2024-07-01,A,1,USD", row)
    assert len(faults_of(found)) == 1
    assert [(item.day.day, item.value) for item in prices(found)] == [(1, 1), (2, DOUBT)]


def test_the_noise_of_a_binary_fraction_is_rounded_to_what_the_store_holds() -> None:
    (row,) = prices(reading("date,symbol,close", "2024-07-01,A,214.7033996582031250001"))
    assert row.value == Decimal("214.703399658203")


def test_a_file_that_fits_no_mapping_is_told() -> None:
    assert faults_of(reading("file,licence", "a,b")) == [
        "AAPL.csv: line 1: got 'file, licence', expected columns of a mapping under [prices] in desk.toml"
    ]


@pytest.mark.shared
def test_the_price_files_are_read_cell_by_cell(shared: Path) -> None:
    columns = {"close": "close", "adj_close": "adjusted_close"}
    total = 0
    for path in sorted((shared / "data/prices").rglob("*.csv")):
        if path.name in ("SOURCES.csv", "dividends.csv"):
            continue
        with path.open(encoding="utf-8", newline="") as stream:
            expected = [
                (row["symbol"], row["date"], columns[column], Decimal(row[column]), row["currency"])
                for row in csv.DictReader(stream)
                for column in columns
                if row[column]
            ]
        found = list(read_prices(document_of(path), DEFAULT_PRICES))
        assert not faults_of(found)
        got = [(row.symbol, row.day.isoformat(), row.kind, row.value, row.currency) for row in prices(found)]
        assert got == expected
        total += len(got)
    assert total > 19_000


@pytest.mark.shared
def test_the_dividends_keep_who_said_them(shared: Path) -> None:
    path = shared / "data/prices/dividends.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        expected = [
            (row["symbol"], row["ex_date"], Decimal(row["amount"]), row["source"])
            for row in csv.DictReader(stream)
        ]
    found = list(read_prices(document_of(path), DEFAULT_PRICES))
    assert not faults_of(found)
    assert [(row.symbol, row.day.isoformat(), row.value, row.origin) for row in prices(found)] == expected
    assert {row.kind for row in prices(found)} == {"dividend"}


@pytest.mark.parametrize(
    ("header", "row", "told"),
    [
        ("Date,Open,High,Low,Close", "2025-01-02,10,12,9,12.01", "column Close: got '12.01'"),
        ("Date,Open,High,Low,Close", "2025-01-02,10,12,9,8.99", "column Close: got '8.99'"),
        ("Date,Open,High,Low,Close", "2025-01-02,99,12,9,10", "column Open: got '99'"),
        ("Date,High,Low,Close", "2025-01-02,12,,1500000", "column Close: got '1500000'"),
        (
            "date,symbol,close,low,high,currency",
            "2025-01-02,AAPL,1500000,9,12,USD",
            "column Close: got '1500000'",
        ),
    ],
)
def test_a_price_outside_the_low_and_high_of_its_day_is_a_doubt(header: str, row: str, told: str) -> None:
    found = reading(header, row)
    (fault,) = faults_of(found)
    assert f"{told}, expected a price between the day's low and high" in str(fault)
    doubted = [one.kind for one in prices(found) if one.value == DOUBT]
    assert doubted == [told.split()[1].rstrip(":").lower()]


def test_what_binary_fractions_leave_of_a_price_may_be_a_little_outside() -> None:
    found = reading("Date,Open,High,Low,Close", "2025-01-02,10,12.34,9,12.340000152587891")
    assert not faults_of(found)
    # A low of 0 is one that is not known.
    found = reading("date,symbol,close,adj_close,low,high,currency", "2025-01-02,AAPL,10,10,0,0,USD")
    assert not faults_of(found)


def test_bars_that_tell_their_symbols_are_not_named_by_the_file() -> None:
    found = prices(
        reading("date,symbol,open,high,low,close,volume", "2025-01-02,NEM,1,3,0.5,2,900", name="all.csv")
    )
    assert {row.symbol for row in found} == {"NEM"}
    assert [row.kind for row in found] == ["open", "high", "low", "close"]


def test_pence_are_kept_in_pounds_exactly() -> None:
    pence = PriceMapping(
        "london", day="Date", values={"close": "Close", "dividend": "Paid"}, currency_code="GBP",
        divisor=Decimal(100),
    )  # fmt: skip
    found = reading("Date,Close,Paid", "2025-01-02,1234.565,3.5", mappings=[pence])
    assert [(row.kind, row.value, row.currency) for row in prices(found)] == [
        ("close", Decimal("12.34565"), "GBP"),
        ("dividend", Decimal("0.035"), "GBP"),
    ]
    longest = "12345678901234567890123456.123456789012"
    (row,) = prices(reading("Date,Close", f"2025-01-02,{longest}", mappings=[pence]))
    assert row.value == Decimal("123456789012345678901234.561234567890")
