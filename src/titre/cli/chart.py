"""``titre chart``: figures over time, drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from titre.cli.group import the_desk
from titre.cli.language import language, tell
from titre.cli.options import as_of_option, question_options
from titre.cli.output import echo, write_file

if TYPE_CHECKING:
    from datetime import date

KINDS = ("line", "bar", "related", "multiples")


@click.command(
    "chart",
    help=tell(
        "Draw METRICS of COMPANIES over time into a file: .svg, .png, .html (with the table of its data), "
        ".json (Vega-Lite) or .csv."
    ),
)
@click.argument("companies", metavar=tell("COMPANIES"))
@click.argument("metrics", metavar=tell("METRICS"))
@question_options
@as_of_option
@click.option(
    "--kind", type=click.Choice(KINDS), default="line", show_default=True, help=tell("The kind of chart.")
)
@click.option(
    "--title", metavar=tell("TEXT"), help=tell("A title in place of the one made from the figures.")
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help=tell("The file; its ending says the form."),
)
def command(
    companies: str,
    metrics: str,
    as_of: date | None,
    kind: str,
    title: str | None,
    output: Path,
    **asked: Any,  # noqa: ANN401 - options
) -> None:
    """Draw it."""
    from titre.cli.questions import asked_figures

    if output.suffix.lower() not in _WRITERS:
        endings = ", ".join(_WRITERS)
        raise click.UsageError(
            tell("got {got}, expected one of {endings}", got=repr(output.suffix), endings=endings)
        )
    desk = the_desk()
    figures = asked_figures(desk, companies, metrics, as_of=as_of, **asked)
    chart = desk.chart(figures, kind=kind, title=title, language=language())
    write_file(output, _WRITERS[output.suffix.lower()](chart))
    echo(chart.alt_text)


_WRITERS = {
    ".svg": lambda chart: chart.svg().encode(),
    ".png": lambda chart: chart.png(),
    ".html": lambda chart: chart.html().encode(),
    ".json": lambda chart: chart.json().encode(),
    ".csv": lambda chart: chart.csv().encode(),
}
