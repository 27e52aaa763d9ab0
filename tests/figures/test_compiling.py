"""Is the SQL of a question whole: does the one query give what the stages give?"""

from __future__ import annotations

from datetime import date

from fakes.ledgers import figures_of
from titre.figures.arithmetic import MACROS
from titre.figures.compiling import Question, compile_plan
from titre.figures.plans import Plan
from titre.figures.running import Run
from titre.metrics.formulas import parse_reference

LEDGER = """10-Q 2023-05-01 Q1 2023
  Revenues 2023-01-01..2023-03-31 20
  OperatingIncomeLoss 2023-01-01..2023-03-31 4
  EarningsPerShareDiluted 2023-01-01..2023-03-31 1 USD/shares
10-K 2024-02-01 FY2023
  Revenues 2023-01-01..2023-12-31 100
  Revenues 2022-01-01..2022-12-31 80
  OperatingIncomeLoss 2023-01-01..2023-12-31 30
  EarningsPerShareDiluted 2023-01-01..2023-12-31 5 USD/shares
"""
METRICS = ("revenue", "operating_margin", "revenue_growth", "diluted_eps", "free_cash_flow")


def test_one_query_gives_what_the_stages_give() -> None:
    figures = figures_of(LEDGER)
    connection = figures._snapshot.connect(None)
    plan = Plan(figures.catalogue, [parse_reference(name) for name in METRICS])
    run = Run(connection, plan, Question())
    staged = run._cursor.execute(f"SELECT * FROM {run.compiled.last}").fetchall()
    cursor = figures._snapshot.connect(None)
    for macro in MACROS:
        cursor.execute(macro)
    whole = cursor.execute(run.compiled.as_query()).fetchall()
    assert staged
    assert sorted(staged, key=repr) == sorted(whole, key=repr)


def test_a_question_is_bounded_by_its_day_and_its_companies() -> None:
    plan = Plan(figures_of(LEDGER).catalogue, [parse_reference("revenue")])
    question = Question(("CIK0000000001", "O'Hara"), date(2024, 1, 31))
    query = compile_plan(plan, question).as_query()
    assert "known <= DATE '2024-01-31'" in query
    assert "'O''Hara'" in query


def test_a_table_has_the_figures_of_every_company() -> None:
    figures = figures_of(LEDGER, LEDGER.replace(" 100", " 120"))
    table = figures.table(None, METRICS, frequency="annual")
    rows = [row for row in table.to_pylist() if row["metric"] == "revenue" and row["period"] == "FY2023"]
    assert [(row["entity"][-1], row["value"], row["unit"]) for row in rows] == [
        ("1", 100, "USD"),
        ("2", 120, "USD"),
    ]
    asked = figures.figures(["CIK0000000001"], METRICS, frequency="annual")
    known = sorted(
        (figure.metric, str(figure.period), figure.value) for figure in asked if figure.value is not None
    )
    told = sorted(
        (row["metric"], row["period"], row["value"]) for row in table.to_pylist() if row["entity"][-1] == "1"
    )
    assert told == known
