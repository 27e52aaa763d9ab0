"""What were the prices of many securities, each over all its symbols? Columns; rows are made on demand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from titre.kernel.numerals import trimmed
from titre.store.engine import rows_of_lists
from titre.store.errors import PriceAmbiguous

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from titre.store.declared_securities import FileRule, Security

ALIKE = Decimal("0.0005")
"""by how much two files' prices may differ, as a part of the price, and still be roundings of one"""
_DAYS = 1 << 22
"""more days than a calendar has: series and day in one number"""
_EPOCH = date(1970, 1, 1).toordinal()
_QUERY = """
WITH asked AS (SELECT *, CAST(row_number() OVER () - 1 AS INTEGER) AS span FROM ({asked}))
SELECT series, span, day, value, currency, origin, line, imported, place FROM prices p
JOIN asked s ON s.symbol = p.symbol AND s.file = p.file AND s.kind = p.kind
WHERE p.day BETWEEN s.first AND s.last
"""
COLUMNS = ("span", "day", "value", "currency", "origin", "line", "imported", "place")


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


class Span(NamedTuple):
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


class PriceSeries(Sequence[Price]):
    """The prices of one kind of a security, one a day, by day."""

    def __init__(
        self,
        security: Security,
        spans: Sequence[Span],
        rows: Any,  # noqa: ANN401 - Arrow is late
        doubts: Sequence[Price] = (),
    ) -> None:
        self.security, self._spans, self._rows = security, spans, rows
        self.doubts = doubts
        """rows of days that have none: what stands there cannot be taken, see ``sources.rows.DOUBT``"""
        self._made: dict[int, Price] = {}

    @classmethod
    def empty(cls, security: Security) -> PriceSeries:
        """Return the series of a security without any price."""
        return cls.of(security, [])

    @classmethod
    def of(cls, security: Security, prices: Sequence[Price]) -> PriceSeries:
        """Return the series of prices that are sorted by day."""
        import pyarrow as pa

        spans: dict[tuple[object, ...], Span] = {}
        keys = [(price.symbol, price.file, price.closes, price.series_end) for price in prices]
        for key, price in zip(keys, prices, strict=True):
            spans.setdefault(key, _span_of(price))
        numbers = {key: number for number, key in enumerate(spans)}
        columns = {
            "span": pa.array([numbers[key] for key in keys], pa.int32()),
            "day": pa.array([price.day for price in prices], pa.date32()),
            "value": pa.array([price.value for price in prices], pa.decimal128(38, 12)),
            "currency": pa.array([price.currency for price in prices], pa.string()),
            "origin": pa.array([price.origin for price in prices], pa.string()),
            "line": pa.array([price.line for price in prices], pa.int64()),
            "imported": pa.array([price.imported for price in prices], pa.date32()),
            "place": pa.array(range(len(prices)), pa.int64()),
        }
        return cls(security, list(spans.values()), pa.table(columns))

    @cached_property
    def ordinals(self) -> Any:  # noqa: ANN401 - numpy is imported late
        """The days as whole numbers (``date.toordinal``), an array of int64."""
        return _ordinals(self._rows)

    @cached_property
    def values(self) -> Any:  # noqa: ANN401 - numpy is imported late
        """The values as the files give them, an array of float64: for pictures and checks."""
        return self._rows.column("value").cast("float64").to_numpy()

    @cached_property
    def imported(self) -> Any:  # noqa: ANN401 - numpy is imported late
        """The days of import as whole numbers, an array of int64."""
        return _ordinals(self._rows, "imported")

    @cached_property
    def changes(self) -> list[int]:
        """The places from which the file, its import or the currency is another; 0 is one of them."""
        import numpy as np

        if not len(self):
            return []
        spans = self._rows.column("span").to_numpy()
        currencies = self._rows.column("currency").combine_chunks().dictionary_encode().indices
        other = currencies.fill_null(-1).to_numpy(zero_copy_only=False)
        other_one = (np.diff(spans) != 0) | (np.diff(other) != 0) | (np.diff(self.imported) != 0)
        return [0, *(np.flatnonzero(other_one) + 1).tolist()]

    def __len__(self) -> int:
        return int(self._rows.num_rows)

    @overload
    def __getitem__(self, place: int) -> Price: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Price]: ...
    def __getitem__(self, place: int | slice) -> Price | Sequence[Price]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        found = self._made.get(place)
        if found is None:
            found = self._made[place] = self._price([column[place].as_py() for column in self._columns])
        return found

    def __iter__(self) -> Iterator[Price]:
        """Yield the prices by day; all at once is much less work than one by one."""
        for cells in zip(*(column.to_pylist() for column in self._columns), strict=True):
            yield self._price(cells)

    @cached_property
    def _columns(self) -> list[Any]:
        return [self._rows.column(name).combine_chunks() for name in COLUMNS]

    def _price(self, cells: Sequence[Any]) -> Price:
        number, day, value, currency, origin, line, imported, _ = cells
        span = self._spans[number]
        return Price(
            day,
            trimmed(value),
            currency or self.security.currency,
            span.symbol,
            origin,
            span.file,
            line,
            imported,
            span.rule.closes if span.rule else None,
            span.series_end,
        )


