"""Which days does a label cover? Each test's docstring is a small ledger of filings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from titre.figures import Frequency, errors
from titre.figures.tracing import recompute

if TYPE_CHECKING:
    from collections.abc import Callable

    from titre.figures import Figure, Figures

    Value = Callable[..., str]

ENTITY = "CIK0000000001"


def test_the_label_is_the_company_s_own(figures: Figures, value: Value) -> None:
    """Nvidia's year that ended in January 2025 is its fiscal 2025 (Autodesk's likewise, ET779).

    10-K 2024-02-21 FY2024
      Revenues 2023-01-30..2024-01-28 60922
    10-Q 2024-05-29 Q1 2025
      Revenues 2024-01-29..2024-04-28 26044
    10-K 2025-02-26 FY2025
      Revenues 2024-01-29..2025-01-26 130497
      Revenues 2023-01-30..2024-01-28 60922
    10-Q 2025-05-28 Q1 2026
      Revenues 2025-01-27..2025-04-27 44062
    """
    assert value("revenue", "FY2025") == "130497"
    assert value("revenue", "2026Q1") == "44062"
    trailing = figures.figure(ENTITY, "revenue", "TTM 2026Q1")
    assert trailing.value == 148515
    assert (trailing.start, trailing.end) == (date(2024, 4, 29), date(2025, 4, 27))


def test_a_label_that_a_filing_got_wrong_is_outvoted(value: Value) -> None:
    """Four of Nvidia's annual reports say a year less than all others do.

    10-K 2012-03-13 FY2011
      Revenues 2011-01-31..2012-01-29 3998
    10-K 2013-03-12 FY2013
      Revenues 2012-01-30..2013-01-27 4280
      Revenues 2011-01-31..2012-01-29 3998
    10-K 2014-03-13 FY2014
      Revenues 2013-01-28..2014-01-26 4130
      Revenues 2012-01-30..2013-01-27 4280
    """
    assert [value("revenue", year) for year in ("2012", "2013", "2014")] == ["3998", "4280", "4130"]


def test_a_year_that_ends_in_january_may_bear_the_year_before(value: Value) -> None:
    """A retailer's fiscal 2023 ends on the Saturday nearest the end of January 2024.

    10-K 2023-03-08 FY2022
      Revenues 2022-01-30..2023-01-28 109120
    10-K 2024-03-13 FY2023
      Revenues 2023-01-29..2024-02-03 107412
    10-Q 2024-05-31 Q1 2024
      Revenues 2024-02-04..2024-05-04 24531
    """
    assert value("revenue", "2023") == "107412"
    assert value("revenue", "2024Q1") == "24531"


def test_a_year_that_ends_on_new_year_s_day_is_the_year_before(value: Value) -> None:
    """Johnson & Johnson's year 2022 ended on 2023-01-01; its quarters were labelled one late (ET816).

    10-K 2023-02-16 FY2022
      Revenues 2022-01-03..2023-01-01 94943
    10-Q 2023-04-28 Q1 2023
      Revenues 2023-01-02..2023-04-02 24746
    10-Q 2023-07-31 Q2 2023
      Revenues 2023-04-03..2023-07-02 25530
    10-K 2024-02-16 FY2023
      Revenues 2023-01-02..2023-12-31 85159
    """
    assert value("revenue", "2022") == "94943"
    assert value("revenue", "2023") == "85159"
    assert [value("revenue", f"2023Q{quarter}") for quarter in (1, 2)] == ["24746", "25530"]


def test_two_years_that_end_in_one_calendar_year_keep_their_labels(value: Value) -> None:
    """Krispy Kreme: fiscal 2022 ended on 2023-01-01, fiscal 2023 on 2023-12-31 (ET452).

    10-K 2023-03-02 FY2022
      Revenues 2022-01-03..2023-01-01 1529898
    10-K 2024-02-27 FY2023
      Revenues 2023-01-02..2023-12-31 1686104
      Revenues 2022-01-03..2023-01-01 1529898
    """
    assert value("revenue", "2023") == "1686104"
    assert value("revenue", "2022") == "1529898"


def test_a_first_quarter_of_sixteen_weeks(value: Value) -> None:
    """CAVA's first quarter has sixteen weeks, the others twelve (ET822).

    10-K 2024-02-27 FY2023
      Revenues 2022-12-26..2023-12-31 728700
    10-Q 2024-05-29 Q1 2024
      Revenues 2024-01-01..2024-04-21 259006
    10-Q 2024-08-23 Q2 2024
      Revenues 2024-04-22..2024-07-14 233495
      Revenues 2024-01-01..2024-07-14 492501
    10-Q 2024-11-13 Q3 2024
      Revenues 2024-07-15..2024-10-06 243817
    10-K 2025-02-26 FY2024
      Revenues 2024-01-01..2024-12-29 963714
    """
    quarters = [value("revenue", f"2024Q{quarter}") for quarter in (1, 2, 3, 4)]
    assert quarters == ["259006", "233495", "243817", "227396"]


def test_a_changed_year_end_leaves_a_gap_that_bears_no_label(figures: Figures, value: Value) -> None:
    """The year moves from June to December: six months in 2023 belong to no fiscal year.

    10-K 2023-08-20 FY2023
      Revenues 2022-07-01..2023-06-30 100
    10-KT 2024-02-20 FY2023
      Revenues 2023-07-01..2023-12-31 60
      Revenues 2022-07-01..2023-06-30 100
    10-Q 2024-05-01 Q1 2024
      Revenues 2024-01-01..2024-03-31 30
    10-K 2025-02-20 FY2024
      Revenues 2024-01-01..2024-12-31 140
      Revenues 2023-07-01..2023-12-31 60
    """
    assert value("revenue", "2023") == "100"
    assert value("revenue", "2024") == "140"
    with pytest.raises(errors.FigureRefused):
        figures.figure(ENTITY, "revenue", "TTM 2024Q1")
    spans = [(row.end - row.start).days for row in _series(figures, "ttm") if row.start and row.end]
    assert spans
    assert all(350 <= span <= 380 for span in spans)


def test_what_a_filing_says_of_the_future_is_no_period(figures: Figures, value: Value) -> None:
    """Schedules of coming years became periods (ET781).

    10-K 2023-12-01 FY2023
      Revenues 2022-10-01..2023-09-30 168
      Revenues 2023-10-01..2024-09-30 999
    """
    assert value("revenue", "2023") == "168"
    with pytest.raises(errors.FigureRefused):
        figures.figure(ENTITY, "revenue", "2025")


def test_fiscal_year_and_period_of_a_row_speak_of_its_filing(value: Value) -> None:
    """All three years of a 10-K bear its own ``fy``; the balance sheet's prior year too (ET1269).

    10-K 2023-11-03 FY2023
      Revenues 2022-09-25..2023-09-30 383285
      Revenues 2021-09-26..2022-09-24 394328
      Revenues 2020-09-27..2021-09-25 365817
      Assets 2023-09-30 352583
      Assets 2022-09-24 352755
    """
    assert value("total_assets", "2023") == "352583"
    assert value("total_assets", "2022") == "352755"
    assert value("revenue", "2021") == "365817"


def test_a_calendar_year_of_a_company_whose_year_ends_in_june(figures: Figures, value: Value) -> None:
    """Microsoft's calendar year is four quarters of two fiscal years; Nvidia's has none.

    10-K 2023-07-27 FY2023
      Revenues 2022-07-01..2023-06-30 211915
    10-Q 2023-10-24 Q1 2024
      Revenues 2023-07-01..2023-09-30 56517
    10-Q 2024-01-30 Q2 2024
      Revenues 2023-10-01..2023-12-31 62020
    10-Q 2024-04-25 Q3 2024
      Revenues 2024-01-01..2024-03-31 61858
    10-K 2024-07-30 FY2024
      Revenues 2023-07-01..2024-06-30 245122
    10-Q 2024-10-30 Q1 2025
      Revenues 2024-07-01..2024-09-30 65585
    10-Q 2025-01-29 Q2 2025
      Revenues 2024-10-01..2024-12-31 69632
    """
    assert value("revenue", "CY2024") == "261802"
    assert value("revenue", "CY2024Q1") == "61858"
    assert figures.figure(ENTITY, "revenue", "CY2024").end == date(2024, 12, 31)
    with pytest.raises(errors.FactMissing):
        figures.figure(ENTITY, "revenue", "CY2021")


def test_a_calendar_period_is_not_a_fiscal_one_that_ends_weeks_away(figures: Figures) -> None:
    """Nvidia's year ended on 2025-01-26: that is no calendar year.

    10-K 2025-02-26 FY2025
      Revenues 2024-01-29..2025-01-26 130497
    """
    with pytest.raises(errors.FactMissing):
        figures.figure(ENTITY, "revenue", "CY2024")


def test_a_company_with_quarterly_filings_only(value: Value) -> None:
    """Newly listed: no annual report yet, but its quarterly ones say which quarter they are of.

    10-Q 2024-05-10 Q1 2024
      Revenues 2024-01-01..2024-03-31 10
    10-Q 2024-08-10 Q2 2024
      Revenues 2024-04-01..2024-06-30 12
    """
    assert value("revenue", "2024Q2") == "12"


def test_transcribed_quarters_are_the_calendar_s(figures: Figures, value: Value) -> None:
    """Quarters copied by hand do not tell which fiscal quarters they are; by the calendar they have a name.

    8-K 2024-05-01 transcribed
      Revenues 2024-01-01..2024-03-31 10
      Assets 2024-03-31 100
    8-K 2024-08-01 transcribed
      Revenues 2024-04-01..2024-06-30 11
      Assets 2024-06-30 104
    8-K 2024-11-01 transcribed
      Revenues 2024-07-01..2024-09-30 12
      NetIncomeLoss 2024-07-01..2024-09-30 3
    8-K 2025-02-01 transcribed
      Revenues 2024-10-01..2024-12-31 14
    8-K 2025-05-01 transcribed
      Revenues 2025-01-01..2025-03-31 15
    """
    for fiscal in ("2024Q1", "2024", "TTM 2025Q1"):
        with pytest.raises(errors.CalendarUnknown, match="CY2024"):
            figures.figure(ENTITY, "revenue", fiscal)
    assert [value("revenue", f"CY2024Q{quarter}") for quarter in (1, 2, 3, 4)] == ["10", "11", "12", "14"]
    assert value("revenue", "CY2024") == "47"
    assert value("revenue", "TTM CY2025Q1") == "52"
    assert value("total_assets", "CY2024Q2") == value("total_assets", "2024-06-30") == "104"
    assert value("net_margin", "CY2024Q3") == "0.25"
    with pytest.raises(errors.GapInWindow, match="CY2025Q1"):
        figures.figure(ENTITY, "revenue", "CY2025")
    with pytest.raises(errors.FactMissing):
        figures.figure(ENTITY, "revenue", "CY2019")
    with pytest.raises(errors.FactMissing, match="needs net_income of CY2024Q1"):
        figures.figure(ENTITY, "net_margin", "CY2024Q1")


def test_a_series_without_fiscal_years_bears_the_calendar_s_labels(figures: Figures) -> None:
    """Everywhere: in a series, in a table, in the lineage.

    8-K 2024-05-01 transcribed
      Revenues 2024-01-01..2024-03-31 10
      NetIncomeLoss 2024-01-01..2024-03-31 2
    8-K 2024-08-01 transcribed
      Revenues 2024-04-01..2024-06-30 11
    """
    series = figures.figures([ENTITY], ["revenue"], frequency="quarter")
    assert [str(figure.period) for figure in series] == ["CY2024Q1", "CY2024Q2"]
    table = figures.table([ENTITY], ["revenue"])
    assert table["period"].to_pylist() == ["CY2024Q1", "CY2024Q2"]
    lineage = figures.figure(ENTITY, "net_margin", "CY2024Q1").lineage
    assert lineage is not None
    assert {step.period for step in lineage.walk() if step.fact is None} == {"CY2024Q1"}
    assert recompute(lineage) == lineage.value


def test_quarters_of_another_calendar_have_no_name(figures: Figures) -> None:
    """Nvidia's quarters end in the last week of January, April, July and October.

    8-K 2024-05-22 transcribed
      Revenues 2024-01-29..2024-04-28 26044
      Assets 2024-04-28 77072
    """
    for metric in ("revenue", "total_assets"):
        for period in ("CY2024Q1", "CY2024Q2", "2025Q1"):
            with pytest.raises(errors.FigureRefused):
                figures.figure(ENTITY, metric, period)
    assert figures.table([ENTITY], ["revenue", "total_assets"]).num_rows == 0


def test_annual_facts_in_a_form_6_k(value: Value) -> None:
    """Canadian National's annual facts are tagged 6-K; annual statements were empty (OpenBB7547).

    6-K 2024-02-01
      ifrs-full:Revenue 2023-01-01..2023-12-31 16828 CAD
      ifrs-full:Revenue 2022-01-01..2022-12-31 17107 CAD
    """
    assert value("revenue", "2023") == "16828"


def test_a_balance_that_opens_a_year_is_not_that_of_the_year_before(figures: Figures, value: Value) -> None:
    """Nvidia took up a standard on 2019-01-28: what it held that morning is no balance of 2019-01-27.

    10-K 2019-02-21 FY2019
      NetIncomeLoss 2018-01-29..2019-01-27 4141
      Assets 2019-01-27 13292
      Goodwill 2019-01-28 618
    10-Q 2019-05-16 Q1 2020
      OperatingLeaseRightOfUseAsset 2019-01-28 470
      OperatingLeaseRightOfUseAsset 2019-04-28 502
    """
    with pytest.raises(errors.FactMissing):
        figures.figure(ENTITY, "operating_lease_assets", "2019")
    assert value("operating_lease_assets", "2020Q1") == "502"
    for metrics in (["total_assets"], ["total_assets", "operating_lease_assets", "goodwill"]):
        found = figures.figures([ENTITY], metrics, ["2019"])[0]
        assert (found.start, found.end) == (None, date(2019, 1, 27))


def test_the_days_of_a_figure_do_not_depend_on_what_is_asked_for_beside_it(figures: Figures) -> None:
    """One line of the report is dated by the month.

    10-K 2024-02-21 FY2023
      NetIncomeLoss 2022-12-31..2023-12-30 41
      NetCashProvidedByUsedInOperatingActivities 2022-12-31..2023-12-30 50
      ShareBasedCompensation 2023-01-01..2023-12-31 7
      Assets 2023-12-30 132
    """
    metrics = ["net_income", "share_based_compensation", "return_on_assets", "equity_ratio"]
    together = {figure.metric: figure for figure in figures.figures([ENTITY], metrics, ["2023"])}
    for metric in ("net_income", "share_based_compensation"):
        alone = figures.figure(ENTITY, metric, "2023")
        assert (alone.start, alone.end) == (date(2022, 12, 31), date(2023, 12, 30))
        assert (together[metric].start, together[metric].end) == (alone.start, alone.end)


def _series(figures: Figures, frequency: str) -> list[Figure]:
    return figures.figures([ENTITY], ["revenue"], frequency=Frequency(frequency))
