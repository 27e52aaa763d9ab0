"""By what is a claim judged? Figures, names and events, as known on a day.

The engine of figures and the store's names are reached through small ports, which the fakes of the tests
fit too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from titre.kernel.errors import TitreError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from titre.figures.model import Figure
    from titre.kernel.periods import Period
    from titre.metrics.catalogues import Catalogue
    from titre.sources.rows import EventRow


class FigureSource(Protocol):
    """Gives one figure for a question, or refuses with a ``TitreError``."""

    def figure(
        self,
        entity: str,
        metric: str,
        period: Period,
        *,
        as_of: date | None = ...,
        vintage: str = ...,
        definition: str | None = ...,
    ) -> Figure:
        """Return the figure of a metric (``metric[Segment]`` for a segment) for a period."""
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
    """Knows who bears a name, a ticker or an alias."""

    def resolve(self, text: str) -> Sequence[EntityLike]:
        """Return who a name, ticker or alias means, or a group's members; else raise a ``TitreError``."""
        ...

    def vocabulary(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """Return the folded names that prose may use, and the identifiers of who bears each."""
        ...

    def entity(self, entity: str) -> EntityLike:
        """Return the entity of an identifier."""
        ...


@dataclass(slots=True)
class Evidence:
    """All that the claims of one article are judged by, as known on a day; a figure is asked for once."""

    figures: FigureSource | None
    names: NameSource | None
    catalogue: Catalogue | None
    events: Sequence[EventRow]
    as_of: date | None
    _known: dict[tuple[object, ...], Figure | TitreError] = field(default_factory=dict)

    def figure(
        self,
        entity: str,
        metric: str,
        period: Period,
        *,
        definition: str | None = None,
        vintage: str = "latest",
        latest: bool = False,
    ) -> Figure | TitreError | None:
        """Return a figure with a value, the refusal, or None where there is no engine to ask.

        ``latest`` asks for what is known now instead of on the day.
        """
        if self.figures is None:
            return None
        as_of = None if latest else self.as_of
        key = (entity, metric, period, definition, vintage, as_of)
        if key not in self._known:
            try:
                self._known[key] = self.figures.figure(
                    entity, metric, period, as_of=as_of, vintage=vintage, definition=definition
                )
            except TitreError as refusal:
                self._known[key] = refusal
        return self._known[key]

    def definitions(self, metric: str) -> Sequence[str | None]:
        """Return the definitions to try, the default first."""
        base = metric.partition("[")[0]
        if self.catalogue is None or base not in self.catalogue:
            return (None,)
        metric_declared = self.catalogue[base]
        others = (name for name in metric_declared.definitions if name != metric_declared.default)
        return (None, *others)
