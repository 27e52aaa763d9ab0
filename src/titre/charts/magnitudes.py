"""In which magnitude are a panel's numbers written, and where do its ticks stand? All in exact decimals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import TYPE_CHECKING

from titre.kernel.messages import Message, say
from titre.kernel.numerals import write_number

if TYPE_CHECKING:
    from collections.abc import Sequence

_EXACT = Context(prec=200)
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_CUT = Decimal("0.85")
"""an axis may leave zero out only where the least value is above this part of the greatest"""
_FLAT = Decimal("1e-9")
"""a range smaller than this part of the values is below what a picture can show"""
_LARGEST = 17
_LEAST = -5

_SCALES = {"en": (12, 9, 6), "fr": (9, 6)}
_SCALE_WORDS = {
    12: say("trillions"),
    9: say("billions"),
    6: say("millions"),
}
_CURRENCIES = {
    "USD": say("US dollars"),
    "EUR": say("euros"),
    "GBP": say("pounds sterling"),
    "JPY": say("yen"),
    "CHF": say("Swiss francs"),
    "CAD": say("Canadian dollars"),
    "CNY": say("yuan"),
}


@dataclass(frozen=True, slots=True)
class Magnitude:
    """A unit and the power of ten by which its values are divided before they are written."""

    unit: str
    power: int

    @classmethod
    def of(cls, unit: str, values: Sequence[Decimal], language: str) -> Magnitude:
        """Return the magnitude in which the greatest of the values has a few digits before the point."""
        exponent = max((value.adjusted() for value in values if value), default=0)
        if exponent >= _LARGEST or exponent < _LEAST:
            return cls(unit, exponent // 3 * 3)
        if unit in {"percent", "times", "pure", ""} or "/" in unit:
            return cls(unit, 0)
        scales = _SCALES.get(language, _SCALES["en"])
        return cls(unit, next((power for power in scales if exponent >= power), 0))

    def scaled(self, value: Decimal) -> Decimal:
        """Return a value divided by the power, exactly, without a tail of zeros."""
        return _plain(value.scaleb(-self.power, context=_EXACT))

    def words(self, language: str) -> str:
        """Return the unit in words: ``US dollars, billions``."""
        unit = _unit_words(self.unit)
        if not self.power:
            return unit.render(language) if isinstance(unit, Message) else unit
        if self.power in _SCALE_WORDS:
            return say("{unit}, {scale}", unit=unit, scale=_SCALE_WORDS[self.power]).render(language)
        return say("{unit}, times 10^{power}", unit=unit, power=self.power).render(language)


@dataclass(frozen=True, slots=True)
class Axis:
    """The ticks of an axis of values, from its lower to its upper end, in a magnitude."""

    ticks: tuple[Decimal, ...]
    places: int

    @property
    def low(self) -> Decimal:
        """The lower end."""
        return self.ticks[0]

    @property
    def high(self) -> Decimal:
        """The upper end."""
        return self.ticks[-1]

    def written(self, language: str) -> list[str]:
        """Return the ticks as the reader writes them, all with as many places."""
        return [write_number(tick, language, places=self.places) for tick in self.ticks]

    def part(self, value: Decimal) -> float:
        """Return how far up the axis a value stands: 0 at its lower end, 1 at its upper."""
        return float(_EXACT.divide(value - self.low, self.high - self.low))


def axis_of(values: Sequence[Decimal], *, steps: int, from_zero: bool = False) -> Axis:
    """Return an axis that holds all values, of about so many steps; zero stands on it unless all are far."""
    low, high = _range(values, from_zero=from_zero)
    raw = _EXACT.divide(high - low, Decimal(max(steps, 1)))
    unit = Decimal(1).scaleb(raw.adjusted(), context=_EXACT)
    step = next(unit * factor for factor in _STEPS if unit * factor >= raw)
    first = _EXACT.divide(low, step).to_integral_value(ROUND_FLOOR)
    last = _EXACT.divide(high, step).to_integral_value(ROUND_CEILING)
    count = int(last - first)
    ticks = tuple(_plain(_EXACT.multiply(first + index, step)) for index in range(count + 1))
    return Axis(ticks, max(_places(tick) for tick in ticks))


def _range(values: Sequence[Decimal], *, from_zero: bool) -> tuple[Decimal, Decimal]:
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    if low == high == 0:
        return Decimal(0), Decimal(1)
    greatest = max(abs(low), abs(high))
    near = (low >= 0 and low < _CUT * high) or (high <= 0 and high > _CUT * low)
    if from_zero or near or high - low <= _FLAT * greatest:
        return min(low, Decimal(0)), max(high, Decimal(0))
    return low, high


def _unit_words(unit: str) -> Message | str:
    if unit == "percent":
        return say("percent")
    if unit == "times":
        return say("times (×)")
    if unit in {"pure", ""}:
        return say("ratio")
    if unit == "shares":
        return say("shares")
    above, _, below = unit.partition("/")
    if below == "shares":
        return say("{currency} a share", currency=_CURRENCIES.get(above, above))
    return _CURRENCIES.get(unit, unit)


def _plain(value: Decimal) -> Decimal:
    """Return a value without exponent and without a tail of zeros."""
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".")) if "." in text else Decimal(text)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
