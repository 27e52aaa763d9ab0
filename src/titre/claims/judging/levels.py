"""Does a level that a claim states hold? Every candidate is compared; the best fit decides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from titre.claims.judging.candidates import OUTFLOWS, Candidate, Candidates, metrics_of
from titre.claims.judging.causes import cause_of
from titre.claims.judging.doubts import doubt_beside, doubt_of, is_named
from titre.claims.judging.fitting import Fit, fit
from titre.claims.judging.spans import Span
from titre.claims.judging.verdicts import Judgement, unverifiable
from titre.claims.model import Basis, Cause, CauseCode, Detail, Verdict
from titre.claims.telling.writing import Joined, MetricName, Part, Shown
from titre.kernel.messages import Message, say
from titre.kernel.periods import Period, PeriodKind

if TYPE_CHECKING:
    from decimal import Decimal

    from titre.claims.reading.readings import Reading
    from titre.figures.model import Figure

_HUNDRED = 100
_CODE = 3
"""letters of a currency's code"""
_YEARS_AROUND = (0, -1, 1, -2)
"""years that a reader may take for the one that a sentence before named"""
_AROUND = 4
"""periods before a claim's own that the report draws"""


@dataclass(frozen=True, slots=True)
class _Compared:
    candidate: Candidate
    value: Decimal
    fit: Fit
    rule: Message | None

    @property
    def rank(self) -> tuple[int, bool]:
        return int(self.fit), self.candidate.default


def judge_level(reading: Reading, candidates: Candidates) -> Judgement:
    """Return the judgement of a claim that states how much a metric was."""
    if (reason := missing(reading)) is not None:
        return unverifiable(reason)
    best: _Compared | None = None
    first: _Compared | None = None
    foreign: Candidate | None = None
    for candidate in candidates.of(reading):
        compared = _compare(reading, candidate)
        if compared is None:
            foreign = foreign or candidate
            continue
        first = first or compared
        if best is None or compared.rank > best.rank:
            best = compared
        if compared.fit is Fit.EXACT:
            break
    if best is None or first is None:
        return _in_other_unit(reading, foreign, candidates)
    if best.fit is Fit.NONE:
        return _not_fitting(reading, first, candidates)
    return _fitting(reading, best, candidates)


def _in_other_unit(reading: Reading, foreign: Candidate | None, candidates: Candidates) -> Judgement:
    """Judge what no figure of its unit can be compared with: the number itself may be that of another."""
    unit = None if foreign is None else foreign.unit
    reason = why_none(reading, candidates, unit)
    if foreign is None or unit is None:
        return unverifiable(reason)
    period = foreign.label
    stated = None if reading.quantity is None else reading.quantity.unit
    own = reading.quantity is not None and not reading.quantity.inherited
    money = own and stated is not None and len(stated) == len(unit) == _CODE
    sure = money and doubt_of(reading, foreign) is None
    compared = _compare(reading, foreign, unit) if sure else None
    if compared is None or compared.fit is not Fit.EXACT:
        return unverifiable(reason, metric=foreign.metric, period=period)
    cause = Cause(CauseCode.CURRENCY, say("the currency is another: the figure is in {unit}", unit=unit))
    return Judgement(
        Verdict.CONTRADICTED,
        say("{text}; {note}", text=_explained(foreign, []), note=cause.words),
        basis=Basis.FILINGS,
        figure=foreign.figure,
        metric=foreign.metric,
        period=period,
        rule=say("the number stated is that of the figure in its own currency"),
        cause=cause,
        detail=_detail(reading, foreign, candidates),
    )


def missing(reading: Reading) -> Message | None:
    """Return what a reading lacks so that nothing can be looked up, or None."""
    if not reading.companies:
        return say("no company is named that the claim could be about")
    unknown = [company.name for company in reading.companies if not company.files]
    if unknown:
        return say("no filings of {company} are in the store", company=", ".join(unknown))
    if reading.sense is None:
        return say("the text names no metric that the amount could be of")
    return None


def _compare(reading: Reading, candidate: Candidate, taken_as: str | None = None) -> _Compared | None:
    """Return a candidate beside what was stated; None where units differ.

    ``taken_as`` is the unit that the stated number is taken to be in, for its own.
    """
    quantity, value = reading.quantity, candidate.value
    if quantity is None or value is None or reading.sense is None:
        return None
    unit = candidate.unit or ""
    if taken_as is not None:
        quantity = replace(quantity, unit=taken_as)
    if quantity.unit == "percent" and unit == "pure":
        value, unit = value * _HUNDRED, "percent"
    if quantity.unit == "times" and unit == "pure":
        unit = "times"
    if quantity.unit is not None and quantity.unit != unit.replace("/shares", "/share"):
        return None
    value *= reading.sense.sign
    if candidate.metric in OUTFLOWS:
        value = abs(value)
    if reading.sense.sign < 0 and quantity.value < 0:
        # "une perte de −1,3 Md€" says the sign twice.
        value = -value
    found, rule = fit(quantity, value)
    return _Compared(candidate, value, found, rule)


