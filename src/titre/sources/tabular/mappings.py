"""Are the column mappings of ``desk.toml`` sound? All faults at once, each by the key that has it.

::

    [prices]                       # one mapping, or several: [prices.boursorama], [prices.stooq]
    day = "Date"                   # the column of the day; the one key that is needed besides a price
    close = "Clôture"              # columns of prices: open, high, low, close, adjusted_close, dividend
    symbol = "Symbole"             # else the file's name is the symbol
    currency = "Devise"            # a column; or for the whole file: currency_code = "EUR"
    divisor = "100"                # of prices in pence; or, in one: currency_code = "GBX"
    origin = "Source"              # a column; or for the whole file: origin_name = "Boursorama"
    separator = ";"                # these five say how the file is written
    decimal = ","
    grouping = " "
    day_format = "%d/%m/%Y"
    encoding = "cp1252"

    [events]                       # columns: entity, day, kind, metric, period, low, high, unit, origin, note
    day = "date"
    origin = "source"
"""

from __future__ import annotations

import codecs
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from titre.kernel.messages import say
from titre.sources.errors import MappingFaulty
from titre.sources.settings import (
    DEFAULT_EVENTS,
    DEFAULT_PRICES,
    EVENT_FIELDS,
    PRICE_KINDS,
    EventMapping,
    PriceMapping,
    ReadSettings,
    TextForm,
)
from titre.sources.tabular.currencies import HUNDREDTHS, is_currency

if TYPE_CHECKING:
    from collections.abc import Mapping

    from titre.kernel.messages import Message

_FORM_KEYS = ("encoding", "separator", "decimal", "grouping", "day_format")
_COLUMN_KEYS = ("day", "symbol", "currency", "origin")
_CONSTANT_KEYS = ("currency_code", "origin_name")
_PRICE_KEYS = (*_COLUMN_KEYS, *_CONSTANT_KEYS, "divisor", *PRICE_KINDS, *_FORM_KEYS)
_DIVISORS = ("1", "10", "100", "1000")
"""Powers of ten only: a price stays exact."""
_DECIMAL_SIGNS = (".", ",")
_GROUPINGS = ("", " ", ".", ",", "'", "’")


def read_settings(tables: Mapping[str, Any]) -> ReadSettings:
    """Return the settings that the tables ``prices`` and ``events`` of ``desk.toml`` declare.

    Raises:
        MappingFaulty: with every fault, by its key: ``prices.boursorama.day``.
    """
    faults: dict[str, Message] = {}
    prices = _price_mappings(tables.get("prices", {}), faults)
    events = _event_mapping(tables.get("events", {}), faults)
    if faults:
        raise MappingFaulty(faults)
    return ReadSettings(prices=(*prices, *DEFAULT_PRICES), events=events)


def _price_mappings(table: object, faults: dict[str, Message]) -> list[PriceMapping]:
    if not isinstance(table, dict):
        faults["prices"] = _expected(table, say("a table of columns"))
        return []
    named = {f"prices.{name}": of for name, of in table.items() if isinstance(of, dict)}
    own = {key: value for key, value in table.items() if not isinstance(value, dict)}
    if own:
        named = {"prices": own, **named}
    mappings = (_price_mapping(path, of, faults) for path, of in named.items())
    return [mapping for mapping in mappings if mapping is not None]


