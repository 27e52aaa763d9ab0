"""Several processes of one machine keep one pace, share one file, and survive each other's death."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import threading
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from fakes import edgar_process
from fakes.edgar_server import Fault, Gate
from titre.sources.network.file_lock import locked
from titre.sources.network.pacing import Pacer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fakes.edgar_server import EdgarServer
    from titre.sources.network.edgar import Edgar

BULK = "/Archives/edgar/daily-index/xbrl/companyfacts.zip"
LIMIT = 10
"""requests a second that EDGAR allows"""


@pytest.fixture
def start(server: EdgarServer, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []
    environment = os.environ | {"XDG_STATE_HOME": str(tmp_path / "state"), "NO_PROXY": "127.0.0.1"}

    def run(task: str, number: int = 0) -> subprocess.Popen[str]:
        command = [
            sys.executable,
            edgar_process.__file__,
            server.address,
            str(tmp_path / "edgar"),
            task,
            str(number),
        ]
        started.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def archive(server: EdgarServer) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("CIK0000000001.json", random.Random(0).randbytes(3_000_000))
    server.store(BULK, stream.getvalue())
    return stream.getvalue()


def test_four_processes_together_ask_no_faster_than_edgar_allows(
    start: Callable[..., subprocess.Popen[str]], server: EdgarServer
) -> None:
    for cik in range(1, 41):
        document = {"cik": cik, "entityName": "", "facts": {}}
        server.store(f"/api/xbrl/companyfacts/CIK{cik:010d}.json", json.dumps(document).encode())
    # A machine so busy that the server itself stands still brings the requests of two seconds into one:
    # then the same is tried again. Without a common pace no trial succeeds.
    assert any(busiest_second(start, server) <= LIMIT for _ in range(3))


def busiest_second(start: Callable[..., subprocess.Popen[str]], server: EdgarServer) -> int:
    """Return how many requests of four processes arrive in one second at most."""
    server.requests.clear()
    processes = [start("companies", first) for first in (1, 11, 21, 31)]
    assert [process.wait(60) for process in processes] == [0] * 4
    # The pace is kept together and not by one process after the other.
    owners = [(int(request.path[-8:-5]) - 1) // 10 for request in server.requests]
    assert len(owners) == 40
    assert owners != sorted(owners)
    times = sorted(request.at for request in server.requests)
    return max(sum(begin <= at < begin + 1 for at in times) for begin in times)


def test_a_download_whose_process_was_killed_goes_on_in_the_next(
    start: Callable[..., subprocess.Popen[str]],
    server: EdgarServer,
    archive: bytes,
    edgar: Edgar,
    tmp_path: Path,
) -> None:
    part = tmp_path / "edgar" / ".companyfacts.zip.part"
    left = [0]
    for more in (700_000, 70_000, 500_000, 900_000):
        gate = Gate()
        server.fail(BULK, Fault(gate=gate, gate_at=more))
        process = start("bulk")
        assert gate.reached.wait(20)
        enough = left[-1] + more - io.DEFAULT_BUFFER_SIZE
        until_holds(part, enough)
        process.kill()
        process.wait()
        gate.opened.set()
        left.append(part.stat().st_size)
        assert not (tmp_path / "edgar" / "companyfacts.zip").exists()
    pulled = edgar.bulk_companyfacts()
    assert pulled.path.read_bytes() == archive
    assert left[-1] > 1_500_000
    ranges = [request.headers.get("range") for request in server.asked(BULK)]
    assert ranges == [None, *(f"bytes={size}-" for size in left[1:])]
    assert not part.exists()


@pytest.mark.usefixtures("archive")
def test_two_processes_that_want_the_same_file_get_it_once(
    start: Callable[..., subprocess.Popen[str]], server: EdgarServer, archive: bytes, tmp_path: Path
) -> None:
    gate = Gate()
    server.fail(BULK, Fault(gate=gate, gate_at=1_000_000))
    first = start("bulk")
    assert gate.reached.wait(20)
    second = start("bulk")
    assert second.stdout is not None
    assert second.stdout.readline() == "asking\n"
    gate.opened.set()
    said = [process.communicate(timeout=30)[0].strip() for process in (first, second)]
    assert said == ["asking\nTrue", "False"]
    assert (tmp_path / "edgar" / "companyfacts.zip").read_bytes() == archive
    whole, again = server.asked(BULK)
    assert "if-none-match" not in whole.headers
    assert "if-none-match" in again.headers


def test_nobody_waits_for_a_dead_holder_of_the_pace(tmp_path: Path) -> None:
    file = tmp_path / "pace"
    script = (
        "import sys, time, pathlib\n"
        "from titre.sources.network.pacing import Pacer\n"
        "asleep = lambda _: (print('asleep', flush=True), time.sleep(60))\n"
        "pacer = Pacer(pathlib.Path(sys.argv[1]), 1e6, sleep=asleep)\n"
        "pacer.wait()\n"
        "pacer.wait()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(file)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "asleep\n"
        process.kill()
    slept: list[float] = []
    Pacer(file, 0.0, sleep=slept.append).wait()
    assert slept == []


def test_threads_of_one_process_take_turns_too(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        for _ in range(50):
            with locked(tmp_path / "lock"):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (200, 1)


def until_holds(file: Path, least: int) -> None:
    """Wait until another process has written so many bytes; given up after a while, never timed."""
    for _ in range(2000):
        if file.exists() and file.stat().st_size >= least:
            return
        time.sleep(0.01)
    pytest.fail("the other process did not get there")
