"""Does a sentence name only one period and company that an amount can be of, or does it hint at others?

A wrong amount that is another period's figure was either taken from the wrong line of a table, or the reading
is wrong: "Microsoft earned 27.7 billion. In the quarter before it had earned 27.2". Only where nothing hints
at that other period is it the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.quantities.scales import MULTIPLE, PERCENT, POINTS
from titre.claims.reading.timing import DAY, SAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.mentions import Company
    from titre.claims.reading.timing import When

_SINCE = frozenset({"since", "depuis"})
_RELATIVE = frozenset({PERCENT, MULTIPLE, POINTS})
_WHOLE = "whole"
"""meaning of the words that say of a year beside them that all of it is meant"""
_BESIDE = 4
"""tokens between an amount and the period that is its own, whatever others the sentence names"""


def is_written_out(scene: Scene, when: When | None) -> bool:
    """Return whether the sentence itself names a period with its year."""
    own = _own(scene, when)
    return any(token.text[-1:].isdigit() for token in scene.tokens[own.start : own.stop])


def hints_at_another(scene: Scene, quantity: Quantity, when: When | None) -> bool:
    """Return whether the sentence names or hints at another period than the one taken for an amount."""
    own = _own(scene, when)
    others = [
        one
        for one in scene.times
        if one.start not in own
        and one.end - 1 not in own
        and one.kind != SAME
        # "Le bénéfice a été de 20 milliards": no summer.
        and not (one.kind == DAY and one.period is None)
        and not (one.compared and _is_of_change(scene, one.start))
    ]
    if others and (not own or not _is_beside(scene, quantity, own, others)):
        return True
    named = [own, *(range(one.start, one.end) for one in scene.senses)]
    named += [
        range(one.start, one.end)
        for one in scene.all(scene.lexicon.against)
        if _is_of_change(scene, one.start)
    ]
    return any(
        not any(match.start in one or match.end - 1 in one for one in named)
        and not (match.meaning == _WHOLE and 0 <= own.start - match.end <= 1)
        for match in scene.all(scene.lexicon.other_times)
    )


def begins_then(scene: Scene, when: When | None) -> bool:
    """Return whether a period only begins what an amount is of: "since 2013 it has spent 700 billion"."""
    own = _own(scene, when)
    return own.start > 0 and scene.tokens[own.start - 1].word in _SINCE


def _own(scene: Scene, when: When | None) -> range:
    """Return the tokens of the sentence that name the period taken; none where it is named elsewhere."""
    if when is None or when.carried or when.back:
        return range(0)
    named = any((one.start, one.end) == (when.start, when.end) for one in scene.times)
    return range(when.start, when.end) if named else range(0)


def _is_of_change(scene: Scene, start: int) -> bool:
    """Return whether words behind a percentage tell what it is measured by: "14 % more than last year"."""
    before = [one for one in scene.quantities if one.last <= start]
    return bool(before) and before[-1].form in _RELATIVE


def _is_beside(scene: Scene, quantity: Quantity, own: range, others: Sequence[When]) -> bool:
    """Return whether a period stands right with an amount, and no other period right with it."""
    first, last = min(own.stop, quantity.last), max(own.start, quantity.first)
    apart = {place for one in scene.quantities for place in range(one.first, one.last)}
    listed = any(0 <= one.start - own.stop <= 1 or 0 <= own.start - one.end <= 1 for one in others)
    return last - first <= _BESIDE and not listed and not apart & set(range(first, last))


def names_last(scene: Scene, quantity: Quantity, companies: Sequence[Company]) -> bool:
    """Return whether the company of an amount is the one that its sentence names last before it."""
    before = [one for one in scene.mentions if one.end <= quantity.first]
    return bool(before) and tuple(before[-1].companies) == tuple(companies)
