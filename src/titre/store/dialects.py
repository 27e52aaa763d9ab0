"""How does a query written for DuckDB become one for Spark? The same text, transpiled.

sqlglot knows the two dialects; here stands what it cannot: what our own columns hold, and our own functions.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from titre.store.errors import SparkMissing

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAYS = {"filed", "known", "since", "until", "before", "due"} | {
    *("start", "end", "first_day", "last_day", "next_end", "previous_end", "year_start", "year_end"),
    *("year_begin", "period_end", "cover_day"),
}
"""Our columns that hold days: the difference of two is a number in DuckDB, and none in Spark."""


def spark_query(query: str, functions: Mapping[str, str] | None = None) -> str:
    """Return a query in the SQL of Spark, by the rules of ANSI.

    ``functions`` are expressions in Spark's SQL by the name of a function that takes ``a`` and ``b``: its
    calls are replaced by them, so that the query needs no function of ours.

    Raises:
        SparkMissing: sqlglot is not installed.
    """
    glot = _sqlglot()
    tree = glot.parse_one(query, read="duckdb")
    if functions:
        tree = _inlined(tree, {name: glot.parse_one(text, read="spark") for name, text in functions.items()})
    for difference in list(tree.find_all(glot.exp.Sub)):
        if _is_day(difference.left) and _is_day(difference.right):
            days = glot.exp.DateDiff(this=difference.left.copy(), expression=difference.right.copy())
            difference.replace(glot.exp.cast(days, "BIGINT"))
    text: str = tree.sql(dialect="spark", pretty=True)
    return text


def _inlined(tree: Any, functions: Mapping[str, Any]) -> Any:  # noqa: ANN401 - sqlglot is imported late
    glot = _sqlglot()

    def inline(node: Any) -> Any:  # noqa: ANN401 - see above
        name = str(node.name).lower() if isinstance(node, glot.exp.Anonymous) else ""
        if name not in functions:
            return node
        given = dict(zip("ab", (argument.transform(inline) for argument in node.expressions), strict=True))

        def fill(part: Any) -> Any:  # noqa: ANN401 - see above
            return given[part.name].copy() if isinstance(part, glot.exp.Column) else part

        return glot.exp.Paren(this=functions[name].transform(fill))

    return tree.transform(inline)


def _is_day(node: Any) -> bool:  # noqa: ANN401 - sqlglot is imported late
    """Return whether an expression is a day: a column of days, or what is made of one."""
    kinds = _sqlglot().exp
    match node:
        case kinds.Column():
            return node.name in _DAYS
        case kinds.Cast():
            return bool(node.is_type("date"))
        case kinds.Add() | kinds.Sub():
            return _is_day(node.left) != _is_day(node.right)
        case kinds.Paren() | kinds.Min() | kinds.Max() | kinds.Coalesce() | kinds.Window():
            return _is_day(node.this)
        case _:
            return False


@cache
def _sqlglot() -> Any:  # noqa: ANN401 - imported late
    try:
        import sqlglot
    except ImportError:
        raise SparkMissing from None
    return sqlglot
