"""What does a formula say? Its tree, read from a text of numbers, metrics, ``+ - * /`` and a few functions.

::

    free_cash_flow - share_repurchases
    net_income / average(shareholders_equity)
    operating_cash_flow - capital_expenditure@net_of_proceeds        another definition of a metric
    operating_income[RealityLabs] / revenue                          a metric of one segment

A formula is data: it is read here, never executed as code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from titre.kernel.messages import say
from titre.metrics.errors import FormulaFaulty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.kernel.messages import Message

FUNCTIONS: dict[str, tuple[int, int]] = {
    "average": (1, 1),
    "lag": (1, 2),
    "yoy": (1, 1),
    "or_zero": (1, 1),
    "abs": (1, 1),
    "trailing": (1, 1),
    "positive": (1, 1),
    "together": (2, 2),
}
"""The functions and how many arguments each takes, at least and at most.

``average(x)``: mean of a balance at both ends of the period. ``lag(x, n)``: n periods earlier, 1 by default.
``yoy(x)``: change against the same period of the year before, as a ratio; only where that was above zero.
``or_zero(x)``: zero where the company files nothing of the kind in the years around.
``abs(x)``: without sign. ``trailing(x)``: over the twelve months up to the period's end, or at its end.
``positive(x)``: only where it is above zero. ``together(x, y)``: ``x + y``, but ``x`` where both are one
amount: a company may tag one line of its balance sheet twice.
"""
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?)|(?P<name>[A-Za-z_]\w*)|(?P<member>\[[^\[\]]*\])|(?P<mark>[-+*/(),@]))",
    re.ASCII,
)
_MEMBER = re.compile(r"[\w.&'-][\w.&' -]*(?:=[\w.&'-][\w.&' -]*)?")
_LONGEST = 4_000
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Reference:
    """A metric, under a definition other than its default one or for one segment where these are given."""

    metric: str
    definition: str | None = None
    segment: str | None = None

    def __str__(self) -> str:
        definition = f"@{self.definition}" if self.definition else ""
        segment = f"[{self.segment}]" if self.segment else ""
        return f"{self.metric}{definition}{segment}"


@dataclass(frozen=True, slots=True)
class Negation:
    """The opposite of an expression."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Operation:
    """Two expressions joined by ``+``, ``-``, ``*`` or ``/``."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """A function of ``FUNCTIONS`` applied to its arguments."""

    function: str
    arguments: tuple[Expression, ...]


Expression: TypeAlias = Number | Reference | Negation | Operation | Call

_RANK = {"+": 1, "-": 1, "*": 2, "/": 2}


def parse_formula(text: str) -> Expression:
    """Return the tree of a formula.

    Raises:
        FormulaFaulty: the text is no formula.
    """
    parser = _Parser(text)
    expression = parser.sum(0)
    if parser.word:
        raise parser.fault(say("an operator or the end"))
    return expression


def parse_reference(text: str) -> Reference:
    """Return the metric that a text such as ``operating_income[RealityLabs]`` names.

    Raises:
        FormulaFaulty: the text is more or less than the name of one metric.
    """
    expression = parse_formula(text)
    if not isinstance(expression, Reference):
        raise FormulaFaulty(text, 1, text, say("the name of one metric"))
    return expression


def write_formula(expression: Expression) -> str:
    """Return the text of a tree; reading it gives the same tree."""
    return _write(expression, 0)


def references(expression: Expression) -> Iterator[Reference]:
    """Yield every metric that a formula names, from left to right, repeats included."""
    match expression:
        case Reference():
            yield expression
        case Negation(operand):
            yield from references(operand)
        case Operation(_, left, right):
            yield from references(left)
            yield from references(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from references(argument)


def _write(expression: Expression, rank: int) -> str:
    match expression:
        case Number(value):
            return f"{value:f}"
        case Reference():
            return str(expression)
        case Negation(operand):
            return f"-{_write(operand, 3)}"
        case Call(function, arguments):
            return f"{function}({', '.join(_write(argument, 0) for argument in arguments)})"
        case Operation(sign, left, right):
            own = _RANK[sign]
            # The right side binds one closer: a - (b - c) keeps its brackets, (a - b) - c needs none.
            text = f"{_write(left, own)} {sign} {_write(right, own + 1)}"
            return f"({text})" if own < rank else text


class _Parser:
    """Reads one formula from left to right; ``word`` is what stands at the present position."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.word, self.kind, self.start, self.end = "", "", 0, 0
        if len(text) > _LONGEST:
            raise FormulaFaulty(text, _LONGEST, text[_LONGEST:], say("a shorter formula"))
        self.advance()

    def advance(self) -> None:
        match = _TOKEN.match(self.text, self.end)
        if match is not None:
            self.kind = match.lastgroup or ""
            self.word, self.start, self.end = match[self.kind], match.start(self.kind), match.end()
            return
        rest = self.text[self.end :]
        self.start = self.end + len(rest) - len(rest.lstrip())
        self.word, self.kind, self.end = self.text[self.start :], "", len(self.text)
        if self.word:
            raise self.fault(say("a number, a metric, an operator or a bracket"))

    def fault(self, expected: Message) -> FormulaFaulty:
        return FormulaFaulty(self.text, self.start + 1, self.word, expected)

    def take(self, mark: str) -> None:
        if self.word != mark:
            raise self.fault(say("{mark}", mark=mark))
        self.advance()

    def sum(self, depth: int) -> Expression:
        if depth > _DEEPEST:
            raise self.fault(say("at most {depth} brackets inside each other", depth=_DEEPEST))
        left = self.product(depth)
        while self.word in {"+", "-"}:
            sign = self.word
            self.advance()
            left = Operation(sign, left, self.product(depth))
        return left

    def product(self, depth: int) -> Expression:
        left = self.unary(depth)
        while self.word in {"*", "/"}:
            sign = self.word
            self.advance()
            left = Operation(sign, left, self.unary(depth))
        return left

    def unary(self, depth: int) -> Expression:
        if depth > _DEEPEST:
            raise self.fault(say("at most {depth} brackets inside each other", depth=_DEEPEST))
        if self.word == "-":
            self.advance()
            return Negation(self.unary(depth + 1))
        return self.primary(depth)

    def primary(self, depth: int) -> Expression:
        if self.kind == "number":
            value = Decimal(self.word)
            self.advance()
            return Number(value)
        if self.word == "(":
            self.advance()
            inner = self.sum(depth + 1)
            self.take(")")
            return inner
        if self.kind != "name":
            raise self.fault(say("a number, a metric, a function or ("))
        name, position = self.word, self.start
        self.advance()
        return self.call(name, position, depth) if self.word == "(" else self.reference(name)

    def call(self, name: str, position: int, depth: int) -> Expression:
        if name not in FUNCTIONS:
            known = say("one of {names}", names=", ".join(FUNCTIONS))
            raise FormulaFaulty(self.text, position + 1, name, known)
        self.take("(")
        arguments = [self.sum(depth + 1)]
        while self.word == ",":
            self.advance()
            arguments.append(self.sum(depth + 1))
        fewest, most = FUNCTIONS[name]
        if len(arguments) < fewest:
            raise self.fault(say("at least {fewest} arguments", fewest=fewest))
        if len(arguments) > most:
            raise self.fault(say("at most {most} arguments", most=most))
        self.take(")")
        return Call(name, tuple(arguments))

    def reference(self, metric: str) -> Expression:
        definition = segment = None
        if self.word == "@":
            self.advance()
            if self.kind != "name":
                raise self.fault(say("the name of a definition"))
            definition = self.word
            self.advance()
        if self.kind == "member":
            segment = self.word[1:-1].strip()
            if not _MEMBER.fullmatch(segment):
                raise self.fault(say("the name of a segment in brackets"))
            self.advance()
        return Reference(metric, definition, segment)
