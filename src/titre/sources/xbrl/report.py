"""What does a report yield besides its numbers? Facts as rows, its filing, and the names it gives.

Both readers draft facts here; the rows are made once the whole report is read, because the form and the
fiscal year that every row carries stand anywhere in it.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from titre.kernel.digests import Digest
from titre.kernel.entities import cik_entity
from titre.kernel.errors import ParseError, shorten
from titre.kernel.findings import Finding, Severity, mismatch
from titre.kernel.messages import count, say
from titre.sources.companyfacts.rows import is_accession
from titre.sources.rows import EntityRow, FactRow, FilingRow
from titre.sources.xbrl.contexts import Context, ContextReader, Fault, read_unit
from titre.sources.xbrl.namespaces import Prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from lxml.etree import _Element

    from titre.kernel.findings import Place
    from titre.sources.documents import Document
    from titre.sources.rows import SourceKind, Yield
    from titre.sources.xbrl.xml import Tree

_T = TypeVar("_T")
_WRITTEN = re.compile(r"(?<!\d)(\d{10})-?(\d{2})-?(\d{6})(?!\d)", re.ASCII)
_LOCAL_DIGITS = 16
_YEAR = re.compile(r"\d{4}", re.ASCII)
_NAMED = {
    "dei:EntityRegistrantName": "name",
    "dei:TradingSymbol": "ticker",
    "dei:SecurityExchangeName": "exchange",
    "dei:CurrentFiscalYearEndDate": "fiscal_year_end",
}
_COVER = frozenset(
    (
        *_NAMED,
        "dei:EntityCentralIndexKey",
        "dei:DocumentType",
        "dei:DocumentPeriodEndDate",
        "dei:DocumentFiscalYearFocus",
        "dei:DocumentFiscalPeriodFocus",
    )
)
_REGISTRANT_AXIS = "dei:LegalEntityAxis"
_EXTRACTED = re.compile(r"(?P<stem>.+)_htm\.xml", re.IGNORECASE)


class Draft(NamedTuple):
    """A fact before its report's form and fiscal year are known."""

    context: Context
    concept: str
    value: Decimal | None
    unit: str | None
    text: str | None
    decimals: str | None
    file: str
    line: int | None
    anchor: str | None


class Report:
    """One report under reading: its contexts and units, its drafted facts, and what was wrong."""

    def __init__(self, source: SourceKind) -> None:
        self.source = source
        self.prefixes = Prefixes()
        self._reader = ContextReader(self.prefixes)
        self.drafts: list[Draft] = []
        self.findings: list[Finding] = []
        self.footnotes: dict[str, list[str]] = {}
        """texts of footnotes by the id of the fact"""
        self._contexts: dict[str | None, Context | Fault] = {}
        self._units: dict[str | None, str | Fault] = {}
        self._missed: Counter[str] = Counter()
        self._first_missed: dict[str, tuple[Place, Fault]] = {}

    def add_context(self, tree: Tree, element: _Element) -> None:
        """Take a context; a second one of the same id is a finding."""
        self._add(
            self._contexts, tree, element, self._reader.read(element, tree.bound if tree.flat else None)
        )

    def add_unit(self, tree: Tree, element: _Element) -> None:
        """Take a unit; a second one of the same id is a finding."""
        self._add(self._units, tree, element, read_unit(element))

    @property
    def missing(self) -> bool:
        """Whether any fact is not taken."""
        return bool(self._missed or self.findings)

    def context(self, tree: Tree, element: _Element, name: str | None) -> Context | None:
        """Return the context of the id that a fact refers to, or None, which is then a finding."""
        value = self._contexts.get(name)
        if value.__class__ is Context:
            return value
        self._unreferred(tree, element, "contextRef", name, value)
        return None

    def unit(self, tree: Tree, element: _Element, name: str | None) -> str | None:
        """Return the unit of the id that a fact refers to, or None, which is then a finding."""
        value = self._units.get(name)
        if value.__class__ is str:
            return value
        self._unreferred(tree, element, "unitRef", name, value)
        return None

    def missed(self, cause: str, place: Place, fault: Fault) -> None:
        """Note that a fact is not taken; facts of one cause become one finding, at the first of them."""
        self._missed[cause] += 1
        self._first_missed.setdefault(cause, (place, fault))

    def rows(self, accession: str, filed: date | None, primary: str | None) -> Iterator[Yield]:
        """Yield the findings, the filing, the names and the facts, in the order of the documents."""
        yield from self.findings
        for cause, (place, fault) in self._first_missed.items():
            facts = count("{number} fact is not taken", "{number} facts are not taken", self._missed[cause])
            message = say(
                "got {got}, expected {expected}; {facts}",
                got=repr(shorten(fault.got)) if isinstance(fault.got, str) else fault.got,
                expected=fault.expected,
                facts=facts,
            )
            yield Finding(place, message)
        if not self.drafts:
            return
        cover = Cover(self.drafts)
        yield cover.filing(accession, filed, self.drafts[0], primary)
        yield from cover.names()
        told = (cover.form, filed, cover.year, cover.fiscal_period, None, None)
        source, notes = self.source, self.footnotes
        for draft in self.drafts:
            context = draft.context
            yield FactRow(
                context.entity,
                draft.concept,
                context.end,
                draft.value,
                draft.unit,
                accession,
                source,
                draft.file,
                context.start,
                context.dimensions,
                draft.text,
                draft.decimals,
                *told,
                "\n".join(notes[draft.anchor]) if draft.anchor in notes else None,
                draft.line,
                draft.anchor,
            )

    def _add(
        self, known: dict[str | None, _T | Fault], tree: Tree, element: _Element, value: _T | Fault
    ) -> None:
        name = element.get("id") or ""
        if isinstance(value, Fault):
            place = place_of(tree.document, element)
            self.findings.append(mismatch(place, value.got, value.expected, subject=name))
        elif known.setdefault(name, value) != value:
            self.findings.append(
                mismatch(place_of(tree.document, element), name, say("an id that stands once"))
            )
        known.setdefault(name, value)

    def _unreferred(self, tree: Tree, element: _Element, by: str, name: str | None, value: object) -> None:
        """Note that a fact's context or unit is not there, or faulty."""
        kind = say("context") if by == "contextRef" else say("unit")
        expected = (
            say("the id of a {kind} in the report", kind=kind)
            if value is None
            else say("a {kind} without a fault", kind=kind)
        )
        got = say("no {attribute}", attribute=by) if name is None else name
        self.missed(f"{by} {name}", place_of(tree.document, element), Fault(got, expected))


