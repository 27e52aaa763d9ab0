"""What must be computed for the metrics asked for? All they rest on, each before those that use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.figures.errors import UnknownDefinition, UnknownMetric
from titre.metrics.formulas import Call, Negation, Number, Operation, Reference, references
from titre.metrics.model import Aggregation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from titre.metrics import Catalogue, Definition, Metric
    from titre.metrics.formulas import Expression


@dataclass(frozen=True, slots=True)
class Term:
    """A metric under one definition, for one segment or for the whole company."""

    number: int
    reference: Reference
    """with the name of its definition, the default one too"""
    metric: Metric
    definition: Definition
    formulas: tuple[Expression, ...]
    """with every reference in the form that the plan knows it by"""
    stands: bool
    """whether it is of a day and not of a stretch of time: a balance, or what is made of balances only"""

    @property
    def aggregation(self) -> Aggregation:
        """How values of several periods go together under this definition."""
        return self.definition.aggregation or self.metric.aggregation

    @property
    def name(self) -> str:
        """What people call it: the definition is named where it is not the default."""
        default = self.definition.name == self.metric.default
        return str(
            Reference(self.metric.name, None if default else self.definition.name, self.reference.segment)
        )


class Plan:
    """The terms that answer a question, each after those it rests on."""

    def __init__(self, catalogue: Catalogue, asked: Iterable[Reference]) -> None:
        self._catalogue = catalogue
        self.terms: list[Term] = []
        self._by_reference: dict[Reference, Term] = {}
        self.asked: tuple[Term, ...] = tuple(self._add(reference) for reference in asked)

    def term(self, reference: Reference) -> Term:
        """Return the term of a reference in the plan's own form."""
        return self._by_reference[reference]

    @property
    def concepts(self) -> list[str]:
        """Every concept that any term may rest on."""
        return sorted({concept for term in self.terms for concept in term.definition.concepts})

    @property
    def members(self) -> list[str]:
        """The segments asked for, folded as the facts' members are."""
        found = {fold_member(term.reference.segment) for term in self.terms if term.reference.segment}
        return sorted(found)

    def _add(self, reference: Reference) -> Term:
        named = self._named(reference)
        known = self._by_reference.get(named)
        if known is not None:
            return known
        metric = self._catalogue[named.metric]
        definition = metric.definition(named.definition)
        formulas = tuple(self._resolved(formula, named.segment) for formula in definition.formulas)
        below = [self._add(inner) for formula in formulas for inner in references(formula)]
        stands = metric.aggregation is Aggregation.INSTANT or (
            bool(below) and not definition.concepts and all(inner.stands for inner in below)
        )
        term = Term(len(self.terms), named, metric, definition, formulas, stands)
        self.terms.append(term)
        self._by_reference[named] = term
        return term

    def _named(self, reference: Reference) -> Reference:
        if reference.metric not in self._catalogue:
            raise UnknownMetric(reference.metric, self._catalogue.near(reference.metric))
        metric = self._catalogue[reference.metric]
        definition = reference.definition or metric.default
        if definition not in metric.definitions:
            raise UnknownDefinition(metric.name, definition, metric.definitions)
        return Reference(metric.name, definition, reference.segment)

    def _resolved(self, expression: Expression, segment: str | None) -> Expression:
        """Return a formula whose metrics name their definition, and the segment that the whole is for."""
        match expression:
            case Reference(metric, definition, own):
                return self._named(Reference(metric, definition, own or segment))
            case Negation(operand):
                return Negation(self._resolved(operand, segment))
            case Operation(sign, left, right):
                return Operation(sign, self._resolved(left, segment), self._resolved(right, segment))
            case Call(function, arguments):
                return Call(function, tuple(self._resolved(argument, segment) for argument in arguments))
            case Number():
                return expression


def fold_member(segment: str) -> str:
    """Return the name of a segment as members are compared: ``realitylabs`` for ``Reality Labs``.

    With its axis: ``productorservice=datacenter`` for ``ProductOrService=DataCenter``.
    """
    if "=" in segment:
        axis, _, name = segment.partition("=")
        return f"{fold_axis(axis)}={fold_member(name)}"
    folded = "".join(letter for letter in segment.lower() if letter.isalnum())
    return folded.removesuffix("member").removesuffix("segment")


def fold_axis(axis: str) -> str:
    """Return the name of an axis as axes are compared: ``productorservice``."""
    local = axis.rpartition(":")[2]
    return "".join(letter for letter in local.lower() if letter.isalnum()).removesuffix("axis")


def walk(expression: Expression) -> Iterator[Expression]:
    """Yield an expression and everything inside it, from the outside in."""
    yield expression
    match expression:
        case Negation(operand):
            yield from walk(operand)
        case Operation(_, left, right):
            yield from walk(left)
            yield from walk(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from walk(argument)
