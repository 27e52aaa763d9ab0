"""How much of a currency was one euro? The ECB's reference rates, as it publishes them.

A column a currency, a row a day, newest first; ``N/A`` where there was no rate; every line ends with a comma.
Source: https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from titre.kernel.findings import Finding, mismatch
from titre.kernel.messages import say
from titre.sources.kinds import header_row
from titre.sources.rows import RateRow
from titre.sources.settings import TextForm
from titre.sources.tabular.cells import Reading
from titre.sources.tabular.currencies import is_currency
from titre.sources.tabular.delimited import Record, records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.sources.documents import Document

BASE = "EUR"
ORIGIN = "European Central Bank"
_FORM = TextForm()
_DAY = "Date"
_LONG_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})", re.ASCII)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def read_rates(document: Document) -> Iterator[RateRow | Finding]:
    """Yield the rates of the ECB's history, or of its file of one day, in the order of the file.

    Raises:
        DocumentUnreadable: the bytes cannot be got.
    """
    currencies = [column for column in header_row(document.head(), _FORM)[1:] if column]
    unknown = [currency for currency in currencies if not is_currency(currency)]
    for currency in unknown:
        expected = say("a currency code of ISO 4217, as USD")
        yield mismatch(document.place(f"line 1, column {currency}"), currency, expected)
    known = [currency for currency in currencies if currency not in unknown]
    seen: dict[date, int] = {}
    for record in records(document, _FORM, [_DAY]):
        if isinstance(record, Finding):
            yield record
            continue
        yield from _rates(record, known, seen)


def _rates(record: Record, currencies: list[str], seen: dict[date, int]) -> Iterator[RateRow | Finding]:
    reading = Reading(record, _FORM)
    day = _long_day(record[_DAY]) or reading.day(_DAY)
    if day is None:
        yield from reading.faults
        return
    if seen.setdefault(day, record.line) != record.line:
        yield mismatch(
            record.place(_DAY), record[_DAY], say("each day once, line {line} has it", line=seen[day])
        )
        return
    for currency in currencies:
        rate = reading.number(currency)
        if rate is not None and rate > 0:
            yield RateRow(day, BASE, currency, rate, ORIGIN, record.document.name, record.line)
        elif rate is not None:
            reading.fault(currency, say("a rate above 0, or N/A"))
    yield from reading.faults


def _long_day(text: str) -> date | None:
    """Return the day of the bank's file of one day, which writes ``30 October 2026``."""
    match = _LONG_DAY.fullmatch(text)
    if match is None or match[2] not in _MONTHS:
        return None
    try:
        return date(int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError:
        return None
