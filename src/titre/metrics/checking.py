"""Do the metrics fit together? Names that exist, no circles, and nothing added that is not of one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from titre.kernel.findings import Finding, mismatch
from titre.kernel.messages import say
from titre.metrics.formulas import Call, Negation, Number, Operation, Reference, references, write_formula
from titre.metrics.model import Aggregation, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Protocol

    from titre.kernel.declarations import Declaration
    from titre.kernel.messages import Message
    from titre.metrics.formulas import Expression
    from titre.metrics.model import Definition, Metric

    class Metrics(Protocol):
        """Metrics by name."""

        def __getitem__(self, name: str) -> Metric: ...
        def __contains__(self, name: object) -> bool: ...


Fault: TypeAlias = "tuple[object, Message]"
"""What was got and what was expected."""
Dimension: TypeAlias = tuple[int, int]
"""Powers of the currency and of shares: money per share is (1, -1)."""
DIMENSIONS: dict[UnitKind, Dimension] = {
    UnitKind.MONEY: (1, 0),
    UnitKind.SHARES: (0, 1),
    UnitKind.MONEY_PER_SHARE: (1, -1),
    UnitKind.RATIO: (0, 0),
}


def check_metrics(
    metrics: Metrics, declaration: Declaration, declared: Mapping[str, Metric]
) -> list[Finding]:
    """Return what is wrong between the metrics that a file declares and all others."""
    findings: list[Finding] = []
    for name, metric in declared.items():
        for definition in metric.definitions.values():
            named = "definitions" in declaration.data[name]
            place = declaration.place(name, *(["definitions", definition.name] if named else []), "formula")
            faults = list(_unknown(metrics, definition))
            if not faults:
                circle = _circle(metrics, Reference(name, definition.name), ())
                faults = [_circle_fault(circle)] if circle else list(_units(metrics, metric, definition))
            findings += [mismatch(place, got, expected, subject=name) for got, expected in faults]
    return findings


def _unknown(metrics: Metrics, definition: Definition) -> Iterator[Fault]:
    for formula in definition.formulas:
        for reference in references(formula):
            if reference.metric not in metrics:
                yield reference.metric, say("the name of a metric in the catalogue")
            elif reference.definition and reference.definition not in metrics[reference.metric].definitions:
                known = ", ".join(metrics[reference.metric].definitions)
                yield str(reference), say("a definition of it: {known}", known=known)


def _circle(metrics: Metrics, reference: Reference, path: tuple[str, ...]) -> tuple[str, ...]:
    metric = metrics[reference.metric]
    definition = metric.definition(reference.definition)
    key = f"{metric.name}@{definition.name}"
    if key in path:
        return (*path[path.index(key) :], key)
    for formula in definition.formulas:
        for inner in references(formula):
            # A name that is unknown further down is told where it stands.
            known = inner.metric in metrics and (
                inner.definition is None or inner.definition in metrics[inner.metric].definitions
            )
            if known and (found := _circle(metrics, inner, (*path, key))):
                return found
    return ()


def _circle_fault(circle: tuple[str, ...]) -> Fault:
    return say("a circle: {path}", path=" → ".join(circle)), say("a formula that ends in concepts")


def _units(metrics: Metrics, metric: Metric, definition: Definition) -> Iterator[Fault]:
    wanted = DIMENSIONS[metric.unit]
    for formula in definition.formulas:
        faults: list[Fault] = []
        got = dimension(metrics, formula, faults)
        if not faults and got != wanted:
            faults.append((write_unit(got), say("{unit}, the metric's unit", unit=write_unit(wanted))))
        yield from faults


def dimension(  # noqa: PLR0911 - a case a kind of expression
    metrics: Metrics, expression: Expression, faults: list[Fault]
) -> Dimension:
    """Return the dimension of a formula; what cannot be added is appended to the faults."""
    match expression:
        case Number():
            return (0, 0)
        case Reference(metric):
            return DIMENSIONS[metrics[metric].unit]
        case Negation(operand):
            return dimension(metrics, operand, faults)
        case Call(function, arguments):
            return _call_dimension(metrics, function, arguments, faults)
        case Operation(sign, left, right):
            first, second = dimension(metrics, left, faults), dimension(metrics, right, faults)
            if sign == "*":
                return (first[0] + second[0], first[1] + second[1])
            if sign == "/":
                return (first[0] - second[0], first[1] - second[1])
            if first != second:
                units = {"left": write_unit(first), "right": write_unit(second)}
                faults.append((write_formula(expression), say("one unit, not {left} and {right}", **units)))
            return first


def _call_dimension(
    metrics: Metrics,
    function: str,
    arguments: tuple[Expression, ...],
    faults: list[Fault],
) -> Dimension:
    inner = dimension(metrics, arguments[0], faults)
    if function == "lag" and not (len(arguments) == 1 or _whole(arguments[1])):
        faults.append((write_formula(arguments[1]), say("a whole number of periods, from 1 to 20")))
    if function in {"average", "or_zero", "lag", "yoy", "trailing"} and not isinstance(
        arguments[0], Reference
    ):
        faults.append((write_formula(arguments[0]), say("one metric inside {function}", function=function)))
    elif function == "average":
        assert isinstance(arguments[0], Reference)
        metric = metrics[arguments[0].metric]
        if metric.aggregation is not Aggregation.INSTANT:
            faults.append((metric.name, say("a metric that stands at a day, inside average")))
    elif function == "together" and dimension(metrics, arguments[1], faults) != inner:
        faults.append(
            (write_formula(arguments[1]), say("the unit of the other, {unit}", unit=write_unit(inner)))
        )
    return (0, 0) if function == "yoy" else inner


_FURTHEST = 20


def _whole(expression: Expression) -> bool:
    return (
        isinstance(expression, Number)
        and expression.value == int(expression.value)
        and 1 <= expression.value <= _FURTHEST
    )


def write_unit(powers: Dimension) -> str:
    """Return a dimension in words that a person reads: ``money/shares``."""
    above = [name for name, power in zip(("money", "shares"), powers, strict=True) for _ in range(power)]
    below = [name for name, power in zip(("money", "shares"), powers, strict=True) for _ in range(-power)]
    top = "*".join(above) or "1"
    text = f"{top}/{'*'.join(below)}" if below else top
    return "ratio" if text == "1" else text
