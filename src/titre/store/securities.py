"""Whose is a price? From a symbol, a day and a file to a security, and from a security to its prices.

A symbol is a name with dates: ``META`` was ``FB``, and after Barrick had left ``GOLD`` another company took
it. What a row of a price file means by a symbol depends on the day whose symbols the file uses: most vendors
use those of the day of download for all the past. Where a file's rule (``[files]`` of ``securities.toml``)
says which, it decides. Else the security must be one and the same by the row's own day, by the last day in
the file and by the day of import; where it is not, the row is refused.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from titre.kernel.findings import Finding, Place, Severity
from titre.kernel.numerals import trimmed
from titre.store.declared_securities import Security, load_securities
from titre.store.engine import rows_of_lists
from titre.store.errors import PriceAmbiguous, PriceDoubtful, SecurityAmbiguous, StoreError
from titre.store.price_series import Price, PriceSeries, Span, agreed, price_series
from titre.store.symbols import Symbols, bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import duckdb

    from titre.store.aliases import AliasBook
    from titre.store.declared_securities import FileRule, SecurityBook


class Securities:
    """The securities of a snapshot: those declared, those of the companies' symbols, and bare symbols."""

    def __init__(
        self,
        connect: Callable[[], duckdb.DuckDBPyConnection],
        book: SecurityBook,
        aliases: AliasBook,
    ) -> None:
        self._connect = connect
        self._book = book
        self._aliases = aliases
        self._opened: duckdb.DuckDBPyConnection | None = None
        self._spans: dict[str, list[Span]] | None = None
        self._known: Symbols | None = None

    @classmethod
    def of(
        cls, connect: Callable[[], duckdb.DuckDBPyConnection], desk_file: Path | None, aliases: AliasBook
    ) -> Securities:
        """Return the securities that a connection to a snapshot and the files of a desk give.

        Raises:
            DeclarationFaulty, DeclarationUnreadable: the desk's file of securities.
        """
        return cls(connect, load_securities(desk_file), aliases)

    def resolve(self, symbol: str, day: date | None = None) -> Security:
        """Return the security that had a symbol on a day, today's without one; never asks a price file.

        A symbol that nobody is known to have had is a security of its own: ``symbol:GDX``. Identifiers are
        taken too: an ISIN, a FIGI, ``security`` of a security.

        Raises:
            SecurityAmbiguous: several had it.
        """
        found = self.holders(symbol, day or date.max)
        if not found:
            found = self._by_identifier.get(symbol, [])
        if not found and day is None:
            found = self._symbols().last_holders(symbol)
        if len(found) > 1:
            raise SecurityAmbiguous(symbol, day, [_described(one) for one in found])
        return found[0] if found else bare(symbol)

    @cached_property
    def _by_identifier(self) -> dict[str, list[Security]]:
        self._load()
        found: dict[str, list[Security]] = defaultdict(list)
        for key, security in self._symbols().securities.items():
            for name in {key, *security.isins, security.figi or key}:
                found[name].append(security)
        return found

    def holders(self, symbol: str, day: date) -> list[Security]:
        """Return every security that is known to have had a symbol on a day."""
        return self._symbols().holders(symbol, day)

    def priced(self) -> list[str]:
        """Return the identifiers of the securities that have prices surely their own, sorted."""
        spans = self._load().items()
        return sorted(key for key, some in spans if any(len(span.securities) == 1 for span in some))

    def known(self, symbol: str, day: date) -> bool:
        """Return whether a security is known by a symbol on a day, an identifier, or its prices alone."""
        return bool(
            self.holders(symbol, day)
            or symbol in self._by_identifier
            or bare(symbol).security in self._by_identifier
        )

    def of_company(self, entity: str) -> tuple[Security, ...]:
        """Return the securities of a company."""
        return tuple(one for one in self._symbols().securities.values() if one.entity == entity)

    def companies(self) -> list[str]:
        """Return the companies of which the store has any price, sorted."""
        spans = self._load()
        found = {one.entity for some in spans.values() for span in some for one in span.securities}
        return sorted(entity for entity in found if entity is not None)

    def prices(
        self,
        security: Security | str,
        kind: str = "close",
        *,
        first: date | None = None,
        last: date | None = None,
        as_of: date | None = None,
    ) -> PriceSeries:
        """Return the prices of a security by day, over all its symbols; one a day.

        Of rows of one file the one imported last counts (by ``as_of`` where any was); of several files the
        first under ``[files]``.

        Raises:
            SecurityAmbiguous: all rows with its symbols may be another's.
            PriceAmbiguous: files differ.
        """
        wanted = security if isinstance(security, Security) else self.resolve(security)
        (found,) = self.series([(wanted, kind)], first=first, last=last, as_of=as_of)
        if isinstance(found, StoreError):
            raise found
        return found

    def series(
        self,
        wanted: Sequence[tuple[Security, str]],
        *,
        first: date | None = None,
        last: date | None = None,
        as_of: date | None = None,
    ) -> list[PriceSeries | StoreError]:
        """Return the prices of securities and kinds, in one query; refusals stand in their places."""
        found: list[PriceSeries | StoreError | None] = []
        asked: list[tuple[Security, str, list[Span]]] = []
        for security, kind in wanted:
            own = self._spans_of(security, first, last)
            certain = [span for span in own if len(span.securities) == 1]
            # Rows that may be another's are passed over, and told by ``findings``; never all of them.
            if own and not certain:
                found.append(_ambiguous(own[0]))
                continue
            found.append(None)
            asked.append((security, kind, [_within(span, first, last) for span in certain]))
        made = iter(price_series(self._opened_one(), asked, as_of))
        return [next(made) if one is None else one for one in found]

    def closes_before(
        self, wanted: Iterable[tuple[Security, date]], days: int
    ) -> dict[tuple[str, date], Price | StoreError]:
        """Return the last close of securities on each day or up to so many days before it.

        By identifier and day, one query for any number of them. Where files differ, what the file has cannot
        be taken, or all rows may be another security's, the refusal stands in place of the price.
        """
        keys = list(wanted)
        found: dict[tuple[str, date], Price | StoreError] = {}
        asked: list[tuple[int, Span, date, date]] = []
        for number, (security, day) in enumerate(keys):
            earliest = day - timedelta(days)
            spans = self._spans_of(security, earliest, day)
            certain = [span for span in spans if len(span.securities) == 1]
            if spans and not certain:
                found[security.security, day] = _ambiguous(spans[0])
            asked += [(number, span, max(span.first, earliest), min(span.last, day)) for span in certain]
        rows: dict[int, list[tuple[int, Price]]] = defaultdict(list)
        for number, span, price in self._last_rows(asked):
            rows[number].append((span.rank, _told(price, span, keys[number][0])))
        for number, prices in rows.items():
            security, day = keys[number]
            last = max(price.day for _, price in prices)
            try:
                price = agreed(security, [one for one in prices if one[1].day == last])
                found[security.security, day] = (
                    price
                    if price.value >= 0
                    else PriceDoubtful(security.name, price.day, price.file, price.line)
                )
            except PriceAmbiguous as error:
                found[security.security, day] = error
        return found

    def _last_rows(self, asked: Sequence[tuple[int, Span, date, date]]) -> Iterator[tuple[int, Span, Price]]:
        if not asked:
            return
        columns: list[tuple[str, str, list[Any]]] = [
            ("number", "INTEGER", list(range(len(asked)))),
            ("symbol", "VARCHAR", [span.symbol for _, span, _, _ in asked]),
            ("file", "VARCHAR", [span.file for _, span, _, _ in asked]),
            ("earliest", "DATE", [earliest for _, _, earliest, _ in asked]),
            ("latest", "DATE", [latest for _, _, _, latest in asked]),
        ]
        rows = self._ask(
            "SELECT number, day, value, currency, p.symbol, origin, p.file, line, imported FROM prices p "  # noqa: S608 - names of our own
            f"JOIN ({rows_of_lists(columns)}) s ON s.symbol = p.symbol AND s.file = p.file "
            "AND p.day BETWEEN s.earliest AND s.latest WHERE p.kind = 'close' "
            "QUALIFY row_number() OVER (PARTITION BY number ORDER BY day DESC, place DESC) = 1",
            [values for _, _, values in columns],
        )
        for place, *values in rows:
            number, span, _, _ = asked[place]
            yield number, span, Price(*values)

    def _spans_of(self, security: Security, first: date | None, last: date | None) -> list[Span]:
        return [
            span
            for span in self._load().get(security.security, ())
            if (first is None or span.last >= first) and (last is None or span.first <= last)
        ]

    def passed_over(self, security: Security) -> SecurityAmbiguous | None:
        """Return why rows that may be a security's are not taken; None where all are surely its own."""
        unsure = (span for span in self._spans_of(security, None, None) if len(span.securities) > 1)
        return next(map(_ambiguous, unsure), None)

    def findings(self) -> list[Finding]:
        """Return what is odd of the price files: rows of which it is not known whose they are."""
        self._load()
        spans = {
            (span.symbol, span.file, span.first): span
            for some in (self._spans or {}).values()
            for span in some
            if len(span.securities) > 1
        }
        return [
            Finding(Place(span.file), _ambiguous(span).message, span.symbol, Severity.WARNING)
            for span in spans.values()
        ]

    def _load(self) -> dict[str, list[Span]]:
        if self._spans is None:
            rules = self._book.rules
            groups = self._ask(
                "SELECT symbol, file, min(day), max(day), max(imported) FROM prices GROUP BY ALL ORDER BY ALL"
            )
            self._spans = defaultdict(list)
            for symbol, file, first, last, imported in groups:
                rank, rule = next(
                    ((rank, rule) for rank, rule in enumerate(rules) if rule.fits(file)), (len(rules), None)
                )
                for since, until, found in self._stretches(symbol, rule, first, last, imported):
                    span = Span(symbol, file, since, until, found, rank, rule, last)
                    for security in found:
                        self._symbols().securities.setdefault(security.security, security)
                        self._spans[security.security].append(span)
        return self._spans

    def _stretches(
        self, symbol: str, rule: FileRule | None, first: date, last: date, imported: date
    ) -> Iterator[tuple[date, date, tuple[Security, ...]]]:
        """Yield the stretches of a symbol's days in a file, each with the securities it may be of."""
        fixed: list[date] = []
        own = rule is None or rule.symbols_on in (None, "day")
        if rule is None or rule.symbols_on is None:
            fixed = [last, imported]
        elif isinstance(rule.symbols_on, date):
            fixed = [rule.symbols_on]
        changes = {first, *self._symbols().changes(symbol)} if own else {first}
        starts = sorted(day for day in changes if first <= day <= last)
        for at, start in enumerate(starts):
            until = starts[at + 1] - timedelta(days=1) if at + 1 < len(starts) else last
            days = [start, *fixed] if own else fixed
            found = {one.security: one for day in days for one in self.holders(symbol, day)}
            yield start, until, tuple(found.values()) or (bare(symbol),)

    def _symbols(self) -> Symbols:
        if self._known is None:
            self._known = Symbols(self._book.securities, self._aliases, self._ask)
        return self._known

    def _ask(self, query: str, arguments: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        return self._opened_one().execute(query, list(arguments)).fetchall()

    def _opened_one(self) -> duckdb.DuckDBPyConnection:
        if self._opened is None:
            self._opened = self._connect()
        return self._opened


def _described(security: Security) -> str:
    return f"{security.name} ({security.security})"


def _within(span: Span, first: date | None, last: date | None) -> Span:
    return span._replace(first=max(span.first, first or span.first), last=min(span.last, last or span.last))


def _ambiguous(span: Span) -> SecurityAmbiguous:
    return SecurityAmbiguous(span.symbol, span.first, list(map(_described, span.securities)), span.file)


def _told(price: Price, span: Span, security: Security) -> Price:
    return price._replace(
        value=trimmed(price.value),
        currency=price.currency or security.currency,
        closes=span.rule.closes if span.rule else None,
        series_end=span.series_end,
    )
