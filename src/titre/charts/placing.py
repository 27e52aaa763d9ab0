"""Where do the labels of lines stand, so that none lies on another? At their point, pushed apart at need."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def spread(wanted: Sequence[float], heights: Sequence[float], limit: float) -> list[float] | None:
    """Return the centres of labels stacked between 0 and a limit, each as near as can be to its place.

    The order of the wanted centres is kept. None where the labels have no room at all.
    """
    if sum(heights) > limit:
        return None
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    tops = [wanted[index] - heights[index] / 2 for index in order]
    free = 0.0
    for place, index in enumerate(order):
        tops[place] = max(tops[place], free)
        free = tops[place] + heights[index]
    # What was pushed out below pushes the ones above it up again.
    free = limit
    for place in range(len(order) - 1, -1, -1):
        tops[place] = min(tops[place], free - heights[order[place]])
        free = tops[place]
    centres = [0.0] * len(order)
    for place, index in enumerate(order):
        centres[index] = tops[place] + heights[index] / 2
    return centres
