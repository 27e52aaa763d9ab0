"""What is the record of a list? Every pick, what they make together, and what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from titre.kernel.messages import say
from titre.kernel.numerals import Told
from titre.records.lists.horizons import horizon_end
from titre.records.lists.model import Pick
from titre.records.returns.following import Manner
from titre.records.returns.paths import Paths, drawdown, paths_of
from titre.records.returns.picks import PickReturn, return_of
from titre.records.returns.statistics import Statistics, annualised, beyond_a_year, internal_rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from titre.kernel.findings import Finding
    from titre.kernel.messages import Message
    from titre.records.lists.model import Rules, StockList
    from titre.records.returns.embargo import Embargo
    from titre.records.returns.market import Market
    from titre.records.standing import Standing


@dataclass(frozen=True)
class Record:
    """The returns of a list up to a day. Nothing in it is dropped: a pick without a number is there too."""

    chosen: StockList
    currency: str
    to: date
    as_of: date | None
    returns: tuple[PickReturn, ...]
    benchmark: tuple[PickReturn, ...] = ()
    """of each pick, in their order, the benchmark over the same days; empty where the rules name none"""
    ledger: tuple[Finding, ...] = ()
    """what is odd about the desk's ledger: lines that are of no security"""
    standing: Standing | None = None
    """what anyone can see of the list, and since when; None where it was not asked"""
    embargo: Embargo | None = None
    """what of it may be shown to others; None where all of it may"""
    _market: Market | None = field(default=None, repr=False, compare=False)

    @property
    def rules(self) -> Rules:
        """The rules of the list."""
        return self.chosen.rules

    @property
    def complete(self) -> bool:
        """Whether every pick rests on prices from its start to its end."""
        return all(each.complete for each in self.returns)

    @cached_property
    def statistics(self) -> Statistics | None:
        """Of all picks; None while one of them has no number: without it the mean may look better."""
        return _statistics(self.returns)

    @cached_property
    def of_benchmark(self) -> Statistics | None:
        """Of the benchmark on the dates of the picks; None where it has no number for one of them."""
        return _statistics(self.benchmark) if self.benchmark else None

    @cached_property
    def at_worst(self) -> Fraction | None:
        """The mean if every pick without a number had lost everything; None where none is without."""
        if all(each.known for each in self.returns):
            return None
        return sum(
            (each.weight * (each.total - 1 if each.known else Fraction(-1)) for each in self.returns),
            Fraction(0),
        )

    @property
    def start(self) -> date:
        """The first day of any pick."""
        return min(each.start for each in self.returns)

    @cached_property
    def portfolio(self) -> Fraction | None:
        """What a sum became, divided at the start; each part waits as cash until its pick begins."""
        return None if self.statistics is None else self.statistics.mean + 1

    @cached_property
    def annualised(self) -> Decimal | None:
        """The yearly return of the portfolio; None within a year."""
        if self.portfolio is None:
            return None
        return annualised(self.portfolio, self.start, max(each.end for each in self.returns))

    @cached_property
    def money_weighted(self) -> float | None:
        """The yearly internal rate of return of purchases and ends; None where all picks share their days.

        None also within a year, and where a short position lost more than the whole: several may fit then.
        """
        spans = {(each.start, each.end) for each in self.returns}
        if self.statistics is None or len(spans) == 1:
            return None
        if not beyond_a_year(self.start, max(end for _, end in spans)):
            return None
        if min(each.total for each in self.returns) < 0:
            return None
        flows = [(each.start, -float(each.weight)) for each in self.returns]
        return internal_rate(
            [*flows, *((each.end, float(each.weight * each.total)) for each in self.returns)]
        )

    @cached_property
    def paths(self) -> Paths | None:
        """Values by day."""
        return self._paths(self.returns)

    @cached_property
    def benchmark_paths(self) -> Paths | None:
        """Values of the benchmark by day, over the dates of the picks."""
        return self._paths(self.benchmark) if self.benchmark else None

    @cached_property
    def drawdown(self) -> float | None:
        """The largest loss of the portfolio from an earlier high, by daily closes; None while incomplete."""
        if self.statistics is None or self.paths is None:
            return None
        return drawdown(self.paths.portfolio)

    def _paths(self, returns: Sequence[PickReturn]) -> Paths | None:
        if self._market is None:
            return None
        return paths_of(self._market, returns, self.currency, income=self.rules.returns == "total")

    @property
    def findings(self) -> list[Finding]:
        """What makes prices untrustworthy, and what of the ledger counts for none."""
        of_picks = (found for each in (*self.returns, *self.benchmark) for found in each.findings)
        return list({str(found): found for found in (*of_picks, *self.ledger)}.values())

    @property
    def marks(self) -> list[Message]:
        """What a reader must be told of single picks: days without a price, prices that ended."""
        told = [mark for each in self.returns if each.way is not None for mark in each.way.marks]
        return list({str(mark): mark for mark in told}.values())


