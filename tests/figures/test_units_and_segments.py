"""In which currency, and for which part of a company? Each test's docstring is a small ledger of filings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from titre.figures import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from titre.figures import Figures

    Value = Callable[..., str]

ENTITY = "CIK0000000001"


def test_the_currency_is_the_company_s_own(figures: Figures, value: Value) -> None:
    """A translation for convenience stands beside the last year; euros were printed as dollars (ET440).

    20-F 2024-04-01 FY2023
      ifrs-full:Revenue 2023-01-01..2023-12-31 800 CNY
      ifrs-full:Revenue 2022-01-01..2022-12-31 700 CNY
      ifrs-full:Revenue 2023-01-01..2023-12-31 110 USD
      ifrs-full:ProfitLoss 2023-01-01..2023-12-31 80 CNY
    """
    assert value("revenue", "2023") == "800"
    assert figures.figure(ENTITY, "revenue", "2023").unit == "CNY"
    assert figures.figure(ENTITY, "net_margin", "2023").unit == "pure"


def test_one_fact_in_another_currency_is_given_as_what_it_is(figures: Figures) -> None:
    """Only one line is in pesos: it is told in pesos, and joins no formula in dollars.

    20-F 2024-04-01 FY2023
      ifrs-full:Revenue 2023-01-01..2023-12-31 800 USD
      ifrs-full:ProfitLoss 2023-01-01..2023-12-31 80 USD
      ifrs-full:CashFlowsFromUsedInOperatingActivities 2023-01-01..2023-12-31 90 USD
      PaymentsToAcquirePropertyPlantAndEquipment 2023-01-01..2023-12-31 7 COP
    """
    figure = figures.figure(ENTITY, "capital_expenditure", "2023")
    assert figure.value == 7
    assert figure.unit == "COP"
    with pytest.raises(errors.MixedCurrencies):
        figures.figure(ENTITY, "free_cash_flow", "2023")


def test_several_currencies_none_of_them_the_company_s(figures: Figures) -> None:
    """Four currencies collided under one concept (ET1196).

    20-F 2024-04-01 FY2023
      ifrs-full:Revenue 2023-01-01..2023-12-31 800 USD
      ifrs-full:ProfitLoss 2023-01-01..2023-12-31 80 USD
      ifrs-full:InterestExpense 2023-01-01..2023-12-31 7 COP
      ifrs-full:InterestExpense 2023-01-01..2023-12-31 9 CRC
    """
    with pytest.raises(errors.AmbiguousUnit):
        figures.figure(ENTITY, "interest_expense", "2023")


def test_a_company_that_changes_its_currency(figures: Figures, value: Value) -> None:
    """From euros to dollars: each year is in its own, and no growth leads from one to the other.

    20-F 2022-03-01 FY2021
      ifrs-full:Revenue 2021-01-01..2021-12-31 80 EUR
      ifrs-full:ProfitLoss 2021-01-01..2021-12-31 8 EUR
      ifrs-full:Assets 2021-12-31 200 EUR
    20-F 2023-03-01 FY2022
      ifrs-full:Revenue 2022-01-01..2022-12-31 90 EUR
      ifrs-full:ProfitLoss 2022-01-01..2022-12-31 9 EUR
      ifrs-full:Assets 2022-12-31 220 EUR
    20-F 2024-03-01 FY2023
      ifrs-full:Revenue 2023-01-01..2023-12-31 110 USD
      ifrs-full:Revenue 2022-01-01..2022-12-31 99 USD
      ifrs-full:ProfitLoss 2023-01-01..2023-12-31 11 USD
      ifrs-full:Assets 2023-12-31 250 USD
    """
    found = figures.figures([ENTITY], ["revenue"], ["2021", "2022", "2023"])
    assert [figure.value for figure in found] == [80, 90, 110]
    assert [figure.unit for figure in found] == ["EUR", "EUR", "USD"]
    assert [value("net_margin", year) for year in ("2021", "2022", "2023")] == ["0.1"] * 3
    assert value("revenue_growth", "2022") == "0.125"
    for metric in ("revenue_growth", "return_on_assets"):
        with pytest.raises(errors.MixedCurrencies):
            figures.figure(ENTITY, metric, "2023")


def test_a_segment_is_never_the_total(figures: Figures, value: Value) -> None:
    """The iPhone's revenue was returned as Apple's (EQ3619); segments with a second axis vanished (EQ3777).

    10-K 2025-10-31 FY2025
      Revenues 2024-09-29..2025-09-27 416161
      Revenues 2024-09-29..2025-09-27 209586 [PRODUCT=aapl:IPhoneMember]
      OperatingIncomeLoss 2024-09-29..2025-09-27 72480 [OPERATING;SEGMENT=aapl:AmericasSegmentMember]
      OperatingIncomeLoss 2024-09-29..2025-09-27 133050
    """
    assert value("revenue", "2025") == "416161"
    assert value("revenue[iPhone]", "2025") == "209586"
    assert value("operating_income[Americas]", "2025") == "72480"
    assert value("operating_income", "2025") == "133050"
    with pytest.raises(errors.UnknownSegment):
        figures.figure(ENTITY, "operating_income[Europe]", "2025")


def test_a_formula_of_a_segment(value: Value) -> None:
    """Reality Labs has a margin of its own, from its own revenue.

    10-K 2025-01-30 FY2024
      OperatingIncomeLoss 2024-01-01..2024-12-31 -17729 [SEGMENT=meta:RealityLabsMember]
      Revenues 2024-01-01..2024-12-31 2146 [SEGMENT=meta:RealityLabsMember]
      Revenues 2024-01-01..2024-12-31 164501
      OperatingIncomeLoss 2024-01-01..2024-12-31 69380
    """
    assert value("operating_margin[Reality Labs]", "2024") == "-8.261416589003"
    assert value("operating_margin", "2024") == "0.42176035404"


def test_a_segment_by_quarter_and_twelve_months(value: Value) -> None:
    """A segment's quarters, its year and its twelve months.

    8-K 2024-04-24 transcribed
      OperatingIncomeLoss 2024-01-01..2024-03-31 -3846 [SEGMENT=meta:RealityLabsMember]
    10-K 2025-01-30 FY2024
      OperatingIncomeLoss 2024-01-01..2024-12-31 -17729 [SEGMENT=meta:RealityLabsMember]
      OperatingIncomeLoss 2024-01-01..2024-12-31 69380
      NetIncomeLoss 2024-01-01..2024-12-31 62360
    8-K 2025-04-30 transcribed
      OperatingIncomeLoss 2025-01-01..2025-03-31 -4210 [SEGMENT=meta:RealityLabsMember]
    """
    assert value("operating_income[RealityLabs]", "TTM 2025Q1") == "-18093"
