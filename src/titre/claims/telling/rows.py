"""What stands in the columns of the table that tells a check? A row a claim, for a terminal or Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.telling.reading_view import spoken
from titre.claims.telling.wording import understood
from titre.claims.telling.writing import Shown
from titre.kernel.messages import say

if TYPE_CHECKING:
    from titre.claims.model import Check

_HEADINGS = (say("Verdict"), say("Words"), say("Understood"), say("Figure"), say("Reason"))


def headings(language: str = "en") -> tuple[str, ...]:
    """Return the headings of the columns that ``table_rows`` gives."""
    return tuple(heading.render(language) for heading in _HEADINGS)


def table_rows(check: Check, language: str | None = None) -> list[tuple[str, ...]]:
    """Return a row for each claim, in the order of the text: verdict, words, understood, figure, reason."""
    language = language or check.lang
    return [
        (
            f"{claim.verdict.mark} {claim.verdict.words.render(language)}",
            words,
            understood(claim).render(language),
            "" if claim.figure is None else Shown.of(claim.figure).render(language),
            claim.explanation.render(language),
        )
        for claim, words in zip(check.claims, spoken(check), strict=True)
    ]
