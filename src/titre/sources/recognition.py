"""What does a path that a user names hold, and which reader reads it?

A folder and an archive are walked lazily: a source is small, knows where its bytes are, and can be sent to
another process, which reads it. Choice is by content; see ``kinds``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from titre.kernel.digests import Digest
from titre.kernel.findings import Finding, Place, Severity, mismatch
from titre.kernel.messages import say
from titre.sources.documents import Document, documents_in, is_archive, is_folder, members, name_of
from titre.sources.errors import DocumentUnreadable
from titre.sources.kinds import EXPECTED, DocumentKind, Unknown, kind_of
from titre.sources.settings import DEFAULT_EVENTS, DEFAULT_PRICES, ReadSettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from titre.sources.rows import Yield

_DEFAULT = ReadSettings()
_ACCESSION = re.compile(r"(?<!\d)(\d{10})-?(\d{2})-?(\d{6})(?!\d)")
_BULK_NAME = re.compile(r"CIK\d{10}(-submissions-\d+)?\.json", re.IGNORECASE)
_DATA_SET_NAMES = ("sub.txt", "num.txt", "tag.txt", "pre.txt")
_READ_TOGETHER = ("sub.txt", "num.txt", "tag.txt", ".htm", ".html", ".xhtml", ".xml", ".xbrl", ".xsd")
"""Ends of the names that data sets and filings are read of; images and the like are not."""
_SILENT_OF_FILING = (DocumentKind.INLINE_XBRL, DocumentKind.XBRL, DocumentKind.FILING)
"""Kinds that do not tell the day on which they were filed."""
_MOST_FINDINGS = 1000
_LOOKED_AT = 1000
"""members of an archive by whose names its kind is told"""


@dataclass(frozen=True, slots=True)
class Source:
    """What one reader reads in one go: a document, or the documents of one filing or data set."""

    name: str
    """as the user named it; a member as ``archive.zip!member``"""
    kind: DocumentKind
    size: int
    """bytes on disk: for progress bars"""
    documents: tuple[Document, ...]
    in_archive: bool = False
    """whether it is one of many in an archive, whose kind was told by the first"""

    def digest(self) -> Digest:
        """Return what identifies the bytes: SHA-256, of a member's name, length and CRC-32 in an archive.

        Raises:
            DocumentUnreadable: the bytes cannot be got.
        """
        if len(self.documents) == 1:
            return self.documents[0].digest()
        return Digest.of("\n".join(str(document.digest()) for document in self.documents).encode())


def identity(source: Source, settings: ReadSettings) -> Digest:
    """Return what identifies a source as it is read: its bytes and what the analyst told of how to read them.

    A file whose mapping was wrong can so be imported again once ``desk.toml`` is right, and no other file is;
    likewise one whose name, which says the symbol or the accession number, was wrong.

    Raises:
        DocumentUnreadable: the bytes cannot be got.
    """
    told: object = None
    named: object = None
    if source.kind is DocumentKind.PRICES:
        from titre.sources.tabular.prices import mapping_for

        told = mapping_for(source.documents[0].head(), settings.prices)
        # The file's name is the symbol then: renamed, it is another source.
        named = source.documents[0].stem if told is not None and told.symbol is None else None
    elif source.kind is DocumentKind.EVENTS:
        told = settings.events
    elif source.kind in _SILENT_OF_FILING:
        told = settings.filed
        named = next(reversed(_ACCESSION.findall(source.name)), None)
    parts = [str(source.digest())]
    if told is not None and told not in (*DEFAULT_PRICES, DEFAULT_EVENTS):
        parts.append(repr(told))
    if named is not None:
        parts.append(str(named))
    return source.digest() if len(parts) == 1 else Digest.of("\n".join(parts).encode())


def sources_in(path: Path, settings: ReadSettings = _DEFAULT) -> Iterator[Source | Finding]:
    """Yield the sources of a file, folder or archive, and a finding for whatever is none.

    What is unknown in a folder is a warning; a file that the user named, or whose name promises data, is an
    error.
    """
    named = not is_folder(path)
    empty = True
    try:
        for folder, found in groupby(documents_in(path), _filing_folder):
            empty = False
            if folder is not None:
                yield from _filing(found, folder)
                continue
            for item in found:
                if isinstance(item, Finding):
                    yield item
                else:
                    yield from _sources_of(item, settings, named=named)
    except DocumentUnreadable as error:
        yield _finding(error)
    else:
        if empty:
            yield mismatch(Place(name_of(path)), say("a folder without files"), EXPECTED)


def read(source: Source, settings: ReadSettings = _DEFAULT) -> Iterator[Yield]:
    """Yield the rows of a source and the findings of its reader; bytes that cannot be got are a finding.

    Of the findings of one source the first thousand are yielded, and how many more there were: a file of
    half a gigabyte that is wrong in every line has said so by then.
    """
    findings = 0
    for item in _read(source, settings):
        findings += isinstance(item, Finding)
        if not isinstance(item, Finding) or findings <= _MOST_FINDINGS:
            yield item
    if findings > _MOST_FINDINGS:
        yield Finding(Place(source.name), say("{count} more faults", count=findings - _MOST_FINDINGS))


def _read(source: Source, settings: ReadSettings) -> Iterator[Yield]:
    from titre.sources.readers import reader_of

    try:
        kind = source.kind
        if source.in_archive:
            head = source.documents[0].head()
            if head.strip() == b"{}":
                # EDGAR's nightly archive has an empty object for a company without facts.
                return
            found = kind_of(head, _last(source.name), settings)
            kind = kind if isinstance(found, Unknown) else found
        damaged = list(_damaged(source))
        yield from damaged
        if not damaged:
            yield from reader_of(kind)(source.documents, settings)
    except DocumentUnreadable as error:
        yield _finding(error)


def _damaged(source: Source) -> Iterator[Finding]:
    """Yield what is damaged of an archive whose members are read as one source.

    A directory says of a damaged member what it says of the sound one. Half of the rows, taken under that
    identity, would keep the sound archive from being imported later: so all of it is taken, or nothing.
    """
    if len(source.documents) == 1:
        return
    for document in source.documents:
        if document.in_archive and document.stem.lower().endswith(_READ_TOGETHER):
            try:
                document.verify()
            except DocumentUnreadable as error:
                yield _finding(error)


def accession_in(name: str) -> str | None:
    """Return the accession number that a file's or folder's name writes, with or without its dashes."""
    match = _ACCESSION.search(name)
    return "-".join(match.groups()) if match else None


def _finding(error: DocumentUnreadable) -> Finding:
    return Finding(error.place, error.reason)


def _last(name: str) -> str:
    return name.replace("!", "/").replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".gz")


def _filing_folder(item: Document | Finding) -> Path | None:
    """Return the folder of a document if it is named by an accession number: EDGAR's own layout."""
    if isinstance(item, Finding):
        return None
    folder = (item.path or Path(item.name)).parent
    return folder if _ACCESSION.fullmatch(folder.name) and not item.stem.endswith(".zip") else None


