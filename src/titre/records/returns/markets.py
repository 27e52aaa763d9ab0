"""From where do histories come? The store's prices and rates and the desk's ledger, as of a day."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from titre.kernel.findings import Finding, Place, Severity
from titre.kernel.messages import say
from titre.kernel.numerals import Told
from titre.records.returns.actions import SPLITS
from titre.records.returns.histories import History
from titre.store.errors import PriceAmbiguous, StoreError
from titre.store.price_series import PriceSeries
from titre.store.symbols import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from titre.kernel.messages import Message
    from titre.records.returns.actions import Action
    from titre.store.declared_securities import Security
    from titre.store.rates import Rates
    from titre.store.securities import Securities

_KINDS = ("close", "open", "dividend", "adjusted_close")


class StoreMarket:
    """Histories of a snapshot; with ``as_of``, of what was known by that day."""

    def __init__(
        self, securities: Securities, rates: Rates, actions: Sequence[Action], *, as_of: date | None = None
    ) -> None:
        self._securities, self._rates, self._as_of = securities, rates, as_of
        # A file that was made after a later split is lowered for it: without the split it could not be read.
        self._actions = [
            action for action in actions if as_of is None or action.day <= as_of or action.kind in SPLITS
        ]
        self._histories: dict[str, History | StoreError] = {}
        self._meant: dict[tuple[str, date], Security] = {}

    def history(self, name: str, day: date) -> History:
        """Return the history of the security that a symbol or ISIN meant on a day.

        Raises:
            SecurityAmbiguous: several had it, or all its prices may be another's.
        """
        security = self._resolve(name, day)
        if security.security not in self._histories:
            self._read([security])
        found = self._histories[security.security]
        if isinstance(found, StoreError):
            raise found
        return found

    def prefetch(self, wanted: Iterable[tuple[str, date]]) -> None:
        """Read the histories of many symbols at once, each as it was meant on a day."""
        securities: dict[str, Security] = {}
        for name, day in set(wanted):
            # Who is meant is asked again, and the refusal told, for the pick itself.
            with suppress(StoreError):
                security = self._resolve(name, day)
                securities[security.security] = security
        unread = [one for key, one in securities.items() if key not in self._histories]
        if unread:
            self._read(unread)

    def _resolve(self, name: str, day: date) -> Security:
        found = self._meant.get((name, day))
        if found is None:
            found = self._meant[name, day] = self._securities.resolve(name, day)
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

    def names(self) -> list[str]:
        """Return the identifiers of all securities with prices."""
        return self._securities.priced()

    def unmatched(self) -> Iterator[Finding]:
        """Yield the symbols of the ledger that nobody is known to have had on the day of their action."""
        told: dict[str, Action] = {}
        for action in self._actions:
            if not self._securities.known(action.symbol, action.day):
                told.setdefault(action.symbol, action)
        for symbol, action in told.items():
            file, _, line = action.place.rpartition(":")
            message = say(
                "no security that the store knows had the symbol {symbol} on {day}: the line counts for none",
                symbol=symbol,
                day=Told(action.day),
            )
            yield Finding(Place(file, f"line {line}"), message, symbol, Severity.WARNING)

    def _read(self, securities: Sequence[Security]) -> None:
        wanted = [(security, kind) for security in securities for kind in _KINDS]
        found = self._securities.series(wanted, last=self._as_of, as_of=self._as_of)
        for number, security in enumerate(securities):
            series = found[number * len(_KINDS) : (number + 1) * len(_KINDS)]
            self._histories[security.security] = self._history(security, series)

    def _history(
        self, security: Security, series: Sequence[PriceSeries | StoreError]
    ) -> History | StoreError:
        actions = []
        for action in self._ledger.get(security.security, ()):
            if isinstance(action, StoreError):
                return action
            actions.append(action)
        findings = []
        for kind, found in zip(_KINDS, series, strict=True):
            if kind == "adjusted_close" and isinstance(found, StoreError):
                # Of two vendors each has a basis of its own: that they differ says nothing.
                continue
            if isinstance(found, PriceAmbiguous):
                # Which of two files is right is not for a program to say: no price of this security counts.
                findings.append(Finding(Place(security.name), found.message))
            elif isinstance(found, StoreError):
                return found
        if findings:
            return History(security, PriceSeries.empty(security), actions=actions, findings=tuple(findings))
        closes, opens, dividends, adjusted = (
            found if isinstance(found, PriceSeries) else PriceSeries.empty(security) for found in series
        )
        unsure = self._securities.passed_over(security)
        why = self._of_another_day(security) if unsure is None and not len(closes) else None
        return History(
            security,
            closes,
            opens,
            dividends,
            actions,
            adjusted=adjusted,
            doubts={"close": closes.doubts, "open": opens.doubts, "dividend": dividends.doubts},
            passed_over=why if unsure is None else unsure.message,
        )

    def _of_another_day(self, security: Security) -> Message | None:
        """Return that a symbol nobody had on a day is that of a security on others, where it is."""
        if security != bare(security.name):
            return None
        with suppress(StoreError):
            other = self._securities.resolve(security.name)
            if other.security != security.security:
                return say(
                    "the symbol {symbol} was nobody's that is known; on other days it is that of {name}",
                    symbol=security.name,
                    name=other.name,
                )
        return None

    @cached_property
    def _ledger(self) -> Mapping[str, Sequence[Action | StoreError]]:
        """The actions of each security by its identifier; of one that may be several's, the refusal."""
        found: dict[str, list[Action | StoreError]] = defaultdict(list)
        for action in self._actions:
            try:
                found[self._resolve(action.symbol, action.day).security].append(action)
            except StoreError as refusal:
                # An action that is passed over makes a wrong number: none of those that it may be of has one.
                for one in self._securities.holders(action.symbol, action.day):
                    found[one.security].append(refusal)
        return found
