"""Whose is a price: symbols that move, that are taken again, and files that use those of another day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fakes.clocks import SetClock
from fakes.disks import QuickDisk
from titre.kernel.declarations import DeclarationFaulty
from titre.sources.rows import EntityRow, PriceRow
from titre.store.declared_securities import is_isin, load_securities
from titre.store.errors import PriceAmbiguous, SecurityAmbiguous
from titre.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from titre.store.securities import Securities

BARRICK, GOLD_COM, BARNES = "isin:CA06849F1080", "security:gold_com", "security:barnes"
META = "isin:US30303M1027"
PICKED, LATER = date(2024, 7, 23), date(2025, 7, 16)


def price(
    symbol: str, day: date, value: str, file: str, kind: str = "close", currency: str | None = "USD"
) -> PriceRow:
    return PriceRow(symbol, day, kind, Decimal(value), currency, "vendor", file, 2)


@pytest.fixture
def securities(tmp_path: Path) -> Callable[..., Securities]:
    """Return a function for the securities of a store with some prices and a desk's declaration."""

    def of(*rows: PriceRow | EntityRow, declared: str = "") -> Securities:
        file = tmp_path / "securities.toml"
        file.write_text(declared, "utf-8")
        store = Store(tmp_path / "store", QuickDisk(), SetClock(), securities_file=file)
        store.append(rows)
        return store.snapshot().securities()

    return of


@pytest.mark.parametrize(
    ("symbol", "day", "security"),
    [
        ("META", date(2024, 1, 2), META),
        ("FB", date(2020, 1, 2), META),
        ("FB", None, META),
        ("GOLD", PICKED, BARRICK),
        ("GOLD", date(2026, 1, 5), GOLD_COM),
        ("GOLD", None, GOLD_COM),
        ("GOLD", date(2018, 1, 2), "security:randgold"),
        ("B", PICKED, BARNES),
        ("B", LATER, BARRICK),
        ("brk-b", None, "isin:US0846707026"),
        ("GOOG", date(2013, 1, 2), "isin:US02079K3059"),
        ("GOOG", LATER, "isin:US02079K1079"),
        ("CA0679011084", LATER, BARRICK),
        ("AMRK", PICKED, GOLD_COM),
        ("MSFT", LATER, "CIK0000789019/MSFT"),
        ("GDX", LATER, "symbol:GDX"),
    ],
)
def test_a_symbol_is_a_name_with_dates(
    securities: Callable[..., Securities], symbol: str, day: date | None, security: str
) -> None:
    assert securities().resolve(symbol, day).security == security


def test_a_symbol_that_two_companies_have_is_refused(securities: Callable[..., Securities]) -> None:
    known = securities(
        EntityRow("CIK0000000007", "ticker", "XYZ", "s.json"),
        EntityRow("CIK0000000008", "ticker", "XYZ", "s.json"),
    )
    with pytest.raises(SecurityAmbiguous, match=r"CIK0000000007.*CIK0000000008"):
        known.resolve("XYZ", LATER)


def test_prices_go_on_over_a_change_of_symbol(securities: Callable[..., Securities]) -> None:
    """One vendor's files, each row with the symbol of its day."""
    known = securities(
        price("GOLD", PICKED, "18.57", "gold.csv"),
        price("B", date(2025, 7, 15), "20.79", "b.csv"),
        price("B", LATER, "21.22", "b.csv"),
        price("B", PICKED, "40.1", "b.csv"),
        declared='[files."*.csv"]\nsymbols_on = "day"\n',
    )
    assert [(one.day, str(one.value), one.symbol) for one in known.prices(BARRICK)] == [
        (PICKED, "18.57", "GOLD"),
        (date(2025, 7, 15), "20.79", "B"),
        (LATER, "21.22", "B"),
    ]
    assert [str(one.value) for one in known.prices(BARNES)] == ["40.1"]


def test_a_vendor_s_file_uses_the_symbols_of_its_day(securities: Callable[..., Securities]) -> None:
    """Asked in 2026 for GOLD, a vendor gives another company's past; for B, Barrick's."""
    rows = [
        price("GOLD", PICKED, "37.64", "traps/GOLD_2026.csv"),
        price("GOLD", LATER, "22.49", "traps/GOLD_2026.csv"),
        price("B", PICKED, "18.57", "prices/B.csv"),
        price("B", LATER, "21.22", "prices/B.csv"),
    ]
    known = securities(*rows, declared='[files."*.csv"]\nsymbols_on = 2026-08-01\n')
    assert [str(one.value) for one in known.prices(BARRICK)] == ["18.57", "21.22"]
    assert [str(one.value) for one in known.prices(GOLD_COM)] == ["37.64", "22.49"]
    assert known.findings() == []


