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
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from titre.kernel.findings import Finding, Place, Severity
from titre.kernel.numerals import trimmed
from titre.store.declared_securities import Security, load_securities
from titre.store.errors import PriceAmbiguous, SecurityAmbiguous, StoreError
from titre.store.symbols import Symbols, bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import duckdb

    from titre.store.aliases import AliasBook
    from titre.store.declared_securities import FileRule, SecurityBook

_ALIKE = Decimal("0.0005")
"""by how much two files' prices may differ, as a part of the price, and still be roundings of one"""


class Price(NamedTuple):
    """A price or distribution of a security on a day, and where it stands."""

    day: date
    value: Decimal
    currency: str | None
    symbol: str
    origin: str | None
    file: str
    line: int
    imported: date
    closes: str | None = None
    """``traded`` or ``adjusted``, where the file's rule says"""
    series_end: date | None = None
    """the last day that the file has of the symbol: it was made on that day or later"""


class _Span(NamedTuple):
    """A stretch of one symbol's rows in one file, and the securities that they may be of."""

    symbol: str
    file: str
    first: date
    last: date
    securities: tuple[Security, ...]
    rank: int
    """place of the file's rule; files with a rule stand before those without"""
    rule: FileRule | None
    series_end: date


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
        self._spans: dict[str, list[_Span]] | None = None
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
            self._load()
            known = self._symbols().securities
            found = [one for key, one in known.items() if _names(one, key, symbol)]
        if not found and day is None:
            found = self._symbols().last_holders(symbol)
        if len(found) > 1:
            raise SecurityAmbiguous(symbol, day, [_described(one) for one in found])
        return found[0] if found else bare(symbol)

    def holders(self, symbol: str, day: date) -> list[Security]:
        """Return every security that is known to have had a symbol on a day."""
        return self._symbols().holders(symbol, day)

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
    ) -> list[Price]:
        """Return the prices of a security by day, over all its symbols; one a day.

        Of rows of one file the one imported last counts (by ``as_of`` where any was); of several files the
        first under ``[files]``.

        Raises:
            SecurityAmbiguous: all rows with its symbols may be another's.
            PriceAmbiguous: files differ.
        """
        wanted = security if isinstance(security, Security) else self.resolve(security)
        by_day: dict[date, list[tuple[int, Price]]] = defaultdict(list)
        for _, rank, price in self.rows([wanted], kind, first=first, last=last, as_of=as_of):
            by_day[price.day].append((rank, price))
        return [_agreed(wanted, by_day[day]) for day in sorted(by_day)]

    def rows(
        self,
        securities: Sequence[Security],
        kind: str,
        *,
        first: date | None = None,
        last: date | None = None,
        as_of: date | None = None,
    ) -> Iterator[tuple[Security, int, Price]]:
        """Yield the prices of securities as files give them, with the rank of the file: the lowest counts.

        Raises:
            SecurityAmbiguous: all rows with the symbols of one may be another's.
        """
        spans: list[tuple[Security, _Span]] = []
        for one in securities:
            own = self._spans_of(one, first, last)
            certain = [span for span in own if len(span.securities) == 1]
            # Rows that may be another's are passed over, and told by ``findings``; never all of them.
            if own and not certain:
                raise _ambiguous(own[0])
            spans += [(one, span) for span in certain]
        if not spans:
            return
        asked = [
            (
                number,
                span.symbol,
                span.file,
                max(span.first, first or span.first),
                min(span.last, last or span.last),
            )
            for number, (_, span) in enumerate(spans)
        ]
        marks = ", ".join(["(?, ?, ?, ?, ?)"] * len(asked))
        query = (
            "SELECT number, day, value, currency, p.symbol, origin, p.file, line, imported FROM prices p "  # noqa: S608 - marks of our own
            f"JOIN (VALUES {marks}) AS s(number, symbol, file, first, last) "
            "ON s.symbol = p.symbol AND s.file = p.file AND p.day BETWEEN CAST(s.first AS DATE) "
            "AND CAST(s.last AS DATE) WHERE p.kind = ? "
            f"QUALIFY row_number() OVER (PARTITION BY number, day ORDER BY {_newest(as_of)}, line DESC) = 1 "
            "ORDER BY number, day"
        )
        arguments = [value for row in asked for value in row]
        for number, *values in self._ask(query, [*arguments, kind]):
            one, span = spans[number]
            price = Price(*values)
            closes = span.rule.closes if span.rule else None
            yield (
                one,
                span.rank,
                price._replace(
                    value=trimmed(price.value),
                    currency=price.currency or one.currency,
                    closes=closes,
                    series_end=span.series_end,
                ),
            )

    def closes_before(
        self, wanted: Iterable[tuple[Security, date]], days: int
    ) -> dict[tuple[str, date], Price | StoreError]:
        """Return the last close of securities on each day or up to so many days before it.

        By identifier and day, one query for any number of them. Where files differ, or all rows may be
        another security's, the refusal stands in place of the price.
        """
        keys = list(wanted)
        found: dict[tuple[str, date], Price | StoreError] = {}
        asked: list[tuple[int, _Span, date, date]] = []
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
                price = _agreed(security, [one for one in prices if one[1].day == last])
                found[security.security, day] = price
            except PriceAmbiguous as error:
                found[security.security, day] = error
        return found

    def _last_rows(
        self, asked: Sequence[tuple[int, _Span, date, date]]
    ) -> Iterator[tuple[int, _Span, Price]]:
        import pyarrow as pa

        if not asked:
            return
        columns = {
            "place": list(range(len(asked))),
            "symbol": [span.symbol for _, span, _, _ in asked],
            "file": [span.file for _, span, _, _ in asked],
            "earliest": [earliest for _, _, earliest, _ in asked],
            "latest": [latest for _, _, _, latest in asked],
        }
        self._opened_one().register("asked", pa.table(columns))
        rows = self._ask(
            "SELECT place, day, value, currency, p.symbol, origin, p.file, line, imported FROM prices p "
            "JOIN asked s ON s.symbol = p.symbol AND s.file = p.file "
            "AND p.day BETWEEN s.earliest AND s.latest WHERE p.kind = 'close' "
            "QUALIFY row_number() OVER (PARTITION BY place ORDER BY day DESC, imported DESC, line DESC) = 1"
        )
        for place, *values in rows:
            number, span, _, _ = asked[place]
            yield number, span, Price(*values)

    def _spans_of(self, security: Security, first: date | None, last: date | None) -> list[_Span]:
        return [
            span
            for span in self._load().get(security.security, ())
            if (first is None or span.last >= first) and (last is None or span.first <= last)
        ]

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

    def _load(self) -> dict[str, list[_Span]]:
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
                    span = _Span(symbol, file, since, until, found, rank, rule, last)
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


