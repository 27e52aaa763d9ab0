"""Events that the analyst enters: each with its source, each fault with its line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fakes.tables import faults_of, text
from titre.sources.documents import Document, document_of
from titre.sources.rows import EventRow
from titre.sources.settings import DEFAULT_EVENTS, EventMapping
from titre.sources.tabular.events import read_events

if TYPE_CHECKING:
    from pathlib import Path

    from titre.kernel.findings import Finding

HEADER = "entity,date,kind,metric,period,low,high,unit,source,note"
ROW = "Meta,2025-04-30,guidance,capital_expenditure,2025,64,72,USD,Release,raised"


def reading(*lines: str, mapping: EventMapping = DEFAULT_EVENTS) -> list[EventRow | Finding]:
    return list(read_events(Document.of_bytes("e.csv", text(*lines)), mapping))


def changed(column: str, value: str) -> str:
    return ",".join((dict(zip(HEADER.split(","), ROW.split(","), strict=True)) | {column: value}).values())


def test_a_row_is_an_event() -> None:
    assert reading(HEADER, ROW) == [
        EventRow(
            "Meta",
            date(2025, 4, 30),
            "guidance",
            "capital_expenditure",
            "2025",
            Decimal(64),
            Decimal(72),
            "USD",
            "Release",
            "raised",
            "e.csv",
            2,
        )
    ]


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("entity", "", "column entity: got an empty cell, expected the name of a company"),
        (
            "date",
            "2025-04-31",
            "column date: got '2025-04-31', expected a day that exists, written as 2025-03-31",
        ),
        ("kind", "", "column kind: got an empty cell, expected a kind of event, as guidance"),
        ("metric", "", "column metric: got an empty cell, expected the name of a metric"),
        (
            "period",
            "soon",
            "column period: got 'soon', expected a period, as 2024, 2025Q1, CY2024 or 2025-03-31",
        ),
        ("low", "much", "column low: got 'much', expected a number of at most 26 digits"),
        ("high", "63", "column high: got '63', expected at least 64"),
        ("unit", "", "column unit: got an empty cell, expected a unit such as USD or percent"),
        ("unit", "%", "column unit: got '%', expected a unit such as USD or USD/shares"),
        ("source", "", "column source: got an empty cell, expected who reported it"),
    ],
)
def test_a_faulty_cell_is_told_and_costs_only_its_row(column: str, value: str, fault: str) -> None:
    found = reading(HEADER, ROW, changed(column, value), ROW)
    assert faults_of(found) == [f"e.csv: line 3, {fault}"]
    assert [item.line for item in found if isinstance(item, EventRow)] == [2, 4]


def test_a_bound_that_is_not_known_is_none() -> None:
    (row,) = reading(HEADER, changed("high", ""))
    assert isinstance(row, EventRow)
    assert (row.low, row.high) == (Decimal(64), None)


def test_a_mapping_names_other_columns() -> None:
    mapping = EventMapping({**DEFAULT_EVENTS.columns, "entity": "Société", "origin": "D'après"})
    header = HEADER.replace("entity", "Société").replace("source", "D'après")
    (row,) = reading(header, ROW, mapping=mapping)
    assert isinstance(row, EventRow)
    assert (row.entity, row.origin) == ("Meta", "Release")


@pytest.mark.shared
def test_the_events_at_hand_are_read(shared: Path) -> None:
    found = list(read_events(document_of(shared / "data/events.csv"), DEFAULT_EVENTS))
    events = [item for item in found if isinstance(item, EventRow)]
    assert len(events) == len(found) == 11
    assert (events[0].entity, events[0].low, events[0].high) == (
        "Amazon.com Inc",
        Decimal(100000000000),
        Decimal(105000000000),
    )
    assert sum(event.low or 0 for event in events if event.entity == "Mistral AI") == Decimal(1090000000)
    assert (events[6].low, events[6].high, events[6].period) == (Decimal(100000000), None, None)
