"""Calendars of OpenTimestamps: told of a head, asked again for the block; and the reference library."""

from __future__ import annotations

import random
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from fakes.calendar_server import ADDRESS, Calendar
from fakes.chain_proofs import pending
from fakes.stock_lists import PASSPHRASE, lists_of, write_list
from titre.records.errors import StampRefused
from titre.records.stamps.calendars import ask_again, tell_calendar
from titre.records.stamps.opentimestamps import read_proof

if TYPE_CHECKING:
    from pathlib import Path

HEAD = sha256(b"titre/1 entry\n{}").digest()


def test_a_calendar_is_told_of_a_digest_that_says_nothing_of_the_head() -> None:
    calendar = Calendar()
    files = [tell_calendar(f"{ADDRESS}/", HEAD, transport=calendar.transport) for _ in range(2)]
    assert len(set(calendar.told)) == 2
    assert HEAD not in b"".join(calendar.told)
    for data, told in zip(files, calendar.told, strict=True):
        proof = read_proof("a.ots", data)
        assert proof.digest == HEAD
        assert [(one.calendar, one.message) for one in proof.waiting] == [(ADDRESS, calendar.promised(told))]


def test_what_the_calendar_wrote_takes_the_place_of_its_promise() -> None:
    calendar = Calendar()
    data = tell_calendar(ADDRESS, HEAD, transport=calendar.transport)
    assert ask_again("a.ots", data, ADDRESS, transport=calendar.transport) == data
    calendar.written = True
    longer = ask_again("a.ots", data, ADDRESS, transport=calendar.transport)
    proof = read_proof("a.ots", longer)
    assert proof.waiting == []
    assert proof.blocks[-1] == (850_000, calendar.root(calendar.told[0]))
    assert ask_again("a.ots", longer, ADDRESS, transport=calendar.transport) == longer


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("status", "got the status 500, expected 200"),
        ("garbage", "expected append, prepend or SHA-256"),
        ("nothing", "got no attestation, expected a calendar's, or a block's"),
        ("slow", "timed out"),
    ],
)
def test_every_fault_of_a_calendar_is_refused_and_loses_nothing(fault: str, told: str) -> None:
    calendar = Calendar(fault)
    with pytest.raises(StampRefused) as caught:
        tell_calendar(ADDRESS, HEAD, transport=calendar.transport)
    assert told in str(caught.value)
    data = tell_calendar(ADDRESS, HEAD, transport=Calendar().transport)
    if fault in {"status", "slow", "nothing"}:
        assert ask_again("a.ots", data, ADDRESS, transport=calendar.transport) == data
    else:
        with pytest.raises(StampRefused, match="expected append"):
            ask_again("a.ots", data, ADDRESS, transport=calendar.transport)


def test_only_what_the_file_names_is_asked_and_never_without_encryption() -> None:
    data = tell_calendar(ADDRESS, HEAD, transport=Calendar().transport)
    other = data.replace(pending(ADDRESS), pending("http://10.0.0.1"))
    calendar = Calendar("garbage")
    assert ask_again("a.ots", other, ADDRESS, transport=calendar.transport) == other


def test_a_list_is_stamped_by_a_calendar_and_asked_for_again(tmp_path: Path) -> None:
    write_list(tmp_path, "miners")
    lists, calendar = lists_of(tmp_path), Calendar()
    head = lists.commit("miners", PASSPHRASE).signed.head
    path, proof = lists.stamp_by_calendar("miners", ADDRESS, transport=calendar.transport)
    assert (path.name, proof.digest.hex(), len(proof.waiting)) == ("stamp-1.ots", head, 1)
    calendar.written = True
    again, proof = lists.stamp_by_calendar("miners", ADDRESS, transport=calendar.transport)
    assert again == path
    assert proof.blocks[-1][0] == 850_000
    # What is in the chain is done with: another stamp is another file.
    other, _ = lists.stamp_by_calendar("miners", ADDRESS, transport=calendar.transport)
    assert other.name == "stamp-2.ots"