def _names(security: Security, key: str, text: str) -> bool:
    return text in (key, *security.isins, security.figi)


def _described(security: Security) -> str:
    return f"{security.name} ({security.security})"


def _newest(as_of: date | None) -> str:
    if as_of is None:
        return "imported DESC"
    day = f"DATE '{as_of.isoformat()}'"
    return f"imported > {day}, CASE WHEN imported > {day} THEN imported END, imported DESC"


def _ambiguous(span: _Span) -> SecurityAmbiguous:
    return SecurityAmbiguous(span.symbol, span.first, list(map(_described, span.securities)), span.file)


def _told(price: Price, span: _Span, security: Security) -> Price:
    return price._replace(
        value=trimmed(price.value),
        currency=price.currency or security.currency,
        closes=span.rule.closes if span.rule else None,
        series_end=span.series_end,
    )


def _agreed(security: Security, rows: list[tuple[int, Price]]) -> Price:
    """Return the price of a day that counts.

    Raises:
        PriceAmbiguous: two files of one rank differ.
    """
    best = min(rank for rank, _ in rows)
    prices = [price for rank, price in rows if rank == best]
    first = prices[0]
    for other in prices[1:]:
        slack = abs(first.value) * _ALIKE
        if abs(other.value - first.value) > slack or other.currency != first.currency:
            told = [f"{price.value} {price.currency} ({price.file})" for price in prices]
            raise PriceAmbiguous(security.name, first.day, told)
    return first
