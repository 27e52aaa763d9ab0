"""What does Titre ask of EDGAR, and how? By name, slowly, only for what changed, and never against a refusal.

The rules are EDGAR's own (sec.gov, "Accessing EDGAR Data"): who asks says so, and asks at most ten times
a second. What comes is kept as it came, in a folder of the desk; readers take it from there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from titre.kernel.entities import cik_entity, cik_number
from titre.kernel.errors import ParseError
from titre.kernel.findings import Finding, Place
from titre.kernel.messages import say
from titre.kernel.ports import SystemClock
from titre.kernel.progress import Silent
from titre.sources.errors import CompanyUnknown, DownloadFailed, EdgarBlocked, NotPublished, Unreachable
from titre.sources.network.contents import JsonContent, TextContent, ZipContent
from titre.sources.network.downloads import Downloader, Pulled, Wanted
from titre.sources.network.edgar_block import BLOCK_MINUTES, BlockMemory
from titre.sources.network.edgar_identity import user_agent
from titre.sources.network.pacing import Pacer, state_folder
from titre.sources.network.retries import Patience

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    import httpx

    from titre.kernel.ports import Clock
    from titre.kernel.progress import Progress
    from titre.sources.errors import SourceError
    from titre.sources.network.contents import Content
    from titre.sources.network.edgar_names import Tickers
    from titre.sources.network.pacing import Pace

_ACCESSION = re.compile(r"(\d{10})-?(\d{2})-?(\d{6})", re.ASCII)
_INSTANCE = re.compile(r".+(_htm|-\d{8})\.xml", re.ASCII)
"""an instance taken from inline documents by EDGAR, or filed as such before 2019"""
_PLAIN_NAME = re.compile(r"[\w][\w.\-]*", re.ASCII)
_BLOCK_PAGES = (b"undeclared automated tool", b"request rate threshold exceeded")
_FORBIDDEN = 403


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where EDGAR stands."""

    data: str = "https://data.sec.gov"
    www: str = "https://www.sec.gov"

    def companyfacts(self, cik: int) -> str:
        """Return the address of a company's facts."""
        return f"{self.data}/api/xbrl/companyfacts/{cik_entity(cik)}.json"

    def submissions(self, page: str) -> str:
        """Return the address of a page of a company's filings."""
        return f"{self.data}/submissions/{page}"

    def tickers(self) -> str:
        """Return the address of the list of tickers."""
        return f"{self.www}/files/company_tickers.json"

    def bulk_companyfacts(self) -> str:
        """Return the address of the facts of all companies, made anew each night."""
        return f"{self.www}/Archives/edgar/daily-index/xbrl/companyfacts.zip"

    def bulk_submissions(self) -> str:
        """Return the address of the filings of all companies, made anew each night."""
        return f"{self.www}/Archives/edgar/daily-index/bulkdata/submissions.zip"

    def filing(self, cik: int, accession: str, name: str) -> str:
        """Return the address of a file of a filing: the key without zeros, the number without dashes."""
        return f"{self.www}/Archives/edgar/data/{cik}/{accession.replace('-', '')}/{name}"


@dataclass(frozen=True, slots=True)
class EdgarSite:
    """What is particular to EDGAR: who asks, and the pages by which it turns somebody away."""

    identity: str
    memory: BlockMemory

    @property
    def headers(self) -> Mapping[str, str]:
        """What each request says."""
        return {"User-Agent": self.identity}

    def refusal(self, address: str, status: int, beginning: bytes) -> SourceError | None:
        """Return the block, or that a document is absent: the archive answers both with one status."""
        text = beginning.lower()
        blocked = any(page in text for page in _BLOCK_PAGES)
        if not blocked and status != _FORBIDDEN:
            return None
        if not blocked and b"<code>accessdenied</code>" in text:
            return NotPublished(address, say("no such document"))
        self.memory.remember()
        return EdgarBlocked(BLOCK_MINUTES)


