"""What is decided of a claim, before it is put into the words of a report?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from titre.claims.model import Basis, Cause, Detail, Verdict
from titre.kernel.messages import Message, say

if TYPE_CHECKING:
    from titre.figures.model import Figure


TELLING = 3
"""digits from which on it is no accident that an amount fits, or is what a slip makes of the figure"""
_INSTEAD = {
    "rate": say("what is stated is a rate: an amount a day, a head or a share"),
    "average": say("what is stated is an average"),
    "redefined": say("what is stated is counted otherwise than in the accounts"),
    "fraction": say("what is stated is a part or a multiple of the amount"),
    "difference": say("what is stated is a difference"),
    "part": say("what is stated is of a part of the company"),
    "another": say("what is stated is of somebody else"),
}
"""what an amount is said to be instead of the metric's own figure, as readings name it"""


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


def of_another_amount(judged: Judgement, what: str) -> Judgement:
    """Return a judgement by filings as one of what is said not to be the metric's own figure."""
    if judged.verdict is Verdict.UNVERIFIABLE or judged.basis is not Basis.FILINGS:
        return judged
    doubt = say("{text}, but {doubt}", text=judged.explanation, doubt=_INSTEAD[what])
    return replace(judged, verdict=Verdict.UNVERIFIABLE, explanation=doubt, basis=None, rule=None, cause=None)
