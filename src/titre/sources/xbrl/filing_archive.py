"""What does the zip of a filing hold? Its reports, and what its linkbases call the filer's own concepts.

EDGAR's ``…-xbrl.zip`` holds the pages or the instance with the schema and the linkbases; the packages of
ESEF hold a page below ``reports``. Which member is what is told by its content.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from titre.kernel.findings import Finding, Place, mismatch
from titre.kernel.messages import say
from titre.sources.documents import members
from titre.sources.errors import DocumentUnreadable
from titre.sources.xbrl.inline import read_inline_xbrl
from titre.sources.xbrl.instance import read_xbrl
from titre.sources.xbrl.labels import concepts_of
from titre.sources.xbrl.report import accession_of
from titre.sources.xbrl.sniffing import is_inline_xbrl, is_xbrl_instance
from titre.sources.xbrl.xml import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from titre.sources.documents import Document
    from titre.sources.rows import Yield
    from titre.sources.xbrl.xml import Tree

_HEAD = 64 << 10
_MARKUP = re.compile(r".*\.(?:x?html?|xml|xbrl)", re.IGNORECASE)
_EXTRACTED = re.compile(r"(?P<stem>.+)_htm\.xml", re.IGNORECASE)
_LINKBASE = re.compile(rb"<(?:[\w.\-]+:)?linkbase[\s>]")


def read_filing_archive(
    where: Path | Sequence[Document], *, accession: str | None = None, filed: date | None = None
) -> Iterator[Yield]:
    """Yield the facts, names, filing and own concepts of a filing's zip or folder, and what is wrong with it.

    Args:
        where: the zip, or the documents of one filing.
        accession: its accession number; otherwise the name of the zip, a member or a folder tells.
        filed: the day it was filed, which it does not tell itself.

    Raises:
        DocumentUnreadable: the zip is none.
    """
    parts = _Parts()
    for item in members(where) if isinstance(where, Path) else where:
        if isinstance(item, Finding):
            yield item
            continue
        try:
            parts.add(item)
        except DocumentUnreadable as error:
            yield Finding(error.place, error.reason)
    parts.drop_extracted()
    reports = [*parts.pages, *parts.instances]
    if not reports:
        yield mismatch(_place(where), say("no report"), say("inline XBRL or an XBRL instance in the filing"))
        return
    accession, warning = accession_of(reports, accession)
    if warning is not None:
        yield warning
    yield from parts.concepts()
    yield from _guarded(read_inline_xbrl(parts.pages, accession=accession, filed=filed))
    for instance in parts.instances:
        yield from _guarded(read_xbrl(instance, accession=accession, filed=filed))


class _Parts:
    """The documents of a filing by what they are."""

    def __init__(self) -> None:
        self.pages: list[Document] = []
        self.instances: list[Document] = []
        self._schemas: list[Document] = []
        self._linkbases: list[Document] = []

    def add(self, document: Document) -> None:
        """Take a document for what its name and its first bytes say it is; others are no data.

        Raises:
            DocumentUnreadable: the bytes cannot be got.
        """
        name = document.stem.lower()
        if name.endswith(".xsd"):
            self._schemas.append(document)
            return
        if not _MARKUP.fullmatch(name):
            return
        with document.open() as stream:
            head = stream.read(_HEAD)
        if is_xbrl_instance(head):
            self.instances.append(document)
        elif is_inline_xbrl(head):
            self.pages.append(document)
        elif _LINKBASE.search(head):
            self._linkbases.append(document)

    def drop_extracted(self) -> None:
        """Leave out the instances that EDGAR extracted from pages that are there: the same facts again."""
        pages = {page.stem.lower().rpartition(".")[0] for page in self.pages}
        self.instances = [
            instance
            for instance in self.instances
            if not (match := _EXTRACTED.fullmatch(instance.stem)) or match["stem"].lower() not in pages
        ]

    def concepts(self) -> Iterator[Yield]:
        """Yield the filer's own concepts."""
        schemas: list[Tree] = []
        linkbases: list[Tree] = []
        for documents, trees in ((self._schemas, schemas), (self._linkbases, linkbases)):
            for document in documents:
                try:
                    tree = parse(document)
                except DocumentUnreadable as error:
                    tree = Finding(error.place, error.reason)
                if isinstance(tree, Finding):
                    yield tree
                else:
                    trees.append(tree)
        yield from concepts_of(schemas, linkbases)


def _guarded(rows: Iterator[Yield]) -> Iterator[Yield]:
    """Yield the rows of one report; bytes that cannot be got are a finding, and the other reports go on."""
    try:
        yield from rows
    except DocumentUnreadable as error:
        yield Finding(error.place, error.reason)


def _place(where: Path | Sequence[Document]) -> Place:
    if isinstance(where, Path):
        return Place(str(where))
    return where[0].place() if where else Place("")
