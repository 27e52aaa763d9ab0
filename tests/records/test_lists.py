"""A list's two files: what they may say, and every fault with its line."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titre.kernel.declarations import DeclarationFaulty, DeclarationUnreadable
from titre.kernel.messages import LANGUAGES
from titre.records.errors import ListMissing, ListThere, ListUnnameable
from titre.records.lists import Pick, Rules, StockList, read_list
from titre.records.lists.making import make_list
from titre.records.lists.picks import isin_is_sound

if TYPE_CHECKING:
    from pathlib import Path

_DAY = date(2024, 7, 23)
_RULES = """\
[list]
title = "Or et argent"
language = "fr"

[rules]
universe = "Mines d’or et d’argent cotées à New York"
currency = "USD"
benchmark = "GDX"
embargo_end = 2025-07-16
reveal_by = 2025-08-01
costs = "0.25"
"""
_PICKS = """\
symbol,isin,name,date,weight,note
NEM,US6516391066,Newmont,2024-07-23,,
B,CA06849F1080,"Barrick, ex-GOLD",2024-07-23,,was GOLD then
"""


def written(folder: Path, rules: str = _RULES, picks: str = _PICKS) -> Path:
    lists = folder / "lists"
    lists.mkdir(exist_ok=True)
    (lists / "miners.toml").write_text(rules, "utf-8")
    (lists / "miners.csv").write_text(picks, "utf-8")
    return lists


def faults(folder: Path, **texts: str) -> list[str]:
    with pytest.raises(DeclarationFaulty) as caught:
        read_list(written(folder, **texts), "miners")
    return [str(finding).removeprefix("lists/miners.") for finding in caught.value.findings]


def test_a_list_is_read_with_its_defaults(tmp_path: Path) -> None:
    rules = Rules(
        universe="Mines d’or et d’argent cotées à New York",
        currency="USD",
        benchmark="GDX",
        embargo_end=date(2025, 7, 16),
        reveal_by=date(2025, 8, 1),
        costs=Decimal("0.25"),
    )
    picks = (
        Pick(_DAY, symbol="NEM", isin="US6516391066", name="Newmont"),
        Pick(_DAY, symbol="B", isin="CA06849F1080", name="Barrick, ex-GOLD", note="was GOLD then"),
    )
    found = read_list(written(tmp_path), "miners")
    assert found == StockList("miners", "Or et argent", "fr", rules, picks)
    assert (rules.weighting, rules.side, rules.reference_price, rules.returns) == (
        "equal",
        "long",
        "close",
        "total",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_list_teaches_and_asks_for_what_only_the_analyst_knows(tmp_path: Path, language: str) -> None:
    lists = tmp_path / "lists"
    rules, picks = make_list(lists, "silver-2", language, date(2024, 2, 29))
    said = tomllib.loads(rules.read_text("utf-8"))
    assert said["rules"]["reveal_by"] == date(2025, 2, 28)
    assert "titre list commit silver-2" in rules.read_text("utf-8")
    assert picks.read_text("utf-8") == "symbol,isin,name,date,weight,note\n"
    line = _line_of(rules, "universe")
    with pytest.raises(DeclarationFaulty) as caught:
        read_list(lists, "silver-2")
    assert [str(finding) for finding in caught.value.findings] == [
        f"lists/silver-2.toml: line {line}, rules.universe: got '', expected some words",
        "lists/silver-2.csv: got no pick, expected one pick at least",
    ]
    with pytest.raises(ListThere, match="nothing was written"):
        make_list(lists, "silver-2", language, _DAY)


def _line_of(path: Path, key: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(f"{key} ="))


def test_every_fault_of_the_rules_is_told_at_once(tmp_path: Path) -> None:
    rules = """\
[list]
title = " "
languages = "fr"
[rules]
universe = "a\\u200bb"
currency = "DOLLAR"
costs = 0.25
horizon = "soon"
embargo_end = 2025-02-30x
"""
    with pytest.raises(DeclarationUnreadable, match="line 9"):
        read_list(written(tmp_path, rules), "miners")
    rules = rules.replace("2025-02-30x", '"2025-02-30"') + "[picks]\n"
    assert faults(tmp_path, rules=rules) == [
        "toml: line 10, picks: got 'picks', expected one of list, rules",
        "toml: line 2, list.title: got ' ', expected some words",
        "toml: line 3, list.languages: got 'languages', expected a key of [list]: title, language",
        "toml: line 1, list: got no language, expected language in [list]",
        (
            "toml: line 5, rules.universe: got 'a\\u200bb', expected a text of one line without "
            "the unseen character U+200B"
        ),
        "toml: line 6, rules.currency: got 'DOLLAR', expected a currency code of ISO 4217, as USD",
        "toml: line 7, rules.costs: got '0.25', expected a text in quotation marks",
        (
            "toml: line 8, rules.horizon: got 'soon', expected a day as 2025-03-31, a length as "
            "12 months, or nothing"
        ),
        "toml: line 9, rules.embargo_end: got '2025-02-30', expected a day that exists, as 2025-03-31",
        "toml: line 4, rules: got no reveal_by, expected reveal_by in [rules]",
    ]


def test_a_list_is_not_to_be_revealed_before_its_embargo_ends(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, rules=_RULES.replace("2025-08-01", "2025-07-15"))
    assert fault == (
        "toml: line 10, rules.reveal_by: got '2025-07-15', "
        "expected the end of the embargo, 2025-07-16, or a later day"
    )


def test_every_fault_of_the_picks_is_told_with_its_line(tmp_path: Path) -> None:
    picks = """\
