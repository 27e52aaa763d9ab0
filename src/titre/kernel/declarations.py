"""What does a TOML file that people edit declare, and at which line does each entry stand?

``tomllib`` forgets where a key stood; a fault in a file that a person edits is told with its line.
Source: TOML 1.0.0.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from titre.kernel.errors import TitreError
from titre.kernel.findings import Place
from titre.kernel.messages import Lines, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from titre.kernel.findings import Finding
    from titre.kernel.messages import Message

_TABLE = re.compile(r"\s*\[{1,2}\s*(?P<keys>[^\]]+?)\s*\]{1,2}\s*(?:#.*)?")
_PAIR = re.compile(r"""\s*(?P<keys>(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*=""")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")
_POSITION = re.compile(r"\(at line (?P<line>\d+), column (?P<column>\d+)\)")


class DeclarationFaulty(TitreError):
    """A file that people edit has faults; all of them are told at once, each with its line."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(say("{faults}", faults=Lines(self.findings)))


class DeclarationUnreadable(TitreError):
    """A file that people edit is no TOML, or is not there."""

    def __init__(self, place: Place, reason: Message) -> None:
        self.place, self.reason = place, reason
        super().__init__(say("{place}: {reason}", place=place, reason=reason))


@dataclass(frozen=True, slots=True)
class Declaration:
    """The content of a TOML file, and its text, which tells the line of each key."""

    file: str
    data: dict[str, Any]
    text: str

    def place(self, *keys: str) -> Place:
        """Return where a key stands; a key inside a value has the place of the value."""
        # Looked for only here: most files have no fault.
        lines = _lines(self.text)
        for length in range(len(keys), 0, -1):
            line = lines.get(keys[:length])
            if line is not None:
                return Place(self.file, f"line {line}, {'.'.join(keys)}")
        return Place(self.file, ".".join(keys))


def read_declaration(path: Path, *, name: str | None = None) -> Declaration:
    """Return what a TOML file declares; ``name`` is how messages call it, its path by default.

    Raises:
        DeclarationUnreadable: the file is not there, is no UTF-8 or no TOML.
    """
    file = name or str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DeclarationUnreadable(Place(file, f"byte {error.start}"), say("expected UTF-8")) from error
    except OSError as error:
        reason = say("cannot be read: {detail}", detail=error.strerror or str(error))
        raise DeclarationUnreadable(Place(file), reason) from error
    return parse_declaration(file, text)


def parse_declaration(file: str, text: str) -> Declaration:
    """Return what a TOML text declares.

    Raises:
        DeclarationUnreadable: the text is no TOML.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        position = _POSITION.search(str(error))
        at = f"line {position['line']}, column {position['column']}" if position else ""
        detail = _POSITION.sub("", str(error)).strip()
        raise DeclarationUnreadable(Place(file, at), say("no TOML: {detail}", detail=detail)) from error
    return Declaration(file, data, text)


@lru_cache(maxsize=8)
def _lines(text: str) -> dict[tuple[str, ...], int]:
    found: list[tuple[tuple[str, ...], int]] = []
    table: tuple[str, ...] = ()
    delimiter = ""
    for number, line in enumerate(text.splitlines(), 1):
        # A line inside a text of several lines declares nothing.
        if delimiter:
            delimiter = "" if delimiter in line else delimiter
            continue
        delimiter = next((mark for mark in ('"""', "'''") if line.count(mark) == 1), "")
        if header := _TABLE.fullmatch(line):
            table = _keys(header["keys"])
            found += [(table[:length], number) for length in range(1, len(table) + 1)]
        elif pair := _PAIR.match(line):
            found.append((table + _keys(pair["keys"]), number))
    # The first place of a key counts: a table that is opened again by a sub-table keeps its own.
    return dict(found[::-1])


def _keys(dotted: str) -> tuple[str, ...]:
    return tuple(key.strip("\"'") for key in _KEY.findall(dotted))
