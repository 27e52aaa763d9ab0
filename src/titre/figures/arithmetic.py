"""How are figures multiplied and divided? To twelve decimal places, digit for digit the same here and in SQL.

Sums are exact in both. The SQL divides decimals by remainders, as one does on paper, six places at a time: a
double serves only where it holds a whole number exactly. A quotient is rounded half away from zero; a product
of numbers of more than six places is good to one unit of the twelfth.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

ZERO = Decimal(0)
_PLACES = Decimal("0.000000000001")
_HEAD = Decimal("0.000001")
_HALF = Decimal("0.5")
_WIDE = Context(prec=90, rounding=ROUND_HALF_UP)

_WHOLE = """CREATE OR REPLACE TEMP MACRO whole_quotient(a, b) AS
  TRY_CAST(round(CAST(a - a % b AS DOUBLE) / CAST(b AS DOUBLE)) AS BIGINT)"""
_QUOTIENT = """CREATE OR REPLACE TEMP MACRO exact_quotient(a, b) AS CASE
  WHEN b = 0 OR abs(CAST(a AS DOUBLE)) >= 1e15 * abs(CAST(b AS DOUBLE)) THEN NULL ELSE
  CAST(whole_quotient(a, b) AS DECIMAL(38, 12))
  + whole_quotient((a % b) * 1000000, b) * CAST(0.000001 AS DECIMAL(38, 12))
  + whole_quotient((((a % b) * 1000000) % b) * 1000000, b) * CAST(0.000000000001 AS DECIMAL(38, 12))
  + CASE WHEN 2 * abs(((((a % b) * 1000000) % b) * 1000000) % b) >= abs(b)
         THEN sign(a) * sign(b) * CAST(0.000000000001 AS DECIMAL(38, 12)) ELSE 0 END END"""
_PRODUCT = """CREATE OR REPLACE TEMP MACRO exact_product(a, b) AS
  CAST(CAST(a AS DECIMAL(38, 6)) * CAST(b AS DECIMAL(38, 6)) AS DECIMAL(38, 12))
  + CAST(CAST(a AS DECIMAL(38, 6)) * CAST(b - CAST(b AS DECIMAL(38, 6)) AS DECIMAL(38, 12))
         + CAST(b AS DECIMAL(38, 6)) * CAST(a - CAST(a AS DECIMAL(38, 6)) AS DECIMAL(38, 12))
         AS DECIMAL(38, 12))"""
MACROS = (_WHOLE, _QUOTIENT, _PRODUCT)
"""The functions that compiled SQL calls, for DuckDB; another engine needs its own of these names."""


def quotient(dividend: Decimal, divisor: Decimal) -> Decimal:
    """Return a quotient to twelve places, halves away from zero."""
    return _rounded(_WIDE.divide(dividend, divisor), _PLACES)


def product(left: Decimal, right: Decimal) -> Decimal:
    """Return a product to twelve places, by the same steps as the SQL."""
    first, second = _rounded(left, _HEAD), _rounded(right, _HEAD)
    cross = plus(
        _WIDE.multiply(first, minus(right, second)),
        _WIDE.multiply(second, minus(left, first)),
    )
    return plus(_WIDE.multiply(first, second), _rounded(cross, _PLACES))


def half(value: Decimal) -> Decimal:
    """Return half of a value to twelve places."""
    return _rounded(_WIDE.multiply(value, _HALF), _PLACES)


def plus(left: Decimal, right: Decimal) -> Decimal:
    """Return an exact sum."""
    return _WIDE.add(left, right)


def minus(left: Decimal, right: Decimal) -> Decimal:
    """Return an exact difference."""
    return _WIDE.subtract(left, right)


def _rounded(value: Decimal, places: Decimal) -> Decimal:
    return value.quantize(places, ROUND_HALF_UP, _WIDE)
