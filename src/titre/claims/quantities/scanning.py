"""Which quantities does a sentence state? Amounts, percentages, points, multiples, counts and ranges.

A scan from left to right that takes the longest reading at each place; then what a quantity leaves
unsaid is taken from its neighbours: scale, currency, unit. Who and what a quantity is about is read
elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from titre.claims.quantities.amounts import AmountReader
from titre.claims.quantities.inheriting import Header, Neighbours, year_like
from titre.claims.quantities.scales import AMOUNT, BARE, PERCENT, Amount

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from titre.claims.prose.lexicons import QuantityLexicon
    from titre.claims.prose.tokens import Token
    from titre.claims.quantities.numbers import DigitStyle

_MOVED = 8
"""tokens before "from X to Y" in which the verb of a movement stands"""


_SKIPPED = 5
"""words and phrases between a hedge and its quantity: "franchi pour la première fois la barre des" """
_NO_HEDGE = "none"
"""meaning of phrases that end like a hedge and are none: "adds up to" """
_BY = "by"
"""meaning of the nouns of change behind which "de X à Y" tells by how much"""
_EITHER = "either"
"""meaning of the verbs of change behind which it may tell so too"""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as stated.

    ``value`` and, for a range, ``high`` are exact; ``unit`` is None where the text names none;
    ``step`` is the worth of one unit of the last digit stated.
    """

    form: str
    """one of the forms of ``amounts``"""
    value: Decimal
    high: Decimal | None
    unit: str | None
    step: Decimal
    digits: int
    hedge: str | None
    first: int
    """its first token in the sentence, hedge not included"""
    last: int
    """the token after it"""
    start: int
    """offsets in the cleaned text"""
    end: int
    order: bool = False
    signed: bool = False
    power: int | None = None
    """the power of ten of its scale"""
    inherited: bool = False
    """whether its unit was taken from a neighbour"""


class Stretch(Protocol):
    """Tokens that are something else than a quantity: a date."""

    @property
    def start(self) -> int:
        """The first token."""
        ...

    @property
    def end(self) -> int:
        """The token after the last."""
        ...


