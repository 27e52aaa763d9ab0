"""What do the returns of many picks say together? How much is that a year?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING

from titre.records.lists.horizons import horizon_end
from titre.records.returns.amounts import to_decimal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_WIDE = Context(prec=50)
_YEAR = Decimal(365)
"""days, as XIRR, Portfolio Performance and Ghostfolio count them"""


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
    """Return the yearly return that makes a growth between two days; None within one year, or below nothing.

    By actual days over 365, as the internal rate counts them. A shorter time is never scaled up to a year.
    """
    if not beyond_a_year(start, end) or growth < 0:
        return None
    if growth == 0:
        return Decimal(-1)
    logarithm = _WIDE.ln(_decimal(growth))
    power = _WIDE.divide(_WIDE.multiply(logarithm, _YEAR), Decimal((end - start).days))
    return _rounded(_WIDE.subtract(_WIDE.exp(power), Decimal(1)))


def beyond_a_year(start: date, end: date) -> bool:
    """Return whether a day is later than the same one a year after another; leap years have a day more."""
    return end > horizon_end("1 year", start)


def internal_rate(flows: Sequence[tuple[date, float]]) -> float | None:
    """Return the yearly rate at which flows are worth nothing together: paid below zero, come above it.

    Actual days over 365, as spreadsheets have it (``pyxirr.xirr``); -1 where what was paid came to nothing
    in the end. None where no finite rate fits.
    """
    from pyxirr import InvalidPaymentsError, xirr

    amounts = [amount for _, amount in sorted(flows)]
    if amounts and amounts[-1] == 0 and min(amounts) < 0 and max(amounts) == 0:
        return -1.0
    try:
        rate = xirr([day for day, _ in flows], [amount for _, amount in flows])
    except InvalidPaymentsError:
        return None
    return rate if rate is not None and isfinite(rate) else None


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
