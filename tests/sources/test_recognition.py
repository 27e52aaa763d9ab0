"""What a path holds: every kind told by its content, everything else a finding, nothing else lost."""

from __future__ import annotations

import gzip
import json
import pickle
from datetime import date
from typing import TYPE_CHECKING

import pytest

from fakes.companyfacts import document as companyfacts
from fakes.companyfacts import row
from fakes.tables import (
    FACT_HEADER,
    FACT_ROW,
    NUM_HEADER,
    SUB_HEADER,
    SUB_ROW,
    archive,
    facts_of,
    number,
    text,
)
from titre.kernel.findings import Finding, Severity
from titre.sources.kinds import DocumentKind
from titre.sources.recognition import Source, identity, read, sources_in
from titre.sources.rows import EntityRow
from titre.sources.settings import PriceMapping, ReadSettings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

INLINE = (
    b'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL">'
    b"<body></body></html>"
)
INSTANCE = b'<?xml version="1.0"?><xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance"></xbrli:xbrl>'
SUBMISSIONS = json.dumps(
    {"cik": "0000000001", "entityType": "operating", "name": "A", "filings": {"recent": {}, "files": []}}
).encode()
SAMPLES: Mapping[str, tuple[bytes, DocumentKind]] = {
    "facts.csv": (text(FACT_HEADER, FACT_ROW), DocumentKind.FACT_CSV),
    "prices.csv": (text("date,symbol,close", "2025-01-02,AAPL,1"), DocumentKind.PRICES),
    "dividends.csv": (text("ex_date,symbol,amount", "2025-01-02,AAPL,1"), DocumentKind.PRICES),
    "bars.csv": (text("Date,Open,High,Low,Close,Volume", "2025-01-02,1,1,1,1,9"), DocumentKind.PRICES),
    "rates.csv": (text("Date,USD,JPY,", "2025-01-02,1.03,163,"), DocumentKind.RATES),
    "events.csv": (text("entity,date,kind,metric,low,source"), DocumentKind.EVENTS),
    "page.htm": (INLINE, DocumentKind.INLINE_XBRL),
    "wide.htm": (INLINE.decode().encode("utf-16"), DocumentKind.INLINE_XBRL),
    "instance.xml": (INSTANCE, DocumentKind.XBRL),
    "submissions.json": (SUBMISSIONS, DocumentKind.SUBMISSIONS),
    "older.json": (b'{"accessionNumber":[],"filingDate":[],"form":[]}', DocumentKind.SUBMISSIONS),
    "tickers.json": (b'{"0":{"cik_str":1,"ticker":"A","title":"A"}}', DocumentKind.TICKERS),
    "exchange.json": (b'{"fields":["cik","name","ticker"],"data":[]}', DocumentKind.TICKERS),
}


def written(folder: Path, content: Mapping[str, bytes]) -> Path:
    for name, data in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def kinds_in(path: Path) -> list[DocumentKind]:
    return [item.kind for item in sources_in(path) if isinstance(item, Source)]


def findings_in(path: Path) -> list[Finding]:
    return [item for item in sources_in(path) if isinstance(item, Finding)]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("as_gzip", [False, True])
@pytest.mark.parametrize("misnamed", [False, True])
def test_a_kind_is_told_by_content(tmp_path: Path, name: str, as_gzip: bool, misnamed: bool) -> None:  # noqa: FBT001 - parameters of a test
    data, kind = SAMPLES[name]
    path = tmp_path / ("data" if misnamed else name)
    path.write_bytes(gzip.compress(data) if as_gzip else data)
    (source,) = sources_in(path)
    assert isinstance(source, Source)
    assert (source.name, source.kind) == (str(path), kind)


