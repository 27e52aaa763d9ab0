"""When was each quantity of a sentence? The period named nearest, and what comparisons leave unsaid.

"From 134.9 to 164.5 in 2024": the second is of 2024, the first of the year before.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from titre.claims.model import Kind
from titre.claims.quantities.scales import AMOUNT, MULTIPLE, PERCENT, POINTS
from titre.claims.reading.asides import is_aside, own_times
from titre.claims.reading.brackets import is_in_brackets, of_the_year_before, of_years_in_brackets
from titre.claims.reading.clauses import words_of
from titre.claims.reading.comparisons import is_compared, of_the_same, starts_movement
from titre.claims.reading.linking import CLOSE
from titre.claims.reading.lists import in_order
from titre.claims.reading.nearest import of_its_clause, time_of
from titre.claims.reading.neighbours import (
    comes_before,
    is_quarter,
    is_year,
    quarters_later,
    year_earlier,
    years_later,
)
from titre.claims.reading.roles import is_revised
from titre.claims.reading.senses import first_word
from titre.claims.reading.several_years import (
    added_up,
    change_over,
    of_pair,
    plainly,
    several_years,
    since_year,
    years_counted,
)
from titre.claims.reading.small_words import OF_TIME
from titre.claims.reading.timing import (
    A_YEAR,
    DAY,
    EARLIER,
    ENDING,
    IMPLIED,
    LATEST_QUARTER,
    LATEST_YEAR,
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
from titre.claims.reading.whos import beside_amount
from titre.kernel.periods import Period

if TYPE_CHECKING:
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.memory import Memory
    from titre.claims.reading.mentions import Mention

_RELATIVE = frozenset({PERCENT, MULTIPLE, POINTS})
_OF_A_DAY = frozenset({Kind.DEAL, Kind.PERFORMANCE})
"""kinds of claims whose period is none that figures have"""
_CHANGES = frozenset({Kind.CHANGE, Kind.CHANGE_YOY, Kind.CHANGE_QOQ})
_AFTER = frozenset({"from", "after", "apres"})
"""open a sentence with what the rest of it is measured by"""
_OWN = 4
"""tokens after an amount in which its own period may stand"""
_UNNAMED = When(DAY, 0, 0)
"""the period that nothing names: which is meant, only filings can tell"""
_CONTRAST = OF_TIME | {"alors", "whereas"}
"""open a clause that sets an amount against the one before"""
_TWO = 2
"""years ago from which on a period is told by their number"""
_BESIDE = 3
"""tokens between a period and "alone" """


class Whens:
    """Gives the quantities of one sentence, asked for from left to right, their periods."""

    def __init__(self, scene: Scene, memory: Memory) -> None:
        self.scene, self.memory = scene, memory
        self._moved: dict[int, When | None] = {}
        """by where words like "a year later" stand: the period that they lead to"""
        self._last: When | None = None
        self._main: When | None = None
        """the last period that was told of, not only compared with: what "a year ago" is counted from"""
        self._who: Mention | None = None
        self._each: dict[int, When | None] = {}
        """by first token: the period of each quantity so far"""
        self.told: dict[int, When] = {}
        """by first token: the periods of quantities that name one and are not only compared with another"""

    @cached_property
    def _taken(self) -> When | None:
        """The period of what names none, as the text has told before the sentence."""
        return self.memory.period

    def of(self, quantity: Quantity, kind: Kind, mention: Mention | None) -> When | None:
        """Return the period of a quantity, or None where nothing names one."""
        when = self._each[quantity.first] = self._of(quantity, kind, mention)
        return when

    def _of(self, quantity: Quantity, kind: Kind, mention: Mention | None) -> When | None:
        base, other = self._last, mention is not None and self._who is not None and mention != self._who
        self._who = mention
        relative = (quantity.form in _RELATIVE and kind is not Kind.RATIO) or kind in _CHANGES
        pair = in_order(self.scene, quantity) or of_pair(self.scene, quantity, moved=relative)
        if pair is not None:
            self._last = self.told[quantity.first] = plainly(pair)
            return pair
        beside = self._in_brackets(quantity, base) or self._of_several(quantity, kind, relative=relative)
        if beside is not None:
            return beside
        when = of_its_clause(self.scene, quantity)
        if when is not None:
            return self._in_clause(when, base)
        when = self._named(quantity, relative=relative)
        if (later := self._later_end(quantity, when, base, other=other)) is not None:
            return self._years_before(quantity, later)
        ago = when is not None and when.kind == SHIFT and when.number < 0
        when = None if when is None else self._resolved(quantity, when)
        if ago or (when is not None and when.kind == EARLIER):
            # "Three years earlier it had been 24": the text goes on with what it is told beside.
            return self._ago(when, base)
        if when is not None and when.kind in {TRAILING, MONTH_END}:
            when = self._dated_end(quantity, when)
        if when is not None and kind not in _OF_A_DAY and not self._looks_back(quantity, when):
            self.told[quantity.first] = self._main = when
        period = when or self._taken
        # "It spent 83, up from 53": the period that nobody names is what the second comes before.
        self._last = when or self._last or period
        return period

    def _in_brackets(self, quantity: Quantity, base: When | None) -> When | None:
        """Return the period of an amount where brackets part two years, or an amount from the one before."""
        named = of_years_in_brackets(self.scene, quantity) if quantity.form == AMOUNT else None
        if named is None:
            return of_the_year_before(self.scene, quantity, base)
        if not is_in_brackets(self.scene, quantity):
            self._last = self.told[quantity.first] = self._main = named
        return named

    def _dated_end(self, quantity: Quantity, when: When) -> When:
        """Return the period that dates twelve months, or the end of a month, elsewhere in the sentence.

        "23.5 at the end of 2024, 23.3 at the end of March": what stands right behind an amount is its own.
        """
        if when.kind == MONTH_END and 0 <= when.start - quantity.last <= 1:
            return when
        dated = (one for one in self.scene.times if one.period or one.kind == ENDING)
        return next(dated, when)

    def _later_end(
        self, quantity: Quantity, when: When | None, base: When | None, *, other: bool
    ) -> When | None:
        """Return the period a year before which a quantity is, or None where it is of no such.

        ``when`` is the period named, ``base`` that of the quantity before, which is of an ``other`` company.
        """
        if not other and (base or self._taken is None) and self._compared(quantity, when):
            if base is not None and is_revised(self.scene, quantity):
                return None
            # "52 in 2024, from 32": the year before is meant, but not said; of what is taken, where none is.
            return base or When(DAY, quantity.last, quantity.last)
        if when is not None:
            moves = self._moves_from(quantity, when) and not is_revised(self.scene, quantity)
            return when if moves else None
        if not starts_movement(self.scene, quantity):
            return None
        # "De 27 à 32 %": the second is of the period spoken of, the first of a year before.
        return self._taken or (_UNNAMED if years_counted(self.scene) else None)

    def _years_before(self, quantity: Quantity, later: When) -> When:
        """Return the period a year before one, or as many years as a movement took: "in two years"."""
        years = years_counted(self.scene) if starts_movement(self.scene, quantity) else 0
        for _ in range(max(years, 1)):
            later = year_earlier(later)
        return later

    def _of_several(self, quantity: Quantity, kind: Kind, *, relative: bool) -> When | None:
        """Return the period of what is told over several years, or None where none is."""
        scene = self.scene
        if not relative:
            if quantity.form in _RELATIVE and several_years(scene):
                return When(SPAN, quantity.first, quantity.last)
            return self._since(quantity) or added_up(scene, quantity, kind)
        several = change_over(scene, quantity, self._each)
        if several is None or isinstance(several, When):
            return several
        end = several.end or self._taken or _UNNAMED
        if several.end is not None:
            self.told[quantity.first] = self._main = self._last = end
        return replace(end, over=several.over, since=several.since)

    def _since(self, quantity: Quantity) -> When | None:
        """Return the period of a movement since a year: "since 2021 it has gone from 109 to 78"."""
        scene = self.scene
        year = since_year(scene)
        if year is None or year.end > quantity.first:
            return None
        if starts_movement(scene, quantity):
            return year
        place = scene.place_of(quantity)
        ends = bool(place) and starts_movement(scene, scene.quantities[place - 1])
        return (self._taken or _UNNAMED) if ends else None

    def _ago(self, when: When | None, base: When | None) -> When | None:
        """Return the period that words look back to, which is not kept as what the text has told of."""
        if when is None or when.kind != EARLIER:
            return when
        return self._before(when, base or self._base(when))

    def _in_clause(self, when: When, base: When | None) -> When | None:
        """Return the period of an amount whose clause tells of one: "in 2023, when it lost 2.7 billion"."""
        if when.kind != EARLIER:
            return replace(when, compared=False)
        return self._before(when, base or self._base(when))

    def _before(self, when: When, last: When | None) -> When | None:
        """Return the period that "a year earlier" or "the quarter before" means, after the last one named."""
        base = last if when.number else self._main or last
        if base is None:
            # Of no period that is named: a year before whatever is taken, or the quarter before the last.
            kind, number = (LATEST_QUARTER, -1) if when.months else (DAY, 0)
            return When(kind, when.start, when.end, number=number, back=0 if when.months else 1)
        if when.months or (when.number and is_quarter(base)):
            before = quarters_later(base, -1)
        else:
            before = year_earlier(base)
            if last is not None and before.period is not None and before.period == last.period:
                # "30 in 2024, from 25 in 2023 and 20 the year before": 2023 has its amount.
                before = year_earlier(last)
        return None if before is None else replace(before, start=when.start, end=when.end)

    def _resolved(self, quantity: Quantity, when: When) -> When | None:
        """Return the period that words mean which name none by themselves."""
        if self._is_of_base(quantity, when):
            # "After a loss of 51 in the first quarter of 2009, it earned 25": a year later, but not said.
            later = years_later(when, 1)
            return later and replace(later, carried=True)
        if (ago := self._years_ago(when)) is not None:
            return ago
        resolved = self._same(when) if when.kind == SAME else when
        return self._shifted(resolved) if resolved is not None and resolved.kind == SHIFT else resolved

    def _years_ago(self, when: When) -> When | None:
        """Return the quarter that "two years ago" means beside one, or the period beside "a year ago"."""
        years = when.year - self.memory.now if when.relative and self.memory.now else 0
        if years > -_TWO:
            return None
        base = self._main or self.memory.when
        if base is not None:
            return years_later(base, years) if is_quarter(base) else None
        beside = any(one.kind == EARLIER for one in self.scene.times)
        return When(DAY, when.start, when.end, back=-years) if beside else None

    def _named(self, quantity: Quantity, *, relative: bool) -> When | None:
        """Return the period that the sentence names for a quantity, or None."""
        spoken = self.memory.when
        times = own_times(self.scene, quantity, spoken, self.memory.now)
        when = time_of(self.scene, quantity, times, relative=relative)
        if when is not None and when.kind == IMPLIED and spoken is not None and not is_year(spoken):
            # "In the June quarter … 70 % above the level of last year": of the quarter, not the whole year.
            return None if (spoken.year or self.memory.now) in {0, when.year} else when
        return when

    def _same(self, when: When) -> When | None:
        """Return the period that "that year" or "the quarter" means: the last one named of such a length."""
        named = [one for one in self.scene.times if one.end <= when.start]
        spoken = [*named, *(one for one in (self._last, self.memory.when) if one is not None)]
        if when.months == A_YEAR:
            years = [one for one in (*reversed(named), *self.memory.spoken) if is_year(one)]
            return years[0] if years else self._year_of_quarter()
        if when.months:
            quarters = [one for one in (*reversed(named), *spoken[len(named) :]) if is_quarter(one)]
            return quarters[0] if quarters else When(LATEST_QUARTER, when.start, when.end)
        if named and named[-1].year and named[-1].period is None:
            # "The winter of 2022: that year": the season names the year.
            return When(YEAR, when.start, when.end, Period.fiscal_year(named[-1].year), year=named[-1].year)
        dated = [one for one in named if one.period is not None or is_quarter(one)]
        return dated[-1] if dated else self._last or self.memory.when

    def _year_of_quarter(self) -> When | None:
        """Return the year of the quarter spoken of: "27.2 in the final quarter; 64.6 for the year"."""
        before = self._last or self.memory.when
        if before is None or not is_quarter(before):
            return None
        if before.period is None:
            # What a quarter brings the total of the year to is that of the year just closed.
            return When(LATEST_YEAR, before.start, before.end, fiscal=True)
        return When(
            YEAR, before.start, before.end, Period.fiscal_year(before.year), year=before.year, fiscal=True
        )

    def _base(self, when: When) -> When | None:
        """Return the period that "the year before" at a sentence's beginning comes before: the last named."""
        if self.memory.when is not None:
            return self.memory.when
        later = (one for one in self.scene.times if one.start > when.start and not one.relative)
        return next((one for one in later if one.period), None)

    def _shifted(self, when: When) -> When | None:
        """Return the period some years, or a quarter, from the one named before: "two years later"."""
        if when.start not in self._moved:
            before = [one for one in self.scene.times if one.end <= when.start and one.period is not None]
            base = before[-1] if before else self._last or self.memory.when
            moved = None
            if base is not None:
                moved = quarters_later(base, 1) if when.months else years_later(base, when.number)
            self._moved[when.start] = moved and replace(
                moved, start=when.start, end=when.end, carried=False, compared=False
            )
        return self._moved[when.start]

    def _is_of_base(self, quantity: Quantity, when: When) -> bool:
        """Return whether a period is that of an amount that opens a sentence as what others come after."""
        scene = self.scene
        base = scene.quantities[0]
        led = scene.tokens[first_word(scene.tokens)].word in _AFTER
        beside = 0 <= when.start - base.last <= CLOSE
        if not led or not beside or quantity.first < when.end:
            return False
        # "After spending 52 in 2024, it was left with 73": two metrics, not two years.
        return of_the_same(scene, scene.quantities[1])

    def _looks_back(self, quantity: Quantity, when: When) -> bool:
        """Return whether a quantity, or the clause of its period, is only what the sentence measures by."""
        scene = self.scene
        if is_aside(scene, when, self.memory.when, self.memory.now) or self._is_told_besides(quantity, when):
            return True
        led = scene.tokens[first_word(scene.tokens)].word in _AFTER
        opens = led and quantity.first == scene.quantities[0].first and len(scene.quantities) > 1
        return opens or is_compared(scene, quantity) or starts_movement(scene, quantity)

    def _is_told_besides(self, quantity: Quantity, when: When) -> bool:
        """Return whether a period is only looked back to, or a part of the one spoken of, told apart.

        "In 2022 it had lost 2.7 billion", "the fourth quarter alone brought in 59.9".
        """
        scene, spoken = self.scene, self.memory.when
        if spoken is None or when not in scene.times:
            return False
        start = min(words_of(scene, quantity)[0], when.end)
        told = any(start <= one.start and one.end <= quantity.first for one in scene.all(scene.lexicon.had))
        if told and not comes_before(spoken, when, self.memory.now):
            return True
        if spoken.kind != YEAR or not is_quarter(when):
            return False
        alone = scene.all(scene.lexicon.alone)
        return any(when.start - _BESIDE <= one.start and one.end <= when.end + _BESIDE for one in alone)

    def _compared(self, quantity: Quantity, when: When | None) -> bool:
        """Return whether an amount is what the one before is compared with, its own period left unsaid."""
        if self._had_been(quantity, when):
            return True
        own = when is not None and when.kind != DAY and 0 <= when.start - quantity.last <= _OWN
        earlier = [one for one in self.scene.quantities if one.last <= quantity.first]
        named = beside_amount(self.scene, quantity) is not None
        return is_compared(self.scene, quantity) and bool(earlier) and not own and not named

    def _had_been(self, quantity: Quantity, when: When | None) -> bool:
        """Return whether a clause tells what an amount was before: "where there had been a loss of 91"."""
        scene = self.scene
        start, _ = words_of(scene, quantity)
        start = max([one.last for one in scene.quantities if one.last <= quantity.first], default=start)
        opens = [at for at in range(start, quantity.first) if scene.tokens[at].text.lower() in _CONTRAST]
        had = [one for one in scene.all(scene.lexicon.had) if start <= one.start < quantity.first]
        dated = when is not None and bool(opens) and when.start >= opens[0]
        return not dated and any(at < one.start for at in opens for one in had)

    def _moves_from(self, quantity: Quantity, when: When) -> bool:
        """Return whether a quantity is the first of two of a movement whose end alone is dated."""
        if when.kind not in {YEAR, QUARTER, ENDING, PART} or not starts_movement(self.scene, quantity):
            return False
        following = self.scene.quantities[self.scene.place_of(quantity) + 1]
        if when.end <= quantity.first and any(one.start >= following.last for one in self.scene.times):
            # "Since 2020, from 182 to 350 in 2024": the beginning is dated too.
            return False
        return not quantity.last <= when.start < following.last
