"""What was a company worth on a day? The shares known then, of each class at its price.

- The price is the last close of the day or of up to seven days before, as the file has it.
- The count is the newest known on that day; for the end of a fiscal period also the balance sheet's own, from
  the day it was filed.
- A count is put on the basis of splits of the price: that of its day where closes are as traded, that of the
  file where they are adjusted. Where a file does not say which, and it makes a difference, there is no value.
- A class has its own price; an unlisted one is valued at the price of the class that stands for it, or of the
  company's only listed one, and the lineage says so.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from titre.figures import arithmetic, errors
from titre.figures.model import Fact, Lineage, Rule
from titre.figures.plans import fold_member
from titre.figures.share_counts import Regroup, ShareCounts, regrouping, regroups
from titre.kernel.messages import say
from titre.store.declared_securities import ADJUSTED, TRADED
from titre.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    import duckdb

    from titre.figures.share_counts import Counts
    from titre.kernel.messages import Message
    from titre.store.declared_securities import Security
    from titre.store.price_series import Price
    from titre.store.securities import Securities

CLOSE, CAPITALIZATION = "price:close", "price:capitalization"
"""Concepts of our own: the close of the share that stands for a company, the value of all its shares."""
PRICE_DAYS = 7
"""days by which a close may be older than the day asked for"""


class Worth(NamedTuple):
    """The lineage of a close or of a company's value on a day, and the day from which it was known."""

    lineage: Lineage
    known: date


class NoWorth(NamedTuple):
    """Why there is none."""

    kind: type[errors.FigureRefused]
    message: Message


@dataclass(frozen=True, slots=True)
class _Quote:
    """A class's price, and whether it is that of another class."""

    security: Security
    price: Price
    stand_in: bool = False


