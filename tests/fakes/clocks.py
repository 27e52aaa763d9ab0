"""A clock that the test sets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class SetClock:
    """Tells the time that it was set to."""

    def __init__(self, year: int = 2025, month: int = 3, day: int = 1) -> None:
        self.time = datetime(year, month, day, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def forward(self, step: timedelta) -> None:
        self.time += step
