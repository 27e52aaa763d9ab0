"""By which rule is a value had? Each test's docstring is a small ledger of filings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from titre.figures import Rule, errors
from titre.figures.tracing import recompute

if TYPE_CHECKING:
    from collections.abc import Callable

    from titre.figures import Figures

    Value = Callable[..., str]

ENTITY = "CIK0000000001"


def test_a_quarter_comes_from_years_to_date(figures: Figures, value: Value) -> None:
    """Cash flows are filed for the year to date (Meta's fourth quarter shown as the year, ET1179; ET1180).

    10-K 2023-02-01 FY2022
      NetIncomeLoss 2022-01-01..2022-12-31 80
    10-Q 2023-05-01 Q1 2023
      NetCashProvidedByUsedInOperatingActivities 2023-01-01..2023-03-31 10
    10-Q 2023-08-01 Q2 2023
      NetCashProvidedByUsedInOperatingActivities 2023-01-01..2023-06-30 25
    10-Q 2023-11-01 Q3 2023
      NetCashProvidedByUsedInOperatingActivities 2023-01-01..2023-09-30 45
    10-K 2024-02-01 FY2023
      NetCashProvidedByUsedInOperatingActivities 2023-01-01..2023-12-31 70
      NetIncomeLoss 2023-01-01..2023-12-31 90
    """
    assert [value("operating_cash_flow", f"2023Q{quarter}") for quarter in (1, 2, 3, 4)] == [
        "10",
        "15",
        "20",
        "25",
    ]
    fourth = figures.figure(ENTITY, "operating_cash_flow", "2023Q4")
    assert (fourth.start, fourth.end) == (date(2023, 10, 1), date(2023, 12, 31))
    assert fourth.rule is Rule.YEAR_MINUS_NINE_MONTHS
    assert [fact.end for fact in fourth.facts] == [date(2023, 12, 31), date(2023, 9, 30)]
    assert figures.figure(ENTITY, "operating_cash_flow", "2023Q3").rule is Rule.YTD_DIFFERENCE


def test_year_minus_nine_months_wins_over_year_minus_rounded_quarters(figures: Figures, value: Value) -> None:
    """Three rounded quarters can add up to another amount than nine months (Alphabet, 2025).

    10-Q 2025-05-01 Q1 2025
      Revenues 2025-01-01..2025-03-31 90234
    10-Q 2025-08-01 Q2 2025
      Revenues 2025-04-01..2025-06-30 96428
    10-Q 2025-11-01 Q3 2025
      Revenues 2025-07-01..2025-09-30 102346
      Revenues 2025-01-01..2025-09-30 289007
    10-K 2026-02-05 FY2025
      Revenues 2025-01-01..2025-12-31 402836
    """
    assert value("revenue", "2025Q4") == "113829"
    assert figures.figure(ENTITY, "revenue", "2025Q4").rule is Rule.YEAR_MINUS_NINE_MONTHS


def test_year_minus_three_quarters_where_nine_months_were_not_filed(figures: Figures, value: Value) -> None:
    """A fourth quarter is filed nowhere.

    10-Q 2025-05-01 Q1 2025
      Revenues 2025-01-01..2025-03-31 10
    10-Q 2025-08-01 Q2 2025
      Revenues 2025-04-01..2025-06-30 20
    10-Q 2025-11-01 Q3 2025
      Revenues 2025-07-01..2025-09-30 30
    10-K 2026-02-05 FY2025
      Revenues 2025-01-01..2025-12-31 100
    """
    assert value("revenue", "2025Q4") == "40"
    figure = figures.figure(ENTITY, "revenue", "2025Q4")
    assert figure.rule is Rule.YEAR_MINUS_THREE_QUARTERS
    assert len(figure.facts) == 4


def test_a_quarter_as_filed_wins_over_any_difference(figures: Figures, value: Value) -> None:
    """JPMorgan's fourth quarter of income to common shares is not the year less the others (gloomberb903).

    10-Q 2024-11-01 Q3 2024
      NetIncomeLossAvailableToCommonStockholdersBasic 2024-01-01..2024-09-30 41000
    10-K 2025-02-14 FY2024
      NetIncomeLossAvailableToCommonStockholdersBasic 2024-01-01..2024-12-31 53691
      NetIncomeLossAvailableToCommonStockholdersBasic 2024-10-01..2024-12-31 12689
      NetIncomeLoss 2024-01-01..2024-12-31 58471
    """
    assert value("net_income", "2024Q4", definition="common") == "12689"
    assert figures.figure(ENTITY, "net_income", "2024Q4", definition="common").rule is Rule.FILED


def test_trailing_months_are_year_plus_year_to_date_less_prior(figures: Figures, value: Value) -> None:
    """Twelve months that end with a first and a second quarter.

    10-Q 2023-05-01 Q1 2023
      NetCashProvidedByUsedInOperatingActivities 2023-01-01..2023-03-31 10
    10-Q 2023-08-01 Q2 2023
      NetCashProvidedByUsedInOperatingActivities 2023-01-01..2023-06-30 25
    10-K 2024-02-01 FY2023
      NetCashProvidedByUsedInOperatingActivities 2023-01-01..2023-12-31 70
    10-Q 2024-05-01 Q1 2024
      NetCashProvidedByUsedInOperatingActivities 2024-01-01..2024-03-31 13
    10-Q 2024-08-01 Q2 2024
      NetCashProvidedByUsedInOperatingActivities 2024-01-01..2024-06-30 31
    """
    assert value("operating_cash_flow", "TTM 2024Q1") == "73"
    figure = figures.figure(ENTITY, "operating_cash_flow", "TTM 2024Q2")
    assert figure.value == 76
    assert figure.rule is Rule.YEAR_PLUS_YTD
    assert (figure.start, figure.end) == (date(2023, 7, 1), date(2024, 6, 30))
    assert [fact.filed for fact in figure.facts] == [date(2024, 2, 1), date(2023, 8, 1), date(2024, 8, 1)]
    assert figure.lineage is not None
    assert recompute(figure.lineage) == 76


def test_trailing_months_are_four_quarters_where_no_year_was_filed(figures: Figures, value: Value) -> None:
    """Quarters transcribed from earnings releases; 2022's second quarter is not there.

    10-K 2021-02-01 FY2020
      NetIncomeLoss 2020-01-01..2020-12-31 5
    8-K 2022-05-01 transcribed
      Revenues 2022-01-01..2022-03-31 1
    8-K 2022-11-01 transcribed
      Revenues 2022-07-01..2022-09-30 3
    8-K 2023-02-01 transcribed
      Revenues 2022-10-01..2022-12-31 4
    8-K 2023-05-01 transcribed
      Revenues 2023-01-01..2023-03-31 5
    8-K 2023-08-01 transcribed
      Revenues 2023-04-01..2023-06-30 6
    """
    assert value("revenue", "TTM 2023Q2") == "18"
    figure = figures.figure(ENTITY, "revenue", "TTM 2023Q2")
    assert (figure.rule, len(figure.facts)) == (Rule.FOUR_QUARTERS, 4)
    with pytest.raises(errors.GapInWindow, match="2022Q1, 2022Q3, 2022Q4"):
        figures.figure(ENTITY, "revenue", "2022")
    with pytest.raises(errors.GapInWindow):
        figures.figure(ENTITY, "revenue", "TTM 2023Q1")


def test_a_filed_year_wins_over_four_rounded_quarters(figures: Figures, value: Value) -> None:
    """Meta's quarters are rounded to the million in its releases; their sum is a million off.

    8-K 2023-05-01 transcribed
      Revenues 2023-01-01..2023-03-31 25
    8-K 2023-08-01 transcribed
      Revenues 2023-04-01..2023-06-30 25
    8-K 2023-11-01 transcribed
      Revenues 2023-07-01..2023-09-30 25
    8-K 2024-01-30 transcribed
      Revenues 2023-10-01..2023-12-31 26
    10-K 2024-02-01 FY2023
      Revenues 2023-01-01..2023-12-31 100
    """
    assert value("revenue", "2023") == "100"
    assert value("revenue", "TTM 2023Q4") == "100"
    assert value("revenue", "2023Q4") == "26"
    assert value("revenue", "2023", as_of=date(2024, 1, 31)) == "101"
    assert figures.figure(ENTITY, "revenue", "2023", as_of=date(2024, 1, 31)).rule is Rule.SUM_OF_QUARTERS


def test_a_filing_wins_over_a_transcription(value: Value) -> None:
    """The release came first and is rounded; the 10-Q has the amount.

    8-K 2023-04-20 transcribed
      Revenues 2023-01-01..2023-03-31 1000000
    10-Q 2023-05-01 Q1 2023
      Revenues 2023-01-01..2023-03-31 1000123
    10-K 2024-02-01 FY2023
      Revenues 2023-01-01..2023-12-31 4000000
    """
    assert value("revenue", "2023Q1") == "1000123"
    assert value("revenue", "2023Q1", vintage="first") == "1000123"
    assert value("revenue", "2023Q1", as_of=date(2023, 4, 25)) == "1000000"


def test_balances_and_share_counts_are_never_added(figures: Figures, value: Value) -> None:
    """Other tools summed the balance sheet and the share counts four times (FTK172, FTK140).

    10-Q 2023-05-01 Q1 2023
      Assets 2023-03-31 100
      WeightedAverageNumberOfDilutedSharesOutstanding 2023-01-01..2023-03-31 10 shares
      EarningsPerShareDiluted 2023-01-01..2023-03-31 1.10 USD/shares
    10-Q 2023-08-01 Q2 2023
      Assets 2023-06-30 110
      WeightedAverageNumberOfDilutedSharesOutstanding 2023-04-01..2023-06-30 11 shares
      EarningsPerShareDiluted 2023-04-01..2023-06-30 1.20 USD/shares
    10-Q 2023-11-01 Q3 2023
      Assets 2023-09-30 120
      WeightedAverageNumberOfDilutedSharesOutstanding 2023-07-01..2023-09-30 12 shares
      EarningsPerShareDiluted 2023-07-01..2023-09-30 1.30 USD/shares
    10-K 2024-02-01 FY2023
      Assets 2023-12-31 130
      WeightedAverageNumberOfDilutedSharesOutstanding 2023-01-01..2023-12-31 11 shares
      EarningsPerShareDiluted 2023-01-01..2023-12-31 5.00 USD/shares
      NetIncomeLoss 2023-01-01..2023-12-31 55
    """
    assert value("total_assets", "2023") == "130"
    assert value("total_assets", "TTM 2023Q3") == "120"
    assert value("total_assets", "2023-06-30") == "110"
    assert value("diluted_shares", "2023") == "11"
    assert value("diluted_eps", "TTM 2023Q4") == "5"
    for metric in ("diluted_shares", "diluted_eps"):
        with pytest.raises(errors.NotDerivable):
            figures.figure(ENTITY, metric, "2023Q4")
    assert value("diluted_eps", "2023Q4", definition="summed") == "1.4"


def test_a_day_that_ends_no_quarter_has_no_balance(figures: Figures) -> None:
    """A balance is known for the days that were filed only.

    10-K 2024-02-01 FY2023
      Assets 2023-12-31 130
      NetIncomeLoss 2023-01-01..2023-12-31 55
    """
    with pytest.raises(errors.FactMissing):
        figures.figure(ENTITY, "total_assets", "2023-11-30")


def test_goodwill_is_a_balance_and_has_no_quarterly_change(value: Value) -> None:
    """Snowflake's goodwill was shown as a quarter of 457 days (ET1197).

    10-K 2023-03-29 FY2023
      Goodwill 2023-01-31 657370
      NetIncomeLoss 2022-02-01..2023-01-31 -796705
    10-Q 2023-06-01 Q1 2024
      Goodwill 2023-04-30 657370
    """
    assert value("goodwill", "2024Q1") == "657370"
    assert value("goodwill", "2023") == "657370"


def test_negative_amounts_are_amounts(value: Value) -> None:
    """Negative investing cash flows were dropped from series (ET907).

    10-Q 2023-05-01 Q1 2023
      NetCashProvidedByUsedInInvestingActivities 2023-01-01..2023-03-31 -2946
    10-Q 2023-08-01 Q2 2023
      NetCashProvidedByUsedInInvestingActivities 2023-01-01..2023-06-30 -13746
    10-K 2024-02-01 FY2023
      NetIncomeLoss 2023-01-01..2023-12-31 55
    """
    assert value("investing_cash_flow", "2023Q2") == "-10800"


def test_a_company_without_any_figure_is_refused_and_not_passed_over(figures: Figures) -> None:
    """10-K 2024-02-01 FY2023
    Revenues 2023-01-01..2023-12-31 90
    """
    nobody = "CIK0000000002"
    found = figures.figures([ENTITY, nobody], ["revenue"], frequency="annual")
    assert [(figure.entity, str(figure.period), figure.value) for figure in found] == [
        (ENTITY, "FY2023", 90),
        (nobody, "FY2023", None),
    ]
    asked = figures.figures([nobody], ["revenue"], frequency="annual", first="2022", last="2023")
    assert [str(figure.period) for figure in asked if figure.reason is not None] == ["FY2022", "FY2023"]


def test_an_amount_under_the_wrong_dates_does_not_count(value: Value) -> None:
    """Nvidia's report for the year gave the second quarter's profit as that of the half year too.

    10-Q 2017-05-23 Q1 2018
      GrossProfit 2017-01-30..2017-04-30 1150000000
    10-Q 2017-08-23 Q2 2018
      GrossProfit 2017-05-01..2017-07-30 1302000000
      GrossProfit 2017-01-30..2017-07-30 2452000000
    10-K 2018-02-28 FY2018
      GrossProfit 2017-01-30..2017-07-30 1302000000
      GrossProfit 2017-01-30..2018-01-28 5822000000
      GrossProfit 2016-02-01..2017-01-29 4063000000
    10-Q 2018-08-16 Q2 2019
      GrossProfit 2016-02-01..2016-07-31 1577000000
      NetIncomeLoss 2018-01-29..2018-07-29 2345000000
    """
    assert value("gross_profit", "TTM 2018Q2") == "4938000000"
    assert value("gross_profit", "2018Q2") == "1302000000"


def test_a_quarter_that_is_all_of_the_year_to_date_is_in_doubt(figures: Figures, value: Value) -> None:
    """One of the two amounts stands under the wrong dates, and nothing tells which.

    10-Q 2023-05-01 Q1 2023
      PaymentsToAcquireInvestments 2023-01-01..2023-03-31 500000000
    10-Q 2023-08-01 Q2 2023
      PaymentsToAcquireInvestments 2023-04-01..2023-06-30 900000000
      PaymentsToAcquireInvestments 2023-01-01..2023-06-30 900000000
    10-K 2024-02-01 FY2023
      PaymentsToAcquireInvestments 2023-01-01..2023-12-31 2000000000
      NetIncomeLoss 2023-01-01..2023-12-31 100
    """
    with pytest.raises(errors.AmbiguousValue):
        figures.figure(ENTITY, "purchases_of_investments", "2023Q2")
    assert value("purchases_of_investments", "2023") == "2000000000"


def test_a_quarter_as_first_reported_is_what_could_be_told_first(value: Value) -> None:
    """Apple recast its fiscal 2009 a year later, and its fourth quarter: first it was year less nine months.

    10-Q 2009-07-22 Q3 2009
      NetIncomeLoss 2008-09-28..2009-06-27 4039
    10-K 2009-10-27 FY2009
      NetIncomeLoss 2008-09-28..2009-09-26 5704
    10-K 2010-10-27 FY2010
      NetIncomeLoss 2009-06-28..2009-09-26 2532
      NetIncomeLoss 2008-09-28..2009-09-26 8235
      NetIncomeLoss 2009-09-27..2010-09-25 14013
    """
    assert value("net_income", "2009Q4", vintage="first") == "1665"
    assert value("net_income", "2009Q4") == "2532"
