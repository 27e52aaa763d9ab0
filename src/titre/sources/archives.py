"""Which members does a zip archive hold, and how is one opened without reading the directory again?

EDGAR's nightly archives have close to a million members. The standard library keeps an object for each and
reads the whole directory in every process; here the directory is walked as a stream, and a member knows
where its bytes begin. Source: APPNOTE.TXT 6.3.10, PKWARE; §4.3.7 local header, §4.3.12 directory,
§4.3.14 and §4.3.15 zip64, §4.3.16 end of the directory.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typing_extensions import Buffer

_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")

_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF_8 = 0x1, 0x800
_ZIP64_FIELD = 1
_MAX_32 = 0xFFFFFFFF
_COMMENT = 0xFFFF
_CHUNK = 1 << 16


class ArchiveDamaged(Exception):
    """The bytes are no zip archive, or are cut short; never leaves ``sources.documents``."""


class MethodUnknown(ArchiveDamaged):
    """A member is compressed in a way other than deflate, the one that every archiver knows."""


@dataclass(frozen=True, slots=True)
class Member:
    """An entry of an archive's directory."""

    name: str
    crc: int
    """CRC-32 of the bytes once decompressed"""
    size: int
    """bytes once decompressed"""
    compressed: int
    """bytes in the archive"""
    offset: int
    """where its local header begins"""
    method: int
    encrypted: bool

    @property
    def is_folder(self) -> bool:
        """Whether the entry only names a folder."""
        return self.name.endswith("/")


class _Directory(NamedTuple):
    entries: int
    size: int
    offset: int
    shift: int
    """bytes that stand before the archive, as in one that unpacks itself"""


