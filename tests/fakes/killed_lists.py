"""Commit or reveal a list and die before the nth thing done to the disk, for every n.

``python killed_lists.py DESK FOLDER VERB``: FOLDER/1, FOLDER/2 … are copies of DESK, each as such
a death left it; the number of them is printed. A process of its own: only one without threads may be forked.
"""

from __future__ import annotations

import os
import shutil
import sys
from itertools import count
from pathlib import Path
from typing import BinaryIO, cast

sys.path.insert(0, str(Path(__file__).parent.parent))

from fakes.clocks import SetClock
from fakes.disks import QuickDisk
from fakes.stock_lists import PASSPHRASE, lists_of


class DyingDisk(QuickDisk):
    """Ends the process before the nth step, a write half done; nothing of Python is tidied up."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def step(self) -> bool:
        """Return whether this step is the last."""
        self._left -= 1
        return self._left == 0

    def _die(self) -> None:
        if self.step():
            os._exit(9)

    def create(self, path: Path) -> BinaryIO:
        self._die()
        return cast("BinaryIO", _Stream(super().create(path), self))

    def create_private(self, path: Path) -> BinaryIO:
        self._die()
        return cast("BinaryIO", _Stream(super().create_private(path), self))

    def settle(self, path: Path) -> None:
        del path
        self._die()

    def replace(self, draft: Path, final: Path) -> None:
        self._die()
        draft.replace(final)
        self._die()

    def remove(self, path: Path) -> None:
        self._die()
        super().remove(path)


class _Stream:
    def __init__(self, inner: BinaryIO, disk: DyingDisk) -> None:
        self._inner, self._disk = inner, disk

    def write(self, data: bytes) -> None:
        if self._disk.step():
            self._inner.write(data[: len(data) // 2])
            self._inner.flush()
            os._exit(9)
        self._inner.write(data)

    def __enter__(self) -> _Stream:  # noqa: PYI034 - an inner class of one use
        return self

    def __exit__(self, *_: object) -> None:
        self._inner.close()


def main() -> None:
    """Die before each step in turn, until the work ends before its death."""
    desk, folder, verb = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    for number in count(1):
        copy = folder / str(number)
        shutil.copytree(desk, copy)
        child = os.fork()
        if child == 0:
            disk = DyingDisk(number)
            if verb == "commit":
                lists_of(copy, SetClock(2024, 7, 24), disk).commit("miners", PASSPHRASE)
            else:
                lists_of(copy, SetClock(2025, 7, 17), disk).reveal("miners")
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            sys.stdout.write(f"{number}\n")
            return


if __name__ == "__main__":
    main()
