"""Does a period stand with an amount, or with another amount of its sentence?

"Net income was 1.43 billion, compared to 1.14 in the first quarter of 2009": the quarter is the second's. A
period that stands with another amount may still be meant, but what it says of this one is not certain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.reading.comparisons import is_compared, starts_movement
from titre.claims.reading.linking import CLOSE
from titre.claims.reading.small_words import JOINING
from titre.claims.reading.whats import sense_of

if TYPE_CHECKING:
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.timing import When

_PARTING = JOINING | frozenset({";", ":", "(", "\N{EN DASH}", "puis", "then", "but", "mais"})
"""between an amount and a period that begins what follows it: "62 billion; in 2023, 39" """


def stands_with(scene: Scene, quantity: Quantity, when: When | None) -> bool:
    """Return whether a period that a sentence names is no other amount's than the quantity's."""
    if when is None or when.carried:
        return True
    if when.compared or when.back:
        return False
    if when.start >= quantity.last:
        between = scene.tokens[quantity.last : when.start]
        others = [one for one in scene.quantities if quantity.last <= one.first and one.last <= when.start]
        return not others and not any(token.text == "(" for token in between)
    earlier = [one for one in scene.quantities if one.last <= when.start]
    if not earlier:
        return True
    gap = scene.tokens[earlier[-1].last : when.start]
    if len(gap) > CLOSE or any(token.text in _PARTING or token.word in _PARTING for token in gap):
        return True
    # "Its income doubled in 2024, while its revenue rose 21 %": another metric of the same year.
    return _is_other(scene, earlier[-1], quantity)


def _is_other(scene: Scene, one: Quantity, other: Quantity) -> bool:
    """Return whether two amounts are of metrics that are not the same, and neither only a base."""
    senses = sense_of(scene, one), sense_of(scene, other)
    if is_compared(scene, one) or starts_movement(scene, one) or None in senses:
        return False
    metrics = [set(sense.meaning.metrics) for sense in senses if sense is not None]
    return not metrics[0] & metrics[1]
