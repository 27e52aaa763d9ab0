"""A name is blurred only while enough others fit what is shown, over all days that were ever shown."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.commands import titre
from fakes.stock_lists import PASSPHRASE, lists_of, write_list
from titre.kernel.declarations import DeclarationFaulty
from titre.records.blurring import Band, blurred, check_leaks, fitting, month_ends
from titre.records.blurring.showing import band_of
from titre.records.errors import LeakRefused

if TYPE_CHECKING:
    from pathlib import Path

DAYS = [date(2024, month, 28) for month in range(1, 13)]


def universe(count: int, seed: int = 1) -> dict[str, dict[date, Decimal]]:
    """Securities that walk at random, a step a month."""
    chance = random.Random(seed)
    made = {}
    for number in range(count):
        value, row = 1.0, {}
        for day in DAYS:
            value *= 1 + chance.gauss(0.01, 0.08)
            row[day] = Decimal(f"{value - 1:.6f}")
        made[f"S{number:05d}"] = row
    return made


def test_an_exact_return_is_not_blurred() -> None:
    securities = universe(1000)
    value = securities["S00000"][DAYS[0]]
    exact = {DAYS[0]: Band(value, value + Decimal("0.000001"))}
    assert fitting(exact, securities) == ["S00000"]
    with pytest.raises(LeakRefused, match="row 1: only 1 securities of the universe fit"):
        check_leaks([exact], securities)


def test_every_published_day_cuts_what_is_left() -> None:
    securities = universe(2000)
    bands: dict[date, Band] = {}
    left = [len(securities)]
    for day in DAYS:
        bands[day] = band_of(securities["S00007"][day], Decimal("0.10"))
        found = fitting(bands, securities)
        assert "S00007" in found
        left.append(len(found))
    assert left == sorted(left, reverse=True)
    assert left[-1] < 10 < left[1]


def test_bands_are_as_narrow_as_the_days_before_allow() -> None:
    securities = universe(2000)
    picks = [f"S{number:05d}" for number in range(5)]
    before: list[dict[date, Band]] = []
    widths = []
    for day in DAYS[:4]:
        shown = blurred(day, [securities[pick][day] for pick in picks], {}, securities, before=before)
        assert min(shown.fitting) >= 10
        assert shown.picks == 5
        before = [dict(row) for row in shown.rows]
        widths.append(before[0][day].high - before[0][day].low)
    # The first days leave room for narrow bands; after some, only wide ones keep ten that fit.
    assert widths[0] == Decimal("0.10")
    assert widths[-1] > widths[0]


def test_bands_that_would_give_a_name_away_are_refused() -> None:
    securities = universe(12)
    returns = [securities["S00003"][DAYS[5]]]
    with pytest.raises(LeakRefused):
        blurred(DAYS[5], returns, {}, securities, widths=[Decimal("0.10"), Decimal("0.25")])
    assert blurred(DAYS[5], returns, {}, securities, least=1).rows[0][DAYS[5]].low <= returns[0]


def test_a_return_that_is_not_known_does_not_hide_a_name() -> None:
    known = {f"S{number}": {DAYS[0]: Decimal("0.05")} for number in range(9)}
    unknown: dict[str, dict[date, Decimal]] = {f"U{number}": {} for number in range(100)}
    with pytest.raises(LeakRefused, match="only 9 securities"):
        check_leaks([{DAYS[0]: Band(Decimal(0), Decimal(1))}], {**known, **unknown})


def test_the_mean_is_shown_at_month_ends_only() -> None:
    days = [date(2024, 7, 23) + timedelta(days=number) for number in range(100)]
    means = {day: Decimal(number) for number, day in enumerate(days)}
    securities = universe(50)
    shown = blurred(date(2024, 9, 30), [Decimal(0)], means, securities, least=0)
    assert list(shown.means) == [date(2024, 7, 31), date(2024, 8, 31), date(2024, 9, 30)]
    assert month_ends(days[:5]) == []
    assert month_ends([]) == []


@given(
    value=st.decimals(Decimal("-0.99"), 50, places=6, allow_nan=False),
    width=st.sampled_from([Decimal("0.1"), Decimal("0.25"), Decimal(1)]),
)
def test_a_return_is_in_its_band(value: Decimal, width: Decimal) -> None:
    band = band_of(value, width)
    assert value in band
    assert band.high - band.low == width
    assert band.low % width == 0


def returns_file(folder: Path, securities: dict[str, dict[date, Decimal]]) -> Path:
    path = folder / "universe.csv"
    lines = [f"{name},{day},{value}" for name, days in securities.items() for day, value in days.items()]
    path.write_text("\n".join(["symbol,date,return", *lines]) + "\n", "utf-8")
    return path


def test_what_was_shown_is_kept_and_counted_by_the_next(tmp_path: Path) -> None:
    securities = universe(500)
    write_list(tmp_path, "miners", [f"S{number:05d}" for number in range(6)])
    lists = lists_of(tmp_path)
    lists.commit("miners", PASSPHRASE)
    path = returns_file(tmp_path, securities)
    first, public = lists.blur("miners", path, DAYS[0])
    second, _ = lists.blur("miners", path, DAYS[1])
    second_table = public.read_text("utf-8")
    assert [len(row) for row in second.rows] == [2] * 6
    assert [row[DAYS[0]] for row in first.rows] == [row[DAYS[0]] for row in second.rows]
    assert all(one >= other for one, other in zip(first.fitting, second.fitting, strict=True))
    table = public.read_text("utf-8")
    assert table.startswith("row,day,low,high\n1,2024-01-28,")
    assert f"\nmean,{DAYS[0]}," in table
    assert not [name for name in securities if name in table]
    # What is refused is not written.
    with pytest.raises(LeakRefused):
        lists.blur("miners", path, DAYS[2], 400)
    assert public.read_text("utf-8") == second_table


def test_a_short_pick_counts_in_the_mean_as_what_it_earned(tmp_path: Path) -> None:
    write_list(tmp_path, "pair", ["S00000", "S00001"])
    rows = "symbol,date,side\nS00000,2024-01-01,\nS00001,2024-01-01,short\n"
    (tmp_path / "lists" / "pair.csv").write_text(rows, "utf-8")
    lists = lists_of(tmp_path)
    lists.commit("pair", PASSPHRASE)
    securities = universe(300)
    shown, _ = lists.blur("pair", returns_file(tmp_path, securities), DAYS[1], 2)
    assert shown.means[DAYS[0]] == (securities["S00000"][DAYS[0]] - securities["S00001"][DAYS[0]]) / 2


def test_tables_with_faults_are_told_with_their_lines(tmp_path: Path) -> None:
    write_list(tmp_path, "miners", ["S00000"])
    lists = lists_of(tmp_path)
    lists.commit("miners", PASSPHRASE)
    path = tmp_path / "universe.csv"
    path.write_text("symbol,date,return\nS00000,2024-01-28,much\n,2024-01-28,0.1\n", "utf-8")
    with pytest.raises(DeclarationFaulty) as caught:
        lists.blur("miners", path, DAYS[0])
    told = [str(finding) for finding in caught.value.findings]
    assert "line 2, column return: got 'much'" in told[0]
    assert "line 3, column symbol: got an empty cell" in told[1]
    path.write_text("symbol,date,return\nS00001,2024-01-28,0.1\n", "utf-8")
    with pytest.raises(
        DeclarationFaulty, match="no return of S00000 on 2024-01-28, expected one of every pick"
    ):
        lists.blur("miners", path, DAYS[0])


def test_the_desk_says_how_many_must_fit(tmp_path: Path) -> None:
    titre("new", "desk", cwd=tmp_path)
    desk = tmp_path / "desk"
    write_list(desk, "miners", ["S00000"])
    ran = titre("list", "commit", "miners", "--passphrase-file", "-", cwd=desk, stdin=PASSPHRASE)
    assert ran.status == 0, ran.err
    path = returns_file(tmp_path, universe(40))
    asked = ("list", "blur", "miners", "--returns", path, "--date", "2024-03-28")
    assert "1 pick. Publish commitments/miners/blurred.csv" in titre(*asked, cwd=desk).out
    with (desk / "desk.toml").open("a", encoding="utf-8") as stream:
        stream.write('\n[lists]\nleast_fitting = "41"\n')
    ran = titre(*asked, cwd=desk)
    assert ran.status == 1
    assert "expected at least 41; nothing is shown" in ran.err
    text = (desk / "desk.toml").read_text("utf-8")
    (desk / "desk.toml").write_text(text.replace('"41"', '"one"'), "utf-8")
    assert "got 'one', expected a whole number above 1" in titre(*asked, cwd=desk).err
