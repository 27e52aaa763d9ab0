"""Few files of many, no fact lost, and nothing removed that somebody may need."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import IO, TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.clocks import SetClock
from fakes.disks import QuickDisk
from fakes.facts import META, fact
from titre.sources.rows import ConceptRow, EntityRow, FilingRow, PriceRow
from titre.store import leases
from titre.store.commits import manifest_numbers
from titre.store.leases import is_held, lease, new_token
from titre.store.manifest import Kind
from titre.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from titre.sources.rows import Row

HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def store(tmp_path: Path, clock: SetClock) -> Store:
    return Store(tmp_path / "store", QuickDisk(), clock)


def test_files_of_overlapping_entities_become_one_in_order(store: Store) -> None:
    for number in (3, 1, 2):
        store.append(
            [
                fact(str(number), entity=f"CIK{number:010d}", concept="us-gaap:B"),
                fact(
                    str(number),
                    entity=META,
                    concept=f"us-gaap:{'CAB'[number - 1]}",
                    end=date(2024, number, 1),
                ),
            ]
        )
    done = store.compact()
    assert (done.rows_before, done.rows_after) == (9, 7)  # three filing days of one accession number are one
    files = store.snapshot().manifest.of(Kind.FACTS)
    assert [file.compacted for file in files] == [True]
    with store.snapshot().connect() as connection:
        found = connection.execute("SELECT entity, concept FROM fact_rows").fetchall()
    assert found == sorted(found)
    assert store.compact().replaced == 0


def test_new_files_beside_compacted_ones_leave_them_alone(store: Store) -> None:
    store.append([fact(entity="CIK0000000001")])
    store.compact()
    (first,) = store.snapshot().manifest.of(Kind.FACTS)
    store.append([fact(entity="CIK0000000002")])
    store.compact()
    files = store.snapshot().manifest.of(Kind.FACTS)
    assert len(files) == 2
    assert first in files


def test_an_empty_store_is_left_alone(store: Store) -> None:
    assert store.compact().written == 0
    assert not store.folder.exists()


def test_repeats_within_one_import_are_facts_and_stay(store: Store) -> None:
    store.append([fact(line=1), fact(line=2), fact(line=2)])
    store.compact()
    assert [row.line for row in store.snapshot().facts([META])] == [1, 2, 2]


def test_rows_read_again_keep_their_latest_place(store: Store) -> None:
    store.append([fact(line=1), fact(line=2), fact("7", line=3)])
    store.append([fact(line=5)])
    store.append([fact(line=8, file="other.json")])
    store.compact()
    rows = sorted((int(row.value or 0), row.file[:3], row.line) for row in store.snapshot().facts([META]))
    # Two of the first version, of which the second has one: the other stays, no version says that it is gone.
    assert rows == [(7, "CIK", 3), (100, "CIK", 2), (100, "CIK", 5), (100, "oth", 8)]


def test_what_only_differs_in_a_field_is_no_repeat(store: Store) -> None:
    rows = [
        fact(),
        fact(frame="CY2024"),
        fact(footnote="1"),
        fact(filed=None),
        fact(decimals="-6"),
        fact("1"),
    ]
    for row in rows:
        store.append([row])
    store.compact()
    assert len(list(store.snapshot().facts([META]))) == len(rows)


def test_other_kinds_are_compacted_too(store: Store, clock: SetClock) -> None:
    price = PriceRow("META", date(2025, 1, 2), "close", Decimal("599.24"), "USD", None, "p.csv", 2)
    rows: list[Row] = [
        ConceptRow("us-gaap:Revenues", "Revenues", None),
        EntityRow(META, "name", "Meta Platforms, Inc.", "a.json"),
        FilingRow("0001326801-25-000017", META, "10-K", date(2025, 1, 30), "s.json"),
    ]
    store.append([price, *rows])
    clock.forward(timedelta(days=3))
    store.append([price._replace(line=9), *rows])
    store.compact()
    with store.snapshot().connect() as connection:
        prices = connection.execute("SELECT value, line, imported FROM prices").fetchall()
        assert prices == [(Decimal("599.24"), 9, date(2025, 3, 1))]
        for view in ("concepts", "names", "filings"):
            assert connection.execute(f"SELECT count(*) FROM {view}").fetchall() == [(1,)]
    assert store.snapshot().manifest.of(Kind.ACCESSIONS)[0].rows == 1


def test_files_of_an_older_snapshot_stay_for_the_time_of_grace(store: Store, clock: SetClock) -> None:
    store.append([fact("1")])
    store.append([fact("2")])
    old = store.snapshot()
    store.compact(HOUR)
    clock.forward(timedelta(minutes=59))
    assert not store.compact(HOUR).removed
    assert len(list(old.facts([META]))) == 2
    clock.forward(timedelta(minutes=2))
    assert len(store.compact(HOUR).removed) == 4
    assert len(list(store.snapshot().facts([META]))) == 2


def test_files_of_a_living_writer_stay_and_those_of_a_dead_one_go(store: Store, clock: SetClock) -> None:
    store.append([fact()])
    token = new_token(clock.now())
    orphan = store.folder / "facts" / f"{token}-1-0001.parquet"
    with lease(store.folder, token):
        orphan.write_bytes(b"half")
        assert not store.compact(HOUR).removed
        assert orphan.exists()
    assert store.compact(HOUR).removed == (f"facts/{orphan.name}",)
    assert not orphan.exists()


def test_a_lease_that_is_swept_while_it_is_made_is_made_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.append([fact()])
    real = leases.locked
    swept: list[bool] = []

    @contextmanager
    def late(path: Path) -> Iterator[IO[bytes]]:
        with real(path) as stream:
            if not swept:
                path.unlink()
                swept.append(True)
            yield stream

    monkeypatch.setattr(leases, "locked", late)
    with lease(store.folder, "token"):
        assert is_held(store.folder, "token")
    assert swept
    assert not is_held(store.folder, "token")


def test_old_manifests_go_but_for_the_last_hundred(store: Store, clock: SetClock) -> None:
    for number in range(120):
        store.append([ConceptRow(f"us-gaap:C{number}", None, None)])
    clock.forward(2 * HOUR)
    store.compact(HOUR)
    assert manifest_numbers(store.folder) == list(range(121, 21, -1))
    with store.snapshot().connect() as connection:
        assert connection.execute("SELECT count(*) FROM concepts").fetchall() == [(120,)]


versions = st.lists(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["1", "2"]), st.integers(0, 3)), max_size=6),
    max_size=4,
)


@settings(max_examples=25, deadline=None)
@given(versions)
def test_compaction_keeps_of_each_fact_as_many_as_any_version_had(
    tmp_path_factory: pytest.TempPathFactory, versions: list[list[tuple[str, str, int]]]
) -> None:
    store = Store(tmp_path_factory.mktemp("any"), QuickDisk(), SetClock())
    most: dict[tuple[str, str], int] = {}
    for version in versions:
        store.append([fact(value, file=file, line=line) for file, value, line in version])
        for key in {(file, value) for file, value, _ in version}:
            count = sum((file, value) == key for file, value, _ in version)
            most[key] = max(count, most.get(key, 0))
    store.compact()
    found = [(row.file, str(row.value)) for row in store.snapshot().facts([META])]
    assert {key: found.count(key) for key in found} == most
