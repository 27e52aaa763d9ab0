"""Is a document well-formed XML that is safe to read? Its tree, or the one finding that says why not.

Nothing outside the document is ever fetched and no entity is ever expanded: a document that declares
entities of its own is refused before the parser sees it (billion laughs, external entities), because the
parser expands them in attributes whatever its settings are. A document that ends early is refused whole:
its last number could have been cut, and a wrong number is worse than none.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from titre.kernel.findings import Finding, mismatch
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from titre.kernel.messages import Message
    from titre.sources.documents import Document

LARGEST = 256 << 20
"""bytes of one XML document: its tree takes some six times as much memory; EDGAR's largest reach 150 MB"""

_MISCELLANEOUS = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->)", re.DOTALL)
_DOCTYPE = re.compile(
    rb"""\s*<!DOCTYPE[^\[>"']*(?:"[^"]*"[^\[>"']*|'[^']*'[^\[>"']*)*(?P<next>[\[>]?)""", re.IGNORECASE
)
_DECLARATION = re.compile(rb"""xmlns(?::([\w.\-]+))?\s*=\s*["']([^"'&<]*)["']""")
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_BOM = b"\xef\xbb\xbf"


class Tree(NamedTuple):
    """A parsed document."""

    document: Document
    root: _Element
    bound: Mapping[str | None, str]
    """the namespaces that the root binds, by prefix"""
    flat: bool
    """whether a prefix means the same everywhere, as nearly always; asking an element for it is slow"""


def parse(document: Document) -> Tree | Finding:
    """Return the tree of a document without its comments, or what keeps it from having one.

    Raises:
        DocumentUnreadable: the bytes cannot be got, or are more than ``LARGEST``.
    """
    from lxml import etree

    data = document.read(LARGEST)
    fault = _fault(data)
    if fault is not None:
        return mismatch(document.place("line 1"), *fault)
    # The limits of libxml2 on size are lifted: what they guard against is refused above.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        place = document.place(f"line {line}, column {column}")
        detail = (error.msg or "").partition(", line ")[0]
        return mismatch(place, detail, say("well-formed XML"))
    except (LookupError, ValueError) as error:
        return mismatch(document.place("line 1"), str(error), say("well-formed XML"))
    if root.getroottree().docinfo.internalDTD is not None:
        _spell_out(root)
    bound = dict(root.nsmap)
    return Tree(document, root, bound, _is_flat(data, bound))


def _is_flat(data: bytes, bound: Mapping[str | None, str]) -> bool:
    """Return whether no element binds a prefix but as the root does."""
    declared = data.count(b"xmlns")
    if declared == len(bound):
        return True
    found = _DECLARATION.findall(data)
    return len(found) == declared and all(
        bound.get(prefix.decode("ascii", "replace") or None) == namespace.decode("ascii", "replace")
        for prefix, namespace in found
    )


def _spell_out(root: _Element) -> None:
    """Put the characters that HTML names, ``&nbsp;``, in place of their names; other names stay as they are.

    A document type that is not fetched leaves them as nodes of their own, which texts would pass over.
    """
    from lxml import etree

    for first in list(root.iter(etree.Entity)):
        parent = first.getparent()
        if parent is None:
            continue
        before = first.getprevious()
        node: _Element | None = first
        pieces: list[str] = []
        while node is not None and node.tag is etree.Entity:
            pieces += (html.unescape(node.text or ""), node.tail or "")
            passed, node = node, node.getnext()
            parent.remove(passed)
        if before is None:
            parent.text = (parent.text or "") + "".join(pieces)
        else:
            before.tail = (before.tail or "") + "".join(pieces)


def _fault(data: bytes) -> tuple[Message | str, Message] | None:
    """Return what was got and what was expected where a document must not be parsed."""
    if not data.strip():
        return say("an empty document"), say("XML")
    position = 0
    for mark, encoding in _WIDE.items():
        if data.startswith(mark):
            data = data.decode(encoding, "replace").lstrip("\ufeff").encode()
    if data.startswith(_BOM):
        position = len(_BOM)
    while match := _MISCELLANEOUS.match(data, position):
        position = match.end()
    doctype = _DOCTYPE.match(data, position)
    if doctype is not None and doctype["next"] != b">":
        return say("entities or other declarations of its own (a bomb?)"), say("a document without any")
    rest = data[position : position + 60].lstrip()
    if not rest.startswith(b"<"):
        return rest.decode("ascii", "backslashreplace"), say("XML")
    return None
