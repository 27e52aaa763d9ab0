"""What reads one language of one article: its names, metrics, periods and way of writing numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.claims.prose.lexicons import QuantityLexicon, quantity_lexicon
from titre.claims.quantities.numbers import DigitStyle
from titre.claims.reading.calendar import Calendar
from titre.claims.reading.context import context_lexicon
from titre.claims.reading.mentions import Nominations
from titre.claims.reading.parts import Parts
from titre.claims.reading.senses import MetricWords

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from titre.claims.evidence import Evidence
    from titre.claims.prose.tokens import Token


@dataclass(slots=True)
class Language:
    """All that reads one language, made once an article."""

    quantities: QuantityLexicon
    names: Nominations
    parts: Parts
    words: MetricWords
    calendar: Calendar
    style: DigitStyle

    @classmethod
    def of(
        cls,
        code: str,
        tokens: Sequence[Token],
        evidence: Evidence,
        event_names: Sequence[str],
        published: date | None,
    ) -> Language:
        """Return the readers of a language for an article that has these tokens in it."""
        lexicon, quantities = context_lexicon(code), quantity_lexicon(code)
        return cls(
            quantities,
            Nominations(evidence, lexicon, event_names),
            Parts(evidence, lexicon),
            MetricWords(lexicon, evidence.catalogue),
            Calendar(lexicon, published),
            DigitStyle.of(tokens, quantities.decimal),
        )
