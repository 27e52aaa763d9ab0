"""Which documents does a path hold, and how are their bytes got?

A document is a file, a decompressed ``.gz`` file or a member of a zip archive. Whatever is compressed is
read as a stream under a limit, so that a bomb is refused before it fills memory or disk.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import stat
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO, Protocol

from titre.kernel.digests import Digest
from titre.kernel.findings import Finding, Place
from titre.kernel.messages import Message, say
from titre.sources.archives import (
    ArchiveDamaged,
    Member,
    MethodUnknown,
    deflate_errors,
    members_of,
    open_member,
)
from titre.sources.errors import DocumentUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typing_extensions import Buffer


_LARGEST = 8 << 30
"""bytes that one document may have once decompressed"""
_SUSPECT = 64 << 20
"""bytes from which on the rate of compression is looked at"""
_RATE = 150
"""bytes out for a byte in: filings reach 20, a bomb 1,000"""
_WHOLE = 1 << 30
"""bytes that a reader may take into memory at once"""
_PIECE = 1 << 20
_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


class Opener(Protocol):
    """Gets at the bytes of a document; plain data, so that it can be sent to another process."""

    def __call__(self) -> BinaryIO:
        """Open the bytes, decompressed."""
        ...

    def digest(self) -> Digest:
        """Return what identifies the bytes, cheaply where an archive's directory tells it."""
        ...


@dataclass(frozen=True, slots=True)
class Document:
    """Something to read: a name for people, and a way to get its bytes, decompressed."""

    name: str
    size: int
    """bytes on disk, compressed or not: for progress bars"""
    opener: Opener
    path: Path | None = None
    """the file of the document, or the archive that it is in; None for what is in memory only"""

    @property
    def stem(self) -> str:
        """The last part of the name, without ``.gz``."""
        last = self.name.replace("!", "/").rsplit("/", 1)[-1]
        return last.removesuffix(".gz")

    def place(self, at: str = "") -> Place:
        """Return a place in the document."""
        return Place(self.name, at)

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open the document's bytes as a stream.

        Raises:
            DocumentUnreadable: the bytes cannot be got, now or while reading inside the ``with``.
        """
        try:
            with self.opener() as stream:
                yield stream
        except _unreadable() as error:
            raise DocumentUnreadable(self.place(), _reason(error)) from error

    def read(self, limit: int = _WHOLE) -> bytes:
        """Return all bytes.

        Raises:
            DocumentUnreadable: the bytes cannot be got, or are more than the limit.
        """
        with self.open() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise DocumentUnreadable(self.place(), say("more than {limit} bytes", limit=limit))
        return data

    def head(self, size: int = 1 << 16) -> bytes:
        """Return the first bytes, as many as there are up to a size.

        Raises:
            DocumentUnreadable: the bytes cannot be got.
        """
        with self.open() as stream:
            return stream.read(size)

    @property
    def in_archive(self) -> bool:
        """Whether it is a member of an archive, identified by what the archive's directory says of it."""
        return isinstance(self.opener, _Member)

    def verify(self) -> None:
        """Read the document to its end, so that damage is seen before any of it is used.

        Raises:
            DocumentUnreadable: the bytes cannot be got.
        """
        with self.open() as stream:
            while stream.read(_PIECE):
                pass

    def digest(self) -> Digest:
        """Return what identifies the document's bytes, whatever its name and place.

        Raises:
            DocumentUnreadable: the bytes cannot be got.
        """
        try:
            return self.opener.digest()
        except _unreadable() as error:
            raise DocumentUnreadable(self.place(), _reason(error)) from error

    @classmethod
    def of_bytes(cls, name: str, data: bytes) -> Document:
        """Return a document that is in memory already."""
        return cls(name, len(data), _Bytes(data))


@dataclass(frozen=True, slots=True)
class _Bytes:
    """Opens bytes in memory."""

    data: bytes

    def __call__(self) -> BinaryIO:
        return io.BytesIO(self.data)

    def digest(self) -> Digest:
        return Digest.of(self.data)


@dataclass(frozen=True, slots=True)
class _File:
    """Opens a file as it is, or decompressed if it begins as gzip does (RFC 1952), whatever its name."""

    path: Path

    def __call__(self) -> BinaryIO:
        stream = self.path.open("rb")
        if stream.peek(2)[:2] != _GZIP:
            return stream
        stream.close()
        size = self.path.stat().st_size
        return io.BufferedReader(_Guarded(_gunzipped(self.path), size, name_of(self.path)))

    def digest(self) -> Digest:
        with self.path.open("rb") as stream:
            return Digest("sha256", hashlib.file_digest(stream, "sha256").digest())


@dataclass(frozen=True, slots=True)
class _Member:
    """Opens a member of a zip archive decompressed, without reading the archive's directory."""

    path: Path
    member: Member

    def __call__(self) -> BinaryIO:
        name = f"{name_of(self.path)}!{self.member.name}"
        return io.BufferedReader(
            _Guarded(open_member(self.path, self.member), self.member.compressed, name), 1 << 16
        )

    def digest(self) -> Digest:
        # Name, length and CRC-32 stand in the directory: a night's archive of a million members is compared
        # with the last one without decompressing it. A changed document keeps all three by a chance of
        # one in four billion, and a document of EDGAR changes its length with every filing.
        member = self.member
        return Digest.of(f"{member.name}\0{member.size}\0{member.crc:08x}".encode())


