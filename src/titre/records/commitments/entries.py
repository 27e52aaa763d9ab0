r"""What is an entry of a desk's log, and which hash stands for it and for everything before it?

An entry is an object of texts. The entry of a commitment holds what a list promises (its name, the number of
picks, its rules, the date and time) beside the root of the tree of its rows; that of a reveal names the
commitment and the digest of what was published. Each holds the head before it, so that the *head* of an
entry::

    head = SHA-256("titre/1 entry\n" ‖ canonical(entry))

stands for the whole log up to it. What is signed is ``"titre/1 head\n" ‖ head``, by Ed25519 (RFC 8032). The
words before each kind of data keep one from passing for another; the leaves and pairs of a tree begin with
``0x00`` and ``0x01``, which none of these words does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from titre.kernel.errors import shorten
from titre.kernel.messages import Message, say
from titre.records.commitments.canonical import canonical
from titre.records.commitments.trees import leaf_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from titre.records.commitments.canonical import Value

FORMAT = "titre/1"
NO_HEAD = "0" * 64
"""what stands for the head before the first entry"""
MOST_PICKS = 100_000
SALT_BYTES = 32

_ENTRY, _HEAD, _ROW = (f"{FORMAT} {word}\n".encode() for word in ("entry", "head", "row"))
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,9}", re.ASCII)
_LIST = re.compile(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)

COMMON = ("format", "key", "kind", "list", "number", "previous", "time")
OWN = {"commitment": ("language", "picks", "rules", "title", "tree"), "reveal": ("commitment", "digest")}
"""keys of an entry by its kind, beside the common ones"""
ROW = frozenset({"date", "symbol", "isin", "figi", "market", "name", "weight", "side", "note"})
"""keys that a row may have; ``date`` it must have, and none of them with an empty text"""


@dataclass(frozen=True, slots=True)
class Signed:
    """An entry with the signature of its head, as both stand in documents."""

    entry: Mapping[str, Value]
    signature: str

    def value(self) -> dict[str, Value]:
        """Return what a document holds."""
        return {"entry": self.entry, "signature": self.signature}

    def text(self, key: str) -> str:
        """Return one of the entry's texts."""
        return str(self.entry[key])

    @property
    def kind(self) -> Literal["commitment", "reveal"]:
        """Whether a list was committed or revealed."""
        return "commitment" if self.entry["kind"] == "commitment" else "reveal"

    @property
    def number(self) -> int:
        """The entry's place in the log, from 1."""
        return int(self.text("number"))

    @property
    def list_name(self) -> str:
        """The list that it is about."""
        return self.text("list")

    @property
    def time(self) -> datetime:
        """When the desk says that it was made."""
        return read_time(self.text("time"))

    @property
    def rules(self) -> Mapping[str, str]:
        """The rules of a commitment, as texts."""
        rules = self.entry["rules"]
        assert isinstance(rules, dict)
        return rules

    @property
    def reveal_by(self) -> date:
        """The day by which a committed list must be revealed."""
        return date.fromisoformat(self.rules["reveal_by"])

    @property
    def head(self) -> str:
        """The hash of the entry, and through it of all before."""
        return entry_head(self.entry).hex()


def entry_bytes(entry: Mapping[str, Value]) -> bytes:
    """Return the bytes whose SHA-256 is the head of an entry: what a time stamp is asked for."""
    return _ENTRY + canonical(entry)


def entry_head(entry: Mapping[str, Value]) -> bytes:
    """Return the head of an entry."""
    return sha256(entry_bytes(entry)).digest()


def signed_bytes(head: bytes) -> bytes:
    """Return the bytes that the desk signs."""
    return _HEAD + head


def row_leaf(salt: bytes, row: Mapping[str, str]) -> bytes:
    """Return the hash of a row's leaf: its salt hides it, its canonical form fixes it."""
    return leaf_hash(_ROW + salt + canonical(row))


def write_time(time: datetime) -> str:
    """Return a time as entries hold it: UTC, to the second."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_time(text: str) -> datetime:
    """Return the time that an entry holds.

    Raises:
        ValueError: no such moment exists.
    """
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def entry_fault(entry: object) -> tuple[Message, Message] | None:
    """Return what was got and what was expected where an entry has not the form of one; None where it has."""
    if not isinstance(entry, dict):
        return say("{text}", text=repr(entry)), say("an entry")
    if entry.get("format") != FORMAT:
        return say("the format {text}", text=repr(entry.get("format"))), say("{text}", text=FORMAT)
    kind = entry.get("kind")
    if not isinstance(kind, str) or kind not in OWN:
        return say("the kind {text}", text=repr(kind)), say("commitment or reveal")
    keys = sorted((*COMMON, *OWN[kind]))
    if sorted(entry) != keys:
        return say("the keys {keys}", keys=", ".join(sorted(entry))), say("{keys}", keys=", ".join(keys))
    for key in keys:
        if expected := _unfit(key, entry[key]):
            return say("{key} {text}", key=key, text=repr(entry[key])), expected
    return None


def row_fault(row: object) -> tuple[Message, Message] | None:
    """Return what was got and what was expected where a row has not the form of one; None where it has."""
    if not isinstance(row, dict) or not all(isinstance(text, str) for text in row.values()):
        return say("{text}", text=shorten(str(row))), say("a row of texts")
    if "date" not in row or not row.keys() <= ROW:
        expected = say("date, and none but {keys}", keys=", ".join(sorted(ROW - {"date"})))
        return say("the keys {keys}", keys=", ".join(sorted(row))), expected
    if not _is_day(row["date"]):
        expected = say("a day that exists, as 2025-03-31")
        return say("{key} {text}", key="date", text=repr(row["date"])), expected
    if empty := [key for key, text in row.items() if not text]:
        return say("an empty {key}", key=empty[0]), say("a text, or no such key")
    return None


def _unfit(key: str, value: Value) -> Message | None:
    """Return what was expected where the value of an entry's key has not its form."""
    if key == "rules":
        texts = isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
        sound = texts and isinstance(value, dict) and _is_day(str(value.get("reveal_by", "")))
        return None if sound else say("texts, and reveal_by a day among them")
    if not isinstance(value, str):
        return say("a text")
    if key in {"key", "previous", "tree", "commitment", "digest"}:
        return None if _HASH.fullmatch(value) else say("64 hexadecimal digits")
    if key in {"number", "picks"}:
        most = MOST_PICKS if key == "picks" else 10**10
        return (
            None
            if _NUMBER.fullmatch(value) and int(value) <= most
            else say("a whole number from 1 to {most}", most=most)
        )
    if key == "list":
        return None if _LIST.fullmatch(value) else say("a name of small letters, digits and hyphens")
    return None if key != "time" or _is_time(value) else say("a time as 2024-07-23T20:00:00Z")


def _is_time(text: str) -> bool:
    try:
        return bool(_TIME.fullmatch(text) and read_time(text))
    except ValueError:
        return False


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False
