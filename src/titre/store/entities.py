"""Who is meant? From a ticker, CIK, name, former name or alias to the entities of the store.

A name is looked up where it stands, in the store's data files, and kept for when it is asked for again; only
who reads prose has the names of all companies in memory. Nothing is guessed: where several companies have a
name, all of them are told.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from titre.kernel.entities import cik_entity
from titre.store.aliases import Ticker, load_aliases
from titre.store.errors import EntityAmbiguous, EntityUnknown
from titre.store.everyday import everyday_names, initials_of
from titre.store.folding import core, fold, fold_ticker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    import duckdb

    from titre.store.aliases import AliasBook, Aliases

_CIK = re.compile(r"(?:CIK)?\d{1,10}", re.IGNORECASE | re.ASCII)
_TITLES = frozenset({"m", "mr", "mme", "mrs", "ms"})
"""how a person is addressed before the last name, folded"""
_NEAREST = 5
_ALIKE = 0.75
_SHORTEST = 3
"""letters that a name without its legal form needs to be looked for in prose"""
_KEPT = 4096
"""answers of the store kept in memory: a desk that runs for months is asked for any name"""


@dataclass(frozen=True, slots=True)
class Entity:
    """Who files, or is written about, under all its names."""

    entity: str
    """``CIK0001326801``; ``private:mistral-ai`` for who files nothing"""
    name: str
    tickers: tuple[Ticker, ...] = ()
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    """what belongs to it but is not it"""
    people: tuple[str, ...] = ()

    def ticker(self, day: date | None = None) -> str | None:
        """Return its symbol on a day, or today's; None if it has none."""
        return next((ticker.symbol for ticker in self.tickers if ticker.held_on(day)), None)


class _Found(NamedTuple):
    entity: str
    kind: str
    name: str
    folded: str
    core: str
    since: date | None
    until: date | None


