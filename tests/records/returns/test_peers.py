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
from pyxirr import xirr

from fakes.markets import TextMarket
from titre.records.lists import Pick, Rules, StockList
from titre.records.returns.amounts import to_decimal
from titre.records.returns.paths import drawdown
from titre.records.returns.record import Record, record_of
from titre.records.returns.statistics import annualised


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
        ("44558.42", "43099.7", "-0.03273724696701543726"),  # BTCUSD with a fee, gross
    ],
)
def test_ghostfolio_gross_performance(bought: str, close: str, performance: str) -> None:
    (made,) = _bought({"2024-01-02": bought, "2024-01-08": close}).returns
    assert to_decimal(made.total - 1, 20) == Decimal(performance)


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
    ("percents", "final"), [(MIXED, 0.038931091700480147), (NEGATIVE, -0.36590730349873601)]
)
def test_empyrical_cumulative_returns(percents: tuple[int, ...], final: float) -> None:
    value, closes = Fraction(100), {date(2024, 1, 1).isoformat(): "100"}
    for at, percent in enumerate(percents, 1):
        value *= 1 + Fraction(percent, 100)
        closes[(date(2024, 1, 1) + timedelta(days=at)).isoformat()] = str(to_decimal(value, 12))
    (made,) = _bought(dict(closes)).returns
    assert float(made.total - 1) == pytest.approx(final, abs=1e-11)


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


# --- pyxirr and the spreadsheets it follows ----------------------------------------------------------------


MICROSOFT = {
    "2008-01-01": -10000, "2008-03-01": 2750, "2008-10-30": 4250, "2009-02-15": 3250, "2009-04-01": 2750,
}  # fmt: skip
"""the example in the documentation of XIRR"""


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        # The example in Microsoft's documentation of XIRR.
        (
            {
                "2008-01-01": -10000,
                "2008-03-01": 2750,
                "2008-10-30": 4250,
                "2009-02-15": 3250,
                "2009-04-01": 2750,
            },
            0.373362535,
        ),
        ({"2010-12-29": -10000, "2012-01-25": 20, "2012-03-08": 10100}, 0.010061265164920336),
        ({"2021-01-01": -1000, "2022-01-01": 1000, "2023-01-01": 1000}, 0.6180339887498948),
    ],
)
def test_the_library_gives_what_spreadsheets_give(flows: dict[str, int], rate: float) -> None:
    days = [date.fromisoformat(day) for day in flows]
    assert xirr(days, [float(flow) for flow in flows.values()]) == pytest.approx(
        rate, abs=2e-3 if rate > 0.6 else 1e-8
    )


def test_one_purchase_of_a_year_has_one_rate() -> None:
    closes = {(date(2023, 1, 1) + timedelta(days=at)).isoformat(): 100 + at // 40 for at in range(0, 740, 5)}
    market = TextMarket().add("A", dict(closes))
    picks = Pick(date(2023, 1, 1), "A"), Pick(date(2023, 1, 6), "A")
    record = _record(market, *picks, to="2025-01-05", currency="USD")
    assert record.money_weighted is not None
    assert record.annualised is not None
    assert record.money_weighted == pytest.approx(float(record.annualised), abs=5e-3)
