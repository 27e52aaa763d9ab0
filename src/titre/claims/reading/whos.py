"""Which company is a quantity about? The metric's owner, who is named beside the amount, or the subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.quantities.scales import PERCENT
from titre.claims.reading.clauses import run_of, words_of
from titre.claims.reading.linking import CLOSE
from titre.claims.reading.mentions import Mention, companies_of
from titre.claims.reading.passing import PRONOUNS, is_aside, is_beside_the_point, tells_of_behind
from titre.claims.reading.scope import OF_WHICH
from titre.claims.reading.small_words import COMPARING, THAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.mentions import Company
    from titre.claims.reading.senses import Sense

_OWNING = (["'", "s"], ["'"], ["("], ["reunis", "("], ["reunies", "("], ["together", "("], ["combined", "("])
_AT = frozenset({"at", "chez", "for", "pour", "by", "par", "from", "cote", "du", "de"})
_PAIR = 2
_AT_REACH = 3
"""tokens between an amount and "at", a period left out"""
_OF = frozenset({"of", "de", "d", "'", "du"})
_BEHIND = 6
"""tokens behind "Meta's" in which somebody else may be named"""
_OPENING = frozenset(
    [
        "et",
        "and",
        "while",
        "tandis",
        "que",
        "contre",
        "alors",
        "but",
        "mais",
        "whereas",
        "celui",
        "celle",
        "de",
        "d",
    ]
)
_OF_WHOM = frozenset(
    [
        "de",
        "d",
        "'",
        "du",
        "des",
        "of",
        "at",
        "chez",
        "for",
        "pour",
        "par",
        "by",
        "le",
        "la",
        "l",
        "the",
        "groupe",
        "group",
    ]
)


def mention_of(
    scene: Scene, quantity: Quantity, sense: Sense | None, *, spoken: bool = False
) -> Mention | None:
    """Return the company that a quantity is about: the metric's own, the subject before, or after.

    ``spoken`` tells that the text has a subject, whom a sentence goes on with that names others in passing.
    """
    if (told := _in_order(scene, quantity) or _of_which(scene, quantity)) is not None:
        return told
    before = [mention for mention in scene.mentions if mention.end <= quantity.first]
    if before and _owns(scene, before[-1], quantity):
        return before[-1]
    if (beside := beside_amount(scene, quantity)) is not None:
        return beside
    if (
        sense is not None
        and (owner := owner_of(scene, sense)) is not None
        and _is_own(scene, quantity, owner)
    ):
        return owner
    named = [mention for mention in before if not mention.person] or before
    if named:
        subjects = [mention for mention in named if not is_aside(scene, mention)]
        return None if spoken and not subjects else (subjects or named)[-1]
    # "Its margin was 9 %; Alphabet's was 29 %": whom a pronoun stands for is named before.
    after = () if scene.again or (spoken and _is_taken_up(scene, quantity)) else scene.mentions
    place = scene.place_of(quantity) + 1
    end = scene.quantities[place].first if place < len(scene.quantities) else len(scene.tokens)
    own = words_of(scene, quantity)[1]
    # A part that is named behind another amount is that one's: "income was 38, of which 21 came from cloud".
    return next(
        (
            one
            for one in after
            if one.start >= quantity.last
            and (one.segment is None or one.start < min(end, own))
            and not (spoken and (one.end == end or is_beside_the_point(scene, one)))
            and not (spoken and is_parted(scene, quantity, one))
        ),
        None,
    )


def is_parted(scene: Scene, quantity: Quantity, mention: Mention) -> bool:
    """Return whether a colon or a semicolon parts an amount from who is named behind it: "12; Meta 70"."""
    marks = {token.text for token in scene.tokens[quantity.last : mention.start]}
    between = any(quantity.first < one.first for one in scene.quantities)
    return between and not marks.isdisjoint({":", ";"})


def _is_taken_up(scene: Scene, quantity: Quantity, start: int = 0) -> bool:
    """Return whether a pronoun for the subject stands before a quantity in its own words: "this time it"."""
    start = max(start, words_of(scene, quantity)[0])
    return any(
        start <= one.start and one.end <= quantity.first and scene.tokens[one.start].word in PRONOUNS
        for one in scene.all(scene.lexicon.subject)
    )


def _of_which(scene: Scene, quantity: Quantity) -> Mention | None:
    """Return whose part an amount behind "of which" is: "of which 20.6 came from the cloud"."""
    led = any(
        one.meaning == OF_WHICH and one.end <= quantity.first for one in scene.all(scene.lexicon.narrowing)
    )
    place = scene.place_of(quantity) + 1
    end = quantity.last + CLOSE
    if place < len(scene.quantities):
        end = min(end, scene.quantities[place].first)
    parts = (one for one in scene.mentions if one.segment and quantity.last <= one.start < end)
    return next(parts, None) if led else None


def _in_order(scene: Scene, quantity: Quantity) -> Mention | None:
    """Return which of several companies an amount is of, where as many amounts follow each other.

    "Alphabet and Meta spent 52 and 37": surely so only where "respectively" says it.
    """
    run = _set_against(scene, quantity) or run_of(scene, quantity)
    if not scene.mentions or len(run) < 2 or len({one.form for one in run}) > 1:  # noqa: PLR2004 - at least two are in order
        return None
    start = max((one.last for one in scene.quantities if one.last <= run[0].first), default=0)
    named = [one for one in scene.mentions if start <= one.start and one.end <= run[0].first]
    named = named or [one for one in scene.mentions if one.start >= run[-1].last]
    companies = companies_of(named)
    if len(companies) != len(run):
        return None
    told = bool(scene.all(scene.lexicon.in_order)) and all(one.sure for one in named)
    place = next(place for place, one in enumerate(run) if one.first == quantity.first)
    return Mention((companies[place],), named[0].start, named[-1].end, sure=told)


def _set_against(scene: Scene, quantity: Quantity) -> Sequence[Quantity]:
    """Return two amounts that are set against each other as two companies were before them.

    "Apple earned more than Meta in 2024: 93.7 billion against 62.4".
    """
    pair = scene.quantities[:_PAIR]
    if quantity not in pair or len(pair) < _PAIR:
        return []
    against = scene.tokens[pair[0].last].word in COMPARING and pair[1].first - pair[0].last <= CLOSE
    named = [one for one in scene.mentions if one.end <= pair[0].first]
    than = (token.word in THAN for one in named[:1] for token in scene.tokens[one.end : named[-1].start])
    compared = len(named) == _PAIR and any(than)
    return pair if against and compared else []


def in_order(
    scene: Scene, quantity: Quantity, companies: tuple[Company, ...], *, sure: bool
) -> tuple[tuple[Company, ...], bool]:
    """Return which of the several companies spoken of an amount is of: "their profits were 34, 16 and 25".

    Surely so only where "respectively" says it.
    """
    run = run_of(scene, quantity)
    if len(companies) < 2 or len(run) != len(companies) or len({one.form for one in run}) > 1:  # noqa: PLR2004 - what is in order is at least two
        return companies, sure
    told = sure and bool(scene.all(scene.lexicon.in_order))
    place = next(place for place, one in enumerate(run) if one.first == quantity.first)
    return (companies[place],), told


def is_of_group(scene: Scene, quantity: Quantity, mention: Mention) -> bool:
    """Return whether a number of companies, "the four", is nearer to a quantity than the one named behind."""
    if mention.start < quantity.last or len(mention.companies) != 1:
        return False
    return any(one.meaning > 1 for one in scene.lexicon.group.all(scene.tokens, quantity.last, mention.start))


def _is_own(scene: Scene, quantity: Quantity, owner: Mention) -> bool:
    """Return whether no other company is named since a metric's owner: "Meta earned 62, Amazon 59"."""
    start, _ = words_of(scene, quantity)
    since = [one for one in scene.mentions if start <= one.start and one.end <= quantity.first]
    return owner.start >= start or not since


