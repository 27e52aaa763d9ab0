"""Which concept does a company use for a metric? Each test's docstring is a small ledger of filings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from titre.figures import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from titre.figures import Figures

    Value = Callable[..., str]

ENTITY = "CIK0000000001"


def test_a_tag_that_moved_goes_on_as_one_line(figures: Figures, value: Value) -> None:
    """Nvidia's revenue and investments changed tags; twelve months mixed ten years (ET893, ET756).

    10-K 2019-02-21 FY2019
      PaymentsToAcquirePropertyPlantAndEquipment 2018-01-29..2019-01-27 600
      NetIncomeLoss 2018-01-29..2019-01-27 4141
    10-Q 2019-05-16 Q1 2020
      PaymentsToAcquirePropertyPlantAndEquipment 2019-01-28..2019-04-28 128
      PaymentsToAcquirePropertyPlantAndEquipment 2018-01-29..2018-04-29 118
    10-K 2020-02-20 FY2020
      PaymentsToAcquireProductiveAssets 2019-01-28..2020-01-26 489
      PaymentsToAcquireProductiveAssets 2018-01-29..2019-01-27 600
      NetIncomeLoss 2019-01-28..2020-01-26 2796
    10-Q 2020-05-21 Q1 2021
      PaymentsToAcquireProductiveAssets 2020-01-27..2020-04-26 155
    """
    assert value("capital_expenditure", "TTM 2020Q1") == "610"
    trailing = figures.figure(ENTITY, "capital_expenditure", "TTM 2021Q1")
    assert trailing.value == 489 + 155 - 128
    assert len({fact.concept for fact in trailing.facts}) == 2


def test_two_lines_are_never_mixed_in_one_window(figures: Figures) -> None:
    """The year is a total, the quarters a narrower line: they differ wherever both are filed.

    10-Q 2023-05-01 Q1 2023
      RevenueFromContractWithCustomerExcludingAssessedTax 2023-01-01..2023-03-31 2
    10-K 2024-02-01 FY2023
      Revenues 2023-01-01..2023-12-31 77
      RevenueFromContractWithCustomerExcludingAssessedTax 2023-01-01..2023-12-31 9
    10-Q 2024-05-01 Q1 2024
      RevenueFromContractWithCustomerExcludingAssessedTax 2024-01-01..2024-03-31 3
    """
    with pytest.raises(errors.FigureRefused):
        figures.figure(ENTITY, "revenue", "TTM 2024Q1")
    with pytest.raises(errors.FigureRefused):
        figures.figure(ENTITY, "revenue", "2024Q1")


@pytest.mark.parametrize(
    ("total", "narrower", "expected"),
    [
        ("Revenues 77084", "RevenueFromContractWithCustomerExcludingAssessedTax 2436", "77084"),
        ("Revenues 3610", "RevenueFromContractWithCustomerExcludingAssessedTax 620", "3610"),
        ("RevenueFromContractWithCustomerExcludingAssessedTax 19857", "Revenues 2038", "19857"),
        ("SalesRevenueNet 83062", "Revenues 29400", "83062"),
        ("Revenues 674", "RevenueFromContractWithCustomerExcludingAssessedTax 667", "674"),
    ],
    ids=["MetLife ET1167", "SoFi EQ4208", "General Mills lumibot1141", "P&G lumibot1141", "Cato ET1294"],
)
def test_revenue_is_the_total_and_not_a_narrower_line(total: str, narrower: str, expected: str) -> None:
    from fakes.ledgers import figures_of

    lines = [line.split() for line in (total, narrower)]
    facts = "\n".join(f"  {concept} 2023-01-01..2023-12-31 {amount}" for concept, amount in lines)
    figures = figures_of(f"10-K 2024-02-20 FY2023\n{facts}")
    assert str(figures.figure(ENTITY, "revenue", "2023").value) == expected


def test_a_stale_tag_is_not_carried_forward(figures: Figures, value: Value) -> None:
    """A capital expenditure of 2012 stood beside the cash flow of today (sp100 data, ET892).

    10-K 2012-03-13 FY2012
      PaymentsToAcquirePropertyPlantAndEquipment 2011-01-31..2012-01-29 138.7
      NetCashProvidedByUsedInOperatingActivities 2011-01-31..2012-01-29 909
    10-K 2026-02-25 FY2026
      NetCashProvidedByUsedInOperatingActivities 2025-01-27..2026-01-25 102700
      NetIncomeLoss 2025-01-27..2026-01-25 100000
    """
    assert value("capital_expenditure", "2012") == "138.7"
    with pytest.raises(errors.FactMissing):
        figures.figure(ENTITY, "capital_expenditure", "2026")
    with pytest.raises(errors.FactMissing, match="needs capital_expenditure of FY2026"):
        figures.figure(ENTITY, "free_cash_flow", "2026")


def test_operands_are_of_one_period(value: Value) -> None:
    """Revenue of one year with the cash flow of another (sp100 data).

    10-K 2025-02-05 FY2024
      Revenues 2024-01-01..2024-12-31 350018
      NetCashProvidedByUsedInOperatingActivities 2024-01-01..2024-12-31 125299
    10-K 2026-02-05 FY2025
      NetCashProvidedByUsedInOperatingActivities 2025-01-01..2025-12-31 164713
      Revenues 2025-01-01..2025-12-31 402836
    """
    assert value("operating_cash_flow_margin", "2024") == "0.357978732522"


def test_a_proxy_statement_never_overrides_a_report(figures: Figures, value: Value) -> None:
    """A proxy statement gave net income a thousand times too small (ET796).

    10-Q 2023-11-01 Q3 2023
      NetIncomeLoss 2023-01-01..2023-09-30 -6130066000
    10-K 2024-02-26 FY2023
      NetIncomeLoss 2023-01-01..2023-12-31 -6130000000
    DEF 14A 2024-04-01
      NetIncomeLoss 2023-01-01..2023-12-31 -6130000
      NetIncomeLoss 2022-01-01..2022-12-31 143161
    """
    assert value("net_income", "2023") == "-6130000000"
    assert value("net_income", "2023Q4") == "66000"
    with pytest.raises(errors.FactMissing):
        figures.figure(ENTITY, "net_income", "2022")


def test_a_prospectus_gives_way_to_a_report(value: Value) -> None:
    """A prospectus rounds what the report has exactly.

    10-K 2024-02-26 FY2023
      NetIncomeLoss 2023-01-01..2023-12-31 123456
    424B5 2024-04-01
      NetIncomeLoss 2023-01-01..2023-12-31 123000
    """
    assert value("net_income", "2023") == "123456"


def test_filings_a_thousand_times_apart_are_refused(figures: Figures) -> None:
    """The filer forgot the scale once; nothing tells which is right.

    10-K 2024-02-26 FY2023
      Assets 2023-12-31 123456000
      NetIncomeLoss 2023-01-01..2023-12-31 100
    10-K/A 2024-04-01 FY2023
      Assets 2023-12-31 123456
    """
    with pytest.raises(errors.AmbiguousValue):
        figures.figure(ENTITY, "total_assets", "2023")


def test_a_scale_error_that_two_filings_correct(value: Value) -> None:
    """The amendment and the next year's report agree.

    10-K 2024-02-26 FY2023
      Assets 2023-12-31 123456
      NetIncomeLoss 2023-01-01..2023-12-31 100
    10-K/A 2024-04-01 FY2023
      Assets 2023-12-31 123456000
    10-K 2025-02-26 FY2024
      Assets 2023-12-31 123456000
      NetIncomeLoss 2024-01-01..2024-12-31 100
    """
    assert value("total_assets", "2023") == "123456000"


def test_one_filing_that_says_two_things(figures: Figures, value: Value) -> None:
    """A rounded mention in the text is the same fact; another amount is not.

    10-K 2024-02-26 FY2023
      Assets 2023-12-31 2100000000 decimals=-8
      Assets 2023-12-31 2134567000 decimals=-3
      Liabilities 2023-12-31 1000000 decimals=-3
      Liabilities 2023-12-31 1700000 decimals=-3
      NetIncomeLoss 2023-01-01..2023-12-31 100
    """
    assert value("total_assets", "2023") == "2134567000"
    with pytest.raises(errors.AmbiguousValue):
        figures.figure(ENTITY, "total_liabilities", "2023")


def test_depreciation_and_amortization_in_two_lines(value: Value) -> None:
    """Marvell files two lines and no total; EBITDA broke (ET839).

    10-K 2025-03-12 FY2025
      OperatingIncomeLoss 2024-02-04..2025-02-01 -720300000
      OtherDepreciationAndAmortization 2024-02-04..2025-02-01 309100000
      AmortizationOfIntangibleAssets 2024-02-04..2025-02-01 1047800000
      NetIncomeLoss 2024-02-04..2025-02-01 -885000000
    """
    assert value("depreciation_and_amortization", "2025") == "1356900000"
    assert value("ebitda", "2025") == "636600000"


def test_a_line_of_debt_under_two_tags_is_counted_once(figures: Figures, value: Value) -> None:
    """Marvell tags the part of its debt due within a year as short-term borrowings, and a year as both.

    10-K 2025-03-12 FY2025
      LongTermDebtNoncurrent 2025-02-01 3934300000
      LongTermDebt 2025-02-01 4063800000
      ShortTermBorrowings 2025-02-01 129500000
      LongTermDebtCurrent 2025-02-01 129500000
      NetIncomeLoss 2024-02-04..2025-02-01 -885000000
    10-Q 2025-05-30 Q1 2026
      LongTermDebtNoncurrent 2025-05-03 2977400000
      LongTermDebt 2025-05-03 4232600000
      ShortTermBorrowings 2025-05-03 1255200000
      NetIncomeLoss 2025-02-02..2025-05-03 177900000
    """
    assert value("short_term_debt", "2025") == "129500000"
    assert value("total_debt", "2025") == "4063800000"
    lineage = figures.figure(ENTITY, "short_term_debt", "2025").lineage
    assert lineage is not None
    assert str(lineage.note) == "one amount under two tags is counted once"
    # The quarter's other tag is not filed, so it is not known to be zero; the stated total has it already.
    assert value("total_debt", "2026Q1") == "4232600000"


def test_debt_on_two_lines_is_added(figures: Figures, value: Value) -> None:
    """Commercial paper beside bonds, as Apple files them, are two debts; the bonds' total has no paper in it.

    10-K 2024-11-01 FY2024
      LongTermDebtNoncurrent 2024-09-28 85750000000
      LongTermDebtCurrent 2024-09-28 10912000000
      LongTermDebt 2024-09-28 96662000000
      CommercialPaper 2024-09-28 9967000000
      NetIncomeLoss 2023-10-01..2024-09-28 93736000000
    """
    assert value("short_term_debt", "2024") == "20879000000"
    assert value("total_debt", "2024") == "106629000000"
    lineage = figures.figure(ENTITY, "short_term_debt", "2024").lineage
    assert lineage is not None
    assert lineage.note is None


def test_nothing_is_taken_for_operating_income(figures: Figures) -> None:
    """Operating income was imputed as revenue (OpenBB7634); a custom tag is not in the document (ET894).

    10-K 2025-02-19 FY2024
      Revenues 2024-01-01..2024-12-31 349585
      NetIncomeLoss 2024-01-01..2024-12-31 33680
    """
    for metric in ("operating_income", "ebitda", "property_and_equipment"):
        with pytest.raises(errors.FactMissing):
            figures.figure(ENTITY, metric, "2024")


def test_zero_is_taken_only_where_nothing_of_the_kind_is_filed(figures: Figures, value: Value) -> None:
    """Finance-lease principal is filed for the year only: the quarter is not zero, it is not known.

    10-Q 2023-05-01 Q1 2023
      NetCashProvidedByUsedInOperatingActivities 2023-01-01..2023-03-31 10
      PaymentsToAcquirePropertyPlantAndEquipment 2023-01-01..2023-03-31 4
    10-K 2024-02-01 FY2023
      NetCashProvidedByUsedInOperatingActivities 2023-01-01..2023-12-31 70
      PaymentsToAcquirePropertyPlantAndEquipment 2023-01-01..2023-12-31 30
      FinanceLeasePrincipalPayments 2023-01-01..2023-12-31 5
    """
    assert value("free_cash_flow", "2023", definition="with_finance_leases") == "35"
    assert value("free_cash_flow", "2023", definition="net_of_proceeds") == "40"
    with pytest.raises(errors.FigureRefused, match="finance_lease_principal"):
        figures.figure(ENTITY, "free_cash_flow", "2023Q1", definition="with_finance_leases")


def test_an_increase_in_receivables_keeps_the_sign_it_is_tagged_with(value: Value) -> None:
    """Apple's receivables grew; the cash flow statement shows the opposite (ET717).

    10-K 2025-10-31 FY2025
      IncreaseDecreaseInAccountsReceivable 2024-09-29..2025-09-27 6682
      NetIncomeLoss 2024-09-29..2025-09-27 112010
    """
    assert value("increase_in_receivables", "2025") == "6682"


def test_a_definition_is_that_of_the_metrics_that_have_it(figures: Figures) -> None:
    """Revenue has no definition of that name; both have figures.

    10-K 2024-02-01 FY2023
      Revenues 2023-01-01..2023-12-31 100
      NetCashProvidedByUsedInOperatingActivities 2023-01-01..2023-12-31 70
      PaymentsToAcquirePropertyPlantAndEquipment 2023-01-01..2023-12-31 30
      FinanceLeasePrincipalPayments 2023-01-01..2023-12-31 5
    """
    found = figures.figures(
        [ENTITY], ["revenue", "free_cash_flow"], ["2023"], definition="with_finance_leases"
    )
    assert [figure.value for figure in found] == [100, 35]
    with pytest.raises(errors.UnknownDefinition):
        figures.figures([ENTITY], ["revenue"], ["2023"], definition="with_finance_leases")
    with pytest.raises(errors.UnknownMetric):
        figures.figures([ENTITY], ["revenu"], ["2023"])


def test_debt_is_not_zero_where_none_of_its_tags_is_filed(figures: Figures, value: Value) -> None:
    """Apple filed its first bonds under one total; nothing is made of the tags that are not there.

    10-K 2013-10-30 FY2013
      LongTermDebt 2013-09-28 16960
      NetIncomeLoss 2012-09-30..2013-09-28 37037
    10-K 2012-10-31 FY2012
      Assets 2012-09-29 176064
      NetIncomeLoss 2011-09-25..2012-09-29 41733
    """
    assert value("total_debt", "2013") == "16960"
    with pytest.raises(errors.FactMissing):
        figures.figure(ENTITY, "total_debt", "2012")


def test_the_whole_of_depreciation_wins_over_that_of_a_note(value: Value) -> None:
    """Apple tagged the depreciation of property in a note with the name of the whole.

    10-K 2016-10-26 FY2016
      DepreciationDepletionAndAmortization 2015-09-27..2016-09-24 8300
      DepreciationAmortizationAndAccretionNet 2015-09-27..2016-09-24 10505
      NetIncomeLoss 2015-09-27..2016-09-24 45687
    """
    assert value("depreciation_and_amortization", "2016") == "10505"


def test_one_of_two_lines_that_bears_the_name_of_the_whole(value: Value) -> None:
    """Marvell's first line of two was once tagged as all depreciation; its operating expenses as all costs.

    10-K 2023-03-09 FY2023
      Revenues 2022-01-30..2023-01-28 5919600
      CostOfRevenue 2022-01-30..2023-01-28 2932100
      CostsAndExpenses 2022-01-30..2023-01-28 2749500
      OperatingIncomeLoss 2022-01-30..2023-01-28 238000
      DepreciationAndAmortization 2022-01-30..2023-01-28 304900
    10-K 2024-03-13 FY2024
      OtherDepreciationAndAmortization 2022-01-30..2023-01-28 304900
      AmortizationOfIntangibleAssets 2022-01-30..2023-01-28 1087400
      NetIncomeLoss 2023-01-29..2024-02-03 -933400
    """
    assert value("depreciation_and_amortization", "2023") == "1392300"
    assert value("ebitda", "2023") == "1630300"
    assert value("costs_and_expenses", "2023") == "5681600"
    assert value("operating_expenses", "2023") == "2749500"


def test_revenue_of_a_bank(figures: Figures, value: Value) -> None:
    """A bank that files no total: net interest income and other income. Interest paid is no cost of revenue.

    10-K 2024-02-20 FY2023
      InterestIncomeExpenseNet 2023-01-01..2023-12-31 1200
      NoninterestIncome 2023-01-01..2023-12-31 400
      NoninterestExpense 2023-01-01..2023-12-31 900
      ProvisionForLoanLeaseAndOtherLosses 2023-01-01..2023-12-31 100
      IncomeTaxExpenseBenefit 2023-01-01..2023-12-31 130
      NetIncomeLoss 2023-01-01..2023-12-31 470
      Deposits 2023-12-31 30000
      CashAndDueFromBanks 2023-12-31 700
      Assets 2023-12-31 40000
    """
    assert value("revenue", "2023") == "1600"
    assert value("revenue", "2023", definition="banks") == "1600"
    assert value("provision_for_credit_losses", "2023") == "100"
    assert value("costs_and_expenses", "2023") == "900"
    assert value("deposits", "2023") == "30000"
    assert value("net_margin", "2023") == "0.29375"
    for metric in ("gross_profit", "operating_income", "ebitda"):
        with pytest.raises(errors.FactMissing):
            figures.figure(ENTITY, metric, "2023")


def test_a_bank_s_own_total_is_its_revenue(value: Value) -> None:
    """JPMorgan totals its revenue net of interest expense; interest income alone is larger.

    10-K 2024-02-16 FY2023
      RevenuesNetOfInterestExpense 2023-01-01..2023-12-31 158104
      InterestIncomeExpenseNet 2023-01-01..2023-12-31 89267
      NoninterestIncome 2023-01-01..2023-12-31 68837
      NetIncomeLoss 2023-01-01..2023-12-31 49552
    """
    assert value("revenue", "2023") == "158104"
    assert value("revenue", "2023", definition="banks") == "158104"


def test_revenue_of_an_insurer(value: Value) -> None:
    """Premiums and fees are parts of the total; contracts with customers are a small one (MetLife, ET1167).

    10-K 2024-02-16 FY2023
      Revenues 2023-01-01..2023-12-31 66905
      PremiumsEarnedNet 2023-01-01..2023-12-31 44283
      RevenueFromContractWithCustomerExcludingAssessedTax 2023-01-01..2023-12-31 2436
      BenefitsLossesAndExpenses 2023-01-01..2023-12-31 64743
      NetIncomeLoss 2023-01-01..2023-12-31 1578
    """
    assert value("revenue", "2023") == "66905"
    assert value("revenue", "2023", definition="insurers") == "66905"
    assert value("revenue", "2023", definition="contracts") == "2436"
    assert value("premiums_earned", "2023") == "44283"
    assert value("costs_and_expenses", "2023") == "64743"


def test_a_company_under_ifrs(value: Value) -> None:
    """The same metrics by the concepts of IFRS.

    20-F 2024-03-01 FY2023
      ifrs-full:Revenue 2023-01-01..2023-12-31 1000 EUR
      ifrs-full:CostOfSales 2023-01-01..2023-12-31 600 EUR
      ifrs-full:ProfitLossFromOperatingActivities 2023-01-01..2023-12-31 150 EUR
      ifrs-full:ProfitLossBeforeTax 2023-01-01..2023-12-31 140 EUR
      ifrs-full:IncomeTaxExpenseContinuingOperations 2023-01-01..2023-12-31 40 EUR
      ifrs-full:ProfitLoss 2023-01-01..2023-12-31 100 EUR
      ifrs-full:ProfitLossAttributableToOwnersOfParent 2023-01-01..2023-12-31 95 EUR
      ifrs-full:AdjustmentsForDepreciationAndAmortisationExpense 2023-01-01..2023-12-31 80 EUR
      ifrs-full:CashFlowsFromUsedInOperatingActivities 2023-01-01..2023-12-31 210 EUR
    ifrs-full:PurchaseOfPropertyPlantAndEquipmentClassifiedAsInvestingActivities 2023-01-01..2023-12-31 90 EUR
      ifrs-full:Assets 2023-12-31 2000 EUR
      ifrs-full:CurrentAssets 2023-12-31 700 EUR
      ifrs-full:Liabilities 2023-12-31 1300 EUR
      ifrs-full:Equity 2023-12-31 700 EUR
    """
    expected = {
        "gross_profit": "400",
        "net_income": "95",
        "ebitda": "230",
        "free_cash_flow": "120",
        "noncurrent_assets": "1300",
        "shareholders_equity": "700",
        "effective_tax_rate": "0.285714285714",
    }
    assert {metric: value(metric, "2023") for metric in expected} == expected
