"""Which of many known phrases stands at a place of a text? The longest, found by its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar

from titre.claims.prose.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from titre.claims.prose.tokens import Token

Meaning = TypeVar("Meaning")


class Match(NamedTuple, Generic[Meaning]):
    """A phrase found: what it means, and the tokens it takes."""

    meaning: Meaning
    start: int
    end: int


class Phrases(Generic[Meaning]):
    """Phrases and what each means. The time of a look-up grows with the longest phrase, not their number."""

    __slots__ = ("_by_first", "_by_last", "_exact", "_spelling")

    def __init__(self, phrases: Iterable[tuple[str, Meaning]], *, exact: bool = False) -> None:
        self._exact = exact
        # The place of the spelling in a token: as written, or folded.
        self._spelling: Literal[1, 2] = 1 if exact else 2
        self._by_first: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        self._by_last: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        for phrase, meaning in phrases:
            words = self._words(tokens_of(phrase))
            if not words:
                continue
            self._by_first.setdefault(words[0], []).append((words, meaning))
            self._by_last.setdefault(words[-1], []).append((words, meaning))
        for entries in (*self._by_first.values(), *self._by_last.values()):
            entries.sort(key=lambda entry: -len(entry[0]))

    def _words(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        return tuple(token.text if self._exact else token.word for token in tokens)

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
        for words, meaning in self._by_last.get(tokens[position - 1][self._spelling], ()):
            start = position - len(words)
            if start >= 0 and (len(words) == 1 or self._words(tokens[start:position]) == words):
                return Match(meaning, start, position)
        return None

    def meaning_of(self, word: str) -> Meaning | None:
        """Return what one word alone means."""
        for words, meaning in self._by_first.get(word, ()):
            if words == (word,):
                return meaning
        return None

    @property
    def first_words(self) -> frozenset[str]:
        """The words that any phrase begins with."""
        return frozenset(self._by_first)

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

    def __bool__(self) -> bool:
        return bool(self._by_first)
