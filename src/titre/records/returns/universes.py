"""What did the securities return that a list was chosen from? From the store, for the check of leaks.

By the rules of the list, from the day of its picks on: whoever has the same prices would compute the same.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import isnan
from typing import TYPE_CHECKING

from titre.kernel.declarations import DeclarationFaulty
from titre.kernel.findings import Finding
from titre.kernel.messages import say
from titre.records.errors import LeakUnknown
from titre.records.lists.model import Pick
from titre.records.returns.paths import paths_of
from titre.records.returns.picks import PickReturn, return_of
from titre.records.returns.record import manner_of
from titre.sources.documents import document_of
from titre.sources.settings import TextForm
from titre.sources.tabular.cells import Reading
from titre.sources.tabular.delimited import records
from titre.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from titre.records.blurring.leaks import Universe
    from titre.records.returns.market import Market
    from titre.records.returns.record import Record

_PLACES = 6
_FORM = TextForm()


def read_universe(path: Path) -> list[str]:
    """Return the symbols or ISINs of a universe from a CSV with a column ``symbol``.

    Raises:
        DeclarationFaulty: with every fault, each with its line.
    """
    found, faults = [], []
    for record in records(document_of(path), _FORM, ["symbol"]):
        if isinstance(record, Finding):
            faults.append(record)
            continue
        reading = Reading(record, _FORM)
        symbol = reading.text("symbol", expected=say("the symbol or ISIN of a security"))
        faults += reading.faults
        if symbol is not None:
            found.append(symbol)
    if faults:
        raise DeclarationFaulty(faults)
    return found


def universe_returns(
    record: Record, market: Market, universe: Iterable[str], days: Iterable[date]
) -> Universe:
    """Return what a universe returned from the day of a record's picks to others, in the record's currency.

    ``universe`` are symbols or ISINs; the picks are among it under their labels. Every one counts as held: a
    row that is short has its sign in its weight. One whose return is not known is left out.

    Raises:
        LeakUnknown: the picks began on different days, from which there is no one return of another.
    """
    import numpy as np

    picks = {pick.label: pick for pick in record.chosen.picks}
    starts = {pick.date for pick in picks.values()}
    if len(starts) > 1:
        raise LeakUnknown
    (start,) = starts
    wanted = sorted({day for day in days if day >= start})
    if not wanted:
        return {}
    labels = {_identity(market, pick.isin or pick.symbol, start): label for label, pick in picks.items()}
    asked = sorted({_identity(market, name, start) for name in universe} | set(labels))
    market.prefetch((name, start) for name in asked)
    ordinals = np.array([day.toordinal() for day in wanted])
    found: dict[str, dict[date, Decimal]] = {}
    for name in asked:
        made = PickReturn(Pick(start, symbol=name), name, Fraction(1), start, wanted[-1])
        made = return_of(market, made, currency=record.currency, manner=manner_of(record.rules))
        paths = paths_of(market, [made], record.currency, income=record.rules.returns == "total")
        if paths is None or not made.complete:
            continue
        values = paths.picks[0][np.maximum(paths.ordinals.searchsorted(ordinals, side="right") - 1, 0)]
        found[labels.get(name, name)] = {
            day: Decimal(repr(round(float(value) - 1, _PLACES)))
            for day, value in zip(wanted, values, strict=True)
            if not isnan(value)
        }
    return found


def _identity(market: Market, name: str, day: date) -> str:
    """Return what a security is called in a universe: one that two symbols mean counts once."""
    try:
        return market.history(name, day).security.security
    except StoreError:
        return name
