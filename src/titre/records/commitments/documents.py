"""What is published, in which bytes? Four documents; each is canonical and can be checked by itself.

==============  =======================================================================================
``commitment``  one signed entry of the log: what a list promises, and the root of its rows
``reveal``      a signed commitment and all its rows with their salts, in the order of the tree's leaves
``proof``       a signed commitment and one of its rows, with its salt, its place and its path to the root
``log``         every entry so far, and the signature of the newest head, which stands for all of them
==============  =======================================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.records.commitments.entries import FORMAT, row_leaf
from titre.records.commitments.trees import Tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from titre.records.commitments.canonical import Value
    from titre.records.commitments.entries import Signed


@dataclass(frozen=True, slots=True)
class SaltedRow:
    """A row as it is committed, and the salt that hides it until it is shown."""

    row: Mapping[str, str]
    salt: str
    """64 hexadecimal digits"""

    @property
    def leaf(self) -> bytes:
        """The hash that stands for both in the tree."""
        return row_leaf(bytes.fromhex(self.salt), self.row)

    def value(self) -> dict[str, Value]:
        """Return what a document holds."""
        return {"row": self.row, "salt": self.salt}


def tree_of(rows: Sequence[SaltedRow]) -> Tree:
    """Return the tree over rows in the order of its leaves."""
    return Tree([row.leaf for row in rows])


def commitment_document(signed: Signed) -> dict[str, Value]:
    """Return what is published when a list is committed."""
    return {"document": "commitment", "format": FORMAT, "commitment": signed.value()}


def reveal_document(signed: Signed, rows: Sequence[SaltedRow]) -> dict[str, Value]:
    """Return what is published when a list is revealed; rows in the order of the leaves."""
    return {
        "document": "reveal",
        "format": FORMAT,
        "commitment": signed.value(),
        "picks": [row.value() for row in rows],
    }


def proof_document(
    signed: Signed, rows: Sequence[SaltedRow], index: int, tree: Tree | None = None
) -> dict[str, Value]:
    """Return what proves one row, and tells nothing of the others; rows in the order of the leaves.

    ``tree`` is that of the rows, where it is at hand.
    """
    path = (tree or tree_of(rows)).path(index)
    return {
        "document": "proof",
        "format": FORMAT,
        "commitment": signed.value(),
        "index": str(index),
        "path": [beside.hex() for beside in path],
        **rows[index].value(),
    }


def log_document(entries: Sequence[Mapping[str, Value]], signature: str) -> dict[str, Value]:
    """Return the log of a desk; the signature is that of the newest head."""
    return {"document": "log", "format": FORMAT, "entries": list(entries), "signature": signature}
