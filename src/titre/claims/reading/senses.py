"""Which metrics does a sentence name, and where? The catalogue's prose names and the lexicon's.

An article's own gloss in brackets after a metric takes its place: "bénéfice (au sens de l'EBITDA)".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from titre.claims.prose.phrases import Phrases
from titre.claims.reading.context import MetricSense

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.prose.phrases import Match
    from titre.claims.prose.tokens import Token
    from titre.claims.reading.context import ContextLexicon
    from titre.metrics.catalogues import Catalogue

_AMOUNTS = {
    "gross_margin": "gross_profit",
    "operating_margin": "operating_income",
    "pretax_margin": "pretax_income",
    "net_margin": "net_income",
    "ebitda_margin": "ebitda",
    "revenue_growth": "revenue",
    "research_intensity": "research_and_development",
    "capital_intensity": "capital_expenditure",
}
"""what a margin is of that is stated in money: "a gross margin of $180.7 billion\""""
FOR_A_SHARE = {"net_income": "diluted_eps", "dividends_paid": "dividends_per_share"}
"""what a metric is for one share"""
PER_SHARE = frozenset({"diluted_eps", "basic_eps", "dividends_per_share", "share_price"})
"""metrics that no scale above a table or a list is meant for"""
_PARTLY = frozenset({"revenue", "operating_cash_flow", "capital_expenditure"})
"""what a verb may name in part only: goods sold are without the services, cash made may be the free one"""
_NEEDED = 10
"""tokens behind a verb in which what it needs may stand"""
_PROFITS = frozenset({"net_income", "operating_income", "pretax_income"})
_BEFORE = 6
"""the same, before one in the passive"""
_LETTERED = 3
"""tokens behind a metric in capitals in which its percentage begins"""
_GLOSS = 8
"""tokens that a gloss may have"""


@dataclass(frozen=True, slots=True)
class Sense:
    """A metric named at a place of a sentence."""

    meaning: MetricSense
    start: int
    end: int
    verb: bool = False
    needs: bool = False
    """whether it is a verb that means this only with certain words behind it"""
    loose: bool = False
    """whether it is a verb that may tell of something else too: to make, to invest, to take in"""
    carried: bool = False
    """whether it was named by a sentence before"""


def in_money(meaning: MetricSense) -> MetricSense:
    """Return what a metric is where its amount is one of money."""
    return MetricSense(tuple(_AMOUNTS.get(metric, metric) for metric in meaning.metrics), meaning.sign)


@lru_cache(maxsize=4)
def _catalogue_phrases(catalogue: Catalogue, language: str) -> Phrases[MetricSense]:
    """Return the names that prose gives the metrics of a catalogue, made once for it."""
    prose = catalogue.by_prose(language)
    return Phrases((name, MetricSense(tuple(metrics))) for name, metrics in prose.items() if metrics)


@lru_cache(maxsize=4)
def _tables_by_word(
    lexicon: ContextLexicon, catalogue: Phrases[MetricSense]
) -> dict[str, list[Phrases[MetricSense]]]:
    """Return the tables that have phrases of metrics beginning with a word, in the order of their weight."""
    found: dict[str, list[Phrases[MetricSense]]] = {}
    named = (lexicon.losses, lexicon.metrics, lexicon.verbs, lexicon.loose_verbs, lexicon.needing)
    for table in (*named, catalogue):
        for word in table.first_words:
            found.setdefault(word, []).append(table)
    return found


