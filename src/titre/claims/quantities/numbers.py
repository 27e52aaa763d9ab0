"""Which number do digits or words write, and how exactly?

Digits: a comma or a point parts decimals or groups thousands by the language, by the number's own shape
where only one reading is possible, and by what the rest of the article does. Words: *vingt-cinq*,
*two hundred and ten*. No unit and no scale is read here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from titre.claims.prose.lexicons import QuantityLexicon
    from titre.claims.prose.tokens import Token

_MOST_DIGITS = 30
"""digits that an amount may have; longer runs are no amounts"""
_PLAIN = 9
"""digits up to which a whole number is written without any mark, mostly"""
_ONE = Decimal(1)
_GROUP = 3
_HUNDRED = 100
_SCORE = 20
_TENS = 10


class Number(NamedTuple):
    """A number as stated, and the tokens it takes."""

    value: Decimal
    step: Decimal
    """the worth of one unit of the last digit stated"""
    digits: int
    """significant digits stated; a whole number's final zeros count as stated"""
    start: int
    end: int
    worded: bool = False


@dataclass(frozen=True, slots=True)
class DigitStyle:
    """What parts decimals in an article: the language's own mark, unless the article shows otherwise."""

    decimal: str

    @classmethod
    def of(cls, tokens: Iterable[Token], usual: str) -> DigitStyle:
        """Return the style of an article from the numbers that can be read in one way only."""
        votes = {",": 0, ".": 0}
        for token in tokens:
            if token.kind == "number" and (told := _told_decimal(token.text)):
                votes[told] += 1
        other = "," if usual == "." else "."
        return cls(other if votes[other] and not votes[usual] else usual)

    def read(self, text: str) -> tuple[Decimal, Decimal, int] | None:
        """Return value, worth of the last digit, and number of digits; None for what is no number."""
        if text.isdigit() and len(text) <= _PLAIN:
            return Decimal(text), _ONE, max(len(text.lstrip("0")), 1)
        if len(text) > _MOST_DIGITS * 2:
            return None
        decimal = _told_decimal(text) or self._decimal(text)
        whole, _, fraction = text.partition(decimal) if decimal else (text, "", "")
        groups = _groups(whole)
        if groups is None or (not fraction.isdigit() and fraction):
            return None
        digits = "".join(groups) + fraction
        if len(digits) > _MOST_DIGITS:
            return None
        value = Decimal(digits).scaleb(-len(fraction))
        return value, Decimal(1).scaleb(-len(fraction)), max(len(digits.lstrip("0")), 1)

    def _decimal(self, text: str) -> str:
        """Return the decimal mark of a number whose shape does not tell it: ``1.234``, ``12,500``."""
        return self.decimal if self.decimal in text else ""


def _told_decimal(text: str) -> str:
    """Return the decimal mark that a number's own shape shows, or nothing where it shows none."""
    marks = [mark for mark in text if mark in ",."]
    if not marks:
        return ""
    last = marks[-1]
    head, _, tail = text.rpartition(last)
    if len(marks) > 1 and last not in marks[:-1]:
        return last
    if marks.count(last) > 1:
        return ""
    if " " in head or "'" in head or len(tail) != _GROUP or head.startswith("0") or len(head) > _GROUP:
        return last
    return ""


def _groups(whole: str) -> list[str] | None:
    """Return the groups of digits before the decimal mark; None where they do not group thousands."""
    for mark in " '.,":
        if mark in whole:
            groups = whole.split(mark)
            first, rest = groups[0], groups[1:]
            fits = 1 <= len(first) <= _GROUP and all(len(group) == _GROUP for group in rest)
            return groups if fits and "".join(groups).isdigit() and first != "0" else None
    return [whole] if whole.isdigit() else None


def number_at(
    tokens: Sequence[Token], position: int, style: DigitStyle, lexicon: QuantityLexicon
) -> Number | None:
    """Return the number in digits or words that begins at a token, or None."""
    if position >= len(tokens):
        return None
    token = tokens[position]
    if token.kind != "number":
        return _worded_number(tokens, position, lexicon) if token.kind == "word" else None
    if _is_part(tokens, position):
        return None
    read = style.read(token.text)
    return None if read is None else Number(*read, position, position + 1)


def _is_part(tokens: Sequence[Token], position: int) -> bool:
    """Return whether digits are a part of a number written otherwise: ".5", "1e9"."""
    # No value is better than a wrong one.
    token = tokens[position]
    before, after = tokens[max(0, position - 2) : position], tokens[position + 1 : position + 3]
    if before and before[-1].text == "." and before[-1].end == token.start:
        # A point after a word ends a sentence; after a space or a symbol it opens a decimal.
        return len(before) == 1 or before[0].end < before[1].start or before[0].kind == "mark"
    glued = len(after) > 1 and token.end == after[0].start and after[0].end == after[1].start
    return glued and after[0].word == "e" and after[1].kind == "number"


def _worded_number(tokens: Sequence[Token], position: int, lexicon: QuantityLexicon) -> Number | None:
    """Read number words: each adds, and a hundred (in French also four before twenty) multiplies."""
    total = last = 0
    end = position
    while (match := lexicon.numbers.at(tokens, end)) is not None:
        if end > position and not _fits(total, last, match.meaning):
            break
        word = match.meaning
        if word == _HUNDRED and 0 < total % _HUNDRED < _HUNDRED:
            total += total % _HUNDRED * (_HUNDRED - 1)
        elif word == _SCORE and last == 4:  # noqa: PLR2004 - tokens or digits, said beside it
            total += 4 * (_SCORE - 1)
        else:
            total += word
        last = word
        end = match.end
        following = _past_joint(tokens, end, lexicon)
        if following == end or lexicon.numbers.at(tokens, following) is None:
            if not _next_word_fits(tokens, end, total, last, lexicon):
                break
            continue
        joined = lexicon.numbers.at(tokens, following)
        if joined is None or not _fits(total, last, joined.meaning):
            break
        end = following
    if end == position:
        return None
    while end > position and tokens[end - 1].kind == "mark":
        end -= 1
    return Number(Decimal(total), Decimal(1), len(str(total)), position, end, worded=True)


def _next_word_fits(
    tokens: Sequence[Token], end: int, total: int, last: int, lexicon: QuantityLexicon
) -> bool:
    match = lexicon.numbers.at(tokens, end)
    return match is not None and _fits(total, last, match.meaning)


def _past_joint(tokens: Sequence[Token], position: int, lexicon: QuantityLexicon) -> int:
    """Return the token after a hyphen or an "and" that may stand inside a number."""
    if position < len(tokens) and tokens[position].text == "-":
        position += 1
    if (match := lexicon.joints.at(tokens, position)) is not None:
        position = match.end
        if position < len(tokens) and tokens[position].text == "-":
            position += 1
    return position


def _fits(total: int, last: int, word: int) -> bool:
    """Return whether a number word may follow: smaller than the last place, or a multiplier of it."""
    if word == _HUNDRED:
        return 0 < total < _HUNDRED
    if word == _SCORE and last == 4:  # noqa: PLR2004 - tokens or digits, said beside it
        return True
    if word == 0 or total == 0:
        return False
    if total % _HUNDRED == 0:
        return word < _HUNDRED
    # Soixante-dix, quatre-vingt-onze: French adds ten to nineteen to sixty and to eighty.
    limit = _SCORE if total % _HUNDRED in (60, 80) else _TENS
    return total % _TENS == 0 and total % _HUNDRED >= _SCORE and word < limit
