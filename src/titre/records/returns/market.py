"""What does a record ask of the world? Histories of securities, rates of currencies, as known on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from fractions import Fraction

    from titre.kernel.findings import Finding
    from titre.records.returns.histories import History


class Market(Protocol):
    """Where histories and rates come from; everything of it is as known on one day."""

    def history(self, name: str, day: date) -> History:
        """Return the history of the security that a symbol or ISIN meant on a day.

        Raises:
            StoreError: it is not known whose prices these are.
        """
        ...

    def prefetch(self, wanted: Iterable[tuple[str, date]]) -> None:
        """Read what will be asked for, symbols or ISINs each with its day, in one go."""
        ...

    def unmatched(self) -> Iterable[Finding]:
        """Return the lines of the ledger that are of no security that is known."""
        ...

    def rate(self, currency: str, other: str, day: date) -> tuple[Fraction, date]:
        """Return what one unit of a currency was in another, and the day of the rate.

        Raises:
            StoreError: neither that day nor shortly before it.
        """
        ...

    def rates(self, currency: str, other: str, ordinals: Any) -> Any:  # noqa: ANN401 - numpy is imported late
        """Return what one unit of a currency was in another on days (``date.toordinal``), as float64."""
        ...
