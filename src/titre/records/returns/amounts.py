"""How does an exact fraction become the decimal that is shown? Rounded once, at the end, half to even."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING

from titre.kernel.numerals import trimmed

if TYPE_CHECKING:
    from fractions import Fraction

_WIDE = Context(prec=200)
PLACES = 12
"""decimal places to which values are given; returns are exact before that"""


def to_decimal(value: Fraction, places: int = PLACES) -> Decimal:
    """Return a fraction to so many decimal places, trailing zeros dropped."""
    above, below = value.numerator * 10**places, value.denominator
    whole, rest = divmod(above, below)
    if rest * 2 > below or (rest * 2 == below and whole % 2):
        whole += 1
    return trimmed(Decimal(whole).scaleb(-places, context=_WIDE))
