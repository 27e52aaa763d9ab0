"""Does each figure of each metric hold what is promised of all of them? Every real company, every period."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from figures.evaluating import Evaluator, days
from titre.figures import Frequency, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fakes.filed import Filed
    from titre.figures import Figure, Lineage

pytestmark = pytest.mark.shared


@pytest.mark.parametrize(("vintage", "basis"), [("latest", "adjusted"), ("first", "filed")])
def test_each_reaches_filed_facts_computes_anew_and_covers_its_window(
    filed: Filed, vintage: str, basis: str
) -> None:
    evaluator, count = Evaluator(), 0
    for figure in _all(filed, vintage, basis):
        lineage = figure.lineage
        assert lineage is not None
        assert evaluator.value(lineage) == Fraction(figure.value or 0)
        assert (lineage.end, lineage.unit) == (figure.end, figure.unit), figure
        if figure.start is not None and figure.end is not None:
            assert _is_window(str(figure.period), (figure.end - figure.start).days + 1), figure
        count += 1
    assert count > 60_000
    stored = _stored(filed)
    for step in evaluator.steps:
        _check_step(step, stored)


def _check_step(step: Lineage, stored: set[tuple[object, ...]]) -> None:
    """Check that a step ends in facts exactly as the store has them, over as many days as its period has."""
    if step.fact is not None:
        fact = step.fact
        assert fact.accession
        key = (fact.entity, fact.concept, fact.dimensions, fact.start, fact.end, fact.unit, fact.accession)
        assert (*key, fact.value) in stored, fact
    elif not step.operands:
        # What is taken as zero, and a formula of numbers, rest on no fact.
        assert step.rule is Rule.ZERO or step.expression is not None, step
    elif step.rule is Rule.CONCEPT:
        covered = days(step)
        assert covered is None or _is_window(step.period, covered), step


def _is_window(period: str, length: int) -> bool:
    """Return whether a year or twelve months have 52 or 53 weeks or months, and a quarter 12 to 14 weeks."""
    return length in (range(360, 373) if period[0] in "FT" else range(80, 101))


def _all(filed: Filed, vintage: str, basis: str) -> Iterator[Figure]:
    names = [
        f"{metric.name}@{definition}"
        for metric in filed.figures.catalogue
        for definition in metric.definitions
    ]
    for frequency in Frequency:
        found = filed.figures.figures(None, names, frequency=frequency, vintage=vintage, basis=basis)
        yield from (figure for figure in found if figure.value is not None)


def _stored(filed: Filed) -> set[tuple[object, ...]]:
    columns = 'entity, concept, dimensions, "start", "end", unit, accession, value'
    query = f"SELECT {columns} FROM facts WHERE value IS NOT NULL"
    return set(filed.figures._snapshot.connect(None).execute(query).fetchall())
