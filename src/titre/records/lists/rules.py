"""What do the rules of a list say? ``lists/NAME.toml``: every fault told with its line, before anything else.

Rules are data: a text of a known choice, a day, an exact decimal. Nothing is computed from them here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from titre.kernel.findings import Finding, mismatch
from titre.kernel.messages import LANGUAGES, say
from titre.kernel.numerals import trimmed
from titre.records.commitments.canonical import text_fault
from titre.records.lists.horizons import LENGTH
from titre.records.lists.model import Rules
from titre.sources.tabular.currencies import is_currency

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from titre.kernel.declarations import Declaration
    from titre.kernel.messages import Message

LONGEST = 1000
"""characters of one text that is committed"""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOST_COSTS = 20


@dataclass(frozen=True, slots=True)
class Heading:
    """What a list's file says of the list itself."""

    title: str
    language: str


class _Unfit(Exception):
    """A value is not what its key asks for."""

    def __init__(self, expected: Message) -> None:
        self.expected = expected
        super().__init__(expected)


def _words(value: str) -> str:
    # What one keyboard writes as a letter and its accent, and another as one letter, is the same word.
    value = unicodedata.normalize("NFC", value)
    if len(value) > LONGEST:
        raise _Unfit(say("at most {most} characters", most=LONGEST))
    if fault := text_fault(value):
        raise _Unfit(say("a text of one line without {fault}", fault=fault))
    return value


def _some_words(value: str) -> str:
    if not value.strip():
        raise _Unfit(say("some words"))
    return _words(value)


def _choice(*choices: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in choices:
            raise _Unfit(say("one of {known}", known=", ".join(choices)))
        return value

    return read


def _currency(value: str) -> str:
    if not is_currency(value):
        raise _Unfit(say("a currency code of ISO 4217, as USD"))
    return value


def _day(value: str) -> date:
    try:
        # Python also reads a week and its day, 2025-W13-1, which is as long.
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise _Unfit(say("a day that exists, as 2025-03-31"))


def _horizon(value: str) -> str:
    if value and not LENGTH.fullmatch(value):
        try:
            _day(value)
        except _Unfit:
            raise _Unfit(say("a day as 2025-03-31, a length as 12 months, or nothing")) from None
    return value


def _costs(value: str) -> Decimal:
    try:
        costs = Decimal(value)
    except InvalidOperation:
        costs = Decimal(-1)
    if not costs.is_finite() or not 0 <= costs <= _MOST_COSTS:
        raise _Unfit(say("percent in quotation marks, from 0 to {most}, as 0.25", most=_MOST_COSTS))
    return abs(trimmed(costs))


_HEADING: dict[str, Callable[[str], Any]] = {"title": _some_words, "language": _choice(*LANGUAGES)}
_RULES: dict[str, Callable[[str], Any]] = {
    "universe": _some_words,
    "weighting": _choice("equal", "given"),
    "side": _choice("long", "short"),
    "reference_price": _choice("close", "next_open", "next_close"),
    "currency": _currency,
    "benchmark": _words,
    "returns": _choice("total", "price"),
    "horizon": _horizon,
    "costs": _costs,
    "missing_price": _choice("last", "zero"),
    "day_without_price": _choice("previous", "next"),
    "embargo_end": _day,
    "reveal_by": _day,
}
_NEEDED = {"list": ("title", "language"), "rules": ("universe", "currency", "reveal_by", "embargo_end")}
_TABLES = {"list": _HEADING, "rules": _RULES}


def read_rules(declared: Declaration, faults: list[Finding]) -> tuple[Heading, Rules] | None:
    """Return what a list's file says; None, and the faults, where it is not all sound."""
    before = len(faults)
    for table, value in declared.data.items():
        if table not in _TABLES:
            faults.append(mismatch(declared.place(table), table, say("one of {known}", known="list, rules")))
        elif not isinstance(value, dict):
            faults.append(mismatch(declared.place(table), repr(value), say("a table")))
    values = {table: _read_table(declared, table, faults) for table in _TABLES}
    if len(faults) == before:
        faults += _apart(declared, values["rules"])
    if len(faults) > before:
        return None
    return Heading(**values["list"]), Rules(**values["rules"])


def _read_table(declared: Declaration, table: str, faults: list[Finding]) -> dict[str, Any]:
    given = declared.data.get(table, {})
    given = given if isinstance(given, dict) else {}
    values: dict[str, Any] = {}
    for key, value in given.items():
        place, reader = declared.place(table, key), _TABLES[table].get(key)
        if reader is None:
            known = ", ".join(_TABLES[table])
            faults.append(mismatch(place, key, say("a key of [{table}]: {known}", table=table, known=known)))
            continue
        text = _text_of(value)
        if text is None:
            faults.append(mismatch(place, repr(value), say("a text in quotation marks")))
            continue
        try:
            values[key] = reader(text)
        except _Unfit as error:
            faults.append(mismatch(place, text, error.expected))
    faults += [
        mismatch(
            declared.place(table), say("no {key}", key=key), say("{key} in [{table}]", key=key, table=table)
        )
        for key in _NEEDED[table]
        if key not in given
    ]
    return values


def _text_of(value: object) -> str | None:
    """Return a value as its text; a binary fraction has none that is surely what was written."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | float | datetime):
        return None
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, int) else None


def _apart(declared: Declaration, rules: dict[str, Any]) -> Iterator[Finding]:
    """Yield what is wrong with rules that are sound one by one."""
    if rules["reveal_by"] < rules["embargo_end"]:
        yield mismatch(
            declared.place("rules", "reveal_by"),
            rules["reveal_by"].isoformat(),
            say("the end of the embargo, {day}, or a later day", day=rules["embargo_end"]),
        )
