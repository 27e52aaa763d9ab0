"""What became of one unit of a security from one day to another? Legs, each with a price and an income part.

A position is followed through splits, distributions, mergers and delistings. A leg is the stretch in which it
is of one security, or cash: its price part is what the price alone did, its income part what distributions
added. Distributions are reinvested at the close of their ex-day, the usual convention, so that

    value at the end / value at the start = product of the price and income parts of all legs

exactly, in fractions; currencies come on top in ``returns``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

from titre.kernel.messages import say
from titre.kernel.numerals import write_exact
from titre.records.errors import PriceMissing
from titre.records.returns.actions import ActionKind
from titre.records.returns.amounts import to_decimal

if TYPE_CHECKING:
    from datetime import date

    from titre.kernel.messages import Message
    from titre.records.returns.actions import Action
    from titre.records.returns.histories import History
    from titre.store.securities import Price

STALE = timedelta(days=10)
"""A close older than this is no price of the day: longer than any holiday closes a market."""
_ORDER = {kind: place for place, kind in enumerate(ActionKind)}
_ONE = Fraction(1)


class Market(Protocol):
    """Where histories and rates come from; everything of it is as known on one day."""

    def history(self, name: str, day: date) -> History:
        """Return the history of the security that a symbol or ISIN meant on a day.

        Raises:
            StoreError: it is not known whose prices these are.
        """
        ...

    def rate(self, currency: str, other: str, day: date) -> tuple[Fraction, date]:
        """Return what one unit of a currency was in another, and the day of the rate.

        Raises:
            StoreError: neither that day nor shortly before it.
        """
        ...

    def rates(self, currency: str, other: str, ordinals: Any) -> Any:  # noqa: ANN401 - numpy is imported late
        """Return what one unit of a currency was in another on days (``date.toordinal``), as float64."""
        ...


class Fate(StrEnum):
    """What became of a position."""

    HELD = "held"
    """priced on its last day"""
    CASH = "cash"
    """a merger or a delisting turned it into cash"""
    STALE = "stale"
    """its prices end before its last day, and no action says why"""


@dataclass(frozen=True, slots=True)
class Quote:
    """A price that was taken: as traded, and of which day and place."""

    day: date
    value: Fraction
    currency: str
    place: str = ""

    @classmethod
    def of(cls, history: History, price: Price) -> Quote:
        """Return a price of a history as it was traded.

        Raises:
            PriceMissing: a split lies between, and the file does not say on which side its prices are.
        """
        factor = history.factor(price)
        if factor is None:
            raise PriceMissing(
                history.security.name,
                price.day,
                say("{file} does not tell whether its closes are adjusted for splits", file=price.file),
            )
        currency = price.currency or history.currency
        if currency is None:
            raise PriceMissing(history.security.name, price.day, say("no currency is told"))
        return cls(price.day, Fraction(price.value) * factor, currency, f"{price.file}:{price.line}")


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened on the way, and by how much it multiplied what is held."""

    day: date
    kind: ActionKind
    factor: Fraction
    told: Message
    place: str


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


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that happened to one unit on a day."""

    day: date
    kind: ActionKind
    amount: Fraction | None
    currency: str | None
    place: str
    action: Action | None = None


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
            leg, final = self._leg(history, first)
            leg.start = since
            legs.append(leg)
            if final is None:
                return self._way(legs, self._priced(leg, history, first))
            following = self._ended(leg, history, first, final)
            if following is None:
                legs.append(Leg(self._cash_currency(leg, final), leg.end, self._end))
                return self._way(legs, Fate.CASH)
            history, first = following
            since = leg.end

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
        if price is None or abs(price.day - start) > STALE or price.day > self._end:
            why = history.findings[0].message if history.findings else say("the store has none near that day")
            raise PriceMissing(history.security.name, start, why)
        if manner.reference == "close":
            self._mark(history, start, price)
        return Quote.of(history, price)

    def _mark(self, history: History, wanted: date, price: Price) -> None:
        if price.day == wanted:
            return
        name = history.security.name
        told = say(
            "{name}: no close on {day}; taken: that of {other}", name=name, day=wanted, other=price.day
        )
        self._marks.append(told)

    def _leg(self, history: History, first: Quote) -> tuple[Leg, _Event | None]:
        """Return a leg with its distributions, and the event that ended it, if any did."""
        leg = Leg(first.currency, first.day, self._end, history=history, first=first)
        above, below = 1, 1
        final = None
        for event in self._events(history, first.day):
            if event.action is not None and event.action.ends:
                final, leg.end = event, event.day
                break
            paid = self._paid(event, first.currency) if self._manner.income else None
            if not paid:
                continue
            close = self._ex_close(history, event.day)
            factor = 1 + paid / close.value
            # Products of whole numbers: a fraction would be brought to lowest terms at each of many steps.
            above, below = above * factor.numerator, below * factor.denominator
            leg.steps.append(Step(event.day, event.kind, factor, _told(event), event.place))
        leg.income = Fraction(above, below)
        return leg, final

    def _events(self, history: History, after: date) -> list[_Event]:
        """Return what happened after a day and up to the end, in the order in which it counts."""
        events = [
            _Event(
                action.day,
                action.kind,
                None if action.amount is None else Fraction(action.amount),
                action.currency,
                action.place,
                action,
            )
            for action in history.actions
            if after < action.day <= self._end
        ]
        # The ledger of the desk goes before a distribution that a price file gives for the same day.
        told = {event.day for event in events if event.kind is ActionKind.DIVIDEND}
        for paid in history.dividends:
            if after < paid.day <= self._end and paid.value and paid.day not in told:
                quote = Quote.of(history, paid)
                events.append(_Event(paid.day, ActionKind.DIVIDEND, quote.value, quote.currency, quote.place))
        return sorted(events, key=lambda event: (event.day, _ORDER[event.kind]))

    def _paid(self, event: _Event, currency: str) -> Fraction | None:
        """Return what an event gave for one unit, in a currency; None where it gave nothing."""
        if event.kind is ActionKind.DIVIDEND:
            assert event.amount is not None
            return event.amount * self._rate(event.currency or currency, currency, event.day)
        if event.kind is not ActionKind.SPIN_OFF:
            return None
        assert event.action is not None
        given = self._given(event, currency)
        if given is not None:
            return given
        if event.amount is None:
            raise PriceMissing(event.action.into, event.day, say("what was spun off has none, nor an amount"))
        return event.amount * self._rate(event.currency or currency, currency, event.day)

    def _given(self, event: _Event, currency: str) -> Fraction | None:
        """Return the value of the securities that an event gave for one unit; None without a price."""
        action = event.action
        assert action is not None
        if not action.into or action.new is None or action.old is None:
            return None
        into = self._market.history(action.into, event.day)
        price = into.on_or_after(event.day)
        if price is None or price.day - event.day > STALE:
            return None
        quote = Quote.of(into, price)
        value = quote.value * Fraction(action.new) / Fraction(action.old)
        return value * self._rate(quote.currency, currency, event.day)

    def _ended(self, leg: Leg, history: History, first: Quote, final: _Event) -> tuple[History, Quote] | None:
        """Close a leg by the merger or delisting that ended it; return what is held after it, if not cash."""
        action = final.action
        assert action is not None
        cash = final.amount
        if cash is not None:
            cash *= self._rate(final.currency or leg.currency, leg.currency, final.day)
        if final.kind is ActionKind.DELISTING:
            if cash is None:
                last = self._last_close(history, final.day, first)
                cash = last.value if self._manner.missing == "last" else Fraction(0)
                leg.last = last
            leg.price = cash / first.value * _splits(history, first.day, final.day)
            leg.steps.append(Step(final.day, final.kind, leg.price, _told(final), final.place))
            return None
        given = self._given(final, leg.currency)
        if given is None and action.into:
            raise PriceMissing(action.into, final.day, say("a merger gave it, and the store has none"))
        leg.price = ((cash or 0) + (given or 0)) / first.value * _splits(history, first.day, final.day)
        leg.steps.append(Step(final.day, final.kind, leg.price, _told(final), final.place))
        if not action.into:
            return None
        into = self._market.history(action.into, final.day)
        price = into.on_or_after(final.day)
        assert price is not None
        return into, Quote.of(into, price)

    def _priced(self, leg: Leg, history: History, first: Quote) -> Fate:
        """Close a leg by the price of its last day."""
        price = history.on_or_before(self._end)
        assert price is not None
        stale = self._end - price.day > STALE
        following = history.on_or_after(self._end)
        if not stale and not self._manner.previous and following is not None:
            price = following if following.day - self._end <= STALE else price
        last = leg.last = Quote.of(history, price)
        leg.price = last.value / first.value * _splits(history, first.day, last.day)
        if not stale:
            self._mark(history, self._end, price)
            return Fate.HELD
        name = history.security.name
        self._marks.append(say("{name}: the last close is that of {day}", name=name, day=price.day))
        if self._manner.missing == "zero":
            leg.price = Fraction(0)
        return Fate.STALE

    def _last_close(self, history: History, day: date, first: Quote) -> Quote:
        price = history.on_or_before(day)
        if price is None or price.day < first.day:
            return first
        return Quote.of(history, price)

    def _ex_close(self, history: History, day: date) -> Quote:
        """Return the close at which a distribution is reinvested: of the ex-day, or the first after it."""
        price = history.on_or_after(day)
        if price is None or price.day - day > STALE:
            raise PriceMissing(history.security.name, day, say("a distribution of that day has no close"))
        return Quote.of(history, price)

    def _cash_currency(self, leg: Leg, final: _Event) -> str:
        return final.currency or leg.currency

    def _rate(self, currency: str, other: str, day: date) -> Fraction:
        return _ONE if currency == other else self._market.rate(currency, other, day)[0]


def _splits(history: History, after: date, until: date) -> Fraction:
    factor = _ONE
    for day, ratio in history.splits:
        if after < day <= until:
            factor *= ratio
    return factor


def _told(event: _Event) -> Message:
    """Return in a sentence what an event gave."""
    amount = (
        ""
        if event.amount is None
        else f"{write_exact(to_decimal(event.amount))} {event.currency or ''}".strip()
    )
    into = event.action.into if event.action is not None else ""
    match event.kind:
        case ActionKind.DIVIDEND:
            return say("{amount} a unit, reinvested at the close", amount=amount)
        case ActionKind.SPIN_OFF:
            return say("{into} was spun off; its value is reinvested at the close", into=into or amount)
        case ActionKind.MERGER if into:
            return say("merged into {into}", into=into)
        case ActionKind.MERGER:
            return say("merged, for {amount} a unit in cash", amount=amount)
        case _ if amount:
            return say("delisted, at {amount} a unit", amount=amount)
        case _:
            return say("delisted, at its last price or nothing, as the rules say")
