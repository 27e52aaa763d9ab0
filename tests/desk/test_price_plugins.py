"""Do prices come from a plug-in: the one that Titre brings, over a real server, and anybody else's?"""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING

import pytest

from fakes.edgar_server import EdgarServer, Fault
from titre import Desk
from titre.kernel.declarations import DeclarationFaulty
from titre.sources.errors import PriceSourceFaulty, PriceSourceUnknown
from titre.sources.network import price_plugins

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from titre.kernel.findings import Finding
    from titre.kernel.progress import Progress

CLOSES = (
    "date,symbol,close,adj_close,currency\n2024-07-23,{symbol},47.07,,USD\n2024-07-24,{symbol},46.9,,USD\n"
)


@pytest.fixture
def server() -> Iterator[EdgarServer]:
    with EdgarServer() as found:
        for symbol in ("NEM", "AEM"):
            found.store(f"/prices/{symbol}.csv", CLOSES.format(symbol=symbol).encode())
        yield found


@pytest.fixture
def desk(tmp_path: Path, server: EdgarServer, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = Desk.create(tmp_path / "desk")
    settings = made.path / "desk.toml"
    template = f"{server.address}/prices/{{symbol}}.csv"
    settings.write_text(settings.read_text() + f'\n[vendors.address]\ntemplate = "{template}"\n')
    return Desk(made.path)


def _closes(desk: Desk, symbol: str) -> list[str]:
    return [str(price.value) for price in desk.snapshot().securities().prices(symbol)]


def test_prices_of_an_address(desk: Desk) -> None:
    report = desk.pull_prices(["NEM", "AEM"])
    assert not report.findings
    assert _closes(desk, "NEM") == ["47.07", "46.9"]
    assert (desk.downloads / "prices" / "address" / "AEM.csv").is_file()


def test_a_symbol_that_is_not_there_is_a_finding_and_the_others_come(desk: Desk) -> None:
    report = desk.pull_prices(["XYZ", "NEM"])
    assert [finding.subject for finding in report.findings] == ["XYZ"]
    assert _closes(desk, "NEM")


def test_a_web_page_is_no_price_file(desk: Desk, server: EdgarServer) -> None:
    server.store("/prices/BUSY.csv", b"<!DOCTYPE html><html><body>Too many requests, try later</body></html>")
    report = desk.pull_prices(["BUSY"])
    assert "web page" in str(report.findings[0])
    assert not (desk.downloads / "prices" / "address" / "BUSY.csv").exists()


def test_a_connection_that_breaks_is_taken_up_again(desk: Desk, server: EdgarServer) -> None:
    server.fail("/prices/NEM.csv", Fault(status=503))
    assert not desk.pull_prices(["NEM"]).findings
    assert _closes(desk, "NEM") == ["47.07", "46.9"]


def test_a_symbol_leads_out_of_no_folder(desk: Desk) -> None:
    report = desk.pull_prices(["../../escape"])
    assert report.findings
    assert not list(desk.path.parent.glob("escape*"))


def test_where_no_address_is_set(tmp_path: Path) -> None:
    desk = Desk.create(tmp_path / "plain")
    with pytest.raises(PriceSourceFaulty, match=r"vendors\.address"):
        desk.pull_prices(["NEM"])


def test_an_unknown_plug_in_names_those_that_are_there(desk: Desk) -> None:
    with pytest.raises(PriceSourceUnknown, match="address"):
        desk.pull_prices(["NEM"], vendor="nobody")


class _Own:
    """Somebody's plug-in: writes what it is told to."""

    def pull_prices(
        self, symbols: Sequence[str], folder: Path, options: Mapping[str, str], progress: Progress
    ) -> Iterator[Path | Finding]:
        del progress
        if options.get("mood") == "bad":
            raise ZeroDivisionError
        for symbol in symbols:
            path = folder / f"{symbol}.csv"
            path.write_text(CLOSES.format(symbol=symbol))
            yield path


own = _Own()


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [EntryPoint("own", f"{__name__}:own", price_plugins.GROUP)]
    points.append(EntryPoint("gone", "no_such_package:prices", price_plugins.GROUP))
    monkeypatch.setattr(
        price_plugins, "entry_points", lambda group: points if group == price_plugins.GROUP else []
    )
    monkeypatch.setattr(
        EntryPoint, "load", lambda self: own if self.name == "own" else __import__("no_such_package")
    )


@pytest.mark.usefixtures("installed")
def test_anybodys_plug_in(desk: Desk) -> None:
    assert price_plugins.price_sources() == ["gone", "own"]
    desk.pull_prices(["NEM"], vendor="own")
    assert _closes(desk, "NEM") == ["47.07", "46.9"]


@pytest.mark.usefixtures("installed")
def test_a_plug_in_that_fails_is_named(desk: Desk) -> None:
    with pytest.raises(PriceSourceFaulty, match="gone"):
        desk.pull_prices(["NEM"], vendor="gone")
    settings = desk.path / "desk.toml"
    settings.write_text(settings.read_text() + '\n[vendors.own]\nmood = "bad"\n')
    with pytest.raises(PriceSourceFaulty, match="own"):
        Desk(desk.path).pull_prices(["NEM"], vendor="own")


def test_options_that_are_no_texts_are_told_with_their_line(desk: Desk) -> None:
    settings = desk.path / "desk.toml"
    settings.write_text(settings.read_text() + "\n[vendors.own]\nyears = 3\n")
    with pytest.raises(DeclarationFaulty, match="years"):
        Desk(desk.path).pull_prices(["NEM"], vendor="own")
