"""Over which years is a quantity told? A change between two of them, what several years add up to.

"Entre 2021 et 2024, +39 %", "up 133 % since 2019", "doubled in three years", "a combined 99 billion over the
last three years".
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from titre.claims.model import Kind
from titre.claims.prose.lexicons import quantity_lexicon
from titre.claims.quantities.scales import AMOUNT, MULTIPLE, PERCENT, POINTS
from titre.claims.reading.comparisons import is_compared, of_the_same, starts_movement
from titre.claims.reading.linking import CLOSE
from titre.claims.reading.small_words import LINKS
from titre.claims.reading.timing import A_QUARTER, A_YEAR, RUN, SPAN, YEAR, When
from titre.claims.reading.written_dates import day_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from titre.claims.prose.phrases import Match
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene

_RELATIVE = frozenset({PERCENT, MULTIPLE, POINTS})
_SUMMED = frozenset({Kind.LEVEL, Kind.CUMULATIVE})
_SINCE, _QUARTERS, _DECADE, _DECADES = "since", "quarters", "decade", "decades"
"""meanings of the words for several years"""
_ANDS = (["and"], ["et"])
_TEN = 10
_FEWEST = 2
_LED = 3
"""tokens before a number of years in which a word that leads to it stands: "over its last two years" """
_AROUND = 8
"""tokens behind a change in which it is told that it is of each year"""
_BEHIND = 8
"""tokens behind a change in which the year stands that it is measured from"""


class Several(NamedTuple):
    """What tells over how many years a change is measured."""

    end: When | None
    """the period that it leads to, where it is named"""
    over: int = 0
    """years"""
    since: int = 0
    """the year that it is measured from"""


class _Counted(NamedTuple):
    """A number of years or quarters: "three years", "les deux derniers trimestres"."""

    number: int
    unit: str
    start: int
    end: int


def is_yearly(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a change is told for each year: "12 % a year", "a compound annual rate of 14 %"."""
    for match in scene.all(scene.lexicon.yearly):
        behind = match.start == quantity.last
        near = match.start < quantity.last + _AROUND and not _stands_between(scene, quantity, match.start)
        # "A year earlier" is a period, "a year on average" none.
        dated = any(one.start <= match.start and match.end < one.end for one in scene.times)
        if near and not dated and (behind or match.meaning != "behind"):
            return True
    return False


def of_pair(scene: Scene, quantity: Quantity, *, moved: bool) -> When | None:
    """Return the period where the sentence names two years at once: "de 307 à 350 entre 2023 et 2024".

    Each of two levels has its own; a change leads to the later year.
    """
    pair = pair_of_years(scene)
    if pair is None:
        return None if moved else _of_both(scene, quantity)
    first, second = pair
    alike = [one for one in scene.quantities if one.form == quantity.form]
    before = [one for one in alike if one.last <= first.start][-2:]
    after = [one for one in alike if one.first >= second.end][:2]
    levels = before or after
    if not moved and quantity in levels and len(levels) > 1:
        return pair[levels.index(quantity)]
    if not moved and quantity.form == AMOUNT:
        return _run_of(pair)
    if not moved:
        return When(SPAN, first.start, second.end)
    over = second.year - first.year
    return second if over == 1 else replace(second, over=over, since=first.year)


def _run_of(pair: tuple[When, When]) -> When:
    """Return two years and those between them as what an amount adds up."""
    first, second = pair
    over = second.year - first.year + 1
    return replace(second, kind=RUN, start=first.start, over=over, since=first.year, months=A_YEAR)


def pair_of_years(scene: Scene) -> tuple[When, When] | None:
    """Return two years that the sentence names as the ends of a stretch: "entre 2023 et 2024"."""
    lexicon, tokens = scene.lexicon, scene.tokens
    years = [when for when in scene.times if when.kind == YEAR and when.period is not None]
    for first, second in pairwise(years):
        link = lexicon.stretch_links.at(tokens, first.end)
        if link is None or second.year <= first.year:
            continue
        if any(token.word not in LINKS for token in tokens[link.end : second.start]):
            continue
        start = first.start
        while start and lexicon.before_years.meaning_of(tokens[start - 1].word) is not None:
            start -= 1
        opened = lexicon.stretch.before(tokens, start) is not None
        if opened or tokens[first.end].kind == "mark":
            return first, second
    return None


