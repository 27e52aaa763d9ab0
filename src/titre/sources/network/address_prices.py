"""How are the prices of a symbol got from an address? The example of a plug-in: one CSV a symbol, over HTTP.

``desk.toml`` says where::

    [vendors.address]
    template = "https://prices.example.org/{symbol}.csv"
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from titre.kernel.findings import Finding, Place
from titre.kernel.messages import say
from titre.kernel.ports import SystemClock
from titre.sources.errors import DownloadFailed, PriceSourceFaulty, Unreachable
from titre.sources.network.contents import is_web_page
from titre.sources.network.downloads import Downloader, PlainSite, Wanted
from titre.sources.network.pacing import Pacer, state_folder
from titre.sources.network.retries import Patience

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from titre.kernel.messages import Message
    from titre.kernel.progress import Progress

_INTERVAL = 0.5
"""seconds between requests"""
_LARGEST = 64 << 20
_UNSAFE = re.compile(r"[^A-Za-z0-9.\-]")


@dataclass(frozen=True, slots=True)
class CsvContent:
    """A table of prices; its reader looks closer."""

    compressible: bool = True
    largest: int = _LARGEST

    def fault_of_beginning(self, beginning: bytes) -> Message | None:
        """Return what is wrong, seen from the first bytes."""
        if is_web_page(beginning):
            return say("got a web page, expected a CSV of prices")
        if beginning.lstrip().startswith((b"{", b"[")) or not re.search(rb"[,;\t]", beginning):
            return say("got {got}, expected a CSV of prices", got=repr(beginning[:40].decode("latin-1")))
        return None

    def fault(self, path: Path) -> Message | None:
        """Return what is wrong with the whole document."""
        return None if path.stat().st_size else say("got an empty document, expected a CSV of prices")


class AddressPrices:
    """Gets one CSV a symbol from an address with the symbol in it."""

    def __init__(self, patience: Patience = Patience()) -> None:  # noqa: B008 - frozen
        self._patience = patience

    def pull_prices(
        self, symbols: Sequence[str], folder: Path, options: Mapping[str, str], progress: Progress
    ) -> Iterator[Path | Finding]:
        """Yield the file of each symbol, or a finding where the address has none.

        Raises:
            PriceSourceFaulty: no address is set, or it has no place for the symbol.
            Unreachable: the site cannot be asked now.
        """
        template = options.get("template", "")
        if "{symbol}" not in template:
            told = 'set template = "https://…/{symbol}.csv" under [vendors.address] in desk.toml'
            raise PriceSourceFaulty("address", told)
        pace = Pacer(state_folder() / "prices-pace", _INTERVAL)
        with Downloader(PlainSite(), pace, self._patience, SystemClock(), progress) as downloader:
            for symbol in symbols:
                address = template.replace("{symbol}", quote(symbol, safe=""))
                path = folder / f"{_UNSAFE.sub('_', symbol)}.csv"
                try:
                    yield downloader.pull(Wanted(address, path, CsvContent())).path
                except Unreachable:
                    raise
                except DownloadFailed as error:
                    yield Finding(Place(error.address), error.reason, symbol)


prices = AddressPrices()
"""the plug-in"""
