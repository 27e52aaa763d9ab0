"""How do the processes of one machine take turns? By a file's lock, freed when its holder dies."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def locked(path: Path) -> Iterator[BinaryIO]:
    """Hold the lock of a file, made if need be, and yield the file open for reading and writing.

    Waits for the present holder, in another process or another thread. The file is never removed:
    removing it would let two holders lock two files of one name.

    Raises:
        OSError: the file cannot be made or written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # "a" makes the file without emptying it; "r+" lets its content be replaced in place.
    path.open("ab").close()
    with path.open("r+b") as stream:
        _acquire(stream)
        try:
            yield stream
        finally:
            _release(stream)


if sys.platform == "win32":
    import msvcrt
    import time

    def _acquire(stream: BinaryIO) -> None:
        while True:
            stream.seek(0)
            try:
                msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError:
                time.sleep(0.05)
            else:
                return

    def _release(stream: BinaryIO) -> None:
        stream.flush()
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _acquire(stream: BinaryIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX)

    def _release(stream: BinaryIO) -> None:
        stream.flush()
        fcntl.flock(stream, fcntl.LOCK_UN)
