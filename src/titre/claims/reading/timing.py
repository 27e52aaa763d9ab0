"""Which period does prose name? Years, quarters, halves, trailing twelve months, and words relative to a day.

Labels are taken as the company's own (fiscal) here; that they may mean the calendar is tried in judging.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from titre.claims.reading.bases import same_of_before, same_of_this_year, season_at
from titre.claims.reading.written_dates import (
    BEFORE_YEAR,
    CENTURY,
    day_number,
    past_hyphen,
    stands_free,
    written_year,
    year_of_pair,
)
from titre.kernel.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.prose.phrases import Match
    from titre.claims.prose.tokens import Token
    from titre.claims.reading.context import ContextLexicon

YEAR, QUARTER, TRAILING, LATEST_QUARTER, EARLIER, MONTH_END, DAY, SPAN, SAME, IMPLIED = (
    "year",
    "quarter",
    "trailing",
    "latest_quarter",
    "earlier",
    "month_end",
    "day",
    "span",
    "same",
    "implied",
)
ENDING, PART, SHIFT = "ending", "part", "shift"
"""a length of months that ends in a month named; some quarters of a year, counted from its first; some
years after a period named before"""
_WORDS_BEFORE_YEAR = 7
_FISCAL_REACH = 4
_MONTHS_A_QUARTER = 3
_MONTHS_A_YEAR = 12


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
    """of a quarter whose year is not named; of a part, that of its first quarter; of a shift, its years; how
    many quarters after the latest one"""
    months: int = 0
    """the length, where the words name a length and its end"""
    day: int = 0
    """the day of the month that the words name as the end"""
    others: tuple[When, ...] = ()
    """for one that is carried: what else the text has spoken of, a quarter besides a year"""
    whose: str = ""
    """the identifier of the company that a period carried from a sentence before was named for"""
    back: int = 0
    """years before what the words name: "a year earlier", where only filings tell the period itself"""
    fiscal: bool = False
    """whether it is said to be of the company's own years"""
    compared: bool = False
    """whether something is only compared with it: "up from 2023" """
    carried: bool = False
    """whether it was named by a sentence before"""
    near: bool = False
    """whether that sentence stands in the same paragraph, and none between names another"""


