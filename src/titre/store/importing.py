"""How do files get into the store? Read by several processes, committed whole, and each only once.

A source that was imported before is passed over, told by the digest of its bytes. What is faulty is told in
the report and never keeps the rest from being imported.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from titre.kernel.findings import Finding, Place
from titre.kernel.messages import say
from titre.kernel.ports import today
from titre.kernel.progress import Silent
from titre.sources.documents import name_of
from titre.sources.recognition import sources_in
from titre.sources.settings import ReadSettings
from titre.store.commits import commit, settle_files
from titre.store.leases import lease, new_token
from titre.store.manifest import Kind
from titre.store.pool import Read, Written, read_here, read_in_workers
from titre.store.reading import Job
from titre.store.sources_log import READING, ImportedSource, read_sources, write_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from titre.kernel.progress import Progress
    from titre.sources.recognition import Source
    from titre.store.manifest import DataFile, Manifest
    from titre.store.reading import Outcome
    from titre.store.store import Store

_WORTH_WORKERS = 4 << 20
"""bytes of sources from which on starting other processes pays"""
_MOST_WORKERS = 3
"""each takes some 130 MB"""
_COMMIT_EVERY = 30.0
"""seconds of work that a killed import loses at most"""


@dataclass(slots=True)
class ImportReport:
    """What an import did."""

    added: list[ImportedSource] = field(default_factory=list)
    """sources whose rows the store holds now"""
    skipped: list[str] = field(default_factory=list)
    """names of the sources that it held before"""
    findings: list[Finding] = field(default_factory=list)
    """what is faulty, and was not imported"""

    @property
    def rows(self) -> int:
        """How many rows were added."""
        return sum(source.rows for source in self.added)


def import_paths(
    store: Store,
    paths: Iterable[Path],
    settings: ReadSettings | None = None,
    *,
    progress: Progress | None = None,
    workers: int | None = None,
) -> ImportReport:
    """Import what the paths hold: files, folders, archives.

    ``workers`` is the number of processes that read; None lets the amount of work and the machine decide,
    and 0 reads in this process. Work of many minutes is committed in parts.

    Raises:
        StoreError: the store cannot be written, or is of a later format; what was committed stays.
    """
    progress = progress or Silent()
    report = ImportReport()
    sources = _Sources(paths, settings or ReadSettings(), report, progress)
    snapshot = store.snapshot()
    known = frozenset(
        source.digest
        for source in read_sources(store.folder, snapshot.manifest.of(Kind.SOURCES))
        if source.reading == READING
    )
    token = new_token(store.clock.now())
    with lease(store.folder, token):
        job = Job(store.folder, store.disk, token, sources.settings, today(store.clock), known)
        committer = _Committer(store, token, report, job.imported)
        events = _events(job, sources, workers)
        progress.started("import", None)
        try:
            for event in events:
                if isinstance(event, Read):
                    progress.advanced(event.source.size)
                    _take(event.outcome, report)
                else:
                    committer.take(event)
            committer.commit()
        finally:
            progress.finished()
            committer.forget()
    return report


def _events(job: Job, sources: _Sources, workers: int | None) -> Iterator[Read | Written]:
    if workers == 0:
        return read_here(job, sources)
    first: list[Source] = []
    size = 0
    for source in sources:
        first.append(source)
        size += source.size
        if size >= _WORTH_WORKERS:
            break
    whole = chain(first, sources)
    count = workers or min(_processors(), _MOST_WORKERS)
    if workers is None and (size < _WORTH_WORKERS or count == 1):
        return read_here(job, whole)
    return read_in_workers(job, whole, count)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Sources:
    """The sources of all paths, each once; whatever is none goes to the report."""

    def __init__(
        self, paths: Iterable[Path], settings: ReadSettings, report: ImportReport, progress: Progress
    ) -> None:
        self.settings = settings
        self._report = report
        self._progress = progress
        self._walk = self._found(paths)

    def __iter__(self) -> Iterator[Source]:
        return self._walk

    def _found(self, paths: Iterable[Path]) -> Iterator[Source]:
        # By name and place: an archive may have two members of one name, and both are read.
        seen: set[int] = set()
        for path in paths:
            for item in _sources_of(path, self.settings):
                if isinstance(item, Finding):
                    self._report.findings.append(item)
                elif hash(item) not in seen:
                    seen.add(hash(item))
                    yield item


def _sources_of(path: Path, settings: ReadSettings) -> Iterator[Source | Finding]:
    """Yield what a path holds; a bug that a hostile folder or archive finds must not lose the other paths."""
    try:
        yield from sources_in(path, settings)
    except Exception as error:  # noqa: BLE001 - see above
        detail = f"{type(error).__name__}: {error}"
        yield Finding(Place(name_of(path)), say("Titre's reader failed: {detail}", detail=detail))


def _take(outcome: Outcome, report: ImportReport) -> None:
    report.findings += outcome.findings
    if outcome.known:
        report.skipped.append(outcome.name)


class _Committer:
    """Gathers files that are whole, and makes them visible now and then."""

    def __init__(self, store: Store, token: str, report: ImportReport, imported: date) -> None:
        self._store = store
        self._token = token
        self._report = report
        self._imported = imported.isoformat()
        self._files: list[DataFile] = []
        self._sources: list[ImportedSource] = []
        self._commits = 0
        self._last = time.monotonic()

    def take(self, event: Written) -> None:
        """Take files; they are settled at once, while other processes read on."""
        self._files += event.files
        settle_files(self._store.folder, self._store.disk, event.files)
        self._sources += [
            ImportedSource(
                outcome.digest,
                outcome.name,
                outcome.kind,
                outcome.rows,
                len(outcome.findings),
                self._imported,
            )
            for outcome in event.outcomes
            if outcome.digest and not outcome.known
        ]
        if time.monotonic() - self._last > _COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Make the gathered files visible, all at once; without any, change nothing."""
        if not self._files and not self._sources:
            return
        self._commits += 1
        folder, disk = self._store.folder, self._store.disk
        if self._sources:
            name = f"{self._token}-{self._commits:04d}.jsonl"
            log = write_sources(folder, disk, name, self._sources)
            self._files.append(log)
            settle_files(folder, disk, [log])
        added = tuple(self._files)

        def change(base: Manifest, made: str) -> Manifest:
            return base.next(made, added=added)

        commit(folder, disk, self._store.clock, change)
        self._report.added += self._sources
        self._files, self._sources = [], []
        self._last = time.monotonic()

    def forget(self) -> None:
        """Remove the files that were not committed."""
        for file in self._files:
            self._store.disk.remove(self._store.folder / file.name)
