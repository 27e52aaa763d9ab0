# ruff: noqa: S608 - the SQL is put together from names of our own columns and from quoted file names
"""How are many small files made few, and their rows put in order? By writing new files and a new manifest.

No fact is ever lost. Dropped are only rows that came from importing a newer version of the same document:
equal in every field, the name of the document too, but for the place in it; the latest place is kept, and of
prices, rates and events the first day of import. A row that one version has twice stays twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from titre.kernel.ports import today
from titre.store.columns import SORTED_BY, columns_of, stored_schema
from titre.store.commits import commit, newest_manifest, settle_files
from titre.store.engine import connection, literal, pattern
from titre.store.errors import StoreUnreadable
from titre.store.leases import lease, new_token, token_of
from titre.store.manifest import Kind
from titre.store.sources_log import read_sources, write_sources
from titre.store.sweeping import sweep
from titre.store.writing import DataWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import duckdb

    from titre.kernel.ports import Clock, Disk
    from titre.store.manifest import DataFile, Manifest

GRACE = timedelta(hours=1)
"""how long files stay that no manifest names any more: a reader of an older snapshot may still open them"""
_ROWS_AT_ONCE = 300_000
"""rows of one new file, unless one entity has more: bounds the memory"""
_PLACE = ("line", "anchor", "imported")
"""columns that say where and when a row was found, and not what it says"""


@dataclass(frozen=True, slots=True)
class Compaction:
    """What a compaction did."""

    replaced: int
    """data files that were replaced"""
    written: int
    """data files that replace them"""
    rows_before: int
    rows_after: int
    removed: tuple[str, ...]
    """files that were removed from the disk, those of killed writers among them"""


def compact(folder: Path, disk: Disk, clock: Clock, grace: timedelta = GRACE) -> Compaction:
    """Rewrite what is not in its final order; remove what nobody can need any more.

    A killed compaction changes nothing; of two at once one gives way.

    Raises:
        StoreUnreadable: a data file is damaged or gone.
        StoreUnwritable: new files cannot be written; the store is as it was.
    """
    base = newest_manifest(folder)
    replaced: list[DataFile] = []
    written: list[DataFile] = []
    if base.number:
        token = new_token(clock.now())
        with lease(folder, token):
            done = False
            try:
                for old, new in _rewritten(folder, disk, clock, token, base):
                    replaced += old
                    written.append(new)
                done = bool(replaced) and _publish(folder, disk, clock, replaced, written)
            finally:
                if not done:
                    for file in written:
                        disk.remove(folder / file.name)
            if not done:
                replaced, written = [], []
    removed = sweep(folder, disk, clock, grace) if base.number else ()
    before, after = (sum(file.rows for file in files) for files in (replaced, written))
    return Compaction(len(replaced), len(written), before, after, removed)


def _publish(
    folder: Path, disk: Disk, clock: Clock, replaced: Sequence[DataFile], written: Sequence[DataFile]
) -> bool:
    settle_files(folder, disk, written)
    dropped = {file.name for file in replaced}

    def change(base: Manifest, made: str) -> Manifest | None:
        # Another compaction may have replaced the same files.
        if not dropped <= {file.name for file in base.files}:
            return None
        return base.next(made, added=written, dropped=dropped)

    return commit(folder, disk, clock, change) is not None


def _rewritten(
    folder: Path, disk: Disk, clock: Clock, token: str, base: Manifest
) -> Iterator[tuple[Sequence[DataFile], DataFile]]:
    """Yield each new file; with the first of those that replace some files, these."""
    writer = DataWriter(folder, disk, token, today(clock))
    for kind in Kind:
        if kind is Kind.SOURCES:
            continue
        for files in _groups(base.of(kind)):
            old: Sequence[DataFile] = files
            for data in _tables(folder, kind, files):
                yield old, writer.write(kind, data, compacted=True)
                old = ()
    logs = base.of(Kind.SOURCES)
    if len(logs) > 1:
        by_digest = {(source.digest, source.reading): source for source in read_sources(folder, logs)}
        yield logs, write_sources(folder, disk, f"{token}-0001.jsonl", list(by_digest.values()))


def _groups(files: Sequence[DataFile]) -> Iterator[list[DataFile]]:
    """Yield files that belong together: those whose ranges of entities overlap; none that is in order."""
    if not all(file.first for file in files):
        # Rows without entities: one file holds them all.
        groups = [list(files)]
    else:
        groups = []
        for file in sorted(files, key=lambda file: (file.first, file.last)):
            if groups and file.first <= max(other.last for other in groups[-1]):
                groups[-1].append(file)
            else:
                groups.append([file])
    for group in groups:
        if group and not (len(group) == 1 and group[0].compacted):
            # In the order of their age, which tells the newer version of a document.
            yield sorted(group, key=files.index)


def _tables(folder: Path, kind: Kind, files: Sequence[DataFile]) -> Iterator[Any]:
    """Yield the rows of files as sorted Arrow tables, each of some entities."""
    import duckdb
    import pyarrow as pa

    with connection() as engine:
        try:
            engine.execute(f"CREATE VIEW old AS {_versions(folder, files)}")
            for condition in _slices(engine) if files[0].first else ["true"]:
                # Handed over by Arrow's own protocol: the names of DuckDB's calls change with its versions.
                data = pa.table(engine.sql(_query(engine, kind, condition))).cast(stored_schema(kind))
                if data.num_rows:
                    yield data
        except duckdb.Error as error:
            raise StoreUnreadable.of(folder, error) from error


def _versions(folder: Path, files: Sequence[DataFile]) -> str:
    """Return the query for all rows, with the age of the import that each is of."""
    ages: dict[str, int] = {}
    for file in files:
        ages.setdefault(token_of(file.name), len(ages))
    return " UNION ALL ".join(
        f"SELECT *, {ages[token_of(file.name)]} AS version "
        f"FROM read_parquet({literal(pattern(folder / file.name))}, hive_partitioning = false)"
        for file in files
    )


def _slices(engine: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Yield conditions that part the rows by entity into pieces that memory holds."""
    counts = engine.execute("SELECT entity, count(*) FROM old GROUP BY entity ORDER BY entity").fetchall()
    piece: list[str] = []
    rows = 0
    for entity, count in counts:
        if piece and rows + count > _ROWS_AT_ONCE:
            yield f"entity BETWEEN {literal(piece[0])} AND {literal(piece[-1])}"
            piece, rows = [], 0
        piece.append(entity)
        rows += count
    if piece:
        yield f"entity BETWEEN {literal(piece[0])} AND {literal(piece[-1])}"


