"""By which Bitcoin block did an entry exist? OpenTimestamps files, read offline as far as that goes.

A file leads from a digest by hashes to the Merkle root of a block. It counts only beside the block's header
of 80 bytes: its work is checked, so that forging one costs about what mining a block costs. Without the
header, height and root are told, to be compared with any copy of the chain; a calendar that has not written
to the chain yet proves nothing. Source: the serialization of python-opentimestamps (``core/timestamp.py``,
``core/notary.py``) and Bitcoin's block header.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from titre.kernel.errors import shorten
from titre.kernel.messages import say
from titre.records.errors import StampRefused
from titre.records.stamps.tokens import Stamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from titre.kernel.messages import Message

LEAST_DIFFICULTY = 10**13
"""below which a header proves too little work to count; the chain has been above it since 2020"""
_MAGIC = bytes.fromhex("004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294")
_SHA256 = b"\x01\x08"
"""version 1 of the format, and the kind of the digest"""
_BITCOIN, _PENDING = bytes.fromhex("0588960d73d71901"), bytes.fromhex("83dfe30d2ef90c8e")
_DEEPEST, _LONGEST = 256, 8192
_HEADER_BYTES = 80
_BLOCK_CLOCK = timedelta(hours=2)
"""by how much a block may have been made after its own time, which only the blocks around it bound"""
_DIFFICULTY_ONE = 0xFFFF << 208


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the chain, whose header proves its work."""

    root: bytes
    time: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """A calendar's promise that a message will be in the chain, and where in the file it stands."""

    calendar: str
    message: bytes
    start: int
    end: int
    last: bool
    """whether nothing follows it at its place, so that what the calendar writes later can take that place"""


@dataclass(slots=True)
class Proof:
    """What a file claims of a digest; nothing of the chain is checked yet."""

    digest: bytes
    blocks: list[tuple[int, bytes]] = field(default_factory=list)
    """height and Merkle root of each block that it leads to"""
    waiting: list[Waiting] = field(default_factory=list)
    """what calendars had not written to the chain yet"""


def read_block(file: str, data: bytes, *, least: int = LEAST_DIFFICULTY) -> Block:
    """Return what a block's header says, its work checked.

    Raises:
        StampRefused: it is no header, or too little work went into it.
    """
    if len(data) != _HEADER_BYTES:
        raise StampRefused(file, say("{number} bytes", number=len(data)), say("a block header of 80 bytes"))
    exponent, mantissa = data[75], int.from_bytes(data[72:75], "little")
    target = mantissa << 8 * (exponent - 3) if exponent > 3 else 0  # noqa: PLR2004 - the compact form's own
    hashed = int.from_bytes(sha256(sha256(data).digest()).digest(), "little")
    if hashed > target or target * least > _DIFFICULTY_ONE:
        raise StampRefused(
            file, say("a block of hash {hash}", hash=f"{hashed:064x}"), say("the work of a block of Bitcoin")
        )
    return Block(data[36:68], datetime.fromtimestamp(int.from_bytes(data[68:72], "little"), UTC))


def read_proof(file: str, data: bytes) -> Proof:
    """Return what an OpenTimestamps file claims.

    Raises:
        StampRefused: it is none, or uses what this reader does not know.
    """
    reader = _Reader(file, data)
    reader.expect(_MAGIC, say("an OpenTimestamps file"))
    reader.expect(_SHA256, say("version 1 and SHA-256"))
    proof = Proof(reader.take(32))
    reader.follow(proof.digest, proof, 0)
    if reader.left:
        raise StampRefused(file, say("{number} bytes", number=reader.left), say("the end of the file"))
    return proof


def stamps_of(file: str, proof: Proof, blocks: Mapping[bytes, Block]) -> tuple[list[Stamp], list[Message]]:
    """Return the stamps of a proof whose blocks are there, and what is to be said of the others."""
    stamps, notes = [], []
    for height, root in proof.blocks:
        block = blocks.get(root)
        if block is not None:
            stamps.append(Stamp(file, proof.digest.hex(), block.time + _BLOCK_CLOCK, f"Bitcoin {height}"))
        else:
            notes.append(
                say(
                    "{file}: claims Bitcoin block {height} with the Merkle root {root}: give its header as a "
                    ".block file, or compare",
                    file=file,
                    height=height,
                    root=root[::-1].hex(),
                )
            )
    notes += [
        say("{file}: waits for the calendar {address}", file=file, address=shorten(one.calendar))
        for one in proof.waiting
    ]
    return stamps, notes


def new_file(digest: bytes, nonce: bytes, answer: bytes) -> bytes:
    """Return the file of a digest of which a calendar was told with a nonce, and of its answer."""
    return _MAGIC + _SHA256 + digest + b"\xf0" + bytes([len(nonce)]) + nonce + b"\x08" + answer


def renewed(data: bytes, waiting: Waiting, answer: bytes) -> bytes:
    """Return a file with what a calendar wrote later in the place of its promise."""
    return data[: waiting.start] + answer + data[waiting.end :]


class _Reader:
    def __init__(self, file: str, data: bytes) -> None:
        self._file, self._data, self._at = file, data, 0

    @property
    def left(self) -> int:
        return len(self._data) - self._at

    def refuse(self, expected: Message) -> StampRefused:
        got = say("{text} at byte {at}", text=self._data[self._at : self._at + 8].hex() or "-", at=self._at)
        return StampRefused(self._file, got, expected)

    def expect(self, wanted: bytes, expected: Message) -> None:
        if not self._data.startswith(wanted, self._at):
            raise self.refuse(expected)
        self._at += len(wanted)

    def take(self, count: int) -> bytes:
        if count > self.left:
            raise self.refuse(say("{number} bytes", number=count))
        self._at += count
        return self._data[self._at - count : self._at]

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 63:  # noqa: PLR2004 - LEB128
                return value

    def text(self) -> bytes:
        length = self.number()
        if length > _LONGEST:
            raise self.refuse(say("at most {most} bytes", most=_LONGEST))
        return self.take(length)

    def follow(self, message: bytes, proof: Proof, depth: int) -> None:
        """Follow every branch from a message to what attests it."""
        if depth > _DEEPEST or len(message) > _LONGEST:
            raise self.refuse(say("a shorter proof"))
        more = True
        while more:
            tag = self.take(1)[0]
            more = tag == 0xFF  # noqa: PLR2004 - a branch, after which another comes
            if more:
                tag = self.take(1)[0]
            if tag == 0:
                self._attest(message, proof, last=not more)
            else:
                self.follow(self._operated(tag, message), proof, depth + 1)

    def _operated(self, tag: int, message: bytes) -> bytes:
        match tag:
            case 0xF0:
                return message + self.text()
            case 0xF1:
                return self.text() + message
            case 0x08:
                return sha256(message).digest()
            case _:
                self._at -= 1
                raise self.refuse(say("append, prepend or SHA-256: what calendars write"))

    def _attest(self, message: bytes, proof: Proof, *, last: bool) -> None:
        start = self._at - 1
        kind, inside = self.take(8), _Reader(self._file, self.text())
        if kind == _BITCOIN:
            proof.blocks.append((inside.number(), message))
        elif kind == _PENDING:
            calendar = inside.text().decode("ascii", "backslashreplace")
            proof.waiting.append(Waiting(calendar, message, start, self._at, last))
