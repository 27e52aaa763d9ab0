"""Are the annual figures those of the filed statements, as first and as last reported?

The truth is read straight from the companyfacts documents, by the tags that stand on the face of the
statements: for each fiscal year, what the company's first report on it says, and what its last one says.
"""

from __future__ import annotations

import gzip
import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from fakes.filed import Filed

pytestmark = pytest.mark.shared

APPLE, NVIDIA, ALPHABET = "CIK0000320193", "CIK0001045810", "CIK0001652044"
_ANNUAL = ("10-K", "10-K/A")
_PERIODIC = (*_ANNUAL, "10-Q", "10-Q/A")
_LINES = """
revenue SalesRevenueNet Revenues RevenueFromContractWithCustomerExcludingAssessedTax
cost_of_revenue CostOfGoodsAndServicesSold CostOfRevenue
gross_profit GrossProfit
research_and_development ResearchAndDevelopmentExpense
selling_general_and_administrative SellingGeneralAndAdministrativeExpense
selling_and_marketing SellingAndMarketingExpense
general_and_administrative GeneralAndAdministrativeExpense
operating_expenses OperatingExpenses
costs_and_expenses CostsAndExpenses
operating_income OperatingIncomeLoss
nonoperating_income NonoperatingIncomeExpense
pretax_income *ExtraordinaryItemsNoncontrollingInterest
pretax_income *MinorityInterestAndIncomeLossFromEquityMethodInvestments
income_tax IncomeTaxExpenseBenefit
net_income NetIncomeLoss
comprehensive_income ComprehensiveIncomeNetOfTax
basic_eps EarningsPerShareBasic
diluted_eps EarningsPerShareDiluted
basic_shares WeightedAverageNumberOfSharesOutstandingBasic
diluted_shares WeightedAverageNumberOfDilutedSharesOutstanding
dividends_per_share CommonStockDividendsPerShareDeclared
operating_cash_flow NetCashProvidedByUsedInOperatingActivities
operating_cash_flow NetCashProvidedByUsedInOperatingActivitiesContinuingOperations
investing_cash_flow NetCashProvidedByUsedInInvestingActivities
investing_cash_flow NetCashProvidedByUsedInInvestingActivitiesContinuingOperations
financing_cash_flow NetCashProvidedByUsedInFinancingActivities
financing_cash_flow NetCashProvidedByUsedInFinancingActivitiesContinuingOperations
capital_expenditure PaymentsToAcquirePropertyPlantAndEquipment
capital_expenditure PaymentsToAcquireProductiveAssets
dividends_paid PaymentsOfDividends
share_repurchases PaymentsForRepurchaseOfCommonStock
share_based_compensation ShareBasedCompensation
acquisitions PaymentsToAcquireBusinessesNetOfCashAcquired
depreciation Depreciation
deferred_income_tax DeferredIncomeTaxExpenseBenefit
increase_in_receivables IncreaseDecreaseInAccountsReceivable
increase_in_inventories IncreaseDecreaseInInventories
increase_in_payables IncreaseDecreaseInAccountsPayable
income_taxes_paid IncomeTaxesPaidNet IncomeTaxesPaid
debt_issued ProceedsFromIssuanceOfLongTermDebt
debt_repaid RepaymentsOfLongTermDebt
total_assets Assets
current_assets AssetsCurrent
cash_and_equivalents CashAndCashEquivalentsAtCarryingValue
receivables AccountsReceivableNetCurrent
inventories InventoryNet
property_and_equipment PropertyPlantAndEquipmentNet
operating_lease_assets OperatingLeaseRightOfUseAsset
goodwill Goodwill
intangible_assets IntangibleAssetsNetExcludingGoodwill
total_liabilities Liabilities
current_liabilities LiabilitiesCurrent
accounts_payable AccountsPayableCurrent
deferred_revenue DeferredRevenueCurrent ContractWithCustomerLiabilityCurrent
current_portion_of_debt LongTermDebtCurrent LongTermDebtAndCapitalLeaseObligationsCurrent
long_term_debt LongTermDebtAndCapitalLeaseObligations LongTermDebtNoncurrent
operating_lease_liabilities OperatingLeaseLiability
shareholders_equity StockholdersEquity
retained_earnings RetainedEarningsAccumulatedDeficit
liabilities_and_equity LiabilitiesAndStockholdersEquity
shares_outstanding CommonStockSharesOutstanding
"""
"""A line of the statements, and its tags over the years; ``*`` is ``_BEFORE_TAXES``."""
_BEFORE_TAXES = "IncomeLossFromContinuingOperationsBeforeIncomeTaxes"
_OWN_LINES = {
    (APPLE, "depreciation_and_amortization"): ["DepreciationAmortizationAndAccretionNet"],
    (NVIDIA, "depreciation_and_amortization"): [
        "DepreciationDepletionAndAmortization",
        "DepreciationAndAmortization",
    ],
}
"""Apple tags the depreciation of a note with the name of the whole until its fiscal 2017."""
_SCALE_FORGOTTEN = {
    (NVIDIA, metric, date(year, month, day))
    for metric in ("basic_shares", "diluted_shares")
    for year, month, day in ((2008, 1, 27), (2009, 1, 25), (2010, 1, 31), (2011, 1, 30))
}
"""Nvidia tagged thousands of shares as shares: no filing says, as a number, what the statement says."""


