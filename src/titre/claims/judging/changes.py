"""Does a change that a claim states in numbers hold? Growth, multiples, points and amounts of change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from titre.claims.judging.candidates import OUTFLOWS, Candidates, metrics_of
from titre.claims.judging.fitting import Fit, fit
from titre.claims.judging.levels import missing, why_none
from titre.claims.judging.verdicts import Judgement, unverifiable
from titre.claims.model import Basis, Detail, Kind, Role, Verdict
from titre.claims.quantities.scales import MULTIPLE, PERCENT, POINTS
from titre.claims.reading.readings import QUARTER_ON_QUARTER
from titre.claims.reading.timing import QUARTER, YEAR
from titre.claims.telling.writing import Joined, MetricName, Part
from titre.kernel.messages import Message, say
from titre.kernel.numerals import write_number
from titre.kernel.periods import Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.readings import Reading
    from titre.figures.model import Figure

_GROWTH = "_growth"
_HUNDRED = 100
_BASIS_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class _Change:
    metric: str
    now: Figure
    before: Figure
    value: Decimal
    default: bool
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Percentage:
    """A percentage that is written in the reader's language."""

    value: Decimal

    def render(self, language: str = "en") -> str:
        """Return the percentage to a tenth."""
        sign = "\N{NO-BREAK SPACE}%" if language == "fr" else "%"
        return write_number(self.value, language, places=1, signed=True) + sign


def judge_change(reading: Reading, candidates: Candidates) -> Judgement:
    """Return the judgement of a claim that states by how much a metric changed."""
    quantity = reading.quantity
    if (reason := missing(reading)) is not None:
        return unverifiable(reason)
    if quantity is None or len(reading.companies) != 1:
        return unverifiable(say("the growth of several companies together is not computed"))
    stated = _signed(quantity, reading.direction)
    best: tuple[Fit, bool, _Change, Message | None] | None = None
    first: _Change | None = None
    for change in _changes(reading, quantity, candidates):
        found, rule = fit(stated, change.value)
        first = first or change
        if best is None or (found, change.default) > best[:2]:
            best = (found, change.default, change, rule)
    if best is None or first is None:
        return unverifiable(why_none(reading, candidates, None))
    found, _, change, rule = best
    if found is Fit.NONE:
        return _not_fitting(reading, stated, first)
    verdict = Verdict.SUPPORTED if found is Fit.EXACT else Verdict.APPROXIMATE
    return _judgement(verdict, change, rule, None)


def _signed(quantity: Quantity, direction: str | None) -> Quantity:
    """Return the quantity with the sign that the word of change gives it."""
    if direction == "down" and quantity.value > 0 and quantity.form != MULTIPLE:
        high = None if quantity.high is None else -quantity.value
        low = -quantity.value if quantity.high is None else -quantity.high
        mirrored = {"more_than": "less_than", "less_than": "more_than", "at_least": "at_most"}
        return replace(
            quantity, value=low, high=high, hedge=mirrored.get(quantity.hedge or "", quantity.hedge)
        )
    return quantity


def _changes(reading: Reading, quantity: Quantity, candidates: Candidates) -> Iterator[_Change]:
    sense = reading.sense
    if sense is None:
        return
    for position, name in enumerate(metrics_of(reading, sense)):
        metric = name.replace(_GROWTH, "")
        base = metric.partition("[")[0]
        for definition in candidates.evidence.definitions(metric):
            for rank, (period, note) in enumerate(candidates.periods(reading, metric)):
                for step, earlier in enumerate(_befores(reading, period)):
                    pair = [
                        candidates.figures(reading.companies, metric, one, definition)
                        for one in (period, earlier)
                    ]
                    if not all(pair):
                        continue
                    now, before = pair[0][0], pair[1][0]
                    value = _value(quantity, now, before, sense.sign, base)
                    if value is not None:
                        default = not (position or rank or step) and definition is None
                        yield _Change(metric, now, before, value, default, note)


def _befores(reading: Reading, period: Period) -> list[Period]:
    """Return what a change may be measured against, best first."""
    if period.kind is PeriodKind.INSTANT:
        return []
    if period.kind is PeriodKind.YEAR:
        return [period.shifted(-1)]
    year, quarter = period.year_earlier(), period.shifted(-1)
    if reading.kind is Kind.CHANGE_QOQ or reading.against == QUARTER_ON_QUARTER:
        return [quarter]
    return [year] if reading.kind is Kind.CHANGE_YOY else [year, quarter]


def _value(quantity: Quantity, now: Figure, before: Figure, sign: int, base: str) -> Decimal | None:
    if now.value is None or before.value is None or now.unit != before.unit:
        return None
    new, old = now.value * sign, before.value * sign
    if base in OUTFLOWS:
        new, old = abs(new), abs(old)
    if quantity.form == POINTS:
        return (new - old) * (_HUNDRED if quantity.unit == "points" else _BASIS_POINTS)
    if quantity.form not in {PERCENT, MULTIPLE}:
        return new - old
    # Growth from or to a loss has no percentage.
    if old <= 0 or new < 0:
        return None
    return new / old if quantity.form == MULTIPLE else (new / old - 1) * _HUNDRED


def _judgement(verdict: Verdict, change: _Change, rule: Message | None, cause: Message | None) -> Judgement:
    text = say(
        "{metric}: {parts}, against {before} in {period}",
        metric=MetricName(change.metric),
        parts=Joined([Part(change.now, period=True)]),
        before=Joined([Part(change.before, period=False)]),
        period=str(change.before.period),
    )
    if change.before.value and change.before.value > 0 and change.now.value is not None:
        percent = Percentage((change.now.value / change.before.value - 1) * _HUNDRED)
        text = say("{text} ({percent})", text=text, percent=percent)
    for note in (change.note, cause):
        if note is not None:
            text = say("{text}; {note}", text=text, note=note)
    return Judgement(
        verdict,
        text,
        basis=None if verdict is Verdict.UNVERIFIABLE else Basis.FILINGS,
        figure=change.now,
        metric=change.metric,
        period=str(change.now.period),
        rule=rule,
        cause=cause,
        detail=Detail(operands=(change.now, change.before)),
    )


def _not_fitting(reading: Reading, stated: Quantity, first: _Change) -> Judgement:
    sure = (
        reading.role is Role.REPORTED
        and reading.company_sure
        and reading.metric_sure
        and reading.when is not None
        and reading.when.kind in {YEAR, QUARTER}
        and reading.when.period is not None
        and first.default
    )
    if not sure:
        judged = _judgement(Verdict.UNVERIFIABLE, first, None, None)
        doubt = say("{text}, but it is not certain that the words mean this change", text=judged.explanation)
        return replace(judged, explanation=doubt)
    cause = None
    if fit(replace(stated, value=-stated.value, high=None, hedge=None), first.value)[0] is Fit.EXACT:
        cause = say("the direction is turned")
    rule = say("no definition, calendar or vintage fits the digits stated")
    return _judgement(Verdict.CONTRADICTED, first, rule, cause)
