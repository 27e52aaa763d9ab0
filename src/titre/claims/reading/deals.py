"""Is a quantity that of a deal: an acquisition, a funding round, a bonus? Not where a metric is nearer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.quantities.scales import AMOUNT, PERCENT
from titre.claims.reading.clauses import words_of
from titre.claims.reading.whats import links

if TYPE_CHECKING:
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.senses import Sense

_REACH = 10
"""tokens between an amount and the words for a deal"""


def deal_of(scene: Scene, quantity: Quantity, sense: Sense | None) -> str | None:
    """Return what kind of event a quantity is told of, or None; ``sense`` is the metric named for it."""
    if quantity.form not in {AMOUNT, PERCENT}:
        return None
    if sense is not None and sense.needs:
        # "To buy back shares" is no purchase of anybody.
        return None
    deal = scene.nearest(
        scene.lexicon.deals, quantity.first, quantity.last, width=_REACH, outside=scene.senses
    )
    if deal is None or (sense is not None and _is_of_next(scene, quantity, deal[0])):
        return None
    # What the amount is said to be of is nearer than a deal told in the same sentence.
    if sense is not None and (
        links(scene, quantity, sense) or scene.distance(quantity, sense.start, sense.end) <= deal[0] + 1
    ):
        return None
    return deal[1]


def _is_of_next(scene: Scene, quantity: Quantity, distance: int) -> bool:
    """Return whether a deal so far from an amount is told in the next clause: "to 383, and it paid"."""
    place = quantity.last + distance
    behind = any(one.start == place for one in scene.all(scene.lexicon.deals))
    following = scene.quantities[scene.place_of(quantity) + 1 :]
    return behind and bool(following) and words_of(scene, quantity)[1] < place < following[0].first
