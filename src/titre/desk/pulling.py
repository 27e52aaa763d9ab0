"""How does a desk get what is published? Downloads first, each kept, then one import of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.errors import ParseError
from titre.kernel.findings import Finding, Place
from titre.sources.errors import CompanyUnknown, DownloadFailed, Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from titre.desk.desk import Desk
    from titre.kernel.progress import Progress
    from titre.sources.edgar import Edgar
    from titre.store.importing import ImportReport

REPORTS = frozenset({"10-K", "10-Q", "20-F", "40-F", "10-K/A", "10-Q/A"})
"""the forms whose documents carry segments"""


def pull_companies(desk: Desk, names: Iterable[str], filings: int, progress: Progress) -> ImportReport:
    """Get the filings and facts of companies, and import them; a company that fails is a finding."""
    paths: list[Path] = []
    findings: list[Finding] = []
    wanted = list(names)
    with _edgar(desk, progress) as edgar:
        for item in edgar.pull_companies(wanted):
            if isinstance(item, Finding):
                findings.append(item)
            else:
                paths.append(item.path)
        if filings:
            for report in _reports(edgar, wanted, filings):
                if isinstance(report, Finding):
                    findings.append(report)
                else:
                    paths.append(report)
    return _imported(desk, paths, findings, progress)


def pull_all(desk: Desk, progress: Progress) -> ImportReport:
    """Get the nightly archives of all companies, and import them member by member."""
    with _edgar(desk, progress) as edgar:
        pulled = [edgar.tickers(), edgar.bulk_submissions(), edgar.bulk_companyfacts()]
    return _imported(desk, [item.path for item in pulled], [], progress)


def pull_rates(desk: Desk, progress: Progress) -> ImportReport:
    """Get the reference rates of the European Central Bank, and import them."""
    from titre.sources import ecb

    address = desk.settings.rates_address or ecb.ADDRESS
    pulled = ecb.pull_rates(desk.downloads, address=address, progress=progress)
    return _imported(desk, [pulled.path], [], progress)


def _edgar(desk: Desk, progress: Progress) -> Edgar:
    from titre.sources.edgar import Addresses, Edgar

    mirror = desk.settings.edgar_address
    addresses = Addresses(mirror, mirror) if mirror else Addresses()
    return Edgar(desk.settings.identity, desk.downloads, addresses=addresses, progress=progress)


def _reports(edgar: Edgar, names: Iterable[str], most: int) -> Iterator[Path | Finding]:
    for name in names:
        try:
            cik = edgar.resolve(name)
            for accession in edgar.recent_filings(cik, REPORTS, most):
                for item in edgar.filing(cik, accession):
                    yield item.path
        except Unreachable:
            raise
        except DownloadFailed as error:
            yield Finding(Place(error.address), error.reason, name)
        except (CompanyUnknown, ParseError):
            # Told already, when its facts were asked for.
            continue


def _imported(desk: Desk, paths: list[Path], findings: list[Finding], progress: Progress) -> ImportReport:
    report = desk.import_(paths, progress=progress)
    report.findings[:0] = findings
    return report