class _Document:
    """A company's facts, read from its companyfacts document alone."""

    def __init__(self, path: Path) -> None:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            self._tags = json.load(file, parse_float=Decimal)["facts"]["us-gaap"]
        self.year_ends = {
            row["end"] for row in self._rows("NetIncomeLoss") if row["form"] in _ANNUAL and _is_year(row)
        }

    def statement(self, tags: Iterable[str], *, last: bool) -> dict[date, Decimal]:
        """Return what the first or the last report on each year says of a line: its first tag counts."""
        reports: dict[str, dict[tuple[str, str], Decimal]] = {}
        for row in (row for tag in tags for row in self._rows(tag)):
            stands = "start" not in row
            counts = row["form"] in (_PERIODIC if stands else _ANNUAL) and (stands or _is_year(row))
            if counts and row["end"] in self.year_ends:
                reports.setdefault(row["end"], {}).setdefault(
                    (row["filed"], row["accn"]), Decimal(row["val"])
                )
        choose = max if last else min
        return {date.fromisoformat(end): said[choose(said)] for end, said in reports.items()}

    def _rows(self, tag: str) -> Iterator[dict[str, Any]]:
        for rows in self._tags.get(tag, {"units": {}})["units"].values():
            yield from rows


def _is_year(row: dict[str, Any]) -> bool:
    days = (date.fromisoformat(row["end"]) - date.fromisoformat(row["start"])).days + 1
    return 350 <= days <= 380


@pytest.mark.parametrize("vintage", ["first", "latest"])
def test_annual_figures_are_those_of_the_filed_statements(filed: Filed, shared: Path, vintage: str) -> None:
    lines: dict[str, list[str]] = {}
    for metric, *tags in map(str.split, _LINES.strip().splitlines()):
        lines.setdefault(metric, []).extend(tag.replace("*", _BEFORE_TAXES) for tag in tags)
    metrics = sorted({*lines, *(metric for _, metric in _OWN_LINES)})
    companies = (APPLE, NVIDIA, ALPHABET)
    rows = filed.figures.table(
        companies, metrics, frequency="annual", vintage=vintage, basis="filed"
    ).to_pylist()
    told = {(row["entity"], row["metric"], row["end"]): row["value"] for row in rows}
    right, wrong = 0, {}
    for company in companies:
        document = _Document(shared / "data" / "sec" / "companyfacts" / f"{company}.json.gz")
        own = {metric: tags for (whose, metric), tags in _OWN_LINES.items() if whose == company}
        for metric, tags in {**lines, **own}.items():
            for end, value in document.statement(tags, last=vintage == "latest").items():
                key = (company, metric, end)
                if key in _SCALE_FORGOTTEN:
                    continue
                if told.get(key) == value:
                    right += 1
                else:
                    wrong[key] = (value, told.get(key))
    assert wrong == {}
    assert right > 2300
