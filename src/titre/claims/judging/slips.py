"""Which slip of digits makes an amount of a figure? A factor of ten, a word for a scale, two swapped."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from titre.claims.judging.fitting import Fit, fit
from titre.claims.model import Cause, CauseCode
from titre.claims.telling.writing import Shown
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.claims.quantities.scanning import Quantity

_FACTORS = (Decimal(10), Decimal(100), Decimal(1000))
_SCALE = Decimal(1000)
_BILLION = 12
"""power of ten of the French billion"""
_MOST_DIGITS = 8


def fits(quantity: Quantity, actual: Decimal) -> bool:
    """Return whether a value fits within half a unit of the last digit stated."""
    return fit(quantity, actual)[0] is Fit.EXACT


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
