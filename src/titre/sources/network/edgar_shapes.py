"""Is a JSON document of EDGAR the one that was asked for? Its outline only: the readers look at the rest.

Imported late by ``edgar``, as msgspec is heavy.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from titre.kernel.messages import Message

_PAGE_NAME = re.compile(r"CIK\d{10}-submissions-\d{3,}\.json", re.ASCII)


class _Companyfacts(msgspec.Struct):
    cik: int | str
    facts: dict[str, msgspec.Raw]


class _OlderPage(msgspec.Struct):
    name: str
    filingCount: int = -1  # noqa: N815 - EDGAR's name


class _FilingColumns(msgspec.Struct):
    accessionNumber: list[str]  # noqa: N815 - EDGAR's name
    form: list[str] = []
    isXBRL: list[int] = []  # noqa: N815 - EDGAR's name


class _Filings(msgspec.Struct):
    recent: _FilingColumns
    files: list[_OlderPage] = []


class _Submissions(msgspec.Struct):
    cik: int | str
    filings: _Filings


class _Listed(msgspec.Struct):
    cik_str: int
    ticker: str
    title: str


class _Item(msgspec.Struct):
    name: str


class _Directory(msgspec.Struct):
    item: list[_Item]


class _Folder(msgspec.Struct):
    directory: _Directory


class Listed(NamedTuple):
    """A company as EDGAR's list of tickers has it."""

    cik: int
    ticker: str
    title: str


class OlderPage(NamedTuple):
    """An older page of a company's filings, as the newest page announces it."""

    name: str
    filings: int
    """how many the page lists; negative where EDGAR does not say"""


def companyfacts_fault(cik: int) -> Callable[[bytes], Message | None]:
    """Return what tells the fault of a companyfacts document that should be a company's."""
    return lambda data: _fault(data, _Companyfacts, cik)


def submissions_fault(cik: int) -> Callable[[bytes], Message | None]:
    """Return what tells the fault of a submissions document that should be a company's."""
    return lambda data: _fault(data, _Submissions, cik)


def older_page_fault(data: bytes) -> Message | None:
    """Return the fault of an older page of a company's filings."""
    return _fault(data, _FilingColumns)


def tickers_fault(data: bytes) -> Message | None:
    """Return the fault of EDGAR's list of tickers."""
    return _fault(data, dict[str, _Listed])


def folder_fault(data: bytes) -> Message | None:
    """Return the fault of a folder's ``index.json``."""
    return _fault(data, _Folder)


def tickers_in(data: bytes) -> list[Listed]:
    """Return the companies of EDGAR's list of tickers in its order, the largest first."""
    entries = msgspec.json.decode(data, type=dict[str, _Listed])
    return [Listed(entry.cik_str, entry.ticker, entry.title) for entry in entries.values()]


def names_in_folder(data: bytes) -> list[str]:
    """Return the names of the files that a folder's ``index.json`` lists."""
    return [item.name for item in msgspec.json.decode(data, type=_Folder).directory.item]


def older_pages(data: bytes) -> list[OlderPage]:
    """Return the older pages that a submissions document announces, in its order, the newest first.

    A name that EDGAR would not give is passed over: names become files.
    """
    pages = msgspec.json.decode(data, type=_Submissions).filings.files
    return [OlderPage(page.name, page.filingCount) for page in pages if _PAGE_NAME.fullmatch(page.name)]


def xbrl_filings_in(data: bytes) -> list[tuple[str, str]]:
    """Return the filings with XBRL of a submissions document, newest first: accession number and form."""
    recent = msgspec.json.decode(data, type=_Submissions).filings.recent
    columns = zip(recent.accessionNumber, recent.form, recent.isXBRL, strict=False)
    return [(accession, form) for accession, form, has_xbrl in columns if has_xbrl]


def filings_on_page(data: bytes) -> int:
    """Return how many filings an older page lists."""
    return len(msgspec.json.decode(data, type=_FilingColumns).accessionNumber)


def _fault(data: bytes, shape: type, cik: int | None = None) -> Message | None:
    try:
        found: Any = msgspec.json.decode(data, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return say("not the JSON that was asked for: {detail}", detail=str(error))
    if cik is not None and str(found.cik).lstrip("0") != str(cik):
        return say("got the document of CIK {got}, expected CIK {expected}", got=found.cik, expected=cik)
    return None
