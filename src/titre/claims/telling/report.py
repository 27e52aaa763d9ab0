"""How is a check told? As rows for a terminal, as JSON, as Markdown, as a page of HTML."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from titre.claims.telling.page import html
from titre.claims.telling.wording import VERDICT_MARKS, VERDICT_WORDS, summary, title_of, understood
from titre.claims.telling.writing import Shown
from titre.kernel.messages import say

if TYPE_CHECKING:
    from titre.claims.model import Check

__all__ = ["headings", "html", "json_text", "markdown", "table_rows"]

_ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#"})
_HEADINGS = (say("Verdict"), say("Words"), say("Understood"), say("Figure"), say("Reason"))


def headings(language: str = "en") -> tuple[str, ...]:
    """Return the headings of the columns that ``table_rows`` gives."""
    return tuple(heading.render(language) for heading in _HEADINGS)


def table_rows(check: Check, language: str | None = None) -> list[tuple[str, ...]]:
    """Return a row for each claim, in the order of the text: verdict, words, understood, figure, reason."""
    language = language or check.lang
    return [
        (
            f"{VERDICT_MARKS[claim.verdict]} {VERDICT_WORDS[claim.verdict].render(language)}",
            " ".join(claim.text.split()),
            understood(claim).render(language),
            "" if claim.figure is None else Shown(claim.figure.value, claim.figure.unit).render(language),
            claim.explanation.render(language),
        )
        for claim in check.claims
    ]


def json_text(check: Check, language: str | None = None) -> str:
    """Return the check as JSON, indented; numbers are exact texts."""
    return json.dumps(check.as_json(language), ensure_ascii=False, indent=2) + "\n"


def markdown(check: Check, language: str | None = None) -> str:
    """Return the check as a Markdown document: a table, then each claim with its sources."""
    language = language or check.lang
    lines = [f"# {_plain(title_of(check))}", "", summary(check).render(language), ""]
    lines.append("| " + " | ".join(headings(language)) + " |")
    lines.append("|" + " --- |" * len(_HEADINGS))
    lines += ["| " + " | ".join(map(_plain, row)) + " |" for row in table_rows(check, language)]
    sources = dict.fromkeys(
        f"- {_plain(claim.figure.name)}, {fact.form or ''} {fact.accession}: <{fact.url}>"
        for claim in check.claims
        if claim.figure is not None
        for fact in claim.figure.facts
        if fact.url
    )
    if sources:
        lines += ["", f"## {say('Filings').render(language)}", "", *sources]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPED)