def _query(engine: duckdb.DuckDBPyConnection, kind: Kind, condition: str) -> str:
    names = list(columns_of(kind))
    columns = ", ".join(f'"{name}"' for name in names)
    order = ", ".join(f'"{name}"' for name in SORTED_BY[kind])
    # What a file says of one day in two lines stays in their order: the later one tells of a doubt.
    lines = ", line" if kind is Kind.PRICES else ""
    if "file" not in names:
        return f"SELECT DISTINCT {columns} FROM old WHERE {condition} ORDER BY {order}"
    again = _read_again(engine, condition)
    if not again:
        return f"SELECT {columns} FROM old WHERE {condition} ORDER BY {order}{lines}"
    said = ", ".join(f'"{name}"' for name in names if name not in _PLACE)
    found = ", ".join(f'"{name}"' for name in names if name in _PLACE) or "version"
    files = f"file IN ({', '.join(map(literal, again))})"
    earliest = f"* REPLACE (min(imported) OVER (PARTITION BY {said}, turn) AS imported)"
    everything = earliest if "imported" in names else "*"
    return (
        "WITH turned AS ("
        f"SELECT *, row_number() OVER (PARTITION BY {said}, version ORDER BY {found}) AS turn "
        f"FROM old WHERE {condition} AND {files}), "
        f"kept AS (SELECT {everything} FROM turned "
        f"QUALIFY row_number() OVER (PARTITION BY {said}, turn ORDER BY version DESC) = 1) "
        f"SELECT {columns} FROM (SELECT {columns}, version FROM kept UNION ALL "
        # Rows that differ only in what they say keep the order of their age: the last is the newest.
        f"SELECT {columns}, version FROM old WHERE {condition} AND NOT {files}) "
        f"ORDER BY {order}, version{lines}"
    )


def _read_again(engine: duckdb.DuckDBPyConnection, condition: str) -> list[str]:
    """Return the documents that rows of more than one import are of."""
    query = f"SELECT file FROM old WHERE {condition} GROUP BY file HAVING count(DISTINCT version) > 1"
    return sorted(file for (file,) in engine.execute(query).fetchall())
