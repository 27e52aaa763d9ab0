"""Files into the store: each once, the good ones whatever the others are."""

from __future__ import annotations

import errno
import gzip
import json
import os
import shutil
import subprocess
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fakes.clocks import SetClock
from fakes.companyfacts import company, document, row
from fakes.disks import QuickDisk, SmallDisk
from fakes.tables import archive as zipped
from fakes.tables import data_set
from fakes.tables import number as num_row
from fakes.xbrl_documents import instance
from titre.kernel.findings import Severity
from titre.kernel.ports import LocalDisk
from titre.sources.recognition import sources_in
from titre.store.errors import StoreError, StoreUnwritable
from titre.store.importing import import_paths
from titre.store.manifest import Kind
from titre.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from titre.kernel.findings import Finding
    from titre.sources.recognition import Source

WORKERS = pytest.mark.parametrize("workers", [0, 2])


def quick(folder: Path) -> Store:
    return Store(folder, QuickDisk(), SetClock())


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.shared
@WORKERS
def test_every_row_and_field_of_all_companies_is_in_the_store(
    shared: Path, tmp_path: Path, workers: int
) -> None:
    store = quick(tmp_path / "store")
    folder = shared / "data/sec/companyfacts"
    report = import_paths(store, [folder], workers=workers)
    assert not report.findings
    paths = sorted(folder.glob("*.json.gz"))
    assert [source.name for source in sorted(report.added, key=lambda one: one.name)] == list(map(str, paths))
    snapshot = store.snapshot()
    for path in paths:
        content = json.loads(gzip.decompress(path.read_bytes()), parse_float=Decimal, parse_int=Decimal)
        entity = f"CIK{int(content['cik']):010d}"
        expected = [
            (
                entity,
                f"{taxonomy}:{name}",
                unit,
                index,
                *(
                    one.get(key)
                    for key in ("start", "end", "val", "accn", "fy", "fp", "form", "filed", "frame")
                ),
                *("companyfacts", str(path), "", None, None, None, None, None, False),
            )
            for taxonomy, named in content["facts"].items()
            for name, concept in named.items()
            for unit, rows in concept["units"].items()
            for index, one in enumerate(rows)
        ]
        query = (
            'SELECT entity, concept, unit, line, CAST("start" AS VARCHAR), CAST("end" AS VARCHAR), value, '
            "accession, fiscal_year, fiscal_period, form, CAST(filed AS VARCHAR), frame, "
            "source, file, dimensions, text, decimals, coregistrant, footnote, anchor, rounded_dates "
            "FROM facts WHERE entity = ?"
        )
        with snapshot.connect([entity]) as connection:
            found = connection.execute(query, [entity]).fetchall()
        assert len(found) == len(expected)
        assert sorted(found, key=repr_of) == sorted(expected, key=repr_of)
        told = {
            (f"{taxonomy}:{name}", concept["label"], concept["description"])
            for taxonomy, named in content["facts"].items()
            for name, concept in named.items()
        }
        with snapshot.connect() as connection:
            concepts = set(connection.execute("SELECT concept, label, description FROM concepts").fetchall())
        assert told <= concepts


def repr_of(values: tuple[object, ...]) -> str:
    return repr(values[:4])


@WORKERS
def test_importing_twice_changes_nothing(tmp_path: Path, workers: int) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for number in range(1, 5):
        (files / f"CIK{number:010d}.json").write_bytes(company(number))
    store = quick(tmp_path / "store")
    first = import_paths(store, [files], workers=workers)
    assert len(first.added) == 4
    assert first.rows == 4 * (90 + 3 + 1)
    before = bytes_of(store.folder)
    second = import_paths(store, [files, files / "CIK0000000001.json"], workers=workers)
    assert not second.added
    assert not second.findings
    assert len(second.skipped) == 4
    assert bytes_of(store.folder) == before


def test_the_same_bytes_under_another_name_are_known(tmp_path: Path) -> None:
    (tmp_path / "CIK0000000001.json").write_bytes(company(1))
    store = quick(tmp_path / "store")
    import_paths(store, [tmp_path / "CIK0000000001.json"])
    shutil.copy(tmp_path / "CIK0000000001.json", tmp_path / "copy.json")
    assert import_paths(store, [tmp_path / "copy.json"]).skipped == [str(tmp_path / "copy.json")]


