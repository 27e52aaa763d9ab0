"""Do the figures of companies with every kind of fiscal year cover the days they say, and add up?

Each company's ledger is made from its quarters, as it would file them: the quarter and the year to date in
each quarterly report, the year in the annual one, the cash flow for the year to date only, and all of that
beside the same of the year before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from fakes.ledgers import figures_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Quarter: TypeAlias = tuple[int, int, date, date]
"""place of the fiscal year among the company's, number of the quarter, first and last day"""

_DAY = timedelta(days=1)
_CASH_FLOW = "NetCashProvidedByUsedInOperatingActivities"


@dataclass(frozen=True)
class Company:
    """A company by its fiscal years: each year's label and the days on which its quarters end."""

    name: str
    begins: date
    years: tuple[tuple[int, tuple[date, ...]], ...]
    halves: bool = False
    """whether it reports every six months, to the SEC on forms 20-F and 6-K"""

    @property
    def quarters(self) -> list[Quarter]:
        """Its quarters, or halves: those under the numbers two and four."""
        found, first = [], self.begins
        for place, (_, ends) in enumerate(self.years):
            for number, end in enumerate(ends, 1):
                found.append((place, number * self.step, first, end))
                first = end + _DAY
        return found

    @property
    def step(self) -> int:
        """How many quarters a report covers."""
        return 2 if self.halves else 1

    def ledger(self) -> str:
        """What it files: each report beside the same of the year before."""
        return "\n".join(
            line for place, number, _, _ in self.quarters for line in self._report(place, number)
        )

    def _report(self, place: int, number: int) -> Iterator[str]:
        label, ends = self.years[place]
        last = number == len(ends) * self.step
        annual, interim = ("20-F", "6-K") if self.halves else ("10-K", "10-Q")
        if self.is_short(place):
            annual = "10-KT"
        period = f" FY{label}" if last else "" if self.halves else f" Q{number} {label}"
        yield f"{annual if last else interim} {ends[number // self.step - 1] + 40 * _DAY}{period}"
        for year in (place, place - 1):
            begins = self._begins(year, number)
            if begins is None:
                continue
            end = self.years[year][1][number // self.step - 1]
            for first in dict.fromkeys(begins[:1] if last else begins):
                yield f"  Revenues {first}..{end} {_amount(first, end)}"
            yield f"  {_CASH_FLOW} {begins[0]}..{end} {_amount(begins[0], end)}"
            yield f"  Assets {end} {end.toordinal()}"

    def _begins(self, place: int, number: int) -> tuple[date, date] | None:
        """Return the first days of a fiscal year and of one of its quarters, if there is such a quarter."""
        of_year = {at: first for year, at, first, _ in self.quarters if year == place}
        return (of_year[self.step], of_year[number]) if number in of_year else None

    def is_short(self, place: int) -> bool:
        """Return whether a year is none, but the months between two year-ends."""
        ends = self.years[place][1]
        begins = self._begins(place, self.step)
        return begins is not None and (ends[-1] - begins[0]).days < 360


def _amount(first: date, last: date) -> int:
    """Return what comes in from one day to another: another amount each day."""
    return sum(day * 37 % 101 + 1 for day in range(first.toordinal(), last.toordinal() + 1))


def _months(month: int, *, moved: int = 0) -> Company:
    """A company whose fiscal years end with a month; the label may be moved."""
    ends = [date(2015 + (month + step) // 12, (month + step) % 12 + 1, 1) - _DAY for step in range(0, 85, 3)]
    years = tuple(
        (ends[at + 4].year + moved, tuple(ends[at + 1 : at + 5])) for at in range(0, len(ends) - 4, 4)
    )
    return Company(f"month {month}", ends[0] + _DAY, years)


def _weeks(
    weeks: tuple[int, ...], ends: tuple[date, ...], *, moved: int = 0, halves: bool = False
) -> Company:
    """A company whose quarters have so many weeks; the last takes the fifty-third."""
    years = []
    for before, end in pairwise(ends):
        days, quarters = before, []
        for length in weeks[:-1]:
            days += length * 7 * _DAY
            quarters.append(days)
        years.append(((end - 7 * _DAY).year + moved, (*quarters, end)))
    name = f"{'/'.join(map(str, weeks))} weeks to {ends[0]}"
    return Company(name, ends[0] + _DAY, tuple(years), halves)


def _weekdays(year_end: Callable[[int], date]) -> tuple[date, ...]:
    return tuple(year_end(year) for year in range(2015, 2023))


def _nearest(month: int, day: int, weekday: int) -> Callable[[int], date]:
    """Return the rule for the weekday that is nearest to a day of the year."""

    def of(year: int) -> date:
        around = date(year, month, day)
        return min(
            (around + step * _DAY for step in range(-3, 4)), key=lambda near: near.weekday() != weekday
        )

    return of


def _last(month: int, weekday: int) -> Callable[[int], date]:
    """Return the rule for the last weekday of a month."""

    def of(year: int) -> date:
        end = date(year + month // 12, month % 12 + 1, 1) - _DAY
        return end - ((end.weekday() - weekday) % 7) * _DAY

    return of


_SATURDAY, _SUNDAY = 5, 6
COMPANIES = (
    *(_months(month) for month in range(1, 13)),
    _months(1, moved=-1),
    _months(6, moved=1),
    _weeks((13, 13, 13, 13), _weekdays(_last(9, _SATURDAY))),  # Apple
    _weeks((13, 13, 13, 13), _weekdays(_last(1, _SUNDAY))),  # Nvidia
    _weeks((13, 13, 13, 13), _weekdays(_nearest(1, 31, _SATURDAY)), moved=-1),  # Target
    _weeks((13, 13, 13, 13), _weekdays(_nearest(12, 31, _SUNDAY))),  # Johnson & Johnson
    _weeks((13, 13, 13, 13), _weekdays(_nearest(8, 31, 3))),  # Micron
    _weeks((12, 12, 12, 16), _weekdays(_nearest(8, 31, _SUNDAY))),  # Costco
    _weeks((12, 12, 12, 16), _weekdays(_last(8, _SATURDAY))),  # AutoZone
    _weeks((12, 12, 12, 16), _weekdays(_last(12, _SATURDAY))),  # PepsiCo
    _weeks((16, 12, 12, 12), _weekdays(_nearest(1, 31, _SATURDAY)), moved=-1),  # Kroger
    _weeks((16, 12, 12, 12), _weekdays(_last(12, _SUNDAY))),  # CAVA
    _weeks((24, 28), _weekdays(_last(12, _SATURDAY)), halves=True),
    _weeks((28, 24), _weekdays(_last(2, _SATURDAY)), halves=True),
    _weeks((26, 26), _weekdays(_nearest(6, 30, _SUNDAY)), halves=True),
)


def _changed(name: str, begins: date, *years: tuple[int, tuple[int, ...]]) -> Company:
    """A company by the labels of its years and the months of each of their quarters."""
    made, after = [], begins
    for label, lengths in years:
        ends = []
        for months in lengths:
            month = after.month - 1 + months
            after = date(after.year + month // 12, month % 12 + 1, 1)
            ends.append(after - _DAY)
        made.append((label, tuple(ends)))
    return Company(name, begins, tuple(made))


_YEAR, _HALF, _NINE, _LONG = (3, 3, 3, 3), (3, 3), (3, 3, 3), (3, 3, 3, 2)
"""the months of the quarters of a year, and of those that lie between two year-ends"""
CHANGED = (
    _changed(
        "June to December", date(2019, 7, 1), (2020, _YEAR), (2021, _YEAR), (2021, _HALF), (2022, _YEAR)
    ),
    _changed(
        "December to Sept.", date(2020, 1, 1), (2020, _YEAR), (2021, _YEAR), (2022, _NINE), (2023, _YEAR)
    ),
    _changed(
        "January to December", date(2020, 2, 1), (2020, _YEAR), (2021, _YEAR), (2022, _LONG), (2023, _YEAR)
    ),
    _changed(
        "Sept. to December", date(2019, 10, 1), (2020, _YEAR), (2021, _YEAR), (2021, (3,)), (2022, _YEAR)
    ),
    _changed(
        "December to January", date(2020, 1, 1), (2020, _YEAR), (2021, _YEAR), (2022, (1,)), (2022, _YEAR)
    ),
    _changed(
        "December to March", date(2020, 1, 1), (2020, _YEAR), (2021, _YEAR), (2022, (3,)), (2023, _YEAR)
    ),
    _changed(
        "March to December", date(2019, 4, 1), (2020, _YEAR), (2021, _YEAR), (2021, _NINE), (2022, _YEAR)
    ),
    _changed("founded in April", date(2020, 4, 15), (2020, _NINE), (2021, _YEAR), (2022, _YEAR)),
    _changed("founded in January", date(2020, 1, 11), (2020, _YEAR), (2021, _YEAR)),
)


@cache
def _rows(companies: tuple[Company, ...]) -> dict[tuple[str, str, str], tuple[Any, ...]]:
    figures = figures_of(*(company.ledger() for company in companies))
    table = figures.table(None, ["revenue", "operating_cash_flow", "total_assets"])
    return {
        (row["entity"], row["metric"], row["period"]): (row["start"], row["end"], row["value"])
        for row in table.to_pylist()
    }


def _expected(company: Company) -> Iterator[tuple[str, str, tuple[date | None, date, int]]]:
    """Yield every figure that can be known of a company whose year-end never changed."""
    quarters = company.quarters
    for place, (year, number, first, last) in enumerate(quarters):
        label, of_a_year = company.years[year][0], 4 // company.step
        quarter = f"{label}Q{number}"
        spans = [] if company.halves else [(quarter, first)]
        if place >= of_a_year - 1:
            twelve = quarters[place - of_a_year + 1][2]
            spans.append((f"TTM {quarter}", twelve))
            spans += [(f"FY{label}", twelve)] if number == 4 else []
        for period, begins in spans:
            for metric in ("revenue", "operating_cash_flow"):
                yield metric, period, (begins, last, _amount(begins, last))
        for period in [quarter, f"TTM {quarter}", *([f"FY{label}"] if number == 4 else [])]:
            yield "total_assets", period, (None, last, last.toordinal())


@pytest.mark.parametrize("number", range(len(COMPANIES)), ids=[company.name for company in COMPANIES])
def test_every_figure_covers_its_days(number: int) -> None:
    entity = f"CIK{number + 1:010d}"
    found = {key[1:]: row for key, row in _rows(COMPANIES).items() if key[0] == entity}
    expected = {(metric, period): row for metric, period, row in _expected(COMPANIES[number])}
    wrong = {key: (row, expected.get(key)) for key, row in found.items() if row != expected.get(key)}
    assert wrong == {}
    assert found.keys() == expected.keys()


@pytest.mark.parametrize("number", range(len(CHANGED)), ids=[company.name for company in CHANGED])
def test_a_changed_year_end(number: int) -> None:
    company, entity = CHANGED[number], f"CIK{number + 1:010d}"
    found = {key[1:]: row for key, row in _rows(CHANGED).items() if key[0] == entity}
    for (metric, period), (first, last, value) in found.items():
        if metric == "total_assets":
            assert value == last.toordinal()
            continue
        assert value == _amount(first, last)
        assert (last - first).days + 1 in ((365, 366) if period[0] in "FT" else range(77, 93)), period
    for place, number_of_quarter, first, last in company.quarters:
        label = company.years[place][0]
        if not company.is_short(place):
            assert found["revenue", f"{label}Q{number_of_quarter}"][:2] == (first, last)
        if number_of_quarter == 4 and not company.is_short(place):
            year = company.quarters[company.quarters.index((place, 4, first, last)) - 3][2]
            assert found["operating_cash_flow", f"FY{label}"][:2] == (year, last)
