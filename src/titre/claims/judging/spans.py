"""Which periods of a company may the words of a claim mean? Each with what must be said of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from titre.claims.reading.timing import (
    DAY,
    ENDING,
    HOLDING,
    LATEST_QUARTER,
    LATEST_YEAR,
    MONTH_END,
    PART,
    QUARTER,
    RUN,
    TRAILING,
    YEAR,
    When,
)
from titre.kernel.messages import Message, say
from titre.kernel.periods import Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from titre.claims.evidence import Evidence

_EARLY = 6
"""months into the next year that a fiscal year may end and still be mostly the year before"""
_LOOK_BACK = 9
_LOOK_BACK_QUARTERS = 40
_QUARTERS = 4
_DECEMBER = 12
_A_QUARTER, _A_YEAR = 3, 12
"""months"""
_NEAR = 7
"""days by which a period may end before or after the month's end that it is named by: 28 June, 1 February"""
_ROUNDED = 15
"""days of a month up to which data sets that give the nearest month's end give that of the month before"""
_MONTH = 31
"""days"""
_HALF = 2
_OF_FILINGS = {
    LATEST_QUARTER: PeriodKind.QUARTER,
    LATEST_YEAR: PeriodKind.YEAR,
    TRAILING: PeriodKind.TRAILING,
    MONTH_END: PeriodKind.TRAILING,
}


@dataclass(frozen=True, slots=True)
class Span:
    """One period, or quarters that follow each other and are added up, and what must be said of it."""

    periods: tuple[Period, ...]
    """oldest first"""
    note: Message | None = None
    by_entity: tuple[tuple[str, tuple[Period, ...]], ...] = ()
    """of a group told by a month: what its other members call the same months"""

    def of(self, entity: str) -> tuple[Period, ...]:
        """Return the periods as one company of a group calls them."""
        return dict(self.by_entity).get(entity, self.periods)

    @property
    def last(self) -> Period:
        """The last of its periods."""
        return self.periods[-1]

    @property
    def label(self) -> str:
        """How the span is written: ``2025H1``, ``2025Q1–2025Q3``, or the one period."""
        first, last = self.periods[0], self.periods[-1]
        if first == last:
            return str(first)
        half = first.quarter % _HALF and last == first.shifted(1) and first.year == last.year
        return f"{first.year}H{(first.quarter + 1) // _HALF}" if half else f"{first}\N{EN DASH}{last}"

    def shifted(self, steps: int) -> Span:
        """Return the span so many years later."""
        by = steps * (1 if self.last.kind is PeriodKind.YEAR else 4)
        return Span(
            tuple(period.shifted(by) for period in self.periods),
            by_entity=tuple(
                (entity, tuple(one.shifted(by) for one in periods)) for entity, periods in self.by_entity
            ),
        )


def quarters_to(last: Period, count: int) -> tuple[Period, ...]:
    """Return the quarters, or the years, that end with one, oldest first."""
    return tuple(last.shifted(-step) for step in range(count - 1, -1, -1))


