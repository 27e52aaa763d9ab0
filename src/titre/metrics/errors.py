"""What is wrong with a declaration of metrics?

::

    TitreError
     └── MetricError
          ├── FormulaFaulty       a text is no formula: what was got and what was expected, and where in it
          └── CatalogueFaulty     a file of metrics has faults; all of them at once, each with its line

Faults of a file are findings, collected before any figure is computed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.errors import TitreError, shorten
from titre.kernel.messages import Lines, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.kernel.findings import Finding
    from titre.kernel.messages import Message


class MetricError(TitreError):
    """A metric or formula cannot be used as it is declared."""


class FormulaFaulty(MetricError):
    """A text is no formula; ``position`` counts characters from 1."""

    def __init__(self, text: str, position: int, got: str, expected: Message) -> None:
        self.text, self.position, self.got, self.expected = text, position, got, expected
        super().__init__(
            say(
                "formula {text}, character {position}: got {got}, expected {expected}",
                text=repr(shorten(text)),
                position=position,
                got=repr(shorten(got)) if got else say("the end"),
                expected=expected,
            )
        )


class CatalogueFaulty(MetricError):
    """Files of metrics have faults; ``findings`` has each with its file and line."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(say("{faults}", faults=Lines(self.findings)))
