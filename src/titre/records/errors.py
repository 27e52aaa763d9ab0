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
     │    ├── ClockBackwards     the machine's clock stands before the newest entry of the log
     │    └── LogBroken          the desk's own log is cut, forked or damaged
     ├── DocumentRefused         a published document is not what it says it is: what was got, what expected
     ├── VaultError              a private file cannot be read, written or opened
     │    ├── FileUnwritable     the machine refuses
     │    ├── SecretsMissing     the salts or the key are gone
     │    ├── BackupUnusable     a backup is damaged, or of something else
     │    ├── PassphraseWrong    a backup does not open
     │    └── PassphraseWeak     too short to protect anything
     ├── ReturnError             what a pick returned cannot be told
     │    ├── PriceMissing       a price that is needed is not there, or not to be trusted
     │    └── PartsDisagree      start and parts do not make the end: never shown as a number
     ├── StampRefused            a time stamp was not given, or does not hold
     ├── LeakRefused             what would be shown gives names away
     └── LeakUnknown             whether it does cannot be told from the store

A fault in a list's files is a ``Finding``; they are told together, as ``DeclarationFaulty``.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from titre.kernel.errors import TitreError, shorten
from titre.kernel.messages import Lines, say
from titre.kernel.numerals import Told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from titre.kernel.findings import Place
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


class CommitmentError(RecordError):
    """A list cannot be committed, revealed or proven as things stand; nothing was changed."""


class CommittedAlready(CommitmentError):
    """A list is committed once: a second commitment would let the better of two be shown."""

    def __init__(self, name: str, time: str, head: str) -> None:
        self.name, self.time, self.head = name, time, head
        super().__init__(
            say(
                "{name} was committed on {day} at {time} UTC (head {head}), and a list is committed once; "
                "make another list for other picks",
                name=name,
                day=Told(date.fromisoformat(time[:10])),
                time=time[11:19],
                head=head,
            )
        )


class ListEdited(CommitmentError):
    """The files of a committed list no longer say what was committed."""

    def __init__(self, name: str, differences: Sequence[Message]) -> None:
        self.name, self.differences = name, tuple(differences)
        super().__init__(
            say(
                "{name} was edited after it was committed; put it back as it was, or make another list:"
                "\n{differences}",
                name=name,
                differences=Lines(self.differences),
            )
        )


class NotCommitted(CommitmentError):
    """Only a list that was committed can be revealed or proven."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(say("{name} is not committed; commit it with: titre list commit {name}", name=name))


class RevealedAlready(CommitmentError):
    """A list is revealed once."""

    def __init__(self, name: str, time: str, file: Path) -> None:
        self.name, self.time, self.file = name, time, file
        message = say(
            "{name} was revealed on {day} at {time} UTC: {file}",
            name=name,
            day=Told(date.fromisoformat(time[:10])),
            time=time[11:19],
            file=file,
        )
        super().__init__(message)


class Embargoed(CommitmentError):
    """The rules promise members that nobody else sees the rows before a day."""

    def __init__(self, name: str, end: date) -> None:
        self.name, self.end = name, end
        super().__init__(
            say(
                "{name} is under embargo until {end}; to reveal it to everybody before, say --early",
                name=name,
                end=Told(end),
            )
        )


class ClockBackwards(CommitmentError):
    """The machine's clock stands before the newest entry: an entry made now could not be believed."""

    def __init__(self, now: str, newest: str) -> None:
        self.now, self.newest = now, newest
        super().__init__(
            say(
                "got the time {now}, expected {newest} (the newest entry of the log) or later; "
                "set the machine's clock",
                now=now,
                newest=newest,
            )
        )


class DocumentRefused(RecordError):
    """A published document is not what it says it is."""

    def __init__(self, file: str, got: Message, expected: Message) -> None:
        self.file, self.got, self.expected = file, got, expected
        super().__init__(say("{file}: got {got}, expected {expected}", file=file, got=got, expected=expected))


class LogBroken(CommitmentError):
    """The desk's own log is cut, forked or damaged; nothing may be added to it until it is put back."""

    def __init__(self, path: Path, reason: Message) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            say(
                "{path}: {reason}; put back the newest copy of it, for a log that forks proves nothing",
                path=path,
                reason=reason,
            )
        )