@WORKERS
def test_bad_files_are_told_one_line_each_and_the_good_imported(tmp_path: Path, workers: int) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "CIK0000000001.json").write_bytes(company(1))
    (files / "CIK0000000002.json.gz").write_bytes(gzip.compress(company(2)))
    (files / "CIK0000000003.json.gz").write_bytes(gzip.compress(company(3))[:-40])
    (files / "CIK0000000004.json").write_bytes(b"<html><body>Request rate exceeded</body></html>")
    (files / "CIK0000000005.json").write_bytes(b"")
    (files / "CIK0000000006.json").write_bytes(company(6).replace(b'"val":6000,', b'"val":NaN,', 1))
    (files / "CIK0000000007.json").write_bytes(company(7).decode().encode("utf-16"))
    (files / "CIK0000000008.json").write_bytes(company(8)[:-200])
    with zipfile.ZipFile(files / "bulk.zip", "w") as archive:
        archive.writestr("CIK0000000009.json", company(9))
        archive.writestr("../CIK0000000010.json", company(10))
    store = quick(tmp_path / "store")
    report = import_paths(store, [files, tmp_path / "nowhere"], workers=workers)
    lines = sorted(str(finding).removeprefix(f"{files}/") for finding in report.findings)
    assert all("\n" not in line for line in lines)
    for start in (
        "CIK0000000003.json.gz: the compressed data",
        "CIK0000000004.json: ",
        "CIK0000000005.json: ",
        "CIK0000000006.json: facts/us-gaap/Assets/units/USD/0/val: got NaN, expected a number",
        "CIK0000000007.json: ",
        "CIK0000000008.json: ",
        "bulk.zip!../CIK0000000010.json: ",
        str(tmp_path / "nowhere"),
    ):
        assert any(line.startswith(start) for line in lines), (start, lines)
    with store.snapshot().connect() as connection:
        found = dict(connection.execute("SELECT entity, count(*) FROM facts GROUP BY entity").fetchall())
    assert found == {f"CIK{number:010d}": 90 - (number == 6) for number in (1, 2, 6, 9)}
    again = import_paths(store, [files], workers=workers)
    assert not again.added


def test_what_could_not_be_read_is_imported_once_it_can(tmp_path: Path) -> None:
    path = tmp_path / "CIK0000000001.json.gz"
    path.write_bytes(gzip.compress(company(1))[:-40])
    store = quick(tmp_path / "store")
    assert import_paths(store, [path]).findings
    path.write_bytes(gzip.compress(company(1)))
    report = import_paths(store, [path])
    assert [source.name for source in report.added] == [str(path)]


def test_a_newer_version_of_a_document_adds_its_rows_and_compaction_drops_the_repeats(tmp_path: Path) -> None:
    path = tmp_path / "CIK0001326801.json"
    store = quick(tmp_path / "store")
    old, twice = row(1), row(2)
    path.write_bytes(document({"us-gaap:Assets": {"USD": [old, twice, twice]}}))
    import_paths(store, [path])
    new = row(3, end="2025-03-31", filed="2025-04-30", accn="0001326801-25-000040")
    path.write_bytes(document({"us-gaap:Assets": {"USD": [new, old, twice, twice]}}))
    assert len(import_paths(store, [path]).added) == 1

    def held() -> list[tuple[object, ...]]:
        with store.snapshot().connect() as connection:
            found = connection.execute(
                "SELECT CAST(value AS INTEGER), line FROM facts ORDER BY ALL"
            ).fetchall()
        return list(found)

    assert held() == [(1, 0), (1, 1), (2, 1), (2, 2), (2, 2), (2, 3), (3, 0)]
    done = store.compact()
    assert (done.rows_before - done.rows_after) >= 3
    assert held() == [(1, 1), (2, 2), (2, 3), (3, 0)]
    assert store.compact().replaced == 0
    assert import_paths(store, [path]).skipped == [str(path)]


