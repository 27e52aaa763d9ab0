"""What does a source yield? Rows of these types, in the order of the document, and findings between them.

A source neither stores nor decides: it keeps every row, repeats included, with the place it was found at.
Columns are named here once; the store writes these names.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from titre.kernel.findings import Finding

if TYPE_CHECKING:
    from datetime import date, datetime


class SourceKind(StrEnum):
    """What kind of document a fact was read from."""

    INLINE_XBRL = "inline_xbrl"
    XBRL = "xbrl"
    COMPANYFACTS = "companyfacts"
    DATA_SET = "data_set"
    TRANSCRIPTION = "transcription"


class FactRow(NamedTuple):
    """One fact exactly as filed, and where it stands.

    A numeric fact has a ``unit``; its ``value`` is exact, of at most 38 significant digits.
    A textual fact has no unit and its content in ``text``. A nil fact has neither value nor text.
    """

    entity: str
    """``CIK0000320193``: see ``kernel.entities``"""
    concept: str
    """``us-gaap:Revenues``, ``meta:SomeOwnConcept``: standard prefixes as EDGAR writes them"""
    end: date | None
    """last day of a duration, or the instant; none for the period "forever" """
    value: Decimal | None
    unit: str | None
    """``USD``, ``USD/shares``: as ``str(kernel.units.Unit)`` writes it"""
    accession: str
    """``0000320193-23-000106``"""
    source: SourceKind
    file: str
    """name of the document it was read from; members of archives as ``archive.zip!member``"""
    start: date | None = None
    """first day of a duration; none for an instant"""
    dimensions: str = ""
    """``Axis=Member;Axis=Member`` with prefixes, sorted by axis; a typed member is its text"""
    text: str | None = None
    decimals: str | None = None
    """accuracy as filed: ``-6``, ``2``, ``INF``"""
    form: str | None = None
    filed: date | None = None
    fiscal_year: int | None = None
    """EDGAR's ``fy``: speaks of the filing, not of the fact"""
    fiscal_period: str | None = None
    """EDGAR's ``fp``: speaks of the filing, not of the fact"""
    frame: str | None = None
    coregistrant: str | None = None
    footnote: str | None = None
    line: int | None = None
    """where in the document: index in a JSON array, or line of a text or XML file, from 1"""
    anchor: str | None = None
    """where in the document: the element's id"""
    rounded_dates: bool = False
    """whether the document rounds dates to month ends, as the Financial Statement Data Sets do"""


class ConceptRow(NamedTuple):
    """What a document says of a concept."""

    concept: str
    label: str | None
    description: str | None


class EntityRow(NamedTuple):
    """A name or symbol of an entity, as some document gives it.

    ``kind`` is ``name``, ``former_name``, ``ticker`` (``name`` then holds the symbol), ``exchange``,
    ``sic`` or ``fiscal_year_end`` (``name`` then holds ``--12-31``).
    """

    entity: str
    kind: str
    name: str
    file: str
    since: date | None = None
    until: date | None = None


class FilingRow(NamedTuple):
    """A filing: when it became public and where its main document is."""

    accession: str
    entity: str
    form: str | None
    filed: date | None
    file: str
    period_end: date | None = None
    accepted: datetime | None = None
    primary_document: str | None = None


DOUBT = Decimal(-1)
"""The value of a price row where the file has something for the day that cannot be taken: a cell that is no
price, or two rows that differ. No price is below zero, so that nobody takes it for one, and a later import of
the file settles it as it would correct a price."""


class PriceRow(NamedTuple):
    """A price or distribution of a security on a day; a cell that was empty is no row, never 0."""

    symbol: str
    day: date
    kind: str
    """``close``, ``adjusted_close``, ``dividend``, …: the column's meaning by the mapping"""
    value: Decimal
    """``DOUBT`` where the file has something that cannot be taken"""
    currency: str | None
    origin: str | None
    """who is said to have given the number"""
    file: str
    line: int


class RateRow(NamedTuple):
    """Units of a currency for one unit of the base currency on a day."""

    day: date
    base: str
    currency: str
    rate: Decimal
    origin: str
    file: str
    line: int


class EventRow(NamedTuple):
    """Something reported outside the filings, with its source."""

    entity: str
    """the entity's name as the analyst wrote it"""
    day: date
    kind: str
    metric: str
    period: str | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    origin: str
    note: str | None
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class FactTable:
    """Many facts of one document at once: an Arrow table with the fields of ``FactRow`` by name.

    For readers whose rows would be too many to build one by one.
    """

    table: Any
    """``pyarrow.Table`` with the columns of ``sources.tables.schema(FactRow)``; texts may be dictionaries"""
    ordered: bool = False
    """whether the rows are of one entity and sorted by concept"""


Row: TypeAlias = FactRow | ConceptRow | EntityRow | FilingRow | PriceRow | RateRow | EventRow
Yield: TypeAlias = Row | FactTable | Finding