class TestTheReferenceLibrary:
    """python-opentimestamps reads what is written here, and what it writes is read here."""

    def test_it_reads_a_file_of_ours(self) -> None:
        from opentimestamps.core.notary import BitcoinBlockHeaderAttestation
        from opentimestamps.core.serialize import StreamDeserializationContext
        from opentimestamps.core.timestamp import DetachedTimestampFile

        calendar = Calendar(written=True)
        data = tell_calendar(ADDRESS, HEAD, transport=calendar.transport)
        longer = ask_again("a.ots", data, ADDRESS, transport=calendar.transport)
        for ours in (data, longer):
            file = DetachedTimestampFile.deserialize(StreamDeserializationContext(BytesIO(ours)))
            assert file.file_digest == HEAD
            found = {
                (one.height, message)
                for message, one in file.timestamp.all_attestations()
                if isinstance(one, BitcoinBlockHeaderAttestation)
            }
            assert found == set(read_proof("a.ots", ours).blocks)

    def test_its_files_are_read(self) -> None:
        from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation
        from opentimestamps.core.op import OpAppend, OpPrepend, OpSHA256
        from opentimestamps.core.serialize import StreamSerializationContext
        from opentimestamps.core.timestamp import DetachedTimestampFile, Timestamp

        stamp = Timestamp(HEAD)
        for mark, height in ((b"a", 800_000), (b"bb", 800_001)):
            branch = (
                stamp.ops.add(OpAppend(mark)).ops.add(OpSHA256()).ops.add(OpPrepend(mark)).ops.add(OpSHA256())
            )
            branch.attestations.add(PendingAttestation(f"https://{height}.test"))
            branch.attestations.add(BitcoinBlockHeaderAttestation(height))
        written = BytesIO()
        DetachedTimestampFile(OpSHA256(), stamp).serialize(StreamSerializationContext(written))
        proof = read_proof("a.ots", written.getvalue())
        assert proof.digest == HEAD
        assert {height for height, _ in proof.blocks} == {800_000, 800_001}
        expected = {sha256(mark + sha256(HEAD + mark).digest()).digest() for mark in (b"a", b"bb")}
        assert {root for _, root in proof.blocks} == expected
        assert {one.calendar for one in proof.waiting} == {"https://800000.test", "https://800001.test"}

    @pytest.mark.parametrize("seed", range(20))
    def test_trees_of_any_shape_are_read_as_it_reads_them(self, seed: int) -> None:
        from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation
        from opentimestamps.core.op import OpAppend, OpPrepend, OpSHA256
        from opentimestamps.core.serialize import StreamSerializationContext
        from opentimestamps.core.timestamp import DetachedTimestampFile, Timestamp

        chance, whole = random.Random(seed), Timestamp(HEAD)

        def grow(stamp: Any, depth: int) -> None:  # noqa: ANN401 - the library's own
            for height in chance.sample(range(900_000), chance.randrange(2)):
                stamp.attestations.add(BitcoinBlockHeaderAttestation(height))
            for _ in range(chance.randrange(3) if depth < 6 else 0):
                mark = chance.randbytes(chance.randrange(1, 40))
                step = chance.choice([OpAppend(mark), OpPrepend(mark), OpSHA256()])
                grow(stamp.ops.add(step), depth + 1)
            if not stamp.ops and not stamp.attestations:
                stamp.attestations.add(PendingAttestation("https://calendar.test"))

        grow(whole, 0)
        written = BytesIO()
        DetachedTimestampFile(OpSHA256(), whole).serialize(StreamSerializationContext(written))
        proof = read_proof("a.ots", written.getvalue())
        expected = list(whole.all_attestations())
        blocks = {
            (one.height, message)
            for message, one in expected
            if isinstance(one, BitcoinBlockHeaderAttestation)
        }
        waiting = {message for message, one in expected if isinstance(one, PendingAttestation)}
        assert set(proof.blocks) == blocks
        assert {one.message for one in proof.waiting} == waiting
