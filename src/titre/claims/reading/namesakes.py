"""Is a longer name somebody else's than the known one that it begins with? "Meta Materials" is not Meta."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.reading.context import namesake_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.prose.tokens import Token

_LONGEST = 4
"""words in capitals that a name may go on with"""


def end_of_namesake(tokens: Sequence[Token], end: int) -> int | None:
    """Return where a longer name ends that begins with the known one which ends at a token, or None.

    Longer is a name that goes on in capitals to a word for another kind of firm: "Apple Hospitality REIT".
    """
    last = end
    while last <= end + _LONGEST and _goes_on(tokens, last):
        last += 1
    if not end < last <= end + _LONGEST:
        return None
    kind = namesake_lexicon().before(tokens, last)
    return None if kind is None or kind.start < end else last


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    if place >= len(tokens):
        return False
    token = tokens[place]
    return token.kind == "word" and token.capitalised
