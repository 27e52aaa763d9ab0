"""What does a source raise?

::

    SourceError
     ├── DocumentUnreadable   the bytes cannot be got: not found, not allowed, cut short, a bomb
     └── IdentityMissing      EDGAR asks who is asking, and nobody said

Faulty content is a ``Finding``, yielded among the rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.errors import TitreError
from titre.kernel.messages import say

if TYPE_CHECKING:
    from titre.kernel.findings import Place
    from titre.kernel.messages import Message


class SourceError(TitreError):
    """Something outside could not be read."""


class DocumentUnreadable(SourceError):
    """The bytes of a document cannot be got, so none of it can be trusted."""

    def __init__(self, place: Place, reason: Message) -> None:
        self.place, self.reason = place, reason
        super().__init__(say("{place}: {reason}", place=place, reason=reason))


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
