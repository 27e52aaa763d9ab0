"""Do Python and SQL compute the same, digit for digit?"""

from __future__ import annotations

from decimal import Decimal

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from titre.figures import arithmetic

AMOUNTS = st.decimals(Decimal("-1e14"), Decimal("1e14"), places=2)
RATIOS = st.decimals(Decimal("-1e5"), Decimal("1e5"), places=12)
SMALL = st.decimals(Decimal("-1e4"), Decimal("1e4"), places=4)


def _connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for macro in arithmetic.MACROS:
        connection.execute(macro)
    return connection


CONNECTION = _connection()


def _in_sql(function: str, left: Decimal, right: Decimal) -> Decimal | None:
    query = f"SELECT {function}(CAST(? AS DECIMAL(38, 12)), CAST(? AS DECIMAL(38, 12)))"
    row = CONNECTION.execute(query, [left, right]).fetchone()
    assert row is not None
    found = row[0]
    assert found is None or isinstance(found, Decimal)
    return found


@settings(deadline=None, max_examples=300)
@given(AMOUNTS, AMOUNTS | SMALL | RATIOS)
def test_a_quotient(left: Decimal, right: Decimal) -> None:
    assert _in_sql("exact_quotient", left, right) == arithmetic.quotient(left, right)


@settings(deadline=None, max_examples=300)
@given(AMOUNTS, RATIOS | SMALL)
def test_a_product(left: Decimal, right: Decimal) -> None:
    assert _in_sql("exact_product", left, right) == arithmetic.product(left, right)


def test_a_half_is_rounded_away_from_zero() -> None:
    assert arithmetic.quotient(Decimal(1), Decimal(3)) == Decimal("0.333333333333")
    assert arithmetic.quotient(Decimal(-2), Decimal(3)) == Decimal("-0.666666666667")
    assert arithmetic.quotient(Decimal(1), Decimal(0)) is None
    assert _in_sql("exact_quotient", Decimal(1), Decimal(0)) is None
