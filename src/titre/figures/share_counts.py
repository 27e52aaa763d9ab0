"""How many shares had a company on a day, of which classes, and on which basis of splits?

What filings say of it: the count on the cover, the newest there is, and that of the balance sheet.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from titre.figures.model import Fact
from titre.figures.plans import fold_member
from titre.kernel.numerals import trimmed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import duckdb

    from titre.store.declared_securities import Security

_CONCEPTS = (
    "dei:EntityCommonStockSharesOutstanding",
    "us-gaap:CommonStockSharesOutstanding",
    "us-gaap:SharesOutstanding",
    "ifrs-full:NumberOfSharesOutstanding",
)
"""in the order of preference for one day"""
_SYMBOL = "dei:TradingSymbol"
_CLASS = re.compile(
    r"(?:us-gaap:StatementClassOfStockAxis|ifrs-full:ClassesOfShareCapitalAxis)=(?:[\w-]+:)?(?P<member>[\w.-]+)",
    re.ASCII,
)
_STALE = timedelta(days=500)
"""A count older than that says nothing: who files once a year does so within sixteen months."""
_SCALE = 500
"""A count so many times another is in another scale, or after a split larger than nearly any."""
_SLACK = timedelta(days=3)
"""by which a count's day may differ from the day asked for"""


class Counts(NamedTuple):
    """What one filing says of the shares of a company on a day: by class, ``""`` for all of them."""

    day: date
    known: date
    concept: str
    by_class: Mapping[str, Fact]

    @property
    def total(self) -> Decimal:
        """The shares of all classes."""
        classes = [fact.value for member, fact in self.by_class.items() if member]
        return sum(classes, start=Decimal(0)) if classes else self.by_class[""].value


@dataclass(frozen=True, slots=True)
class Regroup:
    """A split: counts filed up to ``before`` are on the old basis, those from ``since`` on the new.

    Where its day is declared both are that day and the one before it.
    """

    before: date
    since: date
    new: int
    old: int


class ShareCounts:
    """The share counts of companies, each with the day from which it was known."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, entities: Collection[str]) -> None:
        self._counts: dict[str, list[Counts]] = {}
        self.symbols: dict[str, dict[str, str]] = defaultdict(dict)
        """of each company, the symbol of each class by its filings' covers"""
        if entities:
            self._read(connection, sorted(entities))

    def known_on(self, entity: str, day: date) -> Counts | None:
        """Return the newest count of a company's shares that was known on a day."""
        found = [
            counts
            for counts in self._counts.get(entity, ())
            if counts.known <= day and day - _STALE <= counts.day <= day
        ]
        return max(found, key=_preference, default=None)

    def is_out_of_scale(self, entity: str, counts: Counts) -> bool:
        """Return whether a count is a thousand times, or a thousandth of, the one before it or so."""
        before = [one for one in self._counts.get(entity, ()) if one.day < counts.day]
        if not before:
            return False
        last = max(before, key=_preference).total
        return max(counts.total, last) >= _SCALE * min(counts.total, last)

    def standing_at(self, entity: str, day: date) -> Counts | None:
        """Return the count that the first filing gives for a day, whenever it was filed."""
        found = [counts for counts in self._counts.get(entity, ()) if abs(counts.day - day) <= _SLACK]
        return min(found, key=lambda counts: (counts.known, -_preference(counts)[2]), default=None)

    def _read(self, connection: duckdb.DuckDBPyConnection, entities: Sequence[str]) -> None:
        marks = ", ".join("?" * len(entities))
        concepts = ", ".join(f"'{concept}'" for concept in (*_CONCEPTS, _SYMBOL))
        rows = connection.execute(
            'SELECT concept, dimensions, "end", value, unit, accession, form, filed, known, entity, source, '  # noqa: S608 - names of our own
            "file, line, text FROM facts "
            f"WHERE entity IN ({marks}) AND concept IN ({concepts}) AND coregistrant IS NULL "
            "AND NOT coalesce(rounded_dates, false) ORDER BY known, accession, priority, concept, dimensions",
            list(entities),
        ).fetchall()
        groups: dict[tuple[str, date, str, str], dict[str, Fact]] = {}
        days: dict[tuple[str, date, str, str], date] = {}
        for row in rows:
            concept, dimensions, end, value, unit, accession, form, filed, known_on, entity, *rest = row
            source, file, line, text = rest
            member = class_of(dimensions)
            if member is None or known_on is None:
                continue
            if concept == _SYMBOL:
                if text:
                    self.symbols[entity][member] = text
            elif end is not None and value is not None and value > 0 and unit == "shares":
                fact = Fact(
                    concept,
                    dimensions,
                    start=None,
                    end=end,
                    value=trimmed(value),
                    unit=unit,
                    accession=accession,
                    form=form,
                    filed=filed or known_on,
                    entity=entity,
                    source=source,
                    file=file,
                    line=line,
                    filed_told=filed is not None,
                )
                key = (entity, end, accession, concept)
                groups.setdefault(key, {}).setdefault(member, fact)
                days[key] = known_on
        for key, by_class in groups.items():
            entity, end, _, concept = key
            self._counts.setdefault(entity, []).append(Counts(end, days[key], concept, by_class))


def _preference(counts: Counts) -> tuple[date, date, int]:
    return counts.day, counts.known, -_CONCEPTS.index(counts.concept)


def class_of(dimensions: str) -> str | None:
    """Return the folded class of shares that dimensions name, ``""`` for none, None for anything else."""
    if not dimensions:
        return ""
    match = _CLASS.fullmatch(dimensions)
    return fold_member(match["member"]) if match else None


def regroups(security: Security, filed: Collection[Regroup]) -> list[Regroup]:
    """Return the splits of a security: those declared with their day, and others that filings show."""
    declared = [
        Regroup(split.day - timedelta(days=1), split.day, split.new, split.old) for split in security.splits
    ]
    others = [
        one
        for one in filed
        if not any(
            (one.new, one.old) == (known.new, known.old) and one.before < known.since <= one.since
            for known in declared
        )
    ]
    return [*declared, *others]


def regrouping(splits: Collection[Regroup], known: date, basis: date) -> tuple[int, int] | None:
    """Return by what a count filed on a day must be multiplied to be on the basis of another, new over old.

    None where it is not known whether a split lies between.
    """
    new = old = 1
    for split in splits:
        if known >= split.since or basis <= split.before:
            continue
        if basis < split.since or known > split.before:
            return None
        new, old = new * split.new, old * split.old
    return new, old
