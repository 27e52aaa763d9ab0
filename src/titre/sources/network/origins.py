"""What did the server say of a file that was fetched from it? Kept beside the file, to ask again politely.

Beside ``name`` stand hidden files: ``.name.origin`` tells what is whole, ``.name.part`` and
``.name.part.origin`` hold a download that was cut off. All are written so that a crash leaves either
a true statement or none.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

_SETTLED = timedelta(seconds=60)
"""age at which a time of change names one content: RFC 9110 §8.8.2.2"""
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Origin:
    """The statements of a response about its body (RFC 9110 §8)."""

    address: str
    tag: str | None = None
    """entity tag, quotes included"""
    changed: str | None = None
    """time of the last change, as sent"""
    sent: str | None = None
    """time of the response, as sent"""
    encoding: str = ""
    """``gzip`` where the body was sent compressed"""
    length: int | None = None
    """bytes of the whole body, as sent"""
    size: int | None = None
    """bytes of the file when it was kept"""
    kept: int | None = None
    """nanoseconds: the file's own time when it was kept"""

    @property
    def validator(self) -> str | None:
        """What names this very sequence of bytes, so that its rest may be asked for (RFC 9110 §13.1.5)."""
        if self.tag is not None:
            return None if self.tag.startswith("W/") else self.tag
        changed, sent = _moment(self.changed), _moment(self.sent)
        return self.changed if changed and sent and sent - changed >= _SETTLED else None

    def questions(self) -> dict[str, str]:
        """Return the headers that ask for the document only if it is another one by now."""
        headers: dict[str, str] = {}
        if self.tag is not None:
            headers["If-None-Match"] = self.tag
        if self.changed is not None:
            headers["If-Modified-Since"] = self.changed
        return headers


def origin_of(address: str, headers: Mapping[str, str], *, length: int | None) -> Origin:
    """Return what the headers of a response state."""
    encoding = headers.get("content-encoding", "").strip().lower().removeprefix("x-")
    return Origin(
        address,
        tag=headers.get("etag"),
        changed=headers.get("last-modified"),
        sent=headers.get("date"),
        encoding="" if encoding == "identity" else encoding,
        length=length,
    )


def read_origin(path: Path) -> Origin | None:
    """Return a statement that was kept, or None where there is none that can be trusted."""
    try:
        return Origin(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def write_origin(path: Path, origin: Origin) -> None:
    """Keep a statement, whole or not at all."""
    draft = path.with_name(path.name + ".new")
    draft.write_text(json.dumps(asdict(origin), indent=1) + "\n", encoding="utf-8")
    draft.replace(path)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The place of one downloaded file, with what stands beside it."""

    path: Path

    @property
    def lock(self) -> Path:
        """What a process holds while it downloads this file."""
        return self._beside(".lock")

    @property
    def part(self) -> Path:
        """The bytes that came so far, as sent."""
        return self._beside(".part")

    @property
    def draft(self) -> Path:
        """The whole file before it is checked."""
        return self._beside(".draft")

    @property
    def _origin(self) -> Path:
        return self._beside(".origin")

    @property
    def _part_origin(self) -> Path:
        return self._beside(".part.origin")

    def kept(self, address: str) -> Origin | None:
        """Return the origin of the file if it is still the one that was kept, from that address."""
        origin = read_origin(self._origin)
        if origin is None or origin.address != address:
            return None
        try:
            status = self.path.stat()
        except OSError:
            return None
        return origin if (status.st_size, status.st_mtime_ns) == (origin.size, origin.kept) else None

    def begun(self, address: str) -> tuple[int, Origin] | None:
        """Return how many bytes a download left, and whence, if its rest may be asked for."""
        origin = read_origin(self._part_origin)
        if origin is None or origin.address != address or origin.validator is None:
            return None
        try:
            size = self.part.stat().st_size
        except OSError:
            return None
        return (size, origin) if size else None

    def begin(self, origin: Origin) -> None:
        """Make ready for the first byte of a body."""
        self.forget_part()
        self.part.write_bytes(b"")
        write_origin(self._part_origin, origin)

    def forget_part(self) -> None:
        """Give up what a download left; its origin goes first, so that it never speaks of other bytes."""
        self._part_origin.unlink(missing_ok=True)
        self.part.unlink(missing_ok=True)
        self.draft.unlink(missing_ok=True)

    def keep(self, finished: Path, origin: Origin) -> bool:
        """Give a finished file its name; false if it is the file that stands there already."""
        changed = not _same(finished, self.path)
        if changed:
            finished.replace(self.path)
        status = self.path.stat()
        statement = asdict(origin) | {"size": status.st_size, "kept": status.st_mtime_ns}
        write_origin(self._origin, Origin(**statement))
        self.forget_part()
        return changed

    def _beside(self, ending: str) -> Path:
        return self.path.with_name(f".{self.path.name}{ending}")


def _same(left: Path, right: Path) -> bool:
    """Return whether two files hold the same bytes. Not ``filecmp``, which trusts times it saw before."""
    if not right.is_file() or left.stat().st_size != right.stat().st_size:
        return False
    with left.open("rb") as one, right.open("rb") as other:
        while piece := one.read(_PIECE):
            if piece != other.read(_PIECE):
                return False
    return True


def _moment(text: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
