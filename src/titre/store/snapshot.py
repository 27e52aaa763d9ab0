"""What did the store hold at one moment? A snapshot: its views, its facts by vintage, its names.

A snapshot never changes, whatever is imported or compacted meanwhile.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from titre.kernel.numerals import trimmed
from titre.sources.rows import FactRow, SourceKind
from titre.store.engine import connection, damage_told
from titre.store.errors import StoreUnreadable
from titre.store.manifest import Kind
from titre.store.views import FACT_ROWS, STANDARD_VIEWS, view_statements

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from pathlib import Path

    import duckdb

    from titre.store.entities import Names
    from titre.store.manifest import Manifest
    from titre.store.rates import Rates
    from titre.store.securities import Securities

Vintage: TypeAlias = Literal["all", "latest", "first"]

_BATCH = 2048
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(E[+-]?\d+)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Snapshot:
    """The store as one manifest has it."""

    folder: Path
    manifest: Manifest
    aliases_file: Path | None = None
    """the desk's own aliases, see ``store.aliases``"""
    securities_file: Path | None = None
    """the desk's own securities, see ``store.declared_securities``"""

    @property
    def number(self) -> int:
        """The manifest's number: two snapshots of one number are the same."""
        return self.manifest.number

    def connect(
        self, entities: Collection[str] | None = None, *, views: Collection[str] = STANDARD_VIEWS
    ) -> duckdb.DuckDBPyConnection:
        """Return a connection in memory with views: all of ``views.STANDARD_VIEWS`` unless others are named.

        Where entities are given only the files that may hold them are named; other entities may still be
        among the rows. Times are UTC; decimals are exact.

        Raises:
            StoreUnreadable: a data file is damaged or gone.
        """
        opened = connection()
        try:
            self._make_views(opened, entities, views)
        except StoreUnreadable:
            opened.close()
            raise
        return opened

    def cursor(self, views: Collection[str]) -> duckdb.DuckDBPyConnection:
        """Return a connection with views that are small: all such share one engine, which takes time to open.

        Raises:
            StoreUnreadable: a data file is damaged or gone.
        """
        engine, made, lock = _engine(self)
        with lock:
            missing = [view for view in views if view not in made]
            self._make_views(engine, None, missing)
            made.update(missing)
            return engine.cursor()

    def facts_as_filed(self, entity: str) -> duckdb.DuckDBPyConnection:
        """Return a connection with ``fact_rows`` of the files that may hold a company, and ``concepts``.

        For a look at one company: an engine of its own, as ``connect`` opens one, takes ten times as long.

        Raises:
            StoreUnreadable: a data file is damaged or gone.
        """
        opened = self.cursor(["concepts"])
        self._make_views(opened, [entity], [FACT_ROWS], temporary=True)
        return opened

    def _make_views(
        self,
        opened: duckdb.DuckDBPyConnection,
        entities: Collection[str] | None,
        views: Collection[str],
        *,
        temporary: bool = False,
    ) -> None:
        import duckdb

        try:
            for statement in view_statements(
                self.folder, self.manifest, entities, views, temporary=temporary
            ):
                opened.execute(statement)
        except duckdb.Error as error:
            raise StoreUnreadable.of(self.folder, error) from error

    def spark(self, entities: Collection[str] | None = None, *, master: str | None = None) -> Any:  # noqa: ANN401 - pyspark is imported late
        """Return a Spark session of its own with the same views; see ``spark.spark_session`` for the master.

        Raises:
            SparkMissing: pyspark or sqlglot is not installed.
            SparkUnreachable: there is no Java, or nobody answers at the master.
        """
        from titre.store.spark import make_views, spark_session

        session = spark_session(master)
        make_views(session, self.folder, self.manifest, entities)
        return session

    def facts(
        self,
        entities: Collection[str],
        concepts: Collection[str] | None = None,
        *,
        as_of: date | None = None,
        vintage: Vintage = "all",
    ) -> Iterator[FactRow]:
        """Yield the facts of entities, sorted by entity, concept, unit, dimensions and period.

        ``as_of`` keeps what was known by that day's end. ``all`` vintages are every row, repeats and all;
        ``latest`` is, of each period, the row of the filing that became known last, ``first`` that of the
        first; of one filing the source nearest to it.

        Raises:
            StoreUnreadable: a data file is damaged or gone.
        """
        import duckdb

        query, arguments = _facts_query(entities, concepts, as_of, vintage)
        with self.connect(entities, views=["facts"]) as opened:
            try:
                cursor = opened.execute(query, arguments)
                while batch := cursor.fetchmany(_BATCH):
                    yield from map(_fact, batch)
            except duckdb.Error as error:
                raise StoreUnreadable.of(self.folder, error) from error

    def names(self) -> Names:
        """Return the names of entities, those of the store and of the aliases.

        Raises:
            DeclarationFaulty, DeclarationUnreadable: the desk's file of aliases.
        """
        return _names(self, _changed(self.aliases_file))

    def securities(self) -> Securities:
        """Return the securities whose prices the store has, or that it knows from companies and files.

        Raises:
            DeclarationFaulty, DeclarationUnreadable: the desk's file of securities, or of aliases.
        """
        return _securities(self, _changed(self.securities_file), _changed(self.aliases_file))

    def rates(self) -> Rates:
        """Return the exchange rates that the store has."""
        return _rates(self)


