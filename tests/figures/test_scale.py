"""Is a count or an amount filed in a wrong scale? Each test's docstring is a small ledger of filings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from titre.figures import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakes.filed import Filed
    from titre.figures import Figures

    Value = Callable[..., str]

ENTITY = "CIK0000000001"


def test_a_count_in_thousands_that_no_other_filing_corrects(figures: Figures, value: Value) -> None:
    """Nvidia's diluted shares of fiscal 2009: filed once, a thousand times too small.

    10-K 2010-03-18 FY2010
      NetIncomeLoss 2008-01-28..2009-01-25 -30041000
      EarningsPerShareDiluted 2008-01-28..2009-01-25 -0.05 USD/shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2008-01-28..2009-01-25 548126 shares
      NetIncomeLoss 2009-01-26..2010-01-31 -67987000
      EarningsPerShareDiluted 2009-01-26..2010-01-31 -0.12 USD/shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2009-01-26..2010-01-31 549574000 shares
    """
    with pytest.raises(errors.AmbiguousValue, match="wrong scale"):
        figures.figure(ENTITY, "diluted_shares", "2009")
    assert value("diluted_shares", "2010") == "549574000"
    assert value("diluted_eps", "2009") == "-0.05"


def test_a_count_in_thousands_gives_way_to_one_that_is_right(figures: Figures, value: Value) -> None:
    """Two filings have the wrong scale and one the right one: the earnings tell which, in either vintage.

    10-K 2010-03-18 FY2010
      NetIncomeLoss 2009-01-26..2010-01-31 -67987000
      EarningsPerShareDiluted 2009-01-26..2010-01-31 -0.12 USD/shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2009-01-26..2010-01-31 549574 shares
    10-K 2011-03-16 FY2011
      NetIncomeLoss 2010-02-01..2011-01-30 253146000
      NetIncomeLoss 2009-01-26..2010-01-31 -67987000
      EarningsPerShareDiluted 2009-01-26..2010-01-31 -0.12 USD/shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2009-01-26..2010-01-31 549574 shares
    10-K 2012-03-13 FY2012
      NetIncomeLoss 2009-01-26..2010-01-31 -67987000
      EarningsPerShareDiluted 2009-01-26..2010-01-31 -0.12 USD/shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2009-01-26..2010-01-31 549574000 shares
    """
    for vintage in ("first", "latest"):
        assert value("diluted_shares", "2010", vintage=vintage) == "549574000"
    lineage = figures.figure(ENTITY, "diluted_shares", "2010").lineage
    assert lineage is not None
    assert "wrong scale" in str(lineage.operands[0].note)
    with pytest.raises(errors.AmbiguousValue):
        figures.figure(ENTITY, "diluted_shares", "2010", as_of=date(2011, 12, 31))


def test_shares_outstanding_are_compared_too(figures: Figures, value: Value) -> None:
    """Apple's report of March 2014 gave 861,745 shares outstanding; all others count them singly.

    10-Q 2014-01-28 Q1 2014
      NetIncomeLoss 2013-09-29..2013-12-28 13072000000
      EarningsPerShareDiluted 2013-09-29..2013-12-28 14.50 USD/shares
      CommonStockSharesOutstanding 2013-12-28 892447000 shares
    10-Q 2014-04-24 Q2 2014
      NetIncomeLoss 2013-12-29..2014-03-29 10223000000
      EarningsPerShareDiluted 2013-12-29..2014-03-29 11.62 USD/shares
      CommonStockSharesOutstanding 2014-03-29 861745 shares
      StockholdersEquity 2014-03-29 120179000000
    """
    assert value("shares_outstanding", "2014Q1") == "892447000"
    with pytest.raises(errors.AmbiguousValue):
        figures.figure(ENTITY, "shares_outstanding", "2014Q2")
    with pytest.raises(errors.AmbiguousValue, match="needs shares_outstanding"):
        figures.figure(ENTITY, "book_value_per_share", "2014Q2")


def test_earnings_per_share_in_another_scale(figures: Figures, value: Value) -> None:
    """The report of 2023 gives earnings per thousand shares; the counts stand.

    10-K 2023-02-20 FY2022
      NetIncomeLoss 2022-01-01..2022-12-31 210000000
      EarningsPerShareDiluted 2022-01-01..2022-12-31 2.10 USD/shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2022-01-01..2022-12-31 100000000 shares
    10-K 2024-02-20 FY2023
      NetIncomeLoss 2023-01-01..2023-12-31 230000000
      EarningsPerShareDiluted 2023-01-01..2023-12-31 2300 USD/shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2023-01-01..2023-12-31 100000000 shares
    """
    assert value("diluted_eps", "2022") == "2.1"
    with pytest.raises(errors.AmbiguousValue):
        figures.figure(ENTITY, "diluted_eps", "2023")
    assert [value("diluted_shares", year) for year in ("2022", "2023")] == ["100000000", "100000000"]


def test_a_reverse_split_of_one_for_a_thousand_is_no_error_of_scale(value: Value) -> None:
    """Earnings per share move with the count.

    10-K 2023-02-20 FY2022
      NetIncomeLoss 2022-01-01..2022-12-31 -50000000
      EarningsPerShareDiluted 2022-01-01..2022-12-31 -0.01 USD/shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2022-01-01..2022-12-31 5000000000 shares
    10-K 2024-02-20 FY2023
      NetIncomeLoss 2023-01-01..2023-12-31 -40000000
      EarningsPerShareDiluted 2023-01-01..2023-12-31 -8 USD/shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2023-01-01..2023-12-31 5000000 shares
    """
    assert value("diluted_shares", "2022", basis="filed") == "5000000000"
    assert value("diluted_shares", "2023") == "5000000"
    assert value("diluted_eps", "2023") == "-8"


def test_a_share_count_without_earnings_is_given(value: Value) -> None:
    """Nothing tells its scale, and nothing speaks against it.

    10-K 2024-02-20 FY2023
      NetIncomeLoss 2023-01-01..2023-12-31 0
      WeightedAverageNumberOfDilutedSharesOutstanding 2023-01-01..2023-12-31 5000 shares
    """
    assert value("diluted_shares", "2023") == "5000"


@pytest.mark.shared
def test_nvidia_s_and_apple_s_own(filed: Filed) -> None:
    nvidia = "CIK0001045810"
    given = filed.figures.figures([nvidia], ["diluted_shares"], ["2010", "2011"], basis="filed")
    assert [figure.value for figure in given] == [549574000, 588684000]
    for entity, metric, period in (
        (nvidia, "diluted_shares", "2008"),
        (nvidia, "diluted_shares", "2009"),
        (nvidia, "basic_shares", "2009"),
        ("CIK0000320193", "shares_outstanding", "2014Q2"),
    ):
        with pytest.raises(errors.AmbiguousValue):
            filed.figures.figure(entity, metric, period)
