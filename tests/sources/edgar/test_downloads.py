"""A download is whole or absent, goes on where it was cut off, and costs nothing where nothing changed."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from typing import TYPE_CHECKING

import pytest

from fakes.edgar_server import Fault
from titre.sources.errors import ContentRefused, DownloadFailed
from titre.sources.network.contents import TextContent, ZipContent
from titre.sources.network.downloads import Downloader, Pulled, Wanted
from titre.sources.network.retries import Patience

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from fakes.edgar_server import EdgarServer
    from fakes.waits import Waits
    from titre.sources.errors import SourceError
    from titre.sources.network.pacing import Pacer

PATH = "/Archives/edgar/daily-index/xbrl/companyfacts.zip"
SIZE = 3_000_000


class AnySite:
    headers: Mapping[str, str] = {"User-Agent": "test"}

    def refusal(self, address: str, status: int, beginning: bytes) -> SourceError | None:  # noqa: ARG002
        return None


class Heard:
    """A progress that remembers."""

    def __init__(self) -> None:
        self.told: list[str | int | None] = []

    def started(self, name: str, total: int | None) -> None:
        self.told += [name, total]

    def advanced(self, steps: int) -> None:
        self.told.append(steps)

    def finished(self) -> None:
        self.told.append("finished")


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def downloader(pace: Pacer, patience: Patience, waits: Waits, heard: Heard) -> Iterator[Downloader]:
    with Downloader(AnySite(), pace, patience, waits, heard) as downloader:
        yield downloader


@pytest.fixture
def archive(server: EdgarServer) -> bytes:
    data = zip_of(SIZE)
    server.store(PATH, data)
    return data


@pytest.fixture
def pull(downloader: Downloader, server: EdgarServer, tmp_path: Path) -> Callable[[], Pulled]:
    wanted = Wanted(server.address + PATH, tmp_path / "desk" / "companyfacts.zip", ZipContent())
    return lambda: downloader.pull(wanted)


def zip_of(size: int, seed: int = 0) -> bytes:
    """A zip archive of one member that does not compress."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("CIK0000000001.json", random.Random(seed).randbytes(size))
    return stream.getvalue()


def test_what_did_not_change_is_not_sent_again(
    pull: Callable[[], Pulled], archive: bytes, server: EdgarServer
) -> None:
    first = pull()
    second = pull()
    assert (first.changed, second.changed) == (True, False)
    assert second.path.read_bytes() == archive
    asked = server.asked(PATH)[1].headers
    assert {"if-none-match", "if-modified-since"} <= asked.keys()


def test_what_changed_replaces_the_file(
    pull: Callable[[], Pulled], archive: bytes, server: EdgarServer
) -> None:
    assert pull().path.read_bytes() == archive
    server.store(PATH, newer := zip_of(1000))
    second = pull()
    assert second.changed
    assert second.path.read_bytes() == newer