class Calendar:
    """Reads the periods of sentences of one language, given the day of publication."""

    def __init__(self, lexicon: ContextLexicon, published: date | None) -> None:
        self.lexicon = lexicon
        self.published = published
        self._begun = _kinds_by_word(lexicon)
        self._kinds = {
            "base": self._base,
            "ending": self._ending,
            "quarter": self._quarter,
            "part": self._part,
            "shift": self._shift,
            "relative": self._relative,
            "worded": self._worded,
            "day": self._day_or_month,
            "year": self._year,
        }

    def in_sentence(self, tokens: Sequence[Token]) -> list[When]:
        """Return the periods named, from left to right."""
        found: list[When] = []
        position = 0
        while position < len(tokens):
            when = self._other_quarter(tokens, position, found) if found else None
            when = when or self._at(tokens, position)
            if when is None:
                position += 1
            else:
                when = self._of_fiscal_year(tokens, when)
                compared = (
                    self.lexicon.compared_with.before(tokens, _past_article(tokens, position)) is not None
                )
                found.append(replace(when, compared=compared, fiscal=self._is_fiscal(tokens, when)))
                position = when.end
        return found

    def _is_fiscal(self, tokens: Sequence[Token], when: When) -> bool:
        """Return whether a period is said to be a company's own: "fiscal 2025", "l'exercice 2024".

        Which "the last fiscal year" was, only the filings tell.
        """
        if not any(token.kind == "number" for token in tokens[when.start : when.end]):
            return False
        words = self.lexicon.periods.all(tokens, max(0, when.start - 1), when.end)
        return any(match.meaning == "fiscal" for match in words)

    def _other_quarter(self, tokens: Sequence[Token], position: int, found: Sequence[When]) -> When | None:
        """Read "in the second", "au suivant" behind a quarter whose year is named."""
        match = self.lexicon.next_quarters.at(tokens, position)
        before = found[-1].period
        ended = found[-1].kind == ENDING and found[-1].months == _MONTHS_A_QUARTER
        if match is not None and not match.meaning and ended and before is None:
            # "Au trimestre clos fin décembre …, au suivant": the one that ends three months later.
            month = found[-1].month + _MONTHS_A_QUARTER
            year = found[-1].year + (month > _MONTHS_A_YEAR if found[-1].year else 0)
            month -= _MONTHS_A_YEAR * (month > _MONTHS_A_YEAR)
            return When(ENDING, position, match.end, month=month, year=year, months=_MONTHS_A_QUARTER)
        if match is None or found[-1].kind != QUARTER or before is None:
            return None
        if (
            match.end < len(tokens)
            and tokens[match.end].kind == "word"
            and not self._closes(tokens[match.end])
        ):
            # "In the second half", "au deuxième semestre": another noun follows.
            return None
        period = Period.fiscal_quarter(before.year, match.meaning) if match.meaning else before.shifted(1)
        return When(QUARTER, position, match.end, period, year=period.year, number=period.quarter)

    def _closes(self, token: Token) -> bool:
        """Return whether a word may follow a quarter that is named by its number alone."""
        return self.lexicon.clauses.meaning_of(token.word) is not None

    def _of_fiscal_year(self, tokens: Sequence[Token], when: When) -> When:
        """Return the fiscal year that is named by its end: "exercice clos fin septembre 2024"."""
        if when.kind not in {MONTH_END, DAY} or not when.year:
            return when
        words = self.lexicon.periods.all(tokens, max(0, when.start - _FISCAL_REACH), when.start)
        if not any(match.meaning == "fiscal" for match in words):
            return when
        return When(YEAR, when.start, when.end, Period.fiscal_year(when.year), year=when.year)

    def _at(self, tokens: Sequence[Token], position: int) -> When | None:
        """Return the period that begins at a token; most words begin none, and are passed by at once."""
        token = tokens[position]
        kinds = self._begun.get(token.word, _OF_NUMBERS if token.kind == "number" else ())
        for kind in kinds:
            when = self._kinds[kind](tokens, position)
            if when is not None:
                return when
        return None

    def _base(self, tokens: Sequence[Token], position: int) -> When | None:
        """Read what a claim is only measured by: "the same months of 2024", a season."""
        if end := same_of_before(tokens, position, self.lexicon):
            return When(EARLIER, position, end)
        if end := same_of_this_year(tokens, position, self.lexicon):
            return When(SHIFT, position, end, number=1)
        end, year, last = season_at(tokens, position, self.lexicon)
        if not end:
            return None
        compared = self.lexicon.compared_with.before(tokens, _past_article(tokens, position)) is not None
        return When(EARLIER if last or compared else DAY, position, end, year=year)

    def _quarter(self, tokens: Sequence[Token], position: int) -> When | None:
        match = self.lexicon.quarters.at(tokens, position)
        if match is not None:
            year, end = self._year_after(tokens, match.end)
            if (ended := self._ended(tokens, position, match.end, _MONTHS_A_QUARTER)) is not None:
                return ended
            if year:
                period = Period.fiscal_quarter(year, match.meaning)
                return When(QUARTER, position, end, period, year=year, number=match.meaning)
            # "The third quarter": the company's last of that number, which its filings tell.
            return When(QUARTER, position, match.end, number=match.meaning)
        token = tokens[position]
        if token.kind == "number" and (year := written_year(token.text)):
            after = self.lexicon.quarters.at(tokens, position + 1)
            if after is not None and tokens[position + 1].word == "q":
                period = Period.fiscal_quarter(year, after.meaning)
                return When(QUARTER, position, after.end, period, year=year)
        return None

    def _part(self, tokens: Sequence[Token], position: int) -> When | None:
        """Read "the first half of 2025", "les neuf premiers mois de l'exercice 2024"."""
        half = self.lexicon.halves.at(tokens, position)
        match = half or self.lexicon.first_months.at(tokens, position)
        if match is None:
            return None
        year, end = self._year_after(tokens, match.end)
        fiscal = any(token.word in _FISCAL for token in tokens[match.end : end])
        if half is None and match.meaning == _MONTHS_A_QUARTER and not fiscal:
            return When(ENDING, position, end, month=match.meaning, year=year, months=match.meaning)
        if half is None and match.meaning == _MONTHS_A_QUARTER:
            period = Period.fiscal_quarter(year, 1) if year else None
            return When(QUARTER, position, end, period, year=year, number=1)
        number = 1 if half is None else half.meaning * 2 - 1
        months = match.meaning if half is None else 2 * _MONTHS_A_QUARTER
        return When(PART, position, end, year=year, number=number, months=months)

    def _ending(self, tokens: Sequence[Token], position: int) -> When | None:
        """Read "the year to February 1, 2025", "le trimestre clos fin avril", "the March quarter"."""
        length = self.lexicon.lengths.at(tokens, position)
        if length is not None:
            of = length.end < len(tokens) and tokens[length.end].word in _OF
            if of and length.meaning == _MONTHS_A_QUARTER and self.lexicon.months.at(tokens, length.end + 1):
                # "Le trimestre de mars" ends in March.
                return self._month_named(tokens, position, length.end + 1, length.meaning)
            return self._ended(tokens, position, length.end, length.meaning)
        month = self.lexicon.months.at(tokens, position)
        last = None if month is None else self._month_after(tokens, month.end)
        if month is not None and last is not None:
            months = (last.meaning - month.meaning) % _MONTHS_A_YEAR + 1
            if months % _MONTHS_A_QUARTER:
                return None
            year, end = self._year_after(tokens, last.end)
            return When(ENDING, position, end, month=last.meaning, year=year, months=months)
        after = None if month is None else self.lexicon.lengths.at(tokens, past_hyphen(tokens, month.end))
        if month is None or after is None or after.meaning != _MONTHS_A_QUARTER:
            return None
        year, end = self._year_after(tokens, after.end)
        return When(ENDING, position, end, month=month.meaning, year=year, months=after.meaning)

    def _month_after(self, tokens: Sequence[Token], place: int) -> Match[int] | None:
        """Return the month that a dash or "to" joins to another: "avril à juin", "April to 28 June"."""
        if place >= len(tokens) or tokens[place].word not in _TO_MONTH:
            return None
        place = self._past_end_words(tokens, place + 1)
        if place < len(tokens) and day_number(tokens[place]):
            place += 1
        return self.lexicon.months.at(tokens, place)

    def _ended(self, tokens: Sequence[Token], start: int, place: int, months: int) -> When | None:
        while place < len(tokens) and tokens[place].word in _OF_ITS_YEAR:
            place += 1
        if place < len(tokens) and tokens[place].text == ",":
            place += 1
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
            if place < len(tokens) and tokens[place].word in _ORDINALS:
                place += 1
        month = self.lexicon.months.at(tokens, self._past_end_words(tokens, place))
        if month is None:
            return None
        place = month.end
        if place < len(tokens) and day_number(tokens[place]):
            day = day_number(tokens[place])
            place += 1
        year, end = self._year_after(tokens, place)
        end = max(end, place)
        period = Period.fiscal_year(year) if year and months == _MONTHS_A_YEAR else None
        return When(ENDING, start, end, period, month=month.meaning, day=day, year=year, months=months)

    def _shift(self, tokens: Sequence[Token], position: int) -> When | None:
        match = self.lexicon.shifts.at(tokens, position)
        return None if match is None else When(SHIFT, position, match.end, number=match.meaning)

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
        before = tokens[position - 1].word if position else ""
        if match is None or (match.meaning == "trailing" and before in _WITHIN):
            # "From 10 to 64 in twelve months" says how long it took.
            return None
        if match.meaning == "quarter":
            # "Au trimestre clos fin avril": the end that is named says which.
            ended = self._ending(tokens, match.end - 1)
            if ended is not None:
                return replace(ended, start=position)
            return When(LATEST_QUARTER, position, match.end)
        if match.meaning == "next_quarter":
            return When(LATEST_QUARTER, position, match.end, number=1)
        if match.meaning in _UNDATED:
            kind, months = _UNDATED[match.meaning]
            year, end = self._year_after(tokens, match.end) if months == _MONTHS_A_YEAR else (0, 0)
            if year:
                return When(YEAR, position, end, Period.fiscal_year(year), year=year)
            ends = (self._ending(tokens, at) for at in range(position, match.end) if kind == SAME and months)
            ended = next((one for one in ends if one is not None), None)
            return ended or When(kind, position, match.end, months=months)
        if match.meaning == "month_end":
            month = self.lexicon.months.at(tokens, match.end)
            if month is None:
                return None
            between = any(token.word in _BETWEEN for token in tokens[max(0, position - 2) : position])
            if not between and (last := self._month_after(tokens, month.end)) is not None:
                return self._from_end_to_end(tokens, position, month.meaning, last)
            year, end = self._year_after(tokens, month.end)
            return When(MONTH_END, position, end, month=month.meaning, year=year)
        year, end = self._year_after(tokens, match.end)
        return When(YEAR, position, end, Period.fiscal_year(year), year=year) if year else None

    def _from_end_to_end(
        self, tokens: Sequence[Token], position: int, first: int, last: Match[int]
    ) -> When | None:
        """Read "de fin juillet à fin octobre": the months after the first one to the last."""
        months = (last.meaning - first) % _MONTHS_A_YEAR
        if not months or months % _MONTHS_A_QUARTER:
            return None
        year, end = self._year_after(tokens, last.end)
        return When(ENDING, position, end, month=last.meaning, year=year, months=months)

    def _day_or_month(self, tokens: Sequence[Token], position: int) -> When | None:
        day = day_number(tokens[position])
        place = position + 1 if day else position
        if day and place < len(tokens) and tokens[place].word in _ORDINALS:
            place += 1
        month = self.lexicon.months.at(tokens, place)
        if month is None or not (tokens[place].capitalised or self.lexicon.language == "fr"):
            return None
        if not day:
            number = day_number(tokens[month.end]) if month.end < len(tokens) else 0
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
        year = written_year(token.text)
        if not year or not stands_free(tokens, position):
            return None
        following = year_of_pair(tokens, position, year)
        if following:
            # "2023-24", "l'exercice 2023/2024": a fiscal year across two of the calendar, named by both.
            return When(YEAR, position, position + 3, Period.fiscal_year(following), year=following)
        return When(YEAR, position, position + 1, Period.fiscal_year(year), year=year)

    def _year_after(self, tokens: Sequence[Token], position: int) -> tuple[int, int]:
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


