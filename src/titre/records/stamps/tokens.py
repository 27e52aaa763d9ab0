"""When did an entry exist, as an independent authority says it? Time stamps by RFC 3161, asked for and read.

What is stamped are the bytes of an entry, whose SHA-256 is its head, so that a stamp of a head stands for all
entries up to it, and ``openssl ts -verify -digest HEAD`` reads it too. A stamp counts only if its certificate
leads to a root that the reader trusts: one of the machine's own collection (certifi), or one that he names.
A desk could run an authority itself, and date what it likes.
"""

from __future__ import annotations

import re
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from titre.kernel.errors import shorten
from titre.kernel.messages import say
from titre.records.errors import StampRefused
from titre.records.stamps.asking import asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import httpx
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

_ASKED = "application/timestamp-query"
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)
_QUOTED = re.compile(r'(?:Verify error|reason): "?([^"]+)"')
_SHA256 = "2.16.840.1.101.3.4.2.1"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp that holds for a head."""

    file: str
    head: str
    """64 hexadecimal digits"""
    time: datetime
    """the latest moment at which it can have been made: the authority's accuracy is added"""
    authority: str
    """the name in the certificate of who signed it"""


def ask(
    address: str,
    entry: bytes,
    *,
    roots: Sequence[Certificate] = (),
    transport: httpx.BaseTransport | None = None,
) -> bytes:
    """Ask an authority for the stamp of an entry's bytes; return the response, which holds.

    Raises:
        StampRefused: it gives none, or one that does not hold for these bytes.
    """
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    request = TimestampRequestBuilder().data(entry).hash_algorithm(HashAlgorithm.SHA256).build()
    headers = {"Content-Type": _ASKED}
    body = asked("POST", address, content=request.as_bytes(), headers=headers, transport=transport)
    read_stamp(address, body, entry, roots=roots, nonce=request.nonce)
    return body


def read_stamp(
    file: str,
    data: bytes,
    entry: bytes,
    *,
    roots: Sequence[Certificate] = (),
    nonce: int | None = None,
) -> Stamp:
    """Return what a stamp says of an entry's bytes; ``roots`` are trusted beside those of the machine.

    Raises:
        StampRefused: it is no stamp, not of these bytes, or its signature does not hold.
    """
    head = sha256(entry).digest()
    with _malformed(file):
        response = _decoded(file, data)
        info = response.tst_info
        imprint = info.message_imprint
        if imprint.hash_algorithm.dotted_string != _SHA256 or imprint.message != head:
            raise StampRefused(
                file, say("a stamp of {hash}", hash=imprint.message.hex()), say("{hash}", hash=head.hex())
            )
        if nonce is not None and info.nonce != nonce:
            raise StampRefused(file, say("the nonce {nonce}", nonce=info.nonce), say("{nonce}", nonce=nonce))
        _verify(file, response, head, roots)
        accuracy = info.accuracy
        late = timedelta() if accuracy is None else _accuracy(accuracy)
        return Stamp(file, head.hex(), info.gen_time.astimezone(UTC) + late, _signer(response))


def imprint_of(file: str, data: bytes) -> str:
    """Return the digest that a stamp is of, in hexadecimal digits; nothing of it is checked.

    Raises:
        StampRefused: it is no stamp.
    """
    with _malformed(file):
        return _decoded(file, data).tst_info.message_imprint.message.hex()


def read_roots(file: str, data: bytes) -> list[Certificate]:
    """Return the certificates in a PEM file.

    Raises:
        StampRefused: there are none.
    """
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(data)
    except ValueError as error:
        raise StampRefused(
            file, say("{detail}", detail=shorten(str(error))), say("certificates (PEM)")
        ) from error


@contextmanager
def _malformed(file: str) -> Iterator[None]:
    """Tell as a refusal what a library finds wrong with the parts of a stamp, whenever it looks at them."""
    try:
        yield
    except ValueError as error:
        raise StampRefused(
            file, say("{detail}", detail=shorten(str(error))), say("a time stamp (RFC 3161)")
        ) from error


def _decoded(file: str, data: bytes) -> TimeStampResponse:
    from rfc3161_client import PKIStatus, decode_timestamp_response

    response = decode_timestamp_response(data)
    status = PKIStatus(response.status)
    if status is not PKIStatus.GRANTED:
        words = ", ".join([status.name, *response.status_string])
        raise StampRefused(file, say("{detail}", detail=shorten(words)), say("GRANTED"))
    return response


def _verify(file: str, response: TimeStampResponse, head: bytes, roots: Sequence[Certificate]) -> None:
    from rfc3161_client import VerificationError, VerifierBuilder

    verifier = VerifierBuilder(roots=[*roots, *_machine_roots()]).build()
    try:
        verifier.verify(response, head)
    except VerificationError as error:
        raise StampRefused(
            file,
            say("{detail}", detail=shorten(_reason(error), 300)),
            say("the signature of an authority whose root you trust (--trust FILE)"),
        ) from error


def _reason(error: Exception) -> str:
    """Return what a library says in few words: the last of OpenSSL's, where it quotes them."""
    quoted = _QUOTED.findall(str(error))
    return quoted[-1] if quoted else str(error)


def _signer(response: TimeStampResponse) -> str:
    from cryptography.x509 import load_der_x509_certificate

    serials = {signer.serial_number for signer in response.signed_data.signer_infos}
    for data in response.signed_data.certificates:
        certificate = load_der_x509_certificate(data)
        if certificate.serial_number in serials:
            return certificate.subject.rfc4514_string()
    return ""


def _accuracy(accuracy: object) -> timedelta:
    seconds, millis, micros = (getattr(accuracy, name, None) or 0 for name in ("seconds", "millis", "micros"))
    return timedelta(seconds=seconds, milliseconds=millis, microseconds=micros)


@cache
def _machine_roots() -> tuple[Certificate, ...]:
    """Return the roots that the machine's collection of certificates has (certifi, which httpx brings)."""
    import certifi
    from cryptography.x509 import load_pem_x509_certificate

    found = []
    for block in _PEM.findall(Path(certifi.where()).read_bytes()):
        with warnings.catch_warnings():
            # Old roots have serial numbers that newer rules forbid; they sign no time stamps.
            warnings.simplefilter("ignore")
            try:
                found.append(load_pem_x509_certificate(block))
            except ValueError:
                continue
    return tuple(found)
