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
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from titre.kernel.findings import Finding, Place
from titre.kernel.messages import say
from titre.sources.errors import DocumentUnreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
