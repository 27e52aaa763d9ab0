"""What is an amount of money? An exact decimal in one currency; two currencies never add."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.kernel.errors import TitreError
from titre.kernel.messages import say

if TYPE_CHECKING:
    from decimal import Decimal


class CurrencyMismatch(TitreError):
    """Two amounts in different currencies were combined; converting needs a rate that the caller chooses."""

    def __init__(self, left: str, right: str) -> None:
        self.left, self.right = left, right
        super().__init__(say("cannot combine {left} and {right} without a rate", left=left, right=right))


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in the currency of an ISO 4217 code."""

    amount: Decimal
    currency: str

    def __add__(self, other: Money) -> Money:
        self._same_currency(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same_currency(other)
        return Money(self.amount - other.amount, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def _same_currency(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(self.currency, other.currency)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
