"""Which companies meet a condition? Comparisons of formulas, joined by ``and`` and ``or``.

``free_cash_flow > 1e9 and revenue_growth > 0.1``: ``and`` binds closer than ``or``; there are no brackets
around comparisons. A company that lacks an operand does not meet a comparison, and is told apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Unpack

from titre.figures.tracing import evaluate
from titre.kernel.messages import say
from titre.metrics.errors import FormulaFaulty
from titre.metrics.formulas import parse_formula, references

if TYPE_CHECKING:
    from collections.abc import Collection
    from decimal import Decimal

    from titre.figures.figures import Figures
    from titre.figures.model import Figure
    from titre.figures.options import Options
    from titre.kernel.periods import Period
    from titre.metrics.formulas import Expression, Reference

_OR = re.compile(r"\s+or\s+", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_COMPARED = re.compile(r"(?P<left>[^<>=!]+)(?P<sign><=|>=|!=|<|>|=)(?P<right>[^<>=!]+)")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two formulas and how they are compared."""

    left: Expression
    sign: str
    right: Expression

    def holds(self, left: Decimal, right: Decimal) -> bool:
        """Return whether two values stand to each other as the comparison says."""
        match self.sign:
            case "<":
                return left < right
            case "<=":
                return left <= right
            case ">":
                return left > right
            case ">=":
                return left >= right
            case "=":
                return left == right
            case _:
                return left != right


@dataclass(frozen=True, slots=True)
class Screen:
    """Companies that meet a condition, and those of which it cannot be said."""

    met: tuple[str, ...]
    unknown: tuple[str, ...]
    figures: tuple[Figure, ...]
    """the figures of every metric in the condition, of the companies that meet it"""


def parse_condition(text: str) -> tuple[tuple[Comparison, ...], ...]:
    """Return the alternatives of a condition, each the comparisons that must all hold.

    Raises:
        FormulaFaulty: the text is no condition.
    """
    return tuple(
        tuple(_comparison(part) for part in _AND.split(alternative))
        for alternative in _OR.split(text.strip())
    )


def _comparison(text: str) -> Comparison:
    match = _COMPARED.fullmatch(text)
    if match is None:
        raise FormulaFaulty(text, 1, text, say("a comparison such as revenue > 1e9"))
    return Comparison(parse_formula(match["left"]), match["sign"], parse_formula(match["right"]))


def screen(
    figures: Figures,
    condition: str,
    period: Period | str,
    *,
    entities: Collection[str] | None = None,
    **options: Unpack[Options],
) -> Screen:
    """Return the companies, of all by default, that meet a condition in a period.

    Raises:
        FormulaFaulty: the condition cannot be read.
        UnknownMetric: a metric is not in the catalogue.
    """
    alternatives = parse_condition(condition)
    formulas = [side for part in alternatives for one in part for side in (one.left, one.right)]
    asked = list(dict.fromkeys(reference for formula in formulas for reference in references(formula)))
    names = [str(reference) for reference in asked]
    found = figures.figures(entities, names, [period], **options)
    by_entity: dict[str, dict[Reference, Figure]] = {}
    for number, figure in enumerate(found):
        by_entity.setdefault(figure.entity, {})[asked[number % len(asked)]] = figure
    met, unknown, shown = [], [], []
    for entity, given in by_entity.items():
        answers = [_all(part, given) for part in alternatives]
        if any(answer is True for answer in answers):
            met.append(entity)
            shown += list(given.values())
        elif any(answer is None for answer in answers):
            unknown.append(entity)
    return Screen(tuple(met), tuple(unknown), tuple(shown))


def _all(part: tuple[Comparison, ...], given: dict[Reference, Figure]) -> bool | None:
    answers = [_answer(comparison, given) for comparison in part]
    if any(answer is False for answer in answers):
        return False
    return None if any(answer is None for answer in answers) else True


def _answer(comparison: Comparison, given: dict[Reference, Figure]) -> bool | None:
    left, right = (_value(side, given) for side in (comparison.left, comparison.right))
    return None if left is None or right is None else comparison.holds(left, right)


def _value(formula: Expression, given: dict[Reference, Figure]) -> Decimal | None:
    from titre.figures.model import Frequency
    from titre.figures.running import Slot

    anywhere = Slot(Frequency.ANNUAL, 0, 0)
    return evaluate(formula, lambda reference, _: given[reference].value, anywhere, lambda *_: False)