def _changed(file: Path | None) -> int | None:
    return file.stat().st_mtime_ns if file is not None and file.is_file() else None


@lru_cache(maxsize=4)
def _engine(snapshot: Snapshot) -> tuple[duckdb.DuckDBPyConnection, set[str], Lock]:  # noqa: ARG001 - one for each
    """Return an engine for the small views of a snapshot, and those that are made in it."""
    return connection(), set(), Lock()


@lru_cache(maxsize=4)
def _securities(snapshot: Snapshot, _own: int | None, _aliases: int | None) -> Securities:
    from titre.store.aliases import load_aliases
    from titre.store.securities import Securities

    def connect() -> duckdb.DuckDBPyConnection:
        return snapshot.cursor(["names", "prices"])

    return Securities.of(connect, snapshot.securities_file, load_aliases(snapshot.aliases_file))


@lru_cache(maxsize=4)
def _rates(snapshot: Snapshot) -> Rates:
    from titre.store.rates import Rates

    return Rates(lambda: snapshot.cursor(["rates"]))


@lru_cache(maxsize=4)
def _names(snapshot: Snapshot, _changed: int | None) -> Names:
    from titre.store.entities import Names

    def has_facts(entity: str) -> bool:
        if not snapshot.manifest.of(Kind.FACTS, [entity]):
            return False
        with damage_told(snapshot.folder), snapshot.facts_as_filed(entity) as opened:
            return bool(
                opened.execute("SELECT 1 FROM fact_rows WHERE entity = ? LIMIT 1", [entity]).fetchall()
            )

    return Names.of(lambda: snapshot.cursor(["names"]), snapshot.aliases_file, has_facts)


_PERIOD = 'entity, concept, unit, dimensions, "start", "end", coregistrant'


def _facts_query(
    entities: Collection[str], concepts: Collection[str] | None, as_of: date | None, vintage: Vintage
) -> tuple[str, list[Any]]:
    columns = ", ".join(f'"{name}"' for name in FactRow._fields)
    # Written out, the values choose row groups by their statistics; a sub-query does not.
    conditions = [f"entity IN ({', '.join('?' * len(entities))})" if entities else "false"]
    arguments: list[Any] = [*entities]
    if concepts is not None:
        conditions.append(f"concept IN ({', '.join('?' * len(concepts))})" if concepts else "false")
        arguments += concepts
    if as_of is not None:
        conditions.append("known <= ?")
        arguments.append(as_of)
    chosen = ""
    if vintage != "all":
        direction = "DESC" if vintage == "latest" else "ASC"
        chosen = (
            f" QUALIFY row_number() OVER (PARTITION BY {_PERIOD} ORDER BY known {direction} NULLS LAST, "
            f"accession {direction}, priority, rounded_dates, file, line, anchor, value) = 1"
        )
    order = f"{_PERIOD}, known, accession, priority, file, line, anchor, value"
    where = " AND ".join(conditions)
    query = f"SELECT {columns} FROM facts WHERE {where}{chosen} ORDER BY {order}"  # noqa: S608 - own words
    return query, arguments


_SOURCE = FactRow._fields.index("source")


def _fact(values: tuple[Any, ...]) -> FactRow:
    row = FactRow._make(values)
    value = None if row.value is None else trimmed(row.value)
    row = row._replace(source=SourceKind(values[_SOURCE]), value=value)
    if row.value is None and row.unit is not None and row.text is not None:
        # More digits than the column holds are kept as text, see ``sources.tables``.
        return row._replace(value=Decimal(row.text), text=None) if _NUMBER.fullmatch(row.text) else row
    return row