class VaultError(RecordError):
    """A private file cannot be read, written or opened."""


class FileUnwritable(VaultError):
    """The machine refuses to write a file of a commitment; what was there stays as it was."""

    def __init__(self, path: Path, error: OSError) -> None:
        self.path = path
        detail = error.strerror or str(error) or type(error).__name__
        super().__init__(say("{path}: cannot be written: {detail}", path=path, detail=detail))


class CommittedUnpublished(CommitmentError):
    """A list is committed for good, and what is to be published of it is not all there yet."""

    def __init__(self, name: str, error: FileUnwritable) -> None:
        self.name, self.path = name, error.path
        super().__init__(
            say(
                "{name} is committed, but {reason}; mend that, and say titre list commit {name} again: it "
                "writes what is missing",
                name=name,
                reason=error.message,
            )
        )


class SecretsMissing(VaultError):
    """The salts of a list, or the key of the log, are gone; a backup brings them back."""

    def __init__(self, path: Path, reason: Message) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            say("{path}: {reason}; bring it back with: titre list restore BACKUP", path=path, reason=reason)
        )


class BackupUnusable(VaultError):
    """A backup cannot be read, or does not hold what it should."""

    def __init__(self, path: Path, reason: Message) -> None:
        self.path, self.reason = path, reason
        super().__init__(say("{path}: {reason}", path=path, reason=reason))


class PassphraseWrong(VaultError):
    """A backup does not open with the passphrase, or somebody changed it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(say("{path}: does not open: another passphrase, or the file was changed", path=path))


class PassphraseWeak(VaultError):
    """A passphrase too short protects nothing: a backup may be tried as often as somebody likes."""

    def __init__(self, got: int, least: int) -> None:
        self.got, self.least = got, least
        super().__init__(
            say(
                "got a passphrase of {got} characters, expected at least {least}: several words that you "
                "write down",
                got=got,
                least=least,
            )
        )


class ReturnError(RecordError):
    """What a pick returned cannot be told."""


class PriceMissing(ReturnError):
    """A price that is needed is not there, or is not to be trusted."""

    def __init__(self, security: str, day: date, reason: Message, place: Place | None = None) -> None:
        self.security, self.day, self.reason, self.place = security, day, reason, place
        super().__init__(
            say("no price of {security} on {day}: {reason}", security=security, day=Told(day), reason=reason)
        )


class PartsDisagree(ReturnError):
    """The parts of a return do not make the whole; nothing of it is shown."""

    def __init__(self, security: str) -> None:
        self.security = security
        super().__init__(
            say("{security}: start and parts do not make the end; please report this", security=security)
        )


class StampRefused(RecordError):
    """A time stamp was not given, or does not hold: what was got, and what was expected."""

    def __init__(self, file: str, got: Message, expected: Message) -> None:
        self.file, self.got, self.expected = file, got, expected
        super().__init__(say("{file}: got {got}, expected {expected}", file=file, got=got, expected=expected))


class LeakRefused(RecordError):
    """What would be shown under embargo gives names away: too few securities fit it."""

    def __init__(self, row: int, fitting: int, least: int) -> None:
        self.row, self.fitting, self.least = row, fitting, least
        super().__init__(
            say(
                "row {row}: what would be shown leaves its security among {fitting} of the universe, "
                "expected at least {least}; nothing is shown",
                row=row,
                fitting=fitting,
                least=least,
            )
        )


class PicksShared(RecordError):
    """Another list of the desk, of which something was shown, has picks of this one: both tell too much."""

    def __init__(self, other: str) -> None:
        self.other = other
        super().__init__(
            say(
                "it shares picks with {other}, of which something is shown already: the two compared would "
                "give names away; nothing is shown until {other} is revealed",
                other=other,
            )
        )


class LeakUnknown(RecordError):
    """Whether names would be given away cannot be told: the picks of the list began on different days."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "the picks were chosen on different days: the returns of the universe are not one for all of "
                "them; give them with --returns"
            )
        )
