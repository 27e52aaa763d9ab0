"""How do rows become data files? Gathered by kind, sorted, written as Parquet; visible to nobody yet.

A file counts once a manifest names it, see ``commits``.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from titre.sources.rows import ConceptRow, EntityRow, FactRow, FactTable, FilingRow
from titre.sources.tables import table
from titre.store.columns import KIND_OF, SORTED_BY, stored_schema
from titre.store.errors import StoreUnwritable
from titre.store.folding import core, fold, fold_ticker
from titre.store.manifest import DataFile, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from titre.kernel.ports import Disk
    from titre.sources.rows import Row

ROW_GROUP = 32_768
"""rows that are read at least: two or three companies of EDGAR, some milliseconds"""
_CHOSEN_BY = ("entity", "concept", "end", "filed", "accession", "symbol", "day", "kind", "folded", "core")
"""columns whose smallest and largest value stand in the file, so that rows can be passed over unread"""
_FACTS_A_FILE = 200_000
_OTHERS_A_FILE = 100_000


class DataWriter:
    """Gathers rows and writes them as data files under names that begin with its own token."""

    def __init__(self, folder: Path, disk: Disk, token: str, imported: date) -> None:
        self._folder = folder
        self._disk = disk
        self._token = token
        self._imported = imported
        self._serial = count(1)
        self._rows: dict[Kind, list[Row]] = {}
        self._tables: list[FactTable] = []
        self._table_rows = 0
        self._concepts: set[int] = set()

    def add(self, item: Row | FactTable) -> None:
        """Take a row, or a table of facts."""
        if isinstance(item, FactTable):
            self._tables.append(item)
            self._table_rows += item.table.num_rows
            return
        if isinstance(item, ConceptRow):
            # Every document repeats the same words about the same concepts.
            known = hash(item)
            if known in self._concepts:
                return
            self._concepts.add(known)
        rows = self._rows.setdefault(KIND_OF[type(item)], [])
        rows.append(item)
        if isinstance(item, FactRow) and len(rows) >= ROW_GROUP:
            # Rows take ten times the memory of columns.
            self.add(FactTable(table(FactRow, self._rows.pop(Kind.FACTS))))

    @property
    def overfull(self) -> bool:
        """Whether so much is gathered that it must be written though its source has not ended."""
        return (
            self._table_rows >= 2 * _FACTS_A_FILE or len(self._rows.get(Kind.FILINGS, ())) >= _OTHERS_A_FILE
        )

    @property
    def full(self) -> bool:
        """Whether enough rows are gathered for files of a good size."""
        facts = self._table_rows + len(self._rows.get(Kind.FACTS, ()))
        return facts >= _FACTS_A_FILE or sum(map(len, self._rows.values())) >= _OTHERS_A_FILE

    def flush(self) -> list[DataFile]:
        """Write all that was gathered, and return the files.

        Raises:
            StoreUnwritable: a file could not be written; those of this call are removed.
        """
        written: list[DataFile] = []
        try:
            for kind, data in self._gathered():
                written.append(self.write(kind, data))
        except BaseException:
            for file in written:
                self._disk.remove(self._folder / file.name)
            raise
        finally:
            self._rows, self._tables, self._table_rows = {}, [], 0
        return written

    def write(self, kind: Kind, data: Any, *, compacted: bool = False) -> DataFile:  # noqa: ANN401
        """Write one data file of an Arrow table that is sorted.

        Raises:
            StoreUnwritable: the file could not be written; nothing of it is left.
        """
        import pyarrow.compute as pc

        name = f"{kind}/{self._token}-{next(self._serial):04d}.parquet"
        path = self._folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                write_parquet(path, self._disk, data)
            except BaseException:
                self._disk.remove(path)
                raise
            size = path.stat().st_size
        except OSError as error:
            raise StoreUnwritable.of(path, error) from error
        file = DataFile.of_entities(kind, name, data.num_rows, size, _entities(kind, data))
        undated = rounded = 0
        if kind is Kind.FACTS:
            undated = data.column("filed").null_count
            rounded = pc.sum(data.column("rounded_dates")).as_py() or 0
        return file.marked(undated=undated, rounded=rounded, compacted=compacted)

    def _gathered(self) -> Iterable[tuple[Kind, Any]]:
        import pyarrow as pa

        filings = self._rows.get(Kind.FILINGS, [])
        dated = [_filing_days(table(FilingRow, filings))] if filings else []
        facts = list(self._tables)
        if rows := self._rows.pop(Kind.FACTS, None):
            facts.append(FactTable(table(FactRow, rows)))
        if facts:
            data = _sorted_facts(facts)
            dated.append(_filing_days(data))
            yield Kind.FACTS, data
        for kind, rows in self._rows.items():
            yield kind, _sorted(kind, self._table(kind, rows))
        if dated:
            days = pa.concat_tables(dated).group_by("accession").aggregate([("filed", "min")])
            days = days.rename_columns(["accession", "filed"])
            yield Kind.ACCESSIONS, _sorted(Kind.ACCESSIONS, days)

    def _table(self, kind: Kind, rows: list[Row]) -> Any:  # noqa: ANN401 - pyarrow has no types
        import pyarrow as pa

        data = table(next(row for row, of in KIND_OF.items() if of is kind), rows)
        if kind is Kind.NAMES:
            names = [(row.name, row.kind == "ticker") for row in rows if isinstance(row, EntityRow)]
            folded = [fold_ticker(name) if symbol else fold(name) for name, symbol in names]
            data = data.append_column("folded", pa.array(folded, pa.string()))
            data = data.append_column("core", pa.array([core(name) for name, _ in names], pa.string()))
        elif "imported" in stored_schema(kind).names:
            data = data.append_column(
                "imported", pa.repeat(pa.scalar(self._imported, pa.date32()), len(rows))
            )
        return data


def write_parquet(path: Path, disk: Disk, data: Any) -> None:  # noqa: ANN401 - pyarrow has no types
    """Write an Arrow table as the store's Parquet.

    Raises:
        OSError: it could not be written.
    """
    import pyarrow.parquet as pq

    # No Arrow schema is stored beside Parquet's own: every engine is to see the same plain types.
    with disk.create(path) as stream:
        pq.write_table(
            data,
            stream,
            row_group_size=ROW_GROUP,
            compression="zstd",
            compression_level=1,
            write_statistics=[name for name in data.column_names if name in _CHOSEN_BY],
            store_schema=False,
        )


def _sorted_facts(facts: list[FactTable]) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    entities = [part.table.column("entity")[0].as_py() if part.table.num_rows else "" for part in facts]
    in_order = all(part.ordered for part in facts) and len(set(entities)) == len(entities)
    if in_order:
        facts = [part for _, part in sorted(zip(entities, facts, strict=True), key=lambda pair: pair[0])]
        return pa.concat_tables(part.table for part in facts).unify_dictionaries()
    plain = stored_schema(Kind.FACTS)
    data = pa.concat_tables(part.table.cast(plain) for part in facts)
    return data.sort_by([(name, "ascending") for name in SORTED_BY[Kind.FACTS]])


def _sorted(kind: Kind, data: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    return data.sort_by([(name, "ascending") for name in SORTED_BY[kind]])


def _filing_days(data: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the accession numbers of facts or filings with the day of each, where it is told."""
    import pyarrow as pa
    import pyarrow.compute as pc

    days = data.select(["accession", "filed"])
    days = days.set_column(0, "accession", days.column(0).cast(pa.string()))
    return (
        days.filter(pc.is_valid(days.column(1)))
        .group_by("accession")
        .aggregate([("filed", "min")])
        .rename_columns(["accession", "filed"])
    )


def _entities(kind: Kind, data: Any) -> list[str]:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    if kind is Kind.EVENTS or "entity" not in data.column_names:
        # An event's entity is a name as the analyst wrote it, no identifier to choose files by.
        return []
    entities: list[str] = data.column("entity").unique().cast(pa.string()).to_pylist()
    return entities
