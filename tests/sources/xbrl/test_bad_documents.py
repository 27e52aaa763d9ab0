"""Documents that are no reports, or want to do harm: one line each, and never a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.xbrl_documents import ACCESSION, context, instance, number, page, unit, words
from titre.kernel.findings import Finding
from titre.sources.documents import Document
from titre.sources.errors import DocumentUnreadable
from titre.sources.rows import FactRow
from titre.sources.xbrl import is_inline_xbrl, is_xbrl_instance, read_xbrl
from titre.sources.xbrl.inline import read_inline_xbrl

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from titre.sources.rows import Yield

_GOOD = page(
    number("1,234", 'scale="6" format="ixt:num-dot-decimal"') + words("<p>A note</p>", 'escape="true"')
)
_PLAIN = instance('<gaap:Revenues contextRef="year" unitRef="usd" decimals="0">1234</gaap:Revenues>')
_LAUGHS = (
    '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)


def _both(data: bytes, name: str = f"{ACCESSION}.htm") -> list[list[Yield]]:
    document = Document.of_bytes(name, data)
    return [list(read_inline_xbrl([document])), list(read_xbrl(document))]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "line 1: got an empty document, expected XML"),
        (b"  \n ", "got an empty document"),
        (b'{"cik": 1}', """line 1: got '{"cik": 1}', expected XML"""),
        (b"\xff\xfe\x00", "expected"),
        (b"\x1f\x8b\x08", "expected XML"),
        (
            b"<html><p>Rate limit exceeded</html>",
            "line 1, column 36: got 'Opening and ending tag mismatch: p",
        ),
        (b"<html><body>Hello</body></html>", "line 1: got 'html', expected"),
        (b"<?xml version='1.0' encoding='UTF-8'?><a>\xe9</a>", "line 1, column"),
        (b"<?xml version='1.0' encoding='no-such'?><a/>", "expected well-formed XML"),
        (b"<?xml version='1.0' encoding='UTF-7'?>+ADw-a/+AD4-", "expected"),
        (_LAUGHS.encode() + b'<html title="&d;">&d;</html>', "got entities or other declarations of its own"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "declarations of its own"),
        (
            b'<!-- c --><!DOCTYPE a PUBLIC "x" "y>[" [<!ATTLIST a b CDATA "c">]><a/>',
            "declarations of its own",
        ),
        (_LAUGHS.encode("utf-16"), "declarations of its own"),
    ],
)
def test_what_is_no_report_is_one_line(data: bytes, expected: str) -> None:
    for rows in _both(data):
        (finding,) = rows
        assert isinstance(finding, Finding)
        assert expected in str(finding)
        assert "\n" not in str(finding)


def test_a_document_type_without_declarations_is_read_and_never_fetched() -> None:
    doctype = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://127.0.0.1:9/xhtml1-strict.dtd">\n'
    )
    rows = list(read_inline_xbrl([page(number("1") + words("a&nbsp;b"), prolog=doctype)]))
    assert not [row for row in rows if isinstance(row, Finding)]
    assert [(row.value, row.text) for row in rows if isinstance(row, FactRow)] == [(1, None), (None, "a b")]


def test_a_cut_document_tells_where_and_yields_no_number() -> None:
    data = _GOOD.read()
    cut = data[: data.index(b"234")]
    (finding,) = list(read_inline_xbrl([Document.of_bytes("cut.htm", cut)]))
    assert isinstance(finding, Finding)
    assert "cut.htm: line 3, column" in str(finding)


def test_a_cut_page_leaves_the_others() -> None:
    rows = list(read_inline_xbrl([Document.of_bytes(f"{ACCESSION}/a.htm", b"<html>"), _GOOD]))
    assert len([row for row in rows if isinstance(row, Finding)]) == 1
    assert len([row for row in rows if isinstance(row, FactRow)]) == 2


def test_wide_characters_are_read() -> None:
    text = _GOOD.read().decode().replace("encoding='UTF-8'", "encoding='UTF-16'")
    data = text.encode("utf-16")
    assert is_inline_xbrl(data[:65536])
    rows = list(read_inline_xbrl([Document.of_bytes(f"{ACCESSION}.htm", data)]))
    assert len([row for row in rows if isinstance(row, FactRow)]) == 2


def test_missing_bytes_are_an_error(tmp_path: Path) -> None:
    def absent() -> None:
        raise FileNotFoundError

    document = Document("gone.htm", 0, absent)  # type: ignore[arg-type]  # it never returns
    with pytest.raises(DocumentUnreadable):
        list(read_inline_xbrl([document]))
    with pytest.raises(DocumentUnreadable):
        list(read_xbrl(document))
    assert tmp_path.is_dir()


def test_deep_nesting_is_no_crash() -> None:
    body = "<div>" * 1500 + number("1") + "</div>" * 1500
    rows = list(read_inline_xbrl([page(words(body, 'escape="true"'))]))
    assert [row.value for row in rows if isinstance(row, FactRow)] == [None, 1]
    far = "<div>" * 100_000
    assert all(isinstance(row, Finding) for rows in _both(far.encode()) for row in rows)


def test_texts_that_nest_are_kept_within_a_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("titre.sources.xbrl.inline_text._TEXTS", 150)
    nested = "x" * 40
    for at in range(5):
        nested = words(f"<p>{nested}</p>", f'escape="true" id="n{at}"')
    rows = list(read_inline_xbrl([page(nested)]))
    findings = [str(row) for row in rows if isinstance(row, Finding)]
    assert len(findings) == 2
    assert "id n0: got more than 150 characters of text in one report, expected less" in findings[-1]
    assert len([row for row in rows if isinstance(row, FactRow)]) == 5


def test_sniffing() -> None:
    assert is_inline_xbrl(_GOOD.read())
    assert not is_inline_xbrl(_PLAIN.read())
    assert is_xbrl_instance(_PLAIN.read())
    assert not is_xbrl_instance(_GOOD.read())
    assert not is_xbrl_instance(b"<!-- <xbrl> --><html>")
    assert is_xbrl_instance(b"<?xml version='1.0'?><!-- <html> --><xbrl xmlns='x'>")
    for nothing in (b"", b"<", b"<!--", b"\0\0\0", b"plain"):
        assert not is_inline_xbrl(nothing)
        assert not is_xbrl_instance(nothing)


@settings(max_examples=300)
@given(st.randoms(use_true_random=False), st.sampled_from([_GOOD, _PLAIN]))
def test_no_mutation_of_bytes_crashes(source: random.Random, document: Document) -> None:
    data = bytearray(document.read())
    for _ in range(source.randrange(1, 6)):
        at = source.randrange(len(data))
        match source.randrange(4):
            case 0:
                data[at] = source.randrange(256)
            case 1:
                del data[at : at + source.randrange(40)]
            case 2:
                data[at:at] = data[at : at + source.randrange(40)]
            case _:
                del data[at:]
        data = data or bytearray(b" ")
    for rows in _both(bytes(data)):
        assert rows
        assert all(not isinstance(row, FactRow) or row.concept for row in rows)


_PIECES = [
    context(),
    context("b", period="<xbrli:instant>2024-13-01</xbrli:instant>"),
    context("c", segment="<own:x/>"),
    unit(),
    unit("b", "b"),
    number("1"),
    number("-", 'format="ixt:fixed-zero"', context="b"),
    words("a", 'continuedAt="c"'),
    '<ix:continuation id="c" continuedAt="c">x</ix:continuation>',
    '<ix:exclude id="c">y</ix:exclude>',
    '<ix:footnote id="n">z</ix:footnote>',
    '<ix:relationship fromRefs="c n" toRefs="n zz"/>',
    "<ix:tuple/>",
    "<ix:fraction/>",
    "<ix:nonFraction/>",
    "<ix:nonNumeric/>",
    "<xbrli:context/>",
    "<xbrli:unit/>",
    "<xbrli:period/>",
]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(_PIECES), max_size=12), st.lists(st.sampled_from(_PIECES), max_size=12))
def test_no_order_of_elements_crashes(resources: list[str], body: list[str]) -> None:
    document = page("".join(body), resources="".join(resources))
    assert list(read_inline_xbrl([document]))
    assert list(read_xbrl(instance("".join(body).replace("ix:", "own:"), resources="".join(resources))))
