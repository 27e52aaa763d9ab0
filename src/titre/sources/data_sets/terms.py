"""What do the cells of a Financial Statement Data Set mean? Concepts, periods, units and dimensions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from titre.sources.companyfacts.rows import is_concept
from titre.sources.data_sets.lines import compact_day
from titre.sources.dimensions import CUSTOM
from titre.sources.tabular.cells import unit_of

_SEGMENTS_WIDTH = 1024
"""characters that the column of segments has; what is longer was cut"""
_MONTHS_OF_A_QUARTER = 3
_MOST_QUARTERS = 4
"""digits of a number of quarters"""
_TAXONOMIES = {"ifrs": "ifrs-full"}
"""Names of taxonomies in the data sets, where filings have another prefix."""
_LEGAL_ENTITY = "LegalEntity"
_CURRENCY = re.compile(r"[A-Z]{3}")
CUT = "…"
"""The mark at the end of dimensions that the data set has cut."""


class Filing(NamedTuple):
    """What the facts of a filing have in common."""

    entity: str
    form: str | None
    filed: date | None
    fiscal_year: int | None
    fiscal_period: str | None
    prefix: str | None
    """of the filer's own concepts"""


@dataclass(slots=True)
class Tables:
    """What the other tables say of the numbers."""

    filings: dict[str, Filing]
    per_share: set[tuple[str, str]]
    """tag and version of the concepts that are per share or per unit"""
    _concepts: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def concept(self, tag: str, version: str) -> str | None:
        """Return the concept of a tag and version, or None where they name none."""
        taxonomy, slash, _ = version.partition("/")
        if slash:
            prefix: str | None = _TAXONOMIES.get(taxonomy, taxonomy)
        else:
            filing = self.filings.get(version)
            prefix = filing.prefix if filing else None
        name = f"{prefix or CUSTOM}:{tag}"
        return name if is_concept(name) else None


def period_of(ddate: str, qtrs: str) -> tuple[date | None, date] | None:
    """Return first and last day of a period, no first one for an instant; None where there is no such."""
    end = compact_day(ddate)
    if end is None or not qtrs.isascii() or not qtrs.isdecimal() or len(qtrs) > _MOST_QUARTERS:
        return None
    if int(qtrs) == 0:
        return None, end
    months = end.year * 12 + end.month - _MONTHS_OF_A_QUARTER * int(qtrs)
    if months // 12 < date.min.year:
        return None
    return date(months // 12, months % 12 + 1, 1), end


def dimensions_of(segments: str, coregistrant: str) -> str:
    """Return the dimensions of a row: pairs sorted by axis, spelled as the data set spells them.

    Before the data sets had segments a co-registrant stood in its column only; it is a member of the axis of
    legal entities, and given as such.
    """
    pairs: list[str] = []
    for pair in segments.rstrip(";").split(";") if segments else ():
        if "=" in pair or not pairs:
            pairs.append(pair)
        else:
            # The text of a typed member may hold a semicolon itself.
            pairs[-1] += f"%3B{pair}"
    if len(segments) >= _SEGMENTS_WIDTH and not segments.endswith(";"):
        pairs[-1] += CUT
    if coregistrant and not any(pair.startswith(f"{_LEGAL_ENTITY}=") for pair in pairs):
        pairs.append(f"{_LEGAL_ENTITY}={coregistrant}")
    return ";".join(sorted(pairs))


def unit_in(uom: str, *, per_share: bool) -> str | None:
    """Return the unit of a row; the data sets leave out "per share", which the concept's type puts back."""
    unit = unit_of(uom)
    if unit is None or not per_share or "/" in unit:
        return unit
    return f"{unit}/shares" if _CURRENCY.fullmatch(unit) else unit
