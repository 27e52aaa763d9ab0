"""How would a contradicted claim read with the right figure? The same words, another number; or no proposal.

Only where a cause fits exactly: there the number is known to be a slip, and the rest of the words stand.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING

from titre.claims.model import Kind, Verdict
from titre.kernel.numerals import write_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.claims.model import Claim

_NUMBER = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f\u2009.,'\u2019]\d{3})+(?:[.,]\d{1,9})?|\d{1,15}(?:[.,]\d{1,9})?"
)
_EXACT = Context(prec=200)


def correction(claim: Claim, words: str | None = None) -> str | None:
    """Return the words of a claim with the figure in place of its number, in its scale and to its digits.

    ``words`` are those of the claim as they are to be shown; by default as the input has them.

    None where the claim is not contradicted for a cause that fits exactly, has more numbers than one, or
    where another number alone would not make it right: a scale (*billion* for *milliard*), a sign.
    """
    figure = claim.figure
    words = claim.text if words is None else words
    if (
        claim.verdict is not Verdict.CONTRADICTED
        or claim.cause is None
        or claim.kind is not Kind.LEVEL
        or claim.value is None
        or claim.value_max is not None
        or figure is None
        or figure.value is None
        or figure.unit != claim.unit
    ):
        return None
    numbers = list(_NUMBER.finditer(words))
    if len(numbers) != 1:
        return None
    (number,) = numbers
    for written in _readings(number[0]):
        scale = _EXACT.divide(abs(claim.value), written) if written else Decimal()
        if scale > 0 and _EXACT.scaleb(Decimal(1), scale.adjusted()) == scale:
            right = _in_scale(abs(figure.value), scale, written)
            if right is None or right == written:
                return None
            places = -_exponent(written)
            told = write_number(right, claim.lang, places=places)
            return words[: number.start()] + told + words[number.end() :]
    return None


def _in_scale(value: Decimal, scale: Decimal, written: Decimal) -> Decimal | None:
    """Return a value in a scale with the decimals of what was written; None where it loses digits by that."""
    right = _EXACT.divide(value, scale).quantize(
        Decimal(1).scaleb(_exponent(written)), rounding=ROUND_HALF_EVEN, context=_EXACT
    )
    return right if right and right.adjusted() >= written.adjusted() else None


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


def _readings(text: str) -> Iterator[Decimal]:
    """Yield the numbers that a text may write: its last point or comma parts decimals, or thousands."""
    *whole, last = re.split(r"[^\d]", text)
    if whole and text[-len(last) - 1] in ".,":
        yield Decimal(f"{''.join(whole)}.{last}")
    yield Decimal("".join([*whole, last]))
