"""Which documents does a path hold, and how are their bytes got?

A document is a file, a decompressed ``.gz`` file or a member of a zip archive. Whatever is compressed is
read as a stream under a limit, so that a bomb is refused before it fills memory or disk.
"""

from __future__ import annotations

import gzip
import io
import os
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO

from titre.kernel.findings import Finding, Place
from titre.kernel.messages import say
from titre.sources.errors import DocumentUnreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from typing_extensions import Buffer

    from titre.kernel.messages import Message

_LARGEST = 8 << 30
"""bytes that one document may have once decompressed"""
_SUSPECT = 64 << 20
"""bytes from which on the rate of compression is looked at"""
_RATE = 150
"""bytes out for a byte in: filings reach 20, a bomb 1,000"""
_WHOLE = 1 << 30
"""bytes that a reader may take into memory at once"""


@dataclass(frozen=True, slots=True)
class Document:
    """Something to read: a name for people, and a way to get its bytes, decompressed."""

    name: str
    size: int
    """bytes on disk, compressed or not: for progress bars"""
    opener: Callable[[], BinaryIO]

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
        except _UNREADABLE as error:
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

    @classmethod
    def of_bytes(cls, name: str, data: bytes) -> Document:
        """Return a document that is in memory already."""
        return cls(name, len(data), lambda: io.BytesIO(data))


@dataclass(frozen=True, slots=True)
class _File:
    """Opens a file as it is."""

    path: Path

    def __call__(self) -> BinaryIO:
        return self.path.open("rb")


@dataclass(frozen=True, slots=True)
class _Gzip:
    """Opens a gzip file decompressed (RFC 1952)."""

    path: Path

    def __call__(self) -> BinaryIO:
        size = self.path.stat().st_size
        return io.BufferedReader(_Guarded(_gunzipped(self.path), size, str(self.path)))


@dataclass(frozen=True, slots=True)
class _Member:
    """Opens a member of a zip archive decompressed; the last archive of a process stays open."""

    path: Path
    member: str

    def __call__(self) -> BinaryIO:
        archive = _archive(self.path, self.path.stat().st_mtime_ns)
        compressed = archive.getinfo(self.member).compress_size
        name = f"{self.path}!{self.member}"
        return io.BufferedReader(_Guarded(archive.open(self.member), compressed, name))


class _Guarded(io.RawIOBase):
    """A decompressed stream that stops where a bomb begins: more bytes out than what is compressed explains."""

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

    Hidden files are passed over. A zip is one document here; ``members`` opens it.
    """
    if not path.is_dir():
        yield document_of(path)
        return
    try:
        names = sorted(os.listdir(path))  # noqa: PTH208 - a list of a million Path objects costs a gigabyte
    except OSError as error:
        yield Finding(Place(str(path)), _reason(error))
        return
    for name in names:
        if not name.startswith("."):
            yield from documents_in(path / name)


def document_of(path: Path) -> Document:
    """Return the document of one file; a ``.gz`` file is read decompressed."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise DocumentUnreadable(Place(str(path)), _reason(error)) from error
    opener = _Gzip(path) if path.suffix == ".gz" else _File(path)
    return Document(str(path), size, opener)


def members(path: Path) -> Iterator[Document | Finding]:
    """Yield the members of a zip archive, none unpacked to disk; a dangerous or unreadable one is a finding.

    Raises:
        DocumentUnreadable: the file is no zip archive.
    """
    try:
        entries = _archive(path, path.stat().st_mtime_ns).infolist()
    except _UNREADABLE as error:
        raise DocumentUnreadable(Place(str(path)), _reason(error)) from error
    for entry in entries:
        name = f"{path}!{entry.filename}"
        fault = _fault(entry)
        if fault is not None:
            yield Finding(Place(name), fault)
        elif not entry.is_dir():
            yield Document(name, entry.compress_size, _Member(path, entry.filename))


def _fault(entry: zipfile.ZipInfo) -> Message | None:
    parts = PurePosixPath(entry.filename.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in parts.parts[0]:
        return say("the name leads out of the archive, expected a plain relative name")
    if entry.flag_bits & 1:
        return say("the member is encrypted, expected one that can be read")
    return None


@lru_cache(maxsize=1)
def _archive(path: Path, _changed: int) -> zipfile.ZipFile:
    return zipfile.ZipFile(path)


def _gunzipped(path: Path) -> gzip.GzipFile:
    try:
        # Twice to three times as fast as zlib; it has no wheel for some machines.
        from isal.igzip import IGzipFile
    except ImportError:
        return gzip.GzipFile(path, "rb")
    return IGzipFile(path, "rb")  # type: ignore[no-untyped-call]  # its stub is partial


_UNREADABLE = (
    OSError,
    EOFError,
    zlib.error,
    zipfile.BadZipFile,
    KeyError,  # a member that the directory of the archive does not name
    NotImplementedError,  # a compression that this Python cannot undo
    RuntimeError,  # an encrypted member
)


def _reason(error: Exception) -> Message:
    match error:
        case FileNotFoundError():
            return say("no such file or folder")
        case PermissionError():
            return say("not allowed to read it")
        case IsADirectoryError():
            return say("a folder, expected a file")
        case EOFError():
            return say("the compressed data is cut short")
        case gzip.BadGzipFile() | zlib.error() | zipfile.BadZipFile():
            return say("the compressed data is damaged: {detail}", detail=str(error))
        case _:
            return say("cannot be read: {detail}", detail=str(error) or type(error).__name__)
