"""What happened to a position on a day, and by how much did it multiply what is held?"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from titre.kernel.messages import Message
    from titre.records.errors import RecordError
    from titre.records.returns.actions import ActionKind
    from titre.store.errors import StoreError


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to one unit on a day, and by how much it multiplied what is held."""

    day: date
    kind: ActionKind
    above: int
    below: int
    told: Message
    place: str
    refusal: RecordError | StoreError | None = None
    """why it cannot be told; a position that was held on the day has no return"""

    @property
    def factor(self) -> Fraction:
        """``above / below``: units held after it for one before it, or value for value."""
        return Fraction(self.above, self.below)
