"""Which columns does each kind of data file have? Those of its rows, and what only the store knows of them.

The format of the store to the column; a change of it is a new ``manifest.FORMAT``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from titre.sources.rows import (
    ConceptRow,
    EntityRow,
    EventRow,
    FactRow,
    FilingRow,
    PriceRow,
    RateRow,
)
from titre.sources.tables import column_types, schema
from titre.store.manifest import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

KIND_OF: Mapping[type, Kind] = {
    FactRow: Kind.FACTS,
    ConceptRow: Kind.CONCEPTS,
    EntityRow: Kind.NAMES,
    FilingRow: Kind.FILINGS,
    PriceRow: Kind.PRICES,
    RateRow: Kind.RATES,
    EventRow: Kind.EVENTS,
}


_ADDED: Mapping[Kind, Mapping[str, str]] = {
    Kind.NAMES: {"folded": "string", "core": "string"},
    Kind.PRICES: {"imported": "date"},
    Kind.RATES: {"imported": "date"},
    Kind.EVENTS: {"imported": "date"},
    Kind.ACCESSIONS: {"accession": "string", "filed": "date"},
}
SORTED_BY: Mapping[Kind, tuple[str, ...]] = {
    Kind.FACTS: ("entity", "concept", "end", "start", "unit", "dimensions", "filed", "accession", "line"),
    Kind.CONCEPTS: ("concept",),
    Kind.NAMES: ("entity", "kind", "name"),
    Kind.FILINGS: ("entity", "filed", "accession"),
    Kind.PRICES: ("symbol", "kind", "day"),
    Kind.RATES: ("base", "currency", "day"),
    Kind.EVENTS: ("entity", "day"),
    Kind.ACCESSIONS: ("accession",),
}
"""The order of rows in a file of each kind; a file of facts not yet compacted has the first two only."""

_SQL = {
    "string": "VARCHAR",
    "date": "DATE",
    "decimal": "DECIMAL(38, 12)",
    "int16": "SMALLINT",
    "int32": "INTEGER",
    "bool": "BOOLEAN",
    "instant": "TIMESTAMP WITH TIME ZONE",
}


def columns_of(kind: Kind) -> dict[str, str]:
    """Return the columns of a kind of data file and what each holds, in the words of ``sources.tables``."""
    row = next((row for row, of in KIND_OF.items() if of is kind), None)
    given = dict(column_types(row)) if row is not None else {}
    return given | dict(_ADDED.get(kind, {}))


def sql_types(kind: Kind) -> dict[str, str]:
    """Return the columns of a kind of data file and the SQL type of each."""
    return {name: _SQL[holds] for name, holds in columns_of(kind).items()}


@cache
def stored_schema(kind: Kind) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the Arrow schema of a kind of data file."""
    import pyarrow as pa

    row = next((row for row, of in KIND_OF.items() if of is kind), None)
    fields = list(schema(row)) if row is not None else []
    types = {"string": pa.string(), "date": pa.date32()}
    return pa.schema([*fields, *((name, types[holds]) for name, holds in _ADDED.get(kind, {}).items())])