class Spans:
    """Finds the periods that words name, by the calendar that a company's filings show."""

    def __init__(self, evidence: Evidence, published: date | None) -> None:
        self.evidence = evidence
        self.published = published

    def of(self, when: When | None, entity: str, metric: str) -> Iterator[Span]:
        """Yield what the words may mean for a company's metric, best first."""
        for span in self._civil(when, entity, metric) or self._named(when, entity, metric):
            yield span.shifted(-when.back) if when is not None and when.back else span
        for other in () if when is None or not when.carried else when.others:
            yield from self.of(other, entity, metric)

    def of_group(self, when: When | None, entities: Sequence[str], metric: str) -> Iterator[Span]:
        """Yield what the words may mean for several companies: a month is of the calendar of each."""
        for span in self.of(when, entities[0], metric):
            if when is None or when.kind not in {ENDING, HOLDING}:
                yield span
                continue
            others = [(one, next(self.of(when, one, metric), None)) for one in entities[1:]]
            yield replace(
                span, by_entity=tuple((one, other.periods) for one, other in others if other is not None)
            )

    def _named(  # noqa: C901 - a case a kind of period
        self, when: When | None, entity: str, metric: str
    ) -> Iterator[Span]:
        if when is None or (when.kind == DAY and when.period is None):
            yield from self._unnamed(entity, metric)
        elif when.kind == ENDING:
            yield from self._ending(when, entity, metric)
        elif when.kind == QUARTER and (ended := self._of_another(when, entity, metric)) is not None:
            yield from self._ending(ended, entity, metric)
        elif when.kind == YEAR and when.period is not None:
            yield from self._year(entity, metric, when.period, own=when.fiscal)
            if when.relative:
                yield from self._last_closed(entity, metric, when.period)
        elif when.kind in {PART, RUN}:
            yield from (self._part if when.kind == PART else self._run)(when, entity, metric)
        elif when.kind == QUARTER:
            yield from self._quarter(when, entity, metric)
        elif when.kind == MONTH_END and self.evidence.is_balance(metric):
            # A balance at the end of a quarter or, where only annual accounts are at hand, of a year.
            quarters = list(self._ending(replace(when, months=_A_QUARTER), entity, metric))
            yield from quarters or self._ending(replace(when, months=_A_YEAR), entity, metric)
        elif when.kind == HOLDING:
            yield from self._holding(when, entity, metric)
        elif when.kind in _OF_FILINGS:
            period = self._of_filings(when, entity, metric)
            if period is not None:
                yield Span((period,))
        elif when.period is not None:
            yield Span((when.period,))
            yield from self._near(when.period, when, entity, metric)

    def _civil(self, when: When | None, entity: str, metric: str) -> list[Span]:
        """Return the one year or quarter that words such as "calendar 2024" mean, else nothing."""
        if when is None or not when.civil or when.period is None or when.kind not in {YEAR, QUARTER}:
            return []
        return [Span((self._of_calendar(when.period, entity, metric),))]

    def _of_calendar(self, period: Period, entity: str, metric: str) -> Period:
        """Return a year or quarter of the calendar, by the company's own name where both are the same."""
        figure = self.evidence.figure(entity, metric, period)
        end = None if figure is None else figure.end
        month = _A_QUARTER * period.quarter if period.kind is PeriodKind.QUARTER else _DECEMBER
        same = end is not None and _ends_in(end, month, period.year, 0)
        return period if same else replace(period, calendar=True)

    def _of_filings(self, when: When, entity: str, metric: str) -> Period | None:
        """Return the period that only filings tell: the latest one, or twelve months to a month."""
        if when.kind in {TRAILING, MONTH_END}:
            period = self.trailing(entity, metric, when.year, when.month)
        else:
            period = self.latest(entity, metric, _OF_FILINGS[when.kind])
        return None if period is None else period.shifted(when.number)

    def _near(self, named: Period, when: When, entity: str, metric: str) -> Iterator[Span]:
        """Yield the quarter whose end a day means: filings may give the month's end for a day beside it."""
        if named.day is None or not self.evidence.is_balance(metric):
            return
        if self.evidence.figure(entity, metric, named) is None:
            day = named.day
            near = When(
                ENDING, when.start, when.end, month=day.month, day=day.day, year=day.year, months=_A_QUARTER
            )
            yield from self._ending(near, entity, metric)

    def _year(self, entity: str, metric: str, year: Period, *, own: bool) -> Iterator[Span]:
        """Yield a year as the company counts and, unless its own is said, as the calendar does."""
        yield Span((year,))
        if own:
            return
        figure = self.evidence.figure(entity, metric, year)
        own_end = None if figure is None else figure.end
        if own_end is not None and own_end.month == _DECEMBER:
            return
        calendar = say("by the calendar year, not the company's own")
        yield Span((Period(PeriodKind.YEAR, year.year, calendar=True),), calendar)
        following = year.shifted(1)
        later = self.evidence.figure(entity, metric, following)
        if later is None or later.end is None:
            return
        if later.end.year == following.year and later.end.month <= _EARLY:
            note = say(
                "taken as the fiscal year {period}, which ended on {end}",
                period=str(following),
                end=later.end.isoformat(),
            )
            yield Span((following,), note)

    def _last_closed(self, entity: str, metric: str, year: Period) -> Iterator[Span]:
        """Yield the fiscal year that "last year" may mean where it closed in the year of publication."""
        latest = self.latest(entity, metric, PeriodKind.YEAR)
        figure = None if latest != year.shifted(1) else self.evidence.figure(entity, metric, year.shifted(1))
        if figure is not None and figure.end is not None and figure.end.month > _EARLY:
            period, end = str(figure.period), figure.end.isoformat()
            note = say("taken as the fiscal year {period}, which ended on {end}", period=period, end=end)
            yield Span((year.shifted(1),), note)

    def _quarter(self, when: When, entity: str, metric: str) -> Iterator[Span]:
        if when.period is None:
            quarter = self.latest(entity, metric, PeriodKind.QUARTER, when.number)
            if quarter is not None:
                yield Span((quarter,), say("the text names no year; taken: {period}", period=str(quarter)))
            return
        yield Span((when.period,))
        if when.fiscal:
            return
        calendar = Period(PeriodKind.QUARTER, when.period.year, when.period.quarter, calendar=True)
        yield Span((calendar,), say("by the calendar's quarter"))
        # The quarter of the next fiscal year, where that is the one that ends in the year named.
        following = when.period.shifted(4)
        figure = self.evidence.figure(entity, metric, following)
        if figure is not None and figure.end is not None and figure.end.year == when.period.year:
            note = say(
                "taken as the fiscal quarter {period}, which ended on {end}",
                period=str(following),
                end=figure.end.isoformat(),
            )
            yield Span((following,), note)

    def _of_another(self, when: When, entity: str, metric: str) -> When | None:
        """Return a quarter that was named for another company by the month it ended in, else None.

        "In the first quarter Alphabet …; Microsoft …": the same months, whatever its own year calls them.
        """
        if not when.whose or when.whose == entity:
            return None
        period = when.period or self.latest(when.whose, metric, PeriodKind.QUARTER, when.number)
        figure = None if period is None else self.evidence.figure(when.whose, metric, period)
        if figure is None or figure.end is None:
            return None
        end = figure.end
        return replace(
            when, kind=ENDING, period=None, month=end.month, day=end.day, year=end.year, months=_A_QUARTER
        )

    def _part(self, when: When, entity: str, metric: str) -> Iterator[Span]:
        """Yield the quarters of a half year, or of the first months of a year."""
        count = when.months // _A_QUARTER
        last_number = when.number + count - 1
        if when.year:
            for calendar in (when.civil,) if when.fiscal or when.civil else (False, True):
                last = Period(PeriodKind.QUARTER, when.year, last_number, calendar)
                yield Span(quarters_to(last, count), say("by the calendar's quarter") if calendar else None)
            return
        latest = self.latest(entity, metric, PeriodKind.QUARTER, last_number)
        if latest is not None:
            note = say("the text names no year; taken: {period}", period=str(latest.year))
            yield Span(quarters_to(latest, count), note)

    def _run(self, when: When, entity: str, metric: str) -> Iterator[Span]:
        """Yield the years or quarters that an amount adds up; the last ones where none is named."""
        quarter = self.latest(entity, metric, PeriodKind.QUARTER)
        years = when.months == _A_YEAR
        last = when.period or self.latest(entity, metric, PeriodKind.YEAR) if years else quarter
        if last is None:
            return
        yield from _added(last, last.year - when.since + 1 if when.since else when.over)
        if years and when.period is None and quarter is not None:
            # "Since 2021", "over the last two years": up to the latest quarter.
            since = (quarter.year - when.since) * _QUARTERS + quarter.quarter
            yield from _added(quarter, since if when.since else when.over * _QUARTERS)

    def _ending(self, when: When, entity: str, metric: str) -> Iterator[Span]:
        """Yield the year or the quarters that end in the month named."""
        kind = PeriodKind.YEAR if when.months == _A_YEAR else PeriodKind.QUARTER
        latest = self.latest(entity, metric, kind)
        if latest is None:
            return
        for period, end in self._ended(entity, metric, latest):
            if _ends_in(end, when.month, when.year, when.day):
                count = 1 if kind is PeriodKind.YEAR else when.months // _A_QUARTER
                yield Span(quarters_to(period, count) if count > 1 else (period,))
                return
        if kind is PeriodKind.QUARTER and when.carried and when.months == _A_QUARTER and when.whose != entity:
            yield from self._nearest(when, entity, metric)
        if kind is PeriodKind.YEAR:
            # Twelve months that are no fiscal year end with one of its quarters.
            trailing = self.trailing(entity, metric, when.year, when.month)
            if trailing is not None:
                yield Span((trailing,))

    def _holding(self, when: When, entity: str, metric: str) -> Iterator[Span]:
        """Yield the last quarter that a day of the year lies in: Christmas, the middle of a spring."""
        latest = self.latest(entity, metric, PeriodKind.QUARTER)
        for period, end in self._ended(entity, metric, latest):
            held = date(end.year, when.month, when.day)
            held = held if held <= end else held.replace(year=end.year - 1)
            if (end - held).days < _A_QUARTER * _MONTH - 1 and when.year in {0, held.year}:
                yield Span((period,))
                return

    def _nearest(self, when: When, entity: str, metric: str) -> Iterator[Span]:
        """Yield the quarter that ends nearest to the month that was named for another company."""
        latest = self.latest(entity, metric, PeriodKind.QUARTER)
        for period, end in self._ended(entity, metric, latest):
            months = end.year * _A_YEAR + end.month - when.month
            apart = months - when.year * _A_YEAR if when.year else (months + 1) % _A_YEAR - 1
            if abs(apart) <= 1:
                yield Span((period,))
                return

    def _ended(self, entity: str, metric: str, latest: Period | None) -> Iterator[tuple[Period, date]]:
        """Yield the periods back from the latest one, each with its last day; years from the one after."""
        if latest is None:
            return
        years = latest.kind is PeriodKind.YEAR
        period = latest.shifted(1) if years else latest
        for _ in range(_LOOK_BACK if years else _LOOK_BACK_QUARTERS):
            figure = self.evidence.figure(entity, metric, period)
            if figure is not None and figure.end is not None:
                yield period, figure.end
            period = period.shifted(-1)

    def trailing(self, entity: str, metric: str, year: int, month: int) -> Period | None:
        """Return the twelve months that end in a month of a year, or the latest where no year is named.

        A month in which none of the company's quarters ends names no period, unless the year is left open.
        """
        period = self.latest(entity, metric, PeriodKind.TRAILING)
        if not year or period is None:
            return period
        for _ in range(_LOOK_BACK_QUARTERS):
            figure = self.evidence.figure(entity, metric, period)
            if figure is not None and figure.end is not None and _ends_in(figure.end, month, year):
                return period
            period = period.shifted(-1)
        return None

    def _unnamed(self, entity: str, metric: str) -> Iterator[Span]:
        for kind in (PeriodKind.YEAR, PeriodKind.TRAILING, PeriodKind.QUARTER):
            latest = self.latest(entity, metric, kind)
            if latest is not None:
                yield Span((latest,), say("the text names no period; taken: {period}", period=str(latest)))

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


def _added(last: Period, count: int) -> Iterator[Span]:
    if 1 < count <= _LOOK_BACK_QUARTERS:
        yield Span(quarters_to(last, count))


def _ends_in(end: date, month: int, year: int, day: int = 0) -> bool:
    """Return whether a period ends in a month, or within days of it; any year where none is named.

    ``day`` is the one that the words name, where they do: what is said to end on 2 May may end in April.
    """
    first = end.year * 12 + end.month - 1
    months = {first}
    if end.day <= _NEAR:
        months.add(first - 1)
    if 0 < day <= _ROUNDED and end.day > _MONTH - _NEAR:
        months.add(first + 1)
    return any(one % 12 == month - 1 and (not year or one // 12 == year) for one in months)
