"""Which key signs the desk's log? One Ed25519 key, made at the first commitment (RFC 8032)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.messages import say
from titre.records.commitments.canonical import NotCanonical, read_canonical, written
from titre.records.commitments.entries import FORMAT, Signed, entry_head, signed_bytes
from titre.records.errors import SecretsMissing
from titre.records.vault.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from titre.kernel.ports import Disk
    from titre.records.commitments.canonical import Value


class SigningKey:
    """The key of a desk's log; its private half never leaves the private folder and the sealed backups."""

    def __init__(self, secret: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self.secret = secret
        self._key: Ed25519PrivateKey = Ed25519PrivateKey.from_private_bytes(secret)

    @property
    def public(self) -> str:
        """The public half, as entries name it: 64 hexadecimal digits."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, entry: Mapping[str, Value]) -> Signed:
        """Return an entry with the signature of its head; the same entry has the same signature always."""
        return Signed(entry, self._key.sign(signed_bytes(entry_head(entry))).hex())


def read_key(path: Path) -> SigningKey:
    """Return the key in a file.

    Raises:
        SecretsMissing: it is not there or damaged.
    """
    try:
        secret = read_canonical(path.read_bytes()).get("key")
        return SigningKey(bytes.fromhex(str(secret)))
    except (OSError, NotCanonical, ValueError) as error:
        raise SecretsMissing(path, say("the key that signs the log cannot be read")) from error


def read_or_make_key(disk: Disk, path: Path) -> SigningKey:
    """Return the key in a file, made now where there is none.

    Raises:
        SecretsMissing: what is there is damaged.
        FileUnwritable: it cannot be kept.
    """
    if path.exists():
        return read_key(path)
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = SigningKey(Ed25519PrivateKey.generate().private_bytes_raw())
    keep_key(disk, path, key)
    return key


def keep_key(disk: Disk, path: Path, key: SigningKey) -> None:
    """Write a key to its private file."""
    data = written({"document": "key", "format": FORMAT, "key": key.secret.hex()})
    write_whole(disk, path, data, private=True)
