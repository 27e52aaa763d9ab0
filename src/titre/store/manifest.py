"""Which files make up the store? The manifest: numbered, immutable, written last.

``manifests/0000000042.json`` names every data file that counts. A file that no manifest names does not
exist for readers, so that an append becomes visible at once and whole, or not at all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from titre.kernel.messages import say
from titre.store.errors import FormatUnknown, StoreUnreadable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

FORMAT = 1
"""the format of the store that this module writes; an unknown one is refused"""
FEW_ENTITIES = 12
"""up to so many entities of a file are named one by one in the manifest, beyond only the first and last"""


class Kind(StrEnum):
    """What the rows of a data file are; each kind has its folder."""

    FACTS = "facts"
    CONCEPTS = "concepts"
    NAMES = "names"
    FILINGS = "filings"
    PRICES = "prices"
    RATES = "rates"
    EVENTS = "events"
    ACCESSIONS = "accessions"
    """on which day each accession number was filed, gathered from the facts and filings"""
    SOURCES = "sources"
    """what was imported: one line of JSON a document"""


@dataclass(frozen=True, slots=True)
class DataFile:
    """One immutable file of rows, and what is needed to know whether to open it."""

    kind: Kind
    name: str
    """path below the store's folder, with ``/``"""
    rows: int
    bytes: int
    first: str = ""
    """smallest entity in the file; empty where rows have none"""
    last: str = ""
    entities: tuple[str, ...] = ()
    """all entities of the file where they are few; empty where only ``first`` and ``last`` are known"""
    undated: int = 0
    """facts whose document did not tell when it was filed"""
    rounded: int = 0
    """facts whose document rounds days to month ends"""
    compacted: bool = False
    """whether rows are in their final order and free of repeats"""

    def may_hold(self, entities: Collection[str]) -> bool:
        """Return whether rows of any of these entities may be in the file."""
        if not self.first:
            return True
        if self.entities:
            return any(entity in self.entities for entity in entities)
        return any(self.first <= entity <= self.last for entity in entities)

    @classmethod
    def of_entities(cls, kind: Kind, name: str, rows: int, size: int, entities: Iterable[str]) -> DataFile:
        """Return the file whose rows are of these entities."""
        ordered = sorted(set(entities))
        if not ordered:
            return cls(kind, name, rows, size)
        few = tuple(ordered) if len(ordered) <= FEW_ENTITIES else ()
        return cls(kind, name, rows, size, ordered[0], ordered[-1], few)

    def marked(self, *, undated: int, rounded: int, compacted: bool) -> DataFile:
        """Return the same file with what is known of its rows."""
        return replace(self, undated=undated, rounded=rounded, compacted=compacted)

    def as_json(self) -> dict[str, object]:
        """Return the file's entry in a manifest; what is empty is left out."""
        given: dict[str, object] = {
            "kind": str(self.kind),
            "name": self.name,
            "rows": self.rows,
            "bytes": self.bytes,
            "first": self.first,
            "last": self.last,
            "entities": list(self.entities),
            "undated": self.undated,
            "rounded": self.rounded,
            "compacted": self.compacted,
        }
        return {key: value for key, value in given.items() if value or key in {"rows", "bytes"}}

    @classmethod
    def from_json(cls, entry: dict[str, Any]) -> DataFile:
        """Return the file of an entry; the contrary of ``as_json``.

        Raises:
            KeyError, TypeError, ValueError: the entry is none.
        """
        for key, value in entry.items():
            if key in _EXPECTED and type(value) is not _EXPECTED[key]:
                message = f"{key}: {value!r}"
                raise TypeError(message)
        return cls(**{**entry, "kind": Kind(entry["kind"]), "entities": tuple(entry.get("entities", ()))})


_EXPECTED = {
    "name": str,
    "rows": int,
    "bytes": int,
    "first": str,
    "last": str,
    "entities": list,
    "undated": int,
    "rounded": int,
    "compacted": bool,
}


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files that make up the store at one moment; ``files`` of a kind stand in the order of their age."""

    number: int = 0
    made: str = ""
    """UTC, ISO 8601; empty for the store that nothing was ever put in"""
    files: tuple[DataFile, ...] = field(default=())

    def of(self, kind: Kind, entities: Collection[str] | None = None) -> tuple[DataFile, ...]:
        """Return the files of a kind, only those that may hold any of the entities where such are given."""
        files = (file for file in self.files if file.kind is kind)
        return tuple(file for file in files if entities is None or file.may_hold(entities))

    def next(self, made: str, *, added: Iterable[DataFile], dropped: Collection[str] = ()) -> Manifest:
        """Return the manifest that follows: without the dropped files, with the added.

        Files that replace others come first in their kind's order, for they hold what is older than the rest.
        """
        kept = tuple(file for file in self.files if file.name not in dropped)
        files = (*added, *kept) if dropped else (*kept, *added)
        return replace(self, number=self.number + 1, made=made, files=files)

    def numbered(self, number: int) -> Manifest:
        """Return the same manifest under another number."""
        return replace(self, number=number)

    def encode(self) -> bytes:
        """Return the manifest as the bytes of its file: a header line, then one line a data file."""
        header = {"titre_store": FORMAT, "number": self.number, "made": self.made, "files": len(self.files)}
        lines = [header, *(file.as_json() for file in self.files)]
        return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode()

    @classmethod
    def decode(cls, path: Path, data: bytes) -> Manifest | None:
        """Return the manifest that the bytes of a file write, or None if the file is not complete.

        Raises:
            FormatUnknown: the file is of another version of the format.
            StoreUnreadable: the file is complete but no manifest.
        """
        head, _, rest = data.partition(b"\n")
        lines = rest.splitlines()
        try:
            header = json.loads(head)
            version = header["titre_store"]
        except (ValueError, KeyError, TypeError):
            return None
        if version != FORMAT:
            raise FormatUnknown(path, version, FORMAT)
        if len(lines) != header.get("files") or not data.endswith(b"\n"):
            return None
        try:
            entries = json.loads(b"[" + b",".join(lines) + b"]")
            files = tuple(map(DataFile.from_json, entries))
            return cls(int(header["number"]), str(header["made"]), files)
        except (ValueError, KeyError, TypeError) as error:
            raise StoreUnreadable(path, say("damaged: {detail}", detail=str(error))) from error
