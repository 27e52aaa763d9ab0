"""In which unit is a quantity? A unit is a quotient of measures: ``USD``, ``USD/shares``, ``pure``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from titre.kernel.errors import ParseError
from titre.kernel.messages import say

_MEASURE = re.compile(r"[^\W\d][\w.\-]*")
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """A unit of measure: factors above and below the line, each a bare local name, sorted.

    Source: XBRL 2.1 §4.8; prefixes (``iso4217:``, ``xbrli:``) are dropped because EDGAR's own
    documents drop them, so that one unit has one spelling whatever the source.
    """

    numerator: tuple[str, ...]
    denominator: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Unit:
        """Return the unit that a text such as ``USD/shares`` or ``kW*h`` writes.

        Raises:
            ParseError: the text is empty, has an empty measure or more than one line of division.
        """
        above, slash, below = text.partition("/")
        numerator, denominator = above.split("*"), below.split("*") if slash else []
        if not all(_MEASURE.fullmatch(measure) for measure in (*numerator, *denominator)):
            raise ParseError(say("unit"), text, say("measures joined by * and at most one /"))
        return cls(tuple(sorted(numerator)), tuple(sorted(denominator)))

    @property
    def currency(self) -> str | None:
        """The ISO 4217 code if the unit is an amount of money, or None."""
        if not self.denominator and len(self.numerator) == 1 and _CURRENCY.fullmatch(self.numerator[0]):
            return self.numerator[0]
        return None

    def __str__(self) -> str:
        above = "*".join(self.numerator)
        return f"{above}/{'*'.join(self.denominator)}" if self.denominator else above
