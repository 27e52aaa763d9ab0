"""Which hash stands for many rows, and how is one of them shown to be among them?

The Merkle tree of RFC 9162 §2.1: SHA-256, ``0x00`` before a leaf and ``0x01`` before a pair, so that no leaf
can pass for a pair (a second preimage), and no row is doubled to fill a level: every list of leaves has a
tree of its own. Inclusion proofs are those of §2.1.3.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf's data (RFC 9162 §2.1.1)."""
    return sha256(b"\x00" + data).digest()


class Tree:
    """A tree over the hashes of its leaves, at least one; its levels are kept: a path is only looked up."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._levels = [list(leaves)]
        while len(self._levels[-1]) > 1:
            self._levels.append(_above(self._levels[-1]))

    @property
    def root(self) -> bytes:
        """The hash that stands for all leaves (RFC 9162 §2.1.1)."""
        return self._levels[-1][0]

    def path(self, index: int) -> list[bytes]:
        """Return the hashes that lead from one leaf to the root, lowest first (RFC 9162 §2.1.3.1)."""
        return [
            level[index >> height ^ 1]
            for height, level in enumerate(self._levels[:-1])
            if index >> height ^ 1 < len(level)
        ]


def root_of_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Return the root to which a path leads from a leaf of a tree of a size (RFC 9162 §2.1.3.2).

    None where the path has not the length that this leaf's path has.
    """
    if not 0 <= index < size:
        return None
    root, last, following = leaf, size - 1, iter(path)
    while last:
        if index % 2 or index < last:
            beside = next(following, None)
            if beside is None:
                return None
            root = _pair(beside, root) if index % 2 else _pair(root, beside)
        index, last = index // 2, last // 2
    return root if next(following, None) is None else None


def _above(level: Sequence[bytes]) -> list[bytes]:
    """Return the level above; a hash without a partner rises as it is, which is the standard's own tree."""
    lefts, rights = level[::2], level[1::2]
    paired = [sha256(b"\x01" + left + right).digest() for left, right in zip(lefts, rights, strict=False)]
    return [*paired, *lefts[len(rights) :]]


def _pair(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
