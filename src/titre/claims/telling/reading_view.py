"""What does a reader of an article see, and where in that are its claims? Without markup, as it was set."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from titre.claims.prose.cleaning import readable
from titre.claims.prose.markdown import entity_edits
from titre.claims.prose.markup import is_html
from titre.claims.prose.text import MASK, Text
from titre.claims.prose.wrapping import line_ends

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.model import Check
    from titre.claims.telling.blocks import Block


_LONGEST_TITLE = 200


class Mark(NamedTuple):
    """Where a claim begins and ends in the text shown, and its place among the claims."""

    start: int
    end: int
    claim: int


class Shown(NamedTuple):
    """An article as it is shown."""

    plain: str
    blocks: Sequence[Block]
    marks: list[Mark]


def shown(check: Check) -> Shown:
    """Return the parts of an article, and its claims in them."""
    text, blocks = _set(check.text)
    spans = ((number, _within(text, claim.start, claim.end)) for number, claim in enumerate(check.claims))
    marks = [Mark(first, last, number) for number, (first, last) in spans if first < last]
    return Shown(text.plain, blocks, marks)


def spoken(check: Check) -> tuple[str, ...]:
    """Return the words of each claim as they are read, in one line: ``$164.5bn`` for ``**$164.5bn**``."""
    text = readable(check.text)
    return tuple(
        " ".join(text.plain[slice(*_within(text, claim.start, claim.end))].replace(MASK, " ").split())
        for claim in check.claims
    )


def title_of(check: Check) -> str:
    """Return the title given, or the first words of the text, a paragraph or a heading of them."""
    if check.title:
        return check.title
    text, blocks = _set(check.text)
    words = ("".join(text.plain[run.start : run.end] for run in block.runs) for block in blocks)
    return " ".join(next((some for some in words if some.strip()), "").split())[:_LONGEST_TITLE]


@lru_cache(maxsize=4)
def _set(source: str) -> tuple[Text, Sequence[Block]]:
    """Return a text without its markup and the parts that it is set in; a report asks several times."""
    # Imported late: a table at a terminal is there the sooner without.
    if is_html(source):
        from titre.claims.telling.page_blocks import page_blocks

        text = readable(source)
        return text, page_blocks(text)
    from titre.claims.telling.markdown_blocks import markdown_blocks

    text = Text.of(source).edited(line_ends(source))
    text = text.edited(entity_edits(text.plain))
    return text, markdown_blocks(text.plain)


def _within(text: Text, start: int, end: int) -> tuple[int, int]:
    return bisect_left(text.starts, start), bisect_left(text.starts, end)
