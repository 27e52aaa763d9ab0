"""Files that people edit: the line of each entry, and what is said of a file that is no TOML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from titre.kernel.declarations import DeclarationUnreadable, parse_declaration, read_declaration

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = '''\
# a desk
[edgar]
identity = "Ada ada@example.org"

[prices.daily]   # a mapping
columns.day = "date"
note = """
[no.table]
key = 1
"""
"quoted key" = { close = "px" }

[prices]
folder = "prices"
'''


def test_each_key_has_its_line() -> None:
    declared = parse_declaration("desk.toml", _TEXT)
    assert str(declared.place("edgar", "identity")) == "desk.toml: line 3, edgar.identity"
    assert declared.place("prices").at == "line 5, prices"
    assert declared.place("prices", "daily", "columns", "day").at == "line 6, prices.daily.columns.day"
    assert declared.place("prices", "folder").at == "line 14, prices.folder"
    assert declared.place("no", "table").at == "no.table"


def test_a_key_inside_a_value_has_the_place_of_the_value() -> None:
    declared = parse_declaration("desk.toml", _TEXT)
    assert declared.place("prices", "daily", "quoted key", "close").at.startswith("line 11")
    assert declared.place("nowhere").at == "nowhere"


def test_what_is_no_toml_is_told_with_its_line() -> None:
    with pytest.raises(DeclarationUnreadable, match=r"desk\.toml: line 2, column 9: no TOML"):
        parse_declaration("desk.toml", "[edgar]\nidentity\n")


def test_a_missing_file_and_a_wrong_encoding_are_told(tmp_path: Path) -> None:
    with pytest.raises(DeclarationUnreadable, match="cannot be read"):
        read_declaration(tmp_path / "desk.toml")
    (tmp_path / "desk.toml").write_bytes(b'name = "caf\xe9"')
    with pytest.raises(DeclarationUnreadable, match="byte 11: expected UTF-8"):
        read_declaration(tmp_path / "desk.toml")
