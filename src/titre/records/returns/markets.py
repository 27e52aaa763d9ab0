"""From where do histories come? The store's prices and rates and the desk's ledger, as of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from titre.kernel.findings import Finding, Place
from titre.records.returns.histories import History
from titre.store.errors import PriceAmbiguous, StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from titre.records.returns.actions import Action
    from titre.store.declared_securities import Security
    from titre.store.rates import Rates
    from titre.store.securities import Price, Securities


class StoreMarket:
    """Histories of a snapshot; with ``as_of``, of what was known by that day."""

    def __init__(
        self, securities: Securities, rates: Rates, actions: Sequence[Action], *, as_of: date | None = None
    ) -> None:
        self._securities, self._rates, self._as_of = securities, rates, as_of
        self._actions = [action for action in actions if as_of is None or action.day <= as_of]
        self._histories: dict[str, History] = {}

    def history(self, name: str, day: date) -> History:
        """Return the history of the security that a symbol or ISIN meant on a day.

        Raises:
            SecurityAmbiguous: several had it, or all its prices may be another's.
        """
        security = self._securities.resolve(name, day)
        found = self._histories.get(security.security)
        if found is None:
            found = self._histories[security.security] = self._read(security)
        return found

    def rate(self, currency: str, other: str, day: date) -> tuple[Fraction, date]:
        """Return what one unit of a currency was in another; see ``store.rates``.

        Raises:
            RateUnknown: neither that day nor the week before it has one.
        """
        return self._rates.rate(currency, other, day)

    def rates(self, currency: str, other: str, ordinals: Any) -> Any:  # noqa: ANN401 - arrays
        """Return the rates of days as float64."""
        return self._rates.rates(currency, other, ordinals)

    def _read(self, security: Security) -> History:
        actions = [action for action in self._actions if self._is_of(action, security)]
        try:
            closes, opens, dividends = (
                self._prices(security, kind) for kind in ("close", "open", "dividend")
            )
        except PriceAmbiguous as error:
            # Which of two files is right is not for a program to say: no price of this security counts.
            finding = Finding(Place(security.name), error.message)
            return History(security, [], actions=actions, findings=(finding,))
        return History(security, closes, opens, dividends, actions)

    def _prices(self, security: Security, kind: str) -> list[Price]:
        return self._securities.prices(security, kind, last=self._as_of, as_of=self._as_of)

    def _is_of(self, action: Action, security: Security) -> bool:
        if action.symbol in (*security.isins, security.figi, security.security):
            return True
        if all(listing.symbol != action.symbol for listing in security.listings):
            return False
        try:
            return self._securities.resolve(action.symbol, action.day).security == security.security
        except StoreError:
            return False
