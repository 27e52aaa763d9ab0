"""Is the whole of a metric meant, or only a part: a product, a region, an adjusted or an average amount?

Only the whole may be contradicted by the figure of the whole. So that nothing is accused falsely, words
beside a metric count as narrowing it unless they are known not to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.quantities.scales import AMOUNT, PERCENT, SHARE
from titre.claims.reading.clauses import words_of
from titre.claims.reading.small_words import LINKS
from titre.claims.reading.whats import links

if TYPE_CHECKING:
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.mentions import Mention
    from titre.claims.reading.senses import Sense

LEVEL_WORDS = frozenset({"to", "a", "at", "from", "contre", "against", "apres", "after"})
"""before a percentage: where it has come to or from, not by how much it moved"""
_CLAUSE = frozenset({";", ":", "(", ")", "\N{EN DASH}"})
_LEADS_UP = frozenset({";", ":"})
OF_WHICH = "of_which"
"""meaning of the words behind which a part of the amount before is told"""
_PART = "part"
"""meaning of the words for a part of a company: division, segment, unit"""
_REACH = 3
_OF = frozenset({"of", "de", "d", "du", "des", "worth", "in", "en", "from", "on", "for", "to"})
"""behind an amount, what may lead to what it is of"""
_DEFINITE = frozenset({"the", "le", "la", "les", "l", "its", "ses", "son", "sa"})
_INSIDE = frozenset({"in", "into", "dans"})
_COORDINATING = frozenset({"et", "and", "&", "plus", "+"})
_POSSESSIVE = frozenset({"s", "'", "his", "her", "our", "leur", "leurs", "nos", "notre"})
_RATIOS = ("_margin", "_rate", "_ratio", "_yield")


def is_narrowed(
    scene: Scene, quantity: Quantity, sense: Sense, mention: Mention | None, segment: str | None
) -> bool:
    """Return whether a metric may be meant in part only, or the amount may be part of it.

    Of a segment that is named, its own name and what it is called beside it narrow nothing.
    """
    if not _in_full(scene, sense):
        return True
    # A margin that rose 3 % may have risen by points or by a share of itself.
    ratio = is_ratio(sense)
    before = scene.word_before(quantity)
    if ratio and quantity.form == PERCENT and before not in LEVEL_WORDS and scene.change_near(quantity):
        return True
    if any(one.form == SHARE and one.last <= quantity.first for one in scene.quantities):
        return True
    if _worded(scene, quantity, mention, of_segment=segment is not None):
        return True
    if _coordinated(scene, quantity, sense) or _has_other_subject(scene, quantity):
        return True
    return not sense.verb and (_before(scene, sense) or _after(scene, sense))


def _in_full(scene: Scene, sense: Sense) -> bool:
    """Return whether a metric is named by more words than prose names it loosely: "cash" may hold bonds."""
    loose = scene.lexicon.loose_names.at(scene.tokens, sense.start)
    return loose is None or sense.end > loose.end


def is_ratio(sense: Sense | None) -> bool:
    """Return whether a metric is one that prose writes as a percentage."""
    return sense is not None and sense.meaning.metrics[0].endswith(_RATIOS)


def _worded(scene: Scene, quantity: Quantity, mention: Mention | None, *, of_segment: bool) -> bool:
    """Return whether a word of the sentence narrows, outside the metric's own name: "adjusted".

    What only tells a cause after the amount does not: "$93.7 billion, driven by services".
    """
    causes = [one for one in scene.all(scene.lexicon.causes) if one.start >= quantity.last]
    taken = [(one.start, one.end) for one in scene.senses] + [(one.start, one.end) for one in scene.times]
    taken += [(one.first, one.last) for one in scene.quantities]
    taken += [(one.start, one.end) for one in scene.mentions if one.segment]
    counted = _counted(scene)
    names = [(one.start, one.end) for one in scene.mentions]
    return any(
        not (of_segment and (match.meaning == _PART or _is_introduced(scene, match.end, mention)))
        and not any(first < match.end and match.start < end for first, end in taken)
        # "Smith International" is a name; "iPhone", which alone stands for a company, is a part of it.
        and not any(first < match.start and match.end <= end for first, end in names)
        and not any(one.end <= match.start for one in causes)
        and match.start not in counted
        and not (match.meaning == OF_WHICH and not 0 <= quantity.first - match.end <= _REACH)
        for match in scene.all(scene.lexicon.narrowing)
    )


def _counted(scene: Scene) -> set[int]:
    """Return where words such as "including" lead to an amount of their own: then the whole stays whole."""
    return {
        match.start
        for match in scene.all(scene.lexicon.narrowing)
        if match.meaning == "counted"
        and any(0 <= one.first - match.end <= _REACH and one.form == AMOUNT for one in scene.quantities)
    }


def _is_introduced(scene: Scene, place: int, mention: Mention | None) -> bool:
    """Return whether a word only leads up to a segment: "the cloud is what pays for it all: AWS earned"."""
    if mention is None or mention.segment is None or mention.start < place:
        return False
    return any(token.text in _LEADS_UP for token in scene.tokens[place : mention.start])


def _coordinated(scene: Scene, quantity: Quantity, sense: Sense) -> bool:
    """Return whether a metric shares its amount with another: "la trésorerie et les placements"."""
    others = [one for one in scene.senses if one.end <= sense.start and not one.verb]
    if not others or sense.start >= quantity.first or scene.all(scene.lexicon.in_order):
        return False
    first = others[-1].end
    joined = False
    for place in range(first, sense.start):
        word = scene.tokens[place].word
        joined = joined or word in _COORDINATING
        named = any(one.start <= place < one.end for one in scene.mentions)
        if not (named or word in _COORDINATING or word in LINKS or word in _POSSESSIVE):
            return False
    return joined


def _has_other_subject(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a clause is about something that is not known: "the apps made 21.8 billion"."""
    lexicon, tokens = scene.lexicon, scene.tokens
    start, _ = words_of(scene, quantity)
    # "Au premier trimestre, …": the period and what leads to it come before the subject.
    dated = {place for one in scene.times for place in range(one.start - 1, one.end)}
    while start < quantity.first and (
        start in dated or tokens[start].kind == "mark" or lexicon.clauses.at(tokens, start) is not None
    ):
        start += 1
    if start + 2 >= quantity.first or tokens[start].word not in _DEFINITE:
        return False
    if lexicon.subject.at(tokens, start) is not None or lexicon.part.at(tokens, start) is not None:
        return False
    noun = start + 1 + (tokens[start + 1].text == "'")
    told = [(one.start, one.end) for one in scene.senses] + [(one.start, one.end) for one in scene.mentions]
    told += [(one.start, one.end) for one in scene.times]
    if any(first <= noun < last for first, last in told) or tokens[noun].kind != "word":
        return False
    known = (lexicon.plain_before, lexicon.business, lexicon.kinds_of_parts, lexicon.change, lexicon.tie)
    named = any(table.meaning_of(tokens[noun].word) is not None for table in known)
    return not named and _acts(scene, noun + 1)


