"""How does a figure look in a notebook? A small table of HTML: value, period, how it was made, its sources.

``Figure`` shows itself by this module, which therefore does not import it.
"""

from __future__ import annotations

import os
from html import escape
from typing import TYPE_CHECKING, Any

from titre.figures.rules import describe
from titre.kernel.messages import language_of, say
from titre.kernel.numerals import write_day

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN_FIGURES = 60
_SHOWN_FACTS = 6
"""filings named in a row; a figure of more names their number"""


def table_html(figures: Sequence[Any], language: str | None = None) -> str:
    """Return figures as a table of HTML in a language; by default in that of the reader's machine."""
    words = language or language_of(os.environ)
    headings = [say("company"), say("metric"), say("period"), say("value"), say("how"), say("sources")]
    cells = "".join(f'<th scope="col">{escape(heading.render(words))}</th>' for heading in headings)
    rows = "".join(_row(figure, words) for figure in figures[:_SHOWN_FIGURES])
    more = len(figures) - _SHOWN_FIGURES
    note = ""
    if more > 0:
        note = f"<p>{escape(say('… and {more} more figures', more=more).render(words))}</p>"
    return (
        f'<table class="titre-figures" lang="{words}"><thead><tr>{cells}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{note}"
    )


def _row(figure: Any, language: str) -> str:  # noqa: ANN401 - see above
    value, how = "—", ""
    if figure.value is not None:
        value = figure.written(language)
        how = describe(figure.rule).render(language) if figure.rule else ""
    elif figure.reason is not None:
        how = figure.reason.render(language)
    period = str(figure.period)
    if figure.end is not None:
        days = [write_day(day, language) for day in (figure.start, figure.end) if day is not None]
        period = f"{period} ({' – '.join(days)})"
    texts = [figure.full_metric, period]
    cells = "".join(f"<td>{escape(text)}</td>" for text in texts)
    return (
        f'<tr><th scope="row">{escape(figure.name)}</th>{cells}'
        f'<td style="text-align: right">{escape(value)}</td><td>{escape(how)}</td>'
        f"<td>{_sources(figure.facts, language)}</td></tr>"
    )


def _sources(facts: Sequence[Any], language: str) -> str:
    """Return the filings that facts stand in, each once, with links where they can be shown."""
    filings = {fact.accession: fact for fact in facts}
    shown = ", ".join(_filing(fact, language) for fact in list(filings.values())[:_SHOWN_FACTS])
    more = len(filings) - _SHOWN_FACTS
    return shown + (f" {escape(say('and {more} more', more=more).render(language))}" if more > 0 else "")


def _filing(fact: Any, language: str) -> str:  # noqa: ANN401 - see above
    day = f" {write_day(fact.filed, language)}" if fact.filed else ""
    text = escape(f"{fact.form or fact.accession}{day}")
    if fact.url is None:
        return text
    return f'<a href="{escape(fact.url)}" title="{escape(fact.accession)}">{text}</a>'
