"""What is a quantity of a sentence about? The metric, company, period and role that stand nearest to it.

Near is measured in tokens, with what grammar says first: what follows "de", "of" or "in" directly is what
the amount is of; what stands in another clause is further away than its distance says.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from titre.claims.quantities.scales import AMOUNT, MULTIPLE, PERCENT, POINTS
from titre.claims.reading.timing import DAY, EARLIER, ENDING, IMPLIED, MONTH_END, SPAN, TRAILING, YEAR, When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.prose.phrases import Match, Phrases
    from titre.claims.prose.tokens import Token
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.context import ContextLexicon
    from titre.claims.reading.mentions import Mention
    from titre.claims.reading.senses import Sense

LINKS = frozenset(
    [
        "de",
        "d",
        "'",
        "du",
        "des",
        "of",
        "in",
        "en",
        "as",
        "comme",
        "a",
        "an",
        "the",
        "le",
        "la",
        "les",
        "l",
        "son",
        "sa",
        "ses",
        "its",
        "their",
        "that",
    ]
)
CLOSE = 4
"""tokens between an amount and what it is of, where a preposition links them"""
_ACROSS = 12
"""distance that the border of a clause adds"""
_CLAUSE = frozenset({";", "(", ")", "\N{EN DASH}", "mais", "but", "while", "tandis", "alors", "whereas"})
_SPANNING = frozenset({"entre", "between", "de", "from"})
_SPAN_LINKS = (["et"], ["and"], ["a"], ["to"], ["-"])
_ONE = frozenset({"un", "une", "one", "1", "a"})
_NEAR_WORDS = 7
_MONTHS_A_YEAR = 12
_POSSESSIVE = 2
"""tokens of "the previous year's" between it and its amount"""
COMPARING = frozenset({"from", "against", "versus", "vs", "contre", "than", "with", "apres", "after"})
"""before what a quantity is compared with"""


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with all that was found in it."""

    tokens: Sequence[Token]
    lexicon: ContextLexicon
    quantities: Sequence[Quantity]
    mentions: Sequence[Mention]
    senses: Sequence[Sense]
    times: Sequence[When]
    _found: dict[int, list[Match[str]]] = field(default_factory=dict, compare=False)

    def all(self, phrases: Phrases[str]) -> list[Match[str]]:
        """Return the phrases of a table that the sentence has, looked for once."""
        key = id(phrases)
        if key not in self._found:
            self._found[key] = phrases.all(self.tokens)
        return self._found[key]

    # -- what ------------------------------------------------------------------------------------

    def sense_of(self, quantity: Quantity) -> Sense | None:
        """Return the metric that a quantity is of, or None where the sentence names none."""
        if (ordered := self._in_order(quantity, self.senses)) is not None:
            return ordered
        senses = [sense for sense in self.senses if not self._only_moves(quantity, sense)]
        following = [sense for sense in senses if self.links(quantity, sense)]
        if following:
            return following[0]
        return min(senses, key=lambda sense: self._farness(quantity, sense), default=None)

    def _only_moves(self, quantity: Quantity, sense: Sense) -> bool:
        """Return whether a verb that names a metric tells a change here: "la marge a gagné deux points"."""
        if not sense.verb or quantity.form not in {PERCENT, POINTS, MULTIPLE}:
            return False
        return any(one.start == sense.start for one in self.all(self.lexicon.change))

    def _in_order(self, quantity: Quantity, named: Sequence[Sense]) -> Sense | None:
        """Return what an amount is of where as many are named in the same order: "respectively"."""
        if not self.all(self.lexicon.in_order):
            return None
        before = [one for one in named if one.end <= self.quantities[0].first]
        same = len(before) == len(self.quantities) > 1
        return before[list(self.quantities).index(quantity)] if same else None

    def _farness(self, quantity: Quantity, sense: Sense) -> int:
        """Return how far a metric is from a quantity; one that stands behind another quantity is of that."""
        far = self.distance(quantity, sense.start, sense.end)
        if sense.start >= quantity.last:
            far += _ACROSS * sum(quantity.last <= one.first < sense.start for one in self.quantities)
            # "EPS $6.43": what a metric stands right before is its own.
            far += _ACROSS * any(0 <= one.first - sense.end <= 1 for one in self.quantities)
        return far

    def links(self, quantity: Quantity, sense: Sense) -> bool:
        """Return whether a preposition says that an amount is of a metric."""
        between = self.tokens[quantity.last : sense.start]
        return (
            0 <= sense.start - quantity.last <= CLOSE
            and all(token.word in LINKS or token.text == "-" for token in between)
            and not sense.verb
            and (bool(between) or quantity.form == AMOUNT)
        )

    def distance(self, quantity: Quantity, start: int, end: int) -> int:
        """Return how far a place is from a quantity; what stands before is nearer than what follows."""
        if end <= quantity.first:
            between, base = self.tokens[end : quantity.first], quantity.first - end
        elif start >= quantity.last:
            between, base = self.tokens[quantity.last : start], 2 * (start - quantity.last) + 2
        else:
            return 0
        borders = sum(token.word in _CLAUSE for token in between)
        return base + _ACROSS * borders

    # -- who -------------------------------------------------------------------------------------

    def mention_of(self, quantity: Quantity, sense: Sense | None) -> Mention | None:
        """Return the company that a quantity is about: the metric's own, the subject before, or after."""
        before = [mention for mention in self.mentions if mention.end <= quantity.first]
        if before and [token.word for token in self.tokens[before[-1].end : quantity.first]] in _OWNING:
            return before[-1]
        if sense is not None and (owner := self.owner(sense)) is not None:
            return owner
        named = [mention for mention in before if not mention.person] or before
        if named:
            return named[-1]
        return next((mention for mention in self.mentions if mention.start >= quantity.last), None)

    def mention_sure(self, quantity: Quantity, sense: Sense | None, mention: Mention) -> bool:
        """Return whether a company is surely the one that a quantity is about.

        So where it owns the metric, where no other is named before it, or where it alone is named since the
        quantity before: "Apple earned 94, Microsoft 88".
        """
        if sense is not None and self.owner(sense) is mention:
            return True
        if [token.word for token in self.tokens[mention.end : quantity.first]] in _OWNING:
            return True
        if mention.start >= quantity.last:
            return len({one.companies for one in self.mentions}) == 1
        before = [one for one in self.mentions if one.end <= quantity.first]
        if len({one.companies for one in before}) == 1:
            return True
        last = max((one.last for one in self.quantities if one.last <= quantity.first), default=0)
        since = {one.companies for one in before if one.start >= last}
        return last > 0 and len(since) == 1 and self._begins(mention, last)

    def _begins(self, mention: Mention, last: int) -> bool:
        """Return whether a company opens what is said after a quantity: it is its subject."""
        between = self.tokens[last : mention.start]
        return all(token.kind == "mark" or token.word in _OPENING for token in between)

    def owner(self, sense: Sense) -> Mention | None:
        """Return who a metric is of: "les revenus de Meta", "Meta's revenue"."""
        for mention in self.mentions:
            between = self.tokens[sense.end : mention.start]
            if 0 < len(between) <= 3 and all(token.word in _OF_WHOM for token in between):  # noqa: PLR2004 - tokens or digits, said beside it
                return mention
            between = self.tokens[mention.end : sense.start]
            possessive = [token.word for token in between[:2]] == ["'", "s"] or (
                bool(between) and between[0].text == "'"
            )
            if possessive and len(between) <= 4:  # noqa: PLR2004 - tokens or digits, said beside it
                return mention
        return None

    # -- when ------------------------------------------------------------------------------------

    def time_of(self, quantity: Quantity) -> When | None:
        """Return the period nearest to a quantity; what follows it before the next quantity comes first."""
        usable = [
            when
            for when in self.times
            if (when.kind != DAY or when.period) and (when.kind != EARLIER or self._tells(quantity, when))
        ]
        if quantity.form in {PERCENT, MULTIPLE, POINTS}:
            # Growth is of the period itself, not of the one it is compared with.
            usable = [when for when in usable if not when.compared] or _following_years(usable)
        index = list(self.quantities).index(quantity)
        bound = self.quantities[index + 1].first if index + 1 < len(self.quantities) else len(self.tokens)
        lower = self.quantities[index - 1].last if index else 0
        after = [when for when in usable if quantity.last <= when.start < bound]
        near = [when for when in after if self.distance(quantity, when.start, when.end) < _ACROSS * 2]
        own_before = [when for when in usable if lower <= when.start and when.end <= quantity.first]
        if own_before and not (near and near[0].start - quantity.last <= CLOSE):
            return own_before[-1]
        if near:
            return near[0]
        before = [when for when in usable if when.end <= quantity.first and when.kind != EARLIER]
        if before:
            return before[-1]
        return after[0] if after else next((when for when in usable if when.kind != EARLIER), None)

    def over_years(self, quantity: Quantity) -> When | None:
        """Return a span that no label names: a change "depuis 2019", "sur dix ans", "in five years"."""
        if quantity.form not in {PERCENT, MULTIPLE}:
            return None
        for match in self.all(self.lexicon.span):
            counted = number_before(self.tokens, match.start)
            if match.meaning == "since" or (counted and self.tokens[match.start - 1].word not in _ONE):
                return When(SPAN, match.start, match.end)
        return None

    def _tells(self, quantity: Quantity, when: When) -> bool:
        """Return whether "a year earlier" says when an amount was: where it follows it, or owns it.

        After a percentage it says what a growth is measured against, unless that is what is compared.
        """
        compared = quantity.first > 0 and self.tokens[quantity.first - 1].word in COMPARING
        if 0 <= when.start - quantity.last <= CLOSE:
            return quantity.form == AMOUNT or compared
        return 0 <= quantity.first - when.end <= _POSSESSIVE

    def pair_of_years(self) -> tuple[When, When] | None:
        """Return two years that the sentence names as the ends of a span: "entre 2023 et 2024"."""
        years = [when for when in self.times if when.kind == YEAR and when.period is not None]
        for first, second in pairwise(years):
            between = [token.word for token in self.tokens[first.end : second.start]]
            opened = first.start > 0 and self.tokens[first.start - 1].word in _SPANNING
            if between in _SPAN_LINKS and opened and second.year > first.year:
                return first, second
        return None

    def trailing(self) -> bool:
        """Return whether the sentence speaks of twelve months to a date."""
        return any(when.kind == TRAILING or _is_year_to(when) for when in self.times)

    def month_end(self) -> When | None:
        """Return the end of a month that the sentence names, or None."""
        return next((when for when in self.times if when.kind == MONTH_END or _is_year_to(when)), None)

    # -- how -------------------------------------------------------------------------------------

    def near(self, phrases: Phrases[str], first: int, last: int, width: int = _NEAR_WORDS) -> str | None:
        """Return the meaning of the phrase nearest to a stretch, before it if it stands as near."""
        best = self.nearest(phrases, first, last, width)
        return None if best is None else best[1]

    def nearest(
        self, phrases: Phrases[str], first: int, last: int, width: int = _NEAR_WORDS
    ) -> tuple[int, str] | None:
        """Return how far the phrase nearest to a stretch stands, and its meaning."""
        best: tuple[int, str] | None = None
        for match in self.all(phrases):
            if match.start < first - width or match.end > last + width:
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


