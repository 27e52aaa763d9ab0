"""Which price was taken? As traded, of which day, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from titre.kernel.messages import say
from titre.records.errors import PriceMissing

if TYPE_CHECKING:
    from datetime import date

    from titre.records.returns.histories import History
    from titre.store.price_series import Price


@dataclass(frozen=True, slots=True)
class Quote:
    """A price that was taken: as traded, and of which day and place."""

    day: date
    value: Fraction
    currency: str
    place: str = ""

    @classmethod
    def of(cls, history: History, price: Price) -> Quote:
        """Return a price of a history as it was traded.

        Raises:
            PriceMissing: a split lies between, and the file does not say on which side its prices are.
        """
        factor = history.factor(price)
        if factor is None:
            raise PriceMissing(
                history.security.name,
                price.day,
                say("{file} does not tell whether its closes are adjusted for splits", file=price.file),
            )
        currency = price.currency or history.currency
        if currency is None:
            raise PriceMissing(history.security.name, price.day, say("no currency is told"))
        value = Fraction(price.value)
        return cls(
            price.day, value if factor == 1 else value * factor, currency, f"{price.file}:{price.line}"
        )
