"""What is a figure? The value of a metric for an entity and a period, and the tree of all it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from titre.figures.rules import Rule
from titre.kernel.entities import cik_number, filing_url
from titre.kernel.numerals import percentage, write_amount, write_exact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from decimal import Decimal

    from titre.kernel.messages import Message
    from titre.kernel.periods import Period
    from titre.metrics.formulas import Expression


_RATIO_DIGITS = 4
"""significant digits of a ratio that people read"""


class Vintage(StrEnum):
    """Which filing of a fact counts."""

    LATEST = "latest"
    FIRST = "first"


class Basis(StrEnum):
    """On which basis per-share amounts and share counts are given."""

    ADJUSTED = "adjusted"
    """for every split that the filings known on ``as_of`` show"""
    FILED = "filed"


class Frequency(StrEnum):
    """How long the periods of a series are."""

    ANNUAL = "annual"
    QUARTER = "quarter"
    TRAILING = "ttm"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that a figure rests on, exactly as filed."""

    concept: str
    dimensions: str
    start: date | None
    end: date
    value: Decimal
    unit: str
    accession: str
    form: str | None
    filed: date | None
    """the day it was filed; where no document tells, the first on which it is taken to have been"""
    entity: str
    source: str = ""
    """kind of document: ``companyfacts``, ``inline_xbrl``, ``transcription`` …"""
    file: str = ""
    line: int | None = None
    filed_told: bool = True
    """whether a document tells the day it was filed; else it was filed by that day"""

    @property
    def url(self) -> str | None:
        """Where the filing is shown, for filings of EDGAR."""
        return filing_url(self.entity, self.accession)

    def as_json(self) -> dict[str, Any]:
        """Return the fact as the object that ``titre figures --format json`` prints."""
        return {
            "concept": self.concept,
            "dimensions": self.dimensions,
            "start": self.start and self.start.isoformat(),
            "end": self.end.isoformat(),
            "value": write_exact(self.value),
            "unit": self.unit,
            "accession": self.accession,
            "form": self.form,
            "filed": self.filed and self.filed.isoformat(),
            "filed_told": self.filed_told,
            "file": self.file,
            "line": self.line,
        }


@dataclass(frozen=True, slots=True)
class Lineage:
    """One step of a figure's tree: a fact, or a rule applied to the steps below it.

    ``signs`` has one of +1 and −1 for each operand where the rule adds; ``expression`` is the formula
    whose leaves are named by the keys of ``names`` (in the order of the operands) where it computes.
    """

    name: str
    """what the step gives: a metric, with its definition where it is not the default, or a concept"""
    period: str
    value: Decimal
    unit: str
    rule: Rule
    start: date | None = None
    end: date | None = None
    operands: tuple[Lineage, ...] = ()
    signs: tuple[int, ...] = ()
    expression: Expression | None = None
    names: tuple[str, ...] = ()
    factor: tuple[Decimal, Decimal] | None = None
    """for splits: what the operand was multiplied by, and what the product was divided by"""
    fact: Fact | None = None
    note: Message | None = None
    written_in: str = ""
    """the unit that people read in place of a ratio's own: ``percent`` or ``times``; else empty"""

    def written(self, language: str = "en") -> str:
        """Return the whole value in the writing of a language, a ratio as a percentage or times."""
        return _written(self.value, self.unit, self.written_in, language, None)

    def facts(self) -> Iterator[Fact]:
        """Yield every fact below, each once, in the order of the tree."""
        seen: set[Fact] = set()
        for step in self.walk():
            if step.fact is not None and step.fact not in seen:
                seen.add(step.fact)
                yield step.fact

    def walk(self) -> Iterator[Lineage]:
        """Yield this step and every step below it, from the top down."""
        yield self
        for operand in self.operands:
            yield from operand.walk()


@dataclass(frozen=True)
class Figure:
    """The value of a metric for an entity and a period, as known on a date; or the reason there is none."""

    entity: str
    """``CIK0001326801``; members of a group joined with ``+``"""
    name: str
    """the entity's name"""
    metric: str
    segment: str | None
    period: Period
    start: date | None
    end: date | None
    value: Decimal | None
    unit: str | None
    as_of: date | None
    vintage: Vintage
    basis: Basis
    definition: str
    written_in: str = ""
    """the unit that people read in place of a ratio's own: ``percent`` or ``times``; else empty"""
    _reason: Message | Callable[[], Message] | None = field(default=None, repr=False, compare=False)
    _lineage: Lineage | Callable[[], Lineage] | None = field(default=None, repr=False, compare=False)

    @property
    def reason(self) -> Message | None:
        """Why there is no value, or None where there is one."""
        if callable(self._reason):
            object.__setattr__(self, "_reason", self._reason())
        return self._reason  # type: ignore[return-value]  # the call above replaced the callable

    @property
    def lineage(self) -> Lineage | None:
        """The tree of rules and formulas down to the facts; None where there is no value."""
        if callable(self._lineage):
            object.__setattr__(self, "_lineage", self._lineage())
        return self._lineage  # type: ignore[return-value]  # the call above replaced the callable

    @property
    def rule(self) -> Rule | None:
        """The rule that gave the value from its facts: as filed, by difference, by formula."""
        step = self.lineage
        while step is not None and step.rule in {Rule.CONCEPT, Rule.SPLIT}:
            step = step.operands[0]
        return step.rule if step is not None else None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact the value rests on, each once."""
        lineage = self.lineage
        return tuple(lineage.facts()) if lineage is not None else ()

    @property
    def full_metric(self) -> str:
        """The metric with its segment, as it was asked for: ``operating_income[RealityLabs]``."""
        return f"{self.metric}[{self.segment}]" if self.segment else self.metric

    def written(self, language: str = "en", *, digits: int | None = None) -> str:
        """Return the value in the writing of a language, ratios as percentages or times; empty for none.

        ``digits`` are significant; None shows the whole of an amount, and four of a ratio.
        """
        if self.value is None:
            return ""
        return _written(self.value, self.unit or "", self.written_in, language, digits)

    def _repr_html_(self) -> str:
        from titre.figures.notebook import table_html

        return table_html([self])

    def as_json(self) -> dict[str, Any]:
        """Return the figure as the object that ``titre figures --format json`` prints."""
        return {
            "entity": self.name,
            "cik": cik_number(self.entity),
            "metric": self.full_metric,
            "period": str(self.period),
            "start": self.start and self.start.isoformat(),
            "end": self.end and self.end.isoformat(),
            "value": None if self.value is None else write_exact(self.value),
            "unit": self.unit,
            "as_of": self.as_of and self.as_of.isoformat(),
            "vintage": str(self.vintage),
            "basis": str(self.basis),
            "definition": self.definition,
            "rule": self.rule and str(self.rule),
            "reason": None if self.reason is None else self.reason.render(),
            "facts": [fact.as_json() for fact in self.facts],
        }


def _written(value: Decimal, unit: str, written_in: str, language: str, digits: int | None) -> str:
    if not written_in:
        return write_amount(value, unit, language, digits=digits)
    value = percentage(value) if written_in == "percent" else value
    return write_amount(value, written_in, language, digits=digits or _RATIO_DIGITS)


__all__ = ["Basis", "Fact", "Figure", "Frequency", "Lineage", "Rule", "Vintage"]
