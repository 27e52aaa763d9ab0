"""Do two sources speak of the same thing? Spellings of dimensions, concepts and periods, folded to one key.

The SEC's Financial Statement Data Sets write ``EquityComponents=ComprehensiveIncome`` where the filing says
``us-gaap:StatementEquityComponentsAxis=us-gaap:ComprehensiveIncomeMember``: the prefix is left out, and so
are "Statement" at the beginning and "Axis", "Member" or "Domain" at the end of a name. They name the concepts
of a filer without a prefix, and round days to month ends. None of it can be undone; both spellings can be
folded, and within one filing (accession number) equal keys mean the same: EDGAR lets a local name stand for
one thing only. Keys are for comparing, never for showing.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

CUSTOM = "custom"
"""The prefix of a filer's own concept where the document does not tell it."""
_SHARED = """
us-gaap dei srt ifrs-full country currency exch invest naics sic stpr us-roles ecd cyd ffd oef vip fnd cef rr
sro snj rxp spac fee esef_cor
"""
SHARED_PREFIXES = frozenset(_SHARED.split())
"""Prefixes of the taxonomies that many filers share; any other is a filer's own."""

_NAME = re.compile(r"[\w.\-]+:[^\W\d][\w.\-]*")
_ENDINGS = ("Axis", "Member", "Domain")
_DAYS_OF_A_QUARTER = 91.3125


def sorted_dimensions(text: str) -> str | None:
    """Return ``Axis=Member;Axis=Member`` by axis, or None where a pair lacks one of the two."""
    pairs = [pair.strip() for pair in text.strip().rstrip(";").split(";")] if text.strip(" ;") else []
    if not all(axis and member for axis, _, member in (pair.partition("=") for pair in pairs)):
        return None
    axes = [pair.partition("=")[0] for pair in pairs]
    return ";".join(sorted(pairs)) if len(set(axes)) == len(axes) else None


def dimension_key(dimensions: str) -> str:
    """Return dimensions folded to the spelling of the Financial Statement Data Sets, sorted.

    A typed member keeps its text; one that was cut at 1,024 characters keeps its mark and equals no other.
    """
    if not dimensions:
        return ""
    pairs = (pair.partition("=") for pair in dimensions.rstrip(";").split(";"))
    return ";".join(sorted(f"{_folded(axis)}={_folded(member)}" for axis, _, member in pairs))


def concept_key(concept: str) -> str:
    """Return a concept with the prefix of a filer's own taxonomy folded to ``custom``."""
    prefix, colon, name = concept.rpartition(":")
    return concept if not colon or prefix in SHARED_PREFIXES else f"{CUSTOM}:{name}"


def period_key(start: date | None, end: date | None) -> tuple[date | None, int]:
    """Return the month end nearest to a period's last day and how many quarters it has, 0 for an instant."""
    quarters = 0 if start is None or end is None else round(((end - start).days + 1) / _DAYS_OF_A_QUARTER)
    return (None if end is None else nearest_month_end(end)), quarters


def value_key(value: Decimal) -> Decimal:
    """Return a value to the four decimal places that the Financial Statement Data Sets keep."""
    return round(value, 4).normalize()


def nearest_month_end(day: date) -> date:
    """Return the month end that is nearest to a day; of two equally near the earlier."""
    this = day.replace(day=monthrange(day.year, day.month)[1])
    if day.day == this.day or (day.year, day.month) == (1, 1):
        return this
    last = day.replace(day=1) - timedelta(days=1)
    return last if day - last <= this - day else this


def _folded(name: str) -> str:
    local = name.strip()
    if _NAME.fullmatch(local):
        local = local.rpartition(":")[2]
    # To the end, for a name that was shortened once can be shortened again: AllOtherDomain(Member).
    while (shorter := _shortened(local)) != local:
        local = shorter
    return local


def _shortened(name: str) -> str:
    short = name.removeprefix("Statement") or name
    for ending in _ENDINGS:
        short = short.removesuffix(ending) or short
    return short
