"""What do the lexicons hold, and is it what the grammars need?

Lexicons are TOML beside this file. Each is checked when it is loaded: all its faults are told at once,
with file and line. A table maps a meaning to the phrases that carry it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from titre.claims.errors import LanguageUnknown
from titre.claims.prose.inflection import forms_of, is_verb
from titre.claims.prose.phrases import Phrases
from titre.kernel.declarations import DeclarationFaulty, read_declaration
from titre.kernel.findings import Finding, mismatch
from titre.kernel.messages import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from titre.kernel.declarations import Declaration

FOLDER = Path(__file__).parent / "lexicon"
Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True, eq=False)
class QuantityLexicon:
    """The words of quantities in one language; there is one, so that none is compared with another."""

    language: str
    decimal: str
    """``.`` or ``,``: what parts the decimals from the rest"""
    scales: Phrases[int]
    marks: Phrases[int]
    orders: Phrases[int]
    numbers: Phrases[int]
    joints: Phrases[str]
    halves: Phrases[Decimal]
    fractions: Phrases[Fraction]
    articles: Phrases[int]
    of: Phrases[str]
    symbols: Phrases[str]
    currencies: Phrases[str]
    cents: Phrases[str]
    percent: Phrases[str]
    per_share: Phrases[str]
    things: Phrases[str]
    crowds: Phrases[str]
    times: Phrases[str]
    times_of: Phrases[str]
    occasions: Phrases[str]
    more: Phrases[str]
    multiplied: Phrases[str]
    multiplying: Phrases[str]
    multiples: Phrases[Decimal]
    range: Phrases[str]
    minus: Phrases[str]
    inheriting: Phrases[str]
    inherited: Phrases[str]
    going_on: Phrases[str]
    of_each: Phrases[str]
    hedges: Phrases[str]
    money: Phrases[str]
    whole: Phrases[str]
    no_share: Phrases[str]
    movement: Phrases[str]
    rates: Phrases[str]
    comparing: Phrases[str]
    function_words: Phrases[str]
    skipped: Phrases[str]
    trailing: Phrases[str]


class LexiconFile:
    """One TOML file being checked: gives its tables as phrases and gathers what is wrong with them."""

    def __init__(self, declaration: Declaration, language: str = "") -> None:
        self.findings: list[Finding] = []
        self.language = language
        self._declaration = declaration

    @classmethod
    def of(cls, name: str) -> LexiconFile:
        """Return a file of the package."""
        return cls(read_declaration(FOLDER / name, name=name), name.removesuffix(".toml").rpartition(".")[2])

    @classmethod
    def of_language(cls, kind: str, language: str) -> LexiconFile:
        """Return the file of a kind for a language.

        Raises:
            LanguageUnknown: there is no grammar for it.
        """
        if language not in LANGUAGES:
            raise LanguageUnknown(language)
        return cls.of(f"{kind}.{language}.toml")

    def word(self, key: str, allowed: frozenset[str]) -> str:
        """Return a setting that is one of a few words."""
        value = self._declaration.data.get(key)
        if isinstance(value, str) and value in allowed:
            return value
        expected = say("one of {allowed}", allowed=" ".join(sorted(allowed)))
        self.findings.append(mismatch(self._declaration.place(key), value, expected))
        return min(allowed)

    def phrases(
        self, table: str, meaning: Callable[[str], Meaning], *, exact: bool = False
    ) -> Phrases[Meaning]:
        """Return the phrases of a table; ``meaning`` reads a key and raises ValueError where it cannot."""
        entries = self._declaration.data.get(table)
        if not isinstance(entries, dict):
            expected = say("a table of meanings and their phrases")
            self.findings.append(mismatch(self._declaration.place(table), entries, expected))
            return Phrases([])
        pairs: list[tuple[str, Meaning]] = []
        seen: dict[str, str] = {}
        for key, phrases in entries.items():
            try:
                meant = meaning(key)
            except (ValueError, InvalidOperation, ZeroDivisionError):
                place = self._declaration.place(table, key)
                self.findings.append(mismatch(place, key, say("a meaning that the grammar knows")))
                continue
            if not isinstance(phrases, list) or not all(isinstance(one, str) and one for one in phrases):
                place = self._declaration.place(table, key)
                self.findings.append(mismatch(place, phrases, say("a list of phrases")))
                continue
            for phrase, verbal in self._forms(table, key, phrases):
                if verbal and seen.get(phrase) == key:
                    # Two verbs, or a verb and a noun, may share a form.
                    continue
                if phrase in seen:
                    twice = say(
                        "{phrase} is written twice, also under {key}", phrase=phrase, key=seen[phrase]
                    )
                    self.findings.append(Finding(self._declaration.place(table, key), twice))
                seen[phrase] = key
                pairs.append((phrase, meant))
        return Phrases(pairs, exact=exact)

    def _forms(self, table: str, key: str, phrases: list[str]) -> list[tuple[str, bool]]:
        """Return the phrases and whether each is a form of a verb; what is written in full comes first."""
        found: list[tuple[str, bool]] = []
        for phrase in sorted(phrases, key=is_verb):
            if not is_verb(phrase):
                found.append((phrase, False))
                continue
            try:
                found += [(form, True) for form in forms_of(phrase, self.language)]
            except ValueError:
                place = self._declaration.place(table, key)
                self.findings.append(mismatch(place, phrase, say("a verb whose forms the rules know")))
        return found


@cache
def language_words(table: str, key: str) -> frozenset[str]:
    """Return a list of single words from the lexicon of languages.

    Raises:
        DeclarationFaulty: the file has no such list.
    """
    declaration = read_declaration(FOLDER / "languages.toml", name="languages.toml")
    words = declaration.data.get(table, {}).get(key)
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        place = declaration.place(table, key)
        raise DeclarationFaulty([mismatch(place, words, say("a list of words"))])
    return frozenset(words)


@cache
def country_names() -> Mapping[str, tuple[str, ...]]:
    """Return what each language calls countries, by the code of ISO 3166.

    Raises:
        DeclarationFaulty: the file does not hold lists of names.
    """
    declaration = read_declaration(FOLDER / "countries.toml", name="countries.toml")
    found: dict[str, tuple[str, ...]] = {}
    for code, names in declaration.data.get("countries", {}).items():
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            place = declaration.place("countries", code)
            raise DeclarationFaulty([mismatch(place, names, say("a list of words"))])
        found[code] = tuple(names)
    return found


@cache
def quantity_lexicon(language: str) -> QuantityLexicon:
    """Return the quantity lexicon of a language.

    Raises:
        LanguageUnknown: there is no grammar for it.
        DeclarationFaulty: the file does not hold what is needed.
    """
    words = LexiconFile.of_language("quantities", language)
    symbols = LexiconFile.of("symbols.toml")
    lexicon = read_quantities(language, words, symbols)
    if faults := words.findings + symbols.findings:
        raise DeclarationFaulty(faults)
    return lexicon


def read_quantities(language: str, words: LexiconFile, symbols: LexiconFile) -> QuantityLexicon:
    """Return the lexicon of two files; what is faulty is in their findings."""
    return QuantityLexicon(
        language=language,
        decimal=words.word("decimal", frozenset(".,")),
        scales=words.phrases("scales", int),
        marks=words.phrases("marks", int, exact=True),
        orders=words.phrases("orders", int),
        numbers=words.phrases("numbers", int),
        joints=words.phrases("joints", str),
        halves=words.phrases("halves", Decimal),
        fractions=words.phrases("fractions", Fraction),
        articles=words.phrases("articles", int),
        of=words.phrases("of", str),
        symbols=symbols.phrases("symbols", _currency, exact=True),
        currencies=words.phrases("currencies", _currency),
        cents=words.phrases("cents", _currency),
        percent=words.phrases("percent", str),
        per_share=words.phrases("per_share", str),
        things=words.phrases("things", str),
        crowds=words.phrases("crowds", str),
        times=words.phrases("times", str),
        times_of=words.phrases("times_of", str),
        occasions=words.phrases("occasions", str),
        more=words.phrases("more", str),
        multiplied=words.phrases("multiplied", str),
        multiplying=words.phrases("multiplying", str),
        multiples=words.phrases("multiples", Decimal),
        range=words.phrases("range", str),
        minus=words.phrases("minus", str),
        inheriting=words.phrases("inheriting", str),
        inherited=words.phrases("inherited", str),
        going_on=words.phrases("going_on", str),
        of_each=words.phrases("of_each", str),
        hedges=words.phrases("hedges", str),
        money=words.phrases("money", str),
        whole=words.phrases("whole", str),
        no_share=words.phrases("no_share", str),
        movement=words.phrases("movement", str),
        rates=words.phrases("rates", str),
        comparing=words.phrases("comparing", str),
        function_words=words.phrases("function_words", str),
        skipped=words.phrases("skipped", str),
        trailing=words.phrases("trailing", str),
    )


def _currency(key: str) -> str:
    if not re.fullmatch("[A-Z]{3}", key):
        raise ValueError(key)
    return key
