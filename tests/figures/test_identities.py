"""Do the figures of a company fit each other, as those of a filed statement do?"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakes.filed import Filed

    Values: TypeAlias = Mapping[str, Decimal]
    Book: TypeAlias = Mapping[tuple[str, str], Values]

pytestmark = pytest.mark.shared
_MILLION = Decimal(1_000_000)
_ROUNDED = 2 * _MILLION
"""Amounts in millions, each rounded, that are added."""
ALPHABET, AMAZON, APPLE = "CIK0001652044", "CIK0001018724", "CIK0000320193"
META, NVIDIA = "CIK0001326801", "CIK0001045810"
_IDENTITIES = {
    "liabilities_and_equity": ("total_assets", Decimal(0)),
    "gross_profit": ("revenue - cost_of_revenue", Decimal(0)),
    "pretax_income": ("operating_income + nonoperating_income", Decimal(0)),
    "total_assets": ("total_liabilities + shareholders_equity@consolidated + temporary_equity?", _ROUNDED),
    "operating_income": ("gross_profit - operating_expenses", _ROUNDED),
    "costs_and_expenses": ("revenue - operating_income", _ROUNDED),
    "net_income@consolidated": ("pretax_income - income_tax", _ROUNDED),
}
"""What a figure is to be, and by how much it may differ; a question mark: nothing where there is none."""
_OTHER_INCOME = {
    AMAZON: "the share in companies accounted for by the equity method comes after taxes",
    ALPHABET: "Motorola, sold in 2014, is a discontinued operation",
}
_RECAST_YEARS = {
    (APPLE, "FY2009"): "two quarters were filed before there was XBRL: the data begins with their recast",
    (APPLE, "FY2016"): "a new standard recast the year's cash flows in a later report, its quarters never",
    (NVIDIA, "FY2017"): "a standard taken up in the third quarter recast the first two",
    (META, "FY2022"): "later reports give the year's capital expenditure net of proceeds",
    (META, "FY2023"): "likewise",
    (ALPHABET, "FY2015"): "a new line of the cash flow statement recast capital expenditure",
    (ALPHABET, "FY2016"): "likewise",
    (ALPHABET, "FY2017"): "a new standard on pensions recast the year",
}
"""Years that are not the sum of their quarters, and why."""


@pytest.fixture(scope="module", params=["latest", "first"])
def book(filed: Filed, request: pytest.FixtureRequest) -> Book:
    """The values of each company and period, by metric."""
    catalogue = filed.figures.catalogue
    names = [*catalogue.names(), "net_income@consolidated", "shareholders_equity@consolidated"]
    found: defaultdict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    for row in filed.figures.table(None, names, vintage=request.param).to_pylist():
        is_default = row["definition"] == catalogue[row["metric"]].default
        name = row["metric"] if is_default else f"{row['metric']}@{row['definition']}"
        found[row["entity"], row["period"]][name] = row["value"]
    return found


@pytest.mark.parametrize("metric", _IDENTITIES)
def test_statements_add_up(book: Book, metric: str) -> None:
    terms, slack = _IDENTITIES[metric]
    apart, compared = {}, 0
    for (entity, period), values in book.items():
        expected = _sum(terms, values)
        if metric not in values or expected is None:
            continue
        compared += 1
        excused = metric == "net_income@consolidated" and entity in _OTHER_INCOME
        if abs(values[metric] - expected) > slack and not excused:
            apart[entity, period] = values[metric], expected
    assert apart == {}
    assert compared > 150


def test_earnings_per_share_are_earnings_by_shares(book: Book) -> None:
    """To the cent, as they are rounded; and there are no fewer shares diluted than basic."""
    for key, values in book.items():
        for kind in ("basic", "diluted"):
            if {"net_income", f"{kind}_shares", f"{kind}_eps"} <= values.keys():
                made = values["net_income"] / values[f"{kind}_shares"]
                assert abs(made - values[f"{kind}_eps"]) <= Decimal("0.011"), (key, kind)
        if {"basic_shares", "diluted_shares"} <= values.keys():
            assert values["basic_shares"] <= values["diluted_shares"], key


@pytest.mark.parametrize(
    "metric",
    [
        "revenue",
        "gross_profit",
        "operating_income",
        "net_income",
        "income_tax",
        "research_and_development",
        "depreciation_and_amortization",
        "share_based_compensation",
        "operating_cash_flow",
        "investing_cash_flow",
        "financing_cash_flow",
        "capital_expenditure",
    ],
)
def test_quarters_add_up_to_their_year(book: Book, metric: str) -> None:
    """Or the year, or some of its quarters, were recast after they were first reported: that is told."""
    compared = 0
    for (entity, period), values in book.items():
        if not period.startswith("FY") or metric not in values or (entity, period) in _RECAST_YEARS:
            continue
        quarters = [book.get((entity, f"{period[2:]}Q{number}"), {}).get(metric) for number in range(1, 5)]
        known = [quarter for quarter in quarters if quarter is not None]
        if len(known) < len(quarters):
            continue
        compared += 1
        assert abs(sum(known) - values[metric]) <= 2 * _ROUNDED, (entity, period)
    assert compared > 30


def _sum(terms: str, values: Values) -> Decimal | None:
    total = Decimal(0)
    sign = 1
    for word in terms.split():
        if word in "+-":
            sign = 1 if word == "+" else -1
            continue
        value = values.get(word.removesuffix("?"), Decimal(0) if word.endswith("?") else None)
        if value is None:
            return None
        total += sign * value
    return total