def test_the_same_bytes_again_are_no_change(
    pull: Callable[[], Pulled], archive: bytes, server: EdgarServer
) -> None:
    before = pull().path.stat()
    server.store(PATH, archive, changed=1_710_000_000.0, tag="another")
    second = pull()
    assert not second.changed
    assert (second.path.stat().st_ino, second.path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.usefixtures("archive")
def test_a_file_that_somebody_touched_is_asked_for_whole(
    pull: Callable[[], Pulled], archive: bytes, server: EdgarServer
) -> None:
    pull().path.write_bytes(b"mine")
    second = pull()
    assert second.changed
    assert second.path.read_bytes() == archive
    assert "if-none-match" not in server.asked(PATH)[1].headers


@pytest.mark.parametrize("ending", ["in order", "reset"])
def test_a_broken_connection_goes_on_where_it_broke(
    ending: str, pull: Callable[[], Pulled], archive: bytes, server: EdgarServer, heard: Heard
) -> None:
    server.fail(PATH, Fault(stop_after=2_000_000, reset=ending == "reset"))
    assert pull().path.read_bytes() == archive
    first, second = server.asked(PATH)
    assert "range" not in first.headers
    offset = int(second.headers["range"].removeprefix("bytes=").removesuffix("-"))
    # A reset may discard what the receiver had not yet taken.
    assert offset == 2_000_000 if ending == "in order" else offset > 0
    assert second.headers["if-range"].strip('"')
    assert heard.told[:2] == ["companyfacts.zip", len(archive)]
    again = heard.told.index("finished") + 1
    assert heard.told[again : again + 3] == ["companyfacts.zip", len(archive), offset]
    assert sum(step for step in heard.told[again + 2 :] if isinstance(step, int)) == len(archive)


def test_as_long_as_it_gets_ahead_a_download_may_break_often(
    pull: Callable[[], Pulled], server: EdgarServer, downloader: Downloader, waits: Waits
) -> None:
    server.store(PATH, archive := zip_of(9 << 20))
    server.fail(PATH, *[Fault(stop_after=(1 << 20) + 1)] * 8)
    assert downloader.patience.attempts < 8
    assert pull().path.read_bytes() == archive
    assert waits.slept == [1.0] * 8


def test_without_getting_ahead_it_may_not(pull: Callable[[], Pulled], server: EdgarServer) -> None:
    server.store(PATH, zip_of(9 << 20))
    server.fail(PATH, *[Fault(stop_after=1000)] * 8)
    with pytest.raises(DownloadFailed, match="the connection broke"):
        pull()
    assert len(server.asked(PATH)) == 6


def test_another_document_by_now_is_begun_anew(
    pull: Callable[[], Pulled], archive: bytes, server: EdgarServer
) -> None:
    newer = zip_of(SIZE, seed=1)
    assert newer != archive
    server.fail(PATH, Fault(stop_after=2_000_000))
    server.after(PATH, 1, lambda: server.store(PATH, newer))
    assert pull().path.read_bytes() == newer
    assert "range" in server.asked(PATH)[1].headers


def test_a_document_that_shrank_is_begun_anew(pull: Callable[[], Pulled], server: EdgarServer) -> None:
    server.store(PATH, zip_of(SIZE), tag="one and the same")
    shorter = zip_of(1_000_000)
    server.fail(PATH, Fault(stop_after=2_000_000))
    server.after(PATH, 1, lambda: server.store(PATH, shorter, tag="one and the same"))
    assert pull().path.read_bytes() == shorter
    assert len(server.asked(PATH)) == 3


@pytest.mark.usefixtures("archive")
def test_a_download_that_lacks_only_its_name_gets_it(
    pull: Callable[[], Pulled], archive: bytes, server: EdgarServer, tmp_path: Path
) -> None:
    server.fail(PATH, Fault(stop_after=2_000_000), *[Fault(500)] * 6)
    with pytest.raises(DownloadFailed):
        pull()
    part = tmp_path / "desk" / ".companyfacts.zip.part"
    assert part.read_bytes() == archive[:2_000_000]
    part.write_bytes(archive)  # as left by a process killed just before the renaming
    assert pull().path.read_bytes() == archive
    assert not part.exists()


def test_a_tag_that_names_no_bytes_is_not_resumed_by(pull: Callable[[], Pulled], server: EdgarServer) -> None:
    server.store(PATH, archive := zip_of(SIZE), tag="weak", weak=True)
    server.fail(PATH, Fault(stop_after=2_000_000))
    assert pull().path.read_bytes() == archive
    assert "range" not in server.asked(PATH)[1].headers


def test_a_zip_cut_short_by_a_silent_server_is_asked_for_again(
    pull: Callable[[], Pulled], archive: bytes, server: EdgarServer
) -> None:
    server.fail(PATH, Fault(unannounced=True, stop_after=2_000_000))
    assert pull().path.read_bytes() == archive
    assert len(server.asked(PATH)) == 2


def test_a_zip_without_its_end_is_refused(
    pull: Callable[[], Pulled], archive: bytes, server: EdgarServer, tmp_path: Path
) -> None:
    server.store(PATH, archive[:-10])
    with pytest.raises(ContentRefused, match="without its end"):
        pull()
    assert [file.name for file in (tmp_path / "desk").iterdir()] == [".companyfacts.zip.lock"]


@pytest.mark.usefixtures("archive")
def test_a_body_that_drips_is_given_up_and_gone_on_with(
    pull: Callable[[], Pulled], archive: bytes, server: EdgarServer, downloader: Downloader, waits: Waits
) -> None:
    downloader.patience = Patience(sleep=waits.sleep, silence=5.0, stall=0.2, trickle=5000)
    server.fail(PATH, Fault(drip=0.02))
    assert pull().path.read_bytes() == archive
    assert len(server.asked(PATH)) == 2


@pytest.mark.usefixtures("archive")
def test_a_silent_connection_is_given_up(
    pull: Callable[[], Pulled], archive: bytes, server: EdgarServer, downloader: Downloader, waits: Waits
) -> None:
    downloader.patience = Patience(sleep=waits.sleep, silence=0.2)
    server.fail(PATH, Fault(drip=0.5))
    assert pull().path.read_bytes() == archive
    assert len(server.asked(PATH)) == 2


@pytest.mark.usefixtures("archive")
def test_an_endless_document_is_refused(downloader: Downloader, server: EdgarServer, tmp_path: Path) -> None:
    wanted = Wanted(server.address + PATH, tmp_path / "desk" / "facts.zip", ZipContent(largest=1 << 20))
    with pytest.raises(ContentRefused, match="more than 1048576 bytes"):
        downloader.pull(wanted)
    assert [file.name for file in (tmp_path / "desk").iterdir()] == [".facts.zip.lock"]


def test_a_compressed_body_is_bounded_too(
    downloader: Downloader, server: EdgarServer, tmp_path: Path
) -> None:
    path = "/Archives/edgar/data/1/a.xml"
    server.store(path, b"<x>" + bytes(5 << 20))
    wanted = Wanted(server.address + path, tmp_path / "desk" / "a.xml", TextContent(largest=1 << 20))
    with pytest.raises(ContentRefused, match="more than 1048576 bytes"):
        downloader.pull(wanted)
    assert not (tmp_path / "desk" / "a.xml").exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:-9],
        lambda whole: whole[:-6] + bytes(6),
        lambda whole: whole[:2000] + b"\xff" * 100 + whole[2100:],
        lambda whole: b"no gzip" + whole,
    ],
)
def test_damaged_compression_is_asked_for_again(
    damage: Callable[[bytes], bytes], downloader: Downloader, server: EdgarServer, tmp_path: Path
) -> None:
    path = "/Archives/edgar/data/1/a.xml"
    text = b"<x>" + random.Random(1).randbytes(6000).hex().encode() + b"</x>"
    server.store(path, text)
    body = damage(gzip.compress(text))
    server.fail(path, Fault(body=body, headers={"Content-Encoding": "gzip"}))
    pulled = downloader.pull(Wanted(server.address + path, tmp_path / "a.xml", TextContent()))
    assert pulled.path.read_bytes() == text
    assert len(server.asked(path)) == 2


