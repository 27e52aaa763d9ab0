"""Is what came from the network what was asked for? Looked at before it is kept: at its beginning, and whole.

A site that is busy, closed or unwilling sends a web page under the address of data, sometimes as a success.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from titre.kernel.messages import Message

BEGINNING = 4096
"""bytes from which a content is recognised"""
_JSON_LARGEST = 1 << 30
_ZIP_LARGEST = 32 << 30
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Content(Protocol):
    """A kind of document that was asked for."""

    @property
    def compressible(self) -> bool:
        """Whether it gains from being sent compressed."""
        ...

    @property
    def largest(self) -> int:
        """The bytes that it may have at most."""
        ...

    def fault_of_beginning(self, beginning: bytes) -> Message | None:
        """Return what is wrong, seen from the first ``BEGINNING`` bytes; None where nothing is."""
        ...

    def fault(self, path: Path) -> Message | None:
        """Return what is wrong with the whole document; None where nothing is."""
        ...


def is_web_page(beginning: bytes) -> bool:
    """Return whether a document begins as HTML does."""
    text = beginning.removeprefix(_BYTE_ORDER_MARK).lstrip().lower()
    if text.startswith(b"<?xml"):
        text = text.partition(b"?>")[2].lstrip()
    return text.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<title"))


@dataclass(frozen=True, slots=True)
class JsonContent:
    """A JSON document; ``shape`` says what is wrong with its fields."""

    shape: Callable[[bytes], Message | None]
    compressible: bool = True
    largest: int = _JSON_LARGEST

    def fault_of_beginning(self, beginning: bytes) -> Message | None:
        """Return what is wrong, seen from the first bytes."""
        if is_web_page(beginning):
            return say("got a web page, expected JSON")
        if not beginning.removeprefix(_BYTE_ORDER_MARK).lstrip().startswith((b"{", b"[")):
            return say("got {got}, expected JSON", got=repr(beginning[:40].decode("latin-1")))
        return None

    def fault(self, path: Path) -> Message | None:
        """Return what is wrong with the whole document."""
        return self.shape(path.read_bytes())


@dataclass(frozen=True, slots=True)
class ZipContent:
    """A zip archive, checked by its end, where the list of its members is announced (APPNOTE 4.3.16).

    The list itself is not read: EDGAR's archive of submissions names a million members.
    """

    compressible: bool = False
    largest: int = _ZIP_LARGEST

    def fault_of_beginning(self, beginning: bytes) -> Message | None:
        """Return what is wrong, seen from the first bytes."""
        if is_web_page(beginning):
            return say("got a web page, expected a zip archive")
        if not beginning.startswith((b"PK\x03\x04", _END)):
            return say("got {got}, expected a zip archive", got=repr(beginning[:40].decode("latin-1")))
        return None

    def fault(self, path: Path) -> Message | None:
        """Return what is wrong with the end of the archive."""
        with path.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(max(0, size - _END_LARGEST))
            tail = stream.read()
            if not _ends(stream, tail, size):
                return say("got a zip archive without its end, expected a whole one")
        return None


@dataclass(frozen=True, slots=True)
class TextContent:
    """An XML or HTML document of a filing; what pages stand in its place only the site can tell."""

    compressible: bool = True
    largest: int = _JSON_LARGEST

    def fault_of_beginning(self, beginning: bytes) -> Message | None:
        """Return what is wrong, seen from the first bytes."""
        if beginning.removeprefix(_BYTE_ORDER_MARK).lstrip().startswith(b"<"):
            return None
        return say("got {got}, expected XML or HTML", got=repr(beginning[:40].decode("latin-1")))

    def fault(self, path: Path) -> Message | None:
        """Return what is wrong with the whole document: nothing, for its reader looks closer."""
        return None if path.stat().st_size else say("got an empty document, expected XML or HTML")


_END = b"PK\x05\x06"
_END_RECORD = struct.Struct("<4s4H2LH")
_END_LARGEST = _END_RECORD.size + 0xFFFF
_LOCATOR = struct.Struct("<4sLQL")
_END_64 = b"PK\x06\x06"
_FULL = 0xFFFFFFFF


def _ends(stream: BinaryIO, tail: bytes, size: int) -> bool:
    """Return whether a record of the archive's end stands at the end and leads to the list of members."""
    at = len(tail) - _END_RECORD.size
    while (at := tail.rfind(_END, 0, at + len(_END))) >= 0:
        record = _END_RECORD.unpack_from(tail, at)
        length, offset, comment = record[5], record[6], record[7]
        if at + _END_RECORD.size + comment == len(tail):
            position = size - len(tail) + at
            if _FULL in {offset, length}:
                return _ends_64(stream, position)
            return offset + length <= position and _starts_list(stream, offset, empty=length == 0)
        at -= 1
    return False


def _ends_64(stream: BinaryIO, position: int) -> bool:
    """Return whether the archive is a Zip64 one whose second record of the end is where it says."""
    if position < _LOCATOR.size:
        return False
    stream.seek(position - _LOCATOR.size)
    signature, _, offset, _ = _LOCATOR.unpack(stream.read(_LOCATOR.size))
    if signature != b"PK\x06\x07" or offset >= position:
        return False
    stream.seek(offset)
    return stream.read(len(_END_64)) == _END_64


def _starts_list(stream: BinaryIO, offset: int, *, empty: bool) -> bool:
    stream.seek(offset)
    return empty or stream.read(4) == b"PK\x01\x02"
