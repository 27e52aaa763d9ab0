"""What do several companies make together? One figure over the members' own, each named in the lineage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Unpack

from titre.figures import arithmetic
from titre.figures.errors import FigureError, FigureRefused, MixedCurrencies, NotDerivable
from titre.figures.model import Basis, Figure, Frequency, Lineage, Rule, Vintage
from titre.figures.periods import nearest_quarter, slot_labelled
from titre.figures.plans import Plan
from titre.figures.reach import Reach
from titre.figures.tracing import evaluate, leaf_key, leaves
from titre.kernel.messages import say
from titre.kernel.periods import Period, PeriodKind
from titre.metrics.model import UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from decimal import Decimal

    from titre.figures.figures import Figures
    from titre.figures.options import Options
    from titre.figures.plans import Term
    from titre.figures.running import Slot
    from titre.kernel.messages import Message
    from titre.metrics.formulas import Expression, Reference


_QUARTERS = 4


def sum_of(
    figures: Figures, entities: Sequence[str], metric: str, period: Period | str, **options: Unpack[Options]
) -> Figure:
    """Return a metric of companies taken together, by the calendar: a group has no fiscal year of its own.

    Each member gives the fiscal period that ends nearest to the calendar's; the operands of the lineage say
    which, member by member. Amounts of money are added. A ratio is computed anew from the sums that its
    formula names, so that the margin of a group is not the mean of its members' margins. Share counts and
    amounts per share of different companies make nothing together. ``options`` are those of
    ``Figures.figure``.

    Raises:
        FigureError: a member has no figure, the members report in different currencies, or the metric makes
            no sense of a group.
    """
    asked = _by_calendar(Period.parse(period) if isinstance(period, str) else period)
    (reference,) = figures.references([metric], options.get("definition"))
    return _Together(figures, entities, options).figure(reference, asked)


def figures_of_group(
    figures: Figures,
    entities: Sequence[str],
    metrics: Iterable[str],
    periods: Iterable[Period | str] | None = None,
    *,
    frequency: Frequency | str | None = None,
    first: Period | str | None = None,
    last: Period | str | None = None,
    **options: Unpack[Options],
) -> list[Figure]:
    """Return figures of companies taken together by metric and time; one that has no value has a reason.

    Periods as for ``Figures.figures``, by the calendar; where an end is open, as far as every member
    reaches.

    Raises:
        UnknownMetric: a metric is not in the catalogue.
        UnknownDefinition: a metric has no definition of that name.
    """
    asked = [Period.parse(period) if isinstance(period, str) else period for period in periods or ()]
    wanted = figures.references(metrics, options.get("definition"))
    together = _Together(figures, entities, options)
    if not asked:
        asked = together.periods(wanted, Reach.of(frequency, first, last))
    return [together.answer(reference, _by_calendar(period)) for reference in wanted for period in asked]


@dataclass(frozen=True, slots=True)
class _Span:
    """From the first day of any member's period to the last of any."""

    start: date | None = None
    end: date | None = None

    @classmethod
    def of(cls, figures: Iterable[Figure]) -> _Span:
        every = list(figures)
        starts = [figure.start for figure in every if figure.start is not None]
        ends = [figure.end for figure in every if figure.end is not None]
        return cls(min(starts, default=None), max(ends, default=None))


class _Value(NamedTuple):
    """A value with its unit and the days it covers."""

    value: Decimal | None
    unit: str | None
    span: _Span


_NOTHING = _Value(None, None, _Span())


