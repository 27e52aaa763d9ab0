"""On which basis are shares counted? Each test's docstring is a small ledger of filings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from titre.figures.tracing import recompute

if TYPE_CHECKING:
    from collections.abc import Callable

    from titre.figures import Figures

    Value = Callable[..., str]

ENTITY = "CIK0000000001"


def test_a_series_of_earnings_per_share_is_on_one_basis(figures: Figures, value: Value) -> None:
    """Alphabet's earnings per share before its split were twenty times those after it (EQ4082).

    10-K 2021-02-03 FY2020
      EarningsPerShareDiluted 2020-01-01..2020-12-31 58.61 USD/shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2020-01-01..2020-12-31 687028 shares
      NetIncomeLoss 2020-01-01..2020-12-31 40269000
    10-K 2022-02-02 FY2021
      EarningsPerShareDiluted 2021-01-01..2021-12-31 112.20 USD/shares
      EarningsPerShareDiluted 2020-01-01..2020-12-31 58.61 USD/shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2021-01-01..2021-12-31 677674 shares
      NetIncomeLoss 2021-01-01..2021-12-31 76033000
    10-K 2023-02-03 FY2022
      EarningsPerShareDiluted 2022-01-01..2022-12-31 4.56 USD/shares
      EarningsPerShareDiluted 2021-01-01..2021-12-31 5.61 USD/shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2022-01-01..2022-12-31 13159000 shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2021-01-01..2021-12-31 13553480 shares
      StockholdersEquityNoteStockSplitConversionRatio1 2022-07-15 20 pure
      NetIncomeLoss 2022-01-01..2022-12-31 59972000
    """
    assert [value("diluted_eps", year) for year in ("2020", "2021", "2022")] == ["2.9305", "5.61", "4.56"]
    assert value("diluted_eps", "2020", basis="filed") == "58.61"
    assert value("diluted_eps", "2021", basis="filed", vintage="first") == "112.2"
    assert value("diluted_eps", "2021", vintage="first") == "5.61"
    assert value("diluted_shares", "2020") == "13740560"
    assert value("diluted_eps", "2020", as_of=date(2022, 12, 31)) == "58.61"
    figure = figures.figure(ENTITY, "diluted_eps", "2020")
    assert figure.lineage is not None
    assert recompute(figure.lineage) == figure.value
    assert figure.facts[0].value * 1 == figure.value * 20 if figure.value else False


def test_two_splits_multiply(value: Value) -> None:
    """Nvidia: four for one in 2021, ten for one in 2024.

    10-K 2021-02-26 FY2021
      WeightedAverageNumberOfDilutedSharesOutstanding 2020-01-27..2021-01-31 628 shares
      WeightedAverageNumberOfSharesOutstandingBasic 2020-01-27..2021-01-31 617 shares
      NetIncomeLoss 2020-01-27..2021-01-31 4332
    10-K 2022-03-18 FY2022
      WeightedAverageNumberOfDilutedSharesOutstanding 2020-01-27..2021-01-31 2512 shares
      WeightedAverageNumberOfSharesOutstandingBasic 2020-01-27..2021-01-31 2468 shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2021-02-01..2022-01-30 2535 shares
      WeightedAverageNumberOfSharesOutstandingBasic 2021-02-01..2022-01-30 2496 shares
      NetIncomeLoss 2021-02-01..2022-01-30 9752
    10-K 2024-02-21 FY2024
      WeightedAverageNumberOfDilutedSharesOutstanding 2021-02-01..2022-01-30 2535 shares
      WeightedAverageNumberOfSharesOutstandingBasic 2021-02-01..2022-01-30 2496 shares
      NetIncomeLoss 2023-01-30..2024-01-28 29760
    10-K 2025-02-26 FY2025
      WeightedAverageNumberOfDilutedSharesOutstanding 2021-02-01..2022-01-30 25350 shares
      WeightedAverageNumberOfSharesOutstandingBasic 2021-02-01..2022-01-30 24960 shares
      NetIncomeLoss 2024-01-29..2025-01-26 72880
    """
    assert value("diluted_shares", "2021", vintage="first") == "25120"
    assert value("diluted_shares", "2021", vintage="first", as_of=date(2023, 1, 1)) == "2512"


def test_a_reverse_split_and_one_of_three_for_two(value: Value) -> None:
    """One for eight; three for two.

    10-K 2020-02-26 FY2019
      WeightedAverageNumberOfDilutedSharesOutstanding 2019-01-01..2019-12-31 8000000 shares
      WeightedAverageNumberOfSharesOutstandingBasic 2019-01-01..2019-12-31 7900000 shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2018-01-01..2018-12-31 7200000 shares
      EarningsPerShareDiluted 2018-01-01..2018-12-31 0.10 USD/shares
      NetIncomeLoss 2019-01-01..2019-12-31 700000
    10-K 2021-02-26 FY2020
      WeightedAverageNumberOfDilutedSharesOutstanding 2019-01-01..2019-12-31 1000000 shares
      WeightedAverageNumberOfSharesOutstandingBasic 2019-01-01..2019-12-31 987500 shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2020-01-01..2020-12-31 1000000 shares
      WeightedAverageNumberOfSharesOutstandingBasic 2020-01-01..2020-12-31 1000000 shares
      NetIncomeLoss 2020-01-01..2020-12-31 700000
    10-K 2022-02-26 FY2021
      WeightedAverageNumberOfDilutedSharesOutstanding 2020-01-01..2020-12-31 1500000 shares
      WeightedAverageNumberOfSharesOutstandingBasic 2020-01-01..2020-12-31 1500000 shares
      NetIncomeLoss 2021-01-01..2021-12-31 700000
    """
    assert value("diluted_shares", "2018") == "1350000"
    assert value("diluted_eps", "2018") == "0.533333333333"
    assert value("diluted_shares", "2020") == "1500000"


def test_a_restatement_that_is_no_split(value: Value) -> None:
    """Earnings restated to half, the shares as they were: nothing is adjusted.

    10-K 2020-02-26 FY2019
      EarningsPerShareDiluted 2019-01-01..2019-12-31 0.20 USD/shares
      EarningsPerShareDiluted 2018-01-01..2018-12-31 0.40 USD/shares
      EarningsPerShareBasic 2019-01-01..2019-12-31 0.20 USD/shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2019-01-01..2019-12-31 8000000 shares
      NetIncomeLoss 2019-01-01..2019-12-31 1600000
    10-K 2021-02-26 FY2020
      EarningsPerShareDiluted 2019-01-01..2019-12-31 0.10 USD/shares
      EarningsPerShareBasic 2019-01-01..2019-12-31 0.10 USD/shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2019-01-01..2019-12-31 8000000 shares
      NetIncomeLoss 2020-01-01..2020-12-31 700000
    """
    assert value("diluted_eps", "2018") == "0.4"
    assert value("diluted_eps", "2019", vintage="first") == "0.2"
