"""Which metrics does a sentence mean, those among them that it does not name?

A pronoun, a possessive or nothing at all may stand for the metric of the sentence before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from titre.claims.quantities.scales import AMOUNT, PERCENT
from titre.claims.reading.context import MetricSense
from titre.claims.reading.senses import Sense, first_word
from titre.claims.reading.small_words import LINKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.prose.tokens import Token
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.context import ContextLexicon
    from titre.claims.reading.mentions import Mention
    from titre.claims.reading.senses import MetricWords
    from titre.claims.reading.timing import When

_BEFORE_WHAT_IS_LEFT = frozenset({"operating_cash_flow", "capital_expenditure", "free_cash_flow"})
_PRONOUNS = frozenset({"it", "they", "il", "elle", "ils", "elles"})
_DATED = 4
"""tokens behind an amount in which its period may stand"""
_SECOND = 2
"""meaning of "the latter" """
_AFTER, _OF = frozenset({"after", "apres"}), frozenset({"of", "de", "d"})
_OWN = 3
"""tokens between a metric and the amount that "of" leads to"""
_SUBJECT = 5
"""tokens before the metric that a sentence is about"""


def metrics_of(
    words: MetricWords,
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity],
    times: Sequence[When],
    last: Sense | None,
    *,
    alone: bool = False,
    latest: Sense | None = None,
) -> list[Sense]:
    """Return the metrics of a sentence, with what it means without naming it.

    A pronoun stands for a metric: "celui d'Alphabet", "that of Alphabet". What says nothing but who,
    when and how much is of the metric named ``last``: "Nvidia: $33.7bn in fiscal 2025". Where the
    sentence before named that metric ``alone``, this one is of it: "Les impôts ? 9,3 milliards".
    ``latest`` is the metric that it named last: "… and the gross margin. The latter is back at 74 %".
    """
    lexicon = words.lexicon
    senses, found = words.meant_by_words(tokens)
    opening = lexicon.pronouns.at(tokens, first_word(tokens))
    if not found and opening is not None and last is not None:
        found.append(Sense(last.meaning, opening.start, opening.end))
    found = _taken_up(lexicon, tokens, found, quantities, last)
    found.extend(_left_out(lexicon, tokens, mentions, senses, last))
    starts = {mention.start for mention in mentions}
    for match in lexicon.anaphors.all(tokens):
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
        found = [_taken_off(tokens, one, quantities) for one in found]
        found.extend(_left_over(lexicon, tokens, found, last))
    if not found and quantities:
        told = [(one.start, one.end) for one in mentions] + [(one.start, one.end) for one in times]
        found.extend(_carried(lexicon, tokens, quantities, told, last, latest))
    return sorted(found, key=lambda one: one.start)


def _taken_off(tokens: Sequence[Token], sense: Sense, quantities: Sequence[Quantity]) -> Sense:
    """Return capital expenditure for what is left after it, where its own amount follows.

    "After capital expenditure of 285 million, some 1.4 billion was left".
    """
    of = tokens[sense.end].word if sense.end < len(tokens) else ""
    own = of in _OF and any(0 < one.first - sense.end <= _OWN for one in quantities)
    after = own and tokens[sense.start].word in _AFTER and sense.meaning.metrics[0] == "free_cash_flow"
    return replace(sense, meaning=MetricSense(("capital_expenditure",))) if after else sense


def _taken_up(
    lexicon: ContextLexicon,
    tokens: Sequence[Token],
    found: list[Sense],
    quantities: Sequence[Quantity],
    last: Sense | None,
) -> list[Sense]:
    """Return the metric that a pronoun takes up, which the sentence before was about: "it slipped to 9".

    Of a margin that only moves, of what is worth something: "at the end of October they were worth 19.8".
    """
    if last is None or last.verb or last.start > _SUBJECT or any(not one.loose for one in found):
        return found
    start = quantities[0].first if quantities else 0
    place = next((at for at in range(start) if _is_pronoun(tokens, at)), None)
    if place is None:
        return found
    valued = any(one.meaning.metrics[0] == "market_capitalization" for one in found)
    ratio = last.meaning.metrics[0].endswith(("_margin", "_rate"))
    moves = lexicon.change.all(tokens, place + 1, start) or lexicon.tie.all(tokens, place + 1, start)
    moved = ratio and not found and bool(moves) and quantities[0].form != AMOUNT
    if not (moved or (valued and len(found) == 1)):
        return found
    return [Sense(last.meaning, place, place + 1, carried=True)]


def _carried(
    lexicon: ContextLexicon,
    tokens: Sequence[Token],
    quantities: Sequence[Quantity],
    told: Sequence[tuple[int, int]],
    last: Sense | None,
    latest: Sense | None,
) -> list[Sense]:
    """Return the metric of the sentence before, where this one names none and goes on with it."""
    if latest is not None and _is_the_latter(lexicon, tokens, quantities, latest):
        return [Sense(latest.meaning, 0, 0, carried=True)]
    taken = [*told, *((one.first, one.last) for one in quantities)]
    goes_on = _opens_with(lexicon, tokens, quantities) or _says_no_more(lexicon, tokens, taken)
    return [Sense(last.meaning, 0, 0, carried=True)] if last is not None and goes_on else []


def _is_the_latter(
    lexicon: ContextLexicon, tokens: Sequence[Token], quantities: Sequence[Quantity], latest: Sense
) -> bool:
    """Return whether a percentage is that of the second ratio that the sentence before named."""
    opening = lexicon.ordinals.at(tokens, first_word(tokens))
    ratio = latest.meaning.metrics[0].endswith(("_margin", "_rate"))
    second = opening is not None and opening.meaning == _SECOND
    return ratio and second and bool(quantities) and quantities[0].form == PERCENT


def _opens_with(lexicon: ContextLexicon, tokens: Sequence[Token], quantities: Sequence[Quantity]) -> bool:
    """Return whether a sentence opens with an amount that a pronoun goes on with: "At 62.6, it was"."""
    opening = tokens[: quantities[0].first]
    led = bool(opening) and all(lexicon.at_amount.meaning_of(token.word) is not None for token in opening)
    end = quantities[-1].last
    comma = next((at for at in range(end, min(end + _DATED, len(tokens))) if tokens[at].text == ","), None)
    behind = () if comma is None else tokens[comma + 1 : comma + 2]
    return led and any(token.word in _PRONOUNS for token in behind)


def _is_pronoun(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a token is a pronoun that opens a sentence or what follows its period."""
    opens = place == first_word(tokens) or tokens[place - 1].text == ","
    return opens and tokens[place].word in _PRONOUNS