def test_companyfacts_are_told_and_read(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(gzip.compress(companyfacts({"us-gaap:Revenues": {"USD": [row()]}})))
    (source,) = sources_in(path)
    assert isinstance(source, Source)
    assert source.kind is DocumentKind.COMPANYFACTS
    assert len(facts_of(read(source))) == 1


def test_an_unknown_file_in_a_folder_is_a_warning_and_the_rest_goes_on(tmp_path: Path) -> None:
    content = {"README.md": b"# Read me\n", "SOURCES.csv": b"file,licence\na,b\n"}
    written(tmp_path, content | {name: data for name, (data, _) in SAMPLES.items()})
    assert len(kinds_in(tmp_path)) == len(SAMPLES)
    found = findings_in(tmp_path)
    assert [item.severity for item in found] == [Severity.WARNING] * 2
    assert [item.where.file for item in found] == [str(tmp_path / name) for name in content]
    assert "the columns file, licence, expected companyfacts" in str(found[1])


def test_an_unknown_file_that_the_user_named_is_an_error(tmp_path: Path) -> None:
    (finding,) = findings_in(written(tmp_path, {"README.md": b"# Read me\n"}) / "README.md")
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("name", "data", "got"),
    [
        ("a.json", b"<!DOCTYPE html><html><body>Too many requests</body></html>", "got a web page"),
        ("a.csv", b"<html><body>403</body></html>", "got a web page"),
        ("a.json", b"", "got an empty file"),
        ("a.zip", b"", "got an empty file"),
        ("a.json", b'{"something": "else"}', "got JSON of another kind"),
    ],
)
def test_a_file_in_a_folder_that_promised_data_is_an_error(
    tmp_path: Path, name: str, data: bytes, got: str
) -> None:
    written(tmp_path, {name: data, "good.csv": SAMPLES["facts.csv"][0]})
    (finding,) = findings_in(tmp_path)
    assert finding.severity is Severity.ERROR
    assert got in str(finding)
    assert "\n" not in str(finding)
    assert kinds_in(tmp_path) == [DocumentKind.FACT_CSV]


def test_a_file_that_cannot_be_read_is_a_finding_and_the_rest_goes_on(tmp_path: Path) -> None:
    whole = gzip.compress(bytes(range(256)) * 2000)
    written(tmp_path, {"a.json.gz": whole[:40], "b.csv": SAMPLES["facts.csv"][0], "c.zip": b"PK\x03\x04"})
    assert kinds_in(tmp_path) == [DocumentKind.FACT_CSV]
    assert [item.where.file for item in findings_in(tmp_path)] == [
        str(tmp_path / "a.json.gz"),
        str(tmp_path / "c.zip"),
    ]


def test_a_path_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    (finding,) = sources_in(tmp_path / "absent")
    assert str(finding) == f"{tmp_path / 'absent'}: no such file or folder"


def test_a_path_that_may_not_be_looked_at_is_a_finding(tmp_path: Path) -> None:
    (finding,) = sources_in(tmp_path / ("x" * 5000))
    assert "cannot be read" in str(finding)


def test_a_folder_without_files_is_a_finding(tmp_path: Path) -> None:
    (finding,) = sources_in(tmp_path)
    assert str(finding).startswith(f"{tmp_path}: got a folder without files, expected companyfacts")


def test_a_file_that_is_wrong_in_every_line_says_so_a_thousand_times(tmp_path: Path) -> None:
    data = text(FACT_HEADER, *["x"] * 3000, FACT_ROW)
    (source,) = sources_in(written(tmp_path, {"a.csv": data}) / "a.csv")
    assert isinstance(source, Source)
    found = list(read(source))
    faults = [item for item in found if isinstance(item, Finding)]
    assert len(faults) == 1001
    assert str(faults[-1]) == f"{tmp_path / 'a.csv'}: 2000 more faults"
    assert len(facts_of(found)) == 1


def test_a_document_cut_short_is_a_finding_when_it_is_read(tmp_path: Path) -> None:
    data = gzip.compress(SAMPLES["facts.csv"][0] * 2000, mtime=0)
    (source,) = sources_in(written(tmp_path, {"a.csv.gz": data[:-20]}) / "a.csv.gz")
    assert isinstance(source, Source)
    (finding,) = read(source)
    assert str(finding) == f"{tmp_path / 'a.csv.gz'}: the compressed data is cut short"


