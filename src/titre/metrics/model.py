"""What is a metric? A standardised quantity, its definitions and the words for it; nothing of a company."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from titre.metrics.formulas import Expression


class UnitKind(StrEnum):
    """In which kind of unit a metric is given; the currency itself is told by the filings."""

    MONEY = "money"
    SHARES = "shares"
    MONEY_PER_SHARE = "money_per_share"
    RATIO = "ratio"
    """a pure number: margins and growth too (0.25 is a quarter); ``Written`` says how people read it"""


class Written(StrEnum):
    """How people write a pure number."""

    PERCENT = "percent"
    """25% for 0.25"""
    TIMES = "times"
    """0.25×"""


class Statement(StrEnum):
    """Where a metric belongs in a set of accounts."""

    INCOME = "income"
    CASH_FLOW = "cash_flow"
    BALANCE_SHEET = "balance_sheet"
    PER_SHARE = "per_share"
    RATIOS = "ratios"
    MARKET = "market"


class Aggregation(StrEnum):
    """What may be done with the values of several periods."""

    FLOW = "flow"
    """adds and subtracts over time: revenue"""
    INSTANT = "instant"
    """stands at a day and is never added over time: total assets"""
    AVERAGE = "average"
    """an average over its period, never added: weighted shares"""
    NONE = "none"
    """neither adds nor averages: earnings per share, ratios"""


class Sign(StrEnum):
    """Which sign the value has; payments are positive, as they are tagged."""

    POSITIVE = "positive"
    """never below zero: a fact that is has a wrong sign, as a payment filed as what it takes away"""
    MOSTLY_POSITIVE = "mostly_positive"
    """may be below zero where a filing says so, as revenue after losses; a difference of filings may not"""
    EITHER = "either"


class Choice(StrEnum):
    """How one of several concepts that a company files for one period is chosen."""

    FIRST = "first"
    """the first of the chain"""
    LARGEST = "largest"
    """the largest amount: a total is not less than its parts, whichever tag each of them bears"""
    LARGEST_OF_ALL = "largest_of_all"
    """the largest amount, whether a concept or a formula of the definition gives it"""


@dataclass(frozen=True, slots=True)
class Definition:
    """One way of computing a metric: a chain of concepts, then of formulas, first come first served."""

    name: str
    concepts: tuple[str, ...] = ()
    """``us-gaap:Revenues`` …, in the order of preference"""
    formulas: tuple[Expression, ...] = ()
    """used in their order where no concept of the chain was filed"""
    choice: Choice = Choice.FIRST
    aggregation: Aggregation | None = None
    """where this definition adds up otherwise than its metric"""
    note: Mapping[str, str] = field(default_factory=dict)
    """by language: what this definition counts, in a sentence"""


@dataclass(frozen=True, slots=True)
class Metric:
    """A standardised quantity, declared once."""

    name: str
    statement: Statement
    unit: UnitKind
    aggregation: Aggregation
    sign: Sign
    label: Mapping[str, str]
    """by language"""
    prose: Mapping[str, tuple[str, ...]]
    """by language: the names that prose gives the metric"""
    definitions: Mapping[str, Definition]
    """by name; never empty"""
    default: str
    """name of the definition that counts where none is asked for"""
    written: Written = Written.PERCENT
    """how its values are written where they are ratios"""
    source: str = ""
    """the file that declares it"""

    @property
    def written_in(self) -> str:
        """The unit that people read in place of the figure's own: ``percent``, ``times``; else empty."""
        return self.written.value if self.unit is UnitKind.RATIO else ""

    def definition(self, name: str | None = None) -> Definition:
        """Return a definition by name, the default one where none is given.

        Raises:
            KeyError: the metric has no definition of that name.
        """
        return self.definitions[name or self.default]

    @property
    def derived(self) -> bool:
        """Whether the default definition rests on other metrics only."""
        return not self.definitions[self.default].concepts
