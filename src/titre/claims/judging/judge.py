"""Which verdict does a claim get? Each kind and role has its judge; what none can judge is unverifiable."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from titre.claims.judging.adopting import OtherReadings
from titre.claims.judging.candidates import Candidates, metrics_of
from titre.claims.judging.changes import is_slip_between, judge_change
from titre.claims.judging.conversions import judge_conversion
from titre.claims.judging.corroboration import between_levels, is_borne_out, level_of, of_level, of_neighbours
from titre.claims.judging.directions import judge_direction
from titre.claims.judging.exchanges import of_exchanged
from titre.claims.judging.fitting import BOUNDS
from titre.claims.judging.highs import as_a_high
from titre.claims.judging.levels import judge_level
from titre.claims.judging.markets import as_price, judge_market, judge_rank
from titre.claims.judging.performances import judge_performance
from titre.claims.judging.reported import judge_reported
from titre.claims.judging.rivals import judge_beside_rivals
from titre.claims.judging.shares import judge_share
from titre.claims.judging.verdicts import Judgement, of_another_amount, unverifiable
from titre.claims.model import Kind, Role, Verdict
from titre.claims.quantities.scales import COUNT, MULTIPLE, PERCENT, POINTS
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from titre.claims.evidence import Evidence
    from titre.claims.reading.readings import Reading

_CHANGES = frozenset({Kind.CHANGE, Kind.CHANGE_YOY, Kind.CHANGE_QOQ})


class Judge:
    """Judges the claims of one article."""

    def __init__(self, evidence: Evidence, published: date | None) -> None:
        self.evidence = evidence
        self.candidates = Candidates(evidence, published)
        self._others = OtherReadings(self.candidates)
        self._plainly: dict[int, tuple[Reading, Judgement]] = {}
        """what is said of each claim by its own words, by its identity"""

    def prepare(self, readings: Sequence[Reading]) -> None:
        """Name what the claims of an article will need, so that the engine is asked for it together."""
        self.candidates.read(readings)
        for reading in readings:
            entities = [company.entity for company in reading.companies if company.files]
            for sense in (reading.sense, reading.together, reading.whole):
                if sense is not None and entities:
                    named = (*metrics_of(reading, sense), *sense.metrics)
                    self.evidence.prepare(entities, [name.replace("_growth", "") for name in named])

    def judge(self, readings: Sequence[Reading]) -> list[tuple[Reading, Judgement]]:
        """Return an article's claims as they are judged, from first to last, each with its judgement."""
        judged = [(reading, self._beside_others(reading)) for reading in readings]
        for reading, judgement in judged:
            self._others.note(reading, judgement)
        judged = [(reading, of_exchanged(reading, judgement, judged)) for reading, judgement in judged]
        judged = [self._best(reading, judgement) for reading, judgement in judged]
        return [(reading, self._between(reading, judgement, judged)) for reading, judgement in judged]

    def _between(
        self, reading: Reading, judged: Judgement, article: Sequence[tuple[Reading, Judgement]]
    ) -> Judgement:
        """Return the judgement of a change between two levels that its sentence states, or its own."""
        if judged.verdict is not Verdict.UNVERIFIABLE or reading.kind not in _CHANGES:
            return judged
        found = between_levels(reading, article)
        if found is None or not is_slip_between(reading, *found[1:]):
            return judged
        instead = self._judged(found[0])
        return instead if instead.verdict is Verdict.CONTRADICTED else judged

    def _best(self, reading: Reading, judged: Judgement) -> tuple[Reading, Judgement]:
        """Return the reading that fits exactly, of those the text leaves open, where the first does not."""
        if judged.verdict is not Verdict.UNVERIFIABLE:
            return reading, judged
        for other, what in self._others.of(reading):
            if not self._by_its_digits(other):
                continue
            instead = self._judged(other)
            if instead.by_filings:
                self._others.note(other, instead)
                told = say("{text}; {note}", text=instead.explanation, note=what)
                return other, replace(instead, explanation=told)
        return reading, judged

    def _by_its_digits(self, reading: Reading) -> bool:
        """Return whether a claim without its bound is borne out: many a figure is "more than 400 million"."""
        quantity = reading.quantity
        if quantity is None or quantity.hedge not in BOUNDS:
            return True
        return self._judged(replace(reading, quantity=replace(quantity, hedge=None))).by_filings

    def _beside_others(self, reading: Reading) -> Judgement:
        """Return the judgement of a claim, with what the claims beside it say of how it is to be read."""
        level = level_of(reading, self.candidates.around(reading))
        if level is not None:
            judged = self._by_itself(level)
            if is_borne_out(level, judged):
                return self._judged(of_level(reading, level, judged))
            if judged.verdict is Verdict.UNVERIFIABLE:
                # Of what the level is, is open: that of its change is too.
                return self._judged(replace(reading, attached=False))
        judged = self._by_itself(reading)
        if judged.verdict is not Verdict.UNVERIFIABLE or judged.figure is None:
            return judged
        proven = of_neighbours(reading, self.candidates.around(reading), list(self._borne_out(reading)))
        return judged if proven is None else self._judged(proven)

    def _by_itself(self, reading: Reading) -> Judgement:
        """Return what the words of a claim alone say of it."""
        kept = self._plainly.get(id(reading))
        if kept is None:
            # The claim is kept beside what is said of it, so that its identity stays its own.
            kept = self._plainly[id(reading)] = reading, self._judged(reading)
        return kept[1]

    def _borne_out(self, reading: Reading) -> Iterator[tuple[Reading, Judgement]]:
        """Yield the levels nearby that fit so well that they were surely read rightly."""
        for other in self.candidates.around(reading):
            if other is not reading and other.quantity is not None:
                judged = self._by_itself(other)
                if is_borne_out(other, judged):
                    yield other, judged

    def _judged(self, reading: Reading) -> Judgement:
        """Judge a reading; what is said not to be the metric's own figure, no filed figure can tell."""
        judged = self._as_read(reading)
        if reading.otherwise:
            return of_another_amount(judged, reading.otherwise)
        return as_a_high(reading, judged, self.candidates) if reading.high else judged

    def _as_read(self, reading: Reading) -> Judgement:
        if reading.kind is Kind.PERFORMANCE:
            return judge_performance(reading, self.evidence)
        if reading.role is Role.CONVERSION:
            return judge_conversion(reading, self.evidence)
        if self._outside(reading):
            return self._from_outside(reading)
        if reading.quantity is None:
            return judge_direction(reading, self.candidates)
        return self._by_filings(reading)

    def _outside(self, reading: Reading) -> bool:
        """Return whether filings cannot tell: what is foreseen, private, a deal or a price."""
        if reading.kind in {Kind.RANK, Kind.DEAL} or reading.deal is not None:
            return True
        return reading.role is not Role.REPORTED

    def _from_outside(self, reading: Reading) -> Judgement:
        """Judge by events; where none tells, by prices what rests on prices."""
        judged = judge_reported(reading, self.evidence)
        if judged.verdict is not Verdict.UNVERIFIABLE:
            return judged
        if reading.kind is Kind.RANK:
            return judge_rank(reading, self.evidence) or judged
        reading = as_price(reading)
        sense = reading.sense
        priced = reading.role is Role.PRICE and any(company.files for company in reading.companies)
        if sense is not None and priced and self.evidence.is_of_market(sense.metrics[0]):
            return judge_market(reading, self.evidence)
        return judged

    def _by_filings(self, reading: Reading) -> Judgement:  # noqa: PLR0911 - a case a kind of claim
        quantity = reading.quantity
        assert quantity is not None
        if quantity.form == COUNT and quantity.unit != "shares":
            return unverifiable(say("filings hold no number of {things}", things=quantity.unit or ""))
        ratio = reading.sense is not None and self.evidence.is_ratio(reading.sense.metrics[0])
        growth = reading.sense is not None and reading.sense.metrics[0].endswith("_growth")
        if reading.rivals:
            return judge_beside_rivals(reading, self.candidates)
        if reading.kind in _CHANGES and not (ratio and not growth and quantity.form == PERCENT):
            return judge_change(reading, self.candidates)
        if reading.kind is Kind.SHARE:
            return judge_share(reading, self.candidates)
        if quantity.form == POINTS:
            return unverifiable(say("the text does not say what the share is of in words that a figure has"))
        if quantity.form == PERCENT and not ratio:
            return unverifiable(say("the text does not say which ratio the percentage is"))
        if quantity.form == MULTIPLE:
            return unverifiable(say("a multiple of a price needs prices"))
        judged = judge_level(reading, self.candidates)
        if judged.verdict is Verdict.UNVERIFIABLE and judged.figure is None:
            # A level that no filing tells may still be one that an event tells.
            told = judge_reported(reading, self.evidence)
            if told.verdict is not Verdict.UNVERIFIABLE:
                return told
        return judged
