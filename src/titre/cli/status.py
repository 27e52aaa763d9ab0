"""``titre status``: what the store holds, from when, and what is stale."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from titre.cli.group import the_desk
from titre.cli.language import language, tell
from titre.cli.options import format_option
from titre.cli.output import echo, show_json, show_table
from titre.kernel.messages import count
from titre.kernel.numerals import write_day, write_number

if TYPE_CHECKING:
    from titre.store.status import Status


@click.command("status", help=tell("Tell what the desk's store holds, from when, and what is stale."))
@format_option("table", "json")
def command(form: str) -> None:
    """Show it."""
    status = the_desk().status()
    if form == "json":
        show_json(asdict(status))
        return
    _summarise(status)
    if not status.entities:
        return
    show_table(
        [
            tell("company"),
            tell("identifier"),
            tell("facts"),
            tell("filings"),
            tell("first filed"),
            tell("last filed"),
            tell("sources"),
            tell("stale"),
        ],
        (
            [
                entity.name,
                entity.entity,
                write_number(Decimal(entity.facts), language()),
                write_number(Decimal(entity.filings), language()),
                str(entity.first_filed or ""),
                str(entity.last_filed or ""),
                ", ".join(entity.sources),
                _stale(entity.silent_days) if entity.stale else "",
            ]
            for entity in status.entities
        ),
        right=(2, 3),
    )


def _summarise(status: Status) -> None:
    if not status.number:
        echo(tell("The store is empty. Next: titre import FILES, or titre pull COMPANY."))
        return
    documents = count("{number} source imported", "{number} sources imported", status.documents)
    size = write_number(Decimal(status.bytes) / 1_000_000, language(), places=1)
    last = "" if status.last_import is None else write_day(status.last_import, language())
    echo(tell("{documents}, the last on {day}; {size} MB.", documents=documents, day=last, size=size))
    rows = ", ".join(
        f"{kind} {write_number(Decimal(number), language())}" for kind, number in status.rows.items()
    )
    echo(tell("Rows: {rows}.", rows=rows))


def _stale(days: int | None) -> str:
    return count("{number} day without a filing", "{number} days without a filing", days or 0).render(
        language()
    )
