"""Facts made up for a test of the store."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from titre.sources.rows import FactRow, SourceKind

META = "CIK0001326801"


def fact(value: str | None = "100", **others: Any) -> FactRow:  # noqa: ANN401 - any field of a fact
    """Return Meta's revenue of 2024 from its annual report, but for what is given."""
    known: dict[str, Any] = {
        "entity": META,
        "concept": "us-gaap:Revenues",
        "start": date(2024, 1, 1),
        "end": date(2024, 12, 31),
        "value": None if value is None else Decimal(value),
        "unit": "USD",
        "accession": "0001326801-25-000017",
        "source": SourceKind.COMPANYFACTS,
        "file": "CIK0001326801.json",
        "form": "10-K",
        "filed": date(2025, 1, 30),
        "line": 0,
    }
    return FactRow(**{**known, **others})
