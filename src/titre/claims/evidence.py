"""By what is a claim judged? Figures, names and events, as known on a day.

The engine of figures and the store's names are reached through small ports, which the fakes of the tests
fit too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Protocol

from titre.claims.prose.lexicons import country_names
from titre.figures.members import fold_name
from titre.kernel.messages import say
from titre.kernel.periods import Period
from titre.metrics.model import Aggregation, Statement, UnitKind
from titre.store.folding import core, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from titre.claims.returns import RateSource, ReturnSource
    from titre.figures.members import Member
    from titre.figures.model import Figure
    from titre.kernel.messages import Message
    from titre.metrics.catalogues import Catalogue
    from titre.metrics.model import Metric
    from titre.sources.rows import EventRow


_DIVIDED = "revenue"
"""what every part of a company has"""
_AXES = ("Segment", "Product", "Service", "Geograph", "Region")
"""in the names of axes whose members are parts that prose speaks of"""
_CODE = 2
"""letters of the code of a country (ISO 3166-1)"""
_SHORT = 3
"""letters of a name up to which an s at its end is its own: "US" """


class FiguresTogether(Protocol):
    """Figures of companies and metrics that were named beforehand, so that they are worked out together."""

    def figure(
        self, entity: str, metric: str, period: Period, *, as_of: date | None = ..., vintage: str = ...
    ) -> Figure:
        """Return the figure of one of the companies and metrics; it may have no value, but a reason."""
        ...


class FigureSource(Protocol):
    """Gives figures; one that cannot be given has no value, but a reason."""

    def figures(
        self,
        entities: Collection[str] | None,
        metrics: Iterable[str],
        periods: Iterable[Period],
        *,
        as_of: date | None = ...,
        vintage: str = ...,
    ) -> list[Figure]:
        """Return a figure for each entity, metric (``metric@definition[Segment]``) and period.

        ``entities`` of None are all that are known.
        """
        ...

    def together(
        self, entities: Collection[str], metrics: Iterable[str], knowledge: Iterable[tuple[date | None, str]]
    ) -> FiguresTogether:
        """Return the figures of companies and metrics, to be asked for one by one, by day and vintage."""
        ...

    def members(self, entity: str, metric: str) -> Sequence[Member]:
        """Return the parts of a company for which it files a metric: segments, products, regions."""
        ...


class EntityLike(Protocol):
    """A company that the store knows."""

    @property
    def entity(self) -> str:
        """Its identifier: ``CIK…``, or ``private:…`` where it files nothing."""
        ...

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def people(self) -> tuple[str, ...]:
        """Who speaks or acts for it."""
        ...


class NameSource(Protocol):
    """Knows who bears a name, a ticker or an alias. What it knows never changes: new names, new source."""

    def resolve(self, text: str) -> Sequence[EntityLike]:
        """Return who a name, ticker or alias means, or a group's members; else raise a ``TitreError``."""
        ...

    def vocabulary(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """Return the folded names that prose may use, and the identifiers of who bears each."""
        ...

    def tickers(self) -> Mapping[str, str]:
        """Return the tickers that stand alone in prose, and the identifier of whose each is."""
        ...

    def predecessors(self, on: date) -> Mapping[str, str]:
        """Return the identifiers of companies that filed under another one on a day, and that one."""
        ...

    def entity(self, entity: str) -> EntityLike:
        """Return the entity of an identifier."""
        ...


@dataclass(slots=True)
class Evidence:
    """All that the claims of one article are judged by, as known on a day.

    The engine is told beforehand of all companies and metrics that the article speaks of: it answers many as
    fast as one.
    """

    source: FigureSource | None
    names: NameSource | None
    catalogue: Catalogue | None
    events: Sequence[EventRow]
    as_of: date | None
    returns: ReturnSource | None = None
    rates: RateSource | None = None
    since: bool = True
    """whether it is asked too what has been filed since that day"""
    _entities: set[str] = field(default_factory=set)
    _references: dict[str, None] = field(default_factory=dict)
    _known: dict[tuple[str, str, Period, str, date | None], Figure] = field(default_factory=dict)
    _together: dict[bool, FiguresTogether] = field(default_factory=dict)
    _vocabularies: dict[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    _parts: dict[str, Sequence[Member]] = field(default_factory=dict)
    """by company: what it gives its revenue by"""

    # -- names -----------------------------------------------------------------------------------

    def vocabulary(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """Return the names that prose of a language may use, asked for once."""
        if language not in self._vocabularies:
            self._vocabularies[language] = {} if self.names is None else self.names.vocabulary(language)
        return self._vocabularies[language]

    def entity_of(self, name: str) -> str | None:
        """Return whose name an analyst wrote in an event, or None where it is nobody's or several's."""
        vocabulary = next(iter(self._vocabularies.values()), None) or self.vocabulary("en")
        found = vocabulary.get(fold(name)) or vocabulary.get(core(name)) or ()
        return found[0] if len(found) == 1 else None

    def part_of(self, entity: str, name: str) -> str | None:
        """Return the short name of the segment, product or region of a company that prose calls so, or None.

        ``name`` is as written, or the member's own; a plural is the same name.
        """
        if entity not in self._parts:
            known = [] if self.source is None else self.source.members(entity, _DIVIDED)
            self._parts[entity] = [one for one in known if any(word in one.axis for word in _AXES)]
        wanted = _singular(fold_name(name))
        for one in self._parts[entity]:
            if _singular(fold_name(one.short)) == wanted or one.is_called(wanted):
                return one.short
        return next((one.short for one in self._parts[entity] if wanted in _countries(one.short)), None)

    # -- metrics ---------------------------------------------------------------------------------

    def definitions(self, metric: str) -> Sequence[str | None]:
        """Return the definitions to try, the default (None) first."""
        declared = self._declared(metric)
        if declared is None:
            return (None,)
        return (None, *(name for name in declared.definitions if name != declared.default))

    def is_ratio(self, metric: str) -> bool:
        """Return whether a metric is a pure number, which prose writes as a percentage."""
        declared = self._declared(metric)
        return metric.endswith(("_margin", "_rate")) if declared is None else declared.unit is UnitKind.RATIO

    def is_money(self, metric: str) -> bool:
        """Return whether a metric is an amount of money, which may be added up."""
        declared = self._declared(metric)
        if declared is None:
            return not self.is_ratio(metric) and not metric.endswith("_eps")
        return declared.unit is UnitKind.MONEY

    def is_balance(self, metric: str) -> bool:
        """Return whether a metric is a balance at a day, not a flow over a time."""
        declared = self._declared(metric)
        return declared is not None and declared.aggregation is Aggregation.INSTANT

    def is_of_market(self, metric: str) -> bool:
        """Return whether a metric rests on prices."""
        declared = self._declared(metric)
        return declared is not None and declared.statement is Statement.MARKET

    def _declared(self, metric: str) -> Metric | None:
        base = metric.partition("[")[0]
        if self.catalogue is None or base not in self.catalogue:
            return None
        return self.catalogue[base]

    # -- figures ---------------------------------------------------------------------------------

    def prepare(self, entities: Iterable[str], metrics: Iterable[str]) -> None:
        """Name what will be asked for, so that it is asked for together."""
        before = self._prepared
        self._entities.update(entities)
        for metric in metrics:
            if self.catalogue is None or metric.partition("[")[0] in self.catalogue:
                for definition in self.definitions(metric):
                    self._references.setdefault(_reference(metric, definition))
        if self._prepared > before:
            self._together.clear()

    @property
    def _prepared(self) -> int:
        return len(self._entities) + len(self._references)

    def figure(
        self,
        entity: str,
        metric: str,
        period: Period,
        *,
        definition: str | None = None,
        vintage: str = "latest",
        latest: bool = False,
    ) -> Figure | None:
        """Return a figure that has a value, or None; ``latest`` asks for what is known now instead."""
        found = self._figure(entity, metric, period, definition, vintage, None if latest else self.as_of)
        return None if found is None or found.value is None else found

    def all_of(self, metric: str, day: date) -> list[Figure]:
        """Return the figures of a metric of all companies on a day, as was known on the day judged by."""
        if self.source is None or self._declared(metric) is None:
            return []
        return self.source.figures(None, [metric], [Period.instant(day)], as_of=self.as_of)

    def reason(self, entity: str, metric: str, period: Period) -> Message | None:
        """Return why there is no figure, or None where there is one or nobody to ask."""
        if self.source is None:
            return None
        if self.catalogue is not None and metric.partition("[")[0] not in self.catalogue:
            return say("no metric {name} in the catalogue", name=metric)
        found = self._figure(entity, metric, period, None, "latest", self.as_of)
        return None if found is None else found.reason

    def _figure(
        self,
        entity: str,
        metric: str,
        period: Period,
        definition: str | None,
        vintage: str,
        as_of: date | None,
    ) -> Figure | None:
        if self.source is None:
            return None
        reference = _reference(metric, definition)
        question = (entity, reference, period, vintage, as_of)
        if question not in self._known:
            if entity not in self._entities or reference not in self._references:
                self.prepare([entity], [metric])
            if reference not in self._references:
                return None
            priced = self.is_of_market(metric)
            together = self._asked_together(self.source, priced=priced)
            self._known[question] = together.figure(entity, reference, period, as_of=as_of, vintage=vintage)
        return self._known[question]

    def _asked_together(self, source: FigureSource, *, priced: bool) -> FiguresTogether:
        """Return the figures named before, of the market or of filings.

        What rests on prices is asked apart: most articles need none of it, and it takes the longer road.
        """
        if priced not in self._together:
            named = [one for one in self._references if self.is_of_market(one.partition("@")[0]) == priced]
            knowledge = [(self.as_of, "latest"), (self.as_of, "first")]
            knowledge += [(None, "latest")] if self.since else []
            self._together[priced] = source.together(self._entities, named, knowledge)
        return self._together[priced]


@cache
def _countries(code: str) -> frozenset[str]:
    """Return what a country is called by prose, folded, where a member is named by its code: ``SG``."""
    if len(code) != _CODE or not code.isupper():
        return frozenset()
    return frozenset(_singular(fold_name(name)) for name in country_names().get(code, ()))


def _singular(name: str) -> str:
    return name.removesuffix("s") if len(name) > _SHORT else name


def _reference(metric: str, definition: str | None) -> str:
    base, bracket, segment = metric.partition("[")
    return f"{base}@{definition}{bracket}{segment}" if definition else metric
