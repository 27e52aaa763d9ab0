"""Which amounts does a sentence only measure others by? Where a movement began, what "than" leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.reading.small_words import COMPARING, LINKS
from titre.claims.reading.whats import sense_of

if TYPE_CHECKING:
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene

_PROFITS = frozenset({"net_income", "operating_income", "pretax_income"})
"""what prose sets beside each other as one: a profit after an operating loss"""
_ARTICLES = frozenset({"un", "une"})
_FROM, _TO = frozenset({"from", "de"}), frozenset({"to", "a"})
_BETWEEN = 3
"""tokens between the two ends of a movement: "de 16 à près de 17 milliards" """


def starts_movement(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a quantity is the first of a movement: "de 16 à 17 milliards", "from 27 to 32 %"."""
    following = scene.quantities[scene.place_of(quantity) + 1 :][:1]
    if scene.word_before(quantity) not in _FROM or not following or following[0].form != quantity.form:
        return False
    between = [
        token
        for place, token in enumerate(scene.tokens[quantity.last : following[0].first], quantity.last)
        if not any(one.start <= place < one.end for one in scene.times)
    ]
    return 0 < len(between) <= _BETWEEN and between[0].word in _TO


def is_compared(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a quantity is what another is compared with: "from a loss of 2", "than the 19"."""
    named = {place for one in scene.senses for place in range(one.start, one.end)}
    place = quantity.first - 1
    while place >= 0 and (scene.tokens[place].word in LINKS | _ARTICLES or place in named):
        place -= 1
    led = place >= 0 and scene.tokens[place].word in COMPARING
    if (
        led
        and any(at in named for at in range(place + 1, quantity.first))
        and not of_the_same(scene, quantity)
    ):
        # "39.8 billion, from sales of 107.6": two metrics, not two years.
        return False
    if led and quantity.hedge is not None and scene.tokens[place].word == "than":
        # "More than a fifth" compares with no other year.
        return False
    return led


def of_the_same(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a quantity and the one before it are of the same metric, or of a profit and a loss."""
    place = scene.place_of(quantity)
    own = sense_of(scene, quantity)
    other = sense_of(scene, scene.quantities[place - 1]) if place else None
    if own is None or other is None:
        return False
    metrics = {*own.meaning.metrics}, {*other.meaning.metrics}
    return bool(metrics[0] & metrics[1]) or all(one & _PROFITS for one in metrics)
