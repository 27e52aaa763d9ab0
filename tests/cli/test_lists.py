"""Lists by the command, as an analyst and as a reader have them: made, committed, revealed, verified."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from fakes.commands import titre

if TYPE_CHECKING:
    from pathlib import Path

_PASSPHRASE = "four words are enough\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a list that is committed."""
    folder = tmp_path_factory.mktemp("lists")
    assert titre("new", "desk", cwd=folder).status == 0
    desk = folder / "desk"
    made = titre("list", "new", "miners", cwd=desk)
    assert "Fill lists/miners.toml and lists/miners.csv" in made.out
    rules = desk / "lists" / "miners.toml"
    rules.write_text(rules.read_text("utf-8").replace('universe = ""', 'universe = "Miners"'), "utf-8")
    with (desk / "lists" / "miners.csv").open("a", encoding="utf-8") as stream:
        stream.write("NEM,US6516391066,Newmont,2026-11-25,,\nB,,Barrick,2026-11-25,,\n")
    ran = titre("list", "commit", "miners", "--passphrase-file", "-", cwd=desk, stdin=_PASSPHRASE)
    assert (ran.status, ran.err) == (0, "")
    assert "2 picks" in ran.out
    assert "back up  backups/miners.json to another place" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
    return desk


def test_a_faulty_list_is_told_with_every_fault(desk: Path) -> None:
    titre("list", "new", "empty", cwd=desk)
    ran = titre("list", "commit", "empty", "--passphrase-file", "-", cwd=desk, stdin=_PASSPHRASE)
    assert ran.status == 1
    assert "rules.universe: got '', expected some words" in ran.err
    assert "lists/empty.csv: got no pick, expected one pick at least" in ran.err


def test_the_log_tells_every_list_and_what_is_overdue(desk: Path) -> None:
    told = titre("log", cwd=desk).out
    assert "0 of 1 revealed, 1 sealed, 0 overdue" in told
    head = told.rpartition(" ")[2].strip()
    assert titre("verify", "commitments", "--head", head, cwd=desk).status == 0
    (state,) = json.loads(titre("log", "--date", "2099-01-01", "--format", "json", cwd=desk).out)
    assert (state["list"], state["state"], state["picks"]) == ("miners", "overdue", 2)
    ran = titre("--lang", "fr", "log", "--date", "2099-01-01", cwd=desk)
    assert "EN RETARD" in ran.out
    assert "0 sur 1 révélées, 0 scellées, 1 en retard" in ran.out


def test_a_reader_verifies_without_a_desk(desk: Path, tmp_path: Path) -> None:
    proof = tmp_path / "proof.json"
    assert titre("list", "reveal", "miners", "--row", "NEM", "-o", proof, cwd=desk).status == 0
    ran = titre("verify", proof, desk / "commitments", cwd=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert "the row holds" in ran.out
    assert "2026-11-25  NEM     US6516391066  Newmont" in ran.out
    assert "Barrick" not in ran.out
    found = json.loads(titre("verify", proof, "--format", "json", cwd=tmp_path).out)
    head = found["holds"][0]["head"]
    assert titre("verify", proof, "--head", head, cwd=tmp_path).status == 0
    ran = titre("verify", proof, "--head", "0" * 64, cwd=tmp_path)
    assert ran.status == 1
    assert f"got the newest head {head}, expected {'0' * 64} among the entries" in ran.err
    ran = titre("verify", proof, "--key", "0" * 64, cwd=tmp_path)
    assert "got the key" in ran.err


def test_what_was_altered_is_refused_in_either_language(desk: Path, tmp_path: Path) -> None:
    proof = tmp_path / "proof.json"
    titre("list", "reveal", "miners", "--row", "B", "-o", proof, cwd=desk)
    proof.write_text(proof.read_text("utf-8").replace("Barrick", "Barrack"), "utf-8")
    ran = titre("verify", proof, cwd=tmp_path)
    assert ran.status == 1
    assert "REFUSED" in ran.err
    assert "got the tree" in ran.err
    ran = titre("--lang", "fr", "verify", proof, cwd=tmp_path)
    assert "REFUSÉ" in ran.err
    assert "comme engagé" in ran.err


def test_what_is_asked_wrongly_is_answered_in_one_line(desk: Path) -> None:
    refused = {
        ("list", "commit", "miners", "--passphrase-file", "-"): "a list is committed once",
        ("list", "commit", "Miners", "--passphrase-file", "-"): "lower-case letters",
        ("list", "commit", "none", "--passphrase-file", "-"): "no list is called 'none'; there are: ",
        ("list", "reveal", "miners"): "under embargo until",
        ("list", "reveal", "miners", "--row", "AEM"): "B, NEM",
        ("list", "reveal", "other"): "titre list commit other",
        ("list", "restore", "desk.toml", "--passphrase-file", "-"): "no backup of Titre",
    }
    for arguments, told in refused.items():
        ran = titre(*arguments, cwd=desk, stdin=_PASSPHRASE)
        assert ran.status == 1, arguments
        assert told in ran.err, (arguments, ran.err)
    for ending in (".toml", ".csv"):
        (desk / "lists" / f"others{ending}").write_bytes((desk / "lists" / f"miners{ending}").read_bytes())
    ran = titre("list", "commit", "others", cwd=desk, stdin="")
    assert (ran.status, "--passphrase-file" in ran.err) == (2, True)
    assert "To be fixed for good: 2 picks of miners, against no benchmark, in USD" in ran.out
    assert titre("list", "reveal", "miners", "-o", "x", cwd=desk).status == 2


def test_a_backup_restores_by_the_command(desk: Path) -> None:
    again = titre(
        "list", "restore", "backups/miners.json", "--passphrase-file", "-", cwd=desk, stdin=_PASSPHRASE
    )
    assert "nothing of it was missing" in again.out
    (desk / "private" / "key.json").unlink()
    ran = titre(
        "list", "restore", "backups/miners.json", "--passphrase-file", "-", cwd=desk, stdin=_PASSPHRASE
    )
    assert ran.out == "restored private/key.json\n"


def test_a_reveal_by_the_command(desk: Path) -> None:
    ran = titre("list", "reveal", "miners", "--early", cwd=desk)
    assert "Publish commitments/miners/reveal.json and commitments/log.json" in ran.out
    ran = titre("verify", "commitments", cwd=desk)
    assert ran.status == 0
    assert "every row holds" in ran.out
    assert "1 of 1 revealed" in ran.out
