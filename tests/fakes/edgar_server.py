"""Plays EDGAR on 127.0.0.1: its documents, its headers, and everything that goes wrong on the way.

As recorded of the real one: ``data.sec.gov`` names neither a tag nor a time of change and sends in chunks;
``www.sec.gov/Archives`` names both, takes ranges, and marks the tag of a compressed body with ``-gzip``.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import re
import socket
import struct
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

BLOCK_PAGE = (
    b'<!DOCTYPE html>\n<html lang="en"><head><title>SEC.gov | Request Rate Threshold Exceeded</title></head>'
    b"<body><h1>Your Request Originates from an Undeclared Automated Tool</h1></body></html>"
)
MAINTENANCE_PAGE = b"<!DOCTYPE html>\n<html><head><title>SEC.gov</title></head><body>Back soon.</body></html>"
NO_SUCH_KEY = b'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code></Error>'
ACCESS_DENIED = b'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>'


@dataclass(slots=True)
class Gate:
    """Stops a body after some bytes until it is opened."""

    reached: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)

    def hold(self) -> None:
        self.reached.set()
        self.opened.wait(20)


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one answer."""

    status: int = 200
    body: bytes | None = None
    """in place of the document"""
    headers: Mapping[str, str] = field(default_factory=dict)
    stop_after: int | None = None
    """bytes of the body after which the connection ends"""
    reset: bool = False
    """whether it ends by a reset and not in order"""
    drip: float = 0.0
    """seconds between pieces of ten bytes"""
    gate: Gate | None = None
    """holds the body after ``gate_at`` bytes"""
    gate_at: int = 0
    unannounced: bool = False
    """whether the length is kept to itself, so that the end of the connection ends the body"""


@dataclass(frozen=True, slots=True)
class Request:
    at: float
    """seconds of the monotonic clock"""
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stored:
    data: bytes
    archive: bool
    changed: float = 1_700_000_000.0
    tag: str = ""
    weak: bool = False

    def entity_tag(self, suffix: str) -> str:
        return f'{"W/" if self.weak else ""}"{self.tag or hashlib.md5(self.data).hexdigest()}{suffix}"'


class EdgarServer:
    """A server with documents, faults to come, and a list of what was asked."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self._stored: dict[str, Stored] = {}
        self._faults: dict[str, list[Fault]] = defaultdict(list)
        self._events: dict[tuple[str, int], Callable[[], None]] = {}
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.edgar = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def store(
        self, path: str, data: bytes, *, changed: float = 1_700_000_000.0, tag: str = "", weak: bool = False
    ) -> None:
        """Put a document, with the habits of the part of EDGAR that the path belongs to."""
        archive = path.startswith(("/Archives", "/files", "/stats"))
        self._stored[path] = Stored(data, archive, changed, tag, weak)

    def store_companyfacts(self, file: Path) -> int:
        """Put a real companyfacts document; return its CIK."""
        name = file.name.removesuffix(".gz")
        self.store(f"/api/xbrl/companyfacts/{name}", gzip.decompress(file.read_bytes()))
        return int(name[3:13])

    def store_company(
        self, cik: int, ticker: str, title: str, *, older: Mapping[str, int] | None = None
    ) -> None:
        """Put a small company: facts, filings with older pages, and its place in the list of tickers."""
        facts = {"cik": cik, "entityName": title, "facts": {"dei": {}}}
        pages = [{"name": name, "filingCount": count} for name, count in (older or {}).items()]
        filings = {"recent": {"accessionNumber": [f"{cik:010d}-25-000001"]}, "files": pages}
        self.store(f"/api/xbrl/companyfacts/CIK{cik:010d}.json", json.dumps(facts).encode())
        self.store(
            f"/submissions/CIK{cik:010d}.json",
            json.dumps({"cik": f"{cik:010d}", "name": title, "filings": filings}).encode(),
        )
        for name, count in (older or {}).items():
            numbers = [f"{cik:010d}-99-{number:06d}" for number in range(count)]
            self.store(f"/submissions/{name}", json.dumps({"accessionNumber": numbers}).encode())
        listed = json.loads(self._stored["/files/company_tickers.json"].data) if self._listed() else {}
        listed[str(len(listed))] = {"cik_str": cik, "ticker": ticker, "title": title}
        self.store("/files/company_tickers.json", json.dumps(listed).encode())

    def fail(self, path: str, *faults: Fault) -> None:
        """Let the next answers for a path go wrong, one fault each."""
        self._faults[path].extend(faults)

    def after(self, path: str, times: int, event: Callable[[], None]) -> None:
        """Let something happen once a path was asked for so many times."""
        self._events[path, times] = event

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    def _listed(self) -> bool:
        return "/files/company_tickers.json" in self._stored

    def _take(self, path: str, headers: Mapping[str, str]) -> tuple[Stored | None, Fault | None]:
        with self._lock:
            self.requests.append(Request(time.monotonic(), path, headers))
            faults = self._faults.get(path)
            stored, fault = self._stored.get(path), faults.pop(0) if faults else None
            event = self._events.pop((path, len(self.asked(path))), None)
        if event is not None:
            event()
        return stored, fault


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    edgar: EdgarServer

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients of these tests hang up and are killed on purpose."""


