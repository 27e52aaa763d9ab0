"""How are rows that are in memory added? All at once; files go through ``importing``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.findings import Finding
from titre.kernel.ports import today
from titre.store.commits import commit, settle_files
from titre.store.leases import lease, new_token
from titre.store.writing import DataWriter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from titre.kernel.ports import Clock, Disk
    from titre.sources.rows import Yield
    from titre.store.manifest import DataFile


def append(folder: Path, disk: Disk, clock: Clock, items: Iterable[Yield]) -> list[Finding]:
    """Add rows at once and whole; return the findings among them.

    Raises:
        StoreError: the store cannot be written; nothing was added.
    """
    findings: list[Finding] = []
    files: list[DataFile] = []
    token = new_token(clock.now())
    with lease(folder, token):
        writer = DataWriter(folder, disk, token, today(clock))
        try:
            for item in items:
                if isinstance(item, Finding):
                    findings.append(item)
                    continue
                writer.add(item)
                if writer.overfull:
                    files += writer.flush()
            files += writer.flush()
            settle_files(folder, disk, files)
            if files:
                commit(folder, disk, clock, lambda base, made: base.next(made, added=files))
        except BaseException:
            for file in files:
                disk.remove(folder / file.name)
            raise
    return findings