_TABLES = {
    "base": ("same_time", "seasons"),
    "ending": ("lengths", "months"),
    "quarter": ("quarters",),
    "part": ("halves", "first_months"),
    "shift": ("shifts",),
    "relative": ("years",),
    "worded": ("periods",),
    "day": ("months",),
}
"""kinds of periods in the order in which they are tried, and the tables that have their first words"""
_OF_NUMBERS = ("quarter", "day", "year")
"""what a number begins that no table has: "2024 Q3", a day, a year"""


@lru_cache(maxsize=4)
def _kinds_by_word(lexicon: ContextLexicon) -> dict[str, tuple[str, ...]]:
    """Return which kinds of periods each word may begin, made once for a lexicon."""
    found: dict[str, list[str]] = {}
    for kind, tables in _TABLES.items():
        for word in frozenset().union(*(getattr(lexicon, table).first_words for table in tables)):
            found.setdefault(word, []).append(kind)
    every = (*_TABLES, "year")
    return {
        word: tuple(kind for kind in every if kind in kinds or (word.isdigit() and kind in _OF_NUMBERS))
        for word, kinds in found.items()
    }


def _past_article(tokens: Sequence[Token], position: int) -> int:
    """Return where the words before a period begin, an article or "fiscal" left out."""
    while position > 0 and tokens[position - 1].word in _ARTICLES:
        if tokens[position - 1].text == "'" and tokens[max(0, position - 2)].word not in _ELIDED:
            # "Qu'en 2023": the apostrophe is that of the word that compares.
            break
        position -= 1
    return position


