"""How is a check told? As JSON or Markdown; ``page`` makes a page, ``sarif`` a log, ``rows`` a table."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from titre.claims.model import Verdict
from titre.claims.telling.page import html
from titre.claims.telling.reading_view import title_of
from titre.claims.telling.rows import headings, table_rows
from titre.claims.telling.sarif import sarif_log
from titre.claims.telling.wording import summary
from titre.kernel.messages import say
from titre.kernel.numerals import write_day
from titre.kernel.printing import presentable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.claims.model import Check

__all__ = ["html", "json_text", "json_value", "markdown", "sarif_log"]

_ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#~"})


def json_value(*checks: Check, language: str | None = None) -> Any:  # noqa: ANN401 - an object, or a list
    """Return a check as an object for JSON, several as a list of them; numbers are exact texts."""
    told = [check.as_json(language) for check in checks]
    return told[0] if len(told) == 1 else told


def json_text(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    """Return a value as indented JSON for a file."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def markdown(*checks: Check, language: str | None = None) -> str:
    """Return checks as Markdown, to be pasted into a pull request or a mail.

    A table of the claims that need a look, the rest folded away, then the filings.
    """
    told = "\n".join("\n".join(_markdown(check, language or check.lang)) + "\n" for check in checks)
    return presentable(told)


def _markdown(check: Check, language: str) -> Iterator[str]:
    yield f"## {_plain(title_of(check) or check.source or say('Text checked').render(language))}"
    yield ""
    none = say("No claim was found that figures could bear out.")
    yield f"{summary(check).render(language)}." if check.claims else none.render(language)
    if check.as_of is not None:
        day = write_day(check.as_of, language)
        yield say("Judged by what was known on {day}.", day=day).render(language)
    rows = list(zip(check.claims, table_rows(check, language), strict=True))
    looked = [row for claim, row in rows if claim.verdict in _LOOKED_AT]
    rest = [row for claim, row in rows if claim.verdict not in _LOOKED_AT]
    if looked:
        yield ""
        yield from _table(looked, language)
    if rest:
        verdicts = Counter(claim.verdict for claim, _ in rows if claim.verdict not in _LOOKED_AT)
        told = ", ".join(f"{number} {verdict.words.render(language)}" for verdict, number in verdicts.items())
        yield from ("", f"<details><summary>{told}</summary>", "")
        yield from _table(rest, language)
        yield from ("", "</details>")
    sources = dict.fromkeys(
        f"- {_plain(claim.figure.name)}, {fact.form or ''} {fact.accession}: <{fact.url}>"
        for claim in check.claims
        if claim.figure is not None
        for fact in claim.figure.facts
        if fact.url
    )
    if sources:
        yield from ("", f"<details><summary>{say('Filings').render(language)}</summary>", "")
        yield from (*sources, "", "</details>")


_LOOKED_AT = frozenset({Verdict.CONTRADICTED, Verdict.APPROXIMATE})


def _table(rows: list[tuple[str, ...]], language: str) -> Iterator[str]:
    yield "| " + " | ".join(headings(language)) + " |"
    yield "|" + " --- |" * len(headings(language))
    yield from ("| " + " | ".join(map(_plain, row)) + " |" for row in rows)


def _plain(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPED)
