"""What does the store hold, from when, and what is stale? Counted by the views, entity by entity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from titre.store.errors import StoreUnreadable
from titre.store.manifest import Kind
from titre.store.sources_log import read_sources

if TYPE_CHECKING:
    from titre.store.snapshot import Snapshot

STALE_AFTER = 120
"""days without a filing after which one of an entity that files each quarter is missing"""


@dataclass(frozen=True, slots=True)
class EntityStatus:
    """What the store holds of an entity."""

    entity: str
    name: str
    facts: int
    """rows, repeats included"""
    filings: int
    """accession numbers that facts are of"""
    first_filed: date | None
    last_filed: date | None
    last_end: date | None
    """last day that any fact speaks of and that is not after its filing"""
    sources: tuple[str, ...]
    """kinds of document that facts were read from"""
    silent_days: int | None
    """days since the last filing"""

    @property
    def stale(self) -> bool:
        """Whether a filing is probably missing."""
        return self.silent_days is not None and self.silent_days > STALE_AFTER


@dataclass(frozen=True, slots=True)
class Status:
    """What the store holds in all."""

    number: int
    """of the manifest"""
    made: str
    """when it was last changed, UTC; empty for an empty store"""
    files: int
    bytes: int
    rows: dict[str, int]
    """by kind of row"""
    documents: int
    """sources that were imported"""
    last_import: date | None
    entities: tuple[EntityStatus, ...]


def status_of(snapshot: Snapshot, day: date) -> Status:
    """Return what a snapshot holds, as seen on a day.

    Raises:
        StoreUnreadable: a file of it is damaged or gone.
    """
    manifest = snapshot.manifest
    rows = {str(kind): sum(file.rows for file in manifest.of(kind)) for kind in Kind}
    imported = [source.imported for source in read_sources(snapshot.folder, manifest.of(Kind.SOURCES))]
    return Status(
        manifest.number,
        manifest.made,
        len(manifest.files),
        sum(file.bytes for file in manifest.files),
        {kind: count for kind, count in rows.items() if count},
        len(imported),
        date.fromisoformat(max(imported)) if imported else None,
        _entities(snapshot, day),
    )


def _entities(snapshot: Snapshot, day: date) -> tuple[EntityStatus, ...]:
    import duckdb

    with snapshot.connect(views=["facts", "names"]) as connection:
        try:
            found = connection.execute(_QUERY).fetchall()
        except duckdb.Error as error:
            raise StoreUnreadable.of(snapshot.folder, error) from error
    return tuple(
        EntityStatus(
            entity,
            name or entity,
            facts,
            filings,
            first,
            last,
            end,
            tuple(sources),
            (day - last).days if last else None,
        )
        for entity, name, facts, filings, first, last, end, sources in found
    )


_QUERY = """
SELECT counted.*  REPLACE (coalesce(named.name, counted.name) AS name)
FROM (
    SELECT
        entity,
        CAST(NULL AS VARCHAR) AS name,
        count(*) AS facts,
        count(DISTINCT accession) AS filings,
        min(filed) AS first_filed,
        max(filed) AS last_filed,
        max("end") FILTER (WHERE "end" <= known) AS last_end,
        list_sort(list(DISTINCT source)) AS sources
    FROM facts
    GROUP BY entity
) counted
LEFT JOIN (
    SELECT entity, max(name) AS name FROM names WHERE kind = 'name' GROUP BY entity
) named USING (entity)
ORDER BY entity
"""
