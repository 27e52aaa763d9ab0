"""Is an amount told to be the highest so far, or the first beyond a mark? "A record $12.2 billion"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.model import Kind

if TYPE_CHECKING:
    from titre.claims.prose.phrases import Match
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.senses import Sense

HIGHEST, HIGHEST_ALIKE, FIRST_BEYOND = "highest", "highest_alike", "first_beyond"
"""the highest so far; of quarters of its kind; the first beyond the mark that is stated"""
_BEYOND = frozenset({"more_than", "at_least", "barely", "first_time"})
"""hedges of an amount that is told as a mark that was passed"""
_BESIDE = 3
"""tokens between "record" and its amount or metric"""
_APART = 6
"""the same, where nothing follows it: "12.2 billion in 2022, a record." """
_OF_A_KIND = frozenset({"quarter", "trimestre", "for", "pour", "half", "semestre"})
"""beside "record": it is one of such quarters, "a March-quarter record", "a record for a March quarter" """
_SHORT_OF = frozenset(
    [
        "near",
        "nearly",
        "almost",
        "below",
        "from",
        "after",
        "than",
        "close",
        "sous",
        "apres",
        "pres",
        "presque",
    ]
)
"""before "record": the amount is none, or it is compared with one"""


def high_of(scene: Scene, quantity: Quantity, sense: Sense | None, kind: Kind) -> str:
    """Return in what way an amount is told to be a high, or nothing."""
    if kind is not Kind.RECORD:
        return ""
    for match in scene.all(scene.lexicon.record):
        if match.meaning == "first_time":
            if quantity.hedge in _BEYOND:
                return FIRST_BEYOND
        elif _is_beside(scene, quantity, sense, match) and not _is_short(scene, match):
            around = scene.tokens[max(0, match.start - 2) : match.end + 1]
            return HIGHEST_ALIKE if any(token.word in _OF_A_KIND for token in around) else HIGHEST
    return ""


def _is_beside(scene: Scene, quantity: Quantity, sense: Sense | None, match: Match[str]) -> bool:
    """Return whether a word stands right with an amount, or with the metric that it is of."""
    before, behind = quantity.first - match.end, match.start - quantity.last
    closing = match.end >= len(scene.tokens) or scene.tokens[match.end].kind == "mark"
    if behind > _BESIDE and closing:
        between = range(quantity.last, match.start)
        return behind <= _APART and not any(one.first in between for one in scene.quantities)
    named = sense is not None and (match.end == sense.start or match.start == sense.end)
    return named or 0 <= before <= _BESIDE or 0 <= behind <= _BESIDE


def _is_short(scene: Scene, match: Match[str]) -> bool:
    return any(token.word in _SHORT_OF for token in scene.tokens[max(0, match.start - _BESIDE) : match.start])
