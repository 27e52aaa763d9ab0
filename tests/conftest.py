"""Fixtures that every room's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# Tests are of correctness: a slow machine is no fault. Speed is measured by the benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

_SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real filings, prices, rates and events beside the checkout."""
    if not (_SHARED / "data").is_dir():
        pytest.skip("the folder shared/ with real filings, prices and rates is not beside this checkout")
    return _SHARED


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the tests."""
    parser.addoption(
        "--snapshot-update", action="store_true", help="write the snapshots in place of comparing them"
    )
    parser.addoption(
        "--days", type=int, default=3, help="on how many random days figures are asked as of that day"
    )


@pytest.fixture
def days(request: pytest.FixtureRequest) -> int:
    """The number of random days that ``--days`` asks for."""
    number = request.config.getoption("--days")
    assert isinstance(number, int)
    return number