def _of_both(scene: Scene, quantity: Quantity) -> When | None:
    """Return two years that one amount alone is told of: "in 2023 and 2024 it spent 64 billion"."""
    if [one.form for one in scene.quantities].count(AMOUNT) > 1 or quantity.form != AMOUNT:
        return None
    years = [when for when in scene.times if when.kind == YEAR and when.period is not None]
    if len(scene.times) != _FEWEST or len(years) != _FEWEST or years[1].year != years[0].year + 1:
        return None
    between = scene.tokens[years[0].end : years[1].start]
    return _run_of((years[0], years[1])) if [one.word for one in between] in _ANDS else None


def plainly(when: When) -> When:
    """Return a period without what is told over several years, as the text goes on with it."""
    return replace(when, kind=YEAR if when.kind == RUN else when.kind, over=0, since=0)


def change_over(scene: Scene, quantity: Quantity, told: Mapping[int, When | None]) -> Several | When | None:
    """Return over which years a change is measured, or a span that no label names.

    ``told`` are the periods of the quantities before, by first token.
    """
    for match in scene.all(scene.lexicon.span):
        if match.meaning == _SINCE:
            year = since_year(scene, match)
            if year is None:
                return When(SPAN, match.start, match.end)
            return Several(_other(scene, year), since=year.year)
        counted = _counted(scene, match)
        if counted is None or counted.unit == _QUARTERS or counted.number == 1:
            continue
        if not _has_its_own(scene, quantity, counted):
            if not counted.number:
                return When(SPAN, match.start, match.end)
            return Several(_other(scene, None), over=counted.number)
    return _between_levels(scene, quantity, told) or _from_year(scene, quantity)


def _between_levels(scene: Scene, quantity: Quantity, told: Mapping[int, When | None]) -> Several | None:
    """Return the years of two levels before a change: "from 118 in 2021 to 164 in 2024, up 39 %"."""
    place = scene.place_of(quantity)
    levels = scene.quantities[max(0, place - 2) : place]
    if len(levels) < _FEWEST or levels[0].form != levels[1].form or not of_the_same(scene, levels[1]):
        return None
    years = [told.get(one.first) for one in levels]
    dated = [one for one in years if one is not None and one.kind == YEAR and one.period is not None]
    if len(dated) < _FEWEST:
        return None
    end = max(dated, key=lambda one: one.year)
    over = abs(dated[0].year - dated[1].year)
    if over < _FEWEST or any(one not in dated and one.start >= levels[1].last for one in scene.times):
        return None
    moved = starts_movement(scene, levels[0]) or is_compared(scene, levels[1])
    return Several(end, over, end.year - over if moved else 0)


def _from_year(scene: Scene, quantity: Quantity) -> Several | None:
    """Return the years of a change that is measured from a year named behind it: "39 % more than in 2021"."""
    behind = range(quantity.last, quantity.last + _BEHIND)
    bases = [
        one
        for one in scene.times
        if one.compared
        and one.kind == YEAR
        and (one.start in behind or one.end <= quantity.first)
        and not _stands_between(scene, quantity, one.start)
    ]
    if not bases:
        return None
    told = [one for one in scene.times if not one.compared and one.end <= quantity.first and one.kind == YEAR]
    # "From 39 in 2023 to 62 in 2024, 169 % more than in 2022": of the year told last.
    end = told[-1] if told else _other(scene, bases[0])
    if end is None or end.kind != YEAR or end.year - bases[0].year < _FEWEST:
        return None
    return Several(end, end.year - bases[0].year)


def _stands_between(scene: Scene, quantity: Quantity, place: int) -> bool:
    """Return whether another quantity stands between a quantity and a token."""
    first, last = sorted((quantity.first, place))
    return any(first < one.first < last for one in scene.quantities)


def _has_its_own(scene: Scene, quantity: Quantity, counted: _Counted) -> bool:
    """Return whether a change that others part from the years counted has its own: "22 % last year and …"."""
    own = any(0 <= one.start - quantity.last <= CLOSE for one in scene.times)
    return own and _stands_between(scene, quantity, counted.start)


def _other(scene: Scene, base: When | None) -> When | None:
    """Return the period that a sentence names besides the one that a change is measured from, or None."""
    others = (one for one in scene.times if one is not base and not one.compared and one.period is not None)
    return next((one for one in others if base is None or one.year > base.year), None)


