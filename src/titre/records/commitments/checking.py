"""Is a published document what it says it is? Its form, its hashes, its signature; and what it proves then.

Nothing outside the document is asked. Each refusal says what was got and what was expected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, NoReturn, cast

from titre.kernel.errors import shorten
from titre.kernel.messages import Message, say
from titre.records.commitments.canonical import NotCanonical, read_canonical
from titre.records.commitments.documents import SaltedRow, tree_of
from titre.records.commitments.entries import FORMAT, NO_HEAD, Signed, entry_fault, row_fault
from titre.records.commitments.signing import signature_holds
from titre.records.commitments.trees import root_of_path
from titre.records.errors import DocumentRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from titre.records.commitments.canonical import Value

_KEYS: Mapping[str, frozenset[str]] = {
    "commitment": frozenset({"commitment"}),
    "reveal": frozenset({"commitment", "picks"}),
    "proof": frozenset({"commitment", "index", "path", "row", "salt"}),
    "log": frozenset({"entries", "signature"}),
}
"""keys of a document by its kind, beside ``document`` and ``format``"""
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SIGNATURE = re.compile(r"[0-9a-f]{128}", re.ASCII)
_INDEX = re.compile(r"0|[1-9][0-9]{0,5}", re.ASCII)

_SHOWN = 128
"""characters that are shown of what was got: a signature's"""


@dataclass(frozen=True, slots=True)
class Checked:
    """A document that holds, and what it proves."""

    file: str
    kind: str
    """``commitment``, ``reveal``, ``proof`` or ``log``"""
    entries: tuple[Signed, ...]
    """the commitment of a list; or every entry of a log, only the newest with a signature"""
    rows: tuple[SaltedRow, ...] = ()
    """all rows of a reveal in the order of the leaves, or the one of a proof"""
    index: int = 0
    """the place of a proof's row among the leaves, from 0"""
    digest: str = ""
    """the SHA-256 of the document's bytes, which the log names when a list is revealed"""

    @property
    def commitment(self) -> Signed:
        """The commitment that a document of one list is about."""
        return self.entries[0]

    @property
    def newest(self) -> Signed:
        """The entry whose head is signed."""
        return self.entries[-1]


def check_document(file: str, data: bytes) -> Checked:
    """Return what a document proves; ``file`` is how messages call it.

    Raises:
        DocumentRefused: it is not what it says it is.
    """
    try:
        document = read_canonical(data)
    except NotCanonical as error:
        raise DocumentRefused(file, error.got, error.expected) from error
    checking = _Checking(file)
    if document.get("format") != FORMAT:
        checking.refuse(
            say("the format {text}", text=_shown(document.get("format"))), say("{text}", text=FORMAT)
        )
    kind = document.get("document")
    if not isinstance(kind, str) or kind not in _KEYS:
        checking.refuse(
            say("the document {text}", text=_shown(kind)), say("one of {known}", known=", ".join(_KEYS))
        )
    keys = {"document", "format", *_KEYS[kind]}
    if set(document) != keys:
        got = say("the keys {keys}", keys=", ".join(sorted(document)))
        checking.refuse(got, say("{keys}", keys=", ".join(sorted(keys))))
    digest = sha256(data).hexdigest()
    if kind == "log":
        return Checked(file, kind, checking.log(document), digest=digest)
    signed = checking.signed(document["commitment"])
    if kind == "reveal":
        return Checked(file, kind, (signed,), checking.all_rows(signed, document["picks"]), digest=digest)
    if kind == "proof":
        row, index = checking.one_row(signed, document)
        return Checked(file, kind, (signed,), (row,), index, digest)
    return Checked(file, kind, (signed,), digest=digest)


