"""Which choices does every question about figures leave open?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from datetime import date

    from titre.figures.model import Basis, Frequency, Vintage
    from titre.kernel.periods import Period


class Options(TypedDict, total=False):
    """The options that ``Figures.figure`` and ``Figures.figures`` share; see there."""

    as_of: date | None
    vintage: Vintage | str
    basis: Basis | str
    definition: str | None
    nearest: bool


class TableOptions(TypedDict, total=False):
    """The options of ``Figures.table``; see there and ``Figures.figures``."""

    frequency: Frequency | str | None
    first: Period | str | None
    last: Period | str | None
    as_of: date | None
    vintage: Vintage | str
    basis: Basis | str
    definition: str | None
    lineage: bool
    spark: Any | None
