"""``titre import``: read files into the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from titre.cli.group import the_desk
from titre.cli.language import language, tell
from titre.cli.options import Day
from titre.cli.output import echo, progress_bars, show_findings
from titre.kernel.messages import count

if TYPE_CHECKING:
    from datetime import date

    from titre.store.importing import ImportReport


@click.command(
    "import",
    help=tell(
        "Read files, folders and archives into the desk's store; what was read before is passed over.\n\n"
        "Companyfacts JSON (a file, a folder, EDGAR's nightly zip), inline XBRL (.htm), plain XBRL (.xml), "
        "a filing's zip, Financial Statement Data Sets (zip), tables of facts, prices, dividends and events "
        "(.csv), ECB rates; all of them also as .gz. A faulty file is told with its place and never keeps "
        "the others from being read; the exit status is then 1."
    ),
)
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    # One that may not be read is a finding: it does not keep the others from being read.
    type=click.Path(path_type=Path, readable=False),
    metavar=tell("FILE|FOLDER|ZIP ..."),
)
@click.option(
    "--filed",
    type=Day(),
    help=tell("When the documents were filed, for those that do not tell, as inline XBRL does not."),
)
def command(paths: tuple[Path, ...], filed: date | None) -> int:
    """Import, then tell what was taken and what is faulty."""
    with progress_bars() as progress:
        report = the_desk().import_(paths, filed=filed, progress=progress)
    return tell_report(report)


def tell_report(report: ImportReport) -> int:
    """Tell what an import did, and return the exit status."""
    errors = show_findings(report.findings)
    added = count("{number} source added", "{number} sources added", len(report.added))
    rows = count("{number} row", "{number} rows", report.rows)
    skipped = count("{number} known already", "{number} known already", len(report.skipped))
    faults = count("{number} fault", "{number} faults", errors)
    parts = [part.render(language()) for part in (added, rows, skipped, faults)]
    echo(f"{parts[0]} ({parts[1]}), {parts[2]}, {parts[3]}")
    return 1 if errors else 0
