"""What does a person read in a textual fact? Its words, without the markup around them.

Whole notes and tables are filed as marked-up blocks. Their plain text is kept, whole: it is what is
searched and quoted, and it is a third to a tenth of the markup's size. Cells and paragraphs stand on
lines of their own.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from titre.sources.xbrl.namespaces import XHTML

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = [
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
]
_MARKUP = re.compile(
    r"<(?:p|div|table|span|font|br|b|i|u|html|body|ul|ol|li|h[1-6]|a|center|sup|tr|td)\b", re.IGNORECASE
)


def break_blocks(root: _Element) -> None:
    """Put a line break after each block of a tree of XHTML, in the tree itself."""
    for element in root.iter(*(f"{{{XHTML}}}{name}" for name in _BLOCKS)):
        element.tail = "\n" + (element.tail or "")


def text_of(element: _Element) -> str:
    """Return the text in an element, without what follows it."""
    if not len(element):
        return element.text or ""
    from lxml import etree

    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def line_of(text: str) -> str:
    """Return a text on one line, its blanks run together."""
    return " ".join(text.split())


def lines_of(text: str) -> str:
    """Return a text without blank lines, the blanks of each line run together."""
    return "\n".join(line for line in map(line_of, text.split("\n")) if line)


def without_markup(text: str) -> str:
    """Return the plain text of what a plain instance holds as escaped markup, or the text on one line."""
    if not _MARKUP.search(text):
        return line_of(html.unescape(text)) if "&" in text else line_of(text)
    from lxml import html as parser
    from lxml.etree import LxmlError

    try:
        root = parser.fromstring(f"<div>{text}</div>")
    except (LxmlError, ValueError):
        return line_of(text)
    for element in root.iter(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
    return lines_of(text_of(root))
