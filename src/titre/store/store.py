"""Where do facts live? The store: a folder of Parquet files and a manifest that says which of them count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.ports import LocalDisk, SystemClock, today
from titre.store.commits import newest_manifest
from titre.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta
    from pathlib import Path

    from titre.kernel.findings import Finding
    from titre.kernel.ports import Clock, Disk
    from titre.sources.rows import Yield
    from titre.store.compaction import Compaction
    from titre.store.status import Status


class Store:
    """The store of a folder; it need not exist until something is written.

    Readers and writers, of one process or many, do not wait for each other: a reader has the snapshot that
    it took, a writer adds files and publishes a manifest.
    """

    def __init__(
        self,
        folder: Path,
        disk: Disk | None = None,
        clock: Clock | None = None,
        *,
        aliases_file: Path | None = None,
        securities_file: Path | None = None,
    ) -> None:
        self.folder = folder
        self.disk: Disk = disk or LocalDisk()
        self.clock: Clock = clock or SystemClock()
        self.aliases_file = aliases_file
        self.securities_file = securities_file

    def snapshot(self) -> Snapshot:
        """Return what the store holds now.

        Raises:
            FormatUnknown: a later Titre wrote it.
            StoreUnreadable: its manifest cannot be read.
        """
        return Snapshot(self.folder, newest_manifest(self.folder), self.aliases_file, self.securities_file)

    def append(self, items: Iterable[Yield]) -> list[Finding]:
        """Add rows at once and whole; return the findings among them.

        Rows added so belong to no source: adding them twice adds them twice. ``importing.import_paths`` is
        the way for files.

        Raises:
            StoreError: the store cannot be written; nothing was added.
        """
        from titre.store.appending import append

        return append(self.folder, self.disk, self.clock, items)

    def compact(self, grace: timedelta | None = None) -> Compaction:
        """Make few files of many and put their rows in order; see ``compaction``.

        ``grace`` is how long files stay that readers of an older snapshot may still open; an hour by default.

        Raises:
            StoreError: the store cannot be read or written; nothing was changed.
        """
        from titre.store.compaction import GRACE, compact

        return compact(self.folder, self.disk, self.clock, GRACE if grace is None else grace)

    def status(self) -> Status:
        """Return what the store holds, of each entity and in all.

        Raises:
            StoreError: the store cannot be read.
        """
        from titre.store.status import status_of

        return status_of(self.snapshot(), today(self.clock))
