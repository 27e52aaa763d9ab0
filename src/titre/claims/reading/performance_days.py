"""From which day to which is a performance told? The closes that prose names, in French and English."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from titre.claims.reading.timing import DAY, MONTH_END, PART, QUARTER, SAME, YEAR, When
from titre.kernel.periods import Period

if TYPE_CHECKING:
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.performance_words import PerformanceLexicon

_MONTHS_A_YEAR, _MONTHS_A_QUARTER = 12, 3
_ARTICLES = frozenset({"the", "le", "la", "l", "'", "de", "d"})
_LAST_DAY = 31
_LATE = frozenset({"late"})
"""before a year: some day in its last months"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days whose closes a performance is between, as far as the words name them."""

    start: date | None = None
    end: date | None = None
    """None: the day of publication, or the last close before it"""
    months: int = 0
    """the length, counted back from the end"""
    exact: bool = True
    """whether the words leave no other day open"""


def stretch_of(scene: Scene, words: PerformanceLexicon, published: date | None) -> Stretch:
    """Return the days that a sentence names for what performed in it."""
    days = [
        (when, day)
        for when in (_end_of_year(scene, words, one) for one in scene.times)
        if (day := _day(scene, when, published)) is not None
    ]
    if len(days) > 1:
        named = sorted(day for _, day in days)
        return Stretch(named[0], named[-1], exact=len(days) == 2)  # noqa: PLR2004 - the first and the last day
    if days:
        found = _of_one_day(scene, words, *days[0], published)
        return _with_length(scene, words, found)
    month = _since_month(scene, words, published)
    if month is not None:
        return month
    if published is not None and _since_new_year(scene, words):
        return Stretch(date(published.year - 1, _MONTHS_A_YEAR, _LAST_DAY))
    lengths = scene.all(words.lengths)
    if lengths:
        return Stretch(months=int(lengths[0].meaning), exact=len(lengths) == 1)
    return _of_period(scene, words, published)


def _since_new_year(scene: Scene, words: PerformanceLexicon) -> bool:
    """Return whether it is told of the year that runs; "cette année-là" is of another."""
    others = [when for when in scene.times if when.kind == SAME]
    return any(
        not any(when.start <= match.start < when.end for when in others)
        for match in scene.all(words.year_start)
    )


def months_before(day: date, months: int) -> date:
    """Return the same day some months before, or the last of that month where it has none such."""
    place = day.year * _MONTHS_A_YEAR + day.month - 1 - months
    year, month = divmod(place, _MONTHS_A_YEAR)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), _end_of(year, month + 1))


def month_end_before(day: date, month: int, year: int = 0) -> date:
    """Return the last day of a month of a year; of one without its year, the last that is over on a day."""
    end = _end_of(year or day.year, month)
    return end if year or end <= day else _end_of(day.year - 1, month)


def _of_one_day(
    scene: Scene, words: PerformanceLexicon, when: When, day: date, published: date | None
) -> Stretch:
    if words.since.before(scene.tokens, when.start) is not None:
        return Stretch(start=day)
    if words.until.before(scene.tokens, when.start) is not None:
        return Stretch(end=day)
    if any(one.kind in {PART, QUARTER} for one in scene.times):
        # "In the first half, … to 738 dollars on 30 June": the day is that of a close, not of the move.
        return _of_period(scene, words, published)
    if words.on.before(scene.tokens, when.start) is not None:
        # The move of one session: from the close before it.
        return Stretch(day - timedelta(days=1), day)
    return Stretch(end=day, exact=False)


def _with_length(scene: Scene, words: PerformanceLexicon, found: Stretch) -> Stretch:
    """Return a stretch whose length stands beside its end: "in the twelve months to 16 July 2025"."""
    lengths = scene.all(words.lengths)
    if found.end is None or not lengths:
        return found
    return replace(found, start=None, months=int(lengths[0].meaning), exact=True)


