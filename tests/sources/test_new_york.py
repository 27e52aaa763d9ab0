"""New York's clock against the system's time zone database, where there is one."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titre.sources.filers.new_york import from_utc, in_utc


@pytest.fixture(scope="module")
def zone() -> ZoneInfo:
    try:
        return ZoneInfo("America/New_York")
    except ZoneInfoNotFoundError:
        pytest.skip("this system has no time zone database")


@given(instant=st.datetimes(datetime(1990, 1, 1), datetime(2036, 1, 1)))  # noqa: DTZ001 - made aware below
def test_instants_agree_with_the_database(zone: ZoneInfo, instant: datetime) -> None:
    aware = instant.replace(tzinfo=UTC)
    assert from_utc(aware) == aware.astimezone(zone).replace(tzinfo=None)


@given(clock=st.datetimes(datetime(1990, 1, 1), datetime(2036, 1, 1)))  # noqa: DTZ001 - New York's clock
def test_clocks_agree_with_the_database(zone: ZoneInfo, clock: datetime) -> None:
    aware = clock.replace(tzinfo=zone)
    if aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == clock:
        assert in_utc(clock) == aware.astimezone(UTC)


@pytest.mark.parametrize(
    ("clock", "instant"),
    [
        ((2010, 5, 7, 13, 14), (2010, 5, 7, 17, 14)),
        ((2025, 1, 29, 16, 5), (2025, 1, 29, 21, 5)),
        ((2024, 3, 10, 1, 59), (2024, 3, 10, 6, 59)),
        ((2024, 3, 10, 3, 0), (2024, 3, 10, 7, 0)),
        ((2024, 11, 3, 2, 0), (2024, 11, 3, 7, 0)),
    ],
)
def test_known_instants(clock: tuple[int, ...], instant: tuple[int, ...]) -> None:
    assert in_utc(datetime(*clock)) == datetime(*instant, tzinfo=UTC)  # type: ignore[arg-type,misc]  # noqa: DTZ001
