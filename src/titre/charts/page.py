"""How does a chart stand in HTML? The picture inline and its numbers as a table; no script, no request."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from titre.kernel.messages import say

if TYPE_CHECKING:
    from titre.charts.tables import Table

_STYLE = """
:root { color-scheme: light dark; }
body { margin: 2rem auto; max-width: 760px; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; }
h1.titre-unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
figure.titre-chart { margin: 0; }
figure.titre-chart svg { display: block; max-width: 100%; height: auto; background: #fff; }
figure.titre-chart details { margin-top: 1rem; }
figure.titre-chart .titre-scroll { overflow-x: auto; }
figure.titre-chart table { border-collapse: collapse; font-size: .875rem; }
figure.titre-chart td { font-variant-numeric: tabular-nums; }
figure.titre-chart th, figure.titre-chart td { padding: .25rem .75rem; border-bottom: 1px solid #8886; }
figure.titre-chart th { text-align: left; vertical-align: bottom; font-weight: 600; }
figure.titre-chart td { text-align: right; }
@media print { figure.titre-chart details:not([open]) { display: none; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def document(svg: str, title: str, table: Table, language: str) -> str:
    """Return a whole page that shows one chart."""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1 class="titre-unseen">{escape(title)}</h1>\n'
        f"{fragment(svg, table, language)}\n</main>\n</body>\n</html>\n"
    )


def fragment(svg: str, table: Table, language: str) -> str:
    """Return a ``figure`` element with the picture and, to be opened, the table."""
    heading = escape(say("The numbers").render(language))
    return (
        f'<figure class="titre-chart" lang="{language}">\n{svg}\n<details>\n<summary>{heading}</summary>\n'
        f'<div class="titre-scroll" tabindex="0" role="region" aria-label="{heading}">\n'
        f"{html_table(table)}\n</div>\n"
        "</details>\n</figure>"
    )


def html_table(table: Table) -> str:
    """Return a table as HTML, its headings marked for who does not see it."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    lines = [
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in table.rows
    ]
    body = "\n".join(lines)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
