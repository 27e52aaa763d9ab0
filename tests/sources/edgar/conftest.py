"""A server that plays EDGAR, and a client of it that waits for nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fakes.edgar_server import EdgarServer
from fakes.waits import Waits
from titre.sources.network.edgar import Addresses, Edgar
from titre.sources.network.pacing import Pacer
from titre.sources.network.retries import Patience

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IDENTITY = "Ada Lovelace ada@analytical.engine"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[EdgarServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with EdgarServer() as server:
        yield server


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def patience(waits: Waits) -> Patience:
    return Patience(sleep=waits.sleep, jitter=lambda _, most: most, silence=5.0)


@pytest.fixture
def pace(tmp_path: Path, waits: Waits) -> Pacer:
    return Pacer(
        tmp_path / "state" / "pace",
        sleep=waits.sleep,
        monotonic=waits.monotonic,
        wall=waits.wall,
        interval=0.0,
    )


@pytest.fixture
def edgar(
    server: EdgarServer, tmp_path: Path, patience: Patience, pace: Pacer, waits: Waits
) -> Iterator[Edgar]:
    with Edgar(
        IDENTITY,
        tmp_path / "edgar",
        addresses=Addresses(server.address, server.address),
        pace=pace,
        patience=patience,
        clock=waits,
        state=tmp_path / "state",
    ) as edgar:
        yield edgar
