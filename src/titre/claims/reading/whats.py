"""What is a quantity of? The metric of its own clause: what "of" or "in" leads to, the noun, the verb.

Each verb governs the amounts of its clause: in "spent 49 on research and earned 8 a share" only the eight
were earned. What names no metric in its own words is of the metric named before.
"""

from __future__ import annotations

from bisect import bisect
from dataclasses import replace
from typing import TYPE_CHECKING

from titre.claims.prose.lexicons import quantity_lexicon
from titre.claims.quantities.scales import AMOUNT, MULTIPLE, PERCENT, POINTS
from titre.claims.reading.clauses import goes_on, opens, words_of
from titre.claims.reading.context import MetricSense
from titre.claims.reading.linking import CLOSE
from titre.claims.reading.small_words import COMPARING, LINKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.senses import Sense

_NEXT = 6
"""tokens between an amount and what a verb of several meanings leaves to be said behind it"""
_FLOWS = frozenset({"operating_cash_flow", "free_cash_flow"})
_CASH = frozenset({"cash_and_equivalents", "cash_and_short_term_investments"})
_HAVING = frozenset({"has", "have", "had", "ont", "avait", "avaient", "s"})
_LED = 2
"""tokens before a metric in which a comparison may lead to it: "against a" """


def sense_of(scene: Scene, quantity: Quantity) -> Sense | None:
    """Return the metric that a quantity is of, or None where the sentence names none."""
    if quantity.first not in scene.meant:
        scene.meant[quantity.first] = _sense_of(scene, quantity) if scene.senses else None
    return scene.meant[quantity.first]


def _sense_of(scene: Scene, quantity: Quantity) -> Sense | None:
    if (ordered := in_order(scene, quantity, scene.senses)) is not None:
        return ordered
    before, after = _own(scene, quantity)
    linked = [sense for sense in after if links(scene, quantity, sense)]
    if linked and not (before and _is_in_cash(before[-1], linked[0])):
        return linked[0]
    beside = [sense for sense in after if _is_beside(scene, quantity, sense)]
    if before and (before[-1].loose or before[-1].needs) and beside:
        return beside[0]
    if before:
        return _worth_of(scene, before) or _of_the_other(scene, quantity, before[-1])
    if after and (not _moved_to(scene, quantity) or _is_said_of(scene, quantity, after[0])):
        return after[0]
    return _inherited(scene, quantity) or next(iter(after), None)


def _of_the_other(scene: Scene, quantity: Quantity, sense: Sense) -> Sense:
    """Return a metric whose word may mean several, as that of the amount it is set against.

    "Operating income was 358 million, against a loss of 703": an operating loss.
    """
    place = scene.place_of(quantity)
    metrics = sense.meaning.metrics
    led = sense.start > 0 and any(
        token.word in COMPARING for token in scene.tokens[max(0, sense.start - _LED) : sense.start]
    )
    if sense.verb or len(metrics) == 1 or not place or not led:
        return sense
    other = sense_of(scene, scene.quantities[place - 1])
    if other is None or other.meaning.metrics[0] not in metrics:
        return sense
    return replace(sense, meaning=MetricSense(other.meaning.metrics[:1], sense.meaning.sign))


def _worth_of(scene: Scene, before: Sequence[Sense]) -> Sense | None:
    """Return the metric whose worth an amount is: "inventories were worth 34 billion" is no market value."""
    verb, subject = before[-1], before[-2] if len(before) > 1 else None
    if subject is None or not verb.loose or verb.meaning.metrics[0] != "market_capitalization":
        return None
    between = scene.tokens[subject.end : verb.start]
    apart = (subject.verb and not subject.needs) or any(
        token.kind == "mark" and token.text != "'" for token in between
    )
    return None if apart else subject


def _is_in_cash(flow: Sense, cash: Sense) -> bool:
    """Return whether words for cash only say what flows: "its operations brought in 116 billion in cash"."""
    return flow.meaning.metrics[0] in _FLOWS and cash.meaning.metrics[0] in _CASH


def _is_said_of(scene: Scene, quantity: Quantity, sense: Sense) -> bool:
    """Return whether a verb right behind an amount tells what it is: "of the 5.49 billion it sold"."""
    led = scene.tokens[quantity.last : sense.start]
    return sense.verb and all(scene.lexicon.subject.meaning_of(token.word) is not None for token in led)


