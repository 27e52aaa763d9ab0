"""Which security had which symbol when? What ``securities.toml`` declares, of Titre and of a desk.

``securities.toml`` beside this module explains its keys. A desk's file has the same form; its tables stand
before Titre's own. All faults of a file are told at once, each with its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from titre.kernel.declarations import DeclarationFaulty, read_declaration
from titre.kernel.findings import Finding, mismatch
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from titre.kernel.declarations import Declaration
    from titre.kernel.messages import Message

_OWN = Path(__file__).with_name("securities.toml")
_FILES = "files"
_KEYS = ("name", "company", "class", "isin", "figi", "currency", "shares", "stands_for", "symbols", "splits")
_FILE_KEYS = ("symbols_on", "closes")
_SYMBOL_KEYS = frozenset({"symbol", "exchange", "since", "until"})
_ENTITY = re.compile(r"CIK\d{10}|[a-z][a-z0-9]*:[A-Za-z0-9][A-Za-z0-9._\-]*", re.ASCII)
_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}\d", re.ASCII)
_FIGI = re.compile(r"BBG[A-Z0-9]{8}\d", re.ASCII)
_RATIO = re.compile(r"(?P<new>[1-9]\d{0,5}):(?P<old>[1-9]\d{0,5})", re.ASCII)
_OF_THE_DAY = "day"
TRADED, ADJUSTED = "traded", "adjusted"
"""what a close is: as traded on its day, or adjusted for the splits since"""


class Listing(NamedTuple):
    """A symbol of a security, and from and until which day it was so; None where that is not told."""

    symbol: str
    since: date | None = None
    until: date | None = None
    exchange: str | None = None

    def held_on(self, day: date) -> bool:
        """Return whether the symbol was the security's on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Split(NamedTuple):
    """From a day on ``new`` units are traded for each ``old`` ones; a reverse split has more old ones."""

    day: date
    new: int
    old: int


@dataclass(frozen=True, slots=True)
class Security:
    """What is bought and sold: its identity stays while its symbols change."""

    security: str
    """``figi:…``, ``isin:…``, or an identifier of our own: ``security:barnes`` for a table of
    a file, ``CIK0000320193/AAPL`` for a company's symbol, ``symbol:GDX`` where no more is known"""
    name: str
    entity: str | None = None
    """the company it is a share of"""
    share_class: str | None = None
    """member of the company's share classes; None where it has one class only, or none is told"""
    listings: tuple[Listing, ...] = ()
    isins: tuple[str, ...] = ()
    """today's first"""
    figi: str | None = None
    currency: str | None = None
    shares: Decimal = Decimal(1)
    """ordinary shares that one listed unit stands for: 5 for a receipt of five"""
    stands_for: tuple[str, ...] = ()
    """classes, by their members, that are valued at its price where they have none of their own"""
    splits: tuple[Split, ...] = ()

    def symbol(self, day: date | None = None) -> str | None:
        """Return its symbol on a day, or the newest; None where it has none."""
        held = [one for one in self.listings if (one.until is None if day is None else one.held_on(day))]
        return held[0].symbol if held else None


@dataclass(frozen=True, slots=True)
class FileRule:
    """How the files of a pattern name securities, and what their closes are."""

    pattern: str
    symbols_on: date | str | None = None
    """the day whose symbols they use; ``day`` where each row has the symbol of its own day"""
    closes: str | None = None

    def fits(self, file: str) -> bool:
        """Return whether a file's name ends as the pattern says."""
        return PurePosixPath(file.replace("\\", "/")).match(self.pattern)


@dataclass(frozen=True, slots=True)
class SecurityBook:
    """What the files say of all securities; those of the desk come first."""

    securities: tuple[Security, ...]
    rules: tuple[FileRule, ...] = ()


def load_securities(desk_file: Path | None = None) -> SecurityBook:
    """Return the securities of Titre and, before them, those of a desk's file where there is one.

    A security of the desk takes the place of Titre's own with its ISIN, or of its company and class.

    Raises:
        DeclarationUnreadable: a file is no TOML.
        DeclarationFaulty: a file says what it may not; every fault with its line.
    """
    own = _own()
    if desk_file is None or not desk_file.is_file():
        return own
    desk = _load(desk_file, None)
    kept = [one for one in own.securities if not any(_same(one, other) for other in desk.securities)]
    return SecurityBook((*desk.securities, *kept), (*desk.rules, *own.rules))


def _same(one: Security, other: Security) -> bool:
    return bool(set(one.isins) & set(other.isins)) or (
        one.entity is not None and (one.entity, one.share_class) == (other.entity, other.share_class)
    )


@cache
def _own() -> SecurityBook:
    return _load(_OWN, "titre/store/securities.toml")


def _load(path: Path, name: str | None) -> SecurityBook:
    declared = read_declaration(path, name=name)
    tables = {key: table for key, table in declared.data.items() if key != _FILES}
    files = declared.data.get(_FILES, {})
    faults = [fault for key, table in tables.items() for fault in _security_faults(declared, key, table)]
    if isinstance(files, dict):
        faults += [fault for key, table in files.items() for fault in _file_faults(declared, key, table)]
    else:
        faults.append(mismatch(declared.place(_FILES), str(files), say("tables named files.…")))
    if faults:
        raise DeclarationFaulty(faults)
    return SecurityBook(
        tuple(_security(key, table) for key, table in tables.items()),
        tuple(FileRule(key, table.get("symbols_on"), table.get("closes")) for key, table in files.items()),
    )


