"""Why is there no value? The first cause on the way down, told in a sentence and as a class of error."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from titre.figures import errors
from titre.figures.market import is_priced
from titre.figures.model import Frequency
from titre.figures.periods import write_slot
from titre.figures.tracing import crosses_currencies, leaves
from titre.kernel.messages import say
from titre.metrics.formulas import Call, Operation, Reference
from titre.metrics.model import Aggregation, Sign

if TYPE_CHECKING:
    from collections.abc import Callable

    from titre.figures.plans import Term
    from titre.figures.running import Base, Run, Slot
    from titre.kernel.messages import Message
    from titre.kernel.periods import Period

_WINDOW = 3
"""quarters before the last one in twelve months"""


class Refusal(NamedTuple):
    """A cause: the class of error, and what is wrong."""

    kind: type[errors.FigureRefused]
    message: Message

    def error(self, metric: str, entity: str, period: Period) -> errors.FigureRefused:
        """Return the error to raise."""
        return self.kind(metric, entity, period, self.message)


class Doctor:
    """Finds why a term of a company has no value in a slot.

    ``later`` gives the same run without a day, or None where the question has none.
    """

    def __init__(self, run: Run, entity: str, later: Callable[[], Run] | None) -> None:
        self._run, self._entity, self._later = run, entity, later

    def cause(self, term: Term, slot: Slot | None) -> Refusal:
        """Return the cause."""
        if slot is None and not self._run.has_calendar(self._entity):
            message = say("no filing shows when its fiscal years end; ask by the calendar, such as CY2024")
            return Refusal(errors.CalendarUnknown, message)
        if slot is None:
            return Refusal(errors.FactMissing, say("no fiscal period of the company ends there"))
        doubt = self._doubt(term, self._run.base(self._entity, term, slot))
        if doubt is not None:
            return doubt
        if self._filed_later(term, slot):
            return Refusal(errors.NotYetFiled, say("filed only after the day asked for"))
        if term.definition.concepts:
            return self._cause_of_concepts(term, slot)
        return self._cause_of_formula(term, slot)

    def _filed_later(self, term: Term, slot: Slot) -> bool:
        if self._later is None:
            return False
        run = self._later()
        row = run.rows(self._entity).get(slot)
        return row is not None and row.values[term.number] is not None

    def _cause_of_formula(self, term: Term, slot: Slot) -> Refusal:
        row = self._run.rows(self._entity).get(slot)
        for formula in term.formulas:
            for reference, at in leaves(formula, slot):
                if not self._missing(reference, at):
                    continue
                return self._needs(self._run.plan.term(reference), at)
            if crosses_currencies(self._run, self._entity, formula, slot):
                return Refusal(errors.MixedCurrencies, say("its operands are in different currencies"))
            if isinstance(formula, Call) and formula.function == "yoy":
                return Refusal(errors.NotDerivable, say("no growth from a value of zero or less"))
            if isinstance(formula, Operation) and formula.sign == "/":
                return Refusal(errors.NotDerivable, say("the divisor is zero"))
        if row is not None and row.mixed_currencies:
            return Refusal(errors.MixedCurrencies, say("its operands are in different currencies"))
        return Refusal(errors.NotDerivable, say("its operands do not determine it"))

    def _missing(self, reference: Reference, slot: Slot) -> bool:
        term = self._run.plan.term(reference)
        row = self._run.rows(self._entity).get(slot)
        if row is None or row.values[term.number] is None:
            return not self._run.absent(self._entity, term, slot)
        return False

    def cause_on(self, term: Term, slot: Slot, priced: set[int]) -> Refusal:
        """Return why a term that rests on prices has no value, where all its prices are there."""
        plan = self._run.plan
        for formula in term.formulas:
            for reference, at in leaves(formula, slot):
                inner = plan.term(reference)
                if inner.number not in priced and self._missing(reference, at):
                    return self._needs(inner, at)
                if inner.number in priced and inner.formulas:
                    return self.cause_on(inner, slot, priced)
        return Refusal(errors.NotDerivable, say("a divisor is zero or less"))

    def _needs(self, operand: Term, at: Slot) -> Refusal:
        below = self.cause(operand, at)
        message = say(
            "needs {metric} of {period}: {reason}",
            metric=operand.name,
            period=self._written(at),
            reason=below.message,
        )
        return Refusal(below.kind, message)

    def _cause_of_price(self, term: Term, slot: Slot) -> Refusal | None:
        row = self._run.rows(self._entity).get(slot)
        if self._run.market is None or not is_priced(term):
            return None
        if row is None:
            return Refusal(errors.PriceMissing, say("no close at the end of the period"))
        found = self._run.market.cause(self._entity, term, row.last_day)
        return None if found is None else Refusal(*found)

    def _doubt(self, term: Term, base: Base | None) -> Refusal | None:
        """Return why a value that was filed is not given."""
        if base is None or not (base.ambiguous or base.conflict or base.foreign):
            return None
        if base.ambiguous:
            message = say("filed in several currencies, none of them the company's own")
            return Refusal(errors.AmbiguousUnit, message)
        if not base.conflict:
            message = say("{concept} is filed in {unit} only", concept=base.concept, unit=base.unit)
            return Refusal(errors.MixedCurrencies, message)
        return self._conflict(term, base)

    def _conflict(self, term: Term, base: Base) -> Refusal:
        concept = base.concept
        if self._run.misscaled(self._entity).intersection(base.ids):
            message = say(
                "{concept}: filed in a wrong scale, if earnings and earnings per share are right",
                concept=concept,
            )
        elif self._run.wrong_signs(self._entity).intersection(base.ids):
            message = say(
                "{concept}: filed as less than nothing, which it never is: the sign is in doubt",
                concept=concept,
            )
        elif term.metric.sign is not Sign.EITHER and base.value < 0:
            message = say("{concept}: the difference of what is filed is below zero", concept=concept)
            return Refusal(errors.NotDerivable, message)
        else:
            message = say("{concept}: filings contradict each other by far", concept=concept)
        return Refusal(errors.AmbiguousValue, message)

    def _cause_of_concepts(self, term: Term, slot: Slot) -> Refusal:
        base = self._run.base(self._entity, term, slot)
        priced = self._cause_of_price(term, slot) if base is None else None
        if priced is not None:
            return priced
        found = self._cause_of_window(term, slot)
        # A formula that is nearly there says more than a concept that is not.
        nearly = any(
            not self._missing(reference, at)
            for formula in term.formulas
            for reference, at in leaves(formula, slot)
        )
        if found.kind is errors.FactMissing and nearly:
            return self._cause_of_formula(term, slot)
        return found

    def _cause_of_window(self, term: Term, slot: Slot) -> Refusal:
        quarters = self._quarters(term, slot)
        if term.aggregation in {Aggregation.NONE, Aggregation.AVERAGE} and quarters:
            return Refusal(
                errors.NotDerivable, say("not filed for that period, and periods of it do not add up")
            )
        wanted = _WINDOW + 1
        if slot.frequency is not Frequency.QUARTER and 0 < len(quarters) < wanted:
            there = ", ".join(self._written(at) for at in quarters)
            return Refusal(
                errors.GapInWindow, say("of its four quarters only {quarters} can be had", quarters=there)
            )
        if slot.frequency is not Frequency.QUARTER and len(quarters) == wanted:
            return Refusal(
                errors.NotDerivable, say("the company changed its concept within the twelve months")
            )
        return Refusal(errors.FactMissing, say("no fact in the store"))

    def _quarters(self, term: Term, slot: Slot) -> list[Slot]:
        last = slot._replace(frequency=Frequency.QUARTER)
        slots = [last.earlier(steps) for steps in range(_WINDOW, -1, -1)]
        return [at for at in slots if self._run.base(self._entity, term, at) is not None]

    def _written(self, slot: Slot) -> str:
        return write_slot(slot, calendar=not self._run.has_calendar(self._entity))
