"""How does a record look? All picks as bars, losses in their place; the mean and the benchmark over time."""

from __future__ import annotations

from decimal import Decimal
from math import isnan
from typing import TYPE_CHECKING

from titre.charts.kinds import line_chart
from titre.charts.ranks import Entry, rank_chart
from titre.charts.series import Point, Series
from titre.kernel.messages import say
from titre.kernel.numerals import write_day
from titre.kernel.periods import Period
from titre.records.returns.amounts import to_decimal
from titre.records.returns.withheld import means
from titre.records.returns.wording import honesty, percent

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


def time_chart(record: Record, language: str) -> Chart | None:
    """Return the mean of the picks held and the benchmark over time, in percent; None where nothing is known.

    Under embargo only the ends of months are shown whose means may be.
    """
    name = say("mean of the list").render(language)
    title = record.chosen.title
    if record.embargo is not None:
        shown = means(record)
        own = [(day, mean * _HUNDRED) for day, mean, _ in shown]
        compared = [(day, other * _HUNDRED) for day, _, other in shown if other is not None]
    elif record.statistics is None:
        return None
    else:
        own, compared = _daily(record.paths), []
        if record.of_benchmark is not None:
            compared = _daily(record.benchmark_paths)
        mean_of = percent(record.statistics.mean, language)
        title = say("{title}: {mean} on average", title=title, mean=mean_of).render(language)
    series = [_series(name, own, language)] if own else []
    if own and compared:
        series.append(_series(record.rules.benchmark, compared, language))
    return line_chart(series, language, title, last_change=False) if series else None


def _daily(paths: Paths | None) -> list[tuple[date, Decimal]]:
    if paths is None:
        return []
    values = zip(paths.days, paths.mean, strict=True)
    return [(day, _percent(value)) for day, value in values if not isnan(value)]


def _series(name: str, values: Sequence[tuple[date, Decimal]], language: str) -> Series:
    points = tuple(Point(Period.instant(day), value, day, day) for day, value in values)
    return Series(name, say("return").render(language), "percent", points)


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
