"""Do the figures of real filings come out as the companies filed them? Known answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from titre.figures import FigureError, errors
from titre.figures.tracing import recompute

if TYPE_CHECKING:
    from fakes.filed import Filed

pytestmark = pytest.mark.shared

APPLE, NVIDIA, ALPHABET = "CIK0000320193", "CIK0001045810", "CIK0001652044"
META, MICROSOFT, AMAZON = "CIK0001326801", "CIK0000789019", "CIK0001018724"
MARVELL, SNOWFLAKE, LOGISTIC = "CIK0001835632", "CIK0001640147", "CIK0001997711"


@pytest.mark.parametrize(
    ("entity", "metric", "period", "expected"),
    [
        (META, "revenue", "2024", "164501000000"),
        (META, "ebitda", "2024", "84878000000"),
        (META, "operating_income[RealityLabs]", "2024", "-17729000000"),
        (META, "operating_income[Reality Labs]", "TTM 2025Q1", "-18093000000"),
        (META, "capital_expenditure@with_finance_leases", "2024", "39225000000"),
        (ALPHABET, "revenue", "2025Q4", "113829000000"),
        (ALPHABET, "revenue", "2018", "136819000000"),
        (ALPHABET, "revenue", "2024", "350018000000"),
        (ALPHABET, "operating_income[Google Cloud]", "2024", "6112000000"),
        (NVIDIA, "revenue", "2025", "130497000000"),
        (NVIDIA, "capital_expenditure", "2026", "6042000000"),
        (AMAZON, "revenue", "2024", "637959000000"),
        (AMAZON, "free_cash_flow@net_of_proceeds", "2024", "38219000000"),
        (AMAZON, "operating_income[AmazonWebServices]", "2024", "39834000000"),
        (MICROSOFT, "revenue", "2024", "245122000000"),
        (MICROSOFT, "revenue", "2015", "93580000000"),
        (MARVELL, "depreciation_and_amortization", "2025", "1356900000"),
        (SNOWFLAKE, "purchases_of_investments", "2022Q3", "1053763000"),
        (LOGISTIC, "revenue", "2024", "43862372"),
        (APPLE, "revenue[iPhone]", "2023", "200583000000"),
        (APPLE, "increase_in_receivables", "2025", "6682000000"),
    ],
)
def test_known_answers(filed: Filed, entity: str, metric: str, period: str, expected: str) -> None:
    figure = filed.figures.figure(entity, metric, period)
    assert figure.value == Decimal(expected)
    assert figure.facts
    assert all(fact.accession and fact.url for fact in figure.facts)
    assert figure.lineage is not None
    assert recompute(figure.lineage) == figure.value


def test_apple_s_operating_cash_flow_of_twelve_months_first_reported(filed: Filed) -> None:
    figure = filed.figures.figure(APPLE, "operating_cash_flow", "TTM 2017Q1", vintage="first")
    assert figure.value == Decimal(65_417_000_000)
    assert figure.end == date(2016, 12, 31)


def test_meta_s_trailing_free_cash_flow_falls_under_each_definition(filed: Filed) -> None:
    known = 0
    for definition in filed.figures.catalogue["free_cash_flow"].definitions:
        try:
            before, after = (
                filed.figures.figure(META, "free_cash_flow", period, definition=definition).value
                for period in ("TTM 2024Q4", "TTM 2025Q1")
            )
        except FigureError:
            continue
        assert before is not None
        assert after is not None
        assert after < before
        known += 1
    assert known == 4


def test_meta_s_trailing_revenue_rises_throughout(filed: Filed) -> None:
    found = filed.figures.figures([META], ["revenue"], frequency="ttm", first="2023Q1", last="2025Q1")
    values = [figure.value for figure in found if figure.value is not None]
    assert len(values) == 9
    assert values == sorted(values)


def test_nvidia_s_splits_and_alphabet_s(filed: Filed) -> None:
    assert filed.figures.figure(NVIDIA, "diluted_eps", "2024").value == Decimal("1.19")
    assert filed.figures.figure(
        NVIDIA, "diluted_eps", "2024", vintage="first", basis="filed"
    ).value == Decimal("11.93")
    series = filed.figures.figures([ALPHABET], ["diluted_eps"], frequency="annual")
    values = [figure.value for figure in series if figure.value is not None]
    assert values
    assert max(values) / min(values) < 20


def test_what_the_filings_do_not_tell_is_refused(filed: Filed) -> None:
    with pytest.raises(errors.FactMissing):
        filed.figures.figure(META, "free_cash_flow", "TTM 2025Q1", definition="with_leased_assets")
    with pytest.raises(errors.FigureRefused):
        filed.figures.figure(NVIDIA, "capital_expenditure", "2013")
    with pytest.raises(errors.NotDerivable):
        filed.figures.figure(ALPHABET, "diluted_eps", "TTM 2025Q3")


def test_a_year_is_as_its_own_report_and_as_its_last_report_state_it(filed: Filed) -> None:
    """Apple's revenue and operating cash flow, in millions: by the 10-K of the year and by its last."""
    expected = {
        "2016": ("215639", "215639", "65824", "66231"),
        "2017": ("229234", "229234", "63598", "64225"),
        "2023": ("383285", "383285", "110543", "110543"),
    }
    for year, (first_revenue, revenue, first_cash, cash) in expected.items():
        values = [
            filed.figures.figure(APPLE, metric, year, vintage=vintage, basis="filed").value
            for metric in ("revenue", "operating_cash_flow")
            for vintage in ("first", "latest")
        ]
        millions = [value / 1_000_000 for value in values if value is not None]
        assert millions == [Decimal(text) for text in (first_revenue, revenue, first_cash, cash)]


def test_the_json_of_a_figure(filed: Filed) -> None:
    found = filed.figures.figure(META, "revenue", "2024", as_of=date(2025, 7, 16)).as_json()
    assert list(found) == [
        "entity",
        "cik",
        "metric",
        "period",
        "start",
        "end",
        "value",
        "unit",
        "as_of",
        "vintage",
        "basis",
        "definition",
        "rule",
        "reason",
        "facts",
    ]
    assert (found["cik"], found["period"], found["value"]) == (1326801, "FY2024", "164501000000")
    assert (found["as_of"], found["rule"], found["reason"]) == ("2025-07-16", "filed", None)
    assert found["facts"][0]["accession"] == "0001326801-25-000017"
