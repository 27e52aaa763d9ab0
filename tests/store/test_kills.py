"""A process that is killed at any moment loses nothing that was committed and leaves nothing half-visible."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fakes.companyfacts import company
from titre.store.commits import newest_manifest
from titre.store.importing import import_paths
from titre.store.manifest import Kind
from titre.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORK = Path(__file__).parent.parent / "fakes" / "killed_work.py"
_COMPANIES = 12
_ROWS = 90
_KILLS = 20
_TRIES = 200


def documents(folder: Path, first: int, count: int) -> Path:
    folder.mkdir()
    for number in range(first, first + count):
        (folder / f"CIK{number:010d}.json").write_bytes(company(number, _ROWS // 3))
    return folder


def started(verb: str, *arguments: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, str(_WORK), verb, *map(str, arguments)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


def counted(store: Store) -> dict[str, int]:
    """Return the facts of each entity; every file that the manifest names is read for it."""
    with store.snapshot().connect() as connection:
        found = connection.execute("SELECT entity, count(*) FROM facts GROUP BY entity ORDER BY entity")
        return dict(found.fetchall())


def killed_after(seconds: float, verb: str, *arguments: Path) -> bool:
    """Run and kill; return whether it had ended by itself."""
    with started(verb, *arguments) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return False
    return True


def duration(verb: str, *arguments: Path) -> float:
    begin = time.perf_counter()
    with started(verb, *arguments) as process:
        begin = time.perf_counter()
        assert process.wait() == 0
    return time.perf_counter() - begin


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of some companies, and files of others."""
    folder = tmp_path_factory.mktemp("kills")
    documents(folder / "old", 1, 3)
    documents(folder / "new", 100, _COMPANIES)
    return folder


class Moments:
    """Moments of a run at which to kill it, at random; earlier ones where runs end before they come."""

    def __init__(self, whole: float, seed: int) -> None:
        self._chance = random.Random(seed)
        self._window = whole
        self.cut = 0

    def __iter__(self) -> Iterator[float]:
        for _ in range(_TRIES):
            if self.cut == _KILLS:
                return
            yield self._chance.uniform(0, self._window)

    def note(self, *, ended: bool) -> None:
        """Take note of whether the run had ended before it could be killed."""
        if ended:
            self._window *= 0.9
        else:
            self.cut += 1


def test_an_import_killed_at_twenty_moments(before: Path, tmp_path: Path) -> None:
    moments = Moments(duration("import", tmp_path / "whole", before / "new"), 20)
    old = {f"CIK{number:010d}": _ROWS for number in range(1, 4)}
    new = {f"CIK{number:010d}": _ROWS for number in range(100, 100 + _COMPANIES)}
    store = Store(tmp_path / "store")
    import_paths(store, [before / "old"])
    for number, moment in enumerate(moments):
        manifest = newest_manifest(store.folder).number
        moments.note(ended=killed_after(moment, "import", store.folder, before / "new"))
        found = counted(store)
        assert found in (old, old | new), moment
        assert newest_manifest(store.folder).number == manifest + (found != old)
        if found != old:
            # Begin anew: only an import with something to do can be cut.
            store = Store(tmp_path / f"store-{number}")
            import_paths(store, [before / "old"])
    assert moments.cut == _KILLS
    report = import_paths(store, [before / "new"])
    assert counted(store) == old | new
    assert not report.findings
    _no_orphans(store)


def test_a_compaction_killed_at_twenty_moments(before: Path, tmp_path: Path) -> None:
    whole = Store(tmp_path / "whole")
    for path in sorted((before / "new").iterdir()):
        import_paths(whole, [path])
    expected = counted(whole)
    assert len(whole.snapshot().manifest.of(Kind.FACTS)) == _COMPANIES
    shutil.copytree(whole.folder, tmp_path / "timed")
    moments = Moments(duration("compact", tmp_path / "timed"), 21)
    store = Store(tmp_path / "store")
    shutil.copytree(whole.folder, store.folder)
    for number, moment in enumerate(moments):
        moments.note(ended=killed_after(moment, "compact", store.folder))
        assert counted(store) == expected, moment
        if len(store.snapshot().manifest.of(Kind.FACTS)) < _COMPANIES:
            # Begin anew: only a compaction with something to do can be cut.
            store = Store(tmp_path / f"store-{number}")
            shutil.copytree(whole.folder, store.folder)
    assert moments.cut == _KILLS
    import_paths(store, [documents(tmp_path / "more", 200, 1)])
    expected |= {f"CIK{200:010d}": _ROWS}
    store.compact(timedelta(0))
    assert counted(store) == expected
    _no_orphans(store)


