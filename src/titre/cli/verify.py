"""``titre verify``: published files checked by anyone, offline, without a desk."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from titre.cli.language import language, tell
from titre.cli.log import date_option, moment, picks_of, show_states, state_json
from titre.cli.options import format_option
from titre.cli.output import echo, show_json, show_table
from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cryptography.x509 import Certificate

    from titre.kernel.messages import Message
    from titre.records.commitments.checking import Checked
    from titre.records.verifying.together import Verification


trust_option = click.option(
    "--trust",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help=tell(
        "Trust the time-stamping authorities whose root certificates (PEM) are in this file, beside those "
        "that the machine trusts."
    ),
)


@click.command(
    "verify",
    help=tell(
        "Check published FILES (a commitment, a reveal, the proof of a row, a log, stamps; or a folder), "
        "each by itself and all together. Needs no desk and no network.\n\n"
        "Exit status: 1 when anything is refused, with what was got and what was expected."
    ),
)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar=tell("FILE ...")
)
@click.option(
    "--key", metavar=tell("KEY"), help=tell("The desk's public key, where you know it from elsewhere.")
)
@click.option(
    "--head", metavar=tell("HEAD"), help=tell("A head of the log that you know: from a letter, say.")
)
@trust_option
@date_option
@format_option("table", "json")
def command(
    files: tuple[Path, ...],
    key: str | None,
    head: str | None,
    trust: tuple[Path, ...],
    day: date | None,
    form: str,
) -> int:
    """Check, and tell what holds and what does not."""
    from titre.records.verifying.together import BLOCK, CHAIN, TOKEN, verify, verify_stamps

    given = [(str(file), file.read_bytes()) for file in _files(files)]
    endings = (TOKEN, CHAIN, BLOCK)
    stamps = [(name, data) for name, data in given if name.endswith(endings)]
    documents = [(name, data) for name, data in given if not name.endswith(endings)]
    found = verify(documents, key=_hash("--key", key), head=_hash("--head", head))
    verify_stamps(found, stamps, roots_of(trust))
    if form == "json":
        show_json(_json(found, day))
    else:
        _show(found, day)
    return int(bool(found.refused) or not found.checked)


def roots_of(trust: Sequence[Path]) -> list[Certificate]:
    """Return the root certificates in files."""
    from titre.records.stamps.tokens import read_roots

    return [root for file in trust for root in read_roots(str(file), file.read_bytes())]


def _files(given: Sequence[Path]) -> Iterator[Path]:
    for path in given:
        yield from (
            sorted(file for ending in _READ for file in path.rglob(ending)) if path.is_dir() else [path]
        )


def _hash(option: str, text: str | None) -> str | None:
    """Return what is known from elsewhere, as documents write it."""
    if text is None:
        return None
    digits = text.strip().lower()
    if not re.fullmatch("[0-9a-f]{64}", digits, re.ASCII):
        raise click.UsageError(
            tell("{option}: got {text}, expected 64 hexadecimal digits", option=option, text=repr(text))
        )
    return digits


def _show(found: Verification, day: date | None) -> None:
    from titre.records.log import list_states

    for one in found.checked:
        echo(tell("{file}: {words}", file=one.file, words=_words(one)))
        for line in _details(found, one):
            echo(f"  {line.render(language())}")
        if one.kind == "log":
            show_states(list_states(one.entries, day, datetime.now(UTC).date()))
        elif one.rows:
            _show_rows(one)
    for stamp in found.stamps:
        echo(tell("{file}: the stamp holds", file=stamp.file))
    for note in found.notes:
        echo(note.render(language()))
    for error in found.refused:
        echo(tell("REFUSED {message}", message=error.message.render(language())), err=True)
    if not found.checked and not found.refused:
        echo(tell("no document was found"), err=True)


def _words(one: Checked) -> Message:
    match one.kind:
        case "log":
            return say("the log holds")
        case "reveal":
            return say("every row holds")
        case "proof":
            return say("the row holds")
        case _:
            return say("the commitment holds")


def _details(found: Verification, one: Checked) -> Iterator[Message]:
    """Yield what a document proves, a line each; what is long stands last."""
    newest = one.newest
    if one.kind != "log":
        number = int(newest.text("picks"))
        yield say("list       {name}: {picks}", name=newest.list_name, picks=picks_of(number))
        yield say("committed  {moment}, says the desk", moment=moment(newest.text("time")))
        yield say("reveal by  {day}", day=newest.reveal_by)
        yield from _dated(found, one)
        told = [f"{key} {text}" for key, text in newest.rules.items() if text and key not in _TOLD]
        yield say("universe   {text}", text=newest.rules.get("universe", ""))
        yield say("rules      {rules}", rules=_UNDER.join(wrap(", ".join(told), _WIDTH)))
    yield say("entry      {number}", number=newest.number)
    yield say("key        {key}", key=newest.text("key"))
    yield say("head       {head}", head=newest.head)


def _dated(found: Verification, one: Checked) -> Iterator[Message]:
    """Yield by when the list existed, and which reference prices were known by then."""
    from titre.records.stamps.pricing import Priced, row_priced

    stamp = found.independent(one.newest)
    if stamp is None:
        yield say("time       no stamp is here: it is the desk's word alone")
        return
    time = moment(stamp.time.strftime("%Y-%m-%dT%H:%M:%SZ"))
    yield say("existed by {moment}, says {authority}", moment=time, authority=stamp.authority)
    rows: dict[Priced, list[str]] = {priced: [] for priced in Priced}
    for row in one.rows:
        label = row.row.get("symbol") or row.row.get("isin", "")
        rows[row_priced(row.row, one.commitment.rules, stamp.time)].append(label)
    if before := rows[Priced.BEFORE]:
        yield say("WARNING    priced before that: {rows}", rows=", ".join(sorted(before)))
    if same := rows[Priced.SAME_DAY]:
        yield say("note       priced on that very day, before or after: {rows}", rows=", ".join(sorted(same)))


def _show_rows(one: Checked) -> None:
    """Print the rows that were committed, a line each."""
    rows = sorted(
        (dict(row.row) for row in one.rows), key=lambda row: (row.get("date", ""), row.get("symbol", ""))
    )
    columns = [name for name in _COLUMNS if any(name in row for row in rows)]
    show_table(
        [_COLUMNS[name].render(language()) for name in columns],
        [[row.get(name, "") for name in columns] for row in rows],
    )


_WIDTH, _UNDER = 66, "\n" + " " * 13
"""of what is told of a document, and how its lines stand under each other"""
_TOLD = {"reveal_by", "universe"}
"""rules that have a line of their own"""
_READ = ("*.json", "*.tsr", "*.ots", "*.block")
"""what is read of a folder"""
_COLUMNS = {
    "date": say("Date"),
    "symbol": say("Symbol"),
    "isin": say("ISIN"),
    "figi": say("FIGI"),
    "market": say("Market"),
    "name": say("Name"),
    "weight": say("Weight"),
    "side": say("Side"),
    "note": say("Note"),
}


def _json(found: Verification, day: date | None) -> dict[str, Any]:
    return {
        "holds": [
            {
                "file": one.file,
                "document": one.kind,
                "key": one.newest.text("key"),
                "head": one.newest.head,
                **(_log_json(one, day) if one.kind == "log" else _list_json(found, one)),
            }
            for one in found.checked
        ],
        "stamps": [
            {"file": one.file, "head": one.head, "time": one.time.isoformat(), "authority": one.authority}
            for one in found.stamps
        ],
        "refused": [
            {
                "file": error.file,
                "got": error.got.render(language()),
                "expected": error.expected.render(language()),
            }
            for error in found.refused
        ],
        "notes": [note.render(language()) for note in found.notes],
    }


def _log_json(one: Checked, day: date | None) -> dict[str, Any]:
    from titre.records.log import list_states

    return {"lists": [state_json(state) for state in list_states(one.entries, day, datetime.now(UTC).date())]}


def _list_json(found: Verification, one: Checked) -> dict[str, Any]:
    """Return what a document says of one list; ``priced`` has a word for each row, where a stamp tells it."""
    from titre.records.stamps.pricing import row_priced

    stamp = found.independent(one.newest)
    rules = one.commitment.rules
    return {
        "entry": one.commitment.entry,
        "rows": [row.row for row in one.rows],
        "existed_by": stamp.time.isoformat() if stamp else None,
        "authority": stamp.authority if stamp else None,
        "priced": [row_priced(row.row, rules, stamp.time).value for row in one.rows] if stamp else None,
    }