class QuantityScanner:
    """Finds the quantities of one sentence; numbers of ``dates`` take nothing from their neighbours.

    A bare number behind one of the ``companies`` may take what the amount before states.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        lexicon: QuantityLexicon,
        style: DigitStyle,
        dates: Sequence[Stretch] = (),
        companies: Sequence[Stretch] = (),
    ) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        dated = {place for one in dates for place in range(one.start, one.end)}
        self.reader = AmountReader(tokens, lexicon, style)
        self._neighbours = Neighbours(tokens, lexicon, self.reader, dated, {one.end for one in companies})
        self._moves = False
        """whether a movement "from X to Y" has been read, which others may follow"""

    def scan(
        self, currency: str | None = None, power: int | None = None, above: Header | None = None
    ) -> list[Quantity]:
        """Return the quantities from left to right.

        ``currency`` and ``power`` of ten are those of the amounts that the article stated last; ``above`` is
        the unit that the line above a list states for it.
        """
        pieces = self._pieces()
        self._neighbours.header(pieces, self.header() or above)
        if power is not None:
            self._neighbours.go_on(pieces, power)
        self._neighbours.scale(pieces)
        pieces = [piece for piece in pieces if piece[0].form != BARE]
        self._neighbours.currency(pieces, currency)
        return [self.quantity(low, high) for low, high in pieces if self._counts(low)]

    # -- amounts and ranges ----------------------------------------------------------------------

    def _pieces(self) -> list[tuple[Amount, Amount | None]]:
        found: list[tuple[Amount, Amount | None]] = []
        past = 0
        for position in self.reader.openings:
            low = self.reader.at(position) if position >= past else None
            if low is None:
                continue
            high = self._high_end(low)
            if high is not None:
                joined = self._joined(low, high)
                if joined is not None:
                    found.append(joined)
                    past = high.end
                    continue
                if BARE in (high.form, low.form):
                    bare_range = self._is_bare_range(low, high)
                    found.extend([(low, high)] if bare_range else self._moved(low, high))
                    past = high.end
                    continue
            found.append((low, None))
            past = low.end
        return found

    def _high_end(self, low: Amount) -> Amount | None:
        """Return the second amount where "à", "to", a dash or, after "entre", "et" joins it to a first."""
        match = self.lexicon.range.at(self.tokens, low.end)
        if low.form == BARE and year_like(low):
            return None
        if match is None or match.meaning not in {"to", "and"}:
            return None
        opening = self.lexicon.range.before(self.tokens, self._neighbours.before_hedge(low.start))
        if match.meaning == "and" and (opening is None or opening.meaning != "between"):
            return None
        dash = self.tokens[low.end].text in "-–"
        if dash and self.reader.glued(low.end) != self.reader.glued(match.end):
            return None
        start = match.end
        hedge = self.lexicon.hedges.at(self.tokens, start)
        if hedge is not None:
            start = hedge.end
        return self.reader.at(start)

    def _joined(self, low: Amount, high: Amount) -> tuple[Amount, Amount] | None:
        """Return both ends of a range with the scale and unit that only one of them writes."""
        if self.tokens[low.end].text not in "-–" and self._is_change(low, high):
            return None
        low, high = _shared(low, high)
        if low.form == BARE or low.form != high.form or low.unit != high.unit or low.order or high.order:
            return None
        return (low, high) if low.value < high.value else None

    def _is_bare_range(self, low: Amount, high: Amount) -> bool:
        """Return whether two numbers that a dash joins may take the unit of the next: "60-65 à 64-72"."""
        joined = self.tokens[low.end].text in "-–" and self.reader.glued(low.end)
        return joined and low.form == high.form == BARE and low.value < high.value and not year_like(high)

    def _is_change(self, low: Amount, high: Amount) -> bool:
        """Return whether "from X to Y" tells a movement, which has a verb of change before it."""
        before = self.tokens[low.start - 1].word if low.start else ""
        if before == "by":
            # "Climbed by 42 to 312": by how much, and to what; "by 13 to 16 %" is a range.
            return high.form != PERCENT or low.form not in {BARE, PERCENT}
        opening = self.lexicon.range.before(self.tokens, low.start)
        if opening is None or opening.meaning != "from":
            return False
        reached = self.tokens[max(0, opening.start - self._reach(opening.start)) : opening.start]
        moved = {meaning for token in reached if (meaning := self.lexicon.movement.meaning_of(token.word))}
        if moved == {_BY} and low.form == BARE and high.form == PERCENT:
            # "Une hausse de 13 à 16 %" is by so much; from so much, the sign would be written twice.
            return False
        if _EITHER in moved and moved <= {_BY, _EITHER} and self._is_by_how_much(opening.start, high):
            return False
        # "Est passée de 27 à 32 %, celle d'Amazon de 6 à 11 %": the verb is said once.
        self._moves = self._moves or bool(moved)
        return self._moves

    def _is_by_how_much(self, opening: int, high: Amount) -> bool:
        """Return whether "progresser de 13 à 16 %" tells by how much: not of a margin, or of a share."""
        rate = self.lexicon.rates.all(self.tokens, 0, opening)
        of_whole = self.lexicon.of.at(self.tokens, high.end) is not None
        return high.form == PERCENT and not (rate or of_whole or self._moves)

    def _reach(self, opening: int) -> int:
        """Return how far before "from X to Y" its verb may stand; a comma parts it from other words."""
        parted = opening > 0 and self.tokens[opening - 1].text == ","
        return _MOVED * 2 if parted else _MOVED

    def _moved(self, low: Amount, high: Amount) -> list[tuple[Amount, None]]:
        low, high = _shared(low, high)
        return [(low, None), (high, None)]

    # -- the unit of a list ----------------------------------------------------------------------

    def header(self) -> Header | None:
        """Return the unit that counts nothing in the sentence itself, or None."""
        lexicon, tokens = self.lexicon, self.tokens
        openings = [place for place in self.reader.openings if place < len(tokens) - 2]
        if not openings or not any(token.text in ":)" for token in tokens):
            return None
        for place in openings:
            before = tokens[place - 1].kind if place else "mark"
            if before == "number" or (before == "word" and self.reader.glued(place)):
                continue
            currency = lexicon.symbols.at(tokens, place)
            scale = lexicon.scales.at(tokens, place)
            if currency is not None:
                unit = currency.meaning
                scale = lexicon.scales.at(tokens, currency.end) or lexicon.marks.at(tokens, currency.end)
                end = 0 if scale is None else scale.end
            elif scale is not None:
                of = lexicon.of.at(tokens, scale.end)
                named = lexicon.currencies.at(tokens, scale.end if of is None else of.end)
                unit, end = ("", 0) if named is None else (named.meaning, named.end)
            else:
                continue
            if scale is not None and 0 < end < len(tokens) and tokens[end].text in ":)":
                return Header(end, scale.meaning, unit)
        return None

    def _counts(self, low: Amount) -> bool:
        """Return whether an amount without a currency of its own may be money, not people or years."""
        if low.form != AMOUNT or self._has_currency(low):
            return True
        end = low.end
        of = self.lexicon.of.at(self.tokens, end)
        place = of.end if of is not None else end
        if place >= len(self.tokens) or self.tokens[place].kind != "word":
            return True
        if self.lexicon.money.at(self.tokens, place) is not None:
            return True
        if of is not None:
            return self.tokens[place].capitalised or self.lexicon.whole.at(self.tokens, place) is not None
        return self.lexicon.language == "fr" or self.lexicon.function_words.at(self.tokens, place) is not None

    def _has_currency(self, amount: Amount) -> bool:
        return any(
            self.lexicon.symbols.at(self.tokens, place) is not None
            or self.lexicon.currencies.at(self.tokens, place) is not None
            or (self.tokens[place].text[-3:].isupper() and self.tokens[place].kind == "word")
            for place in range(amount.start, min(amount.end, len(self.tokens)))
        )

    # -- the result ------------------------------------------------------------------------------

    def quantity(self, low: Amount, high: Amount | None) -> Quantity:
        """Return an amount, or both ends of a range, as a quantity with its hedge and place."""
        last = (high or low).end
        hedge = self._hedge(low.start, last)
        return Quantity(
            form=low.form,
            value=low.value,
            high=None if high is None else high.value,
            unit=low.unit,
            step=max(low.step, high.step) if high else low.step,
            digits=low.digits,
            hedge=hedge,
            first=low.start,
            last=last,
            start=self.tokens[low.start].start,
            end=self.tokens[last - 1].end,
            order=low.order,
            power=(high or low).power,
            signed=low.signed,
            inherited=low.form == AMOUNT and not self._has_currency(low) and low.unit is not None,
        )

    def _hedge(self, first: int, last: int) -> str | None:
        """Return the hedge before a quantity, past an article or an opening of a range, or after it."""
        position = first
        for _ in range(_SKIPPED):
            match = self.lexicon.hedges.before(self.tokens, position)
            if match is not None:
                return None if match.meaning == _NO_HEDGE else match.meaning
            skipped = self.lexicon.skipped.before(self.tokens, position)
            if skipped is None:
                break
            position = skipped.start
        after = self.lexicon.trailing.at(self.tokens, last)
        return None if after is None else after.meaning


def _shared(low: Amount, high: Amount) -> tuple[Amount, Amount]:
    """Return two ends of a range, each with the scale and the unit that the other writes."""
    if low.power is None and high.power is not None and low.form in {BARE, AMOUNT} and low.value < 10_000:  # noqa: PLR2004 - tokens or digits, said beside it
        low = low.scaled(high.power)._replace(form=high.form)
    elif high.power is None and low.power is not None and high.form in {BARE, AMOUNT}:
        high = high.scaled(low.power)._replace(form=low.form)
    if low.unit is not None and high.unit == f"{low.unit}/share":
        # "$2.50 to $3.25 a share".
        low = low._replace(unit=high.unit)
    if low.unit is None and high.unit is not None:
        low = low._replace(unit=high.unit, form=high.form)
    elif high.unit is None and low.unit is not None:
        high = high._replace(unit=low.unit, form=low.form)
    return low, high
