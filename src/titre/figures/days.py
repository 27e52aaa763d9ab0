"""What was a company worth on a day, and at how many times its earnings?

A metric that rests on prices is asked for a day as the market saw it: the close of the day, and of everything
filed the newest twelve months, or the newest balance, that were known on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.figures import errors
from titre.figures.market import is_priced, priced_terms, worth_on
from titre.figures.model import Frequency, Lineage, Rule
from titre.figures.periods import write_slot
from titre.figures.refusals import Doctor, Refusal
from titre.figures.tracing import Tracer
from titre.figures.valuing import NoWorth
from titre.kernel.messages import say

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from titre.figures.plans import Term
    from titre.figures.running import Run, Slot
    from titre.figures.valuing import Valuer
    from titre.metrics.formulas import Reference

_OLDEST = 500
"""days since the newest twelve months known: who files once a year does so within sixteen months"""


class DayTracer(Tracer):
    """The values and trees of a company on a day, from a run that knows what was filed by then."""

    def __init__(self, run: Run, entity: str, valuer: Valuer, day: date) -> None:
        super().__init__(run, entity)
        self._valuer, self._day = valuer, day
        self._priced = priced_terms(run.plan)
        self._slot: Slot | None = None

    def answer(self, term: Term) -> tuple[Decimal, str, Lineage] | Refusal:
        """Return value, unit and tree of a term that rests on prices, or why there is none."""
        if is_priced(term):
            worth = worth_on(self._valuer, self._entity, term, self._day)
            if isinstance(worth, NoWorth):
                return Refusal(*worth)
            return (
                worth.lineage.value,
                worth.lineage.unit,
                self._base_step(term, worth.lineage, str(self._day)),
            )
        slots = self._slots()
        for slot in slots:
            self._slot = slot
            value = self._term_value(term, slot)
            if value is not None:
                tree = self.trace(term, slot)
                return value, tree.unit, tree
        return self._cause(term, slots)

    def trace(self, term: Term, slot: Slot) -> Lineage:
        """Return the tree of a term; what rests on prices is of the day."""
        return self._trace(term, slot) if term.number in self._priced else super().trace(term, slot)

    def _slots(self) -> list[Slot]:
        """Return the twelve months known on the day, the newest first."""
        rows = self._run.rows(self._entity)
        found = [
            slot
            for slot, row in rows.items()
            if slot.frequency is Frequency.TRAILING and 0 <= (self._day - row.last_day).days <= _OLDEST
        ]
        return sorted(found, key=lambda slot: rows[slot].last_day, reverse=True)

    def _trace(self, term: Term, slot: Slot) -> Lineage:
        if not is_priced(term):
            return super()._trace(term, slot)
        worth = worth_on(self._valuer, self._entity, term, self._day)
        assert not isinstance(worth, NoWorth)
        return self._base_step(term, worth.lineage, write_slot(slot))

    def _base_step(self, term: Term, worth: Lineage, period: str) -> Lineage:
        return Lineage(
            name=term.name,
            period=period,
            value=worth.value,
            unit=worth.unit,
            rule=Rule.CONCEPT,
            end=self._day,
            operands=(worth,),
            signs=(1,),
        )

    def _value(self, reference: Reference, slot: Slot) -> Decimal | None:
        term = self._run.plan.term(reference)
        if term.number not in self._priced:
            return super()._value(reference, slot)
        # What a company was worth at another time is not asked for here.
        return self._term_value(term, slot) if slot == self._slot else None

    def _term_value(self, term: Term, slot: Slot) -> Decimal | None:
        if is_priced(term):
            worth = worth_on(self._valuer, self._entity, term, self._day)
            if isinstance(worth, NoWorth) or self._is_foreign(worth.lineage.unit, slot):
                return None
            return worth.lineage.value
        values = (self.value(formula, slot) for formula in term.formulas)
        return next((value for value in values if value is not None), None)

    def _is_foreign(self, unit: str, slot: Slot) -> bool:
        currency = self._run.rows(self._entity)[slot].currency
        return currency is not None and unit.partition("/")[0] != currency

    def _cause(self, term: Term, slots: list[Slot]) -> Refusal:
        for inner in self._run.plan.terms:
            if is_priced(inner):
                worth = worth_on(self._valuer, self._entity, inner, self._day)
                if isinstance(worth, NoWorth):
                    return Refusal(*worth)
                if slots and self._is_foreign(worth.lineage.unit, slots[0]):
                    return Refusal(
                        errors.MixedCurrencies, say("its price is in another currency than its accounts")
                    )
        if not slots:
            return Refusal(errors.FactMissing, say("no twelve months of it were filed by that day"))
        return Doctor(self._run, self._entity, None).cause_on(term, slots[0], self._priced)
