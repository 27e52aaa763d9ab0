"""``titre check``: the claims of an article, each with its verdict."""

from __future__ import annotations

import sys
from calendar import monthrange
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from titre.cli.group import the_desk
from titre.cli.language import language, tell
from titre.cli.options import as_of_option
from titre.cli.output import echo, show_table, write_file
from titre.kernel.messages import LANGUAGES

if TYPE_CHECKING:
    from titre.claims.model import Check

FORMATS = ("table", "json", "html", "markdown")
_BY_SUFFIX = {".json": "json", ".html": "html", ".htm": "html", ".md": "markdown"}


class Publication(click.ParamType[date]):
    """A day, a month or a year; a month or a year means its last day."""

    name = "publication"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day that a text writes."""
        if isinstance(value, date):
            return value
        try:
            year, month, day = ([int(part) for part in value.split("-")] + [0, 0])[:3]
            if value.count("-") == 2:  # noqa: PLR2004 - year-month-day
                return date.fromisoformat(value)
            month = month or 12
            return date(year, month, day or monthrange(year, month)[1])
        except ValueError:
            self.fail(
                tell("got {got}, expected a day, month or year: 2025-07-17", got=repr(value)), param, ctx
            )

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return what the help text shows for the value."""
        del param, ctx
        return tell("DAY")


@click.command(
    "check",
    help=tell(
        "Find what an ARTICLE claims (plain text, Markdown or HTML; - for standard input) and judge "
        "each claim by the figures: supported, approximate, contradicted or unverifiable, always with the "
        "reason.\n\n"
        "Exit status: 1 when a claim is contradicted (with --strict also when one is unverifiable), else 0."
    ),
)
@click.argument(
    "articles",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True, allow_dash=True),
    metavar=tell("ARTICLE ..."),
)
@click.option(
    "--published",
    type=Publication(),
    help=tell("When the article came out; it is judged by what was known then."),
)
@as_of_option
@click.option("--title", metavar=tell("TEXT"), help=tell("The article's title, where the text has none."))
@click.option(
    "--text-lang",
    "text_language",
    type=click.Choice(LANGUAGES),
    help=tell("The language of the whole text; by default each sentence tells its own."),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help=tell("How to show it; by default a table, or what the name of the output says (else Markdown)."),
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help=tell("Write it to this file.")
)
@click.option("--strict", is_flag=True, help=tell("Fail on unverifiable claims too."))
def command(
    articles: tuple[Path, ...],
    published: date | None,
    as_of: date | None,
    title: str | None,
    text_language: str | None,
    form: str | None,
    output: Path | None,
    *,
    strict: bool,
) -> int:
    """Check each article; the status speaks for all of them."""
    form = form or (_BY_SUFFIX.get(output.suffix.lower(), "markdown") if output else "table")
    if len(articles) > 1 and (output is not None or form != "table"):
        raise click.UsageError(tell("several articles are shown as tables only; name one, or no --output"))
    desk = the_desk()
    status = 0
    for article in articles:
        if len(articles) > 1:
            echo(f"{article}:")
        checked = desk.check(
            _text_of(article), title=title, published=published, as_of=as_of, lang=text_language
        )
        _show(checked, form, output)
        status = max(status, _status(checked, strict=strict))
    return status


def _text_of(article: Path) -> str:
    data = sys.stdin.buffer.read() if str(article) == "-" else article.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = tell("{file}: byte {at}: expected UTF-8", file=article, at=error.start)
        raise click.ClickException(message) from error


def _status(checked: Check, *, strict: bool) -> int:
    from titre.claims.model import Verdict

    failing = {Verdict.CONTRADICTED, Verdict.UNVERIFIABLE} if strict else {Verdict.CONTRADICTED}
    return int(any(claim.verdict in failing for claim in checked.claims))


def _show(checked: Check, form: str, output: Path | None) -> None:
    if form == "table" and output is None:
        show_claims(checked)
        return
    text = _written(checked, form)
    if output is None:
        echo(text, nl=not text.endswith("\n"))
    else:
        write_file(output, text.encode("utf-8", "backslashreplace"))
        echo(tell("written to {file}", file=output), err=True)


def _written(checked: Check, form: str) -> str:
    from titre.claims.telling import page, report

    if form == "html":
        return page.html(checked)
    if form == "json":
        return report.json_text(checked, language())
    return report.markdown(checked)


def show_claims(checked: Check) -> None:
    """Print the claims of a check, a line each, and how many have which verdict."""
    from titre.claims.telling.report import headings, table_rows
    from titre.claims.telling.wording import summary

    show_table(headings(language()), table_rows(checked, language()))
    echo(summary(checked).render(language()))
