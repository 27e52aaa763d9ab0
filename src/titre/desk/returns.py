"""What did the desk's lists, and securities with prices, return? Asked when an article is checked.

Everything is read when it is asked for: an article without a performance opens no list and no price.
Of a list nothing is told but its returns, and whether these may be told: its picks may be under embargo.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from titre.claims.returns import (
    BENCHMARK,
    BEST,
    MEAN,
    MEDIAN,
    PORTFOLIO,
    RETURN,
    WORST,
    ListKnown,
    Measure,
    Measures,
    SecurityKnown,
)
from titre.kernel.errors import TitreError
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from titre.desk.folder import DeskFolder
    from titre.records.lists.model import StockList
    from titre.records.returns.following import Manner
    from titre.records.returns.markets import StoreMarket
    from titre.records.returns.picks import PickReturn
    from titre.records.returns.record import Record
    from titre.store.securities import Securities


class DeskReturns:
    """The returns of one desk, as claims ask for them (``titre.claims.returns.ReturnSource``)."""

    def __init__(self, desk: DeskFolder) -> None:
        self._desk = desk
        self._markets: dict[date | None, StoreMarket] = {}
        self._known: dict[object, Measures] = {}

    # -- lists -----------------------------------------------------------------------------------

    def lists(self) -> Sequence[ListKnown]:
        """Return the lists that can be read; the faults of others are told by ``titre record``."""
        return [
            ListKnown(
                name=one.name,
                title=one.title,
                universe=one.rules.universe,
                start=min(pick.date for pick in one.picks),
                currency=one.rules.currency,
                benchmark=one.rules.benchmark,
            )
            for one in self._lists.values()
        ]

    @cached_property
    def _lists(self) -> dict[str, StockList]:
        found: dict[str, StockList] = {}
        for file in sorted((self._desk.path / "lists").glob("*.toml")):
            try:
                found[file.stem] = self._desk.lists.read(file.stem)
            except TitreError:
                continue
        return found

    def of_list(
        self, name: str, start: date | None, end: date, currencies: Sequence[str], as_of: date | None
    ) -> Measures:
        """Return what a list made up to a day; nothing where one of its picks has no price up to then.

        From another day than that of its picks on, the portfolio is held on, and the mean counts each pick
        from that day.
        """
        question = (name, start, end, tuple(currencies), as_of)
        if question not in self._known:
            self._known[question] = self._list_measured(name, start, end, currencies, as_of)
        return self._known[question]

    def _list_measured(
        self, name: str, start: date | None, end: date, currencies: Sequence[str], as_of: date | None
    ) -> Measures:
        chosen = self._lists[name]
        own = chosen.rules.currency, chosen.rules.returns
        found: list[Measure] = []
        for currency in dict.fromkeys((own[0], *currencies)):
            for returns in dict.fromkeys((own[1], "total", "price")):
                default = (currency, returns) == own
                counted = replace(chosen, rules=replace(chosen.rules, returns=returns))
                measures = self._counted(counted, start, end, currency, as_of, default=default)
                if measures.reason is not None and default:
                    return measures
                found += measures.found
        return Measures(tuple(found), sources=(f"lists/{name}.toml",))

    def _counted(
        self,
        chosen: StockList,
        start: date | None,
        end: date,
        currency: str,
        as_of: date | None,
        *,
        default: bool,
    ) -> Measures:
        whole = self._record(chosen, end, currency, as_of)
        if start is None:
            return self._measured(whole, default=default)
        moved = replace(
            chosen, picks=tuple(replace(pick, date=max(pick.date, start)) for pick in chosen.picks)
        )
        since = self._measured(self._record(moved, end, currency, as_of), default=default)
        before = self._record(chosen, start, currency, as_of)
        if since.reason is not None or before.portfolio is None or whole.portfolio is None:
            return since
        held = whole.portfolio / before.portfolio - 1
        measure = replace(since.found[0], statistic=PORTFOLIO, value=_percent(held), default=default)
        return replace(since, found=(measure, *since.found))

    def _record(self, chosen: StockList, to: date, currency: str, as_of: date | None) -> Record:
        from titre.records.returns.record import record_of

        return record_of(chosen, self._market(as_of), to, currency=currency, as_of=as_of)

    def _measured(self, record: Record, *, default: bool) -> Measures:
        statistics = record.statistics
        if statistics is None or not record.complete:
            without = sum(not each.complete for each in record.returns)
            return Measures(
                reason=say(
                    "the record of the list {name} up to {day} is incomplete:"
                    " {number} of {all} picks lack prices",
                    name=record.chosen.title,
                    day=record.to,
                    number=without,
                    all=len(record.returns),
                )
            )
        values = [(MEAN, statistics.mean), (MEDIAN, statistics.median)]
        if len({each.weight for each in record.returns}) > 1:
            # "On average" may leave the weights out of account.
            count = len(record.returns)
            values.insert(1, (MEAN, sum((each.total - 1 for each in record.returns), Fraction(0)) / count))
        values += [(BEST, statistics.best), (WORST, statistics.worst)]
        if record.of_benchmark is not None:
            values.append((BENCHMARK, record.of_benchmark.mean))
        income = record.rules.returns == "total"
        end = max(each.end for each in record.returns)
        found = [
            Measure(statistic, _percent(value), record.start, end, record.currency, income, default)
            for statistic, value in values
        ]
        return Measures(tuple(found))

    def withheld_until(self, name: str) -> date | None:
        """Return the day on which the embargo of a list ends, or None where its picks may be known."""
        from titre.kernel.ports import today

        end = self._lists[name].rules.embargo_end
        over = today(self._desk.clock) >= end or self._desk.lists.standing(name).revealed
        return None if over else end

    # -- securities ------------------------------------------------------------------------------

    def securities(self, name: str, entity: str | None, day: date) -> Sequence[SecurityKnown]:
        """Return the securities with prices: those of a company, or what had a symbol on a day."""
        known = self._securities
        try:
            found = known.of_company(entity) if entity else (known.resolve(name, day),)
        except TitreError:
            return []
        return [
            SecurityKnown(one.security, one.name, currency)
            for one in found
            if (currency := self._currency_of(one.security, day)) is not None
        ]

    def _currency_of(self, key: str, day: date) -> str | None:
        """Return the currency of a security's prices; None where the store has none."""
        try:
            return self._market(None).history(key, day).currency
        except TitreError:
            return None

    def of_security(
        self, key: str, start: date, end: date, currencies: Sequence[str], as_of: date | None
    ) -> Measures:
        """Return what a security made between the closes of two days, by price and with distributions."""
        from titre.records.returns.following import Manner

        own = self._currency_of(key, start)
        found: list[Measure] = []
        sources: tuple[str, ...] = ()
        for currency in dict.fromkeys((*([own] if own else ()), *currencies)):
            for income in (False, True):
                made = self._return_of(key, start, end, currency, Manner(income=income), as_of)
                default = currency == own and not income
                if not made.complete:
                    if default:
                        near = say("the store has no close of the security near that day")
                        return Measures(reason=made.reason or near)
                    continue
                first, last = _ends(made)
                sources = sources or (first[1], last[1])
                value = _percent(made.total - 1)
                found.append(Measure(RETURN, value, first[0], last[0], currency, income, default))
        return Measures(tuple(found), sources=sources)

    def _return_of(
        self, key: str, start: date, end: date, currency: str, manner: Manner, as_of: date | None
    ) -> PickReturn:
        from titre.records.lists.model import Pick
        from titre.records.returns.picks import PickReturn, return_of

        asked = PickReturn(Pick(start, symbol=key), key, Fraction(1), start, end)
        return return_of(self._market(as_of), asked, currency=currency, manner=manner)

    # -- where prices come from ------------------------------------------------------------------

    @cached_property
    def _securities(self) -> Securities:
        return self._desk.snapshot().securities()

    def _market(self, as_of: date | None) -> StoreMarket:
        """Return the desk's prices, rates and ledger as known on a day."""
        from titre.desk.records import market_of

        if as_of not in self._markets:
            self._markets[as_of] = market_of(self._desk, as_of)
        return self._markets[as_of]


def _ends(made: PickReturn) -> Iterator[tuple[date, str]]:
    """Yield the day and the place of the first and the last close."""
    assert made.way is not None
    for quote, day in ((made.way.legs[0].first, made.start), (made.way.legs[-1].last, made.end)):
        yield (day, "") if quote is None else (quote.day, f"{quote.place} ({quote.day})")


def _percent(value: Fraction) -> Decimal:
    """Return a ratio in percent."""
    from titre.records.returns.amounts import to_decimal

    return to_decimal(value * 100)
