"""How well are the passages read and judged? Exact counts, and shares of them.

A claim found matches a gold one where they overlap and state the same value in the same unit; a trend,
where they overlap and have the same direction.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "passages"
_PUBLISHED = date(2025, 7, 17)
_RESOLVED = ("entity", "metric", "segment", "period")
_LANGUAGES = {"french": "fr", "english": "en"}

if __package__ in {None, ""} or __name__ == "__main__":
    sys.path.insert(0, str(FOLDER.parent.parent))

from fakes.known_figures import KnownFigures, KnownNames, told_events  # noqa: E402 - after the path above
from titre.claims import Claim, Verdict, check  # noqa: E402 - after the path above


@dataclass(frozen=True)
class Gold:
    """A claim that a passage makes."""

    start: int
    end: int
    fields: dict[str, Any]

    def matches(self, claim: Claim) -> bool:
        """Return whether a claim found is this one."""
        if claim.end <= self.start or self.end <= claim.start:
            return False
        if "value" not in self.fields:
            return claim.value is None and claim.direction == self.fields["direction"]
        return (
            claim.value == Decimal(self.fields["value"])
            and claim.value_max == (Decimal(self.fields["value_max"]) if "value_max" in self.fields else None)
            and claim.unit == self.fields["unit"]
        )

    def wrong_fields(self, claim: Claim) -> list[str]:
        """Return the fields that are given here and that a claim has otherwise."""
        said = claim.as_json()
        kept = set(self.fields) - {"words", "value", "value_max", "unit"}
        return sorted(name for name in kept if said[name] != self.fields[name])


@dataclass
class Score:
    """Counts over passages of one language, or of both."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    resolvable: int = 0
    resolved: int = 0
    judged: int = 0
    rightly: int = 0
    wrong: int = 0
    """claims that are wrong"""
    caught: int = 0
    """of those, called contradicted"""
    accused: int = 0
    """claims called contradicted"""
    misses: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> Fraction:
        """Return one count as a share of another; nothing of nothing is all of it."""
        count = getattr(self, whole)
        return Fraction(getattr(self, part), count) if count else Fraction(1)

    def __add__(self, other: Score) -> Score:
        counts = {name: getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__}
        return Score(**counts)


def passages(path: Path) -> Iterator[tuple[dict[str, Any], list[Gold]]]:
    """Yield the passages of a file with their gold claims."""
    for passage in tomllib.loads(path.read_text("utf-8"))["passage"]:
        golds: list[Gold] = []
        for entry in passage["claims"]:
            start = passage["text"].find(entry["words"])
            if start < 0:
                raise ValueError(f"{entry['words']!r} is not in {passage['text']!r}")
            golds.append(Gold(start, start + len(entry["words"]), entry))
        yield passage, golds


def score(path: Path) -> Score:
    """Return the counts over the passages of a file."""
    total = Score()
    figures, names, events = KnownFigures(), KnownNames(), told_events()
    for passage, golds in passages(path):
        result = check(
            passage["text"],
            title=passage.get("title"),
            published=passage.get("published", _PUBLISHED),
            figures=figures,
            names=names,
            events=events,
        )
        _count(total, passage["text"], golds, list(result.claims))
    return total


def _count(total: Score, text: str, golds: list[Gold], claims: list[Claim]) -> None:
    total.gold += len(golds)
    total.found += len(claims)
    total.accused += sum(claim.verdict is Verdict.CONTRADICTED for claim in claims)
    left = list(claims)
    for gold in golds:
        wrong = gold.fields.get("verdict") == "contradicted"
        total.wrong += wrong
        claim = next((one for one in left if gold.matches(one)), None)
        if claim is None:
            total.misses.append(f"not found: {gold.fields['words']!r} in {text!r}")
            continue
        left.remove(claim)
        total.matched += 1
        faults = gold.wrong_fields(claim)
        if any(name in gold.fields for name in _RESOLVED):
            total.resolvable += 1
            total.resolved += not set(faults) & set(_RESOLVED)
        if "verdict" in gold.fields:
            total.judged += 1
            total.rightly += "verdict" not in faults
            total.caught += wrong and claim.verdict is Verdict.CONTRADICTED
        if faults:
            said = claim.as_json()
            got = ", ".join(f"{name}={said[name]}" for name in faults)
            total.misses.append(f"otherwise: {got} for {gold.fields['words']!r} in {text!r}")
    total.misses += [f"too much: {claim.text!r} in {text!r}" for claim in left]


def main() -> None:
    """Print the figures of both languages, and what went wrong."""
    for name, language in _LANGUAGES.items():
        counts = score(FOLDER / f"{name}.toml")
        print(language)  # noqa: T201 - a report for a terminal
        for label, part, whole in (
            ("extraction, precision", "matched", "found"),
            ("extraction, recall", "matched", "gold"),
            ("entity, metric, period", "resolved", "resolvable"),
            ("verdicts", "rightly", "judged"),
            ("contradictions found", "caught", "wrong"),
            ("contradictions right", "caught", "accused"),
        ):
            share = counts.share(part, whole)
            told = f"{getattr(counts, part)} of {getattr(counts, whole)}"
            print(f"  {label:24} {float(share):.3f}  {told}")  # noqa: T201 - a report for a terminal
        for miss in counts.misses:
            print("  -", miss)  # noqa: T201 - a report for a terminal


if __name__ == "__main__":
    main()
