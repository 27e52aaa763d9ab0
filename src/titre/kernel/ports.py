"""Through what does Titre reach the outside world? The clock and the disk, each a small port.

Rooms take a port as an argument; the real ones are here, the fakes of the tests under ``tests/fakes``.
The network is reached in one place only, ``sources.network``, whose transport is httpx's own port.
"""

from __future__ import annotations

import errno
import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    from pathlib import Path


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present time in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present time in UTC."""
        return datetime.now(UTC)


def today(clock: Clock) -> date:
    """Return the present day in UTC."""
    return clock.now().date()


class Disk(Protocol):
    """Writes files so that a crash leaves either the whole of one or nothing of it."""

    def create(self, path: Path) -> BinaryIO:
        """Open a new file for writing; a file of that name must not exist yet."""
        ...

    def create_private(self, path: Path) -> BinaryIO:
        """Open a new file that only its owner can read, from its first moment on."""
        ...

    def settle(self, path: Path) -> None:
        """Force a file, or a folder's list of names, to the medium, so that it survives a loss of power."""
        ...

    def replace(self, draft: Path, final: Path) -> None:
        """Put a settled draft in the place of a file; the name is settled too when this returns."""
        ...

    def publish(self, draft: Path, final: Path) -> bool:
        """Give a settled draft its final name; false if another writer has that name already.

        The name is settled too when this returns true.
        """
        ...

    def remove(self, path: Path) -> None:
        """Remove a file; one that is gone already is no error."""
        ...


class LocalDisk:
    """A file system of this machine."""

    def create(self, path: Path) -> BinaryIO:
        """Open a new file for writing; a file of that name must not exist yet."""
        return path.open("xb")

    def create_private(self, path: Path) -> BinaryIO:
        """Open a new file that only its owner can read, from its first moment on."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        return os.fdopen(descriptor, "wb")

    def replace(self, draft: Path, final: Path) -> None:
        """Put a settled draft in the place of a file; the name is settled too when this returns."""
        draft.replace(final)
        self.settle(final.parent)

    def settle(self, path: Path) -> None:
        """Force a file, or a folder's list of names, to the medium."""
        if os.name == "nt" and path.is_dir():  # Windows has no such call, and writes names at once.
            return
        descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def publish(self, draft: Path, final: Path) -> bool:
        """Give a settled draft its final name; false if another writer has that name already.

        A hard link is used because, unlike a renaming, it fails where the name is taken. Where the file
        system has no links the content is copied: a copy that a crash cut short shows in its content.
        """
        try:
            os.link(draft, final)
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            try:
                with final.open("xb") as stream:
                    stream.write(draft.read_bytes())
            except FileExistsError:
                return False
            self.settle(final)
        draft.unlink(missing_ok=True)
        self.settle(final.parent)
        return True

    def remove(self, path: Path) -> None:
        """Remove a file; one that is gone already is no error."""
        path.unlink(missing_ok=True)


_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
