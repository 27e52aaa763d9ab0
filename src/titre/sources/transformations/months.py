"""By which words do languages name the months? The beginnings that the registries recognise.

They are in ``months.toml``. A word names the month whose beginning it has; of two beginnings that fit, the
longer counts. Case and accents are folded.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def folded(text: str) -> str:
    """Return a text in small letters without accents."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


@cache
def _languages() -> Mapping[str, Sequence[Sequence[str]]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def month_names(language: str) -> dict[str, int]:
    """Return the months by the folded beginnings of their names in a language; ``roman`` is one."""
    return {
        folded(beginning): number
        for number, beginnings in enumerate(_languages()[language], start=1)
        for beginning in beginnings
    }


@cache
def month_pattern(language: str) -> str:
    """Return the pattern of a month's name in folded text; its one group is the beginning."""
    longest_first = sorted(month_names(language), key=len, reverse=True)
    names = "|".join(map(re.escape, longest_first))
    rest = r"(?![^\W\d_])" if language == "roman" else ""
    return rf"(?<![^\W\d_])({names}){rest}"
