"""Which rows of a companyfacts document are sound, and what is wrong with the others?

The slow reading: one row after the other, every fault with its JSON path.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from titre.kernel.entities import cik_entity
from titre.kernel.errors import ParseError, shorten
from titre.kernel.findings import Finding, Severity, mismatch
from titre.kernel.messages import say
from titre.kernel.units import Unit
from titre.sources.rows import ConceptRow, EntityRow, FactRow, SourceKind
from titre.sources.strict_json import JsonObject, NumberText, entries, got, parse
from titre.sources.tables import DIGITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from titre.kernel.messages import Message
    from titre.sources.documents import Document
    from titre.sources.strict_json import JsonValue

_ACCESSION = re.compile(r"\d{10}-\d{2}-\d{6}", re.ASCII)
_CONCEPT = re.compile(r"[\w.\-]+:[^\W\d][\w.\-]*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def is_accession(text: str) -> bool:
    """Return whether a text has the form of an accession number: ``0000320193-23-000106``."""
    return _ACCESSION.fullmatch(text) is not None


def is_concept(text: str) -> bool:
    """Return whether a text has the form of a concept: ``us-gaap:Revenues``."""
    return _CONCEPT.fullmatch(text) is not None


def is_unit(text: str) -> bool:
    """Return whether a text has the form of a unit: ``USD/shares``."""
    try:
        Unit.parse(text)
    except ParseError:
        return False
    return True


def read_rows(document: Document, data: bytes) -> Iterator[FactRow | ConceptRow | EntityRow | Finding]:
    """Yield the sound rows of a companyfacts document and a finding for each fault."""
    value = parse(document, data)
    if isinstance(value, Finding):
        yield value
        return
    top: dict[str, JsonValue] = {}
    for item in entries(document, value, ""):
        if isinstance(item, Finding):
            yield item
        else:
            top.setdefault(*item)
    if not isinstance(value, JsonObject):
        return
    entity = _entity(document, top.get("cik"))
    if isinstance(entity, Finding):
        yield entity
        return
    name = top.get("entityName")
    if isinstance(name, str) and name.strip():
        yield EntityRow(entity, "name", name, document.name)
    else:
        yield mismatch(document.place("entityName"), got(name), say("the name of the entity"))
    unknown = [key for key in top if key not in {"cik", "entityName", "facts"}]
    yield from (_unknown_field(document, key, "") for key in unknown)
    for taxonomy in entries(document, top.get("facts"), "facts"):
        if isinstance(taxonomy, Finding):
            yield taxonomy
        else:
            yield from _taxonomy(_Reader(document, entity), *taxonomy)


class _Reader(NamedTuple):
    document: Document
    entity: str


def _taxonomy(reader: _Reader, taxonomy: str, value: JsonValue) -> Iterator[FactRow | ConceptRow | Finding]:
    path = f"facts/{taxonomy}"
    for item in entries(reader.document, value, path):
        if isinstance(item, Finding):
            yield item
            continue
        name, concept = item
        if not is_concept(f"{taxonomy}:{name}"):
            place = reader.document.place(f"{path}/{name}")
            yield mismatch(place, f"{taxonomy}:{name}", say("the name of a concept"))
            continue
        yield from _concept(reader, f"{taxonomy}:{name}", concept, f"{path}/{name}")


def _concept(
    reader: _Reader, concept: str, value: JsonValue, path: str
) -> Iterator[FactRow | ConceptRow | Finding]:
    units: list[tuple[str, JsonValue]] = []
    texts: dict[str, str | None] = {}
    for item in entries(reader.document, value, path):
        match item:
            case Finding():
                yield item
            case "units", given:
                units.append((f"{path}/units", given))
            case ("label" | "description") as key, (str() | None) as text:
                texts[key] = text
            case key, given:
                yield _no_such_field(reader.document, key, given, path)
    yield ConceptRow(concept, texts.get("label"), texts.get("description"))
    if not units and isinstance(value, JsonObject):
        yield mismatch(reader.document.place(path), say("no units"), say("an object of units"))
    for where, given in units:
        for unit in entries(reader.document, given, where):
            if isinstance(unit, Finding):
                yield unit
            else:
                yield from _unit(reader, concept, *unit, f"{where}/{unit[0]}")


def _unit(
    reader: _Reader, concept: str, unit: str, rows: JsonValue, path: str
) -> Iterator[FactRow | Finding]:
    if not is_unit(unit):
        yield mismatch(reader.document.place(path), unit, say("a unit such as USD or USD/shares"))
        return
    if not isinstance(rows, list):
        yield mismatch(reader.document.place(path), got(rows), say("a list of rows"))
        return
    for index, row in enumerate(rows):
        yield from _row(reader, concept, unit, index, row, f"{path}/{index}")


def _row(
    reader: _Reader, concept: str, unit: str, index: int, row: JsonValue, path: str
) -> Iterator[FactRow | Finding]:
    document = reader.document
    if not isinstance(row, JsonObject):
        yield mismatch(document.place(path), got(row), say("an object"))
        return
    if row.repeated():
        key = row.repeated()[0]
        place = document.place(f"{path}/{key}")
        yield Finding(place, say("got the key {key} twice, expected each key once", key=repr(shorten(key))))
        return
    faults = [
        mismatch(document.place(f"{path}/{key}"), _got(row, key), field.expected)
        for key, field in _FIELDS.items()
        if not (field.optional and row.get(key) is None) and not field.sound(row.get(key))
    ]
    yield from faults
    yield from (_unknown_field(document, key, path) for key, _ in row.pairs if key not in _FIELDS)
    if not faults:
        yield _fact(reader, concept, unit, index, dict(row.pairs))


def _got(row: JsonObject, key: str) -> str | Message:
    return got(row.get(key)) if key in row else say("nothing")


def _fact(reader: _Reader, concept: str, unit: str, index: int, row: dict[str, JsonValue]) -> FactRow:
    def text(key: str) -> str | None:
        value = row.get(key)
        return str(value) if isinstance(value, str) else None

    def day(key: str) -> date | None:
        value = text(key)
        return date.fromisoformat(value) if value else None

    year = text("fy")
    return FactRow(
        entity=reader.entity,
        concept=concept,
        unit=unit,
        start=day("start"),
        end=day("end"),
        value=Decimal(text("val") or ""),
        accession=text("accn") or "",
        form=text("form"),
        filed=day("filed"),
        fiscal_year=int(year) if year else None,
        fiscal_period=text("fp"),
        frame=text("frame"),
        source=SourceKind.COMPANYFACTS,
        file=reader.document.name,
        line=index,
    )


class _Field(NamedTuple):
    expected: Message
    sound: Callable[[JsonValue], bool]
    optional: bool = False


def _is_day(value: JsonValue) -> bool:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_value(value: JsonValue) -> bool:
    if not isinstance(value, NumberText) or len(value) > DIGITS * 2:
        return False
    try:
        number = Decimal(value)
    except ArithmeticError:
        # An exponent that not even a Decimal can hold.
        return False
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and len(number.as_tuple().digits) + max(exponent, 0) <= DIGITS


def _is_year(value: JsonValue) -> bool:
    return isinstance(value, NumberText) and value.isdecimal() and len(value) == len("2024")


def _is_text(value: JsonValue) -> bool:
    return isinstance(value, str) and not isinstance(value, NumberText) and bool(value)


_FIELDS = {
    "start": _Field(say("a day that exists, as 2025-03-31"), _is_day, optional=True),
    "end": _Field(say("a day that exists, as 2025-03-31"), _is_day),
    "val": _Field(say("a number of at most {digits} digits", digits=DIGITS), _is_value),
    "accn": _Field(
        say("an accession number, as 0000320193-23-000106"),
        lambda value: _is_text(value) and is_accession(str(value)),
    ),
    "fy": _Field(say("a year"), _is_year, optional=True),
    "fp": _Field(say("a text"), _is_text, optional=True),
    "form": _Field(say("the name of a form"), _is_text),
    "filed": _Field(say("a day that exists, as 2025-03-31"), _is_day),
    "frame": _Field(say("a text"), _is_text, optional=True),
}


def _entity(document: Document, value: JsonValue) -> str | Finding:
    try:
        return cik_entity(str(value) if isinstance(value, str) else "")
    except ParseError:
        return mismatch(document.place("cik"), got(value), say("a Central Index Key"))


def _no_such_field(document: Document, key: str, value: JsonValue, path: str) -> Finding:
    if key in {"label", "description"}:
        return mismatch(document.place(f"{path}/{key}"), got(value), say("a text"))
    return _unknown_field(document, key, path)


def _unknown_field(document: Document, key: str, path: str) -> Finding:
    place = document.place(f"{path}/{key}".lstrip("/"))
    return Finding(
        place, say("got a field that Titre does not know; it is not kept"), severity=Severity.WARNING
    )
