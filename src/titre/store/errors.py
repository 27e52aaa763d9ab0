"""What does the store raise?

::

    StoreError
     ├── StoreUnwritable     the folder cannot be written: read-only, no space, not allowed
     ├── StoreUnreadable     a file that the manifest names cannot be read
     ├── FormatUnknown       the store was written by a later Titre
     ├── CommitContended     other writers were always first
     ├── SparkMissing        the optional libraries for Spark are not installed
 ├── SparkUnreachable    Spark does not start: no Java, or nobody at the master
 ├── EntityUnknown       no entity has that name
     ├── EntityAmbiguous     several entities have that name
     ├── SecurityAmbiguous   a symbol may be that of several securities
     ├── PriceAmbiguous      files give a security different prices for one day
     └── PriceDoubtful       a file has something for a day that is no price
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from titre.kernel.errors import TitreError
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from titre.kernel.messages import Message


class StoreError(TitreError):
    """The store could not do what was asked; what was committed before is untouched."""


class StoreUnwritable(StoreError):
    """A file could not be written; nothing of what was under way is visible."""

    def __init__(self, path: Path, reason: Message) -> None:
        self.path, self.reason = path, reason
        super().__init__(say("{path}: cannot write: {reason}; nothing was changed", path=path, reason=reason))

    @classmethod
    def of(cls, path: Path, error: OSError) -> StoreUnwritable:
        """Return the refusal that an operating system's error comes to."""
        match error.errno:
            case errno.ENOSPC | errno.EDQUOT:
                reason = say("no space is left on the disk")
            case errno.EROFS:
                reason = say("the file system is read-only")
            case errno.EACCES | errno.EPERM:
                reason = say("not allowed to write there")
            case _:
                reason = say("{detail}", detail=error.strerror or str(error) or type(error).__name__)
        return cls(path, reason)


class StoreUnreadable(StoreError):
    """A file of the store is damaged or gone; a copy of the desk, or importing again, brings it back."""

    def __init__(self, path: Path, reason: Message) -> None:
        self.path, self.reason = path, reason
        super().__init__(say("{path}: cannot be read: {reason}", path=path, reason=reason))

    @classmethod
    def of(cls, path: Path, error: Exception) -> StoreUnreadable:
        """Return the refusal that an error of the operating system or of a library comes to."""
        detail = getattr(error, "strerror", None) or str(error) or type(error).__name__
        # The engine adds the line of its SQL, which says nothing of the file.
        words = " ".join(detail.partition("\nLINE ")[0].split())
        return cls(path, say("{detail}", detail=words))

    @classmethod
    def damaged(cls, path: Path) -> StoreUnreadable:
        """Return the refusal of a manifest that was whole once."""
        return cls(
            path,
            say(
                "got a part of a manifest, expected the whole; put a copy of it back, or remove it to go "
                "back to the one before, and import again what came since"
            ),
        )

    @classmethod
    def incomplete(cls, path: Path) -> StoreUnreadable:
        """Return the refusal of a store whose every manifest was cut short."""
        return cls(path, say("got a part of a manifest, expected the whole, and there is no other"))


class FormatUnknown(StoreError):
    """The store has a format that this Titre does not know, so it neither reads nor writes it."""

    def __init__(self, path: Path, got: object, expected: int) -> None:
        self.path, self.got, self.expected = path, got, expected
        super().__init__(
            say(
                "{path}: got store format {got}, expected {expected}: a later Titre wrote it, "
                "upgrade to read it",
                path=path,
                got=got,
                expected=expected,
            )
        )


class CommitContended(StoreError):
    """Other writers published first as often as was tried; nothing was changed."""

    def __init__(self, path: Path, attempts: int) -> None:
        self.path, self.attempts = path, attempts
        super().__init__(
            say(
                "{path}: other writers were first {attempts} times; nothing was changed, try again",
                path=path,
                attempts=attempts,
            )
        )


class EntityUnknown(StoreError):
    """No entity of the store or of the aliases has that name; the nearest names are told."""

    def __init__(self, text: str, nearest: Sequence[str]) -> None:
        self.text, self.nearest = text, tuple(nearest)
        message = (
            say(
                "no entity is called {text}; the nearest: {nearest}",
                text=repr(text),
                nearest="; ".join(nearest),
            )
            if nearest
            else say("no entity is called {text}", text=repr(text))
        )
        super().__init__(message)


class EntityAmbiguous(StoreError):
    """A name is that of several entities; the candidates are told, none is chosen."""

    def __init__(self, text: str, candidates: Sequence[str]) -> None:
        self.text, self.candidates = text, tuple(candidates)
        super().__init__(
            say("{text} may be any of: {candidates}", text=repr(text), candidates="; ".join(candidates))
        )


class SecurityAmbiguous(StoreError):
    """A symbol may be that of several securities on a day; the candidates are told, none is chosen."""

    def __init__(self, symbol: str, day: date | None, candidates: Sequence[str], file: str = "") -> None:
        self.symbol, self.day, self.candidates, self.file = symbol, day, tuple(candidates), file
        told = "; ".join(candidates)
        if file:
            message = say(
                "{symbol} on {day} in {file} may be any of: {candidates}; say in securities.toml, under "
                "[files], on which day's symbols the file goes",
                symbol=symbol,
                day=day,
                file=file,
                candidates=told,
            )
        else:
            message = say("{symbol} may be any of: {candidates}", symbol=symbol, candidates=told)
        super().__init__(message)


class PriceAmbiguous(StoreError):
    """Two files give a security different prices for one day; neither is taken."""

    def __init__(self, security: str, day: date, told: Sequence[str]) -> None:
        self.security, self.day, self.told = security, day, tuple(told)
        super().__init__(
            say(
                "{security} on {day}: got {prices}; put the file that counts first under [files] in "
                "securities.toml",
                security=security,
                day=day,
                prices="; ".join(told),
            )
        )


class PriceDoubtful(StoreError):
    """A file has something for a day that cannot be taken: a cell that is no price, or rows that differ."""

    def __init__(self, security: str, day: date, file: str, line: int) -> None:
        self.security, self.day, self.file, self.line = security, day, file, line
        super().__init__(
            say(
                "{security} on {day}: what {file} has in line {line} is no price that can be taken",
                security=security,
                day=day,
                file=file,
                line=line,
            )
        )


class SparkMissing(StoreError):
    """Spark is reached by pyspark and sqlglot, which are an extra."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Spark needs the libraries pyspark and sqlglot: install them with {command}",
                command="pip install 'titre[spark]'",
            )
        )


class SparkUnreachable(StoreError):
    """Spark did not start here, or nobody answered where it was asked for."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        if "JAVA_GATEWAY_EXITED" in detail:
            super().__init__(say("Spark needs Java 17 or newer: no java can be run here"))
        else:
            first = next((line.strip() for line in detail.splitlines() if line.strip()), "")
            super().__init__(say("Spark does not start: {detail}", detail=first))


class RateUnknown(StoreError):
    """Neither of a day nor of the week before it is there a rate."""

    def __init__(self, currency: str, other: str, day: date) -> None:
        self.currency, self.other, self.day = currency, other, day
        super().__init__(
            say(
                "no rate of {currency} in {other} on {day} or in the week before it; get the rates with: "
                "titre pull rates",
                currency=currency,
                other=other,
                day=day,
            )
        )
