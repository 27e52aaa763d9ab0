"""Which quantities of a sentence are not claimed: asked, supposed, denied, or of a pace only?

"Did it earn 60 billion?", "if it lost a third of its sales", "not 60 but 62 billion": nobody states the
first, the second and the sixty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.quantities.scales import MULTIPLE
from titre.claims.reading.senses import first_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.prose.tokens import Token
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.context import ContextLexicon

_REACH = 5
"""tokens between a denial and what it denies"""
_MOST_WORDS = 1
"""words of their own that may stand between: "did not earn", "n'a pas atteint" """
_SHORT_VERB = 4
"""letters of a French word up to which its end tells no tense: "fera" is told by the lexicon"""
_RIGHTING = frozenset({";", ":", "\N{EN DASH}", "but", "mais"})
"""what parts what is untrue from what is so"""
_PACES = frozenset({"fast", "faster", "quickly", "vite", "rapidement", "rapide"})
"""what only the pace of a change is told by"""
_PACE_REACH = 2
_LEADING = frozenset({":", ";"})
"""behind which nothing is denied any more"""
_CLOSING = frozenset({",", ";", "\N{EN DASH}", "then", "alors", ":"})


def claimed(
    quantities: Sequence[Quantity], tokens: Sequence[Token], lexicon: ContextLexicon
) -> list[Quantity]:
    """Return the quantities that a sentence states as so."""
    if not quantities:
        return []
    supposed = [*_supposed(tokens, lexicon), *_asked(tokens, lexicon)]
    return [
        quantity
        for quantity in quantities
        if not any(start <= quantity.first < end for start, end in supposed)
        and not _denied(quantity, tokens, lexicon)
        and not _would_be(quantity, tokens, lexicon)
        and not _of_pace(quantity, tokens)
    ]


def _of_pace(quantity: Quantity, tokens: Sequence[Token]) -> bool:
    """Return whether a multiple compares how fast two things move: "twice as fast" says no change."""
    following = [token.word for token in tokens[quantity.last : quantity.last + _PACE_REACH]]
    return quantity.form == MULTIPLE and any(word in _PACES for word in following)


def _asked(tokens: Sequence[Token], lexicon: ContextLexicon) -> list[tuple[int, int]]:
    """Return the stretch that a question asks: all of it, or what follows what was stated before it.

    "How can it have earned 913 million?" takes for granted that it did.
    """
    last = next((token.text for token in reversed(tokens) if token.text not in "\"')"), "")
    if last != "?":
        return []
    start = max((at for at, token in enumerate(tokens) if token.text == ";"), default=-1) + 1
    begin = next((place for place in range(start, len(tokens)) if tokens[place].kind == "word"), start)
    return [] if lexicon.granting.at(tokens, begin) is not None else [(start, len(tokens))]


def _supposed(tokens: Sequence[Token], lexicon: ContextLexicon) -> list[tuple[int, int]]:
    """Return the stretches that a sentence only supposes.

    The clause of an "if"; all after "what if", or after the "had" that opens a sentence; what is said to be
    untrue, up to where the sentence says what is true.
    """
    found: list[tuple[int, int]] = []
    for match in lexicon.supposing.all(tokens):
        end = len(tokens)
        if match.meaning == "first" and match.start > first_word(tokens):
            continue
        if match.meaning == "clause" and match.start <= first_word(tokens) and _concedes(tokens, lexicon):
            continue
        if match.meaning == "clause":
            end = next((at for at in range(match.end, end) if tokens[at].word in _CLOSING), end)
        if match.meaning == "untrue":
            end = next((at for at in range(match.end, end) if tokens[at].word in _RIGHTING), end)
        found.append((match.end, end))
    return found


def _concedes(tokens: Sequence[Token], lexicon: ContextLexicon) -> bool:
    """Return whether an "if" that opens a sentence only concedes: "If Meta spent 44 billion, Apple spent 31".

    So where a verb in it tells the past and nothing in the sentence what would be.
    """
    end = next((at for at, token in enumerate(tokens) if token.text in _CLOSING), len(tokens))
    past = any(lexicon.past.at(tokens, place) is not None for place in range(end))
    return past and end < len(tokens) and not any(_is_conditional(token.word, lexicon) for token in tokens)


def _is_conditional(word: str, lexicon: ContextLexicon) -> bool:
    """Return whether a word tells what would be or will be: "would", "serait", "tombera"."""
    if lexicon.conditional.meaning_of(word) is not None:
        return True
    french = lexicon.language == "fr" and len(word) > _SHORT_VERB
    return french and word.endswith(("rait", "raient", "ront", "era", "ira"))


def _would_be(quantity: Quantity, tokens: Sequence[Token], lexicon: ContextLexicon) -> bool:
    """Return whether a multiple is a verb in the conditional: "le titre doublerait"."""
    own = tokens[quantity.first : quantity.last]
    return lexicon.language == "fr" and any(token.word.endswith(("rait", "raient")) for token in own)


def _denied(quantity: Quantity, tokens: Sequence[Token], lexicon: ContextLexicon) -> bool:
    words = 0
    for place in range(quantity.first - 1, max(-1, quantity.first - 1 - _REACH), -1):
        match = lexicon.denying.before(tokens, place + 1)
        if match is not None:
            told = lexicon.no_denial.at(tokens, match.start) or lexicon.no_denial.before(tokens, match.end)
            return told is None
        token = tokens[place]
        if token.text in _LEADING:
            # "La trésorerie n'a jamais menti : 1,7 milliard".
            return False
        if token.kind != "word" or lexicon.light.meaning_of(token.word) is not None:
            continue
        words += 1
        if words > _MOST_WORDS:
            return False
    return False
