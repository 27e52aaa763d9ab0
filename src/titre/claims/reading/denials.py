"""Which quantities of a sentence are not claimed: asked, supposed, or denied?

"Did it earn 60 billion?", "if it lost a third of its sales", "not 60 but 62 billion": nobody states the
first, the second and the sixty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.prose.tokens import Token
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.context import ContextLexicon

_REACH = 5
"""tokens between a denial and what it denies"""
_MOST_WORDS = 1
"""words of their own that may stand between: "did not earn", "n'a pas atteint" """
_CLOSING = frozenset({",", ";", "\N{EN DASH}", "then", "alors", ":"})


def claimed(
    quantities: Sequence[Quantity], tokens: Sequence[Token], lexicon: ContextLexicon
) -> list[Quantity]:
    """Return the quantities that a sentence states as so."""
    if not quantities:
        return []
    supposed = [*_supposed(tokens, lexicon), *_asked(tokens)]
    return [
        quantity
        for quantity in quantities
        if not any(start <= quantity.first < end for start, end in supposed)
        and not _denied(quantity, tokens, lexicon)
    ]


def _asked(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the stretch that a question asks: all of it, or what follows what was stated before it."""
    last = next((token.text for token in reversed(tokens) if token.text not in "\"')"), "")
    if last != "?":
        return []
    start = max((at for at, token in enumerate(tokens) if token.text == ";"), default=-1) + 1
    return [(start, len(tokens))]


def _supposed(tokens: Sequence[Token], lexicon: ContextLexicon) -> list[tuple[int, int]]:
    """Return the stretches that a sentence only supposes.

    The clause of an "if"; all after "what if", or after the "had" that opens a sentence.
    """
    found: list[tuple[int, int]] = []
    for match in lexicon.supposing.all(tokens):
        end = len(tokens)
        if match.meaning == "first" and match.start > _first_word(tokens):
            continue
        if match.meaning == "clause":
            end = next((at for at in range(match.end, end) if tokens[at].word in _CLOSING), end)
        found.append((match.end, end))
    return found


def _first_word(tokens: Sequence[Token]) -> int:
    return next((place for place, token in enumerate(tokens) if token.kind == "word"), 0)


def _denied(quantity: Quantity, tokens: Sequence[Token], lexicon: ContextLexicon) -> bool:
    words = 0
    for place in range(quantity.first - 1, max(-1, quantity.first - 1 - _REACH), -1):
        match = lexicon.denying.before(tokens, place + 1)
        if match is not None:
            return lexicon.no_denial.at(tokens, match.start) is None
        token = tokens[place]
        if token.kind != "word" or lexicon.light.meaning_of(token.word) is not None:
            continue
        words += 1
        if words > _MOST_WORDS:
            return False
    return False
