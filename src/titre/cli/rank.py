"""``titre rank``: companies by a metric."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from titre.cli.group import the_desk
from titre.cli.language import language, tell
from titre.cli.options import (
    as_of_option,
    companies_option,
    format_option,
    one_period_option,
    vintage_options,
)
from titre.cli.output import echo, show_json, show_table
from titre.kernel.messages import count
from titre.kernel.numerals import write_number

if TYPE_CHECKING:
    from datetime import date


@click.command(
    "rank",
    help=tell(
        "Rank the companies in the store by METRIC in a period, the largest first. Companies without a "
        "figure, or in another currency than most, are left out and counted."
    ),
)
@click.argument("metric", metavar=tell("METRIC"))
@one_period_option
@companies_option
@click.option(
    "--top", type=click.IntRange(min=1), metavar=tell("NUMBER"), help=tell("Show so many; by default all.")
)
@vintage_options
@as_of_option
@format_option("table", "json")
def command(
    metric: str,
    period: str,
    companies: str | None,
    top: int | None,
    as_of: date | None,
    form: str,
    **asked: Any,  # noqa: ANN401 - options
) -> int:
    """Show them; 1 where no company has a figure."""
    ranking = the_desk().rank(metric, period, entities=companies, top=top, as_of=as_of, **asked)
    if form == "json":
        show_json([figure.as_json() for figure in ranking.figures])
        return 0 if ranking.figures else 1
    if ranking.figures:
        show_table(
            [tell("rank"), tell("company"), tell("period"), tell("value"), tell("from"), tell("to")],
            (
                [
                    write_number(Decimal(place), language()),
                    figure.name,
                    str(figure.period),
                    figure.written(language()),
                    str(figure.start or ""),
                    str(figure.end or ""),
                ]
                for place, figure in enumerate(ranking.figures, 1)
            ),
            right=(0, 3),
        )
    if ranking.left_out:
        left = count("{number} company left out", "{number} companies left out", len(ranking.left_out))
        echo(left.render(language()), err=True)
    return 0 if ranking.figures else 1
