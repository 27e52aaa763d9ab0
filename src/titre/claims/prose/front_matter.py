"""What does a Markdown article say of itself at its head? Its title and its day.

Written between two lines of ``---`` (as YAML) or ``+++`` (as TOML), as site generators have it. Only plain
``key: value`` lines are read; the title is prose of the article, the rest is not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from titre.claims.prose.text import Edit
from titre.claims.publication import publication_day
from titre.kernel.errors import ParseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_BLOCK = re.compile(
    r"\A(?P<fence>---|\+\+\+)[ \t]{0,9}\r?\n(?P<body>\w[^\n:=]{0,40}[:=](?:[^\n]*\n){1,80}?)"
    r"(?P=fence)[ \t]{0,9}(?:\r?\n|\Z)"
)
_FIELD = re.compile(
    r"^(?P<key>title|titre|date|published)[ \t]{0,9}[:=][ \t]{0,9}(?P<quote>[\"']?)"
    r"(?P<value>[^\n]{0,300}?)(?P=quote)[ \t]{0,9}\r?$",
    re.MULTILINE | re.IGNORECASE,
)
_DAY = 10
"""letters of a day; a time may follow"""


class FrontMatter(NamedTuple):
    """What stands at an article's head."""

    end: int
    """where the article itself begins"""
    title: tuple[int, int] | None
    """where its title stands"""
    published: date | None


def front_matter(text: str) -> FrontMatter | None:
    """Return what a text says of itself, or None where it begins with its first sentence."""
    block = _BLOCK.match(text)
    if block is None:
        return None
    title: tuple[int, int] | None = None
    published: date | None = None
    for field in _FIELD.finditer(text, block.start("body"), block.end("body")):
        key, value = field["key"].lower(), field["value"]
        if key in {"title", "titre"} and value:
            title = field.span("value")
        elif key in {"date", "published"}:
            published = _day(value) or published
    return FrontMatter(block.end(), title, published)


def front_edits(text: str) -> Iterator[Edit]:
    """Yield the edits that leave of an article's head its title alone, as a paragraph."""
    found = front_matter(text)
    if found is None:
        return
    if found.title is None:
        yield Edit(0, found.end, "")
        return
    yield Edit(0, found.title[0], "")
    yield Edit(found.title[1], found.end, "\n\n")


def _day(written: str) -> date | None:
    try:
        return publication_day(written[:_DAY])
    except ParseError:
        return None
