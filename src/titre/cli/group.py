"""Which verbs are there? Each is imported only when it is run, so that every one of them starts fast."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from titre.cli import language
from titre.cli.language import tell
from titre.kernel.messages import LANGUAGES, Message, say

if TYPE_CHECKING:
    from titre.desk import Desk
    from titre.metrics.catalogues import Catalogue

VERBS: dict[str, tuple[str, Message]] = {
    "new": ("new", say("Make a desk: a folder of plain text to work in.")),
    "pull": ("pull", say("Get filings from EDGAR and rates from the ECB.")),
    "import": ("importing", say("Read files into the desk's store.")),
    "status": ("status", say("Tell what the store holds, and what is stale.")),
    "facts": ("facts", say("Show facts as filed, with their filings.")),
    "figures": ("figures", say("Compute figures of companies.")),
    "why": ("why", say("Show everything a figure rests on.")),
    "segments": ("segments", say("Show the parts of a company, and what they make of a metric.")),
    "rank": ("rank", say("Rank companies by a metric.")),
    "screen": ("screen", say("Find the companies that meet a condition.")),
    "metrics": ("metrics", say("Show the catalogue of metrics.")),
    "chart": ("chart", say("Draw figures over time.")),
    "check": ("check", say("Check an article against the figures.")),
    "lsp": ("lsp", say("Check what is being written, in an editor.")),
    "list": ("list", say("Make lists whose record can be proven; commit and reveal them.")),
    "log": ("log", say("Show every list ever committed: revealed, sealed, overdue.")),
    "verify": ("verify", say("Check published commitments, reveals, proofs and logs.")),
    "record": ("record", say("Show what a list returned, losses included.")),
    "compact": ("compact", say("Merge the store's files.")),
    "demo": ("demo", say("Make a desk with starter facts and check an example article.")),
}
"""verb → module of this package, and what the list of verbs says of it"""


class _Verbs(click.Group):
    """Imports a verb when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"titre.cli.{VERBS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs from their names alone: no verb is imported for it."""
        del ctx
        with formatter.section(tell("Commands")):
            formatter.write_dl(
                [(verb, summary.render(language.language())) for verb, (_, summary) in VERBS.items()]
            )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; a mistyped one is answered with the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from difflib import get_close_matches

            near = get_close_matches(args[0], VERBS, n=1)
            if not near:
                raise
            message = tell("no verb {verb}; did you mean {near}?", verb=repr(args[0]), near=near[0])
            raise click.UsageError(message, ctx) from None


@click.group(
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=tell(
        "From company filings to figures that can be checked.\n\n"
        "Begin with: titre new my-desk; cd my-desk; titre import FILES; titre figures META revenue.\n\n"
        "Exit status: 0 done; 1 something is wrong with the data, or a claim is contradicted; "
        "2 the command was not understood."
    ),
)
@click.option(
    "--desk",
    "folder",
    type=click.Path(path_type=Path, readable=False),
    envvar="TITRE_DESK",
    metavar=tell("FOLDER"),
    help=tell("The desk to work in; by default the nearest folder upwards that holds a desk.toml."),
)
@click.option(
    language.OPTION,
    type=click.Choice(LANGUAGES),
    expose_value=False,
    help=tell("The language Titre answers in; by default TITRE_LANG, else the machine's own."),
)
@click.version_option(package_name="titre", message="%(prog)s %(version)s")
@click.pass_context
def titre(context: click.Context, folder: Path | None) -> None:
    """Hold what every verb needs: which desk is meant."""
    context.obj = folder


def the_desk() -> Desk:
    """Return the desk that the command line means.

    Raises:
        DeskMissing: the named folder, or no folder upwards from here, is a desk.
    """
    from titre.desk import Desk

    folder: Path | None = click.get_current_context().find_object(Path)
    if folder is not None:
        return Desk(folder)
    try:
        here = Path.cwd()
    except OSError as error:
        # The folder that the shell stands in was removed meanwhile.
        error.filename = "."
        raise
    return Desk.nearest(here)


def the_catalogue() -> Catalogue:
    """Return the catalogue of the desk that is meant; outside any desk, Titre's own."""
    from titre.desk.errors import DeskMissing

    try:
        return the_desk().catalogue
    except DeskMissing:
        from titre.metrics.catalogues import Catalogue

        return Catalogue.load()
