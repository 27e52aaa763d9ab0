"""Which engine works out the figures of many companies? DuckDB, by the thousand, or Spark, all at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from titre.figures.compiling import compile_plan
from titre.figures.lineage_sql import compile_with_lineage
from titre.figures.market import MARKET, priced_terms
from titre.figures.running import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from titre.figures.compiling import Compiled, Question
    from titre.figures.grounds import Grounds
    from titre.figures.plans import Plan

_PORTION = 500
"""companies whose figures are made at once"""


class TableRun(Protocol):
    """A question that some engine has answered, of which tables can be asked."""

    plan: Plan
    question: Question
    compiled: Compiled

    def arrow(self, query: str) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Return the Arrow table of a query over this run's stages."""
        ...


def runs(
    grounds: Grounds,
    plan: Plan,
    question: Question,
    entities: tuple[str, ...] | None,
    *,
    lineage: bool = False,
    spark: Any | None = None,  # noqa: ANN401 - pyspark is imported late
) -> Iterator[TableRun]:
    """Yield the runs that together answer a question about entities (sorted), all there are where None.

    ``grounds`` has the connections to their facts, with market values among them where the plan needs them.
    Each run is at an end when the next is asked for. ``lineage`` adds the stages of ``lineage_sql``;
    ``spark`` is a session with the view ``facts``, by which the question is answered in place of DuckDB.
    """
    compiling = compile_with_lineage if lineage else compile_plan
    priced = bool(priced_terms(plan))
    if spark is not None:
        from titre.figures.spark import SparkRun

        if priced:
            _add_market(spark, grounds.ground(entities, priced).connection)
        asked = replace(question, entities=entities)
        yield SparkRun(spark, plan, asked, compiling(plan, asked))
        return
    if entities is not None and len(entities) <= _PORTION:
        # Few companies are asked for again: their connection and their calendars are kept.
        asked = replace(question, entities=entities)
        run = grounds.run(plan, asked, compiled=compiling(plan, asked))
        yield run
        run.close()
        return
    connection, market = grounds.ground(entities, priced)
    # Companies by the hundreds, so that a market of any size needs the memory of a few.
    for some in _portions(connection, entities):
        asked = replace(question, entities=some)
        run = Run(connection, plan, asked, compiled=compiling(plan, asked), market=market)
        yield run
        run.close()


def _add_market(spark: Any, connection: duckdb.DuckDBPyConnection) -> None:  # noqa: ANN401 - pyspark is imported late
    """Put the market values of a connection beside the facts of a session."""
    values = connection.sql(f"SELECT * FROM facts WHERE source = '{MARKET}'").to_arrow_table()  # noqa: S608 - a word of our own
    spark.table("facts").unionByName(spark.createDataFrame(values)).createOrReplaceTempView("facts")


def _portions(
    connection: duckdb.DuckDBPyConnection, entities: tuple[str, ...] | None
) -> list[tuple[str, ...] | None]:
    whole = entities is None
    if entities is None:
        rows = connection.execute("SELECT DISTINCT entity FROM facts ORDER BY entity").fetchall()
        entities = tuple(entity for (entity,) in rows)
    if whole and len(entities) <= _PORTION:
        return [None]
    return [entities[at : at + _PORTION] for at in range(0, len(entities), _PORTION)] or [()]
