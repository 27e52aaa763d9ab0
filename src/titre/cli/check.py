"""``titre check``: the claims of articles, each with its verdict."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from titre.cli.group import the_desk
from titre.cli.language import asked_for, language, tell
from titre.cli.options import as_of_option
from titre.cli.output import echo, show_json, show_table, write_file
from titre.kernel.errors import TitreError
from titre.kernel.messages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from titre.claims.model import Check
    from titre.desk.articles import Article

FORMATS = ("table", "json", "html", "markdown", "sarif")
_BY_SUFFIX = {
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".sarif": "sarif",
}


class Publication(click.ParamType[date]):
    """A day, a month or a year; a month or a year means its last day."""

    name = "publication"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day that a text writes."""
        from titre.claims.publication import publication_day

        if isinstance(value, date):
            return value
        try:
            return publication_day(value)
        except TitreError:
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
        "Find what each ARTICLE claims and judge each claim by the figures: supported, approximate, "
        "contradicted or unverifiable, always with the reason.\n\n"
        "An ARTICLE is a file of plain text, Markdown or HTML, a pattern such as letters/*.md, a web "
        "address, or - for the standard input.\n\n"
        "Exit status: 1 when a claim is contradicted (with --strict also when one is unverifiable) or an "
        "article cannot be read, 2 when the command was not understood, else 0."
    ),
)
@click.argument("articles", nargs=-1, required=True, metavar=tell("ARTICLE ..."))
@click.option(
    "--published",
    type=Publication(),
    help=tell(
        "When the article came out: a day, a month or a year. It is judged by what was known then; by "
        "default the day that a web page declares, else the latest that the text names."
    ),
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
    articles: tuple[str, ...],
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
    if form == "table" and output is not None:
        raise click.UsageError(tell("a table is shown, not written; name another format, or no --output"))
    names = _files(articles)
    desk = the_desk()
    checks: list[Check] = []
    for article in _read(names):
        checked = desk.check(
            article.text,
            title=title or article.title,
            published=published or article.published,
            as_of=as_of,
            lang=text_language,
            source=article.source,
            # A table has no room for it, and is there the sooner without.
            since=form != "table",
        )
        checks.append(checked)
        if form == "table":
            show_claims(checked, named=len(names) > 1)
    if form != "table" and checks:
        _hand_over(checks, form, output)
    unread = len(names) - len(checks)
    return max([_status(checked, strict=strict) for checked in checks] + [int(unread > 0)])


def _files(articles: Sequence[str]) -> list[str]:
    """Return the articles named, patterns replaced by their files.

    Raises:
        click.UsageError: a file is not there, or a pattern fits none.
    """
    from titre.desk.articles import STANDARD_INPUT, files_meant
    from titre.sources.network.addresses import is_address

    names: list[str] = []
    for article in articles:
        if article == STANDARD_INPUT or is_address(article):
            names.append(article)
            continue
        found = files_meant(article)
        if not found:
            raise click.UsageError(tell("{pattern}: no file of that pattern", pattern=article))
        if not Path(article).is_file() and found == [article]:
            reason = (
                tell("{file}: got a folder, expected an article; name its files: {file}/*.md", file=article)
                if Path(article).is_dir()
                else tell("{file}: no such file", file=article)
            )
            raise click.UsageError(reason)
        names.extend(found)
    return list(dict.fromkeys(names))


def _read(names: Sequence[str]) -> Iterator[Article]:
    """Yield the articles that can be read; of several, one that cannot is told and passed over."""
    from titre.desk.articles import read_article

    for name in names:
        try:
            yield read_article(name)
        except TitreError as error:
            if len(names) == 1:
                raise
            echo(f"titre: {error.message.render(language())}", err=True)
        except OSError as error:
            if len(names) == 1:
                raise
            echo(tell("titre: {file}: {detail}", file=name, detail=error.strerror or str(error)), err=True)


def _status(checked: Check, *, strict: bool) -> int:
    from titre.claims.model import Verdict

    failing = {Verdict.CONTRADICTED, Verdict.UNVERIFIABLE} if strict else {Verdict.CONTRADICTED}
    return int(any(claim.verdict in failing for claim in checked.claims))


def _hand_over(checks: Sequence[Check], form: str, output: Path | None) -> None:
    from titre.claims.telling import report

    if form in {"json", "sarif"}:
        tell_all = report.json_value if form == "json" else report.sarif_log
        value = tell_all(*checks, language=language())
        if output is None:
            show_json(value)
            return
        text = report.json_text(value)
    else:
        # A report speaks as its article does, unless its reader asked for a language.
        written = report.html if form == "html" else report.markdown
        text = written(*checks, language=asked_for())
        if output is None:
            echo(text, nl=False)
            return
    write_file(output, text.encode("utf-8", "backslashreplace"))
    echo(tell("written to {file}", file=output), err=True)


def show_claims(checked: Check, *, named: bool = False) -> None:
    """Print the claims of a check, a line each, and how many have which verdict; ``named`` says of what."""
    from titre.claims.telling.rows import headings, table_rows
    from titre.claims.telling.wording import summary

    if named:
        echo(f"{checked.source}:")
    rows = table_rows(checked, language())
    if rows:
        styles = [_STYLES[claim.verdict.value] for claim in checked.claims]
        show_table(headings(language()), rows, styles=styles, wide=_WIDE)
    echo(summary(checked).render(language()))
    if named:
        echo("")


_STYLES = {"supported": "green", "approximate": "yellow", "contradicted": "bold red", "unverifiable": "dim"}
"""colours of a verdict at a terminal, beside its sign and word"""
_WIDE = 130
"""columns of a terminal that five cells of words need beside each other"""
