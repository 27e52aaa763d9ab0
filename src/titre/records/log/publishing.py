"""Which files stand beside the log for everybody, and are they still what the log says?

A commitment and the bytes to be stamped, a reveal, and the two verifiers. Each can be made again from the log
and from what is private.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from titre.records.commitments.canonical import written
from titre.records.commitments.checking import check_document
from titre.records.commitments.documents import commitment_document, reveal_document
from titre.records.commitments.entries import entry_bytes
from titre.records.errors import DocumentRefused
from titre.records.log.log import COMMITMENT_FILE
from titre.records.vault.files import write_whole
from titre.records.verifying.writing import PAGE_FILE, PYTHON_FILE, page_verifier, python_verifier

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from titre.kernel.ports import Disk
    from titre.records.commitments.canonical import Value
    from titre.records.commitments.documents import SaltedRow
    from titre.records.commitments.entries import Signed

ENTRY_FILE, REVEAL_FILE = "entry.txt", "reveal.json"


def publish_commitment(disk: Disk, folder: Path, signed: Signed) -> None:
    """Write what is published of a commitment; the document itself last, so that it stands for the others.

    Raises:
        FileUnwritable: the machine refuses.
    """
    language, own = signed.text("language"), folder / signed.list_name
    for path, data in (
        (folder / PYTHON_FILE, python_verifier(language)),
        (folder / PAGE_FILE, page_verifier()),
        # The bytes whose SHA-256 is the head: any tool can ask for a time stamp of this file.
        (own / ENTRY_FILE, entry_bytes(signed.entry)),
        (own / COMMITMENT_FILE, written(commitment_document(signed))),
    ):
        write_whole(disk, path, data)


def mend(
    disk: Disk,
    folder: Path,
    entries: Sequence[Signed],
    sign: Callable[[Mapping[str, Value]], Signed],
    rows: Callable[[Signed], Sequence[SaltedRow]],
) -> None:
    """Write what a crash after the log's entry left unwritten, and what was damaged since.

    ``sign`` gives an entry its signature, ``rows`` a commitment's rows with their salts.

    Raises:
        SecretsMissing: what is needed for it is gone.
        FileUnwritable: the machine refuses.
    """
    commitments = {entry.list_name: entry for entry in entries if entry.kind == "commitment"}
    for entry in entries:
        if entry.kind == "commitment":
            if not _commitment_stands(folder, entry):
                publish_commitment(disk, folder, sign(entry.entry))
        elif not _reveal_stands(folder, entry):
            commitment = commitments[entry.list_name]
            data = written(reveal_document(sign(commitment.entry), rows(commitment)))
            write_whole(disk, folder / entry.list_name / REVEAL_FILE, data)


def _commitment_stands(folder: Path, signed: Signed) -> bool:
    """Return whether a published commitment is there and sound."""
    path = folder / signed.list_name / COMMITMENT_FILE
    try:
        return check_document(path.name, path.read_bytes()).commitment.head == signed.head
    except (OSError, DocumentRefused):
        return False


def _reveal_stands(folder: Path, signed: Signed) -> bool:
    """Return whether what was revealed is there, to the byte."""
    try:
        data = (folder / signed.list_name / REVEAL_FILE).read_bytes()
    except OSError:
        return False
    return sha256(data).hexdigest() == signed.text("digest")