class Valuer:
    """Values companies by the share counts and prices of a snapshot."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        securities: Securities,
        entities: Collection[str],
        splits: Mapping[str, Sequence[Regroup]],
    ) -> None:
        self.entities = frozenset(entities)
        self._securities, self._splits = securities, splits
        self._counts = ShareCounts(connection, entities)
        self._of_company: dict[str, tuple[Security, ...]] = {
            entity: securities.of_company(entity) for entity in entities
        }
        self._closes: dict[tuple[str, date], Price | StoreError] = {}
        self._asked: set[tuple[str, date]] = set()

    def prepare(self, days: Iterable[tuple[str, date]]) -> None:
        """Read the closes of companies on days, all at once."""
        wanted = [
            (security, day)
            for entity, day in days
            for security in self._of_company.get(entity, ())
            if (security.security, day) not in self._asked
        ]
        self._asked |= {(security.security, day) for security, day in wanted}
        self._closes |= self._securities.closes_before(wanted, PRICE_DAYS)

    def close(self, entity: str, day: date) -> Worth | NoWorth:
        """Return the close of a company's only listed class, or of the one that stands for all."""
        self.prepare([(entity, day)])
        quote = self._quote_of_all(entity, day)
        return quote if isinstance(quote, NoWorth) else Worth(_price_step(quote, entity), day)

    def known_on(self, entity: str, day: date) -> Worth | NoWorth:
        """Return the value of a company on a day by the share count known on it."""
        self.prepare([(entity, day)])
        if entity not in self.entities:
            return self._no_price((), day)
        counts = self._counts.known_on(entity, day)
        if counts is None:
            return NoWorth(
                errors.ShareCountMissing, say("no count of its shares was known on {day}", day=day)
            )
        return self._worth(entity, day, counts, day)

    def standing_at(self, entity: str, day: date) -> Worth | None:
        """Return the value at the end of a period by the count of its balance sheet, if there is any."""
        self.prepare([(entity, day)])
        counts = self._counts.standing_at(entity, day)
        worth = self._worth(entity, day, counts, max(day, counts.known)) if counts is not None else None
        return worth if isinstance(worth, Worth) else None

    def _worth(self, entity: str, day: date, counts: Counts, known: date) -> Worth | NoWorth:
        if self._counts.is_out_of_scale(entity, counts):
            message = say("{concept}: in another scale than the count before", concept=counts.concept)
            return NoWorth(errors.AmbiguousValue, message)
        steps = []
        members = {member: fact for member, fact in counts.by_class.items() if member} or counts.by_class
        for member, fact in members.items():
            quote = self._quote(entity, member, day) if member else self._quote_of_all(entity, day)
            if isinstance(quote, NoWorth):
                return quote
            step = self._class_step(quote, fact, counts.known, day)
            if isinstance(step, NoWorth):
                return step
            steps.append(step)
        currencies = {step.unit for step in steps}
        if len(currencies) > 1:
            told = ", ".join(sorted(currencies))
            return NoWorth(errors.MixedCurrencies, say("its classes have prices in {units}", units=told))
        total = arithmetic.ZERO
        for step in steps:
            total = arithmetic.plus(total, step.value)
        lineage = Lineage(
            name=CAPITALIZATION,
            period=str(day),
            value=total,
            unit=steps[0].unit,
            rule=Rule.CLASSES,
            end=day,
            operands=tuple(steps),
            signs=(1,) * len(steps),
        )
        return Worth(steps[0] if len(steps) == 1 else lineage, known)

    def _class_step(self, quote: _Quote, fact: Fact, known: date, day: date) -> Lineage | NoWorth:
        price = quote.price
        if price.currency is None:
            return NoWorth(
                errors.PriceMissing, say("the price of {symbol} has no currency", symbol=price.symbol)
            )
        factor = self._factor(quote, fact.entity, known, day)
        if isinstance(factor, NoWorth):
            return factor
        step = _fact_step(fact)
        if factor[0] != factor[1]:
            note = say("times {times}, by {parts}, for splits", times=factor[0], parts=factor[1])
            step = _scaled(step, Decimal(factor[0]), Decimal(factor[1]), note)
        if quote.security.shares != 1:
            note = say("one listed unit stands for {shares} shares", shares=quote.security.shares)
            step = _scaled(step, Decimal(1), quote.security.shares, note)
        told = None
        if quote.stand_in:
            told = say("valued at the price of {security}", security=quote.security.name)
        return Lineage(
            name=CAPITALIZATION,
            period=str(day),
            value=arithmetic.product(step.value, price.value),
            unit=price.currency,
            rule=Rule.PRICED,
            end=day,
            operands=(step, _price_step(quote, fact.entity)),
            note=told,
        )

    def _factor(self, quote: _Quote, entity: str, known: date, day: date) -> tuple[int, int] | NoWorth:
        price = quote.price
        splits = regroups(quote.security, self._splits.get(entity, ()))
        of_file = {price.series_end or price.day, price.imported}
        bases = {TRADED: {day}, ADJUSTED: of_file}.get(price.closes or "", {day, *of_file})
        factors = {regrouping(splits, known, basis) for basis in bases}
        factor = next(iter(factors))
        if len(factors) > 1 or factor is None:
            return NoWorth(
                errors.SplitUnclear,
                say(
                    "a split is near, and {file} does not say whether its closes are adjusted for it: "
                    "declare closes, or the split's day, in securities.toml",
                    file=price.file,
                ),
            )
        return factor

    def _quote(self, entity: str, member: str, day: date) -> _Quote | NoWorth:
        """Return the price of a class of shares."""
        known = self._of_company[entity]
        own = next((one for one in known if one.share_class and fold_member(one.share_class) == member), None)
        symbol = self._counts.symbols.get(entity, {}).get(member)
        if own is None and symbol is not None:
            own = next((one for one in self._securities.holders(symbol, day) if one in known), None)
        if own is not None and (found := self._price(own, day)):
            return found if isinstance(found, NoWorth) else _Quote(own, found)
        stands = [one for one in known if member in map(fold_member, one.stands_for)]
        if own is None and not stands:
            stands = [one for one in known if self._price(one, day) is not None]
        for one in stands if len(stands) == 1 else ():
            found = self._price(one, day)
            if found is not None:
                return found if isinstance(found, NoWorth) else _Quote(one, found, stand_in=True)
        if own is None and len(stands) > 1:
            return self._unclear(stands)
        return self._no_price(known if own is None else (own,), day)

    def _quote_of_all(self, entity: str, day: date) -> _Quote | NoWorth:
        """Return the price at which all shares of a company are valued where no class is told."""
        known = self._of_company.get(entity, ())
        priced = [one for one in known if self._price(one, day) is not None]
        if len(priced) > 1:
            priced = [one for one in priced if one.stands_for]
        others = {one.share_class for one in known if one.share_class}
        if not priced and not others:
            return self._no_price(known, day)
        if len(priced) != 1:
            return self._unclear(known) if others else self._no_price(known, day)
        (one,) = priced
        others -= {one.share_class}
        if not {fold_member(name) for name in others if name} <= set(map(fold_member, one.stands_for)):
            return self._unclear(known)
        found = self._price(one, day)
        assert found is not None
        return found if isinstance(found, NoWorth) else _Quote(one, found, stand_in=bool(others))

    def _price(self, security: Security, day: date) -> Price | NoWorth | None:
        found = self._closes.get((security.security, day))
        return NoWorth(errors.PriceAmbiguous, found.message) if isinstance(found, StoreError) else found

    @staticmethod
    def _no_price(securities: Sequence[Security], day: date) -> NoWorth:
        names = ", ".join(one.symbol(day) or one.name for one in securities)
        if not names:
            return NoWorth(errors.PriceMissing, say("the store has no price of it"))
        message = say(
            "no close of {symbols} on {day} or the {days} days before",
            symbols=names,
            day=day,
            days=PRICE_DAYS,
        )
        return NoWorth(errors.PriceMissing, message)

    @staticmethod
    def _unclear(securities: Sequence[Security]) -> NoWorth:
        names = ", ".join(one.name for one in securities)
        return NoWorth(
            errors.AmbiguousClass,
            say("shares of several classes, {securities}: not known which price is whose", securities=names),
        )


def _fact_step(fact: Fact) -> Lineage:
    return Lineage(
        name=fact.concept,
        period=str(fact.end),
        value=fact.value,
        unit=fact.unit,
        rule=Rule.FILED,
        end=fact.end,
        fact=fact,
    )


def _price_step(quote: _Quote, entity: str) -> Lineage:
    price = quote.price
    fact = Fact(
        concept=CLOSE,
        dimensions=price.symbol,
        start=None,
        end=price.day,
        value=price.value,
        unit=f"{price.currency}/shares",
        accession="",
        form=None,
        filed=price.day,
        entity=entity,
        source="prices",
        file=price.file,
        line=price.line,
    )
    return replace(_fact_step(fact), rule=Rule.QUOTED)


def _scaled(step: Lineage, times: Decimal, parts: Decimal, note: Message) -> Lineage:
    value = arithmetic.quotient(arithmetic.product(step.value, times), parts)
    assert value is not None
    return replace(
        step, value=value, rule=Rule.SPLIT, operands=(step,), factor=(times, parts), note=note, fact=None
    )


def splits_by_company(rows: Iterable[tuple[str, date, date, int, int]]) -> dict[str, list[Regroup]]:
    """Return the splits that filings show, by company: rows of entity, before, since, above, below."""
    found: dict[str, list[Regroup]] = defaultdict(list)
    for entity, before, since, above, below in rows:
        found[entity].append(Regroup(before, since, above, below))
    return found
