"""How do salts and key survive the loss of the machine? Sealed by a passphrase, and opened before they count.

The passphrase becomes a key by scrypt (RFC 7914), which seals rows, salts and signing key by AES-256-GCM
(NIST SP 800-38D); everything beside the sealed bytes is authenticated with them.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from titre.kernel.messages import say
from titre.records.commitments.canonical import NotCanonical, canonical, read_canonical, written
from titre.records.commitments.entries import FORMAT
from titre.records.errors import BackupUnusable, PassphraseWeak, PassphraseWrong
from titre.records.vault.keys import SigningKey
from titre.records.vault.salts import Secret

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from titre.records.commitments.canonical import Value

COST = 17
"""scrypt's N is two to this power: 128 MB and about half a second, each time somebody tries a passphrase"""
_COSTS = {str(cost): cost for cost in range(4, 21)}
"""what a backup may ask for: a hostile one could ask for all the memory that there is"""
_LEAST_LETTERS = 12
_BLOCKS, _LANES, _KEY_BYTES = 8, 1, 32


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds."""

    secret: Secret
    key: SigningKey


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that protects nothing.

    Raises:
        PassphraseWeak: it is too short.
    """
    if len(passphrase) < _LEAST_LETTERS:
        raise PassphraseWeak(len(passphrase), _LEAST_LETTERS)


def sealed(backup: Backup, passphrase: str, *, cost: int = COST) -> bytes:
    """Return the bytes of a backup, of which nobody learns anything without the passphrase."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    about: dict[str, Value] = {
        "document": "backup",
        "format": FORMAT,
        "list": str(backup.secret.entry["list"]),
        "scrypt": str(cost),
        "salt": salt.hex(),
        "nonce": nonce.hex(),
    }
    plain = canonical({"key": backup.key.secret.hex(), "salts": backup.secret.value()})
    hidden = AESGCM(_key(passphrase, salt, cost)).encrypt(nonce, plain, canonical(about))
    return written({**about, "sealed": hidden.hex()})


def opened(path: Path, passphrase: str) -> Backup:
    """Return what the backup in a file holds.

    Raises:
        BackupUnusable: the file cannot be read, or is no backup.
        PassphraseWrong: it does not open.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        about = read_canonical(path.read_bytes())
        hidden = bytes.fromhex(str(about.pop("sealed")))
        salt, nonce, cost = (str(about[name]) for name in ("salt", "nonce", "scrypt"))
        key = _key(passphrase, bytes.fromhex(salt), _COSTS[cost])
        plain = AESGCM(key).decrypt(bytes.fromhex(nonce), hidden, canonical(about))
        held = read_canonical(plain + b"\n")
        secret = Secret.of_value(cast("Mapping[str, Value]", held["salts"]))
        return Backup(secret, SigningKey(bytes.fromhex(str(held["key"]))))
    except InvalidTag:
        raise PassphraseWrong(path) from None
    except OSError as error:
        reason = say("cannot be read: {detail}", detail=error.strerror or str(error))
        raise BackupUnusable(path, reason) from error
    except (NotCanonical, KeyError, TypeError, ValueError) as error:
        raise BackupUnusable(path, say("is no backup of Titre, or is damaged")) from error


def _key(passphrase: str, salt: bytes, cost: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    # The same words typed on another system may be composed otherwise.
    words = unicodedata.normalize("NFC", passphrase).encode()
    return Scrypt(salt=salt, length=_KEY_BYTES, n=2**cost, r=_BLOCKS, p=_LANES).derive(words)
