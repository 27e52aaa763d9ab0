"""Which lists has a desk, and what does one of them say? Its two files, all their faults at once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from titre.kernel.declarations import DeclarationFaulty, DeclarationUnreadable, read_declaration
from titre.kernel.findings import Finding
from titre.records.errors import ListMissing, ListUnnameable
from titre.records.lists.model import StockList
from titre.records.lists.picks import read_picks
from titre.records.lists.rules import read_rules
from titre.sources.documents import document_of
from titre.sources.errors import DocumentUnreadable

if TYPE_CHECKING:
    from pathlib import Path

    from titre.records.lists.model import Pick

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)


def rules_file(folder: Path, name: str) -> Path:
    """Return where the rules of a list stand."""
    return folder / f"{name}.toml"


def picks_file(folder: Path, name: str) -> Path:
    """Return where the picks of a list stand."""
    return folder / f"{name}.csv"


def checked_name(name: str) -> str:
    """Return a list's name.

    Raises:
        ListUnnameable: it could be no list's.
    """
    if not _NAME.fullmatch(name):
        raise ListUnnameable(name)
    return name


def list_names(folder: Path) -> list[str]:
    """Return the names of the lists in a folder, sorted."""
    return sorted(path.stem for path in folder.glob("*.toml") if _NAME.fullmatch(path.stem))


def read_list(folder: Path, name: str) -> StockList:
    """Return a list of a folder; its picks in the order of the file.

    Raises:
        ListUnnameable, ListMissing: there is no such list.
        DeclarationUnreadable: its rules are no TOML.
        DeclarationFaulty: with every fault of both files, each with its line.
    """
    path = rules_file(folder, checked_name(name))
    if not path.is_file():
        raise ListMissing(name, list_names(folder))
    declared = read_declaration(path, name=f"{folder.name}/{path.name}")
    faults: list[Finding] = []
    said = read_rules(declared, faults)
    picks: list[Pick] = []
    try:
        path = picks_file(folder, name)
        document = replace(document_of(path), name=f"{folder.name}/{path.name}")
        for item in read_picks(document, weighting=said[1].weighting if said else None):
            if isinstance(item, Finding):
                faults.append(item)
            else:
                picks.append(item)
    except DocumentUnreadable as error:
        raise DeclarationUnreadable(error.place, error.reason) from error
    if faults or said is None:
        raise DeclarationFaulty(faults)
    heading, rules = said
    return StockList(name, heading.title, heading.language, rules, tuple(picks))
