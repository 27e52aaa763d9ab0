"""Which companies do the words of a question mean? Single ones, and several taken together.

``META, NVDA`` are two; ``sum(META, AMZN), NVDA`` are two as well: the first of them a group.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.store.errors import EntityUnknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.store.entities import Entity, Names

_SUM = re.compile(r"\bsum\s*\((?P<members>[^()]*)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """Companies whose figures are asked for together."""

    members: tuple[Entity, ...]

    @property
    def identifiers(self) -> tuple[str, ...]:
        """The members' identifiers."""
        return tuple(member.entity for member in self.members)

    @property
    def name(self) -> str:
        """The members' names."""
        return " + ".join(member.name for member in self.members)


def companies_and_groups(names: Names, text: str) -> list[Entity | Group]:
    """Return what names separated by commas mean, each once, in their order.

    Raises:
        EntityUnknown, EntityAmbiguous: a name means nobody, or several.
    """
    return list(dict.fromkeys(_each(names, text)))


def companies(names: Names, text: str) -> tuple[Entity, ...]:
    """Return the companies that names separated by commas mean, each once; a group's are its members.

    Raises:
        EntityUnknown, EntityAmbiguous: a name means nobody, or several.
    """
    parts = [part for part in text.split(",") if part.strip()]
    # A company's name may hold a comma itself: "Meta Platforms, Inc.".
    if len(parts) > 1:
        try:
            return names.resolve(text)
        except EntityUnknown:
            pass
    return tuple(dict.fromkeys(entity for part in parts or [text] for entity in names.resolve(part)))


def _each(names: Names, text: str) -> Iterator[Entity | Group]:
    at = 0
    for match in _SUM.finditer(text):
        yield from _single(names, text[at : match.start()])
        yield Group(companies(names, match["members"]))
        at = match.end()
    if at == 0:
        yield from companies(names, text)
    else:
        yield from _single(names, text[at:])


def _single(names: Names, text: str) -> Iterator[Entity]:
    """Yield the companies named beside groups; between two of these stands no more than a comma."""
    between = text.strip().strip(",").strip()
    if between:
        yield from companies(names, between)
