"""What does the checking of claims raise?

::

    ClaimError
     └── LanguageUnknown     a language was asked for that no grammar reads

A lexicon that is faulty raises ``kernel.declarations.DeclarationFaulty``. A claim that cannot be judged is
no error: its verdict is ``unverifiable``, with the reason.
"""

from __future__ import annotations

from titre.kernel.errors import TitreError
from titre.kernel.messages import LANGUAGES, say


class ClaimError(TitreError):
    """Prose could not be read or judged."""


class LanguageUnknown(ClaimError):
    """A language was asked for that no grammar reads."""

    def __init__(self, language: str) -> None:
        self.language = language
        super().__init__(
            say(
                "language: got {got}, expected one of {expected}", got=language, expected=", ".join(LANGUAGES)
            )
        )