def _owns(scene: Scene, mention: Mention, quantity: Quantity) -> bool:
    return [token.word for token in scene.tokens[mention.end : quantity.first]] in _OWNING


def beside_amount(scene: Scene, quantity: Quantity) -> Mention | None:
    """Return the company that "at" or "chez" names right behind an amount: "52 at Alphabet, 37 at Meta"."""
    place = scene.place_of(quantity)
    end = scene.quantities[place + 1].first if place + 1 < len(scene.quantities) else len(scene.tokens)
    start = quantity.last
    for when in scene.times:
        if 0 <= when.start - start <= 1 and when.end <= end:
            start = when.end
    for mention in scene.mentions:
        between = scene.tokens[start : mention.start]
        if tells_of_behind(scene, quantity, mention) and mention.end <= end:
            return mention
        if not 0 < len(between) <= _AT_REACH or mention.end > end:
            continue
        costing = between[0].word == "a" and not any(
            one.end <= scene.quantities[0].first for one in scene.mentions
        )
        if costing and len(between) == 1:
            # "La recherche a coûté 44 milliards à Meta", where nobody else is the subject.
            return mention
        owns = scene.tokens[mention.end : mention.end + 1]
        if between[0].word == "of" and len(between) == 1 and quantity.form == PERCENT and owns:
            # "27 % of Meta's revenue and 14 % of Alphabet's".
            if owns[0].text == "'":
                return mention
            continue
        if between[0].word in _AT and all(token.word in _OF_WHOM for token in between):
            return mention
    return None