@pytest.mark.usefixtures("archive")
def test_a_compressed_body_goes_on_too(downloader: Downloader, server: EdgarServer, tmp_path: Path) -> None:
    path = "/Archives/edgar/data/1/a.xml"
    text = b"<x>" + random.Random(1).randbytes(600_000).hex().encode() + b"</x>"
    server.store(path, text)
    server.fail(path, Fault(stop_after=300_000))
    pulled = downloader.pull(Wanted(server.address + path, tmp_path / "a.xml", TextContent()))
    assert pulled.path.read_bytes() == text
    assert server.asked(path)[1].headers["range"] == "bytes=300000-"


def test_an_unknown_encoding_is_refused(downloader: Downloader, server: EdgarServer, tmp_path: Path) -> None:
    path = "/Archives/edgar/data/1/a.xml"
    server.fail(path, Fault(body=b"<x/>", headers={"Content-Encoding": "br"}))
    with pytest.raises(ContentRefused, match="expected gzip or plain"):
        downloader.pull(Wanted(server.address + path, tmp_path / "a.xml", TextContent()))


def test_a_redirection_is_followed_at_the_same_pace(
    downloader: Downloader, archive: bytes, server: EdgarServer, tmp_path: Path
) -> None:
    server.fail("/old.zip", Fault(301, headers={"Location": PATH}))
    pulled = downloader.pull(Wanted(server.address + "/old.zip", tmp_path / "a.zip", ZipContent()))
    assert pulled.path.read_bytes() == archive
    server.fail("/old.zip", *[Fault(301, headers={"Location": "/old.zip"})] * 9)
    with pytest.raises(DownloadFailed):
        downloader.pull(Wanted(server.address + "/old.zip", tmp_path / "a.zip", ZipContent()))


def test_a_redirection_to_another_site_is_not_followed(
    downloader: Downloader, server: EdgarServer, tmp_path: Path
) -> None:
    elsewhere = server.address.replace("127.0.0.1", "localhost") + PATH
    server.fail("/old.zip", Fault(302, headers={"Location": elsewhere}))
    with pytest.raises(DownloadFailed, match="leads away to http://localhost"):
        downloader.pull(Wanted(server.address + "/old.zip", tmp_path / "a.zip", ZipContent()))
    assert [request.path for request in server.requests] == ["/old.zip"]


def test_an_address_that_is_none_is_said_at_once(
    downloader: Downloader, tmp_path: Path, waits: Waits
) -> None:
    with pytest.raises(DownloadFailed, match="protocol"):
        downloader.pull(Wanted("www.sec.gov/a.zip", tmp_path / "a.zip", ZipContent()))
    assert waits.slept == []


def test_a_folder_that_cannot_be_written_is_named(
    downloader: Downloader, server: EdgarServer, tmp_path: Path
) -> None:
    (tmp_path / "desk").write_text("a file where the folder should be")
    wanted = Wanted(server.address + PATH, tmp_path / "desk" / "a.zip", ZipContent())
    with pytest.raises(DownloadFailed, match=r"desk.a\.zip: cannot be written"):
        downloader.pull(wanted)
    assert server.requests == []


@pytest.mark.usefixtures("archive")
def test_a_full_disk_is_said_and_what_came_is_kept_for_later(
    pull: Callable[[], Pulled], archive: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("titre.sources.network.downloads.settle", full)
        with pytest.raises(DownloadFailed, match="cannot be written: No space left on device"):
            pull()
    assert pull().path.read_bytes() == archive
