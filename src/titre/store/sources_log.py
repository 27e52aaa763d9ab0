"""What was imported already? One line of JSON a source, in files that the manifest names.

Plain text, so that an import can look before any engine is loaded.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from titre.store.errors import StoreUnreadable, StoreUnwritable
from titre.store.manifest import DataFile, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from titre.kernel.ports import Disk

READING = 1
"""version of the readers: raised when they read more or otherwise, so that sources may be read again"""


@dataclass(frozen=True, slots=True)
class ImportedSource:
    """A source that the store holds the rows of."""

    digest: str
    """``sources.recognition.identity`` of it"""
    name: str
    kind: str
    rows: int
    faults: int
    """findings that were told when it was imported"""
    imported: str
    """day, ISO 8601"""
    reading: int = READING


def read_sources(folder: Path, files: Iterable[DataFile]) -> Iterator[ImportedSource]:
    """Yield what the files of sources name, in the order of import.

    Raises:
        StoreUnreadable: a file is damaged or gone.
    """
    for file in files:
        path = folder / file.name
        try:
            with path.open("rb") as lines:
                yield from (ImportedSource(**json.loads(line)) for line in lines)
        except (OSError, ValueError, TypeError) as error:
            raise StoreUnreadable.of(path, error) from error


def write_sources(folder: Path, disk: Disk, name: str, sources: Sequence[ImportedSource]) -> DataFile:
    """Write one file of sources.

    Raises:
        StoreUnwritable: it could not be written; nothing of it is left.
    """
    path = folder / Kind.SOURCES / name
    data = "".join(f"{json.dumps(asdict(source), ensure_ascii=False)}\n" for source in sources).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with disk.create(path) as stream:
                stream.write(data)
        except BaseException:
            disk.remove(path)
            raise
    except OSError as error:
        raise StoreUnwritable.of(path, error) from error
    return DataFile(Kind.SOURCES, f"{Kind.SOURCES}/{name}", len(sources), len(data))
