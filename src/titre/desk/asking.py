"""What can be asked about companies? Facts, figures, series, tables, ranks, screens and charts of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from titre.desk.folder import DeskFolder
from titre.kernel.errors import ParseError
from titre.kernel.messages import say
from titre.kernel.periods import Period
from titre.store.engine import damage_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from titre.charts.chart import Chart
    from titre.desk.companies import Group
    from titre.desk.tabulating import Engine
    from titre.figures.breakdowns import Breakdown
    from titre.figures.frames import FigureList
    from titre.figures.members import Member
    from titre.figures.model import Figure
    from titre.figures.ranking import Ranking
    from titre.figures.screening import Screen
    from titre.sources.rows import FactRow
    from titre.store.entities import Entity
    from titre.store.snapshot import Vintage


_Meant = TypeVar("_Meant", "Entity", "Entity | Group")


class Asking(DeskFolder):
    """The questions about companies that a desk answers."""

    def facts(
        self,
        entity: str,
        concepts: Sequence[str] | None = None,
        *,
        as_of: date | None = None,
        vintage: Vintage = "all",
    ) -> Iterator[FactRow]:
        """Yield the facts of companies as filed, sorted by concept and period; every vintage by default.

        Raises:
            EntityUnknown, EntityAmbiguous: the name means nobody, or several.
        """
        identifiers = [found.entity for found in self.entities(entity)]
        return self.snapshot().facts(identifiers, concepts, as_of=as_of, vintage=vintage)

    def figure(
        self,
        entity: str,
        metric: str,
        period: Period | str,
        **asked: Any,  # noqa: ANN401 - handed on to Figures.figure
    ) -> Figure:
        """Return one figure: ``desk.figure("META", "free_cash_flow", "TTM 2025Q1", as_of=…)``.

        ``as_of`` (a day, or its text), ``vintage``, ``basis`` and ``definition`` are those of
        ``Figures.figure``. Of several companies together it is asked for as ``sum(META, AMZN)``.

        Raises:
            FigureError: the facts do not determine it; says why.
            EntityUnknown, EntityAmbiguous: the name means nobody, or several.
            ParseError: the period is none.
        """
        wanted = Period.parse(period) if isinstance(period, str) else period
        from titre.desk.companies import Group

        found = self._one(entity)
        with damage_told(self.store.folder):
            if isinstance(found, Group):
                from titre.figures.groups import sum_of

                return sum_of(self.engine, found.identifiers, metric, wanted, **read_days(asked))
            return self.engine.figure(found.entity, metric, wanted, **read_days(asked))

    def figures(
        self,
        entities: str,
        metrics: str | Sequence[str],
        periods: Period | str | Sequence[Period | str] | None = None,
        *,
        period: Period | str | None = None,
        **asked: Any,  # noqa: ANN401 - handed on to Figures.figures
    ) -> FigureList:
        """Return a figure for each company, metric and period; one that cannot be given carries its reason.

        ``sum(META, AMZN)`` among the companies stands for these taken together, by the calendar. Metrics and
        periods may be texts with commas, as on the command line, and ``period`` is another word for
        ``periods``. Instead of these, a ``frequency`` (``annual``, ``quarter``, ``ttm``) with ``first`` and
        ``last``. The list is an Arrow table as well, and so a frame of pandas or Polars; see ``FigureList``.
        """
        from titre.figures.frames import FigureList

        wanted = read_periods(period if periods is None else periods)
        names = split_metrics(metrics) if isinstance(metrics, str) else list(metrics)
        with damage_told(self.store.folder):
            return FigureList(self._figures(entities, names, wanted, read_days(asked)))

    def series(
        self,
        entities: str,
        metrics: str | Sequence[str],
        **asked: Any,  # noqa: ANN401 - handed on to Figures.figures
    ) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Return time series as an Arrow table: a row for each company and period, a column for each metric.

        ``desk.series("META, NVDA", ["revenue", "net_income"], frequency="ttm", first="2019Q1")``; annual
        where no ``frequency`` is given. See ``frames.series_table`` for its columns.
        """
        from titre.figures.frames import series_table

        return series_table(self.figures(entities, metrics, **{"frequency": "annual", **asked}))

    def table(
        self,
        metrics: Sequence[str],
        *,
        entities: str | None = None,
        engine: Engine = "duckdb",
        master: str | None = None,
        **asked: Any,  # noqa: ANN401 - handed on to Figures.tables
    ) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Return all figures there are of metrics as an Arrow table, of companies or of the whole market.

        A row a figure; what cannot be given has none. ``lineage=True`` adds the rule and the facts of each.
        Spark, at a ``master`` or on this machine, gives the same figures as DuckDB.

        Raises:
            UnknownMetric: a metric is not in the catalogue.
            SparkMissing, SparkUnreachable: Spark was asked for and cannot be had.
        """
        from titre.figures.tables import joined

        return joined(list(self.tables(metrics, entities=entities, engine=engine, master=master, **asked)))

    def tables(
        self,
        metrics: Sequence[str],
        *,
        entities: str | None = None,
        engine: Engine = "duckdb",
        master: str | None = None,
        **asked: Any,  # noqa: ANN401 - handed on to Figures.tables
    ) -> Iterator[Any]:
        """Yield the parts of ``table``, for a market that is not to be in memory at once."""
        from titre.desk.tabulating import figure_parts

        with damage_told(self.store.folder):
            yield from figure_parts(
                self.engine, self.snapshot(), self._identifiers(entities), metrics,
                by=engine, master=master, **read_days(asked),
            )  # fmt: skip

    def members(self, entity: str, metric: str, *, as_of: date | None = None) -> list[Member]:
        """Return the segments, products, regions … for which a company gives a metric.

        Raises:
            EntityUnknown, EntityAmbiguous: the name means nobody, or several.
            UnknownMetric: the metric is not in the catalogue.
        """
        found = self._company(entity)
        with damage_told(self.store.folder):
            return self.engine.members(found.entity, metric, as_of=as_of)

    def breakdowns(
        self,
        entity: str,
        metric: str,
        period: Period | str,
        **asked: Any,  # noqa: ANN401 - handed on to figures.breakdowns
    ) -> list[Breakdown]:
        """Return a metric of a company in a period by every axis: its parts, and what is between them and it.

        Raises:
            FigureError: there is no figure of the whole.
        """
        from titre.figures.breakdowns import breakdowns

        found = self._company(entity)
        with damage_told(self.store.folder):
            return breakdowns(self.engine, found.entity, metric, period, **read_days(asked))

    def rank(
        self,
        metric: str,
        period: Period | str,
        *,
        entities: str | None = None,
        top: int | None = None,
        **asked: Any,  # noqa: ANN401 - handed on to figures.ranking.rank
    ) -> Ranking:
        """Return companies, all in the store by default, by the value of a metric in a period.

        Raises:
            UnknownMetric: the metric is not in the catalogue.
        """
        from titre.figures.ranking import rank

        with damage_told(self.store.folder):
            return rank(
                self.engine, metric, period, entities=self._identifiers(entities), top=top, **read_days(asked)
            )

    def screen(
        self,
        condition: str,
        period: Period | str,
        *,
        entities: str | None = None,
        **asked: Any,  # noqa: ANN401 - handed on to figures.screening.screen
    ) -> Screen:
        """Return the companies that meet a condition: ``free_cash_flow > 1e9 and revenue_growth > 0.1``.

        Raises:
            FormulaFaulty: the condition cannot be read.
            UnknownMetric: a metric is not in the catalogue.
        """
        from titre.figures.screening import screen

        with damage_told(self.store.folder):
            return screen(
                self.engine, condition, period, entities=self._identifiers(entities), **read_days(asked)
            )

    def chart(
        self,
        figures: Iterable[Figure],
        *,
        kind: str = "line",
        title: str | None = None,
        language: str | None = None,
    ) -> Chart:
        """Return the chart of figures: ``line``, ``bar``, ``related`` (two series) or ``multiples``.

        Raises:
            NothingToDraw: there is no figure.
        """
        from titre.desk.charting import chart_of

        return chart_of(
            list(figures), kind, title, language or self.settings.language or "en", self.catalogue
        )

    def _figures(
        self, entities: str, metrics: list[str], periods: list[Period] | None, asked: dict[str, Any]
    ) -> list[Figure]:
        """Return the figures of companies and groups, those of companies that follow each other in one go."""
        from itertools import groupby

        from titre.desk.companies import Group, companies_and_groups

        found: list[Figure] = []
        for together, some in groupby(
            companies_and_groups(self.snapshot().names(), entities), key=lambda one: isinstance(one, Group)
        ):
            if not together:
                identifiers = [entity.entity for entity in some if not isinstance(entity, Group)]
                found += self.engine.figures(identifiers, metrics, periods, **asked)
                continue
            from titre.figures.groups import figures_of_group

            for group in some:
                assert isinstance(group, Group)
                found += figures_of_group(self.engine, group.identifiers, metrics, periods, **asked)
        return found

    def _identifiers(self, entities: str | None) -> list[str] | None:
        return None if entities is None else [found.entity for found in self.entities(entities)]

    def _company(self, name: str) -> Entity:
        return _sole(name, self.entities(name))

    def _one(self, name: str) -> Entity | Group:
        from titre.desk.companies import companies_and_groups

        return _sole(name, companies_and_groups(self.snapshot().names(), name))


def _sole(name: str, found: Sequence[_Meant]) -> _Meant:
    """Return the one that a name means.

    Raises:
        EntityAmbiguous: it means several.
    """
    if len(found) != 1:
        from titre.store.errors import EntityAmbiguous

        raise EntityAmbiguous(name, [one.name for one in found])
    return found[0]


def read_days(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the options of a question with the day that a text writes in its place."""
    day = asked.get("as_of")
    if not isinstance(day, str):
        return asked
    try:
        return {**asked, "as_of": date.fromisoformat(day)}
    except ValueError:
        raise ParseError(say("as_of"), day, say("a day that exists, as 2025-03-31")) from None


def read_periods(periods: Period | str | Sequence[Period | str] | None) -> list[Period] | None:
    """Return the periods that a question names, one, several or a text with commas; None where it has none.

    Raises:
        ParseError: a text is no period.
    """
    if periods is None:
        return None
    if isinstance(periods, str):
        periods = periods.split(",")
    elif isinstance(periods, Period):
        periods = [periods]
    return [Period.parse(period) if isinstance(period, str) else period for period in periods]


def split_metrics(metrics: str) -> list[str]:
    """Return the names between commas; a comma inside the brackets of a segment separates nothing."""
    names = [""]
    depth = 0
    for letter in metrics:
        depth += {"[": 1, "]": -1}.get(letter, 0)
        if letter == "," and depth <= 0:
            names.append("")
        else:
            names[-1] += letter
    return [name.strip() for name in names if name.strip()]
