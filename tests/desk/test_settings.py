"""``desk.toml``: defaults, every key, and all faults at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from titre.desk.settings import IDENTITY_VARIABLE, Settings
from titre.kernel.declarations import DeclarationFaulty, DeclarationUnreadable

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(IDENTITY_VARIABLE, raising=False)
    (tmp_path / "my-desk").mkdir()
    return tmp_path / "my-desk" / "desk.toml"


def test_an_empty_file_is_a_desk_with_every_default(file: Path) -> None:
    file.write_text("")
    settings = Settings.read(file)
    assert (settings.name, settings.language, settings.identity) == ("my-desk", None, None)
    assert settings.edgar_address is None


def test_every_key_is_read(file: Path) -> None:
    file.write_text(
        '[desk]\nname = "Nuit"\nlanguage = "fr"\n'
        '[edgar]\nidentity = "Ada ada@example.org"\naddress = "http://127.0.0.1:1"\n'
        '[ecb]\naddress = "http://127.0.0.1:2/x.zip"\n'
        '[prices.broker]\nday = "Datum"\nclose = "Close"\ncurrency_code = "EUR"\n'
    )
    settings = Settings.read(file)
    assert settings.name == "Nuit"
    assert settings.language == "fr"
    assert settings.identity == "Ada ada@example.org"
    assert settings.edgar_address == "http://127.0.0.1:1"
    assert settings.rates_address == "http://127.0.0.1:2/x.zip"
    assert settings.reading.prices[0].day == "Datum"


def test_the_environment_names_who_asks(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text('[edgar]\nidentity = "Ada ada@example.org"\n')
    monkeypatch.setenv(IDENTITY_VARIABLE, "Grace grace@example.org")
    assert Settings.read(file).identity == "Grace grace@example.org"


def test_all_faults_are_told_at_once_each_with_its_line(file: Path) -> None:
    file.write_text('[desk]\nlanguage = "de"\ncolour = "red"\n\n[mail]\n\n[edgar]\nidentity = 3\n')
    with pytest.raises(DeclarationFaulty) as caught:
        Settings.read(file)
    tables = "desk, edgar, ecb, lists, vendors, prices, events"
    assert str(caught.value).splitlines() == [
        "desk.toml: line 2, desk.language: got 'de', expected one of en, fr",
        "desk.toml: line 3, desk.colour: got 'red', expected a key of [desk]: name, language",
        f"desk.toml: line 5, mail: got 'mail', expected one of {tables}",
        "desk.toml: line 8, edgar.identity: got '3', expected a text in quotation marks",
    ]


def test_what_is_no_toml_is_told_with_its_line(file: Path) -> None:
    file.write_text("[desk\n")
    with pytest.raises(DeclarationUnreadable, match=r"desk\.toml: line 1"):
        Settings.read(file)
