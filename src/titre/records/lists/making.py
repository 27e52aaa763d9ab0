"""What does a new list look like? Rules with comments that teach, and a table of picks to fill."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from titre.records.errors import ListThere
from titre.records.lists.horizons import horizon_end
from titre.records.lists.picks import COLUMNS
from titre.records.lists.reading import checked_name, picks_file, rules_file

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_TEMPLATES = files("titre.records.lists") / "template"
_SHOWN = ("symbol", "isin", "name", "date", "weight", "note")


def make_list(folder: Path, name: str, language: str, today: date) -> tuple[Path, Path]:
    """Make the two files of a list, commented in a language; its days are a year from today on.

    Raises:
        ListUnnameable: the name could be no list's.
        ListThere: one of the files is there already; nothing is written.
    """
    rules, picks = rules_file(folder, checked_name(name)), picks_file(folder, name)
    for path in (rules, picks):
        if path.exists():
            raise ListThere(path)
    text = (_TEMPLATES / f"list.{language}.toml").read_text("utf-8")
    end = horizon_end("1 year", today)
    for field, value in (
        ("{title}", json.dumps(name)[1:-1]),
        ("{name}", name),
        ("{end}", end.isoformat()),
        ("{columns}", ", ".join(COLUMNS)),
    ):
        text = text.replace(field, value)
    folder.mkdir(exist_ok=True)
    with picks.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(",".join(_SHOWN) + "\n")
    with rules.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    return rules, picks
