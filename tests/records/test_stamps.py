"""Time stamps of an authority of this machine: sound ones hold, every fault of an authority is refused."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING

import pytest

from fakes.chain_proofs import GENESIS, MAGIC, bitcoin
from fakes.commands import titre
from fakes.stamp_authority import NOW, Authority
from fakes.stock_lists import PASSPHRASE, lists_of, write_list
from titre.records.errors import StampRefused
from titre.records.stamps.pricing import row_priced
from titre.records.stamps.tokens import ask, imprint_of, read_roots, read_stamp

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = b"titre/1 entry\n{}"
ADDRESS = "http://authority.test/"


def test_a_stamp_by_a_trusted_authority_is_independent() -> None:
    authority = Authority()
    data = ask(ADDRESS, ENTRY, roots=[authority.root], transport=authority.transport)
    stamp = read_stamp("a.tsr", data, ENTRY, roots=read_roots("root.pem", authority.root_pem))
    # The accuracy that the authority states is against us.
    assert stamp.time == NOW + timedelta(seconds=1)
    assert stamp.authority == "CN=Test Authority"
    assert stamp.head == sha256(ENTRY).hexdigest() == imprint_of("a.tsr", data)


def test_a_stamp_by_an_authority_that_nobody_trusts_does_not_count() -> None:
    # A desk could run one, and date what it likes: the same names, another key.
    authority = Authority()
    data = ask(ADDRESS, ENTRY, roots=[authority.root], transport=authority.transport)
    for roots in ([], [Authority().root]):
        with pytest.raises(StampRefused, match="expected the signature of an authority whose root you trust"):
            read_stamp("a.tsr", data, ENTRY, roots=roots)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("time-out", "timed out, expected a time stamp"),
        ("status", "got the status 503, expected 200"),
        ("garbage", "expected a time stamp"),
        ("endless", "got more than 1048576 bytes"),
        ("rejected", "got REJECTION, not today, expected GRANTED"),
        ("imprint", f"expected {sha256(ENTRY).hexdigest()}"),
        ("nonce", "got the nonce"),
        ("signature", "expected the signature of an authority"),
        ("expired", "expired"),
        ("usage", "unsuitable certificate purpose"),
        ("between-unsaid", "expected the signature of an authority"),
    ],
)
def test_every_fault_of_an_authority_is_refused(fault: str, told: str) -> None:
    authority = Authority(fault)
    with pytest.raises(StampRefused) as caught:
        ask(ADDRESS, ENTRY, roots=[authority.root], transport=authority.transport)
    assert told in str(caught.value)
    assert str(caught.value).startswith(f"{ADDRESS}: got ")


def test_an_answer_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = count(step=0.001)
    monkeypatch.setattr("titre.records.stamps.asking.time.monotonic", lambda: next(moments))
    with pytest.raises(StampRefused, match="got no end after 60 seconds, expected a time stamp"):
        ask(ADDRESS, ENTRY, transport=Authority("slow").transport)


def test_a_chain_of_certificates_leads_to_the_root() -> None:
    authority = Authority("between")
    data = ask(ADDRESS, ENTRY, roots=[authority.root], transport=authority.transport)
    assert read_stamp("a.tsr", data, ENTRY, roots=[authority.root]).authority == "CN=Test Authority"


def test_a_certificate_may_have_ended_since() -> None:
    # Valid when it signed; a list of 2010 is proven for ever.
    authority = Authority(time=datetime(2010, 7, 23, tzinfo=UTC))
    assert authority.root.not_valid_after_utc < datetime.now(UTC)
    data = ask(ADDRESS, ENTRY, roots=[authority.root], transport=authority.transport)
    assert read_stamp("a.tsr", data, ENTRY, roots=[authority.root]).time.year == 2010


def test_a_stamp_of_another_entry_is_refused() -> None:
    authority = Authority()
    data = ask(ADDRESS, b"other", roots=[authority.root], transport=authority.transport)
    with pytest.raises(StampRefused, match=f"got a stamp of {sha256(b'other').hexdigest()}"):
        read_stamp("a.tsr", data, ENTRY)


def test_a_stamp_changed_at_any_place_is_refused_or_says_the_same() -> None:
    # A few bytes are signed by nobody: the words of the status, how a length is written.
    authority = Authority()
    data = ask(ADDRESS, ENTRY, roots=[authority.root], transport=authority.transport)
    whole, accepted = read_stamp("a.tsr", data, ENTRY, roots=[authority.root]), 0
    for at in range(0, len(data), 3):
        changed = data[:at] + bytes([data[at] ^ 0x81]) + data[at + 1 :]
        with suppress(StampRefused):
            assert read_stamp("a.tsr", changed, ENTRY, roots=[authority.root]) == whole
            accepted += 1
    assert accepted < 20


def test_a_stamp_cut_at_any_place_is_refused() -> None:
    authority = Authority()
    data = ask(ADDRESS, ENTRY, roots=[authority.root], transport=authority.transport)
    for length in range(0, len(data), 7):
        with pytest.raises(StampRefused):
            read_stamp("a.tsr", data[:length], ENTRY)


def test_an_address_that_is_none() -> None:
    with pytest.raises(StampRefused):
        ask("no address", ENTRY)


def test_a_file_without_certificates() -> None:
    with pytest.raises(StampRefused, match="certificates"):
        read_roots("root.pem", b"nothing")


def test_a_stamped_list_is_verified_with_its_time(tmp_path: Path) -> None:
    desk, authority = tmp_path / "desk", Authority(time=NOW + timedelta(days=1))
    write_list(desk, "miners")
    write_list(desk, "silver")
    lists = lists_of(desk)
    lists.commit("miners", PASSPHRASE)
    lists.commit("silver", PASSPHRASE)
    stamped = [
        lists.stamp("silver", ADDRESS, roots=[authority.root], transport=authority.transport)[0]
        for _ in range(2)
    ]
    assert [path.name for path in stamped] == ["stamp-1.tsr", "stamp-2.tsr"]
    proof = lists.prove("miners", "NEM")
    root = tmp_path / "root.pem"
    root.write_bytes(authority.root_pem)
    ran = titre("verify", "--trust", root, desk / "commitments", proof, cwd=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert "stamp-1.tsr: the stamp holds" in ran.out
    # The stamp of the second entry shows that the first existed too; the close of 23 July was known by then.
    assert ran.out.count("existed by 2024-07-24 at 20:06:01 UTC, says CN=Test Authority") == 3
    assert "WARNING    priced before that: NEM" in ran.out
    asked = ("verify", "--trust", root, desk / "commitments", proof, "--format", "json")
    told = json.loads(titre(*asked, cwd=tmp_path).out)["holds"][-1]
    assert (told["existed_by"], told["priced"]) == ("2024-07-24T20:06:01+00:00", ["before"])
    ran = titre("verify", desk / "commitments", cwd=tmp_path)
    assert ran.status == 1
    assert "expected the signature of an authority whose root you trust (--trust FILE)" in ran.err
    assert "time       no stamp is here" in ran.out
    ran = titre("verify", "--trust", root, *stamped, proof, cwd=tmp_path)
    assert "expected one of an entry in the files" in ran.err


@pytest.mark.parametrize(
    ("day", "reference", "priced"),
    [
        ("2024-07-22", "close", "before"),
        ("2024-07-23", "close", "same day"),
        ("2024-07-24", "close", "after"),
        ("2024-07-22", "next_open", "same day"),
        ("2024-07-23", "next_open", "after"),
        ("2024-07-19", "next_close", "before"),
        ("2024-07-21", "next_close", "before"),
    ],
)
def test_a_price_from_before_the_stamp(day: str, reference: str, priced: str) -> None:
    found = row_priced({"date": day, "symbol": "NEM"}, {"reference_price": reference}, NOW)
    assert found.value == priced


def test_a_proof_by_the_chain_without_its_block_counts_as_nothing(tmp_path: Path) -> None:
    write_list(tmp_path, "miners")
    made = lists_of(tmp_path).commit("miners", PASSPHRASE)
    digest = bytes.fromhex(made.signed.head)
    (made.published / "entry.ots").write_bytes(MAGIC + digest + b"\x08" + bitcoin(850_000))
    ran = titre("verify", "commitments", cwd=tmp_path)
    assert ran.status == 0
    assert "entry.ots: claims Bitcoin block 850000 with the Merkle root" in ran.out
    assert "time       no stamp is here: it is the desk's word alone" in ran.out
    (made.published / "850000.block").write_bytes(GENESIS)
    assert "850000.block: got a block of hash" in titre("verify", "commitments", cwd=tmp_path).err
