"""Which list of the desk does a claim mean? By its title's words, its first day, whose it is said to be."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from titre.claims.prose.text import fold
from titre.kernel.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from titre.claims.reading.performance import Performance
    from titre.claims.returns import ListKnown

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
"""letters from which on two words are taken to be of one family: "minière", "miniers" """
_ENDING = 3
"""letters that an ending may have"""
_NEAR = timedelta(days=4)
"""days between the day stated and a list's first pick: a weekend and a holiday"""
_PLAIN = frozenset(
    [
        "list",
        "lists",
        "liste",
        "listes",
        "portfolio",
        "portefeuille",
        "selection",
        "picks",
        "shares",
        "stocks",
        "stock",
        "share",
        "actions",
        "action",
        "titres",
        "valeurs",
        "listed",
        "cotees",
        "cotes",
        "sociétés",
        "companies",
        "company",
        "index",
        "with",
        "from",
        "dans",
        "pour",
        "avec",
        "notre",
    ]
)


class Meant(NamedTuple):
    """A list that a claim is taken to mean."""

    chosen: ListKnown
    sure: bool
    """whether its own words, or the writer's claim to it, and its first day say so"""
    dated: bool
    """whether the claim names the day that the list begins"""
    only: bool = False
    """whether it is taken for no better reason than that the desk has no other"""


def list_meant(said: Performance, lists: Sequence[ListKnown]) -> Meant | Message:
    """Return the one list that a claim can mean, or why none is taken."""
    if not lists:
        return say("judging a performance needs the list and its prices, which are not at hand")
    subject = said.subject
    assert subject is not None
    start = said.stretch.start
    around = frozenset(_WORD.findall(fold(said.around)))
    ranked: list[tuple[tuple[bool, int, bool], ListKnown]] = []
    for one in lists:
        title = words_of(one.title, one.name)
        if subject.owner and not _any(title, subject.owner):
            continue
        if start is not None and start < one.start - _NEAR:
            continue
        dated = start is not None and abs(start - one.start) <= _NEAR
        named = sum(_has(said.said, word) for word in title)
        ranked.append(((dated, named, _any(title | words_of(one.universe), around)), one))
    if not ranked:
        return say("none of the desk's lists can be the one meant")
    ranked.sort(key=lambda pair: pair[0], reverse=True)
    (dated, named, hinted), best = ranked[0]
    if len(ranked) > 1 and ranked[1][0] == ranked[0][0]:
        return say("it is not certain which of the desk's lists is meant")
    said_so = dated or named or (subject.own and (hinted or len(lists) == 1))
    if not said_so and len(lists) > 1:
        return say("it is not certain which of the desk's lists is meant")
    return Meant(best, dated and bool(named or hinted or subject.own), dated, only=not said_so)


def words_of(*texts: str) -> frozenset[str]:
    """Return the folded words of texts that tell one list from another."""
    return frozenset(word for text in texts for word in _WORD.findall(fold(text)) if word not in _PLAIN)


def begins(one: ListKnown, start: date | None) -> bool:
    """Return whether a day is that of a list's first pick, or none is named."""
    return start is None or abs(start - one.start) <= _NEAR


def _any(words: Iterable[str], others: Iterable[str]) -> bool:
    others = frozenset(others)
    return any(_has(others, word) for word in words)


def _has(words: frozenset[str], word: str) -> bool:
    if word in words:
        return True
    stem = word[: max(_STEM, len(word) - _ENDING)]
    return len(word) >= _STEM and any(other.startswith(stem) for other in words)
