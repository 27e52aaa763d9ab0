"""From what does a contradicted claim likely come? The one slip that makes a figure fit exactly.

Named only where the figure then fits within half a unit of the last digit stated: a likely cause that
does not fit exactly is none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from titre.claims.judging.candidates import OUTFLOWS, Candidate, Candidates
from titre.claims.judging.slips import fits, slip_of_digits
from titre.claims.judging.spans import Span
from titre.claims.model import Cause, CauseCode
from titre.claims.telling.writing import MetricName
from titre.kernel.messages import say
from titre.kernel.periods import Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from titre.claims.reading.mentions import Company
    from titre.claims.reading.readings import Reading

_YEARS_AROUND = (-1, 1, -2, 2)
OTHER_METRICS = (
    "revenue",
    "net_income",
    "operating_income",
    "ebitda",
    "gross_profit",
    "operating_cash_flow",
    "free_cash_flow",
    "capital_expenditure",
    "pretax_income",
    "research_and_development",
)
"""what an amount is likely to be of that is not of the metric named"""


def cause_of(reading: Reading, expected: Candidate, candidates: Candidates) -> Cause | None:
    """Return the likely cause of a contradiction with the expected figure, or None where none fits."""
    quantity, value = reading.quantity, expected.value
    if quantity is None or value is None or reading.sense is None:
        return None
    bare = replace(quantity, hedge=None)
    sign = reading.sense.sign
    if bare.value and fits(bare, -value * sign):
        return sign_turned()
    for figure, cause in _elsewhere(reading, expected, candidates):
        if fits(bare, figure * sign):
            return cause
    return slip_of_digits(bare, value * sign, reading.language)


def sign_turned() -> Cause:
    """Return the cause that a gain is told as a loss, or a loss as a gain."""
    return Cause(CauseCode.SIGN, say("the sign is turned: the figure is of the opposite sign"))


def direction_turned() -> Cause:
    """Return the cause that a rise is told as a fall, or a fall as a rise."""
    return Cause(CauseCode.DIRECTION, say("the direction is turned"))


def _elsewhere(
    reading: Reading, expected: Candidate, candidates: Candidates
) -> Iterator[tuple[Decimal, Cause]]:
    """Yield the figures that may have been taken for the expected one, and what that would mean."""
    period = expected.period
    if len(expected.span.periods) > 1:
        return
    for other, cause in _other_periods(period):
        yield from _asked(reading, expected.metric, other, candidates, cause)
    assert reading.sense is not None
    # Asked for together: the engine answers many as fast as one.
    part = f"[{reading.segment}]" if reading.segment else ""
    candidates.evidence.prepare((), [name + part for name in OTHER_METRICS])
    for name in OTHER_METRICS:
        if name not in reading.sense.metrics:
            yield from _asked(reading, name + part, period, candidates, of_metric(name + part))
    for company in reading.others:
        figures = candidates.figures((company,), expected.metric, period) if company.files else ()
        if figures and figures[0].value is not None:
            yield figures[0].value, of_company(company)


def _other_periods(period: Period) -> Iterator[tuple[Period, Cause]]:
    if period.kind is PeriodKind.INSTANT:
        return
    a_year = 1 if period.kind is PeriodKind.YEAR else 4
    for steps in _YEARS_AROUND:
        other = period.shifted(steps * a_year)
        yield other, of_period(other)
    if period.kind is PeriodKind.YEAR:
        for quarter in (4, 3, 2, 1):
            other = Period(PeriodKind.QUARTER, period.year, quarter, period.calendar)
            words = say("it is the figure of one quarter, {period}", period=str(other))
            yield other, Cause(CauseCode.PERIOD_KIND, words)
    if period.kind is PeriodKind.QUARTER:
        year = Period(PeriodKind.YEAR, period.year, calendar=period.calendar)
        words = say("it is the figure of the whole year, {period}", period=str(year))
        yield year, Cause(CauseCode.PERIOD_KIND, words)
        before = period.shifted(-1)
        yield before, of_period(before)


def of_metric(metric: str) -> Cause:
    """Return the cause that an amount is another metric's."""
    return Cause(CauseCode.METRIC, say("it is another metric: {metric}", metric=MetricName(metric)))


def of_company(company: Company) -> Cause:
    """Return the cause that an amount is another company's."""
    return Cause(CauseCode.COMPANY, say("it is the figure of {company}", company=company.name))


def of_period(period: Period) -> Cause:
    """Return the cause that an amount is another period's."""
    return Cause(CauseCode.YEAR, say("it is the figure of {period}", period=str(period)))


def _asked(
    reading: Reading, metric: str, period: Period, candidates: Candidates, cause: Cause
) -> Iterator[tuple[Decimal, Cause]]:
    figures = candidates.figures(reading.companies, metric, period)
    value = Candidate(figures, metric, Span((period,)), default=False).value
    if value is not None:
        yield abs(value) if metric in OUTFLOWS else value, cause
