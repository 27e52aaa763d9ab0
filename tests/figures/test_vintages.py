"""What was known when? Each test's docstring is a small ledger of filings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from titre.figures import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from titre.figures import Figures

    Value = Callable[..., str]

ENTITY = "CIK0000000001"


def test_first_reported_and_latest(figures: Figures, value: Value) -> None:
    """A first report was overwritten, amendments were mixed in (ET697, ET701).

    10-K 2024-02-01 FY2023
      Revenues 2023-01-01..2023-12-31 100
    10-K/A 2024-06-01 FY2023
      Revenues 2023-01-01..2023-12-31 101
    10-K 2025-02-01 FY2024
      Revenues 2024-01-01..2024-12-31 120
      Revenues 2023-01-01..2023-12-31 95
    """
    assert value("revenue", "2023", vintage="first") == "100"
    assert value("revenue", "2023") == "95"
    assert value("revenue", "2023", as_of=date(2024, 5, 31)) == "100"
    assert value("revenue", "2023", as_of=date(2024, 6, 1)) == "101"
    with pytest.raises(errors.NotYetFiled):
        figures.figure(ENTITY, "revenue", "2023", as_of=date(2024, 1, 31))
    with pytest.raises(errors.NotYetFiled):
        figures.figure(ENTITY, "revenue_growth", "2024", as_of=date(2024, 1, 31))


def test_a_window_is_of_one_vintage(value: Value) -> None:
    """A new standard recasts the year to date, its prior year's not; mixed, the twelve months are wrong.

    10-Q 2016-01-27 Q1 2016
      NetCashProvidedByUsedInOperatingActivities 2015-09-27..2015-12-26 27463
    10-K 2016-10-26 FY2016
      NetCashProvidedByUsedInOperatingActivities 2015-09-27..2016-09-24 65824
    10-Q 2017-02-01 Q1 2017
      NetCashProvidedByUsedInOperatingActivities 2016-09-25..2016-12-31 27056
      NetCashProvidedByUsedInOperatingActivities 2015-09-27..2015-12-26 27463
    10-K 2017-11-03 FY2017
      NetCashProvidedByUsedInOperatingActivities 2015-09-27..2016-09-24 65824
      NetCashProvidedByUsedInOperatingActivities 2016-09-25..2017-09-30 63598
    10-Q 2018-02-02 Q1 2018
      NetCashProvidedByUsedInOperatingActivities 2016-09-25..2016-12-31 27234
    10-K 2018-11-05 FY2018
      NetCashProvidedByUsedInOperatingActivities 2015-09-27..2016-09-24 66231
    """
    assert value("operating_cash_flow", "TTM 2017Q1", vintage="first") == "65417"
    assert value("operating_cash_flow", "TTM 2017Q1") == "65417"
    assert value("operating_cash_flow", "2016") == "66231"
    assert value("operating_cash_flow", "2017Q1") == "27234"


def test_a_recast_of_year_and_year_to_date_together_is_used(value: Value) -> None:
    """Both operands of the fourth quarter were recast: the quarter is of the new vintage.

    10-Q 2023-11-01 Q3 2023
      Revenues 2023-01-01..2023-09-30 70
    10-K 2024-02-01 FY2023
      Revenues 2023-01-01..2023-12-31 100
    10-Q 2024-11-01 Q3 2024
      Revenues 2023-01-01..2023-09-30 60
      Revenues 2024-01-01..2024-09-30 80
    10-K 2025-02-01 FY2024
      Revenues 2023-01-01..2023-12-31 88
      Revenues 2024-01-01..2024-12-31 110
    """
    assert value("revenue", "2023Q4") == "28"
    assert value("revenue", "2023Q4", vintage="first") == "30"
    assert value("revenue", "2023Q4", as_of=date(2024, 12, 1)) == "30"


def test_vintages_that_cannot_be_made_one_are_told(figures: Figures) -> None:
    """The nine months were recast a year later; of the year, only the recast is there. The figure says so.

    10-K 2022-02-01 FY2021
      Revenues 2021-01-01..2021-12-31 80
    10-Q 2022-11-01 Q3 2022
      Revenues 2022-01-01..2022-09-30 70
    10-Q 2023-11-01 Q3 2023
      Revenues 2022-01-01..2022-09-30 66
    10-K 2025-02-01 FY2024
      Revenues 2022-01-01..2022-12-31 90
      Revenues 2024-01-01..2024-12-31 120
    """
    figure = figures.figure(ENTITY, "revenue", "2022Q4")
    assert figure.lineage is not None
    notes = [step.note for step in figure.lineage.walk() if step.note is not None]
    assert len(notes) == 1
    assert "vintage" in str(notes[0])


def test_as_first_reported_is_of_a_line_that_was_reported_then(value: Value) -> None:
    """Apple's deferred revenue of 2018 got another tag and another amount three months later.

    10-K 2018-11-05 FY2018
      DeferredRevenueCurrent 2018-09-29 7543
      IncomeTaxesPaid 2017-10-01..2018-09-29 2819
      NetIncomeLoss 2017-10-01..2018-09-29 59531
    10-Q 2019-01-30 Q1 2019
      ContractWithCustomerLiabilityCurrent 2018-09-29 5966
    10-K 2019-10-31 FY2019
      IncomeTaxesPaidNet 2017-10-01..2018-09-29 3138
    """
    assert value("deferred_revenue", "2018", vintage="first") == "7543"
    assert value("deferred_revenue", "2018") == "5966"
    assert value("income_taxes_paid", "2018", vintage="first") == "2819"
    assert value("income_taxes_paid", "2018") == "3138"


def test_an_amended_year_leaves_the_quarters_as_they_were(value: Value) -> None:
    """Nothing tells what of the amendment belongs to which quarter: the fourth is as the others were.

    10-Q 2023-11-01 Q3 2023
      Revenues 2023-01-01..2023-09-30 75
    10-K 2024-02-01 FY2023
      Revenues 2023-01-01..2023-12-31 100
    10-K/A 2024-08-01 FY2023
      Revenues 2023-01-01..2023-12-31 110
    """
    assert value("revenue", "2023") == "110"
    assert value("revenue", "2023Q4") == "25"


def test_amended_quarters_join_once_the_rest_is_stated_anew(value: Value) -> None:
    """The nine months come again, amended, in the report of a year later.

    10-Q 2023-11-01 Q3 2023
      Revenues 2023-01-01..2023-09-30 75
    10-K 2024-02-01 FY2023
      Revenues 2023-01-01..2023-12-31 100
    10-K/A 2024-08-01 FY2023
      Revenues 2023-01-01..2023-12-31 110
    10-Q 2024-11-01 Q3 2024
      Revenues 2024-01-01..2024-09-30 90
      Revenues 2023-01-01..2023-09-30 82
    10-K 2025-02-01 FY2024
      Revenues 2024-01-01..2024-12-31 120
      Revenues 2023-01-01..2023-12-31 110
    """
    assert value("revenue", "2023Q4") == "28"
    assert value("revenue", "2023Q4", as_of=date(2024, 9, 1)) == "25"


def test_a_half_year_amended_after_the_nine_months(value: Value) -> None:
    """The nine months were stated before the amendment: the third quarter is what it was then.

    10-Q 2023-08-01 Q2 2023
      NetCashProvidedByUsedInOperatingActivities 2023-01-01..2023-06-30 50
    10-Q 2023-11-01 Q3 2023
      NetCashProvidedByUsedInOperatingActivities 2023-01-01..2023-09-30 75
    10-Q/A 2023-12-10 Q2 2023
      NetCashProvidedByUsedInOperatingActivities 2023-01-01..2023-06-30 46
    10-K 2024-02-01 FY2023
      NetCashProvidedByUsedInOperatingActivities 2023-01-01..2023-12-31 100
    """
    assert value("operating_cash_flow", "2023Q3") == "25"


def test_a_discontinued_operation_leaves_whole_years_of_one_vintage(value: Value) -> None:
    """The annual report of 2024 states three years without what was sold.

    10-Q 2023-05-01 Q1 2023
      Revenues 2023-01-01..2023-03-31 24
    10-K 2024-02-01 FY2023
      Revenues 2023-01-01..2023-12-31 100
      Revenues 2022-01-01..2022-12-31 90
    10-Q 2024-05-01 Q1 2024
      Revenues 2024-01-01..2024-03-31 18
      Revenues 2023-01-01..2023-03-31 17
    10-K 2025-02-01 FY2024
      Revenues 2024-01-01..2024-12-31 80
      Revenues 2023-01-01..2023-12-31 70
      Revenues 2022-01-01..2022-12-31 65
    """
    assert [value("revenue", year) for year in ("2022", "2023", "2024")] == ["65", "70", "80"]
    assert value("revenue", "TTM 2024Q1") == "71"
    assert value("revenue_growth", "2023") == "0.076923076923"
    assert value("revenue_growth", "2023", as_of=date(2024, 6, 1)) == "0.111111111111"
