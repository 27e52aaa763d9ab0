"""What must the desk keep to reveal a list later? Its rows and salts, in the order of the tree's leaves."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from titre.kernel.messages import say
from titre.records.commitments.canonical import NotCanonical, read_canonical, written
from titre.records.commitments.documents import SaltedRow, tree_of
from titre.records.commitments.entries import FORMAT, SALT_BYTES, Signed
from titre.records.errors import SecretsMissing
from titre.records.lists.model import Pick, Rules, StockList
from titre.records.vault.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from titre.kernel.ports import Disk
    from titre.records.commitments.canonical import Value
    from titre.records.commitments.trees import Tree


@dataclass(frozen=True)
class Secret:
    """A committed list as only the desk has it: its entry, and its rows with their salts."""

    entry: Mapping[str, Value]
    rows: tuple[SaltedRow, ...]

    @cached_property
    def tree(self) -> Tree:
        """The tree of the rows, whose root the entry must name."""
        return tree_of(self.rows)

    @property
    def picks(self) -> list[Pick]:
        """The picks in the order of the rows."""
        return [Pick.of_row(row.row) for row in self.rows]

    def value(self) -> dict[str, Value]:
        """Return what the private file holds."""
        picks = [row.value() for row in self.rows]
        return {"document": "salts", "format": FORMAT, "entry": self.entry, "picks": picks}

    @classmethod
    def of_value(cls, value: Mapping[str, Value]) -> Secret:
        """Return what a private file holds.

        Raises:
            KeyError, TypeError, ValueError: it does not hold the rows of its entry.
        """
        if value["document"] != "salts":
            raise ValueError(value["document"])
        picks = cast("Sequence[Mapping[str, Value]]", value["picks"])
        rows = tuple(SaltedRow(cast("Mapping[str, str]", one["row"]), str(one["salt"])) for one in picks)
        secret = cls(cast("Mapping[str, Value]", value["entry"]), rows)
        if secret.tree.root.hex() != secret.entry["tree"]:
            raise ValueError(secret.tree.root.hex())
        return secret

    def stock_list(self) -> StockList:
        """Return the list as it was committed; its picks by day and symbol."""
        entry = Signed(self.entry, "")
        picks = sorted(self.picks, key=lambda pick: (pick.date, pick.label))
        return StockList(
            entry.list_name,
            entry.text("title"),
            entry.text("language"),
            Rules.of_texts(entry.rules),
            tuple(picks),
        )


def salted(stock_list: StockList) -> tuple[SaltedRow, ...]:
    """Return a list's rows, each with a salt of its own, in an order that tells nothing of the file's."""
    rows = [SaltedRow(pick.row(), secrets.token_hex(SALT_BYTES)) for pick in stock_list.picks]
    secrets.SystemRandom().shuffle(rows)
    return tuple(rows)


def keep_secret(disk: Disk, path: Path, secret: Secret) -> None:
    """Write the rows and salts of a list to their private file."""
    write_whole(disk, path, written(secret.value()), private=True)


def read_secret(path: Path) -> Secret:
    """Return the rows and salts in a private file.

    Raises:
        SecretsMissing: it is not there or damaged.
    """
    try:
        return Secret.of_value(read_canonical(path.read_bytes()))
    except (OSError, NotCanonical, KeyError, TypeError, ValueError) as error:
        raise SecretsMissing(path, say("the salts of the list cannot be read")) from error
