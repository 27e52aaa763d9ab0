"""What EDGAR sends in place of a document never becomes one, and what may pass is asked for again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from fakes.edgar_server import ACCESS_DENIED, BLOCK_PAGE, MAINTENANCE_PAGE, EdgarServer, Fault
from titre.kernel.findings import Finding
from titre.sources.errors import (
    ContentRefused,
    DownloadFailed,
    EdgarBlocked,
    IdentityMissing,
    NotPublished,
    Unreachable,
)
from titre.sources.network.downloads import Pulled
from titre.sources.network.edgar import Addresses, Edgar

if TYPE_CHECKING:
    from pathlib import Path

    from fakes.waits import Waits
    from titre.sources.network.pacing import Pacer
    from titre.sources.network.retries import Patience

FACTS = "/api/xbrl/companyfacts/CIK0000000007.json"
TICKERS = "/files/company_tickers.json"


@pytest.fixture(autouse=True)
def _company(server: EdgarServer) -> None:
    server.store_company(7, "SEV", "Seven Inc.")


def visible(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*") if file.is_file() and not file.name.startswith("."))


def test_without_an_identity_nothing_is_asked(tmp_path: Path, server: EdgarServer) -> None:
    with pytest.raises(IdentityMissing, match="TITRE_IDENTITY"):
        Edgar(None, tmp_path, addresses=Addresses(server.address, server.address))
    assert server.requests == []


def test_a_document_arrives_whole_and_the_request_says_who_asks(edgar: Edgar, server: EdgarServer) -> None:
    pulled = edgar.companyfacts(7)
    assert pulled.changed
    assert json.loads(pulled.path.read_bytes())["entityName"] == "Seven Inc."
    (request,) = server.requests
    assert request.headers["user-agent"] == "Ada Lovelace ada@analytical.engine"


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429, 408])
def test_a_passing_failure_is_asked_again_ever_later(
    status: int, edgar: Edgar, server: EdgarServer, waits: Waits
) -> None:
    server.fail(FACTS, *[Fault(status)] * 3)
    assert edgar.companyfacts(7).changed
    assert waits.slept == [1.0, 2.0, 4.0]


def test_a_wait_that_the_site_names_is_kept(edgar: Edgar, server: EdgarServer, waits: Waits) -> None:
    server.fail(FACTS, Fault(429, headers={"Retry-After": "7"}))
    assert edgar.companyfacts(7).changed
    assert sum(waits.slept) == pytest.approx(7)


def test_a_wait_until_a_moment_is_kept(edgar: Edgar, server: EdgarServer, waits: Waits) -> None:
    server.fail(FACTS, Fault(503, headers={"Retry-After": "Mon, 02 Nov 2026 09:00:30 GMT"}))
    assert edgar.companyfacts(7).changed
    assert sum(waits.slept) == pytest.approx(30)


def test_a_wait_of_no_time_is_not_taken_at_its_word(edgar: Edgar, server: EdgarServer, waits: Waits) -> None:
    server.fail(FACTS, *[Fault(429, headers={"Retry-After": "0"})] * 3)
    assert edgar.companyfacts(7).changed
    assert waits.slept == [1.0, 2.0, 4.0]


def test_a_wait_of_hours_is_left_to_the_user(edgar: Edgar, server: EdgarServer, waits: Waits) -> None:
    server.fail("/submissions/CIK0000000007.json", Fault(429, headers={"Retry-After": "7200"}))
    with pytest.raises(Unreachable, match="7200 seconds"):
        list(edgar.pull_companies([7, 8]))
    assert waits.slept == []
    assert len(server.requests) == 1


def test_what_does_not_pass_is_given_up(edgar: Edgar, server: EdgarServer) -> None:
    server.fail(FACTS, *[Fault(500)] * 20)
    with pytest.raises(DownloadFailed, match="status 500"):
        edgar.companyfacts(7)
    assert len(server.requests) == 6


@pytest.mark.parametrize("status", [200, 403, 429, 503])
def test_the_block_page_is_a_block_under_any_status(
    status: int, edgar: Edgar, server: EdgarServer, tmp_path: Path
) -> None:
    server.fail(FACTS, Fault(status, BLOCK_PAGE))
    with pytest.raises(EdgarBlocked, match="wait 10 minutes"):
        edgar.companyfacts(7)
    assert len(server.requests) == 1
    assert visible(tmp_path / "edgar") == []


def test_while_blocked_nobody_asks_and_afterwards_one_may(
    edgar: Edgar, server: EdgarServer, waits: Waits
) -> None:
    server.fail(FACTS, Fault(403, BLOCK_PAGE))
    with pytest.raises(EdgarBlocked):
        edgar.companyfacts(7)
    waits.sleep(4 * 60)
    with pytest.raises(EdgarBlocked, match="wait 6 minutes"):
        edgar.submissions(7).__next__()
    assert len(server.requests) == 1
    waits.sleep(6 * 60)
    assert edgar.companyfacts(7).changed


def test_a_block_ends_the_whole_list(edgar: Edgar, server: EdgarServer) -> None:
    server.store_company(8, "EIG", "Eight Inc.")
    server.fail("/submissions/CIK0000000007.json", Fault(403, BLOCK_PAGE))
    with pytest.raises(EdgarBlocked):
        list(edgar.pull_companies([7, 8]))
    assert len(server.requests) == 1


def test_a_corrected_identity_may_ask_at_once(
    edgar: Edgar, server: EdgarServer, tmp_path: Path, pace: Pacer, patience: Patience, waits: Waits
) -> None:
    server.fail(FACTS, Fault(403, BLOCK_PAGE))
    with pytest.raises(EdgarBlocked):
        edgar.companyfacts(7)
    with Edgar(
        "Grace Hopper grace@navy.mil",
        tmp_path / "edgar",
        addresses=Addresses(server.address, server.address),
        pace=pace,
        patience=patience,
        clock=waits,
        state=tmp_path / "state",
    ) as other:
        assert other.companyfacts(7).changed


@pytest.mark.parametrize("pull", ["companyfacts", "bulk_companyfacts", "tickers"])
def test_a_web_page_in_place_of_data_is_refused_and_the_file_of_before_stays(
    pull: str, edgar: Edgar, server: EdgarServer, tmp_path: Path
) -> None:
    path = {
        "companyfacts": FACTS,
        "bulk_companyfacts": "/Archives/edgar/daily-index/xbrl/companyfacts.zip",
        "tickers": TICKERS,
    }[pull]
    server.fail(path, Fault(200, MAINTENANCE_PAGE))
    with pytest.raises(ContentRefused, match="got a web page"):
        edgar.companyfacts(7) if pull == "companyfacts" else getattr(edgar, pull)()
    assert visible(tmp_path / "edgar") == []


def test_a_web_page_leaves_the_file_of_before(edgar: Edgar, server: EdgarServer) -> None:
    before = edgar.companyfacts(7).path.read_bytes()
    server.fail(FACTS, Fault(200, MAINTENANCE_PAGE))
    with pytest.raises(ContentRefused):
        edgar.companyfacts(7)
    assert edgar.companyfacts(7).path.read_bytes() == before


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"cik": 7, "facts": {"us-gaap": {', "not the JSON that was asked for"),
        (b'{"cik": 7}', "missing required field `facts`"),
        (b'{"cik": 8, "facts": {}}', "got the document of CIK 8, expected CIK 7"),
        (b"[" * 100_000, "not the JSON that was asked for"),
        (b"cik,facts\n7,none\n", "expected JSON"),
        (b"\xff\xfe{", "expected JSON"),
    ],
)
def test_wrong_json_is_refused(
    body: bytes, said: str, edgar: Edgar, server: EdgarServer, tmp_path: Path
) -> None:
    server.store(FACTS, body)
    with pytest.raises(ContentRefused, match=said):
        edgar.companyfacts(7)
    assert visible(tmp_path / "edgar") == []
    assert len(server.requests) == 1


def test_an_unknown_company_is_a_finding_and_the_others_go_on(edgar: Edgar, server: EdgarServer) -> None:
    outcome = list(edgar.pull_companies(["99", "SEV", "seven inc", "NOSUCH", "Sev en"]))
    findings = [one for one in outcome if isinstance(one, Finding)]
    pulled = [one for one in outcome if isinstance(one, Pulled)]
    assert [file.path.name for file in pulled] == ["CIK0000000007.json"] * 2
    assert [str(finding) for finding in findings] == [
        f"{server.address}/submissions/CIK0000000099.json: no such document (99)",
        "NOSUCH: EDGAR lists no company as 'NOSUCH': expected a ticker, a CIK or the company's name",
        "Sev en: EDGAR lists no company as 'Sev en': expected a ticker, a CIK or the company's name",
    ]


def test_the_archive_says_forbidden_for_what_is_absent(edgar: Edgar, server: EdgarServer) -> None:
    server.fail("/Archives/edgar/data/7/000000000725000001/index.json", Fault(403, ACCESS_DENIED))
    with pytest.raises(NotPublished):
        next(edgar.filing(7, "0000000007-25-000001"))
    assert edgar.companyfacts(7).changed


def test_a_site_out_of_reach_ends_the_whole_list(
    tmp_path: Path, pace: Pacer, patience: Patience, waits: Waits
) -> None:
    nowhere = "http://127.0.0.1:1"
    with (
        Edgar(
            "Ada Lovelace ada@analytical.engine",
            tmp_path,
            addresses=Addresses(nowhere, nowhere),
            pace=pace,
            patience=patience,
            clock=waits,
            state=tmp_path / "state",
        ) as edgar,
        pytest.raises(Unreachable),
    ):
        list(edgar.pull_companies([7, 8]))
    assert len(waits.slept) == 2
