"""What do prices say of a price, a value on the market, a multiple of earnings, or a first rank by value?

Prices support; a price that fits none of the days looked at is told and contradicts nothing: it may be of
another hour, place or share.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from titre.claims.judging.fitting import Fit, fit
from titre.claims.judging.levels import missing
from titre.claims.judging.verdicts import Judgement, unverifiable
from titre.claims.model import Basis, Role, Verdict
from titre.claims.quantities.scales import AMOUNT
from titre.claims.reading.context import MetricSense
from titre.claims.reading.performance_days import month_end_before
from titre.claims.reading.timing import MONTH_END, YEAR
from titre.claims.telling.writing import MetricName, Shown
from titre.kernel.messages import Message, say
from titre.kernel.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.claims.evidence import Evidence
    from titre.claims.reading.readings import Reading
    from titre.figures.model import Figure

_DAYS = 6
"""days looked back for a close: over a long weekend"""
_FEWEST = 3
"""companies with a value on the market from which on the first of them is a rank"""


def judge_market(reading: Reading, evidence: Evidence) -> Judgement:
    """Return the judgement of a claim about a price or a value that rests on prices."""
    if (reason := missing(reading)) is not None:
        return unverifiable(reason)
    quantity, day = reading.quantity, _day(reading, evidence.as_of)
    if quantity is None or day is None or reading.sense is None or len(reading.companies) != 1:
        return unverifiable(say("a price needs a company and a day"))
    best: tuple[Fit, Figure, Message | None] | None = None
    for figure in _closes(reading, evidence, day):
        assert figure.value is not None
        units = {None, "times", (figure.unit or "").replace("/shares", "/share")}
        if quantity.unit not in units and not _per_share(quantity.unit, figure.unit):
            continue
        found, rule = fit(quantity, figure.value)
        if best is None or found > best[0]:
            best = (found, figure, rule)
    if best is None:
        return unverifiable(say("no price of late is known"))
    found, figure, rule = best
    text = _told(figure)
    if found is Fit.NONE:
        text = say("{text}, which is not what is stated", text=text)
    verdict = (Verdict.UNVERIFIABLE, Verdict.APPROXIMATE, Verdict.SUPPORTED)[found]
    return Judgement(
        verdict,
        text,
        basis=None if found is Fit.NONE else Basis.PRICES,
        figure=figure,
        metric=figure.full_metric,
        period=str(figure.period),
        rule=rule,
    )


def as_price(reading: Reading) -> Reading:
    """Return the claim of a price that names no metric as that of a share, where it may be one."""
    quantity = reading.quantity
    if reading.sense is not None or reading.role is not Role.PRICE or quantity is None:
        return reading
    if quantity.form != AMOUNT or quantity.power is not None or quantity.high is not None:
        return reading
    return replace(reading, sense=MetricSense(("share_price",)))


def judge_rank(reading: Reading, evidence: Evidence) -> Judgement | None:
    """Return the judgement of a first rank among the companies that have prices, or None where few have."""
    day, metric = evidence.as_of, reading.ranked_by
    if day is None or metric is None or evidence.source is None or len(reading.companies) != 1:
        return None
    for close in _days(day):
        figures = [one for one in evidence.all_of(metric, close) if one.value is not None]
        figures.sort(key=lambda one: one.value or 0, reverse=True)
        if len(figures) < _FEWEST:
            continue
        first = figures[0]
        text = say(
            "of {count} companies with prices, {company} has the largest: {text}",
            count=len(figures),
            company=first.name,
            text=_told(first),
        )
        if first.entity != reading.companies[0].entity:
            return unverifiable(text, figure=first, metric=metric, period=str(first.period))
        rule = say("the first of the companies with prices; others are not known")
        return Judgement(
            Verdict.APPROXIMATE,
            text,
            basis=Basis.PRICES,
            figure=first,
            metric=metric,
            period=str(first.period),
            rule=rule,
        )
    return None


def _closes(reading: Reading, evidence: Evidence, day: date) -> Iterator[Figure]:
    """Yield the figures of the last days up to one, the latest first."""
    assert reading.sense is not None
    for close in _days(day):
        for metric in reading.sense.metrics:
            figure = evidence.figure(reading.companies[0].entity, metric, Period.instant(close))
            if figure is not None:
                yield figure


def _days(day: date) -> list[date]:
    return [day - timedelta(days=back) for back in range(_DAYS)]


def _day(reading: Reading, as_of: date | None) -> date | None:
    """Return the day that a price is of: the one named, the end of a year that is over, or the article's."""
    when = reading.when
    if when is not None and not when.carried and when.kind == MONTH_END:
        return as_of if as_of is None else month_end_before(as_of, when.month, when.year)
    if when is None or when.carried or when.period is None:
        return as_of
    if when.period.day is not None:
        return when.period.day
    if when.kind == YEAR and as_of is not None and when.year < as_of.year:
        return date(when.year, 12, 31)
    return as_of


def _per_share(stated: str | None, unit: str | None) -> bool:
    """Return whether a price is stated without "a share": "closes at $703"."""
    return stated is not None and unit == f"{stated}/shares"


def _told(figure: Figure) -> Message:
    return say(
        "{metric}, {period}: {value}",
        metric=MetricName(figure.full_metric),
        period=str(figure.period),
        value=Shown.of(figure),
    )
