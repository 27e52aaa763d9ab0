"""Desks with lists: what an analyst writes, and a quick way to commit it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakes.clocks import SetClock
from fakes.disks import QuickDisk
from titre.records.committing import Lists

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from titre.kernel.ports import Disk

PASSPHRASE = "correct horse battery staple"
CHEAP = 4
"""a passphrase is tried quickly in tests"""
_RULES = """\
[list]
title = "{name}"
language = "fr"

[rules]
universe = "Mines d’or et d’argent cotées à New York"
currency = "USD"
benchmark = "GDX"
embargo_end = {embargo}
reveal_by = {reveal}
"""
MINERS = ("NEM", "AEM", "FNV", "PAAS", "B", "KGC", "WPM")


def write_list(
    desk: Path,
    name: str,
    symbols: Sequence[str] = MINERS,
    *,
    embargo: str = "2025-07-16",
    reveal: str = "2025-08-01",
) -> None:
    """Write the two files of a list."""
    (desk / "lists").mkdir(parents=True, exist_ok=True)
    rules = _RULES.format(name=name, embargo=embargo, reveal=reveal)
    (desk / "lists" / f"{name}.toml").write_text(rules, "utf-8")
    rows = "".join(f"{symbol},2024-07-23,Mine {symbol}\n" for symbol in symbols)
    (desk / "lists" / f"{name}.csv").write_text("symbol,date,name\n" + rows, "utf-8")


def lists_of(desk: Path, clock: SetClock | None = None, disk: Disk | None = None) -> Lists:
    """Return the lists of a desk, on 2024-07-23 unless a clock says otherwise."""
    return Lists(desk, clock=clock or SetClock(2024, 7, 23), disk=disk or QuickDisk(), cost=CHEAP)
