"""``titre metrics``: the catalogue."""

from __future__ import annotations

import click

from titre.cli.group import the_catalogue
from titre.cli.language import language, tell
from titre.cli.options import format_option
from titre.cli.output import echo, show_json, show_table


@click.command(
    "metrics",
    help=tell("Show the catalogue of metrics, the desk's own included; or all that one of them says."),
)
@click.argument("name", required=False, metavar=tell("[NAME]"))
@format_option("table", "json")
def command(name: str | None, form: str) -> int:
    """Show them."""
    from titre.metrics.describing import as_json, described, statement_words, unit_words

    catalogue = the_catalogue()
    if name and name not in catalogue:
        from titre.figures.errors import UnknownMetric

        raise UnknownMetric(name, catalogue.near(name))
    if form == "json":
        show_json(as_json(catalogue[name]) if name else [as_json(metric) for metric in catalogue])
    elif name:
        for heading, text in described(catalogue[name], language()):
            echo(tell("{heading}: {text}", heading=heading, text=text) if heading else text)
    else:
        show_table(
            [tell("metric"), tell("label"), tell("unit"), tell("statement")],
            (
                [
                    metric.name,
                    metric.label[language()],
                    unit_words(metric, language()),
                    statement_words(metric, language()),
                ]
                for metric in catalogue
            ),
        )
    return 0
