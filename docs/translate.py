"""Which sentences of Titre wait for their French? Collects them from the code, and compiles the translations.

``python docs/translate.py`` brings ``src/titre/locale/fr/LC_MESSAGES/titre.po`` up to date with the code
(new sentences come in empty, those no longer said go) and compiles it to ``titre.mo`` beside it. Both are
kept in git, because an installation builds nothing. Nothing is guessed: a changed sentence is a new one.
"""

from __future__ import annotations

import ast
import io
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "titre"
LOCALE = SOURCE / "locale"
LANGUAGE = "fr"
_DEFINING = {SOURCE / "kernel" / "messages.py", SOURCE / "cli" / "language.py"}
"""these hand on what they are given"""

_SAID_BY = {"say": 1, "tell": 1, "count": 2}
"""how many literals are sentences, by function: ``kernel.messages`` and ``cli.language``"""
_MODULES = {"titre.kernel.messages", "titre.cli.language"}
_CLICK: tuple[str | tuple[str, str], ...] = (
    "Aborted!",
    "Arguments",
    "Choose from:\n\t{choices}",
    "Commands",
    "Could not open file {filename!r}: {message}",
    "Error: The two entered values do not match.",
    "Error: {message}",
    "Invalid value for {param_hint}: {message}",
    "Invalid value: {message}",
    "Missing argument",
    "Missing command.",
    "Missing option",
    "Missing parameter",
    "Missing parameter: {param_name}",
    "Missing {param_type}",
    "No such command {name!r}.",
    "No such option {name!r}.",
    "No such option: {name}",
    "Option {name!r} does not take a value.",
    "Options",
    "Positional arguments",
    "Show the version and exit.",
    "Show this message and exit.",
    "Try '{command} {option}' for help.",
    "Usage:",
    "default: {default}",
    "directory",
    "env var: {var}",
    "file",
    "path",
    "required",
    "unknown error",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is not readable.",
    "{name} {filename!r} is not writable.",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)
"""what click itself says; its texts come from the same catalogue, and change little"""


def said(source: str) -> list[tuple[int, str | tuple[str, ...]]]:
    """Return the sentences of a module's source, each with its line; one with a plural as a pair.

    Raises:
        ValueError: a sentence is no literal, so that it cannot be collected.
    """
    found = []
    nodes = list(ast.walk(ast.parse(source)))
    ours = {
        alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module in _MODULES
        for alias in node.names
    }
    for node in nodes:
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id not in ours & _SAID_BY.keys():
            continue
        given = node.args[: _SAID_BY[node.func.id]]
        literals = [each.value for each in given if isinstance(each, ast.Constant)]
        sentences = tuple(each for each in literals if isinstance(each, str))
        if len(sentences) < _SAID_BY[node.func.id]:
            raise ValueError(ast.unparse(node))
        found.append((node.lineno, sentences if len(sentences) > 1 else sentences[0]))
    return sorted(found, key=lambda each: each[0])


def collected() -> Catalog:
    """Return the sentences of the code, each with the files that say it, without translations."""
    catalog = Catalog(LANGUAGE)
    for path in sorted(SOURCE.rglob("*.py")):
        if path in _DEFINING:
            continue
        for _, message in said(path.read_text("utf-8")):
            catalog.add(message, locations=[(str(path.relative_to(ROOT)), 0)])
    for message in _CLICK:
        catalog.add(message, locations=[("click", 0)])
    return catalog


def translated() -> Catalog:
    """Return the translations as they stand in the file."""
    with _path("po").open("rb") as stream:
        return read_po(stream, locale=LANGUAGE)


def updated() -> Catalog:
    """Return the sentences of the code with the translations that the file has for them."""
    fresh, known = collected(), translated() if _path("po").exists() else Catalog(LANGUAGE)
    for message in fresh:
        if message.id and (old := known.get(message.id)) is not None:
            message.string = old.string
    return fresh


def po_text(catalog: Catalog) -> str:
    """Return a catalogue as it is kept: by the alphabet, no places, so that moving code changes nothing."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=110, omit_header=True, sort_output=True, no_location=True)
    return _HEADER + stream.getvalue().decode()


class _Plain(Catalog):
    """A catalogue without day and program in its header, so that equal sentences are equal bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What a reader of the file needs."""
        return [
            ("Language", LANGUAGE),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Plural-Forms", "nplurals=2; plural=(n > 1);"),
        ]


def mo_bytes(catalog: Catalog) -> bytes:
    """Return a catalogue compiled."""
    plain = _Plain(LANGUAGE)
    for message in catalog:
        if message.id:
            plain.add(message.id, message.string)
    stream = io.BytesIO()
    write_mo(stream, plain)
    return stream.getvalue()


def waiting(catalog: Catalog) -> list[Any]:
    """Return the sentences that have no translation yet."""
    return [message for message in catalog if message.id and not all(_strings(message))]


def _strings(message: Any) -> tuple[str, ...]:  # noqa: ANN401 - Babel's type is not exported
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _path(ending: str) -> Path:
    return LOCALE / LANGUAGE / "LC_MESSAGES" / f"titre.{ending}"


_HEADER = """\
msgid ""
msgstr ""
"Language: fr\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""


def main() -> int:
    """Bring the file up to date, compile it, and list what waits for its translation."""
    catalog = updated()
    _path("po").parent.mkdir(parents=True, exist_ok=True)
    _path("po").write_text(po_text(catalog), encoding="utf-8")
    _path("mo").write_bytes(mo_bytes(translated()))
    left = waiting(catalog)
    for message in left:
        where = ", ".join(sorted({file for file, _ in message.locations}))
        sys.stdout.write(f"no translation: {message.id!r} ({where})\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
