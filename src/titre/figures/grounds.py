"""On what do the figures of some companies stand? Connections to their facts, with prices or without."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from titre.figures.compiling import CALENDAR_CONCEPTS
from titre.figures.market import Market, priced_terms
from titre.figures.plans import Plan
from titre.figures.questions import Question
from titre.figures.running import FEW, Run
from titre.figures.valuing import Valuer, splits_by_company
from titre.metrics.formulas import Reference

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Protocol, TypeAlias

    import duckdb

    from titre.figures.compiling import Compiled
    from titre.metrics import Catalogue
    from titre.store.securities import Securities

    class Named(Protocol):
        """An entity with the name it bears."""

        @property
        def name(self) -> str:
            """The name."""
            ...

    class Naming(Protocol):
        """Names of entities."""

        def entity(self, entity: str) -> Named:
            """Return what is known of the entity of an identifier."""
            ...

    class Source(Protocol):
        """What the figures need of a snapshot: a connection with the view ``facts``, names, and prices."""

        def connect(self, entities: Collection[str] | None = None) -> duckdb.DuckDBPyConnection:
            """Return a connection of its own, with the view ``facts``; tables may be made in it."""
            ...

        def facts_as_filed(self, entity: str) -> duckdb.DuckDBPyConnection:
            """Return a connection with the view ``fact_rows`` of one company: the facts, and no more."""
            ...

        def names(self) -> Naming:
            """Return the names of entities."""
            ...

        def securities(self) -> Securities:
            """Return the securities, with their prices."""
            ...

    Companies: TypeAlias = tuple[str, ...] | None

_KEPT = 24
"""connections kept, each with the calendars of its companies"""
_SPLIT_METRICS = ("shares_outstanding", "diluted_shares", "diluted_eps")
"""what shows the splits of a company"""


class Ground(NamedTuple):
    """A connection with the view ``facts``, and the market whose values stand among them, if any do."""

    connection: duckdb.DuckDBPyConnection
    market: Market | None


class Grounds:
    """The connections to a snapshot, one for each set of companies and with prices or without."""

    def __init__(self, source: Source, catalogue: Catalogue) -> None:
        self._source, self._catalogue = source, catalogue
        self._grounds: OrderedDict[tuple[Companies, bool], Ground] = OrderedDict()
        self._valuers: dict[Companies, Valuer] = {}
        self._calendars: set[tuple[Companies, bool]] = set()

    def run(
        self,
        plan: Plan,
        question: Question,
        *,
        priced: bool = True,
        compiled: Compiled | None = None,
        beside: Sequence[Question] = (),
    ) -> Run:
        """Return a run of a plan; values of the market are among its facts where the plan needs them.

        Questions ``beside`` it, about the same companies, are answered in the same go: see ``Run.of``.
        """
        key = (question.entities, priced and bool(priced_terms(plan)))
        ground = self._kept(*key)
        made = key in self._calendars
        run = Run(
            ground.connection,
            plan,
            question,
            compiled=compiled,
            calendar_made=made,
            market=ground.market,
            beside=beside,
        )
        self._calendars.add(key)
        return run

    def facts_of(self, entity: str, *, known: bool) -> tuple[duckdb.DuckDBPyConnection, str]:
        """Return a connection to the facts of a company, and maybe of others, and the view that has them.

        It tells when they were ``known`` only where that is asked for: a look at other filings, which takes
        three times as long.
        """
        ready = (some for some, priced in self._grounds if not priced and some is not None and entity in some)
        kept = next(ready, None)
        if kept is None and not known:
            return self._source.facts_as_filed(entity), "fact_rows"
        return self._kept(kept or (entity,), priced=False).connection, "facts"

    def _kept(self, entities: Companies, priced: bool) -> Ground:  # noqa: FBT001 - a part of the key
        ground = self._grounds.get((entities, priced))
        if ground is None:
            ground = self._grounds[entities, priced] = self.ground(entities, priced)
        self._grounds.move_to_end((entities, priced))
        while len(self._grounds) > _KEPT:
            gone, _ = self._grounds.popitem(last=False)
            self._calendars.discard(gone)
        return ground

    def ground(self, entities: Companies, priced: bool) -> Ground:  # noqa: FBT001 - a part of the key
        """Return a new connection for companies, with their market values among the facts or without."""
        connection = self._source.connect(entities)
        if entities is not None and len(entities) <= FEW:
            # The work is in planning many small stages: handing rows to several threads only adds to it.
            connection.execute("SET threads = 1")
            # So does reckoning how few rows a stage will see, and in which order to join them: a tenth of it.
            connection.execute("SET disabled_optimizers = 'statistics_propagation,join_order'")
        if not priced:
            return Ground(connection, None)
        market = Market(self.valuer(entities))
        quoted = ", ".join(f"'{concept}'" for concept in CALENDAR_CONCEPTS)
        market.add_facts(connection, quoted)
        return Ground(connection, market)

    def valuer(self, entities: Companies) -> Valuer:
        """Return what values companies, those that have prices."""
        found = self._valuers.get(entities)
        if found is None:
            securities = self._source.securities()
            having = securities.companies()
            some = tuple(sorted(having if entities is None else set(having) & set(entities)))
            splits = self._run_of_splits(some).splits() if some else []
            connection = self._source.connect(some)
            found = Valuer(connection, securities, some, splits_by_company(splits))
            connection.close()
            self._valuers[entities] = found
        return found

    def _run_of_splits(self, entities: tuple[str, ...]) -> Run:
        plan = Plan(self._catalogue, [Reference(name) for name in _SPLIT_METRICS])
        return self.run(plan, Question(entities))
