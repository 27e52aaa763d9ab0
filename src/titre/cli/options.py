"""What do several verbs ask alike? A day, a format, a vintage."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from titre.cli.language import tell

if TYPE_CHECKING:
    from collections.abc import Callable

_Verb = TypeVar("_Verb", bound="Callable[..., Any]")


class Day(click.ParamType[date]):
    """A day as ``2025-03-31``."""

    name = "day"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day that a text writes."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(tell("got {got}, expected a day such as 2025-03-31", got=repr(value)), param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return what the help text shows for the value."""
        del param, ctx
        return tell("DAY")


def as_of_option(function: _Verb) -> _Verb:
    """Add ``--as-of``."""
    return click.option(
        "--as-of", type=Day(), help=tell("Use only what was filed by this day; by default all of it.")
    )(function)


def format_option(*formats: str) -> Callable[[_Verb], _Verb]:
    """Add ``--format`` with some formats, the first by default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help=tell("How to show it."),
    )


def question_options(function: _Verb) -> _Verb:
    """Add the options that say which figures are asked for."""
    options = (
        click.option(
            "--period", metavar=tell("PERIOD"), help=tell("One period, or several separated by commas.")
        ),
        click.option(
            "--frequency",
            type=click.Choice(["annual", "quarter", "ttm"]),
            help=tell("All periods of this length; annual where neither this nor --period is given."),
        ),
        click.option("--from", "first", metavar=tell("PERIOD"), help=tell("The first of them.")),
        click.option("--to", "last", metavar=tell("PERIOD"), help=tell("The last of them.")),
        vintage_options,
    )
    for option in reversed(options):
        function = option(function)
    return function


def vintage_options(function: _Verb) -> _Verb:
    """Add the options that say which of several values counts."""
    options = (
        click.option(
            "--vintage",
            type=click.Choice(["latest", "first"]),
            default="latest",
            show_default=True,
            help=tell("Whether a fact counts as last filed or as first reported."),
        ),
        click.option(
            "--basis",
            type=click.Choice(["adjusted", "filed"]),
            default="adjusted",
            show_default=True,
            help=tell("Per-share figures and share counts: adjusted for splits, or as filed."),
        ),
        click.option("--definition", metavar=tell("NAME"), help=tell("One of the metric's definitions.")),
    )
    for option in reversed(options):
        function = option(function)
    return function


def one_period_option(function: _Verb) -> _Verb:
    """Add ``--period``, which must be given."""
    return click.option("--period", required=True, metavar=tell("PERIOD"), help=tell("The period."))(function)


def companies_option(function: _Verb) -> _Verb:
    """Add ``--companies``."""
    return click.option(
        "--companies", metavar=tell("COMPANIES"), help=tell("Only these; by default all in the store.")
    )(function)