def test_a_nightly_archive_gives_a_source_a_member(tmp_path: Path) -> None:
    facts = companyfacts({"us-gaap:Revenues": {"USD": [row()]}})
    content = {f"CIK{number:010d}.json": facts for number in range(5)} | {"CIK0000000009.json": b"{}"}
    path = written(tmp_path, {"companyfacts.zip": archive(content)}) / "companyfacts.zip"
    found = [pickle.loads(pickle.dumps(item)) for item in sources_in(path)]
    assert [item.name for item in found] == [f"{path}!{name}" for name in content]
    assert {item.kind for item in found} == {DocumentKind.COMPANYFACTS}
    assert [len(facts_of(read(item))) for item in found] == [1] * 5 + [0]
    assert list(read(found[5])) == []


def test_the_kind_of_each_member_is_looked_at_again_where_it_is_read(tmp_path: Path) -> None:
    facts = companyfacts({"us-gaap:Revenues": {"USD": [row()]}})
    content = {"CIK0000000001.json": facts, "CIK0000000002.json": SUBMISSIONS}
    _, second = sources_in(written(tmp_path, {"a.zip": archive(content)}) / "a.zip")
    assert isinstance(second, Source)
    assert [type(item) for item in read(second)] == [EntityRow]


def test_dangerous_and_unknown_members_cost_only_themselves(tmp_path: Path) -> None:
    content = {"../a.csv": b"x", "notes.txt": b"hello", "facts.csv": SAMPLES["facts.csv"][0]}
    path = written(tmp_path, {"a.zip": archive(content)}) / "a.zip"
    assert kinds_in(path) == [DocumentKind.FACT_CSV]
    assert ["leads out of the archive" in str(item) for item in findings_in(path)] == [True, False]


def test_an_archive_inside_an_archive_is_a_finding(tmp_path: Path) -> None:
    content = {"inner.zip": archive({"a.csv": b"x"})}
    (finding,) = sources_in(written(tmp_path, {"a.zip": archive(content)}) / "a.zip")
    assert "got an archive inside an archive" in str(finding)


def test_an_empty_archive_is_a_finding(tmp_path: Path) -> None:
    (finding,) = sources_in(written(tmp_path, {"a.zip": archive({})}) / "a.zip")
    assert "got an archive without members" in str(finding)


def test_a_data_set_is_one_source_in_a_zip_and_in_a_folder(tmp_path: Path) -> None:
    tables = {
        "sub.txt": text(SUB_HEADER, SUB_ROW),
        "num.txt": text(NUM_HEADER, number()),
        "readme.htm": b"<html>",
    }
    written(tmp_path, {"q.zip": archive(tables)} | {f"q/{name}": data for name, data in tables.items()})
    (in_zip,) = sources_in(tmp_path / "q.zip")
    in_folder, readme = sources_in(tmp_path / "q")
    assert isinstance(in_zip, Source)
    assert isinstance(in_folder, Source)
    assert in_zip.kind is in_folder.kind is DocumentKind.DATA_SET
    assert isinstance(readme, Finding)
    assert [len(facts_of(read(source))) for source in (in_zip, in_folder)] == [1, 1]


def test_a_filing_is_one_source_in_a_zip_and_in_a_folder_of_its_number(tmp_path: Path) -> None:
    parts = {"a-20241231.htm": INLINE, "ex13.htm": INLINE, "a-20241231.xsd": b"<schema/>"}
    name = "000132680125000017"
    written(
        tmp_path, {"f.zip": archive(parts)} | {f"filings/{name}/{part}": data for part, data in parts.items()}
    )
    for path in (tmp_path / "f.zip", tmp_path / "filings"):
        (source,) = sources_in(path)
        assert isinstance(source, Source)
        assert source.kind is DocumentKind.FILING
        assert len(source.documents) == 3


def test_filings_in_one_archive_are_a_source_each(tmp_path: Path) -> None:
    content = {
        f"{number}/{name}": data
        for number in ("0001326801-25-000017", "0001326801-24-000012")
        for name, data in (("a.htm", INLINE), ("a.xsd", b"<schema/>"))
    }
    path = written(tmp_path, {"a.zip": archive(content)}) / "a.zip"
    assert [item.name for item in sources_in(path) if isinstance(item, Source)] == [
        f"{path}!0001326801-25-000017",
        f"{path}!0001326801-24-000012",
    ]


