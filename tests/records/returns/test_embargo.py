"""While a list is under embargo no output tells a name; a price older than the list's first stamp is told."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from fakes.clocks import SetClock
from fakes.commands import titre
from fakes.stamp_authority import Authority
from fakes.stock_lists import PASSPHRASE
from titre import Desk
from titre.records.errors import LeakRefused, LeakUnknown
from titre.records.returns import telling
from titre.records.returns.notebook import shown
from titre.records.returns.page import record_page
from titre.records.returns.tables import columns
from titre.records.returns.withheld import hints
from titre.records.returns.wording import honesty

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.x509 import Certificate

    from titre.records.blurring.leaks import Universe

PICKS = ("ANT", "BEE", "CAT")
OTHERS = tuple(f"OTHER{number}" for number in range(80))
FIRST, LAST = date(2024, 1, 2), date(2024, 5, 15)
RULES = """[list]
title = "Three animals"
language = "en"
[rules]
universe = "Animals"
currency = "USD"
benchmark = "FUND"
embargo_end = 2099-01-01
reveal_by = 2099-02-01
"""


def _closes(symbol: str, step: float) -> str:
    days = ((FIRST + timedelta(days=at), 100 + at * step) for at in range((LAST - FIRST).days + 1))
    return "".join(f"{day},{symbol},{close:.2f},,USD\n" for day, close in days)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk with prices of three picks, of others like them, and of a fund; the list is not committed."""
    folder = Desk.create(tmp_path / "desk").path
    steps = {"ANT": 0.31, "BEE": -0.1, "CAT": 0.2, "FUND": 0.1}
    steps |= {name: -0.21 + 0.01 * at for at, name in enumerate(OTHERS)}
    closes = tmp_path / "closes.csv"
    header = "date,symbol,close,adj_close,currency\n"
    closes.write_text(header + "".join(_closes(symbol, step) for symbol, step in steps.items()))
    Desk(folder).import_([closes])
    (folder / "lists").mkdir(exist_ok=True)
    (folder / "lists" / "zoo.toml").write_text(RULES)
    (folder / "lists" / "zoo.csv").write_text("symbol,date\n" + "".join(f"{one},{FIRST}\n" for one in PICKS))
    return folder


def _outputs(desk: Path, *, names: bool = False) -> dict[str, str]:
    record = Desk(desk).record("zoo", to=LAST, names=names)
    table = [*chain(*(column.cells for column in columns(record, "en")))]
    table += [*chain(*telling.summary(record, "en")), honesty(record).render()]
    table += [note.render() for note in telling.notes(record)] + [
        str(one) for one in telling.findings(record)
    ]
    return {
        "table": "\n".join(table),
        "html": record_page(record, "en"),
        "notebook": shown(record)._repr_html_(),
        "json": json.dumps(telling.as_json(record)),
        "csv": telling.as_csv(record),
    }


def _commit(desk: Path) -> None:
    Desk(desk).lists.commit("zoo", PASSPHRASE)


@pytest.mark.parametrize("committed", [False, True])
def test_no_output_tells_a_name(desk: Path, *, committed: bool) -> None:
    if committed:
        _commit(desk)
        Desk(desk).lists.blur("zoo", _by_store(desk, date(2024, 3, 29)), date(2024, 3, 29), 2)
    exact = Desk(desk).record("zoo", to=LAST, names=True)
    told = {f"{float(each.total - 1):.4f}"[:6] for each in exact.returns} | {"41.54", "-13.40", "26.80"}
    for form, text in _outputs(desk).items():
        assert not [name for name in PICKS if name in text], form
        assert not [value for value in told if value in text], form
        assert "Hypothetical" in text, form
    for form, text in _outputs(desk, names=True).items():
        assert all(name in text for name in PICKS), form


def test_a_finding_or_a_reason_tells_no_name_either(desk: Path, tmp_path: Path) -> None:
    bad = tmp_path / "closes.csv"
    bad.write_text(bad.read_text().replace("2024-02-20,ANT,115.19", "2024-02-20,ANT,NaN"))
    Desk(desk).import_([bad])
    assert "ANT" in _outputs(desk, names=True)["table"]
    for form, text in _outputs(desk).items():
        assert not [name for name in PICKS if name in text], form


def test_the_mean_is_that_which_was_published_at_the_ends_of_months(desk: Path) -> None:
    _commit(desk)
    assert json.loads(_outputs(desk)["json"])["means"] == []
    day = date(2024, 4, 15)
    Desk(desk).lists.blur("zoo", _by_store(desk, day), day, 2)
    record = json.loads(_outputs(desk)["json"])
    assert [one["day"] for one in record["means"]] == ["2024-01-31", "2024-02-29", "2024-03-31"]
    days = (date(2024, 1, 31) - FIRST).days
    mean = (0.31 - 0.1 + 0.2) * days / 300
    assert record["means"][0] == {
        "day": "2024-01-31",
        "mean": f"{mean:.3f}",
        "benchmark": f"{days / 1000:.3f}",
    }
    assert record["n"] == 3
    assert "best" not in record
    assert "drawdown" not in record
    # An earlier record has what was published up to its day; another currency adds nothing.
    earlier = telling.as_json(Desk(desk).record("zoo", to=date(2024, 3, 1), currency="EUR"))
    assert [one["day"] for one in earlier["means"]] == ["2024-01-31", "2024-02-29"]
    assert [row["day"] for row in earlier["rows"]] == [None] * 3
    assert earlier["currency"] == "USD"


