"""Which month or day is a period said to end in? "The year to February 1, 2025", "clos fin avril"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.claims.reading.timing import A_QUARTER, A_YEAR, ENDING, When
from titre.claims.reading.written_dates import (
    BEFORE_YEAR,
    CENTURY,
    ORDINALS,
    day_number,
    past_hyphen,
    written_year,
    year_of_pair,
)
from titre.kernel.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from titre.claims.prose.phrases import Match
    from titre.claims.prose.tokens import Token
    from titre.claims.reading.context import ContextLexicon

_WORDS_BEFORE_YEAR = 7
_OF = frozenset({"de", "of"})
_EARLY = frozenset({"early", "debut"})
_OF_ITS_YEAR = frozenset(
    "of its the their his fiscal financial year de d ' l du son sa leur exercice annuel".split()  # noqa: SIM905 - a list of words reads better so
)
"""may stand between a quarter and the day it ended on: "the second quarter of its fiscal year, ended" """
_TO_MONTH = frozenset({"to", "a", "-", "\N{EN DASH}", "through", "/", "et", "and", "au", "jusqu"})


@dataclass(frozen=True, slots=True)
class Endings:
    """Reads ends of periods in one language; years relative to the day of publication, if it is known."""

    lexicon: ContextLexicon
    published: date | None

    def at(self, tokens: Sequence[Token], position: int) -> When | None:
        """Read "the year to February 1, 2025", "le trimestre clos fin avril", "the March quarter"."""
        length = self.lexicon.lengths.at(tokens, position)
        if length is not None:
            of = length.end < len(tokens) and tokens[length.end].word in _OF
            if of and length.meaning == A_QUARTER and self.lexicon.months.at(tokens, length.end + 1):
                # "Le trimestre de mars" ends in March.
                return self._month_named(tokens, position, length.end + 1, length.meaning)
            return self.ended(tokens, position, length.end, length.meaning)
        month = self.lexicon.months.at(tokens, position)
        last = None if month is None else self.month_after(tokens, month.end)
        if month is not None and last is not None:
            months = (last.meaning - month.meaning) % A_YEAR + 1
            if months % A_QUARTER:
                return None
            year, end = self.year_after(tokens, last.end)
            return When(ENDING, position, end, month=last.meaning, year=year, months=months)
        after = None if month is None else self.lexicon.lengths.at(tokens, past_hyphen(tokens, month.end))
        if month is None or after is None or after.meaning != A_QUARTER:
            return None
        year, end = self.year_after(tokens, after.end)
        return When(ENDING, position, end, month=month.meaning, year=year, months=after.meaning)

    def month_after(self, tokens: Sequence[Token], place: int) -> Match[int] | None:
        """Return the month that a dash or "to" joins to another: "avril à juin", "April to 28 June"."""
        if place >= len(tokens) or tokens[place].word not in _TO_MONTH:
            return None
        place = self._past_end_words(tokens, place + 1)
        if place < len(tokens) and day_number(tokens[place]):
            place += 1
        return self.lexicon.months.at(tokens, place)

    def ended(self, tokens: Sequence[Token], start: int, place: int, months: int) -> When | None:
        """Read "ended 28 September" behind the length that begins at ``start``, from a token on."""
        while place < len(tokens) and tokens[place].word in _OF_ITS_YEAR:
            place += 1
        if place < len(tokens) and tokens[place].text == ",":
            place += 1
        ending = self.lexicon.ending.at(tokens, place)
        if ending is None:
            ending = self.lexicon.ending.at(tokens, self._past_end_words(tokens, place))
        if ending is None:
            return None
        return self._month_named(tokens, start, self._past_end_words(tokens, ending.end), months)

    def _past_end_words(self, tokens: Sequence[Token], place: int) -> int:
        while (skipped := self.lexicon.end_words.at(tokens, place)) is not None:
            place = skipped.end
        return place

    def _month_named(self, tokens: Sequence[Token], start: int, place: int, months: int) -> When | None:
        early = place > 0 and tokens[place - 1].word in _EARLY
        day = day_number(tokens[place]) if place < len(tokens) else int(early)
        if day and not early:
            place += 1
            if place < len(tokens) and tokens[place].word in ORDINALS:
                place += 1
        month = self.lexicon.months.at(tokens, self._past_end_words(tokens, place))
        if month is None:
            return None
        place = month.end
        if place < len(tokens) and day_number(tokens[place]):
            day = day_number(tokens[place])
            place += 1
        year, end = self.year_after(tokens, place)
        end = max(end, place)
        period = Period.fiscal_year(year) if year and months == A_YEAR else None
        return When(ENDING, start, end, period, month=month.meaning, day=day, year=year, months=months)

    def from_end_to_end(
        self, tokens: Sequence[Token], position: int, first: int, last: Match[int]
    ) -> When | None:
        """Read "de fin juillet à fin octobre": the months after the first one to the last."""
        months = (last.meaning - first) % A_YEAR
        if not months or months % A_QUARTER:
            return None
        year, end = self.year_after(tokens, last.end)
        return When(ENDING, position, end, month=last.meaning, year=year, months=months)

    def year_after(self, tokens: Sequence[Token], position: int) -> tuple[int, int]:
        """Return the year written after a quarter, a month or "fiscal", and the token after it."""
        place = position
        for _ in range(_WORDS_BEFORE_YEAR):
            if place >= len(tokens):
                break
            token = tokens[place]
            if token.kind == "number":
                year = written_year(token.text)
                following = year_of_pair(tokens, place, year) if year else 0
                if following:
                    return following, place + 3
                glued = place > 0 and tokens[place - 1].end == token.start
                if not year and glued and len(token.text) == 2:  # noqa: PLR2004 - tokens or digits, said beside it
                    year = CENTURY + int(token.text)
                return (year, place + 1) if year else (0, position)
            relative = self.lexicon.years.at(tokens, place)
            if relative is not None and self.published is not None:
                return self.published.year + relative.meaning, relative.end
            if token.word not in BEFORE_YEAR:
                break
            place += 1
        return 0, position
