"""Over which days is a price not to be trusted? A finding, and when it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from titre.kernel.findings import Finding


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding about the closes between two days; it counts where so many of these days are asked for."""

    start: date
    end: date
    finding: Finding
    least: int = 0
    """closes of the stretch that must lie within what is asked for; 0: all of them"""
    days: tuple[date, ...] = ()

    def within(self, first: date, last: date) -> bool:
        """Return whether the fault counts between two days."""
        if not self.least:
            return first <= self.start and self.end <= last
        return sum(first <= day <= last for day in self.days) >= self.least
