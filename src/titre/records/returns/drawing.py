"""How does a record look? All picks as bars, losses in their place; the mean and the benchmark over time."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from titre.charts.kinds import line_chart
from titre.charts.ranks import Entry, rank_chart
from titre.charts.series import Point, Series
from titre.kernel.messages import say
from titre.kernel.numerals import write_day
from titre.kernel.periods import Period
from titre.records.returns.amounts import to_decimal
from titre.records.returns.telling import honesty, percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from titre.charts.chart import Chart
    from titre.records.returns.paths import Paths
    from titre.records.returns.record import Record

_PLACES, _CENTS = 4, 2
_HUNDRED = 100


def picks_chart(record: Record, language: str) -> Chart:
    """Return the chart of all picks by their return, the best first, with the benchmark among them."""
    entries = [
        Entry(each.name, to_decimal((each.total - 1) * _HUNDRED, _CENTS) if each.known else None, each.reason)
        for each in record.returns
    ]
    if record.of_benchmark is not None:
        name = say("{name}, the benchmark", name=record.rules.benchmark).render(language)
        entries.append(Entry(name, to_decimal(record.of_benchmark.mean * _HUNDRED, _CENTS), apart=True))
    if record.statistics is not None:
        mean = say("mean of the list").render(language)
        entries.append(Entry(mean, to_decimal(record.statistics.mean * _HUNDRED, _CENTS), apart=True))
    return rank_chart(
        entries,
        "percent",
        language,
        record.chosen.title,
        subtitle=_span(record, language),
        sources=[honesty(record).render(language)],
    )


def time_chart(record: Record, language: str, *, monthly: bool = False) -> Chart | None:
    """Return the mean of the picks held and the benchmark over time, in percent; None where nothing is known.

    ``monthly`` shows the last day of each month only: what a list under embargo may show.
    """
    mean, other = record.paths, record.benchmark_paths
    if mean is None or record.statistics is None:
        return None
    name = say("mean of the list").render(language)
    quantity = say("return").render(language)
    series = [_series(name, quantity, mean, mean.mean, monthly=monthly)]
    if other is not None and record.of_benchmark is not None:
        series.append(_series(record.rules.benchmark, quantity, other, other.mean, monthly=monthly))
    mean_of = percent(record.statistics.mean, language)
    title = say("{title}: {mean} on average", title=record.chosen.title, mean=mean_of)
    return line_chart(series, language, title.render(language), last_change=False)


def month_ends(days: Sequence[date]) -> list[int]:
    """Return the places of the last day of each month, and of the very last day."""
    return [
        at
        for at, day in enumerate(days)
        if at + 1 == len(days) or (days[at + 1].year, days[at + 1].month) != (day.year, day.month)
    ]


def _series(
    name: str,
    quantity: str,
    paths: Paths,
    values: Any,  # noqa: ANN401 - an array
    *,
    monthly: bool,
) -> Series:
    days = paths.days
    places = month_ends(days) if monthly else range(len(days))
    points = tuple(
        Point(Period.instant(days[at]), _percent(values[at]), days[at], days[at])
        for at in places
        if values[at] == values[at]
    )
    return Series(name, quantity, "percent", points)


def _percent(value: float) -> Decimal:
    return Decimal(repr(round((float(value) - 1) * _HUNDRED, _PLACES)))


def _span(record: Record, language: str) -> str:
    kind = say("Total return") if record.rules.returns == "total" else say("Price return")
    return say(
        "{kind} in {currency}, {start} – {end}",
        kind=kind,
        currency=record.currency,
        start=write_day(record.start, language),
        end=write_day(record.to, language),
    ).render(language)
