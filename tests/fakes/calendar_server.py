"""A calendar of OpenTimestamps: a promise first, a block later; and the faults that calendars have."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

import httpx

from fakes.chain_proofs import bitcoin, pending

ADDRESS = "https://calendar.test"


@dataclass
class Calendar:
    """Answers what clients tell and ask; ``written`` once the block is there."""

    fault: str = ""
    written: bool = False
    told: list[bytes] = field(default_factory=list)

    @property
    def transport(self) -> httpx.MockTransport:
        """What a client reaches it by; no socket is opened."""
        return httpx.MockTransport(self._handle)

    def promised(self, digest: bytes) -> bytes:
        """Return the message that the calendar promises to write for a digest."""
        return sha256(digest + b"beside").digest()

    def root(self, digest: bytes) -> bytes:
        """Return the Merkle root of the block, as the digest leads to it."""
        return sha256(sha256(b"left" + self.promised(digest)).digest()).digest()

    def _handle(self, request: httpx.Request) -> httpx.Response:
        assert request.headers["Accept"] == "application/vnd.opentimestamps.v1"
        if self.fault == "status":
            return httpx.Response(500)
        if self.fault == "garbage":
            return httpx.Response(200, content=b"<html>")
        if self.fault == "nothing":
            return httpx.Response(200, content=b"\xf0\x01a" + b"\x00" + bytes(8) + b"\x00")
        if self.fault == "slow":
            raise httpx.ReadTimeout("timed out", request=request)
        if request.method == "POST":
            assert str(request.url) == f"{ADDRESS}/digest"
            self.told.append(request.content)
            return httpx.Response(200, content=b"\xf0\x06beside\x08" + pending(ADDRESS))
        known = {self.promised(digest).hex() for digest in self.told}
        if not self.written or str(request.url).removeprefix(f"{ADDRESS}/timestamp/") not in known:
            return httpx.Response(404, content=b"Pending confirmation in Bitcoin blockchain")
        # Another branch first, as where a calendar wrote twice.
        chain = b"\xf1\x04left\x08\x08"
        return httpx.Response(200, content=b"\xff" + b"\xf0\x01b" + bitcoin(1) + chain + bitcoin(850_000))