def _no_orphans(store: Store) -> None:
    """What killed processes left is swept, once they are gone, and nothing else."""
    expected = counted(store)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        store.compact(timedelta(0))
        named = {file.name for file in store.snapshot().manifest.files}
        on_disk = {
            path.relative_to(store.folder).as_posix()
            for kind in Kind
            for path in (store.folder / kind).glob("*")
        }
        if on_disk == named:
            break
        # A worker of a killed import may live for a moment and write its last file.
        time.sleep(0.2)
    assert on_disk == named
    assert not list(store.folder.glob("writers/*"))
    assert counted(store) == expected


def test_two_imports_at_once(before: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with (
        started("import", store.folder, before / "old") as one,
        started("import", store.folder, before / "new") as two,
    ):
        assert [one.wait(), two.wait()] == [0, 0]
    assert len(counted(store)) == 3 + _COMPANIES
    assert set(counted(store).values()) == {_ROWS}


def test_the_same_import_twice_at_once_keeps_each_fact_once(before: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with (
        started("import", store.folder, before / "new") as one,
        started("import", store.folder, before / "new") as two,
    ):
        assert [one.wait(), two.wait()] == [0, 0]
    store.compact(timedelta(0))
    assert set(counted(store).values()) == {_ROWS}


def test_readers_during_imports_and_compaction(before: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    import_paths(store, [before / "old"])
    ended = threading.Event()
    seen: list[list[int]] = [[], []]
    failed: list[BaseException] = []

    def read(numbers: list[int]) -> None:
        while not ended.is_set():
            try:
                found = counted(store)
                assert set(found.values()) == {_ROWS}
            except BaseException as error:  # noqa: BLE001 - told by the test
                failed.append(error)
                return
            numbers.append(len(found))

    readers = [threading.Thread(target=read, args=(numbers,)) for numbers in seen]
    for reader in readers:
        reader.start()
    for path in sorted((before / "new").iterdir())[:6]:
        import_paths(store, [path])
        store.compact()
    ended.set()
    for reader in readers:
        reader.join()
    assert not failed
    for numbers in seen:
        assert numbers
        assert numbers == sorted(numbers)
        assert numbers[-1] <= 9
    assert len(counted(store)) == 9


def test_a_worker_that_dies_is_told_and_the_rest_imported(
    before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A document that ends the process that reads it, as the system does where memory runs out.
    poison = tmp_path / "poison"
    poison.mkdir()
    (poison / "sitecustomize.py").write_text(
        "import os, titre.store.reading as reading\n"
        "read = reading.read\n"
        "def deadly(source, settings):\n"
        "    if '0000000104' in source.name:\n"
        f"        os.kill(os.getpid(), {int(signal.SIGKILL)})\n"
        "    return read(source, settings)\n"
        "reading.read = deadly\n"
    )
    monkeypatch.syspath_prepend(str(poison))
    store = Store(tmp_path / "store")
    report = import_paths(store, [before / "new"], workers=2)
    assert [str(finding).rpartition("/")[2] for finding in report.findings] == [
        "CIK0000000104.json: the process that read it was killed by signal 9, perhaps for want of memory"
    ]
    assert len(report.added) == _COMPANIES - 1
    assert sorted(counted(store)) == [
        f"CIK{number:010d}" for number in range(100, 100 + _COMPANIES) if number != 104
    ]
    assert set(counted(store).values()) == {_ROWS}


def test_the_workers_of_a_killed_import_end_too(before: Path, tmp_path: Path) -> None:
    process = started("import", tmp_path / "store", before / "new")
    time.sleep(0.4)
    children = _children(process.pid)
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()
    deadline = time.monotonic() + 20
    while any(map(_alive, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_alive, children))


def _children(pid: int) -> list[int]:
    import psutil

    return [child.pid for child in psutil.Process(pid).children(recursive=True)]


def _alive(pid: int) -> bool:
    import psutil

    try:
        os.kill(pid, 0)
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except (OSError, psutil.Error):
        return False
