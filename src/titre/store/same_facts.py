# ruff: noqa: S608 - the SQL is put together from names of our own columns
"""Which rows are one fact? The query that brings the places of each fact together.

Rows that are equal in ``KEY`` are one fact found at several places. The Financial Statement Data Sets write
dimensions, concepts, days and values less exactly than filings do: a row of theirs belongs to the fact of the
same filing that has its keys once it is written so, too (``sources.dimensions`` says why; the macros here are
its functions in SQL, and a test holds them to each other).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.sources.dimensions import CUSTOM, SHARED_PREFIXES
from titre.store.columns import sql_types
from titre.store.engine import literal
from titre.store.manifest import Kind

if TYPE_CHECKING:
    from collections.abc import Collection

KEY = (
    "entity",
    "concept",
    "unit",
    "dimensions",
    "start",
    "end",
    "value",
    "text",
    "accession",
    "coregistrant",
)
"""What makes two rows the same fact."""

_SHARED = ", ".join(map(literal, sorted(SHARED_PREFIXES)))
_NAME = r"^[\pL\pN_.\-]+:([\pL_][\pL\pN_.\-]*)$"
_SHORT = r"^(?:Statement)*(.+?)(?:Axis|Member|Domain)*$"
MACROS = rf"""
CREATE MACRO name_key(name) AS
    regexp_replace(regexp_replace(trim(name), '{_NAME}', '\1'), '{_SHORT}', '\1');
CREATE MACRO dimension_key(dimensions) AS CASE WHEN dimensions = '' THEN '' ELSE array_to_string(list_sort([
    name_key(split_part(pair, '=', 1)) || '=' || name_key(substr(pair, strpos(pair, '=') + 1))
    for pair in string_split(rtrim(dimensions, ';'), ';')
]), ';') END;
CREATE MACRO concept_key(concept) AS CASE
    WHEN split_part(concept, ':', 1) IN ({_SHARED}) THEN concept
    ELSE '{CUSTOM}:' || split_part(concept, ':', 2)
END;
CREATE MACRO month_key(day) AS CASE
    WHEN day = last_day(day) THEN day
    WHEN day - CAST(date_trunc('month', day) AS DATE) + 1 <= last_day(day) - day
        THEN CAST(date_trunc('month', day) AS DATE) - 1
    ELSE last_day(day)
END;
CREATE MACRO quarters_key(first_day, last) AS
    coalesce(CAST(round(((last - first_day) + 1) / 91.3125) AS INTEGER), 0);
"""
"""The keys of ``sources.dimensions`` as SQL."""


def unique_facts(entities: Collection[str] | None, *, rounded: bool) -> str:
    """Return the query for one row a fact: its key, the columns of its best place, and all its ``places``.

    Of the entities given only: numbering the facts keeps the engine from choosing by entity beforehand.
    ``rounded`` tells whether rows of the Financial Statement Data Sets may be among the facts.
    """
    key = ", ".join(f'"{name}"' for name in KEY)
    of = "true" if entities is None else f"entity IN ({', '.join(map(literal, entities)) or 'NULL'})"
    others = [name for name in (*sql_types(Kind.FACTS), "known", "priority") if name not in KEY]
    place = ", ".join(f'"{name}" := "{name}"' for name in others)
    best = ", ".join(f'places[1]."{name}" AS "{name}"' for name in others)
    found = (
        f"SELECT {key}, "
        f"list(struct_pack({place}) ORDER BY priority, rounded_dates, file, line, anchor) AS places "
        f"FROM facts WHERE {of} AND {{}} GROUP BY {key}"
    )
    if not rounded:
        return f"SELECT {key}, {best}, places FROM ({found.format('true')})"
    return (
        f"WITH exact AS ({_keyed(found.format('NOT rounded_dates'))}), "
        f"rounded AS ({_keyed(found.format('rounded_dates'))}), "
        f"pairs AS ({_PAIRS}), "
        "joined AS (SELECT pairs.exact AS id, flatten(list(rounded.places ORDER BY rounded.id)) AS more "
        "FROM pairs JOIN rounded ON rounded.id = pairs.rounded GROUP BY pairs.exact) "
        f"SELECT {key}, {best}, places FROM ("
        f"SELECT {key}, list_concat(places, coalesce(more, [])) AS places "
        "FROM exact LEFT JOIN joined USING (id) "
        f"UNION ALL SELECT {key}, places FROM rounded WHERE id NOT IN (SELECT rounded FROM pairs))"
    )


def _keyed(query: str) -> str:
    return (
        "SELECT row_number() OVER () AS id, *, concept_key(concept) AS by_concept, "
        'dimension_key(dimensions) AS by_dimensions, month_key("end") AS by_end, '
        f'quarters_key("start", "end") AS by_length, round(value, 4) AS by_value FROM ({query})'
    )


_EQUAL = ("unit", "coregistrant", "text", "by_end", "by_value")
_PAIRS = (
    "SELECT rounded.id AS rounded, "
    'arg_min(exact.id, (abs(exact."end" - rounded."end"), exact."start")) AS exact '
    "FROM rounded JOIN exact ON exact.entity = rounded.entity AND exact.accession = rounded.accession "
    "AND exact.by_concept = rounded.by_concept AND exact.by_dimensions = rounded.by_dimensions "
    "AND exact.by_length = rounded.by_length"
    + "".join(f" AND exact.{name} IS NOT DISTINCT FROM rounded.{name}" for name in _EQUAL)
    + " GROUP BY rounded.id"
)
