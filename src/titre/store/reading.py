"""What comes of reading one source into data files? The work of one process of an import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.kernel.findings import Finding, Place
from titre.kernel.messages import say
from titre.sources.errors import DocumentUnreadable
from titre.sources.recognition import identity, read
from titre.sources.rows import FactTable
from titre.store.errors import StoreError
from titre.store.writing import DataWriter

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from titre.kernel.messages import Message
    from titre.kernel.ports import Disk
    from titre.sources.recognition import Source
    from titre.sources.settings import ReadSettings
    from titre.store.manifest import DataFile


_LOOK_EVERY = 1000
"""rows between two looks at how much a long source has gathered"""


@dataclass(frozen=True, slots=True)
class Job:
    """What the processes of one import have in common."""

    folder: Path
    disk: Disk
    token: str
    settings: ReadSettings
    imported: date
    known: frozenset[str]
    """digests of what the store holds already"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one source."""

    name: str
    kind: str
    digest: str = ""
    """empty where the bytes could not be got or the reader failed: it is not recorded as imported"""
    rows: int = 0
    findings: tuple[Finding, ...] = ()
    known: bool = False
    """whether the store holds it already, so that it was not read"""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker answers to a source, or to the end of them (``outcome`` is None then)."""

    outcome: Outcome | None
    files: tuple[DataFile, ...] = ()
    """files that hold the rows of all sources since the last such answer"""


@dataclass(frozen=True, slots=True)
class Failure:
    """A worker could not write; the import ends."""

    path: Path
    reason: Message


class SourceReader:
    """Reads one source after the other and gathers the rows."""

    def __init__(self, job: Job, name: str) -> None:
        self._job = job
        self._known = set(job.known)
        self._writer = DataWriter(job.folder, job.disk, f"{job.token}-{name}", job.imported)
        self._written: list[DataFile] = []

    def read(self, source: Source) -> Outcome:
        """Read a source; a fault of it, of its reader too, is told and hurts no other.

        Raises:
            StoreUnwritable: the rows could not be written.
        """
        kind = str(source.kind)
        try:
            digest = str(identity(source, self._job.settings))
        except DocumentUnreadable as error:
            return Outcome(source.name, kind, findings=(Finding(error.place, error.reason),))
        if digest in self._known:
            return Outcome(source.name, kind, digest, known=True)
        findings: list[Finding] = []
        rows = 0
        try:
            for item in read(source, self._job.settings):
                if isinstance(item, Finding):
                    findings.append(item)
                    continue
                self._writer.add(item)
                rows += item.table.num_rows if isinstance(item, FactTable) else 1
                if rows % _LOOK_EVERY == 0 and self._writer.overfull:
                    self._written += self._writer.flush()
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - a reader's bug must not lose the other sources
            detail = f"{type(error).__name__}: {error}"
            findings.append(
                Finding(Place(source.name), say("Titre's reader failed: {detail}", detail=detail))
            )
            return Outcome(source.name, kind, rows=rows, findings=tuple(findings))
        if rows:
            self._known.add(digest)
        return Outcome(source.name, kind, digest if rows or not findings else "", rows, tuple(findings))

    def written(self, *, last: bool = False) -> list[DataFile]:
        """Return the files that hold all rows so far, or none where the rows still wait for company."""
        if last or self._writer.full or self._written:
            files = [*self._written, *self._writer.flush()]
            self._written = []
            return files
        return []
