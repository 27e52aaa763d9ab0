"""``titre pull``: get what is published, and import it."""

from __future__ import annotations

import click

from titre.cli.group import the_desk
from titre.cli.importing import tell_report
from titre.cli.language import tell
from titre.cli.output import progress_bars

RATES, PRICES = "rates", "prices"


@click.command(
    "pull",
    help=tell(
        "Get the facts and filings of companies from EDGAR (tickers, CIKs or names) and import them; "
        "'titre pull rates' gets the euro's reference rates of the ECB, 'titre pull prices SYMBOL ...' "
        "prices from a plug-in.\n\n"
        "EDGAR asks who is calling: set identity in desk.toml, or TITRE_IDENTITY. Requests are paced for the "
        "whole machine, unchanged documents are not sent again, and broken downloads resume."
    ),
)
@click.argument("names", nargs=-1, metavar=tell("COMPANY ..."))
@click.option(
    "--all", "everything", is_flag=True, help=tell("All companies: EDGAR's nightly archives, 3 GB.")
)
@click.option(
    "--filings",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    metavar=tell("NUMBER"),
    help=tell("Get so many of the newest annual and quarterly reports too: they carry the segments."),
)
@click.option(
    "--vendor",
    default="address",
    show_default=True,
    metavar=tell("NAME"),
    help=tell("The plug-in that gets prices."),
)
def command(names: tuple[str, ...], *, everything: bool, filings: int, vendor: str) -> int:
    """Pull, import and tell."""
    if everything == bool(names):
        raise click.UsageError(tell("name companies, or 'rates', or give --all"))
    desk = the_desk()
    with progress_bars() as progress:
        if everything:
            report = desk.pull_all(progress=progress)
        elif names[0] == PRICES and len(names) > 1:
            report = desk.pull_prices(names[1:], vendor=vendor, progress=progress)
        elif names == (RATES,):
            report = desk.pull_rates(progress=progress)
        else:
            report = desk.pull(names, filings=filings, progress=progress)
    return tell_report(report)
