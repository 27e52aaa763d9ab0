"""Which figures may a claim mean? Every defensible metric, definition, period and vintage, best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.claims.reading.timing import DAY, LATEST_QUARTER, MONTH_END, QUARTER, TRAILING, YEAR, When
from titre.kernel.messages import Message, say
from titre.kernel.periods import Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from titre.claims.evidence import Evidence
    from titre.claims.reading.context import MetricSense
    from titre.claims.reading.mentions import Company
    from titre.claims.reading.readings import Reading
    from titre.figures.model import Figure

_EARLY = 6
"""months into the next year that a fiscal year may end and still be mostly the year before"""
_LOOK_BACK = 9
_LOOK_BACK_QUARTERS = 40
_DECEMBER = 12
OUTFLOWS = frozenset(
    ["capital_expenditure", "dividends_paid", "share_repurchases", "finance_lease_principal", "income_tax"]
)
"""metrics whose sign prose never writes"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One figure, or several to be added up, that a claim may mean."""

    figures: tuple[Figure, ...]
    metric: str
    period: Period
    default: bool
    """whether it is what the words say first: the first metric, the default definition, the period named"""
    note: Message | None = None
    """what must be said when it is this one that fits"""

    @property
    def value(self) -> Decimal | None:
        """The value, or the sum for several companies; None where a part is missing or units differ."""
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
        self.published = published

    def of(self, reading: Reading) -> Iterator[Candidate]:
        """Yield the candidates of a claim that states a level, those that the words say first, first.

        What was first reported comes last: it is another run of the engine.
        """
        if reading.sense is None or not all(company.files for company in reading.companies):
            return
        for vintage in ("latest", "first"):
            for position, metric in enumerate(metrics_of(reading, reading.sense)):
                for definition in self.evidence.definitions(metric):
                    for rank, (period, note) in enumerate(self.periods(reading, metric)):
                        figures = self.figures(reading.companies, metric, period, definition, vintage)
                        if not figures:
                            continue
                        said = note
                        if definition is not None:
                            said = say("by the definition “{definition}”", definition=definition)
                        elif vintage == "first":
                            said = note or say("as first reported")
                        default = not (position or rank or definition) and vintage == "latest"
                        yield Candidate(figures, metric, period, default, said)

    def figures(
        self,
        companies: tuple[Company, ...],
        metric: str,
        period: Period,
        definition: str | None = None,
        vintage: str = "latest",
    ) -> tuple[Figure, ...]:
        """Return the figures of all companies, or nothing where one is missing."""
        found: list[Figure] = []
        for company in companies:
            figure = self.evidence.figure(
                company.entity, metric, period, definition=definition, vintage=vintage
            )
            if figure is None:
                return ()
            found.append(figure)
        return tuple(found)

    def periods(self, reading: Reading, metric: str) -> Iterator[tuple[Period, Message | None]]:
        """Yield the periods that the words may mean, with what must be said of each."""
        when = reading.when
        if when is None or (when.kind == DAY and when.period is None):
            yield from self._unnamed(reading.companies[0].entity, metric)
        elif when.kind == YEAR and when.period is not None:
            yield from self._year(reading.companies[0].entity, metric, when.period)
        elif when.kind == QUARTER and when.period is None:
            quarter = self.latest(reading.companies[0].entity, metric, PeriodKind.QUARTER, when.number)
            if quarter is not None:
                yield quarter, say("the text names no year; taken: {period}", period=str(quarter))
        elif when.kind == QUARTER and when.period is not None:
            yield when.period, None
            calendar = Period(PeriodKind.QUARTER, when.period.year, when.period.quarter, calendar=True)
            yield calendar, say("by the calendar's quarter")
            yield from self._ahead(reading.companies[0].entity, metric, when.period)
        elif when.kind in {TRAILING, MONTH_END}:
            yield from self._trailing(reading.companies[0].entity, metric, when)
        elif when.kind == LATEST_QUARTER:
            quarter = self.latest(reading.companies[0].entity, metric, PeriodKind.QUARTER)
            if quarter is not None:
                yield quarter, None
        elif when.period is not None:
            yield when.period, None

    def _year(self, entity: str, metric: str, year: Period) -> Iterator[tuple[Period, Message | None]]:
        yield year, None
        figure = self.evidence.figure(entity, metric, year)
        own_end = None if figure is None else figure.end
        if own_end is not None and own_end.month == _DECEMBER:
            return
        yield (
            Period(PeriodKind.YEAR, year.year, calendar=True),
            say("by the calendar year, not the company's own"),
        )
        following = year.shifted(1)
        later = self.evidence.figure(entity, metric, following)
        if later is None or later.end is None:
            return
        if later.end.year == following.year and later.end.month <= _EARLY:
            yield (
                following,
                say(
                    "taken as the fiscal year {period}, which ended on {end}",
                    period=str(following),
                    end=later.end.isoformat(),
                ),
            )

    def _ahead(self, entity: str, metric: str, quarter: Period) -> Iterator[tuple[Period, Message | None]]:
        """Yield the quarter of the next fiscal year where that is the one that ends in the year named."""
        following = quarter.shifted(4)
        figure = self.evidence.figure(entity, metric, following)
        if figure is not None and figure.end is not None and figure.end.year == quarter.year:
            end = figure.end.isoformat()
            yield (
                following,
                say(
                    "taken as the fiscal quarter {period}, which ended on {end}",
                    period=str(following),
                    end=end,
                ),
            )

    def _trailing(self, entity: str, metric: str, when: When) -> Iterator[tuple[Period, Message | None]]:
        period = self.trailing(entity, metric, when.year, when.month)
        if period is not None:
            yield period, None

    def trailing(self, entity: str, metric: str, year: int, month: int) -> Period | None:
        """Return the twelve months that end in a month of a year, or the latest where no year is named.

        A month in which none of the company's quarters ends names no period, unless the year is left open.
        """
        period = self.latest(entity, metric, PeriodKind.TRAILING)
        if not year or period is None:
            return period
        for _ in range(_LOOK_BACK_QUARTERS):
            figure = self.evidence.figure(entity, metric, period)
            if (
                figure is not None
                and figure.end is not None
                and (figure.end.year, figure.end.month) == (year, month)
            ):
                return period
            period = period.shifted(-1)
        return None

    def _unnamed(self, entity: str, metric: str) -> Iterator[tuple[Period, Message | None]]:
        for kind in (PeriodKind.YEAR, PeriodKind.TRAILING, PeriodKind.QUARTER):
            latest = self.latest(entity, metric, kind)
            if latest is not None:
                yield latest, say("the text names no period; taken: {period}", period=str(latest))

    def latest(self, entity: str, metric: str, kind: PeriodKind, number: int = 0) -> Period | None:
        """Return the last period of a kind for which there was a figure on the day.

        ``number`` asks for a quarter of that number only.
        """
        day = self.evidence.as_of or self.published
        if day is None:
            return None
        # A fiscal year may run ahead of the calendar by almost a year.
        steps = 1 if kind is PeriodKind.YEAR else 4
        period = Period(kind, day.year + 1, 0 if kind is PeriodKind.YEAR else (day.month - 1) // 3 + 1)
        for _ in range(_LOOK_BACK * steps // 4 + 4):
            wanted = number in {0, period.quarter}
            if wanted and self.evidence.figure(entity, metric, period) is not None:
                return period
            period = period.shifted(-1)
        return None


def metrics_of(reading: Reading, sense: MetricSense) -> list[str]:
    """Return the metrics that a word may mean, for the segment that a claim is about."""
    return [f"{name}[{reading.segment}]" if reading.segment else name for name in sense.metrics]
