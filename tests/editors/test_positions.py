"""Offsets of a text and positions of an editor mean the same places."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titre.editors.positions import Positions

_SIZES = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
"""bytes of a unit"""
_TEXTS = st.text(st.sampled_from("ab é\n\r\u2028\x0b\U0001f4c8"), max_size=40)


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 4 + 2), ("utf-16", 2 + 1), ("utf-32", 1 + 1)])
def test_a_column_counts_the_units_of_the_encoding(encoding: str, column: int) -> None:
    positions = Positions("x\r\n\U0001f4c8é$", encoding)
    assert positions.at(5) == (1, column)
    assert positions.offset(1, column) == 5


def test_lines_end_as_the_protocol_says() -> None:
    positions = Positions("a\rb\r\nc\nd\u2028\x0be")
    assert [positions.at(at)[0] for at in (0, 2, 5, 7, 10)] == [0, 1, 2, 3, 3]


def test_a_position_beyond_a_line_is_its_end() -> None:
    positions = Positions("ab\r\ncd")
    assert positions.offset(0, 99) == 2
    assert positions.offset(9, 0) == 6


@given(_TEXTS, st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_there_and_back(text: str, encoding: str) -> None:
    positions = Positions(text, encoding)
    for offset in range(len(text) + 1):
        line, column = positions.at(offset)
        before = re.split("\r\n|\n|\r", text[:offset])[-1]
        if not (text[offset - 1 : offset] == "\r" and text[offset : offset + 1] == "\n"):
            assert column == len(before.encode(f"{encoding}-le".replace("8-le", "8"))) // _SIZES[encoding]
        # Between the two letters that end a line an editor has no place.
        if not (text[offset - 1 : offset] == "\r" and text[offset : offset + 1] == "\n"):
            assert positions.offset(line, column) == offset
