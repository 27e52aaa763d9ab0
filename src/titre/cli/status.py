"""``titre status``: what the store holds, from when, and what is stale."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from titre.cli.group import the_desk
from titre.cli.language import language, tell
from titre.cli.options import format_option
from titre.cli.output import echo, show_json, show_table
from titre.kernel.messages import count, say
from titre.kernel.numerals import write_day, write_number

if TYPE_CHECKING:
    from titre.store.status import Status


_SHOWN = 30
"""companies that a table shows where not all are asked for"""
_KINDS = {
    "facts": say("facts"),
    "concepts": say("concepts"),
    "names": say("names"),
    "filings": say("filings"),
    "prices": say("prices"),
    "rates": say("rates"),
    "events": say("events"),
}


@click.command(
    "status",
    help=tell(
        "Tell what the desk's store holds, from when, and what is stale: the companies that filed last, or "
        "all of them."
    ),
)
@click.option("--all", "everyone", is_flag=True, help=tell("Show every company."))
@format_option("table", "json")
def command(form: str, *, everyone: bool) -> None:
    """Show it."""
    status = the_desk().status()
    if form == "json":
        show_json(asdict(status))
        return
    _summarise(status)
    if not status.entities:
        return
    newest = sorted(status.entities, key=lambda entity: entity.last_filed or date.min, reverse=True)
    shown = newest if everyone else newest[:_SHOWN]
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
            for entity in shown
        ),
        right=(2, 3),
    )
    more = len(newest) - len(shown)
    if more:
        echo(
            count(
                "… and {number} more; --all shows it", "… and {number} more; --all shows them", more
            ).render(language())
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
        f"{_KINDS[kind].render(language())} {write_number(Decimal(number), language())}"
        for kind, number in status.rows.items()
        if kind in _KINDS
    )
    echo(tell("Rows: {rows}.", rows=rows))


def _stale(days: int | None) -> str:
    return count("{number} day without a filing", "{number} days without a filing", days or 0).render(
        language()
    )
