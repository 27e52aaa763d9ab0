"""A list is committed once, for good and whole; revealed as it was; nothing of it is lost or seen before."""

from __future__ import annotations

import stat
import subprocess
import sys
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from fakes import killed_lists
from fakes.clocks import SetClock
from fakes.disks import SmallDisk
from fakes.stock_lists import CHEAP, MINERS, PASSPHRASE, lists_of, write_list
from titre.records.commitments.checking import Checked, check_document
from titre.records.committing import Lists
from titre.records.errors import (
    BackupUnusable,
    ClockBackwards,
    CommittedAlready,
    CommittedUnpublished,
    DocumentRefused,
    Embargoed,
    FileUnwritable,
    ListEdited,
    LogBroken,
    NotCommitted,
    PassphraseWeak,
    PassphraseWrong,
    RevealedAlready,
    RowUnknown,
    SecretsMissing,
)
from titre.records.lists import read_list
from titre.records.log import State
from titre.records.vault.salts import read_secret

if TYPE_CHECKING:
    from pathlib import Path

    from titre.records.commitments.documents import SaltedRow


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    write_list(tmp_path / "desk", "miners")
    return tmp_path / "desk"


def checked(path: Path) -> Checked:
    return check_document(path.name, path.read_bytes())


def test_what_is_published_shows_promises_and_no_pick(desk: Path) -> None:
    made = lists_of(desk).commit("miners", PASSPHRASE)
    assert sorted(path.name for path in made.published.iterdir()) == ["commitment.json", "entry.txt"]
    assert sorted(path.name for path in made.published.parent.iterdir()) == [
        "log.json", "miners", "verify.html", "verify.py"
    ]  # fmt: skip
    found = checked(made.published / "commitment.json")
    assert found.commitment.time.isoformat() == "2024-07-23T00:00:00+00:00"
    assert found.commitment.text("picks") == "7"
    assert found.commitment.rules["benchmark"] == "GDX"
    assert found.commitment.reveal_by == date(2025, 8, 1)
    public = b"".join(path.read_bytes() for path in (desk / "commitments").rglob("*.[jt][sx]*"))
    backup = made.backup.read_bytes()
    for secret in (*MINERS, *(row.salt for row in _rows(desk))):
        # A symbol of one letter is part of many a word.
        assert f'"{secret}"'.encode() not in public + backup
        assert len(secret) == 1 or secret.encode() not in public + backup


def _rows(desk: Path) -> tuple[SaltedRow, ...]:
    return read_secret(desk / "private" / "salts" / "miners.json").rows


def test_the_head_is_the_digest_of_the_file_to_be_stamped(desk: Path) -> None:
    from hashlib import sha256

    made = lists_of(desk).commit("miners", PASSPHRASE)
    assert sha256((made.published / "entry.txt").read_bytes()).hexdigest() == made.signed.head


