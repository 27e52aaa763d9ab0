"""Names and filings as EDGAR's submissions tell them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from fakes.tables import faults_of
from titre.sources.documents import Document
from titre.sources.filers.submissions import read_submissions
from titre.sources.filers.tickers import read_tickers
from titre.sources.rows import EntityRow, FilingRow

NUMBER = "0001326801-25-000017"


def columns(*accepted: str, **others: list[Any]) -> dict[str, list[Any]]:
    count = len(accepted)
    return {
        "accessionNumber": [f"0001326801-25-{index + 17:06d}" for index in range(count)],
        "filingDate": ["2025-01-30"] * count,
        "reportDate": ["2024-12-31"] * count,
        "acceptanceDateTime": list(accepted),
        "form": ["10-K"] * count,
        "primaryDocument": ["meta-20241231.htm"] * count,
    } | others


def company(recent: dict[str, list[Any]], **others: object) -> dict[str, Any]:
    return {
        "cik": "0001326801",
        "entityType": "operating",
        "sic": "7370",
        "name": "Meta Platforms, Inc.",
        "tickers": ["META"],
        "exchanges": ["Nasdaq"],
        "fiscalYearEnd": "1231",
        "formerNames": [
            {"name": "Facebook Inc", "from": "2005-05-11T04:00:00.000Z", "to": "2021-10-28T04:00:00.000Z"}
        ],
        "filings": {"recent": recent, "files": []},
    } | others


def reading(content: object, name: str = "CIK0001326801.json") -> list[object]:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return list(read_submissions(Document.of_bytes(name, data)))


def accepted(*clocks: str) -> list[datetime | None]:
    found = reading(company(columns(*clocks)))
    return [item.accepted for item in found if isinstance(item, FilingRow)]


def test_names_symbols_and_year_end() -> None:
    found = [item for item in reading(company(columns())) if isinstance(item, EntityRow)]
    assert [(item.kind, item.name, item.since, item.until) for item in found] == [
        ("name", "Meta Platforms, Inc.", None, None),
        ("former_name", "Facebook Inc", date(2005, 5, 11), date(2021, 10, 28)),
        ("ticker", "META", None, None),
        ("exchange", "Nasdaq", None, None),
        ("sic", "7370", None, None),
        ("fiscal_year_end", "--12-31", None, None),
    ]
    assert {item.entity for item in found} == {"CIK0001326801"}


def test_a_filing_has_its_days_and_its_main_document() -> None:
    (filing,) = (item for item in reading(company(columns(""))) if isinstance(item, FilingRow))
    assert filing == FilingRow(
        NUMBER,
        "CIK0001326801",
        "10-K",
        date(2025, 1, 30),
        "CIK0001326801.json",
        date(2024, 12, 31),
        None,
        "meta-20241231.htm",
    )


def test_a_filing_that_reports_on_no_day_has_none() -> None:
    (filing,) = (
        item for item in reading(company(columns("", reportDate=[""]))) if isinstance(item, FilingRow)
    )
    assert filing.period_end is None


def test_hours_that_only_utc_can_have_are_read_as_utc() -> None:
    # 00:30 in UTC is 19:30 in New York; at half past midnight in New York EDGAR takes nothing.
    assert accepted("2025-01-31T00:30:00.000Z", "2025-01-30T21:05:41.000Z") == [
        datetime(2025, 1, 31, 0, 30, tzinfo=UTC),
        datetime(2025, 1, 30, 21, 5, 41, tzinfo=UTC),
    ]


def test_hours_that_only_new_york_can_have_are_read_as_new_yorks() -> None:
    # Half past seven in UTC is half past three in New York, when EDGAR is closed.
    assert accepted("2025-04-30T07:30:32.000Z", "2025-01-30T16:21:59.000Z") == [
        datetime(2025, 4, 30, 11, 30, 32, tzinfo=UTC),
        datetime(2025, 1, 30, 21, 21, 59, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    "clocks",
    [
        ("2025-01-30T16:21:59.000Z",),
        ("2025-01-30T07:30:00.000Z", "2025-01-31T00:30:00.000Z"),
        ("1996-01-30T00:00:00.000Z",),
        ("soon",),
    ],
)
def test_hours_that_leave_both_readings_or_none_are_not_guessed(clocks: tuple[str, ...]) -> None:
    assert accepted(*clocks) == [None] * len(clocks)


def test_older_filings_tell_their_company_by_the_name_of_the_document() -> None:
    found = reading(columns(""), "x.zip!CIK0001326801-submissions-001.json")
    assert [item.entity for item in found if isinstance(item, FilingRow)] == ["CIK0001326801"]
    (fault,) = faults_of(reading(columns(""), "older.json"))
    assert "nothing else tells the company" in fault


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("accessionNumber", "17", "accessionNumber/1: got '17', expected an accession number"),
        ("filingDate", "2025-02-30", "filingDate/1: got '2025-02-30', expected a day that exists"),
        ("filingDate", None, "filingDate/1: got 'null', expected a day that exists"),
    ],
)
def test_a_faulty_filing_costs_only_itself(column: str, value: object, fault: str) -> None:
    recent = columns("", "", "")
    recent[column][1] = value
    found = reading(company(recent))
    assert len(faults_of(found)) == 1
    assert f"filings/recent/{fault}" in faults_of(found)[0]
    assert sum(isinstance(item, FilingRow) for item in found) == 2


def test_columns_of_unequal_length_are_told() -> None:
    found = reading(company(columns("", "", form=["10-K"])))
    assert (
        "filings/recent/form: got 1 values, expected 2 as there are accession numbers" in faults_of(found)[0]
    )
    assert not any(isinstance(item, FilingRow) for item in found)
    found = reading(company(columns("", "", primaryDocument=["a.htm"])))
    assert len(faults_of(found)) == 1
    assert [item.primary_document for item in found if isinstance(item, FilingRow)] == [None, None]


@pytest.mark.parametrize(
    ("others", "fault"),
    [
        ({"cik": "Meta"}, "cik: got 'Meta', expected a Central Index Key"),
        ({"name": ""}, "name: got '', expected the name of the company"),
        ({"fiscalYearEnd": "1332"}, "fiscalYearEnd: got '1332', expected month and day, as 1231"),
        ({"tickers": "META"}, "tickers: got 'META', expected a list of texts"),
        ({"formerNames": [{}]}, "formerNames/0: got '{…}', expected an object with a name"),
        ({"formerNames": 7}, "formerNames: got '7', expected a list of names"),
        ({"filings": []}, "filings: got '[…]', expected an object"),
    ],
)
def test_a_faulty_field_is_told(others: dict[str, object], fault: str) -> None:
    assert faults_of(reading(company(columns(""), **others))) == [f"CIK0001326801.json: {fault}"]


def test_a_key_that_stands_twice_is_told() -> None:
    data = json.dumps(company(columns(""))).replace('"sic"', '"name": "Other", "sic"').encode()
    assert "got the key 'name' twice" in faults_of(reading(data))[0]


@pytest.mark.parametrize("data", [b"", b"<html>busy</html>", b'{"cik": ', b"[" * 10_000, b"\xff{}"])
def test_what_is_no_json_is_told_in_one_line(data: bytes) -> None:
    (fault,) = faults_of(reading(data))
    assert fault.startswith("CIK0001326801.json: ")
    assert len(fault) < 200


SHORT = (
    b'{"0":{"cik_str":320193,"ticker":"AAPL","title":"Apple Inc."},'
    b'"1":{"cik_str":320193,"ticker":"B","title":"Apple Inc."}}'
)
LONG = (
    b'{"fields":["cik","name","ticker","exchange"],'
    b'"data":[[320193,"Apple Inc.","AAPL","Nasdaq"],[1,"A","B",null]]}'
)


def tickers(data: bytes) -> list[tuple[str, str, str]]:
    found = list(read_tickers(Document.of_bytes("t.json", data)))
    assert not faults_of(found)
    return [(item.entity, item.kind, item.name) for item in found if isinstance(item, EntityRow)]


def test_tickers_of_the_short_list() -> None:
    assert tickers(SHORT) == [
        ("CIK0000320193", "name", "Apple Inc."),
        ("CIK0000320193", "ticker", "AAPL"),
        ("CIK0000320193", "ticker", "B"),
    ]


def test_tickers_of_the_long_list() -> None:
    assert tickers(LONG) == [
        ("CIK0000320193", "name", "Apple Inc."),
        ("CIK0000320193", "ticker", "AAPL"),
        ("CIK0000320193", "exchange", "Nasdaq"),
        ("CIK0000000001", "name", "A"),
        ("CIK0000000001", "ticker", "B"),
    ]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (SHORT.replace(b'"AAPL"', b"7"), "0/ticker: got '7', expected a text"),
        (SHORT.replace(b'"AAPL"', b"null"), "0/ticker: got 'null', expected a text"),
        (
            SHORT.replace(b'"cik_str":320193,"ticker":"B"', b'"ticker":"B"'),
            "1/cik: got 'null', expected a Central",
        ),
        (LONG.replace(b"[1,", b"[1,2,"), "data/1: got '[…]', expected a list of 4 values"),
        (b'{"fields":["cik"],"data":7}', "data: got '7', expected a list of rows"),
        (b'{"0": 7}', "0: got '7', expected an object"),
        (b"{", "line 1, column 2: got"),
    ],
)
def test_a_faulty_entry_is_told(data: bytes, fault: str) -> None:
    found = faults_of(read_tickers(Document.of_bytes("t.json", data)))
    assert [one.startswith(f"t.json: {fault}") for one in found] == [True]
