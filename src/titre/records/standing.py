"""What can anyone see of a list, and since when? Its commitment, the earliest stamp, what was shown of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from titre.records.blurring.publishing import BLURRED_FILE, read_table
from titre.records.stamps.pricing import Priced, priced
from titre.records.verifying.together import BLOCK, CHAIN, TOKEN, Verification, verify, verify_stamps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from cryptography.x509 import Certificate

    from titre.records.blurring.leaks import Band
    from titre.records.commitments.entries import Signed
    from titre.records.lists.model import Pick, Rules
    from titre.records.stamps.tokens import Stamp


@dataclass(frozen=True, slots=True)
class Standing:
    """What the published documents of a desk say of one list."""

    commitment: Signed | None = None
    """None while it is not committed"""
    revealed: bool = False
    stamp: Stamp | None = None
    """the earliest that holds: by then the list existed, whatever the desk says"""
    bands: Sequence[Mapping[date, Band]] = ()
    """what was shown of each row, in the order of the committed leaves, by day"""
    means: Mapping[date, Decimal] = field(default_factory=dict)
    """the list's means that were shown"""

    def priced(self, pick: Pick, rules: Rules) -> Priced | None:
        """Return when a pick's reference price was made beside the earliest stamp; None without one."""
        return None if self.stamp is None else priced(pick.date, rules.reference_price, self.stamp.time)


def standing_of(
    entries: Sequence[Signed], public: Path, name: str, roots: Sequence[Certificate] = ()
) -> Standing:
    """Return what is to be seen of a list among a desk's published documents; ``entries`` are its log's.

    Raises:
        DeclarationFaulty: the table of what was shown has faults.
    """
    own = [entry for entry in entries if entry.list_name == name]
    commitment = next((entry for entry in own if entry.kind == "commitment"), None)
    if commitment is None:
        return Standing()
    bands, means = read_table(public / name / BLURRED_FILE, int(commitment.text("picks")))
    return Standing(
        commitment,
        revealed=any(entry.kind == "reveal" for entry in own),
        stamp=_verified(public, name, roots).independent(commitment),
        bands=bands,
        means=means,
    )


def _verified(public: Path, name: str, roots: Sequence[Certificate]) -> Verification:
    """Return what holds of the documents that stamps could be of: those of the list, and the log."""
    stamps = list(_read(public, f"*{TOKEN}", f"*{CHAIN}", f"*{BLOCK}"))
    if not stamps:
        return Verification()
    found = verify(_read(public, "log.json", f"{name}/*.json"))
    verify_stamps(found, stamps, roots)
    return found


def _read(public: Path, *patterns: str) -> Iterator[tuple[str, bytes]]:
    for pattern in patterns:
        yield from ((str(file), file.read_bytes()) for file in sorted(public.rglob(pattern)))
