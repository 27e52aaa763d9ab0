"""What did a list of the desk return, and what of it may others see? Its market, standing and embargo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from titre.kernel.ports import today

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from cryptography.x509 import Certificate

    from titre.desk.folder import DeskFolder
    from titre.records.blurring.leaks import Universe
    from titre.records.lists.model import Pick
    from titre.records.returns.markets import StoreMarket
    from titre.records.returns.record import Record


def record_of_list(
    desk: DeskFolder,
    name: str,
    *,
    to: date | None = None,
    currency: str | None = None,
    as_of: date | None = None,
    roots: Sequence[Certificate] = (),
    names: bool = False,
) -> Record:
    """Return the record of a list, with what anyone can see of the list; see ``Desk.record``."""
    from titre.records.returns.embargo import embargo_of
    from titre.records.returns.notebook import shown
    from titre.records.returns.record import record_of

    market = market_of(desk, as_of)
    chosen = desk.lists.read(name)
    standing = desk.lists.standing(name, roots)
    hidden = not (names or standing.revealed or today(desk.clock) >= chosen.rules.embargo_end)
    # One mean in two currencies would be two means: under embargo there is that of the list's own.
    view = None if hidden else currency
    record = record_of(chosen, market, to or today(desk.clock), currency=view, as_of=as_of)
    record = replace(shown(record), standing=standing)
    return replace(record, embargo=embargo_of(chosen, standing, record.to)) if hidden else record


def returns_by_store(desk: DeskFolder, name: str, day: date) -> Universe:
    """Return what the universe of a committed list returned up to a day, and to those published before.

    Raises:
        NotCommitted: there is no such commitment.
        LeakUnknown: its picks began on different days.
    """
    from titre.records.returns.record import record_of

    desk.lists.order(name)
    market = market_of(desk, None)
    record = record_of(desk.lists.read(name), market, day)
    return _universe(desk, replace(record, standing=desk.lists.standing(name)), market)


def identity_by_store(desk: DeskFolder) -> Callable[[Pick], str]:
    """Return what tells which security a pick is, whatever symbol it had on its day."""
    from titre.store.errors import StoreError

    securities = desk.snapshot().securities()

    def identity(pick: Pick) -> str:
        try:
            return securities.resolve(pick.isin or pick.symbol, pick.date).security
        except StoreError:
            return pick.label

    return identity


def market_of(desk: DeskFolder, as_of: date | None) -> StoreMarket:
    """Return the desk's prices, rates and ledger as known on a day.

    Raises:
        DeclarationFaulty: the ledger has faults.
    """
    from titre.records.returns.actions import read_actions
    from titre.records.returns.markets import StoreMarket

    snapshot = desk.snapshot()
    actions = read_actions(desk.path / "actions.csv")
    return StoreMarket(snapshot.securities(), snapshot.rates(), actions, as_of=as_of)


def _universe(desk: DeskFolder, record: Record, market: StoreMarket) -> Universe:
    """Return the returns of a list's universe: of what ``lists/NAME.universe.csv`` names, else of all."""
    from titre.records.blurring import month_ends
    from titre.records.returns.universes import read_universe, universe_returns

    file = desk.path / "lists" / f"{record.chosen.name}.universe.csv"
    universe = read_universe(file) if file.is_file() else market.names()
    standing = record.standing
    assert standing is not None
    days = {record.to, *standing.means, *(day for bands in standing.bands for day in bands)}
    if record.paths is not None:
        days.update(month_ends(record.paths.days))
    return universe_returns(record, market, universe, days)
