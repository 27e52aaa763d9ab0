"""The console sessions and files that a page of the documentation shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = re.compile(r"^```(?P<kind>\{code-block\} \w+|\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_CAPTION = re.compile(r":caption: (?P<name>\S+)\n\n?")


@dataclass(frozen=True)
class File:
    """A file that the reader is asked to save."""

    name: str
    text: str


@dataclass(frozen=True)
class Command:
    """A command line, and what is shown to be printed."""

    line: str
    output: str


def steps_of(page: Path) -> list[File | Command]:
    """Return the files and commands of a page, in their order."""
    steps: list[File | Command] = []
    for block in _BLOCK.finditer(page.read_text("utf-8")):
        body = block["body"]
        caption = _CAPTION.match(body)
        if caption:
            steps.append(File(caption["name"], body[caption.end() :]))
        elif block["kind"] == "console":
            for session in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                line, _, output = session.partition("\n")
                steps.append(Command(line, output))
    return steps


def python_of(page: Path) -> str:
    """Return the interactive Python sessions of a page, one after the other."""
    blocks = (block for block in _BLOCK.finditer(page.read_text("utf-8")) if block["kind"] == "python")
    return "\n".join(block["body"] for block in blocks if ">>>" in block["body"])
