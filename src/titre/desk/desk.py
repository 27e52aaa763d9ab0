"""What can be asked of a desk? Import, facts, figures, a check: the front door for Python users.

A desk is a folder of plain text, kept in git, and a store beside it:

====================  =========================================================================
``desk.toml``         the settings, see ``settings``
``metrics.toml``      the analyst's own metrics
``aliases.toml``      the analyst's own names of companies
``securities.toml``   which security had which symbol when, where it is not known already
``events.csv``        what was reported outside the filings, each with its source
``letters/``          the articles
``lists/``            lists of securities: rules and picks
``commitments/``      what is published of them; ``private/`` holds what is not
``store/``            facts, prices, rates: made by ``titre import``, not kept in git
``downloads/``        what ``titre pull`` got, not kept in git
====================  =========================================================================
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from titre.desk.errors import DeskMissing
from titre.desk.settings import Settings
from titre.kernel.errors import ParseError
from titre.kernel.messages import say
from titre.kernel.periods import Period
from titre.kernel.ports import SystemClock, today
from titre.kernel.progress import Silent
from titre.store.engine import damage_told
from titre.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from titre.charts.chart import Chart
    from titre.claims.model import Check
    from titre.desk.companies import Group
    from titre.desk.pulling import Downloads
    from titre.desk.tabulating import Engine
    from titre.figures.breakdowns import Breakdown
    from titre.figures.figures import Figures
    from titre.figures.frames import FigureList
    from titre.figures.members import Member
    from titre.figures.model import Figure
    from titre.figures.ranking import Ranking
    from titre.figures.screening import Screen
    from titre.kernel.ports import Clock
    from titre.kernel.progress import Progress
    from titre.metrics.catalogues import Catalogue
    from titre.records.committing import Lists
    from titre.records.returns.record import Record
    from titre.sources.rows import EventRow, FactRow
    from titre.store.entities import Entity
    from titre.store.importing import ImportReport
    from titre.store.snapshot import Snapshot, Vintage
    from titre.store.status import Status

SETTINGS_FILE = "desk.toml"


class Desk:
    """The desk in a folder.

    Raises:
        DeskMissing: the folder holds no ``desk.toml``.
    """

    def __init__(self, path: Path | str = ".", *, clock: Clock | None = None) -> None:
        self.path = Path(path)
        self._clock = clock or SystemClock()
        if not (self.path / SETTINGS_FILE).is_file():
            raise DeskMissing(self.path, upwards=False)

    @classmethod
    def nearest(cls, folder: Path) -> Desk:
        """Return the desk of a folder, or of the nearest folder above it.

        Raises:
            DeskMissing: there is none.
        """
        for candidate in (folder, *folder.parents):
            if (candidate / SETTINGS_FILE).is_file():
                return cls(candidate)
        raise DeskMissing(folder, upwards=True)

    @classmethod
    def create(cls, path: Path | str, language: str = "en") -> Desk:
        """Make a desk in a folder that is new or empty; its files are commented in a language.

        Raises:
            DeskThere: the folder holds something already.
            DeskUnnameable: its path has bytes that are no UTF-8.
            DeskUnwritable: the machine refuses; what was written is removed again.
        """
        from titre.desk.making import make_desk

        folder = Path(path)
        make_desk(folder, language)
        return cls(folder)

    @cached_property
    def settings(self) -> Settings:
        """What ``desk.toml`` says.

        Raises:
            DeclarationUnreadable, DeclarationFaulty: with the line of each fault.
        """
        return Settings.read(self.path / SETTINGS_FILE)

    @cached_property
    def store(self) -> Store:
        """Where the facts live."""
        return Store(
            self.path / "store",
            clock=self._clock,
            aliases_file=self._own("aliases.toml"),
            securities_file=self._own("securities.toml"),
        )

    @cached_property
    def lists(self) -> Lists:
        """The lists of securities, and their commitments."""
        from titre.records.committing import Lists

        return Lists(self.path, clock=self._clock)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The metrics of Titre and of ``metrics.toml``.

        Raises:
            DeclarationUnreadable, DeclarationFaulty: with the line of each fault.
        """
        from titre.metrics.catalogues import Catalogue

        return Catalogue.load(self._own("metrics.toml"))

    def snapshot(self) -> Snapshot:
        """Return what the store holds now; the same object as before while nothing was added."""
        newest = self.store.snapshot()
        if self._snapshot is None or self._snapshot.number != newest.number:
            self._snapshot = newest
        return self._snapshot

    @property
    def engine(self) -> Figures:
        """The figures of what the store holds now; while nothing is imported, of one snapshot."""
        from titre.figures.figures import Figures

        snapshot = self.snapshot()
        if self._engine is None or self._engine[0] is not snapshot:
            self._engine = (snapshot, Figures(snapshot, self.catalogue))
        return self._engine[1]

    _snapshot: Snapshot | None = None
    _engine: tuple[Snapshot, Figures] | None = None

    def import_(
        self,
        paths: Iterable[Path | str],
        *,
        filed: date | None = None,
        progress: Progress | None = None,
        workers: int | None = None,
    ) -> ImportReport:
        """Import files, folders and archives; what was imported before is passed over.

        ``filed`` is the filing date of documents that do not tell it: inline XBRL does not.

        Raises:
            StoreError: the store cannot be written.
        """
        from titre.store.importing import import_paths

        return import_paths(
            self.store,
            [Path(path) for path in paths],
            self.settings.filed_on(filed),
            progress=progress,
            workers=workers,
        )

    def entities(self, text: str) -> tuple[Entity, ...]:
        """Return the entities that names separated by commas mean, each once.

        Raises:
            EntityUnknown, EntityAmbiguous: a name means nobody, or several.
        """
        from titre.desk.companies import companies

        return companies(self.snapshot().names(), text)

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

                return sum_of(self.engine, found.identifiers, metric, wanted, **_read(asked))
            return self.engine.figure(found.entity, metric, wanted, **_read(asked))

    def figures(
        self,
        entities: str,
        metrics: Sequence[str],
        periods: Sequence[Period | str] | None = None,
        **asked: Any,  # noqa: ANN401 - handed on to Figures.figures
    ) -> FigureList:
        """Return a figure for each company, metric and period; one that cannot be given carries its reason.

        ``sum(META, AMZN)`` among the companies stands for these taken together, by the calendar. Instead of
        periods, a ``frequency`` (``annual``, ``quarter``, ``ttm``) with ``first`` and ``last``. The list is
        an Arrow table as well, and so a frame of pandas or Polars; see ``FigureList``.
        """
        from titre.figures.frames import FigureList

        wanted = (
            None
            if periods is None
            else [Period.parse(period) if isinstance(period, str) else period for period in periods]
        )
        with damage_told(self.store.folder):
            return FigureList(self._figures(entities, list(metrics), wanted, _read(asked)))

    def series(
        self,
        entities: str,
        metrics: Sequence[str],
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
                by=engine, master=master, **_read(asked),
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
            return breakdowns(self.engine, found.entity, metric, period, **_read(asked))

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
                self.engine, metric, period, entities=self._identifiers(entities), top=top, **_read(asked)
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
                self.engine, condition, period, entities=self._identifiers(entities), **_read(asked)
            )

    def events(self) -> list[EventRow]:
        """Return the events of ``events.csv`` and those imported, each once, by day.

        Raises:
            DeclarationFaulty: ``events.csv`` has faults.
        """
        from titre.desk.events import all_events

        return all_events(self.snapshot(), self._own("events.csv"), self.settings.reading)

    def check(
        self,
        text: str,
        *,
        title: str | None = None,
        published: date | str | None = None,
        as_of: date | str | None = None,
        lang: str | None = None,
        source: str | None = None,
        since: bool = True,
    ) -> Check:
        """Return the claims of an article and the verdict on each.

        ``published`` is the day the article came out, or as text the day, month or year; the article is
        judged by what was known then, unless ``as_of`` names another day. ``lang`` is found in the text
        where None. ``source`` is the file or address of the text, to be named in reports. ``since`` says
        whether what was filed after that day is looked up too, to be told beside the verdicts.

        Raises:
            LanguageUnknown: no grammar reads ``lang``.
            ParseError: ``published`` or ``as_of`` is no day.
        """
        from titre.claims.checking import check
        from titre.claims.publication import publication_day

        day = publication_day(published) if isinstance(published, str) else published
        with damage_told(self.store.folder):
            return check(
                text,
                title=title,
                published=day,
                as_of=_read({"as_of": as_of})["as_of"],
                lang=lang,
                source=source,
                since=since,
                figures=self.engine,
                names=self.snapshot().names(),
                catalogue=self.catalogue,
                events=self.events(),
            )

    def record(
        self,
        name: str,
        *,
        to: date | None = None,
        currency: str | None = None,
        as_of: date | None = None,
    ) -> Record:
        """Return what the picks of a list returned up to a day, today by default, in a currency.

        ``as_of`` is the day whose knowledge counts: the record as it would have been computed then.

        Raises:
            ListError: the desk has no such list.
            ListEdited: it is committed, and its files say something else.
            DeclarationFaulty: with every fault of the list's files or the desk's ledger.
        """
        from titre.records.returns.actions import read_actions
        from titre.records.returns.markets import StoreMarket
        from titre.records.returns.record import record_of

        chosen = self.lists.read(name)
        snapshot = self.snapshot()
        actions = read_actions(self.path / "actions.csv")
        with damage_told(self.store.folder):
            market = StoreMarket(snapshot.securities(), snapshot.rates(), actions, as_of=as_of)
            return record_of(chosen, market, to or today(self._clock), currency=currency, as_of=as_of)

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

    def status(self) -> Status:
        """Return what the store holds, and what is stale today.

        Raises:
            StoreUnreadable: a file of it is damaged or gone.
        """
        from titre.store.status import status_of

        return status_of(self.snapshot(), today(self._clock))

    def pull(
        self, names: Iterable[str], *, filings: int = 0, progress: Progress | None = None
    ) -> ImportReport:
        """Get what EDGAR has of companies (tickers, CIKs or whole names), and import it.

        ``filings`` is how many of the newest annual and quarterly reports of each are got as well: they carry
        the segments.

        Raises:
            IdentityMissing, IdentityUnusable: EDGAR asks who is calling.
            SourceError: EDGAR cannot be reached, or has blocked this machine.
        """
        from titre.desk.pulling import pull_companies

        bars = progress or Silent()
        return self._take(pull_companies(self.settings, self.downloads, names, filings, bars), bars)

    def pull_all(self, *, progress: Progress | None = None) -> ImportReport:
        """Get EDGAR's nightly archives of all companies, some 3 GB, and import them as streams."""
        from titre.desk.pulling import pull_all

        bars = progress or Silent()
        return self._take(pull_all(self.settings, self.downloads, bars), bars)

    def pull_rates(self, *, progress: Progress | None = None) -> ImportReport:
        """Get the reference rates of the European Central Bank, and import them."""
        from titre.desk.pulling import pull_rates

        bars = progress or Silent()
        return self._take(pull_rates(self.settings, self.downloads, bars), bars)

    def pull_prices(
        self, symbols: Iterable[str], *, vendor: str = "address", progress: Progress | None = None
    ) -> ImportReport:
        """Get the prices of symbols from a plug-in (``titre.prices``), and import them.

        Raises:
            PriceSourceUnknown, PriceSourceFaulty: there is no such plug-in, or it fails.
            SourceError: nothing at all can be got.
        """
        from titre.desk.pulling import pull_prices

        bars = progress or Silent()
        return self._take(pull_prices(self.settings, self.downloads, symbols, vendor, bars), bars)

    @property
    def downloads(self) -> Path:
        """Where ``pull`` keeps what it got."""
        return self.path / "downloads"

    def _take(self, downloads: Downloads, progress: Progress) -> ImportReport:
        report = self.import_(downloads.paths, progress=progress)
        report.findings[:0] = downloads.findings
        return report

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

    def _own(self, name: str) -> Path | None:
        path = self.path / name
        return path if path.is_file() else None

    def _identifiers(self, entities: str | None) -> list[str] | None:
        return None if entities is None else [found.entity for found in self.entities(entities)]

    def _company(self, name: str) -> Entity:
        found = self.entities(name)
        if len(found) != 1:
            from titre.store.errors import EntityAmbiguous

            raise EntityAmbiguous(name, [entity.name for entity in found])
        return found[0]

    def _one(self, name: str) -> Entity | Group:
        from titre.desk.companies import companies_and_groups

        found = companies_and_groups(self.snapshot().names(), name)
        if len(found) != 1:
            from titre.store.errors import EntityAmbiguous

            raise EntityAmbiguous(name, [entity.name for entity in found])
        return found[0]

    def __repr__(self) -> str:
        return f"Desk({str(self.path)!r})"


def _read(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the options of a question with the day that a text writes in its place."""
    day = asked.get("as_of")
    if not isinstance(day, str):
        return asked
    try:
        return {**asked, "as_of": date.fromisoformat(day)}
    except ValueError:
        raise ParseError(say("as_of"), day, say("a day that exists, as 2025-03-31")) from None
