"""Where do facts live? The store: a folder of Parquet files and a manifest that says which of them count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.findings import Finding
from titre.kernel.ports import LocalDisk, SystemClock, today
from titre.store.commits import commit, newest_manifest, settle_folders
from titre.store.leases import lease, new_token
from titre.store.snapshot import Snapshot
from titre.store.writing import DataWriter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from titre.kernel.ports import Clock, Disk
    from titre.sources.rows import Yield


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
    ) -> None:
        self.folder = folder
        self.disk: Disk = disk or LocalDisk()
        self.clock: Clock = clock or SystemClock()
        self.aliases_file = aliases_file

    def snapshot(self) -> Snapshot:
        """Return what the store holds now.

        Raises:
            FormatUnknown: a later Titre wrote it.
            StoreUnreadable: its manifest cannot be read.
        """
        return Snapshot(self.folder, newest_manifest(self.folder), self.aliases_file)

    def append(self, items: Iterable[Yield]) -> list[Finding]:
        """Add rows at once and whole; return the findings among them.

        Rows added so belong to no source: adding them twice adds them twice. ``importing.import_paths`` is
        the way for files.

        Raises:
            StoreError: the store cannot be written; nothing was added.
        """
        findings: list[Finding] = []
        token = new_token(self.clock.now())
        with lease(self.folder, token):
            writer = DataWriter(self.folder, self.disk, token, today(self.clock))
            for item in items:
                if isinstance(item, Finding):
                    findings.append(item)
                else:
                    writer.add(item)
            files = writer.flush()
            try:
                for file in files:
                    self.disk.settle(self.folder / file.name)
                settle_folders(self.folder, self.disk, files)
                if files:
                    commit(
                        self.folder, self.disk, self.clock, lambda base, made: base.next(made, added=files)
                    )
            except BaseException:
                for file in files:
                    self.disk.remove(self.folder / file.name)
                raise
        return findings
