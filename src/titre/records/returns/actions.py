"""What happened to a security besides its price? Splits, distributions, mergers, delistings: the ledger.

A desk keeps the ledger as ``actions.csv``, a line an action::

    day,symbol,kind,new,old,amount,currency,into,source

A column ``id`` may stand beside these: what tells two distributions of one day apart that give nearly the
same.

==================  ===================================================================================
``split``           from that day on ``new`` units are traded for each ``old`` ones; 1 and 10 for a
                    reverse split
``stock_dividend``  ``new`` units are given on top of each ``old`` ones, from the ex-day on
``dividend``        ``amount`` a unit in cash, on the ex-day
``spin_off``        ``new`` units of ``into`` for each ``old`` ones, on the ex-day; ``amount`` a unit
                    where that has no price
``merger``          a unit becomes ``amount`` in cash, ``new`` units of ``into`` for each ``old`` ones,
                    or both
``delisting``       the last day it could be sold, at ``amount`` a unit (0 for nothing); without one at
                    its last price
``confirmed``       a movement of that day that looks like an error was looked into and is none;
                    ``source`` says why
==================  ===================================================================================

Every line needs its source. Splits that ``securities.toml`` declares count as well.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from titre.kernel.declarations import DeclarationFaulty
from titre.kernel.findings import Finding
from titre.kernel.messages import say
from titre.sources.documents import document_of
from titre.sources.settings import TextForm
from titre.sources.tabular.cells import Reading
from titre.sources.tabular.delimited import records
from titre.sources.tabular.prices import ALIKE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from titre.sources.documents import Document
    from titre.sources.tabular.delimited import Record

_FORM = TextForm()


class ActionKind(StrEnum):
    """What happened."""

    SPLIT = "split"
    STOCK_DIVIDEND = "stock_dividend"
    DIVIDEND = "dividend"
    SPIN_OFF = "spin_off"
    MERGER = "merger"
    DELISTING = "delisting"
    CONFIRMED = "confirmed"


SPLITS = frozenset({ActionKind.SPLIT, ActionKind.STOCK_DIVIDEND})
"""what makes more or fewer units of the same"""
_LAST = {ActionKind.MERGER, ActionKind.DELISTING}


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the ledger."""

    day: date
    kind: ActionKind
    symbol: str
    new: Decimal | None = None
    old: Decimal | None = None
    amount: Decimal | None = None
    currency: str | None = None
    into: str = ""
    """symbol or ISIN of what is given"""
    source: str = ""
    id: str = ""
    """what tells it apart from another of its kind and day"""
    place: str = ""
    """file and line"""

    @property
    def ends(self) -> bool:
        """Whether nothing of the security is held after it."""
        return self.kind in _LAST


def read_actions(path: Path) -> list[Action]:
    """Return the ledger of a desk, by day; none where the file is not there.

    Raises:
        DeclarationFaulty: with every fault, each with its line.
        DocumentUnreadable: it is a folder, or the bytes cannot be got.
    """
    if not path.exists():
        return []
    actions: list[Action] = []
    faults: list[Finding] = []
    for found in actions_in(document_of(path)):
        if isinstance(found, Finding):
            faults.append(found)
        else:
            actions.append(found)
    if faults:
        raise DeclarationFaulty(faults)
    return sorted(actions, key=lambda action: (action.day, action.kind))


def actions_in(document: Document) -> Iterator[Action | Finding]:
    """Yield the actions of a CSV, and a finding for each fault; a row with a fault gives no action.

    Raises:
        DocumentUnreadable: the bytes cannot be got.
    """
    seen: dict[tuple[object, ...], list[tuple[Action, int]]] = defaultdict(list)
    for record in records(document, _FORM, ["day", "symbol", "kind"]):
        if isinstance(record, Finding):
            yield record
            continue
        reading = Reading(record, _FORM)
        action = _action(reading, record)
        yield from reading.faults
        if action is None or reading.faults:
            continue
        known = seen[action.day, action.kind, action.symbol, action.into, action.id]
        again = next((line for other, line in known if _may_be_one(action, other)), None)
        if again is not None:
            told = say(
                "the same action as in line {line}; where there were two, say in the column id what tells "
                "them apart",
                line=again,
            )
            yield Finding(record.place(), told, action.symbol)
            continue
        known.append((action, record.line))
        yield action


def _may_be_one(action: Action, other: Action) -> bool:
    """Return whether two actions of one kind, day and security may be one told twice."""
    if action.kind is not ActionKind.DIVIDEND or action.amount is None or other.amount is None:
        return True
    near = abs(action.amount - other.amount) <= max(action.amount, other.amount) * ALIKE
    return near or action.currency != other.currency


def _action(reading: Reading, record: Record) -> Action | None:
    day = reading.day("day")
    symbol = reading.text("symbol", expected=say("the symbol or ISIN of a security"))
    kinds = ", ".join(ActionKind)
    name = reading.text("kind", expected=say("one of {known}", known=kinds))
    if name is not None and name not in set(ActionKind):
        reading.fault("kind", say("one of {known}", known=kinds))
        return None
    new, old, amount = (reading.number(column) for column in ("new", "old", "amount"))
    currency = reading.currency("currency")
    if day is None or symbol is None or name is None:
        return None
    place = f"{record.document.name}:{record.line}"
    action = Action(
        day, ActionKind(name), symbol, new, old, amount, currency, record["into"], record["source"],
        record["id"], place,
    )  # fmt: skip
    _check(action, reading)
    return action


def _check(action: Action, reading: Reading) -> None:
    """Tell what is missing for an action of its kind."""
    kind = action.kind
    for column, value in (("new", action.new), ("old", action.old)):
        if value is not None and value <= 0:
            reading.fault(column, say("a number above 0"))
    if action.amount is not None and action.amount < 0:
        reading.fault("amount", say("0 or more"))
    if (action.new is None) != (action.old is None):
        reading.fault("new" if action.new is None else "old", say("new and old together"))
    if kind in SPLITS and action.new is None:
        reading.fault("new", say("how many new units for how many old ones"))
    if kind is ActionKind.DIVIDEND and action.amount is None:
        reading.fault("amount", say("the cash that one unit gives"))
    if kind in {ActionKind.SPIN_OFF, ActionKind.MERGER} and action.amount is None and action.new is None:
        reading.fault("amount", say("an amount a unit, or new, old and into"))
    if not action.source:
        reading.fault("source", say("where that is known from"))
    _check_into(action, reading)


def _check_into(action: Action, reading: Reading) -> None:
    """Tell what is wrong with what an action gave."""
    gives = action.kind in {ActionKind.SPIN_OFF, ActionKind.MERGER}
    if gives and action.new is not None and not action.into:
        reading.fault("into", say("the symbol or ISIN of what is given"))
    if action.into and action.into == action.symbol:
        reading.fault("into", say("another security than its own"))
