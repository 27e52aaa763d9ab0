"""Which choices does every question about figures leave open?"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from datetime import date

    from titre.figures.model import Basis, Vintage


class Options(TypedDict, total=False):
    """The options that ``Figures.figure`` and ``Figures.figures`` share; see there."""

    as_of: date | None
    vintage: Vintage | str
    basis: Basis | str
    definition: str | None
    nearest: bool