def test_what_is_private_is_its_owners_only(desk: Path) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    for folder in (desk / "private", desk / "private" / "salts"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in (desk / "private" / "key.json", desk / "private" / "salts" / "miners.json"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_commitments_of_the_same_picks_share_nothing(tmp_path: Path) -> None:
    trees = set()
    for number in range(2):
        write_list(tmp_path / str(number), "miners", ["NEM"])
        trees.add(lists_of(tmp_path / str(number)).commit("miners", PASSPHRASE).signed.text("tree"))
    assert len(trees) == 2


def test_the_order_of_the_leaves_is_not_that_of_the_file(desk: Path) -> None:
    symbols = [f"M{number:03d}" for number in range(200)]
    write_list(desk, "many", symbols)
    lists_of(desk).commit("many", PASSPHRASE)
    lists_of(desk, SetClock(2025, 7, 17)).reveal("many")
    rows = checked(desk / "commitments" / "many" / "reveal.json").rows
    shown = [row.row["symbol"] for row in rows]
    assert sorted(shown) == symbols
    assert shown != symbols


def test_reveal_and_proof_lead_to_the_commitment(desk: Path) -> None:
    lists = lists_of(desk, clock := SetClock(2024, 7, 23))
    before = lists.read("miners")
    made = lists.commit("miners", PASSPHRASE)
    proof = checked(lists.prove("miners", "NEM"))
    assert (proof.kind, proof.rows[0].row["symbol"]) == ("proof", "NEM")
    with pytest.raises(Embargoed, match="until 2025-07-16"):
        lists.reveal("miners")
    clock.forward(timedelta(days=358))
    reveal = checked(lists.reveal("miners"))
    assert reveal.commitment.head == proof.commitment.head == made.signed.head
    assert sorted(row.row["symbol"] for row in reveal.rows) == sorted(MINERS)
    log = checked(desk / "commitments" / "log.json")
    assert [entry.kind for entry in log.entries] == ["commitment", "reveal"]
    assert log.newest.text("digest") == reveal.digest
    with pytest.raises(RevealedAlready):
        lists.reveal("miners")
    after = lists.read("miners")
    assert (after.rules, set(after.picks)) == (before.rules, set(before.picks))


def test_an_early_reveal_must_be_asked_for(desk: Path) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    assert checked(lists_of(desk).reveal("miners", early=True)).kind == "reveal"


def test_a_list_is_committed_once(desk: Path) -> None:
    made = lists_of(desk).commit("miners", PASSPHRASE)
    log = (desk / "commitments" / "log.json").read_bytes()
    with pytest.raises(CommittedAlready, match=made.signed.head):
        lists_of(desk).commit("miners", PASSPHRASE)
    assert (desk / "commitments" / "log.json").read_bytes() == log


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("csv", "NEM,2024-07-23", "NEM,2024-07-24", "got the pick date 2024-07-24, symbol NEM"),
        ("csv", "FNV,2024-07-23,Mine FNV\n", "", "expected the pick date 2024-07-23, symbol FNV"),
        ("toml", 'benchmark = "GDX"', 'benchmark = "GDXJ"', "benchmark: got 'GDXJ', expected 'GDX'"),
        ("toml", "2025-08-01", "2026-08-01", "reveal_by: got '2026-08-01', expected '2025-08-01'"),
        ("toml", 'title = "miners"', 'title = "Mineurs"', "title: got 'Mineurs', expected 'miners'"),
    ],
)
def test_a_committed_list_that_was_edited_is_refused(
    desk: Path, file: str, old: str, new: str, told: str
) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    path = desk / "lists" / f"miners.{file}"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    later = lists_of(desk, SetClock(2025, 7, 17))
    for refused in (
        lambda: later.commit("miners", PASSPHRASE),
        lambda: later.reveal("miners"),
        lambda: later.read("miners"),
    ):
        with pytest.raises(ListEdited) as caught:
            refused()
        assert told in str(caught.value)
    # As it was committed, it can be revealed without its files: they are the analyst's, the rest is kept.
    path.write_text(path.read_text("utf-8").replace(new, old) if new else "", "utf-8")
    for gone in (desk / "lists").iterdir():
        gone.unlink()
    assert len(checked(later.reveal("miners")).rows) == len(MINERS)


def test_a_clock_that_runs_backwards_is_refused(desk: Path) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    write_list(desk, "silver")
    with pytest.raises(
        ClockBackwards, match="got the time 2024-07-22T00:00:00Z, expected 2024-07-23T00:00:00Z"
    ):
        lists_of(desk, SetClock(2024, 7, 22)).commit("silver", PASSPHRASE)
    assert len(lists_of(desk).log.entries()) == 1


def test_what_is_not_committed_cannot_be_shown(desk: Path) -> None:
    with pytest.raises(NotCommitted, match="titre list commit miners"):
        lists_of(desk).reveal("miners")
    with pytest.raises(NotCommitted):
        lists_of(desk).prove("miners", "NEM")


def test_a_row_is_named_by_symbol_isin_or_with_its_day(desk: Path) -> None:
    lists = lists_of(desk)
    (desk / "lists" / "miners.csv").write_text(
        "symbol,isin,date\nNEM,US6516391066,2024-07-23\nNEM,,2024-07-24\n", "utf-8"
    )
    lists.commit("miners", PASSPHRASE)
    assert checked(lists.prove("miners", "US6516391066")).rows[0].row["date"] == "2024-07-23"
    assert checked(lists.prove("miners", "NEM@2024-07-24")).rows[0].row["date"] == "2024-07-24"
    for text in ("NEM", "AEM", "NEM@2024-07-25", ""):
        with pytest.raises(RowUnknown, match="NEM"):
            lists.prove("miners", text)


def test_a_weak_passphrase_commits_nothing(desk: Path) -> None:
    with pytest.raises(PassphraseWeak, match="of 6 characters, expected at least 12"):
        lists_of(desk).commit("miners", "secret")
    assert not (desk / "commitments").exists()


def test_a_backup_brings_back_what_was_lost(desk: Path) -> None:
    made = lists_of(desk).commit("miners", PASSPHRASE)
    key, salts = desk / "private" / "key.json", made.private
    lost = {path: path.read_bytes() for path in (key, salts)}
    for path in lost:
        path.unlink()
    later = lists_of(desk, SetClock(2025, 7, 17))
    with pytest.raises(SecretsMissing, match="titre list restore"):
        later.reveal("miners")
    with pytest.raises(PassphraseWrong):
        later.restore(made.backup, "another passphrase")
    assert sorted(later.restore(made.backup, PASSPHRASE)) == sorted(lost)
    assert {path: path.read_bytes() for path in lost} == lost
    assert later.restore(made.backup, PASSPHRASE) == []
    assert len(checked(later.reveal("miners")).rows) == len(MINERS)


