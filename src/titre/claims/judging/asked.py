"""What is measured for a claim of a performance, and which readings do its words leave open?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from titre.claims.judging.lists_meant import Meant, begins
from titre.claims.reading.performance import BENCHMARK
from titre.claims.returns import BENCHMARK as OF_BENCHMARK
from titre.claims.returns import MEAN, MEDIAN, PORTFOLIO, RETURN, Measure, Measures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from titre.claims.reading.performance import Performance
    from titre.claims.returns import ReturnSource, SecurityKnown

_CURRENCIES = ("USD", "EUR")
"""tried where the text names no currency, after that of the list or the security"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is measured: a list of the desk, or securities of one company or symbol."""

    source: ReturnSource
    performance: Performance
    as_of: date | None
    meant: Meant | None = None
    securities: Sequence[SecurityKnown] = ()

    @property
    def name(self) -> str:
        """How the report names it."""
        return self.securities[0].name if self.meant is None else self.meant.chosen.title

    @property
    def entity(self) -> str:
        """Whose it is: the company that the text names, else the list or the security itself."""
        subject = self.performance.subject
        company = None if subject is None or self.meant is not None else subject.company
        return self.name if company is None else company.name

    @property
    def withheld_until(self) -> date | None:
        """Until when the report must not tell the returns of the list; None where it may."""
        return None if self.meant is None else self.source.withheld_until(self.meant.chosen.name)

    def measures(self, start: date | None, end: date) -> Measures:
        """Return the readings between two days that the words leave open; without a start, a list's own."""
        named = self.performance.currency
        currencies = _CURRENCIES if named is None else (named,)
        if self.meant is not None:
            since = None if begins(self.meant.chosen, start) else start
            return self._kept(self.source.of_list(self.meant.chosen.name, since, end, currencies, self.as_of))
        assert start is not None
        found = [
            self.source.of_security(one.key, start, end, currencies, self.as_of) for one in self.securities
        ]
        return self._kept(
            Measures(
                tuple(each for one in found for each in one.found),
                found[0].reason,
                tuple(line for one in found for line in one.sources),
            )
        )

    def _kept(self, measures: Measures) -> Measures:
        """Return the readings that the words do not rule out."""
        said = self.performance
        kept = tuple(
            each
            for each in measures.found
            if (said.currency is None or each.currency == said.currency)
            and (said.income is None or each.income == (said.income == "total"))
        )
        return replace(measures, found=kept)

    def is_of(self, measure: Measure) -> bool:
        """Return whether a measure is of what the words name."""
        subject = self.performance.subject
        if subject is not None and subject.kind == BENCHMARK:
            return measure.statistic == OF_BENCHMARK
        if self.meant is None:
            return measure.statistic == RETURN
        said = self.performance.statistic
        allowed = {MEAN: {MEAN, PORTFOLIO}, MEDIAN: {MEDIAN}}.get(said or "", {MEAN, PORTFOLIO, MEDIAN})
        return measure.statistic in allowed
