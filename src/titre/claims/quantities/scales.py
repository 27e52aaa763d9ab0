"""Which number with its scale begins at a token: "trois milliards et demi", "1 234,5 M", "half a billion"?

No unit is read here, but that a currency stands beside decides whether one letter is a scale.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from titre.claims.quantities.numbers import DigitStyle, Number, number_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from titre.claims.prose.lexicons import QuantityLexicon
    from titre.claims.prose.tokens import Token

BARE, AMOUNT, PERCENT, POINTS, MULTIPLE, COUNT, SHARE = (
    "bare",
    "amount",
    "percent",
    "points",
    "multiple",
    "count",
    "share",
)
"""forms of a quantity: ``amount`` is money, or a scale that may be money; ``share`` a fraction in words"""
MILLION = 6


class Amount(NamedTuple):
    """A number with the scale and unit that stand beside it.

    ``step`` is the worth of one unit of the last digit stated; ``power`` the scale's power of ten, None
    where no scale stands; ``unit`` a currency, ``USD/share``, ``percent``, ``points``, ``basis_points``,
    ``times`` or what is counted.
    """

    form: str
    value: Decimal
    step: Decimal
    digits: int
    start: int
    end: int
    """tokens, the last not included"""
    unit: str | None = None
    power: int | None = None
    order: bool = False
    """whether only an order of magnitude is named: hundreds of millions"""
    signed: bool = False
    """whether a sign is written"""

    def scaled(self, power: int) -> Amount:
        """Return the amount with a scale of ten to a power more."""
        return self._replace(value=self.value.scaleb(power), step=self.step.scaleb(power), power=power)


class ScaleReader:
    """Reads numbers and their scales in one sentence's tokens, with one language's lexicon."""

    def __init__(self, tokens: Sequence[Token], lexicon: QuantityLexicon, style: DigitStyle) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.style = style
        self._numbers: dict[int, Number | None] = {}
        """the number at each token, once one has been looked for: several kinds of amounts begin with one"""

    def _number_at(self, position: int) -> Number | None:
        if position not in self._numbers:
            self._numbers[position] = number_at(self.tokens, position, self.style, self.lexicon)
        return self._numbers[position]

    def glued(self, position: int) -> bool:
        """Return whether a token follows the one before without a space."""
        return (
            0 < position < len(self.tokens) and self.tokens[position].start == self.tokens[position - 1].end
        )

    def _text(self, position: int) -> str:
        return self.tokens[position].text if 0 <= position < len(self.tokens) else ""

    def _number_and_scale(self, position: int, symbol: str | None) -> Amount | None:
        amount = self._number(position)
        if amount is None:
            return None
        amount = self._with_half(amount)
        power, end = self._scale_words(self._past_hyphen(amount.end))
        if power:
            return self._compound(self._with_half(amount.scaled(power)._replace(end=end)))
        return self._with_mark(amount, symbol)

    def _number(self, position: int) -> Amount | None:
        if position >= len(self.tokens):
            return None
        fraction = self.lexicon.fractions.at(self.tokens, position)
        if fraction is not None:
            if (end := self._scale_follows(fraction.end)) is not None:
                value = as_decimal(fraction.meaning)
                return Amount(BARE, value, value, 1, position, end)
            return None
        number = None if self._is_part_of_word(position) else self._number_or_one(position)
        if number is None:
            return None
        return Amount(BARE, number.value, number.step, number.digits, position, number.end)

    def _number_or_one(self, position: int) -> Number | None:
        number = self._number_at(position)
        if number is not None and not (number.worded and number.value == 1):
            return number
        # "un milliard", "the billion" are one billion; "un", "a" alone are articles.
        article = self.lexicon.articles.at(self.tokens, position)
        end = number.end if number is not None else article.end if article is not None else position
        scale = self.lexicon.scales.at(self.tokens, end)
        if scale is None:
            return None
        if end == position:
            # "mille milliards": a thousand stands for itself, a scale does not.
            if self._text(position).lower() != "mille" or scale.meaning > MILLION:
                return None
        elif scale.meaning < MILLION and number is None:
            return None
        return Number(Decimal(1), Decimal(1), 1, position, end, worded=True)

    def _is_part_of_word(self, position: int) -> bool:
        """Return whether a number is glued to letters before it: H100, T1."""
        return (
            self.glued(position)
            and self.tokens[position].kind == "number"
            and self.tokens[position - 1].kind == "word"
            and self.lexicon.symbols.before(self.tokens, position) is None
            and self._text(position - 1) not in {"x", "X"}
        )

    def _scale_follows(self, position: int) -> int | None:
        """Return where a scale begins after a fraction: "un quart de milliard", "un demi-milliard"."""
        for end in (position, self._past_hyphen(position), self._past_of(position)):
            scale = self.lexicon.scales.at(self.tokens, end)
            if scale is not None and scale.meaning >= MILLION:
                return end
        return None

    def _scale_words(self, position: int) -> tuple[int, int]:
        """Return the power of ten of the scale words at a token, and where they end."""
        power, end = 0, position
        while (match := self.lexicon.scales.at(self.tokens, end)) is not None:
            power, end = power + match.meaning, match.end
            if self.lexicon.scales.at(self.tokens, self._past_of(end)) is not None:
                end = self._past_of(end)
        return power, end

    def _with_half(self, amount: Amount) -> Amount:
        match = self.lexicon.halves.at(self.tokens, amount.end)
        if match is None:
            return amount
        timed = self.lexicon.times.at(self.tokens, match.end) is not None
        if amount.power is None and not timed and self._scale_words(match.end)[0] == 0:
            return amount
        unit = Decimal(1).scaleb(amount.power or 0)
        return amount._replace(
            value=amount.value + match.meaning * unit, step=match.meaning * unit, end=match.end
        )

    def _compound(self, amount: Amount) -> Amount:
        """Add a smaller part: "un million deux cent mille"."""
        number = self._number_at(amount.end)
        if number is None or self.glued(amount.end) or amount.power is None:
            return amount
        power, end = self._scale_words(number.end)
        if not 0 < power < amount.power:
            return amount
        step = number.step.scaleb(power)
        return amount._replace(
            value=amount.value + number.value.scaleb(power),
            step=step,
            digits=amount.digits + number.digits,
            end=end,
        )

    def _with_mark(self, amount: Amount, symbol: str | None) -> Amount:
        """Read an abbreviated scale; one letter counts only beside a currency."""
        position = amount.end
        match = self.lexicon.marks.at(self.tokens, position)
        if match is None:
            return self._with_joined_mark(amount)
        mark = self._text(position)
        beside = (
            (symbol is not None and self.glued(position))
            or self._currency_at(match.end) is not None
            or self._currency_at(self._past_of(match.end)) is not None
        )
        counted = (
            self.glued(position) and self.lexicon.things.at(self.tokens, self._past_of(match.end)) is not None
        )
        strong = len(mark) > 1 and mark not in {"MM", "mm", "mn", "mil", "ke"}
        plain = self.glued(position) and mark in {"M", "B", "T"} and not self.glued(match.end)
        if not (beside or counted or strong or plain or (symbol is not None and len(mark) > 1)):
            return amount
        return amount.scaled(match.meaning)._replace(end=match.end)

    def _with_joined_mark(self, amount: Amount) -> Amount:
        """Read a scale and a currency in one word: MUSD, MdEUR, mdUSD."""
        word = self._text(amount.end)
        scale = self.lexicon.marks.meaning_of(word[:-3]) if len(word) in {4, 5, 6} else None
        currency = self.lexicon.symbols.meaning_of(word[-3:])
        if scale is None or currency is None:
            return amount
        return amount.scaled(scale)._replace(end=amount.end + 1, unit=currency, form=AMOUNT)

    def _currency_at(self, position: int) -> tuple[str, int] | None:
        symbol = self.lexicon.symbols.at(self.tokens, position)
        if symbol is not None:
            begins_next = (
                symbol.end < len(self.tokens)
                and self.tokens[symbol.end].kind == "number"
                and self.glued(symbol.end)
            )
            return None if begins_next else (symbol.meaning, symbol.end)
        word = self.lexicon.currencies.at(self.tokens, position)
        return None if word is None else (word.meaning, word.end)

    def _past_of(self, position: int) -> int:
        match = self.lexicon.of.at(self.tokens, position)
        return position if match is None else match.end

    def _past_hyphen(self, position: int) -> int:
        joined = self._text(position) == "-" and self.glued(position) and self.glued(position + 1)
        return position + 1 if joined else position


def as_decimal(fraction: Fraction) -> Decimal:
    """Return a fraction as a decimal of 28 digits."""
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)
