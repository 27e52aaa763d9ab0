"""``titre new``: make a desk."""

from __future__ import annotations

from pathlib import Path

import click

from titre.cli.language import language, tell
from titre.cli.output import echo


@click.command(
    "new",
    help=tell(
        "Make a desk in FOLDER: desk.toml with commented settings, metrics.toml, events.csv, letters/ and "
        "lists/, all plain text. The folder must be new or empty."
    ),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar=tell("FOLDER"))
def command(folder: Path) -> None:
    """Make the desk and say what comes next."""
    from titre.desk import Desk

    Desk.create(folder, language())
    echo(tell("{folder} is a desk now. Next: cd {folder}, then titre import FILES.", folder=folder))
