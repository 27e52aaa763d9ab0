"""How long does a record take? 1,000 lists of 20 picks over ten years of daily closes of 500 securities."""

from __future__ import annotations

import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench.lines import Line, show
from titre import Desk
from titre.records.lists import Pick, Rules, StockList
from titre.records.returns.markets import StoreMarket
from titre.records.returns.record import named_in, record_of

if TYPE_CHECKING:
    from collections.abc import Iterator

SECURITIES, LISTS, PICKS, YEARS = 500, 1000, 20, 10
START = date(2015, 1, 5)


def measure(lists: int = LISTS) -> list[Line]:
    """Write the closes, import them, and time the records of all lists with their daily paths."""
    with TemporaryDirectory() as folder:
        desk = Desk.create(Path(folder) / "desk")
        files = [write_closes(Path(folder), f"S{number:03d}", number) for number in range(SECURITIES)]
        files.append(write_dividends(Path(folder)))
        desk.import_(files)
        started, cpu = time.perf_counter(), time.process_time()
        snapshot = desk.snapshot()
        market = StoreMarket(snapshot.securities(), snapshot.rates(), [])
        end = START + timedelta(days=365 * YEARS)
        chosen = [a_list(number) for number in range(lists)]
        market.prefetch(name for one in chosen for name in named_in(one))
        for one in chosen:
            record = record_of(one, market, end)
            assert record.statistics is not None
            assert record.drawdown is not None
        took, used = time.perf_counter() - started, time.process_time() - cpu
    what = f"records of {lists:,} lists of {PICKS} picks, {YEARS} years of daily closes"
    return [Line(what, f"{took:.1f} s, {used:.1f} s of processor", "10 s on 2 cores")]


def a_list(number: int) -> StockList:
    """Return a list of picks drawn at random."""
    chance = random.Random(number)
    end = START + timedelta(days=4000)
    symbols = chance.sample(range(SECURITIES), PICKS)
    picks = tuple(Pick(START + timedelta(days=chance.randrange(30)), f"S{symbol:03d}") for symbol in symbols)
    return StockList(f"list-{number}", "List", "en", Rules("all", "USD", end, end), picks)


def write_closes(folder: Path, symbol: str, seed: int) -> Path:
    """Write ten years of closes that move by at most 3 % a day."""
    chance = random.Random(seed)
    path = folder / f"{symbol}.csv"
    close = 50.0
    with path.open("w") as stream:
        stream.write("date,symbol,close,adj_close,currency\n")
        for day in trading_days():
            close = max(close * chance.uniform(0.97, 1.031), 1.0)
            stream.write(f"{day},{symbol},{close:.2f},,USD\n")
    return path


def write_dividends(folder: Path) -> Path:
    """Write four dividends a year of each security."""
    path = folder / "dividends.csv"
    with path.open("w") as stream:
        stream.write("ex_date,symbol,amount,currency\n")
        for number in range(SECURITIES):
            for quarter in range(4 * YEARS):
                stream.write(f"{START + timedelta(days=40 + 91 * quarter)},S{number:03d},0.15,USD\n")
    return path


def trading_days() -> Iterator[date]:
    """Yield the weekdays of ten years."""
    for at in range(365 * YEARS + 5):
        day = START + timedelta(days=at)
        if day.weekday() < 5:
            yield day


if __name__ == "__main__":
    show("Returns", measure(*map(int, sys.argv[1:])))
