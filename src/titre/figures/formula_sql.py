"""How does a formula become SQL? Columns in steps, each computed from columns of the steps before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.figures.arithmetic import NOT_OUTDONE
from titre.metrics.formulas import Call, Negation, Number, Operation, Reference, references
from titre.metrics.model import Choice, UnitKind

if TYPE_CHECKING:
    from titre.figures.plans import Plan, Term
    from titre.metrics.formulas import Expression

_ROW = "PARTITION BY {whose} ORDER BY step RANGE BETWEEN {steps} PRECEDING AND {steps} PRECEDING"
_ROW_COLUMNS = "entity, frequency, label, quarter, first_day, last_day, currency, other_currency"
_YEAR = 4
"""steps of a quarter in a year; a row of a year stands at its fourth quarter"""


def base_column(term: Term) -> str:
    """Return the column with what the facts say of a term."""
    return f"b{term.number}"


def presence_column(term: Term) -> str:
    """Return the column that tells whether a company files anything of a term in the years around."""
    return f"p{term.number}"


def column(term: Term) -> str:
    """Return the column with the value of a term."""
    return f"t{term.number}"


def way_column(term: Term) -> str:
    """Return the column with the number of the formula that gave the value of a term; 0 is its own line."""
    return f"w{term.number}"


class Columns:
    """The columns of all terms of a plan, each with the step in which it can be computed.

    With ``ways``, also by which of several formulas a term was made.
    """

    def __init__(self, plan: Plan, *, ways: bool = False) -> None:
        self._plan = plan
        self._ways: list[str] | None = [] if ways else None
        self._steps: list[list[str]] = []
        self._level: dict[str, int] = {}
        self._text: dict[str, str] = {}
        self.zeroed: set[int] = set()
        for term in plan.terms:
            self._add_term(term)

    def query(self, source: str) -> str:
        """Return the query that adds all columns to the rows of a source: steps inside each other."""
        for number, columns in enumerate(self._steps, 1):
            text = ", ".join(columns)
            source = f"(SELECT *, {text}\nFROM {source}) AS step_{number}"
        names = ", ".join(column(term) for term in self._plan.terms)
        more = [f"p{number}" for number in sorted(self.zeroed)] + (self._ways or [])
        return f"SELECT {_ROW_COLUMNS}, {names}{''.join(f', {name}' for name in more)}\nFROM {source}"

    def _add_term(self, term: Term) -> None:
        options = [base_column(term)] if term.definition.concepts else []
        level = 0
        for formula in term.formulas:
            text, at = self._expression(formula)
            options.append(text)
            level = max(level, at)
        text = options[0] if len(options) == 1 else f"coalesce({', '.join(options)})"
        if len(options) > 1 and term.definition.choice is Choice.LARGEST_OF_ALL:
            largest = f"{NOT_OUTDONE} * greatest({', '.join(options)})"
            whens = " ".join(f"WHEN {option} >= {largest} THEN {option}" for option in options)
            text = f"CASE {whens} ELSE {text} END"
        self._place(column(term), text, level)
        if self._ways is not None and len(options) > 1:
            first = 0 if term.definition.concepts else 1
            whens = " ".join(
                f"WHEN {option} IS NOT NULL THEN {way}" for way, option in enumerate(options, first)
            )
            self._place(way_column(term), f"CASE {whens} END", level)
            self._ways.append(way_column(term))

    def _place(self, name: str, text: str, level: int) -> None:
        while len(self._steps) <= level:
            self._steps.append([])
        self._steps[level].append(f"{text} AS {name}")
        self._level[name] = level + 1

    def _column(self, expression: Expression) -> tuple[str, int]:
        """Return a column with the value of an expression: its text is used more than once."""
        text, level = self._expression(expression)
        if text in self._level or isinstance(expression, Number):
            return text, level
        known = self._text.get(text)
        if known is None:
            known = self._text[text] = f"x{len(self._text)}"
            self._place(known, text, level)
        return known, self._level[known]

    def _expression(self, expression: Expression) -> tuple[str, int]:
        match expression:
            case Number(value):
                return f"CAST({value:f} AS DECIMAL(38, 12))", 0
            case Reference():
                name = column(self._plan.term(expression))
                return name, self._level[name]
            case Negation(operand):
                text, level = self._expression(operand)
                return f"(-{text})", level
            case Operation(sign, left, right):
                return self._operation(sign, left, right)
            case Call(function, arguments):
                return self._call(function, arguments)

    def _operation(self, sign: str, left: Expression, right: Expression) -> tuple[str, int]:
        if sign in {"+", "-"}:
            (first, low), (second, high) = self._expression(left), self._expression(right)
            return f"({first} {sign} {second})", max(low, high)
        (first, low), (second, high) = self._column(left), self._column(right)
        function = "exact_product" if sign == "*" else "exact_quotient"
        return f"{function}({first}, {second})", max(low, high)

    def _call(  # noqa: PLR0911 - a case a function
        self, function: str, arguments: tuple[Expression, ...]
    ) -> tuple[str, int]:
        name, level = self._column(arguments[0])
        match function:
            case "abs":
                return f"abs({name})", level
            case "or_zero":
                assert isinstance(arguments[0], Reference)
                return self._or_zero(name, level, arguments[0])
            case "positive":
                return f"CASE WHEN {name} > 0 THEN {name} END", level
            case "together":
                other, at = self._column(arguments[1])
                return f"CASE WHEN {name} = {other} THEN {name} ELSE {name} + {other} END", max(level, at)
            case "trailing":
                return self._trailing(name, level)
            case "yoy":
                before, level = self._earlier(arguments[0], _YEAR, _YEAR)
                change = self._text.setdefault(f"{name} - {before}", f"x{len(self._text)}")
                if change not in self._level:
                    self._place(change, f"({name} - {before})", level)
                    level = self._level[change]
                level = max(level, self._level[change])
                return f"CASE WHEN {before} > 0 THEN exact_quotient({change}, {before}) END", level
            case "average":
                before, level = self._earlier(arguments[0], 1, _YEAR)
                return f"CAST(({name} + {before}) * 0.5 AS DECIMAL(38, 12))", level
            case _:
                steps = arguments[1].value if len(arguments) > 1 and isinstance(arguments[1], Number) else 1
                return self._earlier(arguments[0], int(steps), int(steps) * _YEAR, trailing=int(steps))

    def _or_zero(self, name: str, level: int, reference: Reference) -> tuple[str, int]:
        presences = []
        for term in self._concept_terms(reference):
            self.zeroed.add(term.number)
            presences.append(f"{presence_column(term)} = 1")
        condition = " OR ".join(presences) or "FALSE"
        zero = "CAST(0 AS DECIMAL(38, 12))"
        return f"CASE WHEN {name} IS NULL AND NOT ({condition}) THEN {zero} ELSE {name} END", level

    def _concept_terms(self, reference: Reference) -> list[Term]:
        """Return the terms with concepts that a reference rests on: all of these absent is absent."""
        term = self._plan.term(reference)
        found = [term] if term.definition.concepts else []
        for formula in term.formulas:
            for inner in references(formula):
                found += self._concept_terms(inner)
        return found

    def _trailing(self, name: str, level: int) -> tuple[str, int]:
        text = f"max(CASE WHEN frequency = 'ttm' THEN {name} END) OVER (PARTITION BY entity, step)"
        known = self._text.get(text)
        if known is None:
            known = self._text[text] = f"x{len(self._text)}"
            self._place(known, text, level)
        return known, self._level[known]

    def _earlier(
        self, expression: Expression, quarters: int, years: int, *, trailing: int | None = None
    ) -> tuple[str, int]:
        """Return the column with the value so many steps earlier: by quarters, and in rows of years.

        Money is of another time only where it is of the same currency.
        """
        name, level = self._column(expression)
        whose = "entity, frequency" + (", currency" if is_money(self._plan, expression) else "")
        trailing = years if trailing is None else trailing
        by_frequency = {"quarter": quarters, "annual": years, "ttm": trailing}
        if len(set(by_frequency.values())) == 1:
            text = self._window(name, years, whose)
        else:
            whens = " ".join(
                f"WHEN '{frequency}' THEN {self._window(name, steps, whose)}"
                for frequency, steps in by_frequency.items()
            )
            text = f"CASE frequency {whens} END"
        known = self._text.get(text)
        if known is None:
            known = self._text[text] = f"x{len(self._text)}"
            self._place(known, text, level)
        return known, self._level[known]

    @staticmethod
    def _window(name: str, steps: int, whose: str) -> str:
        return f"max({name}) OVER ({_ROW.format(whose=whose, steps=steps)})"


def is_money(plan: Plan, expression: Expression) -> bool:
    """Return whether a formula rests on amounts of money, in some currency."""
    units = {plan.term(reference).metric.unit for reference in references(expression)}
    return not units <= {UnitKind.RATIO, UnitKind.SHARES}
