"""What does one of EDGAR's companyfacts documents hold? Every row of every concept and unit, with its place.

Two readings of one document: a fast one in columns, for the documents EDGAR sends, and a slow one, row by
row, which names the fault and its place in a document that the fast one cannot vouch for.

A row's place is its index in the JSON array of its concept and unit. ``fy`` and ``fp`` speak of the filing.
Source: https://www.sec.gov/search-filings/edgar-application-programming-interfaces
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.sources.companyfacts.columns import Company, Doubt, read_columns
from titre.sources.companyfacts.rows import read_rows
from titre.sources.rows import EntityRow, FactRow, FactTable
from titre.sources.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.sources.documents import Document
    from titre.sources.rows import Yield


def read_companyfacts(document: Document) -> Iterator[Yield]:
    """Yield the facts of a companyfacts document, its entity and its concepts, and what is wrong with it.

    Raises:
        DocumentUnreadable: the bytes cannot be got.
    """
    data = document.read()
    company = _vouched(document, data)
    if company is not None:
        yield EntityRow(company.entity, "name", company.name, document.name)
        yield from company.concepts
        yield FactTable(company.facts, ordered=True)
        return
    rows = []
    for item in read_rows(document, data):
        if isinstance(item, FactRow):
            rows.append(item)
        else:
            yield item
    if rows:
        yield FactTable(table(FactRow, rows))


def _vouched(document: Document, data: bytes) -> Company | None:
    """Return what the document holds, or None where anything in it wants a closer look."""
    import msgspec

    try:
        if not data.startswith(b'{"'):
            # What some program indented is EDGAR's own again without the spaces between its values.
            data = msgspec.json.format(data, indent=-1)
        return read_columns(data, document.name)
    except (Doubt, msgspec.MsgspecError, UnicodeDecodeError):
        return None
