"""What came is told from what was asked for by a zip's own end, and by how a page begins."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titre.sources.network.contents import JsonContent, TextContent, ZipContent, is_web_page

if TYPE_CHECKING:
    from pathlib import Path

FIXED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)


def zipped(members: list[bytes], comment: bytes = b"") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number, data in enumerate(members):
            archive.writestr(f"{number}.json", data)
        archive.comment = comment
    return stream.getvalue()


def is_whole(data: bytes, tmp_path: Path) -> bool:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    return ZipContent().fault(path) is None


@FIXED
@given(members=st.lists(st.binary(max_size=300), max_size=4), comment=st.binary(max_size=200))
def test_a_whole_zip_is_whole(members: list[bytes], comment: bytes, tmp_path: Path) -> None:
    data = zipped(members, comment)
    assert is_whole(data, tmp_path)
    assert ZipContent().fault_of_beginning(data[:4096]) is None


@FIXED
@given(members=st.lists(st.binary(max_size=300), min_size=1, max_size=4), data=st.data())
def test_a_part_of_a_zip_is_not(members: list[bytes], data: st.DataObject, tmp_path: Path) -> None:
    whole = zipped(members)
    assert not is_whole(whole[: data.draw(st.integers(0, len(whole) - 1))], tmp_path)


def test_a_zip_inside_a_zip_that_was_cut_does_not_pass_for_it(tmp_path: Path) -> None:
    inner = zipped([b"[1]" * 20])
    outer = zipped([b"x" * 50, inner])
    end = outer.index(inner) + len(inner)
    assert not is_whole(outer[:end], tmp_path)


def test_a_zip_of_very_many_members_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    data = zipped([b"1", b"2", b"3"])
    assert b"PK\x06\x06" in data
    assert is_whole(data, tmp_path)
    at = data.rindex(b"PK\x05\x06")
    # As other programs write it: the old record says only that the new one knows.
    full = data[: at + 8] + struct.pack("<2H2LH", 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert is_whole(full, tmp_path)
    assert not is_whole(full.replace(b"PK\x06\x06", b"PK\x00\x00"), tmp_path)


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html>",
        b"\xef\xbb\xbf \r\n<!doctype HTML>",
        b"<HTML lang='en'>",
        b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">',
        b"<head><title>",
    ],
)
def test_a_page_is_known_by_its_beginning(page: bytes) -> None:
    assert is_web_page(page)
    assert ZipContent().fault_of_beginning(page) is not None
    assert JsonContent(lambda _: None).fault_of_beginning(page) is not None


@pytest.mark.parametrize(
    "data", [b'{"a": "<html>"}', b"PK\x03\x04<html>", b"<Error><Code>NoSuchKey</Code>", b""]
)
def test_data_is_no_page(data: bytes) -> None:
    assert not is_web_page(data)


def test_xml_is_taken_and_text_is_not() -> None:
    assert TextContent().fault_of_beginning(b'\xef\xbb\xbf<?xml version="1.0"?><xbrl/>') is None
    assert TextContent().fault_of_beginning(b"Not found") is not None
