"""What is in the example desk? Some 500 single facts of five companies, some events, and an article to check.

Facts and events are single figures from public filings and announcements, each with its accession number
or source; the article is written for this desk, and two of its figures are wrong on purpose.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from titre.desk.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

_STARTER = files("titre.desk") / "starter"
FACTS, EVENTS, ARTICLE = "starter.csv", "events.csv", "example.md"


def make_example(folder: Path, language: str) -> Desk:
    """Make a desk with the starter facts and events, and the example article of a language in ``letters/``.

    Raises:
        DeskThere: the folder holds something already.
        StoreError: the store cannot be written.
    """
    desk = Desk.create(folder, language)
    (folder / EVENTS).write_bytes((_STARTER / EVENTS).read_bytes())
    (folder / FACTS).write_bytes((_STARTER / "facts.csv").read_bytes())
    desk.import_([folder / FACTS], workers=0)
    example_article(desk).write_bytes((_STARTER / f"article.{language}.md").read_bytes())
    return desk


def example_article(desk: Desk) -> Path:
    """Return where the example article of a desk is."""
    return desk.path / "letters" / ARTICLE