def _left_out(
    lexicon: ContextLexicon,
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
        if not owns or end >= len(tokens) or not lexicon.is_verb(tokens, end):
            continue
        before = [sense for sense in senses if sense.end <= mention.start and not sense.verb]
        meant = before[-1] if before else last
        if meant is not None:
            left.append(Sense(meant.meaning, mention.end, end))
    return left


def _left_over(
    lexicon: ContextLexicon, tokens: Sequence[Token], found: Sequence[Sense], last: Sense | None
) -> list[Sense]:
    """Return free cash flow where something is left of what was told before, or after it."""
    left: list[Sense] = []
    for match in lexicon.left_over.all(tokens):
        before = [sense for sense in found if sense.end <= match.start]
        told = before[-1] if before else last
        if told is not None and told.meaning.metrics[0] in _BEFORE_WHAT_IS_LEFT:
            meaning = MetricSense(("free_cash_flow",))
            left.append(Sense(meaning, match.start, match.end, verb=True, loose=True))
    return left


def _says_no_more(lexicon: ContextLexicon, tokens: Sequence[Token], told: Sequence[tuple[int, int]]) -> bool:
    """Return whether a sentence has only small words beside what was told of it."""
    tables = (lexicon.tie, lexicon.light, lexicon.change, lexicon.clauses)
    small = (*tables, lexicon.pronouns, lexicon.subject, lexicon.more)
    return all(
        token.kind == "mark"
        or any(first <= place < end for first, end in told)
        or token.word in LINKS
        or any(table.meaning_of(token.word) is not None for table in small)
        for place, token in enumerate(tokens)
    )
