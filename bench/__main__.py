"""``make bench``: every table, on the real documents in the folder beside the checkout.

::

    python -m bench [imports] [xbrl] [figures] [records] [returns] [claims] [cold]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench import claims, cold, figures, imports, records, returns, xbrl
from bench.lines import show
from titre.desk.desk import Desk

_DATA = Path(__file__).parent.parent.parent / "shared" / "data"


def main(asked: list[str]) -> None:
    """Measure what was asked for, or everything."""
    if not _DATA.is_dir():
        sys.exit("the folder shared/ with real filings is not beside this checkout: nothing to measure on")
    tables = {
        "imports": lambda: show("Imports", imports.measure(_DATA / "sec" / "companyfacts")),
        "xbrl": lambda: show("Reading XBRL", xbrl.measure(_DATA / "sec" / "filings")),
        "figures": lambda: show("Figures", figures.measure()),
        "records": lambda: show("Records", records.measure()),
        "returns": lambda: show("Returns", returns.measure()),
        "claims": _claims,
        "cold": _cold,
    }
    for name in asked or tables:
        tables[name]()


def _claims() -> None:
    with tempfile.TemporaryDirectory(prefix="titre-bench-") as folder:
        desk = Desk.create(Path(folder) / "desk")
        desk.import_([_DATA / "sec" / "transcribed", _DATA / "sec" / "filings", _DATA / "events.csv"])
        show("Articles", claims.measure(desk))


def _cold() -> None:
    with tempfile.TemporaryDirectory(prefix="titre-bench-") as folder:
        desk = Desk.create(Path(folder) / "desk")
        desk.import_([_DATA / "sec" / "transcribed", _DATA / "sec" / "filings", _DATA / "events.csv"])
        article = desk.path / "letters" / "article.txt"
        article.write_text("In 2024 Meta had revenue of $164.5 billion.\n", "utf-8")
        show("From nothing to an answer", cold.measure(desk.path, article))


if __name__ == "__main__":
    main(sys.argv[1:])
