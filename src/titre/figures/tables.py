"""How do many figures become a table? Arrow columns, a row a figure, for files and data frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from titre.figures.formula_sql import column
from titre.figures.lineage_sql import LINEAGE
from titre.metrics.model import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.figures.engines import TableRun
    from titre.figures.model import Frequency
    from titre.figures.plans import Term

COLUMNS = (
    "entity",
    "metric",
    "period",
    "start",
    "end",
    "value",
    "unit",
    "as_of",
    "vintage",
    "basis",
    "definition",
)
LINEAGE_COLUMNS = ("rule", "facts")
"""What a table has besides where its lineage is asked for."""
LISTED_COLUMNS = ("entity", "name", *COLUMNS[1:], "rule", "reason", "facts")
"""Those of a list of figures, refusals among them."""
_ORDER = "f.entity, f.label, f.quarter, f.frequency"
_LABELS = {
    "annual": "CASE WHEN f.fiscal THEN 'FY' ELSE 'CY' END || f.label",
    "quarter": "CASE WHEN f.fiscal THEN '' ELSE 'CY' END || f.label || 'Q' || f.quarter",
    "ttm": "'TTM ' || CASE WHEN f.fiscal THEN '' ELSE 'CY' END || f.label || 'Q' || f.quarter",
}
_TEXTS = ("entity", "period", "currency", "per_share")
_UNITS = {
    UnitKind.MONEY: "currency",
    UnitKind.MONEY_PER_SHARE: "per_share",
    UnitKind.SHARES: "shares",
    UnitKind.RATIO: "pure",
}
"""the column of the unit, or the unit itself"""
_FACT_COLUMNS = {
    "concept": "concept",
    "dimensions": "dimensions",
    "start": "first_day",
    "end": "last_day",
    "value": "value",
    "unit": "unit",
    "accession": "accession",
    "form": "form",
    "filed": "coalesce(filed, known)",
    "filed_told": "filed IS NOT NULL",
    "file": "file",
    "line": "file_line",
}
FACT_FIELDS = tuple(_FACT_COLUMNS)
"""The fields of a fact in the column ``facts``, those of ``Fact.as_json``."""


def figure_tables(
    run: TableRun, frequency: Frequency | None, first: int | None, last: int | None
) -> Iterator[Any]:
    """Yield the Arrow table of the figures that a run has a value for, metric by metric.

    Its columns are ``COLUMNS``: texts as dictionaries, ``metric`` with its segment, ``value`` a decimal; of a
    run with lineage also ``rule``, by which the value came from its facts, and ``facts``, a list of those it
    rests on with the fields of ``Fact.as_json``. Rows are by entity and time.
    ``first`` and ``last`` bound the steps of a quarter (fiscal year times four, plus quarter).
    """
    conditions = [] if frequency is None else [f"f.frequency = '{frequency}'"]
    conditions += [f"f.label * 4 + f.quarter >= {first}"] if first is not None else []
    conditions += [f"f.label * 4 + f.quarter <= {last}"] if last is not None else []
    where = " AND ".join(conditions) or "true"
    rows = _rows(run, where)
    facts = _Facts(run) if any(stage.name == LINEAGE for stage in run.compiled.stages) else None
    for term in run.plan.asked:
        table = _of_term(run, term, rows)
        if facts is not None:
            given = f"{where} AND f.{column(term)} IS NOT NULL"
            table = table.append_column("rule", facts.rules(term, given))
            table = table.append_column("facts", facts.of(term, given, table.num_rows))
        yield table


def joined(tables: list[Any]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the rows of several such tables as one table."""
    import pyarrow as pa

    return pa.concat_tables(tables).unify_dictionaries()


