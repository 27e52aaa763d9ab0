"""What do the returns of many picks say together? Mean, median, hit rate, best, worst, dispersion."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from titre.records.returns.amounts import to_decimal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_WIDE = Context(prec=50)
_YEAR = Decimal("365.25")
_DAYS_OF_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of returns, each a ratio: 0.2 for a gain of a fifth. ``n`` of them."""

    n: int
    mean: Fraction
    """by the weights of the list"""
    median: Fraction
    hit_rate: Fraction
    """the part of them above zero"""
    best: Fraction
    worst: Fraction
    dispersion: Decimal | None
    """standard deviation of the sample (n - 1), unweighted; None for a single one"""

    @classmethod
    def of(cls, returns: Sequence[Fraction], weights: Sequence[Fraction]) -> Statistics:
        """Return the statistics of returns; the weights add to one.

        Raises:
            ValueError: there are none.
        """
        if not returns:
            raise ValueError(returns)
        ordered = sorted(returns)
        count = len(ordered)
        middle = count // 2
        median = ordered[middle] if count % 2 else (ordered[middle - 1] + ordered[middle]) / 2
        return cls(
            n=count,
            mean=sum((each * weight for each, weight in zip(returns, weights, strict=True)), Fraction(0)),
            median=median,
            hit_rate=Fraction(sum(each > 0 for each in ordered), count),
            best=ordered[-1],
            worst=ordered[0],
            dispersion=_deviation(ordered),
        )


def annualised(growth: Fraction, start: date, end: date) -> Decimal | None:
    """Return the yearly return that makes a growth between two days; None within one year, or of nothing.

    By days over 365.25. A shorter time is never scaled up to a year.
    """
    days = (end - start).days
    if days <= _DAYS_OF_A_YEAR or growth <= 0:
        return None
    logarithm = _WIDE.ln(_decimal(growth))
    power = _WIDE.divide(_WIDE.multiply(logarithm, _YEAR), Decimal(days))
    return _rounded(_WIDE.subtract(_WIDE.exp(power), Decimal(1)))


def _deviation(returns: Sequence[Fraction]) -> Decimal | None:
    count = len(returns)
    if count < 2:  # noqa: PLR2004 - a deviation needs two
        return None
    # Twelve places are more than any return is good to, and sums of whole numbers stay short.
    values = [to_decimal(each) for each in returns]
    mean = _WIDE.divide(sum(values, Decimal(0)), Decimal(count))
    squares = sum((_WIDE.power(_WIDE.subtract(each, mean), 2) for each in values), Decimal(0))
    return _rounded(_WIDE.sqrt(_WIDE.divide(squares, Decimal(count - 1))))


def _decimal(value: Fraction) -> Decimal:
    return _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))


def _rounded(value: Decimal) -> Decimal:
    return to_decimal(Fraction(value))
