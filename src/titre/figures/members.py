"""For which parts of itself does a company give a metric? The members of its axes, under all their names.

A member has a short name (``meta:RealityLabsMember`` is ``RealityLabs``), a label where the filing's own
labels were imported, and the initials of its name: ``AWS``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from titre.figures.errors import AmbiguousSegment, UnknownSegment
from titre.figures.plans import fold_axis, fold_member

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    import duckdb

NEUTRAL = (
    "srt:ConsolidationItemsAxis=us-gaap:OperatingSegmentsMember",
    "us-gaap:ConsolidationItemsAxis=us-gaap:OperatingSegmentsMember",
    "us-gaap:StatementScenarioAxis=us-gaap:ScenarioUnspecifiedDomain",
)
"""Second dimensions that only say again that a segment is meant."""
RECONCILING = "consolidationitems"
"""the axis of what is between the segments and the whole: eliminations, corporate costs"""
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+|\d+")
_FEWEST = 2
"""words whose initials make a name"""


class Member(NamedTuple):
    """A part of a company for which it gives a metric."""

    axis: str
    """as filed: ``us-gaap:StatementBusinessSegmentsAxis``"""
    member: str
    """as filed: ``meta:RealityLabsMember``"""
    label: str | None
    first: date
    last: date
    """ends of the first and the last period"""
    facts: int

    @property
    def short(self) -> str:
        """Its short name: ``RealityLabs``."""
        name = self.member.rpartition(":")[2].removesuffix("Member")
        return name if name.endswith("NonSegment") else name.removesuffix("Segment")

    @property
    def short_axis(self) -> str:
        """The short name of its axis: ``StatementBusinessSegments``."""
        return self.axis.rpartition(":")[2].removesuffix("Axis")

    @property
    def words(self) -> str:
        """Its label, or its short name in words: ``Reality Labs``."""
        return self.label or " ".join(_WORDS.findall(self.short)) or self.short

    @property
    def reference(self) -> str:
        """What names it and no other: ``StatementBusinessSegments=RealityLabs``."""
        return f"{self.short_axis}={self.short}"

    def is_called(self, name: str) -> bool:
        """Return whether a folded name is its label's, or the initials of its name."""
        words = _WORDS.findall(self.short)
        initials = "".join(word[0] for word in words).lower() if len(words) >= _FEWEST else None
        label = fold_name(self.label) if self.label else None
        return name in (label, initials)


def fold_name(text: str) -> str:
    """Return a member's name as people may write it, folded: without case, accents and marks."""
    plain = unicodedata.normalize("NFKD", text)
    return fold_member("".join(letter for letter in plain if not unicodedata.combining(letter)))


def members_of(
    connection: duckdb.DuckDBPyConnection,
    view: str,
    entity: str,
    concepts: Collection[str],
    as_of: date | None = None,
) -> list[Member]:
    """Return the members for which a company has facts of concepts in a view, by axis and name."""
    if not concepts:
        return []
    marks = ", ".join("?" * len(concepts))
    known = "" if as_of is None else f" AND known <= DATE '{as_of.isoformat()}'"
    rows = connection.execute(
        'SELECT dimensions, min("end"), max("end"), count(DISTINCT ("start", "end")) '  # noqa: S608 - names of our own
        f"FROM {view} WHERE entity = ? AND concept IN ({marks}) AND dimensions <> '' AND value IS NOT NULL "
        f'AND coregistrant IS NULL AND "end" IS NOT NULL{known} GROUP BY dimensions ORDER BY dimensions',
        [entity, *concepts],
    ).fetchall()
    found: dict[tuple[str, str], Member] = {}
    for dimensions, first, last, facts in rows:
        pair = only_pair(dimensions)
        if pair is not None:
            one = Member(*pair, None, first, last, facts)
            # A member that has changed its prefix, or "Segment" in its name, goes on under the newest name.
            key = fold_axis(one.short_axis), fold_member(one.member.rpartition(":")[2])
            found[key] = _joined(found[key], one) if key in found else one
    labels = _labels(connection, [one.member for one in found.values()])
    return [one._replace(label=labels.get(one.member)) for _, one in sorted(found.items())]


def _joined(one: Member, other: Member) -> Member:
    newest = max(one, other, key=lambda member: member.last)
    return newest._replace(first=min(one.first, other.first), facts=max(one.facts, other.facts))


def only_pair(dimensions: str) -> tuple[str, str] | None:
    """Return the one axis and member of a fact, beside neutral ones; None where it has several."""
    pairs = [pair for pair in dimensions.split(";") if pair and pair not in NEUTRAL]
    if len(pairs) != 1 or "=" not in pairs[0]:
        return None
    axis, _, member = pairs[0].partition("=")
    return axis, member


def find_member(metric: str, segment: str, company: str, members: Sequence[Member]) -> Member:
    """Return the member that a name means which is not the short name of any.

    Raises:
        UnknownSegment: none is called so; tells those there are.
        AmbiguousSegment: several are.
    """
    axis, mark, name = segment.rpartition("=")
    wanted = [member for member in members if not mark or fold_axis(member.short_axis) == fold_axis(axis)]
    found = [member for member in wanted if fold_name(member.short) == fold_name(name)]
    found = found or [member for member in wanted if member.is_called(fold_name(name))]
    shorts = {fold_name(member.short) for member in found}
    if not found:
        raise UnknownSegment(metric, segment, company, sorted({member.short for member in members}))
    if len(shorts) > 1:
        raise AmbiguousSegment(metric, segment, [member.reference for member in found])
    return found[0]


def _labels(connection: duckdb.DuckDBPyConnection, members: Iterable[str]) -> dict[str, str]:
    names = sorted(set(members))
    if (
        not names
        or not connection.execute(
            "SELECT 1 FROM information_schema.tables WHERE table_name = 'concepts'"
        ).fetchall()
    ):
        return {}
    marks = ", ".join("?" * len(names))
    rows = connection.execute(
        f"SELECT concept, min(label) FROM concepts WHERE concept IN ({marks}) AND label IS NOT NULL "  # noqa: S608 - marks
        "GROUP BY concept",
        names,
    ).fetchall()
    return {concept: re.sub(r"\s*\[Member\]\s*$", "", label) for concept, label in rows}
