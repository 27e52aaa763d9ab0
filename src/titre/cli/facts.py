"""``titre facts``: the facts as filed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from titre.cli.group import the_desk
from titre.cli.language import language, tell
from titre.cli.options import as_of_option, format_option
from titre.cli.output import echo, show_json, show_table
from titre.kernel.entities import filing_url
from titre.kernel.numerals import write_exact, write_number

if TYPE_CHECKING:
    from datetime import date

    from titre.sources.rows import FactRow
    from titre.store.snapshot import Vintage


@click.command(
    "facts",
    help=tell(
        "Show the facts of a company as filed, every vintage of them, with accession number and link. "
        "Without a CONCEPT, list the concepts and how many facts each has."
    ),
)
@click.argument("company", metavar=tell("COMPANY"))
@click.argument("concepts", nargs=-1, metavar=tell("[CONCEPT] ..."))
@as_of_option
@click.option(
    "--vintage",
    type=click.Choice(["all", "latest", "first"]),
    default="all",
    show_default=True,
    help=tell("Of a fact that was filed several times: all of its vintages, the latest or the first."),
)
@click.option(
    "--dimension", metavar=tell("TEXT"), help=tell("Only facts with a dimension that contains this.")
)
@format_option("table", "json")
def command(
    company: str,
    concepts: tuple[str, ...],
    as_of: date | None,
    vintage: Vintage,
    dimension: str | None,
    form: str,
) -> int:
    """Show them; 1 where there is none."""
    desk = the_desk()
    rows = [
        row
        for row in desk.facts(company, concepts or None, as_of=as_of, vintage=vintage)
        if dimension is None or dimension.casefold() in row.dimensions.casefold()
    ]
    if form == "json":
        show_json([_as_json(row) for row in rows])
    elif rows and (concepts or dimension):
        _show(rows)
    elif rows:
        _count(rows)
    if not rows:
        echo(tell("no fact of {company} fits", company=company), err=True)
        return 1
    return 0


def _show(rows: list[FactRow]) -> None:
    headings = [
        tell("concept"), tell("start"), tell("end"), tell("value"), tell("unit"), tell("dimensions"),
        tell("form"), tell("filed"), tell("accession number"), tell("source"), tell("link"),
    ]  # fmt: skip
    show_table(headings, map(_cells, rows), right=(3,))


def _cells(row: FactRow) -> list[str]:
    if row.value is not None:
        value = write_number(row.value, language())
    else:
        value = " ".join((row.text or tell("nil")).split())[:80]
    return [
        row.concept,
        row.start.isoformat() if row.start else "",
        row.end.isoformat() if row.end else "",
        value,
        row.unit or "",
        row.dimensions,
        row.form or "",
        row.filed.isoformat() if row.filed else "",
        row.accession,
        str(row.source),
        filing_url(row.entity, row.accession) or "",
    ]


def _count(rows: list[FactRow]) -> None:
    numbers: dict[str, int] = {}
    last: dict[str, date] = {}
    for row in rows:
        numbers[row.concept] = numbers.get(row.concept, 0) + 1
        if row.end is not None:
            last[row.concept] = max(row.end, last.get(row.concept, row.end))
    show_table(
        [tell("concept"), tell("facts"), tell("last period")],
        (
            [
                concept,
                write_number(Decimal(number), language()),
                last[concept].isoformat() if concept in last else "",
            ]
            for concept, number in sorted(numbers.items())
        ),
        right=(1,),
    )


def _as_json(row: FactRow) -> dict[str, Any]:
    given = row._asdict()
    given["value"] = None if row.value is None else write_exact(row.value)
    for name in ("start", "end", "filed"):
        given[name] = None if given[name] is None else given[name].isoformat()
    given["source"] = str(row.source)
    given["url"] = filing_url(row.entity, row.accession)
    return given
