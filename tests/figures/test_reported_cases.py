"""What users of other tools reported and no other test of the figures shows: ledgers and real filings."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from titre.figures import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakes.filed import Filed
    from titre.figures import Figures

    Value = Callable[..., str]

ENTITY = "CIK0000000001"
APPLE, NVIDIA, ALPHABET = "CIK0000320193", "CIK0001045810", "CIK0001652044"
SNOWFLAKE, LOGISTIC = "CIK0001640147", "CIK0001997711"


def test_a_payment_is_never_less_than_nothing(figures: Figures, value: Value) -> None:
    """Distributions of a fourth quarter came out as -29,202,000 (ET848): nine months were of something else.

    10-Q 2023-05-01 Q1 2023
      PaymentsOfDividends 2023-01-01..2023-03-31 20000000
    10-Q 2023-11-01 Q3 2023
      PaymentsOfDividends 2023-01-01..2023-09-30 66202000
    10-K 2024-02-01 FY2023
      PaymentsOfDividends 2023-01-01..2023-12-31 37000000
      NetIncomeLoss 2023-01-01..2023-12-31 50000000
    """
    assert value("dividends_paid", "2023") == "37000000"
    assert value("dividends_paid", "2023Q1") == "20000000"
    with pytest.raises(errors.NotDerivable, match="below zero"):
        figures.figure(ENTITY, "dividends_paid", "2023Q4")


def test_capital_expenditure_is_no_change_of_fixed_assets(figures: Figures, value: Value) -> None:
    """What was bought is not what the balance sheet grew by (SimFin6).

    10-K 2024-02-01 FY2023
      PropertyPlantAndEquipmentNet 2023-12-31 900
      PropertyPlantAndEquipmentNet 2022-12-31 700
      NetCashProvidedByUsedInInvestingActivities 2023-01-01..2023-12-31 -230
      NetIncomeLoss 2023-01-01..2023-12-31 100
    """
    assert value("property_and_equipment", "2023") == "900"
    for metric in ("capital_expenditure", "free_cash_flow"):
        with pytest.raises(errors.FactMissing):
            figures.figure(ENTITY, metric, "2023")


def test_debt_is_short_and_long(value: Value) -> None:
    """Exxon Mobil's debt was given without what is due within the year (OpenBB7634).

    10-K 2026-02-18 FY2025
      DebtCurrent 2025-12-31 10139
      LongTermDebtNoncurrent 2025-12-31 32229
      NetIncomeLoss 2025-01-01..2025-12-31 28000
    """
    assert value("total_debt", "2025") == "42368"


def test_shares_of_2010_are_not_those_of_today(figures: Figures, value: Value) -> None:
    """Mastercard stayed at its 122,530,193 shares of 2010 (EQ4040).

    10-K 2011-02-24 FY2010
      CommonStockSharesOutstanding 2010-12-31 122530193 shares
      NetIncomeLoss 2010-01-01..2010-12-31 1846000000
    10-K 2025-02-12 FY2024
      NetIncomeLoss 2024-01-01..2024-12-31 12874000000
    """
    assert value("shares_outstanding", "2010") == "122530193"
    with pytest.raises(errors.FactMissing):
        figures.figure(ENTITY, "shares_outstanding", "2024")


def test_one_class_of_shares_is_not_all(figures: Figures) -> None:
    """Meta and Alphabet count their shares by class only (ET691).

    10-K 2025-01-30 FY2024
      CommonStockSharesOutstanding 2024-12-31 2180000000 shares [CLASS=us-gaap:CommonClassAMember]
      CommonStockSharesOutstanding 2024-12-31 344000000 shares [CLASS=us-gaap:CommonClassBMember]
      NetIncomeLoss 2024-01-01..2024-12-31 62360000000
    """
    with pytest.raises(errors.FigureRefused):
        figures.figure(ENTITY, "shares_outstanding", "2024")


def test_the_last_period_is_one_period(figures: Figures) -> None:
    """The latest year was asked for, and three came (ET1185).

    10-K 2024-02-01 FY2023
      Revenues 2023-01-01..2023-12-31 3
      Revenues 2022-01-01..2022-12-31 2
      Revenues 2021-01-01..2021-12-31 1
    """
    found = figures.figures([ENTITY], ["revenue"], frequency="annual", first="2023", last="2023")
    assert [str(figure.period) for figure in found] == ["FY2023"]
    assert found[0].value == 3


@pytest.mark.shared
@pytest.mark.parametrize(
    ("entity", "metric", "period", "expected"),
    [
        (NVIDIA, "revenue", "TTM 2027Q1", "253491000000"),  # 10.9 billion, ET893
        (SNOWFLAKE, "goodwill", "2024Q2", "774300000"),  # -45.7 million over 457 days, ET1197
        (APPLE, "total_assets", "2023", "352583000000"),  # that of 2022, ET1269
        (LOGISTIC, "revenue", "2024", "43862372"),  # pesos and soles of other facts, ET1196
    ],
)
def test_known_answers(filed: Filed, entity: str, metric: str, period: str, expected: str) -> None:
    assert filed.figures.figure(entity, metric, period).value == Decimal(expected)


@pytest.mark.shared
def test_every_quarter_of_alphabet_s_investing(filed: Filed) -> None:
    """Three quarters of four were dropped, because they are negative (ET907)."""
    found = filed.figures.figures([ALPHABET], ["investing_cash_flow"], frequency="quarter")
    values = [figure.value for figure in found]
    assert len(values) > 40
    assert None not in values


@pytest.mark.shared
def test_no_two_windows_of_a_company_share_a_label_or_an_end(filed: Filed) -> None:
    """Two windows of twelve months had one label (ET793)."""
    rows = filed.figures.table(None, ["revenue", "net_income", "total_assets"]).to_pylist()
    labels = [(row["entity"], row["metric"], row["period"]) for row in rows]
    ends = [(row["entity"], row["metric"], row["period"].rstrip("Q1234567890"), row["end"]) for row in rows]
    assert len(rows) > 1000
    assert len(set(labels)) == len(labels)
    assert len(set(ends)) == len(ends)


@pytest.mark.shared
def test_twelve_months_do_not_depend_on_how_many_are_asked_for(filed: Filed) -> None:
    """Alphabet's earnings per share were 9.45 or 20.16 by the number of periods asked (ET910)."""
    long, short = (
        filed.figures.figures(
            [ALPHABET], ["diluted_eps"], frequency="ttm", first=first, last="2025Q3", definition="summed"
        )
        for first in ("2022Q1", "2025Q3")
    )
    alone = filed.figures.figure(ALPHABET, "diluted_eps", "TTM 2025Q3", definition="summed")
    assert long[-1].value == short[-1].value == alone.value == Decimal("10.13")
