"""From where do prices come? From CSV files, whoever brings them: plug-ins that get them by symbol.

A plug-in is an object with the one method of ``PriceSource``, named in the entry points of a package::

    [project.entry-points."titre.prices"]
    myvendor = "my_package:prices"

It writes files as a vendor gives them, to be kept and imported as any other CSV is: what it got can be looked
at, and a record made anew from it. ``address_prices`` is the example that Titre brings.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Protocol, cast

from titre.sources.errors import PriceSourceFaulty, PriceSourceUnknown, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from titre.kernel.findings import Finding
    from titre.kernel.progress import Progress

GROUP = "titre.prices"


class PriceSource(Protocol):
    """Gets price files."""

    def pull_prices(
        self, symbols: Sequence[str], folder: Path, options: Mapping[str, str], progress: Progress
    ) -> Iterator[Path | Finding]:
        """Yield the file of each symbol, written into a folder, or a finding where it cannot be got.

        Args:
            symbols: as the user wrote them.
            folder: where files may be written; it is there, and nobody else writes into it.
            options: what ``[vendors.NAME]`` in ``desk.toml`` says.
            progress: hears what goes on.

        Raises:
            SourceError: nothing at all can be got.
        """
        ...


def price_sources() -> list[str]:
    """Return the names of the plug-ins that are installed, sorted."""
    return sorted({point.name for point in entry_points(group=GROUP)})


def price_source(name: str) -> PriceSource:
    """Return a plug-in by its name.

    Raises:
        PriceSourceUnknown: no package brings one of that name.
        PriceSourceFaulty: it cannot be loaded.
    """
    found = [point for point in entry_points(group=GROUP) if point.name == name]
    if not found:
        raise PriceSourceUnknown(name, price_sources())
    try:
        return cast("PriceSource", found[0].load())
    except Exception as error:  # a package of somebody else may fail in any way
        raise PriceSourceFaulty(name, str(error) or type(error).__name__) from error


def pull_from(
    name: str, symbols: Sequence[str], folder: Path, options: Mapping[str, str], progress: Progress
) -> Iterator[Path | Finding]:
    """Yield what a plug-in gets; see ``PriceSource``.

    Raises:
        PriceSourceUnknown, PriceSourceFaulty: there is no such plug-in, or it fails by itself.
        SourceError: nothing at all can be got.
    """
    source = price_source(name)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield from source.pull_prices(symbols, folder, options, progress)
    except SourceError:
        raise
    except Exception as error:  # a package of somebody else may fail in any way
        raise PriceSourceFaulty(name, str(error) or type(error).__name__) from error
