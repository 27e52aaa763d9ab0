"""How do checks look as a page? One file of HTML: no script, nothing from outside, printable.

The article stands with its claims marked by sign, line and word, never by colour alone; each mark leads to
its card. Which verdicts are shown is chosen by radio buttons, which style sheets alone obey.
"""

from __future__ import annotations

from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from titre.claims.model import Verdict
from titre.claims.telling.cards import OPEN, card
from titre.claims.telling.correcting import correction
from titre.claims.telling.marking import marked_article
from titre.claims.telling.markup import Pen
from titre.claims.telling.reading_view import spoken, title_of
from titre.claims.telling.wording import counted, summary
from titre.claims.telling.writing import Shown
from titre.kernel.messages import Message, count, say
from titre.kernel.numerals import write_day
from titre.kernel.printing import presentable

if TYPE_CHECKING:
    from titre.claims.model import Check, Claim

_ORDER = (Verdict.CONTRADICTED, Verdict.APPROXIMATE, Verdict.SUPPORTED, Verdict.UNVERIFIABLE)


def html(*checks: Check, language: str | None = None) -> str:
    """Return the page of one or several checks, in a language or in that of the first article."""
    return presentable(_Page(checks, language or (checks[0].lang if checks else "en")).written())


class _Page:
    def __init__(self, checks: tuple[Check, ...], language: str) -> None:
        self.checks, self.language, self.pen = checks, language, Pen(language)
        self.several = len(checks) != 1

    def written(self) -> str:
        title = self._title()
        style = resources.files("titre.claims.telling").joinpath("page.css").read_text("utf-8")
        articles = "".join(self._article(number) for number in range(len(self.checks)))
        return (
            f'<!doctype html>\n<html lang="{self.language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
            "style-src 'unsafe-inline'; img-src data:\">\n"
            f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
            f'<a class="skip" href="#{self._prefix(0)}claims">{self.pen.words(say("To the claims"))}</a>\n'
            f"<header>\n{self.pen.tag('p', say('Article checked by Titre'), 'kicker')}\n<h1>{title}</h1>\n"
            f"{'' if self.several else self._about(self.checks[0])}{self._filter()}"
            f"{self._contents() if self.several else ''}</header>\n"
            f"<main>\n{articles}</main>\n"
            f"<footer>{self.pen.tag('p', _METHOD)}</footer>\n</body>\n</html>\n"
        )

    def _title(self) -> str:
        if self.several:
            return self.pen.words(count("{number} article", "{number} articles", len(self.checks)))
        return self._name(self.checks[0])

    def _name(self, check: Check) -> str:
        return escape(title_of(check) or check.source or say("Text checked").render(self.language))

    def _prefix(self, number: int) -> str:
        return f"a{number + 1}-" if self.several else ""

    # -- the head --------------------------------------------------------------------------------

    def _about(self, check: Check) -> str:
        parts: list[Message] = []
        if check.published is not None:
            parts.append(say("Published {day}.", day=write_day(check.published, self.language)))
        if check.as_of is not None:
            day = write_day(check.as_of, self.language)
            parts.append(say("Judged by what was known on {day}.", day=day))
        parts.append(say("{summary}.", summary=summary(check)))
        told = " ".join(map(self.pen.words, parts))
        source = check.source or ""
        if source.startswith(("https://", "http://")):
            told += f' <a href="{escape(source)}" rel="noreferrer">{escape(source)}</a>'
        elif self.several and source:
            told = f"<code>{escape(source)}</code> {told}"
        return f'<p class="about">{told}</p>\n'

    def _filter(self) -> str:
        """Return the choice of what is shown, which is the summary too."""
        claims = sum(len(check.claims) for check in self.checks)
        told = count("{number} claim", "{number} claims", claims)
        choices = [self._choice("all", "", told, "checked")]
        for verdict in _ORDER:
            number = sum(check.count(verdict) for check in self.checks)
            state = "" if number else "disabled"
            choices.append(self._choice(verdict.value, verdict.mark, counted(verdict, number), state))
        return (
            f'<fieldset class="filter">{self.pen.tag("legend", say("Show"))}\n{"".join(choices)}</fieldset>\n'
        )

    def _choice(self, name: str, mark: str, words: Message, state: str) -> str:
        sign = f'<span class="sign" aria-hidden="true">{mark}</span> ' if mark else ""
        return (
            f'<label class="{name}"><input type="radio" name="show" id="show-{name}" {state}>'
            f"{sign}{self.pen.words(words)}</label>\n"
        )

    def _contents(self) -> str:
        items = "".join(
            f'<li><a href="#{self._prefix(number)}article">{self._name(check)}</a> '
            f"<span>{self.pen.words(summary(check))}</span></li>\n"
            for number, check in enumerate(self.checks)
        )
        label = self.pen.words(say("Articles"))
        return f'<nav aria-label="{label}"><ol class="contents">\n{items}</ol></nav>\n'

    # -- an article ------------------------------------------------------------------------------

    def _article(self, number: int) -> str:
        check, prefix = self.checks[number], self._prefix(number)
        cards = "".join(
            card(claim, words, detail, position, prefix, self.pen)
            for position, (claim, words, detail) in enumerate(
                zip(check.claims, spoken(check), check.details, strict=True), 1
            )
        )
        none = "" if cards else self.pen.tag("p", say("No claim was found that figures could bear out."))
        head, level = "", "h2"
        # The parts of one article are landmarks; of several, headings alone lead the way.
        labels = [f' aria-label="{self.pen.words(name)}"' for name in (say("Article"), say("Claims"))]
        if self.several:
            level, labels = "h3", ["", ""]
            head = f'<h2 id="{prefix}article">{self._name(check)}</h2>\n{self._about(check)}'
        return (
            f"{head}{self._first(check, prefix)}"
            '<div class="both">\n'
            f'<section class="article" lang="{check.lang}"{labels[0]}>\n'
            f"{marked_article(check, prefix, self.pen, title=title_of(check), level=int(level[1]))}"
            "</section>\n"
            f'<section class="claims" id="{prefix}claims"{labels[1]}>\n'
            f"{self.pen.tag(level, say('Claims'))}\n{cards}{none}</section>\n</div>\n"
        )

    def _first(self, check: Check, prefix: str) -> str:
        """Return the claims to be looked at first, a line each."""
        items = "".join(
            self._line(claim, words, position, prefix)
            for position, (claim, words) in enumerate(zip(check.claims, spoken(check), strict=True), 1)
            if claim.verdict in OPEN
        )
        if not items:
            return ""
        heading = self.pen.tag("h3" if self.several else "h2", say("To look at first"))
        return f'<section class="first">\n{heading}\n<ul>\n{items}</ul></section>\n'

    def _line(self, claim: Claim, words: str, position: int, prefix: str) -> str:
        told = "" if claim.cause is None else self.pen.words(say("; {cause}", cause=claim.cause))
        right = correction(claim, words)
        figure = claim.figure
        instead = ""
        if right is not None:
            instead = f" \N{RIGHTWARDS ARROW} <ins>{escape(right)}</ins>"
        elif figure is not None and figure.value is not None:
            instead = f" \N{RIGHTWARDS ARROW} {self.pen.words(Shown.of(figure))}"
        return (
            f'<li class="{claim.verdict.value}"><a href="#{prefix}claim-{position}">'
            f'<span class="sign" aria-hidden="true">{claim.verdict.mark}</span> '
            f"{self.pen.words(claim.verdict.words)}</a> "
            f'<q lang="{claim.lang}">{escape(words)}</q>{instead}<span class="cause">{told}</span></li>\n'
        )


_METHOD = say(
    "Verdicts compare the words with filed facts under every defensible definition; only what was reported "
    "can be contradicted. Made with Titre."
)
