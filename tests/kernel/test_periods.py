"""Periods as analysts write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titre.kernel.errors import ParseError
from titre.kernel.periods import Period, PeriodKind

_PERIODS = st.one_of(
    st.builds(
        Period,
        kind=st.just(PeriodKind.YEAR),
        year=st.integers(1900, 2200),
        calendar=st.booleans(),
    ),
    st.builds(
        Period,
        kind=st.sampled_from([PeriodKind.QUARTER, PeriodKind.TRAILING]),
        year=st.integers(1900, 2200),
        quarter=st.integers(1, 4),
        calendar=st.booleans(),
    ),
)


@pytest.mark.parametrize(
    ("text", "period", "written"),
    [
        ("2024", Period.fiscal_year(2024), "FY2024"),
        ("fy2024", Period.fiscal_year(2024), "FY2024"),
        ("2025Q1", Period.fiscal_quarter(2025, 1), "2025Q1"),
        (" TTM  2025q1 ", Period.trailing(2025, 1), "TTM 2025Q1"),
        ("TTM 2024", Period.trailing(2024, 4), "TTM 2024Q4"),
        ("CY2024", Period(PeriodKind.YEAR, 2024, calendar=True), "CY2024"),
        ("CY2024Q3", Period(PeriodKind.QUARTER, 2024, 3, calendar=True), "CY2024Q3"),
        ("2025-03-31", Period.instant(date(2025, 3, 31)), "2025-03-31"),
    ],
)
def test_each_form_is_read_and_written(text: str, period: Period, written: str) -> None:
    assert Period.parse(text) == period
    assert str(period) == written


@pytest.mark.parametrize(
    "text", ["", "24", "2025Q5", "2025Q0", "Q1 2025", "2025-02-30", "TTM", "٢٠٢٤", "2024 2025"]
)
def test_what_is_no_period_is_told_with_the_forms_there_are(text: str) -> None:
    with pytest.raises(ParseError, match=r"period: got .* expected"):
        Period.parse(text)


@given(_PERIODS)
def test_what_is_written_reads_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(_PERIODS, st.integers(-40, 40))
def test_steps_forth_and_back_end_where_they_began(period: Period, steps: int) -> None:
    assert period.shifted(steps).shifted(-steps) == period
    assert period.year_earlier().year == period.year - 1
    assert period.year_earlier().quarter == period.quarter


def test_a_quarter_follows_the_fourth_in_the_next_year() -> None:
    assert Period.fiscal_quarter(2024, 4).shifted(1) == Period.fiscal_quarter(2025, 1)
    with pytest.raises(ValueError, match="2025-03-31"):
        Period.instant(date(2025, 3, 31)).shifted(1)
