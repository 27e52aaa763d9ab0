"""``titre demo``: a desk to look at."""

from __future__ import annotations

from pathlib import Path

import click

from titre.cli.language import language, tell
from titre.cli.output import echo


@click.command(
    "demo",
    help=tell(
        "Make a desk in FOLDER with the starter facts, check its example article (two of its figures are "
        "wrong on purpose), and write the annotated report and a chart beside it."
    ),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar=tell("FOLDER"))
def command(folder: Path) -> None:
    """Make it, check it, draw it."""
    from titre.claims.telling.page import html
    from titre.cli.check import show_claims
    from titre.desk.example import example_article, make_example

    desk = make_example(folder, language())
    checked = desk.check(example_article(desk).read_text("utf-8"))
    show_claims(checked)
    reports = folder / "reports"
    reports.mkdir()
    (reports / "example.html").write_text(html(checked), "utf-8")
    figures = desk.figures("META", ["revenue", "free_cash_flow"], frequency="ttm")
    chart = desk.chart(figures, language=language())
    (reports / "meta.svg").write_text(chart.svg(), "utf-8")
    for name in ("example.html", "meta.svg"):
        echo(tell("written to {file}", file=reports / name))
    echo(tell("The desk is in {folder}: cd {folder}, then titre --help.", folder=folder))
