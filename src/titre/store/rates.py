"""What was one currency worth in another on a day? The euro's reference rates, crossed for other pairs."""

from __future__ import annotations

from bisect import bisect_right
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from titre.store.errors import RateUnknown

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    import duckdb

_STALE = timedelta(days=7)
"""a rate older than this is none of the day: longer than the longest holidays of the European Central Bank"""


class Rates:
    """The exchange rates of a snapshot; a day without a rate has the last one before it.

    Source of the convention: the European Central Bank publishes none on its holidays; the last ones hold.
    """

    def __init__(self, connect: Callable[[], duckdb.DuckDBPyConnection], base: str = "EUR") -> None:
        self._connect, self._base = connect, base
        self._known: dict[str, tuple[list[date], list[Fraction]]] = {}

    def rate(self, currency: str, other: str, day: date) -> tuple[Fraction, date]:
        """Return what one unit of a currency was in another, exactly, and the day of the older rate used.

        Raises:
            RateUnknown: neither that day nor the week before it has one.
        """
        if currency == other:
            return Fraction(1), day
        below, one = self._of_base(currency, day, (currency, other))
        above, two = self._of_base(other, day, (currency, other))
        return above / below, min(one, two)

    def rates(self, currency: str, other: str, ordinals: Any) -> Any:  # noqa: ANN401 - arrays
        """Return what one unit of a currency was in another on days, as float64; ``nan`` where not known."""
        import numpy as np

        return self._array(other, ordinals, np) / self._array(currency, ordinals, np)

    def _of_base(self, currency: str, day: date, asked: tuple[str, str]) -> tuple[Fraction, date]:
        if currency == self._base:
            return Fraction(1), day
        days, values = self._load(currency)
        at = bisect_right(days, day) - 1
        if at < 0 or day - days[at] > _STALE:
            raise RateUnknown(*asked, day)
        return values[at], days[at]

    def _array(self, currency: str, ordinals: Any, np: Any) -> Any:  # noqa: ANN401 - arrays
        if currency == self._base:
            return np.ones(len(ordinals))
        days, values = self._load(currency)
        if not days:
            return np.full(len(ordinals), np.nan)
        known = np.array([day.toordinal() for day in days])
        at = np.searchsorted(known, ordinals, side="right") - 1
        floats = np.array([float(value) for value in values])
        fresh = (at >= 0) & (ordinals - known[np.maximum(at, 0)] <= _STALE.days)
        return np.where(fresh, floats[np.maximum(at, 0)], np.nan)

    def _load(self, currency: str) -> tuple[list[date], list[Fraction]]:
        if currency not in self._known:
            rows = (
                self._connect()
                .execute(
                    "SELECT day, rate FROM rates WHERE base = ? AND currency = ? "
                    "QUALIFY row_number() OVER (PARTITION BY day ORDER BY imported DESC, line) = 1 "
                    "ORDER BY day",
                    [self._base, currency],
                )
                .fetchall()
            )
            self._known[currency] = ([day for day, _ in rows], [Fraction(rate) for _, rate in rows])
        return self._known[currency]
