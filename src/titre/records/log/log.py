"""Which entries has the desk's own log, and is it still the one that was published?

The log is one published document, replaced whole: an entry is in it, or it is not. A log that lacks entries
which were published or which the desk remembers (an old copy put back, say) is not written to: a second entry
of the same number would be a fork, which proves that the desk cannot be believed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.messages import say
from titre.records.commitments.canonical import written
from titre.records.commitments.checking import check_document
from titre.records.commitments.documents import log_document
from titre.records.commitments.entries import FORMAT, NO_HEAD, Signed, write_time
from titre.records.errors import ClockBackwards, DocumentRefused, LogBroken
from titre.records.vault.files import write_whole
from titre.records.vault.memory import keep_newest, read_newest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from titre.kernel.ports import Clock, Disk
    from titre.records.commitments.canonical import Value
    from titre.records.vault.keys import SigningKey

LOG_FILE = "log.json"
COMMITMENT_FILE = "commitment.json"


class Log:
    """The log in a folder of published documents; ``memory`` is a private file that holds the newest head."""

    def __init__(self, folder: Path, memory: Path, disk: Disk, clock: Clock) -> None:
        self.path = folder / LOG_FILE
        self._folder, self._memory, self._disk, self._clock = folder, memory, disk, clock

    def entries(self) -> tuple[Signed, ...]:
        """Return every entry, oldest first; only the newest carries the log's signature.

        Raises:
            LogBroken: it is damaged, or lacks an entry that was published.
        """
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            entries: tuple[Signed, ...] = ()
        except OSError as error:
            raise LogBroken(self.path, say("{detail}", detail=error.strerror or str(error))) from error
        else:
            try:
                checked = check_document(self.path.name, data)
            except DocumentRefused as error:
                raise LogBroken(self.path, error.message) from error
            if checked.kind != "log":
                reason = say(
                    "got the document {text}, expected {expected}", text=checked.kind, expected="log"
                )
                raise LogBroken(self.path, reason)
            entries = checked.entries
        self._compare(entries)
        self._recall(entries)
        return entries

    def following(
        self, entries: Sequence[Signed], key: SigningKey, own: Mapping[str, Value]
    ) -> dict[str, Value]:
        """Return the entry that comes next, made now, with what is its own.

        Raises:
            ClockBackwards: the machine's clock stands before the newest entry.
        """
        now = write_time(self._clock.now())
        if entries and now < entries[-1].text("time"):
            raise ClockBackwards(now, entries[-1].text("time"))
        return {
            "format": FORMAT,
            "key": key.public,
            "number": str(len(entries) + 1),
            "previous": entries[-1].head if entries else NO_HEAD,
            "time": now,
            **own,
        }

    def append(self, entries: Sequence[Signed], signed: Signed) -> None:
        """Write the log with one more entry: from then on the entry is made for good.

        Raises:
            FileUnwritable: the machine refuses; the log is as it was, or has the entry, not remembered yet.
        """
        document = log_document([*(one.entry for one in entries), signed.entry], signed.signature)
        write_whole(self._disk, self.path, written(document))
        keep_newest(self._disk, self._memory, signed)

    def remember(self, entries: Sequence[Signed]) -> None:
        """Remember the newest entry where that was left undone: by a crash, or on a new machine.

        Raises:
            FileUnwritable: the machine refuses.
        """
        known = read_newest(self._memory)
        if entries and (known is None or known.number < entries[-1].number):
            keep_newest(self._disk, self._memory, entries[-1])

    def _recall(self, entries: Sequence[Signed]) -> None:
        """Refuse a log that lacks the entry which the desk made last."""
        known = read_newest(self._memory)
        if known and (known.number > len(entries) or entries[known.number - 1].head != known.head):
            reason = say(
                "entry {number}, which this desk made, is not in it: its head is {head}",
                number=known.number,
                head=known.head,
            )
            raise LogBroken(self.path, reason)

    def _compare(self, entries: Sequence[Signed]) -> None:
        """Refuse a log that lacks a published commitment."""
        for path in sorted(self._folder.glob(f"*/{COMMITMENT_FILE}")):
            try:
                published = check_document(path.name, path.read_bytes()).commitment
            except (DocumentRefused, OSError):
                # Damaged, and written anew from the log when the next entry is made.
                continue
            at = published.number - 1
            if at >= len(entries) or entries[at].head != published.head:
                raise LogBroken(
                    self.path,
                    say(
                        "entry {number}, the commitment of {name} in {file}, is not in it",
                        number=published.number,
                        name=published.list_name,
                        file=f"{path.parent.name}/{path.name}",
                    ),
                )
