"""What is a period as prose names it, before any filing is asked?

Labels are taken as the company's own (fiscal) here; that they may mean the calendar is tried in judging.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from titre.kernel.periods import Period

YEAR, QUARTER, TRAILING, LATEST_QUARTER, EARLIER, MONTH_END, DAY, SPAN, SAME, IMPLIED = (
    "year",
    "quarter",
    "trailing",
    "latest_quarter",
    "earlier",
    "month_end",
    "day",
    "span",
    "same",
    "implied",
)
ENDING, PART, SHIFT, HOLDING, LATEST_YEAR = "ending", "part", "shift", "holding", "latest_year"
"""a length of months that ends in a month named; some quarters of a year, counted from its first; some
years after a period named before; the quarter that a day lies in; the last fiscal year"""
RUN = "run"
"""several years, or several quarters, added up: the last so many, or those from one year to another"""
A_QUARTER, A_YEAR = 3, 12
"""months"""


@dataclass(frozen=True, slots=True)
class When:
    """A period as a sentence names it.

    ``period`` is None where only the filings can tell it (the latest quarter, the twelve months to the
    latest one). ``month`` is set for "end of April".
    """

    kind: str
    start: int
    end: int
    period: Period | None = None
    month: int = 0
    year: int = 0
    number: int = 0
    """of a quarter whose year is not named; of a part, that of its first quarter; of a shift, its years; how
    many quarters after the latest one"""
    months: int = 0
    """the length, where the words name a length and its end"""
    day: int = 0
    """the day of the month that the words name as the end, or that a quarter holds"""
    over: int = 0
    """of a change: how many years before the period it is measured from; of a run: how many it has"""
    since: int = 0
    """the year from which a change is measured, or the first of a run"""
    likely: Period | None = None
    """of a day without a year: the last such day up to publication"""
    others: tuple[When, ...] = ()
    """for one that is carried: what else the text has spoken of, a quarter besides a year"""
    whose: str = ""
    """the identifier of the company that a period carried from a sentence before was named for"""
    back: int = 0
    """years before what the words name: "a year earlier", where only filings tell the period itself"""
    fiscal: bool = False
    """whether it is said to be of the company's own years"""
    civil: bool = False
    """whether it is said to be of the calendar"""
    relative: bool = False
    """whether it is told from the day of publication: "last year" """
    compared: bool = False
    """whether something is only compared with it: "up from 2023" """
    carried: bool = False
    """whether it was named by a sentence before"""
    near: bool = False
    """whether that sentence stands in the same paragraph, and none between names another"""
