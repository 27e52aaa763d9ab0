"""What does a chart draw? Series of points, each with its period, its exact value and its filings.

A chart knows nothing of stores and formulas: ``charts.adapting`` turns figures into these.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from titre.kernel.messages import Message
    from titre.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing that a value rests on: its accession number, form, day and link."""

    accession: str
    form: str = ""
    filed: date | None = None
    url: str = ""


def distinct(filings: Iterable[Filing]) -> tuple[Filing, ...]:
    """Return each filing once, by accession number: with its day where any fact of it tells the day."""
    found: dict[tuple[str, str], Filing] = {}
    for filing in filings:
        # What is in no filing, as a price, has no accession number, and is told apart by its form.
        key = (filing.accession, "" if filing.accession else filing.form)
        if key not in found or (found[key].filed is None and filing.filed is not None):
            found[key] = filing
    return tuple(found[key] for key in sorted(found))


@dataclass(frozen=True, slots=True)
class Point:
    """A value of one period, or the reason why there is none.

    ``value`` is exact, in the unit of its series; ``start`` and ``end`` are the first and last day.
    """

    period: Period
    value: Decimal | None
    start: date | None = None
    end: date | None = None
    filings: tuple[Filing, ...] = ()
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one quantity of one entity, in the order of time.

    ``quantity`` is the name of the metric in the reader's language. ``unit`` is a unit as
    ``kernel.units`` writes it (``USD``, ``USD/shares``, ``shares``, ``pure``), ``percent`` or ``times``.
    """

    entity: str
    quantity: str
    unit: str
    points: tuple[Point, ...]
    as_of: date | None = None
    """the day whose knowledge is shown, where one was asked for"""
    notes: tuple[Message, ...] = field(default=())
    """what the reader must know of all points: definition, vintage, basis"""

    @property
    def known(self) -> tuple[Point, ...]:
        """The points that have a value."""
        return tuple(point for point in self.points if point.value is not None)
