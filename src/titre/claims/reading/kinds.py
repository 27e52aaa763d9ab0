"""What kind of claim does a quantity make: a level, a change, a share, a deal, a performance?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.model import Kind
from titre.claims.quantities.scales import COUNT, MULTIPLE, PERCENT, POINTS, SHARE
from titre.claims.reading.comparisons import starts_movement
from titre.claims.reading.linking import CLOSE
from titre.claims.reading.scope import LEVEL_WORDS, is_ratio
from titre.claims.reading.several_years import is_yearly
from titre.claims.reading.small_words import JOINING
from titre.claims.reading.whats import has_metric_as_subject, sense_of

if TYPE_CHECKING:
    from titre.claims.prose.phrases import Match
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene

_AROUND = 12
"""tokens around a percentage in which what performs may stand"""
_HAVING = frozenset({"has", "have", "had", "did", "manage", "managed", "to", "a", "ont", "avait"})
_INTO = frozenset({"into", "dans"})
_OPENING = 3
"""tokens before the subject of a sentence"""
_PERCENT_FORMS = frozenset({PERCENT, POINTS, SHARE})


def kind_of(scene: Scene, quantity: Quantity, deal: str | None) -> Kind:  # noqa: PLR0911 - a case a kind of claim
    """Return what kind of claim a quantity makes."""
    if quantity.form in _PERCENT_FORMS or quantity.form == MULTIPLE:
        return _relative_kind(scene, quantity)
    if quantity.high is not None:
        return Kind.RANGE
    if deal == "funding" and scene.anywhere(scene.lexicon.cumulative):
        return Kind.CUMULATIVE
    if deal is not None:
        return Kind.DEAL
    if quantity.form == COUNT:
        return Kind.LEVEL
    if scene.near(scene.lexicon.record, quantity.first, quantity.last) is not None:
        return Kind.RECORD
    if scene.near(scene.lexicon.cumulative, quantity.first, quantity.last) is not None:
        return Kind.CUMULATIVE
    if _moved_by(scene, quantity):
        against = scene.near(scene.lexicon.against, quantity.first, quantity.last, width=10)
        return Kind.CHANGE_QOQ if against == "qoq" else Kind.CHANGE
    return Kind.LEVEL


def _moved_by(scene: Scene, quantity: Quantity) -> bool:
    """Return whether an amount is that of a movement: "rose by 3 billion", "down 2.5", "3 less than".

    "Progresse de 3 milliards" is one, "progresse de 3 à 5" is none.
    """
    if scene.lexicon.more.at(scene.tokens, quantity.last) is not None:
        return True
    place = scene.beginning(quantity)
    linked = place > 0 and scene.tokens[place - 1].word in {"de", "d", "by"}
    place -= linked
    moving = [match for match in scene.all(scene.lexicon.change) if match.end == place]
    if not moving:
        return linked and scene.tokens[place].word == "by" and scene.change_near(quantity) is not None
    if any(token.word in _INTO for token in scene.tokens[quantity.last : quantity.last + 1]):
        # "It sank 47 billion into property": so much was spent.
        return False
    told = [sense for sense in scene.senses if sense.start == moving[0].start]
    if not linked and told and not has_metric_as_subject(scene, told[0]):
        # "A gagné 62 milliards": so much was earned.
        return False
    return not starts_movement(scene, quantity)


def _relative_kind(scene: Scene, quantity: Quantity) -> Kind:  # noqa: C901, PLR0911 - a case a kind of claim
    lexicon = scene.lexicon
    before = scene.word_before(quantity)
    if quantity.form == PERCENT and before in LEVEL_WORDS and sense_of(scene, quantity) is not None:
        return Kind.RATIO
    if quantity.form == PERCENT and is_ratio(sense_of(scene, quantity)) and starts_movement(scene, quantity):
        return Kind.RATIO
    if _of_shares(scene, quantity) or _of_their_value(scene, quantity):
        return Kind.PERFORMANCE
    changed = scene.change_near(quantity)
    against = scene.near(lexicon.against, quantity.first, quantity.last, width=10)
    if quantity.form == MULTIPLE or changed or quantity.signed:
        if _performs(scene, quantity):
            return Kind.PERFORMANCE
        if against == "yoy":
            return Kind.CHANGE_YOY
        if against == "qoq":
            return Kind.CHANGE_QOQ
        return Kind.CHANGE
    stake = scene.near(lexicon.stake, quantity.first, quantity.last, width=5) is not None
    if stake and not _is_rate_of(scene, quantity):
        return Kind.SHARE
    if quantity.form == SHARE:
        return Kind.SHARE
    if scene.near(lexicon.margin, quantity.first, quantity.last) is not None:
        return Kind.RATIO
    if _performs(scene, quantity):
        return Kind.PERFORMANCE
    if against is not None and not is_ratio(sense_of(scene, quantity)):
        # "La marge était de 34 % un an plus tôt" tells where it was.
        return Kind.CHANGE_YOY if against == "yoy" else Kind.CHANGE_QOQ
    return Kind.CHANGE if _grows_yearly(scene, quantity) else Kind.RATIO


def _is_rate_of(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a percentage is that of a ratio right before it: "an effective rate of 16.5 %"."""
    sense = sense_of(scene, quantity)
    return sense is not None and is_ratio(sense) and 0 <= quantity.first - sense.end <= 1


