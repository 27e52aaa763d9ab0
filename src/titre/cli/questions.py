"""How do the words of the command line become a question to the figures?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from titre.cli.language import tell
from titre.kernel.periods import Period

if TYPE_CHECKING:
    from datetime import date

    from titre.desk import Desk
    from titre.figures.frames import FigureList


def asked_figures(
    desk: Desk,
    companies: str,
    metrics: str,
    *,
    period: str | None,
    frequency: str | None,
    first: str | None,
    last: str | None,
    as_of: date | None,
    vintage: str,
    basis: str,
    definition: str | None,
) -> FigureList:
    """Return the figures that the options ask for.

    Raises:
        click.UsageError: neither or both of a period and a frequency.
    """
    if period is not None and frequency is not None:
        raise click.UsageError(tell("give either --period or --frequency"))
    if period is None and frequency is None:
        frequency = "annual"
    return desk.figures(
        companies,
        metrics,
        period,
        frequency=frequency,
        first=None if first is None else Period.parse(first),
        last=None if last is None else Period.parse(last),
        as_of=as_of,
        vintage=vintage,
        basis=basis,
        definition=definition,
    )
