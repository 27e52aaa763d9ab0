"""Bytes got from files, gzip and archives, and every way in which they cannot be got."""

from __future__ import annotations

import gzip
import io
import os
import pickle
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.tables import archive
from titre.kernel.findings import Finding
from titre.sources.archives import members_of, open_member
from titre.sources.documents import Document, document_of, documents_in, members
from titre.sources.errors import DocumentUnreadable

if TYPE_CHECKING:
    from pathlib import Path


def saved(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def names_in(path: Path) -> list[str]:
    return [item.name for item in documents_in(path) if isinstance(item, Document)]


def refusal(document: Document) -> str:
    with pytest.raises(DocumentUnreadable) as refused:
        document.read()
    return str(refused.value)


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    document = document_of(saved(tmp_path, "a.csv", b"a,b\n"))
    assert document.read() == b"a,b\n"
    assert document.size == 4


def test_gzip_is_told_by_content_whatever_the_name(tmp_path: Path) -> None:
    assert document_of(saved(tmp_path, "a.csv", gzip.compress(b"a,b\n"))).read() == b"a,b\n"
    assert document_of(saved(tmp_path, "b.csv.gz", b"a,b\n")).read() == b"a,b\n"


def test_the_stem_is_the_last_part_without_gz() -> None:
    assert Document.of_bytes("x/y.zip!z/num.txt.gz", b"").stem == "num.txt"


def test_truncated_gzip_is_refused(tmp_path: Path) -> None:
    data = gzip.compress(bytes(range(256)) * 100)
    path = saved(tmp_path, "a.json.gz", data[: len(data) // 2])
    assert refusal(document_of(path)) == f"{path}: the compressed data is cut short"


def test_damaged_gzip_is_refused(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(bytes(range(256)) * 100))
    data[-6] ^= 0xFF
    assert "the compressed data is damaged" in refusal(document_of(saved(tmp_path, "a.json.gz", bytes(data))))


def test_a_gzip_bomb_is_refused_before_it_fills_memory(tmp_path: Path) -> None:
    compressor = zlib.compressobj(9, wbits=31)
    data = compressor.compress(bytes(80 << 20)) + compressor.flush()
    assert "refused as a bomb" in refusal(document_of(saved(tmp_path, "a.json.gz", data)))


def test_a_zip_bomb_is_refused_before_it_fills_memory(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.zip", archive({"a.json": bytes(80 << 20)}))
    (document,) = (item for item in members(path) if isinstance(item, Document))
    assert "refused as a bomb" in refusal(document)


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable, match="no such file or folder"):
        list(documents_in(tmp_path / "absent"))


def test_a_folder_is_read_in_the_order_of_names_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.csv", "a/2.csv", "a/1.csv", ".hidden", ".git/config"):
        saved(tmp_path, name, b"x")
    assert [name.removeprefix(f"{tmp_path}/") for name in names_in(tmp_path)] == [
        "a/1.csv",
        "a/2.csv",
        "b.csv",
    ]


def test_a_broken_link_costs_only_itself(tmp_path: Path) -> None:
    saved(tmp_path, "b.csv", b"x")
    (tmp_path / "a.csv").symlink_to(tmp_path / "gone")
    found = list(documents_in(tmp_path))
    assert [type(item) for item in found] == [Finding, Document]
    assert str(found[0]) == f"{tmp_path / 'a.csv'}: no such file or folder"


def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    saved(tmp_path, "a.csv", b"x")
    (tmp_path / "again").symlink_to(tmp_path)
    found = list(documents_in(tmp_path))
    assert [type(item) for item in found] == [Document, Finding]
    assert "expected no circle" in str(found[1])


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (finding,) = documents_in(tmp_path)
    assert "a pipe or a device, expected a file" in str(finding)


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_are_read_in_any_process(tmp_path: Path, compression: int) -> None:
    content = {"a/num.txt": os.urandom(300_000), "b.txt": b"", "c.txt": b"abc" * 100_000}
    path = saved(tmp_path, "a.zip", archive(content, compression))
    found = [pickle.loads(pickle.dumps(item)) for item in members(path) if isinstance(item, Document)]
    assert {item.name.partition("!")[2]: item.read() for item in found} == content


def test_an_archive_behind_other_bytes_is_read(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.zip", b"#!/bin/sh\n" * 10 + archive({"a.txt": b"abc"}))
    assert [item.read() for item in members(path) if isinstance(item, Document)] == [b"abc"]


def test_zip64_is_read(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as written, written.open("a.txt", "w", force_zip64=True) as member:
        member.write(b"abc")
    with zipfile.ZipFile(stream, "a") as written:
        # More entries than the old directory can count.
        for index in range(66_000):
            written.writestr(f"{index}", b"")
    path = saved(tmp_path, "a.zip", stream.getvalue())
    found = list(members_of(path))
    assert len(found) == 66_001
    assert open_member(path, found[0]).read() == b"abc"


@pytest.mark.parametrize("name", ["../a.csv", "/etc/a.csv", "a/../../b.csv", "..\\a.csv", "C:/a.csv"])
def test_a_name_that_leads_out_of_the_archive_is_a_finding(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path, "a.zip", archive({name: b"x", "b.csv": b"good"}))
    bad, good = members(path)
    assert isinstance(bad, Finding)
    assert "the name leads out of the archive" in str(bad)
    assert isinstance(good, Document)
    assert good.read() == b"good"


def test_an_unknown_compression_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.zip", archive({"a.csv": b"x" * 1000}, zipfile.ZIP_LZMA))
    (document,) = (item for item in members(path) if isinstance(item, Document))
    assert "compressed by method 14, expected one that is stored or deflated" in refusal(document)


def test_an_encrypted_member_is_a_finding(tmp_path: Path) -> None:
    data = bytearray(archive({"a.csv": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (finding,) = members(saved(tmp_path, "a.zip", bytes(data)))
    assert "encrypted" in str(finding)


def test_a_changed_byte_of_a_member_is_seen(tmp_path: Path) -> None:
    data = bytearray(archive({"a.csv": b"abcdef"}, zipfile.ZIP_STORED))
    data[data.index(b"abcdef")] ^= 1
    (document,) = (
        item for item in members(saved(tmp_path, "a.zip", bytes(data))) if isinstance(item, Document)
    )
    assert "CRC-32" in refusal(document)


@pytest.mark.parametrize("keep", [0, 10, 100, -1, -30])
def test_a_truncated_archive_is_refused(tmp_path: Path, keep: int) -> None:
    path = saved(tmp_path, "a.zip", archive({"a.csv": b"x" * 1000, "b.csv": b"y"})[:keep])
    with pytest.raises(DocumentUnreadable, match="the archive is damaged"):
        list(members(path))


@given(st.data())
def test_no_damage_to_an_archive_escapes_as_another_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    sound = bytearray(archive({"a.csv": b"x" * 300, "b.csv": b"y,z\n"}))
    for _ in range(data.draw(st.integers(1, 4))):
        sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    path = saved(tmp_path_factory.mktemp("damage"), "a.zip", bytes(sound))
    read = []
    refused = None
    try:
        read += [item.read() for item in members(path) if isinstance(item, Document)]
    except DocumentUnreadable as error:
        refused = error
    assert len(read) <= 2
    assert refused is None or str(path) in str(refused)


@given(st.integers(2, 300), st.integers(0, 255))
def test_no_damage_to_gzip_escapes_as_another_error(
    tmp_path_factory: pytest.TempPathFactory, at: int, octet: int
) -> None:
    sound = bytearray(gzip.compress(os.urandom(20) + bytes(range(256)), mtime=0))
    sound[min(at, len(sound) - 1)] = octet
    path = saved(tmp_path_factory.mktemp("damage"), "a.gz", bytes(sound))
    refused = None
    try:
        document_of(path).read()
    except DocumentUnreadable as error:
        refused = error
    assert refused is None or str(path) in str(refused)


def test_the_digest_is_that_of_the_bytes_on_disk(tmp_path: Path) -> None:
    first = document_of(saved(tmp_path, "a.csv", b"abc")).digest()
    assert first == document_of(saved(tmp_path, "other.csv", b"abc")).digest()
    assert first != document_of(saved(tmp_path, "a.csv", b"abd")).digest()
    assert str(first) == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_digest_of_a_member_is_that_of_its_directory_entry(tmp_path: Path) -> None:
    def digest(name: str, member: str, data: bytes) -> str:
        (document,) = members(saved(tmp_path, name, archive({member: data})))
        assert isinstance(document, Document)
        return str(document.digest())

    assert digest("a.zip", "x.json", b"abc") == digest("b.zip", "x.json", b"abc")
    assert digest("a.zip", "x.json", b"abc") != digest("b.zip", "x.json", b"abd")
    assert digest("a.zip", "x.json", b"abc") != digest("b.zip", "y.json", b"abc")
