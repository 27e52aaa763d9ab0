"""What was found in a sentence, and how near is it to each of its quantities?

Near is measured in tokens; what stands behind the border of a clause is further away than its distance says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from titre.claims.prose.lexicons import language_words, quantity_lexicon
from titre.claims.reading.senses import first_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.prose.phrases import Match, Phrases
    from titre.claims.prose.tokens import Token
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.context import ContextLexicon
    from titre.claims.reading.mentions import Mention
    from titre.claims.reading.senses import Sense
    from titre.claims.reading.timing import When

CLOSE = 4
"""tokens between an amount and what it is of, where a preposition links them"""
ACROSS = 12
"""distance that the border of a clause adds"""
_CLAUSE = frozenset({";", "(", ")", "\N{EN DASH}", "mais", "but", "while", "tandis", "alors", "whereas"})
_NEAR_WORDS = 7


@dataclass(frozen=True)
class Scene:
    """A sentence with all that was found in it.

    What is asked for each of its quantities, and is the same for all, is kept: a line may have hundreds.
    """

    tokens: Sequence[Token]
    lexicon: ContextLexicon
    quantities: Sequence[Quantity]
    mentions: Sequence[Mention]
    senses: Sequence[Sense]
    times: Sequence[When]
    borders: list[int] = field(default_factory=list, compare=False)
    """between which tokens each quantity's own words stand, once ``clauses`` has told"""
    meant: dict[int, Sense | None] = field(default_factory=dict, compare=False)
    """what each quantity, named by its first token, is of, once ``whats`` has told"""
    own: dict[int, tuple[list[Sense], list[Sense]]] = field(default_factory=dict, compare=False)
    """the metrics named in each quantity's own words, by its first token, once ``whats`` has told"""
    runs: dict[int, list[Quantity]] = field(default_factory=dict, compare=False)
    """the amounts that each quantity stands among, by its first token, once ``clauses`` has told"""
    held: dict[When | None, list[tuple[When, int, int]]] = field(default_factory=dict, compare=False)
    """each period and for which tokens it holds, by the period spoken of before, once ``asides`` has told"""
    compared: dict[int, bool] = field(default_factory=dict, compare=False)
    """whether each quantity is only what another is compared with, by its first token, once asked for"""
    _order: dict[int, int] = field(default_factory=dict, compare=False)
    """which each quantity is, by its first token, once one has been asked for"""
    _places: dict[str, list[int]] = field(default_factory=dict, compare=False)
    """where each word of the sentence stands, once a table has been looked for"""
    _found: dict[int, list[Match[str]]] = field(default_factory=dict, compare=False)

    @cached_property
    def again(self) -> bool:
        """Whether the sentence begins with what stands for the subject of the one before."""
        return self.lexicon.subject.at(self.tokens, first_word(self.tokens)) is not None

    def beginning(self, quantity: Quantity) -> int:
        """Return the token at which a quantity begins, with the hedge before it."""
        hedges = quantity_lexicon(self.lexicon.language).hedges
        hedge = hedges.before(self.tokens, quantity.first)
        return quantity.first if hedge is None else hedge.start

    @cached_property
    def words(self) -> frozenset[str]:
        """The words, numbers and marks of the sentence, folded."""
        return frozenset(token.word for token in self.tokens)

    @cached_property
    def strangers(self) -> Sequence[int]:
        """The places of words in capitals that may be the name of a company that is not known."""
        told = [(one.start, one.end) for one in self.mentions] + [(one.start, one.end) for one in self.times]
        told += [(one.start, one.end) for one in self.senses]
        told += [(one.first, one.last) for one in self.quantities]
        known = {place for begin, last in told for place in range(begin, last)}
        return [
            place
            for place, token in enumerate(self.tokens)
            if token.kind == "word" and token.capitalised and len(token.text) > 1
            if place not in known and not (place == 0 and self._opens_plainly(token.word))
        ]

    def _opens_plainly(self, word: str) -> bool:
        """Return whether a word has its capital only because it opens the sentence."""
        small = word in language_words("words", self.lexicon.language)
        return small or bool(self.lexicon.plain_before.meaning_of(word))

    def all(self, phrases: Phrases[str]) -> list[Match[str]]:
        """Return the phrases of a table of folded words that the sentence has, looked for once."""
        key = id(phrases)
        if key not in self._found:
            if not self._places:
                for place, token in enumerate(self.tokens):
                    self._places.setdefault(token.word, []).append(place)
            found = phrases.among(self.tokens, self._places)
            if phrases is self.lexicon.change:
                # "Repurchases ate up 95 billion": the particle of a verb moves nothing.
                verbs = self.lexicon.no_change.among(self.tokens, self._places)
                found = [one for one in found if not any(verb.start < one.start < verb.end for verb in verbs)]
            self._found[key] = found
        return self._found[key]

    def place_of(self, quantity: Quantity) -> int:
        """Return which of the sentence's quantities one is, counted from 0."""
        if not self._order:
            for place, one in enumerate(self.quantities):
                self._order.setdefault(one.first, place)
        return self._order[quantity.first]

    def word_before(self, quantity: Quantity) -> str:
        """Return the word just before a quantity, or nothing where it opens the sentence."""
        return self.tokens[quantity.first - 1].word if quantity.first else ""

    def distance(self, quantity: Quantity, start: int, end: int) -> int:
        """Return how far a place is from a quantity; what stands before is nearer than what follows."""
        if end <= quantity.first:
            between, base = self.tokens[end : quantity.first], quantity.first - end
        elif start >= quantity.last:
            between, base = self.tokens[quantity.last : start], 2 * (start - quantity.last) + 2
        else:
            return 0
        borders = sum(token.word in _CLAUSE for token in between)
        return base + ACROSS * borders

    def near(self, phrases: Phrases[str], first: int, last: int, width: int = _NEAR_WORDS) -> str | None:
        """Return the meaning of the phrase nearest to a stretch, before it if it stands as near."""
        best = self.nearest(phrases, first, last, width)
        return None if best is None else best[1]

    def nearest(
        self,
        phrases: Phrases[str],
        first: int,
        last: int,
        width: int = _NEAR_WORDS,
        outside: Sequence[Sense] = (),
    ) -> tuple[int, str] | None:
        """Return how far the phrase nearest to a stretch stands, and its meaning; none in ``outside``."""
        best: tuple[int, str] | None = None
        for match in self.all(phrases):
            if match.start < first - width or match.end > last + width:
                continue
            if any(one.start < match.end and match.start < one.end for one in outside):
                continue
            distance = max(first - match.end, match.start - last, 0)
            if best is None or distance < best[0]:
                best = (distance, match.meaning)
        return best

    def _is_of_another(self, change: Match[str], quantity: Quantity) -> bool:
        """Return whether a word of change goes with another quantity: it and a metric stand between."""
        told = any(change.end <= one.first and one.last <= quantity.first for one in self.quantities)
        named = any(change.end <= one.start and one.end <= quantity.first for one in self.senses)
        return told and named

    def anywhere(self, phrases: Phrases[str]) -> list[str]:
        """Return the meanings of all phrases of the sentence."""
        return [match.meaning for match in self.all(phrases)]

    def change_near(self, quantity: Quantity) -> str | None:
        """Return the direction of the word of change that a percentage or amount goes with."""
        more = self.lexicon.more.at(self.tokens, quantity.last)
        if more is not None:
            return more.meaning
        changes = self.all(self.lexicon.change)
        before = [
            one
            for one in changes
            if quantity.first - _NEAR_WORDS <= one.start < one.end <= quantity.first
            and not self._is_of_another(one, quantity)
        ]
        after = [one for one in changes if quantity.last <= one.start <= quantity.last + 2]
        if after and after[0].start - quantity.last <= 1:
            return after[0].meaning
        return before[-1].meaning if before else None
