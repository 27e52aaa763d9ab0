"""How is a file written whole or not at all, and one that only its owner may read so from its first byte?"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from titre.records.errors import FileUnwritable

if TYPE_CHECKING:
    from pathlib import Path

    from titre.kernel.ports import Disk


def write_whole(disk: Disk, path: Path, data: bytes, *, private: bool = False) -> None:
    """Put a file in place: a crash at any moment leaves the one before, or the new one whole.

    Raises:
        FileUnwritable: the machine refuses; the file that was there stays as it was.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        path.parent.mkdir(mode=0o700 if private else 0o777, parents=True, exist_ok=True)
        disk.remove(draft)
        try:
            with disk.create_private(draft) if private else disk.create(draft) as stream:
                stream.write(data)
            disk.settle(draft)
            disk.replace(draft, path)
        finally:
            disk.remove(draft)
    except OSError as error:
        raise FileUnwritable(path, error) from error
