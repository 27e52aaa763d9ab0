"""From what does a figure come? The tree of formulas and rules down to the facts, and its value anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.figures import arithmetic
from titre.figures.formula_sql import is_money
from titre.figures.market import MARKET
from titre.figures.model import Frequency, Lineage, Rule
from titre.figures.periods import read_slot, write_slot
from titre.figures.running import Slot
from titre.kernel.messages import say
from titre.kernel.numerals import write_exact
from titre.metrics.formulas import Call, Negation, Number, Operation, Reference, references, write_formula
from titre.metrics.model import Choice, UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from typing import TypeAlias

    from titre.figures.model import Fact
    from titre.figures.plans import Term
    from titre.figures.running import Base, Run
    from titre.kernel.messages import Message
    from titre.metrics.formulas import Expression

    ValueOf: TypeAlias = Callable[[Reference, Slot], Decimal | None]
    Absent: TypeAlias = Callable[[Reference, Slot], bool]

_YEAR = 4
_SIGNS = {
    Rule.YTD_DIFFERENCE: (1, -1),
    Rule.YEAR_MINUS_NINE_MONTHS: (1, -1),
    Rule.YEAR_PLUS_YTD: (1, -1, 1),
}


class Tracer:
    """Builds the lineage of the figures of one company in a run."""

    def __init__(self, run: Run, entity: str) -> None:
        self._run, self._entity = run, entity

    def _written(self, slot: Slot) -> str:
        """Return the label of a slot: the company's own, or the calendar's where no filing tells it."""
        return write_slot(slot, calendar=not self._run.has_calendar(self._entity))

    def trace(self, term: Term, slot: Slot) -> Lineage:
        """Return the tree of a term that has a value in a slot; trees of one run share their branches."""
        key = (self._entity, term.number, slot)
        known = self._run.traces.get(key)
        if known is None:
            known = self._run.traces[key] = self._trace(term, slot)
        return known

    def _trace(self, term: Term, slot: Slot) -> Lineage:
        base = self._run.base(self._entity, term, slot) if term.definition.concepts else None
        if base is not None and (base.conflict or base.foreign):
            base = None
        values = [] if base is None else [base.value]
        formulas = [(formula, self.value(formula, slot)) for formula in term.formulas]
        values += [value for _, value in formulas if value is not None]
        if not values:
            raise LookupError(term.name, slot)
        counting = values[0]
        if term.definition.choice is Choice.LARGEST_OF_ALL:
            counting = arithmetic.first_not_outdone(values)
        if base is not None and base.value == counting:
            return self._of_base(term.name, base, slot)
        formula = next(formula for formula, value in formulas if value == counting)
        return self._of_formula(term, formula, counting, slot)

    def trace_foreign(self, term: Term, slot: Slot) -> Lineage:
        """Return the tree of a term whose one fact is in another currency than the company's own."""
        base = self._run.base(self._entity, term, slot)
        assert base is not None
        return self._of_base(term.name, base, slot)

    def value(self, expression: Expression, slot: Slot) -> Decimal | None:
        """Return what a formula gives in a slot, or None where an operand has no value there."""
        if crosses_currencies(self._run, self._entity, expression, slot):
            return None
        return evaluate(expression, self._value, slot, self._zero)

    def _value(self, reference: Reference, slot: Slot) -> Decimal | None:
        row = self._run.rows(self._entity).get(slot)
        return row.values[self._run.plan.term(reference).number] if row is not None else None

    def _zero(self, reference: Reference, slot: Slot) -> bool:
        terms = concept_terms(self._run, reference)
        return all(self._run.absent(self._entity, term, slot) for term in terms)

    def _of_formula(self, term: Term, formula: Expression, value: Decimal, slot: Slot) -> Lineage:
        operands: dict[str, Lineage] = {}
        for reference, at in leaves(formula, slot):
            operand = self._run.plan.term(reference)
            key = leaf_key(reference, at)
            if key in operands:
                continue
            if self._value(reference, at) is None:
                operands[key] = self._zero_step(operand, at)
            else:
                operands[key] = self.trace(operand, at)
        row = self._run.rows(self._entity)[slot]
        return Lineage(
            name=term.name,
            period=self._written(slot),
            value=value,
            unit=unit_of(term, row.currency),
            rule=Rule.FORMULA,
            start=row.first_day,
            end=row.last_day,
            operands=tuple(operands.values()),
            expression=formula,
            names=tuple(operands),
            written_in=term.metric.written_in,
            note=say("one amount under two tags is counted once") if self._is_one(formula, slot) else None,
        )

    def _is_one(self, expression: Expression, slot: Slot) -> bool:
        """Return whether a formula puts together two amounts that are one line, tagged twice."""
        match expression:
            case Call("together", (one, other)):
                value = self.value(one, slot)
                return bool(value) and value == self.value(other, slot)
            case Operation(_, left, right):
                return self._is_one(left, slot) or self._is_one(right, slot)
        return False

    def _zero_step(self, term: Term, slot: Slot) -> Lineage:
        row = self._run.rows(self._entity)[slot]
        return Lineage(
            name=term.name,
            period=self._written(slot),
            value=arithmetic.ZERO,
            unit=unit_of(term, row.currency),
            rule=Rule.ZERO,
            end=row.last_day,
            note=say("the company files nothing of the kind in the years around"),
        )

    def _of_base(self, name: str, base: Base, slot: Slot) -> Lineage:
        concept = self._of_concept(base, slot)
        if base.times is not None and base.parts is not None:
            note = say(
                "times {times}, by {parts}, for later splits",
                times=write_exact(base.times),
                parts=write_exact(base.parts),
            )
            concept = Lineage(
                name=base.concept,
                period=concept.period,
                value=base.value,
                unit=base.unit,
                rule=Rule.SPLIT,
                start=base.first_day,
                end=base.last_day,
                operands=(concept,),
                factor=(base.times, base.parts),
                note=note,
            )
        return Lineage(
            name=name,
            period=self._written(slot),
            value=base.value,
            unit=base.unit,
            rule=Rule.CONCEPT,
            start=base.first_day,
            end=base.last_day,
            operands=(concept,),
            signs=(1,),
        )

    def _of_concept(self, base: Base, slot: Slot) -> Lineage:
        rule = Rule(base.rule)
        facts = [self._of_fact(number) for number in base.ids]
        operands, signs = tuple(facts), _SIGNS.get(rule, (1,))
        if rule is Rule.FILED:
            return facts[0]
        if rule is Rule.YEAR_MINUS_THREE_QUARTERS:
            quarters = [self._quarter(base, slot.label, number) for number in (1, 2, 3)]
            operands, signs = (facts[0], *quarters), (1, -1, -1, -1)
        elif rule in {Rule.SUM_OF_QUARTERS, Rule.FOUR_QUARTERS}:
            last = Slot(Frequency.QUARTER, slot.label, slot.quarter)
            slots = [last.earlier(steps) for steps in (3, 2, 1, 0)]
            operands = tuple(self._quarter(base, at.label, at.quarter) for at in slots)
            signs = (1, 1, 1, 1)
        elif rule is Rule.YEAR:
            year = Slot(Frequency.ANNUAL, slot.label, _YEAR)
            found = self._run.series(self._entity, base.concept, base.unit, base.dimensions, year)
            assert found is not None
            return self._of_concept(found, year)
        note = (
            say("from filings of different vintages: no set of one vintage was filed") if base.mixed else None
        )
        return Lineage(
            name=base.concept,
            period=self._written(slot),
            value=base.filed_value,
            unit=base.unit,
            rule=rule,
            start=base.first_day,
            end=base.last_day,
            operands=operands,
            signs=signs,
            note=note,
        )

    def _quarter(self, base: Base, label: int, quarter: int) -> Lineage:
        slot = Slot(Frequency.QUARTER, label, quarter)
        found = self._run.series(self._entity, base.concept, base.unit, base.dimensions, slot)
        assert found is not None
        return self._of_concept(found, slot)

    def _of_fact(self, number: int) -> Lineage:
        fact = self._run.fact(self._entity, number)
        if self._run.market is not None and fact.source == MARKET:
            return self._run.market.lineage(fact)
        return Lineage(
            name=fact.concept,
            period=f"{fact.start}..{fact.end}" if fact.start else str(fact.end),
            value=fact.value,
            unit=fact.unit,
            rule=Rule.FILED,
            start=fact.start,
            end=fact.end,
            fact=fact,
            note=self._passed_over(fact),
        )

    def _passed_over(self, fact: Fact) -> Message | None:
        """Return what must be said where another filing gives the same in a wrong scale or sign."""
        if self._is_among(self._run.misscaled(self._entity), fact):
            return say("other filings give it in a wrong scale and do not count")
        if self._is_among(self._run.wrong_signs(self._entity), fact):
            return say("other filings give it with a wrong sign and do not count")
        return None

    def _is_among(self, numbers: set[int], fact: Fact) -> bool:
        others = (self._run.fact(self._entity, number) for number in numbers)
        return any(_same_thing(fact, other) for other in others if other.accession != fact.accession)


