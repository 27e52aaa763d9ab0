"""Is an amount of somebody whose name is not known, though a known company is named beside?

"Samsung, the great rival of Apple, earned 93.7 billion": no figure of Apple's bears that out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.prose.lexicons import language_words
from titre.claims.reading.clauses import words_of
from titre.claims.reading.senses import first_word
from titre.claims.reading.small_words import COMPARING, LINKS, THAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.mentions import Company
    from titre.claims.reading.senses import Sense

_OWNED = 4
"""tokens between a possessive and the metric: "Samsung's quarterly operating profit" """
_DETERMINERS = frozenset({"the", "le", "la", "les", "l"})
_OF = LINKS | {"from", "at", "chez"}
_OPENING = frozenset("and but while whereas though although yet so et mais que alors tandis puis car".split())  # noqa: SIM905 - a list of words reads better so
"""words behind which a clause may have a subject of its own"""
_MARKS = frozenset([",", ";", ":", ".", "(", "\N{EN DASH}", '"'])
_AUXILIARIES = {"en": frozenset({"has", "had", "have"}), "fr": frozenset({"a", "ont", "avait", "avaient"})}
_NOUNS = ("s", "ing", "ment", "tion", "ite")
"""ends of common nouns, which have a capital only because they open a sentence"""
_ALONE = 4
"""letters of a name that opens a sentence"""
_ASIDE = 12
"""tokens that an aside between a subject and its verb may have"""


def is_of_stranger(
    scene: Scene, quantity: Quantity, sense: Sense | None, companies: Sequence[Company]
) -> bool:
    """Return whether who owns the metric, or does what the verb tells, is nobody who is known.

    "GE" stands for General Electric where that is who the amount is taken to be of.
    """
    strangers = {one for one in scene.strangers if not _is_short_for(scene.tokens[one].text, companies)}
    if not strangers:
        return False
    start, _ = words_of(scene, quantity)
    if sense is not None and _owns(scene, sense, strangers):
        return True
    return any(
        start <= place < quantity.first
        and place - 1 not in strangers
        and _is_name(scene, place, strangers)
        and _is_subject(scene, quantity, place, strangers)
        for place in strangers
    )


def _owns(scene: Scene, sense: Sense, strangers: set[int]) -> bool:
    """Return whether a metric is said to be an unknown one's: "Instagram's revenue", "sales of Instagram"."""
    tokens = scene.tokens
    behind = sense.end
    while behind < len(tokens) and tokens[behind].word in _OF:
        behind += 1
    if behind > sense.end and behind in strangers and not sense.verb:
        last = behind
        while last + 1 in strangers:
            last += 1
        following = tokens[last + 1].word if last + 1 < len(tokens) else ""
        # "Sales at the New York firm", "les ventes d'iPhone d'Apple": somebody else is named right behind.
        described = scene.lexicon.business.meaning_of(following) or scene.lexicon.trades.meaning_of(following)
        return not described and not any(0 <= one.start - behind <= _OWNED for one in scene.mentions)
    before = range(max(0, sense.start - _OWNED), sense.start)
    owning = [at for at in before if tokens[at].text == "'" and at - 1 in strangers]
    between = range(owning[-1] + 1, sense.start) if owning else range(0)
    named = any(one.start in between for one in scene.mentions)
    acts = any(scene.lexicon.is_verb(tokens, at) or at in strangers for at in between)
    return bool(owning) and not named and not acts


def _is_short_for(word: str, companies: Sequence[Company]) -> bool:
    """Return whether a word is in a company's name, or made of the first letters of its words."""
    names = [company.name.casefold().split() for company in companies]
    short = word.casefold()
    return any(short in name or short == "".join(part[0] for part in name)[: len(short)] for name in names)


def _is_name(scene: Scene, place: int, strangers: set[int]) -> bool:
    """Return whether a capital that opens the sentence is a name's: a common noun may open it too."""
    token, lexicon = scene.tokens[place], scene.lexicon
    if token.word in COMPARING or lexicon.clauses.meaning_of(token.word) is not None:
        return False
    if token.word in language_words("words", lexicon.language):
        return False
    if (
        place != first_word(scene.tokens)
        or place + 1 in strangers
        or any(letter.isupper() for letter in token.text[1:])
    ):
        return True
    return len(token.text) >= _ALONE and not token.word.endswith(_NOUNS)


def _is_subject(scene: Scene, quantity: Quantity, place: int, strangers: set[int]) -> bool:
    """Return whether a name stands before the verb that the amount is told by, but for an aside."""
    tokens, lexicon = scene.tokens, scene.lexicon
    before = _before(scene, place, strangers)
    if before >= 0 and tokens[before].text not in _MARKS and tokens[before].word not in _OPENING:
        return False
    end = place + 1
    while end in strangers:
        end += 1
    if end < len(tokens) and tokens[end].text == ",":
        end = _behind_aside(scene, quantity, end)
    verb = end + (end < len(tokens) and tokens[end].word in _AUXILIARIES[lexicon.language])
    verbs = {one.start for one in scene.senses if one.verb}
    acts = any(at in verbs or lexicon.spending.at(tokens, at) is not None for at in (end, verb))
    if verb >= quantity.first or not acts:
        return False
    between = range(verb, quantity.first)
    named = [one for one in scene.mentions if one.start in between]
    compared = all(tokens[one.start - 1].word in THAN for one in named)
    marks = {tokens[at].text for at in between if tokens[at].kind == "mark"}
    return compared and not marks - {":", "'"}


def _before(scene: Scene, place: int, strangers: set[int]) -> int:
    """Return what stands before a name and what leads to it: "the", "TikTok's owner", "Whole"."""
    tokens, lexicon = scene.tokens, scene.lexicon
    before = place - 1
    if before >= 0 and (
        lexicon.others.meaning_of(tokens[before].word) or tokens[before].word in _DETERMINERS
    ):
        before -= 1
    if (
        before > 1
        and tokens[before].word == "s"
        and tokens[before - 1].text == "'"
        and before - 2 in strangers
    ):
        before -= 3
    if before == 0 and tokens[0].capitalised and tokens[0].kind == "word":
        before = -1
    return before


def _behind_aside(scene: Scene, quantity: Quantity, comma: int) -> int:
    """Return where a sentence goes on behind an aside that names a known company, or the comma itself."""
    for at in range(comma + 1, min(comma + _ASIDE, quantity.first)):
        if scene.tokens[at].text == ",":
            named = any(comma < one.start and one.end <= at for one in scene.mentions)
            return at + 1 if named else comma
    return comma
