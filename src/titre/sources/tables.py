"""How do rows become columns? The Arrow schema of each kind of row, and the table of many rows.

pyarrow is imported where it is used: commands that only read the store never pay for it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from titre.sources.rows import (
    ConceptRow,
    EntityRow,
    EventRow,
    FactRow,
    FilingRow,
    PriceRow,
    RateRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from titre.sources.rows import Row

DIGITS = 38
"""significant digits that the store's decimals hold"""
SCALE = 12
"""decimal places that the store's decimals hold; a fact with more keeps its digits in ``text``"""

_COLUMNS: dict[type, dict[str, str]] = {
    FactRow: {
        "entity": "string",
        "concept": "string",
        "unit": "string",
        "dimensions": "string",
        "start": "date",
        "end": "date",
        "value": "decimal",
        "text": "string",
        "decimals": "string",
        "accession": "string",
        "form": "string",
        "filed": "date",
        "fiscal_year": "int16",
        "fiscal_period": "string",
        "frame": "string",
        "coregistrant": "string",
        "footnote": "string",
        "source": "string",
        "file": "string",
        "line": "int32",
        "anchor": "string",
        "rounded_dates": "bool",
    },
    ConceptRow: {"concept": "string", "label": "string", "description": "string"},
    EntityRow: {
        "entity": "string",
        "kind": "string",
        "name": "string",
        "file": "string",
        "since": "date",
        "until": "date",
    },
    FilingRow: {
        "accession": "string",
        "entity": "string",
        "form": "string",
        "filed": "date",
        "file": "string",
        "period_end": "date",
        "accepted": "instant",
        "primary_document": "string",
    },
    PriceRow: {
        "symbol": "string",
        "day": "date",
        "kind": "string",
        "value": "decimal",
        "currency": "string",
        "origin": "string",
        "file": "string",
        "line": "int32",
    },
    RateRow: {
        "day": "date",
        "base": "string",
        "currency": "string",
        "rate": "decimal",
        "origin": "string",
        "file": "string",
        "line": "int32",
    },
    EventRow: {
        "entity": "string",
        "day": "date",
        "kind": "string",
        "metric": "string",
        "period": "string",
        "low": "decimal",
        "high": "decimal",
        "unit": "string",
        "origin": "string",
        "note": "string",
        "file": "string",
        "line": "int32",
    },
}


def column_types(kind: type[NamedTuple]) -> Mapping[str, str]:
    """Return the columns of a kind of row and what each holds: ``string``, ``date`` and so on."""
    return _COLUMNS[kind]


@cache
def schema(kind: type[NamedTuple]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the Arrow schema of a kind of row."""
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "date": pa.date32(),
        "decimal": pa.decimal128(DIGITS, SCALE),
        "int16": pa.int16(),
        "int32": pa.int32(),
        "bool": pa.bool_(),
        "instant": pa.timestamp("us", tz="UTC"),
    }
    return pa.schema([(name, types[kind_of]) for name, kind_of in _COLUMNS[kind].items()])


def table(kind: type[NamedTuple], rows: Iterable[Row]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the Arrow table of rows of one kind, in their order.

    A fact whose value has more places or digits than the store's decimals hold keeps it in ``text``, exactly.
    """
    import pyarrow as pa

    if kind is FactRow:
        rows = [_fitted(row) for row in rows if isinstance(row, FactRow)]
    fields = schema(kind)
    columns = zip(*rows, strict=True)
    by_name = dict(zip(kind._fields, columns, strict=False))
    return pa.table([pa.array(by_name.get(field.name, ()), field.type) for field in fields], schema=fields)


def _fitted(row: FactRow) -> FactRow:
    value = row.value
    if value is None or fits(value.as_tuple().digits, value.as_tuple().exponent):
        return row
    return row._replace(value=None, text=str(value))


def fits(digits: tuple[int, ...], exponent: object) -> bool:
    """Return whether a decimal of these digits and exponent is held exactly by the store's decimals."""
    if not isinstance(exponent, int):
        return False
    return -exponent <= SCALE and len(digits) + exponent <= DIGITS - SCALE
