"""How is a commitment stamped with its time, and where are its stamps kept? Beside it, to be published."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from titre.records.commitments.entries import entry_bytes
from titre.records.vault.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import httpx
    from cryptography.x509 import Certificate

    from titre.kernel.ports import Disk
    from titre.records.commitments.entries import Signed
    from titre.records.stamps.opentimestamps import Proof
    from titre.records.stamps.tokens import Stamp


def stamp_by_authority(
    disk: Disk,
    folder: Path,
    signed: Signed,
    authority: str,
    *,
    roots: Sequence[Certificate] = (),
    transport: httpx.BaseTransport | None = None,
) -> tuple[Path, Stamp]:
    """Have an authority stamp an entry (RFC 3161); return the new file, and what it says.

    Raises:
        StampRefused: the authority gives no stamp, or one that does not hold.
        FileUnwritable: it cannot be kept.
    """
    from titre.records.stamps.tokens import ask, read_stamp

    entry = entry_bytes(signed.entry)
    data = ask(authority, entry, roots=roots, transport=transport)
    path = _free(folder, ".tsr")
    write_whole(disk, path, data)
    return path, read_stamp(path.name, data, entry, roots=roots)


def stamp_by_calendar(
    disk: Disk, folder: Path, signed: Signed, calendar: str, *, transport: httpx.BaseTransport | None = None
) -> tuple[Path, Proof]:
    """Tell a calendar of an entry, or ask again where a file waits; return the file, and what it claims.

    Raises:
        StampRefused: the calendar gives nothing, or what does not fit.
        FileUnwritable: it cannot be kept.
    """
    from titre.records.stamps.calendars import ask_again, tell_calendar
    from titre.records.stamps.opentimestamps import read_proof

    head = bytes.fromhex(signed.head)
    for path in sorted(folder.glob("stamp-*.ots")):
        data = path.read_bytes()
        known = read_proof(path.name, data)
        if known.digest == head and not known.blocks:
            data = ask_again(path.name, data, calendar, transport=transport)
            break
    else:
        path, data = _free(folder, ".ots"), tell_calendar(calendar, head, transport=transport)
    write_whole(disk, path, data)
    return path, read_proof(path.name, data)


def _free(folder: Path, ending: str) -> Path:
    paths = (folder / f"stamp-{number}{ending}" for number in count(1))
    return next(path for path in paths if not path.exists())
