"""How do the bytes of a response arrive: all, fast enough, and are they the rest of what was begun?"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import time
import zlib
from typing import TYPE_CHECKING, BinaryIO

from titre.kernel.messages import say
from titre.sources.network.contents import BEGINNING
from titre.sources.network.origins import origin_of
from titre.sources.network.retries import Again

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

    from titre.kernel.messages import Message
    from titre.sources.network.origins import Origin
    from titre.sources.network.retries import Patience

_PIECE = 1 << 16
_PARTIAL, _BEYOND = 206, 416
GZIP_WINDOW = 16 + zlib.MAX_WBITS
"""tells zlib that gzip's header and trailer stand around the data"""
_RANGE = re.compile(r"bytes (?P<first>\d+)-\d+/(?P<all>\d+|\*)", re.ASCII)


class Body:
    """The bytes of a response as sent, watched for coming too slowly."""

    def __init__(self, response: httpx.Response, patience: Patience) -> None:
        self._pieces = response.iter_raw()
        self._patience = patience
        self._held: list[bytes] = []
        self.received = 0
        """bytes taken by ``pieces`` so far"""
        self._watched = (time.monotonic(), 0)
        self._arrived = 0

    def beginning(self) -> bytes:
        """Return the first bytes, which ``pieces`` will give again."""
        held = 0
        while held < BEGINNING and (piece := self._next()) is not None:
            self._held.append(piece)
            held += len(piece)
        return b"".join(self._held)

    def pieces(self) -> Iterator[bytes]:
        """Yield all bytes.

        Raises:
            Again: the connection broke, or no longer brings enough.
        """
        held, self._held = self._held, []
        for piece in itertools.chain(held, iter(self._next, None)):
            self.received += len(piece)
            yield piece

    def _next(self) -> bytes | None:
        import httpx

        try:
            piece = next(self._pieces, None)
        except httpx.TransportError as error:
            raise Again(broken(error)) from error
        if piece is not None:
            self._arrived += len(piece)
            self._watch()
        return piece

    def _watch(self) -> None:
        since, before = self._watched
        now = time.monotonic()
        if now - since < self._patience.stall:
            return
        if self._arrived - before < self._patience.trickle:
            raise Again(say("the document comes too slowly"))
        self._watched = (now, self._arrived)


def gunzip(source: Path, target: Path, largest: int) -> Message | None:
    """Decompress a body that was sent compressed; return what is wrong with it, if anything."""
    import gzip

    left = largest
    try:
        with gzip.open(source, "rb") as compressed, target.open("wb") as stream:
            while piece := compressed.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    return too_large(largest)
                stream.write(piece)
            settle(stream)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        return say("the compressed data is damaged: {detail}", detail=str(error))
    return None


def settle(stream: BinaryIO) -> None:
    """Force what was written to the medium."""
    stream.flush()
    os.fsync(stream.fileno())


def beginning_of(response: httpx.Response) -> bytes:
    """Return the first bytes of an answer, decompressed; as far as they come."""
    import httpx

    beginning = b""
    with contextlib.suppress(httpx.RequestError):
        for piece in response.iter_bytes():
            beginning += piece
            if len(beginning) >= BEGINNING:
                break
    return beginning[:BEGINNING]


def length_of(response: httpx.Response) -> int | None:
    """Return the announced length of a body in bytes, or None."""
    written = response.headers.get("content-length", "")
    return int(written) if written.isdecimal() else None


def is_framed(response: httpx.Response) -> bool:
    """Return whether the site said where the body ends (RFC 9112 §6.3)."""
    chunked = "chunked" in response.headers.get("transfer-encoding", "").lower()
    return chunked or length_of(response) is not None


def continues(response: httpx.Response, offset: int, origin: Origin) -> bool:
    """Return whether an answer is the rest of what was begun (RFC 9110 §14.4)."""
    match = _RANGE.fullmatch(response.headers.get("content-range", "").strip())
    if response.status_code != _PARTIAL or match is None or int(match["first"]) != offset:
        return False
    if origin.length is not None and match["all"] not in {"*", str(origin.length)}:
        return False
    now = origin_of(origin.address, response.headers, length=None)
    return now.encoding == origin.encoding and (now.tag is None or now.tag == origin.tag)


def ends(response: httpx.Response, offset: int) -> bool:
    """Return whether an answer says that nothing is missing of what was begun."""
    return response.status_code == _BEYOND and response.headers.get("content-range") == f"bytes */{offset}"


def broken(error: Exception) -> Message:
    """Return what to say of a connection that failed."""
    detail = str(error) or type(error).__name__
    return say("the connection broke: {detail}", detail=detail)


def too_large(largest: int) -> Message:
    """Return what to say of a document beyond its limit."""
    return say("more than {limit} bytes", limit=largest)