_ELIDED = frozenset({"l", "d"})
_ARTICLES = frozenset(
    ["the", "fiscal", "fy", "l", "'", "le", "la", "les", "its", "son", "in", "en", "sur", "during"]
)
_OF = frozenset({"de", "of"})
_EARLY = frozenset({"early", "debut"})
_BETWEEN = frozenset({"between", "entre"})
_WITHIN = frozenset({"in", "en", "within"})
_OF_ITS_YEAR = frozenset(
    "of its the their his fiscal financial year de d ' l du son sa leur exercice annuel".split()  # noqa: SIM905 - a list of words reads better so
)
"""may stand between a quarter and the day it ended on: "the second quarter of its fiscal year, ended" """
_UNDATED = {
    "earlier": (EARLIER, 0),
    "quarter_before": (EARLIER, _MONTHS_A_QUARTER),
    "quarter_after": (SHIFT, _MONTHS_A_QUARTER),
    "same": (SAME, 0),
    "the_quarter": (SAME, _MONTHS_A_QUARTER),
    "the_year": (SAME, _MONTHS_A_YEAR),
    "trailing": (TRAILING, 0),
}
"""words that need another period to be one: their kind, and the length that they name"""
_FISCAL = frozenset({"fiscal", "exercice", "financial", "fy", "comptable"})
_TO_MONTH = frozenset({"to", "a", "-", "\N{EN DASH}", "through", "/", "et", "and", "au", "jusqu"})
_ORDINALS = frozenset({"er", "st", "nd", "rd", "th"})


def latest_day(tokens: Sequence[Token], calendar: Calendar) -> date | None:
    """Return the latest day that a text names in full: an article is not older than that."""
    days = [when.period.day for when in calendar.in_sentence(tokens) if when.kind == DAY and when.period]
    return max((day for day in days if day is not None), default=None)
