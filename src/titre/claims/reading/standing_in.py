"""Whom does a sentence mean without naming them? "The former", "le second", "the four together"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from titre.claims.reading.mentions import Mention, companies_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from titre.claims.prose.phrases import Match
    from titre.claims.prose.tokens import Token
    from titre.claims.reading.context import ContextLexicon
    from titre.claims.reading.mentions import Company
    from titre.claims.reading.timing import When

_WHOLE = frozenset({"son", "leur", "'", "un", "cet", "its", "their"})
_OUT_OF = frozenset({"of", "among", "des", "d", "parmi"})
"""before those of whom one is meant: "the largest of the three" """
_A_PAIR = 2


def with_stand_ins(
    mentions: Sequence[Mention],
    tokens: Sequence[Token],
    lexicon: ContextLexicon,
    times: Sequence[When],
    before: tuple[Company, ...],
    paragraph: tuple[Company, ...] = (),
) -> list[Mention]:
    """Return the mentions with those that an ordinal or a number stands for.

    ``before`` are the companies that the last sentence which named several named, ``paragraph`` those of
    the paragraph so far.
    """
    found = list(mentions)
    counted = max((match.meaning for match in lexicon.ordinals.all(tokens)), default=0)
    for match in lexicon.ordinals.all(tokens):
        if any(one.start < match.end and match.start < one.end for one in times):
            continue
        pair = companies_of(one for one in mentions if one.end <= match.start) or before
        if counted > len(pair):
            pair = paragraph
        if len(pair) == max(counted, _A_PAIR) and _is_subject(match, tokens, lexicon):
            found.append(Mention((pair[match.meaning - 1],), match.start, match.end))
    groups = lexicon.group.all(tokens)
    if groups and mentions and groups[0].end <= mentions[0].start:
        # "The four earned 101.8 billion between them: Apple …, Alphabet …".
        named = companies_of(mentions)
        if groups[0].meaning == len(named) and all(one.companies for one in mentions):
            found.append(Mention(named, groups[0].start, groups[0].end, sure=False))
    if not mentions and before:
        for match in groups:
            # "The three" are those three, "together" are all; "dans son ensemble" is one whole.
            whole = match.start > 0 and tokens[match.start - 1].word in _WHOLE | _OUT_OF
            if match.meaning in {0, len(before)} and not whole:
                found.append(Mention(before, match.start, match.end))
                break
    return sorted(found, key=lambda one: one.start)


def without_towns(mentions: Sequence[Mention], seen: Collection[str], *, of_business: bool) -> list[Mention]:
    """Return the mentions without towns that stand for no company.

    A town stands for a company where the sentence speaks of a metric or the text of the company; it surely
    does only where the text has named the company.
    """
    kept: list[Mention] = []
    for mention in mentions:
        known = mention.companies[0].name in seen if mention.companies else False
        if not mention.town or known:
            kept.append(mention)
        elif of_business:
            kept.append(replace(mention, sure=False))
    return kept


def without_trades(
    mentions: Sequence[Mention],
    tokens: Sequence[Token],
    lexicon: ContextLexicon,
    seen: Collection[str],
    *,
    spoken: bool,
) -> list[Mention]:
    """Return the mentions without trades that one company is known by and many have: "the chip designer".

    Such a word means the company that the text speaks of, ``spoken``, unless the text has named the one
    that is known by it; right before a name it only says what that one does.
    """
    kept: list[Mention] = []
    start: int | None = None
    for place, mention in enumerate(mentions):
        trade = _is_trade(mention, tokens, lexicon)
        beside = mentions[place + 1 : place + 2]
        unseen = spoken and not any(one.name in seen for one in mention.companies)
        if trade and beside and beside[0].start == mention.end:
            start = mention.start
        elif not (trade and unseen):
            kept.append(mention if start is None else replace(mention, start=start))
            start = None
    return kept


def _is_trade(mention: Mention, tokens: Sequence[Token], lexicon: ContextLexicon) -> bool:
    """Return whether a mention only tells a trade: in small letters, but for the first word of a sentence."""
    words = tokens[mention.start : mention.end]
    small = not any(token.capitalised for token in words[1:])
    return small and any(lexicon.trades.meaning_of(token.word) is not None for token in words)


def _is_subject(match: Match[int], tokens: Sequence[Token], lexicon: ContextLexicon) -> bool:
    """Return whether an ordinal stands alone: "the latter earned", not "the second division"."""
    if match.end >= len(tokens) or tokens[match.end].kind != "word":
        return True
    return lexicon.is_verb(tokens, match.end) or lexicon.roles.at(tokens, match.end) is not None
