"""How does a list of figures become a data frame, or show itself in a notebook?"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from titre.figures.tables import FACT_FIELDS, LISTED_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from titre.figures.model import Figure


class FigureList(list["Figure"]):
    """Figures as a list, and as a table for those who compute with them.

    pandas, Polars, DuckDB and whatever else takes Arrow's PyCapsule stream can be given it as it is.
    """

    def to_arrow(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Return an Arrow table with a row a figure: the columns of ``titre figures -o``, and ``reason``.

        ``value`` is an exact decimal, NULL where there is none; ``reason`` says then why. ``facts`` is a list
        of the facts below, with the fields of ``Fact.as_json``.
        """
        return self._table

    def to_pandas(self) -> Any:  # noqa: ANN401 - pandas is optional
        """Return the table as a frame of pandas; values are ``decimal.Decimal``."""
        return self._table.to_pandas()

    def to_polars(self) -> Any:  # noqa: ANN401 - polars is optional
        """Return the table as a frame of Polars; values are of its type Decimal."""
        import polars as pl

        return pl.from_arrow(self._table)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)

    def _repr_html_(self) -> str:
        from titre.figures.notebook import table_html

        return table_html(self)

    @cached_property
    def _table(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        import pyarrow as pa

        return pa.Table.from_pylist([_row(figure) for figure in self], schema=_schema())


def series_table(figures: Iterable[Figure]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return an Arrow table of time series: a row for each company and period, a column for each metric.

    Its first columns are ``entity``, ``name``, ``period``, ``start`` and ``end``; rows are by company and
    time. Values are exact decimals, NULL where there is none; the field of a metric names in its metadata the
    ``unit`` where all its values have one.
    """
    import pyarrow as pa

    rows: dict[tuple[str, str], dict[str, Any]] = {}
    units: dict[str, set[str]] = {}
    for figure in figures:
        key = figure.entity, str(figure.period)
        row = rows.setdefault(key, {"entity": figure.entity, "name": figure.name, "period": key[1]})
        row[figure.full_metric] = figure.value
        found = units.setdefault(figure.full_metric, set())
        if figure.value is not None:
            found.add(figure.unit or "")
            # A balance tells the day only, a flow the first day too.
            row["start"], row["end"] = row.get("start") or figure.start, figure.end
    named = [
        pa.field(metric, _value_type(), metadata={"unit": next(iter(found))} if len(found) == 1 else None)
        for metric, found in units.items()
    ]
    texts = [(name, pa.string()) for name in ("entity", "name", "period")]
    days = [(name, pa.date32()) for name in ("start", "end")]
    return pa.Table.from_pylist(list(rows.values()), schema=pa.schema([*texts, *days, *named]))


def _value_type() -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    return pa.decimal128(38, 12)


def _schema() -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    texts = {"concept", "dimensions", "unit", "accession", "form", "file"}
    fact = [(name, pa.string() if name in texts else pa.date32()) for name in FACT_FIELDS]
    fact = [
        (name, {"value": _value_type(), "filed_told": pa.bool_(), "line": pa.int32()}.get(name, type_))
        for name, type_ in fact
    ]
    kinds = {
        "start": pa.date32(),
        "end": pa.date32(),
        "as_of": pa.date32(),
        "value": _value_type(),
        "facts": pa.list_(pa.struct(fact)),
    }
    return pa.schema([(name, kinds.get(name, pa.string())) for name in LISTED_COLUMNS])


def _row(figure: Figure) -> dict[str, Any]:
    return {
        "entity": figure.entity,
        "name": figure.name,
        "metric": figure.full_metric,
        "period": str(figure.period),
        "start": figure.start,
        "end": figure.end,
        "value": figure.value,
        "unit": figure.unit,
        "as_of": figure.as_of,
        "vintage": str(figure.vintage),
        "basis": str(figure.basis),
        "definition": figure.definition,
        "rule": figure.rule and str(figure.rule),
        "reason": None if figure.reason is None else figure.reason.render(),
        "facts": [{name: getattr(fact, name) for name in FACT_FIELDS} for fact in figure.facts],
    }
