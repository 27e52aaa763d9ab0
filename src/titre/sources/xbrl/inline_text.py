"""What does the text of an inline XBRL element say? Its own, that of its continuations, without exclusions.

A chain of continuations is followed once, in linear time; a link that was followed before, a cycle
included, ends it with a finding. Source: Inline XBRL 1.1 §4 (continuation), §6 (exclude), §7 (footnote).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.findings import Finding, Severity, mismatch
from titre.kernel.messages import count, say
from titre.sources.xbrl.plain_text import break_blocks, lines_of, text_of
from titre.sources.xbrl.report import place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from titre.sources.xbrl.inline_pages import Page

_TEXTS = 128 << 20
"""characters that the texts of one report may have together"""


class Texts:
    """The texts of the pages of one report."""

    def __init__(self, pages: Sequence[Page], findings: list[Finding]) -> None:
        self._pages = pages
        self._findings = findings
        self._left = _TEXTS
        self._followed: set[str] = set()
        self._continuations: dict[str, tuple[Page, _Element]] = {}
        for page in pages:
            for element in page.continuations:
                self._continuations.setdefault(element.get("id") or "", (page, element))

    def leave_out(self) -> None:
        """Take what is excluded off the pages; facts in it keep their own text."""
        for page in self._pages:
            for element in page.excluded:
                element.text = None
                for child in list(element):
                    element.remove(child)

    def break_blocks(self) -> None:
        """Put a line break after each block of the pages."""
        for page in self._pages:
            break_blocks(page.tree.root)

    def content(self, page: Page, element: _Element) -> str:
        """Return the text of an element and of its continuations; nothing once the budget is spent."""
        if self._left < 0:
            self._leave_out_text(page, element)
            return ""
        pieces = [text_of(element)]
        at, last = page, element
        while (following := last.get("continuedAt")) is not None:
            found = self._continuations.get(following)
            if found is None or following in self._followed:
                expected = (
                    say("the id of a continuation in the report")
                    if found is None
                    else say("a continuation that continues one element, not itself")
                )
                self._findings.append(mismatch(place_of(at.tree.document, last), following, expected))
                break
            self._followed.add(following)
            at, last = found
            pieces.append(text_of(last))
        text = "".join(pieces)
        self._left -= len(text)
        if self._left < 0:
            self._leave_out_text(page, element)
            return ""
        return text

    def footnotes(self) -> dict[str, list[str]]:
        """Return the texts of footnotes by the id of the fact they belong to."""
        notes: dict[str, str] = {}
        for page in self._pages:
            for element in page.footnotes:
                notes[element.get("id") or ""] = lines_of(self.content(page, element))
        by_fact: dict[str, list[str]] = {}
        for page in self._pages:
            for element in page.relationships:
                texts = [notes[name] for name in (element.get("toRefs") or "").split() if name in notes]
                for fact in (element.get("fromRefs") or "").split():
                    by_fact.setdefault(fact, []).extend(texts)
            for element in page.facts:
                # Inline XBRL 1.0 has no relationships: the fact itself names its footnotes.
                named = element.get("footnoteRefs")
                if named is not None:
                    texts = [notes[name] for name in named.split() if name in notes]
                    by_fact.setdefault(element.get("id") or "", []).extend(texts)
        return by_fact

    def report_unused(self) -> None:
        """Note the continuations that continue nothing."""
        unused = len(self._continuations.keys() - self._followed)
        if unused:
            message = count(
                "{number} continuation continues nothing; its text is not taken",
                "{number} continuations continue nothing; their text is not taken",
                unused,
            )
            place = self._pages[0].tree.document.place()
            self._findings.append(Finding(place, message, severity=Severity.WARNING))

    def _leave_out_text(self, page: Page, element: _Element) -> None:
        got = say("more than {size} characters of text in one report", size=_TEXTS)
        expected = say("less; the text here is left out")
        self._findings.append(mismatch(place_of(page.tree.document, element), got, expected))
