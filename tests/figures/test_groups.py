"""Do several companies add up, rank and screen as they should?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.ledgers import figures_of
from titre.figures import errors
from titre.figures.groups import figures_of_group, sum_of
from titre.figures.model import Rule
from titre.figures.ranking import rank
from titre.figures.screening import parse_condition, screen
from titre.figures.tracing import recompute
from titre.metrics.errors import FormulaFaulty

if TYPE_CHECKING:
    from random import Random

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


def test_a_market_in_portions_gives_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = figures_of(CALENDAR, JANUARY, EUROS)
    metrics = ["operating_margin", "revenue", "total_assets", "revenue"]
    whole = figures.table(None, metrics)
    monkeypatch.setattr("titre.figures.engines._PORTION", 1)
    assert sorted(map(str, figures.table(None, metrics).to_pylist())) == sorted(map(str, whole.to_pylist()))
    assert whole["value"].to_pylist()[:2] == [Decimal("0.3"), Decimal("0.3")]
    assert whole.num_rows == 16


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


def test_a_group_has_no_fiscal_year_of_its_own() -> None:
    total = sum_of(figures_of(CALENDAR, JANUARY), [ONE, TWO], "revenue", "2024")
    assert str(total.period) == "CY2024"
    assert total.value == 140
    assert (total.start, total.end) == (date(2024, 1, 1), date(2025, 1, 26))


def test_a_margin_of_a_group_is_no_mean_of_margins() -> None:
    margin = sum_of(figures_of(CALENDAR, JANUARY), [ONE, TWO], "operating_margin", "CY2024")
    assert margin.value == Decimal("0.185714285714")  # 26 / 140, while the mean of 0.3 and -0.1 is 0.1
    assert margin.lineage is not None
    assert recompute(margin.lineage) == margin.value
    assert len(margin.facts) == 4
    assert margin.rule is Rule.FORMULA


GREW = """10-K 2024-02-01 FY2023
  Revenues 2023-01-01..2023-12-31 80
10-K 2025-02-01 FY2024
  Revenues 2024-01-01..2024-12-31 100
"""
SHRANK = """10-K 2024-02-26 FY2024
  Revenues 2023-01-30..2024-01-28 45
10-K 2025-02-26 FY2025
  Revenues 2024-01-29..2025-01-26 40
"""


def test_growth_of_a_group_looks_back_by_the_calendar() -> None:
    growth = sum_of(figures_of(GREW, SHRANK), [ONE, TWO], "revenue_growth", "CY2024")
    assert growth.value == Decimal("0.12")  # 140 after 125
    assert growth.lineage is not None
    assert recompute(growth.lineage) == growth.value
    assert [step.period for step in growth.lineage.operands] == ["CY2024", "CY2023"]
    assert (growth.start, growth.end) == (date(2024, 1, 1), date(2025, 1, 26))


@pytest.mark.parametrize("metric", ["diluted_shares", "diluted_eps"])
def test_shares_of_several_companies_make_nothing_together(metric: str) -> None:
    with pytest.raises(errors.NotDerivable, match="nothing together"):
        sum_of(figures_of(CALENDAR, JANUARY), [ONE, TWO], metric, "CY2024")


def test_a_series_of_a_group_reaches_as_far_as_all_its_members() -> None:
    figures = figures_of(GREW + "  Revenues 2022-01-01..2022-12-31 70\n", SHRANK, EUROS)
    found = figures_of_group(figures, [ONE, TWO], ["revenue", "revenue_growth"], frequency="annual")
    told = [(str(figure.period), figure.value) for figure in found]
    assert told == [
        ("CY2023", Decimal(125)),
        ("CY2024", Decimal(140)),
        ("CY2023", None),
        ("CY2024", Decimal("0.12")),
    ]
    assert "CIK0000000002" in str(found[2].reason)
    mixed = figures_of_group(figures, [ONE, THREE], ["revenue"], ["2024"])
    assert "EUR" in str(mixed[0].reason)
    assert mixed[0].as_json()["cik"] is None
    asked = figures_of_group(figures, [ONE, TWO], ["revenue"], frequency="annual", first="2024", last="2025")
    assert [figure.value for figure in asked] == [140, None]


@settings(max_examples=12, deadline=None)  # each example builds a store of its own
@given(
    st.lists(st.tuples(st.integers(-(10**15), 10**15), st.integers(1, 10**15)), min_size=1, max_size=4),
    st.randoms(),
)
def test_the_order_of_members_changes_nothing(amounts: list[tuple[int, int]], chance: Random) -> None:
    ledgers = [
        f"10-K 2025-02-01 FY2024\n  Revenues 2024-01-01..2024-12-31 {revenue}\n"
        f"  OperatingIncomeLoss 2024-01-01..2024-12-31 {income}\n"
        for income, revenue in amounts
    ]
    figures = figures_of(*ledgers)
    members = [f"CIK{number:010d}" for number in range(1, len(ledgers) + 1)]
    straight = sum_of(figures, members, "operating_income", "CY2024")
    margin = sum_of(figures, members, "operating_margin", "CY2024")
    chance.shuffle(members)
    assert straight.value == sum(income for income, _ in amounts)
    assert sum_of(figures, members, "operating_income", "CY2024").value == straight.value
    assert sum_of(figures, members, "operating_margin", "CY2024").value == margin.value


def test_a_sum_refuses_currencies_that_differ() -> None:
    figures = figures_of(CALENDAR, JANUARY, EUROS)
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


def test_a_group_has_no_growth_from_one_currency_to_another() -> None:
    ledger = """20-F 2023-03-01 FY2022
      ifrs-full:Revenue 2022-01-01..2022-12-31 90 EUR
    20-F 2024-03-01 FY2023
      ifrs-full:Revenue 2023-01-01..2023-12-31 110 USD
      ifrs-full:ProfitLoss 2023-01-01..2023-12-31 11 USD
    """
    figures = figures_of(ledger, ledger)
    members = [ONE, TWO]
    assert sum_of(figures, members, "revenue", "CY2023").value == 220
    assert sum_of(figures, members, "net_margin", "CY2023").value == Decimal("0.1")
    with pytest.raises(errors.MixedCurrencies, match="USD"):
        sum_of(figures, members, "revenue_growth", "CY2023")
