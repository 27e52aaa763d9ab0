"""What a desk must not lose or let be seen: its salts, its log's newest entry, its order among processes."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fakes.clocks import SetClock
from fakes.stock_lists import MINERS, PASSPHRASE, lists_of, write_list
from titre.records.errors import CommittedAlready, LogBroken, SecretsMissing
from titre.records.vault.salts import read_secret

NOT_WINDOWS = pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for name in ("miners", "silver", "gold"):
        write_list(tmp_path / "desk", name)
    return tmp_path / "desk"


def test_salts_stand_in_no_file_but_the_private_one_until_the_reveal(desk: Path) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    secret = read_secret(desk / "private" / "salts" / "miners.json")
    salts = [row.salt.encode() for row in secret.rows]
    holding = {
        str(path.relative_to(desk))
        for path in desk.rglob("*")
        if path.is_file() and any(salt in path.read_bytes() for salt in salts)
    }
    assert holding == {str(Path("private", "salts", "miners.json"))}
    # One row's proof holds its own salt and no other.
    proof = lists_of(desk).prove("miners", "NEM").read_bytes()
    assert sum(salt in proof for salt in salts) == 1


@NOT_WINDOWS
def test_a_private_folder_that_others_may_enter_is_closed_again(desk: Path) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    (desk / "private").chmod(0o755)
    lists_of(desk).commit("silver", PASSPHRASE)
    assert stat.S_IMODE((desk / "private").stat().st_mode) == 0o700


def test_git_passes_over_what_is_private_in_any_desk(desk: Path) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    if shutil.which("git") is None:
        assert (desk / "private" / ".gitignore").read_text("utf-8") == "*\n"
        return
    subprocess.run(["git", "init", "-q", "."], cwd=desk, check=True)
    subprocess.run(["git", "add", "--all"], cwd=desk, check=True)
    listed = subprocess.run(
        ["git", "ls-files"], cwd=desk, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    assert "commitments/log.json" in listed
    assert [path for path in listed if path.startswith("private")] == []


@NOT_WINDOWS
def test_a_private_folder_may_be_a_link_to_another_disk(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (desk / "private").symlink_to(tmp_path / "elsewhere")
    lists_of(desk).commit("miners", PASSPHRASE)
    salts = tmp_path / "elsewhere" / "salts" / "miners.json"
    assert stat.S_IMODE(salts.stat().st_mode) == 0o600
    assert len(read_secret(salts).rows) == len(MINERS)


@NOT_WINDOWS
def test_a_link_in_the_place_of_the_salts_is_not_written_through(desk: Path, tmp_path: Path) -> None:
    other = tmp_path / "somebody-elses"
    other.write_text("untouched", "utf-8")
    (desk / "private" / "salts").mkdir(parents=True)
    (desk / "private" / "salts" / "miners.json").symlink_to(other)
    lists_of(desk).commit("miners", PASSPHRASE)
    assert other.read_text("utf-8") == "untouched"
    assert not (desk / "private" / "salts" / "miners.json").is_symlink()


@pytest.mark.parametrize("lost", ["all", "the newest"])
def test_a_log_that_is_older_than_the_desk_remembers_is_not_written_to(desk: Path, lost: str) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    before = desk.parent / "before"
    shutil.copytree(desk / "commitments", before)
    head = lists_of(desk).commit("silver", PASSPHRASE).signed.head
    # Everything that is published goes back to what it was: nothing in it is unsound.
    shutil.rmtree(desk / "commitments")
    if lost == "the newest":
        shutil.copytree(before, desk / "commitments")
    for refused in (lambda: lists_of(desk).commit("gold", PASSPHRASE), lists_of(desk).states):
        with pytest.raises(LogBroken, match=f"entry 2, which this desk made, is not in it: .*{head}"):
            refused()


def test_a_desk_that_forgot_its_newest_entry_learns_it_from_the_log(desk: Path) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    lists_of(desk).commit("silver", PASSPHRASE)
    memory = desk / "private" / "newest.json"
    kept = memory.read_bytes()
    for data in (None, b"damaged"):
        memory.unlink()
        if data:
            memory.write_bytes(data)
        with pytest.raises(CommittedAlready):
            lists_of(desk).commit("silver", PASSPHRASE)
        assert memory.read_bytes() == kept


def test_salts_of_what_is_no_longer_in_the_log_are_put_aside(desk: Path) -> None:
    first = lists_of(desk).commit("miners", PASSPHRASE)
    salts = first.private.read_bytes()
    shutil.rmtree(desk / "commitments")
    (desk / "private" / "newest.json").unlink()
    lists_of(desk).commit("miners", PASSPHRASE)
    assert first.private.read_bytes() != salts
    assert first.private.with_name("miners.1.json").read_bytes() == salts
    # The backup of before opens what was published before.
    restored = lists_of(desk.parent / "restored")
    restored.restore(desk / "backups" / "miners.1.json", PASSPHRASE)
    assert (desk.parent / "restored" / "private" / "salts" / "miners.json").read_bytes() == salts


def test_nothing_is_written_by_looking_whether_a_list_is_ready(desk: Path) -> None:
    files = sorted(desk.rglob("*"))
    assert len(lists_of(desk).ready("miners").picks) == len(MINERS)
    assert sorted(desk.rglob("*")) == files
    lists_of(desk).commit("miners", PASSPHRASE)
    with pytest.raises(CommittedAlready):
        lists_of(desk).ready("miners")


_AT_ONCE = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from fakes.stock_lists import PASSPHRASE, lists_of
from titre.records.errors import CommittedAlready
for name in sys.argv[3:]:
    try:
        lists_of(Path(sys.argv[2])).commit(name, PASSPHRASE)
        print(name)
    except CommittedAlready:
        pass
"""


