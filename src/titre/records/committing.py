"""How is a list committed, revealed and proven at a desk, so that nothing is lost whenever a crash comes?

::

    lists/NAME.toml, NAME.csv      what the analyst writes
    private/, backups/             salts and key, and the sealed copies of them: see ``vault``
    commitments/log.json           every entry: published
    commitments/NAME/              the commitment, and later the reveal: published
    commitments/verify.py, .html   by which anyone checks them, offline: published
    proofs/                        proofs of single rows: given to whom they are for

What is private is written, and its backup opened again, before the log is: the entry in the log is the moment
at which a list is committed. Whatever follows can be made again from the log and the private files, and is.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from titre.kernel.ports import LocalDisk, SystemClock, today
from titre.records.blurring.leaks import LEAST
from titre.records.blurring.publishing import BLURRED_FILE, blur, read_returns
from titre.records.blurring.publishing import written as blurred_table
from titre.records.blurring.sharing import known_rows, refuse_shared
from titre.records.commitments.canonical import written
from titre.records.commitments.checking import check_document
from titre.records.commitments.documents import proof_document, reveal_document, tree_of
from titre.records.errors import (
    CommittedAlready,
    CommittedUnpublished,
    Embargoed,
    FileUnwritable,
    ListEdited,
    LogBroken,
    NotCommitted,
    RevealedAlready,
    RowUnknown,
)
from titre.records.lists.comparing import differences
from titre.records.lists.making import make_list
from titre.records.lists.reading import checked_name, picks_file, read_list, rules_file
from titre.records.log.log import Log
from titre.records.log.publishing import REVEAL_FILE, mend, publish_commitment
from titre.records.log.states import list_states
from titre.records.stamping import stamp_by_authority, stamp_by_calendar
from titre.records.standing import Standing, standing_of
from titre.records.vault.backups import COST, check_passphrase, opened
from titre.records.vault.files import clear_drafts, write_whole
from titre.records.vault.salts import Secret, salted
from titre.records.vault.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import httpx
    from cryptography.x509 import Certificate

    from titre.kernel.ports import Clock, Disk
    from titre.records.blurring.leaks import Universe
    from titre.records.blurring.sharing import Identity
    from titre.records.blurring.showing import Blurred
    from titre.records.commitments.canonical import Value
    from titre.records.commitments.entries import Signed
    from titre.records.lists.model import Pick, StockList
    from titre.records.log.states import ListState
    from titre.records.stamps.opentimestamps import Proof
    from titre.records.stamps.tokens import Stamp
    from titre.records.vault.keys import SigningKey


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commitment made: what to publish, what to keep, and what to copy to another place."""

    signed: Signed
    published: Path
    """the folder to publish as it is"""
    private: Path
    backup: Path


