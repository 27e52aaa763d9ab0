"""Which periods does a sentence name? Years, quarters, halves, twelve months, words relative to a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from titre.claims.reading.bases import is_beside_amount, same_of_before, same_of_this_year, season_at
from titre.claims.reading.endings import Endings
from titre.claims.reading.other_quarters import other_quarter
from titre.claims.reading.timing import (
    A_QUARTER,
    A_YEAR,
    DAY,
    EARLIER,
    ENDING,
    HOLDING,
    LATEST_QUARTER,
    LATEST_YEAR,
    MONTH_END,
    PART,
    QUARTER,
    SAME,
    SHIFT,
    TRAILING,
    YEAR,
    When,
)
from titre.claims.reading.written_dates import (
    ORDINALS,
    day_number,
    is_civil,
    last_such_day,
    past_article,
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

_FISCAL_REACH = 4

_AFTER = frozenset({"after", "apres"})
_ARTICLES = frozenset({"l", "le", "la", "les", "the", "its", "his", "son", "sa", "ses"})


class Calendar:
    """Reads the periods of sentences of one language, given the day of publication."""

    def __init__(self, lexicon: ContextLexicon, published: date | None) -> None:
        self.lexicon = lexicon
        self.published = published
        self._ends = Endings(lexicon, published)
        self._begun = _kinds_by_word(lexicon)
        self._kinds = {
            "base": self._base,
            "ending": self._ends.at,
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
        past = 0
        # Most words begin no period: they are passed by at once.
        others = self.lexicon.next_quarters.first_words
        begun = [
            place
            for place, token in enumerate(tokens)
            if token.word in self._begun or token.kind == "number" or token.word in others
        ]
        for position in begun:
            if position < past:
                continue
            when = other_quarter(self.lexicon, tokens, position, found) or self._at(tokens, position)
            if when is not None:
                when = self._told_fully(tokens, position, self._of_fiscal_year(tokens, when))
                found.append(when)
                past = when.end
        return found

    def _told_fully(self, tokens: Sequence[Token], position: int, when: When) -> When:
        """Return a period with what the words around it say: that it is compared with, that it is fiscal."""
        before = self.lexicon.compared_with.before(tokens, past_article(tokens, position))
        compared, fiscal = before is not None, self._is_fiscal(tokens, when)
        civil = not fiscal and is_civil(tokens, when.start, when.end)
        if (compared, fiscal, civil) == (when.compared, when.fiscal, when.civil):
            return when
        return replace(when, compared=compared, fiscal=fiscal, civil=civil)

    def _is_fiscal(self, tokens: Sequence[Token], when: When) -> bool:
        """Return whether a period is said to be a company's own: "fiscal 2025", "l'exercice 2024".

        Which "the last fiscal year" was, only the filings tell.
        """
        if not any(token.kind == "number" for token in tokens[when.start : when.end]):
            return False
        words = self.lexicon.periods.all(tokens, max(0, when.start - 1), when.end)
        return any(match.meaning == "fiscal" for match in words)

    def _of_fiscal_year(self, tokens: Sequence[Token], when: When) -> When:
        """Return the fiscal year that is named by its end: "exercice clos fin septembre 2024"."""
        if when.kind not in {MONTH_END, DAY} or not when.year:
            return when
        words = self.lexicon.periods.all(tokens, max(0, when.start - _FISCAL_REACH), when.start)
        if not any(match.meaning == "fiscal" for match in words):
            return when
        return When(YEAR, when.start, when.end, Period.fiscal_year(when.year), year=when.year)

    def _at(self, tokens: Sequence[Token], position: int) -> When | None:
        """Return the period that begins at a token, or None."""
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
        end, year, season = season_at(tokens, position, self.lexicon)
        if not end or self.lexicon.periods.at(tokens, position) is not None:
            return None
        if season in _HELD and is_beside_amount(tokens, position):
            return replace(_holding(position, end, season, year), months=0)
        compared = self.lexicon.compared_with.before(tokens, past_article(tokens, position)) is not None
        return When(EARLIER if season == "last" or compared else DAY, position, end, year=year)

    def _quarter(self, tokens: Sequence[Token], position: int) -> When | None:
        match = self.lexicon.quarters.at(tokens, position)
        if match is not None:
            year, end = self._ends.year_after(tokens, match.end)
            if (ended := self._ends.ended(tokens, position, match.end, A_QUARTER)) is not None:
                return ended
            if self._is_of_calendar(tokens, position, max(end, match.end)):
                month = match.meaning * A_QUARTER
                last = max(end, match.end)
                return When(ENDING, position, last, month=month, year=year, months=A_QUARTER)
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

    def _is_of_calendar(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Return whether a quarter is said to be of the calendar: "calendar Q1", "trimestre civil"."""
        words = self.lexicon.of_calendar
        return any(words.meaning_of(token.word) is not None for token in tokens[max(0, start - 1) : end])

    def _part(self, tokens: Sequence[Token], position: int) -> When | None:
        """Read "the first half of 2025", "les neuf premiers mois de l'exercice 2024"."""
        last = self.lexicon.last_months.at(tokens, position)
        if last is not None:
            year, end = self._ends.year_after(tokens, last.end)
            # "The last three months of 2025" are of the calendar, whatever the company's own year.
            ended = When(ENDING, position, end, month=A_YEAR, year=year, months=last.meaning)
            return ended if year else None
        half = self.lexicon.halves.at(tokens, position)
        match = half or self.lexicon.first_months.at(tokens, position)
        if match is None:
            return None
        year, end = self._ends.year_after(tokens, match.end)
        fiscal = any(token.word in _FISCAL for token in tokens[match.end : end])
        if half is None and match.meaning == A_QUARTER and not fiscal:
            return When(ENDING, position, end, month=match.meaning, year=year, months=match.meaning)
        if half is None and match.meaning == A_QUARTER:
            period = Period.fiscal_quarter(year, 1) if year else None
            return When(QUARTER, position, end, period, year=year, number=1)
        number = 1 if half is None else half.meaning * 2 - 1
        months = match.meaning if half is None else 2 * A_QUARTER
        return When(PART, position, end, year=year, number=number, months=months)

    def _shift(self, tokens: Sequence[Token], position: int) -> When | None:
        match = self.lexicon.shifts.at(tokens, position)
        if match is None:
            return None
        following = tokens[match.end].word if match.end < len(tokens) else ""
        if following in _ARTICLES and tokens[match.end - 1].word in _AFTER:
            # "Un an après l'amende", "the year after the merger": no year is counted from the one told.
            return None
        return When(SHIFT, position, match.end, number=match.meaning)

    def _relative(self, tokens: Sequence[Token], position: int) -> When | None:
        match = self.lexicon.years.at(tokens, position)
        if match is None:
            return None
        longer = self.lexicon.periods.at(tokens, position)
        if longer is not None and longer.end > match.end:
            # "Cette année-là" is not "cette année".
            return None
        if self.published is None:
            return When(YEAR, position, match.end)
        year = self.published.year + match.meaning
        return When(YEAR, position, match.end, Period.fiscal_year(year), year=year, relative=True)

    def _worded(self, tokens: Sequence[Token], position: int) -> When | None:
        match = self.lexicon.periods.at(tokens, position)
        before = tokens[position - 1].word if position else ""
        if match is None or (match.meaning == "trailing" and before in _WITHIN):
            # "From 10 to 64 in twelve months" says how long it took.
            return None
        if match.meaning in _OF_FILINGS:
            return self._latest(tokens, match)
        if match.meaning in _UNDATED:
            return self._undated(tokens, match)
        if match.meaning == "month_end":
            return self._month_end(tokens, match)
        year, end = self._ends.year_after(tokens, match.end)
        if match.meaning in _HELD:
            return self._held(tokens, position, match)
        return When(YEAR, position, end, Period.fiscal_year(year), year=year) if year else None

    def _held(self, tokens: Sequence[Token], start: int, match: Match[str]) -> When:
        year, end = self._ends.year_after(tokens, match.end)
        return _holding(start, max(end, match.end), match.meaning, year)

    def _latest(self, tokens: Sequence[Token], match: Match[str]) -> When:
        """Read "last quarter", "the last fiscal year": which it is, only filings tell."""
        kind, number = _OF_FILINGS[match.meaning]
        # "Au trimestre clos fin avril": the end that is named says which.
        ended = self._ends.at(tokens, match.end - 1) if kind == LATEST_QUARTER and not number else None
        latest = When(kind, match.start, match.end, number=number, fiscal=kind == LATEST_YEAR)
        return latest if ended is None else replace(ended, start=match.start)

    def _undated(self, tokens: Sequence[Token], match: Match[str]) -> When:
        """Read words that need another period to be one, unless a year or a month follows them."""
        kind, months = _UNDATED[match.meaning]
        held = self.lexicon.periods.at(tokens, match.end - 1) if kind == SAME and months else None
        if held is not None and held.meaning in _HELD:
            # "Au trimestre de Noël".
            return self._held(tokens, match.start, held)
        year, end = self._ends.year_after(tokens, match.end) if months == A_YEAR else (0, 0)
        if year:
            return When(YEAR, match.start, end, Period.fiscal_year(year), year=year)
        places = range(match.start, match.end) if kind == SAME and months else ()
        ends = (self._ends.at(tokens, place) for place in places)
        ended = next((one for one in ends if one is not None), None)
        # "In the one before": as long as what was named last.
        return ended or When(
            kind, match.start, match.end, months=months, number=match.meaning == "one_before"
        )

    def _month_end(self, tokens: Sequence[Token], match: Match[str]) -> When | None:
        """Read "the end of June", "de fin juillet à fin octobre"."""
        month = self.lexicon.months.at(tokens, match.end)
        if month is None:
            return None
        between = any(token.word in _BETWEEN for token in tokens[max(0, match.start - 2) : match.start])
        if not between and (last := self._ends.month_after(tokens, month.end)) is not None:
            return self._ends.from_end_to_end(tokens, match.start, month.meaning, last)
        year, end = self._ends.year_after(tokens, month.end)
        return When(MONTH_END, match.start, end, month=month.meaning, year=year)

    def _day_or_month(self, tokens: Sequence[Token], position: int) -> When | None:
        day = day_number(tokens[position])
        place = position + 1 if day else position
        if day and place < len(tokens) and tokens[place].word in ORDINALS:
            place += 1
        month = self.lexicon.months.at(tokens, place)
        if month is None or not (tokens[place].capitalised or self.lexicon.language == "fr"):
            return None
        if not day:
            number = day_number(tokens[month.end]) if month.end < len(tokens) else 0
            if not number:
                year, end = self._ends.year_after(tokens, month.end)
                return When(DAY, position, end, month=month.meaning, year=year) if year else None
            day, place = number, month.end + 1
        else:
            place = month.end
        year, end = self._ends.year_after(tokens, place)
        if any(token.word in _FISCAL for token in tokens[place:end]):
            # "A bouclé le 27 septembre son exercice 2025": the year is the company's, not that of the day.
            year, end = 0, place
        if not year:
            likely = last_such_day(month.meaning, day, self.published)
            return When(DAY, position, end, month=month.meaning, likely=likely)
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


