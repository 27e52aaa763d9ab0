"""The command as a user runs it: from a new desk to facts, with what goes wrong on the way."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from fakes.commands import titre
from titre.cli.group import VERBS

if TYPE_CHECKING:
    from pathlib import Path

_TOOLS = "srt:ProductOrServiceAxis=ex:ToolsMember"
_FACTS = f"""\
cik,entity,concept,dimensions,unit,start,end,value,accession,form,filed
77,Example Corp,us-gaap:Revenues,,USD,2023-01-01,2023-12-31,1000000,0000000077-24-000001,10-K,2024-02-01
77,Example Corp,us-gaap:Revenues,,USD,2024-01-01,2024-12-31,1250000,0000000077-25-000001,10-K,2025-02-03
77,Example,us-gaap:Revenues,{_TOOLS},USD,2024-01-01,2024-12-31,400000,0000000077-25-000001,10-K,2025-02-03
77,Example Corp,us-gaap:Revenues,,USD,2023-01-01,2023-12-31,990000,0000000077-25-000001,10-K,2025-02-03
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    assert titre("new", "desk", cwd=tmp_path).status == 0
    folder = tmp_path / "desk"
    (tmp_path / "facts.csv").write_text(_FACTS, "utf-8")
    ran = titre("import", tmp_path / "facts.csv", cwd=folder)
    assert (ran.status, ran.err) == (0, "")
    return folder


def test_a_new_desk_is_plain_text_with_comments(tmp_path: Path) -> None:
    assert titre("--lang", "fr", "new", "bureau", cwd=tmp_path).status == 0
    assert "EDGAR demande qui appelle" in (tmp_path / "bureau" / "desk.toml").read_text("utf-8")
    assert (tmp_path / "bureau" / "events.csv").read_text("utf-8").startswith("entity,date,")
    again = titre("new", "bureau", cwd=tmp_path)
    assert again.status == 1
    assert "nothing was written" in again.err


def test_facts_have_every_vintage_with_accession_number_and_link(desk: Path) -> None:
    ran = titre("facts", "Example", "us-gaap:Revenues", cwd=desk)
    assert ran.status == 0
    assert "1,000,000" in ran.out
    assert "990,000" in ran.out
    assert "0000000077-24-000001" in ran.out
    assert "https://www.sec.gov/Archives/edgar/data/77/000000007725000001/" in ran.out
    latest = titre("facts", "77", "us-gaap:Revenues", "--vintage", "latest", cwd=desk)
    assert "1,000,000" not in latest.out
    then = titre("facts", "77", "us-gaap:Revenues", "--as-of", "2024-12-31", "--format", "json", cwd=desk)
    assert [(row["value"], row["filed"]) for row in json.loads(then.out)] == [("1000000", "2024-02-01")]


def test_why_writes_a_growth_as_people_read_it(desk: Path) -> None:
    """1,250,000 after 990,000: in percent as in the table, and as it was computed."""
    ran = titre("why", "Example", "revenue_growth", "CY2024", cwd=desk)
    assert "revenue_growth = 26.26% (0.262626262626)" in ran.out


def test_facts_of_a_segment_are_found_by_its_member(desk: Path) -> None:
    ran = titre("facts", "77", "--dimension", "tools", "--format", "json", cwd=desk)
    (row,) = json.loads(ran.out)
    assert row["value"] == "400000"
    assert row["dimensions"] == _TOOLS
    assert titre("facts", "77", "us-gaap:Assets", cwd=desk).status == 1


def test_importing_twice_changes_nothing(desk: Path) -> None:
    before = titre("status", "--format", "json", cwd=desk).out
    again = titre("import", desk.parent / "facts.csv", cwd=desk)
    assert "1 known already" in again.out
    assert titre("status", "--format", "json", cwd=desk).out == before


def test_a_faulty_file_is_told_and_the_good_ones_are_imported(desk: Path) -> None:
    bad, good = desk.parent / "bad.json", desk.parent / "good.csv"
    bad.write_text("<html>blocked</html>", "utf-8")
    good.write_text(_FACTS.replace("77,Example Corp", "78,Other Corp"), "utf-8")
    ran = titre("import", bad, good, desk.parent / "absent.csv", cwd=desk)
    assert ran.status == 1
    assert str(bad) in ran.err
    assert "absent.csv" in ran.err
    assert "1 source added" in ran.out
    assert titre("facts", "Other Corp", cwd=desk).status == 0


def test_status_tells_what_the_store_holds(desk: Path) -> None:
    ran = titre("status", cwd=desk)
    assert ran.status == 0
    assert "Example Corp" in ran.out
    assert "2025-02-03" in ran.out
    assert "Rows:" in ran.out


