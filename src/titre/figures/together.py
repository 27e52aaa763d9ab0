"""Which figures are asked for one by one? Those of companies and metrics named beforehand, so in few runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from titre.figures.model import Vintage
from titre.figures.questions import Question

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from titre.figures.model import Figure
    from titre.figures.plans import Term
    from titre.figures.running import Run
    from titre.kernel.periods import Period
    from titre.metrics.formulas import Reference


class Runs(Protocol):
    """Makes runs and reads figures from them: ``figures.Figures``."""

    def references(self, metrics: Iterable[str], definition: str | None) -> tuple[Reference, ...]:
        """Return the references of metrics."""
        ...

    def run(
        self,
        question: Question,
        references: tuple[Reference, ...],
        *,
        priced: bool = ...,
        beside: Sequence[Question] = ...,
    ) -> Run:
        """Return the answers to a question; others are answered in the same go."""
        ...

    def answer(self, run: Run, entity: str, term: Term, period: Period) -> Figure:
        """Return the figure that a run gives."""
        ...


class FiguresTogether:
    """Figures of companies and metrics as known on several days, all worked out when the first is asked for.

    Raises:
        UnknownMetric: a metric is not in the catalogue.
        UnknownDefinition: a metric has no definition of that name.
    """

    def __init__(
        self,
        figures: Runs,
        entities: Collection[str],
        metrics: Iterable[str],
        knowledge: Iterable[tuple[date | None, str]],
    ) -> None:
        names = list(dict.fromkeys(metrics))
        self._runs = figures
        self._entities = tuple(sorted(set(entities)))
        self._references = figures.references(names, None)
        self._places = {name: place for place, name in enumerate(names)}
        self._questions = [self._question(*one) for one in knowledge]

    def figure(
        self, entity: str, metric: str, period: Period, *, as_of: date | None = None, vintage: str = "latest"
    ) -> Figure:
        """Return the figure of a company and metric named before; one that has no value has a reason."""
        question = self._question(as_of, vintage)
        others = [other for other in self._questions if other != question]
        run = self._runs.run(question, self._references, priced=period.day is None, beside=others)
        return self._runs.answer(run, entity, run.plan.asked[self._places[metric]], period)

    def _question(self, as_of: date | None, vintage: str) -> Question:
        return Question(self._entities, as_of, Vintage(vintage))
