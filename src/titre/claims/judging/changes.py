"""Does a change that a claim states in numbers hold? Growth, multiples, points and amounts of change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from titre.claims.judging.candidates import Candidate, Candidates, as_told, metrics_of
from titre.claims.judging.causes import direction_turned, sign_turned
from titre.claims.judging.doubts import is_named, is_resolved
from titre.claims.judging.fitting import Fit, best_of, fit, keeps_bound
from titre.claims.judging.levels import missing, why_none
from titre.claims.judging.several_years import names_both_ends, yearly_rate, years_over
from titre.claims.judging.slips import slip_of_digits
from titre.claims.judging.spans import Span
from titre.claims.judging.verdicts import Judgement, unverifiable
from titre.claims.model import Basis, Cause, Detail, Kind, Role, Verdict
from titre.claims.quantities.scales import MULTIPLE, PERCENT, POINTS, SHARE
from titre.claims.reading.context import MetricSense
from titre.claims.reading.readings import QUARTER_ON_QUARTER
from titre.claims.reading.timing import DAY
from titre.claims.telling.writing import Joined, MetricName, Part
from titre.kernel.messages import Message, say
from titre.kernel.numerals import write_number
from titre.kernel.periods import PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.readings import Reading

_GROWTH = "_growth"
_HUNDRED = 100
_BASIS_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class _Change:
    now: Candidate
    before: Candidate
    value: Decimal
    default: bool
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Percentage:
    """A percentage that is written in the reader's language."""

    value: Decimal
    signed: bool = True

    def render(self, language: str = "en") -> str:
        """Return the percentage to a tenth."""
        sign = "\N{NO-BREAK SPACE}%" if language == "fr" else "%"
        return write_number(self.value, language, places=1, signed=self.signed) + sign


def judge_change(reading: Reading, candidates: Candidates) -> Judgement:
    """Return the judgement of a claim that states by how much a metric changed."""
    quantity = reading.quantity
    if (reason := missing(reading)) is not None:
        return unverifiable(reason)
    if quantity is None:
        return unverifiable(say("the text names no metric that the amount could be of"))
    stated = _signed(quantity, reading.direction)
    best = best_of(stated, _changes(reading, quantity, candidates))
    if best is None:
        return _without_base(reading, candidates)
    if best.fit is Fit.NONE:
        return _not_fitting(reading, stated, best.first, candidates)
    verdict = Verdict.SUPPORTED if best.fit is Fit.EXACT else Verdict.APPROXIMATE
    return _judgement(verdict, best.option, best.rule, None)


def is_slip_between(reading: Reading, before: Decimal, now: Decimal) -> bool:
    """Return whether a change stated is what a slip of digits makes of that from one value to another.

    One that no slip explains may be from a third value: "…, 169% more than in 2022".
    """
    quantity = reading.quantity
    if quantity is None or quantity.form != PERCENT:
        return False
    value = (now / before - 1) * _HUNDRED
    bare = replace(quantity, hedge=None)
    return slip_of_digits(bare, abs(value), reading.language) is not None


def _without_base(reading: Reading, candidates: Candidates) -> Judgement:
    """Judge a growth that cannot be computed: there is no figure, or it is one from or to a loss."""
    pair = next(_pairs(reading, candidates), None)
    if pair is None:
        return unverifiable(why_none(reading, candidates, None))
    now, before = pair.now.value, pair.before.value
    assert reading.sense is not None
    assert now is not None
    assert before is not None
    if reading.sense.sign < 0 < min(now, before):
        # "The loss grew", of a company that made none.
        if _is_sure(reading, pair):
            rule = say("there was no loss in either period")
            return _judgement(Verdict.CONTRADICTED, pair, rule, sign_turned())
        reason = say("there was no loss in either period")
    else:
        reason = say("from or to a loss no percentage tells the change")
    judged = _judgement(Verdict.UNVERIFIABLE, pair, None, None)
    return replace(judged, explanation=say("{text}; {note}", text=judged.explanation, note=reason))


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
    for change in _pairs(reading, candidates):
        assert reading.sense is not None
        value = _value(quantity, change.now, change.before, reading.sense.sign)
        if value is not None and reading.yearly:
            value = _each_year(reading, quantity, change, value)
        if value is not None:
            yield replace(change, value=value)


def _each_year(reading: Reading, quantity: Quantity, change: _Change, value: Decimal) -> Decimal | None:
    """Return a change over several years as that of each of them, or None where it has none."""
    years = years_over(reading.when, change.now.span)
    if not years or quantity.form != PERCENT:
        return None if years else value
    growth = 1 + value / _HUNDRED
    return (yearly_rate(growth, years) - 1) * _HUNDRED if growth > 0 else None


def _pairs(reading: Reading, candidates: Candidates) -> Iterator[_Change]:
    """Yield a figure and what it may be measured against, best first, the change not yet computed."""
    sense = reading.sense
    if sense is None:
        return
    for position, name in enumerate(metrics_of(reading, sense)):
        metric = name.replace(_GROWTH, "")
        for definition in candidates.evidence.definitions(metric):
            for rank, span in enumerate(candidates.periods(reading, metric)):
                for step, earlier in enumerate(_befores(reading, span)):
                    now, before = (
                        Candidate(
                            candidates.over(reading.companies, metric, one, definition),
                            metric,
                            one,
                            default=False,
                        )
                        for one in (span, earlier)
                    )
                    if now.value is None or before.value is None or now.unit != before.unit:
                        continue
                    default = not (position or rank or step) and definition is None
                    yield _Change(now, before, Decimal(), default, span.note)


