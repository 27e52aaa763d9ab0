"""Of which words, numbers and marks does a cleaned text consist?

A token is a run of letters, a number with the separators inside it, or one other character. Nothing is
decided here but where a token ends: whether ``1.234`` is more than a thousand is decided in ``numbers``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from titre.claims.prose.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:[.,'][0-9]+|[ ][0-9]{3}(?![0-9]))*)|(?P<word>[^\W\d_]+)|(?P<mark>[^\s])"
)
_WITHOUT_NUMBERS = re.compile(r"[^\W\d_]+|[^\s]")
_DIGIT = re.compile(r"\d")

_GROUP = 3
"""digits in a group of thousands"""


class Token(NamedTuple):
    """A word, number or mark; ``word`` is its folded spelling, ``text`` the spelling in the article."""

    kind: str
    """``number``, ``word`` or ``mark``"""
    text: str
    word: str
    start: int
    end: int

    @property
    def capitalised(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


_made = tuple.__new__


def tokens_of(plain: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of a stretch of a text, with offsets in the whole."""
    end = len(plain) if end is None else end
    folded = fold(plain[start:end])
    found: list[Token] = []
    for match in _TOKEN.finditer(plain, start, end):
        kind = match.lastgroup or "mark"
        at, to = match.span()
        text = match[0]
        if kind == "number" and " " in text:
            found.extend(_split(text, at))
        else:
            # As Token(...) makes one, without the call of a function of Python for each word of a text.
            found.append(_made(Token, (kind, text, folded[at - start : to - start], at, to)))
    return found


def words_of(texts: Sequence[str], *, exact: bool = False) -> Iterator[tuple[str, ...]]:
    """Yield the words, numbers and marks of each text, as ``tokens_of`` finds them, folded unless exact.

    Where they stand is not told: of the many phrases of a lexicon, most of them without a number, that is
    several times as fast.
    """
    joined = "\n".join(texts)
    spelt = joined if exact else fold(joined)
    end = 0
    for text in texts:
        start, end = end, end + len(text)
        words = spelt[start:end]
        end += 1
        if words.isalpha():
            yield (words,)
        elif _DIGIT.search(words) is None:
            yield tuple(_WITHOUT_NUMBERS.findall(words))
        else:
            yield tuple([token.text if exact else token.word for token in tokens_of(text)])


def _split(text: str, start: int) -> Iterator[Token]:
    """Part a number at spaces that do not group thousands: a year and an amount stand beside each other."""
    pieces = text.split(" ")
    whole = [pieces[0]]
    offset = start
    for piece in pieces[1:]:
        head = whole[0]
        groups = len(head) <= _GROUP and head.isdigit() and not (len(whole) == 1 and head == "0")
        # A piece that has a decimal part ends the number.
        if groups and whole[-1].isdigit():
            whole.append(piece)
            continue
        number = " ".join(whole)
        yield Token("number", number, number, offset, offset + len(number))
        offset += len(number) + 1
        whole = [piece]
    number = " ".join(whole)
    yield Token("number", number, number, offset, offset + len(number))
