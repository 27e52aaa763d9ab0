"""Where exactly is a JSON document wrong? A slow reading that loses nothing, for what a fast one refuses.

Numbers are kept as written, constants that JSON does not have (``NaN``) are kept as such, and an object
remembers its repeated keys, so that the reader can name the path of each fault and keep the rest.
Source: RFC 8259.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from titre.kernel.errors import shorten
from titre.kernel.findings import Finding, mismatch
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.kernel.messages import Message
    from titre.sources.documents import Document


class NumberText(str):
    """A JSON number as written."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NoNumber:
    """``NaN``, ``Infinity`` or ``-Infinity``: written by some programs, no JSON."""

    written: str


@dataclass(frozen=True, slots=True)
class NoText:
    r"""A text with half of a surrogate pair (``\ud83d``): JSON by its grammar, no Unicode (RFC 8259 §8.2)."""

    written: str


@dataclass(frozen=True, slots=True)
class JsonObject:
    """An object with all its pairs in order, those of a repeated key included."""

    pairs: tuple[tuple[str, JsonValue], ...]

    def get(self, key: str) -> JsonValue:
        """Return the value of the first pair of a key, or None."""
        return next((value for name, value in self.pairs if name == key), None)

    def repeated(self) -> list[str]:
        """Return the keys that stand more than once."""
        seen: set[str] = set()
        return [key for key, _ in self.pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]

    def __contains__(self, key: str) -> bool:
        return any(name == key for name, _ in self.pairs)


JsonValue: TypeAlias = "JsonObject | list[JsonValue] | NumberText | NoNumber | NoText | str | bool | None"


def parse(document: Document, data: bytes) -> JsonValue | Finding:
    """Return the value of a JSON document, or the finding that says at which line it is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = f"byte {error.start}"
        return mismatch(document.place(at), f"0x{data[error.start]:02x}", say("UTF-8"))
    if not text.strip():
        return mismatch(document.place(), say("an empty document"), say("JSON"))
    if text.lstrip().startswith("<"):
        return mismatch(document.place("line 1"), text.lstrip(), say("JSON, not a web page"))
    try:
        value: JsonValue = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        at = f"line {error.lineno}, column {error.colno}"
        return mismatch(document.place(at), text[error.pos :] or say("the end of the document"), say("JSON"))
    except RecursionError:
        return mismatch(document.place(), say("brackets nested too deeply"), say("JSON"))
    return _without_halves(value) if _HALF_ESCAPED.search(text) else value


def shown(value: JsonValue) -> str:
    """Return a JSON value in a few words, for a message."""
    match value:
        case JsonObject():
            return "{…}"
        case list():
            return "[…]"
        case NoNumber() | NoText():
            return value.written
        case None | bool():
            return json.dumps(value)
        case _:
            return str(value)


def got(value: JsonValue) -> str | Message:
    """Return what a finding says that it got; only a text is put in quotes there."""
    if isinstance(value, str) and not isinstance(value, NumberText):
        return value
    return say("{value}", value=shorten(shown(value)))


def entries(document: Document, value: JsonValue, path: str) -> Iterator[tuple[str, JsonValue] | Finding]:
    """Yield the pairs of an object, and a finding for what is no object or for each key that stands twice."""
    if not isinstance(value, JsonObject):
        yield mismatch(document.place(path), shown(value), say("an object"))
        return
    for key in value.repeated():
        place = document.place(f"{path}/{key}".lstrip("/"))
        yield Finding(place, say("got the key {key} twice, expected each key once", key=repr(shorten(key))))
    yield from value.pairs


def _without_halves(value: JsonValue) -> JsonValue:
    """Return a value with each text that is no Unicode marked as such: nothing could write it."""
    match value:
        case JsonObject():
            return JsonObject(tuple((key, _without_halves(of)) for key, of in value.pairs))
        case list():
            return [_without_halves(item) for item in value]
        case str() if _HALF.search(value):
            return NoText(_HALF.sub(lambda half: f"\\u{ord(half.group()):04x}", value))
        case _:
            return value


_HALF_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")
_HALF = re.compile("[\ud800-\udfff]")
_DECODER = json.JSONDecoder(
    object_pairs_hook=lambda pairs: JsonObject(tuple(pairs)),
    parse_int=NumberText,
    parse_float=NumberText,
    parse_constant=NoNumber,
)
