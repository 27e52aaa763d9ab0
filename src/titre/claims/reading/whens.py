"""When was each quantity of a sentence? The period named nearest, and what comparisons leave unsaid.

"From 134.9 to 164.5 in 2024": the second is of 2024, the first of the year before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from titre.claims.quantities.scales import AMOUNT
from titre.claims.reading.linking import COMPARING
from titre.claims.reading.timing import (
    DAY,
    EARLIER,
    ENDING,
    IMPLIED,
    MONTH_END,
    PART,
    QUARTER,
    SAME,
    SHIFT,
    SPAN,
    TRAILING,
    YEAR,
    When,
)
from titre.kernel.periods import PeriodKind

if TYPE_CHECKING:
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.memory import Memory

_FROM, _TO = frozenset({"from", "de"}), frozenset({"to", "a"})
_OWN = 4
"""tokens after an amount in which its own period may stand"""
_BETWEEN = 3
"""tokens between the two ends of a movement: "de 16 à près de 17 milliards" """


class Whens:
    """Gives the quantities of one sentence, asked for from left to right, their periods."""

    def __init__(self, scene: Scene, memory: Memory) -> None:
        self.scene, self.memory = scene, memory
        self._last: When | None = None

    def of(self, quantity: Quantity) -> When | None:
        """Return the period of a quantity, or None where nothing names one."""
        base = self._last
        pair = self._of_pair(quantity)
        if pair is not None:
            self._last = pair
            return pair
        when = self.scene.over_years(quantity) or self.scene.time_of(quantity)
        if base is not None and self._compared(quantity, when):
            # "52 in 2024, from 32": the year before is meant, but not said.
            return _earlier(base)
        if when is not None and self._moves_from(quantity, when):
            return _earlier(when)
        if when is not None and when.kind == SAME:
            when = self._last or self.memory.when
        if when is not None and when.kind == SHIFT:
            when = self._shifted(when)
        if when is not None and when.kind == EARLIER and base is not None:
            return replace(_earlier(base), start=when.start, end=when.end)
        if when is not None and when.kind in {TRAILING, MONTH_END}:
            dated = next((one for one in self.scene.times if one.period or one.kind == ENDING), None)
            when = dated or when
        self._last = when or self._last
        return when or self.memory.period

    def _shifted(self, when: When) -> When | None:
        """Return the period some years from the one named before: "two years later"."""
        before = [one for one in self.scene.times if one.end <= when.start and one.period is not None]
        base = before[-1] if before else self._last or self.memory.when
        if base is None or base.period is None or base.period.kind is PeriodKind.INSTANT:
            return None
        steps = when.number if base.period.kind is PeriodKind.YEAR else when.number * 4
        period = base.period.shifted(steps)
        return When(base.kind, when.start, when.end, period, year=period.year)

    def _compared(self, quantity: Quantity, when: When | None) -> bool:
        """Return whether an amount is what the one before is compared with, its own period left unsaid."""
        before = self.scene.tokens[quantity.first - 1].word if quantity.first else ""
        if quantity.hedge is not None and before == "than":
            # "More than a fifth" compares with no other year.
            return False
        own = when is not None and when.kind != DAY and 0 <= when.start - quantity.last <= _OWN
        earlier = [one for one in self.scene.quantities if one.last <= quantity.first]
        return before in COMPARING and bool(earlier) and not own

    def _moves_from(self, quantity: Quantity, when: When) -> bool:
        """Return whether an amount is the first of two of a movement whose end alone is dated."""
        scene = self.scene
        first = scene.tokens[quantity.first - 1].word if quantity.first else ""
        if first not in _FROM or quantity.form != AMOUNT or when.kind not in {YEAR, QUARTER, ENDING, PART}:
            return False
        index = list(scene.quantities).index(quantity)
        following = scene.quantities[index + 1 : index + 2]
        if (
            not following
            or following[0].form != AMOUNT
            or (when.start < following[0].last and when.start >= quantity.last)
        ):
            return False
        between = scene.tokens[quantity.last : following[0].first]
        return 0 < len(between) <= _BETWEEN and between[0].word in _TO

    def _of_pair(self, quantity: Quantity) -> When | None:
        """Return the period where the sentence names two years at once: "de 307 à 350 entre 2023 et 2024".

        Each of two amounts has its own; growth is that of the later year where the years follow each
        other; anything else spans years that no label names.
        """
        pair = self.scene.pair_of_years()
        if pair is None:
            return None
        quantities = self.scene.quantities
        before = [one for one in quantities if one.last <= pair[0].start and one.form == AMOUNT][-2:]
        after = [one for one in quantities if one.first >= pair[1].end and one.form == AMOUNT][:2]
        moved = before or after
        if quantity in moved and len(moved) > 1:
            return pair[moved.index(quantity)]
        if quantity.form != AMOUNT and pair[1].year == pair[0].year + 1:
            return pair[1]
        return When(SPAN, pair[0].start, pair[1].end)


def _earlier(when: When) -> When:
    """Return the period of the year before one, as what is meant and not said."""
    if when.period is None or when.kind == ENDING:
        return replace(when, back=when.back + 1, period=None)
    if when.period.kind is PeriodKind.INSTANT:
        return When(SPAN, when.start, when.end)
    earlier = when.period.year_earlier()
    return When(
        when.kind if when.kind in {YEAR, QUARTER} else IMPLIED,
        when.start,
        when.end,
        earlier,
        year=earlier.year,
    )
