"""What does an address of the web say? One page, as text, asked for by a person who wants to read it.

Nothing is kept on disk. The site may be any: every answer is bounded in size, time and redirections.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from titre.kernel.messages import say
from titre.sources.charsets import decoded
from titre.sources.errors import ContentRefused, DownloadFailed, NotPublished, Unreachable
from titre.sources.network.bodies import broken, too_large
from titre.sources.network.retries import Again, Patience, seconds_asked

if TYPE_CHECKING:
    import httpx

LARGEST = 8 << 20
"""bytes, decompressed"""
_REDIRECTIONS = 5
_CONNECT = 10.0
_DEADLINE = 60.0
"""seconds for one attempt, whatever trickles in"""
_PATIENCE = Patience(attempts=3, connections=2, asked=20.0, silence=20.0)
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_OK = 200
_ABSENT = frozenset({404, 410})
_READABLE = frozenset(
    {"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown", ""}
)
_HEADERS = {
    "User-Agent": "Titre",
    "Accept": "text/html, application/xhtml+xml, text/markdown, text/plain;q=0.9",
    "Accept-Encoding": "gzip",
}


@dataclass(frozen=True, slots=True)
class WebPage:
    """What an address answered."""

    address: str
    """where it was in the end, after redirections"""
    text: str


def web_page(
    address: str, *, patience: Patience = _PATIENCE, transport: httpx.BaseTransport | None = None
) -> WebPage:
    """Return the page at an address.

    Raises:
        DownloadFailed: it cannot be got: ``Unreachable``, ``NotPublished``, or ``ContentRefused`` where it is
            no text, is too large, or is in an encoding that nobody declared.
    """
    failures = 0
    while True:
        try:
            return _attempt(address, patience, transport)
        except Again as again:
            failures += 1
            if failures >= patience.attempts_before(again.failure):
                raise again.failure(address, again.reason) from again
            if again.wait:
                patience.sleep(again.wait)
            else:
                patience.rest(failures)


def _attempt(address: str, patience: Patience, transport: httpx.BaseTransport | None) -> WebPage:
    import httpx

    timeout = httpx.Timeout(patience.silence, connect=_CONNECT)
    try:
        with (
            httpx.Client(
                headers=_HEADERS,
                timeout=timeout,
                transport=transport,
                follow_redirects=True,
                max_redirects=_REDIRECTIONS,
                event_hooks={"request": [_Watch(address).leave]},
            ) as client,
            client.stream("GET", address) as response,
        ):
            return _received(address, response, patience)
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise Again(broken(error), failure=Unreachable) from error
    except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.TooManyRedirects) as error:
        raise DownloadFailed(address, say("{detail}", detail=str(error))) from error
    except httpx.RequestError as error:
        raise Again(broken(error)) from error


@dataclass(frozen=True, slots=True)
class _Watch:
    """Sees that a redirection does not give up encryption."""

    asked: str

    def leave(self, request: httpx.Request) -> None:
        if urlsplit(self.asked).scheme.lower() == "https" and request.url.scheme != "https":
            raise DownloadFailed(self.asked, say("leads away to {address}", address=request.url))


def _received(address: str, response: httpx.Response, patience: Patience) -> WebPage:
    status = response.status_code
    if status in _ABSENT:
        raise NotPublished(address, say("no such document"))
    if status != _OK:
        reason = say("answered with status {status}", status=status)
        wait = seconds_asked(response.headers.get("retry-after"), datetime.now(UTC))
        if status in _PASSING and (wait is None or wait <= patience.asked):
            raise Again(reason, wait=wait)
        raise DownloadFailed(address, reason)
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _READABLE:
        raise ContentRefused(address, say("got {got}, expected a web page or text", got=kind))
    return WebPage(str(response.url), _text(address, response))


def _text(address: str, response: httpx.Response) -> str:
    until = time.monotonic() + _DEADLINE
    data = bytearray()
    for piece in response.iter_bytes():
        data += piece
        if len(data) > LARGEST:
            raise ContentRefused(address, too_large(LARGEST))
        if time.monotonic() > until:
            raise Again(say("the document comes too slowly"))
    if not data.strip():
        raise ContentRefused(address, say("an empty answer"))
    try:
        return decoded(bytes(data), response.charset_encoding)
    except UnicodeDecodeError as error:
        reason = say("byte {at}: expected UTF-8, or an encoding that the page declares", at=error.start)
        raise ContentRefused(address, reason) from error
