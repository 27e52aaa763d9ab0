"""Are prices that are not to be trusted found, and only these?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from fakes.markets import TextMarket, action
from titre.records.returns.checks import faults_between
from titre.records.returns.histories import History
from titre.store.price_series import PriceSeries

FIRST = date(2024, 1, 1)


def _days(*values: str | int) -> dict[str, str | int]:
    return {(FIRST + timedelta(days=at)).isoformat(): value for at, value in enumerate(values)}


def _told(market: TextMarket, last: int = 100) -> list[str]:
    history = market.history("A", FIRST)
    return [str(finding) for finding in faults_between(history, FIRST, FIRST + timedelta(days=last))]


@pytest.mark.parametrize(("after", "found"), [(139, 0), (141, 1), (61, 0), (59, 1)])
def test_a_jump_over_forty_percent_needs_a_cause(after: int, found: int) -> None:
    assert len(_told(TextMarket().add("A", _days(100, after)))) == found


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("split", {"new": 2, "old": 1}),
        ("stock_dividend", {"new": 1, "old": 1}),
        ("dividend", {"amount": 45}),
        ("spin_off", {"amount": 45}),
        ("confirmed", {}),
    ],
)
def test_a_cause_of_that_day_is_one(kind: str, given: dict[str, int]) -> None:
    cause = action("2024-01-03", kind, "A", **given)
    assert not _told(TextMarket().add("A", _days(100, 100, 50), actions=[cause]))
    elsewhere = action("2024-01-02", kind, "A", **given)
    assert _told(TextMarket().add("A", _days(100, 100, 50), actions=[elsewhere]))


@pytest.mark.parametrize(
    ("closes", "adjusted", "new", "old"),
    [
        ((100, 100, 10), "adjusted", 10, 1),  # as traded, and said to be lowered
        ((100, 100, 99), "traded", 10, 1),  # lowered, and said to be as traded
        ((100, 100, 50), "traded", 1, 2),  # the wrong way round
        ((100, 100, 101), "traded", 1, 8),
    ],
)
def test_a_split_explains_no_other_movement_than_its_own(
    closes: tuple[int, ...], adjusted: str, new: int, old: int
) -> None:
    split = action("2024-01-03", "split", "A", new=new, old=old)
    assert len(_told(TextMarket().add("A", _days(*closes), actions=[split], adjusted=adjusted))) == 1


def test_a_distribution_explains_as_much_as_it_gave() -> None:
    small = action("2024-01-03", "dividend", "A", amount=5)
    assert _told(TextMarket().add("A", _days(100, 100, 50), actions=[small]))
    assert not _told(TextMarket().add("A", _days(100, 100, 50), dividends={"2024-01-03": 50}))


def test_a_close_of_a_day_to_come_is_none() -> None:
    days = {"2029-12-30": 10, "2030-01-01": 10, "2030-06-01": 11}
    history = TextMarket().add("A", days).history("A", FIRST)
    (told,) = faults_between(history, date(2029, 12, 30), date(2030, 7, 1))
    assert "2030-01-01" in str(told)
    assert not list(faults_between(history, date(2029, 12, 30), date(2030, 1, 1)))


@pytest.mark.parametrize(("day", "ahead"), [("2030-01-02", False), ("2030-01-03", True)])
def test_a_close_of_the_day_after_the_import_is_that_of_another_hour(day: str, ahead: bool) -> None:  # noqa: FBT001 - a case
    history = TextMarket().add("A", {"2029-12-30": 10, day: 11}).history("A", FIRST)
    assert bool(list(faults_between(history, date(2029, 12, 30), date(2030, 7, 1)))) == ahead


def test_a_hundred_times_off_is_called_so() -> None:
    (told,) = _told(TextMarket().add("A", _days("1.02", "1.01", 103)))
    assert "a hundred times off" in told
    assert "A.csv: line 4" in told
    back = _told(TextMarket().add("A", _days(100, "1.02", 103)))
    assert len(back) == 2


def test_ten_equal_closes_are_prices_that_nobody_renewed() -> None:
    assert not _told(TextMarket().add("A", _days("1.9", *[2] * 9, "1.9")))
    (told,) = _told(TextMarket().add("A", _days("1.9", *[2] * 10, "1.9")))
    assert "each of 10 days from 2024-01-02 on" in told
    # A day of the stretch explains it, be it its first or its last; one beside it does not.
    for day, explained in (("02", True), ("05", True), ("13", True), ("01", False), ("14", False)):
        calm = action(f"2024-01-{day}", "confirmed", "A")
        found = _told(TextMarket().add("A", _days("1.9", *[2] * 12, "1.9"), actions=[calm]))
        assert bool(found) != explained, day


def test_only_the_days_asked_for_count() -> None:
    market = TextMarket().add("A", _days(100, 101, 102, 500))
    assert not _told(market, last=2)
    assert _told(market, last=3)


def test_another_currency() -> None:
    market = TextMarket().add("A", _days(100, 101))
    history = market.history("A", FIRST)
    closes = [history.closes[0], history.closes[1]._replace(currency="CAD")]
    mixed = History(history.security, PriceSeries.of(history.security, closes))
    (finding,) = faults_between(mixed, FIRST, FIRST + timedelta(days=5))
    assert "in CAD, expected USD" in str(finding)
