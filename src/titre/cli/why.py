"""``titre why``: everything a figure rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from titre.cli.group import the_desk
from titre.cli.language import language, tell
from titre.cli.options import as_of_option
from titre.cli.output import echo
from titre.kernel.numerals import write_amount

if TYPE_CHECKING:
    from datetime import date

    from titre.figures.model import Figure, Lineage


@click.command(
    "why",
    help=tell("Show the tree of a figure: every formula, every operand, its filing and link."),
)
@click.argument("company", metavar=tell("COMPANY"))
@click.argument("metric", metavar=tell("METRIC"))
@click.argument("period", metavar=tell("PERIOD"))
@as_of_option
@click.option("--vintage", type=click.Choice(["latest", "first"]), default="latest", show_default=True)
@click.option("--basis", type=click.Choice(["adjusted", "filed"]), default="adjusted", show_default=True)
@click.option("--definition", metavar=tell("NAME"), help=tell("One of the metric's definitions."))
def command(
    company: str,
    metric: str,
    period: str,
    as_of: date | None,
    vintage: str,
    basis: str,
    definition: str | None,
) -> None:
    """Show it."""
    figure = the_desk().figure(
        company, metric, period, as_of=as_of, vintage=vintage, basis=basis, definition=definition
    )
    echo("\n".join(_lines(figure)))


def _lines(figure: Figure) -> list[str]:
    heading = f"{figure.name}, {figure.full_metric}, {figure.period}"
    if figure.definition:
        heading += f" ({figure.definition})"
    lines = [heading]
    if figure.lineage is not None:
        _walk(figure.lineage, "", lines)
    return lines


def _walk(step: Lineage, indent: str, lines: list[str]) -> None:
    from titre.figures.rules import describe

    value = step.written(language())
    if step.written_in:
        # A margin is read in percent; the formula above it counts with the ratio.
        value = f"{value} ({write_amount(step.value, step.unit, language(), digits=None)})"
    period = f"{step.start} … {step.end}" if step.start else str(step.end or step.period)
    how = describe(step.rule).render(language())
    lines.append(f"{indent}{step.name} = {value}  [{period}]  {how}")
    if step.note is not None:
        lines.append(f"{indent}  {step.note.render(language())}")
    if step.fact is not None:
        fact = step.fact
        day = fact.filed or ""
        filed = tell("filed {day}", day=day) if fact.filed_told else tell("filed by {day}", day=day)
        where = ", ".join(part for part in (fact.form, filed, fact.accession) if part)
        if not fact.accession:
            # A price is in no filing: the file it was read from, and the line.
            where = tell("{file}, line {line}", file=fact.file, line=fact.line)
        lines.append(f"{indent}  {fact.concept} {fact.dimensions}".rstrip() + f": {where}")
        if fact.url:
            lines.append(f"{indent}  {fact.url}")
    for operand in step.operands:
        _walk(operand, indent + "  ", lines)
