"""Views, vintages and what was known when."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.clocks import SetClock
from fakes.disks import QuickDisk
from fakes.facts import META, fact
from titre.sources.rows import (
    ConceptRow,
    EntityRow,
    EventRow,
    FactRow,
    FilingRow,
    PriceRow,
    RateRow,
    SourceKind,
)
from titre.store.store import Store
from titre.store.views import STANDARD_VIEWS, UNIQUE_FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from titre.sources.rows import Row
    from titre.store.snapshot import Vintage


def store_of(folder: Path, *rows: Row) -> Store:
    store = Store(folder / "store", QuickDisk(), SetClock())
    store.append(rows)
    return store


def known_on(store: Store, accession: str) -> date | None:
    with store.snapshot().connect() as connection:
        (days,) = connection.execute("SELECT known FROM facts WHERE accession = ?", [accession]).fetchall()
    day: date | None = days[0]
    return day


def test_an_empty_store_has_all_views(tmp_path: Path) -> None:
    views = (*STANDARD_VIEWS, UNIQUE_FACTS)
    with Store(tmp_path / "none").snapshot().connect(views=views) as connection:
        for view in views:
            assert connection.execute(f"SELECT count(*) FROM {view}").fetchall() == [(0,)]
    assert not (tmp_path / "none").exists()


def test_each_kind_of_row_comes_back_whole(tmp_path: Path) -> None:
    day = date(2025, 1, 2)
    rows: dict[str, Row] = {
        "filings": FilingRow(
            "0001326801-25-000017",
            META,
            "10-K",
            day,
            "s.json",
            day,
            datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC),
            "m.htm",
        ),
        "concepts": ConceptRow("us-gaap:Revenues", "Revenues", "What was earned"),
        "names": EntityRow(META, "ticker", "META", "t.json", day, None),
        "prices": PriceRow("META", day, "close", Decimal("599.24"), "USD", "me", "p.csv", 2),
        "rates": RateRow(day, "EUR", "USD", Decimal("1.0321"), "ECB", "e.csv", 3),
        "events": EventRow(
            "Meta",
            day,
            "guidance",
            "capex",
            "2025",
            Decimal(60),
            Decimal(65),
            "USD",
            "call",
            None,
            "v.csv",
            4,
        ),
    }
    store = store_of(tmp_path, *rows.values())
    with store.snapshot().connect() as connection:
        for view, row in rows.items():
            columns = ", ".join(f'"{name}"' for name in row._fields)
            assert connection.execute(f"SELECT {columns} FROM {view}").fetchall() == [tuple(row)]
        for view in ("prices", "rates", "events"):
            assert connection.execute(f"SELECT imported FROM {view}").fetchall() == [(date(2025, 3, 1),)]


def test_priority_says_which_source_is_nearest_to_the_filing(tmp_path: Path) -> None:
    store = store_of(tmp_path, *(fact(source=source) for source in SourceKind))
    with store.snapshot().connect() as connection:
        found = connection.execute("SELECT DISTINCT source, priority FROM facts").fetchall()
    assert dict(found) == {"inline_xbrl": 0, "xbrl": 0, "companyfacts": 1, "data_set": 2, "transcription": 3}


def test_a_fact_of_two_sources_is_one_with_two_places(tmp_path: Path) -> None:
    filing = fact(source=SourceKind.INLINE_XBRL, file="m.htm", anchor="f-1", filed=None, form=None)
    extract = fact(line=7)
    copied = fact("101", source=SourceKind.TRANSCRIPTION, file="m.csv")
    store = store_of(tmp_path, extract, filing, copied)
    with store.snapshot().connect(views=[UNIQUE_FACTS]) as connection:
        columns = "value, source, anchor, known, len(places), places[2].line"
        query = f"SELECT {columns} FROM unique_facts ORDER BY value"
        found = connection.execute(query).fetchall()
    assert found == [
        (Decimal(100), "inline_xbrl", "f-1", date(2025, 1, 30), 2, 7),
        (Decimal(101), "transcription", None, date(2025, 1, 30), 1, None),
    ]


def test_the_day_is_that_of_another_row_of_the_same_filing(tmp_path: Path) -> None:
    silent = fact(accession="0001326801-25-000017", filed=None, source=SourceKind.XBRL)
    told = FilingRow("0001326801-25-000017", META, "10-K", date(2025, 1, 29), "s.json")
    assert known_on(store_of(tmp_path, silent, told), silent.accession) == date(2025, 1, 29)


def test_the_day_is_bounded_by_a_later_number_of_the_same_agent_and_year(tmp_path: Path) -> None:
    silent = fact(accession="0001326801-25-000017", filed=None)
    others = [
        ("0001326801-25-000016", date(2025, 1, 2)),
        ("0001326801-25-000040", date(2025, 4, 30)),
        ("0001326801-25-000054", date(2025, 7, 30)),
        ("0001326801-26-000001", date(2026, 1, 2)),
        ("0000320193-25-000020", date(2025, 1, 31)),
    ]
    rows = [FilingRow(accession, META, "10-Q", filed, "s.json") for accession, filed in others]
    assert known_on(store_of(tmp_path, silent, *rows), silent.accession) == date(2025, 4, 30)


@pytest.mark.parametrize(
    ("form", "cover", "day"),
    [
        ("10-K", date(2025, 1, 24), date(2025, 4, 15)),
        ("10-K", date(2025, 9, 1), date(2025, 10, 1)),
        ("10-K", date(2025, 12, 20), date(2025, 12, 31)),
        ("10-K/A", date(2025, 1, 24), date(2025, 12, 31)),
        ("10-Q", None, date(2025, 12, 31)),
    ],
)
def test_the_day_is_else_when_the_form_is_due_at_the_latest(
    form: str, cover: date | None, day: date, tmp_path: Path
) -> None:
    """A report that was due before its number's year, or amends another, says nothing of its day."""
    end = date(2024, 12, 31) if form != "10-Q" else date(2023, 6, 30)
    told = {
        "accession": "0001018724-25-000004",
        "filed": None,
        "form": form,
        "source": SourceKind.INLINE_XBRL,
    }
    period = fact(None, concept="dei:DocumentPeriodEndDate", end=end, text=str(end), unit=None, **told)
    rows = [period, fact(**told)]
    if cover is not None:
        shares = "dei:EntityCommonStockSharesOutstanding"
        rows.append(fact(concept=shares, start=None, end=cover, unit="shares", **told))
    with store_of(tmp_path, *rows).snapshot().connect() as connection:
        assert connection.execute("SELECT DISTINCT known FROM facts").fetchall() == [(day,)]


