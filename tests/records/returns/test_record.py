"""Does a record count every pick, by its rules, and say what it does not know?"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.markets import TextMarket, action
from titre.records.lists import Pick, Rules, StockList
from titre.records.lists.horizons import horizon_end
from titre.records.returns.notebook import shown
from titre.records.returns.page import record_page
from titre.records.returns.record import Record, record_of
from titre.records.returns.tables import columns, fitted
from titre.records.returns.telling import notes

if TYPE_CHECKING:
    from random import Random

DAY, TO = date(2024, 1, 2), date(2024, 7, 2)


def _list(*picks: Pick, **rules: object) -> StockList:
    given = {"universe": "all", "currency": "USD", "reveal_by": TO, "embargo_end": TO, **rules}
    return StockList("one", "One", "en", Rules(**given), picks)  # type: ignore[arg-type]


def _pick(symbol: str, day: date = DAY, **more: object) -> Pick:
    return Pick(day, symbol, **more)  # type: ignore[arg-type]


def _market(**ends: int) -> TextMarket:
    market = TextMarket()
    for symbol, end in ends.items():
        market.add(
            symbol,
            {"2024-01-02": 100, "2024-07-02": end},
            actions=[action("2024-07-02", "confirmed", symbol)],
        )
    return market


def test_all_picks_count_losses_too() -> None:
    record = record_of(_list(_pick("A"), _pick("B"), _pick("C")), _market(A=200, B=50, C=110), TO)
    assert record.complete
    assert record.statistics is not None
    assert record.statistics.mean == Fraction(100 - 50 + 10, 300)
    assert record.statistics.median == Fraction(1, 10)
    assert record.statistics.hit_rate == Fraction(2, 3)
    assert record.statistics.best == 1
    assert record.statistics.worst == Fraction(-1, 2)
    assert record.statistics.dispersion == Decimal("0.754983443527")
    assert record.portfolio == Fraction(6, 5)


def test_a_pick_without_a_price_is_not_dropped() -> None:
    record = record_of(_list(_pick("A"), _pick("NONE")), _market(A=200), TO)
    assert not record.complete
    assert record.statistics is None
    assert record.portfolio is None
    assert record.at_worst == 0  # doubled, and lost
    assert [each.reason is None for each in record.returns] == [True, False]


def test_prices_that_end_make_the_record_incomplete_and_count() -> None:
    market = _market(A=200).add("B", {"2024-01-02": 100, "2024-01-20": 80})
    record = record_of(_list(_pick("A"), _pick("B")), market, TO)
    assert not record.complete
    assert record.statistics is not None
    assert record.statistics.mean == Fraction(100 - 20, 200)
    worst = record_of(_list(_pick("A"), _pick("B"), missing_price="zero"), market, TO)
    assert worst.statistics is not None
    assert worst.statistics.mean == 0


def test_a_suspicious_price_makes_no_number() -> None:
    market = TextMarket().add("A", {"2024-01-02": 100, "2024-07-02": 250})
    record = record_of(_list(_pick("A")), market, TO)
    assert record.statistics is None
    assert len(record.findings) == 1


def test_a_short_position_gains_what_the_security_loses() -> None:
    record = record_of(_list(_pick("A", side="short"), _pick("B")), _market(A=130, B=120), TO)
    assert [each.total for each in record.returns] == [Fraction(7, 10), Fraction(6, 5)]
    ruled = record_of(_list(_pick("A"), side="short"), _market(A=70), TO)
    assert ruled.returns[0].total == Fraction(13, 10)


def test_costs_are_of_each_purchase_and_each_sale() -> None:
    record = record_of(_list(_pick("A"), costs=Decimal(1)), _market(A=100), TO)
    assert record.returns[0].total == Fraction(99, 101)
    assert sum(record.returns[0].amounts) == Fraction(99, 101) - 1


def test_given_weights_are_of_the_whole() -> None:
    picks = (_pick("A", weight=Decimal(3)), _pick("B", weight=Decimal(1)))
    record = record_of(_list(*picks, weighting="given"), _market(A=140, B=100), TO)
    assert record.statistics is not None
    assert record.statistics.mean == Fraction(3, 10)


def test_in_another_currency() -> None:
    market = _market(A=120).rated("USD", {"2024-01-02": "1.20", "2024-07-02": "1.00"})
    record = record_of(_list(_pick("A")), market, TO, currency="EUR")
    (made,) = record.returns
    assert made.parts.currency == Fraction(6, 5)
    assert made.total == Fraction(36, 25)
    assert 1 + sum(made.amounts) == made.total


def test_the_benchmark_is_held_on_the_dates_of_each_pick() -> None:
    market = _market(A=120, B=120).add("X", {"2024-01-02": 10, "2024-04-02": 11, "2024-07-02": 12})
    market.add("B", {"2024-04-02": 100, "2024-07-02": 120})
    record = record_of(_list(_pick("A"), _pick("B", date(2024, 4, 2)), benchmark="X"), market, TO)
    assert [each.total for each in record.benchmark] == [Fraction(6, 5), Fraction(12, 11)]
    assert record.of_benchmark is not None
    assert record.of_benchmark.mean == (Fraction(1, 5) + Fraction(1, 11)) / 2


def test_a_record_is_never_of_a_later_day_than_what_was_known() -> None:
    market = TextMarket().add("A", {"2024-01-02": 100, "2024-03-01": 110, "2024-07-02": 120})
    record = record_of(_list(_pick("A"), _pick("A", date(2024, 5, 1))), market, TO, as_of=date(2024, 3, 1))
    assert record.to == date(2024, 3, 1)
    assert record.returns[0].total == Fraction(11, 10)
    assert "after the day of the record" in str(record.returns[1].reason)


def test_a_horizon_ends_a_pick() -> None:
    market = TextMarket().add("A", {"2024-01-02": 100, "2024-03-02": 110, "2024-07-02": 120})
    record = record_of(_list(_pick("A"), horizon="2 months"), market, TO)
    assert (record.returns[0].end, record.returns[0].total) == (date(2024, 3, 2), Fraction(11, 10))


@pytest.mark.parametrize(
    ("horizon", "start", "end"),
    [
        ("1 month", "2024-01-31", "2024-02-29"),
        ("12 months", "2024-02-29", "2025-02-28"),
        ("1 year", "2024-12-31", "2025-12-31"),
        ("10 days", "2024-12-31", "2025-01-10"),
        ("2025-05-01", "2024-12-31", "2025-05-01"),
    ],
)
def test_where_a_horizon_ends(horizon: str, start: str, end: str) -> None:
    assert horizon_end(horizon, date.fromisoformat(start)) == date.fromisoformat(end)


def test_a_year_is_never_made_of_less() -> None:
    market = TextMarket()
    days = {(DAY + timedelta(days=at)).isoformat(): 100 + at % 7 + at // 10 for at in range(0, 800, 5)}
    market.add("A", days)
    short = record_of(_list(_pick("A")), market, DAY + timedelta(days=360))
    assert short.annualised is None
    long = record_of(_list(_pick("A")), market, DAY + timedelta(days=731))
    assert long.annualised is not None
    assert long.portfolio is not None
    assert float(long.annualised) == pytest.approx(float(long.portfolio) ** (365 / 731) - 1, abs=1e-9)


def test_money_weighted_only_with_flows() -> None:
    days = {(DAY + timedelta(days=at)).isoformat(): 100 + at // 10 for at in range(0, 800, 5)}
    market = TextMarket().add("A", days)
    alone = record_of(_list(_pick("A")), market, DAY + timedelta(days=730))
    assert alone.money_weighted is None
    picks = _pick("A"), _pick("A", DAY + timedelta(days=365))
    both = record_of(_list(*picks), market, DAY + timedelta(days=730))
    assert both.money_weighted is not None
    rate = both.money_weighted
    end = DAY + timedelta(days=730)
    value = sum(
        -float(each.weight) * (1 + rate) ** ((end - each.start).days / 365) + float(each.weight * each.total)
        for each in both.returns
    )
    assert value == pytest.approx(0, abs=1e-9)


def test_the_drawdown_is_of_daily_values() -> None:
    market = TextMarket().add(
        "A", {"2024-01-02": 100, "2024-02-01": 120, "2024-03-01": 90, "2024-07-02": 110}
    )
    record = record_of(_list(_pick("A")), market, TO)
    assert record.drawdown == pytest.approx(0.25)


_PRICES = st.lists(st.integers(90, 115), min_size=2, max_size=8)


def _walk(market: TextMarket, symbol: str, prices: list[int]) -> None:
    days = {(DAY + timedelta(days=at * 3)).isoformat(): price for at, price in enumerate(prices)}
    market.add(symbol, days, dividends={(DAY + timedelta(days=3)).isoformat(): 2})


def _means(record: Record) -> tuple[object, ...]:
    assert record.statistics is not None
    found = record.statistics
    return found.mean, found.median, found.best, found.worst, found.hit_rate, found.dispersion


@settings(deadline=None)
@given(st.lists(_PRICES, min_size=1, max_size=5), st.randoms())
def test_the_order_of_picks_changes_no_total(paths: list[list[int]], chance: Random) -> None:
    market = TextMarket()
    for at, prices in enumerate(paths):
        _walk(market, f"S{at}", prices)
    picks = [_pick(f"S{at}") for at in range(len(paths))]
    to = DAY + timedelta(days=3 * (min(map(len, paths)) - 1))
    straight = record_of(_list(*picks), market, to)
    chance.shuffle(picks)
    shuffled = record_of(_list(*picks), market, to)
    assert _means(straight) == _means(shuffled)
    assert straight.paths is not None
    assert shuffled.paths is not None
    assert straight.paths.portfolio[-1] == pytest.approx(float(straight.portfolio or 0))


@settings(deadline=None)
@given(_PRICES, _PRICES, st.integers(1, 9), st.integers(1, 9))
def test_splitting_a_pick_in_two_changes_no_total(
    one: list[int], two: list[int], part: int, rest: int
) -> None:
    market = TextMarket()
    _walk(market, "A", one)
    _walk(market, "B", two)
    to = DAY + timedelta(days=3 * (min(len(one), len(two)) - 1))
    whole = [_pick("A", weight=Decimal(part + rest)), _pick("B", weight=Decimal(5))]
    parted = [
        _pick("A", weight=Decimal(part)),
        _pick("B", weight=Decimal(5)),
        _pick("A", weight=Decimal(rest)),
    ]
    first = record_of(_list(*whole, weighting="given"), market, to)
    second = record_of(_list(*parted, weighting="given"), market, to)
    assert first.portfolio == second.portfolio
    assert first.drawdown == pytest.approx(second.drawdown)


@settings(deadline=None)
@given(_PRICES, st.lists(st.decimals("0.5", 2, places=4), min_size=8, max_size=8))
def test_a_view_in_another_currency_and_back_is_the_same(prices: list[int], rates: list[Decimal]) -> None:
    market = TextMarket()
    _walk(market, "A", prices)
    market.rated(
        "USD", {(DAY + timedelta(days=at * 3)).isoformat(): str(rate) for at, rate in enumerate(rates)}
    )
    to = DAY + timedelta(days=3 * (len(prices) - 1))
    dollars, euros = (record_of(_list(_pick("A")), market, to, currency=view) for view in ("USD", "EUR"))
    back = euros.returns[0].total * Fraction(rates[len(prices) - 1]) / Fraction(rates[0])
    assert back == dollars.returns[0].total
    for record in (dollars, euros):
        (made,) = record.returns
        assert made.parts.price * made.parts.income * made.parts.currency == made.total
        assert 1 + sum(made.amounts) == made.total


def test_a_pick_that_has_not_begun_takes_no_other_pick_s_benchmark() -> None:
    market = TextMarket()
    for symbol, middle in (("A", 120), ("X", 110)):
        market.add(symbol, {"2024-01-02": 100, "2024-06-03": middle, "2024-12-31": 130})
    chosen = _list(_pick("A", date(2024, 8, 1)), _pick("A"), benchmark="X")
    record = record_of(chosen, market, date(2024, 6, 3))
    assert [each.known for each in record.benchmark] == [False, True]
    assert record.benchmark[1].total == Fraction(110, 100)
    assert record.of_benchmark is None


@pytest.mark.parametrize("side", ["long", "short"])
def test_a_short_position_may_lose_more_than_everything_and_that_is_told(side: str) -> None:
    closes = {"2024-01-02": 100, "2024-01-03": 135, "2024-01-04": 180, "2024-01-05": 230}
    record = record_of(_list(_pick("A"), side=side), TextMarket().add("A", dict(closes)), date(2024, 1, 5))
    assert record.drawdown == pytest.approx(1.3 if side == "short" else 0)
    told = any("more than everything was lost" in note.render("en") for note in notes(record))
    assert told == (side == "short")


def test_a_column_that_says_nothing_is_left_out_and_prices_give_way_on_a_narrow_terminal() -> None:
    market = _market(A=120, B=80, X=110)
    record = record_of(_list(_pick("A"), _pick("B"), benchmark="X"), market, TO)
    keys = [column.key for column in columns(record, "en")]
    assert keys == ["pick", "first_price", "last_price", "by_price", "income", "return"]
    narrow = fitted(record, "en", 50)
    assert [column.key for column in narrow] == ["pick", "by_price", "income", "return"]
    assert narrow[-1].cells == ("+20.00%", "−20.00%")
    assert fitted(record, "en", 80) == columns(record, "en")
    # Days that a horizon sets are no days of the record.
    record = record_of(_list(_pick("A"), _pick("B"), horizon="2024-07-01"), market, TO)
    assert "to" in [column.key for column in columns(record, "en")]
    assert "from" not in [column.key for column in columns(record, "en")]


def test_a_notebook_shows_the_numbers_and_that_they_are_hypothetical() -> None:
    text = shown(record_of(_list(_pick("A"), _pick("B")), _market(A=120, B=80), TO))._repr_html_()
    assert "+20.00" in text.replace(",", ".")
    assert "<table>" in text
    assert "<html" not in text
    assert any(word in text for word in ("Hypothetical", "Hypothétique"))


def test_of_many_picks_a_notebook_shows_both_ends_and_a_page_all() -> None:
    symbols = [f"S{number:03d}" for number in range(101)]
    market = _market(**{symbol: 139 - number for number, symbol in enumerate(symbols)})
    record = record_of(_list(*map(_pick, symbols)), market, TO)
    text = shown(record)._repr_html_()
    assert text.count('scope="row"') == 100
    assert ">S049<" in text
    assert ">S050<" not in text
    assert ">S100<" in text
    assert text.count("no close between") == 12
    assert record_page(record, "en").count('scope="row"') == 101
