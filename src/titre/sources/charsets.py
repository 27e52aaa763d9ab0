"""In which encoding is a text written? As it declares, in the order of the HTML standard (§13.2.3.2).

A byte order mark counts first, then what came with the text (HTTP's ``charset``), then what a page says of
itself. What declares nothing is UTF-8.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LABEL = rb"\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.-]{1,40})"
_META = re.compile(rb"<meta[^<>]{0,300}?charset" + _LABEL, re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^<>]{0,200}?encoding" + _LABEL, re.IGNORECASE)
_SEARCHED = 1024
"""bytes in which a page must declare its encoding (HTML §4.2.5.4)"""
_WESTERN = "cp1252"
_READ_AS_WESTERN = frozenset({"ascii", "iso8859-1"})
"""encodings in whose name pages are written in Windows' superset of them (https://encoding.spec.whatwg.org)"""


def decoded(data: bytes, declared: str | None = None) -> str:
    """Return a text; bytes that a page's encoding does not know become U+FFFD, as browsers show them.

    Raises:
        UnicodeDecodeError: the text declares nothing and is no UTF-8, so it would have to be guessed.
    """
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return data.decode(marked, "replace")
    in_page = None
    if data[:_SEARCHED].lstrip().startswith(b"<"):
        # A text that merely speaks of a page's encoding declares nothing.
        in_page = _META.search(data, 0, _SEARCHED) or _XML.match(data, 0, _SEARCHED)
    for label in (declared, in_page[1].decode("ascii") if in_page else None):
        if label is not None and (encoding := _known(label)) is not None:
            return data.decode(encoding, "replace")
    return data.decode("utf-8")


def _known(label: str) -> str | None:
    """Return the encoding of a label, or None where it names none that holds text."""
    try:
        # The codecs of Python that turn bytes into bytes (``zlib``, ``hex``) are no encodings of text.
        name = codecs.lookup(label).name
        "".encode(name)
    except (LookupError, ValueError):
        return None
    return _WESTERN if name in _READ_AS_WESTERN else name
