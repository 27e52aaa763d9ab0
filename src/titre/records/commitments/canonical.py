r"""What are the exact bytes of a published value, and is a received document made of exactly those?

A value is a text, a list of values or an object of values, whose keys are small letters of ASCII and ``_``;
there are no numbers, ``true`` or ``null``, so that no reader can round, reorder or reinterpret one: an
amount is the text of its exact decimal. The bytes are those of RFC 8785 (JSON Canonicalization Scheme)
followed by one line feed in a file. A document is accepted only if writing again what was read gives the
same bytes: repeated keys, spaces, other escapes, numbers in disguise and anything after the end are all
refused by that one comparison.

Texts are in Normalization Form C and hold nothing that cannot be seen: no control characters, nothing that
turns the direction of writing, no zero-width letters, no half of a surrogate pair. Two names that look the
same to the eye are then, as far as a rule can see to it, the same bytes. Source: RFC 8785, RFC 7493 (I-JSON),
UAX #15.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, TypeAlias

from titre.kernel.errors import TitreError, shorten
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from titre.kernel.messages import Message

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"

MOST_BYTES = 64 * 1024 * 1024
"""bytes of the largest document that is read"""
_KEY = re.compile("[a-z][a-z_]*", re.ASCII)
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


class NotCanonical(TitreError):
    """A document does not have the one form that its content has; ``got`` and ``expected`` say where."""

    def __init__(self, got: Message, expected: Message) -> None:
        self.got, self.expected = got, expected
        super().__init__(say("got {got}, expected {expected}", got=got, expected=expected))


def canonical(value: Value) -> bytes:
    """Return the bytes of a value by RFC 8785; its order of keys is that of letters, since keys are ASCII."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def written(value: Value) -> bytes:
    """Return the bytes of a document in a file: those of its value and a line feed."""
    return canonical(value) + b"\n"


def read_canonical(data: bytes) -> dict[str, Value]:
    """Return the object that a document holds.

    Raises:
        NotCanonical: it is too large, no UTF-8, no JSON, holds what no value may hold, or is not written in
            the canonical form.
    """
    if len(data) > MOST_BYTES:
        raise NotCanonical(_bytes(len(data)), say("at most {most} bytes", most=MOST_BYTES))
    try:
        value = json.loads(data.decode())
    except UnicodeDecodeError as error:
        got = say("{byte} at byte {at}", byte=f"0x{data[error.start]:02x}", at=error.start)
        raise NotCanonical(got, say("UTF-8")) from error
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        at = error.pos if isinstance(error, json.JSONDecodeError) else 0
        shown = repr(shorten(data[at : at + 80].decode("utf-8", "replace")))
        raise NotCanonical(say("{text} at byte {at}", text=shown, at=at), say("JSON")) from error
    if not isinstance(value, dict):
        raise NotCanonical(say("{text}", text=repr(shorten(str(value)))), say("an object"))
    for path, fault, expected in _faults(value, ""):
        raise NotCanonical(say("{fault} at {path}", fault=fault, path=shorten(path)), expected)
    again = written(value)
    if again != data:
        at = _first_difference(data, again)
        text, wanted = (repr(side[at : at + 20].decode("utf-8", "replace")) for side in (data, again))
        raise NotCanonical(
            say("{text} at byte {at}", text=text, at=at),
            say("{text}, as the canonical form (RFC 8785 and a line feed) has it", text=wanted),
        )
    return value


def text_fault(text: str) -> Message | None:
    """Return what is wrong with a text that is to be published, or None where it is sound."""
    if text.isascii() and text.isprintable():
        return None
    if unseen := _UNSEEN.search(text):
        return say("the unseen character U+{code}", code=f"{ord(unseen.group()):04X}")
    if unicodedata.normalize("NFC", text) != text:
        return say("a text that is not in Normalization Form C")
    return None


def _faults(value: object, path: str) -> Iterator[tuple[str, Message, Message]]:
    """Yield where something is not as a value has it, what it is, and what was expected."""
    if isinstance(value, str):
        if fault := text_fault(value):
            yield path, fault, say("a text")
    elif isinstance(value, dict):
        for key, inside in value.items():
            if not _KEY.fullmatch(key):
                yield path or "/", say("the key {key}", key=repr(shorten(key))), say("small letters and _")
            yield from _faults(inside, f"{path}/{key}")
    elif isinstance(value, list):
        for number, inside in enumerate(value):
            yield from _faults(inside, f"{path}/{number}")
    else:
        yield path, say("the value {value}", value=shorten(json.dumps(value))), say("a text")


def _first_difference(one: bytes, other: bytes) -> int:
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))


def _bytes(number: int) -> Message:
    return say("{number} bytes", number=number)
