"""Does a performance hold? What a list or a security made between two closes, by every defensible reading.

The words may leave open whether dividends count, the currency, and which close of the last days was taken;
a return that fits one of these is borne out, and it is said which. Contradicted is only what names its days,
and of which it is sure what performed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from titre.claims.judging.asked import Asked
from titre.claims.judging.fitting import Fit, fit, keeps_bound
from titre.claims.judging.lists_meant import Meant, list_meant
from titre.claims.judging.performance_causes import cause_of_performance
from titre.claims.judging.verdicts import Judgement, unverifiable
from titre.claims.model import Basis, Detail, Verdict
from titre.claims.quantities.scales import MULTIPLE, PERCENT, SHARE
from titre.claims.reading.performance import BENCHMARK, LIST, SECURITY
from titre.claims.reading.performance_days import months_before
from titre.claims.returns import BENCHMARK as OF_BENCHMARK
from titre.claims.returns import MEAN, MEDIAN, PORTFOLIO, RETURN, Measure, Measures
from titre.claims.telling.writing import Shown
from titre.kernel.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.evidence import Evidence
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.performance import Performance
    from titre.claims.reading.readings import Reading
    from titre.claims.returns import ReturnSource

_RECENT, _LATE = 4, 10
"""weekdays back to which a close may be the last one known to a writer; and to which returns are looked at
before a performance without an end is called wrong"""
_WEEKEND = 5
_NEAR = timedelta(days=4)
"""days between the day named and the last close: a weekend and a holiday"""
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class _Compared:
    measure: Measure
    fit: Fit
    rule: Message | None
    sources: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, bool]:
        return int(self.fit), self.measure.default


def judge_performance(reading: Reading, evidence: Evidence) -> Judgement:
    """Return the judgement of a claim about what a list or a security made."""
    judged = _judgement(reading, evidence)
    stretch = None if reading.performance is None else reading.performance.stretch
    if judged.period is None and stretch is not None and stretch.start and stretch.end:
        # What cannot be judged still is of the days that the words name.
        return replace(judged, period=f"{stretch.start}/{stretch.end}")
    return judged


def _judgement(reading: Reading, evidence: Evidence) -> Judgement:
    said, source = reading.performance, evidence.returns
    if said is None or source is None or reading.quantity is None:
        return unverifiable(say("judging a performance needs the list and its prices, which are not at hand"))
    if (reason := _unfit(reading.quantity, said)) is not None:
        return unverifiable(reason)
    asked = _asked(said, source, evidence.as_of)
    if isinstance(asked, Message):
        return unverifiable(asked)
    days = _days(asked, evidence.as_of)
    if isinstance(days, Message):
        return unverifiable(days)
    return _judged(reading, asked, days)


def _unfit(quantity: Quantity, said: Performance) -> Message | None:
    """Return why a claim cannot be measured at all, or None."""
    if said.unclear is not None:
        return {
            "hours": say("only closes are known, and the claim is of another hour or of a high or a low"),
            "rate": say("the claim is a yearly rate, not what was made in all"),
            "part": say("the claim is of some picks of a list, and does not say which"),
        }[said.unclear]
    if quantity.form not in {PERCENT, MULTIPLE, SHARE}:
        return say("the claim states no return in percent")
    return None


def _asked(said: Performance, source: ReturnSource, as_of: date | None) -> Asked | Message:
    """Return what is to be measured, or why it is not known."""
    subject = said.subject
    if subject is None:
        return say("the text does not say which list or security is meant")
    if subject.kind in {LIST, BENCHMARK}:
        meant = list_meant(said, source.lists())
        return Asked(source, said, as_of, meant) if isinstance(meant, Meant) else meant
    if subject.kind != SECURITY:
        return say("no prices of what is meant are in the store")
    day = said.stretch.start or said.stretch.end or as_of
    if day is None:
        return say("the text names no day, and has none of its own")
    entity = None if subject.company is None else subject.company.entity
    found = source.securities(subject.name, entity, day)
    if not found:
        name = subject.company.name if subject.company is not None else subject.name
        return say("no prices of {name} are in the store", name=name)
    return Asked(source, said, as_of, securities=found)


def _days(asked: Asked, as_of: date | None) -> list[tuple[date | None, date]] | Message:
    """Return the first and last days to try, those that the words say first, first; or why there are none."""
    stretch = asked.performance.stretch
    if stretch.end is not None and as_of is not None and stretch.end > as_of:
        return say("the day named is after the one that the claim is judged by")
    if stretch.end is None and as_of is None:
        return say("the text names no day, and has none of its own")
    if asked.meant is None and stretch.start is None and not stretch.months:
        return say("the text does not say from which day on")
    ends = [stretch.end] if stretch.end is not None else list(_weekdays(as_of or date.max, _RECENT))
    return [(_start(asked, end), end) for end in ends]


def _start(asked: Asked, end: date) -> date | None:
    stretch = asked.performance.stretch
    return months_before(end, stretch.months) if stretch.start is None and stretch.months else stretch.start


def _weekdays(day: date, number: int) -> list[date]:
    """Return a day and the weekdays before it, the latest first."""
    found = [day]
    while len(found) < number:
        day -= timedelta(days=1)
        if day.weekday() < _WEEKEND:
            found.append(day)
    return found


def _judged(reading: Reading, asked: Asked, days: Sequence[tuple[date | None, date]]) -> Judgement:
    compared: list[_Compared] = []
    reason: Message | None = None
    for start, end in days:
        measures = asked.measures(start, end)
        reason = reason or measures.reason
        compared += _compared(reading, asked, measures)
        if any(one.fit is Fit.EXACT for one in compared):
            break
    if not compared:
        return unverifiable(reason or say("no return by what the words say is known"), entity=asked.entity)
    best = max(compared, key=lambda one: one.rank)
    if best.fit is Fit.NONE:
        return _not_fitting(reading, asked, compared)
    verdict = Verdict.SUPPORTED if best.fit is Fit.EXACT else Verdict.APPROXIMATE
    return _told(asked, best, verdict, best.rule)


def _compared(reading: Reading, asked: Asked, measures: Measures) -> list[_Compared]:
    found = []
    for measure in measures.found:
        if asked.is_of(measure):
            how, rule = compare(reading, measure.value)
            found.append(_Compared(measure, how, rule, measures.sources))
    return found


def compare(reading: Reading, percent: Decimal) -> tuple[Fit, Message | None]:
    """Return how a return fits what is stated, a loss being stated without its sign."""
    assert reading.quantity is not None
    return fit(reading.quantity, _as_stated(reading, reading.quantity, percent))


def _as_stated(reading: Reading, quantity: Quantity, percent: Decimal) -> Decimal:
    """Return a return as the words would write it: a loss without its sign, a multiple."""
    if quantity.form == MULTIPLE:
        growth = 1 + percent / _HUNDRED
        return 1 / growth if reading.direction == "down" and growth > 0 else growth
    return -percent if reading.direction == "down" and quantity.value > 0 else percent


def _not_fitting(reading: Reading, asked: Asked, compared: Sequence[_Compared]) -> Judgement:
    first = next((one for one in compared if one.measure.default), compared[0])
    doubt = _doubt(reading, asked) or _unreached(asked, first.measure) or _open_end(reading, asked)
    assert reading.quantity is not None
    if doubt is None and keeps_bound(
        reading.quantity, _as_stated(reading, reading.quantity, first.measure.value)
    ):
        doubt = say("what is stated is a bound too far off to be of it")
    if doubt is not None:
        judged = _told(asked, first, Verdict.UNVERIFIABLE, None)
        return replace(judged, explanation=say("{text}, but {doubt}", text=judged.explanation, doubt=doubt))
    cause = cause_of_performance(reading, asked, first.measure)
    rule = say("no way of counting fits the digits stated: with or without dividends, in no currency tried")
    judged = _told(asked, first, Verdict.CONTRADICTED, rule)
    if cause is None:
        return judged
    text = say("{text}; {note}", text=judged.explanation, note=cause.words)
    return replace(judged, cause=cause, explanation=text)


def _doubt(reading: Reading, asked: Asked) -> Message | None:
    """Return why a claim that does not fit must not be called contradicted, or None."""
    said = asked.performance
    assert reading.quantity is not None
    if not said.stretch.exact or (said.stretch.start is None and not said.stretch.months):
        return say("the text does not name both days")
    if not said.sure:
        return say("it is not certain what performed")
    if asked.meant is not None and not asked.meant.sure:
        return say("it is not certain which of the desk's lists is meant")
    if reading.quantity.order or not reading.in_full:
        return say("the amount is not stated in full")
    return None


def _unreached(asked: Asked, measure: Measure) -> Message | None:
    """Return a doubt where a record ends, by the rules of its list, before the day that is named."""
    end = asked.performance.stretch.end
    if end is None or end - measure.end <= _NEAR:
        return None
    return say("by the rules of the list its record ends on {day}", day=measure.end)


def _open_end(reading: Reading, asked: Asked) -> Message | None:
    """Return a doubt where no end is named, and the returns of the last two weeks reach what is stated."""
    if asked.performance.stretch.end is not None or asked.as_of is None:
        return None
    values = [
        each.value
        for end in _weekdays(asked.as_of, _LATE)
        for each in asked.measures(_start(asked, end), end).found
        if asked.is_of(each)
    ]
    quantity = reading.quantity
    assert quantity is not None
    if quantity.form == MULTIPLE or not values:
        return say("the text does not name both days")
    stated = -quantity.value if reading.direction == "down" and quantity.value > 0 else quantity.value
    if min(values) - quantity.step <= stated <= max(values) + quantity.step:
        return say("the text does not name both days")
    return None


def _told(asked: Asked, one: _Compared, verdict: Verdict, rule: Message | None) -> Judgement:
    measure = one.measure
    text = told(asked, measure)
    if asked.meant is not None and asked.meant.only:
        text = say("{text}; {note}", text=text, note=say("taken to be of the desk's only list"))
    return Judgement(
        verdict,
        text,
        basis=None if verdict is Verdict.UNVERIFIABLE else Basis.PRICES,
        entity=asked.entity,
        period=f"{measure.start}/{measure.end}",
        rule=rule,
        detail=Detail(sources=one.sources),
    )


def told(asked: Asked, measure: Measure) -> Message:
    """Return a return in a sentence: of what, between which closes, and how it was counted.

    Of a list under embargo the number is left out: with the prices of all securities it tells the picks.
    """
    if (until := asked.withheld_until) is not None:
        return say(
            "{name}, {start} to {end}: not told, for the list is under embargo until {day} ({how})",
            name=asked.name,
            start=measure.start,
            end=measure.end,
            day=until,
            how=_how(measure),
        )
    return say(
        "{name}, {start} to {end}: {value} ({how})",
        name=asked.name,
        start=measure.start,
        end=measure.end,
        value=Shown(shown(measure.value), "percent"),
        how=_how(measure),
    )


def shown(percent: Decimal) -> Decimal:
    """Return a percentage as it is shown, to two places."""
    return percent.quantize(Decimal("0.01"))


def _how(measure: Measure) -> Message:
    income = say("dividends reinvested") if measure.income else say("by price alone")
    of = {
        MEAN: say("mean of the picks"),
        MEDIAN: say("median of the picks"),
        PORTFOLIO: say("the whole portfolio"),
        OF_BENCHMARK: say("the benchmark"),
        RETURN: say("from close to close"),
    }[measure.statistic]
    return say("{of}, {income}, in {currency}", of=of, income=income, currency=measure.currency)
