"""Which single quantity begins at a token: a number with its scale and unit, nothing around it?

The longest reading wins. Ranges, hedges and what a quantity takes from its neighbours are read in
``quantities``. No step looks further ahead than the quantity itself is long.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from titre.claims.quantities.numbers import number_at
from titre.claims.quantities.scales import (
    AMOUNT,
    BARE,
    COUNT,
    MILLION,
    MULTIPLE,
    PERCENT,
    POINTS,
    SHARE,
    Amount,
    ScaleReader,
    as_decimal,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from titre.claims.prose.lexicons import QuantityLexicon
    from titre.claims.prose.phrases import Match
    from titre.claims.prose.tokens import Token
    from titre.claims.quantities.numbers import DigitStyle

_WORDED_STEP = Decimal("0.2")
"""how exactly "doubled" is meant: from 1.9 to 2.1 times"""
_MULTIPLE_STEP = Decimal("0.2")
"""how exactly a multiple is meant at least, as a share of it: "by two" is from 1.8 to 2.2"""
_FRACTION_STEP = Decimal(20)
"""per cent of a fraction's unit by which it may be off: "a fifth" is from 18 to 22 per cent"""
_TIMES_SIGN = "x"
_SIGNS = frozenset({"-", "+", "\N{EN DASH}", "\N{MULTIPLICATION SIGN}"})
"""marks that may stand before the number that they belong to"""
_PERCENT_PLACES = Decimal("0.01")
_REACH = 3
_PARTING = frozenset({"dont", "including"})
_BY = frozenset({"by", "de", "'"})
_ODDS = (["one", "in"], ["one", "out", "of"], ["un", "sur"], ["une", "sur"])
_OUT_OF = frozenset(odds[-1] for odds in _ODDS)
_WORTH = "pour"
"""before what is paid for shares, in French; their number has no such word before it"""
_MANY = 8
_TIMES_BY = frozenset({"par", "by"})
_MULTIPLYING = 8
"""tokens between a verb that multiplies and by how much"""
_OWNED = 6
"""tokens behind an owner in which what is owned stands"""
_HUNDRED = 100
"""cents of a dollar"""
_WORDS = 6
"""words and hyphens that a number of cents may have"""
_COIN_STEP = Decimal("0.1")
"""how exactly "a dollar a share" is meant"""
_FEWEST = 1000
"""things from which on a number of them is a quantity that a market speaks of"""


