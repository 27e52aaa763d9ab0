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

from typing import TYPE_CHECKING

from titre.kernel.errors import shorten
from titre.kernel.findings import Finding, Severity, mismatch
from titre.kernel.messages import count, say
from titre.sources.inline_pages import Page, page_of, reports_of
from titre.sources.inline_text import Texts
from titre.sources.rows import SourceKind
from titre.sources.transformations import rule
from titre.sources.xbrl.contexts import Fault
from titre.sources.xbrl.namespaces import XSI
from titre.sources.xbrl.numbers import decimals_of_precision, number, scale_of
from titre.sources.xbrl.plain_text import line_of, lines_of, text_of
from titre.sources.xbrl.report import Draft, Report, accession_of, line_number, place_of, primary_of
from titre.sources.xbrl.xml import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from lxml.etree import _Element

    from titre.sources.documents import Document
    from titre.sources.rows import Yield
    from titre.sources.xbrl.contexts import Context

_NIL = f"{{{XSI}}}nil"


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
        report = self._report
        if page.tuples and page.in_tuple(element):
            expected = say("an item; tuples and their items are not read")
            report.missed("tuple", place_of(page.tree.document, element), Fault(say("a tuple"), expected))
            return
        context = report.context(page.tree, element, element.get("contextRef"))
        if context is None:
            return
        bound = page.bound(element)
        written = element.get("name") or ""
        concept = report.prefixes.qualified(written, bound) if ":" in written else None
        if concept is None:
            place = place_of(page.tree.document, element)
            report.findings.append(mismatch(place, written, say("the name of a concept, its prefix bound")))
            return
        if element.tag == page.numeric:
            self._numeric(page, element, context, concept, bound)
        elif element.tag == page.textual:
            self._textual(page, element, context, concept, bound)
        else:
            expected = say("a number; fractions are not read")
            report.missed("fraction", place_of(page.tree.document, element), Fault(written, expected))

    def _numeric(
        self,
        page: Page,
        element: _Element,
        context: Context,
        concept: str,
        bound: Mapping[str | None, str],
    ) -> None:
        unit = self._report.unit(page.tree, element, element.get("unitRef"))
        if unit is None:
            return
        value = None
        if element.get(_NIL) not in ("true", "1"):
            value = self._value(page, element, concept, bound)
            if value is None:
                return
        decimals = element.get("decimals")
        if decimals is None and element.get("precision") is not None:
            decimals = decimals_of_precision(element.get("precision", "").strip(), value)
        self._draft(page, element, context, concept, value=value, unit=unit, decimals=decimals)

    def _value(
        self, page: Page, element: _Element, concept: str, bound: Mapping[str | None, str]
    ) -> Decimal | None:
        """Return the number of an ``ix:nonFraction``, or None, which is then a finding."""
        shown = text_of(element)
        written = self._transformed(page, element, shown, bound)
        sign, scale = element.get("sign"), scale_of(element.get("scale") or "0")
        place = place_of(page.tree.document, element)
        if written is None:
            return None
        if sign not in (None, "-") or scale is None:
            got = say("sign {sign} and scale {scale}", sign=repr(sign), scale=repr(element.get("scale")))
            expected = say("the sign '-' or none, and a whole number as scale")
            self._report.findings.append(mismatch(place, got, expected, subject=concept))
            return None
        value = number(written.strip(), scale, negative=sign == "-")
        if value is None:
            expected = say("a number of at most 38 digits")
            self._report.findings.append(mismatch(place, shown.strip(), expected, subject=concept))
        return value

    def _textual(
        self,
        page: Page,
        element: _Element,
        context: Context,
        concept: str,
        bound: Mapping[str | None, str],
    ) -> None:
        text = None
        if element.get(_NIL) not in ("true", "1"):
            if element.get("escape") in ("true", "1") and element.get("format") is None:
                self._blocks.append((len(self._report.drafts), page, element))
            else:
                shown = self._texts.content(page, element)
                text = self._transformed(page, element, shown, bound)
                # A text that its rule cannot read is kept as the page shows it: the finding tells.
                text = line_of(shown if text is None else text)
        self._draft(page, element, context, concept, text=text)

    def _transformed(
        self, page: Page, element: _Element, shown: str, bound: Mapping[str | None, str]
    ) -> str | None:
        """Return the value that a text stands for by its element's format, or None, with a finding."""
        name = element.get("format")
        if name is None:
            return shown
        prefix, _, local = name.strip().rpartition(":")
        read = rule(bound.get(prefix or None, ""), local)
        if read is None:
            got, expected = name, say("a format of a transformation registry, its prefix bound")
        else:
            value = read(shown)
            if value is not None:
                return value
            got, expected = shown, say("what the format {format} reads", format=name)
        place = place_of(page.tree.document, element)
        self._report.findings.append(mismatch(place, got, expected, subject=element.get("name") or ""))
        return None

    def _draft(
        self,
        page: Page,
        element: _Element,
        context: Context,
        concept: str,
        *,
        value: Decimal | None = None,
        unit: str | None = None,
        text: str | None = None,
        decimals: str | None = None,
    ) -> None:
        self._report.drafts.append(
            Draft(
                context,
                concept,
                value,
                unit,
                text,
                decimals,
                page.tree.document.name,
                line_number(element),
                element.get("id"),
            )
        )

    def _read_blocks(self) -> None:
        self._texts.break_blocks()
        drafts = self._report.drafts
        for index, page, element in self._blocks:
            content = self._texts.content(page, element)
            drafts[index] = drafts[index]._replace(text=lines_of(content))
