"""Which exact number does a text write? XML Schema's decimals, shifted by the scale of inline XBRL."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from functools import lru_cache
from typing import Final

from titre.sources.tables import DIGITS

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,3}", re.ASCII)
_LONGEST = 400
_FARTHEST = 60
"""powers of ten by which the first or last digit may be away from the point"""
_EXACT: Final = Context(prec=2 * _LONGEST)


_ZERO = Decimal(0)
_SHORT = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?")
_SHORT_SCALE = 12


def _moved(text: str, scale: int) -> str:
    """Return a number with its point moved in the text: so nearly all are scaled, and it is twice as fast."""
    whole, _, part = text.partition(".")
    part = part.ljust(scale, "0")
    return f"{whole}{part[:scale]}.{part[scale:]}" if len(part) > scale else whole + part


@lru_cache(maxsize=256)
def scale_of(text: str) -> int | None:
    """Return the power of ten that a ``scale`` attribute writes, or None if it writes none."""
    stripped = text.strip()
    return int(stripped) if _INTEGER.fullmatch(stripped) else None


def number(text: str, scale: int = 0, *, negative: bool = False) -> Decimal | None:
    """Return a number exactly, or None where the text writes none, or one of more than 38 digits.

    Args:
        text: as ``xs:decimal`` or ``xs:double`` writes it, without blanks around.
        scale: the power of ten that the number is multiplied with.
        negative: whether the number is then negated.
    """
    if _SHORT.fullmatch(text) and 0 <= scale <= _SHORT_SCALE:
        value = Decimal(_moved(text, scale) if scale else text)
        return _ZERO if not value else value.copy_negate() if negative else value
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        return None
    value = Decimal(text)
    if scale:
        value = _EXACT.scaleb(value, scale)
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or not any(digits):
        return _ZERO if isinstance(exponent, int) else None
    if not -_FARTHEST <= value.adjusted() < DIGITS or exponent < -_FARTHEST:
        return None
    if len(digits) + max(exponent, 0) > DIGITS:
        return None
    if exponent > 0:
        digits, exponent = digits + (0,) * exponent, 0
    return Decimal((sign ^ negative, digits, exponent))


def decimals_of_precision(precision: str, value: Decimal | None) -> str | None:
    """Return the ``decimals`` that a ``precision`` amounts to, or None where accuracy is unknown.

    Source: XBRL 2.1 §4.6.6: decimals = precision - digits before the point (none for a precision of 0).
    """
    if precision == "INF":
        return precision
    if value is None or not precision.isascii() or not precision.isdecimal() or len(precision) > len("999"):
        return None
    if int(precision) == 0:
        return None
    return "INF" if value.is_zero() else str(int(precision) - value.adjusted() - 1)