symbol,isin,name,date,weight,side,note
,,Nobody,2024-07-23,,,
nem,,Newmont,2024-07-23,,,
NEM,US6516391067,Newmont,2024-07-23,,,
NEM,,Newmont,23/07/2024,,,
NEM,,Newmont,2024-07-23,2,,
NEM,,Newmont,2024-07-23,,both,
NEM,,New\u202emont,2024-07-23,,,
NEM,,Newmont,2024-07-23,,,
NEM,,Newmont,2024-07-23,,,
"""
    assert faults(tmp_path, picks=picks) == [
        "csv: line 2, column symbol: got an empty cell, expected a symbol or an ISIN",
        "csv: line 3, column symbol: got 'nem', expected capital letters A to Z, digits and . - / ^ =",
        (
            "csv: line 4, column isin: got 'US6516391067', expected an ISIN with its check digit, "
            "as US6516391066"
        ),
        "csv: line 5, column date: got '23/07/2024', expected a day that exists, written as 2025-03-31",
        "csv: line 6, column weight: got '2', expected no weight, since the rules say weighting = equal",
        "csv: line 7, column side: got 'both', expected one of long, short",
        (
            "csv: line 8, column name: got 'New\\u202emont', expected a text of one line without "
            "the unseen character U+202E"
        ),
        "csv: line 10: got the pick of line 9 again, expected it once",
    ]


def test_a_column_that_would_not_be_committed_is_refused(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, picks="symbol,date,target\nNEM,2024-07-23,60\n")
    assert fault.startswith("csv: line 1: got 'target', expected only the columns symbol, isin,")


def test_given_weights_are_needed_and_may_repeat(tmp_path: Path) -> None:
    rules = _RULES + 'weighting = "given"\n'
    halves = "symbol,date,weight\nNEM,2024-07-23,0.50\nNEM,2024-07-23,0.5\n"
    found = read_list(written(tmp_path, rules, halves), "miners")
    assert [pick.row() for pick in found.picks] == [
        {"date": "2024-07-23", "symbol": "NEM", "weight": "0.5"}
    ] * 2
    (fault,) = faults(tmp_path, rules=rules, picks="symbol,date,weight\nNEM,2024-07-23,\nB,2024-07-23,1\n")
    assert fault == (
        "csv: line 2, column weight: got an empty cell, expected a weight, "
        "since the rules say weighting = given"
    )


def test_a_name_that_a_mac_decomposed_is_the_same_name(tmp_path: Path) -> None:
    rules = _RULES.replace("Mines d’or", "Me\u0301taux")
    picks = "symbol,date,name\nSU,2024-07-23,E\u0301lectricité\n"
    found = read_list(written(tmp_path, rules, picks), "miners")
    assert found.picks[0].name == "Électricité"
    assert found.rules.universe.startswith("Métaux")


@pytest.mark.parametrize("name", ["Miners", "-a", "a b", "../x", "", "a" * 65, "é", "a.b"])
def test_a_name_that_is_no_lists(tmp_path: Path, name: str) -> None:
    with pytest.raises(ListUnnameable, match="lower-case letters"):
        read_list(tmp_path, name)


def test_a_list_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(ListMissing, match="there are: miners"):
        read_list(written(tmp_path), "silver")
    with pytest.raises(ListMissing, match="titre list new"):
        read_list(tmp_path / "nowhere", "silver")


@pytest.mark.parametrize(
    "isin", ["US6516391066", "CA06849F1080", "FR0000121972", "US0378331005", "CA6979001089"]
)
def test_the_check_digit_of_an_isin(isin: str) -> None:
    assert isin_is_sound(isin)
    others = [isin[:-1] + digit for digit in "0123456789" if digit != isin[-1]]
    assert not any(map(isin_is_sound, others))


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)


@given(
    day=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    name=_TEXTS,
    weight=st.none() | st.decimals(Decimal("0.000001"), 10**9, allow_nan=False, places=6),
    side=st.sampled_from(["", "long", "short"]),
)
def test_a_pick_comes_back_from_its_row(day: date, name: str, weight: Decimal | None, side: str) -> None:
    pick = Pick(day, symbol="NEM", name=name, weight=weight, side=side)
    assert Pick.of_row(pick.row()) == pick
    assert all(isinstance(text, str) and text for text in pick.row().values())


@given(
    costs=st.decimals(0, 20, places=4, allow_nan=False),
    end=st.dates(),
    horizon=st.sampled_from(["", "12 months"]),
)
def test_rules_come_back_from_their_texts(costs: Decimal, end: date, horizon: str) -> None:
    rules = Rules("all", "EUR", reveal_by=end, embargo_end=end, costs=costs, horizon=horizon, benchmark="GDX")
    assert Rules.of_texts(rules.texts()) == rules