class Names:
    """The names of a snapshot's entities and of the aliases; they never change."""

    def __init__(
        self,
        connect: Callable[[], duckdb.DuckDBPyConnection],
        book: AliasBook,
        has_facts: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._connect = connect
        self._has_facts = has_facts
        self._book = book
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._lock = Lock()
        self._ask = lru_cache(maxsize=_KEPT)(self._found)
        self._vocabularies: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self._current = cache(self._current_names)
        self.tickers = cache(self._capitals)

    @classmethod
    def of(
        cls,
        connect: Callable[[], duckdb.DuckDBPyConnection],
        desk_file: Path | None,
        has_facts: Callable[[str], bool] = lambda _: False,
    ) -> Names:
        """Return the names that a connection to a snapshot and the aliases of a desk give.

        ``has_facts`` tells whether the store has facts of an identifier, also of one without any name.

        Raises:
            DeclarationFaulty, DeclarationUnreadable: the desk's file of aliases.
        """
        return cls(connect, load_aliases(desk_file), has_facts)

    def resolve(self, text: str, on: date | None = None) -> tuple[Entity, ...]:
        """Return the entity that a text names, or the members of the group that it names.

        Tried in this order, and the first that fits decides: identifier or CIK, the desk's aliases, ticker
        (of that day, or else of today), name and aliases, group, former ticker and name, name without its
        legal form.

        Raises:
            EntityUnknown: nobody has that name; tells the nearest.
            EntityAmbiguous: several have it; tells them.
        """
        stripped = text.strip()
        for entities in self._levels(stripped, on):
            if len(entities) == 1:
                return (self.entity(entities[0]),)
            if entities:
                raise EntityAmbiguous(stripped, [self._described(entity) for entity in entities])
            group = self._group(stripped)
            if group:
                return tuple(map(self.entity, group))
        raise EntityUnknown(stripped, self._nearest(stripped))

    def entity(self, entity: str) -> Entity:
        """Return what is known of the entity of an identifier.

        Raises:
            EntityUnknown: neither the store nor the aliases know it.
        """
        found = self._ask("entity = ?", entity)
        told = [company for company in self._book.companies if company.entity == entity]
        if not found and not told and not self._has_facts(entity):
            raise EntityUnknown(entity, ())
        return _joined(entity, found, told)

    def all(self) -> list[str]:
        """Return the identifiers of all entities that the store has a name of, sorted."""
        return [entity for (entity,) in self._rows("SELECT DISTINCT entity FROM names ORDER BY entity", [])]

    def vocabulary(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """Return what prose of a language calls entities and groups: folded name to entities.

        Names are folded as ``folding.fold`` does; those of the store also stand without their legal form.
        A name of several entities has all of them, and the reader must decide or refuse.
        """
        if language not in self._vocabularies:
            self._vocabularies[language] = MappingProxyType(self._words(language))
        return self._vocabularies[language]

    def predecessors(self, on: date) -> Mapping[str, str]:
        """Return the companies that filed under another identifier on a day: today's to that day's.

        Only what the store has is told: who is not in it files nothing here.
        """
        return {
            company.entity: one.entity
            for company in self._book.companies
            for one in company.predecessors
            if on <= one.until and (self._has_facts(one.entity) or self._ask("entity = ?", one.entity))
        }

    def _current_names(self) -> list[tuple[Any, ...]]:
        """Return each identifier with its name of today without its legal form."""
        return self._rows("SELECT entity, core FROM names WHERE kind = 'name'", [])

    def _words(self, language: str) -> dict[str, tuple[str, ...]]:
        words: dict[str, dict[str, None]] = {}
        rows = self._rows("SELECT entity, folded, core FROM names WHERE kind IN ('name', 'former_name')", [])
        for entity, folded, bare in rows:
            for word in (folded, bare):
                if len(word) >= _SHORTEST or _is_code(word):
                    words.setdefault(word, {})[entity] = None
        everyday: dict[str, dict[str, None]] = {}
        for word, entity in everyday_names(self._current()):
            everyday.setdefault(word, {})[entity] = None
        # A name in full comes before what another of a longer name is called.
        words = {word: owners for word, owners in everyday.items() if len(owners) == 1} | words
        for company in self._book.companies:
            phrases = (company.prose or {}).get(language, ())
            for name in (company.name, *company.aliases, *company.former, *company.people, *phrases):
                # What a person declared is meant; a company that only happens to be called so is not.
                words[fold(name)] = {company.entity: None}
        for group in self._book.groups:
            for phrase in group.prose.get(language, ()):
                words[fold(phrase)] = dict.fromkeys(group.members)
        return {word: tuple(entities) for word, entities in words.items()}

    def _capitals(self) -> Mapping[str, str]:
        """Return the capitals that prose writes as names, with whose each is.

        The tickers of today that were declared, and initials that are better known than the name: "IBM".
        """
        return initials_of(self._current()) | {
            ticker.symbol: company.entity
            for company in self._book.companies
            for ticker in company.tickers
            if ticker.until is None
        }

    def _levels(self, text: str, on: date | None) -> Iterator[list[str]]:
        folded, bare = fold(text), core(text)
        told = [company for company in self._book.companies if company.entity == text]
        yield [told[0].entity] if told else self._identified(text)
        yield _distinct(
            company.entity for company in self._book.companies if company.of_desk and _has(company, folded)
        )
        symbol = fold_ticker(text)
        found = self._ask("folded IN (?, ?) OR core = ?", folded, symbol, bare)
        tickers = list(self._tickers(found, symbol))
        yield _distinct(entity for entity, ticker in tickers if ticker.held_on(on))
        yield _distinct(
            [
                *(company.entity for company in self._book.companies if _has(company, folded)),
                *(row.entity for row in found if row.kind == "name" and row.folded == folded),
            ]
        )
        yield _distinct(entity for entity, _ in tickers)
        yield _distinct(
            [
                *(company.entity for company in self._book.companies if folded in map(fold, company.former)),
                *(row.entity for row in found if row.kind == "former_name" and row.folded == folded),
            ]
        )
        yield _distinct(row.entity for row in found if row.kind == "name" and row.core == bare)
        yield _distinct(row.entity for row in found if row.kind == "former_name" and row.core == bare)

    def _identified(self, text: str) -> list[str]:
        if not (_CIK.fullmatch(text) or ":" in text or text.startswith("LEI")):
            return []
        entity = cik_entity(text) if _CIK.fullmatch(text) else text
        known = (
            any(company.entity == entity for company in self._book.companies)
            or self._ask("entity = ?", entity)
            # A report need not say what its filer is called.
            or self._has_facts(entity)
        )
        return [entity] if known else []

    def _tickers(self, found: Iterable[_Found], symbol: str) -> Iterator[tuple[str, Ticker]]:
        for row in found:
            if row.kind == "ticker" and row.folded == symbol:
                yield row.entity, Ticker(row.name, row.since, row.until)
        for company in self._book.companies:
            for ticker in company.tickers:
                if fold_ticker(ticker.symbol) == symbol:
                    yield company.entity, ticker

    def _group(self, text: str) -> tuple[str, ...]:
        folded = fold(text)
        for group in self._book.groups:
            phrases = [group.name, *(phrase for phrases in group.prose.values() for phrase in phrases)]
            if folded in map(fold, phrases):
                return group.members
        return ()

    def _nearest(self, text: str) -> list[str]:
        folded = fold(text)
        rows = self._rows(
            "SELECT name, jaro_winkler_similarity(folded, ?) AS alike FROM names "
            "WHERE kind IN ('name', 'former_name', 'ticker') AND alike > ? ORDER BY alike DESC, name LIMIT ?",
            [folded, _ALIKE, _NEAREST],
        )
        declared = {
            fold(name): name for company in self._book.companies for name in (company.name, *company.aliases)
        }
        close = difflib.get_close_matches(folded, declared, _NEAREST, _ALIKE)
        return _distinct([*(declared[name] for name in close), *(name for name, _ in rows)])[:_NEAREST]

    def _described(self, entity: str) -> str:
        known = self.entity(entity)
        symbol = known.ticker()
        return f"{known.name} ({entity}{f', {symbol}' if symbol else ''})"

    def _found(self, condition: str, *arguments: str) -> tuple[_Found, ...]:
        columns = ", ".join(_Found._fields)
        query = f"SELECT DISTINCT {columns} FROM names WHERE {condition} ORDER BY ALL"  # noqa: S608 - own words
        return tuple(_Found._make(row) for row in self._rows(query, list(arguments)))

    def _rows(self, query: str, arguments: Sequence[object]) -> list[tuple[Any, ...]]:
        with self._lock:
            if self._connection is None:
                self._connection = self._connect()
            return self._connection.execute(query, list(arguments)).fetchall()


def _is_code(word: str) -> bool:
    """Return whether a short name is a figure and a letter, as "3M" is, and so no word."""
    return any(letter.isdigit() for letter in word) and any(letter.isalpha() for letter in word)


def _has(company: Aliases, folded: str) -> bool:
    phrases = (phrase for phrases in (company.prose or {}).values() for phrase in phrases)
    if folded in map(fold, (company.name, *company.aliases, *phrases)):
        return True
    title, _, name = folded.partition(" ")
    return (name if title in _TITLES else folded) in map(fold, company.people)


def _joined(entity: str, found: Sequence[_Found], told: Sequence[Aliases]) -> Entity:
    names = [row.name for row in found if row.kind == "name"]
    tickers = [ticker for company in told for ticker in company.tickers]
    symbols = {ticker.symbol for ticker in tickers}
    tickers += [
        Ticker(row.name, row.since, row.until)
        for row in found
        if row.kind == "ticker" and row.name not in symbols
    ]
    former = [*(name for company in told for name in company.former)]
    former += [row.name for row in found if row.kind == "former_name"]
    name = told[0].name if told else names[-1] if names else entity
    others = [*(alias for company in told for alias in (company.name, *company.aliases)), *names]
    return Entity(
        entity,
        name,
        tuple(_distinct(tickers)),
        tuple(alias for alias in _distinct(others) if alias != name),
        tuple(_distinct(former)),
        tuple(_distinct(brand for company in told for brand in company.brands)),
        tuple(_distinct(person for company in told for person in company.people)),
    )


def _distinct(items: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(items))
