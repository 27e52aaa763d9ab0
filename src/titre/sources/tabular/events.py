"""What was reported outside the filings? The analyst's events, each with its source, by a column mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.errors import ParseError
from titre.kernel.findings import Finding
from titre.kernel.messages import say
from titre.kernel.periods import Period
from titre.sources.rows import EventRow
from titre.sources.tabular.cells import Reading
from titre.sources.tabular.delimited import records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from titre.sources.documents import Document
    from titre.sources.settings import EventMapping

_NEEDED = ("entity", "day", "kind", "metric", "low")


def read_events(document: Document, mapping: EventMapping) -> Iterator[EventRow | Finding]:
    """Yield the events of a CSV and a finding for each faulty cell; a row with a fault is not taken.

    Raises:
        DocumentUnreadable: the bytes cannot be got.
    """
    needed = [mapping.columns[name] for name in _NEEDED]
    for record in records(document, mapping.form, needed):
        if isinstance(record, Finding):
            yield record
            continue
        reading = Reading(record, mapping.form)
        event = _event(reading, mapping)
        if reading.faults or event is None:
            yield from reading.faults
        else:
            yield event


def _event(reading: Reading, mapping: EventMapping) -> EventRow | None:
    columns, record = mapping.columns, reading.record
    entity = reading.text(columns["entity"], expected=say("the name of a company"))
    day = reading.day(columns["day"])
    kind = reading.text(columns["kind"], expected=say("a kind of event, as guidance"))
    metric = reading.text(columns["metric"], expected=say("the name of a metric"))
    origin = reading.text(columns.get("origin"), expected=say("who reported it"))
    low, high = _amount(reading, columns["low"]), _amount(reading, columns.get("high"))
    unit = reading.unit(columns["unit"]) if "unit" in columns else None
    if low is not None and high is not None and low > high:
        reading.fault(columns["high"], say("at least {low}", low=low))
    if (low is not None or high is not None) and unit is None and not reading.faults:
        reading.fault(columns.get("unit", "unit"), say("a unit such as USD or percent"))
    if entity is None or day is None or kind is None or metric is None or origin is None:
        return None
    note = reading.text(columns.get("note"))
    period = _period(reading, columns.get("period"))
    return EventRow(
        entity, day, kind, metric, period, low, high, unit, origin, note, record.document.name, record.line
    )


def _amount(reading: Reading, column: str | None) -> Decimal | None:
    return reading.number(column) if column else None


def _period(reading: Reading, column: str | None) -> str | None:
    text = reading.text(column)
    if text is None or column is None:
        return None
    try:
        Period.parse(text)
    except ParseError:
        reading.fault(column, say("a period, as 2024, 2025Q1, CY2024 or 2025-03-31"))
    return text