def price_series(
    connection: duckdb.DuckDBPyConnection,
    asked: Sequence[tuple[Security, str, Sequence[Span]]],
    as_of: date | None = None,
) -> list[PriceSeries | PriceAmbiguous]:
    """Return the series of securities, each of a kind and of spans that are its own; one query for all.

    Of rows of one file the one imported last counts (by ``as_of`` where any was); of several files the first
    under ``[files]``. Where two files of one rank differ, the refusal stands in place of the series.
    """
    import numpy as np

    spans = [(number, kind, span) for number, (_, kind, own) in enumerate(asked) for span in own]
    lists = (
        ("series", "INTEGER", [number for number, _, _ in spans]),
        ("kind", "VARCHAR", [kind for _, kind, _ in spans]),
        ("symbol", "VARCHAR", [span.symbol for _, _, span in spans]),
        ("file", "VARCHAR", [span.file for _, _, span in spans]),
        ("first", "DATE", [span.first for _, _, span in spans]),
        ("last", "DATE", [span.last for _, _, span in spans]),
    )
    query = _QUERY.replace("{asked}", rows_of_lists(lists))
    rows: Any = connection.cursor().sql(query, params=[values for _, _, values in lists]).to_arrow_table()
    keys = rows.column("series").to_numpy().astype("int64") * _DAYS + _ordinals(rows)
    order = np.argsort(keys, kind="stable")
    rows, keys = rows.take(order), keys[order]
    edges = np.searchsorted(keys, np.arange(len(asked) + 1) * _DAYS)
    every = [span for _, _, span in spans]
    found: list[PriceSeries | PriceAmbiguous] = []
    for number, (security, _, _) in enumerate(asked):
        own = rows.slice(edges[number], edges[number + 1] - edges[number]).select(COLUMNS)
        try:
            found.append(_one_a_day(PriceSeries(security, every, own), every, own, as_of))
        except PriceAmbiguous as error:
            found.append(error)
    return found


def _one_a_day(
    series: PriceSeries,
    spans: Sequence[Span],
    rows: Any,  # noqa: ANN401 - Arrow is imported late
    as_of: date | None,
) -> PriceSeries:
    """Return a series without the rows of a day that do not count.

    Raises:
        PriceAmbiguous: two files of one rank differ.
    """
    import numpy as np

    ordinals = series.ordinals
    starts = np.flatnonzero(np.diff(ordinals, prepend=-1))
    if len(starts) < len(ordinals):
        ends = [*starts[1:].tolist(), len(ordinals)]
        kept = [
            start if end - start == 1 else _chosen(series, range(start, end), spans, rows, as_of)
            for start, end in zip(starts.tolist(), ends, strict=True)
        ]
        rows = rows.take(kept)
        series = PriceSeries(series.security, spans, rows)
    unsure = np.flatnonzero(series.values < 0)
    if not len(unsure):
        return series
    doubts = [series[at] for at in unsure.tolist()]
    return PriceSeries(series.security, spans, rows.take(np.flatnonzero(series.values >= 0)), doubts)


def _chosen(
    series: PriceSeries,
    places: range,
    spans: Sequence[Span],
    rows: Any,  # noqa: ANN401 - Arrow is imported late
    as_of: date | None,
) -> int:
    """Return the place of the row that counts among those of one day; a doubt's where every file has one."""
    numbers = rows.column("span")
    ages = rows.column("place")
    newest: dict[str, tuple[tuple[bool, int], int]] = {}
    for place in places:
        price, age = series[place], int(ages[place].as_py())
        late = as_of is not None and price.imported > as_of
        # What was imported last counts; of what was not known by then, what came first.
        key = (late, age if late else -age), place
        newest[price.file] = min(key, newest.get(price.file, key))
    counting = [place for _, place in newest.values()]
    price = agreed(
        series.security, [(spans[numbers[place].as_py()].rank, series[place]) for place in counting]
    )
    return next(place for place in counting if series[place] is price)


def agreed(security: Security, ranked: Sequence[tuple[int, Price]]) -> Price:
    """Return the price of a day that counts, of several files', each with its rank: the lowest decides.

    A doubt is returned only where every file has one.

    Raises:
        PriceAmbiguous: two files of one rank differ.
    """
    ranked = [each for each in ranked if each[1].value >= 0] or ranked
    best = min(rank for rank, _ in ranked)
    prices = [price for rank, price in ranked if rank == best]
    first = prices[0]
    for other in prices[1:]:
        slack = abs(first.value) * ALIKE
        if abs(other.value - first.value) > slack or other.currency != first.currency:
            told = [f"{price.value} {price.currency} ({price.file})" for price in prices]
            raise PriceAmbiguous(security.name, first.day, told)
    return first


def _ordinals(rows: Any, name: str = "day") -> Any:  # noqa: ANN401 - Arrow and numpy are imported late
    return rows.column(name).cast("int32").to_numpy().astype("int64") + _EPOCH


def _span_of(price: Price) -> Span:
    from titre.store.declared_securities import FileRule

    rule = None if price.closes is None else FileRule(price.file, closes=price.closes)
    end = price.series_end or price.day
    return Span(price.symbol, price.file, price.day, price.day, (), 0, rule, end)
