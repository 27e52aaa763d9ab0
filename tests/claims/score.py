"""How well are the passages read and judged? Exact counts, and shares of them.

A claim found matches a gold one where they overlap and state the same value in the same unit; a trend,
where they overlap and have the same direction. Extraction counts quantities only. The figures are those of
the engine over the facts of ``passages/facts.csv``.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from titre.claims.evidence import FiguresTogether
    from titre.figures.members import Member
    from titre.figures.model import Figure
    from titre.kernel.periods import Period

FOLDER = Path(__file__).parent / "passages"
_PUBLISHED = date(2025, 7, 17)
_RESOLVED = ("entity", "metric", "segment", "period")
LANGUAGES = {"french": "fr", "english": "en"}
BARS = {
    "extraction, precision": ("matched", "found", Fraction(99, 100)),
    "extraction, recall": ("matched", "gold", Fraction(98, 100)),
    "entity, metric and period": ("resolved", "resolvable", Fraction(90, 100)),
    "verdicts": ("rightly", "judged", Fraction(88, 100)),
    "contradictions found": ("caught", "wrong", Fraction(90, 100)),
    "of those said, right": ("caught", "accused", Fraction(98, 100)),
}
"""what is counted, as a share of what, and what it must reach"""
PAGE = Path(__file__).parents[2] / "docs" / "claims.md"
_MARKS = "<!-- score -->\n", "<!-- end of score -->"

if __package__ in {None, ""} or __name__ == "__main__":
    sys.path.insert(0, str(FOLDER.parent.parent))

from fakes.known_figures import told_events  # noqa: E402 - after the path above
from titre.claims import Claim, Verdict, check  # noqa: E402 - after the path above
from titre.figures import Figures  # noqa: E402 - after the path above
from titre.metrics import Catalogue  # noqa: E402 - after the path above
from titre.store.importing import import_paths  # noqa: E402 - after the path above
from titre.store.store import Store  # noqa: E402 - after the path above


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
        high = Decimal(self.fields["value_max"]) if "value_max" in self.fields else None
        same = claim.value == Decimal(self.fields["value"]) and claim.value_max == high
        return same and claim.unit == self.fields.get("unit", claim.unit)

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


def files(language: str) -> list[Path]:
    """Return the files with the passages of a language."""
    return sorted(FOLDER.glob(f"{language}*.toml"))


class _Wide:
    """The engine, asked each time for all that the passages speak of: it makes the fewest runs so."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._metrics: dict[str, None] = {}
        self._entities: set[str] = set()

    def figures(
        self,
        entities: Collection[str] | None,
        metrics: Iterable[str],
        periods: Iterable[Period],
        *,
        as_of: date | None = None,
        vintage: str = "latest",
    ) -> list[Figure]:
        """Return the figures asked for."""
        return self._figures.figures(entities, metrics, periods, as_of=as_of, vintage=vintage)

    def together(
        self, entities: Collection[str], metrics: Iterable[str], knowledge: Iterable[tuple[date | None, str]]
    ) -> FiguresTogether:
        """Return the figures of all companies and metrics so far."""
        self._entities.update(entities)
        self._metrics.update(dict.fromkeys(metrics))
        return self._figures.together(self._entities, self._metrics, knowledge)

    def members(self, entity: str, metric: str) -> list[Member]:
        """Return the parts of a company."""
        return self._figures.members(entity, metric)


@cache
def engine() -> tuple[tempfile.TemporaryDirectory[str], Store, Figures]:
    """Return the engine over the facts that the passages are judged by, and the folder it reads."""
    folder = tempfile.TemporaryDirectory()
    store = Store(Path(folder.name) / "store")
    import_paths(store, [FOLDER / "facts.csv"], workers=0)
    return folder, store, Figures(store.snapshot(), Catalogue.load())


@cache
def score(language: str) -> Score:
    """Return the counts over the passages of a language."""
    total = Score()
    _, store, figures = engine()
    wide = _Wide(figures)
    names, events = store.snapshot().names(), told_events()
    for path in files(language):
        for passage, golds in passages(path):
            result = check(
                passage["text"],
                title=passage.get("title"),
                published=passage.get("published", _PUBLISHED),
                figures=wide,
                names=names,
                catalogue=figures.catalogue,
                events=events,
            )
            _count(total, passage["text"], golds, list(result.claims))
    return total


def _count(total: Score, text: str, golds: list[Gold], claims: list[Claim]) -> None:
    total.gold += sum("value" in gold.fields for gold in golds)
    total.found += sum(claim.value is not None for claim in claims)
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
        total.matched += "value" in gold.fields
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
    total.misses += [f"too much: {claim.text!r} in {text!r}" for claim in left if claim.value is not None]


def table() -> str:
    """Return the figures of both languages beside the bars, as a table in Markdown."""
    heads = [f"{name.capitalize()} ({_passages(name)} passages)" for name in LANGUAGES]
    lines = [f"| what | bar | {' | '.join(heads)} |", "|---|---|---|---|"]
    for label, (part, whole, bar) in BARS.items():
        cells = [
            f"{float(counts.share(part, whole)):.3f} ({getattr(counts, part)} of {getattr(counts, whole)})"
            for counts in map(score, LANGUAGES)
        ]
        lines.append(f"| {label} | {float(bar):.2f} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def page() -> str:
    """Return the page of the documentation with the table in it as it is now."""
    before, rest = PAGE.read_text("utf-8").split(_MARKS[0])
    _, after = rest.split(_MARKS[1])
    return before + _MARKS[0] + table() + _MARKS[1] + after


def _passages(language: str) -> int:
    return sum(1 for path in files(language) for _ in passages(path))


def main() -> None:
    """Print the figures of both languages and what went wrong; ``--write`` puts the table into the docs."""
    print(table())  # noqa: T201 - a report for a terminal
    for language in LANGUAGES:
        for miss in score(language).misses:
            print(f"{language}: {miss}")  # noqa: T201 - a report for a terminal
    if "--write" in sys.argv:
        PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
