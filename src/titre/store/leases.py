"""Is a writer still at work? A lease: a locked file for as long as the writer lives.

The lock goes with the process, however it ends, so that the files of a killed writer can be told from those
that a living one has not committed yet.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from titre.store.errors import StoreUnwritable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from titre.kernel.ports import Disk

fcntl: Any
try:
    import fcntl
except ImportError:  # Windows has no such locks: there a lease ends with its age.
    fcntl = None

_AGE = 24 * 3600.0
"""seconds after which a lease counts as left behind, where locks cannot tell"""


def new_token(now: datetime) -> str:
    """Return a name for one writer's files that no other writer has: its time, then chance."""
    return f"{now:%Y%m%dT%H%M%S}_{os.urandom(6).hex()}"


def token_of(name: str) -> str:
    """Return the token in the name of a data file or draft."""
    return name.rsplit("/", 1)[-1].partition("-")[0].partition(".")[0]


@contextmanager
def lease(folder: Path, token: str) -> Iterator[None]:
    """Hold the lease of a token: other processes see its files as those of a living writer.

    Raises:
        StoreUnwritable: the lease cannot be written.
    """
    path = _path(folder, token)
    while True:
        with locked(path) as stream:
            if not _is_still(path, stream):
                # Swept as left behind, in the moment between making it and locking it.
                continue
            try:
                yield
            finally:
                path.unlink(missing_ok=True)
            return


@contextmanager
def locked(path: Path) -> Iterator[IO[bytes]]:
    """Hold the lock of a file that is made for it; wait while another process holds it.

    Raises:
        StoreUnwritable: the file cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("ab")
    except OSError as error:
        raise StoreUnwritable.of(path, error) from error
    with stream:
        if fcntl is not None:
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield stream


def is_held(folder: Path, token: str) -> bool:
    """Return whether the writer of a token is alive, as far as can be told."""
    path = _path(folder, token)
    try:
        stream = path.open("rb")
    except OSError:
        return False
    with stream:
        if fcntl is None:
            return time.time() - path.stat().st_mtime < _AGE
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def remove_left_behind(folder: Path, disk: Disk) -> list[Path]:
    """Remove the lease files that no living writer holds, and return them.

    Raises:
        OSError: one cannot be removed.
    """
    removed = []
    for path in sorted((folder / "writers").glob("*.lock")):
        if fcntl is None:
            if not is_held(folder, path.stem):
                disk.remove(path)
                removed.append(path)
            continue
        try:
            with path.open("rb") as stream:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # Removed under its lock: a writer who has just made it sees that, and makes another.
                disk.remove(path)
                removed.append(path)
        except (FileNotFoundError, BlockingIOError):
            continue
    return removed


def _is_still(path: Path, stream: IO[bytes]) -> bool:
    if fcntl is None:
        return True
    try:
        return os.path.samestat(path.stat(), os.fstat(stream.fileno()))
    except FileNotFoundError:
        return False


def _path(folder: Path, token: str) -> Path:
    return folder / "writers" / f"{token}.lock"