def _same_thing(one: Fact, other: Fact) -> bool:
    return (one.concept, one.start, one.end, one.unit) == (other.concept, other.start, other.end, other.unit)


def crosses_currencies(run: Run, entity: str, expression: Expression, slot: Slot) -> bool:
    """Return whether a formula needs money of times between which the company changed its currency."""
    rows = run.rows(entity)
    found = {
        rows[at].currency
        for reference, at in leaves(expression, slot)
        if at in rows and is_money(run.plan, reference)
    }
    return len(found - {None}) > 1


def concept_terms(run: Run, reference: Reference) -> list[Term]:
    """Return the terms with concepts that a reference rests on."""
    term = run.plan.term(reference)
    found = [term] if term.definition.concepts else []
    for formula in term.formulas:
        for inner in references(formula):
            found += concept_terms(run, inner)
    return found


def leaves(  # noqa: PLR0911 - a case a kind of expression
    expression: Expression, slot: Slot
) -> list[tuple[Reference, Slot]]:
    """Return the metrics that a formula needs, each with the slot it needs it in."""
    match expression:
        case Reference():
            return [(expression, slot)]
        case Negation(operand):
            return leaves(operand, slot)
        case Operation(_, left, right):
            return leaves(left, slot) + leaves(right, slot)
        case Call(function, arguments):
            if function == "trailing":
                return leaves(arguments[0], slot._replace(frequency=Frequency.TRAILING))
            if function == "together":
                return [leaf for argument in arguments for leaf in leaves(argument, slot)]
            found = leaves(arguments[0], slot)
            before = slot.earlier(steps_back(expression, slot))
            if function == "lag":
                return leaves(arguments[0], before)
            return found + leaves(arguments[0], before) if function in {"yoy", "average"} else found
        case Number():
            return []


