"""Beside which amount does a change stand, so that it is of the same? "Sales rose 9 % to 4.1 billion"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.quantities.scales import AMOUNT
from titre.claims.reading.comparisons import is_compared
from titre.claims.reading.small_words import LINKS
from titre.claims.reading.whats import sense_of

if TYPE_CHECKING:
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene

_TO = frozenset({"to", "a", "at", "reaching", "atteignant", "atteindre"})
"""between a change and what it led to"""
_BY = LINKS | frozenset(
    {",", "(", "+", "-", "\N{EN DASH}", "soit", "or", "un", "une", "by", "for", "pour", "some"}
)
"""between an amount and its change, beside words of change, the metric and the period"""
_MARKS = frozenset({",", "(", ")"})
_IN = LINKS | frozenset({"for", "during", "sur", "au", "lors", "cours"})
"""leads from a change to its period, which stands before what it led to"""
_LEADING = 4
"""tokens between a change and what it led to"""


def level_beside(scene: Scene, quantity: Quantity) -> Quantity | None:
    """Return the amount that a change stands with and nothing between tells of another, or None."""
    place = scene.place_of(quantity)
    following = scene.quantities[place + 1 :][:1]
    if following and _leads_to(scene, quantity, following[0]):
        return following[0]
    before = scene.quantities[place - 1] if place else None
    return before if before is not None and _follows(scene, quantity, before) else None


def _leads_to(scene: Scene, quantity: Quantity, level: Quantity) -> bool:
    told = {place for one in scene.times for place in range(one.start, one.end)}
    between = [
        token.word
        for place, token in enumerate(scene.tokens[quantity.last : level.first], quantity.last)
        if token.text not in _MARKS and place not in told
    ]
    while between and between[0] not in _TO and between[0] in _IN:
        between.pop(0)
    led = 0 < len(between) <= _LEADING and between[0] in _TO and not set(between) - _TO - LINKS
    return level.form == AMOUNT and led


def _follows(scene: Scene, quantity: Quantity, level: Quantity) -> bool:
    if level.form != AMOUNT or is_compared(scene, level):
        return False
    sense = sense_of(scene, level)
    told = [] if sense is None else [(sense.start, sense.end)]
    told += [(one.start, one.end) for one in scene.times if not one.compared]
    told += [(one.start, one.end) for one in scene.all(scene.lexicon.change)]
    return all(
        token.word in _BY or token.text in _BY or any(start <= at < end for start, end in told)
        for at, token in enumerate(scene.tokens[level.last : quantity.first], level.last)
    )
