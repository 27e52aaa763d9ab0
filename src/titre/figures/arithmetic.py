"""How are figures multiplied and divided? To twelve decimal places, digit for digit the same here and in SQL.

Sums are exact in both. A quotient takes its operands to six places and is rounded half away from zero, in
whole numbers of 128 bits; it has no value where the dividend reaches 10^20 or the divisor is below a
millionth. A product of numbers of more than six places is good to one unit of the twelfth.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ZERO = Decimal(0)
NOT_OUTDONE = Decimal("0.95")
"""how much of the largest amount one must have so as not to be a part of it"""
_PLACES = Decimal("0.000000000001")
_HEAD = Decimal("0.000001")
_HALF = Decimal("0.5")
_LARGEST = Decimal(10) ** 20
_WIDE = Context(prec=90, rounding=ROUND_HALF_UP)

_QUOTIENT = """CREATE OR REPLACE TEMP MACRO exact_quotient(a, b) AS
  CASE WHEN b <> 0 AND abs(a) < 100000000000000000000 THEN
    CAST(sign(a) * sign(b)
         * ((abs(CAST(a * 1000000 AS HUGEINT)) * 1000000000000 + abs(CAST(b * 1000000 AS HUGEINT)) // 2)
            // nullif(abs(CAST(b * 1000000 AS HUGEINT)), 0))
         * 0.000000000001 AS DECIMAL(38, 12)) END"""
PRODUCT = """CAST(CAST(a AS DECIMAL(38, 6)) * CAST(b AS DECIMAL(38, 6)) AS DECIMAL(38, 12))
  + CAST(CAST(a AS DECIMAL(38, 6)) * CAST(b - CAST(b AS DECIMAL(38, 6)) AS DECIMAL(38, 12))
         + CAST(b AS DECIMAL(38, 6)) * CAST(a - CAST(a AS DECIMAL(38, 6)) AS DECIMAL(38, 12))
         AS DECIMAL(38, 12))"""
"""A product of ``a`` and ``b``, in the SQL of every engine."""
MACROS = (_QUOTIENT, f"CREATE OR REPLACE TEMP MACRO exact_product(a, b) AS {PRODUCT}")
"""The functions that compiled SQL calls, for DuckDB; another engine needs its own of these names."""


def quotient(dividend: Decimal, divisor: Decimal) -> Decimal | None:
    """Return a quotient to twelve places, or None where there is none to be had."""
    above, below = _rounded(dividend, _HEAD), _rounded(divisor, _HEAD)
    if not below or abs(dividend) >= _LARGEST:
        return None
    return _rounded(_WIDE.divide(above, below), _PLACES)


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


def first_not_outdone(values: Sequence[Decimal]) -> Decimal:
    """Return the first of several amounts that is not a part of a larger one."""
    bar = _WIDE.multiply(NOT_OUTDONE, max(values))
    return next((value for value in values if value >= bar), values[0])


def _rounded(value: Decimal, places: Decimal) -> Decimal:
    return value.quantize(places, ROUND_HALF_UP, _WIDE)
