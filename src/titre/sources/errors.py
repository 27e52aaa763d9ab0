"""What does a source raise?

::

    SourceError
     ├── DocumentUnreadable   the bytes cannot be got: not found, not allowed, cut short, a bomb
     ├── MappingFaulty        the column mappings of desk.toml cannot be followed
     ├── IdentityMissing      EDGAR asks who is asking, and nobody said
     ├── IdentityUnusable     what was said names nobody that EDGAR could write to
     ├── PriceSourceUnknown   no plug-in for prices has that name
     ├── PriceSourceFaulty    a plug-in for prices fails by itself
     ├── CompanyUnknown       EDGAR lists no company of that ticker, name or number
     ├── StateUnwritable      Titre cannot keep what its processes must share, such as the pace of requests
     ├── EdgarBlocked         EDGAR turned this machine away; asking again would prolong it
     └── DownloadFailed       a document of the network cannot be got
          ├── Unreachable     the site cannot be asked now: no connection, or it asks to be left alone
          ├── NotPublished    the site has no such document
          └── ContentRefused  what came is not what was asked for: a web page in place of data

Faulty content is a ``Finding``, yielded among the rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.errors import TitreError, shorten
from titre.kernel.messages import Lines, count, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from titre.kernel.findings import Place
    from titre.kernel.messages import Message


class SourceError(TitreError):
    """Something outside could not be read."""


class DocumentUnreadable(SourceError):
    """The bytes of a document cannot be got, so none of it can be trusted."""

    def __init__(self, place: Place, reason: Message) -> None:
        self.place, self.reason = place, reason
        super().__init__(say("{place}: {reason}", place=place, reason=reason))


class MappingFaulty(SourceError):
    """The column mappings of ``desk.toml`` have faults; ``faults`` has each by its key."""

    def __init__(self, faults: Mapping[str, Message]) -> None:
        self.faults = dict(faults)
        lines = tuple(say("{key}: {fault}", key=key, fault=fault) for key, fault in self.faults.items())
        super().__init__(say("{faults}", faults=Lines(lines)))


class IdentityMissing(SourceError):
    """EDGAR's fair access rules ask for a name and an e-mail address, and none was given."""

    def __init__(self) -> None:
        super().__init__(
            say(
                'EDGAR asks who is calling: set identity = "Name name@example.org" under [edgar] '
                "in desk.toml, "
                "or the environment variable TITRE_IDENTITY"
            )
        )


class IdentityUnusable(SourceError):
    """EDGAR's fair access rules ask for a name and an e-mail address, and something else was given."""

    def __init__(self, got: str) -> None:
        self.got = got
        super().__init__(
            say(
                "identity for EDGAR: got {got}, expected a name and an e-mail address: "
                '"Name name@example.org"',
                got=repr(shorten(got)),
            )
        )


class CompanyUnknown(SourceError):
    """EDGAR lists no company, or more than one, under what the user wrote; nothing is guessed."""

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        self.name, self.near = name, tuple(near)
        if near:
            message = say(
                "EDGAR lists no single company as {name}; near: {near}",
                name=repr(shorten(name)),
                near=", ".join(near),
            )
        else:
            message = say(
                "EDGAR lists no company as {name}: expected a ticker, a CIK or the company's name",
                name=repr(shorten(name)),
            )
        super().__init__(message)


class PriceSourceUnknown(SourceError):
    """No installed package brings a plug-in for prices of that name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.name, self.known = name, tuple(known)
        super().__init__(
            say(
                "no plug-in for prices is called {name}; installed: {known}",
                name=repr(shorten(name)),
                known=", ".join(known) or "–",
            )
        )


class PriceSourceFaulty(SourceError):
    """A plug-in for prices fails by itself, or what it needs is not set."""

    def __init__(self, name: str, detail: str) -> None:
        self.name, self.detail = name, detail
        super().__init__(say("plug-in {name} for prices: {detail}", name=name, detail=detail))


class StateUnwritable(SourceError):
    """A file that the machine's processes share cannot be written: they would not know of each other."""

    def __init__(self, path: Path, reason: Message) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            say(
                "{path}: {reason}; expected a folder that can be written: XDG_STATE_HOME may name another",
                path=path,
                reason=reason,
            )
        )


class EdgarBlocked(SourceError):
    """EDGAR answered with its block page; it lifts the block about ten minutes after the last request."""

    def __init__(self, minutes: int) -> None:
        self.minutes = minutes
        super().__init__(
            say(
                "EDGAR has blocked this machine: wait {time} without asking again, and check that "
                "the identity in desk.toml is your own name and e-mail address",
                time=count("{number} minute", "{number} minutes", minutes),
            )
        )


class DownloadFailed(SourceError):
    """A document of the network cannot be got, however often it was asked for."""

    def __init__(self, address: str, reason: Message) -> None:
        self.address, self.reason = address, reason
        super().__init__(say("{address}: {reason}", address=address, reason=reason))


class Unreachable(DownloadFailed):
    """The site cannot be asked now, so other documents of it would fare no better."""


class NotPublished(DownloadFailed):
    """The site has no document of that address."""


class ContentRefused(DownloadFailed):
    """What came is not what was asked for, so none of it was kept."""