_TABLES = {
    "base": ("same_time", "seasons"),
    "ending": ("lengths", "months"),
    "quarter": ("quarters",),
    "part": ("halves", "first_months", "last_months"),
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


def _holding(start: int, end: int, name: str, year: int) -> When:
    """Return the quarter that Christmas, or the middle of a season, lies in."""
    month, day = _HELD[name]
    return When(HOLDING, start, end, month=month, day=day, year=year, months=A_QUARTER)


_HELD = {"christmas": (12, 25), "spring": (4, 15), "summer": (7, 15), "autumn": (10, 15), "winter": (1, 15)}
"""the day that a quarter holds which is named so: that of the retailers, and of those who close in January"""
_BETWEEN = frozenset({"between", "entre"})
_WITHIN = frozenset({"in", "en", "within"})
_OF_FILINGS = {
    "quarter": (LATEST_QUARTER, 0),
    "next_quarter": (LATEST_QUARTER, 1),
    "latest_year": (LATEST_YEAR, 0),
}
"""words for what only filings tell: its kind, and how many after the latest one it is"""
_UNDATED = {
    "earlier": (EARLIER, 0),
    "quarter_before": (EARLIER, A_QUARTER),
    "quarter_after": (SHIFT, A_QUARTER),
    "same": (SAME, 0),
    "the_quarter": (SAME, A_QUARTER),
    "one_before": (EARLIER, 0),
    "the_year": (SAME, A_YEAR),
    "trailing": (TRAILING, 0),
}
"""words that need another period to be one: their kind, and the length that they name"""
_FISCAL = frozenset({"fiscal", "exercice", "financial", "fy", "comptable"})


def latest_day(tokens: Sequence[Token], calendar: Calendar) -> date | None:
    """Return the latest day that a text names in full: an article is not older than that."""
    days = [when.period.day for when in calendar.in_sentence(tokens) if when.kind == DAY and when.period]
    return max((day for day in days if day is not None), default=None)
