"""Documents made to harm: each is told in its own words, and what is beside the harm is read."""

from __future__ import annotations

import gzip
import os
import struct
import zlib
from typing import TYPE_CHECKING

import pytest

from titre.kernel.findings import Finding
from titre.sources.companyfacts.reading import read_companyfacts
from titre.sources.documents import Document, members
from titre.sources.errors import DocumentUnreadable
from titre.sources.filers.tickers import read_tickers
from titre.sources.recognition import Source, identity, read, sources_in
from titre.sources.rows import ConceptRow, FactRow, FactTable
from titre.sources.settings import ReadSettings
from titre.sources.tabular.fact_csv import read_fact_csv

if TYPE_CHECKING:
    from pathlib import Path

_COMPANY = (
    '{"cik":77,"entityName":"Example","facts":{"us-gaap":{"Revenues":{"label":"R","description":"D","units":'
    '{"USD":[{"start":"2023-01-01","end":"2023-12-31","val":1000,"accn":"0000000077-24-000001","fy":2023,'
    '"fp":"FY","form":"10-K","filed":"2024-02-01"}]}}}}}'
)
_HEADER = "cik,entity,concept,dimensions,unit,start,end,value,accession,form,filed\n"


def _told(path: Path) -> list[str]:
    return [
        item.render().removeprefix(str(path)).lstrip("/: ")
        for item in sources_in(path)
        if isinstance(item, Finding)
    ]


def _facts(text: str) -> tuple[int, list[str]]:
    items = list(read_companyfacts(Document.of_bytes("f", text.encode())))
    rows = sum(item.table.num_rows for item in items if isinstance(item, FactTable))
    return rows, [item.render() for item in items if isinstance(item, Finding)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"fp":"\\udc00"', r"f: facts/us-gaap/Revenues/units/USD/0/fp: got \udc00, expected a text"),
        ('"form":"\\ud800x"', r"f: facts/us-gaap/Revenues/units/USD/0/form: got \ud800x, expected the name"),
        ('"val":1e99999999999999999999', "f: facts/us-gaap/Revenues/units/USD/0/val: got 1e9999"),
        ('"val":-1E-99999999999999999999', "f: facts/us-gaap/Revenues/units/USD/0/val: got -1E-9999"),
    ],
)
def test_a_value_that_nothing_can_hold_costs_its_row(written: str, expected: str) -> None:
    key = written.partition(":")[0]
    row = _COMPANY[_COMPANY.index('{"start"') : _COMPANY.index("]}")]
    start = row.index(f"{key}:")
    end = min(at for at in (row.find(",", start), row.find("}", start)) if at > 0)
    rows, told = _facts(_COMPANY.replace(row, f"{row},{row[:start]}{written}{row[end:]}"))
    assert rows == 1
    assert len(told) == 1
    assert expected.replace("/0/", "/1/") in told[0]


def test_half_of_a_pair_in_a_label_costs_the_label_and_a_whole_pair_is_a_letter() -> None:
    halved = list(read_companyfacts(Document.of_bytes("f", _COMPANY.replace('"R"', '"a\\ud83d"').encode())))
    assert [item.label for item in halved if isinstance(item, ConceptRow)] == [None]
    assert sum(item.table.num_rows for item in halved if isinstance(item, FactTable)) == 1
    paired = list(
        read_companyfacts(Document.of_bytes("f", _COMPANY.replace('"R"', '"\\uD83D\\uDE00"').encode()))
    )
    assert [item.label for item in paired if isinstance(item, ConceptRow)] == ["\U0001f600"]
    assert not any(isinstance(item, Finding) for item in paired)


def test_half_of_a_pair_in_a_list_of_values_is_found_too() -> None:
    data = b'{"fields":["cik","name","ticker"],"data":[[1,"\\ud800","A"],[2,"Two","B"]]}'
    items = list(read_tickers(Document.of_bytes("t.json", data)))
    assert [item.render() for item in items if isinstance(item, Finding)] == [
        r"t.json: data/0/name: got '\\ud800', expected a text"
    ]
    assert {item.name for item in items if not isinstance(item, Finding)} == {"A", "B", "Two"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_json_in_wide_letters_is_called_so(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.json").write_bytes(_COMPANY.encode(encoding))
    (told,) = _told(tmp_path)
    assert told.startswith(f"a.json: got JSON in {encoding[:6].upper()}")
    assert told.endswith("expected UTF-8")


def test_gzip_in_gzip_and_a_web_page_named_as_a_report_are_called_so(tmp_path: Path) -> None:
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(gzip.compress(_COMPANY.encode())))
    (tmp_path / "b.xml").write_bytes(b"<html><body>Undeclared automated tool</body></html>")
    assert [line.partition(", expected")[0] for line in _told(tmp_path)] == [
        "a.json.gz: got gzip inside gzip",
        "b.xml: got a web page without inline XBRL",
    ]


def _overlapping(names: int, data: bytes) -> bytes:
    """Return an archive whose names all stand for the same bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush()
    sizes = (zlib.crc32(data), len(packed), len(data))
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, *sizes, 5, 0) + b"0.csv" + packed
    directory = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, *sizes, 5, 0, 0, 0, 0, 0, 0)
        + b"%d.csv" % number
        for number in range(names)
    )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, names, names, len(directory), len(local), 0)
    return local + directory + end


def test_members_that_overlap_are_refused_and_one_alone_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(_overlapping(1, b"a" * 100_000))
    assert [item.name for item in members(path) if isinstance(item, Document)] == [f"{path}!0.csv"]
    path.write_bytes(_overlapping(9, b"a" * 100_000))
    with pytest.raises(DocumentUnreadable, match="its members overlap"):
        list(members(path))


def test_a_long_cell_between_quotation_marks_is_a_cell() -> None:
    name = "E" * 200_000
    row = f'77,"{name}",us-gaap:A,,USD,,2023-12-31,1,0000000077-24-000001,10-K,2024-02-01\n'
    items = list(read_fact_csv(Document.of_bytes("f.csv", (_HEADER + row).encode())))
    assert [item.value for item in items if isinstance(item, FactRow)] == [1]


def test_a_name_that_is_no_text_is_written_as_one(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/\xff"
    os.mkdir(folder)  # noqa: PTH102 - a name that is no text
    with open(folder + b"/\xfe.json", "wb") as stream:  # noqa: PTH123 - same
        stream.write(_COMPANY.replace("1000", "1.5").encode())
    (source,) = sources_in(tmp_path)
    assert isinstance(source, Source)
    assert source.name == rf"{tmp_path}/\xff/\xfe.json"
    (facts,) = (item.table for item in read(source) if isinstance(item, FactTable))
    assert facts.column("file").to_pylist() == [source.name]


def test_a_report_under_another_accession_number_is_another_source(tmp_path: Path) -> None:
    page = b'<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><ix:header></ix:header></html>'
    found = []
    for name in ("report.htm", "0000000077-24-000001.htm", "0000000077-24-000002.htm"):
        (tmp_path / name).write_bytes(page)
        (source,) = sources_in(tmp_path / name)
        assert isinstance(source, Source)
        found.append(identity(source, ReadSettings()))
    # Renamed as Titre asks, the report is read again, and its facts count as filed.
    assert len(set(found)) == len(found)
