"""What does a filing's inline XBRL hold? Every fact of its pages, as the XBRL 2.1 report they stand for.

One or several pages make one report: contexts, units and continuations of one serve the others (Inline
XBRL 1.1 §3, "Inline XBRL Document Set"). Pages that define the same ids differently under different
schemas are separate reports, as the fee exhibit of a registration statement is beside its prospectus.

Text is kept whole, as plain text (see ``xbrl.plain_text``): an analyst searches and quotes whole notes. One
report is in memory at a time, its trees taking some six times its size; blocks nest, so its texts together
may be longer than its pages, and beyond ``_TEXTS`` characters a text is left out with a finding.
Source: Inline XBRL 1.1 (Recommendation 2013-11-18).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from titre.kernel.errors import shorten
from titre.kernel.findings import Finding, Severity, mismatch
from titre.kernel.messages import count, say
from titre.sources.rows import SourceKind
from titre.sources.transformations import rule
from titre.sources.xbrl.contexts import Fault
from titre.sources.xbrl.inline_pages import Page, page_of, reports_of
from titre.sources.xbrl.inline_text import Texts
from titre.sources.xbrl.namespaces import XSI
from titre.sources.xbrl.numbers import decimals_of_precision, number, scale_of
from titre.sources.xbrl.plain_text import line_of, lines_of, text_of
from titre.sources.xbrl.report import (
    Draft,
    Report,
    accession_of,
    attributes_of,
    line_number,
    place_of,
    primary_of,
)
from titre.sources.xbrl.xml import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from lxml.etree import _Element

    from titre.kernel.findings import Place
    from titre.kernel.messages import Message
    from titre.sources.documents import Document
    from titre.sources.rows import Yield
    from titre.sources.xbrl.contexts import Context

_NIL = f"{{{XSI}}}nil"
_TRUE = ("true", "1")
_SIGNS = (None, "-")
_LONGEST_SHOWN = 1000
"""characters of a text that a rule may read; the rules search, and time must not grow with a whole page"""


def read_inline_xbrl(
    documents: Sequence[Document], *, accession: str | None = None, filed: date | None = None
) -> Iterator[Yield]:
    """Yield the facts of a filing's pages, the filing and the names they give, and what is wrong with them.

    Args:
        documents: the inline XBRL documents of one filing.
        accession: its accession number; otherwise a name or folder tells, see ``accession_of``.
        filed: the day it was filed, which it does not tell itself.

    Raises:
        DocumentUnreadable: the bytes cannot be got.
    """
    pages: list[Page] = []
    for document in documents:
        tree = parse(document)
        page = tree if isinstance(tree, Finding) else page_of(tree)
        if isinstance(page, Finding):
            yield page
        else:
            pages.append(page)
    if not pages:
        return
    accession, warning = accession_of([page.tree.document for page in pages], accession)
    if warning is not None:
        yield warning
    primary = primary_of(pages[0].tree.document)
    for together in reports_of(pages):
        yield from _Reading(together).rows(accession, filed, primary)


class _Reading:
    """The reading of the pages of one report."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._report = Report(SourceKind.INLINE_XBRL)
        self._texts = Texts(pages, self._report.findings)
        self._blocks: list[tuple[int, Page, _Element]] = []
        """marked-up facts by the index of their draft: read last, because it changes the pages"""

    def rows(self, accession: str, filed: date | None, primary: str | None) -> Iterator[Yield]:
        """Yield the rows of the report."""
        report = self._report
        for page in self._pages:
            for context in page.contexts:
                report.add_context(page.tree, context)
            for unit in page.units:
                report.add_unit(page.tree, unit)
        target = self._target()
        self._texts.leave_out()
        for page in self._pages:
            for element in page.facts:
                if element.get("target") == target:
                    self._fact(page, element)
        self._read_blocks()
        report.footnotes = self._texts.footnotes()
        self._texts.report_unused()
        if not report.drafts and not report.missing:
            place = self._pages[0].tree.document.place()
            yield Finding(place, say("no facts, expected some"), severity=Severity.WARNING)
        yield from report.rows(accession, filed, primary)

    def _target(self) -> str | None:
        """Return the target document that is read: the default one, or the only one if none is default.

        Facts of the others belong to another report by the same pages; they are told, not mixed in.
        """
        numbers: dict[str | None, int] = {}
        for page in self._pages:
            for element in page.facts:
                target = element.get("target")
                numbers[target] = numbers.get(target, 0) + 1
        chosen = None if None in numbers or len(numbers) != 1 else next(iter(numbers))
        for target, facts in numbers.items():
            if target != chosen:
                message = say(
                    "the target {target} is another report of the same pages; {facts}",
                    target=repr(shorten(target or "")),
                    facts=count("{number} fact is not taken", "{number} facts are not taken", facts),
                )
                place = self._pages[0].tree.document.place()
                self._report.findings.append(Finding(place, message, severity=Severity.WARNING))
        return chosen

    def _fact(self, page: Page, element: _Element) -> None:
        report, given = self._report, attributes_of(element)
        if page.tuples and page.in_tuple(element):
            expected = say("an item; tuples and their items are not read")
            report.missed("tuple", place_of(page.tree.document, element), Fault(say("a tuple"), expected))
            return
        context = report.context(page.tree, element, given.get("contextRef"))
        if context is None:
            return
        bound = page.bound(element)
        written = given.get("name", "")
        concept = report.prefixes.qualified(written, bound) if ":" in written else None
        if concept is None:
            place = place_of(page.tree.document, element)
            report.findings.append(mismatch(place, written, say("the name of a concept, its prefix bound")))
            return
        fact = _Fact(page, element, given, context, concept, bound)
        tag = element.tag
        if tag == page.numeric:
            self._numeric(fact)
        elif tag == page.textual:
            self._textual(fact)
        else:
            expected = say("a number; fractions are not read")
            report.missed("fraction", fact.place(), Fault(written, expected))

    def _numeric(self, fact: _Fact) -> None:
        given = fact.given
        unit = self._report.unit(fact.page.tree, fact.element, given.get("unitRef"))
        if unit is None:
            return
        value = None
        if given.get(_NIL) not in _TRUE:
            value = self._value(fact)
            if value is None:
                return
        decimals = given.get("decimals")
        if decimals is None and "precision" in given:
            decimals = decimals_of_precision(given["precision"].strip(), value)
        self._report.drafts.append(fact.draft(value, unit, None, decimals))

    def _value(self, fact: _Fact) -> Decimal | None:
        """Return the number of an ``ix:nonFraction``, or None, which is then a finding."""
        shown, given = text_of(fact.element), fact.given
        written = self._transformed(fact, shown)
        if written is None:
            return None
        sign, scale = given.get("sign"), scale_of(given.get("scale", "0"))
        if sign not in _SIGNS or scale is None:
            got = say("sign {sign} and scale {scale}", sign=repr(sign), scale=repr(given.get("scale")))
            self._refuse(fact, got, say("the sign '-' or none, and a whole number as scale"))
            return None
        value = number(written.strip(), scale, negative=sign is not None)
        if value is None:
            self._refuse(fact, shown.strip(), say("a number of at most 38 digits"))
        return value

    def _textual(self, fact: _Fact) -> None:
        text, given = None, fact.given
        if given.get(_NIL) not in _TRUE:
            if given.get("escape") in _TRUE and "format" not in given:
                self._blocks.append((len(self._report.drafts), fact.page, fact.element))
            else:
                shown = self._texts.content(fact.page, fact.element)
                text = self._transformed(fact, shown)
                # A text that its rule cannot read is kept as the page shows it: the finding tells.
                text = line_of(shown if text is None else text)
        self._report.drafts.append(fact.draft(None, None, text, None))

    def _transformed(self, fact: _Fact, shown: str) -> str | None:
        """Return the value that a text stands for by its element's format, or None, with a finding."""
        name = fact.given.get("format")
        if name is None:
            return shown
        prefix, _, local = name.strip().rpartition(":")
        read = rule(fact.bound.get(prefix or None, ""), local)
        if read is None:
            self._refuse(fact, name, say("a format of a transformation registry, its prefix bound"))
            return None
        value = read(shown) if len(shown) <= _LONGEST_SHOWN else None
        if value is None:
            self._refuse(fact, shown, say("what the format {format} reads", format=name))
        return value

    def _refuse(self, fact: _Fact, got: Message | str, expected: Message) -> None:
        self._report.findings.append(mismatch(fact.place(), got, expected, subject=fact.concept))

    def _read_blocks(self) -> None:
        self._texts.break_blocks()
        drafts = self._report.drafts
        for index, page, element in self._blocks:
            content = self._texts.content(page, element)
            drafts[index] = drafts[index]._replace(text=lines_of(content))


class _Fact(NamedTuple):
    """An element that states a fact, and what is known of it so far."""

    page: Page
    element: _Element
    given: dict[str, str]
    """the element's attributes"""
    context: Context
    concept: str
    bound: Mapping[str | None, str]
    """the namespaces in scope, by prefix"""

    def place(self) -> Place:
        return place_of(self.page.tree.document, self.element)

    def draft(self, value: Decimal | None, unit: str | None, text: str | None, decimals: str | None) -> Draft:
        file, line, anchor = (
            self.page.tree.document.name,
            line_number(self.element),
            self.given.get("id"),
        )
        return Draft(self.context, self.concept, value, unit, text, decimals, file, line, anchor)
