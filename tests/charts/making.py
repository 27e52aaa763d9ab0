"""Series for the tests of charts, made by hand."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from titre.charts import Filing, Point, Series
from titre.kernel.messages import say
from titre.kernel.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence


def month_end(year: int, month: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def quarters(
    values: Sequence[str | Decimal | None],
    first: tuple[int, int] = (2023, 1),
    *,
    trailing: bool = False,
    months: int = 0,
) -> tuple[Point, ...]:
    """Return the points of quarters that follow each other; years end so many months after December."""
    points = []
    for index, value in enumerate(values):
        position = first[0] * 4 + first[1] - 1 + index
        year, quarter = position // 4, position % 4 + 1
        label = Period.trailing(year, quarter) if trailing else Period.fiscal_quarter(year, quarter)
        end = month_end(year, quarter * 3 + months)
        points.append(_point(label, value, end, "10-K" if quarter == 4 else "10-Q"))
    return tuple(points)


def years(values: Sequence[str | Decimal | None], first: int = 2019) -> tuple[Point, ...]:
    """Return the points of calendar years that follow each other."""
    return tuple(
        _point(Period.fiscal_year(first + index), value, date(first + index, 12, 31), "10-K")
        for index, value in enumerate(values)
    )


def _point(period: Period, value: str | Decimal | None, end: date, form: str) -> Point:
    if value is None:
        return Point(period, None, None, end, (), say("no fact"))
    filed = month_end(end.year, end.month + 1)
    filing = Filing(f"0000000001-{filed.year % 100:02d}-{filed.month:06d}", form, filed)
    return Point(period, Decimal(value), None, end, (filing,))


def series(
    points: tuple[Point, ...],
    *,
    entity: str = "Meta Platforms, Inc.",
    quantity: str = "Revenue",
    unit: str = "USD",
) -> Series:
    return Series(entity, quantity, unit, points)


def billions(*values: float | None) -> list[str | None]:
    return [None if value is None else str(round(value * 1000) * 10**6) for value in values]
