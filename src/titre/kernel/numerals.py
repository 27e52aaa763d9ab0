"""How are numbers, amounts and days written for a reader of English or French?

For people only: what another program reads (JSON, CSV) gets the exact decimal and the ISO date.
Source: French typography by the *Lexique des règles typographiques en usage à l'Imprimerie nationale*
(narrow no-break space between thousands, no-break space before a unit), as CLDR has it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from titre.kernel.units import Unit

if TYPE_CHECKING:
    from datetime import date

MINUS = "\N{MINUS SIGN}"
NO_BREAK = "\N{NO-BREAK SPACE}"
NARROW_NO_BREAK = "\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class _Writing:
    grouping: str
    point: str
    before_percent: str
    scales: tuple[tuple[Decimal, str], ...]
    """from the largest: what the amount is divided by, and its abbreviation"""
    per_share: str
    shares: str
    months: tuple[str, ...]


_BILLION, _MILLION = Decimal(10**9), Decimal(10**6)
_WRITINGS = {
    "en": _Writing(
        grouping=",",
        point=".",
        before_percent="",
        scales=((Decimal(10**12), "tn"), (_BILLION, "bn"), (_MILLION, "m")),
        per_share="a share",
        shares="shares",
        months=(
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ),
    ),
    # French has no short word for 10^12 that readers agree on: thousands of milliards are written.
    "fr": _Writing(
        grouping=NARROW_NO_BREAK,
        point=",",
        before_percent=NO_BREAK,
        scales=((_BILLION, "Md"), (_MILLION, "M")),
        per_share="par action",
        shares="actions",
        months=(
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
            "octobre", "novembre", "décembre",
        ),
    ),
}  # fmt: skip
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_DIGITS = 4
# Python's own context would silently round what has more than 28 digits.
_EXACT = Context(prec=200)


def trimmed(value: Decimal) -> Decimal:
    """Return an equal decimal without zeros that say nothing: a column's scale adds them to every number."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize(_EXACT)


def write_exact(value: Decimal) -> str:
    """Return a decimal for another program: ``164501000000``, no exponent, no zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def write_number(
    value: Decimal, language: str = "en", *, places: int | None = None, signed: bool = False
) -> str:
    """Return a number with its thousands grouped: ``1,234.5``, in French ``1 234,5``.

    ``places`` are the decimals shown, rounded half to even; None shows all that the value has.
    ``signed`` writes a plus before a positive number.
    """
    writing = _writing(language)
    if places is not None:
        value = _quantized(value, places)
    sign, text = value.is_signed() and value != 0, f"{value.copy_abs():f}"
    whole, _, fraction = text.partition(".")
    grouped = f"{int(whole):,}".replace(",", writing.grouping)
    shown = f"{grouped}{writing.point}{fraction}" if fraction else grouped
    if sign:
        return MINUS + shown
    return f"+{shown}" if signed and value else shown


def write_amount(
    value: Decimal, unit: str, language: str = "en", *, digits: int | None = _DIGITS, signed: bool = False
) -> str:
    """Return a quantity with its unit: ``$164.5bn``, ``23.86 $ par action``, ``42.2%``.

    ``unit`` is a unit as ``kernel.units`` writes it, or ``percent``, or ``times``. ``digits`` are the
    significant digits shown, trailing zeros dropped; None shows the whole value, scaled but not rounded.
    """
    if unit == "percent":
        number = write_number(_rounded(value, digits), language, signed=signed)
        return f"{number}{_writing(language).before_percent}%"
    if unit == "times":
        return f"{write_number(_rounded(value, digits), language, signed=signed)}×"
    if unit in ("pure", ""):
        return write_number(_rounded(value, digits), language, signed=signed)
    parsed = Unit.parse(unit)
    if parsed.denominator == ("shares",):
        # A price is read to the cent: $23.86, never $2.386e1.
        price = write_number(_cents(value, digits) if digits else value, language, signed=signed)
        currency = "*".join(parsed.numerator)
        return f"{_with_currency(price, '', currency, language)} {_writing(language).per_share}"
    divisor, scale = _scale(value, language, digits)
    number = write_number(_rounded(_EXACT.divide(value, divisor), digits), language, signed=signed)
    if unit == "shares":
        of = "d’" if language == "fr" and scale else ""
        return f"{_with_scale(number, scale)} {of}{_writing(language).shares}"
    return _with_currency(number, scale, unit, language)


def percentage(ratio: Decimal) -> Decimal:
    """Return a ratio in hundredths, exactly: 25 for 0.25."""
    return ratio.scaleb(2, context=_EXACT)


def write_day(day: date, language: str = "en") -> str:
    """Return a day in words: ``30 January 2025``, ``1er juillet 2025``."""
    first = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{first}{NO_BREAK}{_writing(language).months[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True)
class Told:
    """A number or a day in a sentence, written as its language writes it; an argument of ``messages.say``.

    English keeps what files and commands have, the ISO day and the plain decimal.
    """

    value: Decimal | date
    unit: str = ""

    def render(self, language: str = "en") -> str:
        """Return ``2024-07-01`` and ``1234.5 USD``, in French ``1er juillet 2024`` and ``1 234,5 USD``."""
        if not isinstance(self.value, Decimal):
            return str(self.value) if language == "en" else write_day(self.value, language)
        if language == "en":
            return f"{write_exact(self.value)} {self.unit}".rstrip()
        return f"{write_number(trimmed(self.value), language)}{NO_BREAK}{self.unit}".rstrip()

    def __str__(self) -> str:
        return self.render()


def _writing(language: str) -> _Writing:
    return _WRITINGS.get(language, _WRITINGS["en"])


def _rounded(value: Decimal, digits: int | None) -> Decimal:
    """Return the value to so many significant digits; those before the point always stay."""
    if digits is not None and value:
        value = _quantized(value, max(digits - value.adjusted() - 1, 0))
    return Decimal(write_exact(value))


def _quantized(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), context=_EXACT)


def _cents(value: Decimal, digits: int) -> Decimal:
    """Return a price to so many significant digits, with its cents always and no zeros after them."""
    trimmed = _rounded(_quantized(value, max(digits - value.adjusted() - 1, 2)), None)
    exponent = trimmed.as_tuple().exponent
    return _quantized(trimmed, 2) if isinstance(exponent, int) and exponent > -2 else trimmed  # noqa: PLR2004 - cents


def _scale(value: Decimal, language: str, digits: int | None) -> tuple[Decimal, str]:
    # What rounds up to the next scale is written in it: 999.96 million is 1 bn, not 1,000 m.
    return next(
        (
            (divisor, name)
            for divisor, name in _writing(language).scales
            if abs(_rounded(_EXACT.divide(value, divisor), digits)) >= 1
        ),
        (Decimal(1), ""),
    )


def _with_scale(number: str, scale: str) -> str:
    return f"{number}{NO_BREAK}{scale}" if scale else number


def _with_currency(number: str, scale: str, currency: str, language: str) -> str:
    symbol = _SYMBOLS.get(currency)
    if language == "fr":
        return f"{number}{NO_BREAK}{scale}{symbol or (NO_BREAK if scale else '') + currency}"
    if symbol is None:
        return f"{currency}{NO_BREAK}{number}{scale}"
    sign = number[0] if number[0] in {MINUS, "+"} else ""
    return f"{sign}{symbol}{number[len(sign) :]}{scale}"