def test_bands_are_those_published(desk: Path) -> None:
    _commit(desk)
    day = date(2024, 3, 29)
    with pytest.raises(LeakRefused):
        Desk(desk).lists.blur("zoo", _by_store(desk, day), day, 60)
    shown, _ = Desk(desk).lists.blur("zoo", _by_store(desk, day), day, 2)
    rows = json.loads(_outputs(desk)["json"])["rows"]
    assert [row["day"] for row in rows] == [day.isoformat()] * 3
    assert [Decimal(row["at_least"]) for row in rows] == [bands[day].low for bands in shown.rows]


def test_from_which_day_on_picks_have_no_price_is_told_to_the_desk_only(desk: Path) -> None:
    record = Desk(desk).record("zoo", to=date(2024, 8, 1))
    assert not record.complete
    for text in (record_page(record, "en"), telling.as_csv(record), json.dumps(telling.as_json(record))):
        assert "ncomplete" not in text
    assert telling.as_json(record)["complete"] is None
    assert record.embargo is not None
    told = [hint.render() for hint in hints(record, record.embargo)]
    assert any("Incomplete: 3 picks have no number" in hint for hint in told)
    assert any("Nothing is published" in hint for hint in told)


def test_returns_of_the_universe_are_those_that_a_record_would_have(desk: Path) -> None:
    _commit(desk)
    day = date(2024, 3, 29)
    universe = _by_store(desk, day)
    for made in Desk(desk).record("zoo", to=day, names=True).returns:
        assert Fraction(universe[made.pick.symbol][day]) == round(made.total - 1, 6)
    # One whose close stands still has no return that can be trusted, and hides nobody.
    assert len(universe) == len(PICKS) + len(OTHERS) - 1 + 1


def test_picks_of_several_days_are_told_by_their_number_alone(desk: Path) -> None:
    (desk / "lists" / "zoo.csv").write_text("symbol,date\nANT,2024-01-02\nBEE,2024-01-03\n")
    record = json.loads(_outputs(desk)["json"])
    assert record["n"] == 2
    assert record["means"] == []
    _commit(desk)
    with pytest.raises(LeakUnknown):
        _by_store(desk, LAST)


def test_a_universe_is_what_its_file_names(desk: Path) -> None:
    _commit(desk)
    (desk / "lists" / "zoo.universe.csv").write_text("symbol\nOTHER0\nOTHER1\nANT\n")
    returns = _by_store(desk, date(2024, 3, 29))
    assert sorted(returns) == ["ANT", "BEE", "CAT", "symbol:OTHER0", "symbol:OTHER1"]


def test_after_the_embargo_or_a_reveal_names_are_told(desk: Path) -> None:
    assert Desk(desk, clock=SetClock(2099, 1, 1)).record("zoo", to=LAST).embargo is None
    assert Desk(desk, clock=SetClock(2098, 12, 31)).record("zoo", to=LAST).embargo is not None
    _commit(desk)
    Desk(desk).lists.reveal("zoo", early=True)
    assert Desk(desk).record("zoo", to=LAST).embargo is None


def test_prices_older_than_the_first_stamp_are_told(desk: Path) -> None:
    def notes(*roots: Certificate) -> str:
        record = Desk(desk).record("zoo", to=LAST, names=True, roots=roots)
        cells = chain(*(column.cells for column in columns(record, "en")))
        return "\n".join([*(note.render() for note in telling.notes(record)), *cells])

    authority = Authority()
    assert "The list is not committed" in notes()
    _commit(desk)
    assert "no independent time stamp is beside it" in notes()
    lists = Desk(desk).lists
    lists.stamp("zoo", "http://authority.test/", roots=[authority.root], transport=authority.transport)
    told = notes(authority.root)
    assert "says CN=Test Authority" in told
    assert "3 reference prices are older than that" in told
    assert told.count("priced before anyone could know of the list") == 3
    # An authority that nobody was told to trust proves nothing.
    assert "no independent time stamp is beside it" in notes()


def test_the_command_keeps_names_to_itself_too(desk: Path, tmp_path: Path) -> None:
    root = tmp_path / "root.pem"
    root.write_bytes(Authority().root_pem)
    asked = ("record", "zoo", "--to", LAST.isoformat(), "--trust", root)
    ran = titre(*asked, cwd=desk)
    assert "Under embargo until 2099-01-01" in ran.out
    assert "The desk itself sees the names with --names." in ran.err
    assert not [name for name in PICKS if name in ran.out + ran.err]
    assert "ANT" in titre(*asked, "--names", cwd=desk).out
    _commit(desk)
    assert (
        "Publish commitments/zoo/blurred.csv"
        in titre("list", "blur", "zoo", "--date", "2024-03-29", "--least", "2", cwd=desk).out
    )


def _by_store(desk: Path, day: date) -> Universe:
    from titre.desk.records import returns_by_store

    return returns_by_store(Desk(desk), "zoo", day)
