"""From what does a wrong performance likely come? The one slip that makes a return fit exactly.

The sign, the benchmark's number for the list's, another way of counting, another list or security, other
days, a slip of digits; none where nothing fits within half a unit of the last digit stated. Of a list under
embargo none is named: what the number was made from would tell what the list made.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from titre.claims.judging.causes import sign_turned
from titre.claims.judging.lists_meant import Meant
from titre.claims.judging.slips import fits, slip_of_digits
from titre.claims.model import Cause, CauseCode
from titre.claims.quantities.scales import MULTIPLE
from titre.claims.reading.performance import BENCHMARK, LIST, SECURITY
from titre.claims.reading.performance_days import months_before
from titre.claims.returns import BENCHMARK as OF_BENCHMARK
from titre.claims.returns import BEST, MEAN, MEDIAN, PORTFOLIO, WORST
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from titre.claims.judging.asked import Asked
    from titre.claims.reading.readings import Reading
    from titre.claims.returns import Measure

_MONTHS = (1, 3, 6, 9, 12)
_LAST = (12, 31)


def cause_of_performance(reading: Reading, asked: Asked, expected: Measure) -> Cause | None:
    """Return the likely cause of a contradiction with an expected return, or None where none fits."""
    quantity = reading.quantity
    assert quantity is not None
    if quantity.form == MULTIPLE or asked.withheld_until is not None:
        return None
    falls = reading.direction == "down" and quantity.value > 0
    bare = replace(quantity, hedge=None)
    actual = -expected.value if falls else expected.value
    if bare.value and fits(bare, -actual):
        return sign_turned()
    for value, cause in _elsewhere(asked, expected):
        if fits(bare, -value if falls else value):
            return cause
    return slip_of_digits(bare, actual, reading.language)


def _elsewhere(asked: Asked, expected: Measure) -> Iterator[tuple[Decimal, Cause]]:
    """Yield the returns that may have been taken for the expected one, and what that would mean."""
    if asked.meant is not None:
        yield from _counted_otherwise(asked, asked.meant, expected)
        yield from _other_lists(asked, asked.meant, expected)
    yield from _other_securities(asked, expected)
    yield from _other_days(asked, expected)


def _counted_otherwise(asked: Asked, meant: Meant, expected: Measure) -> Iterator[tuple[Decimal, Cause]]:
    begins = None if meant.dated else expected.start
    subject = asked.performance.subject
    told = {
        MEAN: Cause(CauseCode.STATISTIC, say("it is the mean of the picks")),
        PORTFOLIO: Cause(CauseCode.STATISTIC, say("it is the mean of the picks")),
        MEDIAN: Cause(CauseCode.STATISTIC, say("it is the median of the picks")),
        BEST: Cause(CauseCode.STATISTIC, say("it is the return of the best pick")),
        WORST: Cause(CauseCode.STATISTIC, say("it is the return of the worst pick")),
        OF_BENCHMARK: Cause(
            CauseCode.BENCHMARK, say("it is the return of the benchmark, {name}", name=meant.chosen.benchmark)
        ),
    }
    if subject is not None and subject.kind == BENCHMARK:
        told |= dict.fromkeys((MEAN, PORTFOLIO), Cause(CauseCode.LIST, say("it is the return of the list")))
    found = asked.measures(begins, expected.end).found
    for statistic in (OF_BENCHMARK, MEAN, PORTFOLIO, MEDIAN, BEST, WORST):
        for each in found:
            if each.statistic == statistic and not asked.is_of(each):
                yield each.value, told[statistic]


def _other_lists(asked: Asked, meant: Meant, expected: Measure) -> Iterator[tuple[Decimal, Cause]]:
    for one in asked.source.lists():
        if one.name == meant.chosen.name or one.start >= expected.end:
            continue
        other = replace(asked, meant=Meant(one, sure=False, dated=True))
        if other.withheld_until is not None:
            continue
        for each in other.measures(None, expected.end).found:
            if other.is_of(each):
                words = say("it is the return of another list, {name}", name=one.title)
                yield each.value, Cause(CauseCode.LIST, words)


def _other_securities(asked: Asked, expected: Measure) -> Iterator[tuple[Decimal, Cause]]:
    for subject in asked.performance.others:
        if subject.kind == LIST or subject.kind != SECURITY:
            continue
        entity = None if subject.company is None else subject.company.entity
        found = asked.source.securities(subject.name, entity, expected.start)
        if not found or (asked.securities and found[0].key == asked.securities[0].key):
            continue
        other = replace(asked, meant=None, securities=found)
        for each in other.measures(expected.start, expected.end).found:
            yield each.value, Cause(CauseCode.SECURITY, say("it is the return of {name}", name=other.name))


def _other_days(asked: Asked, expected: Measure) -> Iterator[tuple[Decimal, Cause]]:
    for start, end in _stretches(expected, asked.as_of):
        for each in asked.measures(start, end).found:
            if asked.is_of(each) and (each.start, each.end) != (expected.start, expected.end):
                words = say("it is the return from {start} to {end}", start=each.start, end=each.end)
                yield each.value, Cause(CauseCode.DAYS, words)


def _stretches(expected: Measure, as_of: date | None) -> Iterator[tuple[date, date]]:
    """Yield the days that may have been taken for those stated: to today, whole years, so many months."""
    start, end = expected.start, expected.end
    if as_of is not None and as_of > end:
        yield start, as_of
    if date(start.year, *_LAST) < end:
        yield start, date(start.year, *_LAST)
    for year in sorted({start.year, end.year}):
        whole = date(year - 1, *_LAST), date(year, *_LAST)
        if as_of is None or whole[1] <= as_of:
            yield whole
    for months in _MONTHS:
        yield months_before(end, months), end
    before = months_before(start, 12), months_before(end, 12)
    yield before
