"""What do the claims beside a claim, once they are borne out, say of how it is to be read?

A level that fits to three digits was read rightly: its change is of the same metric and period, and what
else its sentence tells is of the same period.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from titre.claims.judging.candidates import metrics_of
from titre.claims.judging.doubts import is_named
from titre.claims.judging.verdicts import TELLING
from titre.claims.model import Kind
from titre.claims.quantities.scales import MULTIPLE
from titre.claims.reading.context import MetricSense
from titre.claims.reading.timing import QUARTER, RUN, YEAR, When
from titre.kernel.periods import PeriodKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from titre.claims.judging.verdicts import Judgement
    from titre.claims.reading.readings import Reading

_CHANGES = frozenset({Kind.CHANGE, Kind.CHANGE_YOY, Kind.CHANGE_QOQ})
_LEVELS = frozenset({Kind.LEVEL, Kind.RECORD, Kind.RATIO})
_KINDS = {PeriodKind.YEAR: YEAR, PeriodKind.QUARTER: QUARTER}


def is_borne_out(reading: Reading, judged: Judgement) -> bool:
    """Return whether a level fits its figure so well that it was surely read rightly."""
    quantity = reading.quantity
    return (
        reading.kind in _LEVELS
        and quantity is not None
        and quantity.digits >= TELLING
        and judged.by_filings
        and judged.figure is not None
        and judged.figure.period.kind in _KINDS
    )


def level_of(reading: Reading, article: Sequence[Reading]) -> Reading | None:
    """Return the level that a change stands with, of the same company and metric, or None."""
    if reading.kind not in _CHANGES or reading.level < 0 or reading.sense is None:
        return None
    for other in article:
        if other.quantity is None or other.start != reading.level or other.kind not in _LEVELS:
            continue
        same = other.companies == reading.companies and other.segment == reading.segment
        if same and other.sense is not None and {*other.sense.metrics} & {*reading.sense.metrics}:
            return other
    return None


def of_level(reading: Reading, level: Reading, judged: Judgement) -> Reading:
    """Return a change as that of a level that is borne out: of its metric, in its period."""
    assert judged.figure is not None
    assert judged.metric is not None
    assert reading.sense is not None
    if not _names_none_else(reading, level):
        return reading
    metric = judged.metric.partition("[")[0]
    return replace(
        reading,
        sense=MetricSense((metric,), reading.sense.sign),
        when=_told(reading, judged),
        company_sure=True,
        metric_sure=True,
        attached=True,
    )


def between_levels(
    reading: Reading, judged: Sequence[tuple[Reading, Judgement]]
) -> tuple[Reading, Decimal, Decimal] | None:
    """Return a change as that of the later of two levels beside it that are borne out, and both; or None.

    "Net income climbed to 397.7 million from 357.1, a rise of 1.1%": the text tells between what it is.
    """
    if reading.kind not in _CHANGES or reading.sense is None or reading.segment or reading.hinted:
        return None
    levels = [
        (other, beside.figure)
        for other, beside in judged
        if other.sentence == reading.sentence
        and other.companies == reading.companies
        and is_borne_out(other, beside)
        and beside.figure is not None
        and beside.figure.end is not None
        and beside.figure.metric in reading.sense.metrics
    ]
    ends = sorted({figure.end for _, figure in levels if figure.end is not None})
    if len(levels) != 2 or len(ends) != 2:  # noqa: PLR2004 - from one to the other
        return None
    before, now = sorted((figure for _, figure in levels), key=lambda figure: figure.end or date.min)
    if before.value is None or now.value is None or min(before.value, now.value) <= 0:
        return None
    period = now.period
    when = When(_KINDS[period.kind], 0, 0, period=period, fiscal=True)
    told = replace(reading, when=when, company_sure=True, metric_sure=True, attached=True, begun=False)
    return told, before.value, now.value


def _names_none_else(reading: Reading, level: Reading) -> bool:
    """Return whether a change names no other period than the level that it stands with."""
    return reading.when is None or _same(reading.when, level.when)


def of_neighbours(
    reading: Reading, around: Sequence[Reading], borne_out: Sequence[tuple[Reading, Judgement]]
) -> Reading | None:
    """Return a claim with what others, told of the same period in the same words, prove, or None.

    What is borne out in the same sentence proves who and when. What is borne out further off may be of
    another period than the claim: "… went the other way: 32.3, 52.5 and 91.4".
    """
    when = reading.when
    if when is None or reading.sense is None or reading.compared or reading.begun:
        return None
    told = [
        (other, judged)
        for other, judged in borne_out
        if other.companies == reading.companies and _same(when, other.when)
    ]
    beside = [(other, judged) for other, judged in told if other.sentence == reading.sentence]
    if reading.kind in _CHANGES:
        if reading.quantity is None or reading.quantity.form == MULTIPLE:
            # "Twice as fast" compares with another change.
            return None
        carried = when.carried and any(other.when is not None and other.when.carried for other, _ in beside)
        return replace(reading, when=replace(when, carried=False)) if carried else None
    if _is_in_a_row(reading, around, borne_out):
        return replace(
            reading,
            when=replace(when, carried=False),
            metric_sure=True,
            tied=True,
            narrowed=False,
            company_sure=True,
            attached=True,
        )
    metrics = {*metrics_of(reading, reading.sense)}
    proofs = [(other, judged) for other, judged in beside if judged.metric not in metrics]
    if not proofs and _is_surrounded(reading, told):
        proofs = told
    if proofs and not reading.hinted and reading.metric_sure and reading.tied and _is_alone(reading, around):
        return replace(
            reading,
            when=_told(reading, proofs[0][1]),
            written_out=True,
            attached=True,
            company_sure=True,
            in_full=reading.in_full or any(not other.in_full for other, _ in proofs),
        )
    dated = any(judged.metric not in metrics for _, judged in told) and not is_named(reading)
    return replace(reading, dated=True) if dated else None


def _is_in_a_row(
    reading: Reading, around: Sequence[Reading], borne_out: Sequence[tuple[Reading, Judgement]]
) -> bool:
    """Return whether others of the sentence are borne out that tell the same metric of their own names.

    "The iPhone brought in 44.6 billion and services 27.4; the Mac, 8 million": what stands in a row with them
    is of the same metric and period.
    """
    sense, when = reading.sense, reading.when
    if sense is None or when is None or not (reading.named_last or reading.segment):
        return False
    beside = [
        (other, judged)
        for other, judged in borne_out
        if other.sentence == reading.sentence and other.kind is reading.kind and _same(when, other.when)
    ]
    return any(
        _whose(other) != _whose(reading)
        and bool(other.segment) is bool(reading.segment)
        and (judged.metric or "").partition("[")[0] in sense.metrics
        for other, judged in beside
    ) and not any(
        other is not reading and other.sentence == reading.sentence and _whose(other) == _whose(reading)
        for other in around
    )


def _whose(reading: Reading) -> tuple[object, ...]:
    """Return whose amount a claim tells: the companies, or the part of one."""
    return reading.companies, reading.segment


def _is_surrounded(reading: Reading, told: Sequence[tuple[Reading, Judgement]]) -> bool:
    return any(o.start < reading.start for o, _ in told) and any(o.start > reading.start for o, _ in told)


def _is_alone(reading: Reading, around: Sequence[Reading]) -> bool:
    """Return whether no other amount of the sentence is of the same metric: one may be of another period."""
    assert reading.sense is not None
    metrics = {*reading.sense.metrics}
    return not any(
        other is not reading
        and other.sentence == reading.sentence
        and other.kind in _LEVELS
        and other.sense is not None
        and {*other.sense.metrics} & metrics
        for other in around
    )


def _told(reading: Reading, judged: Judgement) -> When:
    """Return the period of a figure as if the words of a claim had named it."""
    assert judged.figure is not None
    period = judged.figure.period
    told = When(_KINDS[period.kind], 0, 0, period=period, fiscal=True)
    when = reading.when
    if when is None:
        return told
    told = replace(told, start=when.start, end=when.end)
    # What a change is measured from stays.
    return replace(told, over=when.over, since=when.since) if reading.kind in _CHANGES else told


def _same(one: When, other: When | None) -> bool:
    """Return whether two claims name their period by the same words, wherever these stand."""
    return other is not None and _words(one) == _words(other)


def _words(when: When) -> When:
    """Return a period without where its words stand, and from which year a change is measured."""
    when = when if when.kind == RUN else replace(when, over=0, since=0)
    return replace(when, start=0, end=0, carried=False, near=False, others=(), whose="", compared=False)
