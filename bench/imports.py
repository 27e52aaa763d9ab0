"""How fast are companyfacts imported, and how fast is one company read among many?

::

    python -m bench.imports FOLDER [DOCUMENTS [COMPANIES]]

``FOLDER`` holds real companyfacts documents (``.json`` or ``.json.gz``); as many as are asked for are made of
them under new Central Index Keys. What is compared is timed in turns within one run, the best of several:

- ``orjson.loads`` alone on the bytes of all documents, in one process, the bytes in memory already;
- the whole import of the same documents, from files on disk to the committed Parquet, processes, digests
  and writing to the medium included, with the most memory that all its processes had together (PSS).
  It uses several processors: on a machine that is busy otherwise the ratio says how busy it is.
"""

from __future__ import annotations

import gzip
import os
import re
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

import orjson
import psutil

from bench.lines import Line, show
from titre.store.importing import import_paths
from titre.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

_CIK = re.compile(rb'"cik":\s*"?\d+"?')
_ROUNDS = 3


def measure(folder: Path, documents: int = 102, companies: int = 200) -> Iterator[Line]:
    """Yield what imports take of documents like those in a folder, and what reading takes afterwards."""
    originals = [_bytes(path) for path in sorted(folder.iterdir()) if ".json" in path.name]
    with tempfile.TemporaryDirectory(prefix="titre-bench-") as made:
        yield from against_orjson(Path(made), originals, documents)
        yield from in_proportion(Path(made), originals, companies)


def against_orjson(folder: Path, originals: list[bytes], count: int) -> list[Line]:
    plain, packed = folder / "json", folder / "json.gz"
    documents = [synthetic(originals, number)[1] for number in range(count)]
    write(plain, originals, count, compress=False)
    write(packed, originals, count, compress=True)
    alone: list[float] = []
    imported: dict[Path, list[float]] = {plain: [], packed: []}
    work: dict[Path, list[float]] = {plain: [], packed: []}
    for turn in range(_ROUNDS):
        begin = time.perf_counter()
        for document in documents:
            orjson.loads(document)
        alone.append(time.perf_counter() - begin)
        for files, times in imported.items():
            begin, busy = time.perf_counter(), _processor_time()
            report = import_paths(Store(folder / f"store-{files.name}-{turn}"), [files])
            times.append(time.perf_counter() - begin)
            work[files].append(_processor_time() - busy)
            assert len(report.added) == count, report.findings
            assert not report.findings, report.findings
    # Watching takes time itself, so that it has a round of its own.
    with Memory() as watched:
        import_paths(Store(folder / "store-watched"), [plain])
    size = sum(map(len, documents)) / 1e6
    base = min(alone)
    lines = [Line(f"orjson.loads alone, {count} documents, {size:.0f} MB", f"{base:.2f} s", "")]
    for files, times in imported.items():
        ratios = [took / by for took, by in zip(times, alone, strict=True)]
        median = statistics.median(ratios)
        got = (
            f"{min(times):.2f} s; ratio {min(times) / base:.2f} (median of rounds {median:.2f}); "
            f"processor time of all processes {min(work[files]):.2f} s"
        )
        lines.append(Line(f"import of the same from .{files.name}, committed", got, "ratio 1.5"))
    return [
        *lines,
        Line("most memory of all processes of an import", f"{watched.most / 1e6:.0f} MB", "500 MB"),
    ]


def in_proportion(folder: Path, originals: list[bytes], companies: int) -> list[Line]:
    lines = []
    per_company: list[tuple[float, float]] = []
    for count in (companies // 4, companies):
        files, store = folder / f"many-{count}", Store(folder / f"store-many-{count}")
        write(files, originals, count, compress=True)
        with Memory() as watched:
            begin = time.perf_counter()
            report = import_paths(store, [files])
            took = time.perf_counter() - begin
        size = sum(path.stat().st_size for path in store.folder.rglob("*") if path.is_file())
        per_company.append((took / count, size / count))
        memory = watched.most / 1e6
        got = f"{took:.2f} s, {report.rows:,} rows, {size / 1e6:.1f} MB on disk, {memory:.0f} MB of memory"
        lines.append(Line(f"import of {count} companies", got, ""))
    (few_time, few_size), (many_time, many_size) = per_company
    got = f"time x{many_time / few_time:.2f}, size x{many_size / few_size:.2f}"
    lines.append(Line("a company among many against one among a quarter as many", got, "x1"))
    snapshot = store.snapshot()
    entity = f"CIK{_number(companies // 2):010d}"
    for name in ("as imported", "compacted"):
        if name == "compacted":
            begin = time.perf_counter()
            store.compact()
            lines.append(
                Line(f"compaction of {companies} companies", f"{time.perf_counter() - begin:.2f} s", "")
            )
            snapshot = store.snapshot()
        times = []
        for _ in range(11):
            begin = time.perf_counter()
            found = list(snapshot.facts([entity], ["us-gaap:Assets"]))
            times.append(time.perf_counter() - begin)
        got = f"{statistics.median(times) * 1e3:.0f} ms, {len(found)} rows; worst {max(times) * 1e3:.0f} ms"
        lines.append(Line(f"one company's facts of one concept, {name}", got, "50 ms"))
    return lines


def synthetic(originals: list[bytes], number: int) -> tuple[int, bytes]:
    """Return a Central Index Key, and one of the documents under it."""
    cik = _number(number)
    return cik, _CIK.sub(b'"cik":%d' % cik, originals[number % len(originals)], count=1)


def write(folder: Path, originals: list[bytes], count: int, *, compress: bool) -> None:
    folder.mkdir()
    for number in range(count):
        cik, document = synthetic(originals, number)
        name = f"CIK{cik:010d}.json"
        if compress:
            (folder / f"{name}.gz").write_bytes(gzip.compress(document, 1))
        else:
            (folder / name).write_bytes(document)


def _processor_time() -> float:
    """Return what this process and those that it waited for have used; the watching is among it."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _number(position: int) -> int:
    return 9_000_000 + position


def _bytes(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


class Memory:
    """Watches how much memory the processes that begin meanwhile, and what this one adds, take together."""

    def __init__(self) -> None:
        self.most = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._before = 0

    def __enter__(self) -> Self:
        self._before = psutil.Process().memory_full_info().pss
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        this = psutil.Process()
        while not self._ended.wait(0.1):
            total = max(0, this.memory_full_info().pss - self._before)
            for child in this.children(recursive=True):
                try:
                    total += child.memory_full_info().pss
                except psutil.Error:
                    continue
            self.most = max(self.most, total)


if __name__ == "__main__":
    show("Imports", measure(Path(sys.argv[1]), *map(int, sys.argv[2:])))