def why_none(reading: Reading, candidates: Candidates, foreign: str | None) -> Message:
    """Return why there is no figure to compare with: the engine's own reason where it gave one."""
    quantity = reading.quantity
    if foreign is not None and quantity is not None:
        return say("stated in {stated}, the figure is in {unit}", stated=quantity.unit or "", unit=foreign)
    evidence = candidates.evidence
    if evidence.source is None:
        return say("no figures are at hand")
    if reading.sense is None:
        return say("the text names no metric that the amount could be of")
    metric = metrics_of(reading, reading.sense)[0]
    for company in reading.companies:
        for span in candidates.periods(reading, metric):
            if (reason := evidence.reason(company.entity, metric, span.last)) is not None:
                return reason
    if reading.when is not None:
        return say("the period that the text names is none that filings know")
    return say("the text names no period, and no figure of late is known")


def _fitting(reading: Reading, best: _Compared, candidates: Candidates) -> Judgement:
    candidate = best.candidate
    verdict = Verdict.SUPPORTED if best.fit is Fit.EXACT else Verdict.APPROXIMATE
    notes = [candidate.note] if candidate.note is not None else []
    if reading.sense is not None and not reading.segment and candidate.metric != reading.sense.metrics[0]:
        notes.insert(0, say("taken as {metric}", metric=MetricName(candidate.metric)))
    return Judgement(
        verdict,
        _explained(candidate, notes),
        basis=Basis.FILINGS,
        figure=candidate.figure,
        metric=candidate.metric,
        period=candidate.label,
        rule=best.rule,
        detail=_detail(reading, candidate, candidates),
    )


def _explained(candidate: Candidate, notes: list[Message]) -> Message:
    value = Shown.ratio(candidate.value, candidate.unit, candidate.figures[0].written_in)
    text = say(
        "{metric}, {period}: {value}",
        metric=MetricName(candidate.metric),
        period=candidate.label,
        value=value,
    )
    if len(candidate.figures) > 1:
        parts = Joined([Part(figure) for figure in candidate.figures])
        text = say("{text} (sum of {parts})", text=text, parts=parts)
    for note in notes:
        text = say("{text}; {note}", text=text, note=note)
    return text


def _not_fitting(reading: Reading, first: _Compared, candidates: Candidates) -> Judgement:
    candidate = first.candidate
    detail = _detail(reading, candidate, candidates)
    text = _explained(candidate, [])
    doubt = doubt_of(reading, candidate)
    cause = None if doubt is not None else cause_of(reading, candidate, candidates)
    doubt = doubt or doubt_beside(reading, first.value, cause)
    if doubt is None and not is_named(reading) and _fits_another_period(reading, candidate, candidates):
        doubt = say("the text names no period")
    if doubt is not None:
        return unverifiable(
            say("{text}, but {doubt}", text=text, doubt=doubt),
            figure=candidate.figure,
            metric=candidate.metric,
            period=candidate.label,
            detail=detail,
        )
    return Judgement(
        Verdict.CONTRADICTED,
        text if cause is None else say("{text}; {note}", text=text, note=cause.words),
        basis=Basis.FILINGS,
        figure=candidate.figure,
        metric=candidate.metric,
        period=candidate.label,
        rule=say("no definition, calendar or vintage fits the digits stated"),
        cause=cause,
        detail=detail,
    )


def _fits_another_period(reading: Reading, candidate: Candidate, candidates: Candidates) -> bool:
    """Return whether what is stated fits the figure of a period that a reader could take instead.

    The years and quarters around the one that was named a sentence before, and the last ones known.
    """
    entity = reading.companies[0].entity
    year = candidate.period.year
    periods = [Period.fiscal_year(year + step) for step in _YEARS_AROUND]
    periods += [Period.fiscal_quarter(one.year, number) for one in periods for number in (1, 2, 3, 4)]
    for kind in (PeriodKind.TRAILING, PeriodKind.YEAR, PeriodKind.QUARTER):
        latest = candidates.latest(entity, candidate.metric, kind)
        periods += [] if latest is None else [latest]
    for period in periods:
        for definition in candidates.evidence.definitions(candidate.metric):
            figures = candidates.figures(reading.companies, candidate.metric, period, definition)
            other = Candidate(figures, candidate.metric, Span((period,)), default=False)
            compared = _compare(reading, other)
            if compared is not None and compared.fit is not Fit.NONE:
                return True
    return False


def _detail(reading: Reading, candidate: Candidate, candidates: Candidates) -> Detail:
    return Detail(
        operands=candidate.figures if len(candidate.figures) > 1 else (),
        neighbours=neighbours(reading, candidate, candidates),
    )


def neighbours(reading: Reading, candidate: Candidate, candidates: Candidates) -> tuple[Figure, ...]:
    """Return the figures of the periods around a candidate's, oldest first."""
    if len(reading.companies) != 1 or candidate.period.kind is PeriodKind.INSTANT:
        return ()
    around = [candidate.period.shifted(steps) for steps in range(-_AROUND, 2)]
    found = [candidates.figures(reading.companies, candidate.metric, period) for period in around]
    return tuple(figures[0] for figures in found if figures)