def _end_of_year(scene: Scene, words: PerformanceLexicon, when: When) -> When:
    """Return the last day of a year where its end is named: "the end of 2024", "fin 2024"."""
    ended = words.month_end.before(scene.tokens, when.start) if when.kind == YEAR and when.year else None
    if ended is None or scene.tokens[ended.start].word in _LATE:
        return when
    return When(
        DAY, ended.start, when.end, Period.instant(date(when.year, _MONTHS_A_YEAR, _LAST_DAY)), year=when.year
    )


def _day(scene: Scene, when: When, published: date | None) -> date | None:
    """Return the day that words name in full, or without the year where publication tells it."""
    if when.kind == MONTH_END:
        return None if published is None else month_end_before(published, when.month, when.year)
    if when.kind != DAY:
        return None
    if when.period is not None:
        return when.period.day
    numbers = [token.text for token in scene.tokens[when.start : when.end] if token.text.isdigit()]
    if when.year or published is None or not numbers or len(numbers[0]) > 2:  # noqa: PLR2004 - digits of a day
        return None
    try:
        day = date(published.year, when.month, int(numbers[0]))
        return day if day <= published else date(published.year - 1, when.month, int(numbers[0]))
    except ValueError:
        return None


def _since_month(scene: Scene, words: PerformanceLexicon, published: date | None) -> Stretch | None:
    """Return the stretch since a month: from the close before it, or from its end where that is said."""
    for since in scene.all(words.since):
        place = since.end
        ended = words.month_end.at(scene.tokens, place)
        place = place if ended is None else ended.end
        while place < len(scene.tokens) and scene.tokens[place].word in _ARTICLES:
            place += 1
        month = scene.lexicon.months.at(scene.tokens, place)
        if month is None:
            continue
        following = scene.tokens[month.end].text if month.end < len(scene.tokens) else ""
        year = int(following) if following.isdigit() and len(following) == 4 else 0  # noqa: PLR2004 - digits of a year
        if not year:
            if published is None:
                continue
            year = published.year if month.meaning < published.month else published.year - 1
        end = _end_of(year, month.meaning)
        return Stretch(end if ended is not None else end.replace(day=1) - timedelta(days=1), exact=False)
    return None


def _of_period(scene: Scene, words: PerformanceLexicon, published: date | None) -> Stretch:
    """Return the stretch of a year, a quarter or a part of a year of the calendar."""
    dated = [when for when in scene.times if when.kind in {YEAR, QUARTER, PART}]
    if len(dated) != 1 or (dated[0].kind == YEAR and not dated[0].year):
        # "Last year" of a text that names no day is of no calendar.
        return Stretch(exact=False)
    when = dated[0]
    if when.kind != YEAR:
        return _of_months(when, published)
    start = date(when.year - 1, _MONTHS_A_YEAR, _LAST_DAY)
    if words.since.before(scene.tokens, when.start) is not None:
        return Stretch(start, exact=False)
    end = _end_of(when.year, _MONTHS_A_YEAR)
    return Stretch(start, None if published is not None and end >= published else end)


def _of_months(when: When, published: date | None) -> Stretch:
    """Return the stretch of a quarter or of several; of one without its year, the last that is over."""
    quarter = when.period.quarter if when.period is not None else when.number
    year = when.period.year if when.period is not None else when.year
    months = when.months if when.kind == PART else _MONTHS_A_QUARTER
    if not quarter or not months or (not year and published is None):
        return Stretch(exact=False)
    last = (quarter - 1) * _MONTHS_A_QUARTER + months
    if last > _MONTHS_A_YEAR:
        return Stretch(exact=False)
    if not year:
        assert published is not None
        year = published.year if _end_of(published.year, last) <= published else published.year - 1
    end = _end_of(year, last)
    return Stretch(date(year, last - months + 1, 1) - timedelta(days=1), end, exact=False)


def _end_of(year: int, month: int) -> date:
    """Return the last day of a month."""
    following = date(year + month // _MONTHS_A_YEAR, month % _MONTHS_A_YEAR + 1, 1)
    return following - timedelta(days=1)
