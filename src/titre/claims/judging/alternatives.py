"""Could a reader take a claim otherwise, so that what it states holds? Other periods, metrics, companies.

A claim may be called contradicted where every reading that a reader could take of it is. Where the words
leave open which of several periods, metrics or companies is meant, each of those is tried here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from titre.claims.judging.candidates import Candidate, Candidates
from titre.claims.judging.causes import OTHER_METRICS
from titre.claims.judging.comparing import compare
from titre.claims.judging.doubts import is_named, is_surely_named
from titre.claims.judging.fitting import Fit
from titre.claims.judging.spans import Span, quarters_to
from titre.claims.reading.context import MetricSense
from titre.claims.reading.timing import ENDING, QUARTER
from titre.kernel.messages import Message, say
from titre.kernel.periods import Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from titre.claims.reading.mentions import Company
    from titre.claims.reading.readings import Reading
    from titre.claims.reading.timing import When

_METRICS = (
    *OTHER_METRICS,
    "cost_of_revenue",
    "dividends_paid",
    "share_repurchases",
    "income_tax",
    "cash_and_equivalents",
)
_RATIOS = ("gross_margin", "operating_margin", "net_margin", "pretax_margin", "effective_tax_rate")
_YEARS_AROUND = (0, -1, 1, -2)
"""years that a reader may take for one that the text named further off"""
_OF_A_CALENDAR = frozenset({PeriodKind.YEAR, PeriodKind.QUARTER})
_STEPS_BACK = {PeriodKind.TRAILING: 0, PeriodKind.YEAR: 2, PeriodKind.QUARTER: 8}
"""how many periods before the last one known a reader may take for what "a year ago" or "before" mean"""


def held_by_another_reading(reading: Reading, candidate: Candidate, candidates: Candidates) -> Message | None:
    """Return which doubt bears a claim out: a period, metric or company that a reader could take; or None."""
    others = _Others(reading, candidate, candidates)
    periods = [*others.periods(), *others.by_calendar()]
    # What a sentence only hints at, beside the period that it names, bears out what it fits exactly.
    least = Fit.EXACT if reading.written_out and reading.attached and reading.metric_sure else Fit.APPROXIMATE
    if any(others.fits(reading.companies, candidate.metric, span, least) for span in periods):
        return say("the text names no period")
    if any(others.fits(reading.companies, one, candidate.span, Fit.EXACT) for one in others.parts()):
        return say("it is not certain which metric is meant")
    # Where the words name the metric, nobody reads both another one and another period.
    spans = [candidate.span] if reading.metric_sure else [candidate.span, *periods]
    if any(
        others.fits(reading.companies, metric, span, least)
        for metrics, least in others.metrics()
        for metric in metrics
        for span in spans
    ):
        return say("it is not certain which metric is meant")
    open_to_others = not reading.company_sure or len(reading.companies) > 1
    if open_to_others or not reading.named_last:
        spans = [candidate.span, *others.around()]
        least = Fit.APPROXIMATE if open_to_others else Fit.EXACT
        for companies in others.companies():
            if any(others.fits(companies, candidate.metric, span, least) for span in spans):
                return say("it is not certain which company is meant")
    return None


class _Others:
    """What else a claim may be of, as far as its words leave that open."""

    def __init__(self, reading: Reading, candidate: Candidate, candidates: Candidates) -> None:
        self.reading, self.candidate, self.candidates = reading, candidate, candidates

    def fits(
        self, companies: tuple[Company, ...], metric: str, span: Span, least: Fit = Fit.APPROXIMATE
    ) -> bool:
        """Return whether what is stated fits a figure so well, by any definition of its metric."""
        reading = self.reading
        if metric != self.candidate.metric:
            name = metric.partition("[")[0]
            same = reading.sense is not None and name == self.candidate.metric.partition("[")[0]
            sign = reading.sense.sign if same and reading.sense is not None else 1
            reading = replace(reading, sense=MetricSense((name,), sign))
        for definition in self.candidates.evidence.definitions(metric):
            figures = self.candidates.over(companies, metric, span, definition)
            compared = compare(reading, Candidate(figures, metric, span, default=False))
            if compared is not None and compared.fit >= least:
                return True
        return False

    def periods(self) -> list[Span]:
        """Return the periods that a reader could take instead; none where the words name one for certain.

        Where even the metric is open, the period beside the amount may be that of another.
        """
        reading, candidate = self.reading, self.candidate
        when = reading.when
        balance = self.candidates.evidence.is_balance(candidate.metric)
        plainly = reading.written_out and not reading.hinted
        if when is None or (plainly and is_surely_named(reading, balance=balance)):
            return []
        if (
            not (reading.metric_sure or reading.loose)
            or not reading.attached
            or when.carried
            or reading.compared
            or reading.hinted
            or not self._is_last_quarter(when)
        ):
            return self.around()
        return self._but_for_own(self._of_years_nearby())

    def by_calendar(self) -> list[Span]:
        """Return the calendar's like of a period of several companies, whose years need not end together."""
        if len(self.reading.companies) == 1:
            return []
        own = self.candidate.span.periods
        return [Span(tuple(replace(one, calendar=True) for one in own if one.kind in _OF_A_CALENDAR))]

    def _is_last_quarter(self, when: When) -> bool:
        """Return whether a quarter is named without its year, and is the last one known."""
        entity, metric = self.reading.companies[0].entity, self.candidate.metric
        last = self.candidates.latest(entity, metric, PeriodKind.QUARTER)
        return when.kind in {ENDING, QUARTER} and self.candidate.period == last

    def _but_for_own(self, periods: Iterable[Period]) -> list[Span]:
        return [Span((one,)) for one in dict.fromkeys(periods) if (one,) != self.candidate.span.periods]

    def around(self) -> list[Span]:
        """Return the years and quarters around the one taken, and the last ones known."""
        entity = self.reading.companies[0].entity
        metric, year = self.candidate.metric, self.candidate.period.year
        periods = [Period.fiscal_year(year + step) for step in _YEARS_AROUND]
        periods += [Period.fiscal_quarter(one.year, number) for one in periods for number in (1, 2, 3, 4)]
        for kind in (PeriodKind.TRAILING, PeriodKind.YEAR, PeriodKind.QUARTER):
            latest = self.candidates.latest(entity, metric, kind)
            back = _STEPS_BACK[kind]
            periods += [] if latest is None else [latest.shifted(-step) for step in range(back + 1)]
        spans = self._but_for_own(periods)
        # "Over the half-year", "sur neuf mois": all since the first of the year may be meant.
        quarters = [one for one in periods if one.kind is PeriodKind.QUARTER]
        parts = [(one, count) for one in quarters for count in (2, 3) if one.quarter >= count]
        return spans + [Span(quarters_to(one, count)) for one, count in parts]

    def _of_years_nearby(self) -> list[Period]:
        """Return the year that a quarter is of, and its like in the year that was spoken of just before.

        "2024 was a wild year. In the March quarter …": of which year?
        """
        quarter = self.candidate.period
        found = [Period.fiscal_year(quarter.year)]
        around = self.candidates.around(self.reading)
        before = [one for one in around if one.start < self.reading.start and is_named(one)]
        if not before:
            return found
        last = before[-1]
        spans = self.candidates.spans.of(last.when, self.reading.companies[0].entity, self.candidate.metric)
        years = {span.last.year + step for span in spans for step in (0, 1)} - {quarter.year}
        return found + [quarter.shifted(4 * (year - quarter.year)) for year in sorted(years)]

    def metrics(self) -> Iterator[tuple[list[str], Fit]]:
        """Yield the metrics that an amount may be of instead, and how well it must fit them.

        Where the words name one, only another that the article speaks of too, and only what stands between
        the name and the amount could say so.
        """
        reading = self.reading
        if reading.metric_sure and reading.tied:
            # "It rose four times as fast as its revenue, to 62.4": of either that the sentence names.
            yield self._named(reading.beside), Fit.EXACT
            return
        told = self.candidates.metrics_told(reading.companies)
        yield self._named(told), Fit.EXACT if reading.metric_sure else Fit.APPROXIMATE
        if not reading.metric_sure:
            quantity = reading.quantity
            yield (
                self._named(_RATIOS if quantity is not None and quantity.unit == "percent" else _METRICS),
                Fit.APPROXIMATE,
            )

    def parts(self) -> list[str]:
        """Return the same metric of the company's parts, or of its whole for a part that is named."""
        evidence, metric = self.candidates.evidence, self.candidate.metric
        if len(self.reading.companies) != 1 or evidence.source is None:
            return []
        whole = metric.partition("[")[0]
        if self.reading.segment:
            return [whole]
        members = evidence.source.members(self.reading.companies[0].entity, whole)
        found = [whole, *(f"{whole}[{short}]" for short in dict.fromkeys(one.short for one in members))]
        evidence.prepare((), found)
        return [name for name in found if name != metric]

    def _named(self, names: Iterable[str]) -> list[str]:
        """Return metrics of the company and of the part of it that is spoken of, but for the one taken."""
        found = list(names)
        # Asked for together: the engine answers many as fast as one.
        self.candidates.evidence.prepare((), found)
        parts = [f"{name}[{self.reading.segment}]" for name in found] if self.reading.segment else []
        return [name for name in (*found, *parts) if name != self.candidate.metric]

    def companies(self) -> list[tuple[Company, ...]]:
        """Return the other companies that the text names and that file, each alone."""
        alone = [(one,) for one in self.candidates.companies if one.files]
        return [one for one in alone if one != self.reading.companies]
