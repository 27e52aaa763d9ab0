"""Which SQL does each metric become? Kept as text, so that a change of the compiler shows what it changes.

``metrics.sql`` has the columns of every metric under every definition, as DuckDB computes them; the two other
files are one whole question, with all its stages, for either engine.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from snapshots import Snapshots
from titre.figures.compiling import Question, compile_plan
from titre.figures.plans import Plan
from titre.figures.spark import spark_stages
from titre.metrics import Catalogue
from titre.metrics.formulas import Reference

WHOLE = "diluted_eps"
"""a metric whose question has every stage, that of splits too"""


@pytest.fixture
def kept(request: pytest.FixtureRequest) -> Snapshots:
    """The snapshots beside this file."""
    update = request.config.getoption("--snapshot-update")
    return Snapshots(Path(__file__).parent / "snapshots", bool(update))


def test_the_columns_of_every_metric(kept: Snapshots) -> None:
    catalogue = Catalogue.load()
    texts = []
    for metric in sorted(catalogue, key=lambda metric: metric.name):
        for definition in metric.definitions:
            plan = Plan(catalogue, [Reference(metric.name, definition, None)])
            terms = "".join(f"-- t{term.number}: {term.reference}\n" for term in plan.terms)
            query = compile_plan(plan, Question()).stages[-1].query
            texts.append(f"-- {metric.name}@{definition}\n{terms}{query};\n")
    kept.check("metrics.sql", "\n".join(texts))


def test_a_whole_question(kept: Snapshots) -> None:
    kept.check(f"{WHOLE}.duckdb.sql", compile_plan(_plan(), Question()).as_query() + "\n")


def test_a_whole_question_for_spark(kept: Snapshots) -> None:
    sqlglot = pytest.importorskip("sqlglot", reason="sqlglot is not installed; pip install 'titre[spark]'")
    generation = sqlglot.__version__.partition(".")[0]
    stages = spark_stages(compile_plan(_plan(), Question()))
    text = "\n\n".join(f"-- stage {stage.name}\n{stage.query};" for stage in stages)
    name = f"{WHOLE}.spark.sql"
    said = f"-- written by sqlglot {generation}\n"
    old = kept.folder / name
    if not kept.update and old.is_file() and not old.read_text("utf-8").startswith(said):
        pytest.skip("another generation of sqlglot wrote the snapshot, with layouts of its own")
    kept.check(name, f"{said}{text}\n")


def test_no_snapshot_is_left_over(kept: Snapshots) -> None:
    kept.check_orphans(["metrics.sql", f"{WHOLE}.duckdb.sql", f"{WHOLE}.spark.sql"])


def _plan() -> Plan:
    return Plan(Catalogue.load(), [Reference(WHOLE, None, None)])