@pytest.mark.parametrize(
    ("accession", "day"),
    [
        ("0001326801-25-000017", date(2025, 12, 31)),
        ("0000912057-94-000263", date(1994, 12, 31)),
        ("no number at all", None),
    ],
)
def test_the_day_is_at_last_that_of_the_year(tmp_path: Path, accession: str, day: date | None) -> None:
    assert known_on(store_of(tmp_path, fact(accession=accession, filed=None)), accession) == day


RESTATED = (
    fact("90", accession="0001326801-25-000017", filed=date(2025, 1, 30)),
    fact("91", accession="0001326801-25-000099", filed=date(2025, 10, 30)),
    fact("92", accession="0001326801-26-000012", filed=date(2026, 1, 30)),
    fact(
        "93",
        accession="0001326801-26-000012",
        filed=date(2026, 1, 30),
        source=SourceKind.TRANSCRIPTION,
        file="c.csv",
    ),
)


@pytest.mark.parametrize(
    ("vintage", "as_of", "values"),
    [
        ("all", None, [90, 91, 92, 93]),
        ("latest", None, [92]),
        ("first", None, [90]),
        ("latest", date(2025, 10, 30), [91]),
        ("latest", date(2025, 10, 29), [90]),
        ("latest", date(2025, 1, 29), []),
        ("all", date(2025, 12, 31), [90, 91]),
    ],
)
def test_vintages(tmp_path: Path, vintage: Vintage, as_of: date | None, values: list[int]) -> None:
    snapshot = store_of(tmp_path, *RESTATED).snapshot()
    found = snapshot.facts([META], ["us-gaap:Revenues"], as_of=as_of, vintage=vintage)
    assert [fact.value for fact in found] == values


