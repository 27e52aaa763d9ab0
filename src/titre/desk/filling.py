"""How does a desk get its data? Files that the analyst has, and what others publish."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from titre.desk.folder import DeskFolder
from titre.kernel.ports import today
from titre.kernel.progress import Silent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from titre.desk.pulling import Downloads
    from titre.kernel.progress import Progress
    from titre.store.importing import ImportReport
    from titre.store.status import Status


class Filling(DeskFolder):
    """The ways in which facts, prices and rates come into a desk."""

    def import_(
        self,
        paths: Iterable[Path | str],
        *,
        filed: date | None = None,
        progress: Progress | None = None,
        workers: int | None = None,
    ) -> ImportReport:
        """Import files, folders and archives; what was imported before is passed over.

        ``filed`` is the filing date of documents that do not tell it: inline XBRL does not.

        Raises:
            StoreError: the store cannot be written.
        """
        from titre.store.importing import import_paths

        return import_paths(
            self.store,
            [Path(path) for path in paths],
            self.settings.filed_on(filed),
            progress=progress,
            workers=workers,
        )

    def status(self) -> Status:
        """Return what the store holds, and what is stale today.

        Raises:
            StoreUnreadable: a file of it is damaged or gone.
        """
        from titre.store.status import status_of

        return status_of(self.snapshot(), today(self.clock))

    def pull(
        self, names: Iterable[str], *, filings: int = 0, progress: Progress | None = None
    ) -> ImportReport:
        """Get what EDGAR has of companies (tickers, CIKs or whole names), and import it.

        ``filings`` is how many of the newest annual and quarterly reports of each are got as well: they carry
        the segments.

        Raises:
            IdentityMissing, IdentityUnusable: EDGAR asks who is calling.
            SourceError: EDGAR cannot be reached, or has blocked this machine.
        """
        from titre.desk.pulling import pull_companies

        bars = progress or Silent()
        return self._take(pull_companies(self.settings, self.downloads, names, filings, bars), bars)

    def pull_all(self, *, progress: Progress | None = None) -> ImportReport:
        """Get EDGAR's nightly archives of all companies, some 3 GB, and import them as streams."""
        from titre.desk.pulling import pull_all

        bars = progress or Silent()
        return self._take(pull_all(self.settings, self.downloads, bars), bars)

    def pull_rates(self, *, progress: Progress | None = None) -> ImportReport:
        """Get the reference rates of the European Central Bank, and import them."""
        from titre.desk.pulling import pull_rates

        bars = progress or Silent()
        return self._take(pull_rates(self.settings, self.downloads, bars), bars)

    def pull_prices(
        self, symbols: Iterable[str], *, vendor: str = "address", progress: Progress | None = None
    ) -> ImportReport:
        """Get the prices of symbols from a plug-in (``titre.prices``), and import them.

        Raises:
            PriceSourceUnknown, PriceSourceFaulty: there is no such plug-in, or it fails.
            SourceError: nothing at all can be got.
        """
        from titre.desk.pulling import pull_prices

        bars = progress or Silent()
        return self._take(pull_prices(self.settings, self.downloads, symbols, vendor, bars), bars)

    @property
    def downloads(self) -> Path:
        """Where ``pull`` keeps what it got."""
        return self.path / "downloads"

    def _take(self, downloads: Downloads, progress: Progress) -> ImportReport:
        report = self.import_(downloads.paths, progress=progress)
        report.findings[:0] = downloads.findings
        return report
