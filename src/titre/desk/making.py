"""What is a new desk? A folder of commented plain text; whole, or not there at all."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from typing import TYPE_CHECKING

from titre.desk.errors import DeskThere, DeskUnnameable, DeskUnwritable

if TYPE_CHECKING:
    from pathlib import Path

_TEMPLATES = files("titre.desk") / "template"


def make_desk(folder: Path, language: str) -> None:
    """Make the files of a desk in a folder that is new or empty, commented in a language.

    Raises:
        DeskThere: the folder holds something already.
        DeskUnnameable: its path has bytes that are no UTF-8.
        DeskUnwritable: the machine refuses; what was written is removed again.
    """
    if any("\ud800" <= letter <= "\udfff" for letter in str(folder.resolve())):
        raise DeskUnnameable(folder)
    try:
        was_there = folder.exists()
        if was_there and (not folder.is_dir() or any(folder.iterdir())):
            raise DeskThere(folder)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _write(folder, language)
        except OSError:
            for path in [*folder.iterdir()] if was_there else [folder]:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            raise
    except OSError as error:
        raise DeskUnwritable(folder, error) from error


def _write(folder: Path, language: str) -> None:
    # The escapes of JSON are those of TOML, which wants one letter more escaped.
    name = json.dumps(folder.resolve().name, ensure_ascii=False)[1:-1].replace("\x7f", "\\u007f")
    for file in ("desk", "metrics"):
        text = (_TEMPLATES / f"{file}.{language}.toml").read_text("utf-8")
        (folder / f"{file}.toml").write_text(text.replace("{name}", name), "utf-8")
    (folder / "events.csv").write_bytes((_TEMPLATES / "events.csv").read_bytes())
    (folder / ".gitignore").write_bytes((_TEMPLATES / "gitignore").read_bytes())
    for kept in ("letters", "lists"):
        (folder / kept).mkdir()
        (folder / kept / ".gitkeep").touch()