def _rows(run: TableRun, where: str) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the rows of a run in order: what all terms share, and a column for each of them."""
    period = " ".join(f"WHEN '{frequency}' THEN {label}" for frequency, label in _LABELS.items())
    names = dict.fromkeys(column(term) for term in run.plan.asked)
    values = "".join(f", CAST(f.{name} AS DECIMAL(38, 12)) AS {name}" for name in names)
    found = run.arrow(
        f"SELECT f.entity AS entity, CASE f.frequency {period} END AS period, "  # noqa: S608 - names of our own
        f"f.first_day AS first_day, f.last_day AS last_day, f.currency AS currency, "
        f"f.currency || '/shares' AS per_share{values} "
        f"FROM (SELECT *, entity IN (SELECT entity FROM known_years) AS fiscal FROM {run.compiled.last}) f "
        f"WHERE {where} ORDER BY {_ORDER}"
    )
    for number, name in enumerate(found.column_names):
        if name in _TEXTS:
            found = found.set_column(number, name, found[name].combine_chunks().dictionary_encode())
    return found


def _of_term(run: TableRun, term: Term, rows: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    name, unit = column(term), _UNITS[term.metric.unit]
    found = rows.select([*_TEXTS, "first_day", "last_day", name]).filter(rows[name].is_valid())
    segment = f"[{term.reference.segment}]" if term.reference.segment else ""
    # What is the same for all rows is told once.
    same = {
        "metric": f"{term.metric.name}{segment}",
        "vintage": str(run.question.vintage),
        "basis": str(run.question.basis),
        "definition": term.definition.name,
        **({} if unit in _TEXTS else {"unit": unit}),
    }
    zeros = pa.repeat(pa.scalar(0, pa.int32()), found.num_rows)
    columns = {"unit": found[unit]} if unit in _TEXTS else {}
    columns |= {key: pa.DictionaryArray.from_arrays(zeros, pa.array([value])) for key, value in same.items()}
    columns |= {"entity": found["entity"], "period": found["period"], "value": found[name]}
    columns["start"] = pa.nulls(found.num_rows, pa.date32()) if term.stands else found["first_day"]
    columns["end"] = found["last_day"]
    columns["as_of"] = pa.repeat(pa.scalar(run.question.as_of, pa.date32()), found.num_rows)
    return pa.table({key: columns[key] for key in COLUMNS})


class _Facts:
    """The facts that the figures of a run rest on, each once, and the list of those of each figure."""

    def __init__(self, run: TableRun) -> None:
        self._run = run
        columns = ", ".join(f'{text} AS "{name}"' for name, text in _FACT_COLUMNS.items())
        found = run.arrow(
            f"SELECT id, {columns} FROM picked WHERE id IN (SELECT id FROM {LINEAGE}) "  # noqa: S608 - names of our own
            "ORDER BY concept, last_day, first_day, known, id"
        )
        self._ids = found["id"].combine_chunks()
        self._facts = found.select(list(_FACT_COLUMNS)).to_struct_array().combine_chunks()

    def rules(self, term: Term, where: str) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Return the rule of each figure of a term, in order."""
        found = self._run.arrow(
            f"SELECT coalesce(u.rule, 'formula') AS rule FROM {self._run.compiled.last} f "  # noqa: S608 - names of our own
            f"LEFT JOIN usable u ON u.term = {term.number} AND u.entity = f.entity "
            f"AND u.frequency = f.frequency AND u.label = f.label AND u.quarter = f.quarter "
            f"WHERE {where} ORDER BY {_ORDER}"
        )
        return found["rule"].dictionary_encode()

    def of(self, term: Term, where: str, figures: int) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Return the list of the facts of each figure of a term, by concept and time."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        found = self._run.arrow(
            f"SELECT g.figure, l.id FROM (SELECT row_number() OVER (ORDER BY {_ORDER}) - 1 AS figure, "  # noqa: S608 - names of our own
            f"f.entity, f.frequency, f.label * 4 + f.quarter AS step FROM {self._run.compiled.last} f "
            f"WHERE {where}) AS g JOIN {LINEAGE} l ON l.term = {term.number} AND l.entity = g.entity "
            "AND l.frequency = g.frequency AND l.step = g.step"
        )
        owner = found["figure"].to_numpy().astype(np.int64)
        place = pc.index_in(found["id"], self._ids).to_numpy()
        ends = np.cumsum(np.bincount(owner, minlength=figures))
        facts = self._facts.take(pa.array(place[np.lexsort((place, owner))]))
        return pa.ListArray.from_arrays(pa.array(np.concatenate(([0], ends)), pa.int32()), facts)
