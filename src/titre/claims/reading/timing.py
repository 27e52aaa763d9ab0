"""Which period does prose name? Years, quarters, halves, trailing twelve months, and words relative to a day.

Labels are taken as the company's own (fiscal) here; that they may mean the calendar is tried in judging.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from titre.kernel.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.prose.tokens import Token
    from titre.claims.reading.context import ContextLexicon

YEAR, QUARTER, TRAILING, LATEST_QUARTER, EARLIER, MONTH_END, HALF, DAY, SPAN, SAME, IMPLIED = (
    "year",
    "quarter",
    "trailing",
    "latest_quarter",
    "earlier",
    "month_end",
    "half",
    "day",
    "span",
    "same",
    "implied",
)
_FIRST_YEAR, _LAST_YEAR = 1990, 2060
_CENTURY = 2000
_YEAR_DIGITS = 4
_WORDS_BEFORE_YEAR = 7
_FISCAL_REACH = 4


@dataclass(frozen=True, slots=True)
class When:
    """A period as a sentence names it.

    ``period`` is None where only the filings can tell it (the latest quarter, the twelve months to the
    latest one). ``month`` is set for "end of April".
    """

    kind: str
    start: int
    end: int
    period: Period | None = None
    month: int = 0
    year: int = 0
    number: int = 0
    """of a quarter whose year is not named"""
    calendar: bool = False


class Calendar:
    """Reads the periods of sentences of one language, given the day of publication."""

    def __init__(self, lexicon: ContextLexicon, published: date | None) -> None:
        self.lexicon = lexicon
        self.published = published

    def in_sentence(self, tokens: Sequence[Token], taken: Sequence[tuple[int, int]]) -> list[When]:
        """Return the periods named, from left to right; ``taken`` are stretches that quantities occupy."""
        occupied = {place for start, end in taken for place in range(start, end)}
        found: list[When] = []
        position = 0
        while position < len(tokens):
            when = None if position in occupied else self._at(tokens, position)
            if when is None:
                position += 1
            else:
                found.append(self._of_fiscal_year(tokens, when))
                position = when.end
        return found

    def _of_fiscal_year(self, tokens: Sequence[Token], when: When) -> When:
        """Return the fiscal year that is named by its end: "exercice clos fin septembre 2024"."""
        if when.kind not in {MONTH_END, DAY} or not when.year:
            return when
        words = self.lexicon.periods.all(tokens, max(0, when.start - _FISCAL_REACH), when.start)
        if not any(match.meaning == "fiscal" for match in words):
            return when
        return When(YEAR, when.start, when.end, Period.fiscal_year(when.year), year=when.year)

    def _at(self, tokens: Sequence[Token], position: int) -> When | None:
        return (
            self._quarter(tokens, position)
            or self._half(tokens, position)
            or self._relative(tokens, position)
            or self._worded(tokens, position)
            or self._day_or_month(tokens, position)
            or self._year(tokens, position)
        )

    def _quarter(self, tokens: Sequence[Token], position: int) -> When | None:
        match = self.lexicon.quarters.at(tokens, position)
        if match is not None:
            year, end = self._year_after(tokens, match.end)
            if year:
                period = Period.fiscal_quarter(year, match.meaning)
                return When(QUARTER, position, end, period, year=year)
            # "The third quarter": the company's last of that number, which its filings tell.
            return When(QUARTER, position, match.end, number=match.meaning)
        token = tokens[position]
        if token.kind == "number" and (year := _written_year(token.text)):
            after = self.lexicon.quarters.at(tokens, position + 1)
            if after is not None and tokens[position + 1].word == "q":
                period = Period.fiscal_quarter(year, after.meaning)
                return When(QUARTER, position, after.end, period, year=year)
        return None

    def _half(self, tokens: Sequence[Token], position: int) -> When | None:
        match = self.lexicon.halves.at(tokens, position)
        if match is None:
            return None
        year, end = self._year_after(tokens, match.end)
        return When(HALF, position, end, year=year, month=match.meaning)

    def _relative(self, tokens: Sequence[Token], position: int) -> When | None:
        match = self.lexicon.years.at(tokens, position)
        if match is None:
            return None
        if self.published is None:
            return When(YEAR, position, match.end)
        year = self.published.year + match.meaning
        return When(YEAR, position, match.end, Period.fiscal_year(year), year=year)

    def _worded(self, tokens: Sequence[Token], position: int) -> When | None:  # noqa: PLR0911 - a case a kind of claim
        match = self.lexicon.periods.at(tokens, position)
        if match is None:
            return None
        if match.meaning == "quarter":
            return When(LATEST_QUARTER, position, match.end)
        if match.meaning == "earlier":
            return When(EARLIER, position, match.end)
        if match.meaning == SAME:
            return When(SAME, position, match.end)
        if match.meaning == "trailing":
            return When(TRAILING, position, match.end)
        if match.meaning == "month_end":
            month = self.lexicon.months.at(tokens, match.end)
            if month is None:
                return None
            year, end = self._year_after(tokens, month.end)
            return When(MONTH_END, position, end, month=month.meaning, year=year)
        year, end = self._year_after(tokens, match.end)
        return When(YEAR, position, end, Period.fiscal_year(year), year=year) if year else None

    def _day_or_month(self, tokens: Sequence[Token], position: int) -> When | None:
        day = _day_number(tokens[position])
        place = position + 1 if day else position
        if day and place < len(tokens) and tokens[place].word in {"er", "st", "nd", "rd", "th"}:
            place += 1
        month = self.lexicon.months.at(tokens, place)
        if month is None or not (tokens[place].capitalised or self.lexicon.language == "fr"):
            return None
        if not day:
            number = _day_number(tokens[month.end]) if month.end < len(tokens) else 0
            if not number:
                year, end = self._year_after(tokens, month.end)
                return When(DAY, position, end, month=month.meaning, year=year) if year else None
            day, place = number, month.end + 1
        else:
            place = month.end
        year, end = self._year_after(tokens, place)
        if not year:
            return When(DAY, position, end, month=month.meaning)
        try:
            period = Period.instant(date(year, month.meaning, day))
        except ValueError:
            return When(DAY, position, end, month=month.meaning, year=year)
        return When(DAY, position, end, period, month=month.meaning, year=year)

    def _year(self, tokens: Sequence[Token], position: int) -> When | None:
        token = tokens[position]
        if token.kind != "number":
            return None
        year = _written_year(token.text)
        if not year or not _stands_free(tokens, position):
            return None
        return When(YEAR, position, position + 1, Period.fiscal_year(year), year=year)

    def _year_after(self, tokens: Sequence[Token], position: int) -> tuple[int, int]:
        """Return the year written after a quarter, a month or "fiscal", and the token after it."""
        place = position
        for _ in range(_WORDS_BEFORE_YEAR):
            if place >= len(tokens):
                break
            token = tokens[place]
            if token.kind == "number":
                year = _written_year(token.text)
                glued = place > 0 and tokens[place - 1].end == token.start
                if not year and glued and len(token.text) == 2:  # noqa: PLR2004 - tokens or digits, said beside it
                    year = _CENTURY + int(token.text)
                return (year, place + 1) if year else (0, position)
            if token.word not in _BEFORE_YEAR:
                break
            place += 1
        return 0, position


_BEFORE_YEAR = frozenset(
    [
        "de",
        "of",
        "du",
        "l",
        "'",
        "exercice",
        "fiscal",
        "year",
        "annee",
        "in",
        "en",
        ",",
        "dernier",
        "last",
        "fy",
        "cy",
        "calendar",
        "son",
        "sa",
        "its",
        "the",
        "s",
        "civile",
    ]
)


def _written_year(text: str) -> int:
    if len(text) == _YEAR_DIGITS and text.isdigit() and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        return int(text)
    return 0


def _day_number(token: Token) -> int:
    if token.kind == "number" and token.text.isdigit() and len(token.text) <= 2:  # noqa: PLR2004 - tokens or digits, said beside it
        return int(token.text) if 1 <= int(token.text) <= 31 else 0  # noqa: PLR2004 - tokens or digits, said beside it
    return 0


def _stands_free(tokens: Sequence[Token], position: int) -> bool:
    before = tokens[position - 1] if position else None
    return before is None or before.end < tokens[position].start or before.kind != "word"


def latest_day(tokens: Sequence[Token], calendar: Calendar) -> date | None:
    """Return the latest day that a text names in full: an article is not older than that."""
    days = [when.period.day for when in calendar.in_sentence(tokens, ()) if when.kind == DAY and when.period]
    return max((day for day in days if day is not None), default=None)
