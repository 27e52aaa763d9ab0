"""One page of the web, from a server of this machine that misbehaves in every way that sites do."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar

import pytest

from titre.sources.charsets import decoded
from titre.sources.errors import ContentRefused, DownloadFailed, NotPublished, Unreachable
from titre.sources.network import web_pages
from titre.sources.network.addresses import is_address
from titre.sources.network.retries import Patience
from titre.sources.network.web_pages import web_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE = "<!doctype html><title>é</title><p>Meta: 164,5 milliards d’euros</p>"


@dataclass
class Answer:
    body: bytes = PAGE.encode()
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    write: Callable[[BaseHTTPRequestHandler], None] | None = None


class _Handler(BaseHTTPRequestHandler):
    answers: ClassVar[dict[str, list[Answer]]] = {}
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        waiting = self.answers[self.path]
        answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.write is None:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if answer.write is None:
            self.wfile.write(answer.body)
        else:
            answer.write(self)
        self.close_connection = True

    def log_message(self, *parts: object) -> None:
        """Say nothing."""


@contextmanager
def serving(**answers: Answer | list[Answer]) -> Iterator[str]:
    """Serve answers at the paths of their names, each in turn; the last again and again."""
    _Handler.answers = {
        f"/{name}": answer if isinstance(answer, list) else [answer] for name, answer in answers.items()
    }
    _Handler.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Waits:
    seconds: list[float] = field(default_factory=list)

    def patience(self, **more: float) -> Patience:
        return Patience(
            attempts=3,
            connections=2,
            asked=20.0,
            silence=more.get("silence", 5.0),
            sleep=self.seconds.append,
            jitter=lambda low, high: (low + high) / 2,
        )


def _page(address: str) -> str:
    return web_page(address, patience=Waits().patience()).text


def test_a_page_is_got_and_nothing_is_told_of_who_asks() -> None:
    with serving(a=Answer()) as site:
        page = web_page(f"{site}/a")
    assert page.text == PAGE
    ((_, headers),) = _Handler.asked
    assert headers["user-agent"] == "Titre"
    assert "cookie" not in headers
    assert "from" not in headers


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        (PAGE.encode("cp1252"), "text/html; charset=ISO-8859-1", PAGE),
        (PAGE.encode("utf-16"), "text/html", PAGE),
        (("\ufeff" + PAGE).encode(), "text/html; charset=latin1", PAGE),
        (b'<!doctype html><meta charset="windows-1252"><p>\xe9\x80', "text/html", "\xe9\u20ac"),
        (b"<!doctype html><meta charset=nonsense><p>\xc3\xa9", "text/html", "\xe9"),
        ("164,5 é".encode(), "text/plain", "164,5 é"),
        ("# é".encode(), "text/markdown; charset=", "# é"),
        ("é".encode(), "", "é"),
    ],
)
def test_the_encoding_is_the_declared_one(body: bytes, kind: str, text: str) -> None:
    with serving(a=Answer(body, headers={"Content-Type": kind})) as site:
        assert _page(f"{site}/a").endswith(text)


def test_a_compressed_page_is_decompressed() -> None:
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    with serving(a=Answer(gzip.compress(PAGE.encode()), headers=headers)) as site:
        assert _page(f"{site}/a") == PAGE


@pytest.mark.parametrize(
    ("answer", "error", "told"),
    [
        (Answer(status=404), NotPublished, "no such document"),
        (Answer(status=410), NotPublished, "no such document"),
        (Answer(status=403), DownloadFailed, "answered with status 403"),
        (
            Answer(headers={"Content-Type": "application/pdf"}),
            ContentRefused,
            "got application/pdf, expected",
        ),
        (Answer(b""), ContentRefused, "an empty answer"),
        (
            Answer(b"\xe9\xe9", headers={"Content-Type": "text/plain"}),
            ContentRefused,
            "byte 0: expected UTF-8",
        ),
        (
            Answer(status=503, headers={"Retry-After": "3600"}),
            DownloadFailed,
            "answered with status 503",
        ),
        (Answer(b"broken", headers={"Content-Encoding": "gzip"}), DownloadFailed, "broke"),
    ],
)
def test_what_is_no_page_is_refused(answer: Answer, error: type[DownloadFailed], told: str) -> None:
    with serving(a=answer) as site, pytest.raises(DownloadFailed, match=told) as caught:
        _page(f"{site}/a")
    assert type(caught.value) is error
    assert f"{site}/a" in str(caught.value)


def test_a_page_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_pages, "LARGEST", 1 << 20)

    def endless(handler: BaseHTTPRequestHandler) -> None:
        try:
            while True:
                handler.wfile.write(b"<p>again</p>" * 4096)
        except OSError:
            return

    with serving(a=Answer(write=endless)) as site, pytest.raises(ContentRefused, match="more than 1048576"):
        _page(f"{site}/a")


def test_a_small_page_that_becomes_a_large_one_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_pages, "LARGEST", 1 << 20)
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    bomb = Answer(gzip.compress(b" " * (32 << 20)), headers=headers)
    with serving(a=bomb) as site, pytest.raises(ContentRefused, match="more than"):
        _page(f"{site}/a")


def test_a_page_that_trickles_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_pages, "_DEADLINE", 0.1)

    def trickle(handler: BaseHTTPRequestHandler) -> None:
        try:
            for _ in range(20):
                handler.wfile.write(b"<p>")
                handler.wfile.flush()
                time.sleep(0.02)
        except OSError:
            return

    with serving(a=Answer(write=trickle)) as site, pytest.raises(DownloadFailed, match="too slowly"):
        _page(f"{site}/a")


def test_a_silent_site_is_given_up() -> None:
    silent = Answer(write=lambda _: time.sleep(0.4), headers={"Content-Length": "5"})
    with serving(a=silent) as site, pytest.raises(DownloadFailed, match="broke"):
        web_page(f"{site}/a", patience=Waits().patience(silence=0.1))


def test_what_passes_is_asked_again_after_the_wait_that_the_site_names() -> None:
    waits = Waits()
    busy = [Answer(status=503, headers={"Retry-After": "7"}), Answer(status=500), Answer()]
    with serving(a=busy) as site:
        assert web_page(f"{site}/a", patience=waits.patience()).text == PAGE
    assert waits.seconds == [7.0, 1.5]


def test_redirections_are_followed_but_not_for_ever() -> None:
    with serving(
        a=Answer(status=302, headers={"Location": "/b"}),
        b=Answer(),
        c=Answer(status=301, headers={"Location": "/c"}),
        d=Answer(status=302, headers={"Location": "file:///etc/hostname"}),
    ) as site:
        assert web_page(f"{site}/a").address == f"{site}/b"
        with pytest.raises(DownloadFailed, match="redirects"):
            _page(f"{site}/c")
        with pytest.raises(DownloadFailed):
            _page(f"{site}/d")


def test_encryption_is_not_given_up_on_the_way() -> None:
    import httpx

    def away(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"Location": str(request.url).replace("https", "http")})

    with pytest.raises(DownloadFailed, match=r"leads away to http://example\.org/a"):
        web_page("https://example.org/a", transport=httpx.MockTransport(away))


def test_where_nobody_listens_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/a"
        with pytest.raises(Unreachable, match="the connection broke"):
            _page(address)


@pytest.mark.parametrize("address", ["https://", "http:///a", "https://exa mple/", "http://[::1"])
def test_what_is_no_address_is_refused(address: str) -> None:
    assert is_address(address)
    with pytest.raises(DownloadFailed):
        _page(address)


def test_a_text_without_a_declaration_is_not_guessed() -> None:
    with pytest.raises(UnicodeDecodeError):
        decoded(b"\xe9t\xe9")
    assert decoded(b"\xe9t\xe9", "latin-1") == "été"
    assert decoded(b"\xc3\xa9", "zlib") == "é"


def test_a_text_that_speaks_of_an_encoding_declares_none() -> None:
    assert decoded("Pages say `<meta charset=latin1>`: é".encode()).endswith("é")
    assert decoded(b"  <?xml version='1.0' encoding='windows-1252'?><p>\xe9").endswith("é")
