"""What does Titre record of faulty data? A finding: where, what was got and what was expected.

A finding never stops the rest: the reader goes on, and the command that asked shows the list at its end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from titre.kernel.errors import shorten
from titre.kernel.messages import Message, say
from titre.kernel.printing import printable


class Severity(StrEnum):
    """Whether a finding means that something could not be taken (``error``) or only that it is odd."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file (``archive.zip!member`` inside an archive) and a position in it.

    ``at`` is a line (``line 3, column cik``), a JSON path or an element, in words that a person can follow.
    """

    file: str
    at: str = ""

    def render(self, language: str = "en") -> str:
        """Return the place; the words for lines, columns and bytes are those of a language."""
        at = self.at_in(language)
        return f"{self.file}: {at}" if at else self.file

    def at_in(self, language: str) -> str:
        """Return the position alone, in a language."""
        counted = _COUNTED.match(self.at)
        if counted is None:
            return self.at
        word = _COUNTED_WORDS[counted["what"]]
        told = [Message(word.template, {"at": counted["at"]}).render(language)]
        rest = self.at[counted.end() :]
        if rest:
            told.append(Place("", rest).at_in(language))
        return ", ".join(told)

    def __str__(self) -> str:
        return self.render()


_COUNTED = re.compile(r"(?P<what>line|column|byte) (?P<at>[^,]{1,200})(?:, |\Z)")
_COUNTED_WORDS = {"line": say("line {at}"), "column": say("column {at}"), "byte": say("byte {at}")}
"""in which words a place is counted; told by their first one, as a place is made where no reader is known"""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something faulty in data: where it stands, what is wrong, and which object it is about."""

    where: Place
    message: Message
    subject: str = ""
    severity: Severity = Severity.ERROR

    def render(self, language: str = "en") -> str:
        """Return the finding as one line, of which a terminal obeys nothing."""
        at = f": {shorten(self.where.at_in(language), _SHOWN_AT)}" if self.where.at else ""
        subject = f" ({shorten(self.subject, _SHOWN_AT)})" if self.subject else ""
        message = shorten(_BREAKS.sub(" ", self.message.render(language)), _SHOWN_MESSAGE)
        file = shorten(self.where.file, _SHOWN_MESSAGE)
        return printable(f"{file}{at}: {message}{subject}")

    def __str__(self) -> str:
        return self.render()


_SHOWN_AT = 200
_SHOWN_MESSAGE = 1000
"""characters that are shown of a place, a subject and a message: a hostile key may have a million"""
_BREAKS = re.compile(r"\s*[\n\r]\s*")


def mismatch(where: Place, got: object, expected: Message, *, subject: str = "") -> Finding:
    """Return the finding that something other than the expected was got."""
    shown = got if isinstance(got, Message) else repr(shorten(got)) if isinstance(got, str) else got
    return Finding(where, say("got {got}, expected {expected}", got=shown, expected=expected), subject)
