"""What makes a folder a desk? Its settings, store, lists and catalogue: each opened when first asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from titre.desk.errors import DeskMissing
from titre.desk.settings import Settings
from titre.kernel.ports import SystemClock
from titre.store.store import Store

if TYPE_CHECKING:
    from titre.figures.figures import Figures
    from titre.kernel.ports import Clock
    from titre.metrics.catalogues import Catalogue
    from titre.records.committing import Lists
    from titre.store.entities import Entity
    from titre.store.snapshot import Snapshot

SETTINGS_FILE = "desk.toml"


class DeskFolder:
    """The parts of the desk in a folder.

    Raises:
        DeskMissing: the folder holds no ``desk.toml``.
    """

    def __init__(self, path: Path | str = ".", *, clock: Clock | None = None) -> None:
        self.path = Path(path)
        self.clock = clock or SystemClock()
        if not (self.path / SETTINGS_FILE).is_file():
            raise DeskMissing(self.path, upwards=False)

    @cached_property
    def settings(self) -> Settings:
        """What ``desk.toml`` says.

        Raises:
            DeclarationUnreadable, DeclarationFaulty: with the line of each fault.
        """
        return Settings.read(self.path / SETTINGS_FILE)

    @cached_property
    def store(self) -> Store:
        """Where the facts live."""
        return Store(
            self.path / "store",
            clock=self.clock,
            aliases_file=self.own_file("aliases.toml"),
            securities_file=self.own_file("securities.toml"),
        )

    @cached_property
    def lists(self) -> Lists:
        """The lists of securities, and their commitments."""
        from titre.records.committing import Lists

        return Lists(self.path, clock=self.clock)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The metrics of Titre and of ``metrics.toml``.

        Raises:
            DeclarationUnreadable, DeclarationFaulty: with the line of each fault.
        """
        from titre.metrics.catalogues import Catalogue

        return Catalogue.load(self.own_file("metrics.toml"))

    def snapshot(self) -> Snapshot:
        """Return what the store holds now; the same object as before while nothing was added."""
        newest = self.store.snapshot()
        if self._snapshot is None or self._snapshot.number != newest.number:
            self._snapshot = newest
        return self._snapshot

    @property
    def engine(self) -> Figures:
        """The figures of what the store holds now; while nothing is imported, of one snapshot."""
        from titre.figures.figures import Figures

        snapshot = self.snapshot()
        if self._engine is None or self._engine[0] is not snapshot:
            self._engine = (snapshot, Figures(snapshot, self.catalogue))
        return self._engine[1]

    _snapshot: Snapshot | None = None
    _engine: tuple[Snapshot, Figures] | None = None

    def entities(self, text: str) -> tuple[Entity, ...]:
        """Return the entities that names separated by commas mean, each once.

        Raises:
            EntityUnknown, EntityAmbiguous: a name means nobody, or several.
        """
        from titre.desk.companies import companies

        return companies(self.snapshot().names(), text)

    def own_file(self, name: str) -> Path | None:
        """Return a file of the desk, or None where it has none of that name."""
        path = self.path / name
        return path if path.is_file() else None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.path)!r})"