class _Guarded(io.RawIOBase):
    """A decompressed stream that stops where a bomb begins: more comes out than what went in explains."""

    def __init__(self, inner: IO[bytes] | gzip.GzipFile, compressed: int, name: str) -> None:
        self._inner = inner
        self._name = name
        self._limit = min(_LARGEST, max(_SUSPECT, _RATE * compressed))
        self._left = self._limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        with memoryview(buffer) as view, view.cast("B") as octets:
            data = self._inner.read(min(len(octets), self._left + 1))
            octets[: len(data)] = data
        self._left -= len(data)
        if self._left < 0:
            raise DocumentUnreadable(
                Place(self._name),
                say("decompresses to more than {limit} bytes: refused as a bomb", limit=self._limit),
            )
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


def documents_in(path: Path) -> Iterator[Document | Finding]:
    """Yield the documents of a path: the file itself, or each below a folder, in the order of their names.

    Hidden files are passed over; a file that cannot be reached is a finding. A zip is one document here;
    ``members`` opens it.

    Raises:
        DocumentUnreadable: the path itself is not there, or may not be looked at.
    """
    if not is_folder(path):
        yield document_of(path)
        return
    yield from _below(path, ())


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder; one that may not be looked at is none, and says so when read."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _below(folder: Path, above: tuple[tuple[int, int], ...]) -> Iterator[Document | Finding]:
    """Yield the documents below a folder; the folders above it are known by device and number."""
    try:
        status = folder.stat()
        names = sorted(os.listdir(folder))  # noqa: PTH208 - a list of a million Path objects costs a gigabyte
    except OSError as error:
        yield Finding(Place(name_of(folder)), _reason(error))
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        yield Finding(Place(name_of(folder)), say("a link to a folder that it stands in, expected no circle"))
        return
    for name in names:
        if name.startswith("."):
            continue
        path = folder / name
        if is_folder(path):
            yield from _below(path, (*above, here))
            continue
        try:
            yield document_of(path)
        except DocumentUnreadable as error:
            yield Finding(error.place, error.reason)


def document_of(path: Path) -> Document:
    """Return the document of one file; gzip is read decompressed.

    Raises:
        DocumentUnreadable: there is no such file, or it is none that can be read to an end.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise DocumentUnreadable(Place(name_of(path)), _reason(error)) from error
    if stat.S_ISDIR(status.st_mode):
        raise DocumentUnreadable(Place(name_of(path)), say("a folder, expected a file"))
    if not stat.S_ISREG(status.st_mode):
        # A pipe or a device has no end, and reading one may wait for ever.
        raise DocumentUnreadable(Place(name_of(path)), say("a pipe or a device, expected a file"))
    return Document(name_of(path), status.st_size, _File(path), path)


def name_of(path: Path) -> str:
    r"""Return the name of a file as a text that can be written; a byte that is no UTF-8 as ``\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def is_archive(head: bytes) -> bool:
    """Return whether a file's first bytes are those of a zip archive."""
    return head.startswith(_ZIP)


def members(path: Path) -> Iterator[Document | Finding]:
    """Yield the members of a zip archive, none unpacked to disk; a dangerous or unreadable one is a finding.

    Raises:
        DocumentUnreadable: the file is no zip archive, or its directory is cut short.
    """
    try:
        for entry in members_of(path):
            name = f"{name_of(path)}!{entry.name}"
            fault = _fault(entry)
            if fault is not None:
                yield Finding(Place(name), fault)
            elif not entry.is_folder:
                yield Document(name, entry.compressed, _Member(path, entry), path)
    except _unreadable() as error:
        raise DocumentUnreadable(Place(name_of(path)), _reason(error)) from error


def _fault(entry: Member) -> Message | None:
    parts = PurePosixPath(entry.name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in (*parts.parts, "")[0]:
        return say("the name leads out of the archive, expected a plain relative name")
    if entry.encrypted:
        return say("the member is encrypted, expected one that can be read")
    return None


def _gunzipped(path: Path) -> gzip.GzipFile:
    try:
        # Twice to three times as fast as zlib; it has no wheel for some machines.
        from isal.igzip import IGzipFile
    except ImportError:
        return gzip.GzipFile(path, "rb")
    return IGzipFile(path, "rb")  # type: ignore[no-untyped-call]  # its stub is partial


def _unreadable() -> tuple[type[Exception], ...]:
    # Asked only where something was raised: what decompresses is imported late.
    return OSError, EOFError, ArchiveDamaged, *deflate_errors()


def _reason(error: Exception) -> Message:
    detail = str((isinstance(error, OSError) and error.strerror) or error) or type(error).__name__
    if isinstance(error, deflate_errors()):
        return say("the compressed data is damaged: {detail}", detail=detail)
    for kinds, message in _REASONS:
        if isinstance(error, kinds):
            return Message(message.template, {"detail": detail})
    return say("cannot be read: {detail}", detail=detail)


_REASONS: tuple[tuple[type[Exception], Message], ...] = (
    (FileNotFoundError, say("no such file or folder")),
    (PermissionError, say("not allowed to read it")),
    (IsADirectoryError, say("a folder, expected a file")),
    (EOFError, say("the compressed data is cut short")),
    (gzip.BadGzipFile, say("the compressed data is damaged: {detail}")),
    (MethodUnknown, say("a member is {detail}, expected one that is stored or deflated")),
    (ArchiveDamaged, say("the archive is damaged: {detail}")),
)
