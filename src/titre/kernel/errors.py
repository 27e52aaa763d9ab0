"""What does Titre raise?

::

    TitreError                 every refusal of Titre: a message for the reader, and typed arguments
     ├── kernel: ParseError    a text that is no period, unit, number or digest
     ├── sources: SourceError, store: StoreError, metrics: MetricError, figures: FigureError, …

Each room draws its own tree in its ``errors`` module. Faulty *data* is no error: it is a ``Finding``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.messages import say

if TYPE_CHECKING:
    from titre.kernel.messages import Message


class TitreError(Exception):
    """A refusal that carries what the reader must be told; ``message`` renders in either language."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return self.message.render()


class ParseError(TitreError):
    """A text does not have the form that its kind requires; says what was got and what was expected."""

    def __init__(self, kind: Message, got: str, expected: Message) -> None:
        self.kind, self.got, self.expected = kind, got, expected
        super().__init__(
            say(
                "{kind}: got {got}, expected {expected}", kind=kind, got=repr(shorten(got)), expected=expected
            )
        )


_SHOWN = 60


def shorten(text: str, most: int = _SHOWN) -> str:
    """Return a text cut to what fits in one line of a message; the length is named where it was cut."""
    if len(text) <= most:
        return text
    return f"{text[:most]}… ({len(text)} characters)"
