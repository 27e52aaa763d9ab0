"""Does Spark give the figures that DuckDB gives, to the digit, with their rules and their facts?"""

from __future__ import annotations

import ast
import random
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fakes.ledgers import Ledgers, read_ledger
from fakes.spark import session_of, started
from titre.figures import Figures, arithmetic
from titre.figures.spark import FUNCTIONS
from titre.metrics import Catalogue
from titre.store.dialects import spark_query
from titre.store.spark import spark_session

if TYPE_CHECKING:
    from fakes.filed import Filed
    from titre.sources.rows import FactRow

pytestmark = pytest.mark.xdist_group("spark")

COMPANIES = ("CIK0001326801", "CIK0001045810")


@pytest.fixture(scope="module", autouse=True)
def spark() -> Any:  # noqa: ANN401 - pyspark is optional
    """Spark, in this process."""
    return started()


@pytest.mark.shared
def test_every_figure_of_real_companies_is_the_same(filed: Filed) -> None:
    metrics = [metric.name for metric in filed.figures.catalogue] + ["operating_income[RealityLabs]"]
    duckdb = filed.figures.table(COMPANIES, metrics, lineage=True)
    session = filed.snapshot.spark(COMPANIES)
    spark = filed.figures.table(COMPANIES, metrics, lineage=True, spark=session)
    _same(duckdb, spark)
    assert duckdb.num_rows > 10_000


@pytest.mark.shared
def test_the_views_are_the_same(filed: Filed) -> None:
    query = "SELECT place, accession, concept, value, known, priority FROM facts"
    session = filed.snapshot.spark(COMPANIES)
    spark = sorted(map(tuple, session.sql(query).collect()), key=lambda row: row[0])
    duckdb = filed.snapshot.connect(COMPANIES).execute(query).fetchall()
    assert spark == sorted(duckdb, key=lambda row: row[0])
    assert len({row[0] for row in spark}) == len(spark) > 10_000


def test_every_figure_of_every_ledger_of_these_tests_is_the_same() -> None:
    ledgers = _ledgers()
    figures = Figures(ledgers, Catalogue.load())
    metrics = ["revenue", "free_cash_flow", "diluted_eps", "diluted_shares", "revenue_growth"]
    metrics.append("operating_income[RealityLabs]")
    duckdb = figures.table(None, metrics, lineage=True, vintage="first")
    spark = figures.table(None, metrics, lineage=True, spark=session_of(ledgers), vintage="first")
    _same(duckdb, spark)
    assert duckdb.num_rows > 100


def test_products_and_quotients_are_the_same_to_the_last_place() -> None:
    session = spark_session()
    pairs = _pairs()
    rows = ", ".join(
        f"({number}, CAST('{a}' AS DECIMAL(38, 12)), CAST('{b}' AS DECIMAL(38, 12)))"
        for number, (a, b) in enumerate(pairs)
    )
    query = (
        "SELECT n, exact_quotient(x, y) AS quotient, exact_product(x, y) AS product "
        f"FROM (VALUES {rows}) AS pairs(n, x, y)"
    )
    found = {row[0]: row[1:] for row in session.sql(spark_query(query, FUNCTIONS)).collect()}
    for number, (a, b) in enumerate(pairs):
        first, second = Decimal(a), Decimal(b)
        assert found[number] == (arithmetic.quotient(first, second), arithmetic.product(first, second)), (
            a,
            b,
        )


def _pairs() -> list[tuple[str, str]]:
    chance = random.Random(20250331)
    pairs = [("1", "3"), ("-1", "3"), ("2", "3"), ("0", "7"), ("7", "0"), ("1", "0.0000004")]
    # Halves of the last place: rounded away from zero, on either side.
    pairs += [(f"{sign}{odd}", "2000000000000") for sign in ("", "-") for odd in (1, 3, 12345, 999999)]
    for _ in range(400):
        digits = chance.randrange(1, 17), chance.randrange(1, 15)
        a, b = (chance.randrange(-(10**size), 10**size) for size in digits)
        places = chance.choice([0, 2, 6])
        pairs.append((str(Decimal(a).scaleb(-places)), str(Decimal(b).scaleb(-chance.choice([0, 2, 6])))))
    return [(a, b) for a, b in pairs if abs(Decimal(a) * Decimal(b)) < Decimal(10) ** 25]


def _ledgers() -> Ledgers:
    """Return every ledger that stands in a test of this folder, each as a company of its own."""
    texts = [
        ast.get_docstring(node) or ""
        for file in sorted(Path(__file__).parent.glob("test_*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    found: list[FactRow] = []
    for number, text in enumerate(texts, 1):
        if "10-K" in text or "10-Q" in text or "20-F" in text:
            found += read_ledger(text, f"CIK{number:010d}")
    return Ledgers(found)


def _same(duckdb: Any, spark: Any) -> None:  # noqa: ANN401 - pyarrow has no types
    assert duckdb.schema.equals(spark.schema)
    names = [name for name in duckdb.column_names if name != "facts"]
    for name in names:
        assert duckdb[name].to_pylist() == spark[name].to_pylist(), name
    assert duckdb["facts"].combine_chunks().equals(spark["facts"].combine_chunks())
