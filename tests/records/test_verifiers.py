"""Three verifiers, one kept set: each accepts every good bundle and refuses every bad one, saying why."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fakes import bundles
from titre.kernel.messages import LANGUAGES
from titre.records.commitments.entries import signed_bytes
from titre.records.commitments.signing import signature_holds
from titre.records.verifying.together import verify
from titre.records.verifying.writing import page_verifier, python_verifier

if TYPE_CHECKING:
    from types import ModuleType

KEPT: dict[str, dict[str, Any]] = json.loads((bundles.FOLDER / "bundles.json").read_text("utf-8"))
FOLDER = bundles.FOLDER


@pytest.mark.parametrize("name", KEPT)
def test_titre_holds_to_the_kept_set(name: str) -> None:
    kept = KEPT[name]
    documents = [(file, (FOLDER / name / file).read_bytes()) for file in kept["files"]]
    found = verify(documents, **kept["options"])
    told = "\n".join(map(str, found.refused))
    assert (not found.refused) is kept["holds"], told
    assert kept["told"] in told
    assert all(" got " in str(error) and ", expected " in str(error) for error in found.refused)


@pytest.mark.parametrize("name", KEPT)
def test_the_python_file_holds_to_the_kept_set(
    name: str, standalone: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KEPT[name]
    options = [text for key, value in kept["options"].items() for text in (f"--{key}", value)]
    files = [str(FOLDER / name / file) for file in kept["files"]]
    monkeypatch.setattr(sys, "argv", ["verify.py", *options, *files])
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        status = standalone.main()
    refused = [line for line in printed.getvalue().splitlines() if line.startswith("REFUSED")]
    assert (status == 0) is kept["holds"], printed.getvalue()
    assert bool(refused) is not kept["holds"]
    assert kept["told"] in "\n".join(refused)
    assert all(": got " in line and ", expected " in line for line in refused)


def test_the_kept_set_is_what_its_maker_makes() -> None:
    made = bundles.bundles()
    assert {name: sorted(bundle.files) for name, bundle in made.items()} == {
        name: kept["files"] for name, kept in KEPT.items()
    }
    for name, bundle in made.items():
        for file, data in bundle.files.items():
            assert (FOLDER / name / file).read_bytes() == data, (name, file)


def test_the_kept_set_has_every_attack() -> None:
    bad = [name for name, kept in KEPT.items() if not kept["holds"]]
    assert len(bad) > 100
    assert {name.partition("-")[0] for name in bad} == {
        "row", "header", "log", "signature", "proof", "written", "together"
    }  # fmt: skip


def test_the_python_file_runs_alone_and_in_few_lines(tmp_path: Path) -> None:
    for language, told in (("en", "holds"), ("fr", "tient")):
        path = tmp_path / f"verify-{language}.py"
        path.write_bytes(python_verifier(language))
        lines = path.read_text("utf-8").splitlines()
        assert len(lines) < 150
        assert max(map(len, lines)) <= 120 or language != "en"
        ast.parse(path.read_text("utf-8"), feature_version=(3, 8))
        # Isolated, without site: it has the standard library and nothing else.
        command = [sys.executable, "-I", "-S", str(path), "--date", "2025-08-02"]
        good, bad = FOLDER / "good-log" / "log.json", FOLDER / "row-altered" / "reveal.json"
        ran = subprocess.run([*command, str(good)], capture_output=True, encoding="utf-8", check=True)
        assert told in ran.stdout
        assert ("OVERDUE" if language == "en" else "EN RETARD") in ran.stdout
        ran = subprocess.run([*command, str(bad)], capture_output=True, encoding="utf-8", check=False)
        assert ran.returncode == 1
        assert ran.stdout.startswith("REFUSED" if language == "en" else "REFUSÉ")


# RFC 8032 §7.1, TEST 1 to 3 and TEST SHA(abc): public key, message, signature.
_RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        (
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
            "3dca179c138ac17ad9bef1177331a704"
        ),
    ),
]


@pytest.mark.parametrize(("key", "message", "signature"), _RFC_8032)
def test_ed25519_by_the_vectors_of_its_standard(
    key: str, message: str, signature: str, standalone: ModuleType
) -> None:
    parts = [bytes.fromhex(text) for text in (key, message, signature)]
    assert standalone.signature_holds(*parts)
    assert not standalone.signature_holds(parts[0], parts[1] + b"more", parts[2])


@pytest.mark.parametrize("head", [bytes(32), b"\xff" * 32, bytes(range(32))])
def test_both_agree_on_signatures_made_at_random(head: bytes, standalone: ModuleType) -> None:
    for _ in range(5):
        made = Ed25519PrivateKey.generate()
        key, signature = made.public_key().public_bytes_raw().hex(), made.sign(signed_bytes(head)).hex()
        assert signature_holds(key, head, signature)
        assert standalone.signature_holds(bytes.fromhex(key), signed_bytes(head), bytes.fromhex(signature))


def test_the_page_has_words_of_both_languages_and_asks_for_nothing() -> None:
    page = page_verifier().decode()
    assert "Verify a list of securities" in page
    assert "http://" not in page.replace("http-equiv", "")
    assert "https://" not in page
    assert "{{" not in page
    assert page.count("</script>") == 1
    assert len(LANGUAGES) == 2


@pytest.mark.parametrize("file", ["verify.py", "verify.js"])
def test_the_verifiers_know_nothing_of_titre_but_the_format(file: str) -> None:
    path = Path(bundles.__file__).parent.parent.parent / "src/titre/records/verifying/standalone" / file
    text = path.read_text("utf-8")
    assert "import titre" not in text
    assert "from titre" not in text.replace("from the published", "")
