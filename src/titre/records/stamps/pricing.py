"""Was a pick's reference price known before anybody else could see that the pick was made?"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_SATURDAY = 5


class Priced(Enum):
    """When a pick's reference price was made, beside the earliest independent time of its list."""

    BEFORE = "before"
    SAME_DAY = "same day"
    """only the market's hours tell which of the two came first"""
    AFTER = "after"


def priced(day: date, reference_price: str, time: datetime) -> Priced:
    """Return whether a pick's reference price was made before the earliest independent time.

    ``day`` is the pick's date. Which days a market trades is not known to a verifier: the day after is taken
    as the next that is no weekend.
    """
    made = day
    if reference_price != "close":
        made += timedelta(days=1)
        while made.weekday() >= _SATURDAY:
            made += timedelta(days=1)
    if made == time.date():
        return Priced.SAME_DAY
    return Priced.BEFORE if made < time.date() else Priced.AFTER


def row_priced(row: Mapping[str, str], rules: Mapping[str, str], time: datetime) -> Priced:
    """Return the same of a row as it was committed."""
    return priced(date.fromisoformat(row["date"]), rules.get("reference_price", "close"), time)
