"""How does a document of the network become a file, whole or not at all?

Asked for only if it changed, taken up where it was cut off, looked at before it is kept, and renamed at the
end. What a site means by its refusals is the site's to say: see ``edgar`` and ``ecb``.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, Self
from urllib.parse import urlsplit

from titre.kernel.messages import count, say
from titre.kernel.ports import SystemClock
from titre.kernel.progress import Silent
from titre.sources.errors import ContentRefused, DownloadFailed, NotPublished, SourceError, Unreachable
from titre.sources.network.bodies import (
    GZIP_WINDOW,
    Body,
    beginning_of,
    broken,
    continues,
    ends,
    gunzip,
    is_framed,
    length_of,
    settle,
    too_large,
)
from titre.sources.network.contents import BEGINNING
from titre.sources.network.file_lock import locked
from titre.sources.network.origins import Origin, Shelf, origin_of
from titre.sources.network.retries import Again, Patience, seconds_asked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

    import httpx

    from titre.kernel.ports import Clock
    from titre.kernel.progress import Progress
    from titre.sources.network.contents import Content
    from titre.sources.network.pacing import Pace

_CONNECT = 15.0
_GAIN = 1 << 20
"""bytes kept for the next attempt that make a broken attempt a step ahead"""
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_OK, _PARTIAL, _UNCHANGED, _BEYOND = 200, 206, 304, 416
_ABSENT = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Pulled:
    """A document of the network that is now a file."""

    path: Path
    address: str
    changed: bool
    """whether the file is another one than before"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document to get: where it is, where it goes and what it must be."""

    address: str
    path: Path
    content: Content


class Site(Protocol):
    """What is particular to a site."""

    @property
    def headers(self) -> Mapping[str, str]:
        """What each request says."""
        ...

    def refusal(self, address: str, status: int, beginning: bytes) -> SourceError | None:
        """Return what the site means by an answer that is not the document, if it is the site's own way."""
        ...


@dataclass(frozen=True, slots=True)
class PlainSite:
    """A site of which nothing particular is known; it asks for no identity."""

    @property
    def headers(self) -> Mapping[str, str]:
        """What each request says."""
        return {"User-Agent": "Titre"}

    def refusal(self, address: str, status: int, beginning: bytes) -> SourceError | None:  # noqa: ARG002 - the port's signature
        """Return None: it has no ways of its own."""
        return None


