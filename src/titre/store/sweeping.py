"""Which files can nobody need any more? Those that no manifest names, once nobody can be about to use them.

A file of a living writer waits for its manifest. A file that an older manifest names may still be opened by a
reader of that snapshot, so it stays for a time of grace after the manifest that dropped it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from titre.store.commits import (
    draft_number,
    manifest_numbers,
    manifest_path,
    newest_manifest,
    read_manifest,
)
from titre.store.errors import StoreUnwritable
from titre.store.leases import is_held, locked, remove_left_behind, token_of
from titre.store.manifest import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from titre.kernel.ports import Clock, Disk

_MANIFESTS_KEPT = 100
"""manifests that stay whatever their age, so that no number is ever given twice; they are small"""


def sweep(folder: Path, disk: Disk, clock: Clock, grace: timedelta) -> tuple[str, ...]:
    """Remove files that nobody can need, and return their names below the folder.

    Raises:
        StoreUnwritable: a file cannot be removed.
    """
    try:
        # Looked at before the manifests are read: a writer publishes first and ends its lease then.
        candidates = [path for path in _data_files(folder) if not is_held(folder, token_of(path.name))]
        leases = remove_left_behind(folder, disk)
        with locked(folder / "manifests" / "commit.lock"):
            needed, manifests = _needed(folder, clock, grace)
            gone = [
                path
                for path in candidates
                if path.relative_to(folder).as_posix() not in needed and not _explains(path, folder)
            ]
            gone += manifests
            for path in gone:
                disk.remove(path)
    except OSError as error:
        raise StoreUnwritable.of(folder, error) from error
    return tuple(path.relative_to(folder).as_posix() for path in [*gone, *leases])


def _explains(draft: Path, folder: Path) -> bool:
    """Return whether a draft tells that the newest manifest is a copy cut short and none that was damaged."""
    if draft.suffix != ".draft":
        return False
    number = draft_number(draft)
    return number is not None and number > newest_manifest(folder).number


def _data_files(folder: Path) -> Iterator[Path]:
    for kind in Kind:
        below = folder / kind
        if below.is_dir():
            yield from sorted(path for path in below.iterdir() if path.is_file())
    manifests = folder / "manifests"
    if manifests.is_dir():
        yield from sorted(manifests.glob(".*.draft"))


def _needed(folder: Path, clock: Clock, grace: timedelta) -> tuple[set[str], list[Path]]:
    """Return the data files of all manifests that may be in use, and the manifests that may go."""
    needed = {file.name for file in newest_manifest(folder).files}
    going: list[Path] = []
    superseded: datetime | None = None
    for position, number in enumerate(manifest_numbers(folder)):
        manifest = read_manifest(folder, number)
        if manifest is None:
            continue
        in_use = superseded is None or clock.now() - superseded < grace
        if in_use:
            needed |= {file.name for file in manifest.files}
        elif position >= _MANIFESTS_KEPT:
            going.append(manifest_path(folder, number))
        superseded = datetime.fromisoformat(manifest.made)
    return needed, going
