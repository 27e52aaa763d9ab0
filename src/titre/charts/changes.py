"""How did a quantity change from one value to the next? Exactly, in percent where that has a sense."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from titre.charts.words import period_words
from titre.kernel.messages import Message, say
from titre.kernel.numerals import write_amount

if TYPE_CHECKING:
    from titre.charts.panels import Drawn
    from titre.charts.timeline import Placed

_EXACT = Context(prec=200)
_TELLING = Decimal(1000)
"""percent beyond which a change is told as an amount: growth from next to nothing says nothing"""


@dataclass(frozen=True, slots=True)
class Change:
    """The last value of a series and the one before it."""

    before: Placed
    after: Placed
    unit: str

    @property
    def difference(self) -> Decimal:
        """By how much the value rose, in the unit of the series."""
        before, after = self.before.point.value, self.after.point.value
        assert before is not None
        assert after is not None
        return _EXACT.subtract(after, before)

    def words(self, language: str) -> Message:
        """Return the change in words: ``−2.1% from Q4 2024``; around zero the amount is told."""
        since = period_words(self.before.period, language)
        if not self.difference:
            return say("unchanged from {period}", period=since)
        return say("{change} from {period}", change=self._amount(language), period=since)

    def _amount(self, language: str) -> Message | str:
        before = self.before.point.value
        assert before is not None
        if self.unit == "percent":
            points = write_amount(self.difference, "pure", language, digits=3, signed=True)
            return say("{points} pts", points=points)
        if before > 0 and before + self.difference >= 0:
            percent = _EXACT.divide(self.difference * 100, before)
            if abs(percent) < _TELLING:
                return write_amount(percent, "percent", language, digits=3, signed=True)
        return write_amount(self.difference, self.unit, language, signed=True)


def last_change(drawn: Drawn) -> Change | None:
    """Return the change to the last value of a series from the slot just before it, if that has a value."""
    valued = drawn.valued
    if len(valued) < 2 or drawn.row.index(valued[-1]) - drawn.row.index(valued[-2]) != 1:  # noqa: PLR2004
        return None
    return Change(valued[-2], valued[-1], drawn.series.unit)
