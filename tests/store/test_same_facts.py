"""The same fact from two sources is one fact with two places."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.clocks import SetClock
from fakes.disks import QuickDisk
from fakes.facts import fact
from titre.sources.dimensions import concept_key, dimension_key, nearest_month_end, period_key
from titre.sources.rows import SourceKind
from titre.store.engine import connection
from titre.store.importing import import_paths
from titre.store.same_facts import MACROS
from titre.store.store import Store
from titre.store.views import UNIQUE_FACTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

    from titre.sources.rows import FactRow


@pytest.fixture(scope="module")
def macros() -> Iterator[duckdb.DuckDBPyConnection]:
    with connection() as opened:
        opened.execute(MACROS)
        yield opened


# No name begins with "Statement" twice: there the two would differ.
parts = st.builds(
    "{}{}".format,
    st.sampled_from(["", "Statement"]),
    st.lists(
        st.sampled_from(["Axis", "Member", "Domain", "Segments", "RealityLabs", "A", "é"]),
        min_size=1,
        max_size=5,
    ).map("".join),
)
spelt = st.builds("{}{}".format, st.sampled_from(["", "us-gaap:", "meta:", "x-1.y:"]), parts)
dimensions = st.lists(
    st.builds("{}={}".format, spelt, spelt | st.just("1:2 of (some) text")), max_size=3
).map(";".join)


@settings(max_examples=100, deadline=None)
@given(dimensions, st.sampled_from(["us-gaap:A", "meta:A", "custom:A", "esef_cor:B", "X:us-gaap"]))
def test_keys_of_names_are_those_of_the_sources(
    macros: duckdb.DuckDBPyConnection, dimensions: str, concept: str
) -> None:
    found = macros.execute("SELECT dimension_key(?), concept_key(?)", [dimensions, concept]).fetchall()
    assert found == [(dimension_key(dimensions), concept_key(concept))]


@settings(max_examples=100, deadline=None)
@given(st.dates(min_value=date(1900, 1, 2)), st.integers(0, 5000) | st.none())
def test_keys_of_periods_are_those_of_the_sources(
    macros: duckdb.DuckDBPyConnection, end: date, days: int | None
) -> None:
    start = None if days is None or days >= end.toordinal() else date.fromordinal(end.toordinal() - days)
    query = "SELECT month_key(CAST(? AS DATE)), quarters_key(CAST(? AS DATE), CAST(? AS DATE))"
    assert macros.execute(query, [end, start, end]).fetchall() == [period_key(start, end)]


def unique(tmp_path: Path, *rows: FactRow) -> list[tuple[object, ...]]:
    store = Store(tmp_path / "store", QuickDisk(), SetClock())
    store.append(rows)
    with store.snapshot().connect(views=[UNIQUE_FACTS]) as opened:
        columns = "value, source, [place.source for place in places]"
        query = f'SELECT {columns} FROM unique_facts ORDER BY value, "end", source'
        return list(opened.execute(query).fetchall())


FILED = fact(
    "17729000000.12345",
    concept="meta:SegmentLoss",
    dimensions="us-gaap:StatementBusinessSegmentsAxis=meta:RealityLabsMember",
    end=date(2024, 12, 28),
    start=date(2023, 12, 31),
    source=SourceKind.INLINE_XBRL,
    file="m.htm",
)
ROUNDED = FILED._replace(
    value=Decimal("17729000000.1235"),
    concept="custom:SegmentLoss",
    dimensions="BusinessSegments=RealityLabs",
    end=date(2024, 12, 31),
    start=date(2024, 1, 1),
    source=SourceKind.DATA_SET,
    file="2025q1.zip!num.txt",
    rounded_dates=True,
)


def test_a_row_of_a_data_set_joins_the_fact_of_its_filing(tmp_path: Path) -> None:
    assert unique(tmp_path, ROUNDED, FILED) == [
        (Decimal("17729000000.12345"), "inline_xbrl", ["inline_xbrl", "data_set"])
    ]


@pytest.mark.parametrize(
    "other",
    [
        ROUNDED._replace(value=Decimal(1)),
        ROUNDED._replace(accession="0001326801-26-000001"),
        ROUNDED._replace(dimensions=""),
        ROUNDED._replace(end=date(2024, 11, 30)),
        ROUNDED._replace(start=date(2024, 10, 1)),
        ROUNDED._replace(unit="EUR"),
        ROUNDED._replace(coregistrant="Sub"),
        ROUNDED._replace(entity="CIK0000000007"),
        ROUNDED._replace(concept="us-gaap:SegmentLoss"),
    ],
)
def test_a_row_that_differs_in_anything_is_a_fact_of_its_own(tmp_path: Path, other: FactRow) -> None:
    assert len(unique(tmp_path, other, FILED)) == 2


def test_a_row_that_two_facts_would_fit_joins_the_nearer(tmp_path: Path) -> None:
    later = FILED._replace(end=date(2025, 1, 4), start=date(2024, 1, 6))
    assert [places for _, _, places in unique(tmp_path, ROUNDED, FILED, later)] == [
        ["inline_xbrl", "data_set"],
        ["inline_xbrl"],
    ]


def test_nearest_month_end_of_the_shortest_month() -> None:
    assert nearest_month_end(date(2024, 2, 14)) == date(2024, 1, 31)


@pytest.mark.shared
@pytest.mark.parametrize(("entity", "both"), [("CIK0000320193", 171), ("CIK0001045810", 116)])
def test_real_data_sets_and_companyfacts_share_their_facts(
    shared: Path, tmp_path: Path, entity: str, both: int
) -> None:
    sec = shared / "data/sec"
    store = Store(tmp_path / "store", QuickDisk(), SetClock())
    (archive,) = (sec / "datasets").glob("*.zip")
    report = import_paths(store, [archive, sec / f"companyfacts/{entity}.json.gz"])
    assert len(report.added) == 2
    with store.snapshot().connect([entity], views=[UNIQUE_FACTS]) as opened:
        found = opened.execute(
            'SELECT concept, "end", [place.source for place in places] FROM unique_facts WHERE entity = ? '
            "AND dimensions = '' AND accession IN (SELECT accession FROM facts WHERE source = 'data_set')",
            [entity],
        ).fetchall()
    shared_facts = [sources for _, _, sources in found if sources == ["companyfacts", "data_set"]]
    assert len(shared_facts) == both
    # Whatever only the data set has is a concept or an instant that companyfacts leaves out.
    told = {(concept, end.month) for concept, end, sources in found if "companyfacts" in sources}
    alone = [(concept, end) for concept, end, sources in found if sources == ["data_set"]]
    assert not [concept for concept, end in alone if (concept, end.month) in told]