def steps_back(call: Call, slot: Slot) -> int:
    """Return by how many quarters a function looks back from a slot."""
    if call.function == "yoy":
        return _YEAR
    if call.function == "average":
        return 1 if slot.frequency is Frequency.QUARTER else _YEAR
    if call.function == "lag":
        number = call.arguments[1] if len(call.arguments) > 1 else None
        periods = int(number.value) if isinstance(number, Number) else 1
        return periods * _YEAR if slot.frequency is Frequency.ANNUAL else periods
    return 0


def leaf_key(reference: Reference, slot: Slot) -> str:
    """Return the name of a leaf in a tree: the metric and the slot it is of."""
    return f"{reference} {write_slot(slot)}"


def evaluate(expression: Expression, value_of: ValueOf, slot: Slot, absent: Absent) -> Decimal | None:
    """Return what a formula gives, by the same arithmetic as the SQL; None where an operand has no value."""
    match expression:
        case Number(value):
            return value
        case Reference():
            return value_of(expression, slot)
        case Negation(operand):
            inner = evaluate(operand, value_of, slot, absent)
            return -inner if inner is not None else None
        case Operation(sign, left, right):
            first = evaluate(left, value_of, slot, absent)
            second = evaluate(right, value_of, slot, absent)
            return None if first is None or second is None else _operate(sign, first, second)
        case Call():
            return _call(expression, value_of, slot, absent)