@dataclass(slots=True)
class _Answer:
    status: int
    body: bytes
    headers: dict[str, str]
    chunked: bool = False


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        stored, fault = self.server.edgar._take(self.path, headers)
        fault = fault or Fault()
        if fault.body is not None or fault.status != 200:
            answer = _Answer(fault.status, fault.body or b"", {"Content-Type": "text/html"})
        elif stored is None:
            answer = _Answer(404, NO_SUCH_KEY, {"Content-Type": "application/xml"})
        else:
            answer = _answer(stored, headers)
        answer.headers |= fault.headers
        self._send(answer, fault)

    def _send(self, answer: _Answer, fault: Fault) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if fault.unannounced:
            self.send_header("Connection", "close")
            self.close_connection = True
        elif answer.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        chunked = answer.chunked and not fault.unannounced
        sent = 0
        for piece in _pieces(answer.body, fault):
            if fault.gate is not None and sent == fault.gate_at:
                fault.gate.hold()
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)
            sent += len(piece)
            if fault.drip:
                self.wfile.flush()
                time.sleep(fault.drip)
        if fault.stop_after is not None:
            self._hang_up(reset=fault.reset)
        elif chunked:
            self.wfile.write(b"0\r\n\r\n")

    def _hang_up(self, *, reset: bool) -> None:
        self.wfile.flush()
        self.close_connection = True
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with contextlib.suppress(OSError):
            if not reset:
                self.connection.shutdown(socket.SHUT_RDWR)
            self.connection.close()


def _answer(stored: Stored, headers: Mapping[str, str]) -> _Answer:
    """Return what the real one would answer."""
    compressed = "gzip" in headers.get("accept-encoding", "")
    body = gzip.compress(stored.data, mtime=0) if compressed else stored.data
    answer = _Answer(200, body, {"Vary": "Accept-Encoding"})
    if compressed:
        answer.headers["Content-Encoding"] = "gzip"
    if not stored.archive:
        answer.chunked = True
        return answer
    tag = stored.entity_tag("-gzip" if compressed else "")
    changed = formatdate(stored.changed, usegmt=True)
    answer.headers |= {"ETag": tag, "Last-Modified": changed, "Accept-Ranges": "bytes"}
    if headers.get("if-none-match") == tag:
        return _Answer(304, b"", {"ETag": tag})
    match = re.fullmatch(r"bytes=(\d+)-", headers.get("range", ""))
    if match is not None and headers.get("if-range") in {None, tag, changed}:
        first = int(match[1])
        if first >= len(body):
            return _Answer(416, b"", {"Content-Range": f"bytes */{len(body)}"})
        answer.headers["Content-Range"] = f"bytes {first}-{len(body) - 1}/{len(body)}"
        return _Answer(206, body[first:], answer.headers)
    return answer


def _pieces(body: bytes, fault: Fault) -> Iterator[bytes]:
    end = len(body) if fault.stop_after is None else min(fault.stop_after, len(body))
    step = 10 if fault.drip else 1 << 16
    at = 0
    while at < end:
        stop = min(at + step, end)
        if fault.gate is not None and at < fault.gate_at:
            stop = min(stop, fault.gate_at)
        yield body[at:stop]
        at = stop
