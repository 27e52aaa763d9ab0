"""How long does a command take that starts from nothing? Whole processes, each beside a bare interpreter."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.lines import Line

_ROUNDS = 11
_COMMAND = str(Path(sys.executable).parent / "titre")
_BARE = [sys.executable, "-c", "pass"]


def measure(desk: Path, article: Path) -> list[Line]:
    """Return what a desk with facts of Meta takes to start: an import, a figure, a check."""
    figures = [_COMMAND, "--desk", str(desk), "figures", "META", "revenue", "--period", "2024"]
    check = [_COMMAND, "--desk", str(desk), "check", str(article), "--published", "2025-07-17"]
    return [
        _beside_bare("import titre", [sys.executable, "-c", "import titre"], "80 ms more"),
        _beside_bare("import titre; titre.Desk", [sys.executable, "-c", "import titre; titre.Desk"], ""),
        _beside_bare("titre figures META revenue --period 2024", figures, "under 500 ms"),
        _beside_bare("titre check of an article", check, "under 800 ms"),
    ]


def _beside_bare(what: str, command: list[str], bar: str) -> Line:
    """Run a command and a bare interpreter in turns; the medians are told."""
    whole, bare = [], []
    for _ in range(_ROUNDS):
        whole.append(_seconds(command))
        bare.append(_seconds(_BARE))
    mine, theirs = statistics.median(whole), statistics.median(bare)
    got = f"{mine * 1000:.0f} ms whole, {(mine - theirs) * 1000:.0f} ms more than a bare interpreter"
    return Line(what, f"{got} ({mine / theirs:.1f} times)", bar)


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started
