"""By what is a performance judged? Returns of lists and of securities, asked for through a small port.

The desk answers from its lists and prices, late: an article that states no performance costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

    from titre.kernel.messages import Message

MEAN, MEDIAN, PORTFOLIO, BENCHMARK, RETURN, BEST, WORST = (
    "mean",
    "median",
    "portfolio",
    "benchmark",
    "return",
    "best",
    "worst",
)
"""what a measure is of: the picks of a list, the sum put into them, its benchmark, one security"""


@dataclass(frozen=True, slots=True)
class ListKnown:
    """A list of the desk, as far as it takes to tell whether a text means it."""

    name: str
    title: str
    universe: str
    """what its picks were chosen from, in words"""
    start: date
    """the day of its first pick"""
    currency: str
    benchmark: str = ""


@dataclass(frozen=True, slots=True)
class SecurityKnown:
    """A security of which the store has prices; ``key`` names it to the source."""

    key: str
    name: str
    currency: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One defensible reading of a performance."""

    statistic: str
    value: Decimal
    """percent"""
    start: date
    end: date
    """the days of the first and the last close taken"""
    currency: str
    income: bool
    """whether distributions count"""
    default: bool
    """whether it is by the list's own rules or, of a security, by price in its own currency"""


@dataclass(frozen=True, slots=True)
class Measures:
    """The defensible readings between two days, the default ones first; or why there is none."""

    found: tuple[Measure, ...] = ()
    reason: Message | None = None
    sources: tuple[str, ...] = ()
    """where the closes stand; of a list, its file: its picks may be under embargo"""


class RateSource(Protocol):
    """Gives what one currency was worth in another."""

    def rate(self, currency: str, other: str, day: date) -> tuple[Fraction, date]:
        """Return what one unit of a currency was in another, and the day of the rate.

        Raises:
            RateUnknown: there is none of the day.
        """
        ...


class ReturnSource(Protocol):
    """Gives returns; what cannot be given has a reason. All is as known by ``as_of``."""

    def lists(self) -> Sequence[ListKnown]:
        """Return the lists of the desk that can be read."""
        ...

    def of_list(
        self, name: str, start: date | None, end: date, currencies: Sequence[str], as_of: date | None
    ) -> Measures:
        """Return what a list made up to a day, from the days of its picks or from one day on."""
        ...

    def withheld_until(self, name: str) -> date | None:
        """Return the day until which nobody may be told what a list returned, or None where all may."""
        ...

    def securities(self, name: str, entity: str | None, day: date) -> Sequence[SecurityKnown]:
        """Return the securities that have prices: those of a company, or what had a symbol on a day."""
        ...

    def of_security(
        self, key: str, start: date, end: date, currencies: Sequence[str], as_of: date | None
    ) -> Measures:
        """Return what a security made between two days."""
        ...
