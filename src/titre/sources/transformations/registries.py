"""Which rule does a format name? The registries of XBRL International and of the SEC, by namespace.

A rule takes the text of an element and returns the value it stands for, or None where the text is not of
the rule's form. Sources: Transformation Rules Registry 1 to 5 (XBRL International), ixt-sec (EDGAR XBRL
Guide). A registry contains the rules of its own day; names that two registries share mean the same but for
numbers, which became more liberal from the fourth on.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from titre.sources.transformations.dates import DATES_1, DATES_2, DATES_3, DATES_4, DATES_5
from titre.sources.transformations.durations import DURATIONS
from titre.sources.transformations.numbers import NUMBERS_1, NUMBERS_2, NUMBERS_3, NUMBERS_4, NUMBERS_5
from titre.sources.transformations.sec_names import SEC_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    Rule: TypeAlias = Callable[[str], str | None]

_FIRST = {**NUMBERS_1, **DATES_1}
_REGISTRIES: Mapping[str, Mapping[str, Rule]] = {
    "http://www.xbrl.org/2008/inlineXBRL/transformation": _FIRST,
    "http://www.xbrl.org/inlineXBRL/transformation/2010-04-20": _FIRST,
    "http://www.xbrl.org/inlineXBRL/transformation/2011-07-31": {**NUMBERS_2, **DATES_2},
    "http://www.xbrl.org/inlineXBRL/transformation/2015-02-26": {**NUMBERS_3, **DATES_3},
    "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12": {**NUMBERS_4, **DATES_4},
    "http://www.xbrl.org/inlineXBRL/transformation/2022-02-16": {**NUMBERS_5, **DATES_5},
    "http://www.sec.gov/inlineXBRL/transformation/2015-08-31": {**DURATIONS, **SEC_NAMES},
}


@cache
def rule(namespace: str, name: str) -> Rule | None:
    """Return the rule of a name in the registry of a namespace, or None if there is none."""
    return _REGISTRIES.get(namespace, {}).get(name)


def registries() -> Mapping[str, Mapping[str, Rule]]:
    """Return every rule, by namespace and name."""
    return _REGISTRIES
