"""``titre list``: make a list, commit it, reveal it or prove one of its rows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from titre.cli.group import the_desk
from titre.cli.language import language, tell
from titre.cli.log import picks_of
from titre.cli.options import Day
from titre.cli.output import echo, show_table
from titre.cli.verify import roots_of, trust_option
from titre.kernel.numerals import write_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from titre.records.committing import Committed

_name = click.argument("name", metavar=tell("NAME"))
_passphrase = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True, allow_dash=True),
    help=tell("Read the backup's passphrase from the first line of this file; by default it is asked for."),
)


@click.group(
    "list",
    help=tell(
        "Lists of securities whose record can be proven: written as plain text, committed before their "
        "prices are known, revealed later with every row."
    ),
)
def command() -> None:
    """Hold the verbs on lists."""


@command.command(
    "new",
    short_help=tell("Make the two files of a list."),
    help=tell("Make lists/NAME.toml (the rules) and lists/NAME.csv (the picks) to fill."),
)
@_name
def new(name: str) -> None:
    """Make the two files and say what comes next."""
    desk = the_desk()
    rules, picks = desk.lists.new(name, desk.settings.language or language())
    echo(
        tell(
            "Fill {rules} and {picks}, then: titre list commit {name}",
            rules=_shown(rules, desk.path),
            picks=_shown(picks, desk.path),
            name=name,
        )
    )


@command.command(
    "commit",
    short_help=tell("Fix a list for good."),
    help=tell(
        "Fix a list for good. Publishes nothing of its rows: only its rules, the number of picks and a hash "
        "that nobody can read and that no other list has. The salts that reveal it stay private; a backup "
        "of them is sealed by a passphrase and opened again before the commitment counts."
    ),
)
@_name
@_passphrase
def commit(name: str, passphrase_file: Path | None) -> None:
    """Commit and tell what to publish and what to copy to another place."""
    desk = the_desk()
    made = desk.lists.commit(name, _passphrase_of(passphrase_file, twice=True))
    _tell_commitment(made, desk.path)


@command.command(
    "reveal",
    short_help=tell("Publish every row, or prove one."),
    help=tell(
        "Publish every row of a committed list, losses included. With --row only the proof of one row is "
        "written, for whom it is meant; the log does not tell of it."
    ),
)
@_name
@click.option(
    "--row", metavar=tell("SYMBOL"), help=tell("Prove one row: its symbol or ISIN, as NEM or NEM@2024-07-23.")
)
@click.option("--early", is_flag=True, help=tell("Reveal although the embargo has not ended."))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=tell("Write the proof to this file; by default to proofs/."),
)
def reveal(name: str, row: str | None, output: Path | None, *, early: bool) -> None:
    """Reveal all, or prove one row."""
    if row is None and output is not None:
        raise click.UsageError(tell("--output is for the proof of one --row"))
    desk = the_desk()
    if row is not None:
        proof = desk.lists.prove(name, row, output)
        echo(tell("The proof of {row} is in {file}.", row=row, file=_shown(proof, desk.path)))
    else:
        shown = _shown(desk.lists.reveal(name, early=early), desk.path)
        log = _shown(desk.lists.log.path, desk.path)
        echo(tell("{name} is revealed. Publish {file} and {log}.", name=name, file=shown, log=log))


@command.command(
    "stamp",
    short_help=tell("Have it stamped with its time."),
    help=tell(
        "Have an independent authority stamp the commitment with its time (RFC 3161). The file is published "
        "beside the commitment; with it anyone sees by when the list existed, whatever the desk says."
    ),
)
@_name
@click.option("--authority", required=True, metavar="URL", help=tell("The address of the authority."))
@trust_option
def stamp(name: str, authority: str, trust: tuple[Path, ...]) -> None:
    """Ask for a stamp and tell where it is."""
    desk = the_desk()
    path = desk.lists.stamp(name, authority, roots=roots_of(trust))
    echo(tell("{name} is stamped. Publish {file}.", name=name, file=_shown(path, desk.path)))


@command.command(
    "blur",
    short_help=tell("Show what gives no name away."),
    help=tell(
        "Show of a list under embargo what gives no name away: for each row a number and a band, n, and the "
        "mean at the ends of months. Refused where fewer securities of the universe than the desk's least "
        "fit what would be shown, and what was shown before."
    ),
)
@_name
@click.option(
    "--returns",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help=tell("The returns of the whole universe since the list's day: a CSV of symbol, date, return."),
)
@click.option("--date", "day", required=True, type=Day(), help=tell("The day to show."))
@click.option(
    "--least",
    type=click.IntRange(min=2),
    metavar="K",
    help=tell("Securities that must fit each row; by default as desk.toml says, else 10."),
)
def blur(name: str, returns: Path, day: date, least: int | None) -> None:
    """Write the table to publish, and show it."""
    desk = the_desk()
    shown, path = desk.lists.blur(name, returns, day, least or desk.settings.least_fitting)
    headings = [tell("Row"), tell("At least"), tell("Below"), tell("Fitting")]
    rows = [
        [
            str(number),
            write_number(bands[day].low * 100, language()),
            write_number(bands[day].high * 100, language()),
            str(fit),
        ]
        for number, (bands, fit) in enumerate(zip(shown.rows, shown.fitting, strict=True), 1)
    ]
    show_table(headings, rows, right=(0, 1, 2, 3))
    echo(
        tell(
            "in percent; {picks}. Publish {file}.", picks=picks_of(shown.picks), file=_shown(path, desk.path)
        )
    )


@command.command(
    "restore",
    short_help=tell("Put back what a backup holds."),
    help=tell("Put back the salts and the key of a BACKUP that titre list commit made."),
)
@click.argument(
    "backup", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar=tell("BACKUP")
)
@_passphrase
def restore(backup: Path, passphrase_file: Path | None) -> None:
    """Restore what is missing and tell."""
    desk = the_desk()
    restored = desk.lists.restore(backup, _passphrase_of(passphrase_file, twice=False))
    for path in restored:
        echo(tell("restored {file}", file=_shown(path, desk.path)))
    if not restored:
        echo(tell("The backup opens; nothing of it was missing."))


def _passphrase_of(file: Path | None, *, twice: bool) -> str:
    if file is None:
        if not sys.stdin.isatty():
            raise click.UsageError(tell("no terminal to ask for the passphrase at; give --passphrase-file"))
        asked: str = click.prompt(
            tell("Passphrase of the backup"),
            hide_input=True,
            confirmation_prompt=tell("Once more") if twice else False,
        )
        return asked
    text = sys.stdin.read() if str(file) == "-" else file.read_text("utf-8-sig", errors="surrogateescape")
    return text.partition("\n")[0].removesuffix("\r")


def _tell_commitment(made: Committed, desk: Path) -> None:
    shown: Callable[[Path], str] = lambda path: _shown(path, desk)  # noqa: E731 - a short name for a page
    signed = made.signed
    picks = picks_of(int(signed.text("picks")))
    echo(
        tell(
            "{name} is committed: {picks}, {time}, entry {number} of the log",
            name=signed.list_name,
            picks=picks,
            time=signed.text("time"),
            number=signed.number,
        )
    )
    echo(tell("head     {head}", head=signed.head))
    echo(
        tell(
            "publish  {folder} and {log}",
            folder=shown(made.published),
            log=shown(made.published.parent / "log.json"),
        )
    )
    echo(
        tell(
            "back up  {file}: copy it to another place; it opens with your passphrase only, and just did",
            file=shown(made.backup),
        )
    )
    echo(tell("keep     {file}: whoever reads it reads the list", file=shown(made.private)))


def _shown(path: Path, desk: Path) -> str:
    """Return a path as the analyst sees it from his desk."""
    return str(path.relative_to(desk)) if path.is_relative_to(desk) else str(path)
