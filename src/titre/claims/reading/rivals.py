"""Which other company is a quantity measured against? "64 % more than Amazon", "deux fois celui de Meta"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from titre.claims.quantities.scales import AMOUNT, MULTIPLE
from titre.claims.reading.mentions import companies_of
from titre.claims.reading.small_words import JOINING, LINKS, THAN
from titre.claims.reading.whats import sense_of

if TYPE_CHECKING:
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.mentions import Company

_REACH = 9
"""tokens between a quantity and whom it is measured against"""
_NEAR = 3
"""tokens between a quantity and the company or the period that it is measured against"""
_MUCH = frozenset({"much", "many", "more", "less", "plus", "moins", "autant"})
_LED, _BESIDE = 4, 2
"""tokens before a quantity in which it is said to be less, and between a verb and whom it outdoes"""
_BY = frozenset({"by", "de", "d"})
_DOWN = "down"
_SMALL = LINKS | frozenset(
    [
        *("does", "did", "what", "those", "both", "at", "s", "much", "many", "more", "less"),
        *("ce", "ceux", "celui", "celle", "celles", "chez", "plus", "moins"),
    ]
)
_LESS = frozenset({"less", "fewer", "lower", "moins", "inferieur", "inferieure", "inferieurs", "inferieures"})


class Rivals(NamedTuple):
    """Whom a quantity is measured against, and whether it is said to be less than theirs."""

    companies: tuple[Company, ...]
    less: bool | None = False
    """None where the words leave open which is the larger"""


def rivals_of(scene: Scene, quantity: Quantity) -> Rivals:
    """Return the companies that a quantity is measured against, or none."""
    return _behind(scene, quantity) or _before(scene, quantity) or Rivals(())


def measured_by(
    rivals: set[Company], scene: Scene, quantity: Quantity, spoken: tuple[tuple[Company, ...], bool]
) -> tuple[tuple[Company, ...], bool]:
    """Return who is measured by rivals, and whether surely: named before the quantity, else ``spoken`` of."""
    before = [
        one
        for one in scene.mentions
        if one.end <= quantity.first and one.companies and not rivals.intersection(one.companies)
    ]
    if before:
        return before[-1].companies, before[-1].sure
    return ((), False) if rivals.intersection(spoken[0]) else spoken


def is_beyond_another(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a quantity may be measured against something else than its own of before.

    "3 billion more than Apple", "twice Meta's", and, of another metric, "six times as much on buybacks".
    """
    more = scene.lexicon.more.at(scene.tokens, quantity.last)
    if quantity.form == MULTIPLE:
        behind = range(quantity.last, quantity.last + _NEAR)
        named = any(one.start in behind for one in scene.mentions)
        return (
            named
            or scene.lexicon.anaphors.at(scene.tokens, quantity.last) is not None
            or _as_much(scene, quantity)
        )
    if quantity.form != AMOUNT or more is None:
        return False
    return not any(0 <= when.start - more.end <= _NEAR for when in scene.times)


def _as_much(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a multiple tells how much more one metric is than the one stated before it."""
    place = scene.place_of(quantity)
    words = {token.word for token in scene.tokens[quantity.first : quantity.last + 2]}
    if not place or not words & _MUCH:
        return False
    own, before = sense_of(scene, quantity), sense_of(scene, scene.quantities[place - 1])
    return own is not None and before is not None and own.meaning.metrics[0] != before.meaning.metrics[0]


def _behind(scene: Scene, quantity: Quantity) -> Rivals | None:
    """Read "64 % more than Amazon", "twice Meta's", "supérieure de trois points à celle de Meta".

    "5 % more" is more than somebody's only behind "than"; "twice Meta's" needs no such word.
    """
    more = scene.lexicon.more.at(scene.tokens, quantity.last)
    start = quantity.last if more is None else more.end
    mention = next((one for one in scene.mentions if one.start >= start and one.companies), None)
    if mention is None or mention.start - start > _REACH or not _is_small(scene, start, mention.start):
        return None
    between = scene.tokens[start : mention.start]
    multiple = quantity.form == MULTIPLE and more is None
    by = scene.tokens[scene.beginning(quantity) - 1].word in _BY
    stands_for = by and any(one.end == mention.start for one in scene.all(scene.lexicon.anaphors))
    if not (multiple or stands_for or any(token.word in THAN for token in between)):
        return None
    told = scene.tokens[max(0, quantity.first - _LED) : mention.start]
    less = any(token.word in _LESS for token in told) or (more is not None and more.meaning == _DOWN)
    return Rivals(_joined(scene, mention.start), less)


def _before(scene: Scene, quantity: Quantity) -> Rivals | None:
    """Read "Meta's profit trailed Apple's by 31 billion", "devance Amazon de 5 %"."""
    by = scene.beginning(quantity) - 1
    if by < 0 or scene.tokens[by].word not in _BY:
        return None
    named = [one for one in scene.mentions if one.end <= by and one.companies]
    if not named or not _is_small(scene, named[-1].end, by):
        return None
    beaten = any(0 <= named[-1].start - one.end <= _BESIDE for one in scene.all(scene.lexicon.outdoing))
    return Rivals(named[-1].companies, None) if beaten else None


def _is_small(scene: Scene, start: int, end: int) -> bool:
    """Return whether only small words and metrics stand between two places."""
    named = {place for one in scene.senses for place in range(one.start, one.end)}
    return all(
        token.word in _SMALL | THAN or place in named
        for place, token in enumerate(scene.tokens[start:end], start)
    )


def _joined(scene: Scene, start: int) -> tuple[Company, ...]:
    """Return the companies named from a token on that only "and" joins: "than Meta and Amazon together"."""
    found = [one for one in scene.mentions if one.start >= start]
    run = found[:1]
    for one in found[1:]:
        if not all(token.word in JOINING for token in scene.tokens[run[-1].end : one.start]):
            break
        run.append(one)
    return companies_of(run)
