"""Are two amounts of a sentence exchanged? Each is to the digit what the other should be.

"Alphabet had revenue of 47.5 billion, Meta 96.4": that both fit crosswise is no accident, and no misreading
where each stands with its own name. What only one of them fits is open between the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.judging.candidates import Candidate
from titre.claims.judging.causes import of_company, of_metric, of_period
from titre.claims.judging.comparing import compare
from titre.claims.judging.fitting import Fit
from titre.claims.judging.levels import contradicted
from titre.claims.judging.spans import Span
from titre.claims.judging.verdicts import TELLING, Judgement
from titre.claims.model import Kind, Role, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.model import Cause
    from titre.claims.reading.readings import Reading

_LEVELS = frozenset({Kind.LEVEL, Kind.RATIO})
_OPEN = frozenset({Verdict.UNVERIFIABLE, Verdict.CONTRADICTED})
_FEWEST = 2
"""digits of an amount that is exchanged with one of three"""


def of_exchanged(
    reading: Reading, judged: Judgement, article: Sequence[tuple[Reading, Judgement]]
) -> Judgement:
    """Return the judgement of a claim whose amount is exchanged with another of its sentence, or its own."""
    if judged.verdict is not Verdict.UNVERIFIABLE or not _may_be(reading, judged):
        return judged
    for other, beside in article:
        if other is reading or other.sentence != reading.sentence or not _may_be(other, beside):
            continue
        cause = _difference(reading, judged, other, beside)
        own, others = _candidate(judged), _candidate(beside)
        if cause is not None and _fits(reading, others) and _fits(other, own):
            return contradicted(own, cause, judged.detail)
    return judged


def _may_be(reading: Reading, judged: Judgement) -> bool:
    """Return whether a claim states an amount that is not borne out, beside the figure that it should be."""
    quantity = reading.quantity
    return (
        judged.verdict in _OPEN
        and judged.figure is not None
        and quantity is not None
        and quantity.digits >= _FEWEST
        and quantity.high is None
        and reading.role is Role.REPORTED
        and reading.kind in _LEVELS
        and not reading.begun
    )


def _difference(reading: Reading, judged: Judgement, other: Reading, beside: Judgement) -> Cause | None:
    """Return the one thing that two claims differ in, where each is sure of its own; None where none is."""
    one, two = reading.quantity, other.quantity
    assert one is not None
    assert two is not None
    if max(one.digits, two.digits) < TELLING or beside.figure is None or beside.metric is None:
        return None
    companies, metric = reading.companies != other.companies, judged.metric != beside.metric
    period = judged.period != beside.period
    if companies and not metric and reading.named_last and other.named_last:
        same = reading.when is not None and reading.when == other.when
        return of_company(other.companies[0]) if same or not period else None
    if metric and not companies and not period and reading.segment == other.segment:
        sure = reading.metric_sure and reading.tied and other.metric_sure and other.tied
        return of_metric(beside.metric) if sure else None
    if period and not companies and not metric and (reading.compared or other.compared):
        return of_period(beside.figure.period)
    return None


def _candidate(judged: Judgement) -> Candidate:
    """Return the figure of a judgement as what another claim may state."""
    assert judged.figure is not None
    assert judged.metric is not None
    return Candidate((judged.figure,), judged.metric, Span((judged.figure.period,)), default=False)


def _fits(reading: Reading, candidate: Candidate) -> bool:
    """Return whether an amount is exactly a figure."""
    compared = compare(reading, candidate)
    return compared is not None and compared.fit is Fit.EXACT
