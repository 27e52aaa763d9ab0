"""Which facts do all figures of a question rest on? Stages that follow each formula down to the facts.

They give in bulk what ``tracing`` gives as a tree of one figure: the same facts, told by rows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from titre.figures.compiling import Stage, compile_plan, read_stages
from titre.figures.formula_sql import column, way_column
from titre.figures.model import Frequency
from titre.figures.running import Slot
from titre.figures.tracing import leaves
from titre.metrics.formulas import references

if TYPE_CHECKING:
    from titre.figures.compiling import Compiled, Question
    from titre.figures.plans import Plan, Term

LINEAGE = "lineage"
"""The stage with a row for each fact of each figure: term, entity, frequency, step and the fact's number."""


def compile_with_lineage(plan: Plan, question: Question) -> Compiled:
    """Return the stages that answer a question, and those that tell the facts of each figure."""
    compiled = compile_plan(plan, question, ways=True)
    stages = [*compiled.stages, *(Stage(name, text) for name, text in read_stages(LINEAGE))]
    levels = _levels(plan)
    if levels:
        stages += [Stage("ways", _ways(plan, compiled.last)), Stage("operands", _operands(plan))]
    for level, numbers in enumerate(levels, 1):
        stages.append(Stage(f"traced_{level}", _traced(level, numbers)))
    asked = ", ".join(str(term.number) for term in plan.asked)
    last = (
        f"SELECT DISTINCT term, entity, frequency, step, id FROM traced_{len(levels)} WHERE term IN ({asked})"  # noqa: S608 - numbers of our own
    )
    return replace(compiled, stages=(*stages, Stage(LINEAGE, last)))


def _levels(plan: Plan) -> list[list[int]]:
    """Return the terms that have formulas, each level after those that its formulas need."""
    level: dict[int, int] = {}
    for term in plan.terms:
        below = [level[plan.term(inner).number] for formula in term.formulas for inner in references(formula)]
        level[term.number] = 1 + max(below, default=0) if term.formulas else 0
    return [
        [number for number, at in level.items() if at == wanted]
        for wanted in range(1, max(level.values(), default=0) + 1)
    ]


def _ways(plan: Plan, source: str) -> str:
    """Return the query for the formula, counted from one, that gave each figure; zero is its own line."""
    terms = [term for term in plan.terms if term.formulas]
    cases = " ".join(f"WHEN {term.number} THEN {_way(term)}" for term in terms)
    numbers = ", ".join(f"({term.number})" for term in terms)
    return (
        f"SELECT * FROM (SELECT f.entity, f.frequency, f.label * 4 + f.quarter AS step, t.term,\n"  # noqa: S608 - names of our own
        f"       CASE t.term {cases} END AS way\n"
        f"FROM {source} f CROSS JOIN (VALUES {numbers}) AS t(term)) AS all_ways WHERE way > 0"
    )


def _way(term: Term) -> str:
    several = len(term.formulas) > 1 or term.definition.concepts
    return f"f.{way_column(term)}" if several else f"CASE WHEN f.{column(term)} IS NOT NULL THEN 1 END"


def _operands(plan: Plan) -> str:
    """Return the query for what each formula needs, and how many quarters back."""
    rows = set()
    for term in plan.terms:
        for way, formula in enumerate(term.formulas, 1):
            for frequency in Frequency:
                here = Slot(frequency, 0, 4)
                for reference, there in leaves(formula, here):
                    back = (here.label - there.label) * 4 + here.quarter - there.quarter
                    operand = plan.term(reference).number
                    row = f"{term.number}, {way}, '{frequency}', {operand}, '{there.frequency}', {back}"
                    rows.add(f"({row})")
    values = ",\n       ".join(sorted(rows))
    return (
        f"SELECT * FROM (VALUES {values}) AS operand(term, way, frequency, operand, operand_frequency, back)"  # noqa: S608 - numbers of our own
    )


def _traced(level: int, numbers: list[int]) -> str:
    terms = ", ".join(map(str, numbers))
    return (
        f"SELECT term, entity, frequency, step, id FROM traced_{level - 1}\n"  # noqa: S608 - numbers of our own
        "UNION ALL\n"
        "SELECT DISTINCT w.term, w.entity, w.frequency, w.step, t.id\n"
        "FROM ways w\n"
        "JOIN operands o ON o.term = w.term AND o.way = w.way AND o.frequency = w.frequency\n"
        f"JOIN traced_{level - 1} t ON t.term = o.operand AND t.entity = w.entity\n"
        " AND t.frequency = o.operand_frequency AND t.step = w.step - o.back\n"
        f"WHERE w.term IN ({terms})"
    )
