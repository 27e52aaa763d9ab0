"""Which periods of a sentence hold for a part of it only? A look back in a clause, a second name of a period.

"The unit, which lost 2.7 billion in 2023, earned 3.8": only the loss is of 2023. "A charge in the third
quarter, when it earned 2.7": what the rest of the sentence tells is of the period spoken of before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.reading.linking import CLOSE
from titre.claims.reading.neighbours import comes_before
from titre.claims.reading.small_words import OF_TIME
from titre.claims.reading.timing import DAY, HOLDING

if TYPE_CHECKING:
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.timing import When

_DASHES = frozenset({"\N{EN DASH}", "\N{EM DASH}"})
_OPENING, _CLOSING = _DASHES | {"("}, _DASHES | {")"}
_ENDS = _CLOSING | {",", ";", ":"}
_OF_WHOM = frozenset({"qui", "which", "who"})


def own_times(scene: Scene, quantity: Quantity, spoken: When | None, now: int) -> list[When]:
    """Return the periods that a quantity may be of; ``spoken`` is the one spoken of before its sentence."""
    held = scene.held.get(spoken)
    if held is None:
        kept = [when for when in scene.times if not _is_renamed(scene, when)]
        held = scene.held[spoken] = [(when, *_holds(scene, when, spoken, now)) for when in kept]
    return [when for when, start, end in held if start <= quantity.first < end]


def is_aside(scene: Scene, when: When, spoken: When | None, now: int) -> bool:
    """Return whether a period holds for one clause of its sentence only."""
    return when in scene.times and _holds(scene, when, spoken, now) != (0, len(scene.tokens))


def _is_renamed(scene: Scene, when: When) -> bool:
    """Return whether a period only names the one before again: "to July – the second quarter of 2026 –"."""
    tokens = scene.tokens
    opened = next((place for place in range(when.start - 1, -1, -1) if tokens[place].text in _OPENING), -1)
    if not any(one.end == opened and one.kind != DAY for one in scene.times):
        return False
    closed = any(token.text in _CLOSING for token in tokens[opened + 1 : when.start])
    return not closed and not any(opened < one.first < when.start for one in scene.quantities)


def _holds(scene: Scene, when: When, spoken: When | None, now: int) -> tuple[int, int]:
    """Return the tokens of a sentence for which a period holds: all, or those of its clause."""
    tokens = scene.tokens
    if when.kind == HOLDING and not when.months:
        # "60,5 % au printemps": a season is that of its amount only.
        before = [one for one in scene.quantities if one.last <= when.start]
        return (before[-1].first if before else when.start), when.end
    if spoken is not None and (caused := _in_cause(scene, when)):
        return caused, _end_of_clause(scene, when.end)
    behind = when.end + (when.end < len(tokens) and tokens[when.end].text == ",")
    if behind < len(tokens) and tokens[behind].text.lower() in OF_TIME and _is_far(scene, when):
        return when.start, _end_of_clause(scene, behind)
    opened = when.start - 1
    while opened >= 0 and tokens[opened].text not in _ENDS:
        if tokens[opened].word in _OF_WHOM or tokens[opened].text.lower() in OF_TIME:
            break
        opened -= 1
    else:
        opened = _opens_behind(scene, when)
        if not opened:
            return 0, len(tokens)
    if spoken is not None and comes_before(when, spoken, now):
        return opened, _end_of_clause(scene, when.end)
    return 0, len(tokens)


def _opens_behind(scene: Scene, when: When) -> int:
    """Return where a clause of its own begins that a semicolon parts from what was told before, else 0."""
    tokens = scene.tokens
    opened = next((place for place in range(when.start - 1, 0, -1) if tokens[place].text == ";"), 0)
    before = any(one.last <= opened for one in scene.quantities)
    own = any(opened < one.first and one.last <= when.start for one in scene.quantities)
    return opened if before and own else 0


def _in_cause(scene: Scene, when: When) -> int:
    """Return where a cause begins that tells of a period: "due to a charge taken in the third quarter".

    0 where none does. What grew "thanks to strong demand in the third quarter" may have grown in it, unless
    its own period is named before.
    """
    causes = [one for one in scene.all(scene.lexicon.causes) if one.end <= when.start]
    if not causes:
        return 0
    cause = causes[-1].start
    told = any(one.last <= cause for one in scene.quantities)
    free = not any(cause <= one.first < when.start for one in scene.quantities)
    closed = any(token.text in _ENDS for token in scene.tokens[causes[-1].end : when.start])
    parted = scene.tokens[cause - 1].text == "," or any(one.end <= cause for one in scene.times)
    return cause if told and free and parted and not closed else 0


def _is_far(scene: Scene, when: When) -> bool:
    """Return whether amounts stand before a period, and it is not that of the last of them."""
    before = [one.last for one in scene.quantities if one.last <= when.start]
    return bool(before) and when.start - before[-1] > CLOSE


def _end_of_clause(scene: Scene, start: int) -> int:
    tokens = scene.tokens
    return next((place for place in range(start, len(tokens)) if tokens[place].text in _ENDS), len(tokens))
