"""Does a share of a whole hold? A segment in its company, a cost in its revenue, a company in a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.claims.judging.candidates import OUTFLOWS, Candidate, Candidates
from titre.claims.judging.changes import Percentage
from titre.claims.judging.doubts import is_named
from titre.claims.judging.fitting import Fit, fit, keeps_bound
from titre.claims.judging.levels import missing
from titre.claims.judging.verdicts import Judgement, unverifiable
from titre.claims.model import Basis, Detail, Role, Verdict
from titre.claims.telling.writing import MetricName, Shown
from titre.kernel.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from titre.claims.reading.readings import Reading

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class _Share:
    part: Candidate
    whole: Candidate
    percent: Decimal


def judge_share(reading: Reading, candidates: Candidates) -> Judgement:
    """Return the judgement of a claim that states how large a part is of a whole, in per cent."""
    if (reason := missing(reading)) is not None:
        return unverifiable(reason)
    if reading.whole is None or reading.quantity is None:
        return unverifiable(say("the text does not say what the share is of in words that a figure has"))
    best: tuple[Fit, _Share, Message | None] | None = None
    first: _Share | None = None
    for share in _shares(reading, candidates):
        found, rule = fit(reading.quantity, share.percent)
        first = first or share
        if best is None or found > best[0]:
            best = (found, share, rule)
    if best is None or first is None:
        return unverifiable(say("a figure of the share is not in the store"))
    found, share, rule = best
    if found is not Fit.NONE:
        verdict = Verdict.SUPPORTED if found is Fit.EXACT else Verdict.APPROXIMATE
        return _judgement(verdict, share, rule)
    sure = (
        reading.role is Role.REPORTED
        and reading.company_sure
        and reading.metric_sure
        and reading.attached
        and is_named(reading)
        and not keeps_bound(reading.quantity, first.percent)
    )
    if not sure:
        return _judgement(Verdict.UNVERIFIABLE, first, None)
    rule = say("no definition, calendar or vintage fits the digits stated")
    return _judgement(Verdict.CONTRADICTED, first, rule)


def _shares(reading: Reading, candidates: Candidates) -> Iterator[_Share]:
    assert reading.sense is not None
    assert reading.whole is not None
    for part_metric in reading.sense.metrics:
        for whole_metric in reading.whole.metrics:
            part_name = f"{part_metric}[{reading.segment}]" if reading.segment else part_metric
            for span in candidates.periods(reading, whole_metric):
                part, whole = (
                    Candidate(candidates.over(reading.companies, name, span), name, span, default=False)
                    for name in (part_name, whole_metric)
                )
                if part.value is None or not whole.value or part.unit != whole.unit:
                    continue
                value = abs(part.value) if part_metric in OUTFLOWS else part.value * reading.sense.sign
                yield _Share(part, whole, value / whole.value * _HUNDRED)


def _judgement(verdict: Verdict, share: _Share, rule: Message | None) -> Judgement:
    text = say(
        "{part}: {amount}, {percent} of {whole} ({total}), {period}",
        part=MetricName(share.part.metric),
        amount=Shown(share.part.value, share.part.unit or ""),
        percent=Percentage(share.percent, signed=False),
        whole=MetricName(share.whole.metric),
        total=Shown(share.whole.value, share.whole.unit or ""),
        period=share.whole.label,
    )
    if verdict is Verdict.UNVERIFIABLE:
        text = say("{text}, but it is not certain that the words mean this share", text=text)
    return Judgement(
        verdict,
        text,
        basis=None if verdict is Verdict.UNVERIFIABLE else Basis.FILINGS,
        figure=share.part.figure,
        metric=share.part.metric,
        period=share.whole.label,
        rule=rule,
        detail=Detail(operands=(*share.part.figures, *share.whole.figures)),
    )
