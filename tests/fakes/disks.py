"""Disks that fail as real ones do."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, BinaryIO, Self, cast

from titre.kernel.ports import LocalDisk

if TYPE_CHECKING:
    from pathlib import Path


class SmallDisk(LocalDisk):
    """Has room for so many bytes."""

    def __init__(self, room: int) -> None:
        self.room = room

    def settle(self, path: Path) -> None:
        assert path.exists()

    def create(self, path: Path) -> BinaryIO:
        return cast("BinaryIO", _Stream(super().create(path), self))

    def take(self, count: int) -> None:
        if count > self.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.room -= count


class _Stream:
    def __init__(self, inner: BinaryIO, disk: SmallDisk) -> None:
        self._inner = inner
        self._disk = disk

    def write(self, data: bytes) -> int:
        self._disk.take(len(data))
        return self._inner.write(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._inner.close()

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)


class QuickDisk(LocalDisk):
    """Does not wait for the medium: a test sees the same, sooner."""

    def settle(self, path: Path) -> None:
        assert path.exists()


class UnsettlingDisk(LocalDisk):
    """Takes what is written and fails when it is to be forced to the medium, as full network disks do."""

    def settle(self, path: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
