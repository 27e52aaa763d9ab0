"""What has been filed since the day an article is judged by? Shown beside a verdict, never part of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from titre.claims.model import Verdict
from titre.claims.telling.writing import Shown
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.evidence import Evidence
    from titre.claims.judging.verdicts import Judgement
    from titre.claims.reading.readings import Reading
    from titre.figures.model import Figure
    from titre.kernel.messages import Message
    from titre.kernel.periods import Period


class _Question(NamedTuple):
    entity: str
    metric: str
    """with its segment"""
    period: Period


def with_what_came_since(
    judged: Sequence[tuple[Reading, Judgement]], evidence: Evidence
) -> list[tuple[Reading, Judgement]]:
    """Return judgements with what was filed later: a figure for the first time, or another one."""
    questions = [_question(reading, judgement) for reading, judgement in judged]
    asked = [question for question in questions if question is not None]
    evidence.prepare({one.entity for one in asked}, {one.metric: None for one in asked})
    told: list[tuple[Reading, Judgement]] = []
    for (reading, judgement), question in zip(judged, questions, strict=True):
        later = None
        if question is not None:
            now = evidence.figure(question.entity, question.metric, question.period, latest=True)
            later = None if now is None else _later(judgement.figure, now)
        if later is not None:
            detail = replace(judgement.detail, later=later)
            told.append((reading, replace(judgement, detail=detail)))
        else:
            told.append((reading, judgement))
    return told


def _question(reading: Reading, judgement: Judgement) -> _Question | None:
    """Return which figure a claim is about; None where it is not known, or something later is told."""
    figure = judgement.figure
    if judgement.detail.later is not None:
        return None
    if figure is not None:
        if "+" in figure.entity:
            return None
        return _Question(figure.entity, figure.full_metric, figure.period)
    when, sense = reading.when, reading.sense
    if (
        judgement.verdict is not Verdict.UNVERIFIABLE
        or len(reading.companies) != 1
        or not reading.companies[0].files
        or sense is None
        or when is None
        or when.period is None
    ):
        return None
    segment = f"[{reading.segment}]" if reading.segment else ""
    return _Question(reading.companies[0].entity, sense.metrics[0] + segment, when.period)


def _later(then: Figure | None, now: Figure) -> Message | None:
    if then is not None and (then.value == now.value or then.definition != now.definition):
        return None
    newest = max(now.facts, key=lambda fact: (fact.filed is not None, fact.filed), default=None)
    if newest is None or newest.filed is None:
        return None
    amount = Shown.of(now)
    filing = f"{newest.form or ''} {newest.accession}".strip()
    if then is None:
        return say("filed since: {amount} ({filing}, {day})", amount=amount, filing=filing, day=newest.filed)
    return say("restated since: {amount} ({filing}, {day})", amount=amount, filing=filing, day=newest.filed)
