"""Which company does the user mean? By EDGAR's own list of tickers; what fits two companies fits none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.sources.errors import CompanyUnknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from titre.sources.network.edgar_shapes import Listed

_SHOWN = 5
_SEPARATORS = re.compile(r"[./ ]")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Tickers:
    """EDGAR's list of tickers, searched as people write: ``brk.b``, ``Nvidia Corp``."""

    companies: Sequence[Listed]

    def cik(self, name: str) -> int:
        """Return the Central Index Key of a ticker, or of a company's whole name.

        Raises:
            CompanyUnknown: no company, or several, have that ticker or name.
        """
        symbol = _SEPARATORS.sub("-", name.strip()).upper()
        ciks = {company.cik for company in self.companies if company.ticker.upper() == symbol}
        if not ciks:
            folded = _folded(name)
            ciks = {company.cik for company in self.companies if folded and _folded(company.title) == folded}
        if len(ciks) != 1:
            raise CompanyUnknown(name, self._near(name, ciks))
        return ciks.pop()

    def _near(self, name: str, ciks: set[int]) -> list[str]:
        """Return a few companies that the user may have meant, for the message."""
        words = _folded(name)
        if not words:
            return []
        fitting: Iterable[Listed] = (
            company
            for company in self.companies
            if company.cik in ciks or f" {_folded(company.title)}".find(f" {words}") >= 0
        )
        seen: dict[int, str] = {}
        for company in fitting:
            seen.setdefault(company.cik, f"{company.ticker} ({company.title})")
            if len(seen) == _SHOWN:
                break
        return list(seen.values())


def _folded(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _NO_WORD.sub(" ", plain).strip()
