"""How does long work tell how far it is? Through a port that the command line draws."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Hears of one piece of work after another; none overlaps the next."""

    def started(self, name: str, total: int | None) -> None:
        """Hear that work of a name begins, of so many steps (bytes, files); None where nobody knows."""
        ...

    def advanced(self, steps: int) -> None:
        """Hear that so many more steps of the work are done."""
        ...

    def finished(self) -> None:
        """Hear that the work has ended, well or not."""
        ...


class Silent:
    """Lets nothing be heard."""

    def started(self, name: str, total: int | None) -> None:
        """Let nothing be heard."""

    def advanced(self, steps: int) -> None:
        """Let nothing be heard."""

    def finished(self) -> None:
        """Let nothing be heard."""
