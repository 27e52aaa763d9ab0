"""Companies are found as people name them, and their documents are kept byte for byte."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from fakes.edgar_server import MAINTENANCE_PAGE, Fault
from titre.kernel.errors import ParseError
from titre.kernel.findings import Finding
from titre.sources.errors import CompanyUnknown, ContentRefused, NotPublished
from titre.sources.network.downloads import Pulled
from titre.sources.network.ecb import pull_rates
from titre.sources.network.edgar import accession_number

if TYPE_CHECKING:
    from pathlib import Path

    from fakes.edgar_server import EdgarServer
    from titre.sources.network.edgar import Edgar
    from titre.sources.network.pacing import Pacer
    from titre.sources.network.retries import Patience

FOLDER = "/Archives/edgar/data/7/000000000725000001"
ACCESSION = "0000000007-25-000001"


@pytest.fixture(autouse=True)
def _companies(server: EdgarServer) -> None:
    server.store_company(7, "SEV", "Seven Inc.")
    server.store_company(7, "SEV-B", "Seven Inc.")
    server.store_company(8, "BRK-B", "Berkshire Héritage Co")
    server.store_company(9, "TWIN", "Twin Corp")
    server.store_company(10, "TWO", "Twin Corp")


@pytest.mark.shared
def test_real_facts_arrive_byte_for_byte(edgar: Edgar, server: EdgarServer, shared: Path) -> None:
    files = sorted((shared / "data" / "sec" / "companyfacts").glob("*.json.gz"))
    assert files
    for file in files:
        cik = server.store_companyfacts(file)
        assert edgar.companyfacts(cik).path.read_bytes() == gzip.decompress(file.read_bytes())
        assert not edgar.companyfacts(cik).changed


@pytest.mark.parametrize(
    ("name", "cik"),
    [
        ("SEV", 7),
        ("sev-b", 7),
        ("BRK.B", 8),
        ("brk b", 8),
        ("seven inc", 7),
        ("BERKSHIRE HERITAGE CO.", 8),
        ("CIK0000000012", 12),
        ("12", 12),
        (12, 12),
    ],
)
def test_a_company_is_found(name: str | int, cik: int, edgar: Edgar) -> None:
    assert edgar.resolve(name) == cik


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("twin corp", ["TWIN (Twin Corp)", "TWO (Twin Corp)"]),
        ("Seven", ["SEV (Seven Inc.)"]),
        ("even", []),
        ("...", []),
    ],
)
def test_what_fits_several_or_none_is_refused_with_what_is_near(
    name: str, near: list[str], edgar: Edgar
) -> None:
    with pytest.raises(CompanyUnknown) as caught:
        edgar.resolve(name)
    assert list(caught.value.near) == near


def test_numbers_need_no_list_of_tickers(edgar: Edgar, server: EdgarServer) -> None:
    assert all(isinstance(one, Pulled) for one in edgar.pull_companies(["7", "CIK0000000008"]))
    assert server.asked("/files/company_tickers.json") == []


def test_the_list_of_tickers_is_asked_for_once(edgar: Edgar, server: EdgarServer) -> None:
    outcome = list(edgar.pull_companies(["SEV", "SEV-B", "BRK-B"]))
    assert [one.path.parent.name for one in outcome if isinstance(one, Pulled)] == [
        "submissions",
        "companyfacts",
    ] * 2
    assert len(server.asked("/files/company_tickers.json")) == 1


def test_without_the_list_of_tickers_numbers_still_go(edgar: Edgar, server: EdgarServer) -> None:
    server.fail("/files/company_tickers.json", Fault(body=MAINTENANCE_PAGE))
    outcome = list(edgar.pull_companies(["SEV", "8", "BRK-B"]))
    assert [one.subject for one in outcome if isinstance(one, Finding)] == ["SEV", "BRK-B"]
    assert len([one for one in outcome if isinstance(one, Pulled)]) == 2
    assert len(server.asked("/files/company_tickers.json")) == 1


def test_a_company_without_facts_still_has_its_filings(edgar: Edgar, server: EdgarServer) -> None:
    server.fail("/api/xbrl/companyfacts/CIK0000000007.json", Fault(404))
    filings, finding = edgar.pull_companies([7])
    assert isinstance(filings, Pulled)
    assert isinstance(finding, Finding)
    assert str(finding.where).endswith("companyfacts/CIK0000000007.json")


def test_older_pages_are_pulled_once_and_again_when_they_grow(edgar: Edgar, server: EdgarServer) -> None:
    page = "CIK0000000011-submissions-001.json"
    server.store_company(11, "OLD", "Old Inc.", older={page: 3})
    assert [one.path.name for one in edgar.submissions(11)] == ["CIK0000000011.json", page]
    assert [one.changed for one in edgar.submissions(11)] == [False, False]
    assert len(server.asked(f"/submissions/{page}")) == 1
    server.store_company(11, "OLD", "Old Inc.", older={page: 4})
    assert [one.changed for one in edgar.submissions(11)] == [True, True]


def test_a_page_of_a_dangerous_name_is_passed_over(edgar: Edgar, server: EdgarServer) -> None:
    pages = [{"name": "../../desk.toml", "filingCount": 1}, {"name": "x.json", "filingCount": 1}]
    filings = {"recent": {"accessionNumber": []}, "files": pages}
    server.store("/submissions/CIK0000000007.json", json.dumps({"cik": "7", "filings": filings}).encode())
    assert len(list(edgar.submissions(7))) == 1


def test_the_newest_filings_with_xbrl_are_listed(edgar: Edgar, server: EdgarServer) -> None:
    recent = {
        "accessionNumber": [
            "0000000007-25-000004",
            "0000000007-25-000003",
            "0000000007-25-000002",
            ACCESSION,
        ],
        "form": ["10-Q", "8-K", "10-K", "10-K"],
        "isXBRL": [1, 1, 0, 1],
    }
    document = {"cik": 7, "filings": {"recent": recent, "files": []}}
    server.store("/submissions/CIK0000000007.json", json.dumps(document).encode())
    assert edgar.recent_filings(7, {"10-K", "10-Q"}, 5) == ["0000000007-25-000004", ACCESSION]
    assert edgar.recent_filings(7, {"10-K", "10-Q"}, 1) == ["0000000007-25-000004"]


def folder(server: EdgarServer, *names: str) -> None:
    items = [
        {"last-modified": "2025-01-30 00:00:00", "name": name, "type": "text.gif", "size": ""}
        for name in names
    ]
    document = {"directory": {"item": items, "name": FOLDER, "parent-dir": "/Archives/edgar/data/7"}}
    server.store(f"{FOLDER}/index.json", json.dumps(document).encode())


def test_a_filing_is_its_zip(edgar: Edgar, server: EdgarServer) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("sev-20241231.htm", "<html/>")
    server.store(f"{FOLDER}/{ACCESSION}-xbrl.zip", stream.getvalue())
    folder(server, "sev-20241231.htm", "R1.htm", "sev-20241231_htm.xml", f"{ACCESSION}-xbrl.zip")
    (pulled,) = edgar.filing(7, "000000000725000001")
    assert pulled.path.name == f"{ACCESSION}-xbrl.zip"
    assert pulled.path.parent.name == ACCESSION
    assert pulled.path.read_bytes() == stream.getvalue()
    assert [one.changed for one in edgar.filing(7, ACCESSION)] == [False]


def test_a_filing_without_a_zip_is_its_instance(edgar: Edgar, server: EdgarServer) -> None:
    server.store(f"{FOLDER}/sev-20101231.xml", b"<xbrl/>")
    folder(
        server,
        "sev-20101231.xml",
        "sev-20101231_cal.xml",
        "R1.xml",
        "FilingSummary.xml",
        "../../x-20101231.xml",
    )
    (pulled,) = edgar.filing(7, ACCESSION)
    assert pulled.path.name == "sev-20101231.xml"


def test_a_filing_without_xbrl_is_said_to_be_one(edgar: Edgar, server: EdgarServer) -> None:
    folder(server, "letter.htm")
    with pytest.raises(NotPublished, match="no XBRL"):
        list(edgar.filing(7, ACCESSION))


def test_what_is_no_accession_number_is_refused_before_asking(edgar: Edgar, server: EdgarServer) -> None:
    with pytest.raises(ParseError, match="accession number"):
        list(edgar.filing(7, "../../etc"))
    assert server.requests == []
    assert accession_number("000000000725000001") == ACCESSION


def test_the_archives_of_all_companies_stay_archives(
    edgar: Edgar, server: EdgarServer, tmp_path: Path
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("CIK0000000007.json", "{}")
    server.store("/Archives/edgar/daily-index/xbrl/companyfacts.zip", stream.getvalue())
    server.store("/Archives/edgar/daily-index/bulkdata/submissions.zip", stream.getvalue())
    pulled = [edgar.bulk_companyfacts(), edgar.bulk_submissions()]
    assert [one.path.read_bytes() for one in pulled] == [stream.getvalue()] * 2
    visible = [file.name for file in (tmp_path / "edgar").iterdir() if not file.name.startswith(".")]
    assert sorted(visible) == ["companyfacts.zip", "submissions.zip"]
    assert server.requests[0].headers["accept-encoding"] == "identity"


def test_the_rates_of_the_bank_are_one_file(
    server: EdgarServer, tmp_path: Path, pace: Pacer, patience: Patience
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("eurofxref-hist.csv", "Date,USD,\n2026-10-30,1.1,\n")
    path = "/stats/eurofxref/eurofxref-hist.zip"
    server.store(path, stream.getvalue())
    address = server.address + path
    first = pull_rates(tmp_path / "ecb", address=address, pace=pace, patience=patience)
    second = pull_rates(tmp_path / "ecb", address=address, pace=pace, patience=patience)
    assert (first.changed, second.changed) == (True, False)
    assert first.path.read_bytes() == stream.getvalue()
    server.fail(path, Fault(body=MAINTENANCE_PAGE))
    with pytest.raises(ContentRefused):
        pull_rates(tmp_path / "ecb", address=address, pace=pace, patience=patience)
