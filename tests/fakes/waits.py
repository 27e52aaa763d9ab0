"""Clocks that nobody waits for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass(slots=True)
class Waits:
    """A clock that moves only when somebody sleeps, and remembers each sleep."""

    start: datetime = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)
    passed: float = 0.0

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds

    def monotonic(self) -> float:
        return 1000.0 + self.passed

    def wall(self) -> float:
        return self.now().timestamp()

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.passed)
