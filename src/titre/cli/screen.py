"""``titre screen``: the companies that meet a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from titre.cli.figures import show_figures
from titre.cli.group import the_desk
from titre.cli.language import language, tell
from titre.cli.options import (
    as_of_option,
    companies_option,
    format_option,
    one_period_option,
    vintage_options,
)
from titre.cli.output import echo, show_json
from titre.kernel.messages import count

if TYPE_CHECKING:
    from datetime import date


@click.command(
    "screen",
    help=tell(
        "Find the companies that meet CONDITION in a period: comparisons of formulas over metrics, joined by "
        "'and' and 'or', as in \"free_cash_flow > 1e9 and revenue_growth > 0.1\". Companies of which it "
        "cannot be said are counted apart."
    ),
)
@click.argument("condition", metavar=tell("CONDITION"))
@one_period_option
@companies_option
@vintage_options
@as_of_option
@format_option("table", "json")
def command(
    condition: str,
    period: str,
    companies: str | None,
    as_of: date | None,
    form: str,
    **asked: Any,  # noqa: ANN401 - options
) -> int:
    """Show them; 1 where none does."""
    found = the_desk().screen(condition, period, entities=companies, as_of=as_of, **asked)
    if form == "json":
        show_json([figure.as_json() for figure in found.figures])
    else:
        if found.figures:
            show_figures(found.figures)
        met = count("{number} company meets it", "{number} companies meet it", len(found.met))
        unknown = count("of {number} it cannot be said", "of {number} it cannot be said", len(found.unknown))
        echo(f"{met.render(language())}; {unknown.render(language())}", err=True)
    return 0 if found.met else 1
