"""Are figures that are asked for together the same as those asked for alone?"""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING

import pytest

from titre.figures import errors
from titre.kernel.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fakes.filed import Filed
    from titre.figures import Figure, Figures

ENTITY = "CIK0000000001"
_EARLY, _LATE = date(2024, 5, 31), date(2024, 6, 1)


def test_days_and_vintages_stand_apart(figures: Figures) -> None:
    """A first report, an amendment and a recast: each day and vintage has its own.

    10-K 2024-02-01 FY2023
      Revenues 2023-01-01..2023-12-31 100
    10-K/A 2024-06-01 FY2023
      Revenues 2023-01-01..2023-12-31 101
    10-K 2025-02-01 FY2024
      Revenues 2024-01-01..2024-12-31 120
      Revenues 2023-01-01..2023-12-31 95
    """
    knowledge = [(_EARLY, "latest"), (_LATE, "latest"), (_LATE, "first"), (None, "latest")]
    together = figures.together([ENTITY], ["revenue", "revenue_growth"], knowledge)
    year = Period.parse("2023")
    values = [
        together.figure(ENTITY, "revenue", year, as_of=day, vintage=vintage).value
        for day, vintage in knowledge
    ]
    assert [str(value) for value in values] == ["100", "101", "100", "95"]
    growth = together.figure(ENTITY, "revenue_growth", Period.parse("2024"), as_of=_LATE)
    assert growth.value is None
    assert "filed" in str(growth.reason)
    fact = together.figure(ENTITY, "revenue", year, as_of=_EARLY).facts[0]
    assert (fact.entity, fact.filed) == (ENTITY, date(2024, 2, 1))


def test_a_day_that_was_not_named_is_answered_too(figures: Figures) -> None:
    """A report that nobody said would be asked for.

    10-K 2024-02-01 FY2023
      Revenues 2023-01-01..2023-12-31 100
    """
    together = figures.together([ENTITY], ["revenue"], [(None, "latest")])
    assert together.figure(ENTITY, "revenue", Period.parse("2023"), as_of=_EARLY).value == 100
    assert together.figure(ENTITY, "revenue", Period.parse("2023")).value == 100


def test_an_unknown_metric_is_refused(figures: Figures) -> None:
    """Nothing was filed.

    10-K 2024-02-01 FY2023
      Revenues 2023-01-01..2023-12-31 100
    """
    with pytest.raises(errors.UnknownMetric):
        figures.together([ENTITY], ["happiness"], [(None, "latest")]).figure(
            ENTITY, "happiness", Period.parse("2023")
        )


_COMPANIES = ("META", "NVDA", "AAPL")
_METRICS = (
    "revenue",
    "free_cash_flow",
    "operating_margin",
    "diluted_eps",
    "revenue_growth",
    "total_debt",
)
_SEGMENT = "operating_income[Reality Labs]"
_PERIODS = ("2021", "2024", "2024Q4", "TTM 2025Q1", "2026")
_KNOWLEDGE = tuple(product((date(2022, 3, 1), date(2025, 7, 17), None), ("latest", "first")))


@pytest.mark.shared
def test_the_figures_of_real_filings_are_those_asked_for_alone(filed: Filed) -> None:
    entities = [filed.names.resolve(symbol)[0].entity for symbol in _COMPANIES]
    together = filed.figures.together(entities, [*_METRICS, _SEGMENT], _KNOWLEDGE)
    periods = [Period.parse(text) for text in _PERIODS]
    for day, vintage in _KNOWLEDGE:
        alone = filed.figures.figures(entities, _METRICS, periods, as_of=day, vintage=vintage)
        alone += filed.figures.figures(entities, [_SEGMENT], periods, as_of=day, vintage=vintage)
        assert len(alone) == len(entities) * (len(_METRICS) + 1) * len(periods)
        for one in alone:
            found = together.figure(one.entity, one.full_metric, one.period, as_of=day, vintage=vintage)
            assert _told(found) == _told(one), (day, vintage, one.entity, one.full_metric, one.period)


def _told(figure: Figure) -> Sequence[object]:
    facts = [(fact.accession, fact.concept, fact.value, fact.entity) for fact in figure.facts]
    return (
        figure.value, figure.unit, figure.start, figure.end, figure.as_of, figure.vintage, facts,
        str(figure.reason),
    )  # fmt: skip
