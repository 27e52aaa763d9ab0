"""The desk as a Python user has it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import titre
from titre.desk.errors import DeskMissing, DeskThere
from titre.desk.example import example_article, make_example
from titre.figures.errors import FigureError
from titre.kernel.declarations import DeclarationFaulty
from titre.kernel.errors import ParseError
from titre.store.errors import EntityAmbiguous, EntityUnknown

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> titre.Desk:
    return make_example(tmp_path_factory.mktemp("example") / "desk", "en")


def test_a_figure_has_its_value_and_everything_it_rests_on(example: titre.Desk) -> None:
    figure = example.figure("META", "revenue", "2024")
    assert figure.value == Decimal(164501000000)
    assert (figure.unit, figure.start, figure.end) == ("USD", date(2024, 1, 1), date(2024, 12, 31))
    (fact,) = figure.facts
    assert fact.accession == "0001326801-25-000017"
    assert fact.url is not None
    assert fact.url.endswith("0001326801-25-000017-index.html")


def test_a_day_may_be_given_as_its_text(example: titre.Desk) -> None:
    figure = example.figure("META", "revenue", "2024", as_of="2025-02-01")
    assert figure.as_of == date(2025, 2, 1)
    with pytest.raises(FigureError):
        example.figure("META", "revenue", "2024", as_of="2025-01-01")
    with pytest.raises(ParseError, match="as_of: got 'soon'"):
        example.figure("META", "revenue", "2024", as_of="soon")


def test_figures_of_several_companies_carry_a_reason_where_there_is_no_value(example: titre.Desk) -> None:
    figures = example.figures("META, NVDA", ["revenue"], ["2024", "1999"])
    assert example.figures("META, NVDA", "revenue", period="2024, 1999") == figures
    values = {(figure.entity, str(figure.period)): figure.value for figure in figures}
    assert values["CIK0001326801", "FY2024"] == Decimal(164501000000)
    assert values["CIK0001045810", "FY2024"] == Decimal(60922000000)
    refused = [figure for figure in figures if figure.value is None]
    assert len(refused) == 2
    assert all(figure.reason is not None for figure in refused)


def test_names_are_resolved_as_people_write_them(example: titre.Desk) -> None:
    for name in ("META", "meta platforms", "Facebook", "1326801", "CIK0001326801", "Meta Platforms, Inc."):
        assert [entity.entity for entity in example.entities(name)] == ["CIK0001326801"]
    with pytest.raises(EntityUnknown):
        example.figure("Nobody at all", "revenue", "2024")
    with pytest.raises(EntityAmbiguous):
        example.figure("META,NVDA", "revenue", "2024")


def test_an_event_taken_back_is_gone_at_once(example: titre.Desk) -> None:
    own = example.path / "events.csv"
    kept = own.read_text("utf-8")
    before = example.events()
    try:
        own.write_text("".join(kept.splitlines(keepends=True)[:-1]), "utf-8")
        assert len(example.events()) == len(before) - 1
        own.write_text(kept.replace("75000000000", "much"), "utf-8")
        with pytest.raises(DeclarationFaulty, match="much"):
            example.events()
    finally:
        own.write_text(kept, "utf-8")
    assert example.events() == before


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_example_article_has_its_two_wrong_figures(language: str, tmp_path: Path) -> None:
    desk = make_example(tmp_path / "desk", language)
    checked = desk.check(example_article(desk).read_text("utf-8"))
    wrong = [claim for claim in checked.claims if claim.verdict.value == "contradicted"]
    assert [claim.entity for claim in wrong] == ["Alphabet", "Nvidia"]
    assert all(claim.cause is not None for claim in wrong)
    assert 8 <= len(checked.claims) <= 12
    assert checked.published == date(2025, 7, 15)
    json.dumps(checked.as_json())


def test_a_desk_is_made_once_and_found_from_below(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "desk"
    titre.Desk.create(folder)
    assert titre.Desk.nearest(folder / "letters").path == folder
    with pytest.raises(DeskThere):
        titre.Desk.create(folder)
    with pytest.raises(DeskMissing):
        titre.Desk(tmp_path)
    with pytest.raises(DeskMissing):
        titre.Desk.nearest(tmp_path)


def test_what_is_imported_meanwhile_is_seen_by_the_same_desk(tmp_path: Path) -> None:
    desk = titre.Desk.create(tmp_path / "desk")
    header = "cik,entity,concept,dimensions,unit,start,end,value,accession,form,filed\n"
    row = "77,Example,us-gaap:Revenues,,USD,{0}-01-01,{0}-12-31,{1},0000000077-{2}-000001,10-K,20{2}-02-01\n"
    (tmp_path / "one.csv").write_text(header + row.format(2023, 5, 24), "utf-8")
    (tmp_path / "two.csv").write_text(header + row.format(2024, 6, 25), "utf-8")
    desk.import_([tmp_path / "one.csv"])
    assert desk.figure("77", "revenue", "2023").value == 5
    desk.import_([tmp_path / "two.csv"])
    assert desk.figure("77", "revenue", "2024").value == 6


def test_names_that_are_imported_or_declared_meanwhile_are_read(tmp_path: Path) -> None:
    desk = titre.Desk.create(tmp_path / "desk")
    alias = '[novel]\nentity = "CIK0000000078"\nname = "Novel"\naliases = ["{}"]\n'
    own = desk.path / "aliases.toml"
    own.write_text(alias.format("Novum Group"), "utf-8")
    header = "cik,entity,concept,unit,start,end,value,accession,form,filed\n"
    row = "{0},{1},us-gaap:Revenues,USD,2024-01-01,2024-12-31,6000000,00000000{0}-25-000001,10-K,2025-02-01\n"

    def entities(name: str) -> list[str | None]:
        return [claim.entity for claim in desk.check(f"{name}'s revenue was $6 million in 2024.").claims]

    for cik, name in ((77, "Example Corp"), (79, "Later Corp")):
        assert entities(name) == [None]
        (tmp_path / f"{cik}.csv").write_text(header + row.format(cik, name), "utf-8")
        desk.import_([tmp_path / f"{cik}.csv"], workers=0)
        assert entities(name) == [name]
    assert (entities("Novum Group"), entities("Nova Group")) == (["Novel"], [None])
    own.write_text(alias.format("Nova Group") + "\n", "utf-8")
    assert (entities("Novum Group"), entities("Nova Group")) == ([None], ["Novel"])


def test_importing_titre_imports_nothing_heavy() -> None:
    heavy = {"duckdb", "pyarrow", "lxml", "httpx", "click", "rich", "msgspec", "numpy"}
    code = f"import sys, titre; titre.Desk; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_example_in_a_new_desks_metrics_is_one(language: str, tmp_path: Path) -> None:
    desk = titre.Desk.create(tmp_path / "desk", language)
    file = desk.path / "metrics.toml"
    lines = [line.removeprefix("# ") for line in file.read_text("utf-8").splitlines()]
    file.write_text("\n".join(lines[lines.index("[advertising_margin]") :]), "utf-8")
    assert "advertising_margin" in titre.Desk(desk.path).catalogue
