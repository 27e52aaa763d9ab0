"""Which entry did this desk make last? Kept privately, so that an older copy of the log is known as such.

A log that was lost, or put back from an old copy with all that was published, looks sound: only what the desk
remembers shows that entries are missing. An entry made in their place would fork the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.records.commitments.canonical import NotCanonical, read_canonical, written
from titre.records.commitments.entries import FORMAT
from titre.records.vault.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from titre.kernel.ports import Disk
    from titre.records.commitments.entries import Signed


@dataclass(frozen=True, slots=True)
class Newest:
    """The place and the head of an entry."""

    number: int
    head: str


def read_newest(path: Path) -> Newest | None:
    """Return the entry that the desk made last; None where nothing is remembered."""
    try:
        held = read_canonical(path.read_bytes())
        return Newest(int(str(held["number"])), str(held["head"]))
    except (OSError, NotCanonical, KeyError, ValueError):
        return None


def keep_newest(disk: Disk, path: Path, signed: Signed) -> None:
    """Remember the newest entry.

    Raises:
        FileUnwritable: the machine refuses; what was remembered stays.
    """
    value = {
        "document": "newest",
        "format": FORMAT,
        "head": signed.head,
        "number": str(signed.number),
    }
    write_whole(disk, path, written(value), private=True)