def _security(key: str, table: dict[str, Any]) -> Security:
    isins = table.get("isin", ())
    isins = (isins,) if isinstance(isins, str) else tuple(isins)
    figi = table.get("figi")
    entity = table.get("company")
    listings = tuple(Listing(**symbol) for symbol in table["symbols"])
    return Security(
        security=f"figi:{figi}" if figi else f"isin:{isins[0]}" if isins else f"security:{key}",
        name=table.get("name", key),
        entity=entity,
        share_class=table.get("class"),
        listings=listings,
        isins=isins,
        figi=figi,
        currency=table.get("currency"),
        shares=Decimal(str(table.get("shares", 1))),
        stands_for=tuple(table.get("stands_for", ())),
        splits=tuple(sorted(_split(split) for split in table.get("splits", ()))),
    )


def _split(table: dict[str, Any]) -> Split:
    match = _RATIO.fullmatch(table["ratio"])
    assert match is not None
    return Split(table["day"], int(match["new"]), int(match["old"]))


def _security_faults(declared: Declaration, key: str, table: object) -> Iterator[Finding]:
    if not isinstance(table, dict):
        yield mismatch(declared.place(key), str(table), say("a table of one security"))
        return
    for name in table:
        if name not in _KEYS:
            known = ", ".join(_KEYS)
            yield mismatch(declared.place(key, name), name, say("one of {known}", known=known))
    if "symbols" not in table:
        yield mismatch(declared.place(key), say("no {key}", key="symbols"), _SOUND["symbols"][1])
    for name, (sound, expected) in _SOUND.items():
        if name in table and not sound(table[name]):
            yield mismatch(declared.place(key, name), str(table[name]), expected)


def _file_faults(declared: Declaration, key: str, table: object) -> Iterator[Finding]:
    if not isinstance(table, dict):
        yield mismatch(declared.place(_FILES, key), str(table), say("a table of the files of one pattern"))
        return
    for name, value in table.items():
        place = declared.place(_FILES, key, name)
        if name not in _FILE_KEYS:
            yield mismatch(place, name, say("one of {known}", known=", ".join(_FILE_KEYS)))
        elif name == "symbols_on" and not (type(value) is date or value == _OF_THE_DAY):
            expected = say('a day whose symbols the files use, or "day" where each row has those of its own')
            yield mismatch(place, str(value), expected)
        elif name == "closes" and value not in (TRADED, ADJUSTED):
            yield mismatch(place, str(value), say('"traded" or "adjusted" (for the splits since)'))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _are_isins(value: object) -> bool:
    values = value if isinstance(value, list) else [value]
    return bool(values) and all(isinstance(one, str) and is_isin(one) for one in values)


def _is_currency(value: object) -> bool:
    from titre.sources.tabular.currencies import is_currency

    return isinstance(value, str) and is_currency(value)


def _is_count(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _are_symbols(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_symbol, value))


def _is_symbol(value: object) -> bool:
    if not isinstance(value, dict) or not _is_text(value.get("symbol")) or value.keys() - _SYMBOL_KEYS:
        return False
    days = [value[key] for key in ("since", "until") if key in value]
    ordered = len(days) < len(("since", "until")) or (
        all(type(day) is date for day in days) and days[0] <= days[1]
    )
    return all(type(day) is date for day in days) and ordered and _is_text(value.get("exchange", "-"))


def _are_splits(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(split, dict)
        and split.keys() == {"day", "ratio"}
        and type(split["day"]) is date
        and isinstance(split["ratio"], str)
        and _RATIO.fullmatch(split["ratio"]) is not None
        for split in value
    )


def is_isin(text: str) -> bool:
    """Return whether a text is an ISIN with a check digit that holds.

    Source: ISO 6166, annex C: letters as two digits, then the sum of Luhn.
    """
    if not _ISIN.fullmatch(text):
        return False
    digits = "".join(str(int(letter, 36)) for letter in text)
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


_SOUND: dict[str, tuple[Callable[[object], bool], Message]] = {
    "name": (_is_text, say("a name")),
    "company": (
        lambda value: isinstance(value, str) and _ENTITY.fullmatch(value) is not None,
        say('an identifier: "CIK0001326801" or "private:name"'),
    ),
    "class": (_is_text, say("a member of the share classes, as CommonClassA")),
    "isin": (_are_isins, say("an ISIN of twelve characters whose check digit holds, or a list of them")),
    "figi": (
        lambda value: isinstance(value, str) and _FIGI.fullmatch(value) is not None,
        say("a FIGI, as BBG001S5N8V8"),
    ),
    "currency": (_is_currency, say("a currency code of ISO 4217, as USD")),
    "shares": (_is_count, say("a number above 0")),
    "stands_for": (_are_texts, say("a list of members of the share classes")),
    "symbols": (
        _are_symbols,
        say('a list of symbols: {{ symbol = "FB", exchange = "NASDAQ", until = 2022-06-08 }}'),
    ),
    "splits": (_are_splits, say('a list of splits: {{ day = 2024-06-10, ratio = "10:1" }}')),
}