def mention_sure(scene: Scene, quantity: Quantity, sense: Sense | None, mention: Mention) -> bool:
    """Return whether a company is surely the one that a quantity is about.

    So where it owns the metric, where no other is named before it, or where it alone is named since the
    quantity before: "Apple earned 94, Microsoft 88".
    """
    if mention not in scene.mentions:
        return mention.sure
    if is_of_another(scene, quantity, mention):
        return False
    owns = sense is not None and owner_of(scene, sense) is mention
    if owns or _owns(scene, mention, quantity) or beside_amount(scene, quantity) is mention:
        return True
    if mention.start >= quantity.last:
        alone = len({one.companies for one in scene.mentions}) == 1
        return alone and not _led_by_another(scene, quantity)
    before = [one for one in scene.mentions if one.end <= quantity.first]
    if len({one.companies for one in before}) == 1:
        return True
    return _alone_since(scene, quantity, mention, before)


def _led_by_another(scene: Scene, quantity: Quantity) -> bool:
    """Return whether an amount has a subject of an unknown name: "Tesla's profit was 7, unlike Meta's"."""
    opening = scene.tokens[1:2]
    led = bool(opening) and (
        opening[0].text == "'" or any(one.verb and one.start == 1 for one in scene.senses)
    )
    return names_another(scene, quantity.first, first=0 if led else 1)


def names_another(scene: Scene, end: int, first: int = 0) -> bool:
    """Return whether a capital between two tokens may be the name of a company that is not known."""
    return any(first <= place < end for place in scene.strangers)


def _alone_since(scene: Scene, quantity: Quantity, mention: Mention, before: Sequence[Mention]) -> bool:
    """Return whether a company alone is named since the quantity before, as the subject."""
    last = max((one.last for one in scene.quantities if one.last <= quantity.first), default=0)
    since = {one.companies for one in before if one.start >= last}
    return last > 0 and len(since) == 1 and _begins(scene, mention, last)


def is_of_another(scene: Scene, quantity: Quantity, mention: Mention) -> bool:
    """Return whether somebody else may be meant: "Meta's rival TikTok", "the founder of Meta", a person.

    "Zuckerberg's company" is his company, not he.
    """
    tokens, others, business = scene.tokens, scene.lexicon.others, scene.lexicon.business
    before = tokens[max(0, mention.start - _AT_REACH) : mention.start]
    behind = tokens[mention.end : min(quantity.first, mention.end + _BEHIND)]
    of = bool(before) and before[-1].word in _OF
    owning = bool(behind) and behind[0].text == "'"
    beside = (*(before if of else ()), *(behind if owning else ()))
    if any(others.meaning_of(token.word) is not None for token in beside):
        return True
    return mention.person and not any(business.meaning_of(token.word) is not None for token in beside)


def _begins(scene: Scene, mention: Mention, last: int) -> bool:
    """Return whether a company opens what is said after a quantity: it is its subject."""
    between = scene.tokens[last : mention.start]
    return all(token.kind == "mark" or token.word in _OPENING for token in between)


def owner_of(scene: Scene, sense: Sense) -> Mention | None:
    """Return who a metric is of: "les revenus de Meta", "Meta's revenue"."""
    for mention in scene.mentions:
        between = scene.tokens[sense.end : mention.start]
        if 0 < len(between) <= 3 and all(token.word in _OF_WHOM for token in between):  # noqa: PLR2004 - "de la société", "of the group"
            return mention
        between = scene.tokens[mention.end : sense.start]
        possessive = [token.word for token in between[:2]] == ["'", "s"] or (
            bool(between) and between[0].text == "'"
        )
        if possessive and len(between) <= 4:  # noqa: PLR2004 - "'s quarterly operating"
            return mention
    return None
