"""Which of many known phrases stands at a place of a text? The longest, found by its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar

from titre.claims.prose.tokens import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from titre.claims.prose.tokens import Token

Meaning = TypeVar("Meaning")


class Match(NamedTuple, Generic[Meaning]):
    """A phrase found: what it means, and the tokens it takes."""

    meaning: Meaning
    start: int
    end: int


class Phrases(Generic[Meaning]):
    """Phrases and what each means. The time of a look-up grows with the longest phrase, not their number."""

    __slots__ = ("_by_first", "_by_last", "_spelling", "first_words")

    first_words: frozenset[str]
    """the words that any phrase begins with"""

    def __init__(self, phrases: Iterable[tuple[str, Meaning]], *, exact: bool = False) -> None:
        # The place of the spelling in a token: as written, or folded.
        self._spelling: Literal[1, 2] = 1 if exact else 2
        self._by_first: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        # Few tables are asked what ends at a place: made when one is.
        self._by_last: dict[str, list[tuple[tuple[str, ...], Meaning]]] | None = None
        several = set()
        pairs = list(phrases)
        for words, (_, meaning) in zip(
            words_of([phrase for phrase, _ in pairs], exact=exact), pairs, strict=True
        ):
            if not words:
                continue
            entries = self._by_first.setdefault(words[0], [])
            if entries:
                several.add(words[0])
            entries.append((words, meaning))
        for word in several:
            self._by_first[word].sort(key=_longest_first)
        self.first_words = frozenset(self._by_first)

    def _words(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        spelling = self._spelling
        return tuple([token[spelling] for token in tokens])

    def at(self, tokens: Sequence[Token], position: int) -> Match[Meaning] | None:
        """Return the longest phrase that begins at a token."""
        # Asked many times a word: most words begin no phrase, and none costs more than one look-up.
        spelling = self._spelling
        try:
            entries = self._by_first.get(tokens[position][spelling])
        except IndexError:
            return None
        if entries is None:
            return None
        for words, meaning in entries:
            end = position + len(words)
            if len(words) == 1 or (
                end <= len(tokens)
                and tokens[position + 1][spelling] == words[1]
                and self._words(tokens[position:end]) == words
            ):
                return Match(meaning, position, end)
        return None

    def before(self, tokens: Sequence[Token], position: int) -> Match[Meaning] | None:
        """Return the longest phrase that ends just before a token."""
        if position <= 0:
            return None
        if self._by_last is None:
            self._by_last = self._sorted_by_last()
        for words, meaning in self._by_last.get(tokens[position - 1][self._spelling], ()):
            start = position - len(words)
            if start >= 0 and (len(words) == 1 or self._words(tokens[start:position]) == words):
                return Match(meaning, start, position)
        return None

    def _sorted_by_last(self) -> dict[str, list[tuple[tuple[str, ...], Meaning]]]:
        found: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        for entries in self._by_first.values():
            for entry in entries:
                found.setdefault(entry[0][-1], []).append(entry)
        for entries in found.values():
            entries.sort(key=_longest_first)
        return found

    def meaning_of(self, word: str) -> Meaning | None:
        """Return what one word alone means."""
        for words, meaning in self._by_first.get(word, ()):
            if words == (word,):
                return meaning
        return None

    def all(self, tokens: Sequence[Token], start: int = 0, end: int | None = None) -> list[Match[Meaning]]:
        """Return the phrases of a stretch from left to right, none inside another."""
        found: list[Match[Meaning]] = []
        end = len(tokens) if end is None else min(end, len(tokens))
        position, spelling = start, self._spelling
        while position < end:
            if tokens[position][spelling] in self._by_first:
                match = self.at(tokens, position)
                if match is not None and match.end <= end:
                    found.append(match)
                    position = match.end
                    continue
            position += 1
        return found

    def among(self, tokens: Sequence[Token], places: Mapping[str, Sequence[int]]) -> list[Match[Meaning]]:
        """Return the same of a whole sentence of which is known where each of its words stands."""
        if self.first_words.isdisjoint(places):
            return []
        found: list[Match[Meaning]] = []
        past = 0
        here = [place for word in self.first_words.intersection(places) for place in places[word]]
        for position in sorted(here):
            match = self.at(tokens, position) if position >= past else None
            if match is not None:
                found.append(match)
                past = match.end
        return found

    def __bool__(self) -> bool:
        return bool(self._by_first)


def _longest_first(entry: tuple[tuple[str, ...], object]) -> int:
    return -len(entry[0])
