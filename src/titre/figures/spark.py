"""How does Spark answer a question? The stages that DuckDB runs, transpiled, over the same files.

The figures are the same to the digit: decimals hold twelve places in both, and a quotient is rounded half
away from zero by its exact remainder, see ``arithmetic``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from titre.figures.arithmetic import PRODUCT
from titre.figures.formula_sql import column
from titre.figures.lineage_sql import LINEAGE
from titre.store.dialects import spark_query

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from titre.figures.compiling import Compiled, Question, Stage
    from titre.figures.plans import Plan

_HEADS = "CAST(a AS DECIMAL(38, 6))", "CAST(b AS DECIMAL(38, 6))"
_GUESS = f"CAST(abs({_HEADS[0]}) / nullif(abs({_HEADS[1]}), 0) AS DECIMAL(38, 12))"
_TWICE_THE_REST = f"2 * (abs({_HEADS[0]}) - {_GUESS} * abs({_HEADS[1]}))"
_UNIT = f"abs({_HEADS[1]}) * 0.000000000001"
_MOST_TERMS = 40
"""Beyond so many the Java that Spark writes for a stage is more than its compiler takes."""
FUNCTIONS = {
    # Spark rounds a quotient more than once; the remainder, which is exact, tells whether that went astray.
    "exact_quotient": f"""CASE WHEN b <> 0 AND abs(a) < 100000000000000000000 THEN
        CAST(sign({_HEADS[0]}) * sign({_HEADS[1]}) AS INT)
        * ({_GUESS} + CASE WHEN {_TWICE_THE_REST} >= {_UNIT} THEN 0.000000000001
                           WHEN {_TWICE_THE_REST} < -({_UNIT}) THEN -0.000000000001
                           ELSE 0 END) END""",
    "exact_product": PRODUCT,
}
"""What ``arithmetic`` defines for DuckDB, in the SQL of Spark."""


def spark_stages(compiled: Compiled) -> Iterator[Stage]:
    """Yield the stages of a question in the SQL of Spark.

    It needs ``spark.sql.decimalOperations.allowPrecisionLoss`` to be false. All stages in one query are more
    than its planner takes: what is read twice it would plan twice.
    """
    for stage in compiled.stages:
        yield replace(stage, query=spark_query(stage.query, FUNCTIONS))


class SparkRun:
    """One question about the terms of a plan, answered by a session of Spark that has the view ``facts``."""

    def __init__(
        self,
        session: Any,  # noqa: ANN401 - pyspark is imported late
        plan: Plan,
        question: Question,
        compiled: Compiled,
    ) -> None:
        self.plan, self.question, self.compiled = plan, question, compiled
        self._session = session
        if len(plan.terms) > _MOST_TERMS:
            session.conf.set("spark.sql.codegen.wholeStage", "false")
        uses = compiled.uses()
        for stage in spark_stages(compiled):
            rows = session.sql(stage.query)
            # What is read twice is worked out once.
            if uses[stage.name] > 1 or stage.name in {"picked", LINEAGE}:
                rows = rows.localCheckpoint()
            rows.createOrReplaceTempView(stage.name)

    def arrow(self, query: str) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Return the Arrow table of a query over what this run answers.

        Spark has done the work by then: its answers are put into tables here, where DuckDB writes them down.
        """
        return self._answers.sql(query).to_arrow_table()

    @cached_property
    def _answers(self) -> duckdb.DuckDBPyConnection:
        import duckdb

        opened = duckdb.connect()
        columns = ", ".join(column(term) for term in self.plan.asked)
        queries = {
            self.compiled.last: "SELECT entity, frequency, label, quarter, first_day, last_day, currency, "  # noqa: S608 - names of our own
            f"{columns} FROM {self.compiled.last}",
            "known_years": "SELECT DISTINCT entity FROM known_years",
        }
        if LINEAGE in {stage.name for stage in self.compiled.stages}:
            queries |= {name: f"SELECT * FROM {name}" for name in (LINEAGE, "usable")}  # noqa: S608 - see above
            queries["picked"] = f"SELECT * FROM picked WHERE id IN (SELECT id FROM {LINEAGE})"  # noqa: S608 - see above
        for name, query in queries.items():
            opened.register(name, self._session.sql(query).toArrow())
        return opened
