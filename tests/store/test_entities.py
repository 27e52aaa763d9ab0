"""Who is meant by a name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from fakes.clocks import SetClock
from fakes.disks import QuickDisk
from fakes.facts import fact
from titre.kernel.declarations import DeclarationFaulty
from titre.sources.rows import EntityRow
from titre.store.aliases import load_aliases
from titre.store.errors import EntityAmbiguous, EntityUnknown
from titre.store.folding import core, fold
from titre.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from titre.store.entities import Names

META, ALPHABET, AMAZON = "CIK0001326801", "CIK0001652044", "CIK0001018724"
MICROSOFT, NVIDIA, APPLE = "CIK0000789019", "CIK0001045810", "CIK0000320193"
BERKSHIRE, BARRICK, GOLD_COM = "CIK0001067983", "CIK0000756894", "CIK0001591588"


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    store = Store(tmp_path_factory.mktemp("names"), QuickDisk(), SetClock())
    file = "s.json"
    store.append(
        [
            EntityRow(META, "name", "Meta Platforms, Inc.", file),
            EntityRow(META, "former_name", "Facebook Inc", file),
            EntityRow(BERKSHIRE, "name", "BERKSHIRE HATHAWAY INC", file),
            EntityRow(BERKSHIRE, "ticker", "BRK-B", file),
            EntityRow(BARRICK, "name", "BARRICK MINING CORP", file),
            EntityRow(BARRICK, "former_name", "BARRICK GOLD CORP", file),
            EntityRow(BARRICK, "ticker", "GOLD", file, None, date(2025, 5, 8)),
            EntityRow(BARRICK, "ticker", "B", file, date(2025, 5, 9), None),
            EntityRow(GOLD_COM, "name", "Gold.com, Inc.", file),
            EntityRow(GOLD_COM, "ticker", "GOLD", file, date(2025, 12, 2), None),
            EntityRow("CIK0000000001", "name", "First Financial Corp /IN/", file),
            EntityRow("CIK0000000002", "name", "FIRST FINANCIAL INC", file),
            EntityRow("CIK0000000003", "name", "L'Oréal S.A.", file),
            EntityRow("CIK0000000003", "sic", "first financial", file),
        ]
    )
    return store.snapshot().names()


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("META", META),
        ("meta", META),
        ("Meta Platforms", META),
        ("META PLATFORMS INC.", META),
        ("Facebook, Inc.", META),
        ("facebook", META),
        ("FB", META),
        ("1326801", META),
        ("cik0001326801", META),
        ("M. Zuckerberg", META),
        ("Mr Zuckerberg", META),
        ("Mark Zuckerberg", META),
        ("le fondateur de Meta", META),
        ("LE GÉANT DES RÉSEAUX SOCIAUX", META),
        ("google", ALPHABET),
        ("GOOG", ALPHABET),
        ("La maison mère de Google", ALPHABET),
        ("Amazon.com", AMAZON),
        ("NVidia", NVIDIA),
        ("msft", MICROSOFT),
        ("Apple Computer", APPLE),
        ("Mistral AI", "private:mistral-ai"),
        ("private:openai", "private:openai"),
        ("scale ai", "private:scale-ai"),
        ("BRK.B", BERKSHIRE),
        ("brk-b", BERKSHIRE),
        ("Berkshire Hathaway", BERKSHIRE),
        ("Barrick Gold", BARRICK),
        ("loreal", "CIK0000000003"),
        ("First Financial Corp", "CIK0000000001"),
    ],
)
def test_names_of_one(names: Names, text: str, entity: str) -> None:
    assert [found.entity for found in names.resolve(text)] == [entity]


@pytest.mark.parametrize(
    ("day", "entity"),
    [(None, GOLD_COM), (date(2024, 7, 23), BARRICK), (date(2026, 1, 2), GOLD_COM)],
)
def test_a_ticker_is_that_of_its_day(names: Names, day: date | None, entity: str) -> None:
    assert [found.entity for found in names.resolve("GOLD", day)] == [entity]


def test_a_ticker_that_nobody_had_on_a_day_is_its_former_owner_s(names: Names) -> None:
    assert [found.entity for found in names.resolve("FB", date(2024, 1, 1))] == [META]


def test_a_group_has_its_members(names: Names) -> None:
    found = names.resolve("les quatre géants de la tech")
    assert [one.entity for one in found] == [AMAZON, ALPHABET, META, MICROSOFT]


def test_an_ambiguous_name_lists_the_candidates(names: Names) -> None:
    with pytest.raises(EntityAmbiguous) as caught:
        names.resolve("first financial")
    assert str(caught.value) == (
        "'first financial' may be any of: First Financial Corp /IN/ (CIK0000000001); "
        "FIRST FINANCIAL INC (CIK0000000002)"
    )


@pytest.mark.parametrize(
    ("text", "near"), [("Berkshre Hathaway", "BERKSHIRE HATHAWAY INC"), ("Nvida", "Nvidia")]
)
def test_an_unknown_name_tells_the_nearest(names: Names, text: str, near: str) -> None:
    with pytest.raises(EntityUnknown) as caught:
        names.resolve(text)
    assert near in caught.value.nearest


@pytest.mark.parametrize(
    "text", ["", "   ", "%", "zzzzzzz", "CIK9999999999", "99999999999999", "'; DROP VIEW names"]
)
def test_what_names_nobody(names: Names, text: str) -> None:
    with pytest.raises(EntityUnknown, match="no entity is called"):
        names.resolve(text)


def test_an_entity_has_all_its_names(names: Names) -> None:
    meta = names.entity(META)
    assert meta.name == "Meta Platforms"
    assert meta.ticker() == "META"
    assert meta.ticker(date(2020, 1, 1)) == "FB"
    assert meta.ticker(date(2000, 1, 1)) is None
    assert "Meta Platforms, Inc." in meta.aliases
    assert "Facebook Inc" in meta.former_names
    assert "Instagram" in meta.brands
    with pytest.raises(EntityUnknown):
        names.entity("CIK0000009999")


def test_the_vocabulary_of_prose(names: Names) -> None:
    french, english = names.vocabulary("fr"), names.vocabulary("en")
    assert french["le patron de meta"] == (META,)
    assert "le patron de meta" not in english
    assert english["zuckerberg"] == french["zuckerberg"] == (META,)
    assert french["berkshire hathaway"] == (BERKSHIRE,)
    assert french["first financial"] == ("CIK0000000001", "CIK0000000002")
    assert french["les gafam"] == (ALPHABET, APPLE, META, AMAZON, MICROSOFT)
    assert "instagram" not in french  # a brand is not the company


def test_the_names_without_any_store(tmp_path: Path) -> None:
    names = Store(tmp_path / "none").snapshot().names()
    assert [found.entity for found in names.resolve("Meta")] == [META]
    assert names.all() == []


def test_who_filed_under_another_identifier_on_a_day(tmp_path: Path) -> None:
    before = "CIK0001288776"
    store = Store(tmp_path, QuickDisk(), SetClock())
    assert store.snapshot().names().predecessors(date(2010, 5, 3)) == {}
    store.append([EntityRow(before, "name", "Google Inc.", "g.json")])
    names = store.snapshot().names()
    assert names.predecessors(date(2015, 10, 1)) == {ALPHABET: before}
    assert names.predecessors(date(2015, 10, 2)) == {}


def test_a_desk_s_own_aliases_come_first(tmp_path: Path) -> None:
    file = tmp_path / "aliases.toml"
    file.write_text(
        '[reddit]\nentity = "CIK0001713445"\nname = "Reddit"\naliases = ["the front page", "Meta"]\n'
        'tickers = [{ symbol = "RDDT", since = 2024-03-21 }]\n'
        '[groups.mine]\nname = "my two"\nmembers = ["reddit", "nvidia"]\nprose.fr = ["mes deux"]\n'
    )
    names = Store(tmp_path / "store", aliases_file=file).snapshot().names()
    assert [found.entity for found in names.resolve("The Front Page")] == ["CIK0001713445"]
    assert [found.entity for found in names.resolve("meta")] == ["CIK0001713445"]
    assert [found.entity for found in names.resolve("mes deux")] == ["CIK0001713445", NVIDIA]
    assert [found.entity for found in names.resolve("RDDT")] == ["CIK0001713445"]


def test_the_faults_of_an_alias_file_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "aliases.toml"
    file.write_text(
        '[one]\nentity = "1713445"\nname = ""\n\n[two]\nentity = "private:two"\nname = "Two"\n'
        'tickers = [{ symbol = "T", until = "2024" }]\nalias = ["2"]\nprose.de = ["Zwei"]\n'
        'predecessors = [{ entity = "two" }]\n\n'
        '[groups.all]\nname = "all"\nmembers = ["three"]\n'
    )
    with pytest.raises(DeclarationFaulty) as caught:
        load_aliases(file)
    lines = [str(finding).removeprefix(str(file)) for finding in caught.value.findings]
    assert [line.split(", expected")[0] for line in lines] == [
        ": line 2, one.entity: got '1713445'",
        ": line 3, one.name: got ''",
        ": line 10, two.prose.de: got 'de'",
        ": line 8, two.tickers: got \"[{'symbol': 'T', 'until': '2024'}]\"",
        ": line 11, two.predecessors: got \"[{'entity': 'two'}]\"",
        ": line 9, two.alias: got 'alias'",
        ": line 15, groups.all.members: got 'three'",
    ]


@pytest.mark.parametrize(
    ("text", "folded", "bare"),
    [
        ("Télé-Québec Inc.", "tele quebec inc", "tele quebec"),
        ("AT&T Inc.", "at and t inc", "at and t"),
        ("U.S. Steel Corp", "us steel corp", "us steel"),
        ("L’Oréal S.A.", "loreal sa", "loreal"),
        ("Amazon.com, Inc.", "amazon com inc", "amazon"),
        ("The Walt Disney Company", "the walt disney company", "walt disney"),
        ("MICROSOFT CORP /DE/", "microsoft corp", "microsoft"),
        ("Trust Co", "trust co", "trust"),
        ("Œuvres", "oeuvres", "oeuvres"),
        ("", "", ""),
    ],
)
def test_folding(text: str, folded: str, bare: str) -> None:
    assert fold(text) == folded
    assert core(text) == bare


def test_a_filer_whose_reports_do_not_name_it_is_found_by_its_identifier(tmp_path: Path) -> None:
    store = Store(tmp_path, QuickDisk(), SetClock())
    lei, other = "LEI529900W18LQJJN6SJ336", "register.example:77"
    store.append([fact(entity=entity) for entity in ("CIK0000000077", lei, other)])
    names = store.snapshot().names()
    for text, entity in (
        ("77", "CIK0000000077"),
        ("CIK0000000077", "CIK0000000077"),
        (lei, lei),
        (other, other),
    ):
        (found,) = names.resolve(text)
        assert (found.entity, found.name) == (entity, entity)
    for text in ("78", "LEI529900W18LQJJN6SJ337", "register.example:7"):
        with pytest.raises(EntityUnknown):
            names.resolve(text)