class _Checking:
    """The checks of one document."""

    def __init__(self, file: str) -> None:
        self._file = file

    def refuse(self, got: Message, expected: Message) -> NoReturn:
        raise DocumentRefused(self._file, got, expected)

    def signed(self, value: Value) -> Signed:
        if not isinstance(value, dict) or set(value) != {"entry", "signature"}:
            self.refuse(say("the commitment {text}", text=_shown(value)), say("an entry and its signature"))
        self.entry(value["entry"])
        signed = Signed(cast("Mapping[str, Value]", value["entry"]), self._signature(value["signature"]))
        if signed.kind != "commitment":
            self.refuse(say("an entry of the kind {text}", text=signed.kind), say("commitment"))
        self._hold(signed)
        return signed

    def entry(self, value: Value) -> None:
        if fault := entry_fault(value):
            self.refuse(*fault)

    def log(self, document: Mapping[str, Value]) -> tuple[Signed, ...]:
        entries = document["entries"]
        if not isinstance(entries, list) or not entries:
            self.refuse(say("the entries {text}", text=_shown(entries)), say("one entry at least"))
        signature = self._signature(document["signature"])
        signed: list[Signed] = []
        committed: dict[str, str] = {}
        revealed: set[str] = set()
        head = NO_HEAD
        for value in entries:
            self.entry(value)
            one = Signed(cast("Mapping[str, Value]", value), signature)
            self._follows(one, signed, head)
            self._of_lists(one, committed, revealed)
            signed.append(one)
            head = one.head
        self._hold(signed[-1])
        return tuple(signed)

    def _follows(self, one: Signed, before: Sequence[Signed], head: str) -> None:
        at = len(before) + 1
        if one.number != at:
            self.refuse(say("entry {number}", number=one.text("number")), say("entry {number}", number=at))
        if one.text("previous") != head:
            self.refuse(
                say("{hash} as the head before entry {number}", hash=one.text("previous"), number=at),
                say("{hash}", hash=head),
            )
        if before and one.text("key") != before[-1].text("key"):
            self.refuse(
                say("the key {key} in entry {number}", key=one.text("key"), number=at),
                say("{hash}", hash=before[-1].text("key")),
            )
        if before and one.time < before[-1].time:
            self.refuse(
                say("the time {time} in entry {number}", time=one.text("time"), number=at),
                say("{time}, the time of the entry before, or later", time=before[-1].text("time")),
            )

    def _of_lists(self, one: Signed, committed: dict[str, str], revealed: set[str]) -> None:
        name = one.list_name
        if one.kind == "commitment":
            if name in committed:
                self.refuse(say("the list {name} committed again", name=name), say("each list once"))
            committed[name] = one.head
            return
        if one.text("commitment") != committed.get(name):
            self.refuse(
                say("a reveal of {hash}", hash=one.text("commitment")),
                say("{hash}, the commitment of {name}", hash=committed.get(name, NO_HEAD), name=name),
            )
        if name in revealed:
            self.refuse(say("the list {name} revealed again", name=name), say("each list once"))
        revealed.add(name)

    def _signature(self, value: Value) -> str:
        if not isinstance(value, str) or not _SIGNATURE.fullmatch(value):
            self.refuse(say("the signature {text}", text=_shown(value)), say("128 hexadecimal digits"))
        return value

    def _hold(self, signed: Signed) -> None:
        if not signature_holds(signed.text("key"), bytes.fromhex(signed.head), signed.signature):
            self.refuse(
                say("a signature that does not hold for head {hash}", hash=signed.head),
                say("one by the key {key}", key=signed.text("key")),
            )

    def all_rows(self, signed: Signed, picks: Value) -> tuple[SaltedRow, ...]:
        items = picks if isinstance(picks, list) else []
        if str(len(items)) != signed.text("picks"):
            got = say("{number} picks", number=len(items))
            self.refuse(got, say("{number} picks", number=signed.text("picks")))
        rows = tuple(self._row(item, f"picks/{number}") for number, item in enumerate(items))
        self._root(signed, tree_of(rows).root)
        return rows

    def one_row(self, signed: Signed, document: Mapping[str, Value]) -> tuple[SaltedRow, int]:
        row = self._row({"row": document["row"], "salt": document["salt"]}, "row")
        index, path, size = document["index"], document["path"], int(signed.text("picks"))
        if not isinstance(index, str) or not _INDEX.fullmatch(index) or int(index) >= size:
            self.refuse(
                say("the index {text}", text=_shown(index)), say("a number from 0 to {most}", most=size - 1)
            )
        hashes = path if isinstance(path, list) else [""]
        if not all(isinstance(beside, str) and _HASH.fullmatch(beside) for beside in hashes):
            self.refuse(say("the path {text}", text=_shown(path)), say("hashes of 64 hexadecimal digits"))
        root = root_of_path(
            row.leaf, int(str(index)), size, [bytes.fromhex(str(beside)) for beside in hashes]
        )
        if root is None:
            got = say("a path of {number} hashes", number=len(hashes))
            self.refuse(got, say("the path of row {index} of {size}", index=index, size=size))
        self._root(signed, root)
        return row, int(str(index))

    def _row(self, item: Value, at: str) -> SaltedRow:
        if not isinstance(item, dict) or set(item) != {"row", "salt"}:
            self.refuse(say("{text} at {at}", text=_shown(item), at=at), say("a row and its salt"))
        row, salt = item["row"], item["salt"]
        if fault := row_fault(row):
            self.refuse(say("{text} at {at}", text=fault[0], at=at), fault[1])
        if not isinstance(salt, str) or not _HASH.fullmatch(salt):
            self.refuse(
                say("the salt {text} at {at}", text=_shown(salt), at=at), say("64 hexadecimal digits")
            )
        return SaltedRow(cast("Mapping[str, str]", row), salt)

    def _root(self, signed: Signed, root: bytes) -> None:
        if root.hex() != signed.text("tree"):
            self.refuse(
                say("the tree {hash}", hash=root.hex()),
                say("{hash}, as committed", hash=signed.text("tree")),
            )


def _shown(value: object) -> str:
    return repr(shorten(value, _SHOWN)) if isinstance(value, str) else shorten(str(value), _SHOWN)
