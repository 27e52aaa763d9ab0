"""OpenTimestamps files: followed to the block, which counts only with its work; whatever else is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.chain_proofs import GENESIS, MAGIC, attested, bitcoin, pending, varied
from titre.records.errors import StampRefused
from titre.records.stamps.opentimestamps import Block, read_block, read_proof, stamps_of

DIGEST = sha256(b"titre/1 entry\n{}").digest()


def proof(*branches: bytes) -> bytes:
    """Two branches from a digest: all but the last are marked as such."""
    return MAGIC + DIGEST + b"".join(b"\xff" + branch for branch in branches[:-1]) + branches[-1]


_STEPS = b"\xf0\x02ab\x08\xf1\x03xyz\x08"
_ROOT = sha256(b"xyz" + sha256(DIGEST + b"ab").digest()).digest()


def test_every_branch_is_followed() -> None:
    found = read_proof("a.ots", proof(pending("https://calendar.test"), _STEPS + bitcoin(850_000)))
    assert found.digest == DIGEST
    assert found.blocks == [(850_000, _ROOT)]
    assert [one.calendar for one in found.waiting] == ["https://calendar.test"]


def test_a_block_counts_and_what_is_without_one_is_told() -> None:
    found = read_proof("a.ots", proof(pending("https://calendar.test"), _STEPS + bitcoin(850_000)))
    time = datetime(2024, 7, 24, tzinfo=UTC)
    (stamp,), notes = stamps_of("a.ots", found, {_ROOT: Block(_ROOT, time)})
    # The miner sets the block's time; it may have been made up to two hours later.
    later = time + timedelta(hours=2)
    assert (stamp.time, stamp.head, stamp.authority) == (later, DIGEST.hex(), "Bitcoin 850000")
    assert [str(note) for note in notes] == ["a.ots: waits for the calendar https://calendar.test"]
    stamps, notes = stamps_of("a.ots", found, {})
    assert stamps == []
    assert f"claims Bitcoin block 850000 with the Merkle root {_ROOT[::-1].hex()}" in str(notes[0])


def test_the_first_block_of_bitcoin() -> None:
    block = read_block("0.block", GENESIS, least=1)
    assert block.time == datetime(2009, 1, 3, 18, 15, 5, tzinfo=UTC)
    assert block.root[::-1].hex() == "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b"


def test_a_block_of_little_work_is_refused() -> None:
    # Anybody mines a block of the first days in a moment; one of today costs what a block costs.
    with pytest.raises(StampRefused, match="expected the work of a block of Bitcoin"):
        read_block("0.block", GENESIS)
    altered = GENESIS[:70] + b"\x00" + GENESIS[71:]
    with pytest.raises(StampRefused, match="work"):
        read_block("0.block", altered, least=1)
    with pytest.raises(StampRefused, match="80 bytes"):
        read_block("0.block", GENESIS[:-1])


def test_a_header_that_sets_itself_an_easy_target_is_refused() -> None:
    for number in count():
        easy = GENESIS[:72] + bytes.fromhex("ffff7f20") + number.to_bytes(4, "little")
        if sha256(sha256(easy).digest()).digest()[-1] < 0x7F:
            break
    with pytest.raises(StampRefused, match="work"):
        read_block("0.block", easy)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00OpenTimestamps",
        MAGIC.replace(b"\x01\x08", b"\x02\x08") + DIGEST,
        MAGIC[:-1] + b"\x03" + DIGEST,
        MAGIC + DIGEST,
        proof(_STEPS + bitcoin(1)) + b"more",
        proof(b"\x67" + bitcoin(1)),
        proof(b"\xf0" + varied(100_000)),
        proof(b"\x08" * 5000 + bitcoin(1)),
        proof(b"\xff" * 5000),
        proof(b"\xf0" + b"\xff" * 50),
    ],
)
def test_what_is_no_proof_is_refused(data: bytes) -> None:
    with pytest.raises(StampRefused, match=r"a\.ots: got .*, expected"):
        read_proof("a.ots", data)


@given(st.binary(max_size=200))
def test_whatever_follows_the_digest_is_read_or_refused(rest: bytes) -> None:
    try:
        found = read_proof("a.ots", MAGIC + DIGEST + rest)
    except StampRefused:
        return
    assert found.digest == DIGEST


def test_an_attestation_that_nobody_knows_is_passed_over() -> None:
    found = read_proof("a.ots", proof(attested("0102030405060708", b"?"), _STEPS + bitcoin(1)))
    assert found.blocks == [(1, _ROOT)]