def test_who_is_unknown_is_refused_with_the_nearest(desk: Path) -> None:
    ran = titre("facts", "Exemple Corp", cwd=desk)
    assert ran.status == 1
    assert "Example Corp" in ran.err


def test_outside_a_desk_it_says_how_to_make_one(tmp_path: Path) -> None:
    ran = titre("facts", "META", cwd=tmp_path)
    assert ran.status == 1
    assert "titre new" in ran.err


def test_the_nearest_desk_upwards_is_meant_or_the_one_named(desk: Path, tmp_path: Path) -> None:
    assert titre("status", cwd=desk / "letters").status == 0
    assert titre("--desk", desk, "status", cwd=tmp_path).status == 0
    assert titre("status", cwd=tmp_path, TITRE_DESK=str(desk)).status == 0


def test_misuse_ends_with_2(desk: Path) -> None:
    assert titre("nonsense", cwd=desk).status == 2
    assert "did you mean facts" in titre("fact", cwd=desk).err
    assert titre("figures", cwd=desk).status == 2
    assert titre("facts", "77", "--as-of", "yesterday", cwd=desk).status == 2
    assert titre("pull", cwd=desk).status == 2


def test_the_package_runs_as_the_command_does(desk: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "titre", "status"], cwd=desk, capture_output=True, text=True, check=False
    )
    assert (ran.stderr, ran.returncode) == ("", 0)
    assert ran.stdout == titre("status", cwd=desk).out


def test_a_faulty_desk_file_is_told_with_its_lines(desk: Path) -> None:
    (desk / "desk.toml").write_text(
        '[desk]\nlanguage = "de"\n[edgar]\nuser = "x"\n[prices]\nclose = 3\n', "utf-8"
    )
    ran = titre("import", desk.parent / "facts.csv", cwd=desk)
    assert ran.status == 1
    assert "desk.toml: line 2, desk.language: got 'de', expected one of en, fr" in ran.err
    assert "line 4" in ran.err
    assert "line 6" in ran.err


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_explains_itself_in_both_languages(verb: str, tmp_path: Path) -> None:
    english = titre(verb, "--help", cwd=tmp_path)
    french = titre(verb, "--help", cwd=tmp_path, TITRE_LANG="fr")
    assert english.status == french.status == 0
    assert len(english.out) > 200
    assert french.out != english.out
    assert "Show this message" not in french.out


def test_no_colour_and_no_bars_where_no_terminal_is(desk: Path) -> None:
    ran = titre("import", desk.parent / "facts.csv", cwd=desk, FORCE_COLOR="")
    assert "\x1b" not in ran.out + ran.err


def test_french_is_written_as_french_is(desk: Path) -> None:
    ran = titre("--lang", "fr", "facts", "77", "us-gaap:Revenues", cwd=desk)
    assert "1\u202f250\u202f000" in ran.out


def test_the_parts_of_a_company(desk: Path) -> None:
    (listed,) = json.loads(titre("segments", "77", "revenue", "--format", "json", cwd=desk).out)
    assert (listed["reference"], listed["last"]) == ("ProductOrService=Tools", "2024-12-31")
    assert "Tools" in titre("segments", "77", "revenue", cwd=desk).out
    asked = ("segments", "77", "revenue", "--period", "CY2024")
    (made,) = json.loads(titre(*asked, "--format", "json", cwd=desk).out)
    assert ([part["value"] for part in made["parts"]], made["difference"]) == (["400000"], "850000")
    assert "$850,000" in titre(*asked, cwd=desk).out
    nobody = titre("segments", "77", "goodwill", cwd=desk)
    assert nobody.status == 1
    assert "for no member" in nobody.err


def test_companies_are_ranked_and_screened(desk: Path) -> None:
    other = _FACTS.replace("77,", "78,").replace("0000000077", "0000000078").replace("Example", "Smaller")
    (desk.parent / "other.csv").write_text(other.replace(",1250000,", ",700000,"), "utf-8")
    titre("import", desk.parent / "other.csv", cwd=desk)
    ranked = titre("rank", "revenue", "--period", "2024", "--format", "json", cwd=desk)
    assert [(row["entity"], row["value"]) for row in json.loads(ranked.out)] == [
        ("Example Corp", "1250000"),
        ("Smaller Corp", "700000"),
    ]
    assert "Smaller" not in titre("rank", "revenue", "--period", "2024", "--top", "1", cwd=desk).out
    found = titre("screen", "revenue > 1e6 and revenue_growth > 0.1", "--period", "2024", cwd=desk)
    assert found.status == 0
    assert "Example Corp" in found.out
    assert "1 company meets it; of 0 it cannot be said" in found.err
    assert titre("screen", "revenue > 1e9", "--period", "2024", cwd=desk).status == 1
    assert "comparison such as" in titre("screen", "revenue", "--period", "2024", cwd=desk).err
