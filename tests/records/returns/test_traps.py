"""Do price files that lie make a number? Whole desks, files as vendors and tired people make them."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fakes.clocks import SetClock
from titre import Desk
from titre.sources.errors import DocumentUnreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from titre.records.returns.record import Record

_RULES = """[list]
title = "Traps"
language = "en"
[rules]
universe = "Some"
currency = "USD"
embargo_end = 2024-03-01
reveal_by = 2024-03-01
"""
_HEADER = "date,symbol,close,adj_close,currency\n"
_LEDGER = "day,symbol,kind,new,old,amount,currency,into,source\n"
_FIRST, _TO = date(2024, 1, 2), date(2024, 2, 1)
_SOUND = [f"{10 + at / 10:.2f}" for at in range(31)]
ADJUSTED = '[files."*.csv"]\nsymbols_on = 2024-02-01\ncloses = "adjusted"\n'
TRADED = ADJUSTED.replace("adjusted", "traded")


def _file(values: Sequence[str], symbol: str = "AAA", currency: str = "USD") -> str:
    days = [_FIRST + timedelta(days=at) for at in range(len(values))]
    rows = [f"{day},{symbol},{value},,{currency}" for day, value in zip(days, values, strict=True)]
    return "\n".join([_HEADER.strip(), *rows]) + "\n"


def _desk(tmp_path: Path, closes: str, ledger: str = "", securities: str = "", **more: str) -> Desk:
    desk = Desk.create(tmp_path / "desk")
    (desk.path / "lists").mkdir(exist_ok=True)
    (desk.path / "lists" / "traps.toml").write_text(_RULES)
    (desk.path / "lists" / "traps.csv").write_text(f"symbol,date\nAAA,{_FIRST}\n")
    (desk.path / "securities.toml").write_text(securities)
    (desk.path / "actions.csv").write_text(_LEDGER + ledger)
    for name, text in {"AAA": closes, **more}.items():
        (tmp_path / f"{name}.csv").write_text(text)
        desk.import_([tmp_path / f"{name}.csv"])
    return desk


def _is_weekend(day: date) -> bool:
    return day.weekday() > 4


def _written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def _record(desk: Desk, to: date = _TO, as_of: date | None = None) -> Record:
    return Desk(desk.path).record("traps", to=to, as_of=as_of)


@pytest.mark.parametrize(
    ("closes", "told"),
    [
        (_file([*_SOUND[:-1], "20.00"]), "20 after 12.9"),
        (_file(["1000", *_SOUND[1:]]), "a hundred times off"),
        (_file([*_SOUND[:10], *["11.00"] * 10, *_SOUND[20:]]), "prices that nobody renewed"),
        (_file(_SOUND).replace("13.00,,USD", "13.00,,CAD"), "in CAD, expected USD"),
        (_file(_SOUND, currency=""), "no currency is told"),
        (_HEADER + "2024-01-02,AAA,,10,USD\n2024-02-01,AAA,,13,USD\n", "adjusted closes only"),
        (_HEADER + "2023-11-02,AAA,10,,USD\n2024-02-01,AAA,13,,USD\n", "near that day"),
    ],
)
def test_a_close_that_lies_makes_no_number(tmp_path: Path, closes: str, told: str) -> None:
    record = _record(_desk(tmp_path, closes))
    assert record.statistics is None
    assert told in str(record.returns[0].reason)


def test_a_volume_in_the_place_of_the_close_makes_no_number(tmp_path: Path) -> None:
    rows = [
        f"{_FIRST + timedelta(days=at)},AAA,{c},{c},{1000000 + 5000 * at},USD" for at, c in enumerate(_SOUND)
    ]
    desk = _desk(tmp_path, "date,symbol,low,high,close,currency\n" + "\n".join(rows) + "\n")
    record = _record(desk)
    assert record.statistics is None
    assert "no price that can be taken" in str(record.returns[0].reason)


def test_pence_make_the_return_of_pounds(tmp_path: Path) -> None:
    desk = _desk(tmp_path, "")
    with (desk.path / "desk.toml").open("a", encoding="utf-8") as stream:
        stream.write('\n[prices.pence]\nday = "Day"\nclose = "Pence"\ncurrency_code = "GBX"\n')
    rows = "".join(f"{_FIRST + timedelta(days=at)},{close}\n" for at, close in enumerate(_SOUND))
    Desk(desk.path).import_([_written(tmp_path / "AAA.csv", "Day,Pence\n" + rows)])
    record = Desk(desk.path).record("traps", to=_TO, currency="GBP")
    assert record.returns[0].total == Fraction(13, 10)
    assert record.returns[0].way is not None
    first = record.returns[0].way.legs[0].first
    assert first is not None
    assert (first.value, first.currency) == (Fraction(_SOUND[0]) / 100, "GBP")


def test_a_ledger_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    desk = _desk(tmp_path, _file(_SOUND))
    (desk.path / "actions.csv").unlink()
    (desk.path / "actions.csv").mkdir()
    with pytest.raises(DocumentUnreadable, match="a folder, expected a file"):
        _record(desk)


def test_a_finding_writes_numbers_and_days_as_its_language_does(tmp_path: Path) -> None:
    (told, *_) = _record(_desk(tmp_path, _file([*_SOUND[:-1], "1920.55"]))).findings
    assert "1920.55 after 12.9 on 2024-01-31" in told.message.render("en")
    assert "1\u202f920,55 après 12,9 le 31\u00a0janvier 2024" in told.message.render("fr")


@pytest.mark.parametrize("at", [0, 7, 30])
@pytest.mark.parametrize("cell", ["NaN", "0", "-5", "inf", "x"])
def test_a_cell_that_is_no_price_makes_no_number_unless_it_is_confirmed(
    tmp_path: Path, cell: str, at: int
) -> None:
    desk = _desk(tmp_path, _file([*_SOUND[:at], cell, *_SOUND[at + 1 :]]))
    record = _record(desk)
    assert record.statistics is None
    assert f"AAA.csv: line {at + 2}: " in str(record.findings[0])
    (desk.path / "actions.csv").write_text(
        f"{_LEDGER}{_FIRST + timedelta(days=at)},AAA,confirmed,,,,,,the exchange was closed\n"
    )
    # At the first day there is none before it.
    assert _record(desk).complete == bool(at)


@pytest.mark.parametrize(
    "rows",
    [
        ("2024-01-07,AAA,10.50,,USD", "2024-01-07,AAA,10.60,,USD"),
        ("2024-01-07,AAA,10.50,,GBX",),
        ("2024-01-07,AAA,10,50,,USD",),
        ("2024-01-07,AAA,10.50",),
    ],
)
def test_a_row_that_cannot_be_taken_makes_no_number(tmp_path: Path, rows: Sequence[str]) -> None:
    desk = _desk(tmp_path, _file(_SOUND).replace("2024-01-07,AAA,10.50,,USD", "\n".join(rows)))
    record = _record(desk)
    assert record.statistics is None
    assert "2024-01-07" in str(record.findings[0])
    (tmp_path / "AAA.csv").write_text(_file(_SOUND))
    desk.import_([tmp_path / "AAA.csv"])
    assert _record(desk).returns[0].total == Fraction(13, 10)
    desk.store.compact()
    assert _record(desk).returns[0].total == Fraction(13, 10)


def test_two_prices_of_a_day_stay_in_doubt_after_compaction(tmp_path: Path) -> None:
    twice = "2024-01-07,AAA,10.50,,USD\n2024-01-07,AAA,10.60,,USD"
    desk = _desk(tmp_path, _file(_SOUND).replace("2024-01-07,AAA,10.50,,USD", twice))
    desk.import_([_written(tmp_path / "BBB.csv", _file(_SOUND, "BBB"))])
    desk.store.compact()
    assert _record(desk).statistics is None


def test_an_empty_cell_is_a_day_without_a_price(tmp_path: Path) -> None:
    record = _record(_desk(tmp_path, _file([*_SOUND[:-1], ""])))
    assert record.returns[0].total == Fraction(129, 100)
    assert "no close on 2024-02-01; taken: that of 2024-01-31" in str(record.marks[0])


def test_files_that_differ_make_no_number(tmp_path: Path) -> None:
    other = _file([*_SOUND[:5], "11.11", *_SOUND[6:]])
    record = _record(_desk(tmp_path, _file(_SOUND), other=other))
    assert record.statistics is None
    assert "2024-01-07" in str(record.returns[0].reason)


def test_the_order_of_days_in_a_file_is_nothing(tmp_path: Path) -> None:
    header, *rows = _file(_SOUND).splitlines()
    record = _record(_desk(tmp_path, "\n".join([header, *reversed(rows)]) + "\n"))
    assert record.returns[0].total == Fraction(13, 10)


def test_of_imports_of_one_day_the_last_counts_before_and_after_compaction(tmp_path: Path) -> None:
    desk = _desk(tmp_path, _file(_SOUND))
    for last in ("12.00", "14.00", "11.50"):
        (tmp_path / "AAA.csv").write_text(_file([*_SOUND[:-1], last]))
        desk.import_([tmp_path / "AAA.csv"])
    assert _record(desk).returns[0].total == Fraction(115, 100)
    desk.store.compact()
    assert _record(desk).returns[0].total == Fraction(115, 100)


@pytest.mark.parametrize(
    ("securities", "lowered", "known"), [(TRADED, False, True), (ADJUSTED, True, True),
                                         (TRADED, True, False), (ADJUSTED, False, False), ("", True, False)]
)  # fmt: skip
def test_a_split_by_the_basis_that_the_file_says_or_no_number(
    tmp_path: Path,
    securities: str,
    lowered: bool,  # noqa: FBT001 - a case
    known: bool,  # noqa: FBT001 - a case
) -> None:
    traded = [*(f"{float(close) * 10:.2f}" for close in _SOUND[:8]), *_SOUND[8:]]
    closes = _file(_SOUND if lowered else traded)
    record = _record(_desk(tmp_path, closes, "2024-01-10,AAA,split,10,1,,,,x\n", securities))
    assert record.complete == known
    assert not known or record.returns[0].total == Fraction(13, 10)


def test_as_of_a_day_a_later_split_still_tells_what_the_closes_are(tmp_path: Path) -> None:
    ledger = "2024-01-10,AAA,dividend,,,1,USD,,x\n2024-01-25,AAA,split,10,1,,,,x\n"
    desk = _desk(tmp_path, _file(_SOUND), ledger, ADJUSTED)
    day = date(2024, 1, 20)
    then, now = _record(desk, as_of=day), _record(desk, to=day)
    assert then.returns[0].total == now.returns[0].total == Fraction(118, 100) * Fraction(109, 108)


def test_as_of_a_day_is_what_a_desk_of_that_day_had(tmp_path: Path) -> None:
    """Closes come twice, the second time corrected and with a dividend: then as now by what was known."""
    day = date(2024, 1, 20)
    early = Desk.create(tmp_path / "early")
    (early.path / "lists").mkdir(exist_ok=True)
    (early.path / "lists" / "traps.toml").write_text(_RULES)
    (early.path / "lists" / "traps.csv").write_text(f"symbol,date\nAAA,{_FIRST}\n")
    then = Desk(early.path, clock=SetClock(2024, 1, 20))
    (tmp_path / "AAA.csv").write_text(_file(_SOUND[:19]))
    then.import_([tmp_path / "AAA.csv"])
    known = then.record("traps", to=day).returns[0].total
    later = Desk(early.path, clock=SetClock(2024, 2, 1))
    (tmp_path / "AAA.csv").write_text(_file([*_SOUND[:18], "11.00", *_SOUND[19:]]))
    later.import_([tmp_path / "AAA.csv"])
    assert later.record("traps", to=day).returns[0].total == Fraction(110, 100)
    assert later.record("traps", as_of=day).returns[0].total == known == Fraction(118, 100)


def test_a_security_that_is_gone_and_its_symbol_another_s(tmp_path: Path) -> None:
    record = _record(_desk(tmp_path, _file(_SOUND), "2024-01-01,AAA,delisting,,,0,USD,,x\n"))
    assert "delisted, at 0 USD a unit on 2024-01-01" in str(record.returns[0].reason)


def test_a_merger_into_itself_is_a_fault_of_the_ledger(tmp_path: Path) -> None:
    from titre.kernel.declarations import DeclarationFaulty

    with pytest.raises(DeclarationFaulty, match="another security than its own"):
        _record(_desk(tmp_path, _file(_SOUND), "2024-01-10,AAA,merger,1,2,,,AAA,x\n"))


@pytest.mark.parametrize(
    ("lines", "again"),
    [
        (("0.25,USD,,x,", "1.50,USD,,x,"), False),
        (("0.25,USD,,x,", "0.25,USD,,y,"), True),
        (("0.25,USD,,x,", "0.26,USD,,x,"), True),
        (("0.25,USD,,x,regular", "0.25,USD,,x,special"), False),
        (("0.25,USD,,x,regular", "0.25,USD,,x,regular"), True),
    ],
)
def test_two_distributions_of_one_day_in_the_ledger(
    tmp_path: Path,
    lines: Sequence[str],
    again: bool,  # noqa: FBT001 - a case
) -> None:
    from titre.kernel.declarations import DeclarationFaulty
    from titre.records.returns.actions import read_actions

    rows = "".join(f"2024-01-10,AAA,dividend,,,{line}\n" for line in lines)
    ledger = _written(tmp_path / "actions.csv", _LEDGER.replace("source", "source,id") + rows)
    if again:
        with pytest.raises(DeclarationFaulty, match="the same action as in line 2"):
            read_actions(ledger)
    else:
        assert len(read_actions(ledger)) == 2


def test_a_symbol_of_the_ledger_that_nobody_has_is_told(tmp_path: Path) -> None:
    ledger = "2024-01-10,AAAA,dividend,,,1,USD,,x\n2024-01-11,AAAA,dividend,,,2,USD,,x\n"
    record = _record(_desk(tmp_path, _file(_SOUND), ledger))
    assert record.returns[0].total == Fraction(13, 10)
    (finding,) = record.findings
    assert str(finding).endswith("had the symbol AAAA on 2024-01-10: the line counts for none (AAAA)")
    assert "actions.csv: line 2" in str(finding)


def _daily(rows: int, *, adjusted: Sequence[float] = (), skip: Callable[[date], bool] = _is_weekend) -> str:
    """Return weekday closes that rise a tenth a day, with adjusted closes beside them."""
    days = (_FIRST + timedelta(days=at) for at in range(rows))
    lines = []
    for at, day in enumerate(day for day in days if not skip(day)):
        close = 10 + at / 10
        other = f"{close * adjusted[min(at, len(adjusted) - 1)]:.4f}" if adjusted else ""
        lines.append(f"{day},AAA,{close:.2f},{other},USD")
    return "\n".join([_HEADER.strip(), *lines]) + "\n"


_MONTHS = date(2024, 5, 2)


@pytest.mark.parametrize(
    ("text", "ledger", "told"),
    [
        # A Saturday among a year of weekdays.
        (_daily(122, skip=lambda day: _is_weekend(day) and day != date(2024, 3, 9)), "", "a weekend's day"),
        # A split of three for two, 33 % of the close, that the adjusted closes know of.
        (_daily(122, adjusted=[1.0] * 40 + [1.5] * 90), "", "moves by 50%"),
        # A yearly distribution of 8 % that no file has.
        (_daily(122, adjusted=[0.92] * 40 + [1.0] * 90), "", "moves by 8.7%"),
        # The same, and a distribution that is declared, of another day.
        (
            _daily(122, adjusted=[0.92] * 40 + [1.0] * 90),
            "2024-03-20,AAA,dividend,,,0.10,USD,,x\n",
            "moves by 8.7%",
        ),
        # Closes that a vendor lowered for distributions already, which would count twice.
        (_daily(122, adjusted=[1.0]), "2024-03-06,AAA,dividend,,,0.40,USD,,x\n", "which of the two are they"),
    ],
)
def test_closes_that_others_contradict_make_no_number(
    tmp_path: Path, text: str, ledger: str, told: str
) -> None:
    desk = _desk(tmp_path, text, ledger)
    assert told in str(_record(desk, _MONTHS).returns[0].reason)
    ran = _record(desk, date(2024, 1, 31))
    assert ran.returns[0].known


def test_closes_that_others_bear_out_make_one(tmp_path: Path) -> None:
    adjusted = [0.92] * 40 + [1.0] * 90
    ledger = "2024-02-27,AAA,dividend,,,1.21,USD,,x\n"
    assert _record(_desk(tmp_path, _daily(122, adjusted=adjusted), ledger), _MONTHS).returns[0].known


def test_a_distribution_after_the_adjusted_closes_end_says_nothing_of_them(tmp_path: Path) -> None:
    text = _daily(122, adjusted=[1.0])
    header, *rows = text.splitlines()
    rows = [row if row < "2024-03-01" else ",".join([*row.split(",")[:3], "", "USD"]) for row in rows]
    ledger = "2024-03-06,AAA,dividend,,,0.40,USD,,x\n"
    record = _record(_desk(tmp_path, "\n".join([header, *rows]) + "\n", ledger), _MONTHS)
    assert record.returns[0].known


def test_a_market_that_trades_on_sundays_is_no_fault(tmp_path: Path) -> None:
    sundays = _daily(122, skip=lambda day: day.weekday() in {4, 5})
    assert _record(_desk(tmp_path, sundays), _MONTHS).returns[0].known


def test_a_gap_is_told(tmp_path: Path) -> None:
    gap = _daily(122, skip=lambda day: _is_weekend(day) or date(2024, 2, 10) < day < date(2024, 3, 10))
    record = _record(_desk(tmp_path, gap), _MONTHS)
    assert "no close between 2024-02-09 and 2024-03-11" in str(record.marks[0])


@pytest.mark.parametrize(
    "text",
    [
        _file(_SOUND).replace("date,symbol,close,adj_close", "date,symbol,close,close"),
        "\n".join(_HEADER.strip() if not at else f"{at:02d}.01.2024,AAA,10.00,,USD" for at in range(31)),
        _file(_SOUND).replace(",", ";").replace(".", ","),
        _file([f'"1,{close}"' for close in _SOUND]),
        _file(_SOUND).replace(",USD", ",GBX"),
        _file(_SOUND).replace(",USD", ",GBp"),
        "\n".join(f"<tr><td>{line}</td></tr>" for line in _file(_SOUND).splitlines()),
        _file(_SOUND).rstrip("\n").removesuffix(".00,,USD"),
        _HEADER.replace(",adj_close,currency", "") + "2024-01-02,AAA,10.00\n2024-02-01,AAA,13.",
        _file(_SOUND).replace("2024-01-02,AAA", "2024-01-02,AAA,AAA"),
        _file(_SOUND).replace("2024-01-02,AAA,10.00", '2024-01-02,AAA,"10.00'),
        _file([f"{float(close) * (100 if at > 15 else 1)}" for at, close in enumerate(_SOUND)]),
        _file([f"{float(close) / (2 if at > 15 else 1)}" for at, close in enumerate(_SOUND)]),
        _file([*_SOUND[:5], *["1.00"] * 12, *_SOUND[17:]]),
        # A split of three for two that nobody declared.
        _file([f"{float(close) / (1.5 if at > 15 else 1):.2f}" for at, close in enumerate(_SOUND)]),
    ],
)
def test_a_bad_file_is_a_finding_and_no_number(tmp_path: Path, text: str) -> None:
    desk = _desk(tmp_path, _file(_SOUND, "BBB"))
    imported = desk.import_([_written(tmp_path / "AAA.csv", text)])
    record = _record(desk)
    assert record.statistics is None
    assert record.returns[0].reason is not None
    assert imported.findings or record.findings


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + _file(_SOUND).replace("\n", "\r\n").encode(),
        _file(_SOUND).encode("utf-16"),
        _file(_SOUND).replace("\n", "\r").encode(),
        _file(_SOUND).replace(",", ";").encode(),
        _file(_SOUND).replace(",", "\t").encode(),
        _file([*_SOUND, ""]).encode(),
    ],
)
def test_a_file_written_in_another_way_makes_the_same_number(tmp_path: Path, data: bytes) -> None:
    desk = _desk(tmp_path, _file(_SOUND, "BBB"))
    (tmp_path / "AAA.csv").write_bytes(data)
    desk.import_([tmp_path / "AAA.csv"])
    assert _record(desk).returns[0].total == Fraction(13, 10)


def test_a_symbol_of_a_day_before_it_was_anybodys_is_told_with_its_later_holder(tmp_path: Path) -> None:
    desk = _desk(tmp_path, _file(_SOUND, "META"))
    (desk.path / "lists" / "traps.csv").write_text("symbol,date\nMETA,2022-03-01\n")
    reason = str(_record(desk).returns[0].reason)
    assert "the symbol META was nobody's that is known; on other days it is that of Meta Platforms" in reason


@pytest.mark.parametrize(
    ("ledger", "known"),
    [
        ("", False),
        ("2024-01-15,AAA,confirmed,,,,,,nothing was paid\n", True),
        ("2024-01-15,AAA,dividend,,,0.25,USD,,the company\n", True),
    ],
)
def test_a_distribution_whose_amount_cannot_be_read_makes_no_number(
    tmp_path: Path,
    ledger: str,
    known: bool,  # noqa: FBT001 - a case
) -> None:
    desk = _desk(tmp_path, _file(_SOUND), ledger)
    dividends = "ex_date,symbol,amount,currency\n2024-01-15,AAA,NaN,USD\n"
    desk.import_([_written(tmp_path / "dividends.csv", dividends)])
    record = _record(desk)
    assert record.complete == known
    assert known or "no amount that can be taken" in str(record.findings[0])


@pytest.mark.parametrize(("opening", "known"), [("10.05", True), ("NaN", False), ("", True)])
def test_an_opening_that_cannot_be_read_is_not_passed_over_for_the_next(
    tmp_path: Path,
    opening: str,
    known: bool,  # noqa: FBT001 - a case
) -> None:
    desk = _desk(tmp_path, _file(_SOUND, "BBB"))
    rules = _RULES + 'reference_price = "next_open"\n'
    (desk.path / "lists" / "traps.toml").write_text(rules)
    days = [_FIRST + timedelta(days=at) for at in range(31)]
    rows = [
        f"{day},{opening if at == 1 else close},{close},USD"
        for at, (day, close) in enumerate(zip(days, _SOUND, strict=True))
    ]
    bars = "\n".join(["Date,Open,Close,Currency", *rows]) + "\n"
    desk.import_([_written(tmp_path / "AAA.csv", bars)])
    assert _record(desk).complete == known


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("split,0,1,,,,x", "column new: got '0', expected a number above 0"),
        ("split,2,-1,,,,x", "column old: got '-1', expected a number above 0"),
        ("dividend,,,-0.5,USD,,x", "column amount: got '-0.5', expected 0 or more"),
        ("dividend,,,,USD,,x", "the cash that one unit gives"),
        ("dividend,,,1,USD,,", "where that is known from"),
    ],
)
def test_a_line_of_the_ledger_with_a_fault_is_told_and_no_record_is_made(
    tmp_path: Path, line: str, told: str
) -> None:
    from titre.kernel.declarations import DeclarationFaulty

    desk = _desk(tmp_path, _file(_SOUND), f"2024-01-10,AAA,{line}\n")
    with pytest.raises(DeclarationFaulty, match=told):
        _record(desk)


def test_an_action_of_a_symbol_that_two_had_counts_for_neither_and_leaves_both_without_a_number(
    tmp_path: Path,
) -> None:
    two = "".join(
        f'[{name}]\nname = "{name}"\ncurrency = "USD"\n'
        f'symbols = [{{ symbol = "{name.upper()}" }}, {{ symbol = "ZZZ" }}]\n'
        for name in ("aaa", "bbb")
    )
    desk = _desk(tmp_path, _file(_SOUND), securities=two, BBB=_file(_SOUND, "BBB"))
    (desk.path / "lists" / "traps.csv").write_text(f"symbol,date\nAAA,{_FIRST}\nBBB,{_FIRST}\n")
    assert _record(desk).complete
    (desk.path / "actions.csv").write_text(f"{_LEDGER}2024-01-15,ZZZ,dividend,,,1,USD,,told\n")
    record = _record(desk)
    assert [each.known for each in record.returns] == [False, False]
    assert all("ZZZ" in str(each.reason) for each in record.returns)


@pytest.mark.parametrize(("new", "old"), [(5, 4), (4, 3), (3, 4)])
def test_a_small_split_that_the_closes_have_already_makes_no_number(
    tmp_path: Path, new: int, old: int
) -> None:
    ledger = f"2024-01-17,AAA,split,{new},{old},,,,told\n"
    already = _record(_desk(tmp_path / "already", _file(_SOUND), ledger, TRADED))
    assert already.statistics is None
    assert "have closes it already" in str(already.returns[0].reason)
    made = [f"{float(close) * (old / new if at > 14 else 1):.4f}" for at, close in enumerate(_SOUND)]
    traded = _record(_desk(tmp_path / "traded", _file(made), ledger, TRADED))
    assert float(traded.returns[0].total) == pytest.approx(1.3, abs=1e-3)


@pytest.mark.parametrize("why", ["confirmed,,,,,", "dividend,,,4,USD,", "spin_off,,,4,USD,"])
def test_a_fall_like_a_split_that_has_a_cause_is_a_return(tmp_path: Path, why: str) -> None:
    closes = _file([f"{float(close) / (1.5 if at > 15 else 1):.2f}" for at, close in enumerate(_SOUND)])
    record = _record(_desk(tmp_path, closes, f"2024-01-18,AAA,{why},looked up\n"))
    assert record.returns[0].known, record.returns[0].reason
