"""How do many figures become a table? Arrow columns, a row a figure, for files and data frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from titre.figures.formula_sql import column
from titre.metrics.model import UnitKind

if TYPE_CHECKING:
    from titre.figures.model import Frequency
    from titre.figures.plans import Term
    from titre.figures.running import Run

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
_LABELS = {
    "annual": "CASE WHEN fiscal THEN 'FY' ELSE 'CY' END || label",
    "quarter": "CASE WHEN fiscal THEN '' ELSE 'CY' END || label || 'Q' || quarter",
    "ttm": "'TTM ' || CASE WHEN fiscal THEN '' ELSE 'CY' END || label || 'Q' || quarter",
}


def figures_table(run: Run, frequency: Frequency | None, first: int | None, last: int | None) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the Arrow table of the figures that a run has a value for.

    Its columns are ``COLUMNS``: texts as dictionaries, ``metric`` with its segment, ``value`` a decimal. Rows
    are by metric, entity and time.
    ``first`` and ``last`` bound the steps of a quarter (fiscal year times four, plus quarter).
    """
    import pyarrow as pa

    conditions = ["{column} IS NOT NULL"]
    if frequency is not None:
        conditions.append(f"frequency = '{frequency}'")
    conditions += [f"label * 4 + quarter >= {first}"] if first is not None else []
    conditions += [f"label * 4 + quarter <= {last}"] if last is not None else []
    where = " AND ".join(conditions)
    return pa.concat_tables([_of_term(run, term, where) for term in run.plan.asked])


def joined(tables: list[Any]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the rows of several such tables as one table."""
    import pyarrow as pa

    return pa.concat_tables(tables).unify_dictionaries()


def _of_term(run: Run, term: Term, where: str) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    name = column(term)
    question = run.question
    period = " ".join(f"WHEN '{frequency}' THEN {label}" for frequency, label in _LABELS.items())
    query = (
        f"SELECT entity, CASE frequency {period} END AS period, "  # noqa: S608 - names of our own
        f'{"CAST(NULL AS DATE)" if term.stands else "first_day"} AS start, last_day AS "end", '
        f"CAST({name} AS DECIMAL(38, 12)) AS value, {_unit(term)} AS unit "
        f"FROM (SELECT *, entity IN (SELECT entity FROM known_years) AS fiscal FROM {run.compiled.last}) "
        f"AS told WHERE {where.format(column=name)} "
        "ORDER BY entity, label, quarter, frequency"
    )
    found = run.arrow(query, [])
    segment = f"[{term.reference.segment}]" if term.reference.segment else ""
    # What is the same for all rows is told once.
    same = {
        "metric": f"{term.metric.name}{segment}",
        "vintage": str(question.vintage),
        "basis": str(question.basis),
        "definition": term.definition.name,
    }
    zeros = pa.repeat(pa.scalar(0, pa.int32()), found.num_rows)
    columns = {key: pa.DictionaryArray.from_arrays(zeros, pa.array([value])) for key, value in same.items()}
    columns |= {key: found[key] for key in ("start", "end", "value")}
    columns |= {key: found[key].dictionary_encode() for key in ("entity", "period", "unit")}
    columns["as_of"] = pa.repeat(pa.scalar(question.as_of, pa.date32()), found.num_rows)
    return pa.table({key: columns[key] for key in COLUMNS})


def _unit(term: Term) -> str:
    match term.metric.unit:
        case UnitKind.MONEY:
            return "currency"
        case UnitKind.MONEY_PER_SHARE:
            return "currency || '/shares'"
        case UnitKind.SHARES:
            return "'shares'"
        case UnitKind.RATIO:
            return "'pure'"
