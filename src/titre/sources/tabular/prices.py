"""What did a security cost, and what did it distribute? The rows of a price CSV by the desk's column mapping.

An empty cell means: not known. Whether a close is adjusted for splits is for the analyst to know; the kind
of a row says only what its column was declared to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.findings import Finding, mismatch
from titre.kernel.messages import say
from titre.sources.kinds import header_row, prices_fit
from titre.sources.rows import PriceRow
from titre.sources.settings import DEFAULT_PRICES
from titre.sources.tabular.cells import Reading
from titre.sources.tabular.delimited import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from titre.sources.documents import Document
    from titre.sources.settings import PriceMapping
    from titre.sources.tabular.delimited import Record

_MAY_BE_ZERO = "dividend"
"""Some files write a dividend of 0 on each day without one."""


def read_prices(document: Document, mappings: Sequence[PriceMapping]) -> Iterator[PriceRow | Finding]:
    """Yield the prices and dividends of a CSV by the first mapping that fits its columns best.

    Of two rows of one symbol, day and kind the first counts: a second that says the same is passed over, one
    that says something else is a finding.

    Raises:
        DocumentUnreadable: the bytes cannot be got.
    """
    mapping = mapping_for(document.head(), mappings)
    if mapping is None:
        got = ", ".join(header_row(document.head(), mappings[0].form)) if mappings else ""
        expected = say("columns of a mapping under [prices] in desk.toml")
        yield mismatch(document.place("line 1"), got or say("no columns"), expected)
        return
    seen: dict[tuple[str, date, str], tuple[Decimal, int]] = {}
    needed = [mapping.day, *([mapping.symbol] if mapping.symbol else [])]
    for record in records(document, mapping.form, needed):
        if isinstance(record, Finding):
            yield record
            continue
        for row in _prices(record, mapping):
            if isinstance(row, Finding):
                yield row
                continue
            key = (row.symbol, row.day, row.kind)
            value, line = seen.setdefault(key, (row.value, row.line))
            if line == row.line:
                yield row
            elif value != row.value:
                yield _contradiction(record, mapping, row, value, line)


def mapping_for(head: bytes, mappings: Sequence[PriceMapping]) -> PriceMapping | None:
    """Return the mapping of a file: the first that finds all of its columns, else the one that finds most.

    A mapping of the desk that fits at all comes before those that Titre knows of itself.
    """
    fitting = [mapping for mapping in mappings if prices_fit(header_row(head, mapping.form), mapping)]

    def missed(mapping: PriceMapping) -> tuple[bool, int]:
        columns = {column.casefold() for column in header_row(head, mapping.form)}
        found = sum(column.casefold() in columns for column in mapping.values.values())
        complete = found == len(mapping.values)
        return (not complete, 0 if complete else -found)

    own = [mapping for mapping in fitting if mapping not in DEFAULT_PRICES]
    return min(own or fitting, key=missed, default=None)


def _prices(record: Record, mapping: PriceMapping) -> Iterator[PriceRow | Finding]:
    reading = Reading(record, mapping.form)
    day = reading.day(mapping.day)
    symbol = _symbol(reading, mapping)
    currency = _currency(reading, mapping)
    shared = len(reading.faults)
    values = [(kind, _value(reading, kind, column)) for kind, column in mapping.values.items()]
    yield from reading.faults
    if day is None or symbol is None or shared:
        return
    origin = (record[mapping.origin] if mapping.origin else "") or mapping.origin_name
    for kind, value in values:
        if value is not None:
            yield PriceRow(symbol, day, kind, value, currency, origin, record.document.name, record.line)


def _symbol(reading: Reading, mapping: PriceMapping) -> str | None:
    if mapping.symbol is None:
        return reading.record.document.stem.rsplit(".", 1)[0]
    return reading.text(mapping.symbol, expected=say("the symbol of a security"))


def _currency(reading: Reading, mapping: PriceMapping) -> str | None:
    given = reading.currency(mapping.currency) if mapping.currency else None
    return given or mapping.currency_code


def _value(reading: Reading, kind: str, column: str) -> Decimal | None:
    value = reading.number(column)
    if value is not None and (value < 0 or (value == 0 and kind != _MAY_BE_ZERO)):
        reading.fault(column, say("a price above 0, or an empty cell where none is known"))
        return None
    return value


def _contradiction(
    record: Record, mapping: PriceMapping, row: PriceRow, value: Decimal, line: int
) -> Finding:
    return mismatch(
        record.place(mapping.values[row.kind]),
        str(row.value),
        say("{value} as in line {line}", value=value, line=line),
        subject=f"{row.symbol} {row.day}",
    )