def _moved_to(scene: Scene, quantity: Quantity) -> bool:
    """Return whether an amount only ends a movement told before it: "fell by 3 % to 60.5 billion after …"."""
    place = scene.place_of(quantity)
    return bool(place) and goes_on(scene, scene.quantities[place - 1].last, quantity.first)


def _is_beside(scene: Scene, quantity: Quantity, sense: Sense) -> bool:
    """Return whether a metric stands right behind a quantity: "paid 15 billion to us in dividends"."""
    between = scene.tokens[quantity.last : sense.start]
    return not sense.verb and len(between) <= _NEXT and not any(token.kind == "mark" for token in between)


def with_sign(scene: Scene, quantity: Quantity, sense: Sense) -> Sense:
    """Return a metric with the sign that the words beside its amount give it: "negative, at 6.4 billion"."""
    if sense.verb or sense.meaning.sign < 0 or quantity.form not in {AMOUNT, PERCENT}:
        return sense
    before = [one.last for one in scene.quantities if one.last <= quantity.first]
    start = max([sense.end if sense.end <= quantity.first else 0, *before])
    told = any(
        start <= one.start < quantity.first or 0 <= one.start - quantity.last <= CLOSE
        for one in scene.all(scene.lexicon.negative)
    )
    return replace(sense, meaning=sense.meaning._replace(sign=-1)) if told else sense


def in_order(scene: Scene, quantity: Quantity, named: Sequence[Sense]) -> Sense | None:
    """Return what an amount is of where as many are named in the same order: "respectively"."""
    if not scene.all(scene.lexicon.in_order):
        return None
    before = [one for one in named if one.end <= scene.quantities[0].first and not one.verb]
    same = len(before) == len(scene.quantities) > 1
    return before[scene.place_of(quantity)] if same else None


def links(scene: Scene, quantity: Quantity, sense: Sense) -> bool:
    """Return whether a preposition says that an amount is of a metric, a period or name between left out."""
    start = quantity.last
    if sense.start < start or sense.verb:
        return False
    told = [(one.start, one.end) for one in scene.times]
    told += [(one.start, one.end) for one in scene.mentions]
    for first, end in told:
        if first == start or (first == start + 1 and scene.tokens[start].word in LINKS):
            start = max(start, end)
    between = scene.tokens[start : sense.start]
    near = len(between) <= CLOSE and all(
        token.word in LINKS or token.text == "-" or scene.lexicon.leading.meaning_of(token.word) is not None
        for token in between
    )
    return near and (bool(between) or quantity.form == AMOUNT)


def _own(scene: Scene, quantity: Quantity) -> tuple[list[Sense], list[Sense]]:
    """Return the metrics named in a quantity's own words, before it and after it."""
    if quantity.first not in scene.own:
        scene.own[quantity.first] = _in_own_words(scene, quantity)
    return scene.own[quantity.first]


def _in_own_words(scene: Scene, quantity: Quantity) -> tuple[list[Sense], list[Sense]]:
    place = scene.place_of(quantity)
    previous = scene.quantities[place - 1] if place else None
    following = scene.quantities[place + 1] if place + 1 < len(scene.quantities) else None
    start = 0 if previous is None else previous.last
    end = len(scene.tokens) if following is None else following.first
    senses = [sense for sense in scene.senses if not _only_moves(scene, quantity, sense)]
    causes = scene.all(scene.lexicon.causes)
    before = [
        sense
        for sense in senses
        if start <= sense.start
        and sense.end <= quantity.first
        and not (previous is not None and _is_of_left(scene, previous, sense, quantity))
    ]
    after = [
        sense
        for sense in senses
        if quantity.last <= sense.start
        and sense.end <= end
        and not _is_beyond_colon(scene, quantity.last, sense.start)
        and not any(quantity.last <= one.start and one.end <= sense.start for one in causes)
        and (following is None or _is_of_left(scene, quantity, sense, following))
    ]
    return before, after


def _is_beyond_colon(scene: Scene, start: int, end: int) -> bool:
    """Return whether a colon parts a metric from an amount; not "57 billion: that is what it took in"."""
    colon = next((place for place in range(start, end) if scene.tokens[place].text == ":"), None)
    return colon is not None and scene.lexicon.pronouns.at(scene.tokens, colon + 1) is None


