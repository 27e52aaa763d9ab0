"""How do prices come among the facts? As facts of concepts of our own, one for the end of each fiscal period.

``price:close`` and ``price:capitalization`` stand at a day like a balance; so one engine gives market values
by period, with their vintages: first as of the day itself, by the share count known then, and again from the
day on which the balance sheet of that day was filed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from titre.figures.valuing import CAPITALIZATION, CLOSE, NoWorth, Valuer, Worth
from titre.store.engine import rows_of_lists

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import duckdb

    from titre.figures.model import Fact, Lineage
    from titre.figures.plans import Plan, Term

MARKET = "market"
"""the source of facts that are values of the market's"""
_CONCEPTS = frozenset({CLOSE, CAPITALIZATION})
_FIRST_PLACE = 2**62 + 2**61
"""Facts of the market are numbered after all that stand in files, see ``store.views``."""
_COLUMNS = {
    "place": "BIGINT",
    "entity": "VARCHAR",
    "concept": "VARCHAR",
    "unit": "VARCHAR",
    "end": "DATE",
    "value": "DECIMAL(38, 12)",
    "accession": "VARCHAR",
    "filed": "DATE",
    "known": "DATE",
    "source": "VARCHAR",
    "file": "VARCHAR",
    "line": "INTEGER",
}
_WITH_PRICES = (
    "ALTER VIEW facts RENAME TO filed_facts",
    (
        "CREATE VIEW facts AS SELECT * FROM filed_facts UNION ALL BY NAME SELECT *, '' AS dimensions, "
        "CAST(0 AS SMALLINT) AS priority, false AS rounded_dates FROM market_facts"
    ),
)


def is_priced(term: Term) -> bool:
    """Return whether a term is a close or a value of the market itself."""
    return not _CONCEPTS.isdisjoint(term.definition.concepts)


def priced_terms(plan: Plan) -> set[int]:
    """Return the numbers of the terms that rest on any price."""
    from titre.metrics.formulas import references

    found: set[int] = set()
    # Each term stands after those it rests on.
    for term in plan.terms:
        inner = (plan.term(reference) for formula in term.formulas for reference in references(formula))
        if is_priced(term) or any(one.number in found for one in inner):
            found.add(term.number)
    return found


class Market:
    """The market values of companies at the ends of their fiscal periods, as facts of a connection."""

    def __init__(self, valuer: Valuer) -> None:
        self.valuer = valuer
        self._lineages: dict[tuple[str, str, date, date], Lineage] = {}

    def add_facts(self, connection: duckdb.DuckDBPyConnection, concepts: str) -> None:
        """Put the values beside the facts of a connection; the concepts, quoted, show the periods' ends."""
        days = connection.execute(
            'SELECT DISTINCT entity, "end" FROM facts '  # noqa: S608 - names of our own
            f"WHERE concept IN ({concepts}) AND dimensions = '' AND value IS NOT NULL "
            'AND "end" - "start" BETWEEN 69 AND 384 AND coregistrant IS NULL '
            "AND NOT coalesce(rounded_dates, false) ORDER BY ALL"
        ).fetchall()
        days = [(entity, day) for entity, day in days if entity in self.valuer.entities]
        self.valuer.prepare(days)
        made = (row for entity, day in days for row in self._facts(entity, day))
        rows = [(place, *row) for place, row in enumerate(made, _FIRST_PLACE)]
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(_COLUMNS)
        lists = [
            (name, type_, list(some)) for (name, type_), some in zip(_COLUMNS.items(), columns, strict=True)
        ]
        # A table serves every cursor of the connection.
        connection.execute(
            f"CREATE TABLE market_facts AS {rows_of_lists(lists)}", [values for _, _, values in lists]
        )
        for statement in _WITH_PRICES:
            connection.execute(statement)

    def lineage(self, fact: Fact) -> Lineage:
        """Return the shares and prices that a fact of this market stands for."""
        assert fact.filed is not None
        return self._lineages[fact.entity, fact.concept, fact.end, fact.filed]

    def cause(self, entity: str, term: Term, day: date) -> NoWorth | None:
        """Return why a company has no close, or no value, on a day."""
        found = worth_on(self.valuer, entity, term, day)
        return found if isinstance(found, NoWorth) else None

    def _facts(self, entity: str, day: date) -> Iterator[tuple[Any, ...]]:
        values = (
            (CLOSE, self.valuer.close(entity, day)),
            (CAPITALIZATION, self.valuer.known_on(entity, day)),
            (CAPITALIZATION, self.valuer.standing_at(entity, day)),
        )
        for concept, worth in values:
            if isinstance(worth, Worth):
                step, known = worth
                self._lineages[entity, concept, day, known] = step
                place = next(step.facts())
                accession = place.accession
                yield (
                    entity, concept, step.unit, day, step.value, accession, known, known, MARKET,
                    place.file, place.line,
                )  # fmt: skip


def worth_on(valuer: Valuer, entity: str, term: Term, day: date) -> Worth | NoWorth:
    """Return what a term that is priced itself gives on a day, as was known on it."""
    if CLOSE in term.definition.concepts:
        return valuer.close(entity, day)
    return valuer.known_on(entity, day)
