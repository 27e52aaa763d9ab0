"""How long do proofs take? A list of 10,000 picks verified, one row proven and verified, a leak check.

User time of the processor, the best of several: other work on the machine then tells little. The stand-alone
verifier is beside Titre's own, and hashing the same bytes once is the floor under both.
"""

from __future__ import annotations

import importlib.util
import random
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.lines import Line
from titre.records.blurring import Band, blurred, check_leaks
from titre.records.blurring.showing import Holding
from titre.records.commitments.canonical import written
from titre.records.commitments.checking import check_document
from titre.records.commitments.documents import SaltedRow, proof_document, reveal_document, tree_of
from titre.records.commitments.entries import NO_HEAD
from titre.records.vault.keys import SigningKey
from titre.records.verifying.writing import python_verifier

if TYPE_CHECKING:
    from collections.abc import Callable

_PICKS, _SECURITIES, _ROWS, _TIMES = 10_000, 10_000, 20, 5


def measure() -> list[Line]:
    """Return the lines of the table."""
    key = SigningKey(sha256(b"bench").digest())
    rows = [
        SaltedRow(
            {"date": "2024-07-23", "name": f"Company number {number}", "symbol": f"S{number}"},
            sha256(str(number).encode()).hexdigest(),
        )
        for number in range(_PICKS)
    ]
    signed = key.sign(
        {
            "format": "titre/1",
            "key": key.public,
            "kind": "commitment",
            "language": "en",
            "list": "bench",
            "number": "1",
            "picks": str(_PICKS),
            "previous": NO_HEAD,
            "rules": {"reveal_by": "2025-08-01"},
            "time": "2024-07-23T20:00:00Z",
            "title": "Bench",
            "tree": tree_of(rows).root.hex(),
        }
    )
    tree = tree_of(rows)
    reveal = written(reveal_document(signed, rows))
    proof = written(proof_document(signed, rows, 1234))
    floor = _best(lambda: sha256(reveal).digest())
    whole = _best(lambda: check_document("reveal.json", reveal))
    alone = _best(lambda: _verifier().check(reveal))
    prove = _best(lambda: written(proof_document(signed, rows, 1234, tree)))
    made = _best(lambda: tree_of(rows))
    one = _best(lambda: check_document("proof.json", proof))
    leak = _best(_leak_check())
    blur = _best(_blur())
    return [
        Line(f"verify a list of {_PICKS:,} picks ({len(reveal):,} bytes)", _told(whole, floor), "1 s"),
        Line("the same by the stand-alone verifier", _told(alone, floor), ""),
        Line(
            "prove one row of it",
            f"{prove * 1000:.2f} ms, its tree made once in {made * 1000:.0f} ms",
            "5 ms with the next",
        ),
        Line("verify that proof", f"{one * 1000:.2f} ms", "5 ms with the one before"),
        Line(f"leak check of {_ROWS} rows, {_SECURITIES:,} securities, 12 days", f"{leak:.3f} s", "2 s"),
        Line(
            f"bands and 12 means of {_ROWS} rows, {_SECURITIES:,} securities, checked", f"{blur:.3f} s", "2 s"
        ),
    ]


def _verifier() -> Any:  # noqa: ANN401 - a file that is no module of Titre
    if not _LOADED:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "verify.py"
            path.write_bytes(python_verifier("en"))
            spec = importlib.util.spec_from_file_location("standalone_verify", path)
            assert spec is not None
            assert spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            _LOADED.append(module)
    return _LOADED[0]


_LOADED: list[Any] = []


def _leak_check() -> Callable[[], object]:
    chance = random.Random(1)
    days = [date(2024, 8, 1) + timedelta(days=30 * number) for number in range(12)]
    universe = {
        f"S{number}": {day: Decimal(f"{chance.gauss(0, 0.3):.4f}") for day in days}
        for number in range(_SECURITIES)
    }
    # No two rows alike, and little of the universe cut off: the most that there is to look through.
    rows = [
        {day: Band(Decimal(number - 900).scaleb(-3), Decimal("0.9")) for day in days}
        for number in range(_ROWS)
    ]
    return lambda: check_leaks(rows, universe)


def _blur() -> Callable[[], object]:
    """Return what a desk does that shows a list for the first time after a year."""
    chance = random.Random(1)
    days = [date(2024, 8, 1) + timedelta(days=31 * number) for number in range(13)]
    universe = {
        f"S{number}": {day: Decimal(f"{chance.gauss(0, 0.3):.4f}") for day in days}
        for number in range(_SECURITIES)
    }
    rows = [Holding(universe[f"S{number}"], Decimal(1) / _ROWS) for number in range(_ROWS)]
    return lambda: blurred(days[-1], rows, universe)


def _best(work: Callable[[], object]) -> float:
    found = []
    for _ in range(_TIMES):
        begin = time.process_time()
        work()
        found.append(time.process_time() - begin)
    return min(found)


def _told(seconds: float, floor: float) -> str:
    return f"{seconds:.3f} s, {seconds / floor:.0f} times the hashing of its bytes"
