"""Was a pick's reference price known before anybody else could see that the pick was made?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_SATURDAY = 5


def priced_before(day: date, reference_price: str, time: datetime) -> bool:
    """Return whether a pick's reference price was known before the earliest independent time.

    ``day`` is the pick's date. Which days a market trades is not known to a verifier: the day after is taken
    as the next that is no weekend. A price of the very day of the stamp passes, for nobody but the market
    knows which of the two came first.
    """
    priced = day
    if reference_price != "close":
        priced += timedelta(days=1)
        while priced.weekday() >= _SATURDAY:
            priced += timedelta(days=1)
    return priced < time.date()


def row_priced_before(row: Mapping[str, str], rules: Mapping[str, str], time: datetime) -> bool:
    """Return the same of a row as it was committed; a row without a day counts as priced before."""
    try:
        day = date.fromisoformat(row.get("date", ""))
    except ValueError:
        return True
    return priced_before(day, rules.get("reference_price", "close"), time)
