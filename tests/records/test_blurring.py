"""A name is blurred only while enough others fit what is shown, over all days that were ever shown."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.commands import titre
from fakes.stock_lists import PASSPHRASE, lists_of, write_list
from titre.kernel.declarations import DeclarationFaulty
from titre.records.blurring import Band, blurred, check_leaks, fitting, month_ends
from titre.records.blurring.showing import Holding, band_of
from titre.records.errors import LeakRefused, PicksShared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from titre.records.blurring import Blurred

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
    with pytest.raises(LeakRefused, match="row 1: what would be shown leaves its security among 1 of"):
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
        shown = blurred(day, held(securities, picks, day), securities, before=before)
        assert min(shown.fitting) >= 10
        assert shown.picks == 5
        before = [dict(row) for row in shown.rows]
        widths.append(before[0][day].high - before[0][day].low)
    # The first days leave room for narrow bands; after some, only wide ones keep ten that fit.
    assert widths[0] == Decimal("0.10")
    assert widths[-1] > widths[0]


def test_bands_that_would_give_a_name_away_are_refused() -> None:
    securities = universe(12)
    rows = held(securities, ["S00003"], DAYS[5])
    with pytest.raises(LeakRefused):
        blurred(DAYS[5], rows, securities, widths=[Decimal("0.10"), Decimal("0.25")])
    shown = blurred(DAYS[5], rows, securities, least=1)
    assert securities["S00003"][DAYS[5]] in shown.rows[0][DAYS[5]]


def test_securities_that_fit_several_rows_are_shared_among_them() -> None:
    # Ten securities fit each of ten rows: every one of them is a pick.
    securities = {f"S{number}": {DAYS[0]: Decimal("0.05")} for number in range(10)}
    bands = {DAYS[0]: Band(Decimal(0), Decimal("0.1"))}
    assert check_leaks([bands], securities) == [10]
    with pytest.raises(LeakRefused, match="among 1 of the universe, expected at least 10"):
        check_leaks([bands] * 10, securities)
    with pytest.raises(LeakRefused, match=r"row 2: .* among 5"):
        check_leaks([{DAYS[0]: Band(Decimal(-1), Decimal(9))}, bands, bands], securities, least=6)


def test_a_return_that_is_not_known_does_not_hide_a_name() -> None:
    known = {f"S{number}": {DAYS[0]: Decimal("0.05")} for number in range(9)}
    unknown: dict[str, dict[date, Decimal]] = {f"U{number}": {} for number in range(100)}
    with pytest.raises(LeakRefused, match="among 9 of the universe"):
        check_leaks([{DAYS[0]: Band(Decimal(0), Decimal(1))}], {**known, **unknown})


def test_the_mean_is_shown_at_month_ends_only() -> None:
    days = [date(2024, 7, 23) + timedelta(days=number) for number in range(100)]
    chance = random.Random(1)
    securities = {
        f"S{number:05d}": {day: Decimal(f"{chance.gauss(0, 0.2):.6f}") for day in days}
        for number in range(1000)
    }
    shown = blurred(date(2024, 9, 30), held(securities, list(securities)[:20], days[-1]), securities)
    assert list(shown.means) == [date(2024, 7, 31), date(2024, 8, 31), date(2024, 9, 30)]
    assert shown.withheld == ()
    assert month_ends(days[:5]) == []
    assert month_ends([]) == []


def held(securities: dict[str, dict[date, Decimal]], picks: list[str], day: date) -> list[Holding]:
    """Return rows of equal weight, known up to a day."""
    part = Decimal(1) / len(picks)
    return [
        Holding({at: value for at, value in securities[pick].items() if at <= day}, part) for pick in picks
    ]


def published(securities: dict[str, dict[date, Decimal]], picks: list[str], least: int) -> Blurred:
    """Return what is public of a list that is shown every month for as long as that is allowed."""
    shown: Blurred | None = None
    for day in DAYS[1:]:
        known = {
            name: {at: value for at, value in row.items() if at <= day} for name, row in securities.items()
        }
        before, told = (shown.rows, shown.means) if shown else ((), {})
        try:
            shown = blurred(day, held(securities, picks, day), known, before=before, told=told, least=least)
        except LeakRefused:
            break
    assert shown is not None
    return shown


def test_the_mean_of_one_row_is_its_return_and_never_shown() -> None:
    for seed in range(5):
        shown = published(universe(400, seed), ["S00000"], 5)
        assert shown.means == {}
        assert shown.withheld


def test_means_of_many_rows_give_little_away() -> None:
    securities = universe(2000)
    shown = published(securities, list(securities)[:20], 10)
    assert len(shown.means) >= 3


@pytest.mark.parametrize(("rows", "count"), [(2, 400), (3, 120)])
def test_who_knows_every_return_does_not_find_the_names(rows: int, count: int) -> None:
    """An attacker lists every choice that makes what is public, and counts in how many a pick stands."""
    chances = []
    for seed in range(6):
        securities = universe(count, seed)
        picks = random.Random(seed).sample(sorted(securities), rows)
        shown = published(securities, picks, 5)
        left = [choice for choice in choices(shown, securities) if len(set(choice)) == rows]
        assert tuple(picks) in left
        chances += [sum(pick in choice for choice in left) / len(left) for pick in picks]
    # One in five is what was asked for; without the check of the means it is nearly certain.
    assert sum(chances) / len(chances) < 0.2
    assert max(chances) < 0.5


def choices(shown: Blurred, securities: dict[str, dict[date, Decimal]]) -> Iterator[tuple[str, ...]]:
    """Yield every choice of securities that fits the bands and makes the means, to their last digit."""
    names = [fitting(bands, securities) for bands in shown.rows]
    days = list(shown.means)
    wanted = [float(shown.means[day]) * len(names) for day in days]
    step = 0.0005 * len(names) + 1e-9
    values = {name: [float(securities[name][day]) for day in days] for some in names for name in some}
    *first, last = names
    if not days:
        yield from product(*names)
        return
    ordered = sorted(last, key=lambda name: values[name][0])
    keys = [values[name][0] for name in ordered]
    for choice in product(*first):
        missing = [want - sum(values[name][at] for name in choice) for at, want in enumerate(wanted)]
        for at in range(bisect_left(keys, missing[0] - step), bisect_right(keys, missing[0] + step)):
            if all(abs(one - need) <= step for one, need in zip(values[ordered[at]], missing, strict=True)):
                yield (*choice, ordered[at])


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
    assert min(*first.fitting, *second.fitting) >= 10
    table = public.read_text("utf-8")
    assert table.startswith("row,day,low,high\n1,2024-01-28,")
    assert f"\nmean,{DAYS[0]}," in table
    assert not [name for name in securities if name in table]
    # What is refused is not written.
    with pytest.raises(LeakRefused):
        lists.blur("miners", path, DAYS[2], 400)
    assert public.read_text("utf-8") == second_table


def test_lists_that_share_picks_are_not_shown_beside_each_other(tmp_path: Path) -> None:
    """The means of two lists that differ by one pick differ by its return, which tells its name."""
    securities = universe(3000)
    path = returns_file(tmp_path, securities)
    names = sorted(securities)
    lists = lists_of(tmp_path)
    for name, picks in (("ten", names[:10]), ("eleven", names[:11]), ("apart", names[11:21])):
        write_list(tmp_path, name, picks)
        lists.commit(name, PASSPHRASE)
    lists.blur("ten", path, DAYS[2])
    with pytest.raises(PicksShared, match="it shares picks with ten, of which something is shown already"):
        lists.blur("eleven", path, DAYS[2])
    assert not (tmp_path / "commitments" / "eleven" / "blurred.csv").exists()
    shown, _ = lists.blur("apart", path, DAYS[2])
    assert len(shown.means) == 3
    assert len(lists.blur("ten", path, DAYS[3])[0].means) == 4
    # Another symbol of the same security is no other pick.
    write_list(tmp_path, "renamed", ["NEW"])
    lists.commit("renamed", PASSPHRASE)
    renamed = {**securities, "NEW": securities["S00003"]}
    with pytest.raises(PicksShared):
        lists.blur(
            "renamed", renamed, DAYS[2], identity=lambda pick: "S00003" if pick.symbol == "NEW" else ""
        )


def test_the_names_of_a_revealed_list_hide_nobody(tmp_path: Path) -> None:
    """Of eleven rows ten are known by another list: the mean tells what the last one returned."""
    securities = universe(3000)
    path = returns_file(tmp_path, securities)
    names = sorted(securities)
    lists = lists_of(tmp_path)
    for name, picks in (("ten", names[:10]), ("eleven", names[:11])):
        write_list(tmp_path, name, picks)
        lists.commit(name, PASSPHRASE)
    assert len(blurred(DAYS[4], held(securities, names[:11], DAYS[4]), securities).means) == 4
    lists.reveal("ten", early=True)
    shown, _ = lists.blur("eleven", path, DAYS[4])
    left = [
        name
        for name, returns in securities.items()
        if all(
            abs(sum((securities[pick][day] for pick in names[:10]), returns[day]) / 11 - mean)
            <= Decimal("0.0005")
            for day, mean in shown.means.items()
        )
    ]
    assert len(left) >= 10
    assert shown.withheld


def test_a_short_pick_counts_in_the_mean_as_what_it_earned(tmp_path: Path) -> None:
    write_list(tmp_path, "pair", ["S00000", "S00001"])
    rows = "symbol,date,side\nS00000,2024-01-01,\nS00001,2024-01-01,short\n"
    (tmp_path / "lists" / "pair.csv").write_text(rows, "utf-8")
    lists = lists_of(tmp_path)
    lists.commit("pair", PASSPHRASE)
    securities = universe(3000)
    shown, _ = lists.blur("pair", returns_file(tmp_path, securities), DAYS[1], 2)
    earned = (securities["S00000"][DAYS[0]] - securities["S00001"][DAYS[0]]) / 2
    assert shown.means[DAYS[0]] == earned.quantize(Decimal("0.001"))


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
