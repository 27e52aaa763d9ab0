"""How far does a series go? The periods of a frequency between two ends, either of which may be open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.figures.model import Frequency
from titre.figures.periods import period_of
from titre.figures.running import Slot
from titre.kernel.periods import Period

if TYPE_CHECKING:
    from titre.figures.running import Run


@dataclass(frozen=True, slots=True)
class Reach:
    """Which periods of a series are wanted."""

    frequency: Frequency
    first: int | None
    last: int | None

    @classmethod
    def of(
        cls, frequency: Frequency | str | None, first: Period | str | None, last: Period | str | None
    ) -> Reach:
        """Return the reach of a question; a year as an end stands for its first or its last quarter."""
        steps = [
            _step(Period.parse(end) if isinstance(end, str) else end, at_start=at_start)
            for end, at_start in ((first, True), (last, False))
        ]
        return cls(Frequency(frequency or Frequency.ANNUAL), *steps)

    def periods(self, run: Run, entity: str) -> list[Period]:
        """Return the periods of a company for which any metric asked for has a value, without gaps."""
        known = [
            slot
            for slot, row in run.rows(entity).items()
            if slot.frequency is self.frequency
            and any(row.values[term.number] is not None for term in run.plan.asked)
        ]
        if not known:
            return []
        steps = sorted(slot.label * 4 + slot.quarter for slot in known)
        first = steps[0] if self.first is None else self.first
        last = steps[-1] if self.last is None else self.last
        return self._between(first, last, calendar=not run.has_calendar(entity))

    def asked(self) -> list[Period]:
        """Return the periods from the first to the last asked for; none where one of them is open."""
        if self.first is None or self.last is None:
            return []
        return self._between(self.first, self.last)

    def _between(self, first: int, last: int, *, calendar: bool = False) -> list[Period]:
        stride = 4 if self.frequency is Frequency.ANNUAL else 1
        return [
            period_of(Slot(self.frequency, (step - 1) // 4, (step - 1) % 4 + 1), calendar=calendar)
            for step in range(first, last + 1)
            if stride == 1 or step % stride == 0
        ]


def _step(period: Period | None, *, at_start: bool) -> int | None:
    if period is None:
        return None
    return period.year * 4 + (period.quarter or (1 if at_start else 4))
