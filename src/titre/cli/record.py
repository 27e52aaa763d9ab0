"""``titre record``: what a list returned, losses included."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from titre.cli.group import the_desk
from titre.cli.language import language, tell
from titre.cli.options import Day, as_of_option, format_option
from titre.cli.output import echo, show_findings, show_json, show_table, write_file
from titre.cli.verify import roots_of, trust_option
from titre.kernel.messages import say
from titre.sources.tabular.currencies import is_currency

if TYPE_CHECKING:
    from datetime import date

    from titre.records.returns.record import Record


@click.command(
    "record",
    help=tell(
        "Show what each pick of the list NAME returned, and what they make together. Every pick counts: one "
        "without a price makes the record incomplete, never better."
    ),
)
@click.argument("name", metavar=tell("NAME"))
@click.option("--to", type=Day(), metavar=tell("DAY"), help=tell("The last day; by default today."))
@click.option("--currency", metavar=tell("CODE"), help=tell("In this currency; by default the list's."))
@as_of_option
@trust_option
@click.option(
    "--names",
    is_flag=True,
    help=tell("Show names though the list is under embargo: for the desk's own eyes."),
)
@format_option("table", "html", "json", "csv")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=tell("Write a file; its ending says the form where --format does not."),
)
def command(
    name: str,
    to: date | None,
    currency: str | None,
    as_of: date | None,
    trust: tuple[Path, ...],
    names: bool,  # noqa: FBT001 - a flag of the command line
    form: str,
    output: Path | None,
) -> int:
    """Show it; 1 where it is incomplete."""
    from titre.records.returns.telling import findings

    if currency is not None and not is_currency(currency.upper()):
        expected = say("a currency code of ISO 4217, as USD").render(language())
        raise click.UsageError(tell("got {got}, expected {expected}", got=repr(currency), expected=expected))
    record = the_desk().record(
        name,
        to=to,
        currency=currency and currency.upper(),
        as_of=as_of,
        roots=roots_of(trust),
        names=names,
    )
    if output is not None and form == "table":
        form = output.suffix.lower().removeprefix(".")
        if form not in {"html", "json", "csv"}:
            endings = ".html, .json, .csv"
            raise click.UsageError(
                tell("got {got}, expected one of {endings}", got=repr(output.suffix), endings=endings)
            )
    if form == "table":
        _show(record)
    elif output is not None:
        write_file(output, _written(record, form).encode())
        echo(str(output))
    elif form == "json":
        from titre.records.returns.telling import as_json

        show_json(as_json(record))
    else:
        echo(_written(record, form), nl=False)
    show_findings(findings(record))
    return 0 if record.complete else 1


def _written(record: Record, form: str) -> str:
    from titre.records.returns.telling import as_csv, as_json

    if form == "json":
        import json

        return json.dumps(as_json(record), ensure_ascii=False, indent=2, default=str) + "\n"
    if form == "csv":
        return as_csv(record)
    from titre.records.returns.page import record_page

    return record_page(record, language())


def _show(record: Record) -> None:
    from titre.records.returns.tables import PRICES, columns, fitted
    from titre.records.returns.telling import notes, summary
    from titre.records.returns.wording import honesty, rules_told, span

    echo(f"{record.chosen.title}\n{span(record, language()).render(language())}\n")
    every = columns(record, language())
    shown = fitted(record, language(), get_terminal_size().columns) if sys.stdout.isatty() else every
    show_table(
        [column.heading for column in shown],
        list(zip(*(column.cells for column in shown), strict=True)),
        right=[at for at, column in enumerate(shown) if column.right],
    )
    if not PRICES.isdisjoint({column.key for column in every} - {column.key for column in shown}):
        echo(tell("Prices are in the page, in JSON and CSV, and in a wider window."))
    echo("")
    show_table([tell("together"), ""], summary(record, language()), right=(1,))
    echo("")
    for note in (*notes(record), rules_told(record), honesty(record)):
        echo(note.render(language()))
    if record.embargo is not None:
        from titre.records.returns.withheld import hints

        for hint in hints(record, record.embargo):
            echo(hint.render(language()), err=True)
