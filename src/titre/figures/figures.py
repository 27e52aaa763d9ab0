"""One question, one answer: the front door of the room."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from titre.figures.days import DayTracer
from titre.figures.errors import AmbiguousSegment, NotYetFiled, UnknownMetric, UnknownSegment
from titre.figures.grounds import Grounds
from titre.figures.market import priced_terms
from titre.figures.members import find_member, members_of
from titre.figures.model import Basis, Figure, Frequency, Vintage
from titre.figures.periods import CALENDAR_SLACK, NEAREST_SLACK, slot_meant
from titre.figures.plans import Plan, fold_member
from titre.figures.questions import Question
from titre.figures.reach import Reach
from titre.figures.refusals import Doctor, Refusal
from titre.figures.tracing import Tracer, concept_terms, unit_of
from titre.kernel.errors import TitreError
from titre.kernel.messages import say
from titre.kernel.numerals import trimmed
from titre.kernel.periods import Period
from titre.metrics.errors import FormulaFaulty
from titre.metrics.formulas import Reference, parse_reference

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import date
    from decimal import Decimal
    from typing import Unpack

    from titre.figures.grounds import Source
    from titre.figures.members import Member
    from titre.figures.model import Lineage
    from titre.figures.options import TableOptions
    from titre.figures.plans import Term
    from titre.figures.running import Row, Run, Slot
    from titre.figures.together import FiguresTogether
    from titre.kernel.messages import Message
    from titre.metrics import Catalogue

_KEPT = 24
"""runs kept for questions of the same kind"""
_COMPANIES = 1024
"""companies whose segments are kept"""


class Figures:
    """Figures of the companies of a snapshot, by the metrics of a catalogue."""

    def __init__(self, snapshot: Source, catalogue: Catalogue) -> None:
        self._snapshot, self.catalogue = snapshot, catalogue
        self._runs: OrderedDict[tuple[Question, tuple[Reference, ...], bool], Run] = OrderedDict()
        self._grounds = Grounds(snapshot, catalogue)
        self._names: dict[str, str] = {}
        self._rests_on: dict[Reference, frozenset[str]] = {}
        self._members_of = lru_cache(maxsize=_COMPANIES)(self._members)

    def figure(
        self,
        entity: str,
        metric: str,
        period: Period | str,
        *,
        as_of: date | None = None,
        vintage: Vintage | str = Vintage.LATEST,
        basis: Basis | str = Basis.ADJUSTED,
        definition: str | None = None,
        nearest: bool = False,
    ) -> Figure:
        """Return the figure of a metric for an entity and a period.

        Args:
            entity: its identifier, ``CIK0001326801``.
            metric: a name of the catalogue, with a segment in brackets where one is meant.
            period: as ``kernel.periods`` writes it, fiscal unless it says calendar.
            as_of: only what was filed by that day's end counts, for every fact below; None: all of the store.
            vintage: which filing of a fact counts.
            basis: whether share counts and per-share amounts are adjusted for later splits.
            definition: one of the metric's definitions; None: the default one.
            nearest: whether a calendar period may be answered by the fiscal one that ends nearest to it, up
                to six weeks away; ``start`` and ``end`` of the figure say which.

        Raises:
            FigureError: there is no such figure; the class says why.
        """
        question = Question((entity,), as_of, Vintage(vintage), Basis(basis))
        if isinstance(period, str):
            period = Period.parse(period)
        reference = self._reference(metric, definition)
        run = self.run(question, (reference,), priced=period.day is None)
        (term,) = run.plan.asked
        meant = self._meant(run, entity, term)
        if meant is not None:
            run = self.run(question, (meant,), priced=period.day is None)
            (term,) = run.plan.asked
        if period.day is not None and term.number in priced_terms(run.plan):
            return self._on_day(run, entity, term, period, raising=True)
        slot, made = self._made(run, entity, term, period, nearest=nearest)
        if made is not None:
            self._check_segment(run, entity, term, slot)
            return replace(made, segment=reference.segment)
        cause = self._cause(run, entity, term, slot)
        raise cause.error(term.name, self.name(entity), period)

    def figures(
        self,
        entities: Collection[str] | None,
        metrics: Iterable[str],
        periods: Iterable[Period | str] | None = None,
        *,
        frequency: Frequency | str | None = None,
        first: Period | str | None = None,
        last: Period | str | None = None,
        as_of: date | None = None,
        vintage: Vintage | str = Vintage.LATEST,
        basis: Basis | str = Basis.ADJUSTED,
        definition: str | None = None,
        nearest: bool = False,
    ) -> list[Figure]:
        """Return figures by entity, metric and time; one that has no value has a reason.

        Either ``periods`` are given, or all there are of a ``frequency`` from ``first`` to ``last`` (both
        included; by default as far as any metric asked for reaches). A company without any of them is refused
        for those of the others. ``entities`` of None are all there are.

        Raises:
            UnknownMetric: a metric is not in the catalogue.
            UnknownDefinition: a metric has no definition of that name.
        """
        wanted = None if entities is None else tuple(sorted(set(entities)))
        question = Question(wanted, as_of, Vintage(vintage), Basis(basis))
        chosen = [Period.parse(period) if isinstance(period, str) else period for period in periods or ()]
        on_days = bool(chosen) and all(period.day is not None for period in chosen)
        run = self.run(question, self.references(metrics, definition), priced=not on_days)
        reach = Reach.of(frequency, first, last)
        spans = {
            entity: chosen or reach.periods(run, entity)
            for entity in (entities if entities is not None else self._all(run, on_days=on_days))
        }
        every = reach.asked() or sorted(
            {period for some in spans.values() for period in some},
            key=lambda period: (period.year, period.quarter),
        )
        return [
            self.answer(run, entity, term, period, nearest=nearest)
            for entity, some in spans.items()
            for term in run.plan.asked
            for period in some or every
        ]

    def together(
        self, entities: Collection[str], metrics: Iterable[str], knowledge: Iterable[tuple[date | None, str]]
    ) -> FiguresTogether:
        """Return the figures of companies and metrics that will be asked for one by one, by day and vintage.

        ``knowledge`` are the days (None: all that is known) and vintages to be asked for.
        """
        from titre.figures.together import FiguresTogether

        return FiguresTogether(self, entities, metrics, knowledge)

    def table(
        self,
        entities: Collection[str] | None,
        metrics: Iterable[str],
        **asked: Unpack[TableOptions],
    ) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Return the figures there are as an Arrow table, of all frequencies by default; see ``tables``.

        Args:
            entities: identifiers, or None for all there are.
            metrics: names of the catalogue.
            **asked: the options of ``figures`` but ``nearest``; ``lineage`` for the rule and the facts of
                each; ``spark``, a session with the view ``facts``, for Spark to do the work.

        Raises:
            UnknownMetric: a metric is not in the catalogue.
            UnknownDefinition: a metric has no definition of that name.
        """
        from titre.figures.tables import joined

        return joined(list(self.tables(entities, metrics, **asked)))

    def tables(
        self,
        entities: Collection[str] | None,
        metrics: Iterable[str],
        *,
        frequency: Frequency | str | None = None,
        first: Period | str | None = None,
        last: Period | str | None = None,
        as_of: date | None = None,
        vintage: Vintage | str = Vintage.LATEST,
        basis: Basis | str = Basis.ADJUSTED,
        definition: str | None = None,
        lineage: bool = False,
        spark: Any | None = None,  # noqa: ANN401 - pyspark is imported late
    ) -> Iterator[Any]:
        """Yield the parts of the table that ``table`` returns whole, each small enough for any memory.

        Parts are by metric, of a thousand companies each where DuckDB makes them.
        """
        from titre.figures.engines import runs
        from titre.figures.tables import figure_tables

        question = Question(None, as_of, Vintage(vintage), Basis(basis))
        plan = Plan(self.catalogue, self.references(metrics, definition))
        reach = Reach.of(frequency, first, last)
        wanted = Frequency(frequency) if frequency else None
        companies = None if entities is None else tuple(sorted(set(entities)))
        for run in runs(self._grounds, plan, question, companies, lineage=lineage, spark=spark):
            yield from figure_tables(run, wanted, reach.first, reach.last)

    def _all(self, run: Run, *, on_days: bool) -> list[str]:
        if not (on_days and priced_terms(run.plan)):
            return run.entities()
        return sorted({*run.entities(), *self._grounds.valuer(None).entities})

    def _on_day(self, run: Run, entity: str, term: Term, period: Period, *, raising: bool = False) -> Figure:
        """Return the figure of a metric that rests on prices, as it was on a day.

        Raises:
            FigureError: there is none, where ``raising``.
        """
        day, question = period.day, run.question
        assert day is not None
        if question.as_of is not None and question.as_of < day:
            found: Refusal | tuple[Decimal, str, Lineage]
            found = Refusal(NotYetFiled, say("prices of that day were not known on the day asked for"))
        else:
            asked = tuple(one.reference for one in run.plan.asked)
            then = self.run(replace(question, as_of=day), asked, priced=False)
            valuer = self._grounds.valuer(question.entities)
            found = DayTracer(then, entity, valuer, day).answer(then.plan.term(term.reference))
        if isinstance(found, Refusal):
            if raising:
                raise found.error(term.name, self.name(entity), period)
            reason = found.message
            return self._figure(run, entity, term, period, None, None, reason=lambda: reason)
        value, unit, lineage = found
        plain = self._figure(run, entity, term, period, None, None)
        return replace(plain, end=day, value=trimmed(value), unit=unit, _lineage=lineage)

    def answer(self, run: Run, entity: str, term: Term, period: Period, *, nearest: bool = False) -> Figure:
        """Return the figure of a company that a run gives for a term and a period, or a reason for none."""
        if period.day is not None and term.number in priced_terms(run.plan):
            return self._on_day(run, entity, term, period)
        asked = term.reference.segment
        try:
            meant = self._meant(run, entity, term)
            if meant is not None:
                run = self.run(run.question, (meant,), priced=run.market is not None)
                (term,) = run.plan.asked
            slot, made = self._made(run, entity, term, period, nearest=nearest)
            if made is not None:
                self._check_segment(run, entity, term, slot)
                return replace(made, segment=asked)
        except (UnknownSegment, AmbiguousSegment) as error:
            told = error.message
            return self._figure(run, entity, term, period, None, None, reason=lambda: told)
        # Why there is none is looked for when somebody asks: of a market, most never do.
        return self._figure(
            run, entity, term, period, None, None, reason=lambda: self._cause(run, entity, term, slot).message
        )

    def _made(
        self, run: Run, entity: str, term: Term, period: Period, *, nearest: bool
    ) -> tuple[Slot | None, Figure | None]:
        """Return the slot that a period names for a company, and its figure where there is one."""
        slot = slot_meant(run, entity, term, period, NEAREST_SLACK if nearest else CALENDAR_SLACK)
        if slot is None:
            return None, None
        row = run.rows(entity).get(slot)
        if row is not None and row.values[term.number] is not None:
            return slot, self._figure(run, entity, term, period, slot, row)
        foreign = run.foreign(entity, term, slot) if row is not None else None
        if foreign is not None and not (foreign.ambiguous or foreign.conflict):
            return slot, self._foreign_figure(run, entity, term, period, slot)
        return slot, None

    def _cause(self, run: Run, entity: str, term: Term, slot: Slot | None) -> Refusal:
        later = None if run.question.as_of is None else lambda: self._without_day(run)
        return Doctor(run, entity, later).cause(term, slot)

    def _figure(
        self,
        run: Run,
        entity: str,
        term: Term,
        period: Period,
        slot: Slot | None,
        row: Row | None,
        *,
        reason: Callable[[], Message] | None = None,
    ) -> Figure:
        question = run.question
        return Figure(
            entity=entity,
            name=self.name(entity),
            metric=term.metric.name,
            segment=term.reference.segment,
            period=period,
            start=None if row is None or term.stands else row.first_day,
            end=None if row is None else row.last_day,
            value=_value(row, term),
            unit=None if row is None else unit_of(term, row.currency),
            as_of=question.as_of,
            vintage=question.vintage,
            basis=question.basis,
            definition=term.definition.name,
            written_in=term.metric.written_in,
            _reason=reason,
            _lineage=None if slot is None else (lambda: Tracer(run, entity).trace(term, slot)),
        )

    def _foreign_figure(self, run: Run, entity: str, term: Term, period: Period, slot: Slot) -> Figure:
        """Return the figure of a metric that the company files in another currency than its own only."""
        base = run.base(entity, term, slot)
        assert base is not None
        question = run.question
        return Figure(
            entity=entity,
            name=self.name(entity),
            metric=term.metric.name,
            segment=term.reference.segment,
            period=period,
            start=base.first_day,
            end=base.last_day,
            value=trimmed(base.value),
            unit=base.unit,
            as_of=question.as_of,
            vintage=question.vintage,
            basis=question.basis,
            definition=term.definition.name,
            written_in=term.metric.written_in,
            _lineage=lambda: Tracer(run, entity).trace_foreign(term, slot),
        )

    def members(self, entity: str, metric: str, *, as_of: date | None = None) -> list[Member]:
        """Return the members of all axes for which a company has facts of a metric, by axis and name.

        Raises:
            UnknownMetric: the metric is not in the catalogue.
        """
        concepts = self._concepts(replace(self._reference(metric, None), segment=None))
        return list(self._members_of(entity, concepts, as_of))

    def _members(self, entity: str, concepts: frozenset[str], as_of: date | None) -> tuple[Member, ...]:
        connection, view = self._grounds.facts_of(entity, known=as_of is not None)
        return tuple(members_of(connection, view, entity, sorted(concepts), as_of))

    def _meant(self, run: Run, entity: str, term: Term) -> Reference | None:
        """Return the reference that a segment's label stands for; None where it is a member's own name.

        Raises:
            UnknownSegment, AmbiguousSegment: it is none's, or several members'.
        """
        segment = term.reference.segment
        if segment is None:
            return None
        concepts = self._concepts(replace(term.reference, segment=None))
        if not concepts.isdisjoint(run.concepts_of(entity, fold_member(segment).rpartition("=")[2])):
            return None
        members = self._members_of(entity, concepts, run.question.as_of)
        found = find_member(term.metric.name, segment, self.name(entity), members)
        return replace(term.reference, segment=found.reference)

    def _concepts(self, reference: Reference) -> frozenset[str]:
        """Return every concept that a metric may rest on, whatever is asked for beside it."""
        if reference not in self._rests_on:
            self._rests_on[reference] = frozenset(Plan(self.catalogue, [reference]).concepts)
        return self._rests_on[reference]

    def _check_segment(self, run: Run, entity: str, term: Term, slot: Slot | None) -> None:
        """Refuse a name that members of several axes have, where it makes a difference.

        Raises:
            AmbiguousSegment: it does.
        """
        segment = term.reference.segment
        if segment is None or slot is None or "=" in segment:
            return
        for inner in concept_terms(run, term.reference):
            base = run.base(entity, inner, slot)
            rivals = run.rivals(entity, base, slot) if base is not None else []
            if base is not None and rivals:
                raise AmbiguousSegment(term.metric.name, segment, [base.dimensions, *rivals])

    def name(self, entity: str) -> str:
        """Return the name of an entity; its identifier where no document tells a name."""
        if entity not in self._names:
            try:
                self._names[entity] = self._snapshot.names().entity(entity).name
            except (LookupError, TitreError):
                self._names[entity] = entity
        return self._names[entity]

    def _reference(self, metric: str, definition: str | None) -> Reference:
        try:
            reference = parse_reference(metric)
        except FormulaFaulty as fault:
            raise UnknownMetric(metric, self.catalogue.near(metric)) from fault
        return Reference(reference.metric, definition or reference.definition, reference.segment)

    def references(self, metrics: Iterable[str], definition: str | None) -> tuple[Reference, ...]:
        """Return the references of metrics; a definition is that of those that have it, one at least.

        Raises:
            UnknownMetric: the text names no metric.
        """
        plain = [self._reference(metric, None) for metric in metrics]
        if definition is None:
            return tuple(plain)
        having = [
            reference.metric in self.catalogue and definition in self.catalogue[reference.metric].definitions
            for reference in plain
        ]
        if not any(having):
            return tuple(replace(reference, definition=definition) for reference in plain)
        return tuple(
            replace(reference, definition=definition) if has else reference
            for reference, has in zip(plain, having, strict=True)
        )

    def run(
        self,
        question: Question,
        references: tuple[Reference, ...],
        *,
        priced: bool = True,
        beside: Sequence[Question] = (),
    ) -> Run:
        """Return the answers to a question about metrics, asked once; ``beside`` are others of its companies.

        Those are answered in the same go, unless prices come into it.
        """
        key = (question, references, priced)
        found = self._runs.get(key)
        if found is None:
            plan = Plan(self.catalogue, references)
            others = [one for one in beside if (one, references, priced) not in self._runs]
            if priced and priced_terms(plan):
                others = []
            found = self._grounds.run(plan, question, priced=priced, beside=others)
            self._runs |= {(other, references, priced): found.of(other) for other in others}
            self._runs[key] = found
            while len(self._runs) > _KEPT:
                self._runs.popitem(last=False)
        self._runs.move_to_end(key)
        return found

    def _without_day(self, run: Run) -> Run:
        asked = tuple(term.reference for term in run.plan.asked)
        return self.run(replace(run.question, as_of=None), asked, priced=run.market is not None)


def _value(row: Row | None, term: Term) -> Decimal | None:
    value = None if row is None else row.values[term.number]
    return None if value is None else trimmed(value)
