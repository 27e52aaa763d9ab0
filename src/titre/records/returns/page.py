"""How does a record stand on a page? Numbers, both charts and every pick; no script, nothing fetched."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from titre.charts.errors import RendererMissing
from titre.kernel.messages import say
from titre.records.returns.drawing import picks_chart, time_chart
from titre.records.returns.tables import RETURN, columns, ordered
from titre.records.returns.telling import notes, summary
from titre.records.returns.wording import honesty, rules_told, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.kernel.messages import Message
    from titre.records.returns.record import Record
    from titre.records.returns.tables import Column

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_MOST_BARS = 500
"""picks that a picture shows; of more no bar could be told from the next"""
_ENDS = 50
"""of the best and of the worst picks, in a notebook"""
_STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --quiet: #57606a; --line: #d0d7de; --paper: #fff;
  --loss: #a4133c; --warn: #7a4d00; --warned: #fff4d6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --quiet: #9da7b1; --line: #3d444d;
  --paper: #0d1117; --loss: #ff8fab; --warn: #ffd58a; --warned: #2b2210; } }
body { margin: 0 auto; max-width: 64rem; padding: 1.5rem 1rem 4rem; background: var(--paper);
  color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .75rem; }
p { max-width: 46rem; }
.quiet { color: var(--quiet); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); gap: 1rem;
  margin: 1.5rem 0; }
dl div { border-top: 2px solid var(--line); padding-top: .4rem; }
dt { color: var(--quiet); font-size: .875rem; }
dd { margin: 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.notes { background: var(--warned); border-left: 4px solid var(--warn); padding: .75rem 1rem;
  margin: 1.5rem 0; }
.notes ul { margin: 0; padding-left: 1.2rem; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
table { border-collapse: collapse; font-size: .875rem; width: 100%; }
th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top;
  font-variant-numeric: tabular-nums; white-space: nowrap; }
th:first-child, .words { text-align: left; }
th:first-child, td:last-child { white-space: normal; min-width: 6rem; }
thead th { color: var(--quiet); font-weight: 600; vertical-align: bottom; }
tr.loss td.total { color: var(--loss); font-weight: 600; }
td.total { font-weight: 600; }
figure { margin: 1rem 0; }
figure svg { display: block; width: 100%; min-width: 34rem; max-width: 46rem; height: auto;
  background: #fff; }
@media print { body { max-width: none; } .scroll { overflow: visible; } table { font-size: 8pt; }
  th, td { padding: .2rem .3rem; white-space: normal; } figure { break-inside: avoid; } }
"""


def record_page(record: Record, language: str) -> str:
    """Return the page of a record in a language."""
    title = record.chosen.title
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="quiet">{_said(span(record, language), language)}</p>',
        _summary(record, language),
        *_notes(record, language),
        f"<p>{_said(honesty(record), language)}</p>",
        *_charts(record, language),
        f"<h2>{_said(say('Every pick'), language)}</h2>",
        _table(record, language),
        f'<p class="quiet">{_said(rules_told(record), language)}</p>',
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(parts)
        + "\n</main>\n</body>\n</html>\n"
    )


def record_fragment(record: Record, language: str) -> str:
    """Return what a notebook shows of a record in a language: all numbers, without the charts."""
    numbers = (f"{escape(name)} {escape(value)}" for name, value in summary(record, language))
    parts = [
        f"<p><strong>{escape(record.chosen.title)}</strong>, {_said(span(record, language), language)}</p>",
        f"<p>{' · '.join(numbers)}</p>",
        *(f"<p>{_said(note, language)}</p>" for note in notes(record)),
        _table(record, language, ends=_ENDS),
        f"<p>{_said(honesty(record), language)}</p>",
    ]
    return f'<div class="titre-record" lang="{language}">' + "\n".join(parts) + "</div>"


def _said(message: Message, language: str) -> str:
    return escape(message.render(language))


def _summary(record: Record, language: str) -> str:
    items = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in summary(record, language)
    )
    return f"<dl>{items}</dl>"


def _notes(record: Record, language: str) -> Iterator[str]:
    told = "".join(f"<li>{_said(note, language)}</li>" for note in notes(record))
    if told:
        yield f'<div class="notes"><ul>{told}</ul></div>'


def _charts(record: Record, language: str) -> Iterator[str]:
    charts = [time_chart(record, language)]
    if len(record.returns) > _MOST_BARS:
        told = say(
            "Of {number} picks there is no picture; the table has every one.", number=len(record.returns)
        )
        yield f"<p>{_said(told, language)}</p>"
    elif record.embargo is None:
        charts.insert(0, picks_chart(record, language))
    for chart in charts:
        if chart is None:
            continue
        try:
            picture = chart.svg()
        except RendererMissing:
            # The table below says all that the picture would.
            return
        label = escape(chart.title)
        # On a narrow screen it keeps a size at which its letters can be read, and is moved sideways.
        yield f'<figure class="scroll" tabindex="0" role="region" aria-label="{label}">{picture}</figure>'


def _table(record: Record, language: str, *, ends: int = 0) -> str:
    """Return the table of all picks, or of so many of the best and of the worst where there are more."""
    first, *found = columns(record, language)
    head = "".join(
        f'<th scope="col"{_side(column)}>{escape(column.heading)}</th>' for column in (first, *found)
    )
    lines = []
    for row, at in enumerate(ordered(record)):
        if ends and ends <= row < len(record.returns) - ends:
            if row == ends:
                told = say("… and {number} more", number=len(record.returns) - 2 * ends)
                lines.append(f'<tr><td colspan="{len(found) + 1}">{_said(told, language)}</td></tr>')
            continue
        made = record.returns[at]
        lost = record.embargo is None and made.known and made.total < 1
        cells = "".join(f"<td{_side(column)}>{escape(column.cells[row])}</td>" for column in found)
        name = f'<th scope="row">{escape(first.cells[row])}</th>'
        lines.append(f"<tr{' class=loss' if lost else ''}>{name}{cells}</tr>")
    label = _said(say("Every pick"), language)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(lines) + "\n</tbody>\n</table></div>"
    )


def _side(column: Column) -> str:
    if column.key == RETURN:
        return " class=total"
    return "" if column.right else " class=words"
