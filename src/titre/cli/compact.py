"""``titre compact``: merge the store's files."""

from __future__ import annotations

import click

from titre.cli.group import the_desk
from titre.cli.language import language, tell
from titre.cli.output import echo
from titre.kernel.messages import count


@click.command(
    "compact",
    help=tell(
        "Merge the store's files into fewer, sorted ones, and drop exact repeats that came from importing "
        "newer versions of a document. No fact is lost; readers and imports may go on meanwhile."
    ),
)
def command() -> None:
    """Compact and tell."""
    desk = the_desk()
    before = len(desk.snapshot().manifest.files)
    desk.store.compact()
    after = len(desk.snapshot().manifest.files)
    files = count("{number} file", "{number} files", after).render(language())
    echo(tell("{before} before, now {files}", before=before, files=files))
