"""Do several companies add up, rank and screen as they should?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from fakes.ledgers import figures_of
from titre.figures import errors
from titre.figures.groups import rank, sum_of
from titre.figures.screening import parse_condition, screen
from titre.figures.tracing import recompute
from titre.metrics.errors import FormulaFaulty

ONE, TWO, THREE = (f"CIK{number:010d}" for number in (1, 2, 3))
CALENDAR = """10-K 2025-02-01 FY2024
  Revenues 2024-01-01..2024-12-31 100
  OperatingIncomeLoss 2024-01-01..2024-12-31 30
"""
JANUARY = """10-K 2025-02-26 FY2025
  Revenues 2024-01-29..2025-01-26 40
  OperatingIncomeLoss 2024-01-29..2025-01-26 -4
"""
EUROS = """20-F 2025-02-26 FY2024
  ifrs-full:Revenue 2024-01-01..2024-12-31 500 EUR
"""


def test_a_sum_over_the_nearest_fiscal_periods_says_which() -> None:
    figures = figures_of(CALENDAR, JANUARY)
    total = sum_of(figures, [ONE, TWO], "revenue", "CY2024")
    assert total.value == 140
    assert total.entity == f"{ONE}+{TWO}"
    assert total.lineage is not None
    assert recompute(total.lineage) == 140
    assert [str(step.note) for step in total.lineage.operands] == [
        f"{ONE}, 2024-01-01 to 2024-12-31",
        f"{TWO}, 2024-01-29 to 2025-01-26",
    ]
    assert len(total.facts) == 2


def test_a_sum_refuses_what_a_member_lacks_and_currencies_that_differ() -> None:
    figures = figures_of(CALENDAR, JANUARY, EUROS)
    with pytest.raises(errors.FigureRefused):
        sum_of(figures, [ONE, TWO], "revenue", "2024")
    with pytest.raises(errors.MixedCurrencies):
        sum_of(figures, [ONE, THREE], "revenue", "2024")


def test_a_rank_tells_whom_it_leaves_out() -> None:
    figures = figures_of(CALENDAR, JANUARY, EUROS)
    ranking = rank(figures, "revenue", "CY2024", nearest=True)
    assert [figure.entity for figure in ranking.figures] == [ONE, TWO]
    assert [figure.unit for figure in ranking.left_out] == ["EUR"]
    assert len(rank(figures, "revenue", "CY2024", nearest=True, top=1).figures) == 1
    fiscal = rank(figures, "operating_income", "2024")
    assert [figure.entity for figure in fiscal.figures] == [ONE]
    assert all(figure.reason is not None for figure in fiscal.left_out)


def test_a_screen() -> None:
    figures = figures_of(CALENDAR, JANUARY, EUROS)
    found = screen(figures, "operating_margin > 0.2 and revenue >= 1e2", "CY2024", nearest=True)
    assert found.met == (ONE,)
    assert found.unknown == (THREE,)
    assert [figure.value for figure in found.figures] == [Decimal("0.3"), 100]
    either = screen(figures, "revenue > 400 or operating_income < 0", "CY2024", nearest=True)
    assert either.met == (TWO, THREE)


@pytest.mark.parametrize("text", ["", "revenue", "revenue > ", "revenue > 1 and", "a < b < c", "1 ; 2 > 3"])
def test_what_is_no_condition(text: str) -> None:
    with pytest.raises(FormulaFaulty):
        parse_condition(text)
