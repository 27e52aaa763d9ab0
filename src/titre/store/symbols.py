"""Who had a symbol on a day? The symbols of declared securities, and of companies, with their dates."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from titre.store.declared_securities import Listing, Security
from titre.store.folding import fold_ticker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from titre.store.aliases import AliasBook, Ticker

_GAP = timedelta(days=10)
"""between the last day of one symbol and the first of the next, where both are one security's"""
_TICKERS = "SELECT DISTINCT entity, name, since, until FROM names WHERE kind = 'ticker' ORDER BY ALL"


class Symbols:
    """The symbols of all securities that are declared, and of the companies of a store and of the aliases."""

    def __init__(
        self,
        declared: Sequence[Security],
        aliases: AliasBook,
        ask: Callable[[str], list[tuple[Any, ...]]],
    ) -> None:
        self.securities: dict[str, Security] = {}
        """by identifier"""
        self._by_symbol: dict[str, list[tuple[Listing, Security]]] = defaultdict(list)
        for security in (*declared, *_derived(declared, aliases, ask(_TICKERS))):
            self.securities.setdefault(security.security, security)
            for listing in security.listings:
                self._by_symbol[fold_ticker(listing.symbol)].append((listing, security))

    def listings(self, symbol: str) -> Sequence[tuple[Listing, Security]]:
        """Return every security that has or had a symbol, with its dates."""
        return self._by_symbol.get(fold_ticker(symbol), ())

    def holders(self, symbol: str, day: date) -> list[Security]:
        """Return every security that is known to have had a symbol on a day."""
        held = (security for listing, security in self.listings(symbol) if listing.held_on(day))
        return list({security.security: security for security in held}.values())

    def last_holders(self, symbol: str) -> list[Security]:
        """Return who had a symbol last that nobody has any more."""
        ended = [(one.until, security) for one, security in self.listings(symbol) if one.until is not None]
        last = max((until for until, _ in ended), default=None)
        return [security for until, security in ended if until == last]

    def changes(self, symbol: str) -> set[date]:
        """Return the days from which a symbol had another holder, or none."""
        found = set()
        for listing, _ in self.listings(symbol):
            found |= {listing.since} if listing.since else set()
            found |= {listing.until + timedelta(days=1)} if listing.until else set()
        return found


def bare(symbol: str) -> Security:
    """Return the security of a symbol of which no more is known."""
    return Security(f"symbol:{symbol}", symbol, listings=(Listing(symbol),))


def _derived(
    declared: Sequence[Security], aliases: AliasBook, tickers: Iterable[tuple[Any, ...]]
) -> Iterator[Security]:
    """Yield the securities of the companies' symbols that no file declares."""
    told = {
        (security.entity, fold_ticker(listing.symbol))
        for security in declared
        for listing in security.listings
    }
    symbols: dict[str, dict[str, Listing]] = defaultdict(dict)
    names: dict[str, str] = {}
    for company in aliases.companies:
        names.setdefault(company.entity, company.name)
        _add(symbols[company.entity], company.tickers)
    for entity, name, since, until in tickers:
        symbols[entity].setdefault(fold_ticker(name), Listing(name, since, until))
    for entity, found in symbols.items():
        own = [listing for symbol, listing in found.items() if (entity, symbol) not in told]
        for listings in _chained(own):
            newest = listings[0].symbol
            name = names.get(entity, entity)
            yield Security(f"{entity}/{newest}", f"{name} ({newest})", entity, listings=listings)


def _add(symbols: dict[str, Listing], tickers: Iterable[Ticker]) -> None:
    for ticker in tickers:
        symbols.setdefault(fold_ticker(ticker.symbol), Listing(ticker.symbol, ticker.since, ticker.until))


def _chained(listings: Sequence[Listing]) -> list[tuple[Listing, ...]]:
    """Return the symbols of a company by security, the newest first: where one ends the next begins."""
    chains: list[list[Listing]] = []
    for listing in sorted(listings, key=lambda one: (one.since or date.min, one.symbol)):
        before = next(
            (
                chain
                for chain in chains
                if listing.since is not None
                and chain[0].until is not None
                and timedelta(0) < listing.since - chain[0].until <= _GAP
            ),
            None,
        )
        if before is None:
            chains.append([listing])
        else:
            before.insert(0, listing)
    return [tuple(chain) for chain in chains]
