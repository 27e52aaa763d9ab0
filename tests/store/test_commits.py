"""Publishing: whole or not at all, and every writer's turn."""

from __future__ import annotations

import errno
import json
import os
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from fakes.clocks import SetClock
from fakes.disks import QuickDisk, SmallDisk, UnsettlingDisk
from fakes.facts import META, fact
from titre.kernel.ports import LocalDisk
from titre.store.commits import manifest_path, newest_manifest
from titre.store.errors import FormatUnknown, StoreError, StoreUnreadable, StoreUnwritable
from titre.store.manifest import DataFile, Kind, Manifest
from titre.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path


def values(store: Store) -> list[int]:
    return [int(row.value or 0) for row in store.snapshot().facts([META])]


def files_of(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


def test_a_manifest_comes_back_as_it_was(tmp_path: Path) -> None:
    files = (
        DataFile.of_entities(Kind.FACTS, "facts/a.parquet", 3, 99, ["CIK2", "CIK1"]),
        DataFile.of_entities(
            Kind.FACTS, "facts/b.parquet", 3, 99, [f"CIK{number:02d}" for number in range(20)]
        ),
        DataFile.of_entities(Kind.PRICES, "prices/é.parquet", 1, 9, []).marked(
            undated=2, rounded=3, compacted=True
        ),
    )
    manifest = Manifest(7, "2025-01-01T00:00:00+00:00", files)
    assert Manifest.decode(tmp_path, manifest.encode()) == manifest


def test_a_manifest_cut_anywhere_counts_for_nothing(tmp_path: Path) -> None:
    files = tuple(DataFile(Kind.FACTS, f"facts/{name}.parquet", 3, 99) for name in "ab")
    data = Manifest(7, "now", files).encode()
    for cut in range(len(data)):
        assert Manifest.decode(tmp_path, data[:cut]) is None


def test_a_torn_manifest_is_passed_over_and_its_number_too(tmp_path: Path) -> None:
    store = Store(tmp_path, QuickDisk(), SetClock())
    store.append([fact("1")])
    whole = newest_manifest(tmp_path).numbered(2).encode()
    manifest_path(tmp_path, 2).write_bytes(whole[: len(whole) // 2])
    # Its writer was killed while it copied: the whole draft is still there.
    draft = tmp_path / "manifests" / ".killed.draft"
    draft.write_bytes(whole)
    assert values(store) == [1]
    # Nor is it swept while it says so.
    store.compact(timedelta(0))
    assert values(store) == [1]
    store.append([fact("2")])
    assert values(store) == [1, 2]
    # The compaction had the number after the torn one.
    assert newest_manifest(tmp_path).number == 4
    store.compact(timedelta(0))
    assert not draft.exists()


@pytest.mark.parametrize("damage", [b"", b'{"titre_store": 1, "num', b"\xff" * 300])
def test_a_damaged_manifest_is_told_and_nothing_committed_is_given_up(tmp_path: Path, damage: bytes) -> None:
    store = Store(tmp_path, QuickDisk(), SetClock())
    store.append([fact("1")])
    store.append([fact("2")])
    whole = manifest_path(tmp_path, 2).read_bytes()
    manifest_path(tmp_path, 2).write_bytes(damage)
    before = files_of(tmp_path)
    for work in (store.snapshot, store.compact, lambda: store.append([fact("3")])):
        with pytest.raises(StoreUnreadable, match=r"0000000002\.json: .*put a copy of it back, or remove it"):
            work()
    assert files_of(tmp_path) == before
    manifest_path(tmp_path, 2).write_bytes(whole)
    assert values(store) == [1, 2]


@pytest.mark.parametrize("entry", [b'"rows": "3"', b'"rows": null', b'"entities": "CIK"', b'"rows": 1.5'])
def test_an_entry_of_another_type_is_told(tmp_path: Path, entry: bytes) -> None:
    data = Manifest(1, "now", (DataFile(Kind.FACTS, "facts/a.parquet", 3, 99),)).encode()
    with pytest.raises(StoreUnreadable, match="damaged: "):
        Manifest.decode(tmp_path, data.replace(b'"rows": 3', entry))


def test_a_store_with_torn_manifests_only_is_told_of(tmp_path: Path) -> None:
    path = manifest_path(tmp_path, 1)
    path.parent.mkdir()
    path.write_bytes(b"{")
    with pytest.raises(StoreUnreadable, match=r"0000000001\.json: cannot be read: got a part of a manifest"):
        Store(tmp_path).snapshot()


def test_a_later_format_is_refused(tmp_path: Path) -> None:
    store = Store(tmp_path, QuickDisk(), SetClock())
    store.append([fact()])
    path = manifest_path(tmp_path, 2)
    path.write_text(json.dumps({"titre_store": 9, "number": 2, "layout": "other"}) + "\n")
    with pytest.raises(FormatUnknown, match="got store format 9, expected 1: a later Titre wrote it"):
        store.snapshot()
    with pytest.raises(FormatUnknown):
        store.append([fact()])


def test_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append([fact("0")])
    threads = [threading.Thread(target=store.append, args=([fact(str(number))],)) for number in range(1, 13)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(values(store)) == list(range(13))
    assert newest_manifest(tmp_path).number == 13


def test_a_writer_that_was_second_reads_again_and_tries_again(tmp_path: Path) -> None:
    class LateDisk(LocalDisk):
        """Another writer, who knows of no lock, publishes just before the first try."""

        tried = 0

        def publish(self, draft: Path, final: Path) -> bool:
            self.tried += 1
            if self.tried == 1:
                manifest = newest_manifest(tmp_path).next("now", added=[])
                final.write_bytes(manifest.encode())
            return super().publish(draft, final)

    disk = LateDisk()
    store = Store(tmp_path, disk=disk, clock=SetClock())
    store.append([fact("1")])
    assert disk.tried == 2
    assert values(store) == [1]
    assert newest_manifest(tmp_path).number == 2


def test_a_file_system_without_links_publishes_by_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    store = Store(tmp_path)
    for number in (1, 2):
        store.append([fact(str(number))])
    assert values(store) == [1, 2]


@pytest.mark.parametrize("share", [0, 0.01, 0.3, 0.7, 0.95, 0.999])
def test_a_full_disk_is_told_in_one_line_and_leaves_nothing_half(tmp_path: Path, share: float) -> None:
    store = Store(tmp_path, QuickDisk(), SetClock())
    store.append([fact("1")])
    before = files_of(tmp_path)
    enough = SmallDisk(10**9)
    Store(tmp_path / "other", disk=enough, clock=SetClock()).append([fact("2")])
    before = files_of(tmp_path)
    full = Store(tmp_path, disk=SmallDisk(int((10**9 - enough.room) * share)), clock=SetClock())
    with pytest.raises(StoreUnwritable, match="no space is left on the disk; nothing was changed") as caught:
        full.append([fact("2")])
    assert "\n" not in str(caught.value)
    assert files_of(tmp_path) == before
    assert values(store) == [1]
    store.append([fact("3")])
    assert values(store) == [1, 3]


def test_a_disk_that_is_full_when_it_settles(tmp_path: Path) -> None:
    store = Store(tmp_path, QuickDisk(), SetClock())
    store.append([fact("1")])
    before = files_of(tmp_path)
    with pytest.raises(StoreUnwritable, match="no space is left"):
        Store(tmp_path, disk=UnsettlingDisk()).append([fact("2")])
    with pytest.raises(StoreUnwritable, match="no space is left"):
        Store(tmp_path, disk=UnsettlingDisk()).compact()
    assert files_of(tmp_path) == before


def test_a_read_only_desk_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "store", clock=SetClock())
    store.append([fact("1")])

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    # As root writes through any permission, the refusal of the file system is played.
    with monkeypatch.context() as played:
        played.setattr("pathlib.Path.mkdir", refuse)
        with pytest.raises(StoreError, match="the file system is read-only; nothing was changed"):
            store.append([fact("2")])
    assert values(store) == [1]


def test_a_data_file_that_is_gone_or_damaged_is_named(tmp_path: Path) -> None:
    store = Store(tmp_path, QuickDisk(), SetClock())
    store.append([fact("1")])
    (file,) = newest_manifest(tmp_path).of(Kind.FACTS)
    (tmp_path / file.name).write_bytes(b"PAR1 no more")
    with pytest.raises(StoreUnreadable, match="cannot be read"):
        values(store)
    (tmp_path / file.name).unlink()
    with pytest.raises(StoreUnreadable, match="cannot be read"):
        values(store)


def test_files_are_chosen_by_entity(tmp_path: Path) -> None:
    store = Store(tmp_path, QuickDisk(), SetClock())
    for number in range(5):
        store.append([fact(entity=f"CIK{number:010d}")])
    manifest = store.snapshot().manifest
    assert len(manifest.of(Kind.FACTS)) == 5
    assert len(manifest.of(Kind.FACTS, ["CIK0000000003"])) == 1
    assert not manifest.of(Kind.FACTS, ["CIK0000000009"])
