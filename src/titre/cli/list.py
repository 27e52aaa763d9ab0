"""``titre list``: make a list, commit it, reveal it or prove one of its rows."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from titre.cli.group import the_desk
from titre.cli.language import language, tell
from titre.cli.log import moment, picks_of
from titre.cli.options import Day
from titre.cli.output import echo, show_table
from titre.cli.verify import roots_of, trust_option
from titre.kernel.messages import Lines, say
from titre.kernel.numerals import Told, write_number

if TYPE_CHECKING:
    from datetime import date

    from titre.records.committing import Committed
    from titre.records.lists import StockList

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
    # Whatever is wrong is told before anybody thinks of a passphrase.
    stock_list = desk.lists.ready(name)
    if passphrase_file is None:
        _tell_what_is_fixed(stock_list)
    made = desk.lists.commit(name, _passphrase_of(passphrase_file, twice=True))
    _tell_commitment(made, stock_list, desk.path)


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
        "Have an independent authority stamp the commitment with its time (RFC 3161), or a calendar of "
        "OpenTimestamps write it into the chain of Bitcoin: say the latter again the next day, to have what "
        "the calendar wrote. The file is published beside the commitment; with it anyone sees by when the "
        "list existed, whatever the desk says."
    ),
)
@_name
@click.option("--authority", metavar="URL", help=tell("The address of the authority."))
@click.option("--calendar", metavar="URL", help=tell("The address of the calendar."))
@trust_option
def stamp(name: str, authority: str | None, calendar: str | None, trust: tuple[Path, ...]) -> None:
    """Ask for a stamp and tell where it is."""
    desk = the_desk()
    if (authority is None) is (calendar is None):
        raise click.UsageError(tell("give --authority URL or --calendar URL"))
    if authority is not None:
        path, made = desk.lists.stamp(name, authority, roots=roots_of(trust))
        shown = moment(made.time.strftime("%Y-%m-%dT%H:%M:%SZ"))
        words = {"name": name, "moment": shown, "authority": made.authority}
        echo(tell("{name} existed by {moment}, says {authority}.", **words))
    else:
        path, proof = desk.lists.stamp_by_calendar(name, str(calendar))
        for waiting in proof.waiting:
            echo(tell("{name} waits for a block: {calendar}", name=name, calendar=waiting.calendar))
        for height, root in proof.blocks:
            block = {"name": name, "height": height, "root": root[::-1].hex()}
            echo(tell("{name} is in block {height} with the Merkle root {root}, says the calendar.", **block))
            echo(tell("Put the header of the block beside it, as {height}.block of 80 bytes.", height=height))
    echo(tell("Publish {file}.", file=_shown(path, desk.path)))


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
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help=tell(
        "The returns of the whole universe since the list's day: a CSV of symbol, date, return; by default "
        "from the prices of the store."
    ),
)
@click.option("--date", "day", required=True, type=Day(), help=tell("The day to show."))
@click.option(
    "--least",
    type=click.IntRange(min=2),
    metavar="K",
    help=tell("Securities that must fit each row; by default as desk.toml says, else 10."),
)
def blur(name: str, returns: Path | None, day: date, least: int | None) -> None:
    """Write the table to publish, and show it."""
    from titre.desk.records import identity_by_store, returns_by_store

    desk = the_desk()
    known = returns or returns_by_store(desk, name, day)
    least = least or desk.settings.least_fitting
    shown, path = desk.lists.blur(name, known, day, least, identity_by_store(desk))
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
    if shown.withheld:
        days = Lines([Told(day) for day in shown.withheld], ", ").render(language())
        echo(tell("The mean of {days} is not shown: it would give names away.", days=days))
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
    if restored and not desk.lists.log.path.exists():
        echo(
            tell(
                "Put {folder} back too, from where it is published, before you commit again: a second log by "
                "the same key would prove that neither can be believed.",
                folder=_shown(desk.lists.public, desk.path),
            )
        )
    if not restored:
        echo(tell("The backup opens; nothing of it was missing."))


def _passphrase_of(file: Path | None, *, twice: bool) -> str:
    if file is None:
        if not sys.stdin.isatty():
            raise click.UsageError(tell("no terminal to ask for the passphrase at; give --passphrase-file"))
        asked: str = click.prompt(
            tell("Passphrase of the backup:"),
            prompt_suffix=" ",
            hide_input=True,
            confirmation_prompt=tell("Once more:") if twice else False,
        )
        return asked
    text = sys.stdin.read() if str(file) == "-" else file.read_text("utf-8-sig", errors="surrogateescape")
    return text.partition("\n")[0].removesuffix("\r")


def _tell_what_is_fixed(stock_list: StockList) -> None:
    """Tell what a passphrase will fix, before it is asked for."""
    rules = stock_list.rules
    echo(
        tell(
            "To be fixed for good: {picks} of {title}, against {benchmark}, in {currency}, to be revealed by "
            "{day}.",
            picks=picks_of(len(stock_list.picks)),
            title=stock_list.title,
            benchmark=rules.benchmark or say("no benchmark"),
            currency=rules.currency,
            day=Told(rules.reveal_by),
        )
    )
    echo(tell("The passphrase seals the backup; write it down, for nobody can bring it back."))


def _tell_commitment(made: Committed, stock_list: StockList, desk: Path) -> None:
    signed, public = made.signed, made.published.parent
    echo(
        tell(
            "{name} is committed: {picks}, on {moment}, entry {number} of the log",
            name=signed.list_name,
            picks=picks_of(int(signed.text("picks"))),
            moment=moment(signed.text("time")),
            number=signed.number,
        )
    )
    echo(tell("head     {head}", head=signed.head))
    echo(tell("publish  {folder}/ as it is: it shows no pick", folder=_shown(public, desk)))
    echo(tell("back up  {file} to another place", file=_shown(made.backup, desk)))
    echo(tell("         (it opens with your passphrase only, and was just opened)"))
    echo(tell("keep     {file} to yourself: it is the list", file=_shown(made.private, desk)))
    echo(tell("stamp    by: titre list stamp {name} --authority URL", name=signed.list_name))
    echo(tell("         (without a stamp, the time is your word alone)"))
    known = _known_prices(stock_list, signed.text("time"))
    if known:
        echo(tell("note     priced before today: {picks}", picks=", ".join(known)))
        echo(tell("         (whoever verifies is told so)"))


def _known_prices(stock_list: StockList, time: str) -> list[str]:
    """Return the picks whose reference price was made before the day on which they are committed."""
    from titre.records.stamps.pricing import Priced, priced

    committed = datetime.fromisoformat(time)
    reference = stock_list.rules.reference_price
    return [
        pick.label for pick in stock_list.picks if priced(pick.date, reference, committed) is Priced.BEFORE
    ]


def _shown(path: Path, desk: Path) -> str:
    """Return a path as the analyst sees it from his desk."""
    return str(path.relative_to(desk)) if path.is_relative_to(desk) else str(path)
