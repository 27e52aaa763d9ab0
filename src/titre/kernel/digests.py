"""What identifies a run of bytes? A digest: an algorithm and its value."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from titre.kernel.errors import ParseError
from titre.kernel.messages import say

_LENGTHS = {"sha256": 32}


@dataclass(frozen=True, slots=True, order=True)
class Digest:
    """A hash value with the algorithm that made it; written ``sha256:…`` in lowercase hexadecimal."""

    algorithm: str
    value: bytes

    @classmethod
    def of(cls, data: bytes | memoryview) -> Digest:
        """Return the SHA-256 digest of data (FIPS 180-4)."""
        return cls("sha256", hashlib.sha256(data).digest())

    @classmethod
    def parse(cls, text: str) -> Digest:
        """Return the digest that a text writes.

        Raises:
            ParseError: the text is not ``algorithm:hexadecimal`` of a known algorithm and its length.
        """
        algorithm, _, hexadecimal = text.partition(":")
        try:
            value = bytes.fromhex(hexadecimal)
        except ValueError:
            value = b""
        if _LENGTHS.get(algorithm) != len(value):
            raise ParseError(say("digest"), text, say("sha256: and 64 hexadecimal digits"))
        return cls(algorithm, value)

    def __str__(self) -> str:
        return f"{self.algorithm}:{self.value.hex()}"
