"""Which companies and parts does a sentence only name in passing, so that no other amount is theirs?

What an amount is compared with, what it was spent on, what only explains it: "3 billion on Nvidia's chips".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.mentions import Mention

_COMPLEMENTING = frozenset(
    {"de", "d", "'", "of", "than", "que", "by", "par", "from", "with", "avec", "like", "comme", "in", "chez"}
)
"""before a company that something else is of"""
_OWNED = 3
"""tokens between a metric and the company that it is of"""
_WHO = frozenset({"qui", "who", "which", "whose", "dont"})
PRONOUNS = frozenset({"it", "he", "she", "they", "il", "elle", "ils", "elles"})
_THAN = frozenset({"than", "as", "que", "like", "comme"})
_WORTH = frozenset({"worth", "of", "de", "d", "'"})
_REACH = 3
"""tokens between an amount and the part that it is of"""


def is_aside(scene: Scene, mention: Mention) -> bool:
    """Return whether a company is only named behind an amount, as a complement: "en puces de Nvidia"."""
    if _is_in_cause(scene, mention):
        return True
    if not scene.quantities or mention.start < scene.quantities[0].last:
        return False
    if mention.segment and is_told_behind(scene, mention):
        # "Sold 201 billion worth of iPhones and earned 94": the company earned them.
        return True
    last = max(one.last for one in scene.quantities if one.last <= mention.start)
    if any(last <= one.start and one.end <= mention.start for one in scene.all(scene.lexicon.causes)):
        return True
    before = scene.tokens[mention.start - 1].word
    if before == "'" and scene.tokens[mention.start - 2].word != "d":
        before = ""  # "L'Europe": an article
    behind = [token.word for token in scene.tokens[mention.end : mention.end + 2]]
    # "Less than Microsoft, which spent 44.5": it is the subject of what follows.
    leads = behind[:1] == [","] and behind[1:2] != [] and behind[1] in _WHO
    owns = any(sense.end <= mention.start and mention.start - sense.end <= _OWNED for sense in scene.senses)
    return before in _COMPLEMENTING and not owns and not leads


def is_told_behind(scene: Scene, mention: Mention) -> bool:
    """Return whether a mention only tells of which part the amount right before it is."""
    return any(tells_of_behind(scene, one, mention) for one in scene.quantities)


def tells_of_behind(scene: Scene, quantity: Quantity, mention: Mention) -> bool:
    """Return whether who or what an amount is of is told right behind it: "39.8 billion (AWS)".

    Of a part also "44.6 billion worth of iPhones".
    """
    between = scene.tokens[quantity.last : mention.start]
    if len(between) == 1 and between[0].text == "(":
        closing = scene.tokens[mention.end : mention.end + 1]
        return bool(closing) and closing[0].text == ")"
    of = mention.segment is not None and 0 < len(between) <= _REACH
    return of and all(token.word in _WORTH for token in between)


def is_beside_the_point(scene: Scene, mention: Mention) -> bool:
    """Return whether a company behind an amount is only compared with, or named in passing."""
    return scene.tokens[mention.start - 1].word in _THAN or is_aside(scene, mention)


def _is_in_cause(scene: Scene, mention: Mention) -> bool:
    """Return whether a company is only in the cause that opens a clause: "thanks to Pepsi's cheque, it"."""
    end = mention.end
    while end < len(scene.tokens) and scene.tokens[end].kind == "word":
        end += 1
    following = [token.word for token in scene.tokens[end : end + 2]]
    if following[:1] != [","] or following[1:] == [] or following[1] not in PRONOUNS:
        return False
    causes = [one for one in scene.all(scene.lexicon.causes) if one.end <= mention.start]
    return bool(causes) and not any(
        token.kind == "mark" and token.text != "'" for token in scene.tokens[causes[-1].end : mention.start]
    )
