"""What does a cell of a delimited text say? A day, a number, a currency; or the finding that it says none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from titre.kernel.errors import ParseError
from titre.kernel.findings import mismatch
from titre.kernel.messages import say
from titre.kernel.units import Unit
from titre.sources.tables import DIGITS, SCALE, fits
from titre.sources.tabular.currencies import is_currency

if TYPE_CHECKING:
    from titre.kernel.findings import Finding
    from titre.kernel.messages import Message
    from titre.sources.settings import TextForm
    from titre.sources.tabular.delimited import Record

_NUMBER = re.compile(r"[+\-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+\-]?\d{1,2})?", re.ASCII)
_LONGEST = 80
_DAY = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ]00:00:00(?:Z|[+-]\d{2}:\d{2})?)?", re.ASCII)
"""Some programs write a day as its midnight."""
_SPACES = str.maketrans("", "", " \u00a0\u2009\u202f")
_PLACES = Decimal(1).scaleb(-SCALE)
_WIDE = Context(prec=2 * DIGITS)
NOT_KNOWN = frozenset({"", "n/a", "null", "none", "-"})
"""What programs write where a number is not known; ``NaN`` is a fault, for it is what a failed sum leaves."""


@dataclass(slots=True)
class Reading:
    """One row being read: every cell that is at fault is kept as a finding."""

    record: Record
    form: TextForm
    faults: list[Finding] = field(default_factory=list)

    def fault(self, column: str, expected: Message) -> None:
        """Note that a cell is not what was expected."""
        got = self.record[column] or say("an empty cell")
        self.faults.append(mismatch(self.record.place(column), got, expected))

    def text(self, column: str | None, *, expected: Message | None = None) -> str | None:
        """Return a cell's text or None where it is empty; where something is expected that is a fault."""
        cell = self.record[column] if column else ""
        if not cell and expected is not None:
            self.fault(column or "", expected)
        return cell or None

    def day(self, column: str, *, needed: bool = True) -> date | None:
        """Return the day of a cell."""
        cell = self.record[column]
        if not cell and not needed:
            return None
        day = day_of(cell, self.form)
        if day is None:
            self.fault(column, say("a day that exists, written as {form}", form=_example(self.form)))
        return day

    def number(self, column: str) -> Decimal | None:
        """Return the number of a cell that may be empty, to the places that the store holds."""
        cell = self.record[column]
        if cell.casefold() in NOT_KNOWN:
            return None
        number = number_of(cell, self.form)
        if number is None or not fits(number.as_tuple().digits, max(_exponent(number), -SCALE)):
            self.fault(column, say("a number of at most {digits} digits", digits=DIGITS - SCALE))
            return None
        if _exponent(number) < -SCALE:
            # What stands behind the twelfth place of a price is the noise of somebody's binary fraction.
            number = number.quantize(_PLACES, context=_WIDE)
        return number

    def currency(self, column: str) -> str | None:
        """Return the currency code of a cell that may be empty."""
        cell = self.record[column]
        if cell and not is_currency(cell):
            self.fault(column, say("a currency code of ISO 4217, as USD"))
            return None
        return cell or None

    def unit(self, column: str) -> str | None:
        """Return the unit of a cell that may be empty, in its one spelling."""
        cell = self.record[column]
        unit = unit_of(cell) if cell else None
        if cell and unit is None:
            self.fault(column, say("a unit such as USD or USD/shares"))
        return unit


def unit_of(text: str) -> str | None:
    """Return a unit in its one spelling, or None where the text is none."""
    try:
        return str(Unit.parse(text))
    except ParseError:
        return None


def day_of(text: str, form: TextForm) -> date | None:
    """Return the day that a text writes in a form, or None where it writes none that exists."""
    try:
        if form.day_format == "%Y-%m-%d":
            match = _DAY.fullmatch(text)
            return date.fromisoformat(match["day"]) if match else None
        return datetime.strptime(text, form.day_format).date()  # noqa: DTZ007 - only its day is used
    except ValueError:
        return None


def number_of(text: str, form: TextForm) -> Decimal | None:
    """Return the number that a text writes in a form, exactly, or None where it writes none."""
    plain = text.replace("\u2212", "-")
    if form.grouping:
        plain = plain.replace(form.grouping, "") if form.grouping.strip() else plain.translate(_SPACES)
    if form.decimal != ".":
        if "." in plain:
            return None
        plain = plain.replace(form.decimal, ".")
    if len(plain) > _LONGEST or not _NUMBER.fullmatch(plain):
        return None
    return Decimal(plain)


def over(number: Decimal, divisor: Decimal) -> Decimal:
    """Return a number over a power of ten, to the places that the store holds."""
    if divisor == 1:
        return number
    quotient = _WIDE.divide(number, divisor)
    return quotient if _exponent(quotient) >= -SCALE else quotient.quantize(_PLACES, context=_WIDE)


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _example(form: TextForm) -> str:
    return date(2025, 3, 31).strftime(form.day_format)