def test_the_mapping_of_the_desk_tells_what_prices_are(tmp_path: Path) -> None:
    path = written(tmp_path, {"AIR.csv": "Jour;Clôture\n02/01/2025;1\n".encode()}) / "AIR.csv"
    assert kinds_in(path) == []
    own = PriceMapping("mine", day="Jour", values={"close": "Clôture"})
    assert [type(item) for item in sources_in(path, ReadSettings(prices=(own,)))] == [Source]


def test_identity_is_of_the_bytes_and_of_the_mapping_that_reads_them(tmp_path: Path) -> None:
    data = text("Day,Price", "2025-01-02,1")
    path = written(tmp_path, {"A.csv": data, "B.csv": data, "f.csv": SAMPLES["facts.csv"][0]})

    def settings(*columns: str) -> ReadSettings:
        return ReadSettings(
            prices=tuple(PriceMapping(column, day="Day", values={"close": column}) for column in columns)
        )

    def identities(given: ReadSettings) -> list[str]:
        return [str(identity(item, given)) for item in sources_in(path, given) if isinstance(item, Source)]

    first, second, facts = identities(settings("Price"))
    # The name is the symbol: a file that was named wrongly is another source once it is renamed.
    assert first != second
    assert identities(pickle.loads(pickle.dumps(settings("Price")))) == [first, second, facts]
    assert identities(settings("Price", "Other")) == [first, second, facts]
    other = ReadSettings(prices=(PriceMapping("x", day="Day", values={"open": "Price"}),))
    assert identities(other)[0] != first
    assert identities(other)[2] == facts


def test_a_day_of_filing_that_was_told_changes_the_identity_of_reports_only(tmp_path: Path) -> None:
    written(tmp_path, {"a.htm": INLINE, "b.csv": SAMPLES["facts.csv"][0]})
    silent, told = ReadSettings(), ReadSettings(filed=date(2025, 1, 30))
    page, facts = (item for item in sources_in(tmp_path) if isinstance(item, Source))
    assert identity(page, silent) == page.digest() != identity(page, told)
    assert identity(facts, silent) == identity(facts, told)


@pytest.mark.shared
def test_every_file_of_the_shared_data_is_recognised(shared: Path) -> None:
    items = list(sources_in(shared / "data"))
    unknown = [item.where.file.rsplit("/", 1)[-1] for item in items if isinstance(item, Finding)]
    assert sorted(unknown) == ["README.md", "README.md", "README.md", "SOURCES.csv", "SOURCES.csv"]
    counts = dict.fromkeys(DocumentKind, 0)
    for item in items:
        if isinstance(item, Source):
            counts[item.kind] += 1
    assert counts[DocumentKind.COMPANYFACTS] == 6
    assert counts[DocumentKind.INLINE_XBRL] == 5
    assert counts[DocumentKind.XBRL] == 4
    assert counts[DocumentKind.DATA_SET] == counts[DocumentKind.RATES] == counts[DocumentKind.EVENTS] == 1
    assert counts[DocumentKind.FACT_CSV] == 2


@pytest.mark.shared
def test_a_zip_of_the_rates_is_read_as_the_bank_sends_it(shared: Path, tmp_path: Path) -> None:
    data = gzip.decompress((shared / "data/fx/eurofxref-hist.csv.gz").read_bytes())
    path = written(tmp_path, {"eurofxref-hist.zip": archive({"eurofxref-hist.csv": data})})
    (source,) = sources_in(path)
    assert isinstance(source, Source)
    assert source.kind is DocumentKind.RATES


def test_a_filing_tells_its_number_by_its_folder(tmp_path: Path) -> None:
    written(tmp_path, {"0001326801-25-000017/a.xml": INSTANCE})
    (source,) = sources_in(tmp_path)
    assert isinstance(source, Source)
    found = list(read(source))
    assert not any("no accession number" in str(item) for item in found)
