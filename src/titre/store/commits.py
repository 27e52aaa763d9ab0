"""How does a change become visible, whole or not at all? The newest manifest, and publishing the next.

Writers do not wait for each other while they write data. At the end each reads the newest manifest, adds its
files and publishes under the next number; where another was first, it reads again and tries again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from titre.store.errors import CommitContended, StoreError, StoreUnreadable, StoreUnwritable
from titre.store.leases import locked, new_token
from titre.store.manifest import Manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from titre.kernel.ports import Clock, Disk
    from titre.store.manifest import DataFile

_NAME = re.compile(r"(?P<number>\d{10})\.json", re.ASCII)
_ATTEMPTS = 100


def manifest_path(folder: Path, number: int) -> Path:
    """Return where the manifest of a number stands."""
    return folder / "manifests" / f"{number:010d}.json"


def manifest_numbers(folder: Path) -> list[int]:
    """Return the numbers of the manifests on disk, newest first, those that a crash cut short included."""
    try:
        names = [path.name for path in (folder / "manifests").iterdir()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreUnreadable.of(folder / "manifests", error) from error
    matches = (_NAME.fullmatch(name) for name in names)
    return sorted((int(match["number"]) for match in matches if match), reverse=True)


def read_manifest(folder: Path, number: int) -> Manifest | None:
    """Return a manifest; None if it is gone or was cut short."""
    path = manifest_path(folder, number)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreUnreadable.of(path, error) from error
    return Manifest.decode(path, data)


def newest_manifest(folder: Path) -> Manifest:
    """Return the newest complete manifest; the empty one if there is none.

    Raises:
        FormatUnknown: a later Titre wrote it.
        StoreUnreadable: it cannot be read, or is damaged: what was committed is not given up silently.
    """
    numbers = manifest_numbers(folder)
    for number in numbers:
        manifest = read_manifest(folder, number)
        if manifest is None and not was_being_published(folder, number):
            # Whole by now, if its writer has ended since.
            manifest = read_manifest(folder, number)
            if manifest is None and manifest_path(folder, number).exists():
                raise StoreUnreadable.damaged(manifest_path(folder, number))
        if manifest is not None:
            return manifest
    if numbers:
        raise StoreUnreadable.incomplete(manifest_path(folder, numbers[0]))
    return Manifest()


def was_being_published(folder: Path, number: int) -> bool:
    """Return whether a manifest that is not whole was never made known: its writer was killed meanwhile.

    Where links are, a manifest has its name only once it is whole; where it is copied, the whole draft stands
    beside it until the copy is settled. Without its draft it was whole before, and something damaged it.
    """
    return any(draft_number(path) == number for path in (folder / "manifests").glob(".*.draft"))


def draft_number(path: Path) -> int | None:
    """Return the number that a draft was to be published under; None where the draft is not whole."""
    try:
        draft = Manifest.decode(path, path.read_bytes())
    except (OSError, StoreError):
        return None
    return None if draft is None else draft.number


def commit(
    folder: Path, disk: Disk, clock: Clock, change: Callable[[Manifest, str], Manifest | None]
) -> Manifest | None:
    """Publish what ``change`` makes of the newest manifest and the time; None if it wants no change any more.

    ``change`` is asked again whenever another writer was first. The data files must be settled before.

    Raises:
        CommitContended: others were first too often.
        StoreUnwritable: the manifest cannot be written.
    """
    # The lock only spares tries: the numbered name, which can be taken once, is what decides.
    with locked(folder / "manifests" / "commit.lock"):
        for _ in range(_ATTEMPTS):
            numbers = manifest_numbers(folder)
            base = newest_manifest(folder)
            following = change(base, clock.now().isoformat(timespec="milliseconds"))
            if following is None:
                return None
            if numbers and numbers[0] > base.number:
                # The name after a manifest that was cut short is taken already.
                following = following.numbered(numbers[0] + 1)
            if _publish(folder, disk, new_token(clock.now()), following):
                return following
    raise CommitContended(folder, _ATTEMPTS)


def settle_files(folder: Path, disk: Disk, files: Sequence[DataFile]) -> None:
    """Force new data files and their names to the medium: a manifest may name them then.

    Raises:
        StoreUnwritable: the medium refuses.
    """
    paths = [folder / file.name for file in files]
    for path in [*paths, *sorted({path.parent for path in paths})]:
        try:
            disk.settle(path)
        except OSError as error:
            raise StoreUnwritable.of(path, error) from error


def _publish(folder: Path, disk: Disk, token: str, manifest: Manifest) -> bool:
    final = manifest_path(folder, manifest.number)
    draft = final.parent / f".{token}.draft"
    try:
        try:
            with disk.create(draft) as stream:
                stream.write(manifest.encode())
            disk.settle(draft)
            return disk.publish(draft, final)
        finally:
            disk.remove(draft)
    except OSError as error:
        raise StoreUnwritable.of(final, error) from error
