"""Who files? The identifier of an entity: the scheme's name and its number, as EDGAR writes its own."""

from __future__ import annotations

import re

from titre.kernel.errors import ParseError
from titre.kernel.messages import say

_CIK = re.compile(r"(?:CIK)?0*(?P<number>\d{1,10})", re.IGNORECASE | re.ASCII)
_ACCESSION = re.compile(r"\d{10}-\d{2}-\d{6}", re.ASCII)
_ARCHIVES = "https://www.sec.gov/Archives/edgar/data"


def cik_entity(number: int | str) -> str:
    """Return the entity of an EDGAR Central Index Key: ``CIK0000320193`` for 320193.

    Raises:
        ParseError: not a whole number of at most ten digits.
    """
    match = _CIK.fullmatch(str(number))
    if match is None:
        raise ParseError(say("CIK"), str(number), say("a whole number of at most ten digits"))
    return f"CIK{int(match['number']):010d}"


def cik_number(entity: str) -> int | None:
    """Return the Central Index Key of an entity, or None where it has another identifier."""
    match = _CIK.fullmatch(entity)
    return int(match["number"]) if match else None


def filing_url(entity: str, accession: str) -> str | None:
    """Return where EDGAR shows a filing, or None where it is none of EDGAR's.

    Source: ``/Archives/edgar/data/{cik}/{accession without dashes}/{accession}-index.html``.
    """
    number = cik_number(entity)
    if number is None or not _ACCESSION.fullmatch(accession):
        return None
    return f"{_ARCHIVES}/{number}/{accession.replace('-', '')}/{accession}-index.html"
