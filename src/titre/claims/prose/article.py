"""Which part of a web page is the article, and when did it come out, as the page itself says?

Finding an article among menus, teasers and comments is a craft of its own; it is trafilatura's
(https://trafilatura.readthedocs.io), the extra ``web``. The library gives the article's words but not where
they stand, and a claim needs its place in the input: so the words only choose among the page's own lines.
Without the library every line outside menus, forms and footers counts.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from titre.claims.prose.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHOLE = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype|html)\b", re.IGNORECASE | re.DOTALL
)
_LONGEST = 2_000_000
"""characters of markup beyond which no article is looked for: it is a filing or a dump"""
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w+")
_SHINGLE = 3
"""words in a row by which a line is recognised"""
_SHARE = 0.5
"""of a line's shingles that the article must have; a footnote's mark or a link may break some"""


class Article(NamedTuple):
    """What a page says of its article."""

    title: str | None
    published: date | None
    """as the page's own metadata says; never guessed from its text"""
    prose: str
    """its words, line by line"""


@lru_cache(maxsize=8)
def article_of(page: str) -> Article | None:
    """Return the article of a whole page of HTML; None where it is a fragment, or nobody can look for it."""
    if len(page) > _LONGEST or not _WHOLE.match(page):
        return None
    try:
        import trafilatura
    except ImportError:
        return None
    import logging

    # What it cannot read it says in its log; here that is an answer like another, and no news.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(
        page,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        with_metadata=True,
        # Only what the page declares: a day found in its text may be any day.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        return None
    return Article(found.title or None, _day(found.date), f"{found.title or ''}\n{found.text}")


def outside_edits(plain: str, article: Article) -> Iterator[Edit]:
    """Yield the edits that take the lines out of a page's text that are not of its article."""
    words = _WORD.findall(article.prose)
    shingles = set(_shingles(words))
    short = {tuple(_WORD.findall(cell)) for line in article.prose.split("\n") for cell in line.split("|")}
    kept: list[re.Match[str]] = []
    left: list[re.Match[str]] = []
    for line in _LINE.finditer(plain):
        own = _WORD.findall(line[0])
        if not own:
            continue
        (kept if _belongs(own, shingles, short) else left).append(line)
    # An extraction that shares nothing with the page is of another page: nothing is taken out by it.
    if kept:
        yield from (Edit(line.start(), line.end(), "") for line in left)


def _belongs(own: list[str], shingles: set[tuple[str, ...]], short: set[tuple[str, ...]]) -> bool:
    runs = _shingles(own)
    if not runs:
        return tuple(own) in short
    return sum(run in shingles for run in runs) >= _SHARE * len(runs)


def _shingles(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[at:] for at in range(_SHINGLE)), strict=False))


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
