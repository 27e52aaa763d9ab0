"""Which numbers does a chart rest on? All of them, exact, as a table for people and as CSV for programs."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.charts.words import full_name, period_words
from titre.kernel.messages import say
from titre.kernel.numerals import write_day, write_number
from titre.kernel.printing import inert

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from titre.charts.magnitudes import Magnitude
    from titre.charts.panels import Drawn
    from titre.charts.series import Point
    from titre.charts.timeline import Placed, Timeline

CSV_COLUMNS = (
    "entity", "quantity", "period", "start", "end", "value", "unit", "accessions", "filed", "reason",
)  # fmt: skip

_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a person reads it: the names of the columns, and rows of as many texts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table_of(
    timeline: Timeline, drawn: Sequence[Drawn], magnitudes: Sequence[Magnitude], language: str
) -> Table:
    """Return a row for each slot: the period, the values in full or why there is none, the day filed."""
    names = [
        f"{full_name(each.series)} ({magnitude.words(language)})"
        for each, magnitude in zip(drawn, magnitudes, strict=True)
    ]
    columns = (say("Period").render(language), *names, say("Filed").render(language))
    by_slot = [{placed.slot: placed for placed in each.row} for each in drawn]
    rows = []
    for number, slot in enumerate(timeline.slots):
        placed = [each.get(number) for each in by_slot]
        values = [
            _cell(each, magnitude, language) for each, magnitude in zip(placed, magnitudes, strict=True)
        ]
        rows.append((period_words(slot.period, language), *values, _filed(placed, language)))
    return Table(columns, tuple(rows))


def csv_of(drawn: Sequence[Drawn]) -> str:
    """Return a line for each point, in ISO 8601 days and exact decimals, whatever the language (RFC 4180)."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for each in drawn:
        for placed in each.row:
            point = placed.point
            writer.writerow(
                (
                    inert(each.series.entity),
                    inert(each.series.quantity),
                    str(point.period),
                    _day(point.start),
                    _day(point.end),
                    "" if point.value is None else f"{point.value:f}",
                    each.series.unit,
                    " ".join(filing.accession for filing in point.filings),
                    _day(max(_days(point), default=None)),
                    inert(str(point.reason or "")),
                )
            )
    return stream.getvalue()


def _cell(placed: Placed | None, magnitude: Magnitude, language: str) -> str:
    if placed is None:
        return _NOTHING
    if placed.point.value is None:
        reason = placed.point.reason
        return reason.render(language) if reason else _NOTHING
    return write_number(magnitude.scaled(placed.point.value), language)


def _filed(placed: Sequence[Placed | None], language: str) -> str:
    """Return the last day on which something that the row rests on was filed."""
    days = [day for each in placed if each is not None for day in _days(each.point)]
    return write_day(max(days), language) if days else _NOTHING


def _days(point: Point) -> list[date]:
    return [filing.filed for filing in point.filings if filing.filed]


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