def test_rows_that_may_be_another_s_are_a_finding_and_no_number(
    securities: Callable[..., Securities],
) -> None:
    known = securities(
        price("B", PICKED, "18.57", "prices/B.csv"),
        price("B", LATER, "21.22", "prices/B.csv"),
    )
    # From the day on which Barnes had gone nobody else has been B.
    assert [str(one.value) for one in known.prices(BARRICK)] == ["21.22"]
    (finding,) = known.findings()
    assert "B on 2024-07-23 in prices/B.csv may be any of: Barnes Group" in str(finding)
    with pytest.raises(SecurityAmbiguous, match=r"\[files\]"):
        known.prices(BARNES)


def test_of_several_files_the_first_that_is_declared_counts(securities: Callable[..., Securities]) -> None:
    rows = [price("NEM", LATER, "58.12", "iex/NEM.csv"), price("NEM", LATER, "58.50", "NEM.csv")]
    with pytest.raises(PriceAmbiguous, match=r"58\.12 USD"):
        securities(*rows).prices("NEM")


def test_files_in_the_order_of_their_rules(securities: Callable[..., Securities]) -> None:
    rows = [price("NEM", LATER, "58.12", "iex/NEM.csv"), price("NEM", LATER, "58.50", "prices/NEM.csv")]
    declared = '[files."prices/*.csv"]\ncloses = "adjusted"\n'
    (found,) = securities(*rows, declared=declared).prices("NEM")
    assert (str(found.value), found.closes, found.series_end) == ("58.5", "adjusted", LATER)


def test_prices_imported_again_are_prices_once(securities: Callable[..., Securities]) -> None:
    known = securities(*(price("NEM", LATER, value, "NEM.csv") for value in ("58.12", "58.12")))
    assert len(known.prices("NEM", first=LATER, last=LATER)) == 1
    assert len(known.prices("NEM", first=date(2025, 7, 17))) == 0
    assert len(known.prices("NEM", "dividend")) == 0


def test_the_companies_that_have_prices(securities: Callable[..., Securities]) -> None:
    known = securities(price("MSFT", LATER, "505.62", "MSFT.csv"), price("GDX", LATER, "51", "GDX.csv"))
    assert known.companies() == ["CIK0000789019"]
    assert {one.symbol() for one in known.of_company("CIK0001652044")} == {"GOOGL", "GOOG"}


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ('[x]\nname = "X"\n', "line 1, x: got no symbols"),
        ('[x]\nsymbols = [{ symbol = "X" }]\nisin = "CA06849F1081"\n', "line 3, x.isin: got 'CA06849F1081'"),
        ('[x]\nsymbols = [{ symbol = "X", since = 2025-01-02, until = 2025-01-01 }]\n', "line 2, x.symbols"),
        ('[x]\nsymbols = [{ symbol = "X" }]\nshares = 0\n', "line 3, x.shares: got '0'"),
        ('[x]\nsymbols = [{ symbol = "X" }]\nsplits = [{ day = 2024-06-10, ratio = "10" }]\n', "x.splits"),
        ('[x]\nsymbols = [{ symbol = "X" }]\ncurrency = "dollars"\n', "line 3, x.currency"),
        ('[x]\nsymbols = [{ symbol = "X" }]\ncompany = "Meta"\nfigi = "1"\n', "line 4, x.figi"),
        ('[x]\nsymbols = [{ symbol = "X" }]\ncolour = "red"\n', "line 3, x.colour: got 'colour'"),
        ('[files."*.csv"]\nsymbols_on = "then"\n', "line 2"),
        ('[files."*.csv"]\ncloses = "raw"\n', '"traded" or "adjusted"'),
        ('files = "x"\n', "files.…"),
    ],
)
def test_a_faulty_declaration_is_told_with_its_line(tmp_path: Path, declared: str, told: str) -> None:
    file = tmp_path / "securities.toml"
    file.write_text(declared, "utf-8")
    with pytest.raises(DeclarationFaulty) as caught:
        load_securities(file)
    assert told in str(caught.value)


def test_a_desk_s_security_takes_the_place_of_titre_s(securities: Callable[..., Securities]) -> None:
    own = '[mine]\nname = "Mine"\nisin = "CA06849F1080"\nsymbols = [{ symbol = "B", since = 2025-05-09 }]\n'
    known = securities(declared=own)
    assert known.resolve("B", LATER).name == "Mine"
    assert known.resolve("GOLD", PICKED).security == "symbol:GOLD"


def test_check_digits() -> None:
    assert is_isin("US0378331005")
    assert not is_isin("US0378331006")
    assert not is_isin("US037833100")
