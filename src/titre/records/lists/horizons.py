"""When does a pick end by the rules? On a day, after a length of time, or never."""

from __future__ import annotations

import re
from datetime import date, timedelta

LENGTH = re.compile(r"(?P<number>[1-9]\d{0,3}) (?P<unit>day|month|year)s?", re.ASCII)
_MONTHS = 12


def horizon_end(horizon: str, start: date) -> date:
    """Return the day on which a pick ends by the rules: a day, a length, or never."""
    if not horizon:
        return date.max
    match = LENGTH.fullmatch(horizon)
    if match is None:
        return date.fromisoformat(horizon)
    number = int(match["number"])
    if match["unit"] == "day":
        return start + timedelta(days=number)
    months = start.month - 1 + number * (_MONTHS if match["unit"] == "year" else 1)
    year, month = start.year + months // _MONTHS, months % _MONTHS + 1
    following = date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    # A month without that day ends on its last.
    return min(date(year, month, 1) + timedelta(days=start.day - 1), following - timedelta(days=1))
