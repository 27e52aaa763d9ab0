"""Which language does the command line speak? Decided once, before any help text is made."""

from __future__ import annotations

import gettext
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from titre.kernel.messages import LANGUAGES, known_language, language_of, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OPTION = "--lang"
_LOCALE_FOLDER = Path(__file__).parent.parent / "locale"
_in_force = [LANGUAGES[0]]


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language asked for: by ``--lang``, else ``TITRE_LANG``, else the machine's locale."""
    for position, argument in enumerate(arguments):
        if argument == OPTION and position + 1 < len(arguments):
            return known_language(arguments[position + 1])
        if argument.startswith(f"{OPTION}="):
            return known_language(argument.removeprefix(f"{OPTION}="))
    return language_of(environment)


def speak(language: str) -> None:
    """Put a language in force, for Titre's words and for click's own, which come from the same catalogue."""
    _in_force[0] = language
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("titre", _LOCALE_FOLDER)
    gettext.textdomain("titre")


def language() -> str:
    """Return the language in force."""
    return _in_force[0]


def asked_for() -> str | None:
    """Return the language that was asked for by ``--lang`` or ``TITRE_LANG``; None where the machine told."""
    context = click.get_current_context(silent=True)
    source = None if context is None else context.find_root().get_parameter_source(OPTION.lstrip("-"))
    asked = source is ParameterSource.COMMANDLINE or bool(os.environ.get("TITRE_LANG"))
    return language() if asked else None


def tell(template: str, /, **arguments: object) -> str:
    """Return a sentence in the language in force; collected for translation by this function's name."""
    return say(template, **arguments).render(language())
