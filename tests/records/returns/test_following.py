"""Is a position followed rightly through what happens to a security?"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.markets import TextMarket, action
from titre.records.errors import PriceMissing
from titre.records.returns.following import Fate, Manner, follow
from titre.records.returns.picks import parts_of

START, END = date(2024, 1, 2), date(2024, 1, 10)
DAYS = ("2024-01-02", "2024-01-05", "2024-01-10")


def _closes(*values: str | int) -> dict[str, str | int]:
    return dict(zip(DAYS, values, strict=True))


def _growth(market: TextMarket, manner: Manner | None = None, currency: str = "USD") -> Fraction:
    return parts_of(market, follow(market, "A", START, END, manner or Manner()), currency).growth


def test_price_alone() -> None:
    market = TextMarket().add("A", _closes(10, 11, 12))
    way = follow(market, "A", START, END, Manner())
    assert way.fate is Fate.HELD
    assert way.legs[0].price == Fraction(6, 5)
    assert not way.marks


def test_a_distribution_is_reinvested_at_the_close_of_its_ex_day() -> None:
    market = TextMarket().add("A", _closes(10, 8, 12), dividends={"2024-01-05": 2})
    parts = parts_of(market, follow(market, "A", START, END, Manner()), "USD")
    assert (parts.price, parts.income) == (Fraction(6, 5), Fraction(5, 4))
    assert _growth(market, Manner(income=False)) == Fraction(6, 5)


@pytest.mark.parametrize(("paid", "sound"), [(500, False), (5, False), (4, True)])
def test_a_distribution_of_more_than_there_is_makes_no_number(paid: int, sound: bool) -> None:  # noqa: FBT001 - a case
    closes = _closes(10, 10, 10)
    for market in (
        TextMarket().add("A", closes, dividends={"2024-01-05": paid}),
        TextMarket().add("A", closes, actions=[action("2024-01-05", "dividend", "A", amount=paid)]),
    ):
        if sound:
            assert _growth(market) == Fraction(10 + paid, 10)
        else:
            with pytest.raises(PriceMissing, match="more than it can have given"):
                _growth(market)
    looked = action("2024-01-05", "confirmed", "A")
    assert _growth(TextMarket().add("A", closes, dividends={"2024-01-05": paid}, actions=[looked])) > 1


def test_one_distribution_that_two_files_date_apart_is_not_counted_twice() -> None:
    ledger = action("2024-01-05", "dividend", "A", amount=1)
    closes = {f"2024-01-{at:02}": 10 for at in range(2, 11)}
    market = TextMarket().add("A", closes, dividends={"2024-01-06": 1}, actions=[ledger])
    with pytest.raises(PriceMissing, match="once or twice"):
        _growth(market)
    both = action("2024-01-06", "confirmed", "A")
    market.add("A", closes, dividends={"2024-01-06": 1}, actions=[ledger, both])
    assert _growth(market) == Fraction(121, 100)
    same = TextMarket().add("A", closes, dividends={"2024-01-05": 1}, actions=[ledger])
    assert _growth(same) == Fraction(11, 10)


@pytest.mark.parametrize("day", ["2024-01-01", "2024-01-02"])
@pytest.mark.parametrize("kind", ["delisting", "merger"])
def test_what_was_gone_already_cannot_be_chosen(day: str, kind: str) -> None:
    gone = action(day, kind, "A", amount=0)
    with pytest.raises(PriceMissing, match=day):
        _growth(TextMarket().add("A", _closes(10, 11, 12), actions=[gone]))


def test_a_distribution_on_the_first_day_is_not_ours_and_one_on_the_last_is() -> None:
    market = TextMarket().add("A", _closes(10, 10, 10), dividends={"2024-01-02": 5, "2024-01-10": 1})
    assert _growth(market) == Fraction(11, 10)


def test_splits_both_ways() -> None:
    split = action("2024-01-05", "split", "A", new=10, old=1)
    assert _growth(TextMarket().add("A", _closes(1000, 110, 120), actions=[split])) == Fraction(6, 5)
    reverse = action("2024-01-05", "split", "A", new=1, old=8)
    assert _growth(TextMarket().add("A", _closes(1, 8, 9), actions=[reverse])) == Fraction(9, 8)


def test_a_dividend_on_the_day_of_a_split_is_of_new_units() -> None:
    split = action("2024-01-05", "split", "A", new=2, old=1)
    market = TextMarket().add("A", _closes(20, 10, 10), dividends={"2024-01-05": 1}, actions=[split])
    assert _growth(market) == Fraction(11, 10)


def test_a_close_adjusted_for_a_split_is_taken_back_to_what_was_traded() -> None:
    split = action("2024-01-05", "split", "A", new=10, old=1)
    market = TextMarket().add(
        "A", _closes(100, 110, 120), actions=[split], adjusted="adjusted", dividends={"2024-01-05": "1.1"}
    )
    way = follow(market, "A", START, END, Manner())
    assert way.legs[0].first is not None
    assert way.legs[0].first.value == 1000
    assert _growth(market) == Fraction(6, 5) * Fraction(101, 100)


def test_a_file_that_does_not_say_whether_it_is_adjusted_makes_no_number_over_a_split() -> None:
    split = action("2024-01-05", "split", "A", new=10, old=1)
    market = TextMarket().add("A", _closes(100, 110, 120), actions=[split], adjusted=None)
    with pytest.raises(PriceMissing, match="adjusted"):
        follow(market, "A", START, END, Manner())


def test_a_stock_dividend_gives_units() -> None:
    given = action("2024-01-05", "stock_dividend", "A", new=1, old=20)
    assert _growth(TextMarket().add("A", _closes(21, 20, 20), actions=[given])) == 1


def test_a_spin_off_is_income_at_its_first_close() -> None:
    off = action("2024-01-05", "spin_off", "A", new=1, old=2, into="B")
    market = TextMarket().add("A", _closes(10, 8, 8), actions=[off]).add("B", {"2024-01-05": 4})
    parts = parts_of(market, follow(market, "A", START, END, Manner()), "USD")
    assert (parts.price, parts.income) == (Fraction(4, 5), Fraction(5, 4))
    told = action("2024-01-05", "spin_off", "A", amount=2)
    assert _growth(TextMarket().add("A", _closes(10, 8, 8), actions=[told])) == 1


def test_a_merger_for_cash_stays_cash() -> None:
    sold = action("2024-01-05", "merger", "A", amount=15)
    market = TextMarket().add("A", {"2024-01-02": 10, "2024-01-04": 14}, actions=[sold])
    way = follow(market, "A", START, END, Manner())
    assert way.fate is Fate.CASH
    assert parts_of(market, way, "USD").growth == Fraction(3, 2)
    market.rated("USD", {"2024-01-02": "1", "2024-01-05": "1.25", "2024-01-10": "1.5"})
    assert parts_of(market, way, "EUR").growth == 1  # what it is paid in goes on to move


def test_a_merger_for_shares_goes_on_in_those() -> None:
    merged = action("2024-01-05", "merger", "A", amount=1, new=1, old=2, into="B")
    market = TextMarket().add("A", {"2024-01-02": 10, "2024-01-04": 11}, actions=[merged])
    market.add("B", {"2024-01-05": 20, "2024-01-10": 30}, dividends={"2024-01-10": 3})
    way = follow(market, "A", START, END, Manner())
    assert [leg.price for leg in way.legs] == [Fraction(11, 10), Fraction(3, 2)]
    assert parts_of(market, way, "USD").income == Fraction(11, 10)


def test_a_merger_into_another_currency() -> None:
    merged = action("2024-01-05", "merger", "A", new=1, old=1, into="B")
    market = TextMarket().add("A", {"2024-01-02": 10}, actions=[merged])
    market.add("B", {"2024-01-05": 10, "2024-01-10": 11}, currency="GBP")
    market.rated("USD", {"2024-01-02": "1.2", "2024-01-05": "1.2", "2024-01-10": "1.2"})
    market.rated("GBP", {"2024-01-05": "0.8", "2024-01-10": "0.6"})
    parts = parts_of(market, follow(market, "A", START, END, Manner()), "USD")
    # 10 USD became a share of 10 GBP, worth 15 USD; that is 11 GBP at the end, worth 22 USD.
    assert parts.growth == Fraction(22, 10)
    assert parts.price == Fraction(3, 2) * Fraction(11, 10)
    assert parts.currency == Fraction(4, 3)


@pytest.mark.parametrize(
    ("missing", "amount", "growth"),
    [("last", None, Fraction(4, 10)), ("zero", None, 0), ("last", 0, 0), ("zero", 1, Fraction(1, 10))],
)
def test_a_delisting_counts(missing: str, amount: int | None, growth: Fraction) -> None:
    given = {} if amount is None else {"amount": amount}
    gone = action("2024-01-05", "delisting", "A", **given)
    market = TextMarket().add("A", {"2024-01-02": 10, "2024-01-04": 4}, actions=[gone])
    assert _growth(market, Manner(missing=missing)) == growth


def test_a_delisting_without_an_amount_counts_at_the_last_close_up_to_it() -> None:
    gone = action("2024-01-05", "delisting", "A")
    closes: dict[str, str | int] = {"2024-01-02": 10, "2024-01-04": 4, "2024-01-08": 9}
    way = follow(TextMarket().add("A", closes, actions=[gone]), "A", START, END, Manner())
    assert way.fate is Fate.CASH
    assert way.legs[0].last is not None
    assert (way.legs[0].last.day, way.legs[0].price) == (date(2024, 1, 4), Fraction(4, 10))


def test_what_had_no_close_after_it_was_bought_is_delisted_at_what_it_cost() -> None:
    gone = action("2024-01-05", "delisting", "A")
    market = TextMarket().add("A", {"2024-01-02": 10}, opens={"2024-01-03": 8}, actions=[gone])
    way = follow(market, "A", START, END, Manner(reference="next_open"))
    assert way.legs[0].last is not None
    assert (way.legs[0].last.day, way.legs[0].price) == (date(2024, 1, 3), Fraction(1))


@pytest.mark.parametrize(("missing", "growth"), [("last", Fraction(1, 2)), ("zero", 0)])
def test_prices_that_end_without_a_word_count_by_the_rule_and_are_told(
    missing: str, growth: Fraction
) -> None:
    market = TextMarket().add("A", {"2024-01-02": 10, "2024-01-05": 5})
    way = follow(market, "A", START, date(2024, 3, 1), Manner(missing=missing))
    assert way.fate is Fate.STALE
    assert way.legs[0].price == growth
    assert "2024-01-05" in str(way.marks[0])


def test_a_day_without_a_price_takes_the_close_that_the_rules_say_and_is_marked() -> None:
    market = TextMarket().add("A", {"2024-01-02": 10, "2024-01-04": 20, "2024-01-08": 40, "2024-01-10": 80})
    back = follow(market, "A", date(2024, 1, 6), date(2024, 1, 9), Manner())
    assert back.legs[0].price == 2
    assert len(back.marks) == 2
    ahead = follow(market, "A", date(2024, 1, 6), date(2024, 1, 9), Manner(previous=False))
    assert ahead.legs[0].price == 2
    assert len(ahead.marks) == 2
    assert ahead.legs[0].first is not None
    assert ahead.legs[0].first.value == 40


def test_the_next_open_and_the_next_close() -> None:
    market = TextMarket().add("A", _closes(10, 20, 40), opens={"2024-01-02": 9, "2024-01-05": 16})
    assert _growth(market, Manner(reference="next_open")) == Fraction(5, 2)
    assert _growth(market, Manner(reference="next_close")) == 2


@pytest.mark.parametrize("start", [date(2023, 12, 1), date(2024, 2, 1)])
def test_no_price_to_begin_with(start: date) -> None:
    with pytest.raises(PriceMissing):
        follow(TextMarket().add("A", _closes(10, 11, 12)), "A", start, date(2024, 3, 1), Manner())


@given(
    st.lists(st.integers(1, 10**6), min_size=2, max_size=30),
    st.dictionaries(st.integers(1, 28), st.integers(1, 10**4), max_size=10),
    st.dictionaries(st.integers(1, 28), st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=3),
)
def test_units_and_their_price_make_the_growth(
    closes: list[int], dividends: dict[int, int], splits: dict[int, tuple[int, int]]
) -> None:
    """The same by another road: count units, buy more with each distribution, sell all at the end."""
    first = date(2024, 1, 1)

    def day(at: int) -> str:
        return (first + timedelta(days=at)).isoformat()

    last = len(closes) - 1
    paid = {at: amount for at, amount in dividends.items() if at <= last}
    cut = {at: ratio for at, ratio in splits.items() if at <= last}
    market = TextMarket().add(
        "A",
        {day(at): close for at, close in enumerate(closes)},
        dividends={day(at): amount for at, amount in paid.items()},
        actions=[
            *(action(day(at), "split", "A", new=new, old=old) for at, (new, old) in cut.items()),
            *(action(day(at), "confirmed", "A") for at in paid),
        ],
    )
    units = Fraction(1)
    for at in range(1, last + 1):
        if at in cut:
            units *= Fraction(*cut[at])
        units += units * paid.get(at, 0) / closes[at]
    way = follow(market, "A", first, first + timedelta(days=last), Manner())
    assert parts_of(market, way, "USD").growth == units * closes[last] / closes[0]


def test_distributions_of_one_day_are_added_up_and_none_earns_on_another() -> None:
    paid = [
        action("2024-01-03", "dividend", "A", amount=1, id="regular"),
        action("2024-01-03", "dividend", "A", amount=5, id="special"),
    ]
    market = TextMarket().add("A", {"2024-01-02": 100, "2024-01-03": 94, "2024-01-04": 94}, actions=paid)
    way = follow(market, "A", date(2024, 1, 2), date(2024, 1, 4), Manner())
    assert way.legs[0].income == Fraction(94 + 1 + 5, 94)


@pytest.mark.parametrize(
    ("ledger", "income"),
    [
        # The file has 1 a unit; the ledger says the same of its own, adds to it, or is asked about.
        ([{"amount": "1.02"}], Fraction(9502, 9400)),
        ([{"amount": 5, "id": "special"}], Fraction(94 + 1 + 5, 94)),
        ([{"amount": 5, "id": "special"}, {"amount": 1, "id": "regular"}], Fraction(94 + 1 + 5, 94)),
        ([{"amount": 5}], None),
    ],
)
def test_the_ledger_beside_a_file(ledger: list[dict[str, str | int]], income: Fraction | None) -> None:
    market = TextMarket().add(
        "A",
        {"2024-01-02": 100, "2024-01-03": 94, "2024-01-04": 94},
        dividends={"2024-01-03": 1},
        actions=[action("2024-01-03", "dividend", "A", **given) for given in ledger],
    )
    if income is None:
        with pytest.raises(PriceMissing, match="both, say so with an id in the ledger"):
            follow(market, "A", date(2024, 1, 2), date(2024, 1, 4), Manner())
    else:
        way = follow(market, "A", date(2024, 1, 2), date(2024, 1, 4), Manner())
        assert way.legs[0].income == income


def test_a_file_that_has_the_sum_of_what_the_ledger_parts_is_not_counted_again() -> None:
    parts = [("regular", 1), ("special", 5)]
    market = TextMarket().add(
        "A",
        {"2024-01-02": 100, "2024-01-03": 94, "2024-01-04": 94},
        dividends={"2024-01-03": 6},
        actions=[action("2024-01-03", "dividend", "A", amount=amount, id=one) for one, amount in parts],
    )
    way = follow(market, "A", date(2024, 1, 2), date(2024, 1, 4), Manner())
    assert way.legs[0].income == Fraction(94 + 6, 94)


def test_a_ledger_that_is_confirmed_stands_in_place_of_the_file() -> None:
    market = TextMarket().add(
        "A",
        {"2024-01-02": 100, "2024-01-03": 94, "2024-01-04": 94},
        dividends={"2024-01-03": 1},
        actions=[
            action("2024-01-03", "dividend", "A", amount=5),
            action("2024-01-03", "confirmed", "A"),
        ],
    )
    way = follow(market, "A", date(2024, 1, 2), date(2024, 1, 4), Manner())
    assert way.legs[0].income == Fraction(94 + 5, 94)


@pytest.mark.parametrize(("first", "known"), [("2024-01-13", True), ("2024-01-14", False)])
def test_what_was_spun_off_is_worth_its_close_of_ten_days_at_most(first: str, known: bool) -> None:  # noqa: FBT001 - a case
    market = TextMarket().add("B", {first: 5, "2024-02-01": 5})
    spun = action("2024-01-03", "spin_off", "A", new=1, old=1, into="B")
    market.add("A", {"2024-01-02": 100, "2024-01-03": 95, "2024-02-01": 95}, actions=[spun])
    if known:
        way = follow(market, "A", date(2024, 1, 2), date(2024, 2, 1), Manner())
        assert way.legs[0].income == Fraction(100, 95)
    else:
        with pytest.raises(PriceMissing, match="what was spun off has none, nor an amount"):
            follow(market, "A", date(2024, 1, 2), date(2024, 2, 1), Manner())


@pytest.mark.parametrize(("following", "known"), [("2024-01-13", True), ("2024-01-14", False)])
def test_a_distribution_is_reinvested_within_ten_days_or_not_told(following: str, known: bool) -> None:  # noqa: FBT001 - a case
    market = TextMarket().add("A", {"2024-01-02": 100, following: 96}, dividends={"2024-01-03": 4})
    if known:
        way = follow(market, "A", date(2024, 1, 2), date(2024, 1, 14), Manner())
        assert way.legs[0].income == Fraction(100, 96)
    else:
        with pytest.raises(PriceMissing, match="a distribution of that day has no close"):
            follow(market, "A", date(2024, 1, 2), date(2024, 1, 14), Manner())