def _operate(sign: str, first: Decimal, second: Decimal) -> Decimal | None:
    match sign:
        case "+":
            return arithmetic.plus(first, second)
        case "-":
            return arithmetic.minus(first, second)
        case "*":
            return arithmetic.product(first, second)
        case _:
            return arithmetic.quotient(first, second)


def _call(  # noqa: PLR0911 - a case a function
    call: Call, value_of: ValueOf, slot: Slot, absent: Absent
) -> Decimal | None:
    argument = call.arguments[0]
    if call.function == "lag":
        return evaluate(argument, value_of, slot.earlier(steps_back(call, slot)), absent)
    if call.function == "trailing":
        return evaluate(argument, value_of, slot._replace(frequency=Frequency.TRAILING), absent)
    value = evaluate(argument, value_of, slot, absent)
    if call.function == "or_zero" and value is None and isinstance(argument, Reference):
        return arithmetic.ZERO if absent(argument, slot) else None
    if value is None or call.function == "or_zero":
        return value
    if call.function == "abs":
        return abs(value)
    if call.function == "positive":
        return value if value > 0 else None
    if call.function == "together":
        return _together(value, evaluate(call.arguments[1], value_of, slot, absent))
    before = evaluate(argument, value_of, slot.earlier(steps_back(call, slot)), absent)
    if before is None:
        return None
    if call.function == "average":
        return arithmetic.half(arithmetic.plus(value, before))
    return arithmetic.quotient(arithmetic.minus(value, before), before) if before > 0 else None


def _together(value: Decimal, other: Decimal | None) -> Decimal | None:
    if other is None:
        return None
    return value if other == value else arithmetic.plus(value, other)


def recompute(step: Lineage) -> Decimal:
    """Return the value of a tree computed anew from its facts alone.

    Raises:
        LookupError: the tree does not hold what its formula needs.
    """
    if step.fact is not None:
        return step.fact.value
    if step.rule is Rule.ZERO:
        return arithmetic.ZERO
    values = [recompute(operand) for operand in step.operands]
    if step.expression is not None:
        return _recomputed(step, values)
    if step.rule is Rule.PRICED:
        return arithmetic.product(*values)
    if step.factor is not None:
        times, parts = step.factor
        adjusted = arithmetic.quotient(arithmetic.product(values[0], times), parts)
        assert adjusted is not None
        return adjusted
    total = arithmetic.ZERO
    for sign, value in zip(step.signs, values, strict=True):
        total = arithmetic.plus(total, value) if sign > 0 else arithmetic.minus(total, value)
    return total


def _recomputed(step: Lineage, values: list[Decimal]) -> Decimal:
    assert step.expression is not None
    by_name = dict(zip(step.names, values, strict=True))
    slot = read_slot(step.period)
    result = evaluate(
        step.expression,
        lambda reference, at: by_name.get(leaf_key(reference, at)),
        slot,
        lambda reference, at: False,  # noqa: ARG005 - a zero stands in the tree as a step of its own
    )
    if result is None:
        raise LookupError(write_formula(step.expression))
    return result


def unit_of(term: Term, currency: str | None) -> str:
    """Return the unit of a term in a company's currency."""
    match term.metric.unit:
        case UnitKind.MONEY:
            return currency or "?"
        case UnitKind.MONEY_PER_SHARE:
            return f"{currency or '?'}/shares"
        case UnitKind.SHARES:
            return "shares"
        case UnitKind.RATIO:
            return "pure"
