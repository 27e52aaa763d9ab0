"""What do records refuse?

::

    RecordError
     ├── ListError               a list cannot be made, read or found
     │    ├── ListThere          a new list would overwrite one
     │    ├── ListMissing        no list has that name
     │    ├── ListUnnameable     the name could be no file's and no letter's
     │    └── RowUnknown         no pick, or several, of a list is the one that was asked for
     ├── CommitmentError         a list cannot be committed or revealed
     │    ├── CommittedAlready   a list is committed once
     │    ├── ListEdited         a committed list is no longer as it was committed
     │    ├── NotCommitted       only what was committed can be revealed
     │    ├── RevealedAlready    a list is revealed once
     │    ├── Embargoed          a list is not revealed before its embargo ends, unless that is asked for
     │    └── ClockBackwards     the machine's clock stands before the newest entry of the log
     ├── DocumentRefused         a published document is not what it says it is: what was got, what expected
     ├── LogBroken               the desk's own log is cut, forked or damaged
     ├── VaultError              a private file cannot be read, written or opened
     │    ├── SecretsMissing     the salts or the key are gone
     │    ├── PassphraseWrong    a backup does not open
     │    └── PassphraseWeak     too short to protect anything
     ├── ReturnError             what a pick returned cannot be told
     │    ├── PriceMissing       a price that is needed is not there, or not to be trusted
     │    └── PartsDisagree      start and parts do not make the end: never shown as a number
     ├── StampError              a time stamp was not given, or does not hold
     └── LeakRefused             what would be shown gives names away

A fault in a list's files is a ``Finding``; they are told together, as ``DeclarationFaulty``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.errors import TitreError, shorten
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from titre.kernel.messages import Message


class RecordError(TitreError):
    """A list, its commitment or its record is not as it has to be."""


class ListError(RecordError):
    """A list cannot be made, read or found."""


class ListThere(ListError):
    """A new list would overwrite files; nothing was written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(say("{path} is there already; nothing was written", path=path))


class ListMissing(ListError):
    """No list of the desk has that name; those that it has are told."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.name, self.known = name, tuple(known)
        shown = repr(shorten(name))
        super().__init__(
            say("no list is called {name}; there are: {known}", name=shown, known=", ".join(known))
            if known
            else say("no list is called {name}; make it with: titre list new NAME", name=shown)
        )


class ListUnnameable(ListError):
    """The name of a list stands in files and letters for years: lower-case letters, digits and hyphens."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            say(
                "got the name {name}, expected at most 64 lower-case letters a to z, digits and hyphens, "
                "a letter or digit first",
                name=repr(shorten(name)),
            )
        )


class RowUnknown(ListError):
    """The text that should name one pick names none, or several."""

    def __init__(self, text: str, known: Sequence[str]) -> None:
        self.text, self.known = text, tuple(known)
        super().__init__(
            say(
                "got {text}, expected the symbol or ISIN of one pick (with its day where there are several, "
                "as NEM@2024-07-23): {known}",
                text=repr(shorten(text)),
                known=shorten(", ".join(known), 400),
            )
        )


class ReturnError(RecordError):
    """What a pick returned cannot be told."""


class PriceMissing(ReturnError):
    """A price that is needed is not there, or is not to be trusted."""

    def __init__(self, security: str, day: date, reason: Message) -> None:
        self.security, self.day, self.reason = security, day, reason
        super().__init__(
            say("no price of {security} on {day}: {reason}", security=security, day=day, reason=reason)
        )


class PartsDisagree(ReturnError):
    """The parts of a return do not make the whole; nothing of it is shown."""

    def __init__(self, security: str) -> None:
        self.security = security
        super().__init__(
            say("{security}: start and parts do not make the end; please report this", security=security)
        )
