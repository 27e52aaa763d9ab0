"""Which metrics does a sentence name, and where? The catalogue's prose names and the lexicon's.

An article's own gloss in brackets after a metric takes its place: "bénéfice (au sens de l'EBITDA)".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from titre.claims.prose.phrases import Phrases
from titre.claims.quantities.scales import AMOUNT
from titre.claims.reading.context import MetricSense
from titre.claims.reading.small_words import LINKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.prose.phrases import Match
    from titre.claims.prose.tokens import Token
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.context import ContextLexicon
    from titre.claims.reading.mentions import Mention
    from titre.claims.reading.timing import When
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
_BEFORE_WHAT_IS_LEFT = frozenset({"operating_cash_flow", "capital_expenditure", "free_cash_flow"})
_PARTLY = frozenset({"revenue", "operating_cash_flow", "capital_expenditure"})
"""what a verb may name in part only: goods sold are without the services, cash made may be the free one"""
_NEEDED = 10
"""tokens behind a verb in which what it needs may stand"""
_PROFITS = frozenset({"net_income", "operating_income", "pretax_income"})
_BEFORE = 6
"""the same, before one in the passive"""
_PRONOUNS = frozenset({"it", "they", "il", "elle", "ils", "elles"})
_SUBJECT = 5
"""tokens before the metric that a sentence is about"""
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


class MetricWords:
    """Finds the metrics that sentences of one language name."""

    def __init__(self, lexicon: ContextLexicon, catalogue: Catalogue | None) -> None:
        self.lexicon = lexicon
        self._catalogue: Phrases[MetricSense] = (
            Phrases([]) if catalogue is None else _catalogue_phrases(catalogue, lexicon.language)
        )
        self._tables = (
            lexicon.losses,
            lexicon.metrics,
            lexicon.verbs,
            lexicon.loose_verbs,
            lexicon.needing,
            self._catalogue,
        )
        # Most words begin no metric: they are passed by at once.
        self._starters = frozenset(lexicon.no_metric.first_words).union(
            *(table.first_words for table in self._tables)
        )

    def in_sentence(self, tokens: Sequence[Token]) -> list[Sense]:
        """Return the metrics named, from left to right, each gloss in the place of what it glosses."""
        found: list[Sense] = []
        position = 0
        while position < len(tokens):
            if tokens[position].word not in self._starters:
                position += 1
                continue
            sense = self._at(tokens, position)
            none = self.lexicon.no_metric.at(tokens, position)
            if none is not None and (sense is None or none.end > sense.end):
                position = none.end
                continue
            if sense is None:
                position += 1
                continue
            found.append(sense)
            position = sense.end
        return self._glossed(found, tokens)

    def in_scene(
        self,
        tokens: Sequence[Token],
        mentions: Sequence[Mention],
        quantities: Sequence[Quantity],
        times: Sequence[When],
        last: Sense | None,
        *,
        alone: bool = False,
    ) -> list[Sense]:
        """Return the metrics of a sentence, with what it means without naming it.

        A pronoun stands for a metric: "celui d'Alphabet", "that of Alphabet". What says nothing but who,
        when and how much is of the metric named ``last``: "Nvidia: $33.7bn in fiscal 2025". Where the
        sentence before named that metric ``alone``, this one is of it: "Les impôts ? 9,3 milliards".
        """
        senses = self.in_sentence(tokens)
        senses = self._told_apart(senses, tokens)
        found = self._sensible(senses, tokens)
        opening = self.lexicon.pronouns.at(tokens, first_word(tokens))
        if not found and opening is not None and last is not None:
            found.append(Sense(last.meaning, opening.start, opening.end))
        found = self._taken_up(tokens, found, quantities, last)
        found.extend(self._left_out(tokens, mentions, senses, last))
        starts = {mention.start for mention in mentions}
        for match in self.lexicon.anaphors.all(tokens):
            if match.end not in starts:
                continue
            before = [sense for sense in senses if sense.end <= match.start]
            meant = before[-1] if before else last
            if meant is not None:
                found.append(Sense(meant.meaning, match.start, match.end))
        led = quantities and not any(sense.start < quantities[0].first for sense in found)
        if alone and last is not None and led:
            found.append(Sense(last.meaning, 0, 0))
        if quantities:
            found.extend(self._left_over(tokens, found, last))
        if not found and last is not None and quantities:
            told = [(one.start, one.end) for one in mentions] + [(one.start, one.end) for one in times]
            told += [(one.first, one.last) for one in quantities]
            if self._says_no_more(tokens, told):
                found.append(Sense(last.meaning, 0, 0, carried=True))
        return sorted(found, key=lambda one: one.start)

    def _taken_up(
        self, tokens: Sequence[Token], found: list[Sense], quantities: Sequence[Quantity], last: Sense | None
    ) -> list[Sense]:
        """Return the metric that a pronoun takes up, which the sentence before was about: "it slipped to 9".

        Of a margin that only moves, of what is worth something: "at the end of October they were worth 19.8".
        """
        if last is None or last.verb or last.start > _SUBJECT or any(not one.loose for one in found):
            return found
        start = quantities[0].first if quantities else 0
        place = next((at for at in range(start) if self._is_pronoun(tokens, at)), None)
        if place is None:
            return found
        valued = any(one.meaning.metrics[0] == "market_capitalization" for one in found)
        ratio = last.meaning.metrics[0].endswith(("_margin", "_rate"))
        moves = self.lexicon.change.all(tokens, place + 1, start) or self.lexicon.tie.all(
            tokens, place + 1, start
        )
        moved = ratio and not found and bool(moves) and quantities[0].form != AMOUNT
        if not (moved or (valued and len(found) == 1)):
            return found
        return [Sense(last.meaning, place, place + 1, carried=True)]

    def _is_pronoun(self, tokens: Sequence[Token], place: int) -> bool:
        """Return whether a token is a pronoun that opens a sentence or what follows its period."""
        opens = place == first_word(tokens) or tokens[place - 1].text == ","
        return opens and tokens[place].word in _PRONOUNS

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

    def _left_out(
        self,
        tokens: Sequence[Token],
        mentions: Sequence[Mention],
        senses: Sequence[Sense],
        last: Sense | None,
    ) -> list[Sense]:
        """Return the metrics that only a possessive stands for: "… fell 72 %. Colgate's dropped 30 %"."""
        left: list[Sense] = []
        for mention in mentions:
            end = mention.end + 2
            owns = [token.word for token in tokens[mention.end : end]] == ["'", "s"]
            if not owns or end >= len(tokens) or not self.lexicon.is_verb(tokens, end):
                continue
            before = [sense for sense in senses if sense.end <= mention.start and not sense.verb]
            meant = before[-1] if before else last
            if meant is not None:
                left.append(Sense(meant.meaning, mention.end, end))
        return left

    def _left_over(self, tokens: Sequence[Token], found: Sequence[Sense], last: Sense | None) -> list[Sense]:
        """Return free cash flow where something is left of what was told before, or after it."""
        left: list[Sense] = []
        for match in self.lexicon.left_over.all(tokens):
            before = [sense for sense in found if sense.end <= match.start]
            told = before[-1] if before else last
            if told is not None and told.meaning.metrics[0] in _BEFORE_WHAT_IS_LEFT:
                meaning = MetricSense(("free_cash_flow",))
                left.append(Sense(meaning, match.start, match.end, verb=True, loose=True))
        return left

    def _says_no_more(self, tokens: Sequence[Token], told: Sequence[tuple[int, int]]) -> bool:
        """Return whether a sentence has only small words beside what was told of it."""
        tables = (self.lexicon.tie, self.lexicon.light, self.lexicon.change, self.lexicon.clauses)
        small = (*tables, self.lexicon.pronouns, self.lexicon.subject, self.lexicon.more)
        return all(
            token.kind == "mark"
            or any(first <= place < end for first, end in told)
            or token.word in LINKS
            or any(table.meaning_of(token.word) is not None for table in small)
            for place, token in enumerate(tokens)
        )

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
        for phrases in self._tables:
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


def first_word(tokens: Sequence[Token]) -> int:
    """Return the place of the first word of a sentence."""
    return next((place for place, token in enumerate(tokens) if token.kind == "word"), 0)
