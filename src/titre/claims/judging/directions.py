"""Does a trend hold that a claim states without a number? Series of figures, compared term by term."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from titre.claims.judging.candidates import metrics_of
from titre.claims.judging.causes import direction_turned
from titre.claims.judging.changes import Percentage
from titre.claims.judging.levels import missing, why_none
from titre.claims.judging.verdicts import Judgement, unverifiable
from titre.claims.model import Basis, Cause, Detail, Verdict
from titre.claims.reading.readings import QUARTER_ON_QUARTER
from titre.claims.telling.writing import MetricName, Shown
from titre.kernel.messages import Message, say
from titre.kernel.periods import Period, PeriodKind

if TYPE_CHECKING:
    from titre.claims.judging.candidates import Candidates
    from titre.claims.reading.context import MetricSense
    from titre.claims.reading.readings import Reading
    from titre.figures.model import Figure

_STEPS = 8
"""terms of a series that "steadily" is judged by: two years of quarters"""
_FEWEST = 4
_MOSTLY = 2
"""terms of a steady series that may go the other way and leave it nearly so"""
_HUNDRED = 100
_MONTHS_A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class _Series:
    metric: str
    figures: tuple[Figure, ...]
    """oldest first"""

    def steps(self, direction: str) -> list[bool]:
        """Return for each term after the first whether it moved in a direction."""
        values = [figure.value for figure in self.figures]
        pairs = [(a, b) for a, b in pairwise(values) if a is not None and b is not None]
        if direction == "flat":
            return [abs(b - a) * _HUNDRED <= abs(a) * 2 for a, b in pairs]
        return [b > a if direction == "up" else b < a for a, b in pairs]


def judge_direction(reading: Reading, candidates: Candidates) -> Judgement:
    """Return the judgement of a trend; a trend whose period is not named is never contradicted."""
    if (reason := missing(reading)) is not None:
        return unverifiable(reason)
    if len(reading.companies) != 1:
        return unverifiable(say("the trend of several companies together is not computed"))
    if reading.together is not None:
        return _together(reading, reading.together, candidates)
    series = _series(reading, candidates, _STEPS + 1 if reading.steady else 2)
    if not series:
        return unverifiable(why_none(reading, candidates, None))
    return _steady(reading, series) if reading.steady else _step(reading, series, candidates)


def _series(reading: Reading, candidates: Candidates, length: int) -> list[_Series]:
    """Return the series that the words may mean: one for each metric and definition."""
    assert reading.sense is not None
    found: list[_Series] = []
    for metric in metrics_of(reading, reading.sense):
        for definition in candidates.evidence.definitions(metric):
            last = _last_period(reading, candidates, metric)
            if last is None:
                continue
            back = -4 if _yearly(reading, last) else -1
            periods = [last.shifted(back * step) for step in range(length - 1, -1, -1)]
            figures = [candidates.figures(reading.companies, metric, one, definition) for one in periods]
            present = [one[0] for one in figures if one]
            if len(present) == length or (reading.steady and len(present) >= _FEWEST and figures[-1]):
                found.append(_Series(metric, tuple(present)))
        if found:
            break
    return found


def _yearly(reading: Reading, last: Period) -> bool:
    """Return whether a term is compared with the one a year before."""
    if last.kind is PeriodKind.YEAR or reading.steady:
        return False
    return reading.against != QUARTER_ON_QUARTER


def _last_period(reading: Reading, candidates: Candidates, metric: str) -> Period | None:
    when = reading.when
    if when is not None and when.period is not None and when.period.kind is not PeriodKind.INSTANT:
        return when.period
    entity = reading.companies[0].entity
    if reading.trailing:
        return candidates.trailing(entity, metric, reading.note_year, reading.note_month)
    quarterly = reading.against == QUARTER_ON_QUARTER and not reading.trailing
    for kind in (PeriodKind.QUARTER,) if quarterly else (PeriodKind.TRAILING, PeriodKind.YEAR):
        latest = candidates.latest(entity, metric, kind)
        if latest is not None:
            return latest
    return None


def _step(reading: Reading, all_series: list[_Series], candidates: Candidates) -> Judgement:
    """Judge one step: it must go the way that is said under the definitions there are."""
    direction = reading.direction or "up"
    agreeing = [series for series in all_series if series.steps(direction) == [True]]
    series = (agreeing or all_series)[0]
    before, now = series.figures[0], series.figures[-1]
    text = say(
        "{metric}, {period}: {now}, against {then} in {before}",
        metric=MetricName(series.metric),
        period=str(now.period),
        now=Shown.of(now),
        then=Shown.of(before),
        before=str(before.period),
    )
    if before.value and before.value > 0 and now.value is not None:
        percent = Percentage((now.value / before.value - 1) * _HUNDRED)
        text = say("{text} ({percent})", text=text, percent=percent)
    if len(all_series) > 1 and agreeing:
        text = say(
            "{text}; so under {agreeing} of {all} definitions",
            text=text,
            agreeing=len(agreeing),
            all=len(all_series),
        )
    note = _month_note(reading, now)
    if note is not None:
        text = say("{text}; {note}", text=text, note=note)
    around = _around(reading, series, candidates)
    if agreeing:
        verdict = Verdict.SUPPORTED if series is all_series[0] else Verdict.APPROXIMATE
        rule = say("the two periods compared")
        return _judged(verdict, text, series, rule, around)
    if _contradicts(reading):
        rule = say("the two periods compared, under every definition")
        cause = direction_turned()
        return _judged(Verdict.CONTRADICTED, text, series, rule, around, cause)
    doubt = say("{text}; the words do not say which periods are compared", text=text)
    return _judged(Verdict.UNVERIFIABLE, doubt, series, None, around)


def _contradicts(reading: Reading) -> bool:
    """Return whether a trend that does not hold may be called contradicted: all of it must be named."""
    named = reading.when is not None and reading.when.period is not None
    compared = reading.against == QUARTER_ON_QUARTER and reading.trailing
    return reading.company_sure and reading.metric_sure and (named or compared)


def _around(reading: Reading, series: _Series, candidates: Candidates) -> tuple[Figure, ...]:
    last = series.figures[-1].period
    periods = [last.shifted(-step) for step in range(_STEPS - 1, -1, -1)]
    found = [candidates.figures(reading.companies, series.metric, period) for period in periods]
    return tuple(one[0] for one in found if one)


def _month_note(reading: Reading, figure: Figure) -> Message | None:
    """Return what to say where the words name a month in which no quarter of the company ends."""
    if not reading.note_month or figure.end is None:
        return None
    if (figure.end.month - reading.note_month) % _MONTHS_A_QUARTER == 0:
        return None
    return say(
        "no quarter of the company ends in the month named; taken: {period}, to {end}",
        period=str(figure.period),
        end=figure.end.isoformat(),
    )


def _steady(reading: Reading, all_series: list[_Series]) -> Judgement:
    direction = reading.direction or "up"
    series = all_series[0]
    steps = series.steps(direction)
    right = sum(steps)
    text = say(
        "{metric}, {first} to {last}: {right} of {all} steps go that way",
        metric=MetricName(series.metric),
        first=str(series.figures[0].period),
        last=str(series.figures[-1].period),
        right=right,
        all=len(steps),
    )
    rule = say("each term of the series compared with the one before")
    if right == len(steps):
        return _judged(Verdict.SUPPORTED, text, series, rule, series.figures)
    if right >= len(steps) - _MOSTLY:
        return _judged(Verdict.APPROXIMATE, text, series, rule, series.figures)
    doubt = say("{text}; the words do not say since when", text=text)
    return _judged(Verdict.UNVERIFIABLE, doubt, series, None, series.figures)


def _together(reading: Reading, other: MetricSense, candidates: Candidates) -> Judgement:
    """Judge that two metrics move together: both over the last year, in the direction said."""
    assert reading.sense is not None
    pairs: list[tuple[_Series, bool]] = []
    for sense in (reading.sense, other):
        only = replace(reading, sense=sense, together=None)
        found = _series(only, candidates, 2)
        if not found:
            return unverifiable(why_none(only, candidates, None))
        best = next((s for s in found if s.steps(reading.direction or "up") == [True]), found[0])
        pairs.append((best, best.steps(reading.direction or "up") == [True]))
    text: Message = say("both series over a year")
    for one, _ in pairs:
        before, now = one.figures[0], one.figures[-1]
        text = say(
            "{text}; {metric}: {then} ({before}), {now} ({period})",
            text=text,
            metric=MetricName(one.metric),
            then=Shown.of(before),
            before=str(before.period),
            now=Shown.of(now),
            period=str(now.period),
        )
    figures = tuple(figure for one, _ in pairs for figure in one.figures)
    rule = say("both series move in the direction said")
    if all(moves for _, moves in pairs):
        return _judged(Verdict.SUPPORTED, text, pairs[0][0], rule, figures)
    return _judged(Verdict.UNVERIFIABLE, text, pairs[0][0], None, figures)


def _judged(
    verdict: Verdict,
    text: Message,
    series: _Series,
    rule: Message | None,
    around: tuple[Figure, ...],
    cause: Cause | None = None,
) -> Judgement:
    last = series.figures[-1]
    return Judgement(
        verdict,
        text,
        basis=None if verdict is Verdict.UNVERIFIABLE else Basis.FILINGS,
        figure=last,
        metric=series.metric,
        period=str(last.period),
        rule=rule,
        cause=cause,
        detail=Detail(operands=series.figures, neighbours=around),
    )
