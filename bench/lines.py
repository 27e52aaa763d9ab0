"""What does a benchmark tell? A line: what was measured, what came out, and what is asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Line(NamedTuple):
    """A row of the table."""

    what: str
    got: str
    bar: str


def show(title: str, lines: Iterable[Line]) -> None:
    """Print lines as they come, as a table in Markdown."""
    print(f"\n## {title}\n\n| what | measured | bar |\n|---|---|---|", flush=True)
    for line in lines:
        print(f"| {line.what} | {line.got} | {line.bar} |", flush=True)
