"""What does the tree of a figure give when computed anew, by code that shares nothing with the engine's?

Fractions, and the rounding that ``figures.arithmetic`` documents. A step is computed once, however many trees
it is in.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from titre.metrics.formulas import Call, Negation, Number, Operation, Reference

if TYPE_CHECKING:
    from titre.figures import Lineage
    from titre.metrics.formulas import Expression

_MILLIONTH, _TWELFTH = 10**6, 10**12


class Evaluator:
    """Computes trees, and keeps their steps, each once."""

    def __init__(self) -> None:
        self._values: dict[int, Fraction] = {}
        self.steps: list[Lineage] = []

    def value(self, step: Lineage) -> Fraction:
        """Return the value of a tree, from its facts upwards."""
        known = self._values.get(id(step))
        if known is None:
            known = self._values[id(step)] = self._computed(step)
            self.steps.append(step)
            assert known == Fraction(step.value), (step.name, step.period, known, step.value)
        return known

    def _computed(self, step: Lineage) -> Fraction:
        if step.fact is not None:
            return Fraction(step.fact.value)
        if step.rule == "taken_as_zero":
            return Fraction(0)
        below = [self.value(operand) for operand in step.operands]
        if step.expression is not None:
            return _formula(step.expression, step.period, dict(zip(step.names, below, strict=True)))
        if step.factor is not None:
            times, parts = map(Fraction, step.factor)
            return _rounded(_rounded(below[0], _TWELFTH) * times / parts, _TWELFTH)
        return sum((sign * value for sign, value in zip(step.signs, below, strict=True)), Fraction(0))


def days(step: Lineage) -> int | None:
    """Return how many days the facts of a line cover, less those subtracted; None for a balance."""
    if step.fact is not None:
        return None if step.fact.start is None else (step.fact.end - step.fact.start).days + 1
    below = [days(operand) for operand in step.operands]
    signs = step.signs or (1,) * len(below)
    known = [sign * length for sign, length in zip(signs, below, strict=True) if length is not None]
    return sum(known) if len(known) == len(below) else None


def _formula(expression: Expression, period: str, operands: dict[str, Fraction]) -> Fraction:
    match expression:
        case Number(value):
            return Fraction(value)
        case Reference():
            return operands[f"{expression} {period}"]
        case Negation(inner):
            return -_formula(inner, period, operands)
        case Operation(sign, left, right):
            first, second = _formula(left, period, operands), _formula(right, period, operands)
            return _operation(sign, first, second)
        case Call(function, arguments):
            return _call(function, arguments, period, operands)


def _operation(sign: str, first: Fraction, second: Fraction) -> Fraction:
    if sign in "+-":
        return first + second if sign == "+" else first - second
    if sign == "/":
        return _rounded(_rounded(first, _MILLIONTH) / _rounded(second, _MILLIONTH), _TWELFTH)
    return _rounded(first * second, _TWELFTH)


def _call(
    function: str, arguments: tuple[Expression, ...], period: str, operands: dict[str, Fraction]
) -> Fraction:
    argument = arguments[0]
    if function == "or_zero":
        return operands[f"{argument} {period}"]
    if function == "lag":
        steps = int(arguments[1].value) if len(arguments) > 1 and isinstance(arguments[1], Number) else 1
        return _formula(argument, _earlier(period, 4 * steps if period[0] == "F" else steps), operands)
    now = _formula(argument, period, operands)
    if function in {"abs", "positive"}:
        assert now > 0 or function == "abs"
        return abs(now)
    if function == "together":
        other = _formula(arguments[1], period, operands)
        return now if now == other else now + other
    if function == "average":
        is_quarter = period[0] not in "FT"
        before = _formula(argument, _earlier(period, 1 if is_quarter else 4), operands)
        return _rounded((now + before) / 2, _TWELFTH)
    before = _formula(argument, _earlier(period, 4), operands)
    assert before > 0
    return _operation("/", now - before, before)


def _earlier(period: str, quarters: int) -> str:
    if period.startswith("FY"):
        return f"FY{int(period[2:]) - quarters // 4}"
    year, quarter = period.removeprefix("TTM ").split("Q")
    step = int(year) * 4 + int(quarter) - 1 - quarters
    return f"{'TTM ' if period.startswith('TTM') else ''}{step // 4}Q{step % 4 + 1}"


def _rounded(value: Fraction, parts: int) -> Fraction:
    """Return a fraction in whole parts, halves away from zero."""
    whole = (abs(value) * parts * 2 + 1) // 2
    return Fraction(whole if value >= 0 else -whole, parts)
