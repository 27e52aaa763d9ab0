r"""What of a text may reach a terminal, or a spreadsheet? What either would obey is written out, or quoted.

A name of a file, a label of a filing or a sentence of an article may hold control characters that colour a
terminal, retitle its window or overwrite what stands above. They are shown as Python writes them: ``\x1b``.
"""

from __future__ import annotations

import re

_OBEYED = re.compile(
    # C0 and C1 controls, the separators of lines and paragraphs, what turns the direction of writing (which
    # can make one name look like another), the byte order mark, and bytes that are no UTF-8 (PEP 383).
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_OBEYED_IN_LINES = re.compile(_OBEYED.pattern.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f"))

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""what no document may hold: controls other than white space, halves of pairs, what is no character"""


def presentable(text: str) -> str:
    """Return a text that any document may hold, as long as before: U+FFFD in the place of what none may."""
    return _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", text)


def printable(text: str) -> str:
    """Return a text as one line that a terminal only shows."""
    return _OBEYED.sub(_written_out, text)


def printable_lines(text: str) -> str:
    """Return a text that a terminal only shows, its line breaks and tabs kept."""
    return _OBEYED_IN_LINES.sub(_written_out, text)


def printable_json(text: str) -> str:
    """Return a JSON text that says the same and that a terminal only shows."""
    return _OBEYED_IN_LINES.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def inert(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _written_out(match: re.Match[str]) -> str:
    code = ord(match.group())
    # A byte of a file's name that is no UTF-8 stands in a text as U+DC80 to U+DCFF (PEP 383).
    byte = code - 0xDC00 if 0xDC80 <= code <= 0xDCFF else code  # noqa: PLR2004 - the range just named
    return f"\\x{byte:02x}" if byte <= 0xFF else f"\\u{byte:04x}"  # noqa: PLR2004 - what two digits hold
