"""Which of periods that follow each other is each amount of a list of? "39 and 62 in 2023 and 2024".

"Quarter by quarter, in 2025: 90, 96, 102 and 114", "the profits of the last four years: 23, 39, 62 and 60".
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from titre.claims.reading.clauses import run_of
from titre.claims.reading.small_words import JOINING, LINKS
from titre.claims.reading.timing import LATEST_QUARTER, LATEST_YEAR, QUARTER, YEAR, When
from titre.kernel.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene

_QUARTERS = 4
_FEW = 2
_COUNTS = {
    word: number
    for number, words in {
        2: "2 two deux",
        3: "3 three trois",
        4: "4 four quatre",
        5: "5 five cinq",
        6: "6 six",
        7: "7 seven sept",
        8: "8 eight huit",
    }.items()
    for word in words.split()
}
_OF_YEARS = frozenset({"years", "annees", "ans", "exercices"})
_OF_QUARTERS = frozenset({"quarters", "trimestres"})


def in_order(scene: Scene, quantity: Quantity) -> When | None:
    """Return which of several periods an amount is of, where as many amounts follow each other, or None."""
    run = run_of(scene, quantity)
    if len(run) < _FEW:
        return None
    place = [one.first for one in run].index(quantity.first)
    return _of_named(scene, run, place) or _of_quarters(scene, run, place) or _of_last(scene, run, place)


def _of_named(scene: Scene, run: Sequence[Quantity], place: int) -> When | None:
    """Read "39 and 62 in 2023 and 2024", "in 2023 and 2024, 39 and 62"."""
    before = [when for when in scene.times if when.end <= run[0].first]
    after = [when for when in scene.times if when.start >= run[-1].last]
    for times in (after[: len(run)], before[-len(run) :]):
        joined = all(
            token.word in JOINING or token.word in LINKS
            for one, other in pairwise(times)
            for token in scene.tokens[one.end : other.start]
        )
        if len(times) == len(run) and joined and all(one.period is not None for one in times):
            return times[place]
    return None


def _of_quarters(scene: Scene, run: Sequence[Quantity], place: int) -> When | None:
    """Read the amounts of a year that is told quarter by quarter."""
    years = [when for when in scene.times if when.kind == YEAR and when.period is not None]
    if len(years) != 1 or len(run) > _QUARTERS or not scene.all(scene.lexicon.quarter_by_quarter):
        return None
    year = years[0]
    period = Period.fiscal_quarter(year.year, place + 1)
    return When(QUARTER, year.start, year.end, period, year=year.year, number=place + 1, fiscal=year.fiscal)


def _of_last(scene: Scene, run: Sequence[Quantity], place: int) -> When | None:
    """Read the amounts of as many last years or quarters: which those are, only filings tell."""
    for match in scene.all(scene.lexicon.series):
        around = scene.tokens[max(0, match.start - 1) : match.end + 2]
        count = next((_COUNTS[token.word] for token in around if token.word in _COUNTS), 0)
        words = {token.word for token in around}
        if count == len(run) and words & (_OF_YEARS | _OF_QUARTERS):
            kind = LATEST_YEAR if words & _OF_YEARS else LATEST_QUARTER
            return When(kind, match.start, match.end, number=place - count + 1)
    return None
