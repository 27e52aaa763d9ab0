"""Which earlier period does a sentence only measure by? "The same months of 2024", "last spring".

Such a period is never that of a claim but where an amount stands by it: "6.4 billion last spring".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.reading.written_dates import written_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.prose.tokens import Token
    from titre.claims.reading.context import ContextLexicon

_OF = frozenset({"of", "in", "de", "en", "d", "l", "'", "la", "le", "the", "a", "one"})
_INTO = frozenset({"in", "the", "of", "au", "de", "l", "'", "a", "en", "du", "cet", "this"})
_UNIT = 3
"""tokens that a number may take with its scale and currency"""
_BETWEEN = 4
"""tokens between "the same months" and the year that they are of"""


def same_of_before(tokens: Sequence[Token], position: int, lexicon: ContextLexicon) -> int:
    """Return where "the same period of last year", "à la même époque en 2024" ends; 0 where none begins."""
    match = lexicon.same_time.at(tokens, position)
    if match is None:
        return 0
    place = match.end
    while place < min(len(tokens), match.end + _BETWEEN):
        ended = _before(tokens, place, lexicon)
        if ended:
            return ended
        if tokens[place].word not in _OF:
            break
        place += 1
    return 0


def same_of_this_year(tokens: Sequence[Token], position: int, lexicon: ContextLexicon) -> int:
    """Return where "the same quarter this year" ends, which is a year after one that was named; else 0."""
    match = lexicon.same_time.at(tokens, position)
    place = 0 if match is None else match.end
    if match is None or place >= len(tokens):
        return 0
    place += tokens[place].word in {"of", "de"}
    relative = lexicon.years.at(tokens, place)
    return relative.end if relative is not None and not relative.meaning else 0


def is_beside_amount(tokens: Sequence[Token], position: int) -> bool:
    """Return whether a number stands close before a season: "60,5 % au printemps"."""
    between = position
    while between > 0 and tokens[between - 1].word in _INTO:
        between -= 1
    near = tokens[max(0, between - _UNIT) : between]
    return between < position and any(token.kind == "number" for token in near)


def _before(tokens: Sequence[Token], place: int, lexicon: ContextLexicon) -> int:
    """Return where a year, "last year" or "a year earlier" ends that begins at a token, 0 for none."""
    relative = lexicon.years.at(tokens, place)
    if relative is not None and relative.meaning < 0:
        return relative.end
    worded = lexicon.periods.at(tokens, place)
    if worded is not None and worded.meaning == "earlier":
        return worded.end
    if tokens[place].kind == "number" and written_year(tokens[place].text):
        return place + 1
    return 0


def season_at(tokens: Sequence[Token], position: int, lexicon: ContextLexicon) -> tuple[int, int, str]:
    """Return where a season ends, its year, 0 where none is written, and which it is: ``last`` of a last.

    Nothing begins where the end is 0.
    """
    match = lexicon.seasons.at(tokens, position)
    if match is None:
        return 0, 0, ""
    place = match.end
    if place < len(tokens) and tokens[place].word in {"of", "de"}:
        place += 1
    year = written_year(tokens[place].text) if place < len(tokens) and tokens[place].kind == "number" else 0
    return (place + 1 if year else match.end), year, match.meaning
