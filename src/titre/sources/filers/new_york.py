"""Which instant is meant by the clock of New York, by which EDGAR keeps its time?

Written out because a system without a time zone database must give the same instants. Eastern time is five
hours behind UTC, four between 02:00 of the second Sunday in March and 02:00 of the first in November.
Source: Energy Policy Act of 2005 §110, in force since 2007; before it from the first Sunday in April to the
last in October (15 U.S.C. §260a of 1986).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_ACT_IN_FORCE = 2007
_SUNDAY = 6
_STANDARD, _SUMMER = timedelta(hours=5), timedelta(hours=4)


def in_utc(clock: datetime) -> datetime:
    """Return the instant in UTC of a time by New York's clock; of an hour that comes twice, the first."""
    begins, ends = _summer(clock.year)
    behind = _SUMMER if begins <= clock < ends else _STANDARD
    return (clock + behind).replace(tzinfo=UTC)


def from_utc(instant: datetime) -> datetime:
    """Return New York's clock, naive, at an instant."""
    naive = instant.astimezone(UTC).replace(tzinfo=None)
    begins, ends = _summer(naive.year)
    summer = begins + _STANDARD <= naive < ends + _SUMMER
    return naive - (_SUMMER if summer else _STANDARD)


def _summer(year: int) -> tuple[datetime, datetime]:
    """Return when summer time begins and ends, each by the clock in force until then."""
    if year >= _ACT_IN_FORCE:
        return _sunday(year, 3, 8), _sunday(year, 11, 1)
    return _sunday(year, 4, 1), _sunday(year, 10, 25)


def _sunday(year: int, month: int, earliest: int) -> datetime:
    """Return 02:00 of the first Sunday on or after a day."""
    day = datetime(year, month, earliest, 2)  # noqa: DTZ001 - New York's clock has no zone of its own here
    return day + timedelta(days=(_SUNDAY - day.weekday()) % 7)
