"""Which figures may a claim mean? Every defensible metric, definition, period and vintage, best first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from titre.claims.judging.spans import Span, Spans
from titre.kernel.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from titre.claims.evidence import Evidence
    from titre.claims.reading.context import MetricSense
    from titre.claims.reading.mentions import Company
    from titre.claims.reading.readings import Reading
    from titre.figures.model import Figure
    from titre.kernel.periods import Period, PeriodKind

OUTFLOWS = frozenset(
    ["capital_expenditure", "dividends_paid", "share_repurchases", "finance_lease_principal", "income_tax"]
)
"""metrics whose sign prose never writes"""
_NEARBY = 600
"""characters around a claim within which what is named, and what is borne out, says how it is to be read"""
_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One figure, or several of companies or quarters to be added up, that a claim may mean."""

    figures: tuple[Figure, ...]
    metric: str
    span: Span
    default: bool
    """whether it is what the words say first: the first metric, the default definition, the period named"""
    note: Message | None = None
    """what must be said when it is this one that fits"""

    @property
    def period(self) -> Period:
        """The last of its periods."""
        return self.span.last

    @property
    def label(self) -> str:
        """How its period is written."""
        return self.span.label

    @property
    def value(self) -> Decimal | None:
        """The value, or the sum of several figures; None where a part is missing or units differ."""
        values = [figure.value for figure in self.figures]
        if not values or len({figure.unit for figure in self.figures}) > 1:
            return None
        total = values[0]
        for value in values[1:]:
            if total is None or value is None:
                return None
            total += value
        return total

    @property
    def unit(self) -> str | None:
        """The unit of the value."""
        return self.figures[0].unit if self.figures else None

    @property
    def figure(self) -> Figure | None:
        """The figure where it is only one."""
        return self.figures[0] if len(self.figures) == 1 else None


class Candidates:
    """Asks the engine for what a claim may mean."""

    def __init__(self, evidence: Evidence, published: date | None) -> None:
        self.evidence = evidence
        self.spans = Spans(evidence, published)
        self.companies: list[Company] = []
        """those that the article names: another may be meant where its words leave that open"""
        self._metrics: dict[tuple[Company, ...], dict[str, None]] = {}
        self._ordered: list[Reading] = []

    def read(self, article: Sequence[Reading]) -> None:
        """Take in all that an article claims, so that each claim need not go through it."""
        self._ordered = sorted(article, key=_start)
        self.companies = list(
            dict.fromkeys(company for one in article for company in (*one.companies, *one.others))
        )
        for one in article:
            if one.sense is not None:
                told = self._metrics.setdefault(one.companies, {})
                told.update(dict.fromkeys((*one.sense.metrics, *one.beside)))

    def metrics_told(self, companies: tuple[Company, ...]) -> Collection[str]:
        """Return the metrics that the article speaks of where it is about companies."""
        return self._metrics.get(companies, {}).keys()

    def around(self, reading: Reading) -> Sequence[Reading]:
        """Return the claims that a reader has in mind with a claim, itself too, left to right."""
        first = bisect_left(self._ordered, reading.start - _NEARBY, key=_start)
        return self._ordered[first : bisect_right(self._ordered, reading.start + _NEARBY, key=_start)]

    def of(self, reading: Reading) -> Iterator[Candidate]:
        """Yield the candidates of a claim that states a level, those that the words say first, first.

        What was first reported comes last: it is another run of the engine.
        """
        if reading.sense is None or not all(company.files for company in reading.companies):
            return
        for vintage in ("latest", "first"):
            for position, metric in enumerate(metrics_of(reading, reading.sense)):
                for definition in self.evidence.definitions(metric):
                    for rank, span in enumerate(self.periods(reading, metric)):
                        figures = self.over(reading.companies, metric, span, definition, vintage)
                        if not figures:
                            continue
                        said = span.note
                        if definition is not None:
                            said = say("by the definition “{definition}”", definition=definition)
                        elif vintage == "first":
                            said = span.note or say("as first reported")
                        default = not (position or rank or definition) and vintage == "latest"
                        yield Candidate(figures, metric, span, default, said)

    def periods(self, reading: Reading, metric: str) -> Iterator[Span]:
        """Yield the periods that the words may mean, best first."""
        return self.spans.of_group(reading.when, [one.entity for one in reading.companies], metric)

    def over(
        self,
        companies: tuple[Company, ...],
        metric: str,
        span: Span,
        definition: str | None = None,
        vintage: str = "latest",
    ) -> tuple[Figure, ...]:
        """Return the figures of all companies and periods of a span, or nothing where one is missing.

        Only flows are added up over time: of a balance, the last period counts; a ratio has no sum.
        """
        money, balance = self.evidence.is_money(metric), self.evidence.is_balance(metric)
        if not money and (len(companies) > 1 or len(span.periods) > 1):
            return ()
        found = [
            self.figures((company,), metric, period, definition, vintage)
            for company in companies
            for period in (span.of(company.entity)[-1:] if balance else span.of(company.entity))
        ]
        return tuple(figure for figures in found for figure in figures) if all(found) else ()

    def figures(
        self,
        companies: tuple[Company, ...],
        metric: str,
        period: Period,
        definition: str | None = None,
        vintage: str = "latest",
    ) -> tuple[Figure, ...]:
        """Return the figures of all companies, or nothing where one is missing; ratios have no sum."""
        if len(companies) > 1 and not self.evidence.is_money(metric):
            return ()
        found: list[Figure] = []
        for company in companies:
            figure = self.evidence.figure(
                company.entity, metric, period, definition=definition, vintage=vintage
            )
            if figure is None:
                return ()
            found.append(figure)
        return tuple(found)

    def latest(self, entity: str, metric: str, kind: PeriodKind) -> Period | None:
        """Return the last period of a kind for which there was a figure on the day."""
        return self.spans.latest(entity, metric, kind)

    def trailing(self, entity: str, metric: str, year: int, month: int) -> Period | None:
        """Return the twelve months that end in a month of a year, or the latest where no year is named."""
        return self.spans.trailing(entity, metric, year, month)


def as_told(metric: str, value: Decimal, sign: int) -> Decimal:
    """Return a figure as prose takes it: an outflow without its sign, a loss as what was lost."""
    return abs(value) if metric.partition("[")[0] in OUTFLOWS else value * sign


def metrics_of(reading: Reading, sense: MetricSense) -> list[str]:
    """Return the metrics that a word may mean, for the segment that a claim is about."""
    return [f"{name}[{reading.segment}]" if reading.segment else name for name in sense.metrics]
