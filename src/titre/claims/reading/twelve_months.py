"""Does a sentence speak of twelve months to a date, and of which month's end?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.reading.timing import A_YEAR, ENDING, MONTH_END, TRAILING, When

if TYPE_CHECKING:
    from titre.claims.reading.linking import Scene


def trailing(scene: Scene) -> bool:
    """Return whether the sentence speaks of twelve months to a date."""
    return any(when.kind == TRAILING or _is_year_to(when) for when in scene.times)


def month_end(scene: Scene) -> When | None:
    """Return the end of a month that the sentence names, or None."""
    return next((when for when in scene.times if when.kind == MONTH_END or _is_year_to(when)), None)


def _is_year_to(when: When) -> bool:
    """Return whether a period is twelve months to a month named."""
    return when.kind == ENDING and when.months == A_YEAR
