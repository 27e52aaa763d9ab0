"""What did one pick return, in a currency? Its total, and the parts that multiply to it exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from titre.kernel.findings import Finding
from titre.records.errors import PartsDisagree, PriceMissing, RecordError
from titre.records.returns.checks import faults_between
from titre.records.returns.following import Fate, Manner, follow
from titre.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from titre.kernel.messages import Message
    from titre.records.lists.model import Pick
    from titre.records.returns.following import Way
    from titre.records.returns.market import Market

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Parts:
    """Factors of what a unit bought became; their product is the growth before costs."""

    price: Fraction = _ONE
    """by prices alone, each in its own currency; splits and what a merger gave are in it"""
    income: Fraction = _ONE
    """by distributions, reinvested"""
    currency: Fraction = _ONE
    """by the currencies of the prices against the currency of the record"""

    @property
    def growth(self) -> Fraction:
        """Value at the end over value at the start, of a unit held."""
        return self.price * self.income * self.currency


@dataclass(frozen=True, slots=True)
class PickReturn:
    """What became of one pick; where that cannot be told, why."""

    pick: Pick
    name: str
    weight: Fraction
    """its share of the whole, all of them together one"""
    start: date
    end: date
    short: bool = False
    costs: Fraction = Fraction(0)
    """of each purchase and each sale, as a ratio"""
    parts: Parts = Parts()
    way: Way | None = None
    reason: Message | None = None
    """why there is no number"""
    findings: tuple[Finding, ...] = ()

    @property
    def known(self) -> bool:
        """Whether its return can be told."""
        return self.way is not None

    @property
    def complete(self) -> bool:
        """Whether it rests on prices up to its end."""
        return self.way is not None and self.way.fate is not Fate.STALE

    @property
    def total(self) -> Fraction:
        """Value at the end over value at the start, of the position: 6/5 for a gain of a fifth.

        A short position gains what the security loses, measured on what was sold at the start.

        Raises:
            ValueError: it cannot be told.
        """
        if self.way is None:
            raise ValueError(self.pick)
        growth, costs = self.parts.growth, self.costs
        if self.short:
            return _ONE + (1 - costs) - growth * (1 + costs)
        return growth * (1 - costs) / (1 + costs)

    @property
    def amounts(self) -> tuple[Fraction, Fraction, Fraction, Fraction]:
        """What price, income, currency and costs added to a start of one; with it they make the total."""
        parts = self.parts
        sign = -1 if self.short else 1
        price = sign * (parts.price - 1)
        income = sign * parts.price * (parts.income - 1)
        currency = sign * parts.price * parts.income * (parts.currency - 1)
        return price, income, currency, self.total - (1 + sign * (parts.growth - 1))


def return_of(market: Market, made: PickReturn, *, currency: str, manner: Manner) -> PickReturn:
    """Return what became of a pick from its start to its end; never raises for data: then it has a reason.

    ``made`` says what is asked: the pick, its weight, side and costs, and the day it is looked at.
    """
    pick = made.pick
    try:
        way = follow(market, pick.isin or pick.symbol, made.start, made.end, manner)
        findings = tuple(_faults(way))
        parts = parts_of(market, way, currency)
    except (RecordError, StoreError) as refusal:
        place = refusal.place if isinstance(refusal, PriceMissing) else None
        found = () if place is None else (Finding(place, refusal.message),)
        return replace(made, reason=refusal.message, findings=found)
    if findings:
        return replace(made, reason=findings[0].message, findings=findings)
    first = way.legs[0]
    assert first.history is not None
    name = pick.name or first.history.security.name
    told = replace(made, name=name, start=first.start, parts=parts, way=way)
    check_parts(market, told, currency)
    return told


def parts_of(market: Market, way: Way, currency: str) -> Parts:
    """Return the parts of a way in a currency.

    Raises:
        StoreError: a rate is needed and not there.
    """
    price = income = exchange = _ONE
    for leg in way.legs:
        price *= leg.price
        income *= leg.income
        if leg.currency != currency and leg.end > leg.start:
            before, _ = market.rate(leg.currency, currency, leg.start)
            after, _ = market.rate(leg.currency, currency, leg.end)
            exchange *= after / before
    return Parts(price, income, exchange)


def check_parts(market: Market, made: PickReturn, currency: str) -> None:
    """Check that start and parts make the end, computed by another road: units held and what one is worth.

    Raises:
        PartsDisagree: they do not; the number is not to be shown.
    """
    assert made.way is not None
    value = _ONE
    for leg in made.way.legs:
        worth_before = leg.first.value if leg.first is not None else _ONE
        worth_after = leg.price * worth_before
        if leg.currency != currency:
            worth_before *= market.rate(leg.currency, currency, leg.start)[0]
            worth_after *= market.rate(leg.currency, currency, leg.end)[0]
        value = value / worth_before * leg.income * worth_after
    if value != made.parts.growth or 1 + sum(made.amounts) != made.total:
        raise PartsDisagree(made.name)


def _faults(way: Way) -> Iterator[Finding]:
    """Yield what makes the prices of a way untrustworthy, between its first and its last day."""
    for leg in way.legs:
        if leg.history is not None and leg.first is not None:
            yield from faults_between(leg.history, leg.first.day, leg.end)
