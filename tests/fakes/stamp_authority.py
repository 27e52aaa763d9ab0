"""A time-stamping authority of this machine (RFC 3161), with the faults that authorities have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import httpx
from asn1crypto import cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2024, 7, 23, 20, 6, tzinfo=UTC)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


class _Drops(httpx.SyncByteStream):
    """An answer of which a byte comes at a time, and which has no end."""

    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield b"0"


@dataclass
class Authority:
    """Answers requests; ``fault`` says what is wrong with its answers."""

    fault: str = ""
    time: datetime = NOW

    def __post_init__(self) -> None:
        self._root_key, self._key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        self.root = self._certificate("Test Root", self._root_key, ca=True, ends=timedelta(days=3650))
        ends = timedelta(days=-1) if self.fault == "expired" else timedelta(days=3650)
        self.between: list[x509.Certificate] = []
        signer = self._root_key
        if self.fault in {"between", "between-unsaid"}:
            signer = ec.generate_private_key(ec.SECP256R1())
            between = self._certificate("Test Between", signer, ca=True, ends=timedelta(days=3650))
            # Its certificate is in the token, or the authority leaves it out.
            self.between = [between] if self.fault == "between" else []
        self.certificate = self._certificate("Test Authority", self._key, ca=False, ends=ends, signer=signer)

    def _certificate(
        self,
        subject: str,
        key: ec.EllipticCurvePrivateKey,
        *,
        ca: bool,
        ends: timedelta,
        signer: ec.EllipticCurvePrivateKey | None = None,
    ) -> x509.Certificate:
        by_root = signer in {None, self._root_key}
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(subject))
            .issuer_name(_name("Test Root" if by_root else "Test Between"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.time - timedelta(days=30))
            .not_valid_after(self.time + ends)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        if not ca:
            usage = (
                ExtendedKeyUsageOID.CODE_SIGNING
                if self.fault == "usage"
                else ExtendedKeyUsageOID.TIME_STAMPING
            )
            builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
        return builder.sign(signer or self._root_key, hashes.SHA256())

    @property
    def root_pem(self) -> bytes:
        return self.root.public_bytes(serialization.Encoding.PEM)

    @property
    def transport(self) -> httpx.MockTransport:
        """What a client reaches it by; no socket is opened."""
        return httpx.MockTransport(self._handle)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        assert request.headers["Content-Type"] == "application/timestamp-query"
        if self.fault == "time-out":
            raise httpx.ReadTimeout("timed out", request=request)
        if self.fault == "status":
            return httpx.Response(503)
        if self.fault == "garbage":
            return httpx.Response(200, content=b"<html>sign in</html>")
        if self.fault == "slow":
            return httpx.Response(200, stream=_Drops())
        if self.fault == "endless":
            return httpx.Response(200, content=bytes(2_000_000))
        return httpx.Response(200, content=self.answer(request.content))

    def answer(self, data: bytes) -> bytes:
        """Return the response to a request."""
        request = tsp.TimeStampReq.load(data)
        if self.fault == "rejected":
            status: bytes = tsp.PKIStatusInfo({"status": "rejection", "status_string": ["not today"]}).dump()
            # Without a token, which the library would ask for.
            return bytes([0x30, len(status)]) + status
        imprint: Any = request["message_imprint"]
        if self.fault == "imprint":
            imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": sha256(b"other").digest()}
        nonce = request["nonce"].native + (1 if self.fault == "nonce" else 0)
        info = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": "1.2.3.4",
                "message_imprint": imprint,
                "serial_number": 7,
                "gen_time": self.time,
                "accuracy": {"seconds": 1},
                "nonce": nonce,
            }
        )
        token = cms.ContentInfo({"content_type": "signed_data", "content": self._signed(info.dump())})
        return bytes(tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump())

    def _signed(self, content: bytes) -> cms.SignedData:
        encoded = self.certificate.public_bytes(serialization.Encoding.DER)
        certificate = asn1_x509.Certificate.load(encoded)
        hashed = {"hash_algorithm": {"algorithm": "sha256"}, "cert_hash": sha256(encoded).digest()}
        attributes = cms.CMSAttributes(
            [
                cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
                cms.CMSAttribute({"type": "message_digest", "values": [sha256(content).digest()]}),
                cms.CMSAttribute(
                    {
                        "type": "signing_certificate_v2",
                        "values": [tsp.SigningCertificateV2({"certs": [hashed]})],
                    }
                ),
            ]
        )
        signature = self._key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256()))
        if self.fault == "signature":
            signature = self._root_key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256()))
        signer = {
            "version": "v1",
            "sid": {
                "issuer_and_serial_number": {
                    "issuer": certificate.issuer,
                    "serial_number": certificate.serial_number,
                }
            },
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signature": signature,
        }
        return cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [{"algorithm": "sha256"}],
                "encap_content_info": {
                    "content_type": "tst_info",
                    "content": core.ParsableOctetString(content),
                },
                "certificates": [
                    certificate,
                    *(
                        asn1_x509.Certificate.load(one.public_bytes(serialization.Encoding.DER))
                        for one in self.between
                    ),
                ],
                "signer_infos": [signer],
            }
        )
