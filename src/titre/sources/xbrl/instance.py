"""What does a plain XBRL 2.1 instance hold? Every item as a fact, with its context, unit and footnotes.

All of EDGAR's reports before 2019 are of this kind, and so are the instances that EDGAR extracts from
inline documents (``…_htm.xml``). Taxonomies are not read: an item is numeric where it refers to a unit.
Tuples, which no filer of EDGAR may use, are not taken. A ``precision`` is told as the ``decimals`` that it
amounts to, so that accuracy has one spelling. Source: XBRL 2.1 (Recommendation 2003-12-31).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.findings import Finding, Severity, mismatch
from titre.kernel.messages import say
from titre.sources.rows import SourceKind
from titre.sources.xbrl.contexts import Fault
from titre.sources.xbrl.namespaces import LINK, XBRLI, XLINK, XSI
from titre.sources.xbrl.numbers import decimals_of_precision, number
from titre.sources.xbrl.plain_text import text_of, without_markup
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
    from collections.abc import Iterator
    from datetime import date

    from lxml.etree import _Element

    from titre.sources.documents import Document
    from titre.sources.rows import Yield
    from titre.sources.xbrl.xml import Tree

_NIL = f"{{{XSI}}}nil"
_CONTEXT = f"{{{XBRLI}}}context"
_UNIT = f"{{{XBRLI}}}unit"
_FOOTNOTES = f"{{{LINK}}}footnoteLink"
_OWN = (f"{{{XBRLI}}}", f"{{{LINK}}}")
_TRUE = ("true", "1")
_LABEL = f"{{{XLINK}}}label"


def read_xbrl(
    document: Document, *, accession: str | None = None, filed: date | None = None
) -> Iterator[Yield]:
    """Yield the facts of an instance, its filing and the names it gives, and what is wrong with it.

    Args:
        document: the instance.
        accession: its accession number; otherwise its name or a folder above it tells, see ``accession_of``.
        filed: the day it was filed, which it does not tell itself.

    Raises:
        DocumentUnreadable: the bytes cannot be got.
    """
    tree = parse(document)
    if isinstance(tree, Finding):
        yield tree
        return
    if tree.root.tag != f"{{{XBRLI}}}xbrl":
        yield mismatch(document.place("line 1"), tree.root.tag, say("an XBRL instance"))
        return
    accession, warning = accession_of([document], accession)
    if warning is not None:
        yield warning
    report = Report(SourceKind.XBRL)
    _read(report, tree)
    if not report.drafts and not report.missing:
        yield Finding(document.place(), say("no facts, expected some"), severity=Severity.WARNING)
    yield from report.rows(accession, filed, primary_of(document))


def _read(report: Report, tree: Tree) -> None:
    items: list[_Element] = []
    for element in tree.root.iterchildren("*"):
        tag = element.tag
        if tag == _CONTEXT:
            report.add_context(tree, element)
        elif tag == _UNIT:
            report.add_unit(tree, element)
        elif tag == _FOOTNOTES:
            _footnotes(report, element)
        elif not tag.startswith(_OWN):
            items.append(element)
    concepts: dict[str, str] = {}
    for element in items:
        tag = element.tag
        concept = concepts.get(tag)
        if concept is None:
            namespace, _, local = tag.rpartition("}")
            concept = f"{report.prefixes.of(namespace[1:], element.prefix)}:{local}"
            concepts[tag] = concept
        _item(report, tree, element, concept)


def _item(report: Report, tree: Tree, element: _Element, concept: str) -> None:
    given = attributes_of(element)
    if "contextRef" not in given:
        expected = say("an item with a contextRef; tuples are not read")
        report.missed("tuple", place_of(tree.document, element), Fault(concept, expected))
        return
    context = report.context(tree, element, given["contextRef"])
    if context is None:
        return
    unit = value = text = None
    nil = given.get(_NIL) in _TRUE
    if "unitRef" in given:
        unit = report.unit(tree, element, given["unitRef"])
        if unit is None:
            return
        if not nil:
            # An item with elements in it is a fraction, or none.
            value = None if len(element) else number((element.text or "").strip())
            if value is None:
                _no_number(report, tree, element, concept)
                return
    elif not nil:
        text = without_markup(text_of(element))
    decimals = given.get("decimals")
    if decimals is None and "precision" in given:
        decimals = decimals_of_precision(given["precision"].strip(), value)
    at, line = given.get("id"), line_number(element)
    file = tree.document.name
    report.drafts.append(Draft(context, concept, value, unit, text, decimals, file, line, at))


def _no_number(report: Report, tree: Tree, element: _Element, concept: str) -> None:
    place = place_of(tree.document, element)
    if element.find(f"{{{XBRLI}}}numerator") is not None:
        report.missed("fraction", place, Fault(concept, say("a number; fractions are not read")))
        return
    written = text_of(element).strip()
    report.findings.append(mismatch(place, written, say("a number of at most 38 digits"), subject=concept))


def _footnotes(report: Report, link: _Element) -> None:
    """Take the footnotes of one extended link: locators, notes and the arcs between them (XBRL 2.1 §4.11)."""
    facts: dict[str, list[str]] = {}
    notes: dict[str, list[str]] = {}
    for locator in link.iterchildren(f"{{{LINK}}}loc"):
        _, _, anchor = (locator.get(f"{{{XLINK}}}href") or "").partition("#")
        facts.setdefault(locator.get(_LABEL) or "", []).append(anchor)
    for note in link.iterchildren(f"{{{LINK}}}footnote"):
        notes.setdefault(note.get(_LABEL) or "", []).append(without_markup(text_of(note)))
    for arc in link.iterchildren(f"{{{LINK}}}footnoteArc"):
        for anchor in facts.get(arc.get(f"{{{XLINK}}}from") or "", ()):
            texts = notes.get(arc.get(f"{{{XLINK}}}to") or "", ())
            report.footnotes.setdefault(anchor, []).extend(texts)
