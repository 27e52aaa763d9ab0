"""How is what is published got for a desk? Downloads, each kept in the desk's folder for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from titre.kernel.errors import ParseError
from titre.kernel.findings import Finding, Place
from titre.sources.errors import CompanyUnknown, DownloadFailed, Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from titre.desk.settings import Settings
    from titre.kernel.progress import Progress
    from titre.sources.network.edgar import Edgar

REPORTS = frozenset({"10-K", "10-Q", "20-F", "40-F", "10-K/A", "10-Q/A"})
"""the forms whose documents carry segments"""


@dataclass(slots=True)
class Downloads:
    """What was got, and what could not be."""

    paths: list[Path] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def take(self, items: Iterable[Path | Finding]) -> None:
        """Sort items into what was got and what could not be."""
        for item in items:
            if isinstance(item, Finding):
                self.findings.append(item)
            else:
                self.paths.append(item)


def pull_companies(
    settings: Settings, folder: Path, names: Iterable[str], filings: int, progress: Progress
) -> Downloads:
    """Get the filings and facts of companies; a company that fails is a finding."""
    wanted, downloads = list(names), Downloads()
    with _edgar(settings, folder, progress) as edgar:
        downloads.take(
            item if isinstance(item, Finding) else item.path for item in edgar.pull_companies(wanted)
        )
        if filings:
            downloads.take(_reports(edgar, wanted, filings))
    return downloads


def pull_all(settings: Settings, folder: Path, progress: Progress) -> Downloads:
    """Get the nightly archives of all companies, and the list of tickers."""
    with _edgar(settings, folder, progress) as edgar:
        pulled = [edgar.tickers(), edgar.bulk_submissions(), edgar.bulk_companyfacts()]
    return Downloads([item.path for item in pulled])


def pull_rates(settings: Settings, folder: Path, progress: Progress) -> Downloads:
    """Get the reference rates of the European Central Bank."""
    from titre.sources.network import ecb

    address = settings.rates_address or ecb.ADDRESS
    return Downloads([ecb.pull_rates(folder, address=address, progress=progress).path])


def pull_prices(
    settings: Settings, folder: Path, symbols: Iterable[str], vendor: str, progress: Progress
) -> Downloads:
    """Get the price files of symbols from a plug-in, each vendor's in a folder of its own."""
    from titre.sources.network.price_plugins import pull_from

    options = settings.vendors.get(vendor, {})
    downloads = Downloads()
    downloads.take(pull_from(vendor, list(symbols), folder / "prices" / vendor, options, progress))
    return downloads


def _edgar(settings: Settings, folder: Path, progress: Progress) -> Edgar:
    from titre.sources.network.edgar import Addresses, Edgar

    mirror = settings.edgar_address
    addresses = Addresses(mirror, mirror) if mirror else Addresses()
    return Edgar(settings.identity, folder, addresses=addresses, progress=progress)


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
