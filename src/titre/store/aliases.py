"""What do people call a company, beside what its filings say? The aliases that TOML files declare.

``aliases.toml`` beside this module explains its keys; a desk adds a file of the same form, whose tables
stand before Titre's own. All faults of a file are told at once, each with its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from titre.kernel.declarations import DeclarationFaulty, read_declaration
from titre.kernel.findings import Finding, mismatch
from titre.kernel.messages import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from titre.kernel.declarations import Declaration

_OWN = Path(__file__).with_name("aliases.toml")
_ENTITY = re.compile(r"CIK\d{10}|[a-z][a-z0-9]*:[A-Za-z0-9][A-Za-z0-9._\-]*", re.ASCII)
_TEXTS = ("aliases", "former", "brands", "people")
_GROUPS = "groups"


@dataclass(frozen=True, slots=True)
class Ticker:
    """A symbol, and from and until which day it was the company's; None where that is not told."""

    symbol: str
    since: date | None = None
    until: date | None = None

    def held_on(self, day: date | None) -> bool:
        """Return whether the symbol was the company's on a day; without a day, whether it still is."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The identifier under which a company filed until a day, where it changed."""

    entity: str
    until: date


@dataclass(frozen=True, slots=True)
class Aliases:
    """What a file says of one company."""

    table: str
    """name of the company's table: how a group names it"""
    entity: str
    name: str
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    tickers: tuple[Ticker, ...] = ()
    brands: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    prose: Mapping[str, tuple[str, ...]] | None = None
    """phrases by language"""
    predecessors: tuple[Predecessor, ...] = ()
    of_desk: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Several companies that prose names at once."""

    name: str
    members: tuple[str, ...]
    """entities"""
    prose: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class AliasBook:
    """What the files say of all companies; those of the desk come first."""

    companies: tuple[Aliases, ...]
    groups: tuple[Group, ...]


def load_aliases(desk_file: Path | None = None) -> AliasBook:
    """Return the aliases of Titre and, before them, those of a desk's file where there is one.

    Raises:
        DeclarationUnreadable: a file is no TOML.
        DeclarationFaulty: a file says what it may not; every fault with its line.
    """
    own = _own()
    if desk_file is None or not desk_file.is_file():
        return own
    desk = _load(desk_file, of_desk=True, known={company.table: company.entity for company in own.companies})
    return AliasBook((*desk.companies, *own.companies), (*desk.groups, *own.groups))


@cache
def _own() -> AliasBook:
    return _load(_OWN, of_desk=False, known={})


def _load(path: Path, *, of_desk: bool, known: Mapping[str, str]) -> AliasBook:
    declaration = read_declaration(path, name=None if of_desk else "titre/store/aliases.toml")
    tables = {name: table for name, table in declaration.data.items() if name != _GROUPS}
    groups = declaration.data.get(_GROUPS, {})
    members = {
        **known,
        **{name: table.get("entity", "") for name, table in tables.items() if isinstance(table, dict)},
    }
    faults = [fault for name, table in tables.items() for fault in _company_faults(declaration, name, table)]
    if isinstance(groups, dict):
        faults += [
            fault
            for name, group in groups.items()
            for fault in _group_faults(declaration, name, group, members)
        ]
    else:
        faults.append(mismatch(declaration.place(_GROUPS), str(groups), say("tables named groups.…")))
    if faults:
        raise DeclarationFaulty(faults)
    return AliasBook(
        tuple(_company(name, table, of_desk=of_desk) for name, table in tables.items()),
        tuple(
            Group(group["name"], tuple(members[name] for name in group["members"]), _prose(group))
            for group in groups.values()
        ),
    )


def _company(name: str, table: dict[str, Any], *, of_desk: bool) -> Aliases:
    return Aliases(
        name,
        table["entity"],
        table["name"],
        **{key: tuple(table.get(key, ())) for key in _TEXTS},
        tickers=tuple(Ticker(**ticker) for ticker in table.get("tickers", ())),
        prose=_prose(table),
        predecessors=tuple(Predecessor(**one) for one in table.get("predecessors", ())),
        of_desk=of_desk,
    )


def _prose(table: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(phrases) for language, phrases in table.get("prose", {}).items()}


def _company_faults(declaration: Declaration, name: str, table: object) -> Iterator[Finding]:
    if not isinstance(table, dict):
        yield mismatch(declaration.place(name), str(table), say("a table of one company"))
        return
    entity = table.get("entity")
    if not isinstance(entity, str) or not _ENTITY.fullmatch(entity):
        yield mismatch(
            declaration.place(name, "entity"),
            str(entity),
            say('an identifier: "CIK0001326801" or "private:name"'),
        )
    if not _is_text(table.get("name")):
        yield mismatch(declaration.place(name, "name"), str(table.get("name")), say("a name"))
    for key in _TEXTS:
        if not _are_texts(table.get(key, [])):
            yield mismatch(declaration.place(name, key), str(table[key]), say("a list of names"))
    yield from _prose_faults(declaration, (name,), table)
    tickers = table.get("tickers", [])
    if not isinstance(tickers, list) or not all(map(_is_ticker, tickers)):
        expected = say('a list of symbols: {{ symbol = "FB", until = 2022-06-08 }}')
        yield mismatch(declaration.place(name, "tickers"), str(tickers), expected)
    before = table.get("predecessors", [])
    if not isinstance(before, list) or not all(map(_is_predecessor, before)):
        expected = say('a list of identifiers: {{ entity = "CIK0001288776", until = 2015-10-01 }}')
        yield mismatch(declaration.place(name, "predecessors"), str(before), expected)
    known = {"entity", "name", "tickers", "prose", "predecessors", *_TEXTS}
    yield from _unknown(declaration, (name,), table, known)


def _group_faults(
    declaration: Declaration, name: str, group: object, members: Mapping[str, str]
) -> Iterator[Finding]:
    keys = (_GROUPS, name)
    if not isinstance(group, dict):
        yield mismatch(declaration.place(*keys), str(group), say("a table of one group"))
        return
    if not _is_text(group.get("name")):
        yield mismatch(declaration.place(*keys, "name"), str(group.get("name")), say("a name"))
    given = group.get("members")
    if not given or not _are_texts(given):
        yield mismatch(declaration.place(*keys, "members"), str(given), say("a list of companies' tables"))
    else:
        for member in given:
            if member not in members:
                place = declaration.place(*keys, "members")
                yield mismatch(place, member, say("the name of a company's table"))
    yield from _prose_faults(declaration, keys, group)
    yield from _unknown(declaration, keys, group, {"name", "members", "prose"})


def _prose_faults(
    declaration: Declaration, keys: tuple[str, ...], table: dict[str, Any]
) -> Iterator[Finding]:
    prose = table.get("prose", {})
    if not isinstance(prose, dict):
        yield mismatch(declaration.place(*keys, "prose"), str(prose), say("phrases by language"))
        return
    for language, phrases in prose.items():
        if language not in LANGUAGES or not _are_texts(phrases):
            place = declaration.place(*keys, "prose", language)
            languages = ", ".join(LANGUAGES)
            yield mismatch(
                place, language, say("a list of phrases in one of {languages}", languages=languages)
            )


def _unknown(
    declaration: Declaration, keys: tuple[str, ...], table: dict[str, Any], known: set[str]
) -> Iterator[Finding]:
    for key in sorted(table.keys() - known):
        expected = say("one of {known}", known=", ".join(sorted(known)))
        yield mismatch(declaration.place(*keys, key), key, expected)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_predecessor(value: object) -> bool:
    if not isinstance(value, dict) or value.keys() != {"entity", "until"}:
        return False
    entity = value["entity"]
    return isinstance(entity, str) and bool(_ENTITY.fullmatch(entity)) and type(value["until"]) is date


def _is_ticker(value: object) -> bool:
    if not isinstance(value, dict) or not _is_text(value.get("symbol")):
        return False
    days = [value[key] for key in ("since", "until") if key in value]
    return value.keys() <= {"symbol", "since", "until"} and all(type(day) is date for day in days)
