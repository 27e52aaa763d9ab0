"""How is a message put into HTML? Escaped, in the reader's language; all parts of a page use this."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from titre.kernel.messages import Renderable


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes for readers of a language."""

    language: str

    def words(self, message: Renderable) -> str:
        """Return what a message says, escaped."""
        return escape(message.render(self.language))

    def tag(self, name: str, message: Renderable, classes: str = "") -> str:
        """Return an element that holds a message."""
        attributes = f' class="{classes}"' if classes else ""
        return f"<{name}{attributes}>{self.words(message)}</{name}>"
