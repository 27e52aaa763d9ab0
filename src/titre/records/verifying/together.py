"""Do published documents hold, each by itself and all together? What anyone can check, without a desk.

Together: two documents of one key never hold different entries of one number (a fork), a log that is given
has every entry that another document shows (else it was cut), and what was revealed is what the log says was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from titre.kernel.messages import say
from titre.records.commitments.checking import check_document
from titre.records.commitments.entries import entry_bytes
from titre.records.errors import DocumentRefused, StampRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cryptography.x509 import Certificate

    from titre.kernel.messages import Message
    from titre.records.commitments.checking import Checked
    from titre.records.commitments.entries import Signed
    from titre.records.stamps.tokens import Stamp


TOKEN, CHAIN, BLOCK = ".tsr", ".ots", ".block"
"""how the names of files beside the documents end"""


@dataclass(slots=True)
class Verification:
    """What was checked: the documents that hold, and what was refused, with what was got and expected."""

    checked: list[Checked] = field(default_factory=list)
    refused: list[DocumentRefused | StampRefused] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    """what is to be said of stamps that prove nothing yet"""

    @property
    def logs(self) -> list[Checked]:
        """The logs among the documents, the longest of each key."""
        longest: dict[str, Checked] = {}
        for one in self.checked:
            key = one.newest.text("key")
            if one.kind == "log" and (key not in longest or len(one.entries) > len(longest[key].entries)):
                longest[key] = one
        return list(longest.values())

    def independent(self, commitment: Signed) -> Stamp | None:
        """Return the stamp that shows earliest that a commitment existed: its own, or a later entry's."""
        heads = {commitment.head}
        for log in self.logs:
            told = [entry.head for entry in log.entries]
            if commitment.head in told:
                heads.update(told[told.index(commitment.head) :])
        return min((one for one in self.stamps if one.head in heads), key=lambda one: one.time, default=None)


def verify_stamps(
    found: Verification, stamps: Iterable[tuple[str, bytes]], roots: Sequence[Certificate] = ()
) -> None:
    """Add time stamps, each a name and its bytes, of the entries in documents that hold.

    A name ends with ``.tsr`` (RFC 3161), ``.ots`` (OpenTimestamps) or ``.block`` (the header of a block that
    the latter lead to).
    """
    from titre.records.stamps.opentimestamps import read_block, read_proof, stamps_of
    from titre.records.stamps.tokens import imprint_of, read_stamp

    entries = {entry.head: entry for one in found.checked for entry in one.entries}
    blocks = {}
    # The headers of blocks first: the proofs need them.
    for name, data in sorted(stamps, key=lambda given: not given[0].endswith(BLOCK)):
        try:
            if name.endswith(BLOCK):
                block = read_block(name, data)
                blocks[block.root] = block
                continue
            proof = read_proof(name, data) if name.endswith(CHAIN) else None
            head = proof.digest.hex() if proof else imprint_of(name, data)
            entry = entries.get(head)
            if entry is None:
                got = say("a stamp of {hash}", hash=head)
                found.refused.append(StampRefused(name, got, say("one of an entry in the files")))
            elif proof:
                made, notes = stamps_of(name, proof, blocks)
                found.stamps += made
                found.notes += notes
            else:
                found.stamps.append(read_stamp(name, data, entry_bytes(entry.entry), roots=roots))
        except StampRefused as error:
            found.refused.append(error)


def verify(
    documents: Iterable[tuple[str, bytes]], *, key: str | None = None, head: str | None = None
) -> Verification:
    """Check documents, each a name and its bytes.

    ``key`` is the public key of the desk and ``head`` a head of its log, where the reader knows them from
    elsewhere: a letter in his mailbox, say.
    """
    found = Verification()
    for name, data in documents:
        try:
            found.checked.append(check_document(name, data))
        except DocumentRefused as error:
            found.refused.append(error)
    if key is not None:
        found.refused += _by_another(found.checked, key)
    found.refused += _forks(found.checked)
    for log in found.logs:
        found.refused += _lacking(log, found.checked)
    if head is not None:
        found.refused += _without(found.checked, head)
    return found


def _by_another(checked: Sequence[Checked], key: str) -> Iterator[DocumentRefused]:
    for one in checked:
        got = one.newest.text("key")
        if got != key:
            yield DocumentRefused(one.file, say("the key {key}", key=got), say("{hash}", hash=key))


def _forks(checked: Sequence[Checked]) -> Iterator[DocumentRefused]:
    seen: dict[tuple[str, int], str] = {}
    for one in checked:
        for entry in one.entries:
            first = seen.setdefault((entry.text("key"), entry.number), entry.head)
            if first != entry.head:
                got = say("entry {number} with head {hash}", number=entry.number, hash=entry.head)
                yield DocumentRefused(one.file, got, say("{hash}, as in another of the files", hash=first))


def _lacking(log: Checked, checked: Sequence[Checked]) -> Iterator[DocumentRefused]:
    reveals = {entry.list_name: entry for entry in log.entries if entry.kind == "reveal"}
    for one in checked:
        if one.kind == "log" or one.commitment.text("key") != log.newest.text("key"):
            continue
        entry = one.commitment
        if entry.number > len(log.entries):
            got = say("a log of {number} entries", number=len(log.entries))
            expected = say("entry {number}, as in {file}", number=entry.number, file=one.file)
            yield DocumentRefused(log.file, got, expected)
        told = reveals.get(entry.list_name)
        if one.kind == "reveal" and told is not None and told.text("digest") != one.digest:
            got = say("a reveal with the digest {hash}", hash=one.digest)
            yield DocumentRefused(one.file, got, say("{hash}, as in the log", hash=told.text("digest")))


def _without(checked: Sequence[Checked], head: str) -> Iterator[DocumentRefused]:
    if checked and not any(entry.head == head for one in checked for entry in one.entries):
        one = max(checked, key=lambda one: one.newest.number)
        expected = say("{hash} among the entries", hash=head)
        yield DocumentRefused(one.file, say("the newest head {hash}", hash=one.newest.head), expected)
