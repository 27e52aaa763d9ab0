"""Nothing that a terminal obeys gets through; everything else does."""

from __future__ import annotations

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from titre.kernel.findings import Finding, Place
from titre.kernel.messages import say
from titre.kernel.printing import printable, printable_json, printable_lines

_ANY = st.text(st.characters(exclude_categories=()))


def test_what_a_terminal_obeys_is_written_out() -> None:
    assert printable("\x1b]0;title\x07 a\nb\x9b31m") == r"\x1b]0;title\x07 a\x0ab\x9b31m"
    assert printable("name\u202egpj.exe") == r"name\u202egpj.exe"
    assert printable("a byte \udcff, a half \ud83d") == r"a byte \xff, a half \ud83d"
    assert printable_lines("a\tb\nc\rd") == "a\tb\nc\\x0dd"


def test_letters_of_every_language_and_typography_are_kept() -> None:
    text = "Société « Générale » : 1\u202f234,5\u00a0% – 東京 é😀👩\u200d💻"
    assert printable(text) == text


@given(_ANY)
def test_no_control_character_is_left(text: str) -> None:
    categories = {unicodedata.category(letter) for letter in printable(text)}
    assert not categories & {"Cc", "Cs", "Zl", "Zp"}
    left = {letter for letter in printable_lines(text) if unicodedata.category(letter) in {"Cc", "Cs"}}
    assert left <= {"\n", "\t"}
    assert json.loads(printable_json(json.dumps(text, ensure_ascii=False))) == text


def test_a_finding_is_one_short_line_whatever_it_is_about() -> None:
    long = "k" * 100_000
    where = Place("a\nb\x1b[31m.json", f"facts/{long}")
    line = Finding(where, say("got {got}", got=f"x\ny\x1b{long}"), long).render()
    assert line.startswith(r"a\x0ab\x1b[31m.json: facts/kkk")
    assert "(100006 characters)" in line
    assert len(line) < 3000
    assert line.isprintable()
