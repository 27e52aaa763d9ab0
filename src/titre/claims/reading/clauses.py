"""Which words of a sentence go with which of its quantities?

Between two quantities stand words of the first ("… on research in 2024") and words of the second ("and
earned …"). What opens a clause or a member of a list parts them; where nothing does, all are of the first.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from titre.claims.reading.small_words import JOINING, LINKS

if TYPE_CHECKING:
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene

_MARKS = frozenset({",", ";", ":", "(", ")", "\N{EN DASH}", "."})
_ANDS = frozenset({"and", "et", "&"})
_ALSO = frozenset({"also", "too", "aussi", "egalement", "lui", "elle", "eux", "elles", "by"})
_ENDING = frozenset({";", "."})
"""marks that part more than a comma does"""
_LIGHT = 5
"""tokens that may part a metric from the amount that it opens: "a net profit of only" """


def words_of(scene: Scene, quantity: Quantity) -> tuple[int, int]:
    """Return the tokens between which a quantity's own words stand, on both sides of it."""
    borders = scene.borders
    if not borders:
        borders.append(0)
        borders.extend(_border(scene, left.last, right.first) for left, right in pairwise(scene.quantities))
        borders.append(len(scene.tokens))
    place = scene.place_of(quantity)
    return borders[place], borders[place + 1]


def run_of(scene: Scene, quantity: Quantity) -> list[Quantity]:
    """Return the amounts that only commas and conjunctions part from one, itself among them."""
    if not scene.runs:
        run: list[Quantity] = []
        for one in scene.quantities:
            if run and not all(token.word in JOINING for token in scene.tokens[run[-1].last : one.first]):
                run = []
            run.append(one)
            scene.runs[one.first] = run
    return scene.runs[quantity.first]


def opens(scene: Scene, end: int, first: int) -> bool:
    """Return whether what ends at a token opens the amount that begins at another: "revenue of"."""
    if not 0 <= first - end <= _LIGHT:
        return False
    between = scene.tokens[end:first]
    if any(token.word in _ANDS for token in between):
        return False
    lexicon = scene.lexicon
    return all(
        token.kind == "mark"
        or token.word in LINKS
        or lexicon.tie.meaning_of(token.word) is not None
        or lexicon.light.meaning_of(token.word) is not None
        for token in between
    )


def goes_on(scene: Scene, start: int, end: int) -> bool:
    """Return whether between two quantities stand only words of change and small ones: ", up" ", soit +"."""
    lexicon = scene.lexicon
    changed = {place for one in scene.all(lexicon.change) for place in range(one.start, one.end)}
    return end - start <= _LIGHT and all(
        token.kind == "mark"
        or token.word in LINKS
        or place in changed
        or lexicon.tie.meaning_of(token.word) is not None
        for place, token in enumerate(scene.tokens[start:end], start)
    )


def _border(scene: Scene, start: int, end: int) -> int:
    """Return where the words of one quantity end and those of the next begin, between both."""
    found = [*_openings(scene, start, end)]
    last = end
    # What stands right before the next quantity only joins it: "… at Alphabet, and 37 at Meta".
    while last > start and (last - 1 in found or scene.tokens[last - 1].text in _MARKS):
        last -= 1
    inner = [place for place in found if place < last]
    # A colon leads to the next quantity: what it is of stands before: "free cash flow fell: from 74 to 72".
    inner = [place for place in inner if scene.tokens[place].text != ":"] or inner
    if not inner:
        return last
    strong = [place for place in inner if scene.tokens[place].text in _ENDING]
    border = (strong or inner)[-1]
    if len(inner) > 1 and not strong and _is_apposed(scene, border, end):
        # "And its net income, also up 16 %, was 42": the change is of what it is set beside.
        border = inner[-2]
    while border > start and (border - 1 in found or scene.tokens[border - 1].text in _MARKS):
        border -= 1
    return border


def _is_apposed(scene: Scene, comma: int, end: int) -> bool:
    """Return whether a comma sets a change beside a metric that stands right before it."""
    if scene.tokens[comma].text != "," or not any(one.end == comma and not one.verb for one in scene.senses):
        return False
    changed = {place for one in scene.all(scene.lexicon.change) for place in range(one.start, one.end)}
    words = range(comma + 1, end)
    small = all(at in changed or scene.tokens[at].word in LINKS | _ALSO for at in words)
    return small and any(at in changed for at in words)


def _openings(scene: Scene, start: int, end: int) -> list[int]:
    """Return the tokens that part clauses or members of a list, outside of names, metrics and periods."""
    named = [
        (one.start, one.end)
        for stretches in (scene.senses, scene.mentions, scene.times)
        for one in stretches
        if start < one.end and one.start < end
    ]
    places = {place for place in range(start, end) if scene.tokens[place].text in _MARKS}
    for match in scene.all(scene.lexicon.clauses):
        if start <= match.start and match.end <= end:
            places.update(range(match.start, match.end))
    return sorted(place for place in places if not any(first < place < last for first, last in named))
