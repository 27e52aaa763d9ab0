"""Which stretch of time does a figure cover? The written forms of a period, and nothing of any calendar.

========================  =======================================================
``2024``, ``FY2024``      a fiscal year, under the company's own label
``2025Q1``                a fiscal quarter
``TTM 2025Q1``            the twelve months that end with a fiscal quarter
``2025-03-31``            an instant
``CY2024``, ``CY2025Q1``  the same by the calendar, whoever the company is
========================  =======================================================

Which days a label covers for a company is told by its filings, in ``figures``, not here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from titre.kernel.errors import ParseError
from titre.kernel.messages import say

_WRITTEN = re.compile(
    r"(?P<ttm>TTM\s+)?(?P<calendar>CY|FY)?(?P<year>\d{4})(?:Q(?P<quarter>[1-4]))?", re.IGNORECASE | re.ASCII
)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_QUARTERS = 4


class PeriodKind(StrEnum):
    """The length of a period."""

    YEAR = "year"
    QUARTER = "quarter"
    TRAILING = "trailing"
    INSTANT = "instant"


@dataclass(frozen=True, slots=True)
class Period:
    """A period as an analyst names it.

    ``year`` and ``quarter`` label a year, a quarter or the quarter that a trailing period ends with;
    ``day`` is set for an instant only. ``calendar`` is true where the label means the calendar.
    """

    kind: PeriodKind
    year: int = 0
    quarter: int = 0
    calendar: bool = False
    day: date | None = None

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period that a text writes.

        Raises:
            ParseError: the text has none of the forms, or names a day that does not exist.
        """
        stripped = text.strip()
        if _INSTANT.fullmatch(stripped):
            try:
                return cls.instant(date.fromisoformat(stripped))
            except ValueError:
                raise ParseError(say("period"), text, say("a day that exists")) from None
        match = _WRITTEN.fullmatch(stripped)
        if match is None or not _FIRST_YEAR <= int(match["year"]) <= _LAST_YEAR:
            raise ParseError(say("period"), text, _EXPECTED)
        year, quarter = int(match["year"]), int(match["quarter"] or 0)
        calendar = (match["calendar"] or "").upper() == "CY"
        if match["ttm"] and not quarter:
            # A year is four quarters: its trailing twelve months end with the fourth.
            quarter = _QUARTERS
        if match["ttm"]:
            return cls(PeriodKind.TRAILING, year, quarter, calendar)
        return cls(PeriodKind.QUARTER if quarter else PeriodKind.YEAR, year, quarter, calendar)

    @classmethod
    def fiscal_year(cls, year: int) -> Period:
        """Return the fiscal year of a label."""
        return cls(PeriodKind.YEAR, year)

    @classmethod
    def fiscal_quarter(cls, year: int, quarter: int) -> Period:
        """Return a quarter (1 to 4) of a fiscal year."""
        return cls(PeriodKind.QUARTER, year, quarter)

    @classmethod
    def trailing(cls, year: int, quarter: int) -> Period:
        """Return the twelve months that end with a fiscal quarter."""
        return cls(PeriodKind.TRAILING, year, quarter)

    @classmethod
    def instant(cls, day: date) -> Period:
        """Return the period of one day's end."""
        return cls(PeriodKind.INSTANT, day=day)

    def shifted(self, steps: int) -> Period:
        """Return the period as many of its own steps later: years for a year, quarters for the others.

        Raises:
            ValueError: the period is an instant, which has no step of its own.
        """
        if self.kind is PeriodKind.INSTANT:
            raise ValueError(self)
        if self.kind is PeriodKind.YEAR:
            return replace(self, year=self.year + steps)
        position = self.year * _QUARTERS + self.quarter - 1 + steps
        return replace(self, year=position // _QUARTERS, quarter=position % _QUARTERS + 1)

    def year_earlier(self) -> Period:
        """Return the same period of the year before."""
        return self.shifted(-1 if self.kind is PeriodKind.YEAR else -_QUARTERS)

    def __str__(self) -> str:
        if self.day is not None:
            return self.day.isoformat()
        prefix = "CY" if self.calendar else "FY" if self.kind is PeriodKind.YEAR else ""
        label = f"{prefix}{self.year:04d}" + (f"Q{self.quarter}" if self.quarter else "")
        return f"TTM {label}" if self.kind is PeriodKind.TRAILING else label


_FIRST_YEAR, _LAST_YEAR = 1000, 9000
"""years of a calendar that has days enough before and after every period of them"""
_EXPECTED = say("2024, FY2024, 2025Q1, TTM 2025Q1, CY2024 or a day such as 2025-03-31")
