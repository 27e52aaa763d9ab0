"""What is a list? Rules that say how it will be judged, and picks: securities chosen on days.

Both are turned into plain texts to be committed, and back; an amount is the text of its exact decimal.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from titre.kernel.numerals import write_exact

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Rules:
    """How a list will be judged: fixed when it is committed, and part of what is committed.

    What each may say, and what it means, is in ``rules``.
    """

    universe: str
    """what the picks were chosen from, in words"""
    currency: str
    reveal_by: date
    embargo_end: date
    weighting: str = "equal"
    side: str = "long"
    reference_price: str = "close"
    benchmark: str = ""
    """a symbol or an ISIN; empty: none"""
    returns: str = "total"
    horizon: str = ""
    """a day, or a length as ``12 months``; empty: open"""
    costs: Decimal = Decimal(0)
    """percent of each purchase and of each sale"""
    missing_price: str = "last"
    day_without_price: str = "previous"

    def texts(self) -> dict[str, str]:
        """Return the rules as they are committed."""
        return {item.name: _text(getattr(self, item.name)) for item in fields(self)}

    @classmethod
    def of_texts(cls, texts: Mapping[str, str]) -> Rules:
        """Return the rules that were committed as texts.

        Raises:
            KeyError, ValueError, ArithmeticError: the texts are not those of rules.
        """
        given = {item.name: texts[item.name] for item in fields(cls)}
        typed = {
            "reveal_by": date.fromisoformat(given["reveal_by"]),
            "embargo_end": date.fromisoformat(given["embargo_end"]),
            "costs": Decimal(given["costs"]),
        }
        return cls(**{**given, **typed})  # type: ignore[arg-type]  # each by its own kind, just above


@dataclass(frozen=True, slots=True)
class Pick:
    """One security chosen on a day; named by its symbol, its ISIN or both."""

    date: date
    symbol: str = ""
    isin: str = ""
    figi: str = ""
    market: str = ""
    """market identifier code (ISO 10383)"""
    name: str = ""
    weight: Decimal | None = None
    """its share beside the other weights; None where all weigh the same"""
    side: str = ""
    """``long`` or ``short``; empty: as the rules say"""
    note: str = ""

    def row(self) -> dict[str, str]:
        """Return the pick as it is committed: what is empty is left out."""
        texts = {item.name: _text(getattr(self, item.name)) for item in fields(self)}
        return {name: text for name, text in texts.items() if text}

    @classmethod
    def of_row(cls, row: Mapping[str, str]) -> Pick:
        """Return the pick that was committed as a row.

        Raises:
            KeyError, ValueError, ArithmeticError, TypeError: the row is not that of a pick.
        """
        weight = Decimal(row["weight"]) if "weight" in row else None
        return cls(**{**row, "date": date.fromisoformat(row["date"]), "weight": weight})  # type: ignore[arg-type]

    @property
    def label(self) -> str:
        """What a message calls the pick: its symbol, or else its ISIN."""
        return self.symbol or self.isin


@dataclass(frozen=True, slots=True)
class StockList:
    """A list as it stands in the desk's ``lists`` folder, or as it was committed."""

    name: str
    title: str
    language: str
    """in which the title, the universe and the notes are written: ``en`` or ``fr``"""
    rules: Rules
    picks: tuple[Pick, ...]


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return write_exact(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)