def _may_be_of_each_year(reading: Reading, stated: Quantity, change: _Change) -> bool:
    """Return whether a change between two years named fits what each of them grew by on average."""
    each = _each_year(reading, stated, change, change.value)
    return each is not None and fit(stated, each)[0] is not Fit.NONE


def _befores(reading: Reading, span: Span) -> list[Span]:
    """Return what a change may be measured against, best first."""
    if span.last.kind is PeriodKind.INSTANT:
        return []
    if years := years_over(reading.when, span):
        return [span.shifted(-years)]
    if reading.when is not None and reading.when.since:
        return []
    year, quarterly = (
        span.shifted(-1),
        reading.kind is Kind.CHANGE_QOQ or reading.against == QUARTER_ON_QUARTER,
    )
    if span.last.kind is PeriodKind.YEAR or len(span.periods) > 1:
        # A year has no quarter before it.
        return [] if quarterly else [year]
    quarter = Span((span.last.shifted(-1),))
    if quarterly:
        return [quarter]
    return [year] if reading.kind is Kind.CHANGE_YOY else [year, quarter]


def _value(quantity: Quantity, now: Candidate, before: Candidate, sign: int) -> Decimal | None:
    if now.value is None or before.value is None:
        return None
    new, old = (as_told(now.metric, value, sign) for value in (now.value, before.value))
    if quantity.form == POINTS:
        return (new - old) * (_HUNDRED if quantity.unit == "points" else _BASIS_POINTS)
    if quantity.form not in {PERCENT, MULTIPLE, SHARE}:
        return new - old
    # Growth from or to a loss has no percentage.
    if old <= 0 or new < 0:
        return None
    return new / old if quantity.form == MULTIPLE else (new / old - 1) * _HUNDRED


def _judgement(verdict: Verdict, change: _Change, rule: Message | None, cause: Cause | None) -> Judgement:
    text = say(
        "{metric}: {parts}, against {before} in {period}",
        metric=MetricName(change.now.metric),
        parts=Joined([Part(figure, period=True) for figure in change.now.figures]),
        before=Joined([Part(figure, period=False) for figure in change.before.figures]),
        period=change.before.label,
    )
    if change.before.value and change.before.value > 0 and change.now.value is not None:
        percent = Percentage((change.now.value / change.before.value - 1) * _HUNDRED)
        text = say("{text} ({percent})", text=text, percent=percent)
    for note in (change.note, None if cause is None else cause.words):
        if note is not None:
            text = say("{text}; {note}", text=text, note=note)
    return Judgement(
        verdict,
        text,
        basis=None if verdict is Verdict.UNVERIFIABLE else Basis.FILINGS,
        figure=change.now.figure,
        metric=change.now.metric,
        period=change.now.label,
        rule=rule,
        cause=cause,
        detail=Detail(operands=(*change.now.figures, *change.before.figures)),
    )


def _is_sure(reading: Reading, change: _Change) -> bool:
    """Return whether a change is that of which the words tell, so that it may contradict them."""
    return (
        reading.role is Role.REPORTED
        and reading.company_sure
        and reading.metric_sure
        and reading.when is not None
        and reading.attached
        and not reading.begun
        and (is_named(reading) or (not reading.when.carried and is_resolved(reading)))
        and reading.when.kind != DAY
        and change.default
        and not reading.yearly
        and (not (reading.when.over or reading.when.since) or names_both_ends(reading.when))
    )


def _is_of_another(reading: Reading, stated: Quantity, candidates: Candidates) -> bool:
    """Return whether a change fits that of another metric that the sentence names.

    "It lost 17.7 billion on sales of 2.1, 1.6 more than the year before": more of a loss.
    """
    assert reading.sense is not None
    others = [name for name in dict.fromkeys(reading.besides) if name not in reading.sense.metrics]
    candidates.evidence.prepare((), others)
    for name in others:
        for sign in (1, -1):
            other = replace(reading, sense=MetricSense((name,), sign))
            changes = _changes(other, stated, candidates)
            if any(fit(stated, one.value)[0] is not Fit.NONE for one in changes):
                return True
    return False


def _not_fitting(reading: Reading, stated: Quantity, first: _Change, candidates: Candidates) -> Judgement:
    sure = _is_sure(reading, first) and not keeps_bound(stated, first.value)
    sure = sure and not _may_be_of_each_year(reading, stated, first)
    sure = sure and not _is_of_another(reading, stated, candidates)
    if not sure:
        judged = _judgement(Verdict.UNVERIFIABLE, first, None, None)
        doubt = say("{text}, but it is not certain that the words mean this change", text=judged.explanation)
        return replace(judged, explanation=doubt)
    cause = None
    if fit(replace(stated, value=-stated.value, high=None, hedge=None), first.value)[0] is Fit.EXACT:
        cause = direction_turned()
    rule = say("no definition, calendar or vintage fits the digits stated")
    return _judgement(Verdict.CONTRADICTED, first, rule, cause)