class Cover:
    """What a report says of itself: its form, its fiscal year, and the names of its registrants."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._by_registrant: dict[str, list[Draft]] = {}
        for draft in drafts:
            if draft.concept in _COVER and draft.text:
                self._by_registrant.setdefault(_registrant(draft.context), []).append(draft)
        self._parent = drafts[0].context.entity
        self.form = self._first("dei:DocumentType")
        year = self._first("dei:DocumentFiscalYearFocus") or ""
        self.year = int(year) if _YEAR.fullmatch(year) else None
        self.fiscal_period = self._first("dei:DocumentFiscalPeriodFocus")

    def filing(self, accession: str, filed: date | None, first: Draft, primary: str | None) -> FilingRow:
        """Return the filing's row."""
        end = self._first("dei:DocumentPeriodEndDate")
        try:
            period_end = date.fromisoformat(end) if end else None
        except ValueError:
            period_end = None
        return FilingRow(
            accession, self._parent, self.form, filed, first.file, period_end, primary_document=primary
        )

    def names(self) -> Iterator[EntityRow]:
        """Yield the names, symbols, exchanges and year ends of each registrant, each once.

        A co-registrant stands under a member of the legal entity axis; it is named only where its own
        Central Index Key stands beside, because the contexts of EDGAR give the parent's.
        """
        seen: set[EntityRow] = set()
        for registrant, drafts in self._by_registrant.items():
            entity = self._parent
            if registrant:
                number = next((d.text for d in drafts if d.concept == "dei:EntityCentralIndexKey"), None)
                try:
                    entity = cik_entity(number or "")
                except ParseError:
                    continue
            for draft in drafts:
                kind = _NAMED.get(draft.concept)
                row = EntityRow(entity, kind or "", draft.text or "", draft.file)
                if kind is not None and row not in seen:
                    seen.add(row)
                    yield row

    def _first(self, concept: str) -> str | None:
        drafts = self._by_registrant.get("", ())
        return next((draft.text for draft in drafts if draft.concept == concept), None)


def accession_of(documents: Sequence[Document], given: str | None) -> tuple[str, Finding | None]:
    """Return the accession number of a report, and a warning where nothing tells it.

    It is the one given, else the one that the name of a document, of its archive or of a folder above it
    writes, the nearest first. A report from elsewhere gets a local one, ``local:`` and the beginning of
    the digest of its documents: the same bytes have the same one, and no filing can be mistaken for it.

    Raises:
        DocumentUnreadable: the bytes cannot be got.
    """
    if given is not None and is_accession(given):
        return given, None
    for document in documents:
        for part in reversed(re.split(r"[/\\!]", document.name)):
            match = _WRITTEN.search(part)
            if match:
                return "-".join(match.groups()), None
    digest = Digest.of("\n".join(str(Digest.of(document.read())) for document in documents).encode())
    local = f"local:{digest.value.hex()[:_LOCAL_DIGITS]}"
    message = say(
        "no accession number in the name or given; kept as {local}: name the file by its accession number, "
        "as 0000320193-23-000106.htm, so that its facts count as filed",
        local=local,
    )
    return local, Finding(documents[0].place(), message, severity=Severity.WARNING)


def primary_of(document: Document) -> str | None:
    """Return the name of the main document on EDGAR, where the document's own name tells it."""
    stem = document.stem
    extracted = _EXTRACTED.fullmatch(stem)
    if extracted:
        return f"{extracted['stem']}.htm"
    return None if _WRITTEN.match(stem) else stem


def attributes_of(element: _Element) -> dict[str, str]:
    """Return an element's attributes by name, read at once: asking for each is slower."""
    return cast("dict[str, str]", dict(element.items()))


def line_number(element: _Element) -> int:
    """Return the line an element stands on; beyond line 65,535 the parser may name the next one."""
    return cast("int", element.sourceline)


def place_of(document: Document, element: _Element) -> Place:
    """Return where an element stands."""
    anchor = element.get("id")
    line = f"line {element.sourceline}"
    return document.place(f"{line}, id {anchor}" if anchor else line)


def _registrant(context: Context) -> str:
    for dimension in context.dimensions.split(";"):
        axis, _, member = dimension.partition("=")
        if axis == _REGISTRANT_AXIS:
            return member
    return ""
