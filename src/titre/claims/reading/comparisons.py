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
_ANDS = frozenset({"and", "et"})
_DEFINITE = frozenset({"the", "its", "les", "le", "la", "l", "ses", "son", "sa"})
_THAN = frozenset({"que", "qu"})
_COMPARATIVES = frozenset({"moins", "plus", "mieux", "autant"})
_NEAR_THAN = 4
"""tokens before "que" in which a comparative stands: "un peu moins que" """
_FROM, _TO = frozenset({"from", "de"}), frozenset({"to", "a"})
_BETWEEN = 3
"""tokens between the two ends of a movement: "de 16 à près de 17 milliards" """


def starts_movement(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a quantity is the first of a movement: "de 16 à 17 milliards", "from 27 to 32 %"."""
    following = scene.quantities[scene.place_of(quantity) + 1 :][:1]
    if scene.word_before(quantity) not in _FROM or not following or following[0].form != quantity.form:
        return False
    dated = {place for one in scene.times for place in range(_led_from(scene, one.start), one.end)}
    between = [
        token
        for place, token in enumerate(scene.tokens[quantity.last : following[0].first], quantity.last)
        if place not in dated
    ]
    return 0 < len(between) <= _BETWEEN and between[0].word in _TO


def _led_from(scene: Scene, start: int) -> int:
    """Return where the small words begin that lead to a period: "from 33 in 2021 to 59"."""
    while start and scene.tokens[start - 1].word in LINKS - _TO:
        start -= 1
    return start


def is_compared(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a quantity is what another is compared with: "from a loss of 2", "than the 19"."""
    known = scene.compared.get(quantity.first)
    if known is None:
        known = scene.compared[quantity.first] = _is_compared(scene, quantity)
    return known


def _is_compared(scene: Scene, quantity: Quantity) -> bool:
    if _joins_compared(scene, quantity):
        return True
    named = {place for one in scene.senses for place in range(one.start, one.end)}
    place = quantity.first - 1
    while place >= 0 and (scene.tokens[place].word in LINKS | _ARTICLES or place in named):
        if _leads_to_compared(scene, place + 1, quantity):
            return True
        place -= 1
    led = place >= 0 and scene.tokens[place].word in COMPARING
    led = led or _leads_to_compared(scene, place + 1, quantity)
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


def _joins_compared(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a quantity is joined to what others are compared with: "17 in 2024 and 16 in 2023"."""
    place = scene.place_of(quantity)
    if not place or scene.word_before(quantity) not in _ANDS:
        return False
    before = scene.quantities[place - 1]
    between = range(before.last, quantity.first - 1)
    dated = any(one.start in between for one in scene.times)
    bare = all(
        scene.tokens[at].word in LINKS or any(one.start <= at < one.end for one in scene.times)
        for at in between
    )
    return dated and bare and before.form == quantity.form and is_compared(scene, before)


def _leads_to_compared(scene: Scene, place: int, quantity: Quantity) -> bool:
    """Return whether words that compare end at a token: "down on the 27 of", "moins que les 118 de"."""
    if quantity.hedge is not None:
        return False
    tokens = scene.tokens
    if place and tokens[place - 1].word in _THAN:
        # "Plus que 5 milliards" is a bound, "plus que les 5 milliards de 2024" a comparison.
        before = tokens[max(0, place - _NEAR_THAN) : place - 1]
        return tokens[place].word in _DEFINITE and any(token.word in _COMPARATIVES for token in before)
    match = scene.lexicon.compared_with.before(tokens, place)
    return match is not None and match.end - match.start > 1


def of_the_same(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a quantity and the one before it are of the same metric, or of a profit and a loss."""
    place = scene.place_of(quantity)
    own = sense_of(scene, quantity)
    other = sense_of(scene, scene.quantities[place - 1]) if place else None
    if own is None or other is None:
        return False
    metrics = {*own.meaning.metrics}, {*other.meaning.metrics}
    return bool(metrics[0] & metrics[1]) or all(one & _PROFITS for one in metrics)