def _is_year_to(when: When) -> bool:
    """Return whether a period is twelve months to a month named."""
    return when.kind == ENDING and when.months == _MONTHS_A_YEAR


def _following_years(times: Sequence[When]) -> list[When]:
    """Return the years after those that a change is compared with: "up 22 % from 2023" is of 2024."""
    return [
        replace(when, kind=IMPLIED, period=when.period.shifted(1), year=when.year + 1)
        for when in times
        if when.kind == YEAR and when.period is not None
    ]


_OWNING = (["'", "s"], ["'"], ["("])
_OPENING = frozenset(
    [
        "et",
        "and",
        "while",
        "tandis",
        "que",
        "contre",
        "alors",
        "but",
        "mais",
        "whereas",
        "celui",
        "celle",
        "de",
        "d",
    ]
)


def number_before(tokens: Sequence[Token], position: int) -> bool:
    """Return whether a number, in digits or words, stands just before a token."""
    return position > 0 and (tokens[position - 1].kind == "number" or tokens[position - 1].word in _COUNTS)


_COUNTS = frozenset(
    [
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "quinze",
        "vingt",
        "two",
        "three",
        "four",
        "five",
        "seven",
        "eight",
        "nine",
        "ten",
        "few",
    ]
)
_OF_WHOM = frozenset(
    [
        "de",
        "d",
        "'",
        "du",
        "des",
        "of",
        "at",
        "chez",
        "for",
        "pour",
        "par",
        "by",
        "le",
        "la",
        "l",
        "the",
        "groupe",
        "group",
    ]
)
