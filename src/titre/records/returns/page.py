"""How does a record stand on a page? Numbers, both charts and every pick; no script, nothing fetched."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from titre.charts.errors import RendererMissing
from titre.kernel.messages import say
from titre.kernel.numerals import write_day
from titre.records.returns.drawing import picks_chart, time_chart
from titre.records.returns.telling import headings, notes, ordered, rows, summary
from titre.records.returns.wording import honesty, rules_told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.kernel.messages import Message
    from titre.records.returns.record import Record

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --quiet: #57606a; --line: #d0d7de; --paper: #fff;
  --loss: #a4133c; --warn: #7a4d00; --warned: #fff4d6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --quiet: #9da7b1; --line: #3d444d;
  --paper: #0d1117; --loss: #ff8fab; --warn: #ffd58a; --warned: #2b2210; } }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; background: var(--paper);
  color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .75rem; }
p { max-width: 46rem; }
.quiet { color: var(--quiet); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(10.5rem, 1fr)); gap: 1rem;
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
th:first-child, td:last-child { text-align: left; white-space: normal; }
thead th { color: var(--quiet); font-weight: 600; vertical-align: bottom; }
tr.loss td.total { color: var(--loss); font-weight: 600; }
td.total { font-weight: 600; }
figure { margin: 1rem 0; }
figure svg { display: block; max-width: 100%; height: auto; background: #fff; }
@media print { body { max-width: none; } .scroll { overflow: visible; } table { font-size: 8pt; }
  th, td { padding: .2rem .3rem; white-space: normal; } figure { break-inside: avoid; } }
"""
_TOTAL = 8
"""place of the return among the cells of a row"""


def record_page(record: Record, language: str) -> str:
    """Return the page of a record in a language."""
    title = record.chosen.title
    span = say(
        "{start} to {end}", start=write_day(record.start, language), end=write_day(record.to, language)
    )
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="quiet">{_said(span, language)}</p>',
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
    of_picks = picks_chart(record, language) if record.embargo is None else None
    for chart in (of_picks, time_chart(record, language)):
        if chart is None:
            continue
        try:
            picture = chart.svg()
        except RendererMissing:
            # The table below says all that the picture would.
            return
        yield f'<figure lang="{language}">{picture}</figure>'


def _table(record: Record, language: str) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in headings(record, language))
    lines = []
    for at, cells in zip(ordered(record), rows(record, language), strict=True):
        made = record.returns[at]
        lost = record.embargo is None and made.known and made.total < 1
        told = "".join(
            f'<td class="total">{escape(cell)}</td>' if place == _TOTAL else f"<td>{escape(cell)}</td>"
            for place, cell in enumerate(cells)
            if place
        )
        lines.append(f'<tr{" class=loss" if lost else ""}><th scope="row">{escape(cells[0])}</th>{told}</tr>')
    label = _said(say("Every pick"), language)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(lines) + "\n</tbody>\n</table></div>"
    )
