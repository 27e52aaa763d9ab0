"""Which words tell what a performance is of and how it is counted? The lexicon of performances."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING

from titre.claims.prose.lexicons import LexiconFile
from titre.kernel.declarations import DeclarationFaulty

if TYPE_CHECKING:
    from titre.claims.prose.phrases import Phrases

_TABLES = {"since": "from"}
"""fields that a table of another name fills: the name is a word of Python"""


@dataclass(frozen=True, slots=True, eq=False)
class PerformanceLexicon:
    """The words of performances in one language; there is one, so that none is compared with another."""

    subject: Phrases[str]
    own: Phrases[str]
    of: Phrases[str]
    belongs: Phrases[str]
    relative: Phrases[str]
    statistic: Phrases[str]
    income: Phrases[str]
    currency: Phrases[str]
    since: Phrases[str]
    until: Phrases[str]
    on: Phrases[str]
    month_end: Phrases[str]
    year_start: Phrases[str]
    lengths: Phrases[str]
    hours: Phrases[str]
    rate: Phrases[str]
    part: Phrases[str]
    chained: Phrases[str]
    lost: Phrases[str]


@cache
def performance_lexicon(language: str) -> PerformanceLexicon:
    """Return the lexicon of performances of a language.

    Raises:
        LanguageUnknown: there is no grammar for it.
        DeclarationFaulty: the file does not hold what is needed.
    """
    file = LexiconFile.of_language("performance", language)
    names = [item.name for item in fields(PerformanceLexicon)]
    lexicon = PerformanceLexicon(**{name: file.phrases(_TABLES.get(name, name), str) for name in names})
    if file.findings:
        raise DeclarationFaulty(file.findings)
    return lexicon