class Lists:
    """The lists of a desk's folder, and their commitments."""

    def __init__(
        self, folder: Path, *, clock: Clock | None = None, disk: Disk | None = None, cost: int = COST
    ) -> None:
        self._clock, self._disk = clock or SystemClock(), disk or LocalDisk()
        self.lists, self.public, self.proofs = (folder / name for name in ("lists", "commitments", "proofs"))
        self._vault = Vault(folder / "private", folder / "backups", self._disk, cost)
        self.log = Log(self.public, self._vault.memory, self._disk, self._clock)

    def new(self, name: str, language: str) -> tuple[Path, Path]:
        """Make the two files of a list, commented in a language.

        Raises:
            ListUnnameable, ListThere: nothing is written.
        """
        return make_list(self.lists, name, language, today(self._clock))

    def read(self, name: str) -> StockList:
        """Return a list as it was committed, or, before it is, as its files say.

        Raises:
            ListError, DeclarationFaulty: there is no such list, or its files have faults.
            SecretsMissing: it is committed, and its rows are gone.
            ListEdited: it is committed, and its files say something else.
        """
        commitment = self._find(self.log.entries(), checked_name(name), "commitment")
        if commitment is None:
            return read_list(self.lists, name)
        secret = self._vault.secret(commitment)
        self._compare(name, secret)
        return secret.stock_list()

    def states(self, day: date | None = None) -> list[ListState]:
        """Return what became of every list that was ever committed, as of a day, today by default.

        Raises:
            LogBroken: the log is cut, forked or damaged.
        """
        return list_states(self.log.entries(), day, today(self._clock))

    def ready(self, name: str) -> StockList:
        """Return a list as it would be committed; only what a crash left undone is written.

        Raises:
            ListError, DeclarationFaulty: the list is not there, or has faults.
            CommittedAlready, ListEdited: it is committed.
            LogBroken: the log is cut, forked or damaged.
        """
        stock_list = read_list(self.lists, name)
        if entries := self.log.entries():
            with self._vault.alone():
                self._mend(entries)
            self._refuse_twice(entries, name)
        return stock_list

    def commit(self, name: str, passphrase: str) -> Committed:
        """Fix a list for good: its rows and rules can be checked from now on, and none of them be seen.

        Raises:
            ListError, DeclarationFaulty: the list is not there, or has faults.
            CommitmentError: it is committed already, the clock runs backwards, or the log is broken.
            VaultError: what is private cannot be kept, or its backup does not open again.
            CommittedUnpublished: it is committed, and a file to be published cannot be written.
        """
        stock_list = read_list(self.lists, name)
        with self._vault.alone():
            entries = self.log.entries()
            self._mend(entries)
            self._refuse_twice(entries, name)
            check_passphrase(passphrase)
            key = self._vault.key(entries)
            secret = self._promised(stock_list, entries, key)
            backup = self._vault.keep(name, secret, key, passphrase)
            signed = key.sign(secret.entry)
            self.log.append(entries, signed)
            try:
                publish_commitment(self._disk, self.public, signed)
            except FileUnwritable as error:
                raise CommittedUnpublished(name, error) from error
        return Committed(signed, self.public / name, self._vault.secret_file(name), backup)

    def reveal(self, name: str, *, early: bool = False) -> Path:
        """Publish every row of a list with its salt; return the document.

        Raises:
            CommitmentError: not committed, revealed before, under embargo, edited since; the log is broken.
            SecretsMissing: the salts or the key are gone.
        """
        with self._vault.alone():
            entries = self.log.entries()
            self._mend(entries)
            commitment = self._committed(entries, name)
            path = self.public / name / REVEAL_FILE
            if (known := self._find(entries, name, "reveal")) is not None:
                raise RevealedAlready(name, known.text("time"), path)
            secret = self._vault.secret(commitment)
            self._compare(name, secret)
            end = secret.stock_list().rules.embargo_end
            if today(self._clock) < end and not early:
                raise Embargoed(name, end)
            key = self._vault.key(entries)
            data = written(reveal_document(key.sign(commitment.entry), secret.rows))
            own = {
                "kind": "reveal",
                "list": name,
                "commitment": commitment.head,
                "digest": sha256(data).hexdigest(),
            }
            # What the log names cannot be taken back: it is verified as a reader would, before.
            check_document(path.name, data)
            self.log.append(entries, key.sign(self.log.following(entries, key, own)))
            write_whole(self._disk, path, data)
        return path

    def prove(self, name: str, row: str, path: Path | None = None) -> Path:
        """Write the proof of one row, named by its symbol or ISIN; return its file.

        Raises:
            NotCommitted, RowUnknown: there is no such list, or not exactly one such row.
            SecretsMissing: the salts or the key are gone.
        """
        entries = self.log.entries()
        commitment = self._committed(entries, name)
        secret = self._vault.secret(commitment)
        index = _index_of(secret, row)
        signed = self._vault.key(entries).sign(commitment.entry)
        document = proof_document(signed, secret.rows, index, secret.tree)
        label = "".join(letter if letter.isalnum() else "-" for letter in row)
        target = path or self.proofs / f"{name}-{label}.json"
        write_whole(self._disk, target, written(document))
        return target

    def stamp(
        self,
        name: str,
        authority: str,
        *,
        roots: Sequence[Certificate] = (),
        transport: httpx.BaseTransport | None = None,
    ) -> tuple[Path, Stamp]:
        """Have an authority stamp a list's commitment; return the file, to be published, and what it says.

        Raises:
            NotCommitted: there is no such commitment.
            StampRefused: the authority gives no stamp, or one that does not hold.
        """
        signed = self._committed(self.log.entries(), name)
        with self._vault.alone():
            return stamp_by_authority(
                self._disk, self.public / name, signed, authority, roots=roots, transport=transport
            )

    def stamp_by_calendar(
        self, name: str, calendar: str, *, transport: httpx.BaseTransport | None = None
    ) -> tuple[Path, Proof]:
        """Have a calendar of OpenTimestamps write a list's commitment into the chain, or ask whether it has.

        Raises:
            NotCommitted: there is no such commitment.
            StampRefused: the calendar gives nothing, or what does not fit.
        """
        signed = self._committed(self.log.entries(), name)
        with self._vault.alone():
            return stamp_by_calendar(self._disk, self.public / name, signed, calendar, transport=transport)

    def standing(self, name: str, roots: Sequence[Certificate] = ()) -> Standing:
        """Return what anyone can see of a list; stamps count that hold by these roots, else by the system's.

        Raises:
            LogBroken: the log is cut, forked or damaged.
            DeclarationFaulty: the table of what was shown cannot be read.
        """
        return standing_of(self.log.entries(), self.public, name, roots)

    def order(self, name: str) -> list[str]:
        """Return the label of each pick of a committed list, in the order of its leaves: that of its rows.

        Raises:
            NotCommitted: there is no such commitment.
            SecretsMissing: its rows are gone.
        """
        return [pick.label for pick in self._vault.secret(self._committed(self.log.entries(), name)).picks]

    def blur(
        self,
        name: str,
        returns: Path | Universe,
        day: date,
        least: int = LEAST,
        identity: Identity = attrgetter("label"),
    ) -> tuple[Blurred, Path]:
        """Show what may be shown of a list under embargo on a day; return it and the table that is published.

        ``returns`` are the universe's by label and day, the picks' among them, or a CSV of them:
        ``symbol,date,return``. ``identity`` tells which security a pick is, to find it in other lists.

        Raises:
            NotCommitted: there is no such commitment.
            LeakRefused: fewer than ``least`` securities of the universe fit a row; nothing is written.
            PicksShared: something was shown of a list that has picks of this one; nothing is written.
            SecretsMissing: the rows of this list or of one that was shown are gone.
            DeclarationFaulty: a table has faults, or a pick has no return on the day.
        """
        entries = self.log.entries()
        secret = self._vault.secret(self._committed(entries, name))
        path = self.public / name / BLURRED_FILE
        universe = read_returns(returns) if isinstance(returns, Path) else returns
        with self._vault.alone():
            known = self._known_rows(entries, name, secret.picks, identity)
            order = [pick.label for pick in secret.picks]
            shown = blur(path, secret.stock_list(), order, universe, day, least, known)
            write_whole(self._disk, path, blurred_table(shown))
        return shown, path

    def restore(self, backup: Path, passphrase: str) -> list[Path]:
        """Put back salts and key of a backup, where they are missing, damaged or others than the log's.

        What stood in their place is put aside. Returns the files written.

        Raises:
            BackupUnusable, PassphraseWrong: nothing is written.
        """
        held = opened(backup, passphrase)
        checked_name(str(held.secret.entry["list"]))
        try:
            entries = self.log.entries()
        except LogBroken:
            # What is private comes back first; the log is told of when it is needed.
            entries = ()
        return self._vault.restore(held, entries)

    # -- the parts ---------------------------------------------------------------------------------

    def _promised(self, stock_list: StockList, entries: Sequence[Signed], key: SigningKey) -> Secret:
        """Return a list with salts, and the entry that promises it."""
        rows = salted(stock_list)
        own: dict[str, Value] = {
            "kind": "commitment",
            "list": stock_list.name,
            "title": stock_list.title,
            "language": stock_list.language,
            "picks": str(len(rows)),
            "rules": stock_list.rules.texts(),
            "tree": tree_of(rows).root.hex(),
        }
        return Secret(self.log.following(entries, key, own), rows)

    def _known_rows(
        self, entries: Sequence[Signed], name: str, picks: Sequence[Pick], identity: Identity
    ) -> frozenset[int]:
        """Return the rows whose names revealed lists have; refuse where a list that is not shares picks."""
        told: list[Pick] = []
        for other in entries:
            if other.kind != "commitment" or other.list_name == name:
                continue
            revealed = self._find(entries, other.list_name, "reveal") is not None
            if not revealed and not (self.public / other.list_name / BLURRED_FILE).is_file():
                continue
            theirs = self._vault.secret(other).picks
            if revealed:
                told += theirs
            else:
                refuse_shared(picks, other.list_name, theirs, identity)
        return known_rows(picks, told, identity)

    def _mend(self, entries: Sequence[Signed]) -> None:
        """Do what a crash left undone, and write again what was damaged since."""
        clear_drafts(self._disk, (self.public, *(self.public / entry.list_name for entry in entries)))
        self.log.remember(entries)
        mend(
            self._disk,
            self.public,
            entries,
            lambda entry: self._vault.key(entries).sign(entry),
            lambda commitment: self._vault.secret(commitment).rows,
        )

    def _refuse_twice(self, entries: Sequence[Signed], name: str) -> None:
        known = self._find(entries, name, "commitment")
        if known is not None:
            self._compare(name, self._vault.secret(known))
            raise CommittedAlready(name, known.text("time"), known.head)

    def _compare(self, name: str, secret: Secret) -> None:
        """Refuse a list whose files, where they still are, say something else than was committed."""
        if rules_file(self.lists, name).is_file() and picks_file(self.lists, name).is_file():
            found = differences(secret.stock_list(), read_list(self.lists, name))
            if found:
                raise ListEdited(name, found)

    @staticmethod
    def _find(entries: Sequence[Signed], name: str, kind: str) -> Signed | None:
        return next((one for one in entries if one.kind == kind and one.list_name == name), None)

    def _committed(self, entries: Sequence[Signed], name: str) -> Signed:
        found = self._find(entries, checked_name(name), "commitment")
        if found is None:
            raise NotCommitted(name)
        return found


def _index_of(secret: Secret, text: str) -> int:
    """Return the place of the row that a symbol or ISIN, perhaps with its day, names."""
    wanted, _, day = text.partition("@")
    matching = [
        index
        for index, one in enumerate(secret.rows)
        if wanted in (one.row.get("symbol"), one.row.get("isin")) and (not day or one.row["date"] == day)
    ]
    if len(matching) != 1:
        raise RowUnknown(text, sorted({pick.label for pick in secret.stock_list().picks}))
    return matching[0]
