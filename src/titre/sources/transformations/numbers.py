"""Which number does a page show? The numeric, boolean and fixed rules of the five registries.

The first three registries ask for well-formed groups of three digits; from the fourth on, separators may
stand anywhere before the decimal point. A result is a plain decimal, never negative: the sign is an
attribute of the element.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_BLANKS = " \t\n\r"
_DASHES = "-\u058a\u05be\u2010\u2011\u2012\u2013\u2014\u2015\ufe58\ufe63\uff0d"
_SPACES = " \u00a0"
_APOSTROPHES = "'`\u00b4\u2019\u2032\uff07"
_WIDE_DIGITS = str.maketrans({0xFF10 + digit: str(digit) for digit in range(10)})
_INDIAN_DIGITS = str.maketrans({0x0966 + digit: str(digit) for digit in range(10)})
_UNIT_SEPARATORS = ".,\uff0c\uff0e"


def ascii_digits(text: str) -> str:
    """Return a text with its full-width and Devanagari digits as ASCII digits."""
    return text.translate(_WIDE_DIGITS).translate(_INDIAN_DIGITS)


def _grouped(separators: str, point: str, *, optional: bool = False) -> Callable[[str], str | None]:
    """Return the rule of numbers in groups of three digits; without ``optional`` each group is separated."""
    between = f"[{re.escape(separators)}]{'?' if optional else ''}"
    form = re.compile(rf"[0-9]{{1,3}}(?:{between}[0-9]{{3}})*(?:{re.escape(point)}[0-9]+)?")
    drop = str.maketrans(point, ".", separators.replace(point, ""))

    def read(text: str) -> str | None:
        stripped = text.strip(_BLANKS)
        return stripped.translate(drop) if form.fullmatch(stripped) else None

    return read


def _free(separators: str, point: str) -> Callable[[str], str | None]:
    """Return the rule of numbers with separators anywhere before the point, and blanks after it."""
    form = re.compile(rf"[{re.escape(separators)}0-9]*(?:{re.escape(point)}[{_SPACES}0-9]*)?")

    def read(text: str) -> str | None:
        stripped = text.strip(_BLANKS)
        if not form.fullmatch(stripped):
            return None
        for separator in separators:
            if separator in stripped:
                stripped = stripped.replace(separator, "")
        return _canonical(stripped if point == "." else stripped.replace(point, "."))

    return read


def _canonical(number: str) -> str | None:
    """Return a number without leading zeros, with a digit before its point, or None if it has no digit."""
    whole, point, part = number.partition(".")
    if not whole and not part:
        return None
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{part}" if point and part else whole


def _with_unit(separators: str, *, grouped: bool = False) -> Callable[[str], str | None]:
    """Return the rule of numbers whose words stand between major and minor unit: ``6 dollars 20 cents``.

    Until the third registry, marks stood between groups of three digits only: ``grouped``.
    """
    marks = re.escape(separators)
    form = re.compile(
        rf"([0-9]{{1,3}}(?:[{marks}]?[0-9]{{3}})*)([^0-9{marks}]+)([0-9]{{1,2}})[^0-9{marks}]*"
        if grouped
        else rf"([0-9{marks}]+)([^0-9{marks}][^0-9]*)([0-9]{{1,2}})[^0-9]*"
    )
    drop = str.maketrans("", "", separators)

    def read(text: str) -> str | None:
        match = form.fullmatch(ascii_digits(text).strip(_BLANKS))
        if match is None:
            return None
        return _canonical(f"{match[1].translate(drop)}.{match[3]:0>2}")

    return read


def _pattern(pattern: str, drop: str, *, point: str = ".") -> Callable[[str], str | None]:
    form = re.compile(pattern)
    table = str.maketrans(point, ".", drop)

    def read(text: str) -> str | None:
        stripped = text.strip(_BLANKS)
        return stripped.translate(table) if form.fullmatch(stripped) else None

    return read


_INDIAN = rf"(?:(?:[0-9]{{1,2}}[,{_SPACES}])?(?:[0-9]{{2}}[,{_SPACES}])*[0-9]{{3}}|[0-9]+)"
_INDIAN_UNIT = re.compile(rf"({_INDIAN})[^0-9]+([0-9]{{1,2}})[^0-9]*")


def _indian_with_unit(text: str) -> str | None:
    match = _INDIAN_UNIT.fullmatch(ascii_digits(text).strip(_BLANKS))
    if match is None:
        return None
    return f"{match[1].translate(str.maketrans('', '', ',' + _SPACES))}.{match[2]:0>2}"


def _zero_dash(text: str) -> str | None:
    stripped = text.strip(_BLANKS)
    return "0" if len(stripped) == 1 and stripped in _DASHES else None


def _always(value: str) -> Callable[[str], str | None]:
    return lambda _: value


_SHARED = {
    "booleanfalse": _always("false"),
    "booleantrue": _always("true"),
    "nocontent": _always(""),
    "zerodash": _zero_dash,
}

NUMBERS_1 = {
    "numcomma": _pattern(r"[0-9]+(?:,[0-9]+)?", "", point=","),
    "numcommadot": _grouped(",", "."),
    "numdotcomma": _grouped(".", ","),
    "numspacecomma": _grouped(_SPACES, ","),
    "numspacedot": _grouped(_SPACES, "."),
    "numdash": _zero_dash,
}
NUMBERS_2 = {
    **_SHARED,
    "numcommadecimal": _grouped("." + _SPACES, ",", optional=True),
    "numdotdecimal": _grouped("," + _SPACES, ".", optional=True),
    "numunitdecimal": _with_unit(_UNIT_SEPARATORS, grouped=True),
}
NUMBERS_3 = {
    **NUMBERS_2,
    "numdotdecimalin": _pattern(rf"{_INDIAN}(?:\.[0-9]+)?", "," + _SPACES),
    "numunitdecimalin": _indian_with_unit,
}
NUMBERS_4 = {
    "fixed-empty": _always(""),
    "fixed-false": _always("false"),
    "fixed-true": _always("true"),
    "fixed-zero": _always("0"),
    "num-comma-decimal": _free("." + _SPACES, ","),
    "num-dot-decimal": _free("," + _SPACES, "."),
    "num-unit-decimal": _with_unit(_UNIT_SEPARATORS),
    # Listed by some software under the fourth registry although only the third defines it.
    "numdotdecimalin": NUMBERS_3["numdotdecimalin"],
}
NUMBERS_5 = {
    **NUMBERS_4,
    "num-comma-decimal-apos": _free("." + _SPACES + _APOSTROPHES, ","),
    "num-dot-decimal-apos": _free("," + _SPACES + _APOSTROPHES, "."),
    "num-unit-decimal-apos": _with_unit(_UNIT_SEPARATORS + _APOSTROPHES),
}
