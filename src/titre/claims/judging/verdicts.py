"""What is decided of a claim, before it is put into the words of a report?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from titre.claims.model import Basis, Cause, Detail, Verdict

if TYPE_CHECKING:
    from titre.figures.model import Figure
    from titre.kernel.messages import Message


TELLING = 3
"""digits from which on it is no accident that an amount fits, or is what a slip makes of the figure"""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with what it rests on."""

    verdict: Verdict
    explanation: Message
    basis: Basis | None = None
    figure: Figure | None = None
    metric: str | None = None
    period: str | None = None
    rule: Message | None = None
    cause: Cause | None = None
    entity: str | None = None
    """what the claim is of, where that is no company: a list or a security"""
    detail: Detail = field(default_factory=Detail)

    @property
    def by_filings(self) -> bool:
        """Whether filings bear the claim out, to the digits stated."""
        return self.verdict is Verdict.SUPPORTED and self.basis is Basis.FILINGS


def unverifiable(reason: Message, **more: object) -> Judgement:
    """Return the judgement that a claim cannot be judged, and why."""
    return Judgement(Verdict.UNVERIFIABLE, reason, **more)  # type: ignore[arg-type]  # named fields only
