"""``titre figures``: figures of companies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from titre.cli.group import the_desk
from titre.cli.language import language, tell
from titre.cli.options import as_of_option, format_option, question_options
from titre.cli.output import echo, show_json, show_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from titre.figures.model import Figure


@click.command(
    "figures",
    help=tell(
        "Compute METRICS (names of 'titre metrics', separated by commas) of COMPANIES (tickers, CIKs or "
        "names, separated by commas). A figure that the facts do not determine is refused with its "
        "reason.\n\n"
        "Periods: 2024 or FY2024, 2025Q1, 'TTM 2025Q1', CY2024 for the calendar, a day for a balance. "
        "Fiscal labels are the company's own."
    ),
)
@click.argument("companies", metavar=tell("COMPANIES"))
@click.argument("metrics", metavar=tell("METRICS"))
@question_options
@as_of_option
@format_option("table", "json", "csv")
def command(companies: str, metrics: str, form: str, as_of: date | None, **asked: Any) -> int:  # noqa: ANN401 - options
    """Show them; 1 where no figure at all could be given."""
    from titre.cli.questions import asked_figures

    figures = asked_figures(the_desk(), companies, metrics, as_of=as_of, **asked)
    if not figures:
        echo(tell("no figure of {companies} fits", companies=companies), err=True)
    if form == "json":
        show_json([figure.as_json() for figure in figures])
    elif form == "csv":
        _show_csv(figures)
    elif figures:
        show_figures(figures)
    return 0 if any(figure.value is not None for figure in figures) else 1


def show_figures(figures: Sequence[Figure]) -> None:
    """Print figures as a table, each with its rule or the reason why there is none."""
    from titre.figures.rules import describe

    headings = [
        tell("company"), tell("metric"), tell("period"), tell("value"), tell("from"), tell("to"),
        tell("definition"), tell("how"),
    ]  # fmt: skip
    rows = []
    for figure in figures:
        value = ""
        how = ""
        if figure.value is not None:
            value = figure.written(language())
            how = describe(figure.rule).render(language()) if figure.rule else ""
        elif figure.reason is not None:
            how = figure.reason.render(language())
        rows.append(
            [
                figure.name,
                figure.full_metric,
                str(figure.period),
                value or "—",
                figure.start.isoformat() if figure.start else "",
                figure.end.isoformat() if figure.end else "",
                figure.definition,
                how,
            ]
        )
    show_table(headings, rows, right=(3,))


def _show_csv(figures: list[Figure]) -> None:
    import csv
    import sys

    columns = [
        "entity", "cik", "metric", "period", "start", "end", "value", "unit", "as_of", "vintage", "basis",
        "definition", "rule", "reason",
    ]  # fmt: skip
    writer = csv.DictWriter(sys.stdout, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for figure in figures:
        writer.writerow(figure.as_json())
