"""Does a level that a claim states hold? Every candidate is compared; the best fit decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.judging.alternatives import held_by_another_reading
from titre.claims.judging.candidates import Candidate, Candidates, metrics_of
from titre.claims.judging.causes import cause_of
from titre.claims.judging.comparing import Compared, compare
from titre.claims.judging.doubts import doubt_beside, doubt_of
from titre.claims.judging.fitting import Fit
from titre.claims.judging.proofs import proven_by
from titre.claims.judging.verdicts import Judgement, unverifiable
from titre.claims.model import Basis, Cause, CauseCode, Detail, Verdict
from titre.claims.telling.writing import Joined, MetricName, Part, Shown
from titre.kernel.messages import Message, say
from titre.kernel.periods import PeriodKind

if TYPE_CHECKING:
    from titre.claims.reading.readings import Reading
    from titre.figures.model import Figure

_CODE = 3
"""letters of a currency's code"""
_AROUND = 4
"""periods before a claim's own that the report draws"""


def judge_level(reading: Reading, candidates: Candidates) -> Judgement:
    """Return the judgement of a claim that states how much a metric was."""
    if (reason := missing(reading)) is not None:
        return unverifiable(reason)
    best: Compared | None = None
    first: Compared | None = None
    foreign: Candidate | None = None
    for candidate in candidates.of(reading):
        compared = compare(reading, candidate)
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
    sure = money and reading.company_sure and reading.metric_sure
    sure = sure and doubt_of(reading, foreign, balance=False) is None
    compared = compare(reading, foreign, unit) if sure else None
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


def _fitting(reading: Reading, best: Compared, candidates: Candidates) -> Judgement:
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


def _not_fitting(reading: Reading, first: Compared, candidates: Candidates) -> Judgement:
    candidate = first.candidate
    detail = _detail(reading, candidate, candidates)
    text = _explained(candidate, [])
    doubt, cause = _doubt_or_cause(reading, first, candidates)
    if doubt is not None:
        return unverifiable(
            say("{text}, but {doubt}", text=text, doubt=doubt),
            figure=candidate.figure,
            metric=candidate.metric,
            period=candidate.label,
            detail=detail,
        )
    return contradicted(candidate, cause, detail)


def contradicted(candidate: Candidate, cause: Cause | None, detail: Detail) -> Judgement:
    """Return the judgement that a level is not what its figure says, and from what that likely comes."""
    text = _explained(candidate, [])
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


def _doubt_or_cause(
    reading: Reading, first: Compared, candidates: Candidates
) -> tuple[Message | None, Cause | None]:
    """Return why a claim that does not fit is not contradicted, or None and the likely cause, if any."""
    candidate = first.candidate
    balance = candidates.evidence.is_balance(candidate.metric)
    if (doubt := doubt_of(reading, candidate, balance=balance)) is not None:
        return doubt, None
    cause = cause_of(reading, candidate, candidates)
    reading = proven_by(reading, cause)
    doubt = doubt_beside(reading, first.value, cause, balance=balance)
    return doubt or held_by_another_reading(reading, candidate, candidates), cause


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
