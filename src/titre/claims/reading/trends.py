"""Which trends and ranks does a sentence state without a number? "Les revenus de X grimpent en continu".

A trend is a claim only where a metric stands with the word of change, and a company is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from titre.claims.reading.context import MetricSense
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.mentions import Mention
    from titre.claims.reading.senses import Sense

_REACH = 9
"""tokens that may part a metric from its verb"""
_NOUN_LINKS = frozenset(
    ["de", "d", "'", "du", "des", "of", "in", "la", "le", "les", "l", "the", "its", "their"]
)
_BREAKS = frozenset({";", ":", ".", "(", ")"})


class Trend(NamedTuple):
    """A metric said to move, and the tokens that say so."""

    sense: Sense
    direction: str
    first: int
    last: int
    steady: bool
    against: str | None
    together: MetricSense | None


class Rank(NamedTuple):
    """A company said to be the first by some measure."""

    mention: Mention
    by: str
    first: int
    last: int


def trends_of(scene: Scene) -> list[Trend]:
    """Return the movements that a sentence states of metrics; those with a number are read elsewhere."""
    found: list[Trend] = []
    taken: set[int] = set()
    for change in scene.all(scene.lexicon.change):
        if any(change.start - _REACH <= q.first <= change.end + _REACH for q in scene.quantities):
            continue
        sense = _subject(scene, change.start, change.end)
        if sense is None or sense.start in taken:
            continue
        taken.add(sense.start)
        first, last = min(sense.start, change.start), max(sense.end, change.end)
        together = _companion(scene, change.end)
        manner = scene.near(scene.lexicon.manner, change.start, change.end, width=5)
        against = _against(scene)
        last = _last(scene, last)
        if together is not None:
            last = max(last, together.end)
        found.append(
            Trend(
                sense,
                change.meaning,
                first,
                last,
                manner == "steady",
                against,
                None if together is None else together.meaning,
            )
        )
    return found


def _subject(scene: Scene, start: int, end: int) -> Sense | None:
    """Return the metric that moves: what a noun of change is of, or the last one before a verb."""
    for sense in scene.senses:
        between = scene.tokens[end : sense.start]
        if 0 < len(between) <= 3 and all(token.word in _NOUN_LINKS for token in between):  # noqa: PLR2004 - tokens or digits, said beside it
            return sense
    before = [sense for sense in scene.senses if 0 <= start - sense.end <= _REACH]
    if not before or _is_noun(scene, start):
        return None
    between = scene.tokens[before[-1].end : start]
    return None if any(token.text in _BREAKS for token in between) else before[-1]


def _is_noun(scene: Scene, start: int) -> bool:
    """Return whether an article stands before: "la hausse" is no verb."""
    before = scene.tokens[start - 1].word if start else ""
    return before in {
        "la",
        "une",
        "les",
        "des",
        "l",
        "the",
        "a",
        "an",
        "'",
        "cette",
        "this",
        "en",
        "of",
        "de",
    }


def _companion(scene: Scene, end: int) -> Sense | None:
    match = scene.lexicon.together.at(scene.tokens, end)
    if match is None:
        return None
    return next((sense for sense in scene.senses if 0 <= sense.start - match.end <= 2), None)  # noqa: PLR2004 - tokens or digits, said beside it


def _against(scene: Scene) -> str | None:
    found = scene.anywhere(scene.lexicon.against)
    return found[0] if found else None


def _last(scene: Scene, last: int) -> int:
    """Return the end of the claim, with the words that say how, how long and against what."""
    tables = (scene.lexicon.manner, scene.lexicon.against)
    ends = [match.end for table in tables for match in scene.all(table) if match.end > last]
    times = [when.end for when in scene.times if when.end > last]
    return max([last, *ends, *times])


def ranks_of(scene: Scene) -> list[Rank]:
    """Return who is said to be the first, and by which measure; a rank without a measure is no claim."""
    by = scene.all(scene.lexicon.rank_by)
    for first in scene.all(scene.lexicon.rank):
        measure = next((match for match in by if -1 <= match.start - first.end <= _REACH), None) or next(
            (match for match in by if match.start >= first.start and match.end <= first.end), None
        )
        if measure is None:
            continue
        before = [mention for mention in scene.mentions if mention.end <= first.start]
        after = [mention for mention in scene.mentions if mention.start >= first.end]
        mention = before[-1] if before else after[0] if after else None
        if mention is not None:
            return [Rank(mention, measure.meaning, first.start, max(measure.end, first.end))]
    return []
