"""Which events does a desk know? Those of its own ``events.csv``, read as it is now, and those imported."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from titre.kernel.declarations import DeclarationFaulty
from titre.kernel.findings import Finding
from titre.sources.documents import document_of
from titre.sources.rows import EventRow
from titre.sources.tabular.events import read_events
from titre.store.manifest import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from titre.sources.settings import ReadSettings
    from titre.store.snapshot import Snapshot


def all_events(snapshot: Snapshot, own: Path | None, settings: ReadSettings) -> list[EventRow]:
    """Return the events of the store and of the desk's own file, by day; what both have, once.

    The own file is read each time: an event that the analyst takes back or corrects is gone at once.

    Raises:
        DeclarationFaulty: the own file has faults, each with its line.
    """
    found = list(_imported(snapshot))
    if own is not None:
        items = list(read_events(document_of(own), settings.events))
        faults = [item for item in items if isinstance(item, Finding)]
        if faults:
            raise DeclarationFaulty(faults)
        found = [*(item for item in items if isinstance(item, EventRow)), *found]
    once = {event._replace(file="", line=0): event for event in reversed(found)}
    return sorted(once.values(), key=lambda event: (event.day, event.entity, event.metric))


@lru_cache(maxsize=4)
def _imported(snapshot: Snapshot) -> tuple[EventRow, ...]:
    if not snapshot.manifest.of(Kind.EVENTS):
        return ()
    columns = ", ".join(f'"{name}"' for name in EventRow._fields)
    with snapshot.cursor(["events"]) as connection:
        rows = connection.execute(f"SELECT {columns} FROM events").fetchall()  # noqa: S608 - own words
    return tuple(map(EventRow._make, rows))
