"""Which quarter do words name by its number alone? "In the second", "au suivant", behind another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from titre.claims.reading.neighbours import quarters_later
from titre.claims.reading.timing import A_QUARTER, ENDING, QUARTER, When
from titre.kernel.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.prose.tokens import Token
    from titre.claims.reading.context import ContextLexicon

_QUARTERS = 4


def other_quarter(
    lexicon: ContextLexicon, tokens: Sequence[Token], position: int, found: Sequence[When]
) -> When | None:
    """Return the quarter that its number alone names at a token, behind one ``found`` or told before."""
    match = lexicon.next_quarters.at(tokens, position)
    if match is None:
        return None
    last = found[-1] if found else None
    if last is not None and last.kind == ENDING and last.months == A_QUARTER and not match.meaning:
        # "Au trimestre clos fin décembre …, au suivant": the one that ends three months later.
        following = quarters_later(last, 1)
        return following and replace(following, start=position, end=match.end)
    opens = last is None and not position and match.meaning
    if not opens and (last is None or last.kind != QUARTER):
        return None
    after = tokens[match.end] if match.end < len(tokens) else None
    if after is not None and after.kind == "word" and lexicon.clauses.meaning_of(after.word) is None:
        # "In the second half", "au deuxième semestre": another noun follows.
        return None
    before = None if last is None else last.period
    if before is None:
        number = match.meaning or (0 if last is None else last.number % _QUARTERS + 1)
        return When(QUARTER, position, match.end, number=number)
    period = Period.fiscal_quarter(before.year, match.meaning) if match.meaning else before.shifted(1)
    return When(QUARTER, position, match.end, period, year=period.year, number=period.quarter)
