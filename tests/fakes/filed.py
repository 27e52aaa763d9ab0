"""The real filings, imported: what the fixture ``filed`` of the figures gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from titre.figures import Figures
    from titre.store.entities import Names
    from titre.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Filed:
    """Titre's store with the real filings, and who is who in it."""

    figures: Figures
    snapshot: Snapshot
    names: Names