def _acts(scene: Scene, place: int) -> bool:
    """Return whether a verb of earning or spending stands at a token: "made", "ont dégagé"."""
    lexicon, tokens = scene.lexicon, scene.tokens
    verbs = (lexicon.verbs, lexicon.loose_verbs, lexicon.spending)
    return any(
        table.at(tokens, at) is not None
        for table in verbs
        for at in (place, place + 1)
        if at == place or (place < len(tokens) and lexicon.tie.meaning_of(tokens[place].word) is not None)
    )


def _before(scene: Scene, sense: Sense) -> bool:
    """Return whether the word just before a metric may be part of its name: "iPhone sales"."""
    place = sense.start - 1
    if place < 0:
        return False
    token = scene.tokens[place]
    if token.kind != "word":
        return False
    if any(mention.start <= place < mention.end for mention in scene.mentions):
        return False
    if any(quantity.first <= place < quantity.last for quantity in scene.quantities):
        return False
    return scene.lexicon.plain_before.meaning_of(token.word) is None


def _after(scene: Scene, sense: Sense) -> bool:  # noqa: PLR0911 - a reason a line
    """Return whether what follows a metric narrows it: "revenue in China"."""
    place = sense.end
    if place >= len(scene.tokens):
        return False
    link = scene.lexicon.narrowing_links.at(scene.tokens, place)
    if link is None:
        return False
    for at in range(link.end, min(link.end + _REACH, len(scene.tokens))):
        token = scene.tokens[at]
        if any(mention.start <= at < mention.end for mention in scene.mentions):
            # "An investment in OpenAI" is none of the whole, "revenue at Meta" is.
            return scene.tokens[link.start].word in _INSIDE
        if any(quantity.first <= at < quantity.last for quantity in scene.quantities):
            return False
        if any(when.start <= at < when.end for when in scene.times) or token.kind == "number":
            return False
        if token.text in _CLAUSE:
            return False
        if scene.lexicon.plain_before.meaning_of(token.word) is None and token.kind == "word":
            return True
    return False


def _goes_on(scene: Scene, quantity: Quantity) -> bool:
    """Return whether what an amount is of may follow it: "of bonds", but not "in 2024"."""
    place = quantity.last
    led = any(token.word in _OF for token in scene.tokens[place : place + 1])
    return led and not any(place <= when.start <= place + _REACH for when in scene.times)


def is_tied(scene: Scene, quantity: Quantity, sense: Sense) -> bool:
    """Return whether only names, periods and verbs of being stand between a metric and its amount.

    What a verb tells of is tied to it where nothing behind the amount says what else it is of.
    """
    if links(scene, quantity, sense):
        return True
    if sense.end > quantity.first:
        return False
    if sense.verb and _goes_on(scene, quantity):
        return False
    told = [(one.start, one.end) for one in scene.mentions] + [(one.start, one.end) for one in scene.times]
    for place in range(sense.end, quantity.first):
        token = scene.tokens[place]
        if any(start <= place < end for start, end in told) or token.kind == "mark":
            if token.text in _CLAUSE - {":"}:
                return False
            continue
        if scene.lexicon.tie.meaning_of(token.word) or scene.lexicon.change.meaning_of(token.word):
            continue
        return False
    return True
