"""What do the facts say? A compiled question run on the engine, and its rows by company and period."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from titre.figures.arithmetic import MACROS
from titre.figures.compiling import compile_plan
from titre.figures.formula_sql import column, presence_column
from titre.figures.model import Fact, Frequency
from titre.figures.questions import Together
from titre.kernel.numerals import trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    import duckdb

    from titre.figures.compiling import Compiled
    from titre.figures.market import Market
    from titre.figures.model import Lineage
    from titre.figures.plans import Plan, Term
    from titre.figures.questions import Question


FEW = 20
"""companies whose facts are so few that planning a question takes longer than answering it"""


class Slot(NamedTuple):
    """A fiscal period of a company: a year stands at its fourth quarter."""

    frequency: Frequency
    label: int
    quarter: int

    def earlier(self, steps: int) -> Slot:
        """Return the slot so many quarters before, of the same frequency."""
        step = self.label * 4 + self.quarter - 1 - steps
        return Slot(self.frequency, step // 4, step % 4 + 1)


class Row(NamedTuple):
    """What is known of a company for a slot: its days, its currency and the value of every term."""

    first_day: date | None
    last_day: date
    currency: str | None
    mixed_currencies: bool
    values: tuple[Decimal | None, ...]


class Base(NamedTuple):
    """The value of one concept that a term rests on, and how it came from facts."""

    concept: str
    unit: str
    dimensions: str
    first_day: date | None
    last_day: date
    value: Decimal
    filed_value: Decimal
    times: Decimal | None
    """for splits: multiplied by this …"""
    parts: Decimal | None
    """… and divided by this"""
    rule: str
    ids: tuple[int, ...]
    conflict: bool
    mixed: bool
    foreign: bool
    ambiguous: bool


class Run:
    """One question about the terms of a plan, answered; rows are fetched as they are asked for."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        plan: Plan,
        question: Question,
        *,
        compiled: Compiled | None = None,
        calendar_made: bool = False,
        market: Market | None = None,
        beside: Sequence[Question] = (),
    ) -> None:
        self.plan, self.market = plan, market
        self.compiled = compiled or compile_plan(plan, question, beside=beside)
        # A cursor has temporary tables of its own, so that runs do not meet.
        self._cursor = connection.cursor()
        self._together = Together((question, *beside))
        self._begin(question)
        self._make(calendar_made=calendar_made)

    def of(self, question: Question) -> Run:
        """Return the answers to a question that was asked beside that of this run."""
        run = copy(self)
        run._begin(question)  # noqa: SLF001 - the same class
        return run

    def _begin(self, question: Question) -> None:
        """Take nothing as read yet of what the tables say to a question."""
        self.question = question
        self._mark = self._together.mark(question)
        self._rows: dict[str, dict[Slot, Row]] | None = None
        self._bases: dict[str, dict[tuple[int, Slot], Base]] = {}
        self._foreign: set[tuple[str, int]] | None = None
        self._series: dict[str, dict[tuple[str, str, str, Slot], Base]] = {}
        self._zeroed: dict[str, dict[tuple[int, Slot], bool]] = {}
        self._facts: dict[str, dict[int, Fact]] = {}
        self._misscaled: dict[str, set[int]] = {}
        self._wrong_signs: dict[str, set[int]] = {}
        self._members: dict[str, dict[str, set[str]]] = {}
        self.traces: dict[tuple[str, int, Slot], Lineage] = {}
        self._calendars: set[str] | None = None

    def _make(self, *, calendar_made: bool) -> None:
        for macro in MACROS:
            self._cursor.execute(macro)
        entities = self.question.entities
        at_once = not calendar_made and entities is not None and len(entities) <= FEW
        if at_once:
            # The calendar is read from the facts too: of few companies all are read in one go.
            facts = self.compiled.facts_of(entities or (), "memory.main.facts")
            self._cursor.execute(f"CREATE TEMP TABLE facts AS {facts}")
        for stage, spent in zip(self.compiled.stages, self.compiled.spent(), strict=True):
            # A calendar depends on the companies only: the first run on a connection makes it for all.
            if not (stage.calendar and calendar_made):
                kind = "TABLE" if stage.calendar else "TEMP TABLE"
                self._cursor.execute(f"CREATE OR REPLACE {kind} {stage.name} AS {stage.query}")
            for name in spent:
                self._cursor.execute(f"DROP TABLE {name}")
        if at_once:
            self._cursor.execute("DROP TABLE temp.facts")

    def close(self) -> None:
        """Let go of the tables made for this run."""
        self._cursor.close()

    def rows(self, entity: str) -> dict[Slot, Row]:
        """Return the rows of a company by slot."""
        if self._rows is None:
            self._rows = self._read_rows()
        return self._rows.get(entity + self._mark, {})

    def entities(self) -> list[str]:
        """Return the companies that have any row."""
        if self._rows is None:
            self._rows = self._read_rows()
        return sorted(entity.removesuffix(self._mark) for entity in self._rows)

    def _read_rows(self) -> dict[str, dict[Slot, Row]]:
        columns = ", ".join(column(term) for term in self.plan.terms)
        found = self._cursor.execute(
            "SELECT entity, frequency, label, quarter, first_day, last_day, currency, other_currency, "  # noqa: S608 - names of our own
            f"{columns} FROM {self.compiled.last} WHERE entity LIKE ?",
            [f"%{self._mark}"],
        ).fetchall()
        by_entity: dict[str, dict[Slot, Row]] = {}
        for entity, frequency, label, quarter, first, last, currency, other, *values in found:
            slot = Slot(Frequency(frequency), label, quarter)
            row = Row(first, last, currency, currency != other, tuple(values))
            by_entity.setdefault(entity, {})[slot] = row
        return by_entity

    def base(self, entity: str, term: Term, slot: Slot) -> Base | None:
        """Return what one concept says of a term in a slot."""
        if entity not in self._bases:
            self._bases[entity] = {
                (row[0], Slot(Frequency(row[1]), row[2], row[3])): _base(row[4:])
                for row in self._of_entity(
                    "term, frequency, label, quarter, line, unit, dimensions, first_day, last_day, value, "
                    "filed_value, times, parts, rule, id1, id2, id3, conflict, mixed, is_foreign, ambiguous",
                    "base JOIN (SELECT series, line, dimensions FROM series) AS named USING (series)",
                    entity,
                )
            }
        return self._bases[entity].get((term.number, slot))

    def foreign(self, entity: str, term: Term, slot: Slot) -> Base | None:
        """Return what one concept says of a term in a slot in another currency than the company's own."""
        if self._foreign is None:
            found = self._cursor.execute(
                "SELECT DISTINCT entity, term FROM base WHERE is_foreign = 1"
            ).fetchall()
            self._foreign = set(found)
        # Few companies have any: the others need not have their lineage read for it.
        known = (entity + self._mark, term.number) in self._foreign
        base = self.base(entity, term, slot) if known else None
        return base if base is not None and base.foreign else None

    def series(self, entity: str, concept: str, unit: str, dimensions: str, slot: Slot) -> Base | None:
        """Return what one concept says in a slot, whether a metric chose it or not."""
        if entity not in self._series:
            self._series[entity] = {
                (row[3], row[4], row[5], Slot(Frequency(row[0]), row[1], row[2])): _base(row[3:])
                for row in self._of_entity(
                    "frequency, label, quarter, line, unit, dimensions, first_day, last_day, value, value, "
                    "NULL, NULL, rule, id1, id2, id3, conflict, mixed, 0, 0",
                    "spans_of_time JOIN series USING (series)",
                    entity,
                )
            }
        return self._series[entity].get((concept, unit, dimensions, slot))

    def absent(self, entity: str, term: Term, slot: Slot) -> bool:
        """Return whether a company files nothing of a term in the years around, so that zero may be taken."""
        if term.number not in self.compiled.zeroed:
            return False
        if entity not in self._zeroed:
            numbers = sorted(self.compiled.zeroed)
            names = ", ".join(f"p{number}" for number in numbers)
            self._zeroed[entity] = {
                (number, Slot(Frequency(row[0]), row[1], row[2])): present == 0
                for row in self._of_entity(f"frequency, label, quarter, {names}", self.compiled.last, entity)
                for number, present in zip(numbers, row[3:], strict=True)
            }
        return self._zeroed[entity].get((term.number, slot), True)

    def fact(self, entity: str, number: int) -> Fact:
        """Return a fact of a company by the number that this run gave it."""
        if entity not in self._facts:
            columns = (
                "id, concept, dimensions, first_day, last_day, value, unit, accession, form, "
                "coalesce(filed, known), source, file, file_line, filed IS NOT NULL"
            )
            found = self._of_entity(columns, "picked", entity)
            self._facts[entity] = {row[0]: _fact(entity, row[1:]) for row in found}
        return self._facts[entity][number]

    def misscaled(self, entity: str) -> set[int]:
        """Return the facts of a company that are filed in a wrong scale."""
        if entity not in self._misscaled:
            checked = any(stage.name == "misscaled" for stage in self.compiled.stages)
            found = self._of_entity("id", "picked JOIN misscaled USING (id)", entity) if checked else []
            self._misscaled[entity] = {number for (number,) in found}
        return self._misscaled[entity]

    def wrong_signs(self, entity: str) -> set[int]:
        """Return the facts of a company that are below zero where nothing of their kind is."""
        if entity not in self._wrong_signs:
            found = self._of_entity("id", "picked JOIN wrong_signs USING (id)", entity)
            self._wrong_signs[entity] = {number for (number,) in found}
        return self._wrong_signs[entity]

    def splits(self) -> list[tuple[str, date, date, int, int]]:
        """Return the splits that filings show: company, days of the old and the new basis, units."""
        return self._cursor.execute("SELECT entity, before, since, above, below FROM splits").fetchall()

    def rivals(self, entity: str, base: Base, slot: Slot) -> list[str]:
        """Return the dimensions, of the same member on another axis, under which a slot has another value."""
        found = self._of_entity("dimensions, line, unit, member", "series", entity)
        member = next((row[3] for row in found if row[0] == base.dimensions), "")
        others = []
        for dimensions, line, unit, other in found:
            if other != member or not member or (line, unit) != (base.concept, base.unit):
                continue
            one = self.series(entity, line, unit, dimensions, slot)
            if one is not None and one.value != base.filed_value:
                others.append(dimensions)
        return others

    def concepts_of(self, entity: str, member: str) -> set[str]:
        """Return the concepts of which a company has facts for a folded member in this run."""
        if entity not in self._members:
            found = self._members[entity] = {}
            for name, concept in self._of_entity("DISTINCT member, concept", "picked", entity):
                found.setdefault(name, set()).add(concept)
        return self._members[entity].get(member, set())

    def has_calendar(self, entity: str) -> bool:
        """Return whether the filings show any fiscal year of a company; else its slots are the calendar's."""
        if self._calendars is None:
            found = self._cursor.execute("SELECT DISTINCT entity FROM known_years").fetchall()
            self._calendars = {row[0] for row in found}
        return entity + self._mark in self._calendars

    def arrow(self, query: str) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Return the Arrow table of a query over this run's stages."""
        return self._cursor.sql(query).to_arrow_table()

    def _of_entity(self, columns: str, table: str, entity: str) -> list[tuple[Any, ...]]:
        query = f"SELECT {columns} FROM {table} WHERE entity = ?"  # noqa: S608 - names of our own
        return self._cursor.execute(query, [entity + self._mark]).fetchall()


def _base(row: Sequence[Any]) -> Base:
    concept, unit, dimensions, first, last, value, filed, times, parts, rule, *rest = row
    *ids, conflict, mixed, foreign, ambiguous = rest
    return Base(
        concept,
        unit,
        dimensions,
        first,
        last,
        value,
        filed,
        times,
        parts,
        rule,
        tuple(number for number in ids if number is not None),
        bool(conflict),
        bool(mixed),
        bool(foreign),
        bool(ambiguous),
    )


__all__ = ["Base", "Row", "Run", "Slot", "presence_column"]


_OF_FILING = 9
"""values of a fact that stand before its entity"""


def _fact(entity: str, values: tuple[Any, ...]) -> Fact:
    fact = Fact(*(*values[:_OF_FILING], entity, *values[_OF_FILING:]))
    return replace(fact, value=trimmed(fact.value))
