"""Which slip of digits makes a stated amount of a figure, and what does it prove of the reading?

A factor of ten, a word for a scale, two digits swapped: each keeps the company, the metric and the period.
An amount that is to three digits what a slip makes of a figure was read as it was meant, whatever its words
leave open.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from titre.claims.judging.fitting import Fit, fit
from titre.claims.judging.verdicts import TELLING
from titre.claims.model import Cause, CauseCode
from titre.claims.telling.writing import Shown
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.readings import Reading

_FACTORS = (Decimal(10), Decimal(100), Decimal(1000))
_SCALE = Decimal(1000)
_BILLION = 12
"""power of ten of the French billion"""
_MOST_DIGITS = 8
_OF_SCALE = 2
"""digits that tell where only the word for the scale is wrong"""
_SLIPS = frozenset({CauseCode.FACTOR, CauseCode.SCALE, CauseCode.SWAPPED_DIGITS})


def fits(quantity: Quantity, actual: Decimal) -> bool:
    """Return whether a value fits within half a unit of the last digit stated."""
    return fit(quantity, actual)[0] is Fit.EXACT


def is_telling(quantity: Quantity, actual: Decimal, language: str) -> bool:
    """Return whether an amount is to three digits what a slip makes of a figure; to two, a word for a scale.

    "9.7 million" for 9.7 billion: what else is a thousand times smaller seldom begins with the same digits.
    """
    if quantity.high is not None:
        return False
    slip = slip_of_digits(replace(quantity, hedge=None), actual, language)
    if slip is None:
        return False
    return quantity.digits >= (_OF_SCALE if slip.code is CauseCode.SCALE else TELLING)


def proven_by(reading: Reading, cause: Cause | None) -> Reading:
    """Return a claim as what a slip, its likely cause, proves it to be: of this company and metric.

    Whether it fits another period or company is still tried, as where the sentence hints at them.
    """
    if cause is None or cause.code not in _SLIPS:
        return reading
    return replace(
        reading,
        company_sure=True,
        stranger=False,
        metric_sure=True,
        tied=True,
        narrowed=False,
        in_full=True,
        attached=True,
        written_out=True,
        hinted=True,
        named_last=reading.named_last and reading.company_sure,
    )


def slip_of_digits(quantity: Quantity, actual: Decimal, language: str) -> Cause | None:
    """Return the slip that makes a stated quantity of an actual value: a factor, or two digits swapped."""
    for factor in _FACTORS:
        code = CauseCode.SCALE if factor == _SCALE and quantity.power else CauseCode.FACTOR
        if fits(quantity, actual * factor):
            if code is CauseCode.SCALE and language == "fr" and quantity.power == _BILLION:
                return Cause(code, say("a billion is a thousand milliards in French"))
            return Cause(code, say("it is {factor} times too large", factor=Shown(factor, "")))
        if fits(quantity, actual / factor):
            return Cause(code, say("it is {factor} times too small", factor=Shown(factor, "")))
    for swapped in _swaps(quantity.value):
        if fits(replace(quantity, value=swapped), actual):
            return Cause(CauseCode.SWAPPED_DIGITS, say("two digits are swapped"))
    return None


def _swaps(value: Decimal) -> Iterator[Decimal]:
    """Yield a value with each two neighbouring digits swapped."""
    sign, digits, exponent = value.normalize().as_tuple()
    if len(digits) > _MOST_DIGITS or not isinstance(exponent, int):
        return
    for position in range(len(digits) - 1):
        if digits[position] != digits[position + 1]:
            mixed = list(digits)
            mixed[position], mixed[position + 1] = mixed[position + 1], mixed[position]
            yield Decimal((sign, tuple(mixed), exponent))
