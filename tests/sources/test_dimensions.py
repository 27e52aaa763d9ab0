"""Keys under which two sources' spellings of one fact are the same."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titre.sources.dimensions import (
    concept_key,
    dimension_key,
    nearest_month_end,
    period_key,
    sorted_dimensions,
    value_key,
)

NAMES = st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True)


@pytest.mark.parametrize(
    ("filed", "data_set"),
    [
        (
            "us-gaap:StatementEquityComponentsAxis=us-gaap:ComprehensiveIncomeMember",
            "EquityComponents=ComprehensiveIncome",
        ),
        ("dei:LegalEntityAxis=exc:ExelonGenerationCoLLCMember", "LegalEntity=ExelonGenerationCoLLC"),
        (
            "us-gaap:StatementBusinessSegmentsAxis=meta:RealityLabsSegmentMember",
            "BusinessSegments=RealityLabsSegment",
        ),
        ("us-gaap:ClassOfStockAxis=us-gaap:ClassOfStockDomain", "ClassOfStock=ClassOfStock"),
        (
            "srt:ProductOrServiceAxis=us-gaap:ServiceMember;srt:ConsolidationItemsAxis=us-gaap:OperatingSegmentsMember",
            "ConsolidationItems=OperatingSegments;ProductOrService=Service;",
        ),
        ("us-gaap:SegmentAxis=us-gaap:AllOtherDomain", "Segment=AllOtherDomain"),
        ("us-gaap:SegmentAxis=us-gaap:AllOtherDomainMember", "Segment=AllOtherDomain"),
        ("a:DateAxis=2024-12-31", "Date=2024-12-31"),
        ("", ""),
    ],
)
def test_a_filing_and_a_data_set_have_one_key(filed: str, data_set: str) -> None:
    assert dimension_key(filed) == dimension_key(data_set)


@given(st.dictionaries(NAMES, NAMES, min_size=1, max_size=3))
def test_any_shortened_spelling_has_the_key_of_the_full_one(pairs: dict[str, str]) -> None:
    full = ";".join(sorted(f"us-gaap:Statement{axis}Axis=x:{member}Member" for axis, member in pairs.items()))
    short = "".join(f"{axis}={member};" for axis, member in pairs.items())
    assert dimension_key(full) == dimension_key(short)
    assert dimension_key(dimension_key(full)) == dimension_key(full)


def test_other_members_have_other_keys() -> None:
    assert dimension_key("a:SegmentAxis=a:OneMember") != dimension_key("a:SegmentAxis=a:TwoMember")


def test_what_the_data_set_has_cut_equals_nothing_whole() -> None:
    assert dimension_key("A=One…") != dimension_key("a:AAxis=a:OneMember")


@pytest.mark.parametrize(
    ("concept", "key"),
    [
        ("us-gaap:Revenues", "us-gaap:Revenues"),
        ("ifrs-full:Revenue", "ifrs-full:Revenue"),
        ("f:TruckSales", "custom:TruckSales"),
        ("custom:TruckSales", "custom:TruckSales"),
    ],
)
def test_a_filers_own_prefix_does_not_count(concept: str, key: str) -> None:
    assert concept_key(concept) == key


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2010, 5, 1), date(2010, 4, 30)),
        (date(2024, 9, 28), date(2024, 9, 30)),
        (date(2025, 1, 26), date(2025, 1, 31)),
        (date(2024, 12, 31), date(2024, 12, 31)),
        (date(2024, 3, 3), date(2024, 2, 29)),
        (date(2025, 4, 15), date(2025, 3, 31)),
    ],
)
def test_a_day_is_rounded_to_the_nearest_month_end(day: date, end: date) -> None:
    assert nearest_month_end(day) == end


@given(st.dates(min_value=date(1990, 1, 1)))
def test_the_nearest_month_end_is_one_and_at_most_half_a_month_away(day: date) -> None:
    end = nearest_month_end(day)
    assert abs((end - day).days) <= 16
    assert end == date.max or (end + timedelta(days=1)).day == 1


def test_a_fiscal_quarter_of_thirteen_weeks_has_the_key_of_its_rounded_self() -> None:
    as_filed = period_key(date(2024, 12, 29), date(2025, 3, 29))
    assert as_filed == period_key(date(2025, 1, 1), date(2025, 3, 31)) == (date(2025, 3, 31), 1)


@given(st.integers(1, 20), st.integers(1, 12), st.integers(2009, 2030))
def test_rounded_periods_keep_their_number_of_quarters(quarters: int, month: int, year: int) -> None:
    end = nearest_month_end(date(year, month, 28))
    months = end.year * 12 + end.month - 3 * quarters
    assert period_key(date(months // 12, months % 12 + 1, 1), end) == (end, quarters)


def test_instants_have_no_quarters() -> None:
    assert period_key(None, date(2024, 12, 31)) == (date(2024, 12, 31), 0)
    assert period_key(None, None) == (None, 0)


def test_values_are_compared_to_four_places() -> None:
    assert value_key(Decimal("1.23456")) == value_key(Decimal("1.2346"))
    assert value_key(Decimal(1000)) == value_key(Decimal("1000.0000"))


@pytest.mark.parametrize(
    ("written", "dimensions"),
    [
        ("", ""),
        (" ; ", ""),
        ("b=1;a=2", "a=2;b=1"),
        ("a", None),
        ("a=", None),
        ("=b", None),
        ("a=1;a=2", None),
    ],
)
def test_dimensions_are_sorted_or_none(written: str, dimensions: str | None) -> None:
    assert sorted_dimensions(written) == dimensions
