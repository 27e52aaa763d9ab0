"""Which of many known phrases stands at a place of a text? The longest, found by its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeAlias, TypeVar

from titre.claims.prose.tokens import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from titre.claims.prose.tokens import Token

Meaning = TypeVar("Meaning")
_FOUND = 2
"""words of a longer phrase that have been compared once its entries are found"""
_COMPARED = 3
"""words that have been compared once the next one fits: most phrases have no more"""
_Entry: TypeAlias = tuple[tuple[str, ...], Meaning]
"""a phrase in words, and what it means"""


class Match(NamedTuple, Generic[Meaning]):
    """A phrase found: what it means, and the tokens it takes."""

    meaning: Meaning
    start: int
    end: int


class Phrases(Generic[Meaning]):
    """Phrases and what each means. The time of a look-up grows with the longest phrase, not their number."""

    __slots__ = ("_alone", "_by_last", "_longer", "_spelling", "first_words")

    first_words: frozenset[str]
    """the words that any phrase begins with"""

    def __init__(self, phrases: Iterable[tuple[str, Meaning]], *, exact: bool = False) -> None:
        # The place of the spelling in a token: as written, or folded.
        self._spelling: Literal[1, 2] = 1 if exact else 2
        self._alone: dict[str, Meaning] = {}
        # By the first word and the second: hundreds begin with "de" or "the", few go on alike.
        self._longer: dict[str, dict[str, list[_Entry[Meaning]]]] = {}
        # Few tables are asked what ends at a place: made when one is.
        self._by_last: dict[str, dict[str, list[_Entry[Meaning]]]] | None = None
        pairs = list(phrases)
        in_words = words_of([phrase for phrase, _ in pairs], exact=exact)
        for words, (_, meaning) in zip(in_words, pairs, strict=True):
            if len(words) > 1:
                entries = self._longer.setdefault(words[0], {}).setdefault(words[1], [])
                entries.append((words, meaning))
                if len(entries) > 1:
                    entries.sort(key=_longest_first)
            elif words:
                self._alone.setdefault(words[0], meaning)
        self.first_words = frozenset(self._alone).union(self._longer)

    def _words(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        spelling = self._spelling
        return tuple([token[spelling] for token in tokens])

    def at(self, tokens: Sequence[Token], position: int) -> Match[Meaning] | None:
        """Return the longest phrase that begins at a token."""
        # Asked many times a word: most words begin no phrase, and none costs more than one look-up.
        spelling = self._spelling
        try:
            word = tokens[position][spelling]
        except IndexError:
            return None
        if word not in self.first_words:
            return None
        longer = self._longer.get(word)
        if longer is not None and position + 1 < len(tokens):
            entries = longer.get(tokens[position + 1][spelling])
            third = tokens[position + _FOUND][spelling] if entries and position + _FOUND < len(tokens) else ""
            for words, meaning in entries or ():
                size = len(words)
                end = position + size
                if size == _FOUND or (
                    words[_FOUND] == third
                    and (size == _COMPARED or self._words(tokens[position:end]) == words)
                ):
                    return Match(meaning, position, end)
        return Match(self._alone[word], position, position + 1) if word in self._alone else None

    def before(self, tokens: Sequence[Token], position: int) -> Match[Meaning] | None:
        """Return the longest phrase that ends just before a token."""
        if position <= 0:
            return None
        if self._by_last is None:
            self._by_last = self._sorted_by_last()
        last = tokens[position - 1][self._spelling]
        longer = self._by_last.get(last) if position >= _FOUND else None
        if longer is not None:
            for words, meaning in longer.get(tokens[position - _FOUND][self._spelling], ()):
                size = len(words)
                start = position - size
                if start >= 0 and (size == _FOUND or self._words(tokens[start:position]) == words):
                    return Match(meaning, start, position)
        return Match(self._alone[last], position - 1, position) if last in self._alone else None

    def _sorted_by_last(self) -> dict[str, dict[str, list[_Entry[Meaning]]]]:
        """Return the phrases of several words by the last one, and by the one before that."""
        found: dict[str, dict[str, list[_Entry[Meaning]]]] = {}
        for by_second in self._longer.values():
            for entries in by_second.values():
                for entry in entries:
                    words = entry[0]
                    found.setdefault(words[-1], {}).setdefault(words[-_FOUND], []).append(entry)
        for by_last in found.values():
            for entries in by_last.values():
                entries.sort(key=_longest_first)
        return found

    def meaning_of(self, word: str) -> Meaning | None:
        """Return what one word alone means."""
        return self._alone.get(word)

    def all(self, tokens: Sequence[Token], start: int = 0, end: int | None = None) -> list[Match[Meaning]]:
        """Return the phrases of a stretch from left to right, none inside another."""
        found: list[Match[Meaning]] = []
        end = len(tokens) if end is None else min(end, len(tokens))
        position, spelling = start, self._spelling
        while position < end:
            if tokens[position][spelling] in self.first_words:
                match = self.at(tokens, position)
                if match is not None and match.end <= end:
                    found.append(match)
                    position = match.end
                    continue
            position += 1
        return found

    def among(self, tokens: Sequence[Token], places: Mapping[str, Sequence[int]]) -> list[Match[Meaning]]:
        """Return the same of a whole sentence of which is known where each of its words stands."""
        words = self.first_words.intersection(places)
        if not words:
            return []
        found: list[Match[Meaning]] = []
        past = 0
        here = [place for word in words for place in places[word]]
        for position in sorted(here):
            match = self.at(tokens, position) if position >= past else None
            if match is not None:
                found.append(match)
                past = match.end
        return found

    def __bool__(self) -> bool:
        return bool(self.first_words)


def _longest_first(entry: tuple[tuple[str, ...], object]) -> int:
    return -len(entry[0])
