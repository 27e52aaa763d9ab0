"""What did a security cost day by day, as it was traded, and what happened to it meanwhile?

Some files give prices as they were traded, others lowered for the splits since. A history knows which it has,
and gives every price as traded: never an adjusted price beside an unadjusted quantity.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from titre.records.returns.actions import Action, ActionKind
from titre.store.declared_securities import ADJUSTED, TRADED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from titre.kernel.findings import Finding
    from titre.kernel.messages import Message
    from titre.records.returns.faults import Fault
    from titre.records.returns.steps import Step
    from titre.store.declared_securities import Security
    from titre.store.price_series import Price, PriceSeries


@dataclass(frozen=True)
class History:
    """Prices, distributions and actions of one security, each sorted by day."""

    security: Security
    closes: PriceSeries
    opens: Sequence[Price] = ()
    dividends: Sequence[Price] = ()
    actions: Sequence[Action] = ()
    adjusted: Sequence[Price] = ()
    """closes that a vendor lowered for distributions too: never a price, only something to compare with"""
    findings: tuple[Finding, ...] = ()
    """why prices that are there could not be taken"""
    doubts: Mapping[str, Sequence[Price]] = field(default_factory=dict)
    """by kind, rows of days that have none: a cell that is no price, or rows that differ"""
    passed_over: Message | None = None
    """why rows with its symbol are not taken: it is not known whose they are, or they are another's"""
    distributions: list[Step] = field(default_factory=list, compare=False)
    """what it gave, by day, worked out when it is first followed; see ``distributions.distributions_of``"""
    faults: list[list[Fault]] = field(default_factory=list, compare=False)
    """what is odd about its closes, looked for once; see ``checks``"""

    @cached_property
    def currency(self) -> str | None:
        """The currency of its prices; None where no row and no file tells."""
        return self.security.currency or (self.closes[0].currency if self.closes else None)

    @property
    def ordinals(self) -> Any:  # noqa: ANN401 - numpy is imported late
        """The days with a close as whole numbers (``date.toordinal``), an array of int64."""
        return self.closes.ordinals

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

    def split_between(self, after: date, until: date) -> Fraction:
        """Return how many units one became by splits after a day and up to another."""
        factor = Fraction(1)
        for day, ratio in self.splits:
            if after < day <= until:
                factor *= ratio
        return factor

    def factor(self, price: Price) -> Fraction | None:
        """Return what makes a price of a file the traded one; None where the file does not say enough."""
        end = _made(price)
        if price.closes == TRADED or not any(price.day < day <= end for day, _ in self.splits):
            return Fraction(1)
        return self.split_between(price.day, end) if price.closes == ADJUSTED else None

    def on_or_before(self, day: date) -> Price | None:
        """Return the last close up to a day."""
        at = int(self.ordinals.searchsorted(day.toordinal(), side="right"))
        return self.closes[at - 1] if at else None

    def on_or_after(self, day: date) -> Price | None:
        """Return the first close from a day on."""
        at = int(self.ordinals.searchsorted(day.toordinal()))
        return self.closes[at] if at < len(self.closes) else None

    @cached_property
    def traded(self) -> Any:  # noqa: ANN401 - numpy is imported late
        """The closes as traded, an array of float64: for paths and checks, never for a return."""
        values = self.closes.values.copy()
        for start, stop in zip(self.closes.changes, [*self.closes.changes[1:], len(values)], strict=True):
            price = self.closes[start]
            if price.closes != ADJUSTED:
                continue
            end = _made(price)
            for day, ratio in self.splits:
                if day <= end:
                    before = int(self.ordinals.searchsorted(day.toordinal()))
                    values[start : max(start, min(stop, before))] *= float(ratio)
        return values

    def index(self, *, income: bool) -> Any:  # noqa: ANN401 - numpy is imported late
        """Return what a unit of long ago is worth on each day with a close, an array of float64.

        Splits count, and distributions where ``income`` asks for it; they are worked out already.
        """
        return self._with_income if income else self._by_price

    @cached_property
    def _by_price(self) -> Any:  # noqa: ANN401 - numpy is imported late
        values = self.traded.copy()
        for day, ratio in self.splits:
            values[int(self.ordinals.searchsorted(day.toordinal())) :] *= float(ratio)
        return values

    @cached_property
    def _with_income(self) -> Any:  # noqa: ANN401 - numpy is imported late
        import numpy as np

        growth = np.ones(len(self.closes))
        for paid in self.distributions:
            at = int(self.ordinals.searchsorted(paid.day.toordinal()))
            if paid.refusal is None and at < len(growth):
                growth[at] *= paid.above / paid.below
        return self._by_price * np.cumprod(growth)


def _made(price: Price) -> date:
    """Return up to which day splits can be in a price: the last of its file, and never after its import."""
    return min(price.series_end or date.max, price.imported)
