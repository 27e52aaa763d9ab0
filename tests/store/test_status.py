"""What the store says that it holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fakes.clocks import SetClock
from fakes.companyfacts import company
from fakes.disks import QuickDisk
from fakes.facts import META, fact
from titre.sources.rows import EntityRow, SourceKind
from titre.store.importing import import_paths
from titre.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path


def test_an_empty_store(tmp_path: Path) -> None:
    status = Store(tmp_path / "none").status()
    assert (status.number, status.rows, status.documents, status.last_import) == (0, {}, 0, None)
    assert status.entities == ()


def test_what_is_held_of_an_entity_and_what_is_stale(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", QuickDisk(), SetClock(2025, 6, 1))
    store.append(
        [
            EntityRow(META, "name", "Meta Platforms, Inc.", "x"),
            fact(accession="0001326801-24-000012", filed=date(2024, 2, 2), end=date(2023, 12, 31)),
            fact(),
            fact(end=date(2030, 12, 31), source=SourceKind.DATA_SET),
        ]
    )
    (meta,) = store.status().entities
    assert (meta.entity, meta.name, meta.facts, meta.filings) == (META, "Meta Platforms, Inc.", 3, 2)
    assert (meta.first_filed, meta.last_filed) == (date(2024, 2, 2), date(2025, 1, 30))
    assert meta.last_end == date(2024, 12, 31)  # what lies after its filing is a forecast or a schedule
    assert meta.sources == ("companyfacts", "data_set")
    assert (meta.silent_days, meta.stale) == (122, True)


def test_what_was_imported(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"CIK{number:010d}.json").write_bytes(company(number))
    clock = SetClock(2025, 3, 1)
    store = Store(tmp_path / "store", QuickDisk(), clock)
    import_paths(store, [tmp_path / "CIK0000000001.json"])
    clock.time = SetClock(2025, 3, 9).time
    import_paths(store, [tmp_path / "CIK0000000002.json"])
    status = store.status()
    assert (status.number, status.documents, status.last_import) == (2, 2, date(2025, 3, 9))
    assert status.rows["facts"] == 180
    assert status.bytes == sum(path.stat().st_size for path in store.folder.glob("[!m]*/*.*"))
    assert [entity.name for entity in status.entities] == ["Company 1 Inc", "Company 2 Inc"]
