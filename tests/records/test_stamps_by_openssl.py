"""Time stamps of OpenSSL's own authority are read, and those read here are verified by OpenSSL too."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from fakes.commands import titre
from fakes.stamp_authority import Authority
from fakes.stock_lists import PASSPHRASE, lists_of, write_list

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")

_SETTINGS = """\
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[signer]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = tsa_config
[tsa_config]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256, sha384
signer_digest = sha256
accuracy = secs:2, millisecs:500
ess_cert_id_alg = sha256
"""


def openssl(folder: Path, *arguments: str) -> str:
    """Run it in a folder, and return what it prints."""
    ran = subprocess.run(
        ["openssl", *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    write_list(tmp_path, "miners")
    lists_of(tmp_path).commit("miners", PASSPHRASE)
    return tmp_path


def _authority(folder: Path) -> None:
    """Make a root, and an authority whose certificate it signed."""
    (folder / "settings.cnf").write_text(_SETTINGS, "utf-8")
    (folder / "serial").write_text("01\n", "utf-8")
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    common = ("-config", "settings.cnf", "-days", "30")
    root = (
        "-x509",
        "-keyout",
        "root.key",
        "-out",
        "root.pem",
        "-subj",
        "/CN=Root",
        "-extensions",
        "authority",
    )
    openssl(folder, "req", *curve, *common, *root)
    asked = ("-keyout", "signer.key", "-out", "signer.csr", "-subj", "/CN=Clock of OpenSSL")
    openssl(folder, "req", *curve, "-config", "settings.cnf", *asked)
    signed = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-out", "signer.pem", "-days", "30")
    extensions = ("-extfile", "settings.cnf", "-extensions", "signer")
    openssl(folder, "x509", "-req", "-in", "signer.csr", *signed, *extensions)


@pytest.mark.parametrize("digest", ["sha256", "sha384"])
def test_a_stamp_by_openssl_is_read(desk: Path, digest: str) -> None:
    _authority(desk)
    entry, stamp = (desk / "commitments" / "miners" / name for name in ("entry.txt", "stamp-1.tsr"))
    openssl(desk, "ts", "-query", "-data", str(entry), f"-{digest}", "-cert", "-out", "query.tsq")
    reply = ("-config", "settings.cnf", "-signer", "signer.pem", "-inkey", "signer.key")
    openssl(desk, "ts", "-reply", *reply, "-queryfile", "query.tsq", "-out", str(stamp))
    ran = titre("verify", "--trust", "root.pem", "commitments", cwd=desk)
    if digest == "sha256":
        assert (ran.status, ran.err) == (0, "")
        (told,) = [line for line in ran.out.splitlines() if "existed by" in line]
        assert told.endswith("says CN=Clock of OpenSSL")
        time = datetime.strptime(told.split("existed by ")[1][:22], "%Y-%m-%d at %H:%M:%S").replace(
            tzinfo=UTC
        )
        # The accuracy of the authority is added: two seconds and a half.
        assert timedelta() < time - datetime.now(UTC) + timedelta(seconds=30) < timedelta(seconds=40)
    else:
        # A head is a SHA-256; another digest of the same bytes stands for no head.
        assert ran.status == 1
        assert "stamp-1.tsr: got a stamp of" in ran.err


def test_a_stamp_that_is_kept_is_verified_by_openssl(desk: Path) -> None:
    authority = Authority()
    path, _ = lists_of(desk).stamp(
        "miners", "http://authority.test/", roots=[authority.root], transport=authority.transport
    )
    (desk / "root.pem").write_bytes(authority.root_pem)
    entry = path.with_name("entry.txt")
    openssl(desk, "ts", "-verify", "-data", str(entry), "-in", str(path), "-CAfile", "root.pem")
    entry.write_bytes(entry.read_bytes() + b" ")
    with pytest.raises(AssertionError, match="message imprint mismatch"):
        openssl(desk, "ts", "-verify", "-data", str(entry), "-in", str(path), "-CAfile", "root.pem")
