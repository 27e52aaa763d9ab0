"""What did this look like when someone last looked at it? Texts kept as plain files beside the tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True)
class Snapshots:
    """The snapshots of one folder; ``update`` writes what it is given in place of comparing it."""

    folder: Path
    update: bool

    def check(self, name: str, text: str) -> None:
        """Assert that a text is the one of the snapshot of that name."""
        path = self.folder / name
        if self.update:
            self.folder.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"no snapshot {path}; pytest --snapshot-update writes it"
        assert text == path.read_text(encoding="utf-8"), (
            f"{path} differs; look at both, then --snapshot-update"
        )

    def check_orphans(self, names: Iterable[str]) -> None:
        """Assert that every snapshot of the folder is one that a test still checks."""
        orphans = {path.name for path in self.folder.iterdir()} - set(names)
        if self.update:
            for name in orphans:
                (self.folder / name).unlink()
            return
        assert not orphans
