"""Is a payment filed with the sign of the printed table? Each docstring is a small ledger of filings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from titre.figures import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from titre.figures import Figures

    Value = Callable[..., str]

ENTITY = "CIK0000000001"


def test_a_payment_below_zero_is_refused_with_all_that_rests_on_it(figures: Figures, value: Value) -> None:
    """Williams filed its capital expenditure of 2009 as -2,387 million: free cash flow would have it added.

    10-K 2010-05-26 FY2009
      NetCashProvidedByUsedInOperatingActivities 2009-01-01..2009-12-31 2572000000
      PaymentsToAcquirePropertyPlantAndEquipment 2009-01-01..2009-12-31 -2387000000
      PaymentsOfDividendsCommonStock 2009-01-01..2009-12-31 256000000
    """
    for metric in ("capital_expenditure", "free_cash_flow"):
        with pytest.raises(errors.AmbiguousValue, match="the sign is in doubt"):
            figures.figure(ENTITY, metric, "2009")
    assert value("operating_cash_flow", "2009") == "2572000000"
    assert value("dividends_paid", "2009") == "256000000"


def test_depreciation_below_zero_makes_no_ebitda(figures: Figures) -> None:
    """Lilly's depreciation and amortization of a quarter, filed as -306.3 million.

    10-Q 2010-04-30 Q1 2010
      OperatingIncomeLoss 2010-01-01..2010-03-31 1600000000
      DepreciationDepletionAndAmortization 2010-01-01..2010-03-31 -306300000
    10-K 2010-02-22 FY2009
      NetIncomeLoss 2009-01-01..2009-12-31 4328800000
    """
    with pytest.raises(errors.AmbiguousValue, match="the sign is in doubt"):
        figures.figure(ENTITY, "ebitda", "2010Q1")


def test_a_wrong_sign_gives_way_to_a_right_one(figures: Figures, value: Value) -> None:
    """The next filing has the payment right: it counts in either vintage, and the tree tells of the other.

    10-K 2010-02-25 FY2009
      NetIncomeLoss 2009-01-01..2009-12-31 285000000
      PaymentsToAcquirePropertyPlantAndEquipment 2009-01-01..2009-12-31 -2387000000
    10-K 2011-02-24 FY2010
      PaymentsToAcquirePropertyPlantAndEquipment 2009-01-01..2009-12-31 2387000000
      PaymentsToAcquirePropertyPlantAndEquipment 2010-01-01..2010-12-31 2788000000
    """
    for vintage in ("first", "latest"):
        assert value("capital_expenditure", "2009", vintage=vintage) == "2387000000"
    lineage = figures.figure(ENTITY, "capital_expenditure", "2009").lineage
    assert lineage is not None
    assert "with a wrong sign" in str(lineage.operands[0].note)


def test_twelve_months_are_not_made_of_both_signs(figures: Figures) -> None:
    """A year with the right sign and quarters with the wrong one: their sum is above zero, and wrong.

    10-Q 2009-05-01 Q1 2009
      PaymentsToAcquirePropertyPlantAndEquipment 2009-01-01..2009-03-31 -612000000
    10-K 2010-02-25 FY2009
      PaymentsToAcquirePropertyPlantAndEquipment 2009-01-01..2009-12-31 2387000000
      NetIncomeLoss 2009-01-01..2009-12-31 285000000
    10-Q 2010-05-01 Q1 2010
      PaymentsToAcquirePropertyPlantAndEquipment 2010-01-01..2010-03-31 -431000000
    """
    with pytest.raises(errors.AmbiguousValue):
        figures.figure(ENTITY, "capital_expenditure", "TTM 2010Q1")


def test_revenue_and_the_eliminations_of_a_segment_may_be_below_zero(value: Value) -> None:
    """Losses on loans are in Fannie Mae's revenue; what segments sell each other is taken off.

    10-K 2010-02-26 FY2009
      Revenues 2009-01-01..2009-12-31 -2134000000
      CostOfRevenue 2009-01-01..2009-12-31 900000000
      CostOfRevenue 2009-01-01..2009-12-31 -52000000 [SegmentsAxis=IntersegmentEliminationMember]
    """
    assert value("revenue", "2009") == "-2134000000"
    assert value("cost_of_revenue[IntersegmentElimination]", "2009") == "-52000000"
