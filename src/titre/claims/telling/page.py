"""How does a check look as a page? One file of HTML: no script, nothing from outside, printable.

The article stands with its claims marked by sign, line and word, never by colour alone; each mark leads
to the claim, what it was understood to say, the figure, its formula and every filing under it.
"""

from __future__ import annotations

from bisect import bisect_left
from html import escape
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

from titre.claims.model import Verdict
from titre.claims.prose.cleaning import clean
from titre.claims.prose.markup import is_html
from titre.claims.telling.bars import bars
from titre.claims.telling.wording import summary, title_of, understood
from titre.claims.telling.writing import MetricName, Shown
from titre.kernel.messages import Message, say
from titre.kernel.numerals import write_day, write_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from titre.claims.model import Check, Claim, Detail
    from titre.figures.model import Fact, Figure

_OPEN = frozenset({Verdict.CONTRADICTED, Verdict.APPROXIMATE})
_SHOWN_FACTS = 40


def html(check: Check, *, language: str | None = None) -> str:
    """Return the page of a check, in a language or in that of the article."""
    return _Page(check, language or check.lang).written()


class _Page:
    def __init__(self, check: Check, language: str) -> None:
        self.check, self.language = check, language

    def written(self) -> str:
        title = escape(title_of(self.check) or self.say(say("Text checked")))
        style = resources.files("titre.claims.telling").joinpath("page.css").read_text("utf-8")
        claims = "".join(self._claim(number) for number in range(len(self.check.claims)))
        return (
            f'<!doctype html>\n<html lang="{self.language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
            "style-src 'unsafe-inline'; img-src data:\">\n"
            f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
            f'<a class="skip" href="#claims">{self.words(say("To the claims"))}</a>\n'
            f"<header>\n<h1>{title}</h1>\n{self._about()}{self._tally()}</header>\n<main>\n"
            f'<section class="article" lang="{self.check.lang}" aria-label="{self.words(say("Article"))}">\n'
            f"{self._article()}</section>\n"
            f'<section id="claims">\n<h2>{self.words(say("Claims"))}</h2>\n{claims}</section>\n</main>\n'
            f"<footer><p>{self.words(_METHOD)}</p></footer>\n</body>\n</html>\n"
        )

    def say(self, message: Message) -> str:
        return message.render(self.language)

    def words(self, message: Message) -> str:
        return escape(self.say(message))

    # -- the head --------------------------------------------------------------------------------

    def _about(self) -> str:
        parts = []
        if self.check.published is not None:
            day = write_day(self.check.published, self.language)
            parts.append(say("Published {day}.", day=day))
        if self.check.as_of is not None:
            day = write_day(self.check.as_of, self.language)
            parts.append(say("Judged by what was known on {day}.", day=day))
        parts.append(say("{summary}.", summary=summary(self.check)))
        return f'<p class="about">{" ".join(self.words(part) for part in parts)}</p>\n'

    def _tally(self) -> str:
        items = "".join(
            f'<li class="{verdict.value}">{verdict.mark} {self.check.count(verdict)} '
            f"{self.words(verdict.words)}</li>"
            for verdict in Verdict
        )
        return f'<ul class="tally">{items}</ul>\n'

    # -- the article -----------------------------------------------------------------------------

    def _article(self) -> str:
        """Return the article's paragraphs, its claims marked."""
        shown, marks = self._shown()
        pieces: list[str] = []
        for start, end in _paragraphs(shown):
            inside = "".join(self._marked(shown, start, end, marks))
            pieces.append(f"<p>{inside}</p>\n")
        return "".join(pieces)

    def _shown(self) -> tuple[str, list[tuple[int, int, int]]]:
        """Return the text to show and for each claim its stretch there: a page is shown without its tags."""
        if not is_html(self.check.text):
            spans = [(claim.start, claim.end, number) for number, claim in enumerate(self.check.claims)]
            return self.check.text, spans
        text = clean(self.check.text)
        spans = []
        for number, claim in enumerate(self.check.claims):
            first, last = bisect_left(text.starts, claim.start), bisect_left(text.starts, claim.end)
            if first < last:
                spans.append((first, last, number))
        return text.plain, spans

    def _marked(
        self, shown: str, start: int, end: int, marks: Iterable[tuple[int, int, int]]
    ) -> Iterator[str]:
        """Yield a paragraph's text; where claims overlap, the one that begins later is marked."""
        here = [mark for mark in marks if mark[0] < end and mark[1] > start]
        borders = sorted({start, end, *(at for mark in here for at in mark[:2] if start < at < end)})
        for left, right in pairwise(borders):
            covering = [mark for mark in here if mark[0] <= left and right <= mark[1]]
            text = escape(shown[left:right]).replace("\n", "<br>\n")
            if not covering:
                yield text
                continue
            _, last, number = max(covering)
            yield self._mark(text, number, ends=right == min(last, end))

    def _mark(self, text: str, number: int, *, ends: bool) -> str:
        claim = self.check.claims[number]
        word = self.words(claim.verdict.words)
        sign = f"<sup>{claim.verdict.mark}{number + 1}</sup>" if ends else ""
        named = f'class="claim {claim.verdict.value}" title="{word}"'
        return f'<a {named} href="#claim-{number + 1}">{text}{sign}</a>'

    # -- the claims ------------------------------------------------------------------------------

    def _claim(self, number: int) -> str:
        claim = self.check.claims[number]
        detail = self.check.details[number] if number < len(self.check.details) else None
        opened = " open" if claim.verdict in _OPEN else ""
        quoted = escape(" ".join(claim.text.split()))
        return (
            f'<details class="{claim.verdict.value}"{opened}><summary><b>{number + 1} '
            f"{claim.verdict.mark} {self.words(claim.verdict.words)}</b> "
            f'<q lang="{claim.lang}">{quoted}</q></summary>\n<div class="inside" id="claim-{number + 1}">\n'
            f"{self._list(claim, detail)}{self._chart(claim, detail)}{self._facts(claim, detail)}"
            "</div></details>\n"
        )

    def _list(self, claim: Claim, detail: Detail | None) -> str:
        rows: list[tuple[Message, str]] = [
            (say("Understood"), self.words(understood(claim))),
            (say("Reason"), self.words(claim.explanation)),
        ]
        if claim.rule is not None:
            rows.append((say("Rule"), self.words(claim.rule)))
        if claim.cause is not None:
            rows.append((say("Likely cause"), self.words(claim.cause)))
        if (formula := _formula(claim.figure)) is not None:
            rows.append((say("Formula"), f"<code>{escape(formula)}</code>"))
        if detail is not None and detail.sources:
            rows.append((say("Sources"), "<br>".join(map(escape, detail.sources))))
        if detail is not None and detail.later is not None:
            rows.append((say("Since then"), self.words(detail.later)))
        return (
            "<dl>" + "".join(f"<dt>{self.words(head)}</dt><dd>{text}</dd>" for head, text in rows) + "</dl>\n"
        )

    def _chart(self, claim: Claim, detail: Detail | None) -> str:
        if detail is None or not detail.neighbours:
            return ""
        own = None if claim.figure is None else str(claim.figure.period)
        label = say(
            "{metric} by period: {values}",
            metric=MetricName(claim.metric or ""),
            values=_told(detail, self.language),
        )
        stated = _drawn(claim)
        drawn = bars(detail.neighbours, own, stated, self.say(label), self.language)
        key = self.words(say("The dashed line is what the text states."))
        return f'{drawn}<p class="key">{key}</p>' if drawn and stated is not None else drawn

    def _facts(self, claim: Claim, detail: Detail | None) -> str:
        figures: list[Figure] = [] if claim.figure is None else [claim.figure]
        figures += [] if detail is None else [one for one in detail.operands if one is not claim.figure]
        facts = list(dict.fromkeys((figure.name, fact) for figure in figures for fact in figure.facts))
        if not facts:
            return ""
        heads = (say("Company"), say("Concept"), say("Period"), say("Value"), say("Filing"))
        head = "".join(f'<th scope="col">{self.words(one)}</th>' for one in heads)
        rows = "".join(self._fact(name, fact) for name, fact in facts[:_SHOWN_FACTS])
        caption = self.words(say("Facts as filed"))
        return (
            f'<div class="scroll"><table><caption>{caption}</caption><thead><tr>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>\n"
        )

    def _fact(self, name: str, fact: Fact) -> str:
        period = fact.end.isoformat() if fact.start is None else f"{fact.start} \N{EN DASH} {fact.end}"
        concept = fact.concept + (f" [{fact.dimensions}]" if fact.dimensions else "")
        filing = escape(f"{fact.form or ''} {fact.accession}".strip())
        if fact.url is not None:
            filing = f'<a href="{escape(fact.url)}" rel="noreferrer">{filing}</a>'
        if fact.filed is not None:
            day = say("by {day}", day=fact.filed).render(self.language)
            filing += escape(f" ({fact.filed if fact.filed_told else day})")
        value = f"{write_number(fact.value, self.language)} {fact.unit}"
        return (
            f"<tr><td>{escape(name)}</td><td><code>{escape(concept)}</code></td><td>{escape(period)}</td>"
            f'<td class="number">{escape(value)}</td><td>{filing}</td></tr>'
        )


