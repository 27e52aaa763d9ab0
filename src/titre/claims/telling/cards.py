"""How does a page show one claim? A card that opens: both amounts, why, the years around, the filings."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from titre.claims.model import Verdict
from titre.claims.telling.bars import bars
from titre.claims.telling.correcting import correction
from titre.claims.telling.tree import formula_in_words, tree
from titre.claims.telling.wording import understood
from titre.claims.telling.writing import MetricName, Shown, Stated
from titre.kernel.messages import Message, say

if TYPE_CHECKING:
    from titre.claims.model import Claim, Detail
    from titre.claims.telling.markup import Pen
    from titre.figures.model import Figure

OPEN = frozenset({Verdict.CONTRADICTED, Verdict.APPROXIMATE})
"""the verdicts that an editor looks at first"""
_OPERANDS = 12
"""figures shown with their trees beside the claim's own"""


def card(claim: Claim, words: str, detail: Detail, number: int, prefix: str, pen: Pen) -> str:
    """Return the card of a claim that reads so; ``prefix`` and ``number`` name it in the page."""
    opened = " open" if claim.verdict in OPEN else ""
    back = pen.words(say("In the text"))
    return (
        f'<details class="card {claim.verdict.value}"{opened}>\n<summary>'
        f'<span class="sign" aria-hidden="true">{claim.verdict.mark}</span>'
        f'<span class="head"><span class="word">{number} {pen.words(claim.verdict.words)}</span> '
        f'<q lang="{claim.lang}">{escape(words)}</q></span></summary>\n'
        f'<div class="inside" id="{prefix}claim-{number}">\n'
        f"{_amounts(claim, words, pen)}{_reasons(claim, detail, pen)}{_chart(claim, detail, pen)}"
        f"{_facts(claim, detail, pen)}"
        f'<p class="back"><a href="#{prefix}mark-{number}">\N{UPWARDS ARROW} {back}</a></p>\n'
        "</div></details>\n"
    )


def _amounts(claim: Claim, words: str, pen: Pen) -> str:
    """Return what the text states beside what the figures say."""
    figure = claim.figure
    boxes = [(say("The text"), pen.words(Stated(claim)))]
    if figure is not None and figure.value is not None:
        boxes.append((say("The figure"), pen.words(Shown.of(figure))))
    right = correction(claim, words)
    if right is not None and escape(right) != boxes[-1][1]:
        boxes.append((say("Would be right"), escape(right)))
    inside = "".join(f"<div><dt>{pen.words(head)}</dt><dd>{amount}</dd></div>" for head, amount in boxes)
    return f'<dl class="amounts">{inside}</dl>\n'


def _reasons(claim: Claim, detail: Detail, pen: Pen) -> str:
    rows: list[tuple[Message, str]] = [
        (say("Understood"), pen.words(understood(claim))),
        (say("Reason"), pen.words(claim.explanation)),
    ]
    if claim.rule is not None:
        rows.append((say("Rule"), pen.words(claim.rule)))
    if claim.cause is not None:
        rows.append((say("Likely cause"), f"<strong>{pen.words(claim.cause)}</strong>"))
    if claim.figure is not None and (formula := formula_in_words(claim.figure, pen)) is not None:
        rows.append((say("Formula"), formula))
    if detail.sources:
        rows.append((say("Sources"), "<br>".join(map(escape, detail.sources))))
    if detail.later is not None:
        rows.append((say("Since then"), pen.words(detail.later)))
    inside = "".join(f"<dt>{pen.words(head)}</dt><dd>{text}</dd>" for head, text in rows)
    return f'<dl class="reasons">{inside}</dl>\n'


def _chart(claim: Claim, detail: Detail, pen: Pen) -> str:
    own = None if claim.figure is None else str(claim.figure.period)
    caption = say("{metric} by period", metric=MetricName(claim.full_metric or ""))
    return bars(detail.neighbours, own, _comparable(claim), caption, pen)


def _comparable(claim: Claim) -> Shown | None:
    """Return what a claim states in the unit and sign of its figure, or None where it is something else."""
    if claim.figure is None or claim.value is None:
        return None
    figure = Shown.of(claim.figure)
    if figure.value is None or claim.unit != figure.unit:
        return None
    return Shown(-claim.value if figure.value < 0 < claim.value else claim.value, claim.unit)


def _facts(claim: Claim, detail: Detail, pen: Pen) -> str:
    """Return the trees of the claim's figure and of those it was compared with."""
    figures: dict[tuple[str, str, str], Figure] = {}
    for figure in (claim.figure, *detail.operands):
        if figure is not None:
            figures.setdefault((figure.entity, figure.full_metric, str(figure.period)), figure)
    trees = "".join(tree(figure, pen) for figure in list(figures.values())[:_OPERANDS])
    if not trees:
        return ""
    return f'<div class="facts">{pen.tag("p", say("What it rests on"), "label")}\n{trees}</div>\n'
