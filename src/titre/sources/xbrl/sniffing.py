"""Is a document an XBRL report? Told from its first bytes, without parsing."""

from __future__ import annotations

import re

_INLINE = re.compile(rb"http://www\.xbrl\.org/20(?:13|08)/inlineXBRL(?![/\w])")
_INSTANCE = re.compile(rb"<(?:[\w.\-]+:)?xbrl[\s>]")
_ROOT = re.compile(rb"<(?![?!])")


def is_inline_xbrl(head: bytes) -> bool:
    """Return whether the first bytes (64 kB are enough) are those of an inline XBRL document."""
    return _INLINE.search(_narrow(head)) is not None


def is_xbrl_instance(head: bytes) -> bool:
    """Return whether the first bytes (64 kB are enough) are those of an XBRL 2.1 instance."""
    narrow = _narrow(head)
    root = _ROOT.search(narrow, _after_comments(narrow))
    return root is not None and _INSTANCE.match(narrow, root.start()) is not None


def _narrow(head: bytes) -> bytes:
    """Return the bytes of a text in two-byte characters as if they were written in one byte each."""
    return head.replace(b"\0", b"") if b"\0" in head[:8] else head


def _after_comments(head: bytes) -> int:
    position = 0
    while True:
        start, root = head.find(b"<!--", position), _ROOT.search(head, position)
        if start < 0 or root is None or root.start() < start:
            return position
        end = head.find(b"-->", start)
        if end < 0:
            return len(head)
        position = end + 3
