"""Markets written as text: closes, distributions and actions of a few securities, and rates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from titre.records.returns.actions import Action, ActionKind
from titre.records.returns.histories import History
from titre.store.declared_securities import Listing, Security
from titre.store.errors import RateUnknown, SecurityAmbiguous
from titre.store.price_series import Price, PriceSeries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from titre.kernel.findings import Finding

_IMPORTED = date(2030, 1, 1)


class TextMarket:
    """A market in memory; closes are as traded."""

    def __init__(self) -> None:
        self._histories: dict[str, History] = {}
        self._rates: dict[str, dict[date, Fraction]] = {}

    def add(
        self,
        symbol: str,
        closes: Mapping[str, str | int],
        *,
        currency: str = "USD",
        dividends: Mapping[str, str | int] | None = None,
        opens: Mapping[str, str | int] | None = None,
        actions: Iterable[Action] = (),
        adjusted: str | None = "traded",
    ) -> TextMarket:
        """Add a security: day to close, ex-day to distribution."""
        last = max(map(date.fromisoformat, closes))
        prices, openings, paid = (
            [
                Price(day, value, currency, symbol, None, f"{symbol}.csv", line, _IMPORTED, adjusted, last)
                for line, (day, value) in enumerate(sorted(_read(values).items()), 2)
            ]
            for values in (closes, opens or {}, dividends or {})
        )
        security = Security(f"symbol:{symbol}", symbol, listings=(Listing(symbol),), currency=currency)
        self._histories[symbol] = History(
            security,
            PriceSeries.of(security, prices),
            openings,
            paid,
            sorted(actions, key=lambda one: one.day),
        )
        return self

    def rated(self, currency: str, rates: Mapping[str, str]) -> TextMarket:
        """Say what one euro was in a currency, by day."""
        self._rates[currency] = {day: Fraction(value) for day, value in _read(rates).items()}
        return self

    def history(self, name: str, day: date) -> History:
        """Return the history of a symbol."""
        if name not in self._histories:
            raise SecurityAmbiguous(name, day, ["nobody", "somebody"])
        return self._histories[name]

    def prefetch(self, wanted: Iterable[tuple[str, date]]) -> None:
        """Do nothing: all is in memory."""

    def unmatched(self) -> Iterable[Finding]:
        """Return nothing: each action is given with its security."""
        return ()

    def rate(self, currency: str, other: str, day: date) -> tuple[Fraction, date]:
        """Return a cross rate of that very day."""
        if currency == other:
            return Fraction(1), day
        try:
            one = self._rates[currency][day] if currency != "EUR" else Fraction(1)
            two = self._rates[other][day] if other != "EUR" else Fraction(1)
        except KeyError:
            raise RateUnknown(currency, other, day) from None
        return two / one, day

    def rates(self, currency: str, other: str, ordinals: Any) -> Any:  # noqa: ANN401 - arrays
        """Return the cross rates of days; one that is not known is that of the day before."""
        import numpy as np

        found: list[float] = []
        for ordinal in ordinals:
            try:
                found.append(float(self.rate(currency, other, date.fromordinal(int(ordinal)))[0]))
            except RateUnknown:
                found.append(found[-1] if found else float("nan"))
        return np.array(found)


def action(day: str, kind: str, symbol: str, **given: str | int) -> Action:
    """Return a line of the ledger."""
    numbers: dict[str, Any] = {
        name: Decimal(given.pop(name)) for name in ("new", "old", "amount") if name in given
    }
    return Action(date.fromisoformat(day), ActionKind(kind), symbol, **numbers, **given, source="a test")  # type: ignore[arg-type]


def _read(values: Mapping[str, str | int]) -> dict[date, Decimal]:
    return {date.fromisoformat(day): Decimal(value) for day, value in values.items()}
