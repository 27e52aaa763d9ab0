"""A record by the command, as a user asks for it: every form, both languages, and what is asked wrongly."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from fakes.commands import titre

if TYPE_CHECKING:
    from pathlib import Path

_RULES = """[list]
title = "Two <metals> & more"
language = "en"
[rules]
universe = "Miners"
currency = "USD"
benchmark = "FUND"
embargo_end = 2024-03-01
reveal_by = 2024-03-01
"""
_HEADER = "date,symbol,close,adj_close,currency\n"
_FORMS = ("table", "html", "json", "csv")


def _closes(symbol: str, step: str) -> str:
    first = date(2024, 1, 2)
    return "".join(
        f"{first + timedelta(days=at)},{symbol},{100 + at * float(step)},,USD\n" for at in range(31)
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with closes of a gain, a loss and a fund, and three lists."""
    folder = tmp_path_factory.mktemp("records")
    assert titre("new", "desk", cwd=folder).status == 0
    desk = folder / "desk"
    prices = folder / "closes.csv"
    prices.write_text(_HEADER + _closes("UP", "1") + _closes("DOWN", "-0.5") + _closes("FUND", "0.2"))
    assert titre("import", prices, cwd=desk).status == 0
    lists = desk / "lists"
    lists.mkdir(exist_ok=True)
    for name, symbols in {"two": ["UP", "DOWN"], "gone": ["UP", "NOBODY"], "alone": ["UP"]}.items():
        rules = _RULES if name != "alone" else _RULES.replace("FUND", "NOFUND")
        (lists / f"{name}.toml").write_text(rules)
        (lists / f"{name}.csv").write_text(
            "symbol,date\n" + "".join(f"{one},2024-01-02\n" for one in symbols)
        )
    return desk


def test_a_record_in_every_form_says_that_it_is_hypothetical(desk: Path) -> None:
    for language, told in (("en", "Hypothetical"), ("fr", "Hypothétique")):
        for form in _FORMS:
            ran = titre("--lang", language, "record", "two", "--to", "2024-02-01", "--format", form, cwd=desk)
            assert (ran.status, ran.err) == (0, ""), form
            assert told in ran.out or (form in {"json", "csv"} and "Hypothetical" in ran.out), (
                language,
                form,
            )
            assert "GIPS" not in ran.out


def test_the_numbers_of_every_form_are_the_same(desk: Path) -> None:
    asked = ("record", "two", "--to", "2024-02-01")
    table = titre(*asked, cwd=desk).out
    assert "+30.00%" in table
    assert "−15.00%" in table
    assert "+7.50%" in table
    found = json.loads(titre(*asked, "--format", "json", cwd=desk).out)
    assert (found["mean"], found["median"], found["hit_rate"], found["n"]) == ("0.075", "0.075", "0.5", 2)
    assert found["benchmark"]["mean"] == "0.06"
    rows = list(csv.DictReader(io.StringIO(titre(*asked, "--format", "csv", cwd=desk).out)))
    assert [row["total_return"] for row in rows] == ["0.3", "-0.15"]
    french = titre("--lang", "fr", *asked, cwd=desk).out
    assert "+30,00\u00a0%" in french


def test_a_page_fetches_nothing_and_keeps_its_words(desk: Path) -> None:
    ran = titre("record", "two", "--to", "2024-02-01", "-o", "two.html", cwd=desk)
    assert (ran.status, ran.out) == (0, "two.html\n")
    page = (desk / "two.html").read_text("utf-8")
    assert "Two &lt;metals&gt; &amp; more" in page
    assert "<script" not in page
    assert "src=" not in page
    assert "url(" not in page


def test_a_pick_without_a_price_is_told_first_and_ends_with_1(desk: Path) -> None:
    for form in _FORMS:
        ran = titre("record", "gone", "--to", "2024-02-01", "--format", form, cwd=desk)
        assert ran.status == 1, form
        assert "NOBODY" in ran.out
        assert "no price of NOBODY on 2024-01-02" in ran.out
    found = json.loads(titre("record", "gone", "--to", "2024-02-01", "--format", "json", cwd=desk).out)
    assert (found["complete"], found["mean"], found["n"]) == (False, None, 2)
    assert found["mean_at_worst"] == "-0.35"


def test_a_benchmark_without_prices_is_told(desk: Path) -> None:
    ran = titre("record", "alone", "--to", "2024-02-01", cwd=desk)
    assert ran.status == 0
    assert "Nothing to compare with: NOFUND has no number." in ran.out


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("none",), 1, "no list is called 'none'; there are: alone, gone, two"),
        (("Two",), 1, "lower-case letters"),
        (("two", "--to", "2024-02-30"), 2, "2024-02-30"),
        (("two", "--to", "soon"), 2, "soon"),
        (("two", "--currency", "dollars"), 2, "a currency code of ISO 4217, as USD"),
        (("two", "--format", "pdf"), 2, "pdf"),
        (("two", "-o", "two.txt"), 2, ".html, .json, .csv"),
        ((), 2, "NAME"),
    ],
)
def test_what_is_asked_wrongly_is_answered_in_words(
    desk: Path, arguments: tuple[str, ...], status: int, told: str
) -> None:
    for language in ("en", "fr"):
        ran = titre("--lang", language, "record", *arguments, cwd=desk)
        assert ran.status == status
        assert "Traceback" not in ran.err
        assert language == "fr" or told in ran.err


def test_another_currency_without_rates_is_incomplete_never_one_to_one(desk: Path) -> None:
    ran = titre("record", "two", "--to", "2024-02-01", "--currency", "eur", cwd=desk)
    assert ran.status == 1
    assert "no rate of USD in EUR on 2024-01-02" in ran.out
    assert "+30.00%" not in ran.out


def test_faulty_files_are_told_with_every_line(desk: Path) -> None:
    lists = desk / "lists"
    (lists / "bad.toml").write_text(_RULES.replace('"USD"', '"dollars"') + "unknown = 1\n")
    (lists / "bad.csv").write_text("symbol,date\nUP,2024-02-30\n,2024-01-02\n")
    ran = titre("record", "bad", cwd=desk)
    assert ran.status == 1
    for told in ("rules.currency", "unknown", "line 2, column date", "line 3, column symbol"):
        assert told in ran.err
    (lists / "bad.toml").write_text("[list\n")
    ran = titre("record", "bad", cwd=desk)
    assert ran.status == 1
    assert "lists/bad.toml" in ran.err
    ledger = desk / "actions.csv"
    ledger.write_text("day,symbol,kind,new,old,amount,currency,into,source\n2024-01-05,UP,vanished,,,,,,x\n")
    try:
        ran = titre("record", "two", cwd=desk)
        assert ran.status == 1
        assert "actions.csv: line 2, column kind: got 'vanished'" in ran.err
    finally:
        ledger.unlink()
