"""OpenTimestamps files, piece by piece, and the first block of Bitcoin."""

from __future__ import annotations

MAGIC = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01\x08"
# The first block of Bitcoin: its header, time and Merkle root are in every copy of the chain.
GENESIS = bytes.fromhex(
    "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617f"
    "c81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c"
)


def varied(number: int) -> bytes:
    """LEB128, as the format writes numbers."""
    out = b""
    while True:
        number, low = number >> 7, number & 0x7F
        out += bytes([low | (0x80 if number else 0)])
        if not number:
            return out


def attested(kind: str, payload: bytes) -> bytes:
    return b"\x00" + bytes.fromhex(kind) + varied(len(payload)) + payload


def bitcoin(height: int) -> bytes:
    return attested("0588960d73d71901", varied(height))


def pending(address: str) -> bytes:
    return attested("83dfe30d2ef90c8e", varied(len(address)) + address.encode())