def since_year(scene: Scene, match: Match[str] | None = None) -> When | None:
    """Return the year that "since" leads to, or None where it leads to something else."""
    if match is None:
        match = next((one for one in scene.all(scene.lexicon.span) if one.meaning == _SINCE), None)
    if match is None:
        return None
    end = match.end
    years = (one for one in scene.times if one.kind == YEAR and one.period is not None)
    return next(
        (one for one in years if one.start >= end and _small(scene, end, one.start)),
        None,
    )


def _small(scene: Scene, start: int, end: int) -> bool:
    words = scene.lexicon.before_years
    return all(
        token.word in LINKS or words.meaning_of(token.word) is not None for token in scene.tokens[start:end]
    )


def years_counted(scene: Scene) -> int:
    """Return how many years a sentence says that something took: "in two years"; 0 where it does not."""
    counted = (_counted(scene, match) for match in scene.all(scene.lexicon.span))
    return next((one.number for one in counted if one is not None and one.unit != _QUARTERS), 0)


def _counted(scene: Scene, match: Match[str]) -> _Counted | None:
    """Return the years or quarters that a number counts; 0 of them where it is not told how many."""
    if match.meaning == _SINCE:
        return None
    if match.meaning == _DECADE:
        return _Counted(_TEN, match.meaning, match.start, match.end)
    number = _number_before(scene, match.start)
    if number is None:
        return None
    number *= _TEN if match.meaning == _DECADES else 1
    return _Counted(number, match.meaning, match.start - 1, match.end)


def several_years(scene: Scene) -> bool:
    """Return whether a sentence speaks of several years: what a ratio in it is of, no label names."""
    for match in scene.all(scene.lexicon.span):
        counted = _counted(scene, match)
        if match.meaning == _SINCE or (counted and counted.unit != _QUARTERS and counted.number != 1):
            return True
    return False


def _number_before(scene: Scene, place: int) -> int | None:
    """Return the number just before a token, 0 for "several", or None where none stands there."""
    if not place:
        return None
    before = scene.tokens[place - 1]
    if before.kind == "number":
        return int(before.text) if day_number(before) else 0
    if scene.lexicon.few.meaning_of(before.word) is not None:
        return 0
    return quantity_lexicon(scene.lexicon.language).numbers.meaning_of(before.word)


def added_up(scene: Scene, quantity: Quantity, kind: Kind) -> When | None:
    """Return the years or quarters that an amount adds up, or None: "over the last three years, 99 billion".

    What a movement leads to in so many years is of the last of them only.
    """
    if quantity.form != AMOUNT or kind not in _SUMMED:
        return None
    told = kind is Kind.CUMULATIVE
    if _moves(scene, quantity, told=told):
        return None
    if told and (year := since_year(scene)) is not None and len(scene.times) == 1:
        return When(RUN, year.start, year.end, year=0, since=year.year, months=A_YEAR)
    for match in scene.all(scene.lexicon.span):
        counted = _counted(scene, match)
        if counted is None or counted.number < _FEWEST or not _leads(scene, counted):
            continue
        opens = counted.end <= quantity.first
        dated = any(one.period is not None for one in scene.times)
        if dated or not (opens or 0 <= counted.start - quantity.last <= 2 * CLOSE):
            continue
        months = A_QUARTER if counted.unit == _QUARTERS else A_YEAR
        return When(RUN, counted.start, counted.end, over=counted.number, months=months)
    return None


def _moves(scene: Scene, quantity: Quantity, *, told: bool) -> bool:
    """Return whether an amount is one end of a movement, or may be where the sentence tells of a change."""
    if not told and any(one.form in _RELATIVE for one in scene.quantities):
        return True
    before = scene.quantities[: scene.place_of(quantity)][-1:]
    ends = any(starts_movement(scene, one) for one in before)
    compared = is_compared(scene, quantity) or starts_movement(scene, quantity)
    return compared or ends or scene.change_near(quantity) is not None


def _leads(scene: Scene, counted: _Counted) -> bool:
    """Return whether the years that are counted are the last ones: "over two years", "les deux dernières"."""
    words = scene.lexicon.lasting
    around = scene.tokens[max(0, counted.start - _LED) : counted.end]
    return any(words.meaning_of(token.word) is not None for token in around)