def test_a_full_disk_ends_an_import_in_one_line(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for number in range(1, 9):
        (files / f"CIK{number:010d}.json").write_bytes(company(number))
    store = Store(tmp_path / "store", SmallDisk(4000), SetClock())
    for workers in (0, 2):
        with pytest.raises(StoreUnwritable, match="no space is left on the disk; nothing was changed"):
            import_paths(store, [files], workers=workers)
        left = [path for path in store.folder.rglob("*") if path.is_file() and path.suffix != ".lock"]
        assert left == []


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a small file system needs the rights of root")
    try:
        files = tmp_path / "files"
        files.mkdir()
        for number in range(1, 30):
            (files / f"CIK{number:010d}.json").write_bytes(company(number, rows=300))
        store = Store(small / "store")
        import_paths(store, [files / "CIK0000000001.json"])
        before = store.snapshot().number
        with pytest.raises(StoreUnwritable, match="no space is left on the disk"):
            import_paths(store, [files], workers=0)
        assert store.snapshot().number == before
        named = {file.name for file in store.snapshot().manifest.files}
        assert {
            path.relative_to(store.folder).as_posix() for path in store.folder.glob("*/*.parquet")
        } <= named
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_file_system_that_is_really_read_only(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a file system needs the rights of root")
    try:
        (tmp_path / "CIK0000000001.json").write_bytes(company(1))
        (tmp_path / "CIK0000000002.json").write_bytes(company(2))
        store = Store(place / "store")
        import_paths(store, [tmp_path / "CIK0000000001.json"])
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        with pytest.raises(StoreError, match="the file system is read-only; nothing was changed"):
            import_paths(store, [tmp_path / "CIK0000000002.json"])
        with pytest.raises(StoreError, match="the file system is read-only; nothing was changed"):
            store.compact()
        assert len(list(store.snapshot().facts(["CIK0000000001"]))) == 90
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_an_import_that_is_refused_late_leaves_no_files(tmp_path: Path) -> None:
    class RefusingDisk(LocalDisk):
        def publish(self, _: Path, final: Path) -> bool:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(final))

    (tmp_path / "CIK0000000001.json").write_bytes(company(1))
    store = Store(tmp_path / "store", RefusingDisk())
    with pytest.raises(StoreUnwritable, match="not allowed to write there"):
        import_paths(store, [tmp_path / "CIK0000000001.json"])
    assert [path for path in store.folder.rglob("*") if path.is_file() and path.suffix != ".lock"] == []


def test_long_imports_are_committed_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("titre.store.importing._COMMIT_EVERY", 0.0)
    monkeypatch.setattr("titre.store.writing._FACTS_A_FILE", 100)
    files = tmp_path / "files"
    files.mkdir()
    for number in range(1, 7):
        (files / f"CIK{number:010d}.json").write_bytes(company(number))
    store = quick(tmp_path / "store")
    report = import_paths(store, [files], workers=0)
    assert store.snapshot().number == 3
    assert len(report.added) == 6
    assert len(store.snapshot().manifest.of(Kind.FACTS)) == 3
    assert import_paths(store, [files]).added == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
@WORKERS
def test_two_members_of_one_name_are_both_imported_and_a_path_given_twice_once(
    tmp_path: Path, workers: int
) -> None:
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.json", company(1))
        archive.writestr("a.json", company(2))
    store = quick(tmp_path / "store")
    report = import_paths(store, [path, path], workers=workers)
    assert not report.findings
    assert [source.name for source in report.added] == [f"{path}!a.json"] * 2
    assert not report.skipped
    assert [entity.entity for entity in store.status().entities] == ["CIK0000000001", "CIK0000000002"]


def test_a_path_that_the_walk_itself_cannot_bear_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "good.json").write_bytes(company(1))

    def walk(path: Path, _: object) -> Iterator[Source | Finding]:
        if path.name == "bad":
            message = "a bug"
            raise IndexError(message)
        return sources_in(path)

    monkeypatch.setattr("titre.store.importing.sources_in", walk)
    report = import_paths(quick(tmp_path / "store"), [tmp_path / "bad", tmp_path / "good.json"])
    assert [finding.render() for finding in report.findings] == [
        f"{tmp_path / 'bad'}: Titre's reader failed: IndexError: a bug"
    ]
    assert len(report.added) == 1


def test_a_renamed_file_whose_name_is_its_symbol_is_imported_again(tmp_path: Path) -> None:
    store = quick(tmp_path / "store")
    wrong, right = tmp_path / "META (1).csv", tmp_path / "META.csv"
    wrong.write_text("date,close\n2025-01-02,600.5\n", "utf-8")
    import_paths(store, [wrong])
    wrong.rename(right)
    report = import_paths(store, [right])
    assert (len(report.added), report.skipped) == (1, [])
    with store.snapshot().connect() as connection:
        found = connection.execute("SELECT symbol FROM prices ORDER BY symbol").fetchall()
    assert found == [("META",), ("META (1)",)]


@pytest.mark.parametrize("name", ["num.txt", "a-20241231.xml"])
def test_an_archive_that_was_damaged_is_imported_whole_once_it_is_sound(tmp_path: Path, name: str) -> None:
    if name == "num.txt":
        content = {item.stem: item.read() for item in data_set(num_row(), num_row(value="7"))}
    else:
        facts = '<gaap:Revenues contextRef="year" unitRef="usd" decimals="0">5</gaap:Revenues>'
        content = {"a.xsd": b"<schema/>", "0000000077-24-000001.xml": instance(facts).read()}
        content[name] = instance(facts.replace("5", "6")).read()
    path = tmp_path / "set.zip"
    sound = zipped(content, zipfile.ZIP_STORED)
    at = sound.index(content[name]) + len(content[name]) - 2
    path.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
    store = quick(tmp_path / "store")
    report = import_paths(store, [path])
    assert [finding.where.file for finding in report.findings] == [f"{path}!{name}"]
    assert "CRC-32" in report.findings[0].render()
    assert report.rows == 0
    path.write_bytes(sound)
    again = import_paths(store, [path])
    assert not [finding for finding in again.findings if finding.severity is Severity.ERROR]
    assert again.rows
