"""``titre pull`` against a server that plays EDGAR."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from fakes.commands import titre
from fakes.edgar_server import EdgarServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ROW = {
    "start": "2024-01-01",
    "end": "2024-12-31",
    "val": 1250000,
    "accn": "0000000077-25-000001",
    "fy": 2024,
    "fp": "FY",
    "form": "10-K",
    "filed": "2025-02-03",
}
_FACTS = {
    "cik": 77,
    "entityName": "Example Corp",
    "facts": {"us-gaap": {"Revenues": {"label": "Revenues", "description": "", "units": {"USD": [_ROW]}}}},
}
_SUBMISSIONS = {
    "cik": "0000000077",
    "name": "Example Corp",
    "tickers": ["EXM"],
    "exchanges": ["NYSE"],
    "sic": "7370",
    "fiscalYearEnd": "1231",
    "formerNames": [],
    "filings": {
        "recent": {
            "accessionNumber": ["0000000077-25-000001"],
            "filingDate": ["2025-02-03"],
            "reportDate": ["2024-12-31"],
            "acceptanceDateTime": ["2025-02-03T16:30:12.000Z"],
            "form": ["10-K"],
            "primaryDocument": ["exm-20241231.htm"],
        },
        "files": [],
    },
}


@pytest.fixture
def edgar() -> Iterator[EdgarServer]:
    with EdgarServer() as server:
        server.store_company(77, "EXM", "Example Corp")
        server.store("/api/xbrl/companyfacts/CIK0000000077.json", json.dumps(_FACTS).encode())
        server.store("/submissions/CIK0000000077.json", json.dumps(_SUBMISSIONS).encode())
        yield server


@pytest.fixture
def desk(tmp_path: Path, edgar: EdgarServer) -> Path:
    titre("new", "desk", cwd=tmp_path)
    settings = tmp_path / "desk" / "desk.toml"
    identity = 'identity = "Ada Lovelace ada@analytical.engine"'
    told = settings.read_text("utf-8").replace('identity = ""', f'{identity}\naddress = "{edgar.address}"')
    settings.write_text(told, "utf-8")
    return tmp_path / "desk"


def test_a_company_is_pulled_by_its_ticker_and_its_facts_are_there(desk: Path, edgar: EdgarServer) -> None:
    ran = titre("pull", "EXM", cwd=desk)
    assert (ran.status, ran.err) == (0, "")
    assert "1,250,000" in titre("facts", "EXM", "us-gaap:Revenues", cwd=desk).out
    assert {request.headers["user-agent"] for request in edgar.requests} == {
        "Ada Lovelace ada@analytical.engine"
    }


def test_pulling_again_adds_nothing(desk: Path) -> None:
    titre("pull", "EXM", cwd=desk)
    before = titre("status", "--format", "json", cwd=desk).out
    again = titre("pull", "EXM", cwd=desk)
    assert again.status == 0
    assert titre("status", "--format", "json", cwd=desk).out == before


def test_one_unknown_company_does_not_keep_the_others_away(desk: Path) -> None:
    ran = titre("pull", "NOBODY", "EXM", cwd=desk)
    assert ran.status == 1
    assert "NOBODY" in ran.err
    assert titre("facts", "EXM", cwd=desk).status == 0


def test_without_an_identity_edgar_is_not_asked(desk: Path, edgar: EdgarServer) -> None:
    settings = desk / "desk.toml"
    settings.write_text(
        settings.read_text("utf-8").replace("Ada Lovelace ada@analytical.engine", ""), "utf-8"
    )
    ran = titre("pull", "EXM", cwd=desk)
    assert ran.status == 1
    assert "who is calling" in ran.err
    assert edgar.requests == []
    assert titre("pull", "EXM", cwd=desk, TITRE_IDENTITY="Ada ada@analytical.engine").status == 0
