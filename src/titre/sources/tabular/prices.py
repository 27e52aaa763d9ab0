"""What did a security cost, and what did it distribute? The rows of a price CSV by the desk's column mapping.

An empty cell means: not known. What is there and cannot be taken, a cell that is no price or two rows that
differ, is a finding and a row of ``DOUBT``: the day has no price, and nobody takes the one before it. Whether
a close is adjusted for splits is for the analyst to know; the kind of a row says only what its column was
declared to be.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from titre.kernel.findings import Finding, Place, mismatch
from titre.kernel.messages import say
from titre.sources.kinds import header_row, prices_fit
from titre.sources.rows import DOUBT, PriceRow
from titre.sources.settings import DEFAULT_PRICES, PRICE_KINDS
from titre.sources.tabular.cells import NOT_KNOWN, Reading, day_of, number_of, over
from titre.sources.tabular.delimited import BrokenRow, Record, records

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from titre.sources.documents import Document
    from titre.sources.settings import PriceMapping

_MAY_BE_ZERO = "dividend"
"""Some files write a dividend of 0 on each day without one."""
_WITHIN = ("open", "close")
"""what lies between the low and the high of its day"""
ROUNDED = Decimal("0.0005")
"""by how much two prices may differ, as a part of the price, and still be roundings of one"""
ALIKE = Decimal("0.1")
"""by how much two amounts of one day may differ, as a part of the larger, and still be one distribution"""


class _Paid(NamedTuple):
    """A distribution and the row that tells it."""

    row: PriceRow
    record: Record

    def is_like(self, other: _Paid) -> bool:
        """Return whether the two may be one distribution told twice: its currency, or nearly its amount."""
        one, two = self.row, other.row
        near = abs(one.value - two.value) <= max(one.value, two.value) * ALIKE
        return near or one.currency != two.currency


def read_prices(document: Document, mappings: Sequence[PriceMapping]) -> Iterator[PriceRow | Finding]:
    """Yield the prices and dividends of a CSV by the first mapping that fits its columns best.

    Of rows of one symbol, day and kind that say the same the first counts; where they differ, none does.
    Distributions of one day are added up, unless one row may be the other again.

    Raises:
        DocumentUnreadable: the bytes cannot be got.
    """
    mapping = mapping_for(document.head(), mappings)
    if mapping is None:
        got = ", ".join(header_row(document.head(), mappings[0].form)) if mappings else ""
        expected = say("columns of a mapping under [prices] in desk.toml")
        yield mismatch(document.place("line 1"), got or say("no columns"), expected)
        return
    seen: dict[tuple[str, date, str], PriceRow] = {}
    paid: dict[tuple[str, date], list[_Paid]] = {}
    needed = [mapping.day, *([mapping.symbol] if mapping.symbol else [])]
    for record in records(document, mapping.form, needed):
        for row in _rows(record, mapping):
            if isinstance(row, Finding) or row.value == DOUBT:
                yield row
            elif row.kind == _MAY_BE_ZERO and row.value and isinstance(record, Record):
                paid.setdefault((row.symbol, row.day), []).append(_Paid(row, record))
            else:
                first = seen.setdefault((row.symbol, row.day, row.kind), row)
                if first is row:
                    yield row
                elif first.value != row.value:
                    yield _contradiction(row, first, mapping)
                    yield row._replace(value=DOUBT)
    for rows in paid.values():
        yield from _added_up(rows, mapping)


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


def _rows(record: Record | Finding, mapping: PriceMapping) -> Iterator[PriceRow | Finding]:
    if isinstance(record, Finding):
        yield record
        if isinstance(record, BrokenRow) and record.row is not None:
            yield from _doubts(Reading(record.row, mapping.form), mapping)
    else:
        yield from _prices(record, mapping)


def _prices(record: Record, mapping: PriceMapping) -> Iterator[PriceRow | Finding]:
    reading = Reading(record, mapping.form)
    day = reading.day(mapping.day)
    symbol = _symbol(reading, mapping)
    currency = _currency(reading, mapping)
    shared = len(reading.faults)
    values = [(kind, _value(reading, kind, column, mapping)) for kind, column in mapping.values.items()]
    yield from reading.faults
    if reading.faults:
        yield from _doubts(reading, mapping, [kind for kind, value in values if value is None or shared])
    if day is None or symbol is None or shared:
        return
    origin = (record[mapping.origin] if mapping.origin else "") or mapping.origin_name
    for kind, value in values:
        if value is not None:
            whole = over(value, mapping.divisor)
            yield PriceRow(symbol, day, kind, whole, currency, origin, record.document.name, record.line)


def _doubts(
    reading: Reading, mapping: PriceMapping, kinds: Collection[str] = PRICE_KINDS
) -> Iterator[PriceRow]:
    """Yield a row of ``DOUBT`` for each price of a faulty row that has a cell, where its day can be told."""
    record = reading.record
    day = day_of(record[mapping.day], mapping.form)
    symbol = _symbol(Reading(record, mapping.form), mapping)
    if day is None or symbol is None:
        return
    for kind, column in mapping.values.items():
        if kind in kinds and record[column].casefold() not in NOT_KNOWN:
            yield PriceRow(symbol, day, kind, DOUBT, None, None, record.document.name, record.line)


def _added_up(paid: Sequence[_Paid], mapping: PriceMapping) -> Iterator[PriceRow | Finding]:
    """Yield the distributions of one day as one row; where one may be another again, a doubt."""
    counted = [paid[0]]
    for one in paid[1:]:
        if any(one.record.cells == other.record.cells for other in counted):
            continue
        alike = next((other.row for other in counted if other.is_like(one)), None)
        if alike is not None:
            yield _contradiction(one.row, alike, mapping)
            yield one.row._replace(value=DOUBT)
            return
        counted.append(one)
    yield counted[0].row._replace(value=sum((one.row.value for one in counted), Decimal(0)))


def _symbol(reading: Reading, mapping: PriceMapping) -> str | None:
    if mapping.symbol is None:
        return reading.record.document.stem.rsplit(".", 1)[0]
    return reading.text(mapping.symbol, expected=say("the symbol of a security"))


def _currency(reading: Reading, mapping: PriceMapping) -> str | None:
    given = reading.currency(mapping.currency) if mapping.currency else None
    return given or mapping.currency_code


def _value(reading: Reading, kind: str, column: str, mapping: PriceMapping) -> Decimal | None:
    value = reading.number(column)
    if value is not None and reading.record[column].endswith(reading.form.decimal):
        reading.fault(column, say("a number that does not end with its decimal sign"))
        return None
    if value is not None and (value < 0 or (value == 0 and kind != _MAY_BE_ZERO)):
        reading.fault(column, say("a price above 0, or an empty cell where none is known"))
        return None
    if value is not None and kind in _WITHIN and not _in_its_day(reading, mapping, value):
        low, high = (reading.record[_column(mapping, bound)] for bound in ("low", "high"))
        reading.fault(
            column, say("a price between the day's low and high, {low} and {high}", low=low, high=high)
        )
        return None
    return value


def _in_its_day(reading: Reading, mapping: PriceMapping, value: Decimal) -> bool:
    """Return whether a price may be one of its day, by the low and high that the file has of it.

    A column that is no price, a volume say, is found by it, whatever it is called. A file that gives what
    binary fractions left of a price has it a little outside.
    """
    form = reading.form
    low, high = (number_of(reading.record[_column(mapping, bound)], form) for bound in ("low", "high"))
    above = not low or value >= low * (1 - ROUNDED)
    return above and (not high or value <= high * (1 + ROUNDED))


def _column(mapping: PriceMapping, kind: str) -> str:
    """Return the column of a kind: the one that is mapped, or the one of its name."""
    return mapping.values.get(kind, kind)


def _contradiction(row: PriceRow, first: PriceRow, mapping: PriceMapping) -> Finding:
    place = Place(row.file, f"line {row.line}, column {mapping.values[row.kind]}")
    expected = say("{value} as in line {line}", value=first.value, line=first.line)
    return mismatch(place, str(row.value), expected, subject=f"{row.symbol} {row.day}")
