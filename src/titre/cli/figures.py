"""``titre figures``: figures of companies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from titre.cli.group import the_desk
from titre.cli.language import language, tell
from titre.cli.options import as_of_option, question_options
from titre.cli.output import echo, show_json, show_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from titre.desk.tabulating import Engine
    from titre.figures.model import Figure


@click.command(
    "figures",
    help=tell(
        "Compute METRICS (names of 'titre metrics', separated by commas) of COMPANIES (tickers, CIKs or "
        "names, separated by commas). A figure that the facts do not determine is refused with its "
        "reason.\n\n"
        "Periods: 2024 or FY2024, 2025Q1, 'TTM 2025Q1', CY2024 for the calendar, a day for a balance. "
        "Fiscal labels are the company's own.\n\n"
        "With --all in place of COMPANIES, all figures there are of all companies: a market in one query."
    ),
)
@click.argument("words", nargs=-1, metavar=tell("COMPANIES METRICS"))
@click.option("--all", "everybody", is_flag=True, help=tell("All companies in the store."))
@question_options
@as_of_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "parquet"]),
    help=tell("How to show it; by default a table, or what the file's name says."),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=tell("A file in place of the screen: .parquet, .csv or .json."),
)
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help=tell("What computes the figures of --all; the figures are the same."),
)
@click.option(
    "--master", metavar="URL", help=tell("The Spark to use; by default SPARK_MASTER, or this machine.")
)
def command(
    words: tuple[str, ...],
    everybody: bool,  # noqa: FBT001 - a flag
    form: str | None,
    output: Path | None,
    as_of: date | None,
    engine: Engine,
    master: str | None,
    **asked: Any,  # noqa: ANN401 - options
) -> int:
    """Show them; 1 where no figure at all could be given."""
    from titre.cli.exporting import format_of

    if len(words) != (1 if everybody else 2):
        raise click.UsageError(
            tell("with --all: got {got} words, expected one, METRICS", got=len(words))
            if everybody
            else tell("got {got} words, expected two: COMPANIES METRICS", got=len(words))
        )
    if not everybody and (engine != "duckdb" or master is not None):
        raise click.UsageError(tell("--engine and --master go with --all"))
    chosen = format_of(output, form)
    if everybody:
        return _show_market(words[0], chosen, output, engine, master, as_of=as_of, **asked)
    return _show_companies(words[0], words[1], chosen, output, as_of=as_of, **asked)


def _show_companies(
    companies: str,
    metrics: str,
    form: str,
    output: Path | None,
    **asked: Any,  # noqa: ANN401 - options
) -> int:
    from titre.cli.exporting import opened, write_rows, write_tables
    from titre.cli.questions import asked_figures

    figures = asked_figures(the_desk(), companies, metrics, **asked)
    if not figures:
        echo(tell("no figure of {companies} fits", companies=companies), err=True)
    if form == "table":
        if figures:
            show_figures(figures)
    elif form == "json" and output is None:
        show_json([figure.as_json() for figure in figures])
    else:
        with opened(output) as stream:
            if form == "parquet":
                write_tables([figures.to_arrow()], form, stream)
            else:
                write_rows((figure.as_json() for figure in figures), form, stream)
    return 0 if any(figure.value is not None for figure in figures) else 1


def _show_market(
    metrics: str,
    form: str,
    output: Path | None,
    engine: Engine,
    master: str | None,
    **asked: Any,  # noqa: ANN401 - options
) -> int:
    from titre.cli.exporting import opened, show_tables, write_tables
    from titre.desk.asking import split_metrics

    if asked.pop("period") is not None:
        raise click.UsageError(tell("--all goes with --frequency, --from and --to, not with --period"))
    asked["frequency"] = asked["frequency"] or "annual"
    parts = the_desk().tables(split_metrics(metrics), engine=engine, master=master, lineage=True, **asked)
    if form == "table":
        written = show_tables(parts)
    else:
        with opened(output) as stream:
            written = write_tables(parts, form, stream)
    if not written:
        echo(tell("no figure of {companies} fits", companies="--all"), err=True)
    return 0 if written else 1


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