def record_of(
    chosen: StockList,
    market: Market,
    to: date,
    *,
    currency: str | None = None,
    as_of: date | None = None,
) -> Record:
    """Return the record of a list up to a day, in the list's currency or another.

    ``market`` gives only what was known by ``as_of``; a record is never looked at on a later day than that.
    Never raises for prices: what has no number has a reason.
    """
    rules = chosen.rules
    to = to if as_of is None else min(to, as_of)
    view = currency or rules.currency
    manner = manner_of(rules)
    market.prefetch(named_in(chosen))
    costs = Fraction(rules.costs) / 100
    returns, compared = [], []
    for pick, weight in zip(chosen.picks, _weights(chosen.picks), strict=True):
        end = min(to, horizon_end(rules.horizon, pick.date))
        short = (pick.side or rules.side) == "short"
        made = PickReturn(pick, pick.name or pick.label, weight, pick.date, end, short, costs)
        other = Pick(date=pick.date, symbol=rules.benchmark)
        held = PickReturn(other, other.symbol, weight, pick.date, end)
        if pick.date > end:
            reason = _not_begun(pick, to, end)
            made, held = replace(made, reason=reason), replace(held, reason=reason)
        else:
            made = return_of(market, made, currency=view, manner=manner)
            held = return_of(market, held, currency=view, manner=manner) if rules.benchmark else held
        returns.append(made)
        compared.append(held)
    of_benchmark = tuple(compared) if rules.benchmark else ()
    ledger = tuple(market.unmatched())
    return Record(chosen, view, to, as_of, tuple(returns), of_benchmark, ledger, _market=market)


def manner_of(rules: Rules) -> Manner:
    """Return how the picks of a list are followed."""
    return Manner(
        income=rules.returns == "total",
        reference=rules.reference_price,
        previous=rules.day_without_price == "previous",
        missing=rules.missing_price,
    )


def named_in(chosen: StockList) -> Iterator[tuple[str, date]]:
    """Yield what a list asks the market for: each pick's symbol or ISIN, and the benchmark, with the day."""
    for pick in chosen.picks:
        yield pick.isin or pick.symbol, pick.date
        if chosen.rules.benchmark:
            yield chosen.rules.benchmark, pick.date


def _weights(picks: Sequence[Pick]) -> list[Fraction]:
    given = [Fraction(1) if pick.weight is None else Fraction(pick.weight) for pick in picks]
    whole = sum(given, Fraction(0))
    return [weight / whole for weight in given]


def _not_begun(pick: Pick, to: date, end: date) -> Message:
    if end < to:
        return say("chosen on {day}, after its horizon of {end}", day=Told(pick.date), end=Told(end))
    return say("chosen on {day}, after the day of the record", day=Told(pick.date))


def _statistics(returns: Sequence[PickReturn]) -> Statistics | None:
    if not all(each.known for each in returns):
        return None
    return Statistics.of([each.total - 1 for each in returns], [each.weight for each in returns])
