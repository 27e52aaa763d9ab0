"""French is complete: every sentence that the code says has its translation, well set; nothing else has."""

from __future__ import annotations

import importlib.util
import re
import string
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from titre.kernel.messages import count, say

if TYPE_CHECKING:
    from types import ModuleType

    from babel.messages.catalog import Message

ROOT = Path(__file__).parent.parent
_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
# A colon after a sign of XBRL or TOML, as in us-gaap:Revenues, is no punctuation: no space stands before it.
_FAULTS = {
    "a break before : ; ! ? or %": re.compile(r"[^\S" + _SPACES + r"][:;!?%](?![\w/'])"),
    "no space before ; ! or ?": re.compile(r"[\w)»}][;!?](?=\s|$)"),
    "no space before a colon": re.compile(r"[\w)»}]:(?=\s|$)"),
    "no space inside «": re.compile(r"«[^" + _SPACES + r"]"),
    "no space inside »": re.compile(r"[^" + _SPACES + r"]»"),
    "a straight apostrophe": re.compile(r"(?<=[a-zà-ÿ])'(?=[a-zà-ÿ])"),
}
# What a person types into a shell or reads as code keeps its own punctuation.
_CODE = re.compile(
    r"titre (?:new|import)[^;]*;|cd [^;]*;|sha256:|'TTM [^']*'|'-'|[a-z-]+:[A-Z]\w+|\{\{.*\}\}|jointes par ;"
)


@pytest.fixture(scope="module")
def translate() -> ModuleType:
    """The script that collects the sentences."""
    spec = importlib.util.spec_from_file_location("translate", ROOT / "docs" / "translate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _pairs(message: Message) -> list[tuple[str, str]]:
    """Return each form of a sentence with its translation."""
    ids: Any = message.id if isinstance(message.id, tuple) else (message.id,)
    strings: Any = message.string if isinstance(message.string, tuple) else (message.string,)
    return list(zip(ids, strings, strict=True))


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_every_sentence_has_its_translation(translate: ModuleType) -> None:
    assert [message.id for message in translate.waiting(translate.updated())] == []


def test_nothing_is_translated_that_nobody_says(translate: ModuleType) -> None:
    said = {message.id for message in translate.collected()}
    assert {message.id for message in translate.translated()} - said == set()
    assert not translate.translated().obsolete


def test_the_file_is_as_the_script_writes_it(translate: ModuleType) -> None:
    folder = translate.LOCALE / "fr" / "LC_MESSAGES"
    assert (folder / "titre.po").read_text("utf-8") == translate.po_text(translate.updated())
    assert (folder / "titre.mo").read_bytes() == translate.mo_bytes(translate.translated())


def test_a_translation_has_the_fields_of_its_sentence(translate: ModuleType) -> None:
    for message in translate.translated():
        for english, french in _pairs(message):
            assert _fields(french) == _fields(english), (english, french)


def test_french_is_set_as_french(translate: ModuleType) -> None:
    faults = [
        (fault, french)
        for message in translate.translated()
        if message.id
        for _, french in _pairs(message)
        for fault, pattern in _FAULTS.items()
        if pattern.search(_CODE.sub("", french))
    ]
    assert faults == []


def test_sentences_are_literals_so_that_they_can_be_collected(translate: ModuleType) -> None:
    source = (
        "from titre.kernel.messages import count, say\nsay('a ' 'b')\ncount('one', 'many', 3)\nother.say(x)\n"
    )
    assert translate.said(source) == [(2, "a b"), (3, ("one", "many"))]
    with pytest.raises(ValueError, match="say"):
        translate.said("from titre.kernel.messages import say\nsay(x)\n")


def test_a_message_speaks_both_languages() -> None:
    message = say(
        "got {got}, expected {expected}", got="3", expected=say("a whole number of at most ten digits")
    )
    assert message.render("fr") == "reçu 3, attendu un nombre entier d’au plus dix chiffres"
    assert count("{number} fault", "{number} faults", 2).render("fr") == "2 fautes"
    # Unlike English, French has no plural for none.
    assert count("{number} fault", "{number} faults", 0).render("fr") == "0 faute"
    assert count("{number} fault", "{number} faults", 0).render("en") == "0 faults"