def _sources_of(document: Document, settings: ReadSettings, *, named: bool) -> Iterator[Source | Finding]:
    name = document.stem.lower()
    if name in _DATA_SET_NAMES and ((document.path or Path(document.name)).parent / "num.txt").exists():
        yield from _unpacked_data_set(document, named=named)
        return
    try:
        head = document.head()
        if is_archive(head):
            yield from _archive(document, settings, named=named)
            return
    except DocumentUnreadable as error:
        yield _finding(error)
        return
    yield from _recognised(document, head, settings, named=named)


def _recognised(
    document: Document, head: bytes, settings: ReadSettings, *, named: bool
) -> Iterator[Source | Finding]:
    kind = kind_of(head, document.stem, settings)
    if isinstance(kind, Unknown):
        severity = Severity.ERROR if named or kind.promised else Severity.WARNING
        message = say("got {got}, expected {expected}", got=kind.got, expected=kind.expected)
        yield Finding(document.place(), message, severity=severity)
    else:
        yield Source(document.name, kind, document.size, (document,))


def _unpacked_data_set(document: Document, *, named: bool) -> Iterator[Source | Finding]:
    # The table of numbers stands for the four; the others are passed over where they are met.
    folder = (document.path or Path(document.name)).parent
    if document.stem.lower() == "num.txt" or named:
        tables = [
            item
            for name in _DATA_SET_NAMES
            if (folder / name).is_file()
            for item in documents_in(folder / name)
        ]
        documents = tuple(item for item in tables if isinstance(item, Document))
        size = sum(item.size for item in documents)
        yield Source(name_of(folder), DocumentKind.DATA_SET, size, documents)