def members_of(path: Path) -> Iterator[Member]:
    """Yield the entries of an archive's directory in their order, a few kilobytes in memory at a time.

    Raises:
        ArchiveDamaged: no directory is found, it is cut short, or its members cannot all be in the file.
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        directory = _directory(stream)
        stream.seek(directory.offset + directory.shift)
        left = directory.offset
        for _ in range(directory.entries):
            member = _entry(stream, directory.shift)
            left -= member.compressed
            if left < 0:
                # Many names for the same bytes: each small enough, together without end.
                raise ArchiveDamaged("its members overlap, as those of a bomb do")
            yield member


def open_member(path: Path, member: Member) -> BinaryIO:
    """Open the bytes of a member, decompressed; their CRC-32 is compared at the end.

    Raises:
        ArchiveDamaged: now, if no member begins there, or while reading.
        OSError: the file cannot be read.
    """
    if member.encrypted:
        raise MethodUnknown("encrypted")
    if member.method not in (_STORED, _DEFLATED):
        raise MethodUnknown(f"compressed by method {member.method}")
    stream = path.open("rb")
    try:
        _seek_bytes(stream, member)
    except (ArchiveDamaged, OSError):
        stream.close()
        raise
    return io.BufferedReader(_MemberBytes(stream, member), _CHUNK)


def _seek_bytes(stream: BinaryIO, member: Member) -> None:
    if member.offset > stream.seek(0, io.SEEK_END):
        raise ArchiveDamaged("a member begins behind the end of the file")
    stream.seek(member.offset)
    header = _LOCAL.unpack(_exactly(stream, _LOCAL.size))
    if header[0] != b"PK\x03\x04":
        raise ArchiveDamaged("no member where the directory says")
    stream.seek(header[-2] + header[-1], io.SEEK_CUR)


class _MemberBytes(io.RawIOBase):
    """The decompressed bytes of one member."""

    def __init__(self, stream: BinaryIO, member: Member) -> None:
        self._stream = stream
        self._member = member
        self._left = member.compressed
        self._crc = 0
        self._pending = b""
        self._decompressor = _decompressor() if member.method == _DEFLATED else None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        with memoryview(buffer) as view, view.cast("B") as octets:
            data = self._next(len(octets))
            octets[: len(data)] = data
        self._crc = zlib.crc32(data, self._crc)
        if not data and self._crc != self._member.crc:
            raise ArchiveDamaged("the CRC-32 of a member is not the one its directory gives")
        return len(data)

    def _next(self, most: int) -> bytes:
        while True:
            if self._decompressor is None:
                return self._raw(most)
            if self._decompressor.eof:
                return b""
            given = self._pending or self._raw(_CHUNK)
            try:
                data: bytes = self._decompressor.decompress(given, most)
            except deflate_errors() as error:
                raise ArchiveDamaged(str(error)) from error
            self._pending = self._decompressor.unconsumed_tail
            if data:
                return data
            if not given and not self._decompressor.eof:
                raise EOFError

    def _raw(self, most: int) -> bytes:
        data = self._stream.read(min(most, self._left))
        if len(data) < min(most, self._left):
            raise EOFError
        self._left -= len(data)
        return data

    def close(self) -> None:
        self._stream.close()
        super().close()


def deflate_errors() -> tuple[type[Exception], ...]:
    """Return what may be raised for compressed bytes that are none; isal's error is not zlib's."""
    try:
        from isal import isal_zlib
    except ImportError:
        return (zlib.error,)
    return zlib.error, isal_zlib.error  # type: ignore[return-value]  # its stub calls the class an exception


def _decompressor() -> Any:  # noqa: ANN401 - zlib's type has no public name, isal's no stub
    try:
        # Two to three times as fast as zlib; it has no wheel for some machines.
        from isal import isal_zlib
    except ImportError:
        return zlib.decompressobj(-zlib.MAX_WBITS)
    return isal_zlib.decompressobj(-zlib.MAX_WBITS)


def _directory(stream: IO[bytes]) -> _Directory:
    length = stream.seek(0, io.SEEK_END)
    tail_start = max(0, length - _END.size - _COMMENT)
    stream.seek(tail_start)
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(tail):
        raise ArchiveDamaged("no end of a directory")
    _, _, _, _, entries, size, offset, _ = _END.unpack_from(tail, at)
    position = tail_start + at
    if _MAX_32 in (size, offset) or entries == _COMMENT:
        position, entries, size, offset = _zip64(stream, position) or (position, entries, size, offset)
    shift = position - size - offset
    if shift < 0:
        raise ArchiveDamaged("the directory is cut short")
    return _Directory(entries, size, offset, shift)


def _zip64(stream: IO[bytes], end: int) -> tuple[int, int, int, int] | None:
    """Return position, count, size and offset as zip64 gives them, or None where the archive is none."""
    if end < _LOCATOR.size:
        return None
    stream.seek(end - _LOCATOR.size)
    mark, _, position, _ = _LOCATOR.unpack(_exactly(stream, _LOCATOR.size))
    if mark != b"PK\x06\x07":
        return None
    if position > end:
        raise ArchiveDamaged("no zip64 directory where its locator says")
    stream.seek(position)
    record = _END_64.unpack(_exactly(stream, _END_64.size))
    if record[0] != b"PK\x06\x06":
        raise ArchiveDamaged("no zip64 directory where its locator says")
    return position, record[7], record[8], record[9]


def _entry(stream: IO[bytes], shift: int) -> Member:
    fields = _ENTRY.unpack(_exactly(stream, _ENTRY.size))
    mark, _, _, flags, method, _, _, crc, compressed, size = fields[:10]
    name_length, extra_length, comment_length, offset = fields[10], fields[11], fields[12], fields[16]
    if mark != b"PK\x01\x02":
        raise ArchiveDamaged("the directory is cut short")
    name = _exactly(stream, name_length)
    extra = _exactly(stream, extra_length)
    _exactly(stream, comment_length)
    wide = iter(_wide(extra))
    size, compressed, offset = (
        next(wide, value) if value == _MAX_32 else value for value in (size, compressed, offset)
    )
    text = name.decode("utf-8" if flags & _UTF_8 else "cp437", "replace")
    return Member(text, crc, size, compressed, offset + shift, method, bool(flags & _ENCRYPTED))


def _wide(extra: bytes) -> tuple[int, ...]:
    """Return the 64-bit numbers of the zip64 field: of size, compressed size, offset those that need it."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == _ZIP64_FIELD:
            body = extra[at + 4 : at + 4 + length]
            return struct.unpack_from(f"<{len(body) // 8}Q", body)
        at += 4 + length
    return ()


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise ArchiveDamaged("the directory is cut short")
    return data