def _grows_yearly(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a percentage is a rate of growth, said without a word of change: "a CAGR of 14 %"."""
    sense = sense_of(scene, quantity)
    return sense is not None and not is_ratio(sense) and is_yearly(scene, quantity)


def grows(scene: Scene, quantity: Quantity) -> bool:
    """Return whether only a company is said to have grown: by its revenue, as such things are said."""
    if quantity.form != PERCENT or scene.senses or scene.all(scene.lexicon.shares):
        return False
    growing = next(iter(scene.all(scene.lexicon.growing)), None)
    named = [one for one in scene.mentions if growing is not None and one.end <= growing.start]
    if growing is None or not named:
        return False
    # "Meta's staff grew", "the number of users at Meta grew": something else did.
    before = scene.tokens[named[-1].start - 1] if named[-1].start else None
    opens = before is None or before.kind == "mark" or before.word in JOINING | {"both", "while"}
    return opens and all(token.word in _HAVING for token in scene.tokens[named[-1].end : growing.start])


def _of_their_value(scene: Scene, quantity: Quantity) -> bool:
    """Return whether shares have won or lost a part of what they were worth: "a quarter of their value"."""
    told = scene.lexicon.of_value.at(scene.tokens, quantity.last) is not None
    return told and bool(_performing(scene))


def _performs(scene: Scene, quantity: Quantity) -> bool:
    sense = sense_of(scene, quantity)
    if sense is not None and (quantity.form == MULTIPLE or sense.needs):
        # "Bought back 30 billion of its stock, a third less": the stock is what was bought.
        return False
    if _of_shares(scene, quantity):
        return True
    words = any(
        quantity.first - _AROUND <= match.start and match.end <= quantity.last + _AROUND
        for match in _performing(scene)
    )
    if sense is not None and sense.verb:
        sense = None
    return words and (sense is None or scene.distance(quantity, sense.start, sense.end) > CLOSE)


def _performing(scene: Scene) -> list[Match[str]]:
    """Return the words for shares and lists, without those in a metric's name: "stock repurchases"."""
    return [
        match
        for match in scene.all(scene.lexicon.performance)
        if not any(sense.start <= match.start < sense.end for sense in scene.senses)
    ]


def _of_shares(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a sentence whose subject is a share, an index or a list tells how it moved.

    "The stock, which trades on 26 times earnings, has lost 8 %": the eight are not of earnings.
    """
    opening = next(iter(_performing(scene)), None)
    if opening is None or opening.start > _OPENING or quantity.form != PERCENT:
        return False
    senses = [
        sense
        for sense in scene.senses
        if opening.end <= sense.start
        and sense.end <= quantity.first
        and not any(one.form == MULTIPLE and 0 <= sense.start - one.last <= CLOSE for one in scene.quantities)
    ]
    lost = all(sense.verb or sense.meaning.sign < 0 for sense in senses[-1:])
    return (scene.change_near(quantity) is not None or bool(senses)) and lost
