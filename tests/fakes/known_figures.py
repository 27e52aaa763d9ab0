"""An engine of figures and a book of names that know a short table, for tests of what rests on them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from titre.figures.errors import FactMissing, FigureError, NotYetFiled, UnknownDefinition
from titre.figures.model import Basis, Fact, Figure, Rule, Vintage
from titre.kernel.errors import TitreError
from titre.kernel.messages import say
from titre.kernel.periods import Period, PeriodKind
from titre.sources.rows import EventRow
from titre.store.entities import Entity
from titre.store.folding import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from titre.figures.members import Member

TABLE = Path(__file__).parent.parent / "claims" / "facts.toml"
_DAYS_TO_FILE = 35
_QUARTERS = 4
_INSTANTS = frozenset({"total_assets", "cash_and_equivalents"})


@cache
def table() -> dict[str, Any]:
    """Return the companies of the table, by their names there."""
    return tomllib.loads(TABLE.read_text("utf-8"), parse_float=Decimal)


class KnownNames:
    """Who bears the names of the table."""

    def __init__(self) -> None:
        self._entities = {
            entry["entity"]: Entity(entry["entity"], entry["name"], people=tuple(entry.get("people", ())))
            for entry in table().values()
        }

    def resolve(self, text: str) -> tuple[Entity, ...]:
        found = self.vocabulary("en").get(fold(text), ())
        if not found:
            raise TitreError(say("nobody is called {name}", name=text))
        return tuple(map(self.entity, found))

    def entity(self, entity: str) -> Entity:
        return self._entities[entity]

    def vocabulary(self, language: str) -> dict[str, tuple[str, ...]]:
        del language
        return {
            fold(name): (entry["entity"],)
            for entry in table().values()
            for name in (*entry["names"], *entry.get("people", ()))
        }

    def tickers(self) -> dict[str, str]:
        return {symbol: entry["entity"] for entry in table().values() for symbol in entry.get("tickers", ())}

    def predecessors(self, on: date) -> dict[str, str]:
        del on
        return {}


@dataclass
class KnownTogether:
    """Gives the figures of the table one by one."""

    figures: KnownFigures

    def figure(
        self, entity: str, metric: str, period: Period, *, as_of: date | None = None, vintage: str = "latest"
    ) -> Figure:
        return self.figures.answer(entity, metric, period, as_of, vintage)


@dataclass
class KnownFigures:
    """Gives the figures of the table; what was filed after ``as_of`` is not given."""

    asked: int = 0

    def figures(
        self,
        entities: Collection[str] | None,
        metrics: Iterable[str],
        periods: Iterable[Period],
        *,
        as_of: date | None = None,
        vintage: str = "latest",
    ) -> list[Figure]:
        if entities is None:
            entities = [entry["entity"] for entry in table().values()]
        wanted = [(entity, metric, period) for entity in entities for metric in metrics for period in periods]
        return [self.answer(*one, as_of, vintage) for one in wanted]

    def members(self, entity: str, metric: str) -> list[Member]:  # noqa: ARG002 - the port's
        """Return the parts of a company: the table has none."""
        return []

    def together(
        self, entities: Collection[str], metrics: Iterable[str], knowledge: Iterable[tuple[date | None, str]]
    ) -> KnownTogether:
        del entities, metrics, knowledge
        return KnownTogether(self)

    def answer(self, entity: str, reference: str, period: Period, as_of: date | None, vintage: str) -> Figure:
        base, _, rest = reference.partition("@")
        definition, bracket, segment = rest.partition("[")
        metric = f"{base}{bracket}{segment}"
        try:
            return self.figure(
                entity, metric, period, as_of=as_of, vintage=vintage, definition=definition or None
            )
        except FigureError as refusal:
            base, _, segment = metric.partition("[")
            return Figure(
                entity=entity,
                name=entity,
                metric=base,
                segment=segment.rstrip("]") or None,
                period=period,
                start=None,
                end=None,
                value=None,
                unit=None,
                as_of=as_of,
                vintage=Vintage(vintage),
                basis=Basis.ADJUSTED,
                definition=definition or "standard",
                _reason=refusal.message,
            )

    def figure(
        self,
        entity: str,
        metric: str,
        period: Period,
        *,
        as_of: date | None = None,
        vintage: str = "latest",
        basis: str = "adjusted",
        definition: str | None = None,
    ) -> Figure:
        self.asked += 1
        company = next((one for one in table().values() if one["entity"] == entity), None)
        if company is None:
            raise FactMissing(metric, entity, period, say("no such company"))
        value, start, end = self._value(company, metric, period, definition)
        filed = end + timedelta(days=_DAYS_TO_FILE)
        if as_of is not None and filed > as_of:
            raise NotYetFiled(metric, company["name"], period, say("filed on {day}", day=str(filed)))
        unit = "USD/shares" if metric == "diluted_eps" else "pure" if metric == "operating_margin" else "USD"
        fact = Fact(
            f"us-gaap:{metric}", "", start, end, value, unit, "0000000000-25-000001", "10-K", filed, entity
        )
        return Figure(
            entity=entity,
            name=company["name"],
            metric=metric.partition("[")[0],
            segment=metric.partition("[")[2].rstrip("]") or None,
            period=period,
            start=start,
            end=end,
            value=value,
            unit=unit,
            as_of=as_of,
            vintage=Vintage(vintage),
            basis=Basis(basis),
            definition=definition or "standard",
            _lineage=_lineage(fact, metric, period),
        )

    def _value(
        self, company: dict[str, Any], metric: str, period: Period, definition: str | None
    ) -> tuple[Decimal, date | None, date]:
        known = company
        if definition is not None:
            known = company.get(definition, {})
            if not known:
                raise UnknownDefinition(metric, definition, ())
        if period.kind is PeriodKind.INSTANT:
            raise FactMissing(metric, company["name"], period, say("not in the table"))
        start, end = _span(company["year_end"], period)
        if metric == "operating_margin":
            income, revenue = (
                self._value(company, one, period, None)[0] for one in ("operating_income", "revenue")
            )
            return income / revenue, start, end
        amounts = known.get(metric, {})
        if period.kind is PeriodKind.TRAILING:
            parts = [period.shifted(-step) for step in range(_QUARTERS)]
            labels = [f"{part.year}Q{part.quarter}" for part in parts]
            if not all(label in amounts for label in labels):
                raise FactMissing(metric, company["name"], period, say("a quarter is missing"))
            value = sum((Decimal(amounts[label]) for label in labels), Decimal())
        else:
            label = (
                f"FY{period.year}" if period.kind is PeriodKind.YEAR else f"{period.year}Q{period.quarter}"
            )
            calendar_differs = period.calendar and company["year_end"] != "12-31"
            if label not in amounts or calendar_differs:
                raise FactMissing(metric, company["name"], period, say("not in the table"))
            value = Decimal(amounts[label])
        scaled = value if metric == "diluted_eps" else value * 10**6
        return scaled, None if metric in _INSTANTS else start, end


def _span(year_end: str, period: Period) -> tuple[date, date]:
    month, day = map(int, year_end.split("-"))
    end = date(period.year, month, day)
    if period.quarter:
        end = _months_before(end, 3 * (_QUARTERS - period.quarter))
    days = 91 if period.kind is PeriodKind.QUARTER else 365
    return end - timedelta(days=days - 1), end


def _months_before(end: date, months: int) -> date:
    """Return a day so many months earlier; the last of a month stays the last of one."""
    last = (end + timedelta(days=1)).month != end.month
    index = end.year * 12 + end.month - 1 - months
    year, month = divmod(index, 12)
    first_after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    final = first_after - timedelta(days=1)
    return final if last else date(year, month + 1, min(end.day, final.day))


def _lineage(fact: Fact, metric: str, period: Period) -> Any:  # noqa: ANN401 - the engine's own type
    from titre.figures.model import Lineage

    return Lineage(metric, str(period), fact.value, fact.unit, Rule.FILED, fact.start, fact.end, fact=fact)


def told_events() -> list[EventRow]:
    """Return the events of the table beside that of the figures."""
    entries = tomllib.loads((TABLE.parent / "told.toml").read_text("utf-8"))["event"]
    return [
        EventRow(
            entity=entry["entity"],
            day=entry["day"],
            kind=entry["kind"],
            metric=entry["metric"],
            period=entry.get("period"),
            low=None if "low" not in entry else Decimal(entry["low"]),
            high=None if "high" not in entry else Decimal(entry["high"]),
            unit=entry["unit"],
            origin=entry["origin"],
            note=entry.get("note"),
            file="told.toml",
            line=number,
        )
        for number, entry in enumerate(entries, 1)
    ]
