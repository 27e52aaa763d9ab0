"""``titre lsp``: verdicts as one writes, in any editor that speaks the language server protocol."""

from __future__ import annotations

from pathlib import Path

import click

from titre.cli.language import language, tell


@click.command(
    "lsp",
    help=tell(
        "Serve an editor over the standard streams: each claim of the text that is being written gets its "
        "verdict, the figure when the pointer rests on it, and a proposal where a number is a slip.\n\n"
        "An editor starts it; the documentation says how to set up VS Code, Neovim, Emacs and Helix. The "
        "desk is that of --desk, else the nearest one above each text."
    ),
)
def command() -> None:
    """Serve until the editor has gone."""
    from titre.editors.errors import ServerMissing

    try:
        from titre.editors.server import serve
    except ImportError as error:
        raise ServerMissing from error
    serve(click.get_current_context().find_object(Path), language())
