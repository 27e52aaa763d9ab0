"""Work on a store in a process of its own, to be killed: ``import STORE FILES`` or ``compact STORE``."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from titre.store.importing import import_paths
from titre.store.store import Store


def main() -> None:
    """Say that the work begins, and do it."""
    verb, folder, *paths = sys.argv[1:]
    store = Store(Path(folder))
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    if verb == "import":
        import_paths(store, list(map(Path, paths)), workers=2)
    else:
        store.compact(timedelta(0))


if __name__ == "__main__":
    main()
