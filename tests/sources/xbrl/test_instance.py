"""Plain XBRL 2.1 instances: what each item becomes, and what is said of a faulty one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.xbrl_documents import ACCESSION, context, instance, unit
from titre.kernel.findings import Finding
from titre.sources.rows import FactRow, FilingRow
from titre.sources.xbrl import read_xbrl
from titre.sources.xbrl.numbers import decimals_of_precision, number

if TYPE_CHECKING:
    from titre.sources.documents import Document
    from titre.sources.rows import Yield

_YEAR = 'contextRef="year"'
_USD = f'{_YEAR} unitRef="usd"'


def _facts(document: Document) -> list[FactRow]:
    rows: list[Yield] = list(read_xbrl(document))
    assert not [row for row in rows if isinstance(row, Finding)]
    return [row for row in rows if isinstance(row, FactRow)]


def test_items_of_every_kind() -> None:
    revenue, nil, text, empty = _facts(
        instance(
            f'<gaap:Revenues {_USD} decimals="-6" id="r"> 164501000000 </gaap:Revenues>'
            f'<gaap:Goodwill {_USD} xsi:nil="true" decimals="0"/>'
            f"<dei:DocumentType {_YEAR}>10-K</dei:DocumentType>"
            f"<own:Nothing {_YEAR}/>"
        )
    )
    assert (revenue.concept, revenue.value, revenue.unit) == (
        "us-gaap:Revenues",
        Decimal(164501000000),
        "USD",
    )
    assert (revenue.decimals, revenue.anchor, revenue.accession) == ("-6", "r", ACCESSION)
    assert (nil.value, nil.unit) == (None, "USD")
    assert (text.text, text.unit, revenue.form) == ("10-K", None, "10-K")
    assert empty.text == ""


def test_markup_is_read_as_words() -> None:
    block = escape("<p style='x'>Not &amp; less&#160;than <b>5</b></p><p>a < b</p>")
    (fact,) = _facts(instance(f"<own:Block {_YEAR}>{block}</own:Block>"))
    assert fact.text == "Not & less than 5\na < b"


def test_footnotes_are_found_by_their_arcs() -> None:
    link = (
        '<link:footnoteLink xlink:type="extended"><link:loc xlink:href="#r" xlink:label="fact"/>'
        '<link:footnote xlink:label="note">Restated &lt;i&gt;here&lt;/i&gt;.</link:footnote>'
        '<link:footnoteArc xlink:from="fact" xlink:to="note"/></link:footnoteLink>'
    )
    (fact,) = _facts(instance(f'<gaap:Revenues {_USD} id="r">1</gaap:Revenues>{link}'))
    assert fact.footnote == "Restated here."


@pytest.mark.parametrize(
    ("precision", "value", "decimals"),
    [("3", "123400", "-3"), ("4", "1.234", "3"), ("INF", "5", "INF"), ("0", "5", None), ("2", "0", "INF")],
)
def test_precision_is_told_as_decimals(precision: str, value: str, decimals: str | None) -> None:
    (fact,) = _facts(instance(f'<gaap:Revenues {_USD} precision="{precision}">{value}</gaap:Revenues>'))
    assert fact.decimals == decimals


def test_the_prefix_of_a_standard_namespace_is_edgar_s_and_no_filer_s() -> None:
    items = (
        f'<x:Revenues xmlns:x="http://xbrl.us/us-gaap/2009-01-31" {_USD}>1</x:Revenues>'
        f'<y:Revenue xmlns:y="http://xbrl.ifrs.org/taxonomy/2024-03-27/ifrs-full" {_USD}>2</y:Revenue>'
        f'<us-gaap:Fake xmlns:us-gaap="http://www.example.org/mine" {_USD}>3</us-gaap:Fake>'
        f'<Bare xmlns="http://www.example.org/bare" {_USD}>4</Bare>'
    )
    assert [fact.concept for fact in _facts(instance(items))] == [
        "us-gaap:Revenues",
        "ifrs-full:Revenue",
        "own-us-gaap:Fake",
        "bare:Bare",
    ]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (f"<gaap:Revenues {_USD}>1,5</gaap:Revenues>", "got '1,5', expected a number of at most 38 digits"),
        (f"<gaap:Revenues {_USD}>{'9' * 400}</gaap:Revenues>", "expected a number of at most 38 digits"),
        (f"<gaap:Revenues {_USD}>NaN</gaap:Revenues>", "got 'NaN', expected a number"),
        (f"<gaap:Revenues {_USD}>1e999</gaap:Revenues>", "got '1e999', expected a number"),
        ('<gaap:A contextRef="no" unitRef="usd">1</gaap:A>', "got 'no', expected the id of a context"),
        (f'<gaap:A {_YEAR} unitRef="eur">1</gaap:A>', "got 'eur', expected the id of a unit in the report"),
        (f"<own:Tuple><gaap:A {_USD}>1</gaap:A></own:Tuple>", "got 'own:Tuple', expected an item"),
        (
            (
                f"<gaap:F {_USD}><xbrli:numerator>1</xbrli:numerator>"
                "<xbrli:denominator>3</xbrli:denominator></gaap:F>"
            ),
            "fractions are not read; 1 fact is not taken",
        ),
    ],
)
def test_a_faulty_item_is_one_finding_and_the_others_are_read(item: str, expected: str) -> None:
    rows = list(read_xbrl(instance(f"{item}<own:Good {_USD}>42</own:Good>")))
    (finding,) = [row for row in rows if isinstance(row, Finding)]
    assert expected in str(finding)
    assert f"{ACCESSION}.xml: line 3" in str(finding)
    assert [row.value for row in rows if isinstance(row, FactRow)] == [42]


def test_free_content_of_a_segment_keeps_its_facts_apart() -> None:
    given = context(segment="<own:Region>North</own:Region>") + unit()
    (fact,) = _facts(instance(f"<gaap:Revenues {_USD}>1</gaap:Revenues>", resources=given))
    assert fact.dimensions == "own:Region=North"


def test_an_instance_without_facts_is_told() -> None:
    (finding,) = list(read_xbrl(instance("")))
    assert "no facts, expected some" in str(finding)


def test_the_page_of_an_extracted_instance_is_the_main_document() -> None:
    document = instance(f"<gaap:A {_USD}>1</gaap:A>", name=f"{ACCESSION}/meta-20241231_htm.xml")
    filings = [row for row in read_xbrl(document) if isinstance(row, FilingRow)]
    assert [filing.primary_document for filing in filings] == ["meta-20241231.htm"]


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=9),
    st.integers(min_value=-12, max_value=12),
    st.booleans(),
)
def test_a_scaled_number_is_exact(value: Decimal, scale: int, negative: bool) -> None:  # noqa: FBT001 - drawn
    read = number(f"{value:f}", scale, negative=negative)
    assert read is not None
    numerator, denominator = value.as_integer_ratio()
    ours = read.as_integer_ratio()
    sign = -1 if negative else 1
    assert ours[0] * denominator * 10 ** max(-scale, 0) == sign * numerator * ours[1] * 10 ** max(scale, 0)
    assert "E" not in str(read) or read.adjusted() < 0


@given(st.text(alphabet="0123456789+-.eE ", max_size=60))
def test_what_is_read_as_a_number_is_one(text: str) -> None:
    read = number(text)
    assert read is None or read == Decimal(text)


def test_an_unknown_accuracy_is_none() -> None:
    assert decimals_of_precision("x", Decimal(1)) is None
    assert decimals_of_precision("3", None) is None
