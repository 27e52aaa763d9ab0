"""Which period is an amount of that stands in brackets behind another? "2025 (2024): sales 281.7 (245.1)"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from titre.claims.quantities.scales import AMOUNT
from titre.claims.reading.neighbours import year_earlier
from titre.claims.reading.timing import IMPLIED, YEAR

if TYPE_CHECKING:
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.timing import When


def of_years_in_brackets(scene: Scene, quantity: Quantity) -> When | None:
    """Return which of two years an amount is of, the second of which is named in brackets, or None."""
    years = _pair(scene)
    if years is None:
        return None
    return years[1] if is_in_brackets(scene, quantity) else years[0]


def _pair(scene: Scene) -> tuple[When, When] | None:
    """Return a year and the one in brackets behind it, where the sentence names no other period."""
    tokens = scene.tokens
    if len(scene.times) != 2:  # noqa: PLR2004 - a year and another
        return None
    for first, second in pairwise(scene.times):
        both = first.kind == second.kind == YEAR and first.year == second.year + 1
        opened = second.start == first.end + 1 and tokens[first.end].text == "("
        if both and opened and second.end < len(tokens) and tokens[second.end].text == ")":
            return first, second
    return None


def is_in_brackets(scene: Scene, quantity: Quantity) -> bool:
    """Return whether an amount stands alone in brackets right behind another in its unit: "281.7 (245.1)"."""
    place = scene.place_of(quantity)
    if not place or quantity.form != AMOUNT:
        return False
    before, tokens = scene.quantities[place - 1], scene.tokens
    alone = before.last == quantity.first - 1 and tokens[before.last].text == "("
    closed = quantity.last < len(tokens) and tokens[quantity.last].text == ")"
    return alone and closed and before.form == quantity.form and before.unit == quantity.unit


def of_the_year_before(scene: Scene, quantity: Quantity, base: When | None) -> When | None:
    """Return the year before the one of an amount, as what another in brackets behind it may be of.

    Brackets behind a rounded amount give it exactly: "above 160 billion (164.5 billion)".
    """
    if base is None or not is_in_brackets(scene, quantity):
        return None
    before = scene.quantities[scene.place_of(quantity) - 1]
    if before.hedge is not None or before.digits < quantity.digits:
        return None
    earlier = year_earlier(base)
    return None if earlier.period is None else replace(earlier, kind=IMPLIED)
