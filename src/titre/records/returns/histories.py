"""What did a security cost day by day, as it was traded, and what happened to it meanwhile?

Some files give prices as they were traded, others lowered for the splits since. A history knows which it has,
and gives every price as traded: never an adjusted price beside an unadjusted quantity.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from titre.records.returns.actions import Action, ActionKind
from titre.store.declared_securities import ADJUSTED, TRADED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from titre.kernel.findings import Finding
    from titre.store.declared_securities import Security
    from titre.store.securities import Price


@dataclass(frozen=True)
class History:
    """Prices, distributions and actions of one security, each sorted by day."""

    security: Security
    closes: Sequence[Price]
    opens: Sequence[Price] = ()
    dividends: Sequence[Price] = ()
    actions: Sequence[Action] = ()
    findings: tuple[Finding, ...] = field(default=())
    """why prices that are there could not be taken"""

    @property
    def currency(self) -> str | None:
        """The currency of its prices; None where no row and no file tells."""
        return self.security.currency or (self.closes[0].currency if self.closes else None)

    @cached_property
    def days(self) -> list[date]:
        """The days with a close."""
        return [price.day for price in self.closes]

    @cached_property
    def splits(self) -> list[tuple[date, Fraction]]:
        """The days from which one old unit is so many new ones; stock dividends too."""
        found = {split.day: Fraction(split.new, split.old) for split in self.security.splits}
        for action in self.actions:
            if action.kind in (ActionKind.SPLIT, ActionKind.STOCK_DIVIDEND):
                assert action.new is not None
                assert action.old is not None
                ratio = Fraction(action.new) / Fraction(action.old)
                # The ledger of the desk goes before what is declared of the security.
                found[action.day] = ratio + 1 if action.kind is ActionKind.STOCK_DIVIDEND else ratio
        return sorted(found.items())

    def factor(self, price: Price) -> Fraction | None:
        """Return what makes a price of a file the traded one; None where the file does not say enough."""
        since = [
            ratio
            for day, ratio in self.splits
            if price.day < day and (price.series_end is None or day <= price.series_end)
        ]
        if not since or price.closes == TRADED:
            return Fraction(1)
        if price.closes != ADJUSTED:
            return None
        factor = Fraction(1)
        for ratio in since:
            factor *= ratio
        return factor

    def on_or_before(self, day: date) -> Price | None:
        """Return the last close up to a day."""
        at = bisect_right(self.days, day)
        return self.closes[at - 1] if at else None

    def on_or_after(self, day: date) -> Price | None:
        """Return the first close from a day on."""
        at = bisect_left(self.days, day)
        return self.closes[at] if at < len(self.closes) else None

    def between(self, first: date, last: date) -> Sequence[Price]:
        """Return the closes from one day to another, both included."""
        return self.closes[bisect_left(self.days, first) : bisect_right(self.days, last)]

    @cached_property
    def ordinals(self) -> Any:  # noqa: ANN401 - numpy is imported late
        """The days with a close as whole numbers (``date.toordinal``), an array of int64."""
        import numpy as np

        return np.fromiter((day.toordinal() for day in self.days), np.int64, len(self.closes))

    @cached_property
    def traded(self) -> Any:  # noqa: ANN401 - numpy is imported late
        """The closes as traded, an array of float64: for paths and checks, never for a return."""
        import numpy as np

        values = np.fromiter((float(price.value) for price in self.closes), np.float64, len(self.closes))
        if self.splits and any(price.closes == ADJUSTED for price in self.closes):
            values *= [float(self.factor(price) or 1) for price in self.closes]
        return values