def test_dimensions_periods_units_and_co_registrants_are_not_one_another(tmp_path: Path) -> None:
    rows = [
        fact("1"),
        fact("2", dimensions="us-gaap:StatementBusinessSegmentsAxis=meta:RealityLabsMember"),
        fact("3", unit="EUR"),
        fact("4", start=date(2024, 10, 1)),
        fact("5", coregistrant="Sub"),
        fact("6", concept="us-gaap:OtherRevenues"),
        fact("7", entity="CIK0000000007"),
    ]
    snapshot = store_of(tmp_path, *rows).snapshot()
    found = snapshot.facts([META, "CIK0000000007"], vintage="latest")
    assert sorted(str(fact.value) for fact in found) == list("1234567")
    assert [fact.value for fact in snapshot.facts([META], ["us-gaap:OtherRevenues"])] == [6]
    assert not list(snapshot.facts([]))
    assert not list(snapshot.facts([META], []))


def test_a_folder_whose_name_is_a_pattern(tmp_path: Path) -> None:
    folder = tmp_path / "it's [a] desk*?"
    folder.mkdir()
    assert [fact.value for fact in store_of(folder, fact("5")).snapshot().facts([META])] == [5]


def test_a_snapshot_does_not_change(tmp_path: Path) -> None:
    store = store_of(tmp_path, fact("1"))
    before = store.snapshot()
    store.append([fact("2")])
    store.compact()
    assert [fact.value for fact in before.facts([META])] == [1]
    assert [fact.value for fact in store.snapshot().facts([META])] == [1, 2]


texts = st.none() | st.text(max_size=5)
facts = st.builds(
    fact,
    st.none()
    | st.decimals(-(10**20), 10**20, allow_nan=False, places=12).map(str)
    | st.sampled_from(["0.1234567890123", "1E+30", "-99999999999999999999999999.999999999999"]),
    entity=st.sampled_from([META, "CIK0000000007"]),
    concept=st.sampled_from(["us-gaap:A", "us-gaap:B"]),
    unit=st.sampled_from(["USD", "shares"]),
    dimensions=st.sampled_from(["", "a:Axis=b:Member"]),
    start=st.none() | st.dates(),
    end=st.none() | st.dates(),
    form=texts,
    filed=st.none() | st.dates(),
    decimals=texts,
    frame=texts,
    footnote=texts,
    coregistrant=texts,
    fiscal_year=st.none() | st.integers(1000, 9999),
    source=st.sampled_from(SourceKind),
    file=st.sampled_from(["a", "b"]),
    line=st.none() | st.integers(0, 2**31 - 1),
    anchor=texts,
    rounded_dates=st.booleans(),
)


@settings(max_examples=20, deadline=None)
@given(st.lists(facts, min_size=1, max_size=6))
def test_every_field_of_every_fact_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[FactRow]
) -> None:
    store = store_of(tmp_path_factory.mktemp("any"), *rows)
    assert _sorted(store.snapshot().facts([META, "CIK0000000007"])) == _sorted(rows)
    store.compact()
    assert _sorted(store.snapshot().facts([META, "CIK0000000007"])) == _sorted(rows)


def _sorted(rows: Iterable[FactRow]) -> list[FactRow]:
    return sorted(rows, key=repr_of)


def repr_of(row: FactRow) -> str:
    return repr(row._replace(value=None if row.value is None else row.value.normalize()))
