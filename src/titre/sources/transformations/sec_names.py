"""For which code does a name stand in the SEC's own rules? Exchanges, states, countries, filer categories.

The names and codes are in ``sec_names.toml``; case and blanks do not count.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from titre.sources.transformations.months import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_BALLOT_BOXES = {"\u2610": False, "\u2611": True, "\u2612": True}
_COMPANY_FORM = re.compile(r",?\s+(?:llc|inc\.?)$")
_ARTICLE = re.compile(r"^the\s+")


def _ballot_box(empty: str, crossed: str) -> Callable[[str], str | None]:
    def read(text: str) -> str | None:
        box = _BALLOT_BOXES.get(text.strip())
        return None if box is None else crossed if box else empty

    return read


def _key(name: str) -> str:
    words = " ".join(folded(name).replace("\u2019", "'").split())
    return _COMPANY_FORM.sub("", _ARTICLE.sub("", words))


@cache
def _table(name: str) -> Mapping[str, str]:
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {_key(written): code for code, names in tables[name].items() for written in names}


def _named(*tables: str) -> Callable[[str], str | None]:
    """Return the rule that looks a name up in tables, the first that knows it first."""

    def read(text: str) -> str | None:
        key = _key(text)
        return next((code for code in (_table(table).get(key) for table in tables) if code), None)

    return read


SEC_NAMES: dict[str, Callable[[str], str | None]] = {
    "boolballotbox": _ballot_box("false", "true"),
    "yesnoballotbox": _ballot_box("No", "Yes"),
    "exchnameen": _named("exchanges"),
    "entityfilercategoryen": _named("filer_categories"),
    "stateprovnameen": _named("states"),
    "countrynameen": _named("countries"),
    "edgarprovcountryen": _named("edgar_provinces", "edgar_countries"),
}
