"""The pace holds whatever happens to its file, its clock or its processes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from titre.sources.errors import StateUnwritable
from titre.sources.network.pacing import EDGAR_INTERVAL, Pacer, state_folder

if TYPE_CHECKING:
    from pathlib import Path

    from fakes.waits import Waits


def pacer(tmp_path: Path, waits: Waits, interval: float = 0.125) -> Pacer:
    return Pacer(tmp_path / "pace", interval, sleep=waits.sleep, monotonic=waits.monotonic, wall=waits.wall)


def test_the_first_request_leaves_at_once(tmp_path: Path, waits: Waits) -> None:
    pacer(tmp_path, waits).wait()
    assert waits.slept == []


def test_edgar_is_asked_less_than_ten_times_a_second() -> None:
    assert 1 / EDGAR_INTERVAL < 10


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(st.lists(st.floats(0, 0.3), min_size=2, max_size=30))
@example([1e-17, 0.0, 0.1, 1 / 3, 1 / 7, 0.0])
def test_two_requests_are_an_interval_apart(tmp_path: Path, waits: Waits, idle: list[float]) -> None:
    left = []
    for seconds in idle:
        # Another process each time: nothing is remembered but the file.
        pacer(tmp_path, waits).wait()
        left.append(waits.monotonic())
        waits.passed += seconds
    assert all(later - earlier >= 0.125 - 1e-9 for earlier, later in pairwise(left))


@pytest.mark.parametrize(
    "content", ["12", "none at all", "999999999 0", "inf 0", "nan 0", "1000.0 1e300", "\0\0"]
)
def test_what_a_dead_process_left_costs_at_most_one_interval(
    content: str, tmp_path: Path, waits: Waits
) -> None:
    (tmp_path / "pace").write_text(content)
    pacer(tmp_path, waits).wait()
    assert sum(waits.slept) == pytest.approx(0.125)
    pacer(tmp_path, waits).wait()
    assert sum(waits.slept) == pytest.approx(0.25)


def test_a_pause_holds_for_all_processes(tmp_path: Path, waits: Waits) -> None:
    pacer(tmp_path, waits).pause(20)
    waits.passed += 5
    pacer(tmp_path, waits).pause(1)
    pacer(tmp_path, waits).wait()
    assert sum(waits.slept) == pytest.approx(15)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, waits: Waits) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StateUnwritable, match="XDG_STATE_HOME"):
        Pacer(tmp_path / "file" / "pace", sleep=waits.sleep).wait()


def test_the_state_folder_is_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", "relative/counts/as/none")
    assert state_folder() == tmp_path / ".local" / "state" / "titre"
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
    assert state_folder() == tmp_path / "elsewhere" / "titre"
