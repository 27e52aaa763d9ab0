"""Whose word is a quantity: a company's report, its guidance, what others expect, a price, a conversion?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.model import Role
from titre.claims.quantities.scales import AMOUNT
from titre.claims.reading.timing import YEAR

if TYPE_CHECKING:
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.readings import Reading
    from titre.claims.reading.timing import When

AHEAD = frozenset({Role.GUIDANCE, Role.CONSENSUS, Role.FORECAST})
"""the words of those who only look ahead"""
_ANNOUNCING = 5
"""tokens between an amount and the verb of a clause that says who announced it"""
_AIMED = 8
"""tokens between such a verb and its amount"""
_WOULD = 5
"""tokens between what would have been and its amount"""
_PARTING = frozenset({";", ":"})
"""marks that end the clause which a word about others' expectations governs"""
_LED = 3
"""tokens before an amount in which what says that it is converted may stand"""
_BESIDE = 3
"""tokens between a verb and what it beats"""
_GOVERNED = 36
"""the same, for what a verb of expecting before them may govern: "expects A of 42 and B of 113" """
_GOVERNING = frozenset({"guidance", "consensus"})
_IN_CLAUSE = 18
"""distance up to which a word is taken to stand in a quantity's own clause"""


def role_of(scene: Scene, quantity: Quantity | None, when: When | None, year: int) -> Role:  # noqa: PLR0911 - a case a kind of claim
    """Return whose word a quantity is; ``year`` is that of publication, 0 where it is not known."""
    if quantity is not None and (told := _told_beside(scene, quantity)) is not None:
        return told
    roles = _roles_near(scene, quantity)
    if "consensus" in roles:
        return Role.CONSENSUS
    ahead = when is not None and when.kind == YEAR and year > 0 and when.year >= year
    past = when is not None and not ahead and when.year > 0
    if past:
        return Role.GUIDANCE if quantity is not None and _was_aimed_at(scene, quantity) else Role.REPORTED
    if ahead and "guidance" in roles:
        return Role.GUIDANCE
    if ahead and when is not None and when.year > year:
        return Role.FORECAST
    if "forecast" in roles:
        return Role.FORECAST
    if "guidance" in roles and quantity is not None and _is_planned(scene, quantity):
        return Role.GUIDANCE
    if quantity is not None and quantity.unit and "price" in roles and quantity.form == AMOUNT:
        return Role.PRICE
    return Role.REPORTED


def is_revised(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a quantity is what a company guides to now or did before: "raised its range to 64".

    What is revised may follow the range: "a relevé de 60-65 à 64-72 milliards le budget".
    """
    verbs = [one for one in scene.all(scene.lexicon.revising) if one.end <= quantity.first]
    return bool(verbs) and any(
        verbs[0].end <= one.start or one.end <= quantity.first for one in scene.all(scene.lexicon.revised)
    )


def role_beside(scene: Scene, reading: Reading, level: Quantity, year: int) -> Role:
    """Return whose word a change is: that of the amount beside it, where that only looks ahead."""
    role = role_of(scene, level, reading.when, year)
    return role if reading.role is Role.REPORTED and role in AHEAD else reading.role


def _told_beside(scene: Scene, quantity: Quantity) -> Role | None:
    """Return the role that the words right beside a quantity give it, or None."""
    if _is_conversion(scene, quantity):
        return Role.CONVERSION
    if _was_announced(scene, quantity) or (quantity.high is not None and is_revised(scene, quantity)):
        return Role.GUIDANCE
    return Role.FORECAST if _would_have_been(scene, quantity) else None


def _would_have_been(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a verb tells what would have been: "it would have earned", "aurait gagné"."""
    tokens = scene.tokens
    first = max(0, quantity.first - _WOULD)
    clause = next(
        (at + 1 for at in range(quantity.first - 1, first - 1, -1) if tokens[at].kind == "mark"), first
    )
    told = scene.all(scene.lexicon.would_have)
    return any(clause <= one.start and one.end < quantity.first for one in told)


def _was_aimed_at(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a verb that only looks ahead governs an amount: "visait au départ 37 milliards"."""
    for match in scene.all(scene.lexicon.aimed):
        if not 0 <= quantity.first - match.end <= _AIMED:
            continue
        if not _is_turned(scene, match.end, quantity.first):
            return True
    return False


def _was_announced(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a clause behind an amount says that it was only announced: "that it had promised"."""
    for match in scene.all(scene.lexicon.announced):
        between = scene.tokens[quantity.last : match.start]
        named = {place for one in scene.mentions for place in range(one.start, one.end)}
        small = all(
            place in named or scene.lexicon.who_announced.meaning_of(token.word) is not None
            for place, token in enumerate(between, quantity.last)
        )
        if match.start >= quantity.last and len(between) <= _ANNOUNCING and small:
            return True
    return False


def _roles_near(scene: Scene, quantity: Quantity | None) -> list[str]:
    """Return whose words the sentence names in a quantity's own clause."""
    found = scene.all(scene.lexicon.roles)
    if quantity is None:
        return [match.meaning for match in found]
    return [
        match.meaning
        for match in found
        if scene.distance(quantity, match.start, match.end)
        < (_GOVERNED if match.end <= quantity.first and match.meaning in _GOVERNING else _IN_CLAUSE)
        and not _parted(scene, quantity, match.start)
        and not _beaten(scene, match.start)
    ]


def _parted(scene: Scene, quantity: Quantity, place: int) -> bool:
    """Return whether a word belongs to another quantity.

    It stands in a clause before, or behind that quantity, or behind "than".
    """
    if _is_turned(scene, place, quantity.first):
        return True
    if any(quantity.last <= other.first < place for other in scene.quantities):
        return True
    return any(quantity.last <= match.start < place for match in scene.all(scene.lexicon.besides))


def _is_turned(scene: Scene, start: int, end: int) -> bool:
    """Return whether a clause ends between two tokens: at a mark, or where the sentence turns with "but"."""
    turning = scene.lexicon.turning
    return any(
        token.text in _PARTING or turning.meaning_of(token.word) is not None
        for token in scene.tokens[start:end]
    )


def _beaten(scene: Scene, place: int) -> bool:
    """Return whether expectations are only what a quantity is measured by: "beat estimates with"."""
    near = any(0 <= place - match.end <= _BESIDE for match in scene.all(scene.lexicon.beaten))
    following = [one for one in scene.quantities if one.first > place]
    # "Above the 41 billion that analysts expected": the number right behind is theirs.
    return near and not (following and following[0].first - place <= _BESIDE + 1)


def _is_planned(scene: Scene, quantity: Quantity) -> bool:
    before = [match for match in scene.all(scene.lexicon.roles) if match.end <= quantity.first]
    return bool(before) and before[-1].meaning == "guidance"


def _is_conversion(scene: Scene, quantity: Quantity) -> bool:
    """Return whether an amount gives the one before it in another currency: "(…", "or …", "soit …"."""
    index = scene.place_of(quantity)
    if not index or quantity.form != AMOUNT:
        return False
    previous = scene.quantities[index - 1]
    between = scene.tokens[previous.last : quantity.first]
    bracket = bool(between) and between[0].text in {"(", ","} and len(between) <= 5  # noqa: PLR2004 - tokens or digits, said beside it
    if previous.form != AMOUNT or quantity.unit is None or previous.unit is None:
        return False
    led = not quantity.inherited and any(
        scene.lexicon.converting.meaning_of(token.word) is not None for token in between[-_LED:]
    )
    return (bracket or led) and previous.unit.partition("/")[0] != quantity.unit.partition("/")[0]
