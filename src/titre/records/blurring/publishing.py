"""What was shown of a list under embargo so far, and what may be shown today? Kept in a public table.

``commitments/NAME/blurred.csv`` has a line for each row and day that was shown, and for each month's end the
mean: ``row,day,low,high``, fractions of 1. It is public by its nature, so that what it already gave away is
counted when more is to be shown.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from titre.kernel.declarations import DeclarationFaulty
from titre.kernel.findings import Finding, Place, mismatch
from titre.kernel.messages import say
from titre.kernel.numerals import Told, write_exact
from titre.records.blurring.leaks import Band
from titre.records.blurring.showing import Blurred, Holding, blurred
from titre.sources.documents import document_of
from titre.sources.settings import TextForm
from titre.sources.tabular.cells import Reading
from titre.sources.tabular.delimited import records

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from titre.records.lists.model import StockList

BLURRED_FILE = "blurred.csv"
_MEAN = "mean"
_FORM = TextForm()


def read_returns(path: Path) -> dict[str, dict[date, Decimal]]:
    """Return the returns of a universe from a CSV of ``symbol,date,return``, by symbol and day.

    A return is that from the list's reference day to the day, a fraction of 1: ``0.62``.

    Raises:
        DeclarationFaulty: with every fault, each with its line.
    """
    found: dict[str, dict[date, Decimal]] = defaultdict(dict)
    faults: list[Finding] = []
    for reading in _readings(path, ["symbol", "date", "return"], faults):
        symbol = reading.text("symbol", expected=say("a symbol"))
        day, value = reading.day("date"), reading.number("return")
        faults += reading.faults
        if symbol is not None and day is not None and value is not None:
            found[symbol][day] = value
    if faults:
        raise DeclarationFaulty(faults)
    return dict(found)


def blur(
    path: Path,
    chosen: StockList,
    order: Sequence[str],
    universe: Mapping[str, Mapping[date, Decimal]],
    day: date,
    least: int,
    known: Collection[int] = (),
) -> Blurred:
    """Return what may be shown on a day; ``path`` is the table of what was shown before.

    ``order`` has the symbol of each row, or else its ISIN, in the order of the committed leaves, which is the
    order of their numbers; ``known`` are the places of rows that revealed lists name.

    Raises:
        DeclarationFaulty: a pick has no return on the day, or the table before cannot be read.
        LeakRefused: too few securities fit a row.
    """
    missing = sorted({symbol for symbol in order if day not in universe.get(symbol, {})})
    if missing:
        got = say("no return of {symbols} on {day}", symbols=", ".join(missing), day=Told(day))
        raise DeclarationFaulty([mismatch(Place("--returns"), got, say("one of every pick"))])
    before, told = read_table(path, len(order))
    rows = holdings(chosen, order, universe)
    return blurred(day, rows, universe, before=before, told=told, known=known, least=least)


def written(shown: Blurred) -> bytes:
    """Return the table of all that was shown."""
    lines = ["row,day,low,high"]
    for number, bands in enumerate(shown.rows, 1):
        lines += [
            f"{number},{day},{write_exact(band.low)},{write_exact(band.high)}" for day, band in bands.items()
        ]
    for day, mean in shown.means.items():
        value = write_exact(mean)
        lines.append(f"{_MEAN},{day},{value},{value}")
    return ("\n".join(lines) + "\n").encode()


def holdings(
    chosen: StockList, order: Sequence[str], universe: Mapping[str, Mapping[date, Decimal]]
) -> list[Holding]:
    """Return each row's security with its part of the mean, in the order of the rows."""
    weights: dict[str, list[Decimal]] = defaultdict(list)
    for pick in chosen.picks:
        sign = -1 if (pick.side or chosen.rules.side) == "short" else 1
        weights[pick.label].append(sign * (pick.weight or Decimal(1)))
    whole = sum((abs(one) for some in weights.values() for one in some), Decimal(0))
    return [Holding(universe[symbol], weights[symbol].pop(0) / whole) for symbol in order]


def read_table(path: Path, rows: int) -> tuple[list[dict[date, Band]], dict[date, Decimal]]:
    """Return what was shown before, the bands of each row and the means; nothing where there is no table.

    Raises:
        DeclarationFaulty: with every fault, each with its line.
    """
    if not path.is_file():
        return [{} for _ in range(rows)], {}
    found: list[dict[date, Band]] = [{} for _ in range(rows)]
    means: dict[date, Decimal] = {}
    faults: list[Finding] = []
    for reading in _readings(path, ["row", "day", "low", "high"], faults):
        row = reading.record["row"]
        day, low, high = reading.day("day"), reading.number("low"), reading.number("high")
        if row != _MEAN and not (row.isascii() and row.isdigit() and 1 <= int(row) <= rows):
            reading.fault("row", say("a number from 1 to {most}", most=rows))
        faults += reading.faults
        if reading.faults or day is None or low is None or high is None:
            continue
        if row == _MEAN:
            means[day] = low
        else:
            found[int(row) - 1][day] = Band(low, high)
    if faults:
        raise DeclarationFaulty(faults)
    return found, means


def _readings(path: Path, needed: Sequence[str], faults: list[Finding]) -> Iterator[Reading]:
    for record in records(document_of(path), _FORM, needed):
        if isinstance(record, Finding):
            faults.append(record)
        else:
            yield Reading(record, _FORM)
