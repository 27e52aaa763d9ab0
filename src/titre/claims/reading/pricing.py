"""What does a share cost, or how many times what its company earns? "Trades at 30 times earnings"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from titre.claims.quantities.scales import AMOUNT, MULTIPLE
from titre.claims.reading.context import MetricSense
from titre.claims.reading.linking import CLOSE
from titre.claims.reading.senses import Sense
from titre.claims.reading.whats import links

if TYPE_CHECKING:
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.timing import When

_MULTIPLES = {
    "net_income": "price_to_earnings",
    "diluted_eps": "price_to_earnings",
    "revenue": "price_to_sales",
    "ebitda": "enterprise_value_to_ebitda",
}
"""the multiple that a price is of each metric"""
_DEAR = 6
"""times its earnings from which on a multiple is what a share costs, not by how much they grew"""
_PRICED_AT = frozenset({"at", "a", "sous", "under", "below", "above", "dessus", "dessous"})
_PRICE_REACH = 8
"""tokens between a share and where it stands"""
_DEAREST = 100_000
"""what a share may cost"""
_WORTH = "market_capitalization"
_TRILLION = 10**12
_HARD = frozenset({"USD", "EUR", "GBP", "CHF"})
"""currencies in which no company earns a trillion"""
_BEHIND = 3
"""tokens between a multiple and what it is of"""


def priced_of(scene: Scene, quantity: Quantity, sense: Sense | None) -> Sense | None:
    """Return the multiple that a share is said to cost, or its price: "trades at 30 times earnings"."""
    valued = scene.near(scene.lexicon.valued, quantity.first, quantity.last, width=6)
    if quantity.form == MULTIPLE:
        sense = next((one for one in scene.senses if 0 <= one.start - quantity.last <= _BEHIND), sense)
    if quantity.form == MULTIPLE and (valued is not None or _is_of_earnings(quantity, sense)):
        metric = "price_to_earnings" if sense is None else _MULTIPLES.get(sense.meaning.metrics[0])
        return None if metric is None else Sense(MetricSense((metric,)), quantity.first, quantity.last)
    if quantity.form == AMOUNT and sense is None and _is_market_value(scene, quantity):
        return Sense(MetricSense((_WORTH,)), quantity.first, quantity.last)
    if quantity.form != AMOUNT or quantity.power is not None or quantity.value >= _DEAREST:
        return None
    if valued == "share" or _is_price(scene, quantity, sense):
        return Sense(MetricSense(("share_price",)), quantity.first, quantity.last)
    return None


def day_of_price(scene: Scene, quantity: Quantity, when: When | None) -> When | None:
    """Return the day that a price is of: the one beside it, of the article's year where it names none."""
    if when is not None and not when.carried:
        return when
    days = [one for one in scene.times if one.likely is not None]
    if not days:
        return when
    behind = [one for one in days if 0 <= one.start - quantity.last <= CLOSE]
    # "It is worth 4,400 billion and reports on 27 August": a day farther behind is of something else.
    days = behind or [one for one in days if one.start - quantity.last <= _PRICE_REACH]
    if not days:
        return when
    day = min(days, key=lambda one: scene.distance(quantity, one.start, one.end))
    return replace(day, period=day.likely)


def _is_market_value(scene: Scene, quantity: Quantity) -> bool:
    """Return whether an amount at which a company stands is too large for anything but its market value.

    "The latter is back above $3.8 trillion".
    """
    return quantity.value >= _TRILLION and quantity.unit in _HARD and _stands_at(scene, quantity)


def _stands_at(scene: Scene, quantity: Quantity) -> bool:
    """Return whether an amount, with its hedge, follows a word for where something stands: "at", "above"."""
    first = scene.beginning(quantity)
    return any(token.word in _PRICED_AT for token in scene.tokens[max(0, first - 1) : quantity.first])


def _is_of_earnings(quantity: Quantity, sense: Sense | None) -> bool:
    """Return whether a multiple is one of what a share earns: "38 fois le bénéfice", "46 times earnings"."""
    # "Sextupled its profit" is one word; a multiple has the word for "times" besides.
    many = quantity.value >= _DEAR and quantity.last - quantity.first > 1 and sense is not None
    return many and sense is not None and 0 <= sense.start - quantity.last <= _BEHIND


def _is_price(scene: Scene, quantity: Quantity, sense: Sense | None) -> bool:
    """Return whether an amount is where a share is said to stand: "the shares ended Tuesday at $144"."""
    shares = scene.all(scene.lexicon.shares)
    if sense is not None and sense.verb and sense.meaning.metrics[0] == _WORTH:
        # "L'action valait 738 dollars", "its stock has gained 10 % and is worth 670".
        return any(one.end <= sense.start for one in shares)
    if scene.near(scene.lexicon.shares, quantity.first, quantity.last, width=_PRICE_REACH) is None:
        return False
    return _stands_at(scene, quantity) and (sense is None or not links(scene, quantity, sense))
