"""Which verdict does a claim get? Each kind and role has its judge; what none can judge is unverifiable."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from titre.claims.judging.candidates import Candidates, metrics_of
from titre.claims.judging.changes import judge_change
from titre.claims.judging.conversions import judge_conversion
from titre.claims.judging.directions import judge_direction
from titre.claims.judging.levels import judge_level
from titre.claims.judging.markets import judge_market, judge_rank
from titre.claims.judging.performances import judge_performance
from titre.claims.judging.reported import judge_reported
from titre.claims.judging.shares import judge_share
from titre.claims.judging.verdicts import Judgement, unverifiable
from titre.claims.model import Basis, Kind, Role, Verdict
from titre.claims.quantities.scales import COUNT, MULTIPLE, PERCENT, POINTS
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from titre.claims.evidence import Evidence
    from titre.claims.reading.readings import Reading

_TELLING = 3
"""digits from which on an amount that fits is no accident"""
_CHANGES = frozenset({Kind.CHANGE, Kind.CHANGE_YOY, Kind.CHANGE_QOQ})


class Judge:
    """Judges the claims of one article."""

    def __init__(self, evidence: Evidence, published: date | None) -> None:
        self.evidence = evidence
        self.candidates = Candidates(evidence, published)
        self._borne_out: Reading | None = None
        """the last level that a period carried from before made fit"""

    def prepare(self, readings: Sequence[Reading]) -> None:
        """Name what the claims of an article will need, so that the engine is asked for it together."""
        self.candidates.article = readings
        for reading in readings:
            entities = [company.entity for company in reading.companies if company.files]
            for sense in (reading.sense, reading.together, reading.whole):
                if sense is not None and entities:
                    named = (*metrics_of(reading, sense), *sense.metrics)
                    self.evidence.prepare(entities, [name.replace("_growth", "") for name in named])

    def judge(self, reading: Reading) -> Judgement:
        """Return the judgement of a claim; those of an article are asked for from first to last."""
        reading = self._dated(reading)
        judged = self._judged(reading)
        exact = judged.verdict is Verdict.SUPPORTED and judged.basis is Basis.FILINGS
        carried = reading.when is not None and reading.when.carried and not reading.when.others
        if exact and carried and reading.quantity is not None and reading.quantity.digits >= _TELLING:
            self._borne_out = reading
        return judged

    def _dated(self, reading: Reading) -> Reading:
        """Return a claim with its period taken for named where another of its sentence bears it out.

        "Results for the March quarter. Revenue reached 90.2 billion, up 21 %": the 90.2 are of that quarter.
        """
        other, when = self._borne_out, reading.when
        if other is None or when is None or not when.carried or reading.sentence < 0:
            return reading
        if reading.kind not in _CHANGES:
            # "… went the other way: 32.3, 52.5 and 91.4": only the first is of the period borne out.
            return reading
        same = other.sentence == reading.sentence and other.companies == reading.companies
        return replace(reading, when=replace(when, carried=False)) if same and other.when == when else reading

    def _judged(self, reading: Reading) -> Judgement:
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