class _Together:
    """Figures of a group, for one set of options."""

    def __init__(self, figures: Figures, entities: Sequence[str], options: Options) -> None:
        if not entities:
            raise ValueError(entities)
        self._figures, self._entities = figures, tuple(dict.fromkeys(entities))
        # The references that members are asked for name their definition themselves.
        self._options: Options = {**options, "nearest": True, "definition": None}

    def answer(self, reference: Reference, period: Period) -> Figure:
        """Return a figure, with its reason where it cannot be given."""
        term = self._term(reference)
        try:
            return self._of(term, period)
        except FigureError as refusal:
            # A member's refusal says of whom and of when it speaks.
            reason = refusal.message
            if isinstance(refusal, FigureRefused) and refusal.entity == self._name:
                reason = refusal.reason
            return self._made(term, period, _NOTHING, reason=reason)

    def figure(self, reference: Reference, period: Period) -> Figure:
        """Return the figure of a metric, or raise the refusal."""
        return self._of(self._term(reference), period)

    def periods(self, wanted: Iterable[Reference], reach: Reach) -> list[Period]:
        """Return the periods within a reach; an open end is as far as all members go."""
        if reach.first is not None and reach.last is not None:
            return reach.asked()
        own: Options = {**self._options, "nearest": False}
        names = [str(reference) for reference in wanted]
        known: dict[str, list[int]] = {}
        for figure in self._figures.figures(self._entities, names, frequency=reach.frequency, **own):
            if figure.value is not None and figure.end is not None:
                known.setdefault(figure.entity, []).append(nearest_quarter(figure.end))
        if not known:
            return []
        # A member without any figure is named in the reason of each period of the others.
        first = max(min(steps) for steps in known.values()) if reach.first is None else reach.first
        last = min(max(steps) for steps in known.values()) if reach.last is None else reach.last
        return replace(reach, first=first, last=last).asked()

    def _of(self, term: Term, period: Period) -> Figure:
        match term.metric.unit:
            case UnitKind.MONEY:
                return self._sum(term, period)
            case UnitKind.RATIO if term.formulas:
                return self._formula(term, period)
            case _:
                raise self._refusal(
                    NotDerivable, term, period, say("of several companies it makes nothing together")
                )

    def _term(self, reference: Reference) -> Term:
        return Plan(self._figures.catalogue, [reference]).asked[0]

    def _sum(self, term: Term, period: Period) -> Figure:
        name = str(term.reference)
        members = [self._figures.figure(entity, name, period, **self._options) for entity in self._entities]
        units = {member.unit for member in members}
        if len(units) > 1:
            told = ", ".join(f"{member.name}: {member.unit}" for member in members)
            raise self._refusal(MixedCurrencies, term, period, say("{members}", members=told))
        total = arithmetic.ZERO
        for member in members:
            assert member.value is not None
            total = arithmetic.plus(total, member.value)
        span = _Span.of(members)
        unit = members[0].unit or ""

        def lineage() -> Lineage:
            return Lineage(
                name=term.name,
                period=str(period),
                value=total,
                unit=unit,
                rule=Rule.GROUP,
                start=span.start,
                end=span.end,
                operands=tuple(_member(member) for member in members),
                signs=(1,) * len(members),
            )

        return self._made(term, period, _Value(total, unit, span), lineage=lineage)

    def _formula(self, term: Term, period: Period) -> Figure:
        refusal: FigureError | None = None
        for formula in term.formulas:
            try:
                return self._computed(term, formula, period)
            except FigureError as found:
                refusal = refusal or found
        assert refusal is not None
        raise refusal

    def _computed(self, term: Term, formula: Expression, period: Period) -> Figure:
        here = slot_labelled(period)
        operands: dict[str, Figure] = {}
        for reference, slot in leaves(formula, here):
            operands[leaf_key(reference, slot)] = self._of(self._term(reference), _at(period, here, slot))
        units = {figure.unit for figure in operands.values()} - {None, "pure"}
        if len(units) > 1:
            told = ", ".join(f"{figure.period}: {figure.unit}" for figure in operands.values())
            raise self._refusal(MixedCurrencies, term, period, say("{members}", members=told))
        value = evaluate(
            formula,
            lambda reference, slot: operands[leaf_key(reference, slot)].value,
            here,
            lambda *_: False,  # a member that files nothing of the kind is zero in its own figure already
        )
        if value is None:
            raise self._refusal(NotDerivable, term, period, say("its formula has no value: {why}", why=_WHY))
        span = _Span.of([figure for figure in operands.values() if figure.period == period])

        def lineage() -> Lineage:
            steps = [figure.lineage for figure in operands.values()]
            return Lineage(
                name=term.name,
                period=str(period),
                value=value,
                unit="pure",
                rule=Rule.FORMULA,
                start=span.start,
                end=span.end,
                operands=tuple(step for step in steps if step is not None),
                expression=formula,
                names=tuple(operands),
                written_in=term.metric.written_in,
            )

        return self._made(term, period, _Value(value, "pure", span), lineage=lineage)

    def _made(
        self,
        term: Term,
        period: Period,
        given: _Value,
        *,
        reason: Message | None = None,
        lineage: Callable[[], Lineage] | None = None,
    ) -> Figure:
        return Figure(
            entity="+".join(self._entities),
            name=self._name,
            metric=term.metric.name,
            segment=term.reference.segment,
            period=period,
            start=given.span.start,
            end=given.span.end,
            value=given.value,
            unit=given.unit,
            as_of=self._options.get("as_of"),
            vintage=Vintage(self._options.get("vintage", Vintage.LATEST)),
            basis=Basis(self._options.get("basis", Basis.ADJUSTED)),
            definition=term.definition.name,
            written_in=term.metric.written_in,
            _reason=reason,
            _lineage=lineage,
        )

    @property
    def _name(self) -> str:
        return " + ".join(self._figures.name(entity) for entity in self._entities)

    def _refusal(
        self, error: type[FigureRefused], term: Term, period: Period, reason: Message
    ) -> FigureRefused:
        return error(term.name, self._name, period, reason)


_WHY = say("a divisor of zero, or growth from nothing or from a loss")


def _member(member: Figure) -> Lineage:
    assert member.lineage is not None
    note = say("{company}, {start} to {end}", company=member.name, start=member.start, end=member.end)
    if member.start is None:
        note = say("{company}, on {day}", company=member.name, day=member.end)
    return replace(member.lineage, note=note)


def _by_calendar(period: Period) -> Period:
    return period if period.kind is PeriodKind.INSTANT else replace(period, calendar=True)


def _at(period: Period, here: Slot, slot: Slot) -> Period:
    """Return the period of a slot that a formula looks back to from the one asked for."""
    if slot == here:
        return period
    steps = (slot.label - here.label) * _QUARTERS + slot.quarter - here.quarter
    return period.shifted(steps // _QUARTERS if period.kind is PeriodKind.YEAR else steps)
