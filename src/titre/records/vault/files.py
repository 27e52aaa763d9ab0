"""How is a file written whole or not at all, for its owner alone where it is private, and none lost?"""

from __future__ import annotations

import os
import re
from itertools import count
from typing import TYPE_CHECKING

from titre.records.errors import FileUnwritable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from titre.kernel.ports import Disk

_DRAFT = re.compile(r"\..+\.\d+\.draft")


def put_aside(path: Path) -> Path | None:
    """Give a file that is to be replaced another name beside it, and return that; None where there is none.

    Raises:
        FileUnwritable: the machine refuses; the file stays where it is.
    """
    if not path.exists():
        return None
    numbered = (path.with_name(f"{path.stem}.{number}{path.suffix}") for number in count(1))
    aside = next(other for other in numbered if not other.exists())
    try:
        path.rename(aside)
    except OSError as error:
        raise FileUnwritable(path, error) from error
    return aside


def make_private(folder: Path) -> None:
    """Make a folder that only its owner may enter, and that git passes over wherever the desk is kept.

    Raises:
        FileUnwritable: the machine refuses.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name != "nt" and folder.stat().st_mode & 0o077:
            # Copied or restored with the rights that folders have elsewhere.
            folder.chmod(0o700)
        ignored = folder / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", "utf-8")
    except OSError as error:
        raise FileUnwritable(folder, error) from error


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


def clear_drafts(disk: Disk, folders: Iterable[Path]) -> None:
    """Remove what writers that were killed left behind: a draft holds salts, or an entry that no log has.

    Nobody else may be writing there meanwhile.

    Raises:
        FileUnwritable: the machine refuses.
    """
    for folder in folders:
        try:
            drafts = [path for path in folder.iterdir() if _DRAFT.fullmatch(path.name)]
            for draft in drafts:
                disk.remove(draft)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise FileUnwritable(folder, error) from error