def _price_mapping(path: str, table: dict[str, Any], faults: dict[str, Message]) -> PriceMapping | None:
    before = len(faults)
    texts = _texts(path, table, _PRICE_KEYS, faults)
    if "day" not in texts:
        faults.setdefault(f"{path}.day", say("missing, expected the column of the day"))
    values = {kind: texts[kind] for kind in PRICE_KINDS if kind in texts}
    if not values:
        kinds = ", ".join(PRICE_KINDS)
        faults.setdefault(path, say("no column of a price, expected one of {kinds}", kinds=kinds))
    for column, constant in (("currency", "currency_code"), ("origin", "origin_name")):
        if column in texts and constant in texts:
            faults[f"{path}.{constant}"] = say("beside {column}, expected one of the two", column=column)
    code, divisor = texts.get("currency_code"), texts.get("divisor")
    if code in HUNDREDTHS and divisor is None:
        code, divisor = HUNDREDTHS[code], "100"
    if divisor is not None and divisor not in _DIVISORS:
        faults[f"{path}.divisor"] = _expected(divisor, say("one of {known}", known=", ".join(_DIVISORS)))
    if code is not None and not is_currency(code):
        faults[f"{path}.currency_code"] = _expected(code, say("a currency code of ISO 4217, as USD"))
    form = _form(path, texts, faults)
    if len(faults) > before:
        return None
    return PriceMapping(
        path.removeprefix("prices."),
        texts["day"],
        values,
        symbol=texts.get("symbol"),
        currency=texts.get("currency"),
        currency_code=code,
        divisor=Decimal(divisor or 1),
        origin=texts.get("origin"),
        origin_name=texts.get("origin_name"),
        form=form,
    )


def _event_mapping(table: object, faults: dict[str, Message]) -> EventMapping:
    if not isinstance(table, dict):
        faults["events"] = _expected(table, say("a table of columns"))
        return DEFAULT_EVENTS
    texts = _texts("events", table, (*EVENT_FIELDS, *_FORM_KEYS), faults)
    form = _form("events", texts, faults)
    own = {name: column for name, column in texts.items() if name in EVENT_FIELDS}
    return EventMapping({**DEFAULT_EVENTS.columns, **own}, form)


def _texts(
    path: str, table: dict[str, Any], known: tuple[str, ...], faults: dict[str, Message]
) -> dict[str, str]:
    texts = {}
    for key, value in table.items():
        if key not in known:
            keys = ", ".join(known)
            faults[f"{path}.{key}"] = say("an unknown key, expected one of {keys}", keys=keys)
        elif not isinstance(value, str) or (not value and key != "grouping"):
            faults[f"{path}.{key}"] = _expected(value, say("a text"))
        else:
            texts[key] = value
    return texts


def _form(path: str, texts: dict[str, str], faults: dict[str, Message]) -> TextForm:
    form = TextForm(
        encoding=texts.get("encoding", "utf-8"),
        separator=texts.get("separator"),
        decimal=texts.get("decimal", "."),
        grouping=texts.get("grouping", ""),
        day_format=texts.get("day_format", "%Y-%m-%d"),
    )
    if form.decimal not in _DECIMAL_SIGNS:
        faults[f"{path}.decimal"] = _expected(form.decimal, say("a point or a comma"))
    if form.grouping not in _GROUPINGS or form.grouping == form.decimal:
        faults[f"{path}.grouping"] = _expected(form.grouping, say("another sign than the decimal one"))
    if form.separator is not None and (len(form.separator) != 1 or form.separator in ('"', "\n", "\r")):
        faults[f"{path}.separator"] = _expected(form.separator, say("one character"))
    if not _is_encoding(form.encoding):
        faults[f"{path}.encoding"] = _expected(form.encoding, say("an encoding, as utf-8 or cp1252"))
    if not _is_day_format(form.day_format):
        faults[f"{path}.day_format"] = _expected(form.day_format, say("a form of a whole day, as %d/%m/%Y"))
    return form


def _is_encoding(name: str) -> bool:
    try:
        codecs.lookup(name)
        # A codec of bytes, such as base64, is none of text.
        return "a".encode(name) != b""
    except (LookupError, UnicodeError, ValueError):
        return False


def _is_day_format(form: str) -> bool:
    day = datetime(2025, 3, 29)  # noqa: DTZ001 - only its day is written and read
    try:
        return datetime.strptime(day.strftime(form), form) == day  # noqa: DTZ007 - same
    except ValueError:
        return False


def _expected(got: object, expected: Message) -> Message:
    return say("got {got}, expected {expected}", got=repr(got), expected=expected)
