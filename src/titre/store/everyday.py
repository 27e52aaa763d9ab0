"""What does prose call a company of a longer registered name? "Ford", "Disney", "Walmart", "Costco".

The first word where it tells the company from all others of the store and is no common word; the words that
a name writes apart, joined; the family name after a given one.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from titre.kernel.declarations import DeclarationFaulty, read_declaration
from titre.kernel.findings import mismatch
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FILE = Path(__file__).with_suffix(".toml")
_SHORTEST = 4
"""letters of a word that may stand for a company alone"""
_PIECE = 5
"""letters of two words up to which prose writes them as one: "Wal Mart" """


@cache
def _words(table: str) -> frozenset[str]:
    """Return a list of the words beside this file.

    Raises:
        DeclarationFaulty: the file has no such list.
    """
    declaration = read_declaration(_FILE, name=f"titre/store/{_FILE.name}")
    words = declaration.data.get(table)
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise DeclarationFaulty([mismatch(declaration.place(table), words, say("a list of words"))])
    return frozenset(words)


def initials_of(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the capitals that prose uses as the name of a company, each with whose they are: "IBM".

    Args:
        names: each identifier with its folded name without its legal form. What fits several is nobody's.
    """
    found: dict[str, set[str]] = {}
    for entity, core in names:
        letters = "".join(word[0] for word in core.split())
        if letters in _words("initials"):
            found.setdefault(letters.upper(), set()).add(entity)
    return {letters: owners.pop() for letters, owners in found.items() if len(owners) == 1}


def everyday_names(names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield what prose calls companies besides their names, and whose it is.

    Args:
        names: each identifier with its folded name without its legal form.
    """
    given, common = _words("given"), _words("common")
    every = [(entity, core.split()) for entity, core in names if core]
    firsts = Counter(word for word, _ in {(words[0], entity) for entity, words in every})
    lasts = Counter(word for word, _ in {(words[-1], entity) for entity, words in every})
    for entity, words in every:
        if len(words) < 2:  # noqa: PLR2004 - what is one word already stands alone
            continue
        first, second = words[0], words[1]
        if first in given and lasts[second] == 1 and len(second) >= _SHORTEST and second not in common:
            yield second, entity
        elif firsts[first] == 1 and len(first) >= _SHORTEST and first not in common:
            yield first, entity
        if 1 < len(first) <= _PIECE >= len(second) > 1 and first not in common and second != "and":
            yield f"{first} {second}", entity
            yield f"{first}{second}", entity