def _is_of_left(scene: Scene, left: Quantity, sense: Sense, right: Quantity) -> bool:
    """Return whether a metric between two quantities is of the first one."""
    opening = opens(scene, sense.end, right.first)
    if links(scene, left, sense):
        of = quantity_lexicon(scene.lexicon.language).of
        led = left.last < sense.start and of.at(scene.tokens, left.last) is not None
        # "A loss of 1.3 on revenue of 3.6": the revenue opens its own amount.
        return not (opening and of.at(scene.tokens, sense.end) is not None and not led)
    if not _may_share(left, sense) and right.form == PERCENT:
        # "3.2 billion and the gross margin, which had sunk to 38 %".
        return False
    if sense.start >= words_of(scene, left)[1]:
        colon = scene.tokens[left.last : left.last + 1]
        # "57 billion: that is what it took in, 62 % more".
        answered = (
            bool(colon) and colon[0].text == ":" and not _is_beyond_colon(scene, left.last, sense.start)
        )
        return answered and sense.verb
    if sense.verb:
        return True
    # "EPS $6.43": what a metric stands right before is its own.
    return not opening


def _only_moves(scene: Scene, quantity: Quantity, sense: Sense) -> bool:
    """Return whether a verb that names a metric tells a change here: "la marge a gagné deux points"."""
    if not sense.verb or not any(one.start == sense.start for one in scene.all(scene.lexicon.change)):
        return False
    return quantity.form in {PERCENT, POINTS, MULTIPLE} or has_metric_as_subject(scene, sense)


def has_metric_as_subject(scene: Scene, verb: Sense) -> bool:
    """Return whether it is a metric of which a verb tells: "le bénéfice par action a gagné 10 cents"."""
    subject = next((one for one in reversed(scene.senses) if one.end <= verb.start and not one.verb), None)
    if subject is None:
        return False
    named = {place for one in scene.mentions for place in range(one.start, one.end)}
    between = range(subject.end, verb.start)
    return all(at in named or scene.tokens[at].word in LINKS | _HAVING for at in between)


def _inherited(scene: Scene, quantity: Quantity) -> Sense | None:
    """Return the metric of the quantity before, else of the one behind, which several amounts may share."""
    if (parallel := _in_parallel(scene, quantity)) is not None:
        return parallel
    place = scene.place_of(quantity)
    for other in reversed(scene.quantities[:place]):
        if (sense := sense_of(scene, other)) is not None and _may_share(quantity, sense):
            return sense
    for other in scene.quantities[place + 1 :]:
        if any(token.text == ":" for token in scene.tokens[quantity.last : other.first]):
            # "69.6 billion: 62.2 of buybacks and 7.4 of dividends": what follows are its parts.
            break
        before, after = _own(scene, other)
        if before and _is_of_its_own(scene, quantity, other, before[-1]):
            break
        if sense := next((one for one in (*before[-1:], *after[:1]) if _may_share(quantity, one)), None):
            return sense
    return None


def _is_of_its_own(scene: Scene, change: Quantity, amount: Quantity, sense: Sense) -> bool:
    """Return whether an "and" leads from a change to a metric that has an amount of its own.

    "Growth of 18 % and a profit of 300 million": of what the growth is, is not said.
    """
    joint = quantity_lexicon(scene.lexicon.language).joints.at(scene.tokens, change.last)
    joined = joint is not None and change.last < sense.start
    return joined and change.form == PERCENT != amount.form and amount.first - sense.end <= 1


def _in_parallel(scene: Scene, quantity: Quantity) -> Sense | None:
    """Return what an amount is of where its part of a sentence only repeats the order of the part before.

    "It earned 36 on sales of 124; in the next quarter, 25 on 95".
    """
    marks = [place for place, token in enumerate(scene.tokens) if token.text == ";"]
    index = bisect(marks, quantity.first)
    if not index:
        return None
    mine, before = (
        [one for one in scene.quantities if bisect(marks, one.first) == part] for part in (index, index - 1)
    )
    if len(mine) < 2 or len(mine) != len(before):  # noqa: PLR2004 - one alone has no order
        return None
    if any(mine[0].first <= one.start or before[-1].last <= one.start for one in scene.senses):
        return None
    return sense_of(scene, before[mine.index(quantity)])


def _may_share(quantity: Quantity, sense: Sense) -> bool:
    """Return whether a quantity may be of a metric named for another: an amount is no margin."""
    ratio = sense.meaning.metrics[0].endswith(("_margin", "_rate"))
    return not (ratio and quantity.form == AMOUNT)
