"""Does a figure as of a day rest on nothing that came later? Every metric and definition, every company.

``pytest tests/figures/test_as_of.py --days 200`` asks on as many random days; by default there are few.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from titre.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Collection

    import duckdb

    from fakes.filed import Filed
    from titre.figures.grounds import Naming, Source
    from titre.store.securities import Securities

pytestmark = pytest.mark.shared
_FIRST, _LAST = date(2009, 8, 1), date(2026, 6, 30)
_DAYS_FILED = {
    "0001326801-25-000017": date(2025, 1, 30),
    "0001652044-25-000014": date(2025, 2, 5),
    "0001018724-25-000004": date(2025, 2, 7),
    "0001045810-25-000023": date(2025, 2, 26),
    "0000320193-25-000073": date(2025, 8, 1),
    "0001193125-10-238044": date(2010, 10, 27),
    "0000320193-23-000106": date(2023, 11, 3),
    "0001193125-15-272806": date(2015, 7, 31),
    "0001018724-23-000004": date(2023, 2, 3),
}
"""When the filings at hand were filed, which the documents themselves do not say."""


@dataclass(frozen=True)
class _Ended:
    """A snapshot that ends on a day: what was filed later is not in it."""

    snapshot: Source
    day: date

    def connect(self, entities: Collection[str] | None = None) -> duckdb.DuckDBPyConnection:
        """Return a connection whose facts were all filed by the day."""
        connection = self.snapshot.connect(entities)
        connection.execute("ALTER VIEW facts RENAME TO all_facts")
        connection.execute(
            f"CREATE VIEW facts AS SELECT * FROM all_facts WHERE coalesce(filed, known) <= DATE '{self.day}'"
        )
        return connection

    def facts_as_filed(self, entity: str) -> duckdb.DuckDBPyConnection:
        """Return a connection whose ``fact_rows`` were all filed by the day."""
        connection = self.connect([entity])
        connection.execute("CREATE TEMP VIEW fact_rows AS SELECT * FROM facts")
        return connection

    def names(self) -> Naming:
        """Return the snapshot's names."""
        return self.snapshot.names()

    def securities(self) -> Securities:
        """Return the snapshot's securities."""
        return self.snapshot.securities()


def test_no_fact_counts_before_it_was_filed(filed: Filed) -> None:
    connection = filed.figures._snapshot.connect(None)
    early = "SELECT count(*) FROM facts WHERE known IS NULL OR known < filed"
    assert connection.execute(early).fetchall() == [(0,)]
    days = dict(connection.execute("SELECT accession, min(known) FROM facts GROUP BY accession").fetchall())
    assert {number: days[number] for number, day in _DAYS_FILED.items() if days[number] < day} == {}


def test_what_was_filed_after_the_day_changes_no_figure(filed: Filed, days: int) -> None:
    """A figure as of a day is that of a store that ends with the day; only its label may be known better."""
    chance = random.Random(20260630)
    for number in range(days):
        day = _FIRST + timedelta(days=chance.randrange((_LAST - _FIRST).days))
        options = {
            "vintage": ("latest", "first")[number % 2],
            "basis": ("adjusted", "filed")[number // 2 % 2],
        }
        asked = _values(filed.figures, as_of=day, **options)
        ended = _values(Figures(_Ended(filed.figures._snapshot, day), filed.figures.catalogue), **options)
        assert ended
        every = asked.keys() | ended.keys()
        assert {
            key: (day, ended.get(key), asked.get(key)) for key in every if ended.get(key) != asked.get(key)
        } == {}


def _values(figures: Figures, **options: object) -> dict[tuple[object, ...], tuple[object, object]]:
    names = [
        f"{metric.name}@{definition}" for metric in figures.catalogue for definition in metric.definitions
    ]
    rows = figures.table(None, names, **options).to_pylist()  # type: ignore[arg-type]  # a test's words
    columns = ("entity", "metric", "definition", "start", "end")
    # A shorter store may know no fiscal year of a company, and then call its periods by the calendar.
    keys = ((*(row[column] for column in columns), _frequency(row["period"])) for row in rows)
    return {key: (row["value"], row["unit"]) for key, row in zip(keys, rows, strict=True)}


def _frequency(period: str) -> str:
    return "ttm" if period.startswith("TTM") else "quarter" if "Q" in period else "annual"
