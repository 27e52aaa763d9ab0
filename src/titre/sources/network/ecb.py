"""Where do the euro's reference rates come from? From one file of the European Central Bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.ports import SystemClock
from titre.kernel.progress import Silent
from titre.sources.network.contents import ZipContent
from titre.sources.network.downloads import Downloader, PlainSite, Pulled, Wanted
from titre.sources.network.pacing import Pacer, state_folder
from titre.sources.network.retries import Patience

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from titre.kernel.ports import Clock
    from titre.kernel.progress import Progress
    from titre.sources.network.pacing import Pace

ADDRESS = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip"
_FILE = "eurofxref-hist.zip"
_INTERVAL = 1.0
"""seconds; the bank names no limit, and one file a day needs none"""


def pull_rates(
    folder: Path,
    *,
    address: str = ADDRESS,
    pace: Pace | None = None,
    patience: Patience = Patience(),  # noqa: B008 - frozen
    clock: Clock = SystemClock(),  # noqa: B008 - has no state
    progress: Progress = Silent(),  # noqa: B008 - has no state
    transport: httpx.BaseTransport | None = None,
) -> Pulled:
    """Bring the history of the reference rates up to date: ``eurofxref-hist.zip``, about 0.6 MB.

    Rates are fixed about 16:00 CET on the bank's working days.

    Raises:
        DownloadFailed: the file cannot be got; the one of before, if any, is untouched.
    """
    pace = pace or Pacer(state_folder() / "ecb-pace", _INTERVAL)
    with Downloader(PlainSite(), pace, patience, clock, progress, transport) as downloader:
        return downloader.pull(Wanted(address, folder / _FILE, ZipContent()))
