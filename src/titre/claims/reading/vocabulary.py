"""Which known names begin at a token? Names as the store folds them, the longest first."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from titre.claims.evidence import Evidence, NameSource
    from titre.claims.prose.tokens import Token

_ARTICLES = (("le",), ("la",), ("les",), ("the",))
WORDED = 3
"""words from which on a phrase in lower case may still name a company: "le géant des puces" """
SKIPPED = frozenset({"-", "."})
"""before a word of a name"""
AND = "&"
_UNITED_STATES = ("united", "states")
_MARKS = 8
"""hyphens and points in a row that a name may have: a rule of them is gone through once, not from each"""
_JOINED = 3
"""apostrophes that a word of a name may have; a row of them is none"""


class Vocabulary:
    """Names as the store folds them: punctuation gone, an apostrophe joining what it stood between."""

    def __init__(self, names: Mapping[str, tuple[str, ...]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for name, entities in names.items():
            words = tuple(name.split())
            if not words:
                continue
            self._learn(words, entities)
            for other in _otherwise(words):
                if " ".join(other) not in names:
                    self._learn(other, entities)
            # "du géant des puces" has lost the article of "le géant des puces".
            if words[:1] in _ARTICLES and len(words) >= WORDED:
                self._learn(words[1:], entities)
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    @classmethod
    def of(cls, evidence: Evidence, language: str) -> Vocabulary:
        """Return the names of a language, put in order once for all articles that the same names are for."""
        if evidence.names is None:
            return cls({})
        known = _KNOWN.setdefault(evidence.names, {})
        if language not in known:
            known[language] = cls(evidence.vocabulary(language))
        return known[language]

    def _learn(self, words: tuple[str, ...], entities: tuple[str, ...]) -> None:
        self._by_first.setdefault(words[0], []).append((words, entities))

    @property
    def first_words(self) -> Container[str]:
        """The words that any name begins with."""
        return self._by_first

    def at(self, tokens: Sequence[Token], position: int) -> tuple[tuple[str, ...], int] | None:
        """Return who the longest name at a token means, and the token after it."""
        token = tokens[position]
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        joined = following is not None and (
            following.text == "'" or (token.kind == "number" and following.start == token.end)
        )
        if token.kind != "mark" and not joined and token.word not in self._by_first:
            # Most words begin no name, and few numbers: they are passed by at once.
            return None
        longest: tuple[tuple[str, ...], int] | None = None
        # Many names begin alike: what follows is told once for all of them.
        ends: dict[int, dict[str, int]] = {}
        for first, end in _pieces(tokens, position):
            for words, entities in self._by_first.get(first, ()):
                last = end
                for word in words[1:]:
                    if last not in ends:
                        ends[last] = _ends(tokens, last)
                    last = ends[last].get(word, -1)
                    if last < 0:
                        break
                if last >= 0 and (longest is None or last > longest[1]):
                    longest = entities, last
        return longest


def _otherwise(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield how else a registered name is written: JP Morgan and JPMorgan for "J P MORGAN", US Steel."""
    if words[:2] == _UNITED_STATES and len(words) > len(_UNITED_STATES):
        yield ("us", *words[2:])
        yield ("u", "s", *words[2:])
    if words[-1] == "and" and len(words) > 1:
        # "J P MORGAN CHASE & CO" without its legal form.
        words = words[:-1]
        yield words
    initials = len(list(takewhile(_is_letter, words))) if _is_letter(words[0]) else 0
    if 1 < initials < len(words):
        joined = "".join(words[:initials])
        yield (joined, *words[initials:])
        yield (joined + words[initials], *words[initials + 1 :])


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def _ends(tokens: Sequence[Token], position: int) -> dict[str, int]:
    """Return the folded words that may begin at a token, and the token after each where it ends first."""
    ends: dict[str, int] = {}
    for piece, end in _pieces(tokens, position):
        ends.setdefault(piece, end)
    return ends


def _pieces(tokens: Sequence[Token], position: int) -> Iterator[tuple[str, int]]:
    """Yield the folded words that may begin at a token, and the token after each.

    Hyphens and points before it are skipped; what an apostrophe joins is one word (``l'iPhone``), but may
    also end before it (``Meta's``).
    """
    reach = position + _MARKS
    while 0 < position < min(len(tokens), reach) and tokens[position].text in SKIPPED:
        position += 1
    if position >= len(tokens):
        return
    word = "and" if tokens[position].text == AND else tokens[position].word
    yield word, position + 1
    following = position + 1
    glued = following < len(tokens) and tokens[following].start == tokens[position].end
    if glued and tokens[position].kind == "number" and tokens[following].kind == "word":
        # "3M" is one word of a name.
        position = following
        word += tokens[position].word
        yield word, position + 1
    longest = position + 2 * _JOINED
    while (
        position + 2 < min(len(tokens), longest + 1)
        and tokens[position + 1].text == "'"
        and tokens[position + 1].start == tokens[position].end
        and tokens[position + 2].kind == "word"
    ):
        position += 2
        word += tokens[position].word
        yield word, position + 1


_KNOWN: WeakKeyDictionary[NameSource, dict[str, Vocabulary]] = WeakKeyDictionary()
"""the vocabularies of each source of names, by language, as long as the source is there"""
