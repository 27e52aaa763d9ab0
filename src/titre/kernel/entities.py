"""Who files? The identifier of an entity: the scheme's name and its number, as EDGAR writes its own."""

from __future__ import annotations

import re

from titre.kernel.errors import ParseError
from titre.kernel.messages import say

_CIK = re.compile(r"(?:CIK)?0*(?P<number>\d{1,10})", re.IGNORECASE | re.ASCII)


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
