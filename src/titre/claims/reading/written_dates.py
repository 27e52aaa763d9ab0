"""Which tokens write a year or a day of a month?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from titre.kernel.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.prose.tokens import Token

_FIRST_YEAR, _LAST_YEAR = 1990, 2060
CENTURY = 2000
"""to which a year of two digits belongs"""
_YEAR_DIGITS = 4
BEFORE_YEAR = frozenset(
    {
        *("de", "of", "du", "l", "'", "in", "en", ",", "son", "sa", "its", "the", "s"),
        *(
            "exercice",
            "fiscal",
            "year",
            "annee",
            "fy",
            "cy",
            "calendar",
            "civile",
            "civil",
            "calendaire",
            "decale",
            "comptable",
        ),
        *("financial", "dernier", "last", "civil", "calendaire"),
    }
)
"""words between a quarter, a month or "fiscal" and its year"""
_ELIDED = frozenset({"l", "d"})
_ARTICLES = frozenset(
    ["the", "fiscal", "fy", "l", "'", "le", "la", "les", "its", "son", "in", "en", "sur", "during"]
)
_CIVIL = frozenset({"calendar", "cy", "civil", "civile", "civils", "civiles", "calendaire"})
ORDINALS = frozenset({"er", "st", "nd", "rd", "th"})
"""may be written behind the day of a month"""


def past_hyphen(tokens: Sequence[Token], place: int) -> int:
    """Return the token at a place, or the one after it where that is a hyphen."""
    return place + 1 if place < len(tokens) and tokens[place].text == "-" else place


def year_of_pair(tokens: Sequence[Token], position: int, year: int) -> int:
    """Return the year after one, where a stroke or a hyphen joins both, and 0 else."""
    pair = tokens[position : position + 3]
    if len(pair) < 3 or pair[1].text not in "-/" or pair[1].start != pair[0].end:  # noqa: PLR2004 - a year, a sign, a year
        return 0
    text = pair[2].text
    following = written_year(text) or (CENTURY + int(text) if len(text) == 2 and text.isdigit() else 0)  # noqa: PLR2004 - a year of two digits
    return following if following == year + 1 and pair[2].start == pair[1].end else 0


def written_year(text: str) -> int:
    """Return the year that four digits write, and 0 for what is none."""
    if len(text) == _YEAR_DIGITS and text.isdigit() and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        return int(text)
    return 0


def day_number(token: Token) -> int:
    """Return the day of a month that a number may be, and 0 for what is none."""
    if token.kind == "number" and token.text.isdigit() and len(token.text) <= 2:  # noqa: PLR2004 - the days of a month, of two digits
        return int(token.text) if 1 <= int(token.text) <= 31 else 0  # noqa: PLR2004 - the days of a month, of two digits
    return 0


def last_such_day(month: int, day: int, published: date | None) -> Period | None:
    """Return the last such day of a year up to publication, or None where there is none."""
    if published is None:
        return None
    year = published.year - ((month, day) > (published.month, published.day))
    try:
        return Period.instant(date(year, month, day))
    except ValueError:
        return None


def stands_free(tokens: Sequence[Token], position: int) -> bool:
    """Return whether nothing is written together with a number before it."""
    before = tokens[position - 1] if position else None
    return before is None or before.end < tokens[position].start or before.kind != "word"


def is_civil(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a period is said to be of the calendar: "calendar 2024", "l'année civile 2024"."""
    return any(token.word in _CIVIL for token in tokens[max(0, start - 2) : end + 1])


def past_article(tokens: Sequence[Token], position: int) -> int:
    """Return where the words before a period begin, an article or "fiscal" left out."""
    while position > 0 and tokens[position - 1].word in _ARTICLES:
        if tokens[position - 1].text == "'" and tokens[max(0, position - 2)].word not in _ELIDED:
            # "Qu'en 2023": the apostrophe is that of the word that compares.
            break
        position -= 1
    return position
