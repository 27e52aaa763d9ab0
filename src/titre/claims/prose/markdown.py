"""How is a text marked up as Markdown, and what is left of it without the marks?

Only what stands inside a line is here, and the blocks that are no prose: a scan that knows which signs are
none of the article's own. What a reader is shown of the marks is told in ``telling``.
Source: CommonMark 0.31; tables, footnotes and bare addresses as GitHub has them.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from titre.claims.prose.text import MASK, Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

FENCE = re.compile(r"^[ ]{0,3}(?P<fence>```|~~~)", re.MULTILINE)
CODE = re.compile(r"``[^`\n]{1,2000}``|`[^`\n]{1,2000}`")
LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>[^\[\]\n]{0,1000})\]\((?P<to>[^()\s]{0,2000})(?:[ ]\"[^\"\n]{0,300}\")?\)"
)
FOOTNOTE = re.compile(r"\[\^?\d{1,3}\]:?|\[\^[\w-]{1,40}\]:?")
ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_HEADING = re.compile(r"^[ ]{0,3}(?:#{1,6}[ ]+|>[ ]?)+", re.MULTILINE)
_EMPHASIS = re.compile(
    r"(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])|(?<!\w)_{1,2}(?=\w)|(?<=[^\s_])_{1,2}(?!\w)"
)
_RULE = re.compile(r"^[ ]{0,3}\|?(?:[ ]?:?-{3,200}:?[ ]?\|?)+$", re.MULTILINE)


def code_edits(plain: str) -> Iterator[Edit]:
    """Mask fenced blocks (an unclosed fence masks nothing) and code in a line."""
    opening: re.Match[str] | None = None
    for fence in FENCE.finditer(plain):
        if opening is None:
            opening = fence
        elif fence["fence"] == opening["fence"]:
            yield Edit(opening.start(), fence.end(), "\n\n")
            opening = None
    yield from (Edit(found.start(), found.end(), MASK) for found in CODE.finditer(plain))


def entity_edits(plain: str) -> Iterator[Edit]:
    """Put the characters that HTML's entities stand for in their place: Markdown knows them too."""
    for found in ENTITY.finditer(plain):
        character = html.unescape(found[0])
        if character != found[0]:
            yield Edit(found.start(), found.end(), character)


def mark_edits(plain: str) -> Iterator[Edit]:
    """Take the marks out: of links all but their words, of images everything."""
    for found in LINK.finditer(plain):
        if found["image"]:
            yield Edit(found.start(), found.end(), MASK)
        else:
            yield Edit(found.start(), found.start("text"), "")
            yield Edit(found.end("text"), found.end(), "")
    for pattern in (FOOTNOTE, _HEADING, _EMPHASIS, ESCAPE, _RULE):
        yield from (Edit(found.start(), found.end(), "") for found in pattern.finditer(plain))
