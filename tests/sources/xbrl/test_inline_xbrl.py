"""Inline XBRL: what each element of a page becomes, and what is said of a faulty one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fakes.xbrl_documents import ACCESSION, PER_SHARE, context, number, page, unit, words
from titre.kernel.findings import Finding, Severity
from titre.sources.documents import Document
from titre.sources.rows import EntityRow, FactRow, FilingRow
from titre.sources.xbrl.inline import read_inline_xbrl

if TYPE_CHECKING:
    from titre.sources.rows import Yield

_INSTANT = "<xbrli:instant>{}</xbrli:instant>"


def _rows(*pages: Document) -> list[Yield]:
    return list(read_inline_xbrl(pages))


def _facts(*pages: Document) -> list[FactRow]:
    """Return the facts of pages without a fault."""
    rows = _rows(*pages)
    assert not [row for row in rows if isinstance(row, Finding)]
    return [row for row in rows if isinstance(row, FactRow)]


def _findings(*pages: Document) -> list[str]:
    return [str(row) for row in _rows(*pages) if isinstance(row, Finding)]


def test_a_number_has_its_concept_period_unit_and_place() -> None:
    shown = number("164,501", 'scale="6" decimals="-6" format="ixt:num-dot-decimal" id="f-1"')
    (fact,) = _facts(page(shown))
    assert fact.entity == "CIK0001326801"
    assert fact.concept == "us-gaap:Revenues"
    assert (fact.start, fact.end) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (fact.value, fact.unit, fact.decimals) == (Decimal(164501000000), "USD", "-6")
    assert (fact.accession, fact.anchor, fact.line) == (ACCESSION, "f-1", 3)


@pytest.mark.parametrize(
    ("shown", "attributes", "value"),
    [
        ("5", 'sign="-"', "-5"),
        ("0", 'sign="-" scale="6"', "0"),
        ("1.5", 'scale="-2"', "0.015"),
        ("12.3456789", 'scale="3"', "12345.6789"),
        ("1.50", "", "1.50"),
        ("\u2014", 'format="ixt:fixed-zero" scale="9"', "0"),
        ("two thousand", 'format="ixt-sec:numwordsen" scale="3"', "2000000"),
        ("12345678901234567890123456.123456789012", "", "12345678901234567890123456.123456789012"),
        ("<span>1</span><b>2</b>", "", "12"),
        ("1e3", "", "1000"),
    ],
)
def test_scale_and_sign_are_exact(shown: str, attributes: str, value: str) -> None:
    (fact,) = _facts(page(number(shown, attributes)))
    assert str(fact.value) == value


def test_nil_has_neither_value_nor_text() -> None:
    number_fact, text_fact = _facts(page(number("", 'xsi:nil="true"') + words("", 'xsi:nil="1"')))
    assert (number_fact.value, number_fact.unit) == (None, "USD")
    assert (text_fact.value, text_fact.text, text_fact.unit) == (None, None, None)


def test_numbers_nest() -> None:
    outer = number(number("7", 'scale="3" id="in"', concept="own:Part"), 'scale="3" id="out"')
    assert [(fact.anchor, fact.value) for fact in _facts(page(outer))] == [
        ("out", Decimal(7000)),
        ("in", Decimal(7000)),
    ]


def test_hidden_facts_are_facts() -> None:
    hidden = words("10-K", concept="dei:DocumentType")
    rows = _rows(page(number("1"), hidden=hidden))
    filing = next(row for row in rows if isinstance(row, FilingRow))
    assert filing.form == "10-K"
    assert {row.form for row in rows if isinstance(row, FactRow)} == {"10-K"}


def test_a_block_keeps_its_words_line_by_line() -> None:
    block = "<div>Total  <b>rev</b>enue\n was</div><table><tr><td>2024</td><td>5 &lt; 6</td></tr></table>"
    (fact,) = _facts(page(words(block, 'escape="true"')))
    assert fact.text == "Total revenue was\n2024\n5 < 6"


def test_continuations_are_joined_across_pages_and_exclusions_left_out() -> None:
    first = page(
        words("One <ix:exclude>page 3 " + number("4") + "</ix:exclude>two ", 'continuedAt="b"'),
        name=f"{ACCESSION}/a.htm",
    )
    second = page(
        '<ix:continuation id="b" continuedAt="c">three </ix:continuation>'
        '<p><ix:continuation id="c">four</ix:continuation></p>',
        resources="",
        name=f"{ACCESSION}/b.htm",
    )
    note, inside = _facts(first, second)
    assert note.text == "One two three four"
    assert inside.value == 4


def test_a_chain_of_seventy_thousand_continuations_is_followed_to_its_end() -> None:
    links = 70_000
    chain = "".join(
        f'<ix:continuation id="c{at}" continuedAt="c{at + 1}">x</ix:continuation>' for at in range(links)
    )
    document = page(
        words("", 'continuedAt="c0"') + chain + f'<ix:continuation id="c{links}">x</ix:continuation>'
    )
    (fact,) = _facts(document)
    assert fact.text == "x" * (links + 1)


def test_a_circle_of_continuations_is_a_finding_and_ends() -> None:
    circle = (
        '<ix:continuation id="a" continuedAt="b">1</ix:continuation>'
        '<ix:continuation id="b" continuedAt="a">2</ix:continuation>'
    )
    rows = _rows(page(words("0", 'continuedAt="a"') + circle))
    (finding,) = [row for row in rows if isinstance(row, Finding)]
    assert "got 'a', expected a continuation that continues one element, not itself" in str(finding)
    assert [row.text for row in rows if isinstance(row, FactRow)] == ["012"]


def test_a_missing_and_an_unused_continuation_are_findings() -> None:
    body = words("0", 'continuedAt="z"') + '<ix:continuation id="a">1</ix:continuation>'
    missing, unused = _findings(page(body))
    assert "line 3: got 'z', expected the id of a continuation in the report" in missing
    assert "1 continuation continues nothing" in unused


def test_dimensions_are_sorted_and_typed_members_are_their_text() -> None:
    segment = (
        '<xbrldi:typedMember dimension="own:NameAxis"><own:name> Joe;  Doe </own:name></xbrldi:typedMember>'
        '<xbrldi:explicitMember dimension="gaap:StatementBusinessSegmentsAxis">own:LabsMember'
        "</xbrldi:explicitMember>"
    )
    scenario = '<xbrldi:explicitMember dimension="dei:A">dei:B</xbrldi:explicitMember>'
    (fact,) = _facts(page(number("1"), resources=context(segment=segment, scenario=scenario) + unit()))
    assert fact.dimensions == (
        "dei:A=dei:B;own:NameAxis=Joe%3B Doe;us-gaap:StatementBusinessSegmentsAxis=own:LabsMember"
    )


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (_INSTANT.format("2024-12-31"), None, date(2024, 12, 31)),
        (_INSTANT.format("2025-01-01T00:00:00"), None, date(2024, 12, 31)),
        (_INSTANT.format("2024-12-31T24:00:00"), None, date(2024, 12, 31)),
        (_INSTANT.format("2024-12-31Z"), None, date(2024, 12, 31)),
        ("<xbrli:forever/>", None, None),
        (
            (
                "<xbrli:startDate>2024-01-01T00:00:00</xbrli:startDate>"
                "<xbrli:endDate>2025-01-01T00:00:00</xbrli:endDate>"
            ),
            date(2024, 1, 1),
            date(2024, 12, 31),
        ),
    ],
)
def test_days_are_inclusive(period: str, start: date | None, end: date | None) -> None:
    (fact,) = _facts(page(number("1"), resources=context(period=period) + unit()))
    assert (fact.start, fact.end) == (start, end)


def test_a_unit_may_divide() -> None:
    shown = number("1.5").replace('unitRef="usd"', 'unitRef="perShare"')
    (fact,) = _facts(page(shown, resources=context() + PER_SHARE))
    assert fact.unit == "USD/shares"


def test_footnotes_stand_with_their_fact() -> None:
    body = (
        number("1", 'id="f-1"')
        + number("2", 'id="f-2"')
        + '<ix:footnote id="n" continuedAt="m">Held</ix:footnote><ix:continuation id="m"> abroad.'
        "</ix:continuation>"
    )
    relation = '<ix:relationship fromRefs="f-1" toRefs="n"/>'
    noted, plain = _facts(page(body, resources=context() + unit() + relation))
    assert (noted.footnote, plain.footnote) == ("Held abroad.", None)


def test_names_of_a_filer_and_its_registrants() -> None:
    axis = '<xbrldi:explicitMember dimension="{}">{}</xbrldi:explicitMember>'
    resources = (
        context()
        + context("b", segment=axis.format("dei:LegalEntityAxis", "own:BankMember"))
        + context("c", segment=axis.format("dei:LegalEntityAxis", "own:OtherMember"))
        + context("a", segment=axis.format("gaap:StatementClassOfStockAxis", "gaap:CommonClassAMember"))
    )
    hidden = "".join(
        words(text, concept=f"dei:{name}").replace('contextRef="year"', f'contextRef="{where}"')
        for where, name, text in (
            ("year", "EntityRegistrantName", "Meta Platforms, Inc."),
            ("a", "TradingSymbol", "META"),
            ("year", "CurrentFiscalYearEndDate", "--12-31"),
            ("b", "EntityRegistrantName", "The Bank"),
            ("b", "EntityCentralIndexKey", "0000000007"),
            ("c", "EntityRegistrantName", "Of unknown number"),
        )
    )
    rows = _rows(page("", resources=resources, hidden=hidden))
    names = [(row.entity, row.kind, row.name) for row in rows if isinstance(row, EntityRow)]
    assert names == [
        ("CIK0001326801", "name", "Meta Platforms, Inc."),
        ("CIK0001326801", "ticker", "META"),
        ("CIK0001326801", "fiscal_year_end", "--12-31"),
        ("CIK0000000007", "name", "The Bank"),
    ]


def test_pages_share_contexts_and_units() -> None:
    facts = _facts(page("", name="1/a.htm"), page(number("1"), resources="", name=f"{ACCESSION}/b.htm"))
    assert [fact.value for fact in facts] == [1]


def test_pages_of_other_schemas_that_contradict_are_separate_reports() -> None:
    fees = page(
        number("3"), resources=context(period=_INSTANT.format("2025-02-01")) + unit(), schema="fee.xsd"
    )
    facts = _facts(page(number("1"), schema="own.xsd"), fees)
    assert [(fact.value, fact.end) for fact in facts] == [
        (Decimal(1), date(2024, 12, 31)),
        (Decimal(3), date(2025, 2, 1)),
    ]


def test_another_target_is_told_and_not_mixed_in() -> None:
    rows = _rows(page(number("1") + number("2", 'target="uk"')))
    (finding,) = [row for row in rows if isinstance(row, Finding)]
    assert "the target 'uk' is another report of the same pages; 1 fact is not taken" in str(finding)
    assert [row.value for row in rows if isinstance(row, FactRow)] == [1]


def test_the_only_target_is_read() -> None:
    assert [fact.value for fact in _facts(page(number("2", 'target="uk"')))] == [2]


def test_a_prefix_may_be_bound_anew_within_the_page() -> None:
    inner = number("5", concept="x:Assets", attributes='format="t:fixed-zero"')
    body = (
        '<div xmlns:x="http://fasb.org/us-gaap/2023" '
        f'xmlns:t="http://www.xbrl.org/inlineXBRL/transformation/2022-02-16"><ix:exclude>{inner}</ix:exclude></div>'
    )
    (fact,) = _facts(page(words(body, concept="own:Outer"), resources=context() + unit()))[1:]
    assert (fact.concept, fact.value) == ("us-gaap:Assets", Decimal(0))


def test_inline_xbrl_1_0_is_read() -> None:
    old = page(number("2"))
    data = old.read().replace(b"2013/inlineXBRL", b"2008/inlineXBRL")
    assert [fact.value for fact in _facts(Document.of_bytes(f"{ACCESSION}.htm", data))] == [2]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (number("x"), "line 3: got 'x', expected a number of at most 38 digits (us-gaap:Revenues)"),
        (number("1" * 400), "(400 characters)', expected a number of at most 38 digits"),
        (number("1", 'scale="99"'), "got '1', expected a number of at most 38 digits"),
        (number("1", 'scale="x"'), "got sign None and scale 'x', expected the sign '-' or none"),
        (number("1", 'sign="+"'), "got sign '+' and scale None"),
        (
            number("a", 'format="ixt:num-dot-decimal"'),
            "got 'a', expected what the format ixt:num-dot-decimal",
        ),
        (number("1", 'format="ixt:numdotdecimal"'), "got 'ixt:numdotdecimal', expected a format of a"),
        (number("1", 'format="zzz:fixed-zero"'), "got 'zzz:fixed-zero', expected a format of a"),
        (number("\u221e", 'format="ixt-sec:numinf"'), "got '\u221e', expected a number of at most"),
        (number("1", context="no"), "got 'no', expected the id of a context in the report; 1 fact is not"),
        (number("1").replace('unitRef="usd"', 'unitRef="eur"'), "got 'eur', expected the id of a unit"),
        (number("1").replace('unitRef="usd"', ""), "got no unitRef, expected the id of a unit"),
        (number("1", concept="zzz:A"), "got 'zzz:A', expected the name of a concept, its prefix bound"),
        (f"<ix:tuple name='own:T'>{number('1')}</ix:tuple>", "got a tuple, expected an item"),
        (
            "<ix:fraction name='own:F' contextRef='year' unitRef='usd'/>",
            "got 'own:F', expected a number; fractions are not read; 1 fact",
        ),
    ],
)
def test_a_faulty_fact_is_one_finding_and_the_others_are_read(body: str, expected: str) -> None:
    rows = _rows(page(body + number("42", concept="own:Good")))
    (finding,) = [row for row in rows if isinstance(row, Finding)]
    assert expected in str(finding)
    assert "line 3" in str(finding)
    assert [row.value for row in rows if isinstance(row, FactRow)] == [42]


def test_a_text_that_its_format_cannot_read_is_kept_as_shown() -> None:
    rows = _rows(page(words("some time", 'format="ixt-sec:durwordsen"')))
    assert [row.text for row in rows if isinstance(row, FactRow)] == ["some time"]
    assert [row.severity for row in rows if isinstance(row, Finding)] == [Severity.ERROR]


@pytest.mark.parametrize(
    ("resources", "expected"),
    [
        (
            context(period=_INSTANT.format("2024-02-30")) + unit(),
            "got '2024-02-30', expected a day that exists",
        ),
        (context(period="") + unit(), "got no period, expected an instant"),
        (
            context(
                period="<xbrli:startDate>2025-01-01</xbrli:startDate><xbrli:endDate>2024-01-01</xbrli:endDate>"
            )
            + unit(),
            "got 2025-01-01 to 2024-01-01, expected a period that ends after it starts",
        ),
        (context(identifier="") + unit(), "got no identifier, expected the identifier of an entity"),
        (
            context(identifier='<xbrli:identifier scheme="http://www.sec.gov/CIK">x</xbrli:identifier>')
            + unit(),
            "got 'x', expected a Central Index Key",
        ),
        (
            context(segment='<xbrldi:explicitMember dimension="gaap:A">zzz:B</xbrldi:explicitMember>')
            + unit(),
            "got 'zzz:B', expected the name of a member, its prefix bound",
        ),
        (context() + unit(measure="iso4217:usd"), "got 'usd', expected the three capital letters"),
        (context() + unit(measure=""), "expected a unit such as USD or USD/shares"),
    ],
)
def test_a_faulty_context_or_unit_is_told_with_the_facts_it_costs(resources: str, expected: str) -> None:
    first, second = _findings(page(number("1") + number("2"), resources=resources))
    assert expected in first
    assert "2 facts are not taken" in second


def test_two_contexts_of_one_id_are_told() -> None:
    (finding,) = _findings(
        page(number("1"), resources=context() + context(period="<xbrli:forever/>") + unit())
    )
    assert "got 'year', expected an id that stands once" in finding


def test_other_identifiers_than_edgar_s() -> None:
    lei = '<xbrli:identifier scheme="http://standards.iso.org/iso/17442">5299000J2N45DDNE4Y28</xbrli:identifier>'
    house = '<xbrli:identifier scheme="http://www.companieshouse.gov.uk/">00012345</xbrli:identifier>'
    for identifier, entity in (
        (lei, "LEI5299000J2N45DDNE4Y28"),
        (house, "www.companieshouse.gov.uk:00012345"),
    ):
        (fact,) = _facts(page(number("1"), resources=context(identifier=identifier) + unit()))
        assert fact.entity == entity


@pytest.mark.parametrize(
    "name",
    [
        "0001326801-25-000017.htm.gz",
        "/data/000132680125000017/meta-20241231.htm",
        "/data/0001326801-25-000017-xbrl.zip!meta-20241231.htm",
    ],
)
def test_the_accession_number_is_told_by_names(name: str) -> None:
    (fact,) = _facts(page(number("1"), name=name))
    assert fact.accession == ACCESSION


def test_a_report_without_an_accession_number_gets_a_local_one() -> None:
    rows = _rows(page(number("1"), name="report.xhtml"))
    again = _rows(page(number("1"), name="copy.xhtml"))
    (warning,) = [row for row in rows if isinstance(row, Finding)]
    assert warning.severity is Severity.WARNING
    (fact,) = [row for row in rows if isinstance(row, FactRow)]
    assert fact.accession.startswith("local:")
    assert [row.accession for row in again if isinstance(row, FactRow)] == [fact.accession]


def test_what_the_caller_knows_is_kept() -> None:
    rows = read_inline_xbrl([page(number("1"), name="a.htm")], accession=ACCESSION, filed=date(2025, 1, 30))
    told = [(row.accession, row.filed) for row in rows if isinstance(row, FactRow | FilingRow)]
    assert told == [(ACCESSION, date(2025, 1, 30))] * 2
