"""Do returns agree with what other programs and their manuals say? Where they differ, by which convention?

Facts from the documentation and tests of Portfolio Performance, Ghostfolio, quantstats, empyrical and pyxirr;
each vector names its own.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from fakes.markets import TextMarket
from titre.records.lists import Pick, Rules, StockList
from titre.records.returns.amounts import to_decimal
from titre.records.returns.paths import drawdown
from titre.records.returns.record import Record, record_of
from titre.records.returns.statistics import Statistics, annualised, internal_rate


def _record(market: TextMarket, *picks: Pick, to: str, currency: str, costs: str = "0") -> Record:
    end = date.fromisoformat(to)
    rules = Rules("all", currency, end, end, costs=Decimal(costs))
    return record_of(StockList("one", "One", "en", rules, picks), market, end)


def _bought(closes: dict[str, str | int], currency: str = "CHF", costs: str = "0") -> Record:
    market = TextMarket().add("A", closes, currency=currency)
    first, last = min(closes), max(closes)
    return _record(market, Pick(date.fromisoformat(first), "A"), to=last, currency=currency, costs=costs)


# --- Ghostfolio, apps/api portfolio calculator specs: gross performance percentage --------------------


@pytest.mark.parametrize(
    ("bought", "close", "performance"),
    [
        ("136.6", "148.9", "0.09004392386530014641"),  # BALN.SW, one buy
        ("75.8", "85.73", "0.13100263852242744063"),  # NOVN.SW, bought and sold
        ("298.58", "331.83", "0.11136043941322258691"),  # MSFT with a dividend, which it leaves out
        ("44558.42", "43099.7", "-0.03273724696701543726"),  # BTCUSD with a fee, gross
    ],
)
def test_ghostfolio_gross_performance(bought: str, close: str, performance: str) -> None:
    (made,) = _bought({"2024-01-02": bought, "2024-01-08": close}).returns
    assert to_decimal(made.total - 1, 20) == Decimal(performance)


def test_ghostfolio_leaves_distributions_out_of_performance() -> None:
    # MSFT bought at 298.58, 0.62 paid, at 331.83 later: 33.25 of gain there, the price return here.
    market = TextMarket().add(
        "A",
        {"2021-09-16": "298.58", "2021-11-16": "339.51", "2023-07-10": "331.83"},
        dividends={"2021-11-16": "0.62"},
    )
    (made,) = _record(market, Pick(date(2021, 9, 16), "A"), to="2023-07-10", currency="USD").returns
    assert to_decimal(made.parts.price - 1, 20) == Decimal("0.11136043941322258691")
    assert made.parts.income == 1 + Fraction("0.62") / Fraction("339.51")


def test_ghostfolio_currency_effect() -> None:
    # GOOGL bought at 89.12 USD, at 116.45 USD later; 0.9238 and 0.8854 CHF a dollar.
    market = TextMarket().add("A", {"2023-01-03": "89.12", "2023-01-09": "116.45"})
    market.rated("USD", {"2023-01-03": "1", "2023-01-09": "1"})
    market.rated("CHF", {"2023-01-03": "0.9238", "2023-01-09": "0.8854"})
    (made,) = _record(market, Pick(date(2023, 1, 3), "A"), to="2023-01-09", currency="CHF").returns
    # Its percentage without the currency divides by an investment weighted by time: 0.306691.
    assert made.parts.price - 1 == Fraction("27.33") / Fraction("89.12")
    assert float(made.total - 1) == pytest.approx(0.2523504459956397, abs=1e-15)


def test_ghostfolio_fees_are_another_convention() -> None:
    # There a fee in money is taken from the gain, here costs are percents of each purchase and each sale: a
    # fee of 1.55 on 273.2 is 0.567 percent of the purchase alone.
    (made,) = _bought({"2024-01-02": "136.6", "2024-01-08": "148.9"}).returns
    net = made.total - 1 - Fraction("1.55") / Fraction("273.2")
    assert to_decimal(net, 20) == Decimal("0.08437042459736456808")


# --- Portfolio Performance, manual: time-weighted rate of return --------------------------------------


def test_portfolio_performance_three_periods() -> None:
    # 10 %, 5 % and 10 % make 27.05 %; flows between them change nothing.
    (made,) = _bought(
        {"2024-01-02": 100, "2024-01-04": 110, "2024-01-06": "115.5", "2024-01-08": "127.05"}
    ).returns
    assert made.total - 1 == Fraction("0.2705")


@pytest.mark.parametrize(
    ("before", "after", "percent"), [("177.94", "160.26", "-9.94"), ("66", "111.76", "69.33")]
)
def test_portfolio_performance_single_periods(before: str, after: str, percent: str) -> None:
    # share-2 moves by more than our check lets pass in a day, so the way there has a day between.
    middle = to_decimal((Fraction(before) + Fraction(after)) / 2, 6)
    closes: dict[str, str | int] = {"2024-01-02": before, "2024-01-05": str(middle), "2024-01-08": after}
    (made,) = _bought(closes).returns
    assert to_decimal((made.total - 1) * 100, 2) == Decimal(percent)


def test_portfolio_performance_counts_a_dividend_on_its_day() -> None:
    # (value at the end + outflow) / value at the beginning, of each day: as if reinvested at its close.
    market = TextMarket().add(
        "A", {"2024-01-02": 100, "2024-01-03": 98, "2024-01-04": 99}, dividends={"2024-01-03": 3}
    )
    (made,) = _record(market, Pick(date(2024, 1, 2), "A"), to="2024-01-04", currency="USD").returns
    assert made.total == Fraction(98 + 3, 100) * Fraction(99, 98)


# --- empyrical, tests/test_stats.py ---------------------------------------------------------------------

MIXED = (1, 10, -4, 2, 3, 2, 1, -10)
NEGATIVE = (0, -6, -7, -1, -9, -2, -6, -8, -5)
POSITIVE = (1, 2, 1, 1, 1, 1, 1, 1, 1)


def _values(percents: tuple[int, ...]) -> list[float]:
    return [1.0, *np.cumprod([1 + percent / 100 for percent in percents])]


@pytest.mark.parametrize(
    ("percents", "expected"),
    [(MIXED, 0.1), (NEGATIVE, 0.36590730349873601), (POSITIVE, 0.0), ((1,), 0.0), ((10, -10, 10), 0.1)],
)
def test_empyrical_max_drawdown(percents: tuple[int, ...], expected: float) -> None:
    assert drawdown(np.array(_values(percents))) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # Portfolio Performance, RiskTest: of accumulated returns, that is of values less one.
        ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 0),
        ((2, 2, 0.5, 2, 2, 3, 4, 5, 6, 7), 0.75),
        ((1, 1.1, 1.2, -0.4), 4 / 3),
        ((100, 120, 110, 80, 85, 90, 95, 100, 105, 110, 115, 120), 1 / 3),
    ],
)
def test_portfolio_performance_max_drawdown(values: tuple[float, ...], expected: float) -> None:
    assert drawdown(np.array(values, float)) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("percents", "final"), [(MIXED, 0.038931091700480147), (NEGATIVE, -0.36590730349873601)]
)
def test_empyrical_cumulative_returns(percents: tuple[int, ...], final: float) -> None:
    value, closes = Fraction(100), {date(2024, 1, 1).isoformat(): "100"}
    for at, percent in enumerate(percents, 1):
        value *= 1 + Fraction(percent, 100)
        closes[(date(2024, 1, 1) + timedelta(days=at)).isoformat()] = str(to_decimal(value, 12))
    (made,) = _bought(dict(closes)).returns
    assert float(made.total - 1) == pytest.approx(final, abs=1e-11)


@pytest.mark.parametrize(
    ("growth", "days", "rate"),
    [
        # Ghostfolio, calculation-helper.spec.ts; 0.145 there.
        ("1.2374", 575, 1.2374 ** (365 / 575) - 1),
        # Within a year Ghostfolio tells 0.729705 and 0.05: here nothing is scaled up, nor told twice.
        ("1.1025", 65, None),
        ("1.05", 365, None),
        # Twice as much in two years, nothing left of it, more lost than there was.
        ("2", 730, 2**0.5 - 1),
        ("0", 730, -1),
        ("-0.5", 730, None),
    ],
)
def test_returns_of_a_year(growth: str, days: int, rate: float | None) -> None:
    found = annualised(Fraction(growth), date(2021, 1, 1), date(2021, 1, 1) + timedelta(days=days))
    if rate is None:
        assert found is None
    else:
        assert float(found or 0) == pytest.approx(rate, abs=1e-8)


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2024-01-01", "2025-01-01", False),  # 366 days, and one year
        ("2024-01-01", "2025-01-02", True),
        ("2023-01-01", "2024-01-01", False),
        ("2024-02-29", "2025-02-28", False),
        ("2024-02-29", "2025-03-01", True),
    ],
)
def test_a_year_is_one_by_the_calendar(start: str, end: str, *, told: bool) -> None:
    found = annualised(Fraction(11, 10), date.fromisoformat(start), date.fromisoformat(end))
    assert (found is not None) is told


def test_empyrical_annual_returns_are_another_convention() -> None:
    # There nine returns are scaled to 252 a year; here a return is never scaled up to a year, and days count.
    growth = Fraction("1.038931091700480147")
    assert annualised(growth, date(2000, 1, 30), date(2000, 2, 7)) is None
    assert float(growth) ** (52 / 9) - 1 == pytest.approx(0.24690830513998208)  # theirs, of weeks


# --- quantstats, tests/test_regressions.py ---------------------------------------------------------------


@pytest.mark.parametrize("scale", [1, 10, 1000])
def test_quantstats_drawdown_does_not_depend_on_the_price_level(scale: int) -> None:
    shape = np.array([5.0, 5.5, 5.2, 6.0, 5.4, 5.8]) * scale
    assert drawdown(shape) == pytest.approx(1 - 5.4 / 6.0)


def test_quantstats_a_gap_is_no_loss() -> None:
    # A day without a price was once a price of nothing there; it is carried forward.
    assert drawdown(np.array([100.0, 101.0, np.nan, 103.0, 104.0, 105.0])) == 0
    assert drawdown(np.array([np.nan, np.nan, 100.0, 110.0, 90.0])) == pytest.approx(1 - 90 / 110)


def test_quantstats_statistics() -> None:
    # comp, best, worst and the deviation of the sample agree; its win rate leaves out returns of nothing.
    returns = [Fraction(percent, 100) for percent in (10, 0, -5, 0, 2)]
    found = Statistics.of(returns, [Fraction(1, 5)] * 5)
    assert (found.best, found.worst, found.median) == (Fraction(1, 10), Fraction(-1, 20), Fraction(0))
    assert float(found.dispersion or 0) == pytest.approx(0.0545893762558247, abs=1e-12)
    assert found.hit_rate == Fraction(2, 5)  # theirs: 2 of 3


# --- pyxirr and the spreadsheets it follows ----------------------------------------------------------------


# Days and amounts of flows, below zero what was paid, and their rate.
RATES = [
    # Microsoft's documentation of XIRR.
    ("2008-01-01 -10000 2008-03-01 2750 2008-10-30 4250 2009-02-15 3250 2009-04-01 2750", 0.373362535),
    # MathWorks' documentation of xirr, by actual days over 365, as pyxirr's tests have it.
    ("2007-01-12 -10000 2008-02-14 2500 2008-03-03 2000 2008-06-14 3000 2008-12-01 4000", 0.1006437834),
    # pyxirr, tests/samples/zeros.csv, and the doctest of a relative of it.
    (
        (
            "2021-12-31 0 2022-12-31 0 2023-12-31 -100 2024-12-31 10 2025-12-31 0 2026-12-31 10 "
            "2027-12-31 10 2028-12-31 10 2029-12-31 200 2030-12-31 0"
        ),
        0.175680730580782,
    ),
    ("2019-12-31 -80005.8 2020-03-12 65209.6", -0.645363882724717),
    ("2010-12-29 -10000 2012-01-25 20 2012-03-08 10100", 0.010061265164920336),
    # Portfolio Performance, IRRTest: simple, with a slow curve, near a total loss, of a day and of a year.
    ("2010-01-01 -200 2010-12-31 210", 0.050140747),
    (
        (
            "2002-11-30 -4398 2007-06-11 200 2008-05-11 270 2009-05-01 280 2010-06-01 280 2011-05-02 300 "
            "2012-04-30 330 2012-12-06 14508"
        ),
        pytest.approx(0.1444629967, abs=1e-4),  # as near as they ask for
    ),
    ("2019-05-24 -1560.94 2020-01-13 -1160 2020-06-29 42.80", -0.999251643),
    (
        (
            "2019-05-24 -9930.94 2019-06-21 12.8 2020-01-13 -10240 2020-05-04 -9799 2020-06-29 396.56 "
            "2021-01-04 23.2"
        ),
        -0.9998592,
    ),
    ("2000-01-01 -1 2000-01-02 1", 0),
    ("2000-01-01 -1 2000-01-02 0.99", -0.974482035),
    ("2000-01-01 -1 2000-01-02 0.95", -0.999999992),
    ("2001-01-01 -1 2002-01-01 1000000", 999999),
    ("2001-01-01 -1 2002-01-01 0.001", -0.999),
    ("2001-01-01 -1 2002-01-01 0", -1),
    # Flows of one day are added up.
    ("2001-01-01 -1 2001-01-01 -1 2002-01-01 1 2002-01-01 1.2", 0.1),
    # Nothing comes, nothing is paid, or all of it on one day: there is no rate.
    ("2001-01-01 -1 2002-01-01 -1", None),
    ("2001-01-01 1 2002-01-01 1", None),
    ("2001-01-01 0 2002-01-01 0", None),
    ("2001-01-01 -1 2001-01-01 2", None),
]


@pytest.mark.parametrize(("told", "rate"), RATES)
def test_internal_rates(told: str, rate: float | None) -> None:
    words = told.split()
    flows = [
        (date.fromisoformat(day), float(amount)) for day, amount in zip(words[::2], words[1::2], strict=True)
    ]
    found = internal_rate(flows)
    if rate is None:
        assert found is None
    else:
        assert found == (pytest.approx(rate, rel=1e-7, abs=1e-7) if isinstance(rate, int | float) else rate)


def test_one_purchase_of_a_year_has_one_rate() -> None:
    closes = {(date(2023, 1, 1) + timedelta(days=at)).isoformat(): 100 + at // 40 for at in range(0, 740, 5)}
    market = TextMarket().add("A", dict(closes))
    picks = Pick(date(2023, 1, 1), "A"), Pick(date(2023, 1, 6), "A")
    record = _record(market, *picks, to="2025-01-05", currency="USD")
    assert record.money_weighted is not None
    assert record.annualised is not None
    assert record.money_weighted == pytest.approx(float(record.annualised), abs=5e-3)
