"""A filing's zip: its reports are found by content, its own concepts labelled."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING

from fakes.xbrl_documents import ACCESSION, context, instance, number, page, unit
from titre.kernel.findings import Finding
from titre.sources.documents import Document
from titre.sources.rows import ConceptRow, FactRow, FilingRow
from titre.sources.xbrl.filing_archive import read_filing_archive

if TYPE_CHECKING:
    from pathlib import Path

_ITEM = '<gaap:Revenues contextRef="year" unitRef="usd">7</gaap:Revenues>'
_SCHEMA = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:own="http://www.example.org/20241231" '
    'targetNamespace="http://www.example.org/20241231">'
    '<xs:element id="own_Labs" name="Labs"/><xs:element id="own_Bare" name="Bare"/></xs:schema>'
)
_ROLE = "http://www.xbrl.org/2003/role/"
_LABELS = (
    '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<link:labelLink><link:loc xlink:href="own-20241231.xsd#own_Labs" xlink:label="a"/>'
    '<link:loc xlink:href="http://xbrl.fasb.org/us-gaap-2024.xsd#us-gaap_Revenues" xlink:label="b"/>'
    f'<link:label xlink:label="t" xlink:role="{_ROLE}terseLabel" xml:lang="en-US">Labs (terse)</link:label>'
    f'<link:label xlink:label="t" xlink:role="{_ROLE}label" xml:lang="de">Labore</link:label>'
    f'<link:label xlink:label="t" xlink:role="{_ROLE}label" xml:lang="en-US">Reality Labs</link:label>'
    f'<link:label xlink:label="t" xlink:role="{_ROLE}documentation" xml:lang="en">What they do.</link:label>'
    f'<link:label xlink:label="s" xlink:role="{_ROLE}label" xml:lang="en-US">Net sales</link:label>'
    '<link:labelArc xlink:from="a" xlink:to="t"/><link:labelArc xlink:from="b" xlink:to="s"/>'
    "</link:labelLink></link:linkbase>"
)


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_zip_with_pages_schema_and_labels(tmp_path: Path) -> None:
    path = _zip(
        tmp_path / f"{ACCESSION}-xbrl.zip",
        {
            "own-20241231.htm": page(number("7")).read(),
            "own-20241231_htm.xml": instance(_ITEM).read(),
            "own-20241231.xsd": _SCHEMA.encode(),
            "own-20241231_lab.xml": _LABELS.encode(),
            "exhibit.htm": b"<html>no report</html>",
            "logo.png": b"\x89PNG",
        },
    )
    rows = list(read_filing_archive(path))
    assert not [row for row in rows if isinstance(row, Finding)]
    (fact,) = [row for row in rows if isinstance(row, FactRow)]
    assert (fact.value, fact.accession) == (Decimal(7), ACCESSION)
    assert fact.file == f"{path}!own-20241231.htm"
    assert [row for row in rows if isinstance(row, ConceptRow)] == [
        ConceptRow("own:Labs", "Reality Labs", "What they do.")
    ]
    assert [row.primary_document for row in rows if isinstance(row, FilingRow)] == ["own-20241231.htm"]


def test_a_zip_of_an_instance_as_before_2019(tmp_path: Path) -> None:
    path = _zip(tmp_path / "0001193125-15-272806-xbrl.zip", {"msft-20150630.xml": instance(_ITEM).read()})
    (fact,) = [row for row in read_filing_archive(path) if isinstance(row, FactRow)]
    assert (fact.value, fact.accession) == (Decimal(7), "0001193125-15-272806")


def test_documents_of_a_folder() -> None:
    documents = [
        Document.of_bytes(f"000132680125000017/{name}", document.read())
        for name, document in (
            ("a.htm", page("", resources=context() + unit())),
            ("b.htm", page(number("7"), resources="")),
        )
    ]
    (fact,) = [row for row in read_filing_archive(documents) if isinstance(row, FactRow)]
    assert (fact.value, fact.accession) == (Decimal(7), ACCESSION)


def test_a_zip_without_a_report_is_told(tmp_path: Path) -> None:
    path = _zip(tmp_path / "x.zip", {"a.txt": b"hello", "../b.htm": b"<html/>"})
    told = [str(row) for row in read_filing_archive(path)]
    assert len(told) == 2
    assert "the name leads out of the archive" in told[0]
    assert "got no report, expected inline XBRL or an XBRL instance in the filing" in told[1]


def test_a_faulty_schema_costs_only_its_labels(tmp_path: Path) -> None:
    path = _zip(
        tmp_path / f"{ACCESSION}.zip",
        {"a.xsd": b"<xs:schema", "a.htm": page(number("7")).read(), "a_lab.xml": _LABELS.encode()},
    )
    rows = list(read_filing_archive(path))
    assert ["a.xsd" in str(row) for row in rows if isinstance(row, Finding)] == [True]
    assert [row.value for row in rows if isinstance(row, FactRow)] == [7]


def test_a_damaged_member_is_told_and_the_rest_read(tmp_path: Path) -> None:
    path = _zip(tmp_path / f"{ACCESSION}.zip", {"a.htm": page(number("7")).read(), "b.xml": b"<x/>" * 99})
    data = path.read_bytes()
    at = data.index(b"b.xml") + len("b.xml")
    path.write_bytes(data[:at] + b"\xff" * 8 + data[at + 8 :])
    rows = list(read_filing_archive(path))
    assert ["b.xml" in str(row) for row in rows if isinstance(row, Finding)] == [True]
    assert [row.value for row in rows if isinstance(row, FactRow)] == [7]
