"""When did an article come out? A day, a month or a year, as an editor knows it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from titre.kernel.errors import ParseError
from titre.kernel.messages import say

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def publication_day(text: str) -> date:
    """Return the day that ``2025-07-17``, ``2025-07`` or ``2025`` means: of a month or a year, the last.

    The last, because whatever came out by then may have been known to the article.

    Raises:
        ParseError: the text names no day, month or year.
    """
    refusal = ParseError(say("published"), text, say("a day, month or year: 2025-07-17"))
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        raise refusal
    try:
        year, month = int(match[1]), int(match[2] or 12)
        return date(year, month, int(match[3] or monthrange(year, month)[1]))
    except ValueError:
        raise refusal from None
