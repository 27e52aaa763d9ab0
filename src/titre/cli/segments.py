"""``titre segments``: the parts of a company, and what they make of a metric."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from titre.cli.group import the_desk
from titre.cli.language import language, tell
from titre.cli.options import as_of_option, format_option, vintage_options
from titre.cli.output import echo, show_json, show_table
from titre.kernel.numerals import write_amount, write_exact, write_number

if TYPE_CHECKING:
    from datetime import date

    from titre.figures.breakdowns import Breakdown, Part
    from titre.figures.members import Member


@click.command(
    "segments",
    help=tell(
        "List the segments, products, regions and other members for which COMPANY gives METRIC. With a "
        "period: the figure of each, whether they make the total, and what is between them and it.\n\n"
        "A member is asked for in brackets, by its name or its label: 'operating_income[Reality Labs]'; "
        "with its axis where several have the name: 'revenue[ProductOrService=Data Center]'."
    ),
)
@click.argument("company", metavar=tell("COMPANY"))
@click.argument("metric", metavar=tell("METRIC"))
@click.option("--period", metavar=tell("PERIOD"), help=tell("The period; without one, only the names."))
@vintage_options
@as_of_option
@format_option("table", "json")
def command(
    company: str,
    metric: str,
    period: str | None,
    as_of: date | None,
    form: str,
    **asked: Any,  # noqa: ANN401 - options
) -> int:
    """Show them; 1 where the company gives the metric for no member."""
    if period is None:
        members = the_desk().members(company, metric, as_of=as_of)
        if form == "json":
            show_json([_member_as_json(member) for member in members])
        elif members:
            _show_members(members)
        found = bool(members)
    else:
        given = the_desk().breakdowns(company, metric, period, as_of=as_of, **asked)
        if form == "json":
            show_json([_as_json(breakdown) for breakdown in given])
        elif given:
            _show(given)
        found = bool(given)
    if not found:
        echo(tell("{company} gives {metric} for no member", company=company, metric=metric), err=True)
    return 0 if found else 1


def _show_members(members: list[Member]) -> None:
    show_table(
        [tell("axis"), tell("member"), tell("name"), tell("periods"), tell("from"), tell("to")],
        (
            [
                member.short_axis,
                member.short,
                member.words,
                write_number(Decimal(member.facts), language()),
                member.first.isoformat(),
                member.last.isoformat(),
            ]
            for member in members
        ),
        right=(3,),
    )


def _show(given: list[Breakdown]) -> None:
    rows = []
    for breakdown in given:
        axis = breakdown.parts[0].member.short_axis
        rows += [_row(axis, part, tell("part")) for part in breakdown.parts]
        rows += [_row(axis, part, tell("between the parts and the total")) for part in breakdown.named]
        if breakdown.difference and not breakdown.named:
            unit = breakdown.total.unit or ""
            difference = write_amount(breakdown.difference, unit, language(), digits=None)
            rows.append([axis, "—", difference, tell("in the total and in no part")])
        rows.append([axis, tell("total"), breakdown.total.written(language()), ""])
        rows += [
            _row(axis, part, tell("holds parts, or is in one: not added")) for part in breakdown.overlapping
        ]
    show_table([tell("axis"), tell("member"), tell("value"), tell("counts as")], rows, right=(2,))


def _row(axis: str, part: Part, role: str) -> list[str]:
    return [axis, part.member.words, part.figure.written(language()), role]


def _member_as_json(member: Member) -> dict[str, Any]:
    return {
        "axis": member.axis,
        "member": member.member,
        "name": member.short,
        "label": member.label,
        "reference": member.reference,
        "first": member.first.isoformat(),
        "last": member.last.isoformat(),
        "periods": member.facts,
    }


def _as_json(breakdown: Breakdown) -> dict[str, Any]:
    def parts(some: tuple[Part, ...]) -> list[dict[str, Any]]:
        return [{"member": part.member.member, **part.figure.as_json()} for part in some]

    return {
        "axis": breakdown.axis,
        "total": breakdown.total.as_json(),
        "parts": parts(breakdown.parts),
        "difference": write_exact(breakdown.difference),
        "difference_is": parts(breakdown.named),
        "overlapping": parts(breakdown.overlapping),
    }
