"""A process of its own that asks the EDGAR of the tests: ``edgar_process.py ADDRESS FOLDER TASK NUMBER``.

The state folder is the user's, as ``XDG_STATE_HOME`` names it, and nothing is faked: pace and waits are real.
"""

from __future__ import annotations

import sys
from pathlib import Path

from titre.sources.network.edgar import Addresses, Edgar

IDENTITY = "Ada Lovelace ada@analytical.engine"


def main(address: str, folder: str, task: str, number: str) -> None:
    sys.stdout.write("asking\n")
    sys.stdout.flush()
    with Edgar(IDENTITY, Path(folder), addresses=Addresses(address, address)) as edgar:
        if task == "companies":
            for cik in range(int(number), int(number) + 10):
                edgar.companyfacts(cik)
        elif task == "bulk":
            sys.stdout.write(f"{edgar.bulk_companyfacts().changed}\n")


if __name__ == "__main__":
    main(*sys.argv[1:5])
