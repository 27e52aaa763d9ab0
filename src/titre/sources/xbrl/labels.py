"""What does a filer call its own concepts? The labels of a filing's label linkbase, for its own schemas.

Labels of standard concepts are passed over: a filer may call Revenues "Net sales", and its word must not
stand for everybody's. Sources: XBRL 2.1 §5.2.2, XLink 1.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from titre.sources.rows import ConceptRow
from titre.sources.xbrl.namespaces import LINK, XLINK, XSD, standard_prefix
from titre.sources.xbrl.plain_text import line_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from titre.sources.xbrl.xml import Tree

_STANDARD_LABEL = "http://www.xbrl.org/2003/role/label"
_DOCUMENTATION = "http://www.xbrl.org/2003/role/documentation"
_LABEL = f"{{{XLINK}}}label"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class _Texts(NamedTuple):
    label: str | None = None
    description: str | None = None


def concepts_of(schemas: Sequence[Tree], linkbases: Sequence[Tree]) -> Iterator[ConceptRow]:
    """Yield the concepts that a filing's schemas declare and its linkbases label in English or first."""
    declared: dict[str, str] = {}
    for schema in schemas:
        declared |= _declared(schema)
    texts: dict[str, _Texts] = {}
    for linkbase in linkbases:
        for link in linkbase.root.iter(f"{{{LINK}}}labelLink"):
            _read_link(link, declared, texts)
    for concept, found in texts.items():
        yield ConceptRow(concept, found.label, found.description)


def _declared(schema: Tree) -> Mapping[str, str]:
    """Return a schema's concepts by ``file#id``, as facts of the same filing name them."""
    root = schema.root
    namespace = root.get("targetNamespace")
    prefix = next((prefix for prefix, bound in root.nsmap.items() if prefix and bound == namespace), None)
    if namespace is None or prefix is None or standard_prefix(namespace) is not None:
        return {}
    file = schema.document.stem.rpartition("/")[2]
    return {
        f"{file}#{element.get('id')}": f"{prefix}:{element.get('name')}"
        for element in root.iterchildren(f"{{{XSD}}}element")
        if element.get("id") and element.get("name")
    }


def _read_link(link: _Element, declared: Mapping[str, str], texts: dict[str, _Texts]) -> None:
    located: dict[str, str] = {}
    for locator in link.iterchildren(f"{{{LINK}}}loc"):
        path, _, anchor = unquote(locator.get(f"{{{XLINK}}}href") or "").partition("#")
        concept = declared.get(f"{path.rpartition('/')[2]}#{anchor}")
        if concept is not None:
            located[locator.get(_LABEL) or ""] = concept
    labels: dict[str, list[_Element]] = {}
    for label in link.iterchildren(f"{{{LINK}}}label"):
        labels.setdefault(label.get(_LABEL) or "", []).append(label)
    for arc in link.iterchildren(f"{{{LINK}}}labelArc"):
        concept = located.get(arc.get(f"{{{XLINK}}}from") or "")
        if concept is not None:
            for label in labels.get(arc.get(f"{{{XLINK}}}to") or "", ()):
                texts[concept] = _with(texts.get(concept, _Texts()), label)


def _with(texts: _Texts, label: _Element) -> _Texts:
    role = label.get(f"{{{XLINK}}}role") or _STANDARD_LABEL
    english = (label.get(_LANGUAGE) or "en").lower().startswith("en")
    text = line_of(text_of(label)) or None
    if role == _STANDARD_LABEL and (english or texts.label is None):
        return texts._replace(label=text)
    if role == _DOCUMENTATION and (english or texts.description is None):
        return texts._replace(description=text)
    return texts
