"""Which company has which ticker? EDGAR's ``company_tickers.json`` and ``company_tickers_exchange.json``.

Source: https://www.sec.gov/file/company-tickers
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.entities import cik_entity
from titre.kernel.errors import ParseError
from titre.kernel.findings import Finding, mismatch
from titre.kernel.messages import say
from titre.sources.rows import EntityRow
from titre.sources.strict_json import JsonObject, NumberText, entries, parse, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.sources.documents import Document
    from titre.sources.strict_json import JsonValue

_NEEDED = ("cik", "name", "ticker")
_SPELLINGS = {"cik_str": "cik", "title": "name"}
"""The shorter list has other names for two of its fields."""


def read_tickers(document: Document) -> Iterator[EntityRow | Finding]:
    """Yield each company's name once and each of its tickers, and a finding for each faulty entry.

    Raises:
        DocumentUnreadable: the bytes cannot be got.
    """
    value = parse(document, document.read())
    if isinstance(value, Finding):
        yield value
        return
    named: set[tuple[str, str]] = set()
    for item in _entries(document, value):
        if isinstance(item, Finding):
            yield item
            continue
        path, entry = item
        entity = _entity(document, entry, path)
        if isinstance(entity, Finding):
            yield entity
            continue
        for field, kind in (("name", "name"), ("ticker", "ticker"), ("exchange", "exchange")):
            text = entry.get(field)
            if text is None and field not in _NEEDED:
                continue
            if not isinstance(text, str) or isinstance(text, NumberText) or not text.strip():
                # The longer list has companies that are traded nowhere.
                if field != "exchange":
                    yield mismatch(document.place(f"{path}/{field}"), shown(text), say("a text"))
            elif (entity, f"{kind} {text}") not in named:
                named.add((entity, f"{kind} {text}"))
                yield EntityRow(entity, kind, text.strip(), document.name)


def _entries(document: Document, value: JsonValue) -> Iterator[tuple[str, dict[str, JsonValue]] | Finding]:
    """Yield the entries of either list as objects of one spelling, each with its path."""
    fields = value.get("fields") if isinstance(value, JsonObject) else None
    if isinstance(value, JsonObject) and isinstance(fields, list):
        yield from _table(document, [shown(field) for field in fields], value.get("data"))
        return
    for item in entries(document, value, ""):
        if isinstance(item, Finding):
            yield item
            continue
        path, entry = item
        if isinstance(entry, JsonObject):
            yield path, {_SPELLINGS.get(key, key): of for key, of in entry.pairs}
        else:
            yield mismatch(document.place(path), shown(entry), say("an object"))


def _table(
    document: Document, fields: list[str], data: JsonValue
) -> Iterator[tuple[str, dict[str, JsonValue]] | Finding]:
    if not isinstance(data, list):
        yield mismatch(document.place("data"), shown(data), say("a list of rows"))
        return
    for index, row in enumerate(data):
        if isinstance(row, list) and len(row) == len(fields):
            yield f"data/{index}", dict(zip(fields, row, strict=True))
        else:
            expected = say("a list of {count} values", count=len(fields))
            yield mismatch(document.place(f"data/{index}"), shown(row), expected)


def _entity(document: Document, entry: dict[str, JsonValue], path: str) -> str | Finding:
    cik = entry.get("cik")
    try:
        return cik_entity(str(cik) if isinstance(cik, str) else "")
    except ParseError:
        return mismatch(document.place(f"{path}/cik"), shown(cik), say("a Central Index Key"))