_METHOD = say(
    "Verdicts compare the words with filed facts under every defensible definition; only what was reported "
    "can be contradicted. Made with Titre."
)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in [*_blank_lines(text), len(text)]:
        piece = text[start:end]
        if piece.strip():
            yield end - len(piece.lstrip()), start + len(piece.rstrip())
        start = end


def _blank_lines(text: str) -> Iterator[int]:
    at = text.find("\n")
    while at >= 0:
        following = text.find("\n", at + 1)
        line = text[at + 1 : following] if following >= 0 else text[at + 1 :]
        if not line.strip():
            yield at + 1
        at = following


def _formula(figure: Figure | None) -> str | None:
    """Return the formula that gave a figure, or None where it was filed as such."""
    lineage = None if figure is None else figure.lineage
    if lineage is None or lineage.expression is None:
        return None
    from titre.metrics.formulas import write_formula

    return write_formula(lineage.expression)


def _told(detail: Detail, language: str) -> str:
    return "; ".join(
        f"{one.period} {Shown(one.value, one.unit).render(language)}" for one in detail.neighbours
    )


def _drawn(claim: Claim) -> Decimal | None:
    """Return what a claim states in the unit and sign of its figure, or None where it is something else."""
    figure = claim.figure
    if figure is None or figure.value is None or claim.value is None or claim.unit != figure.unit:
        return None
    return -claim.value if figure.value < 0 < claim.value else claim.value
