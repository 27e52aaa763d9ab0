"""Which of the periods that a sentence names is a quantity's own? The nearest, as its clauses part them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.reading.clauses import words_of
from titre.claims.reading.comparisons import is_compared
from titre.claims.reading.linking import ACROSS, CLOSE
from titre.claims.reading.neighbours import following_years
from titre.claims.reading.small_words import COMPARING, JOINING, OF_TIME
from titre.claims.reading.timing import DAY, EARLIER, When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene

_TELLING = frozenset({"with", "avec", "at", "to", "a"})
"""between a period that something is compared with and an amount of the period spoken of"""
_CLOSING = frozenset({",", ";", ":", ")"})
_BRACKETS = frozenset({"(", ")"})
_POSSESSIVE = 2
"""tokens of "the previous year's" between it and its amount"""


def time_of(scene: Scene, quantity: Quantity, times: Sequence[When], *, relative: bool) -> When | None:
    """Return the period nearest to a quantity; what follows it before the next quantity comes first."""
    usable = [
        when
        for when in times
        if (when.kind != DAY or when.period)
        and (when.kind != EARLIER or _tells(scene, quantity, when, relative=relative))
    ]
    usable = [when for when in usable if not _is_of_compared(scene, quantity, when)]
    usable = [when for when in usable if not _is_bracketed(scene, quantity, when)]
    start, end = words_of(scene, quantity)
    # What a period is compared with is not the period itself, unless an amount stands with it.
    told = [
        when
        for when in usable
        if not when.compared or (not relative and start <= when.start and _owns(scene, quantity, when))
    ]
    usable = told or following_years(usable)
    after = [when for when in usable if quantity.last <= when.start < end]
    near = [when for when in after if scene.distance(quantity, when.start, when.end) < ACROSS * 2]
    own_before = [
        when
        for when in usable
        if when.end <= quantity.first
        and (start <= when.start or (when.kind == EARLIER and _possesses(scene, quantity, when)))
    ]
    if own_before and not (near and near[0].start - quantity.last <= CLOSE):
        return own_before[-1]
    if near:
        return near[0]
    before = [when for when in usable if when.end <= quantity.first and when.kind != EARLIER]
    if before:
        return before[-1]
    if after:
        return after[0]
    return next((one for one in usable if one.kind != EARLIER and not _is_apart(scene, quantity, one)), None)


def _is_apart(scene: Scene, quantity: Quantity, when: When) -> bool:
    """Return whether a period is that of an amount behind a semicolon: "sales of 412; in 2022 it lost 50"."""
    parting = [at for at in range(quantity.last, when.start) if scene.tokens[at].text == ";"]
    return bool(parting) and any(one.first > parting[-1] for one in scene.quantities)


def of_its_clause(scene: Scene, quantity: Quantity) -> When | None:
    """Return the period to which a quantity is added in a clause or in brackets, or None.

    "15 % less than in 2024, when it had reached 54", "four times that of the same period of 2009 (629)".
    """
    tokens = scene.tokens
    before = [when for when in scene.times if when.end <= quantity.first]
    if not before:
        return None
    when = before[-1]
    place = when.end
    if any(when.end <= one.first < quantity.first for one in scene.quantities) or place >= quantity.first:
        return None
    if tokens[place].text == "(":
        # In brackets behind a period that something is compared with stands its amount.
        alone = quantity.first - place <= CLOSE and ")" in {
            one.text for one in tokens[quantity.last : quantity.last + 1]
        }
        return when if alone and (when.compared or when.kind == EARLIER) else None
    place += tokens[place].text == ","
    if tokens[place].text.lower() not in OF_TIME:
        return None
    closed = any(token.text in _CLOSING for token in tokens[place : quantity.first])
    return None if closed or not (when.compared or when.kind == EARLIER) else when


def _is_of_compared(scene: Scene, quantity: Quantity, when: When) -> bool:
    """Return whether a period is that of what a quantity is compared with: "30, contre 17 en 2023"."""
    return any(
        other.first != quantity.first
        and other.last <= when.start < words_of(scene, other)[1]
        and when.start - other.last <= CLOSE
        and is_compared(scene, other)
        for other in scene.quantities
    )


def _is_bracketed(scene: Scene, quantity: Quantity, when: When) -> bool:
    """Return whether a period is that of an amount in brackets before: "13.4 % (2.9 % in 2009), EPS 0.58"."""
    tokens = scene.tokens
    if when.end > quantity.first:
        return False
    closed = next((at for at in range(when.end, quantity.first) if tokens[at].text in _BRACKETS), None)
    if closed is None or tokens[closed].text != ")":
        return False
    opened = next((at for at in range(when.start - 1, -1, -1) if tokens[at].text in _BRACKETS), None)
    if opened is None or tokens[opened].text != "(":
        return False
    return any(opened < one.first < closed for one in scene.quantities)


def _tells(scene: Scene, quantity: Quantity, when: When, *, relative: bool) -> bool:
    """Return whether "a year earlier" says when an amount was: where it follows it, or owns it.

    After a percentage it says what a growth is measured against, unless that is what is compared.
    """
    # "More than twice" compares with no other year.
    compared = scene.word_before(quantity) in COMPARING and quantity.hedge is None
    if 0 <= when.start - quantity.last <= CLOSE:
        return not relative or compared
    if when.start <= 1 and scene.place_of(quantity) == 0 and not relative:
        # "The year before, it had earned": the whole sentence is of that year.
        return True
    return _possesses(scene, quantity, when)


def _owns(scene: Scene, quantity: Quantity, when: When) -> bool:
    """Return whether an amount stands right behind a period that others are compared with: "2023's 39"."""
    between = scene.tokens[when.end : quantity.first]
    told = any(token.word in _TELLING for token in between)
    return when.end <= quantity.first and len(between) <= CLOSE and not told


def _possesses(scene: Scene, quantity: Quantity, when: When) -> bool:
    """Return whether a period owns an amount: "the previous year's 30 billion"."""
    between = scene.tokens[when.end : quantity.first]
    joins = any(token.word in JOINING for token in between)
    return when.end <= quantity.first and len(between) <= _POSSESSIVE and not joins
