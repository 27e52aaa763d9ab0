"""How does an analyst's own file name its columns? The mappings that ``desk.toml`` gives; data only.

What a mapping may say is checked in ``mappings``; how it is followed is in ``prices`` and ``events``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

PRICE_KINDS = ("open", "high", "low", "close", "adjusted_close", "dividend")
"""What a price column can mean; each becomes the ``kind`` of its rows."""

EVENT_FIELDS = (
    "entity",
    "day",
    "kind",
    "metric",
    "period",
    "low",
    "high",
    "unit",
    "origin",
    "note",
)
"""What a column of an events file can mean: the fields of ``EventRow``."""


@dataclass(frozen=True, slots=True)
class TextForm:
    """How a delimited text writes its bytes, cells, numbers and days."""

    encoding: str = "utf-8"
    separator: str | None = None
    """one character between cells; None: the one of comma, semicolon and tab that the header row uses"""
    decimal: str = "."
    """the decimal sign: ``.`` or ``,``"""
    grouping: str = ""
    """what separates thousands; empty: nothing does"""
    day_format: str = "%Y-%m-%d"
    """how a day is written, as ``datetime.strptime`` says it"""


@dataclass(frozen=True, slots=True)
class PriceMapping:
    """Which column of a price or dividend file means what.

    Where ``symbol`` is None the file's name, without its extension, is the symbol; where ``currency``
    is None every row has ``currency_code``, and likewise for ``origin``.
    """

    name: str
    day: str
    values: Mapping[str, str]
    """kind of ``PRICE_KINDS`` to column; a file need not have all of them, but one at least"""
    symbol: str | None = None
    currency: str | None = None
    currency_code: str | None = None
    divisor: Decimal = Decimal(1)
    """what one unit of the currency is in the file: 100 where it has pence"""
    origin: str | None = None
    origin_name: str | None = None
    form: TextForm = TextForm()


@dataclass(frozen=True, slots=True)
class EventMapping:
    """Which column of an events file means what: field of ``EVENT_FIELDS`` to column."""

    columns: Mapping[str, str]
    form: TextForm = TextForm()


_BARS = {
    "open": "Open",
    "high": "High",
    "low": "Low",
    "close": "Close",
    "adjusted_close": "Adj Close",
    "dividend": "Dividends",
}
"""the columns that Yahoo, Stooq and many after them give"""

DEFAULT_PRICES = (
    PriceMapping(
        "closes",
        day="date",
        symbol="symbol",
        values={"close": "close", "adjusted_close": "adj_close"},
        currency="currency",
        origin="source",
    ),
    PriceMapping(
        "dividends",
        day="ex_date",
        symbol="symbol",
        values={"dividend": "amount"},
        currency="currency",
        origin="source",
    ),
    PriceMapping(
        "closes of one symbol",
        day="date",
        values={"close": "close", "adjusted_close": "adj_close"},
        currency="currency",
        origin="source",
    ),
    # Before that of one symbol: a file that tells its symbols is not named by one.
    PriceMapping(
        "daily bars of many",
        day="Date",
        symbol="Symbol",
        values=_BARS,
        currency="Currency",
        origin="Source",
    ),
    PriceMapping("daily bars", day="Date", values=_BARS, currency="Currency", origin="Source"),
)
"""The mappings tried after those of the desk."""

DEFAULT_EVENTS = EventMapping(
    {name: {"day": "date", "origin": "source"}.get(name, name) for name in EVENT_FIELDS}
)


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """What the analyst tells the readers: column mappings, and when documents that are silent were filed."""

    prices: tuple[PriceMapping, ...] = DEFAULT_PRICES
    """tried in order; the desk's own come first"""
    events: EventMapping = DEFAULT_EVENTS
    filed: date | None = None
