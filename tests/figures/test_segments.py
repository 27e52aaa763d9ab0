"""Which parts has a company, what are they called, what do they make? Each docstring is a ledger."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fakes.ledgers import ENTITY
from titre.figures import errors
from titre.figures.breakdowns import breakdowns
from titre.figures.members import Member, find_member, only_pair
from titre.kernel.numerals import write_exact

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakes.filed import Filed
    from titre.figures import Figures
    from titre.figures.breakdowns import Breakdown

    Value = Callable[..., str]

SEGMENTS, PRODUCTS, REGIONS = "statementbusinesssegments", "productorservice", "statementgeographical"


def test_initials_and_accents_are_names_too(figures: Figures, value: Value) -> None:
    """A member's name in words, with its initials, and with the case and accents of a language.

    10-K 2025-02-07 FY2024
      NetIncomeLoss 2024-01-01..2024-12-31 50
      OperatingIncomeLoss 2024-01-01..2024-12-31 68593
      OperatingIncomeLoss 2024-01-01..2024-12-31 39834 [SEGMENT=amzn:AmazonWebServicesSegmentMember]
      OperatingIncomeLoss 2024-01-01..2024-12-31 24967 [SEGMENT=amzn:NorthAmericaSegmentMember]
    """
    for name in ("AmazonWebServices", "Amazon Web Services", "AWS", "aws", "amàzon web sèrvices"):
        assert value(f"operating_income[{name}]", "2024") == "39834", name
    assert figures.figure(ENTITY, "operating_income[AWS]", "2024").segment == "AWS"
    with pytest.raises(errors.UnknownSegment, match="it has AmazonWebServices, NorthAmerica"):
        figures.figure(ENTITY, "operating_income[Kindle]", "2024")
    (refused,) = figures.figures([ENTITY], ["operating_income[Kindle]"], ["2024"])
    assert "it has AmazonWebServices" in str(refused.reason)


def test_one_name_on_two_axes_is_refused_where_it_matters(figures: Figures, value: Value) -> None:
    """The region and the segment of one name are not the same; where they are equal it does not matter.

    10-K 2025-02-07 FY2024
      Revenues 2024-01-01..2024-12-31 100
      Revenues 2024-01-01..2024-12-31 60 [SEGMENT=x:EuropeMember]
      Revenues 2024-01-01..2024-12-31 55 [REGION=srt:EuropeMember]
      Revenues 2023-01-01..2023-12-31 50 [SEGMENT=x:EuropeMember]
      Revenues 2023-01-01..2023-12-31 50 [REGION=srt:EuropeMember]
      Revenues 2023-01-01..2023-12-31 90
    """
    with pytest.raises(errors.AmbiguousSegment, match=r"SegmentsAxis=x:Europe.*GeographicalAxis=srt"):
        figures.figure(ENTITY, "revenue[Europe]", "2024")
    assert value("revenue[Europe]", "2023") == "50"
    assert value("revenue[StatementBusinessSegments=Europe]", "2024") == "60"
    assert value("revenue[StatementGeographical=Europe]", "2024") == "55"
    assert value("revenue_growth[StatementGeographical=Europe]", "2024") == "0.1"
    with pytest.raises(errors.UnknownSegment):
        figures.figure(ENTITY, "revenue[ProductOrService=Europe]", "2024")


def test_the_members_of_a_metric(figures: Figures) -> None:
    """What there is to ask for; a member that has changed its name a little is one.

    10-K 2024-02-07 FY2023
      Revenues 2023-01-01..2023-12-31 40 [SEGMENT=x:AmericasMember]
    10-K 2025-02-07 FY2024
      Revenues 2024-01-01..2024-12-31 100
      Revenues 2024-01-01..2024-12-31 60 [OPERATING;SEGMENT=x:AmericasSegmentMember]
      Revenues 2024-01-01..2024-12-31 30 [PRODUCT=x:PhonesMember;SEGMENT=x:AmericasSegmentMember]
      Revenues 2024-01-01..2024-12-31 70 [PRODUCT=x:PhonesMember]
    """
    found = figures.members(ENTITY, "revenue")
    assert [(one.reference, str(one.first), str(one.last)) for one in found] == [
        ("ProductOrService=Phones", "2024-12-31", "2024-12-31"),
        ("StatementBusinessSegments=Americas", "2023-12-31", "2024-12-31"),
    ]
    assert found[1].member == "x:AmericasSegmentMember"
    assert figures.members(ENTITY, "net_income") == []


def parts(breakdown: Breakdown) -> list[str]:
    return [part.member.short for part in breakdown.parts]


def test_parts_that_overlap_are_not_added(figures: Figures) -> None:
    """A region beside its country: the most members that make the total are its parts.

    10-K 2025-02-07 FY2024
      Revenues 2024-01-01..2024-12-31 100
      Revenues 2024-01-01..2024-12-31 60 [PRODUCT=x:DataCenterMember]
      Revenues 2024-01-01..2024-12-31 45 [PRODUCT=x:ComputeMember]
      Revenues 2024-01-01..2024-12-31 15 [PRODUCT=x:NetworkingMember]
      Revenues 2024-01-01..2024-12-31 40 [PRODUCT=x:GamingMember]
    """
    (found,) = breakdowns(figures, ENTITY, "revenue", "2024")
    assert parts(found) == ["Compute", "Gaming", "Networking"]
    assert [part.member.short for part in found.overlapping] == ["DataCenter"]
    assert found.difference == 0


def test_the_difference_has_the_name_of_what_makes_it(figures: Figures) -> None:
    """Corporate costs are filed beside the segments.

    10-K 2025-02-07 FY2024
      NetIncomeLoss 2024-01-01..2024-12-31 50
      OperatingIncomeLoss 2024-01-01..2024-12-31 81
      OperatingIncomeLoss 2024-01-01..2024-12-31 82 [OPERATING;SEGMENT=x:ComputeMember]
      OperatingIncomeLoss 2024-01-01..2024-12-31 5 [OPERATING;SEGMENT=x:GraphicsMember]
      OperatingIncomeLoss 2024-01-01..2024-12-31 -6 [CORPORATE]
    """
    (found,) = breakdowns(figures, ENTITY, "operating_income", "2024")
    assert parts(found) == ["Compute", "Graphics"]
    assert found.difference == -6
    assert [part.member.short for part in found.named] == ["CorporateNonSegment"]


def test_a_difference_that_nothing_makes_is_told_as_such(figures: Figures) -> None:
    """No filed item explains it.

    10-K 2025-02-07 FY2024
      NetIncomeLoss 2024-01-01..2024-12-31 50
      OperatingIncomeLoss 2024-01-01..2024-12-31 70
      OperatingIncomeLoss 2024-01-01..2024-12-31 82 [SEGMENT=x:ComputeMember]
      OperatingIncomeLoss 2024-01-01..2024-12-31 -6 [CORPORATE]
    """
    (found,) = breakdowns(figures, ENTITY, "operating_income", "2024")
    assert (found.difference, found.named) == (Decimal(-12), ())


def test_names_of_members() -> None:
    def member(axis: str, name: str, label: str | None = None) -> Member:
        from datetime import date

        return Member(axis, name, label, date(2024, 1, 1), date(2024, 1, 1), 1)

    cloud = member("us-gaap:StatementBusinessSegmentsAxis", "goog:GoogleCloudMember", "Google Cloud Platform")
    other = member("srt:ProductOrServiceAxis", "goog:GreatCarsMember")
    assert cloud.words == "Google Cloud Platform"
    assert other.words == "Great Cars"
    assert find_member("revenue", "google cloud platform", "X", [cloud, other]) is cloud
    with pytest.raises(errors.AmbiguousSegment, match="StatementBusinessSegments=GoogleCloud"):
        find_member("revenue", "GC", "X", [cloud, other])
    assert find_member("revenue", "ProductOrService=GC", "X", [cloud, other]) is other
    assert only_pair("a:XAxis=a:OneMember;a:YAxis=a:TwoMember") is None


@pytest.mark.shared
@pytest.mark.parametrize(
    ("company", "metric", "period", "axis", "members", "difference", "named"),
    [
        ("META", "revenue", "2024", SEGMENTS, 2, "0", []),
        ("META", "operating_income", "2024", SEGMENTS, 2, "0", []),
        ("META", "revenue", "2024", REGIONS, 4, "0", []),
        ("AMZN", "revenue", "2024", SEGMENTS, 3, "0", []),
        ("AMZN", "operating_income", "2024", SEGMENTS, 3, "0", []),
        ("AMZN", "revenue", "2024", PRODUCTS, 7, "0", []),
        ("AMZN", "revenue", "2024", REGIONS, 5, "0", []),
        # Gains on hedges are in the total and in no segment.
        ("GOOGL", "revenue", "2024", SEGMENTS, 3, "211000000", []),
        ("GOOGL", "revenue", "2024", REGIONS, 4, "211000000", []),
        ("GOOGL", "operating_income", "2024", SEGMENTS, 3, "-10541000000", ["CorporateNonSegment"]),
        ("NVDA", "revenue", "2025", SEGMENTS, 2, "0", []),
        ("NVDA", "revenue", "2025", PRODUCTS, 6, "0", []),
        ("NVDA", "revenue", "2025", REGIONS, 5, "0", []),
        ("NVDA", "operating_income", "2025", SEGMENTS, 2, "-6507000000", ["CorporateNonSegment"]),
        ("AAPL", "revenue", "2023", SEGMENTS, 5, "0", []),
        ("AAPL", "revenue", "2023", PRODUCTS, 5, "0", []),
        ("AAPL", "revenue", "2023", REGIONS, 3, "0", []),
        # Research, and corporate expenses: 29,915 and 6,672 million.
        ("AAPL", "operating_income", "2023", SEGMENTS, 5, "-36587000000", []),
        ("MSFT", "revenue", "2015", "consolidationitems", 3, "0", []),
        ("MSFT", "operating_income", "2015", "consolidationitems", 3, "0", []),
        ("MSFT", "revenue", "2015", PRODUCTS, 9, "0", []),
        ("MSFT", "revenue", "2015", REGIONS, 2, "0", []),
    ],
)
def test_every_axis_makes_the_total_or_the_difference_is_told(
    filed: Filed,
    company: str,
    metric: str,
    period: str,
    axis: str,
    members: int,
    difference: str,
    named: list[str],
) -> None:
    (entity,) = filed.names.resolve(company)
    found = {
        one.parts[0].member.short_axis.lower(): one
        for one in breakdowns(filed.figures, entity.entity, metric, period)
    }[axis]
    assert len(found.parts) == members
    assert write_exact(found.difference) == difference
    assert [part.member.short for part in found.named] == named
    made = sum((part.figure.value or Decimal(0) for part in found.parts), start=found.difference)
    assert made == found.total.value


@pytest.mark.shared
@pytest.mark.parametrize(
    ("company", "metric", "expected"),
    [
        ("AMZN", "operating_income[AWS]", "39834000000"),
        ("AMZN", "revenue[Amazon Web Services]", "107556000000"),
        ("GOOGL", "revenue[Google Cloud]", "43229000000"),
        ("META", "operating_income[RealityLabs]", "-17729000000"),
        ("META", "revenue[Europe]", "38361000000"),
    ],
)
def test_members_as_people_call_them(filed: Filed, company: str, metric: str, expected: str) -> None:
    (entity,) = filed.names.resolve(company)
    figure = filed.figures.figure(entity.entity, metric, "2024")
    assert figure.value is not None
    assert write_exact(figure.value) == expected
