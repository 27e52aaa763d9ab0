# ruff: noqa: S608 - the SQL is put together from names of our own columns and from quoted file names
"""How are the data files asked? The views of a snapshot, in SQL; nothing is read before a query needs it.

Rows are never changed on the way: views add what follows from other rows (``known``, ``priority``) and where
a fact stands (``place``, a number of its own for each), and bring together the places of one fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.sources.rows import SourceKind
from titre.store.columns import sql_types
from titre.store.engine import literal, pattern
from titre.store.manifest import Kind
from titre.store.same_facts import MACROS, unique_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path
    from typing import TypeAlias

    from titre.store.manifest import DataFile, Manifest

    Rows: TypeAlias = Callable[[Sequence[DataFile]], str]

_PRIORITY = {
    SourceKind.INLINE_XBRL: 0,
    SourceKind.XBRL: 0,
    SourceKind.COMPANYFACTS: 1,
    SourceKind.DATA_SET: 2,
    SourceKind.TRANSCRIPTION: 3,
}
"""Which source of a fact is believed first: the filing itself, EDGAR's extracts of it, a copy by hand."""


_DUE = {"10-K": 90 + 15, "10-KT": 90 + 15, "10-Q": 45 + 5, "10-QT": 45 + 5, "20-F": 123 + 15}
"""Days after the period's end by which a form is due from the slowest class of filers, extension included.

Source: Forms 10-K and 10-Q, General Instruction A; Form 20-F, General Instruction A(b); Rule 12b-25."""
_COVER = "dei:EntityCommonStockSharesOutstanding"
_COVER_DAYS = 30
"""The cover counts shares "as of the latest practicable date"."""

_PLACE = "CAST(file_index AS BIGINT) * 4294967296 + file_row_number"
"""Where a fact stands among the files of a snapshot: the same for every engine and every query."""
_PLACE_OF_UNDATED = f"4611686018427387904 + {_PLACE}"
"""Files of facts that do not tell their day are counted apart, see ``_facts``."""

FACT_ROWS, UNIQUE_FACTS = "fact_rows", "unique_facts"
STANDARD_VIEWS = ("facts", "concepts", "names", "filings", "prices", "rates", "events")
"""What a connection has unless other views are asked for; ``unique_facts`` takes some tenths of a second.

``fact_rows``, of which ``facts`` is made, are the facts as filed, without ``known`` and ``priority``.
"""


def view_statements(
    folder: Path,
    manifest: Manifest,
    entities: Collection[str] | None,
    views: Collection[str],
    *,
    temporary: bool = False,
) -> Iterator[str]:
    """Yield DuckDB's statements that make views of a manifest, of the files that may hold the entities.

    ``temporary`` views are those of one cursor alone.
    """
    if UNIQUE_FACTS in views:
        yield MACROS

    def rows(files: Sequence[DataFile]) -> str:
        names = ", ".join(literal(pattern(folder / file.name)) for file in files)
        return f"read_parquet([{names}], hive_partitioning = false)"

    for name, query in view_queries(manifest, entities, views, rows):
        yield f"CREATE {'TEMP ' if temporary else ''}VIEW {name} AS {query}"


def view_queries(
    manifest: Manifest, entities: Collection[str] | None, views: Collection[str], rows: Rows
) -> Iterator[tuple[str, str]]:
    """Yield the name and the query of each view, those it needs before it.

    ``rows`` gives what an engine reads files from, as it stands after ``FROM``: with the columns of their
    kind and, of a fact or a price, ``file_index`` and ``file_row_number``, both counted from zero.
    """
    told = "facts" in views or UNIQUE_FACTS in views
    if told or FACT_ROWS in views:
        facts = manifest.of(Kind.FACTS, entities)
        yield FACT_ROWS, _scan(rows, Kind.FACTS, facts, place=_PLACE)
    if told:
        undated = [file for file in facts if file.undated]
        if undated:
            yield "accession_days", _accession_days(rows, manifest, undated)
        yield "facts", _facts(rows, undated)
        if UNIQUE_FACTS in views:
            yield UNIQUE_FACTS, unique_facts(entities, rounded=any(file.rounded for file in facts))
    for kind in (Kind.CONCEPTS, Kind.NAMES, Kind.FILINGS, Kind.PRICES, Kind.RATES, Kind.EVENTS):
        if kind in views:
            files = manifest.of(kind, entities if kind in {Kind.NAMES, Kind.FILINGS} else None)
            distinct = "DISTINCT " if kind is Kind.CONCEPTS else ""
            # Of two imports of one day the later counts: where a price stands tells which that is.
            place = _PLACE if kind is Kind.PRICES else None
            yield kind, _scan(rows, kind, files, distinct=distinct, place=place)


