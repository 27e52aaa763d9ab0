"""How does a candidate compare with what was stated? In one unit, with one convention of signs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from titre.claims.judging.candidates import OUTFLOWS, Candidate
from titre.claims.judging.fitting import Fit, fit

if TYPE_CHECKING:
    from decimal import Decimal

    from titre.claims.reading.readings import Reading
    from titre.kernel.messages import Message

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Compared:
    """A candidate beside what was stated."""

    candidate: Candidate
    value: Decimal
    fit: Fit
    rule: Message | None

    @property
    def rank(self) -> tuple[int, bool]:
        """How well it fits; of two that fit as well, what the words say first comes first."""
        return int(self.fit), self.candidate.default


def compare(reading: Reading, candidate: Candidate, taken_as: str | None = None) -> Compared | None:
    """Return a candidate beside what was stated; None where units differ.

    ``taken_as`` is the unit that the stated number is taken to be in, for its own.
    """
    quantity, value = reading.quantity, candidate.value
    if quantity is None or value is None or reading.sense is None:
        return None
    unit = candidate.unit or ""
    if taken_as is not None:
        quantity = replace(quantity, unit=taken_as)
    if quantity.unit == "percent" and unit == "pure":
        value, unit = value * _HUNDRED, "percent"
    if quantity.unit == "times" and unit == "pure":
        unit = "times"
    if quantity.unit is not None and quantity.unit != unit.replace("/shares", "/share"):
        return None
    value *= reading.sense.sign
    if candidate.metric in OUTFLOWS:
        value = abs(value)
    if reading.sense.sign < 0 and quantity.value < 0:
        # "une perte de −1,3 Md€" says the sign twice.
        value = -value
    found, rule = fit(quantity, value)
    return Compared(candidate, value, found, rule)
