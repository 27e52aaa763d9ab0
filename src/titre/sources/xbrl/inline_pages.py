"""What stands on an inline XBRL page, and which pages make one report?

A page is walked once; its elements are kept by kind. What their text says is told in ``inline_text``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from titre.kernel.findings import Finding, mismatch
from titre.kernel.messages import say
from titre.sources.xbrl.namespaces import INLINE, LINK, XBRLI, XLINK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

    from titre.sources.xbrl.xml import Tree


@dataclass(slots=True)
class Page:
    """A parsed page and its elements, each kind in the order of the document."""

    tree: Tree
    inline: str
    """the namespace of inline XBRL that the page uses"""
    contexts: list[_Element] = field(default_factory=list)
    units: list[_Element] = field(default_factory=list)
    facts: list[_Element] = field(default_factory=list)
    continuations: list[_Element] = field(default_factory=list)
    footnotes: list[_Element] = field(default_factory=list)
    relationships: list[_Element] = field(default_factory=list)
    excluded: list[_Element] = field(default_factory=list)
    tuples: list[_Element] = field(default_factory=list)
    schemas: set[str] = field(default_factory=set)
    _bound: dict[_Element, dict[str | None, str]] = field(default_factory=dict)

    @property
    def numeric(self) -> str:
        """The tag of numbers."""
        return f"{{{self.inline}}}nonFraction"

    @property
    def textual(self) -> str:
        """The tag of texts."""
        return f"{{{self.inline}}}nonNumeric"

    def bound(self, element: _Element) -> Mapping[str | None, str]:
        """Return the namespaces in scope at a fact, by prefix."""
        return self.tree.bound if self.tree.flat else self._bound[element]

    def in_tuple(self, element: _Element) -> bool:
        """Return whether a fact belongs to a tuple."""
        if element.get("tupleRef") is not None:
            return True
        return next(element.iterancestors(f"{{{self.inline}}}tuple"), None) is not None

    def note_bound(self) -> None:
        """Remember what is in scope at each fact, before parts of the page are taken off the tree."""
        if not self.tree.flat:
            self._bound = {element: element.nsmap for element in self.facts}


def page_of(tree: Tree) -> Page | Finding:
    """Return the page of a tree, or the finding that it is no inline XBRL."""
    inline = _inline_namespace(tree.root)
    if inline is None:
        return mismatch(tree.document.place("line 1"), tree.root.tag, say("a page with inline XBRL"))
    page = Page(tree, inline)
    kinds = {
        f"{{{XBRLI}}}context": page.contexts,
        f"{{{XBRLI}}}unit": page.units,
        f"{{{inline}}}nonFraction": page.facts,
        f"{{{inline}}}nonNumeric": page.facts,
        f"{{{inline}}}fraction": page.facts,
        f"{{{inline}}}continuation": page.continuations,
        f"{{{inline}}}footnote": page.footnotes,
        f"{{{inline}}}relationship": page.relationships,
        f"{{{inline}}}exclude": page.excluded,
        f"{{{inline}}}tuple": page.tuples,
    }
    schema = f"{{{LINK}}}schemaRef"
    for element in tree.root.iter(*kinds, schema):
        if element.tag == schema:
            page.schemas.add(element.get(f"{{{XLINK}}}href") or "")
        else:
            kinds[element.tag].append(element)
    page.note_bound()
    return page


def reports_of(pages: Sequence[Page]) -> list[list[Page]]:
    """Return the pages in groups of one report each.

    Ids are unique in a report: a page of other schemas whose contexts or units contradict a group's is none
    of its pages.
    """
    groups: list[list[Page]] = []
    for page in pages:
        for group in groups:
            if not _contradicts(page, group):
                group.append(page)
                break
        else:
            groups.append([page])
    return groups


def _contradicts(page: Page, group: Sequence[Page]) -> bool:
    schemas = {schema for other in group for schema in other.schemas}
    if not page.schemas or not schemas or page.schemas & schemas:
        return False
    ids = {element.get("id") for other in group for element in (*other.contexts, *other.units)}
    return any(element.get("id") in ids for element in (*page.contexts, *page.units))


def _inline_namespace(root: _Element) -> str | None:
    bound = set(root.nsmap.values())
    for namespace in INLINE:
        if namespace in bound or next(root.iter(f"{{{namespace}}}*"), None) is not None:
            return namespace
    return None