class AmountReader(ScaleReader):
    """Reads the quantities of one sentence's tokens with one language's lexicon."""

    def __init__(self, tokens: Sequence[Token], lexicon: QuantityLexicon, style: DigitStyle) -> None:
        super().__init__(tokens, lexicon, style)
        starters, symbols = starting_words(lexicon), lexicon.symbols.first_words
        self.openings = [
            place
            for place, (kind, text, word, _, _) in enumerate(tokens)
            if word in starters or kind == "number" or text in symbols or text in _SIGNS
        ]
        """the tokens at which a quantity may begin: most begin none"""
        self._opening = frozenset(self.openings)

    def at(self, position: int) -> Amount | None:
        """Return the quantity that begins at a token, or None; a number without any unit is ``bare``."""
        if position not in self._opening or self._is_odds(position):
            return None
        lexicon, word = self.lexicon, self.tokens[position].word
        return (
            self._multiple(position)
            or (self._order(position) if word in lexicon.orders.first_words else None)
            or self._coins(position)
            or self._signed(position)
            or (self._share(position) if word in lexicon.fractions.first_words else None)
        )

    def _is_odds(self, position: int) -> bool:
        """Return whether a number ends "one in ten", which is no amount of what follows."""
        if not position or self.tokens[position - 1].word not in _OUT_OF:
            return False
        before = [token.word for token in self.tokens[max(0, position - _REACH) : position]]
        return before[-2:] in _ODDS or before[-3:] in _ODDS

    def _multiple(self, position: int) -> Amount | None:
        if (match := self.lexicon.multiples.at(self.tokens, position)) is not None:
            digits = len(match.meaning.as_tuple().digits)
            return Amount(MULTIPLE, match.meaning, _WORDED_STEP, digits, position, match.end, "times")
        if self._text(position) in {"x", "X", "×"} and self.glued(position + 1):
            return self._multiple_of(position, position + 1, "times")
        if (match_by := self.lexicon.multiplied.at(self.tokens, position)) is not None:
            return self._multiple_of(position, match_by.end, match_by.meaning)
        return self._multiplied_by(position)

    def _multiplied_by(self, position: int) -> Amount | None:
        """Read the number of "a multiplié son bénéfice par près de neuf", "multiplied its profit by nine"."""
        hedge = self.lexicon.hedges.before(self.tokens, position)
        by = (position if hedge is None else hedge.start) - 1
        if by < 0 or self.tokens[by].word not in _TIMES_BY:
            return None
        verbs = [
            meaning
            for token in self.tokens[max(0, by - _MULTIPLYING) : by]
            if (meaning := self.lexicon.multiplying.meaning_of(token.word)) is not None
        ]
        number = self._multiple_of(position, position, verbs[-1]) if verbs else None
        # "Multiplied by 40 billion" tells no multiple.
        return None if number is None or self._scale_words(number.end)[0] else number

    def _multiple_of(self, start: int, position: int, meaning: str) -> Amount | None:
        hedge = self.lexicon.hedges.at(self.tokens, position)
        if hedge is not None:
            position = hedge.end
        number = self._number_at(position)
        if number is None or not number.value:
            return None
        if meaning == "divided":
            value = (1 / number.value).quantize(Decimal("0.0001")).normalize()
            return Amount(MULTIPLE, value, Decimal("0.01"), number.digits, start, number.end, "times")
        step = min(number.step, number.value * _MULTIPLE_STEP)
        return Amount(MULTIPLE, number.value, step, number.digits, start, number.end, "times")

    def _order(self, position: int) -> Amount | None:
        match = self.lexicon.orders.at(self.tokens, position)
        if match is None:
            return None
        power, end = self._scale_words(match.end)
        if not power:
            return None
        amount = Amount(
            AMOUNT,
            Decimal(1).scaleb(match.meaning + power),
            Decimal(1).scaleb(match.meaning + power),
            1,
            position,
            end,
            power=power,
            order=True,
        )
        return self._with_unit(amount, None)

    def _coins(self, position: int) -> Amount | None:
        """Read what is so much in coins: "a dollar a share", "deux dollars et dix cents".

        One dollar is an amount only with cents, or for each share.
        """
        article = self.lexicon.articles.at(self.tokens, position)
        number = self._number_at(position)
        end = number.end if number is not None else position if article is None else article.end
        currency = None if end == position else self.lexicon.currencies.at(self.tokens, end)
        if currency is None:
            return None
        value = Decimal(1) if number is None else number.value
        amount = Amount(AMOUNT, value, _COIN_STEP, len(str(value)), position, currency.end, currency.meaning)
        if (cents := self._cents_of(amount)) is not None:
            return self._with_unit(cents, None)
        one = value == 1 and self.lexicon.per_share.at(self.tokens, amount.end) is not None
        return self._with_unit(amount, None) if one else None

    def _cents_of(self, dollars: Amount) -> Amount | None:
        """Return dollars with the cents that follow them, or None where none do."""
        joint = self.lexicon.joints.at(self.tokens, dollars.end)
        start = dollars.end if joint is None else joint.end
        places = range(start + 1, min(start + _WORDS, len(self.tokens)))
        cents = next((one for at in places if (one := self.lexicon.cents.at(self.tokens, at))), None)
        if cents is None or cents.meaning != dollars.unit:
            return None
        # "Quarante-six cents" are no hundreds: what counts them ends before their name.
        number = number_at(self.tokens[: cents.start], start, self.style, self.lexicon)
        if number is None or number.end != cents.start or number.value >= _HUNDRED:
            return None
        value = dollars.value + number.value.scaleb(-2)
        return dollars._replace(
            value=value, step=number.step.scaleb(-2), digits=len(value.as_tuple().digits), end=cents.end
        )

    def _signed(self, position: int) -> Amount | None:
        sign, start = self._sign(position)
        symbol = self.lexicon.symbols.at(self.tokens, start)
        after_symbol = symbol.end if symbol else start
        if symbol and not sign:
            sign, after_symbol = self._sign(after_symbol)
        amount = self._number_and_scale(after_symbol, symbol.meaning if symbol else None)
        if amount is None and symbol:
            sign, amount = "-", self._bracketed(after_symbol, symbol.meaning)
        if amount is None:
            return None
        amount = self._with_unit(amount._replace(start=position), symbol.meaning if symbol else None)
        if symbol and amount.form == BARE:
            amount = amount._replace(form=AMOUNT)
        if sign == "-":
            amount = amount._replace(value=-amount.value)
        return amount._replace(signed=bool(sign))

    def _bracketed(self, position: int, symbol: str) -> Amount | None:
        """Read what accountants write in brackets, a negative amount: "$(1.3)bn"."""
        number = self._number_at(position + 1)
        if number is None or self._text(position) != "(" or self._text(number.end) != ")":
            return None
        amount = Amount(BARE, number.value, number.step, number.digits, position, number.end + 1)
        power, end = self._scale_words(amount.end)
        return amount.scaled(power)._replace(end=end) if power else self._with_mark(amount, symbol)

    def _sign(self, position: int) -> tuple[str, int]:
        text = self._text(position)
        if text in {"-", "+", "\N{EN DASH}"} and self.glued(position + 1):
            # A hyphen after a word or a number joins; a sign has a space or a bracket before it. A dash
            # that opens a parenthesis has a space after it.
            if position == 0 or not self.glued(position) or self._text(position - 1) in '("|/':
                return "+" if text == "+" else "-", position + 1
            return "", position
        if (
            text in {"-", "+", "\N{EN DASH}"}
            and self._opens(position)
            and self._percent_follows(position + 1)
        ):
            # "(+ 2 %)": typographers part the sign from its number.
            return "+" if text == "+" else "-", position + 1
        match = self.lexicon.minus.at(self.tokens, position)
        hedged = match is not None and self.lexicon.hedges.before(self.tokens, match.end) is not None
        if match is not None and not hedged and self._starts_number(match.end):
            return "-", match.end
        return "", position

    def _opens(self, position: int) -> bool:
        return (position > 0 and self._text(position - 1) in "(|:,;") or self._text(position) == "+"

    def _percent_follows(self, position: int) -> bool:
        """Return whether a number and a sign of per cent stand at a token."""
        return (
            position < len(self.tokens)
            and self.tokens[position].kind == "number"
            and self.lexicon.percent.at(self.tokens, position + 1) is not None
        )

    def _starts_number(self, position: int) -> bool:
        return position < len(self.tokens) and (
            self.tokens[position].kind == "number"
            or self.lexicon.symbols.at(self.tokens, position) is not None
        )

    def _with_unit(self, amount: Amount, symbol: str | None) -> Amount:
        """Return the amount with the unit that follows it, the longest that stands there."""
        if amount.unit is None and symbol is None:
            amount = self._with_following_unit(amount)
        elif amount.unit is None:
            amount = amount._replace(unit=symbol, form=AMOUNT)
            # "$14 billion dollars", "US$14 USD": the currency is only said twice.
            again = self._currency_at(amount.end)
            if again is not None and again[0] == symbol:
                amount = amount._replace(end=again[1])
        if amount.power is not None and amount.form == BARE:
            amount = amount._replace(form=AMOUNT if amount.power >= MILLION else BARE)
        if amount.form == AMOUNT and amount.unit is not None:
            per = self.lexicon.per_share.at(self.tokens, amount.end)
            if per is not None:
                return amount._replace(unit=f"{amount.unit}/share", end=per.end)
        return amount

    def _with_following_unit(self, amount: Amount) -> Amount:
        end = amount.end
        for place in dict.fromkeys((end, self._past_of(end), self._past_hyphen(end))):
            if (currency := self._currency_at(place)) is not None:
                return amount._replace(unit=currency[0], end=currency[1], form=AMOUNT)
        percent = self.lexicon.percent.at(self.tokens, self._past_hyphen(end))
        if percent is not None and amount.power is None:
            form = PERCENT if percent.meaning == "percent" else POINTS
            return amount._replace(unit=percent.meaning, end=percent.end, form=form)
        if amount.power is None and (times := self._times(end, amount.value)) is not None:
            half, end = times
            amount = amount._replace(value=amount.value + half, step=half or amount.step)
            return amount._replace(unit="times", end=end, form=MULTIPLE)
        if amount.power is None and (cents := self._in_cents(amount)) is not None:
            return cents
        return self._counted(amount)

    def _counted(self, amount: Amount) -> Amount:
        """Return a number of things that are counted: shares, users, tonnes."""
        for place in (amount.end, self._past_of(amount.end)):
            thing = self.lexicon.things.at(self.tokens, place)
            if thing is None and amount.power is not None:
                thing = self.lexicon.crowds.at(self.tokens, place)
            if thing is not None and amount.power is not None and self._text(amount.start - 1) == _WORTH:
                # "Racheté pour 340 millions d'actions": so much was paid for them.
                return amount._replace(end=thing.end, form=AMOUNT)
            if thing is not None and (amount.power is not None or amount.value >= _FEWEST):
                return amount._replace(unit=thing.meaning, end=thing.end, form=COUNT)
        return amount

    def _in_cents(self, amount: Amount) -> Amount | None:
        """Return a number of cents as an amount; "27 cents of every dollar" are 27 per cent."""
        cents = self.lexicon.cents.at(self.tokens, amount.end)
        letter = cents is not None and self.tokens[amount.end].word == "c"
        if cents is None or (letter and not (self._text(amount.end) == "c" and self.glued(amount.end))):
            return None
        of_each = self.lexicon.of_each.at(self.tokens, cents.end)
        if of_each is not None:
            return amount._replace(unit="percent", end=of_each.end, form=PERCENT)
        hundredth = amount._replace(value=amount.value.scaleb(-2), step=amount.step.scaleb(-2))
        return hundredth._replace(unit=cents.meaning, end=cents.end, form=AMOUNT)

    def _times(self, position: int, value: Decimal) -> tuple[Decimal, int] | None:
        """Return what "fois et demie" adds to a number, and where the multiple ends."""
        match = self.lexicon.times.at(self.tokens, position)
        if match is None:
            return None
        if self._text(position) in {"x", "×", "-", "fold"}:
            return (Decimal(0), match.end) if self.glued(position) else None
        half = self.lexicon.halves.at(self.tokens, match.end)
        added, end = (Decimal(0), match.end) if half is None else (half.meaning, half.end)
        if value >= _MANY and self.lexicon.occasions.at(self.tokens, end) is None:
            # So many times is a multiple of a price; few may count how often.
            return added, end
        return (added, end) if half or self.lexicon.times_of.at(self.tokens, end) is not None else None

    def _share(self, position: int) -> Amount | None:
        """Read "la moitié de ses revenus", "two-thirds of its sales"; halves of a year are none."""
        match = self.lexicon.fractions.at(self.tokens, position)
        if match is None or self.lexicon.no_share.before(self.tokens, position) is not None:
            return None
        of = self.lexicon.of.at(self.tokens, match.end)
        hedge = self.lexicon.hedges.before(self.tokens, position)
        moved = any(
            self.lexicon.movement.meaning_of(token.word)
            for token in self.tokens[max(0, position - _REACH) : position]
        )
        before = position if hedge is None else hedge.start
        of_whole = of is not None and (
            self.lexicon.whole.at(self.tokens, of.end)
            or self.lexicon.money.at(self.tokens, of.end)
            or self._text(match.end).lower() in {"du", "des"}
            or self._is_of_owner(of.end)
        )
        if (
            not of_whole
            and not (moved and self._text(before - 1).lower() in _BY)
            and not self._is_part(position, match)
        ):
            return None
        if not of_whole:
            return self._fraction_as_percent(match.meaning, PERCENT, position, match.end)
        return self._fraction_as_percent(match.meaning, SHARE, position, match.end)

    def _is_of_owner(self, position: int) -> bool:
        """Return whether somebody's money follows: "half of Alphabet's revenue"."""
        named = position < len(self.tokens) and self.tokens[position].capitalised
        behind = range(position + 1, position + _OWNED)
        return named and any(self.lexicon.money.at(self.tokens, at) is not None for at in behind)

    def _is_part(self, position: int, match: Match[Fraction]) -> bool:
        """Return whether a fraction is a part of what was named: "dont un quart", "two thirds would"."""
        if self._text(position - 1).lower() in _PARTING:
            return True
        if self.lexicon.more.at(self.tokens, match.end) is not None:
            return True
        several = match.meaning.numerator > 1
        timed = self.lexicon.no_share.at(self.tokens, self._past_of(match.end)) is not None
        return several and not timed

    def _fraction_as_percent(self, fraction: Fraction, form: str, start: int, end: int) -> Amount:
        value = (as_decimal(fraction) * 100).quantize(_PERCENT_PLACES).normalize()
        value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
        step = (_FRACTION_STEP / fraction.denominator).quantize(_PERCENT_PLACES)
        return Amount(form, value, step, 1, start, end, "percent")


@lru_cache(maxsize=8)
def starting_words(lexicon: QuantityLexicon) -> frozenset[str]:
    """Return the words that a quantity may begin with, symbols aside: most words are none of them."""
    tables = (
        lexicon.numbers,
        lexicon.fractions,
        lexicon.articles,
        lexicon.orders,
        lexicon.multiples,
        lexicon.multiplied,
        lexicon.minus,
        lexicon.scales,
    )
    return frozenset({_TIMES_SIGN}).union(*(table.first_words for table in tables))