def test_processes_at_once_make_one_log_in_which_each_list_stands_once(desk: Path) -> None:
    tests = str(Path(__file__).parent.parent)
    orders = (["miners", "silver", "gold"], ["gold", "silver", "miners"], ["silver", "miners", "gold"])
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _AT_ONCE, tests, str(desk), *order],
            stdout=subprocess.PIPE,
            text=True,
        )
        for order in orders
    ]
    made = [name for process in running for name in process.communicate(timeout=120)[0].split()]
    assert [process.returncode for process in running] == [0, 0, 0]
    assert sorted(made) == ["gold", "miners", "silver"]
    states = lists_of(desk).states()
    assert sorted(state.commitment.list_name for state in states) == ["gold", "miners", "silver"]
    for name in made:
        later = lists_of(desk, SetClock(2025, 7, 17))
        assert later.reveal(name).exists()


def test_a_list_is_compared_with_its_files_by_meaning(desk: Path) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    rules, picks = (desk / "lists" / f"miners.{ending}" for ending in ("toml", "csv"))
    # Comments, blank lines, the order of keys, rows and columns, the ends of lines: none is committed.
    head, _, table = rules.read_text("utf-8").partition("[rules]\n")
    turned = "\n".join(reversed(table.splitlines()))
    rules.write_text(f"# a note\n\n{head}[rules]\n{turned}  # and another\n", "utf-8")
    rows = [line.split(",") for line in picks.read_text("utf-8").splitlines()]
    shuffled = [rows[0], *reversed(rows[1:])]
    lines = "\r\n".join(",".join(reversed(row)) for row in shuffled)
    picks.write_bytes(lines.encode("utf-8-sig") + b"\r\n\r\n")
    later = lists_of(desk, SetClock(2025, 7, 17))
    assert later.read("miners").title == "miners"
    # One file without the other says nothing to compare.
    picks.unlink()
    assert later.reveal("miners").is_file()


def test_salts_of_another_commitment_reveal_nothing(desk: Path) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    lists_of(desk).commit("silver", PASSPHRASE)
    salts = desk / "private" / "salts"
    (salts / "miners.json").write_bytes((salts / "silver.json").read_bytes())
    log = (desk / "commitments" / "log.json").read_bytes()
    later = lists_of(desk, SetClock(2025, 7, 17))
    told = "is not of the commitment in the log; bring it back"
    with pytest.raises(SecretsMissing, match=told):
        later.reveal("miners")
    with pytest.raises(SecretsMissing, match=told):
        later.prove("miners", "NEM")
    assert (desk / "commitments" / "log.json").read_bytes() == log
    # The backup brings back the right ones, and puts the others aside.
    assert later.restore(desk / "backups" / "miners.json", PASSPHRASE) == [salts / "miners.json"]
    assert (salts / "miners.1.json").is_file()
    assert later.reveal("miners").is_file()


@pytest.mark.parametrize("lost", ["damaged", "another's", "gone"])
def test_a_backup_takes_the_place_of_what_is_damaged(desk: Path, lost: str) -> None:
    made = lists_of(desk).commit("miners", PASSPHRASE)
    key, salts = desk / "private" / "key.json", made.private
    write_list(desk.parent / "other", "miners")
    other = lists_of(desk.parent / "other").commit("miners", PASSPHRASE).private
    whole = key.read_bytes(), salts.read_bytes()
    for path, others in ((key, other.parent.parent / "key.json"), (salts, other)):
        if lost == "gone":
            path.unlink()
        else:
            path.write_bytes(b"damaged" if lost == "damaged" else others.read_bytes())
    assert lists_of(desk).restore(made.backup, PASSPHRASE) == [key, salts]
    assert (key.read_bytes(), salts.read_bytes()) == whole
    assert lists_of(desk).restore(made.backup, PASSPHRASE) == []


def test_what_is_private_comes_back_though_the_log_is_broken(desk: Path) -> None:
    made = lists_of(desk).commit("miners", PASSPHRASE)
    made.private.unlink()
    (desk / "commitments" / "log.json").write_bytes(b"damaged")
    assert lists_of(desk).restore(made.backup, PASSPHRASE) == [made.private]
