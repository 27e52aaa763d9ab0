"""What does an editor show of a claim? A line beside the words, a note when the pointer rests on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.telling.markup import Pen
from titre.claims.telling.tree import formula_in_words
from titre.claims.telling.wording import understood
from titre.claims.telling.writing import Shown
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.claims.model import Claim, Detail
    from titre.figures.model import Fact
    from titre.kernel.messages import Renderable

_SHOWN_FACTS = 8
_ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|~"})


def line(claim: Claim, language: str) -> str:
    """Return the verdict with its reason, and what the words were understood to say."""
    verdict = claim.verdict.words.render(language)
    told = say("{verdict}: {reason}", verdict=verdict, reason=claim.explanation).render(language)
    return f"{told}\n{understood(claim).render(language)}"


def note(claim: Claim, detail: Detail, language: str) -> str:
    """Return all that is known of a claim, as Markdown."""
    return "\n\n".join(_parts(claim, detail, language))


def filing_of(claim: Claim) -> str | None:
    """Return the address of a filing that the claim's figure rests on, or None."""
    facts = claim.figure.facts if claim.figure is not None else ()
    return next((fact.url for fact in facts if fact.url), None)


def _parts(claim: Claim, detail: Detail, language: str) -> Iterator[str]:
    def plain(message: Renderable) -> str:
        return message.render(language).translate(_ESCAPED)

    yield f"**{claim.verdict.mark} {plain(claim.verdict.words)}** {plain(understood(claim))}"
    yield plain(claim.explanation)
    figure = claim.figure
    if figure is not None and figure.value is not None:
        formula = formula_in_words(figure, Pen(language))
        amount = f"{figure.name}, {figure.period}: {Shown.of(figure).render(language)}"
        yield amount.translate(_ESCAPED) + (f" = {formula}" if formula else "")
        yield "\n".join(_fact(fact, language) for fact in figure.facts[:_SHOWN_FACTS])
    if detail.sources:
        yield "\n".join(f"- {source.translate(_ESCAPED)}" for source in detail.sources)
    if detail.later is not None:
        yield f"*{plain(say('Since then'))}*: {plain(detail.later)}"


def _fact(fact: Fact, language: str) -> str:
    period = str(fact.end) if fact.start is None else f"{fact.start} \N{EN DASH} {fact.end}"
    filing = f"{fact.form or ''} {fact.accession}".strip()
    if fact.url is not None:
        filing = f"[{filing}]({fact.url})"
    amount = Shown(fact.value, fact.unit).render(language).translate(_ESCAPED)
    return f"- `{fact.concept}` {amount}, {period}: {filing}"
