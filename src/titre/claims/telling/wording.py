"""Which words name verdicts, kinds of claims, and what a claim was understood to say?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.model import Kind, Verdict
from titre.claims.telling.writing import MetricName, Stated
from titre.kernel.messages import Message, count, say

if TYPE_CHECKING:
    from titre.claims.model import Check, Claim

KIND_WORDS = {
    Kind.LEVEL: say("level"),
    Kind.CHANGE: say("change"),
    Kind.CHANGE_YOY: say("change over a year"),
    Kind.CHANGE_QOQ: say("change over a quarter"),
    Kind.RATIO: say("ratio"),
    Kind.SHARE: say("share of a whole"),
    Kind.RANK: say("rank"),
    Kind.DIRECTION: say("trend"),
    Kind.RANGE: say("range"),
    Kind.CUMULATIVE: say("total so far"),
    Kind.RECORD: say("record"),
    Kind.DEAL: say("deal"),
    Kind.PERFORMANCE: say("performance"),
}


def understood(claim: Claim) -> Message:
    """Return the sentence that says what a claim was understood to say."""
    what: Message | str = claim.entity or say("unnamed")
    if claim.full_metric is not None:
        what = say("{entity} \N{MIDDLE DOT} {metric}", entity=what, metric=MetricName(claim.full_metric))
    if claim.period is not None:
        what = say("{what} \N{MIDDLE DOT} {period}", what=what, period=claim.period)
    text = say("{what}: {value}", what=what, value=Stated(claim))
    if claim.kind is not Kind.LEVEL:
        text = say("{text} ({kind})", text=text, kind=KIND_WORDS[claim.kind])
    return text


def summary(check: Check) -> Message:
    """Return how many claims have which verdict."""
    counts = [counted(verdict, number) for verdict in Verdict if (number := check.count(verdict))]
    text: Message = count("{number} claim", "{number} claims", len(check.claims))
    for position, part in enumerate(counts):
        joined = say("{text}: {part}", text=text, part=part)
        text = joined if position == 0 else say("{text}, {part}", text=text, part=part)
    return text


def counted(verdict: Verdict, number: int) -> Message:
    """Return how many claims have a verdict."""
    match verdict:
        case Verdict.SUPPORTED:
            return count("{number} supported", "{number} supported", number)
        case Verdict.APPROXIMATE:
            return count("{number} approximate", "{number} approximate", number)
        case Verdict.CONTRADICTED:
            return count("{number} contradicted", "{number} contradicted", number)
        case Verdict.UNVERIFIABLE:
            return count("{number} unverifiable", "{number} unverifiable", number)