class MetricWords:
    """Finds the metrics that sentences of one language name."""

    def __init__(self, lexicon: ContextLexicon, catalogue: Catalogue | None) -> None:
        self.lexicon = lexicon
        self._catalogue: Phrases[MetricSense] = (
            Phrases([]) if catalogue is None else _catalogue_phrases(catalogue, lexicon.language)
        )
        # Most words begin no metric, and few of those that do stand in several tables.
        self._begun = _tables_by_word(lexicon, self._catalogue)
        self._starters = frozenset(self._begun).union(
            lexicon.no_metric.first_words, lexicon.in_letters.first_words
        )

    def in_sentence(self, tokens: Sequence[Token]) -> list[Sense]:
        """Return the metrics named, from left to right, each gloss in the place of what it glosses."""
        found: list[Sense] = []
        past, starters = 0, self._starters
        for position in [place for place, token in enumerate(tokens) if token.word in starters]:
            if position < past:
                continue
            sense = self._at(tokens, position)
            none = self.lexicon.no_metric.at(tokens, position)
            if none is not None and (sense is None or none.end > sense.end):
                past = none.end
            elif sense is not None:
                found.append(sense)
                past = sense.end
        return self._glossed(found, tokens)

    def meant_by_words(self, tokens: Sequence[Token]) -> tuple[list[Sense], list[Sense]]:
        """Return the metrics named, and those of them that are meant as such, each profit told apart."""
        senses = self._told_apart(self.in_sentence(tokens), tokens)
        return senses, self._sensible(senses, tokens)

    def _told_apart(self, senses: list[Sense], tokens: Sequence[Token]) -> list[Sense]:
        """Return the metrics with the profit that words beside them tell: "earned 68 billion before tax"."""
        for match in self.lexicon.profits.all(tokens):
            profits = [
                one
                for one in senses
                if one.meaning.metrics[0] in _PROFITS and (one.verb or len(one.meaning.metrics) > 1)
            ]
            if not profits:
                continue
            nearest = min(profits, key=lambda one: max(match.start - one.end, one.start - match.end))
            told = replace(nearest, meaning=MetricSense(match.meaning.metrics, nearest.meaning.sign))
            senses = [told if one is nearest else one for one in senses]
        return senses

    def _sensible(self, senses: list[Sense], tokens: Sequence[Token]) -> list[Sense]:
        """Return the metrics without verbs that mean none here: "gains 5 %", "buys a rival"."""
        kept: list[Sense] = []
        needed: list[Match[str]] = []
        for sense in senses:
            moves = self.lexicon.change.meaning_of(tokens[sense.start].word) is not None
            percent = sense.end + 1 < len(tokens) and tokens[sense.end + 1].text == "%"
            # "Sold 6 % more" tells of sales, "gains 5 %" of nothing.
            if (sense.verb or moves) and percent and not self.lexicon.more.at(tokens, sense.end + 2):
                continue
            if sense.verb and self.lexicon.determiners.before(tokens, sense.start) is not None:
                # "La facture s'élève à": a bill, not what is billed.
                continue
            there = self._needed(sense, tokens, senses) if sense.needs else []
            if there or not sense.needs:
                kept.append(sense)
                needed.extend(there)
        # "Generated 37 billion of cash": what a verb needs is no metric of its own.
        return [
            one
            for one in kept
            if one.needs or not any(need.start <= one.start and one.end <= need.end for need in needed)
        ]

    def _needed(self, sense: Sense, tokens: Sequence[Token], senses: Sequence[Sense]) -> list[Match[str]]:
        """Return what a verb needs and has by it: "buys back … of its shares", not "of its share count"."""
        start, end = max(0, sense.start - _BEFORE), min(len(tokens), sense.end + _NEEDED)
        return [
            match
            for match in self.lexicon.needs.all(tokens, start, end)
            if match.meaning == sense.meaning.metrics[0]
            and not any(one.start < match.end < one.end for one in senses)
        ]

    def _at(self, tokens: Sequence[Token], position: int) -> Sense | None:
        best: Sense | None = None
        lexicon = self.lexicon
        for phrases in self._begun.get(tokens[position].word, ()):
            match = phrases.at(tokens, position)
            if match is not None and best is not None and match.end == best.end:
                best = _also(best, match.meaning, of_catalogue=phrases is self._catalogue)
            elif match is not None and (best is None or match.end > best.end):
                best = Sense(
                    match.meaning,
                    match.start,
                    match.end,
                    verb=phrases in (lexicon.verbs, lexicon.loose_verbs, lexicon.needing),
                    loose=phrases is lexicon.loose_verbs
                    or (phrases is lexicon.needing and match.meaning.metrics[0] in _PARTLY),
                    needs=phrases is lexicon.needing,
                )
        if best is None and (letters := in_letters(lexicon, tokens, position)) is not None:
            return Sense(letters.meaning, letters.start, letters.end)
        return best

    def _glossed(self, senses: list[Sense], tokens: Sequence[Token]) -> list[Sense]:
        kept: list[Sense] = []
        for sense in senses:
            last = kept[-1] if kept else None
            if last is not None and self._glosses(last, sense, tokens):
                sign = last.meaning.sign * sense.meaning.sign
                closed = tokens[sense.end : sense.end + 1]
                end = sense.end + (bool(closed) and closed[0].text == ")")
                kept[-1] = Sense(MetricSense(sense.meaning.metrics, sign), last.start, end)
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


def _also(sense: Sense, meaning: MetricSense, *, of_catalogue: bool) -> Sense:
    """Return a noun with what the catalogue too calls so: it may be meant, after the lexicon's own."""
    own = sense.meaning
    if not of_catalogue or sense.verb or own.sign != meaning.sign:
        return sense
    metrics = tuple(dict.fromkeys((*own.metrics, *meaning.metrics)))
    return replace(sense, meaning=MetricSense(metrics, own.sign))


def in_letters(lexicon: ContextLexicon, tokens: Sequence[Token], position: int) -> Match[MetricSense] | None:
    """Return the metric that capitals right before a percentage stand for: "GM 60.5%", "GM: 60.5%"."""
    match = lexicon.in_letters.at(tokens, position)
    if match is None or not tokens[position].text.isupper():
        return None
    end = min(match.end + _LETTERED, len(tokens))
    number = next((at for at in range(match.end, end) if tokens[at].kind == "number"), end)
    percent = number + 1 < len(tokens) and tokens[number + 1].text == "%"
    return match if percent else None


def first_word(tokens: Sequence[Token]) -> int:
    """Return the place of the first word of a sentence."""
    if tokens and tokens[0].kind == "word":
        return 0
    return next((place for place, token in enumerate(tokens) if token.kind == "word"), 0)
