"""Runs the real command as a user would: a process of its own, its output and its status."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

COMMAND = Path(sys.executable).parent / "titre"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run printed and how it ended."""

    status: int
    out: str
    err: str


def titre(*arguments: str | Path, cwd: Path, stdin: str | None = None, **environment: str) -> Ran:
    """Run ``titre`` in a folder; the environment speaks English unless told otherwise."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "TITRE_"))}
    done = subprocess.run(
        [str(COMMAND), *map(str, arguments)],
        cwd=cwd,
        env={**plain, "LANG": "C.UTF-8", "LANGUAGE": "", "XDG_STATE_HOME": str(cwd), **environment},
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)