def _archive(archive: Document, settings: ReadSettings, *, named: bool) -> Iterator[Source | Finding]:
    path = archive.path or Path(archive.name)
    names = [
        _in_archive(item, path) for item in islice(members(path), _LOOKED_AT) if isinstance(item, Document)
    ]
    last = {name.name.lower() for name in names}
    if last >= {"num.txt", "sub.txt"}:
        yield from _together(archive, DocumentKind.DATA_SET)
    elif any(name.suffix.lower() == ".xsd" for name in names):
        yield from _together(archive, DocumentKind.FILING)
    else:
        yield from _each(path, settings, named=named)


def _in_archive(member: Document, archive: Path) -> PurePosixPath:
    return PurePosixPath(member.name.removeprefix(f"{name_of(archive)}!"))


def _together(archive: Document, kind: DocumentKind) -> Iterator[Source | Finding]:
    """Yield the members of an archive as one source, or one for each folder named by an accession number."""
    by_folder: dict[str, list[Document]] = {}
    path = archive.path or Path(archive.name)
    for item in members(path):
        if isinstance(item, Finding):
            yield item
        else:
            first = next(iter(_in_archive(item, path).parts), "")
            by_folder.setdefault(first if _ACCESSION.fullmatch(first) else "", []).append(item)
    for folder, documents in by_folder.items():
        name = f"{archive.name}!{folder}" if folder else archive.name
        yield Source(name, kind, sum(document.size for document in documents), tuple(documents))


def _each(path: Path, settings: ReadSettings, *, named: bool) -> Iterator[Source | Finding]:
    """Yield each member of an archive; those of EDGAR's nightly archives are told by the first of them."""
    bulk: DocumentKind | None = None
    empty = True
    for item in members(path):
        empty = False
        if isinstance(item, Finding):
            yield item
            continue
        if bulk is not None and _BULK_NAME.fullmatch(_last(item.name)):
            yield Source(item.name, bulk, item.size, (item,), in_archive=True)
            continue
        for found in _member(item, settings, named=named):
            if isinstance(found, Source) and _BULK_NAME.fullmatch(_last(item.name)):
                bulk = found.kind
            yield found
    if empty:
        yield Finding(Place(name_of(path)), say("got an archive without members, expected some"))


def _member(document: Document, settings: ReadSettings, *, named: bool) -> Iterator[Source | Finding]:
    try:
        head = document.head()
    except DocumentUnreadable as error:
        yield _finding(error)
        return
    if is_archive(head):
        yield Finding(
            document.place(),
            say("got an archive inside an archive, expected it unpacked"),
            severity=Severity.ERROR if named else Severity.WARNING,
        )
        return
    yield from _recognised(document, head, settings, named=named)


def _filing(found: Iterable[Document | Finding], folder: Path) -> Iterator[Source | Finding]:
    documents = []
    for item in found:
        if isinstance(item, Finding):
            yield item
        else:
            documents.append(item)
    size = sum(document.size for document in documents)
    yield Source(name_of(folder), DocumentKind.FILING, size, tuple(documents))
