"""Does a figure fit a stated quantity? By the digits stated and the words around them, in exact decimals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import IntEnum
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from titre.claims.quantities.scales import MULTIPLE
from titre.kernel.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from titre.claims.quantities.scanning import Quantity

_HALF = Decimal("0.5")
_ROUNDED_WITHIN = Decimal("0.10")
"""share of the figure by which a number with final zeros may be off and still be a rounded one"""
_LOOSELY = Decimal("0.15")
"""share of a multiple by which it may be off and still be near: "tripled" for 2.7 times"""
_LOOSELY_NEARLY = Decimal("0.2")
"""the same, where "nearly" or "about" stands before it: "nearly tripled" for 2.5 times"""
_SOFT = Decimal("0.02")
"""share of the stated value that "about" allows"""
_NEARLY = Decimal("0.8")
"""share of an order of magnitude from which on its name still describes"""
_WIDE = Decimal("1.25")
"""how many times the stated value "more than" still describes well"""
_FAR = Decimal(2)
"""how many times the stated value, or the figure under a ceiling, a bound may be off and still be of it"""


_SLIGHTLY, _HARDLY = Decimal("0.05"), Decimal("0.10")
"""share of the stated value that "just over" and "only" describe well; and describe at all"""

_FLOORS = frozenset({"more_than", "at_least", "first_time"})
_CEILINGS = frozenset({"less_than", "at_most", "up_to"})
_NARROW = {"barely": 1, "just_under": -1}
"""hedges that allow little, and to which side"""
BOUNDS = _FLOORS | _CEILINGS | _NARROW.keys()
"""hedges that set a bound to one side"""


class Option(Protocol):
    """What a stated quantity may be compared with."""

    @property
    def value(self) -> Decimal:
        """What it comes to, in the unit stated."""
        ...

    @property
    def default(self) -> bool:
        """Whether the words say it first."""
        ...


Weighed = TypeVar("Weighed", bound=Option)


class Fit(IntEnum):
    """How well a figure fits; the higher the better."""

    NONE = 0
    APPROXIMATE = 1
    EXACT = 2


@dataclass(frozen=True, slots=True)
class Best(Generic[Weighed]):
    """The best of several options, how well it fits and by which rule; and the first of them."""

    first: Weighed
    option: Weighed
    fit: Fit
    rule: Message | None


def fit(quantity: Quantity, actual: Decimal) -> tuple[Fit, Message | None]:
    """Return how well an actual value fits a stated quantity, and the rule that says so.

    Both are in one unit and have one sign convention.
    """
    if quantity.high is not None:
        return _in_range(quantity.value, quantity.high, quantity.step, actual)
    if quantity.order:
        return _of_order(quantity.value, actual)
    side = _NARROW.get(quantity.hedge or "")
    if side is not None:
        beyond = side * (actual - quantity.value)
        return _slightly(quantity.value, beyond, quantity.step) or _rounded(quantity, actual)
    return _bounded(quantity, actual) or _rounded(quantity, actual)


def _bounded(quantity: Quantity, actual: Decimal) -> tuple[Fit, Message | None] | None:
    """Judge by the bound that a hedge sets; None where there is no bound or the figure is beyond it."""
    value, half = quantity.value, quantity.step * _HALF
    if quantity.hedge in {"about", "nearly"} and abs(actual - value) <= max(half, abs(value) * _SOFT):
        return Fit.EXACT, say("within what the hedge allows")
    if quantity.hedge in _FLOORS and value - half <= actual:
        if actual <= max(value * _WIDE, value + quantity.step):
            return Fit.EXACT, say("at or above the bound stated")
        far = actual > value * _FAR
        return (Fit.NONE, None) if far else (Fit.APPROXIMATE, say("above the bound stated, by much"))
    if quantity.hedge in _CEILINGS and actual <= value + half:
        if actual * _WIDE >= value or actual >= value - quantity.step:
            return Fit.EXACT, say("at or below the bound stated")
        far = actual * _FAR < value
        return (Fit.NONE, None) if far else (Fit.APPROXIMATE, say("below the bound stated, by much"))
    return None


def _slightly(value: Decimal, beyond: Decimal, step: Decimal) -> tuple[Fit, Message | None] | None:
    """Judge "just over" or "just under" by how far the figure is beyond what is stated; None if before it."""
    half = step * _HALF
    if not -half <= beyond <= max(abs(value) * _HARDLY, half):
        return None
    if beyond <= max(abs(value) * _SLIGHTLY, half):
        return Fit.EXACT, say("within what the hedge allows")
    return Fit.APPROXIMATE, say("farther beyond what is stated than the hedge says")


def best_of(quantity: Quantity, options: Iterable[Weighed]) -> Best[Weighed] | None:
    """Return the option whose value fits best, and the first one; None where there is none.

    Of two that fit as well, the one that the words say first is the better.
    """
    best: Best[Weighed] | None = None
    for option in options:
        found, rule = fit(quantity, option.value)
        if best is None:
            best = Best(option, option, found, rule)
        elif (found, option.default) > (best.fit, best.option.default):
            best = Best(best.first, option, found, rule)
    return best


def keeps_bound(quantity: Quantity, actual: Decimal) -> bool:
    """Return whether a figure is on the side of a bound that a hedge sets: far off, it refutes nothing."""
    if quantity.hedge in _FLOORS:
        return actual >= quantity.value
    return quantity.hedge in _CEILINGS and actual <= quantity.value


def _rounded(  # noqa: PLR0911 - a rule a line
    quantity: Quantity, actual: Decimal
) -> tuple[Fit, Message | None]:
    value, step = quantity.value, quantity.step
    distance = abs(actual - value)
    if distance <= step * _HALF:
        return Fit.EXACT, say("within half a unit of the last digit stated")
    if not actual or value.is_signed() != actual.is_signed():
        return Fit.NONE, None
    if _to(actual, step, ROUND_DOWN) == value:
        return Fit.APPROXIMATE, say("the figure cut off after the last digit stated")
    if distance <= step:
        return Fit.APPROXIMATE, say("within one unit of the last digit stated")
    if quantity.form == MULTIPLE and distance <= value * _loosely(quantity.hedge):
        return Fit.APPROXIMATE, say("near the multiple stated")
    if quantity.hedge in BOUNDS:
        # What is beyond a bound by more than a unit is no rounding of it.
        return Fit.NONE, None
    # Final zeros may be stated or only hold the place: 80 billion may be one digit or two.
    coarse = step * 10
    while value and not value % coarse and distance <= abs(actual) * _ROUNDED_WITHIN:
        if value in (_to(actual, coarse, ROUND_HALF_UP), _to(actual, coarse, ROUND_DOWN)):
            return Fit.APPROXIMATE, say("the figure rounded to a round number")
        coarse *= 10
    return Fit.NONE, None


def _loosely(hedge: str | None) -> Decimal:
    """Return how far off a multiple may be: "more than doubled" allows nothing below."""
    if hedge in BOUNDS:
        return Decimal()
    return _LOOSELY_NEARLY if hedge in {"about", "nearly"} else _LOOSELY


def _to(actual: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (actual / step).quantize(Decimal(1), rounding=rounding) * step


def _in_range(low: Decimal, high: Decimal, step: Decimal, actual: Decimal) -> tuple[Fit, Message | None]:
    half = step * _HALF
    if low - half <= actual <= high + half:
        return Fit.EXACT, say("inside the range stated")
    if low - step <= actual <= high + step:
        return Fit.APPROXIMATE, say("within one unit of the range stated")
    return Fit.NONE, None


def _of_order(value: Decimal, actual: Decimal) -> tuple[Fit, Message | None]:
    """Hundreds of billions: from one hundred up to a thousand."""
    if value <= actual < value * 10:
        return Fit.EXACT, say("of the order of magnitude stated")
    if value * _NEARLY <= actual < value * 12:
        return Fit.APPROXIMATE, say("near the order of magnitude stated")
    return Fit.NONE, None
