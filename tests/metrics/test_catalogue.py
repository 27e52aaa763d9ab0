"""Is the catalogue whole, and is a desk's own file checked with all its faults at once?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from titre.kernel.declarations import read_declaration
from titre.kernel.messages import LANGUAGES
from titre.metrics import Aggregation, Catalogue, Statement, UnitKind
from titre.metrics.catalogues import FOLDER
from titre.metrics.checking import check_metrics
from titre.metrics.declaring import declared_metrics
from titre.metrics.describing import described
from titre.metrics.errors import CatalogueFaulty

if TYPE_CHECKING:
    from titre.metrics import Metric

DOCS = Path(__file__).parent.parent.parent / "docs" / "metrics.md"
CATALOGUE = Catalogue.load()
COUNTED_ON = [
    "revenue",
    "cost_of_revenue",
    "gross_profit",
    "research_and_development",
    "operating_income",
    "pretax_income",
    "income_tax",
    "net_income",
    "depreciation_and_amortization",
    "ebitda",
    "operating_cash_flow",
    "capital_expenditure",
    "finance_lease_principal",
    "free_cash_flow",
    "dividends_paid",
    "share_repurchases",
    "total_assets",
    "total_liabilities",
    "shareholders_equity",
    "cash_and_equivalents",
    "diluted_eps",
    "diluted_shares",
    "market_capitalization",
    "revenue_growth",
    "operating_margin",
]


def test_there_are_a_hundred_metrics_and_those_that_others_count_on() -> None:
    assert len(CATALOGUE) >= 100
    assert [name for name in COUNTED_ON if name not in CATALOGUE] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_titre_s_own_files_have_no_faults(path: Path) -> None:
    declaration = read_declaration(path)
    metrics, findings = declared_metrics(declaration)
    findings += check_metrics(CATALOGUE, declaration, metrics)
    assert [str(finding) for finding in findings] == []


@pytest.mark.parametrize("metric", list(CATALOGUE), ids=lambda metric: metric.name)
def test_each_metric_is_labelled_and_documented(metric: Metric) -> None:
    assert set(metric.label) == set(LANGUAGES)
    assert all(metric.label.values())
    assert f"`{metric.name}`" in DOCS.read_text("utf-8")
    if len(metric.definitions) > 1:
        assert all(set(definition.note) == set(LANGUAGES) for definition in metric.definitions.values())


def test_how_metrics_add_up() -> None:
    assert CATALOGUE["revenue"].aggregation is Aggregation.FLOW
    assert CATALOGUE["total_assets"].aggregation is Aggregation.INSTANT
    assert CATALOGUE["diluted_shares"].aggregation is Aggregation.AVERAGE
    assert CATALOGUE["diluted_eps"].aggregation is Aggregation.NONE
    for metric in CATALOGUE:
        if metric.unit is not UnitKind.MONEY:
            assert metric.aggregation is not Aggregation.FLOW
        if metric.statement is Statement.BALANCE_SHEET:
            assert metric.aggregation is Aggregation.INSTANT


def test_prose_names_lead_to_metrics() -> None:
    assert CATALOGUE.by_prose("en")["free cash flow"] == ("free_cash_flow",)
    assert CATALOGUE.by_prose("fr")["excédents de trésorerie"] == ("free_cash_flow",)
    assert CATALOGUE.by_prose("fr")["chiffre d’affaires"] == ("revenue",)


def test_a_desk_adds_and_overrides(tmp_path: Path) -> None:
    file = tmp_path / "metrics.toml"
    file.write_text(
        '[revenue]\nstatement = "income"\nunit = "money"\nconcepts = ["us-gaap:Revenues"]\n'
        '[rule_of_forty]\nstatement = "ratios"\nunit = "ratio"\n'
        'formula = "revenue_growth + free_cash_flow_margin"\n',
        "utf-8",
    )
    catalogue = Catalogue.load(file)
    assert catalogue["revenue"].definition().concepts == ("us-gaap:Revenues",)
    assert "rule_of_forty" in catalogue.names()
    assert len(catalogue) == len(CATALOGUE) + 1


def test_a_label_in_one_language_serves_the_other(tmp_path: Path) -> None:
    file = tmp_path / "metrics.toml"
    file.write_text(
        '[mine]\nstatement = "income"\nunit = "money"\nlabel = { en = "Mine" }\n'
        'formula = "revenue - cost_of_revenue"\n',
        "utf-8",
    )
    metric = Catalogue.load(file)["mine"]
    assert metric.label == {"en": "Mine", "fr": "Mine"}
    assert next(described(metric, "fr")) == ("mine", "Mine")


def test_all_faults_of_a_desk_s_file_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "metrics.toml"
    file.write_text(
        """
[unknown_name]
statement = "income"
unit = "money"
formula = "revenue - cost_of_nothing"

[mixed]
statement = "income"
unit = "money"
formula = "revenue + diluted_shares"

[wrong_unit]
statement = "ratios"
unit = "ratio"
formula = "revenue - net_income"

[one]
statement = "income"
unit = "money"
formula = "two + revenue"

[two]
statement = "income"
unit = "money"
formula = "one + revenue"

[syntax]
statement = "income"
unit = "money"
formula = "revenue - "

[words]
statement = "profit"
unit = "dollars"
concepts = ["Revenues"]
colour = "red"

[empty]
statement = "income"
unit = "money"

[averaged]
statement = "ratios"
unit = "ratio"
formula = "net_income / average(revenue)"
""",
        "utf-8",
    )
    with pytest.raises(CatalogueFaulty) as caught:
        Catalogue.load(file)
    told = [str(finding) for finding in caught.value.findings]
    for expected in (
        "line 5, unknown_name.formula: got 'cost_of_nothing'",
        "got 'revenue + diluted_shares', expected one unit, not money and shares",
        "got 'money', expected ratio, the metric's unit",
        "a circle: one@standard → two@standard → one@standard",
        "got the end, expected a number",
        "got 'profit', expected one of",
        "got 'dollars', expected one of",
        "got 'Revenues', expected a concept such as us-gaap:Revenues",
        "got 'colour', expected one of",
        "got neither concepts nor a formula, expected one of them",
        "got 'revenue', expected a metric that stands at a day, inside average",
    ):
        assert any(expected in line for line in told), (expected, told)


def test_names_near_one_that_is_not_there() -> None:
    assert CATALOGUE.near("revenu")[0] == "revenue"
