"""One value, one run of bytes: what RFC 8785 says, and everything that is not written so is refused."""

from __future__ import annotations

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from titre.records.commitments.canonical import NotCanonical, canonical, read_canonical, written

_KEYS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8)
_OWN_KEYS = st.from_regex("[a-z][a-z_]{0,7}", fullmatch=True)
_TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
_VALUES = st.recursive(
    _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(_VALUES)
def test_the_bytes_are_those_of_another_implementation(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(
    st.dictionaries(_OWN_KEYS, st.text(st.characters(min_codepoint=0xAE, max_codepoint=0x17F), max_size=9))
)
def test_what_is_written_is_read_again(value: dict[str, str]) -> None:
    assert read_canonical(written(value)) == value


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b'{"a":"1"}', "got '' at byte 9, expected '\\n', as the canonical form"),
        (b'{"a":"1"}\r\n', "got '\\r\\n' at byte 9"),
        (b'{"a":"1"}\n\n', "got '\\n' at byte 10, expected ''"),
        (b'{"a":"1"}\n{}', "expected JSON"),
        (b'{"a": "1"}\n', "got ' \"1\"}\\n' at byte 5"),
        (b'{"b":"1","a":"1"}\n', "at byte 2"),
        (b'{"a":"1","a":"1"}\n', "at byte 8"),
        (b'{"a":"\\u0041"}\n', "at byte 6, expected 'A\"}"),
        (b'{"a":"\\/"}\n', "expected '/"),
        (b'{"a":1}\n', "got the value 1 at /a, expected a text"),
        (b'{"a":[1.0]}\n', "got the value 1.0 at /a/0, expected a text"),
        (b'{"a":{"b":null}}\n', "got the value null at /a/b"),
        (b'{"a":true}\n', "got the value true"),
        (b'{"a":NaN}\n', "got the value NaN"),
        (b'{"a":1e999}\n', "got the value Infinity"),
        (b'{"a":-0}\n', "got the value 0"),
        (b'{"a":"\xff"}\n', "got 0xff at byte 6, expected UTF-8"),
        (b'\xef\xbb\xbf{"a":"1"}\n', "expected JSON"),
        ('{"a":"e\u0301"}\n'.encode(), "Normalization Form C"),
        ('{"a":"N\u200bEM"}\n'.encode(), "unseen character U+200B"),
        ('{"a":"\u202eMEN"}\n'.encode(), "unseen character U+202E"),
        (b'{"a":"\\ud800"}\n', "unseen character U+D800"),
        (b'{"a":"\\u0000"}\n', "unseen character U+0000"),
        ('{"\u00e9":"1"}\n'.encode(), "the key '\u00e9' at /, expected small letters and _"),
        (b'{"":"1"}\n', "the key"),
        (b'{"__proto__":"1"}\n', "the key"),
        (b'["a"]\n', "expected an object"),
        (b'"a"\n', "expected an object"),
        (b"", "expected JSON"),
        (b"[" * 100_000, "expected JSON"),
        (b'{"a":' + b"9" * 5000 + b"}\n", "expected"),
    ],
)
def test_other_bytes_are_refused_with_what_was_got_and_expected(data: bytes, fault: str) -> None:
    with pytest.raises(NotCanonical) as caught:
        read_canonical(data)
    assert fault in str(caught.value)
