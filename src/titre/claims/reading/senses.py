"""Which metrics does a sentence name, and where? The catalogue's prose names and the lexicon's.

An article's own gloss in brackets after a metric takes its place: "bénéfice (au sens de l'EBITDA)".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from titre.claims.prose.phrases import Phrases
from titre.claims.reading.context import MetricSense

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.prose.tokens import Token
    from titre.claims.reading.context import ContextLexicon
    from titre.claims.reading.mentions import Mention
    from titre.metrics.catalogues import Catalogue

_REPURCHASES = "share_repurchases"
_AMOUNTS = {
    "gross_margin": "gross_profit",
    "operating_margin": "operating_income",
    "pretax_margin": "pretax_income",
    "net_margin": "net_income",
    "ebitda_margin": "ebitda",
}
"""what a margin is of that is stated in money: "a gross margin of $180.7 billion\""""
_GLOSS = 8
"""tokens that a gloss may have"""


@dataclass(frozen=True, slots=True)
class Sense:
    """A metric named at a place of a sentence."""

    meaning: MetricSense
    start: int
    end: int
    verb: bool = False

    @property
    def sure(self) -> bool:
        """Whether the word means one metric only."""
        return len(self.meaning.metrics) == 1


def in_money(meaning: MetricSense) -> MetricSense:
    """Return what a metric is where its amount is one of money."""
    return MetricSense(tuple(_AMOUNTS.get(metric, metric) for metric in meaning.metrics), meaning.sign)


@lru_cache(maxsize=4)
def _catalogue_phrases(catalogue: Catalogue, language: str) -> Phrases[MetricSense]:
    """Return the names that prose gives the metrics of a catalogue, made once for it."""
    prose = catalogue.by_prose(language)
    return Phrases((name, MetricSense(tuple(metrics))) for name, metrics in prose.items() if metrics)


class MetricWords:
    """Finds the metrics that sentences of one language name."""

    def __init__(self, lexicon: ContextLexicon, catalogue: Catalogue | None) -> None:
        self.lexicon = lexicon
        self._catalogue: Phrases[MetricSense] = (
            Phrases([]) if catalogue is None else _catalogue_phrases(catalogue, lexicon.language)
        )

    def in_sentence(self, tokens: Sequence[Token]) -> list[Sense]:
        """Return the metrics named, from left to right, each gloss in the place of what it glosses."""
        found: list[Sense] = []
        position = 0
        while position < len(tokens):
            sense = self._at(tokens, position)
            if sense is None:
                position += 1
                continue
            found.append(sense)
            position = sense.end
        return self._glossed(found, tokens)

    def with_anaphors(
        self, senses: list[Sense], tokens: Sequence[Token], mentions: Sequence[Mention], last: Sense | None
    ) -> list[Sense]:
        """Return the metrics with those that a pronoun stands for: "celui d'Alphabet", "that of Alphabet"."""
        found = self._sensible(senses, tokens)
        opening = self.lexicon.pronouns.at(tokens, _first_word(tokens))
        if not found and opening is not None and last is not None:
            found.append(Sense(last.meaning, opening.start, opening.end))
        starts = {mention.start for mention in mentions}
        for match in self.lexicon.anaphors.all(tokens):
            if match.end not in starts:
                continue
            before = [sense for sense in senses if sense.end <= match.start]
            meant = before[-1] if before else last
            if meant is not None:
                found.append(Sense(meant.meaning, match.start, match.end))
        return sorted(found, key=lambda one: one.start)

    def _sensible(self, senses: list[Sense], tokens: Sequence[Token]) -> list[Sense]:
        """Return the metrics without verbs that mean none here: "gains 5 %", "buys a rival"."""
        kept: list[Sense] = []
        for sense in senses:
            moves = self.lexicon.change.meaning_of(tokens[sense.start].word) is not None
            if (sense.verb or moves) and sense.end + 1 < len(tokens) and tokens[sense.end + 1].text == "%":
                continue
            needed = self.lexicon.needs.all(tokens)
            needing = sense.verb and sense.meaning.metrics[0] == _REPURCHASES
            if not needing or any(match.meaning == _REPURCHASES for match in needed):
                kept.append(sense)
        return kept

    def _at(self, tokens: Sequence[Token], position: int) -> Sense | None:
        best: Sense | None = None
        tables = (self.lexicon.losses, self.lexicon.metrics, self.lexicon.verbs, self._catalogue)
        for phrases in tables:
            match = phrases.at(tokens, position)
            # The lexicon's own senses stand before the catalogue's of the same length.
            if match is not None and (best is None or match.end > best.end):
                best = Sense(match.meaning, match.start, match.end, verb=phrases is self.lexicon.verbs)
        return best

    def _glossed(self, senses: list[Sense], tokens: Sequence[Token]) -> list[Sense]:
        kept: list[Sense] = []
        for sense in senses:
            last = kept[-1] if kept else None
            if last is not None and self._glosses(last, sense, tokens):
                sign = last.meaning.sign * sense.meaning.sign
                kept[-1] = Sense(MetricSense(sense.meaning.metrics, sign), last.start, sense.end)
            else:
                kept.append(sense)
        return kept

    def _glosses(self, word: Sense, gloss: Sense, tokens: Sequence[Token]) -> bool:
        between = tokens[word.end : gloss.start]
        if (
            gloss.meaning.sign < 0 < word.meaning.sign
            and gloss.end < len(tokens)
            and tokens[gloss.end].text == ")"
        ):
            # "Net income (loss)" is the name of a line, whichever sign it has.
            return False
        if not between or len(between) > _GLOSS:
            return False
        opened = between[0].text == "(" and not any(token.text == ")" for token in between)
        worded = self.lexicon.gloss.at(tokens, word.end) is not None
        return opened or worded


def _first_word(tokens: Sequence[Token]) -> int:
    return next((place for place, token in enumerate(tokens) if token.kind == "word"), 0)
