"""Financial Statement Data Sets: every row of every table, in columns and line by line alike."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.tables import NUM_HEADER, SUB_HEADER, SUB_ROW, data_set, facts_of, faults_of, number, text
from titre.sources.companyfacts.reading import read_companyfacts
from titre.sources.data_sets import numbers as data_set_numbers
from titre.sources.data_sets.reading import read_data_set
from titre.sources.data_sets.terms import dimensions_of, period_of, unit_in
from titre.sources.dimensions import concept_key, dimension_key, period_key, value_key
from titre.sources.documents import Document, document_of, members
from titre.sources.rows import ConceptRow, EntityRow, FilingRow

if TYPE_CHECKING:
    from pathlib import Path

    from titre.sources.rows import Yield

NUMBER = "0000037996-10-000011"


def reading(*numbers: str, header: str = NUM_HEADER) -> list[Yield]:
    return list(read_data_set(data_set(*numbers, header=header)))


def fact(*numbers: str, header: str = NUM_HEADER) -> dict[str, Any]:
    (only,) = facts_of(reading(*numbers, header=header))
    return only


def test_a_number_is_a_fact_with_all_that_the_set_says_of_it() -> None:
    got = fact(number("1000.0000", footnote="Restated."))
    assert {key: value for key, value in got.items() if value is not None} == {
        "entity": "CIK0000037996",
        "concept": "us-gaap:Revenues",
        "unit": "USD",
        "dimensions": "",
        "start": date(2010, 1, 1),
        "end": date(2010, 3, 31),
        "value": Decimal(1000),
        "accession": NUMBER,
        "form": "10-Q",
        "filed": date(2010, 5, 7),
        "fiscal_year": 2010,
        "fiscal_period": "Q1",
        "footnote": "Restated.",
        "source": "data_set",
        "file": "q.zip!num.txt",
        "line": 2,
        "rounded_dates": True,
    }


def test_the_filing_and_what_it_says_of_its_filer() -> None:
    found = reading(number())
    assert [item for item in found if isinstance(item, FilingRow)] == [
        FilingRow(
            NUMBER,
            "CIK0000037996",
            "10-Q",
            date(2010, 5, 7),
            "q.zip!sub.txt",
            date(2010, 3, 31),
            datetime(2010, 5, 7, 17, 14, tzinfo=UTC),
        )
    ]
    assert [item for item in found if isinstance(item, EntityRow)] == [
        EntityRow("CIK0000037996", "name", "FORD MOTOR CO", "q.zip!sub.txt", date(2010, 5, 7)),
        EntityRow("CIK0000037996", "sic", "3711", "q.zip!sub.txt"),
        EntityRow("CIK0000037996", "fiscal_year_end", "--12-31", "q.zip!sub.txt"),
    ]


def test_a_former_name_ends_on_the_day_of_the_change() -> None:
    row = SUB_ROW.replace("3711\t\t", "3711\tFORD CO\t19190709")
    sub, *others = data_set(number())
    sub = Document.of_bytes(sub.name, text(SUB_HEADER, row))
    names = [item for item in read_data_set((sub, *others)) if isinstance(item, EntityRow)]
    assert EntityRow("CIK0000037996", "former_name", "FORD CO", sub.name, None, date(1919, 7, 9)) in names


def test_a_report_is_named_where_edgar_drew_the_instance_from_it() -> None:
    sub, *others = data_set(number())
    sub = Document.of_bytes(sub.name, text(SUB_HEADER, SUB_ROW.replace("20100331.xml", "20100331_htm.xml")))
    (filing,) = (item for item in read_data_set((sub, *others)) if isinstance(item, FilingRow))
    assert filing.primary_document == "f-20100331.htm"


def test_concepts_have_their_labels_and_a_filers_own_its_prefix() -> None:
    concepts = [item for item in reading(number()) if isinstance(item, ConceptRow)]
    assert concepts == [
        ConceptRow("us-gaap:Revenues", "Revenues", "All of them."),
        ConceptRow("us-gaap:EarningsPerShareBasic", "Earnings per share", None),
        ConceptRow("f:TruckSales", "Sales of trucks", 'Called "trucks" there.'),
    ]
    assert fact(number(tag="TruckSales", version=NUMBER))["concept"] == "f:TruckSales"


def test_a_filers_own_concept_is_custom_where_the_instance_has_another_name() -> None:
    sub, *others = data_set(number(tag="TruckSales", version=NUMBER))
    sub = Document.of_bytes(sub.name, text(SUB_HEADER, SUB_ROW.replace("f-20100331.xml", "d10q_htm.xml")))
    (got,) = facts_of(read_data_set((sub, *others)))
    assert got["concept"] == "custom:TruckSales"


def test_ifrs_has_the_prefix_that_filings_use() -> None:
    assert fact(number(version="ifrs/2019"))["concept"] == "ifrs-full:Revenues"


def test_per_share_is_put_back_into_the_unit() -> None:
    assert fact(number("0.5000", tag="EarningsPerShareBasic"))["unit"] == "USD/shares"
    assert unit_in("USD", per_share=False) == "USD"
    assert unit_in("shares", per_share=True) == "shares"
    assert unit_in("shares/USD", per_share=True) == "shares/USD"
    assert unit_in("?", per_share=False) is None


@pytest.mark.parametrize(
    ("segments", "coregistrant", "dimensions"),
    [
        ("", "", ""),
        ("EquityComponents=ComprehensiveIncome;", "", "EquityComponents=ComprehensiveIncome"),
        ("B=2;A=1;", "", "A=1;B=2"),
        ("LegalEntity=GenCo;", "GenCo", "LegalEntity=GenCo"),
        ("", "GenCo", "LegalEntity=GenCo"),
        ("A=1;", "GenCo", "A=1;LegalEntity=GenCo"),
        ("A=one;two;B=3;", "", "A=one%3Btwo;B=3"),
        ("A=" + "x" * 1022, "", "A=" + "x" * 1022 + "…"),
    ],
)
def test_segments_become_dimensions(segments: str, coregistrant: str, dimensions: str) -> None:
    assert dimensions_of(segments, coregistrant) == dimensions
    got = fact(number(segments=segments, coreg=coregistrant))
    assert (got["dimensions"], got["coregistrant"]) == (dimensions, coregistrant or None)


@pytest.mark.parametrize(
    ("ddate", "qtrs", "period"),
    [
        ("20100331", "0", (None, date(2010, 3, 31))),
        ("20100331", "1", (date(2010, 1, 1), date(2010, 3, 31))),
        ("20100331", "4", (date(2009, 4, 1), date(2010, 3, 31))),
        ("20120229", "3", (date(2011, 6, 1), date(2012, 2, 29))),
        ("20100231", "1", None),
        ("2010-331", "1", None),
        ("20100331", "-1", None),
        ("20100331", "9999", None),
    ],
)
def test_a_period_is_counted_back_from_its_end(
    ddate: str, qtrs: str, period: tuple[date | None, date] | None
) -> None:
    assert period_of(ddate, qtrs) == period


def test_an_empty_value_is_a_fact_that_is_nil() -> None:
    got = fact(number(""))
    assert (got["value"], got["text"]) == (None, None)


def test_columns_are_found_by_name_in_old_and_new_layouts() -> None:
    old = "adsh\ttag\tversion\tcoreg\tddate\tqtrs\tuom\tvalue\tfootnote"
    row = f"{NUMBER}\tRevenues\tus-gaap/2009\tGenCo\t20100331\t1\tUSD\t7.0000\t"
    got = fact(row, header=old)
    assert (got["value"], got["dimensions"]) == (Decimal(7), "LegalEntity=GenCo")
    newer = f"extra\t{NUM_HEADER}"
    assert fact(f"x\t{number()}", header=newer)["value"] == Decimal(1000)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"adsh": "1"}, "column adsh: got '1', expected the accession number of a filing in sub.txt"),
        ({"tag": "a b"}, "column tag: got 'a b', expected the name of a concept"),
        ({"ddate": "20100230"}, "column ddate: got '20100230', expected a day that exists, as 20250331"),
        ({"qtrs": "x"}, "column qtrs: got 'x', expected a number of quarters"),
        ({"uom": "$"}, "column uom: got '$', expected a unit such as USD or shares"),
        ({"value": "NaN"}, "column value: got 'NaN', expected a number of at most 28 digits"),
        ({"value": "9" * 29}, f"column value: got '{'9' * 29}', expected a number of at most 28 digits"),
    ],
)
def test_a_faulty_row_is_told_and_the_others_kept(cells: dict[str, str], fault: str) -> None:
    value = cells.pop("value", "1.0000")
    found = reading(number("2.0000"), number(value, **cells), number("3.0000"))
    assert faults_of(found) == [f"q.zip!num.txt: line 3, {fault}"]
    assert [(one["line"], one["value"]) for one in facts_of(found)] == [(2, Decimal(2)), (4, Decimal(3))]


def test_broken_lines_are_told_and_the_others_kept() -> None:
    sub, tag, num = data_set()
    data = text(NUM_HEADER, number(), "a\tb") + b"\xff\n" + b"\n" + text(number())[:-1]
    found = list(read_data_set((sub, tag, Document.of_bytes(num.name, data))))
    assert faults_of(found) == [
        "q.zip!num.txt: line 3: got 2 cells, expected 10 cells",
        "q.zip!num.txt: line 4: got the byte 0xff, expected UTF-8",
        "q.zip!num.txt: line 5: got 1 cells, expected 10 cells",
    ]
    assert [one["line"] for one in facts_of(found)] == [2, 6]


def test_a_missing_table_or_column_is_told() -> None:
    sub, _, num = data_set(number())
    assert faults_of(read_data_set((sub,))) == [
        "q.zip!sub.txt: got no num.txt beside it, expected sub.txt and num.txt"
    ]
    bad = Document.of_bytes(num.name, text("adsh\tvalue", "x\t1"))
    (fault,) = faults_of(read_data_set((sub, bad)))
    assert "line 1" in fault
    assert "expected the columns tag, version, ddate, qtrs, uom, each once" in fault
    (fault,) = faults_of(read_data_set((sub, Document.of_bytes(num.name, b""))))
    assert "line 1: got an empty table, expected the columns adsh, tag, version," in fault


def test_without_tags_the_numbers_are_read_all_the_same() -> None:
    sub, _, num = data_set(number())
    assert len(facts_of(read_data_set((sub, num)))) == 1


def test_a_faulty_filing_is_told_and_its_numbers_have_no_filing() -> None:
    _, tag, num = data_set(number())
    sub = Document.of_bytes("q.zip!sub.txt", text(SUB_HEADER, SUB_ROW.replace("20100507", "20100532")))
    found = list(read_data_set((sub, tag, num)))
    assert [fault.split(": ")[1] for fault in faults_of(found)] == [
        "line 2, column filed",
        "line 2, column adsh",
    ]


@settings(max_examples=60)
@given(
    st.lists(
        st.builds(
            number,
            st.sampled_from(["1.0000", "-0.5000", "", "123456789012345678901234.1234", "x", "1e5"]),
            tag=st.sampled_from(["Revenues", "EarningsPerShareBasic", "", "Ünit", "a b"]),
            version=st.sampled_from(["us-gaap/2009", NUMBER, "ifrs/2010", "x"]),
            ddate=st.sampled_from(["20100331", "20100230", ""]),
            qtrs=st.sampled_from(["0", "1", "44", "x"]),
            uom=st.sampled_from(["USD", "shares", "JPY", ""]),
            segments=st.sampled_from(["", "A=1;", "B=2;A=1;", '"A=""1"";"']),
            footnote=st.sampled_from(["", "x", '"""y"""', "a\rb"]),
        ),
        max_size=8,
    )
)
def test_reading_in_columns_and_line_by_line_is_the_same(rows: list[str]) -> None:
    quick = reading(*rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data_set_numbers, "columns_of", lambda *_: None)
        slow = reading(*rows)
    assert facts_of(quick) == facts_of(slow)
    assert faults_of(quick) == faults_of(slow)
    assert len(facts_of(quick)) <= len(rows)


def test_blocks_join_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("titre.sources.data_sets.lines._BLOCK", 100)
    found = reading(*[number(f"{index}.0000") for index in range(50)])
    assert [(one["line"], int(one["value"])) for one in facts_of(found)] == [
        (index + 2, index) for index in range(50)
    ]


@pytest.mark.shared
def test_the_quarter_at_hand_is_read_row_by_row(shared: Path) -> None:
    path = shared / "data/sec/datasets/2010q2.zip"

    def rows(table: str) -> list[dict[str, str]]:
        with zipfile.ZipFile(path) as archive, archive.open(table) as stream:
            content = io.TextIOWrapper(stream, "utf-8", newline="\n")
            return list(csv.DictReader(content, delimiter="\t", quoting=csv.QUOTE_NONE))

    found = list(read_data_set([item for item in members(path) if isinstance(item, Document)]))
    assert not faults_of(found)
    filings = {row["adsh"]: row for row in rows("sub.txt")}
    got = facts_of(found)
    expected = rows("num.txt")
    assert len(got) == len(expected) == 136_044
    assert sum(1 for item in found if isinstance(item, FilingRow)) == len(filings) == 522
    assert sum(1 for item in found if isinstance(item, ConceptRow)) == len(rows("tag.txt")) == 8_477
    for one, row in zip(got, expected, strict=True):
        assert one["accession"] == row["adsh"]
        assert one["entity"] == f"CIK{int(filings[row['adsh']]['cik']):010d}"
        assert one["concept"].rpartition(":")[2] == row["tag"]
        assert one["end"].strftime("%Y%m%d") == row["ddate"]
        assert (one["start"] is None) == (row["qtrs"] == "0")
        assert one["value"] == (Decimal(row["value"]) if row["value"] else None)
        assert (one["coregistrant"] or "") == row["coreg"]
        assert one["dimensions"].split(";") == sorted(row["segments"].rstrip(";").split(";"))
    prefixes = Counter(one["concept"].partition(":")[0] for one in got)
    assert prefixes["us-gaap"] == 120_495
    assert prefixes["dei"] == 9
    assert "custom" not in prefixes


@pytest.mark.shared
def test_bank_of_americas_adjustment_of_2010(shared: Path) -> None:
    path = shared / "data/sec/datasets/2010q2.zip"
    got = facts_of(read_data_set([item for item in members(path) if isinstance(item, Document)]))
    first = got[0]
    assert first["concept"] == (
        "bac:CumulativeAdjustmentForAccountingChangeConsolidationOfVariableInterestEntity"
    )
    assert (first["value"], first["dimensions"]) == (
        Decimal(-116000000),
        "EquityComponents=ComprehensiveIncome",
    )
    assert sum(1 for one in got if one["unit"] == "USD/shares") == 5_436 + 16


@pytest.mark.shared
def test_a_fact_of_the_data_set_has_the_key_of_the_same_fact_in_companyfacts(shared: Path) -> None:
    def key(fact: dict[str, Any]) -> tuple[object, ...]:
        return (
            fact["accession"],
            concept_key(fact["concept"]),
            fact["unit"],
            dimension_key(fact["dimensions"]),
            period_key(fact["start"], fact["end"]),
            None if fact["value"] is None else value_key(fact["value"]),
        )

    quarter = shared / "data/sec/datasets/2010q2.zip"
    numbers = facts_of(read_data_set([item for item in members(quarter) if isinstance(item, Document)]))
    # Apple's quarter ended on March 27, Nvidia's on May 2.
    for entity, count in (("CIK0000320193", 171), ("CIK0001045810", 116)):
        document = document_of(shared / f"data/sec/companyfacts/{entity}.json.gz")
        known = {key(fact) for fact in facts_of(read_companyfacts(document))}
        standard = [
            fact
            for fact in numbers
            if fact["entity"] == entity
            and not fact["dimensions"]
            and not concept_key(fact["concept"]).startswith("custom:")
        ]
        assert len(standard) == count
        assert all(key(fact) in known for fact in standard)
