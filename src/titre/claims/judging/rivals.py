"""Does it hold by how much a company's figure is above or below that of others, in the same period?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from titre.claims.judging.candidates import Candidate, Candidates, as_told, metrics_of
from titre.claims.judging.doubts import is_named
from titre.claims.judging.fitting import Fit, best_of, keeps_bound
from titre.claims.judging.levels import missing, why_none
from titre.claims.judging.spans import Span
from titre.claims.judging.verdicts import Judgement, unverifiable
from titre.claims.model import Basis, Detail, Role, Verdict
from titre.claims.quantities.scales import AMOUNT, MULTIPLE, POINTS
from titre.claims.telling.writing import Joined, MetricName, Part
from titre.kernel.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.readings import Reading

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class _Beside:
    own: Candidate
    others: Candidate
    value: Decimal
    default: bool


def judge_beside_rivals(reading: Reading, candidates: Candidates) -> Judgement:
    """Return the judgement of a claim that measures a company's figure against that of others."""
    quantity = reading.quantity
    if (reason := missing(reading)) is not None:
        return unverifiable(reason)
    unknown = [company.name for company in reading.rivals if not company.files]
    if unknown or quantity is None:
        return unverifiable(say("no filings of {company} are in the store", company=", ".join(unknown)))
    best = best_of(quantity, _besides(reading, quantity, candidates))
    if best is None:
        return unverifiable(why_none(reading, candidates, None))
    if best.fit is not Fit.NONE:
        verdict = Verdict.SUPPORTED if best.fit is Fit.EXACT else Verdict.APPROXIMATE
        return _judgement(verdict, best.option, best.rule)
    first = best.first
    if _is_sure(reading) and first.default and not keeps_bound(quantity, first.value):
        rule = say("no definition, calendar or vintage fits the digits stated")
        return _judgement(Verdict.CONTRADICTED, first, rule)
    judged = _judgement(Verdict.UNVERIFIABLE, first, None)
    doubt = say("{text}, but it is not certain that the words mean this comparison", text=judged.explanation)
    return replace(judged, explanation=doubt)


def _besides(reading: Reading, quantity: Quantity, candidates: Candidates) -> Iterator[_Beside]:
    """Yield both figures by each definition, and by how much the one is more, or less, than the other."""
    assert reading.sense is not None
    sign = reading.sense.sign
    for position, metric in enumerate(metrics_of(reading, reading.sense)):
        for definition in candidates.evidence.definitions(metric):
            for span in _spans(reading, metric, candidates):
                own, others = (
                    Candidate(candidates.over(who, metric, span, definition), metric, span, default=False)
                    for who in (reading.companies, reading.rivals)
                )
                if own.value is None or others.value is None or own.unit != others.unit:
                    continue
                pair = as_told(metric, own.value, sign), as_told(metric, others.value, sign)
                ratio = candidates.evidence.is_ratio(metric)
                for down in (False, True) if reading.direction is None else (reading.direction == "down",):
                    for rank, value in enumerate(_differences(quantity, *pair, down=down, ratio=ratio)):
                        default = not (position or rank) and definition is None
                        yield _Beside(own, others, value, default)


def _spans(reading: Reading, metric: str, candidates: Candidates) -> Iterator[Span]:
    """Yield the periods of a claim, each as the companies' own and as the calendar's."""
    for span in candidates.periods(reading, metric):
        yield span
        yield Span(tuple(replace(one, calendar=True) for one in span.periods))


def _differences(
    quantity: Quantity, own: Decimal, others: Decimal, *, down: bool, ratio: bool
) -> Iterator[Decimal]:
    """Yield by how much a figure differs from another, in what a quantity is stated in.

    Points are between two ratios: of what else they are, is not said.
    """
    less, more = (own, others) if down else (others, own)
    if quantity.form == AMOUNT:
        yield more - less
    elif quantity.form == POINTS:
        if ratio:
            yield (more - less) * (_HUNDRED if quantity.unit == "points" else _HUNDRED * _HUNDRED)
    elif min(own, others) <= 0:
        return
    elif quantity.form == MULTIPLE:
        yield more / less
        # "Three times more" may be four times as much.
        yield more / less - 1
    else:
        yield (own / others - 1) * (-_HUNDRED if down else _HUNDRED)


def _is_sure(reading: Reading) -> bool:
    """Return whether the words leave no doubt of whom, of what and of when they tell."""
    when = reading.when
    sure = reading.role is Role.REPORTED and reading.company_sure and reading.metric_sure
    told = len(reading.rivals) == 1 and reading.direction is not None
    return sure and told and when is not None and reading.attached and is_named(reading)


def _judgement(verdict: Verdict, beside: _Beside, rule: Message | None) -> Judgement:
    text = say(
        "{metric}, {period}: {parts}, against {others}",
        metric=MetricName(beside.own.metric),
        period=beside.own.label,
        parts=Joined([Part(figure) for figure in beside.own.figures]),
        others=Joined([Part(figure) for figure in beside.others.figures]),
    )
    return Judgement(
        verdict,
        text,
        basis=None if verdict is Verdict.UNVERIFIABLE else Basis.FILINGS,
        figure=beside.own.figure,
        metric=beside.own.metric,
        period=beside.own.label,
        rule=rule,
        detail=Detail(operands=(*beside.own.figures, *beside.others.figures)),
    )
