"""Are the returns of real miners right to the cent, against prices and dividends read by another road?"""

from __future__ import annotations

import csv
import gzip
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from titre import Desk
from titre.records.errors import ListMissing
from titre.records.returns.amounts import to_decimal

if TYPE_CHECKING:
    from pathlib import Path

    from titre.records.returns.record import Record

MINERS = ("NEM", "AEM", "KGC", "WPM", "FNV", "GFI", "PAAS", "HL", "CDE", "IAG", "AGI", "FCX", "GOLD", "RGLD")
CHOSEN, TO = "2024-07-23", "2025-07-16"
RULES = """[list]
title = "Miners 2024"
language = "en"
[rules]
universe = "Miners listed in New York"
currency = "USD"
benchmark = "GDX"
embargo_end = 2025-07-16
reveal_by = 2025-07-16
"""
FILES = '[files."*.csv"]\nsymbols_on = 2025-07-31\ncloses = "adjusted"\n'


@pytest.fixture(scope="module")
def desk(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    made = Desk.create(folder / "desk")
    (made.path / "securities.toml").write_text(FILES)
    (made.path / "lists").mkdir(exist_ok=True)
    (made.path / "lists" / "miners.toml").write_text(RULES)
    rows = "".join(f"{symbol},{CHOSEN}\n" for symbol in MINERS)
    (made.path / "lists" / "miners.csv").write_text(f"symbol,date\n{rows}")
    prices = shared / "data" / "prices"
    files = [prices / f"{'B' if symbol == 'GOLD' else symbol}.csv" for symbol in (*MINERS, "GDX")]
    desk = Desk(made.path)
    desk.import_([*files, prices / "dividends.csv", *(shared / "data" / "fx").glob("*.csv.gz")])
    return desk


@pytest.fixture(scope="module")
def dollars(desk: Desk) -> Record:
    return desk.record("miners", to=date.fromisoformat(TO))


@pytest.fixture(scope="module")
def euros(desk: Desk) -> Record:
    return desk.record("miners", to=date.fromisoformat(TO), currency="EUR")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


def _held(shared: Path, symbol: str) -> Fraction:
    """Return what one dollar became: units bought, and more with each dividend at that day's close."""
    prices = shared / "data" / "prices"
    closes = {row["date"]: Decimal(row["close"]) for row in _rows(prices / f"{symbol}.csv") if row["close"]}
    units = 1 / Fraction(closes[CHOSEN])
    for row in sorted(_rows(prices / "dividends.csv"), key=lambda one: one["ex_date"]):
        if row["symbol"] == symbol and CHOSEN < row["ex_date"] <= TO:
            units += units * Fraction(row["amount"]) / Fraction(closes[row["ex_date"]])
    return units * Fraction(closes[TO])


def _rate(shared: Path, day: str) -> Fraction:
    with gzip.open(shared / "data" / "fx" / "eurofxref-hist.csv.gz", "rt") as stream:
        return next(Fraction(row["USD"]) for row in csv.DictReader(stream) if row["Date"] == day)


@pytest.mark.shared
def test_every_miner_in_dollars_and_euros(shared: Path, dollars: Record, euros: Record) -> None:
    exchange = _rate(shared, CHOSEN) / _rate(shared, TO)
    for made, viewed in zip(dollars.returns, euros.returns, strict=True):
        symbol = "B" if made.pick.symbol == "GOLD" else made.pick.symbol
        held = _held(shared, symbol)
        assert made.total == held, symbol
        assert viewed.total == held * exchange, symbol
    held = _held(shared, "GDX")
    assert dollars.of_benchmark is not None
    assert dollars.of_benchmark.mean == held - 1
    assert dollars.complete


@pytest.mark.shared
@pytest.mark.parametrize(
    ("symbol", "in_dollars", "in_euros"),
    [
        # 1,000 dollars, and as many euros, from the closes of one day to those of the other, by hand.
        ("NEM", "1268.54", "1187.41"),
        ("AEM", "1614.49", "1511.24"),
        ("FNV", "1264.72", "1183.83"),
        ("PAAS", "1284.13", "1202.00"),
        ("KGC", "1742.78", "1631.32"),
        ("IAG", "1752.45", "1640.37"),
        ("FCX", "985.98", "922.92"),
        ("GOLD", "1167.22", "1092.57"),
    ],
)
def test_to_the_cent(dollars: Record, euros: Record, symbol: str, in_dollars: str, in_euros: str) -> None:
    at = MINERS.index(symbol)
    assert to_decimal(dollars.returns[at].total * 1000, 2) == Decimal(in_dollars)
    assert to_decimal(euros.returns[at].total * 1000, 2) == Decimal(in_euros)


@pytest.mark.shared
def test_barrick_was_gold(dollars: Record) -> None:
    made = dollars.returns[MINERS.index("GOLD")]
    assert made.way is not None
    (leg,) = made.way.legs
    assert leg.first is not None
    assert leg.last is not None
    assert (to_decimal(leg.first.value), to_decimal(leg.last.value)) == (Decimal("18.57"), Decimal("21.22"))
    assert made.name == "Barrick Mining"


@pytest.mark.shared
def test_the_list_together(dollars: Record) -> None:
    found = dollars.statistics
    assert found is not None
    assert to_decimal(found.mean, 6) == Decimal("0.369478")
    assert found.hit_rate == Fraction(13, 14)
    assert dollars.annualised is None  # less than a year
    assert dollars.paths is not None
    assert dollars.paths.portfolio[-1] == pytest.approx(float(found.mean) + 1, abs=1e-12)


@pytest.mark.shared
def test_total_returns_agree_with_a_vendors_adjusted_closes(shared: Path, dollars: Record) -> None:
    for made in dollars.returns:
        symbol = "B" if made.pick.symbol == "GOLD" else made.pick.symbol
        rows = _rows(shared / "data" / "prices" / f"{symbol}.csv")
        adjusted = {row["date"]: float(row["adj_close"]) for row in rows if row["adj_close"]}
        if CHOSEN in adjusted and TO in adjusted:
            assert float(made.total) == pytest.approx(adjusted[TO] / adjusted[CHOSEN], rel=0.004), symbol


@pytest.mark.shared
def test_as_of_a_day_on_the_way(desk: Desk) -> None:
    early = desk.record("miners", as_of=date(2024, 12, 31))
    assert early.to == date(2024, 12, 31)
    newmont = early.returns[0]
    assert newmont.way is not None
    assert newmont.way.legs[0].last is not None
    assert newmont.way.legs[0].last.day <= date(2024, 12, 31)


@pytest.mark.shared
def test_importing_prices_again_changes_nothing(desk: Desk, shared: Path, dollars: Record) -> None:
    desk.import_([shared / "data" / "prices" / "NEM.csv"])
    again = desk.record("miners", to=date.fromisoformat(TO))
    assert [each.total for each in again.returns] == [each.total for each in dollars.returns]


@pytest.mark.shared
def test_a_list_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(ListMissing, match="miners"):
        desk.record("minors")


@pytest.mark.shared
def test_another_companys_prices_under_the_same_symbol_make_no_number(shared: Path, tmp_path: Path) -> None:
    made = Desk.create(tmp_path / "desk")
    (made.path / "lists").mkdir(exist_ok=True)
    (made.path / "lists" / "gold.toml").write_text(RULES.replace('benchmark = "GDX"\n', ""))
    (made.path / "lists" / "gold.csv").write_text(f"symbol,date\nGOLD,{CHOSEN}\n")
    desk = Desk(made.path)
    desk.import_([shared / "data" / "prices" / "traps" / "GOLD_as_vendor_gives_it_2026.csv"])
    record = desk.record("gold", to=date.fromisoformat(TO))
    assert record.statistics is None
    assert not record.complete
    assert record.returns[0].reason is not None
