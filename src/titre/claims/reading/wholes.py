"""Of what is a percentage a share? "58 % of Amazon's operating income", "8 % de ses ventes"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.quantities.scales import AMOUNT, PERCENT, SHARE
from titre.claims.reading.small_words import LINKS
from titre.claims.reading.whats import sense_of

if TYPE_CHECKING:
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.senses import Sense

_CLOSE_WHOLE = 6
"""tokens that may part "of" from what a share is a share of"""
_BY_HOW_MUCH = frozenset({"of", "de", "by"})
_IN_MONEY = frozenset({"soit", "or", "("})
"""between a share and the amount that says it in money"""
_LED = 3
"""tokens before that amount in which such a word may stand"""
_SPENT = frozenset({"on", "to", "into", "for", "sur", "a", "au", "aux", "pour", "dans"})
_WHOLLY = frozenset(
    [
        "total",
        "overall",
        "group",
        "company",
        "s",
        "annual",
        "global",
        "totales",
        "tout",
        "groupe",
        "entreprise",
    ]
)


def whole_of(scene: Scene, quantity: Quantity) -> Sense | None:
    """Return the metric of which a percentage is said to be a share: "58 % of Amazon's revenue"."""
    if quantity.form not in {PERCENT, SHARE}:
        return None
    total = scene.lexicon.the_total.at(scene.tokens, quantity.last)
    if total is not None and (place := scene.place_of(quantity)):
        # "39.8 billion, or 58 % of the group's total": the total of what the amount is of.
        return sense_of(scene, scene.quantities[place - 1])
    match = scene.lexicon.of_whole.at(scene.tokens, quantity.last)
    if match is None:
        return None
    if (again := _of_another(scene, quantity, match.end)) is not None:
        return again
    sense = _told_as_whole(scene, match.end)
    if sense is None or sense.meaning.metrics[0].endswith("_margin"):
        # "36 % de marge brute" is the margin itself.
        return None
    # "Une hausse de 22 % du chiffre d'affaires" is no share of it.
    linked = quantity.first > 0 and scene.tokens[quantity.first - 1].word in _BY_HOW_MUCH
    changed = any(one.end == quantity.first - 1 for one in scene.all(scene.lexicon.change))
    return None if linked and changed else sense


def _told_as_whole(scene: Scene, end: int) -> Sense | None:
    """Return the metric that "of" leads to which ends at a token, owners and small words left out."""
    sense = next((one for one in scene.senses if one.start >= end), None)
    if sense is None or sense.verb or sense.start - end > _CLOSE_WHOLE:
        return None
    owned = [one for one in scene.mentions if end <= one.start and one.end <= sense.start]
    words = [
        token
        for place, token in enumerate(scene.tokens[end : sense.start], end)
        if token.kind == "word" and not any(one.start <= place < one.end for one in owned)
    ]
    return sense if all(token.word in LINKS or token.word in _WHOLLY for token in words) else None


def _of_another(scene: Scene, quantity: Quantity, end: int) -> Sense | None:
    """Return the whole of the share before: "27 % of Meta's revenue and 14 % of Alphabet's"."""
    place = scene.place_of(quantity)
    owner = next((one for one in scene.mentions if one.start == end), None)
    if owner is None or not place or any(one.start >= end for one in scene.senses):
        return None
    return whole_of(scene, scene.quantities[place - 1])


def part_of(scene: Scene, quantity: Quantity, whole: Sense) -> Sense | None:
    """Return the metric that is a share of another: the one before it, or of a segment the same."""
    place = scene.place_of(quantity)
    wholes = {
        one.start for earlier in scene.quantities[:place] if (one := whole_of(scene, earlier)) is not None
    }
    before = [
        one
        for one in scene.senses
        if one.end <= quantity.first and one.start != whole.start and one.start not in wholes
    ]
    segments = [one for one in scene.mentions if one.segment and one.end <= quantity.first]
    if segments and (not before or before[-1].end <= segments[-1].start):
        return whole
    other = [one for one in before if one.meaning.metrics[0] != whole.meaning.metrics[0]]
    if other or segments:
        return other[-1] if other else whole
    return _spent_on(scene, whole)


def amount_of_share(scene: Scene, quantity: Quantity) -> Sense | None:
    """Return what an amount is of that only says a share in money: "27 % of sales, or 44 billion"."""
    place = scene.place_of(quantity)
    if quantity.form != AMOUNT or not place:
        return None
    share = scene.quantities[place - 1]
    whole = whole_of(scene, share)
    between = scene.tokens[share.last : quantity.first]
    if whole is None or not any(token.word in _IN_MONEY for token in between[-_LED:]):
        return None
    part = part_of(scene, share, whole)
    later = [one for one in scene.senses if whole.end <= one.start < quantity.first and one is not part]
    return None if later else part


def _spent_on(scene: Scene, whole: Sense) -> Sense | None:
    """Return what a share of a metric is spent on: "27 % of its revenue on research"."""
    for sense in scene.senses:
        between = scene.tokens[whole.end : sense.start]
        if sense.start < whole.end or sense.verb or len(between) > _CLOSE_WHOLE:
            continue
        named = [(one.start, one.end) for one in scene.mentions]
        named += [(one.start, one.end) for one in scene.times]
        left = [
            token
            for place, token in enumerate(between, whole.end)
            if not any(first <= place < last for first, last in named)
        ]
        if all(token.word in LINKS or token.word in _SPENT for token in left):
            return sense
    return None