@pytest.mark.parametrize("change", ["cut", "flipped", "cost", "gone", "other"])
def test_a_damaged_backup_is_named_as_such(desk: Path, change: str) -> None:
    made = lists_of(desk).commit("miners", PASSPHRASE)
    data = made.backup.read_bytes()
    changed = {
        "cut": data[: len(data) // 2],
        "flipped": data.replace(b'"sealed":"', b'"sealed":"00'),
        "cost": data.replace(f'"scrypt":"{CHEAP}"'.encode(), b'"scrypt":"40"'),
        "other": (made.published / "commitment.json").read_bytes(),
    }
    made.backup.unlink()
    if change in changed:
        made.backup.write_bytes(changed[change])
    with pytest.raises((BackupUnusable, PassphraseWrong), match="miners"):
        lists_of(desk).restore(made.backup, PASSPHRASE)


def test_a_backup_that_does_not_open_commits_nothing(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from titre.records.vault import vault

    monkeypatch.setattr(vault, "sealed", lambda *_, **__: b"{}\n")
    with pytest.raises(BackupUnusable):
        lists_of(desk).commit("miners", PASSPHRASE)
    assert not (desk / "commitments" / "log.json").exists()


@pytest.mark.parametrize("room", [0, 100, 2000, 4000, 8000])
def test_a_full_disk_commits_nothing_or_all(desk: Path, room: int) -> None:
    lists = Lists(desk, clock=SetClock(2024, 7, 23), disk=SmallDisk(room), cost=CHEAP)
    with suppress(FileUnwritable, CommittedUnpublished):
        lists.commit("miners", PASSPHRASE)
    _whole(desk)
    with pytest.raises(FileUnwritable, match="No space left"):
        Lists(desk, clock=SetClock(2024, 7, 26), disk=SmallDisk(10), cost=CHEAP).prove("miners", "NEM")


def test_a_kill_between_any_two_writes_loses_nothing(desk: Path, tmp_path: Path) -> None:
    write_list(desk, "silver")
    lists_of(desk).commit("silver", PASSPHRASE)
    left = _killed(desk, tmp_path / "left", "commit")
    assert left > 30
    for number in range(1, left + 1):
        _whole(tmp_path / "left" / str(number))


def test_a_reveal_killed_between_any_two_writes_loses_nothing(desk: Path, tmp_path: Path) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    left = _killed(desk, tmp_path / "left", "reveal")
    assert left > 10
    for number in range(1, left + 1):
        folder = tmp_path / "left" / str(number)
        lists = lists_of(folder, SetClock(2025, 7, 18))
        try:
            lists.reveal("miners")
        except RevealedAlready:
            assert len(lists.log.entries()) == 2
        reveal = checked(folder / "commitments" / "miners" / "reveal.json")
        assert lists.log.entries()[-1].text("digest") == reveal.digest
        assert len(reveal.rows) == len(MINERS)
        assert not list(folder.rglob("*.draft"))


def test_a_list_that_is_asked_about_after_a_crash_is_published_whole(desk: Path) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    published = desk / "commitments" / "miners" / "commitment.json"
    before = published.read_bytes()
    published.unlink()
    # What a killed writer leaves: a log with an entry that was never made.
    draft = desk / "commitments" / ".log.json.123.draft"
    draft.write_bytes(b"{}")
    with pytest.raises(CommittedAlready):
        lists_of(desk, SetClock(2024, 7, 24)).ready("miners")
    assert published.read_bytes() == before
    assert not draft.exists()


def _killed(desk: Path, folder: Path, verb: str) -> int:
    done = subprocess.run(
        [sys.executable, killed_lists.__file__, str(desk), str(folder), verb],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return int(done.stdout)


def _whole(desk: Path) -> None:
    """The list is committed or it is not; in either case all goes on as if nothing had happened."""
    lists = lists_of(desk, SetClock(2024, 7, 25))
    committed = "miners" in [state.commitment.list_name for state in lists.states()]
    if committed:
        with pytest.raises(CommittedAlready):
            lists.commit("miners", PASSPHRASE)
    else:
        lists.commit("miners", PASSPHRASE)
    entries = lists.log.entries()
    assert checked(desk / "commitments" / "miners" / "commitment.json").commitment.head == entries[-1].head
    restored = lists_of(desk.parent / f"{desk.name}-restored")
    assert len(restored.restore(desk / "backups" / "miners.json", PASSPHRASE)) == 2
    revealed = checked(lists_of(desk, SetClock(2025, 7, 17)).reveal("miners"))
    assert sorted(row.row["symbol"] for row in revealed.rows) == sorted(MINERS)
    assert not list(desk.rglob("*.draft"))


def test_a_log_that_was_cut_is_not_written_to(desk: Path) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    old = (desk / "commitments" / "log.json").read_bytes()
    write_list(desk, "silver")
    write_list(desk, "gold")
    lists_of(desk).commit("silver", PASSPHRASE)
    (desk / "commitments" / "log.json").write_bytes(old)
    for log in (old, None):
        if log is None:
            (desk / "commitments" / "log.json").unlink()
        with pytest.raises(LogBroken, match=r"the commitment of \w+ in \w+/commitment.json, is not in it"):
            lists_of(desk).commit("gold", PASSPHRASE)


def test_a_damaged_log_is_not_written_to(desk: Path) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    path = desk / "commitments" / "log.json"
    path.write_bytes(path.read_bytes()[:-20])
    write_list(desk, "gold")
    with pytest.raises(LogBroken, match="expected JSON"):
        lists_of(desk).commit("gold", PASSPHRASE)


def test_a_key_that_is_not_the_logs_signs_nothing(desk: Path, tmp_path: Path) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    write_list(tmp_path / "other", "gold")
    lists_of(tmp_path / "other").commit("gold", PASSPHRASE)
    (desk / "private" / "key.json").write_bytes((tmp_path / "other" / "private" / "key.json").read_bytes())
    write_list(desk, "gold")
    with pytest.raises(SecretsMissing, match="not the key that signed the log"):
        lists_of(desk).commit("gold", PASSPHRASE)


def test_published_files_that_are_lost_are_written_again(desk: Path) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    lists_of(desk, SetClock(2025, 7, 17)).reveal("miners")
    published = {path: path.read_bytes() for path in (desk / "commitments" / "miners").glob("*.json")}
    assert len(published) == 2
    for path in published:
        path.write_bytes(b"damaged")
    with pytest.raises(CommittedAlready):
        lists_of(desk, SetClock(2025, 7, 18)).commit("miners", PASSPHRASE)
    assert {path: path.read_bytes() for path in published} == published


def test_three_of_twenty_is_three_of_twenty(desk: Path) -> None:
    lists = lists_of(desk, clock := SetClock(2024, 7, 23))
    for number in range(20):
        due = "2025-08-01" if number < 10 else "2026-08-01"
        write_list(desk, f"list-{number}", ["NEM", "B"], embargo="2024-07-23", reveal=due)
        lists.commit(f"list-{number}", PASSPHRASE)
    clock.forward(timedelta(days=360))
    for number in range(3):
        lists.reveal(f"list-{number}")
    counted = [state.state for state in lists.states(date(2025, 8, 1))]
    assert (counted.count(State.REVEALED), counted.count(State.SEALED), len(counted)) == (3, 17, 20)
    counted = [state.state for state in lists.states(date(2025, 8, 2))]
    assert (counted.count(State.OVERDUE), counted.count(State.SEALED)) == (7, 10)
    # On a day before anything was revealed, nothing was.
    assert {state.state for state in lists.states(date(2025, 1, 1))} == {State.SEALED}
    assert lists.states(date(2024, 7, 22)) == []


def test_no_list_is_hidden_by_a_clock_that_stands_before_it(desk: Path) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    (state,) = lists_of(desk, SetClock(2020, 1, 1)).states()
    assert state.state is State.SEALED


def test_a_late_reveal_stays_late(desk: Path) -> None:
    lists_of(desk).commit("miners", PASSPHRASE)
    lists_of(desk, SetClock(2025, 9, 1)).reveal("miners")
    (state,) = lists_of(desk, SetClock(2025, 9, 2)).states()
    assert state.state is State.REVEALED
    assert state.late


def test_a_document_of_another_kind_is_no_log(desk: Path) -> None:
    made = lists_of(desk).commit("miners", PASSPHRASE)
    (desk / "commitments" / "log.json").write_bytes((made.published / "commitment.json").read_bytes())
    with pytest.raises(LogBroken, match="got the document commitment, expected log"):
        lists_of(desk).states()


def test_a_list_before_its_commitment_is_what_its_files_say(desk: Path) -> None:
    assert lists_of(desk).read("miners") == read_list(desk / "lists", "miners")


def test_a_document_cut_short_is_refused(desk: Path) -> None:
    made = lists_of(desk).commit("miners", PASSPHRASE)
    data = (made.published / "commitment.json").read_bytes()
    with pytest.raises(DocumentRefused, match=r"commitment.json: got .* expected JSON"):
        check_document("commitment.json", data[:100])
