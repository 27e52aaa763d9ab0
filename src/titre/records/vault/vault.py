"""Where is what nobody else may see, how is it kept so that it cannot be lost, and how does it come back?

::

    private/key.json           the key that signs: readable by its owner only, never published
    private/salts/NAME.json    rows and salts: the same
    private/newest.json        the newest head: the log must have it
    backups/NAME.json          key, rows and salts, sealed by a passphrase: to be copied to another place
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from titre.kernel.messages import say
from titre.records.commitments.entries import Signed
from titre.records.errors import BackupUnusable, SecretsMissing
from titre.records.vault.backups import Backup, opened, sealed
from titre.records.vault.files import clear_drafts, make_private, put_aside, write_whole
from titre.records.vault.keys import keep_key, read_key, read_or_make_key
from titre.records.vault.salts import Secret, keep_secret, read_secret
from titre.store.leases import locked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from titre.kernel.ports import Disk
    from titre.records.vault.keys import SigningKey


class Vault:
    """The private folder of a desk, and the sealed backups of it; ``cost`` is that of trying a passphrase."""

    def __init__(self, private: Path, backups: Path, disk: Disk, cost: int) -> None:
        self._private, self._backups, self._disk, self._cost = private, backups, disk, cost
        self.key_file, self.memory = private / "key.json", private / "newest.json"

    def secret_file(self, name: str) -> Path:
        """Return where the rows and salts of a list are."""
        # In a folder of its own: a list may be called "key".
        return self._private / "salts" / f"{name}.json"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes from the log and from what is private meanwhile.

        Raises:
            FileUnwritable, StoreUnwritable: the machine refuses.
        """
        make_private(self._private)
        with locked(self._private / "lock"):
            clear_drafts(self._disk, (self._private, self.secret_file("").parent, self._backups))
            yield

    def key(self, entries: Sequence[Signed]) -> SigningKey:
        """Return the key of a log, made now for its first entry.

        Raises:
            SecretsMissing: the log was signed by another, or it is gone.
        """
        if not entries:
            return read_or_make_key(self._disk, self.key_file)
        key = read_key(self.key_file)
        if key.public != entries[0].text("key"):
            raise SecretsMissing(self.key_file, say("is not the key that signed the log"))
        return key

    def secret(self, commitment: Signed) -> Secret:
        """Return the rows and salts of a commitment.

        Raises:
            SecretsMissing: they are gone, damaged, or those of another commitment.
        """
        path = self.secret_file(commitment.list_name)
        secret = read_secret(path)
        if Signed(secret.entry, "").head != commitment.head:
            raise SecretsMissing(path, say("is not of the commitment in the log"))
        return secret

    def keep(self, name: str, secret: Secret, key: SigningKey, passphrase: str) -> Path:
        """Keep the rows and salts of a list that is to be committed, and a backup; return the backup's file.

        Raises:
            FileUnwritable: the machine refuses.
            BackupUnusable: what was written does not open again.
        """
        # Salts of a commitment that was begun, or of a log that is lost, whose readers would need them.
        put_aside(self.secret_file(name))
        keep_secret(self._disk, self.secret_file(name), secret)
        path = self._backups / f"{name}.json"
        put_aside(path)
        data = sealed(Backup(secret, key), passphrase, cost=self._cost)
        write_whole(self._disk, path, data, private=True)
        # From the disk: only what opens again counts.
        held = opened(path, passphrase)
        if held.secret != secret or held.key.secret != key.secret:
            raise BackupUnusable(path, say("does not hold what was put into it"))
        return path

    def restore(self, held: Backup, entries: Sequence[Signed]) -> list[Path]:
        """Put back what a backup holds where it is missing, damaged or not the log's; return what is written.

        Raises:
            FileUnwritable: the machine refuses.
        """
        name = str(held.secret.entry["list"])
        commitment = next(
            (one for one in entries if one.kind == "commitment" and one.list_name == name), None
        )
        restored = []
        with self.alone():
            if not self._key_fits(entries):
                put_aside(self.key_file)
                keep_key(self._disk, self.key_file, held.key)
                restored.append(self.key_file)
            path = self.secret_file(name)
            if not self._secret_fits(path, commitment):
                put_aside(path)
                keep_secret(self._disk, path, held.secret)
                restored.append(path)
        return restored

    def _key_fits(self, entries: Sequence[Signed]) -> bool:
        try:
            public = read_key(self.key_file).public
        except SecretsMissing:
            return False
        return not entries or public == entries[0].text("key")

    def _secret_fits(self, path: Path, commitment: Signed | None) -> bool:
        try:
            return bool(self.secret(commitment) if commitment else read_secret(path))
        except SecretsMissing:
            return False