class Edgar:
    """EDGAR, for one identity and one folder of downloads.

    Raises:
        IdentityMissing: nobody said who asks.
        IdentityUnusable: what was said is no name with an e-mail address.
    """

    def __init__(
        self,
        identity: str | None,
        folder: Path,
        *,
        addresses: Addresses = Addresses(),
        pace: Pace | None = None,
        patience: Patience = Patience(),  # noqa: B008 - frozen
        clock: Clock = SystemClock(),  # noqa: B008 - has no state
        progress: Progress = Silent(),  # noqa: B008 - has no state
        transport: httpx.BaseTransport | None = None,
        state: Path | None = None,
    ) -> None:
        state = state or state_folder()
        self._folder, self._addresses = folder, addresses
        self._memory = BlockMemory(state / "edgar-block.json", user_agent(identity), clock)
        self._downloader = Downloader(
            EdgarSite(self._memory.identity, self._memory),
            pace or Pacer(state / "edgar-pace"),
            patience,
            clock,
            progress,
            transport,
        )
        self._tickers: Tickers | DownloadFailed | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._downloader.close()

    def pull_companies(self, names: Iterable[str | int]) -> Iterator[Pulled | Finding]:
        """Bring each company's filings and facts up to date; a company that fails is a finding.

        Args:
            names: tickers, Central Index Keys or whole names.

        Raises:
            EdgarBlocked, Unreachable: the other companies would fare no better.
        """
        done: set[int] = set()
        for name in names:
            try:
                cik = self.resolve(name)
                if cik in done:
                    continue
                done.add(cik)
                yield from self.submissions(cik)
                yield self.companyfacts(cik)
            except Unreachable:
                raise
            except DownloadFailed as error:
                yield Finding(Place(error.address), error.reason, str(name))
            except (CompanyUnknown, ParseError) as error:
                yield Finding(Place(str(name)), error.message)

    def resolve(self, name: str | int) -> int:
        """Return the Central Index Key of a company; EDGAR is asked only for what is no such key itself.

        Raises:
            CompanyUnknown: no company, or several, of that ticker or name.
            DownloadFailed, EdgarBlocked: the list of tickers cannot be got.
        """
        number = cik_number(str(name).strip())
        if number is not None:
            return number
        if self._tickers is None:
            self._tickers = self._listed()
        if isinstance(self._tickers, DownloadFailed):
            raise self._tickers
        return self._tickers.cik(str(name))

    def tickers(self) -> Pulled:
        """Bring EDGAR's list of tickers up to date: ``company_tickers.json``."""
        from titre.sources.network.edgar_shapes import tickers_fault

        return self._pull(self._addresses.tickers(), "company_tickers.json", JsonContent(tickers_fault))

    def companyfacts(self, cik: int) -> Pulled:
        """Bring the facts of a company up to date: ``companyfacts/CIK##########.json``."""
        from titre.sources.network.edgar_shapes import companyfacts_fault

        name = f"companyfacts/{cik_entity(cik)}.json"
        return self._pull(self._addresses.companyfacts(cik), name, JsonContent(companyfacts_fault(cik)))

    def submissions(self, cik: int) -> Iterator[Pulled]:
        """Bring the filings of a company up to date: ``submissions/CIK##########.json`` and its older pages.

        An older page that is there with as many filings as announced is not asked for again.
        """
        from titre.sources.network import edgar_shapes

        name = f"{cik_entity(cik)}.json"
        newest = self._page(name, JsonContent(edgar_shapes.submissions_fault(cik)))
        yield newest
        for page in edgar_shapes.older_pages(newest.path.read_bytes()):
            path = self._folder / "submissions" / page.name
            if path.is_file() and edgar_shapes.filings_on_page(path.read_bytes()) == page.filings:
                yield Pulled(path, self._addresses.submissions(page.name), changed=False)
            else:
                yield self._page(page.name, JsonContent(edgar_shapes.older_page_fault))

    def bulk_companyfacts(self) -> Pulled:
        """Bring the facts of all companies up to date: ``companyfacts.zip``, 1.4 GB, never unpacked."""
        return self._pull(self._addresses.bulk_companyfacts(), "companyfacts.zip", ZipContent())

    def bulk_submissions(self) -> Pulled:
        """Bring the filings of all companies up to date: ``submissions.zip``, 1.6 GB, never unpacked."""
        return self._pull(self._addresses.bulk_submissions(), "submissions.zip", ZipContent())

    def filing(self, cik: int, accession: str) -> Iterator[Pulled]:
        """Get the XBRL documents of a filing, into ``filings/ACCESSION``.

        The filing's own zip holds them all, whether inline or plain. Where EDGAR made none, the instance is
        taken by its name.

        Raises:
            ParseError: no accession number.
            NotPublished: no such filing, or none with XBRL.
        """
        from titre.sources.network import edgar_shapes

        number = accession_number(accession)
        index = self._filed(cik, number, ".index.json", "index.json", JsonContent(edgar_shapes.folder_fault))
        names = [
            name
            for name in edgar_shapes.names_in_folder(index.path.read_bytes())
            if _PLAIN_NAME.fullmatch(name)
        ]
        archive = f"{number}-xbrl.zip"
        if archive in names:
            yield self._filed(cik, number, archive, archive, ZipContent())
            return
        instances = [name for name in names if _INSTANCE.fullmatch(name)]
        if not instances:
            raise NotPublished(index.address, say("the filing has no XBRL"))
        for name in instances:
            yield self._filed(cik, number, name, name, TextContent())

    def recent_filings(self, cik: int, forms: Collection[str], most: int) -> list[str]:
        """Return the accession numbers of a company's newest filings of some forms that have XBRL.

        Raises:
            NotPublished: EDGAR knows no such company.
        """
        from titre.sources.network.edgar_shapes import xbrl_filings_in

        newest = next(iter(self.submissions(cik)))
        filings = xbrl_filings_in(newest.path.read_bytes())
        return [accession for accession, form in filings if form in forms][:most]

    def _filed(self, cik: int, accession: str, file: str, name: str, content: Content) -> Pulled:
        address = self._addresses.filing(cik, accession, name)
        return self._pull(address, f"filings/{accession}/{file}", content)

    def _page(self, name: str, content: Content) -> Pulled:
        return self._pull(self._addresses.submissions(name), f"submissions/{name}", content)

    def _pull(self, address: str, file: str, content: Content) -> Pulled:
        minutes = self._memory.minutes_left()
        if minutes:
            raise EdgarBlocked(minutes)
        return self._downloader.pull(Wanted(address, self._folder / file, content))

    def _listed(self) -> Tickers | DownloadFailed:
        from titre.sources.network.edgar_names import Tickers
        from titre.sources.network.edgar_shapes import tickers_in

        try:
            return Tickers(tickers_in(self.tickers().path.read_bytes()))
        except Unreachable:
            raise
        except DownloadFailed as error:
            return error


def accession_number(text: str) -> str:
    """Return an accession number with its dashes: ``0001326801-25-000017``.

    Raises:
        ParseError: the text is no accession number.
    """
    match = _ACCESSION.fullmatch(text.strip())
    if match is None:
        raise ParseError(say("accession number"), text, say("0001326801-25-000017"))
    return "-".join(match.groups())
