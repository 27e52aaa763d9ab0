"""Which articles does an editor mean, and what do they say? Files, patterns, standard input, addresses."""

from __future__ import annotations

import glob
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from titre.desk.errors import ArticleUnreadable
from titre.sources.charsets import decoded
from titre.sources.network.addresses import is_address

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Article:
    """A text to check, and what is known of it."""

    source: str
    """the file or address as it was named"""
    text: str
    title: str | None = None
    published: date | None = None


def files_meant(name: str) -> Sequence[str]:
    """Return the files that a name or a pattern means, sorted: ``letters/*.md``, ``letters/**/*.md``.

    Shells do that themselves; Windows' does not, nor does one whose user quoted the pattern. What is a file
    as it stands is that file, whatever letters its name has.
    """
    if Path(name).is_file() or not glob.has_magic(name):
        return [name]
    # Not pathlib: it takes no pattern that begins at the root.
    found = glob.iglob(name, recursive=True)  # noqa: PTH207 - see above
    return sorted(one for one in found if Path(one).is_file())


def read_article(name: str) -> Article:
    """Return an article of a file, of standard input (``-``) or of an address of the web.

    Of a web page the article's own text is taken: offsets are of that text, for the page is not the
    reader's. A page in a file stays as it is, and offsets are of the file.

    Raises:
        ArticleUnreadable: it is no text in UTF-8 or in the encoding that it declares.
        DownloadFailed: the page cannot be got.
        OSError: the file cannot be read.
    """
    if is_address(name):
        from titre.sources.network.web_pages import web_page

        return _of_the_web(name, web_page(name).text)
    data = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    try:
        return Article(name, decoded(data))
    except UnicodeDecodeError as error:
        raise ArticleUnreadable(name, error.start) from error


def _of_the_web(address: str, text: str) -> Article:
    from titre.claims.prose.article import article_of
    from titre.claims.prose.cleaning import clean
    from titre.claims.prose.markup import is_html

    if not is_html(text):
        return Article(address, text)
    found = article_of(text)
    prose = "\n\n".join(filter(None, (part.strip() for part in clean(text).plain.split("\n\n"))))
    return Article(address, prose, None if found is None else found.title, found and found.published)
