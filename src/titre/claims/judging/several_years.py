"""Over how many years is a change measured, and what is that for each of them?"""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from titre.claims.reading.timing import RUN
from titre.kernel.periods import PeriodKind

if TYPE_CHECKING:
    from titre.claims.judging.spans import Span
    from titre.claims.reading.timing import When

_DIGITS = 40
"""with which a root is drawn"""


def years_over(when: When | None, span: Span) -> int:
    """Return over how many years a change is measured that leads to a span; 0 where the words name none."""
    if when is None or when.kind == RUN or span.last.kind is PeriodKind.INSTANT:
        return 0
    if when.over:
        return when.over
    return max(span.last.year - when.since, 0) if when.since else 0


def names_both_ends(when: When | None) -> bool:
    """Return whether a change over several years is one between two that the words name."""
    return when is not None and bool(when.over and when.since)


def yearly_rate(growth: Decimal, years: int) -> Decimal:
    """Return by what a value grows each year that grows so many times in so many years: 4 in 2 years, 2."""
    with localcontext() as context:
        context.prec = _DIGITS
        return (growth.ln() / years).exp()
