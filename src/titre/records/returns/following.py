"""What became of one unit of a security from one day to another? Legs, each with a price and an income part.

A position is followed through splits, distributions, mergers and delistings. A leg is the stretch in which it
is of one security, or cash: its price part is what the price alone did, its income part what distributions
added. Distributions are reinvested at the close of their ex-day, the usual convention, so that

    value at the end / value at the start = product of the price and income parts of all legs

exactly, in fractions; currencies come on top in ``returns``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from titre.kernel.findings import Place
from titre.kernel.messages import say
from titre.kernel.numerals import Told
from titre.records.errors import PriceMissing
from titre.records.returns.actions import ActionKind
from titre.records.returns.distributions import (
    STALE,
    amount_told,
    confirmed,
    distributions_of,
    given,
    rate,
)
from titre.records.returns.quotes import Quote
from titre.records.returns.steps import Step

if TYPE_CHECKING:
    from titre.kernel.messages import Message
    from titre.records.returns.actions import Action
    from titre.records.returns.histories import History
    from titre.records.returns.market import Market
    from titre.store.price_series import Price

_ONE = Fraction(1)


class Fate(StrEnum):
    """What became of a position."""

    HELD = "held"
    """priced on its last day"""
    CASH = "cash"
    """a merger or a delisting turned it into cash"""
    STALE = "stale"
    """its prices end before its last day, and no action says why"""


@dataclass(slots=True)
class Leg:
    """A stretch of the way in one security or in cash."""

    currency: str
    start: date
    end: date
    price: Fraction = _ONE
    """value at the end over value at the start, by the price alone, splits included"""
    income: Fraction = _ONE
    """what distributions added, as a factor"""
    history: History | None = None
    """None: cash"""
    first: Quote | None = None
    last: Quote | None = None
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Way:
    """All legs of a position, and what became of it."""

    legs: tuple[Leg, ...]
    fate: Fate
    marks: tuple[Message, ...] = ()
    """what a reader must be told: a day without a price, prices that ended"""


@dataclass(frozen=True, slots=True)
class Manner:
    """How positions are followed: what the rules of a list say."""

    income: bool = True
    """whether distributions count"""
    reference: str = "close"
    """``close`` of the day, ``next_open`` or ``next_close`` of the first day after it"""
    previous: bool = True
    """whether a day without a price takes the close before it, or the one after"""
    missing: str = "last"
    """what a position is worth whose prices ended: ``last`` or ``zero``"""


def follow(market: Market, name: str, start: date, end: date, manner: Manner) -> Way:
    """Return the way of a position bought on a day and looked at on another.

    Raises:
        PriceMissing: there is no price to begin with, or one on the way that is needed.
        StoreError: it is not known whose prices these are.
    """
    return _Follower(market, manner, end).way(name, start)


class _Follower:
    """Follows one position to its end."""

    def __init__(self, market: Market, manner: Manner, end: date) -> None:
        self._market, self._manner, self._end = market, manner, end
        self._marks: list[Message] = []

    def way(self, name: str, start: date) -> Way:
        history = self._market.history(name, start)
        first = self._reference(history, start)
        legs: list[Leg] = []
        since = first.day
        while True:
            self._refuse_ended(history, first)
            final = next(
                (one for one in history.actions if one.ends and first.day < one.day <= self._end), None
            )
            leg = Leg(first.currency, since, final.day if final else self._end, history=history, first=first)
            legs.append(leg)
            if self._manner.income:
                self._distribute(leg, history, first)
            if final is None:
                return self._way(legs, self._priced(leg, history, first))
            following = self._ended(leg, history, first, final)
            if following is None:
                legs.append(Leg(final.currency or leg.currency, leg.end, self._end))
                return self._way(legs, Fate.CASH)
            history, first = following
            since = leg.end

    def _refuse_ended(self, history: History, first: Quote) -> None:
        """Refuse to begin with what is gone: closes after it are another security's, or nobody's."""
        gone = next((one for one in history.actions if one.ends and one.day <= first.day), None)
        if gone is not None:
            told = say("{told} on {day}", told=_told(gone), day=Told(gone.day))
            raise PriceMissing(history.security.name, first.day, told)

    def _way(self, legs: list[Leg], fate: Fate) -> Way:
        return Way(tuple(legs), fate, tuple(self._marks))

    def _reference(self, history: History, start: date) -> Quote:
        """Return the price at which a pick begins."""
        manner = self._manner
        if manner.reference == "next_open":
            price = next((price for price in history.opens if price.day > start), None)
        elif manner.reference == "next_close":
            price = history.on_or_after(start + timedelta(days=1))
        else:
            price = history.on_or_before(start) if manner.previous else history.on_or_after(start)
        if price is not None and price.day > self._end:
            told = say(
                "the first after it is of {day}, later than the last day asked for", day=Told(price.day)
            )
            raise PriceMissing(history.security.name, start, told)
        known = price is not None and abs(price.day - start) <= STALE
        self._refuse_doubts(history, start, price.day if known and price else start)
        if price is None or not known:
            raise PriceMissing(history.security.name, start, self._why_none(history, start))
        if manner.reference == "close":
            self._mark(history, start, price)
        return Quote.of(history, price)

    def _why_none(self, history: History, start: date) -> Message:
        """Return why there is no price to begin with."""
        if history.findings:
            return history.findings[0].message
        if history.passed_over:
            return history.passed_over
        if any(abs(price.day - start) <= STALE for price in history.adjusted):
            return say("the store has adjusted closes only, and no price can be told from these")
        return say("the store has none near that day")

    def _refuse_doubts(self, history: History, day: date, taken: date) -> None:
        """Refuse a price where a file has something for a day nearer to the one asked for."""
        kind = "open" if self._manner.reference == "next_open" else "close"
        for row in history.doubts.get(kind, ()):
            if min(day, taken) <= row.day <= max(day, taken) and not confirmed(history, row.day):
                told = say("what stands there is no price that can be taken")
                place = Place(row.file, f"line {row.line}")
                raise PriceMissing(history.security.name, row.day, told, place)

    def _mark(self, history: History, wanted: date, price: Price) -> None:
        if price.day == wanted:
            return
        name = history.security.name
        told = say(
            "{name}: no close on {day}; taken: that of {other}",
            name=name,
            day=Told(wanted),
            other=Told(price.day),
        )
        self._marks.append(told)

    def _mark_gap(self, history: History, first: date, last: date) -> None:
        """Tell the first stretch without any close between two days."""
        start, stop = history.ordinals.searchsorted([first.toordinal(), last.toordinal()])
        within = history.ordinals[start : stop + 1]
        wide = (within[1:] - within[:-1] > STALE.days).nonzero()[0]
        if len(wide):
            before, after = (date.fromordinal(int(within[wide[0] + at])) for at in (0, 1))
            told = say(
                "{name}: no close between {day} and {other}; what happened meanwhile is not seen",
                name=history.security.name,
                day=Told(before),
                other=Told(after),
            )
            self._marks.append(told)

    def _distribute(self, leg: Leg, history: History, first: Quote) -> None:
        """Note what a leg gave on its way, after its first day and up to its last."""
        steps = distributions_of(self._market, history)
        start = bisect_right(steps, first.day, key=_day)
        leg.steps = steps[start : bisect_right(steps, leg.end, key=_day)]
        above, below = 1, 1
        for step in leg.steps:
            if step.refusal is not None:
                raise step.refusal
            # Products of whole numbers: a fraction would be brought to lowest terms at each of many steps.
            above, below = above * step.above, below * step.below
        leg.income = Fraction(above, below)

    def _ended(self, leg: Leg, history: History, first: Quote, final: Action) -> tuple[History, Quote] | None:
        """Close a leg by the merger or delisting that ended it; return what is held after it, if not cash."""
        cash = None
        if final.amount is not None:
            exchange = rate(self._market, final.currency or leg.currency, leg.currency, final.day)
            cash = Fraction(final.amount) * exchange
        if final.kind is ActionKind.DELISTING:
            if cash is None:
                leg.last = self._last_close(history, final.day, first)
                cash = leg.last.value if self._manner.missing == "last" else Fraction(0)
            self._close(leg, history, first, final, cash)
            return None
        received = given(self._market, final, leg.currency)
        if received is None and final.into:
            raise PriceMissing(final.into, final.day, say("a merger gave it, and the store has none"))
        self._close(leg, history, first, final, (cash or 0) + (received or Fraction(0)))
        if not final.into:
            return None
        into = self._market.history(final.into, final.day)
        price = into.on_or_after(final.day)
        assert price is not None
        return into, Quote.of(into, price)

    def _close(self, leg: Leg, history: History, first: Quote, final: Action, value: Fraction) -> None:
        leg.price = value / first.value * history.split_between(first.day, final.day)
        above, below = leg.price.as_integer_ratio()
        leg.steps = [*leg.steps, Step(final.day, final.kind, above, below, _told(final), final.place)]

    def _priced(self, leg: Leg, history: History, first: Quote) -> Fate:
        """Close a leg by the price of its last day."""
        price = history.on_or_before(self._end)
        assert price is not None
        stale = self._end - price.day > STALE
        following = history.on_or_after(self._end)
        if not stale and not self._manner.previous and following is not None:
            price = following if following.day - self._end <= STALE else price
        self._mark_gap(history, first.day, price.day)
        last = leg.last = Quote.of(history, price)
        leg.price = last.value / first.value * history.split_between(first.day, last.day)
        if not stale:
            self._mark(history, self._end, price)
            return Fate.HELD
        name = history.security.name
        self._marks.append(say("{name}: the last close is that of {day}", name=name, day=Told(price.day)))
        if self._manner.missing == "zero":
            leg.price = Fraction(0)
        return Fate.STALE

    def _last_close(self, history: History, day: date, first: Quote) -> Quote:
        price = history.on_or_before(day)
        return first if price is None or price.day < first.day else Quote.of(history, price)


def _day(step: Step) -> date:
    return step.day


def _told(final: Action) -> Message:
    """Return in a sentence what a merger or a delisting gave."""
    amount = amount_told(final)
    match final.kind:
        case ActionKind.MERGER if final.into:
            return say("merged into {into}", into=final.into)
        case ActionKind.MERGER:
            return say("merged, for {amount} a unit in cash", amount=amount)
        case _ if amount:
            return say("delisted, at {amount} a unit", amount=amount)
        case _:
            return say("delisted, at its last price or nothing, as the rules say")
