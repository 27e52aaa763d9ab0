"""How does Titre say a sentence in the reader's language?

A sentence is kept as a template and its arguments, and is put into words only where a person reads it.
Rooms therefore never ask which language is in force; translations live in ``titre/locale``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from gettext import NullTranslations

LANGUAGES = ("en", "fr")
"""The languages that Titre reads and writes; the first is the one templates are written in."""

_LOCALE_FOLDER = Path(__file__).parent.parent / "locale"


@runtime_checkable
class Renderable(Protocol):
    """What can be put into words in either language: a message, a finding."""

    def render(self, language: str = "en") -> str:
        """Return the words in a language."""
        ...


@dataclass(frozen=True, slots=True)
class Lines:
    """Several things, each on a line of its own, or with another sign between."""

    items: Sequence[Renderable]
    between: str = "\n"

    def render(self, language: str = "en") -> str:
        """Return the lines in a language."""
        return self.between.join(item.render(language) for item in self.items)

    def __str__(self) -> str:
        return self.render()


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence: an English template with ``{named}`` fields, and what fills them.

    An argument that can be rendered itself, as another message, is rendered in the same language.
    """

    template: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    plural: str = ""
    """the template for any number but one, which is then the argument ``number``; none where empty"""

    def render(self, language: str = "en") -> str:
        """Return the sentence in a language of ``LANGUAGES``; an unknown language reads as English."""
        filled = {
            name: value.render(language) if isinstance(value, Renderable) else value
            for name, value in self.arguments.items()
        }
        return self._translated(language).format_map(filled)

    def _translated(self, language: str) -> str:
        number = self.arguments.get("number")
        translations = _translations(language)
        if not self.plural or not isinstance(number, int):
            return translations.gettext(self.template)
        return translations.ngettext(self.template, self.plural, number)

    def __str__(self) -> str:
        return self.render()


def say(template: str, /, **arguments: object) -> Message:
    """Return the message of a template; templates are collected for translation by this function's name."""
    return Message(template, arguments)


def count(one: str, many: str, /, number: int, **arguments: object) -> Message:
    """Return the message of a number of things: ``count("{number} fact", "{number} facts", 3)``."""
    return Message(one, {"number": number, **arguments}, many)


def language_of(environment: Mapping[str, str]) -> str:
    """Return the language that an environment asks for: by ``TITRE_LANG``, else the machine's locale."""
    named = ("TITRE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    return known_language(next((environment[name] for name in named if environment.get(name)), ""))


def known_language(text: str) -> str:
    """Return the language that a code or a locale names, English where Titre does not speak it."""
    code = text.lower().replace("-", "_").partition("_")[0].partition(".")[0]
    return code if code in LANGUAGES else LANGUAGES[0]


@cache
def _translations(language: str) -> NullTranslations:
    import gettext

    if language == LANGUAGES[0] or language not in LANGUAGES:
        return gettext.NullTranslations()
    return gettext.translation("titre", _LOCALE_FOLDER, [language], fallback=True)