def _scan(
    rows: Rows, kind: Kind, files: Sequence[DataFile], *, distinct: str = "", place: str | None = None
) -> str:
    """Return the query for the rows of files; ``place`` is the expression of a column of that name."""
    types = sql_types(kind) | ({"place": "BIGINT"} if place else {})
    if not files:
        columns = ", ".join(f'CAST(NULL AS {type_}) AS "{name}"' for name, type_ in types.items())
        return f"SELECT {columns} WHERE false"
    columns = ", ".join(f'"{name}"' for name in sql_types(kind)) + (f", {place} AS place" if place else "")
    return f"SELECT {distinct}{columns} FROM {rows(files)}"


def _facts(rows: Rows, undated: Sequence[DataFile]) -> str:
    cases = " ".join(f"WHEN '{source}' THEN {priority}" for source, priority in _PRIORITY.items())
    priority = f"CAST(CASE source {cases} ELSE {max(_PRIORITY.values()) + 1} END AS SMALLINT) AS priority"
    told = f"SELECT *, filed AS known, {priority} FROM fact_rows"
    if not undated:
        return told
    # Few files hold facts that do not tell their day: the look-up touches no other.
    return (
        f"{told} WHERE filed IS NOT NULL UNION ALL "
        f"SELECT told.*, days.known, {priority} "
        f"FROM ({_scan(rows, Kind.FACTS, undated, place=_PLACE_OF_UNDATED)}) told "
        "LEFT JOIN accession_days days ON days.accession = told.accession WHERE told.filed IS NULL"
    )


def _accession_days(rows: Rows, manifest: Manifest, undated: Sequence[DataFile]) -> str:
    """Return the query for the first day on which an accession number that tells none may be used.

    Numbers of one filer agent (first part) and year (second) rise with time, so that one filed later bounds
    the day from above. With none, the day on which a filing of its form is due at the latest, or a month
    after the newest count of shares on its cover, whichever is later; where even these say nothing, the last
    day of the year. See the decision record on it.
    """
    year = "TRY_CAST(substr(accession, 12, 2) AS INTEGER)"
    first_day = f"make_date(CASE WHEN {year} >= 90 THEN 1900 ELSE 2000 END + {year}, 1, 1)"
    cases = " ".join(f"WHEN '{form}' THEN {days}" for form, days in _DUE.items())
    prefix = len("0000320193-23")
    return (
        "WITH told AS (SELECT accession, "
        f"any_value({first_day}) AS year_begin, "
        f"max(CASE form {cases} END) AS days_due, "
        "max(\"end\") FILTER (WHERE concept = 'dei:DocumentPeriodEndDate') AS period_end, "
        f"max(\"end\") FILTER (WHERE concept = '{_COVER}') AS cover_day "
        f"FROM ({_scan(rows, Kind.FACTS, undated)}) WHERE filed IS NULL GROUP BY accession), "
        "asked AS (SELECT accession, year_begin, "
        "CAST(year_begin + INTERVAL 1 YEAR AS DATE) - 1 AS year_end, "
        # An amendment has no day on which it is due, and its cover may be that of the first report.
        "CASE WHEN days_due IS NOT NULL THEN greatest(period_end + days_due, "
        f"coalesce(cover_day + {_COVER_DAYS}, period_end + days_due)) END AS due FROM told) "
        "SELECT asked.accession, coalesce("
        "min(days.filed) FILTER (WHERE days.accession = asked.accession), min(days.filed), "
        # A filing that is due before its number's year was filed late: its form says nothing then.
        "any_value(CASE WHEN due BETWEEN year_begin AND year_end THEN due ELSE year_end END)) AS known "
        "FROM asked "
        f"LEFT JOIN ({_scan(rows, Kind.ACCESSIONS, manifest.of(Kind.ACCESSIONS))}) days "
        f"ON substr(days.accession, 1, {prefix}) = substr(asked.accession, 1, {prefix}) "
        "AND days.accession >= asked.accession GROUP BY asked.accession"
    )
