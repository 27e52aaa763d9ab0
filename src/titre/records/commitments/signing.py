"""Who made an entry? The holder of an Ed25519 key, whose public half stands in every entry (RFC 8032).

A key of small order is refused: signatures by it hold for anything, so that anybody could have made them.
"""

from __future__ import annotations

from titre.records.commitments.entries import signed_bytes

_PRIME = 2**255 - 19
# The keys whose point times eight is the neutral element: a curve of cofactor 8 has eight such points. The
# two with x = 0 can be written with a sign too: RFC 8032 §5.1.3 forbids it, and libraries take it.
_SMALL_ORDER = frozenset(
    {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    }
)


def key_is_sound(key: str) -> bool:
    """Return whether 64 hexadecimal digits are a public key that can tell one signer from another."""
    number = int.from_bytes(bytes.fromhex(key), "little") & (2**255 - 1)
    return key not in _SMALL_ORDER and number < _PRIME


def signature_holds(key: str, head: bytes, signature: str) -> bool:
    """Return whether a signature, in hexadecimal digits, is the key's own over a head."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if not key_is_sound(key):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(signature), signed_bytes(head)
        )
    except (InvalidSignature, ValueError):
        return False
    return True