@dataclass(slots=True)
class Downloader:
    """Gets documents of one site, one at a time; a document is got by one process at a time."""

    site: Site
    pace: Pace
    patience: Patience = field(default_factory=Patience)
    clock: Clock = field(default_factory=SystemClock)
    progress: Progress = field(default_factory=Silent)
    transport: httpx.BaseTransport | None = None
    _client: httpx.Client | None = field(default=None, init=False)
    _asked: str = field(default="", init=False)
    """the address that is being asked for"""

    def pull(self, wanted: Wanted) -> Pulled:
        """Bring the file up to date with the document.

        Waits while another process gets the same file; then asks only whether it changed again.

        Raises:
            DownloadFailed: the document cannot be got; the file, if any, is the one of before.
            SourceError: the site's own refusals.
        """
        shelf = Shelf(wanted.path)
        try:
            with locked(shelf.lock):
                return self._pull(wanted, shelf)
        except OSError as error:
            reason = say("cannot be written: {detail}", detail=error.strerror or str(error))
            raise DownloadFailed(str(wanted.path), reason) from error

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _pull(self, wanted: Wanted, shelf: Shelf) -> Pulled:
        failures = 0
        while True:
            try:
                return self._attempt(wanted, shelf)
            except Again as again:
                failures = 1 if again.gained else failures + 1
                if failures >= self.patience.attempts_before(again.failure):
                    raise again.failure(wanted.address, again.reason) from again
                if not again.wait:
                    self.patience.rest(failures)
                else:
                    self.pace.pause(again.wait)

    def _attempt(self, wanted: Wanted, shelf: Shelf) -> Pulled:
        import httpx

        self._asked = wanted.address
        begun = shelf.begun(wanted.address)
        kept = shelf.kept(wanted.address)
        headers = {"Accept-Encoding": "gzip" if wanted.content.compressible else "identity"}
        if begun is not None:
            offset, origin = begun
            headers |= {"Range": f"bytes={offset}-", "If-Range": origin.validator or ""}
        elif kept is not None:
            headers |= kept.questions()
        try:
            with self._connected().stream("GET", wanted.address, headers=headers) as response:
                if response.status_code == _UNCHANGED and kept is not None:
                    return Pulled(wanted.path, wanted.address, changed=False)
                return self._receive(wanted, shelf, response)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise Again(broken(error), failure=Unreachable) from error
        except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.TooManyRedirects) as error:
            raise DownloadFailed(wanted.address, say("{detail}", detail=str(error))) from error
        except httpx.RequestError as error:
            raise Again(broken(error)) from error

    def _connected(self) -> httpx.Client:
        if self._client is None:
            import httpx

            self._client = httpx.Client(
                headers=dict(self.site.headers),
                timeout=httpx.Timeout(self.patience.silence, connect=_CONNECT),
                transport=self.transport,
                follow_redirects=True,
                max_redirects=3,
                event_hooks={"request": [self._leave]},
            )
        return self._client

    def _leave(self, request: httpx.Request) -> None:
        """Let a request leave when its turn comes; a redirection too, but not to another site.

        A request tells a name and an e-mail address, which were given for this site.
        """
        if _strays(self._asked, str(request.url)):
            raise DownloadFailed(self._asked, say("leads away to {address}", address=request.url))
        self.pace.wait()

    def _receive(self, wanted: Wanted, shelf: Shelf, response: httpx.Response) -> Pulled:
        begun = shelf.begun(wanted.address)
        if response.status_code == _OK:
            origin = origin_of(wanted.address, response.headers, length=length_of(response))
            self._store(wanted, shelf, response, origin, 0)
        elif begun is not None and continues(response, *begun):
            origin = begun[1]
            self._store(wanted, shelf, response, origin, begun[0])
        elif begun is not None and ends(response, begun[0]):
            origin = begun[1]
        elif response.status_code in {_PARTIAL, _BEYOND}:
            shelf.forget_part()
            raise Again(say("the site no longer has the document that was begun"))
        else:
            raise self._refusal(wanted.address, response)
        return self._finish(wanted, shelf, origin, framed=is_framed(response))

    def _refusal(self, address: str, response: httpx.Response) -> Exception:
        """Return what an answer without the document means."""
        status = response.status_code
        reason = say("answered with status {status}", status=status)
        wait = seconds_asked(response.headers.get("retry-after"), self.clock.now())
        if status in _PASSING and wait is not None:
            if wait <= self.patience.asked:
                return Again(reason, wait=wait)
            time = count("{number} second", "{number} seconds", round(wait))
            asks = say("asks to be left alone for {time}: try again then", time=time)
            return Unreachable(address, asks)
        refusal = self.site.refusal(address, status, beginning_of(response))
        if refusal is not None:
            return refusal
        if status in _PASSING:
            return Again(reason)
        if status in _ABSENT:
            return NotPublished(address, say("no such document"))
        return DownloadFailed(address, reason)

    def _store(
        self, wanted: Wanted, shelf: Shelf, response: httpx.Response, origin: Origin, offset: int
    ) -> None:
        """Write a body behind the bytes that are there already."""
        if origin.encoding not in {"", "gzip"}:
            reason = say("sent as {encoding}, expected gzip or plain", encoding=repr(origin.encoding))
            raise ContentRefused(wanted.address, reason)
        body = Body(response, self.patience)
        self.progress.started(wanted.path.name, origin.length)
        try:
            self.progress.advanced(offset)
            if not offset:
                self._look(wanted, body.beginning(), origin.encoding)
                shelf.begin(origin)
            with shelf.part.open("ab") as stream:
                for piece in body.pieces():
                    if offset + body.received > wanted.content.largest:
                        shelf.forget_part()
                        raise ContentRefused(wanted.address, too_large(wanted.content.largest))
                    stream.write(piece)
                    self.progress.advanced(len(piece))
                settle(stream)
        except Again as again:
            if origin.validator is None:
                shelf.forget_part()
            again.gained = body.received >= _GAIN and origin.validator is not None
            raise
        finally:
            self.progress.finished()
        if origin.length is not None and offset + body.received != origin.length:
            if offset + body.received > origin.length:
                shelf.forget_part()
            came = offset + body.received
            raise Again(say("{got} bytes came, {length} announced", got=came, length=origin.length))

    def _look(self, wanted: Wanted, beginning: bytes, encoding: str) -> None:
        """Refuse a body by its beginning."""
        if encoding == "gzip":
            try:
                beginning = zlib.decompressobj(GZIP_WINDOW).decompress(beginning, BEGINNING)
            except zlib.error as error:
                damage = say("the compressed data is damaged: {detail}", detail=str(error))
                raise Again(damage, failure=ContentRefused) from error
        if not beginning:
            raise Again(say("an empty answer"))
        refusal = self.site.refusal(wanted.address, _OK, beginning)
        if refusal is not None:
            raise refusal
        fault = wanted.content.fault_of_beginning(beginning)
        if fault is not None:
            raise ContentRefused(wanted.address, fault)

    def _finish(self, wanted: Wanted, shelf: Shelf, origin: Origin, *, framed: bool) -> Pulled:
        """Check the whole body and give it its name."""
        finished = shelf.part
        if origin.encoding == "gzip":
            finished = shelf.draft
            damage = gunzip(shelf.part, finished, wanted.content.largest)
            if damage is not None:
                shelf.forget_part()
                raise Again(damage, failure=ContentRefused)
        fault = wanted.content.fault(finished)
        if fault is not None:
            shelf.forget_part()
            if framed:
                raise ContentRefused(wanted.address, fault)
            # The body ended with the connection: it may only have been cut short.
            raise Again(fault, failure=ContentRefused)
        changed = shelf.keep(finished, origin)
        return Pulled(wanted.path, wanted.address, changed)


def _strays(asked: str, redirected: str) -> bool:
    """Return whether a redirection leaves the site (its last two labels) or gives up encryption."""
    first, last = urlsplit(asked), urlsplit(redirected)
    sites = [(address.hostname or "").split(".")[-2:] for address in (first, last)]
    return sites[0] != sites[1] or (first.scheme == "https" and last.scheme != "https")
