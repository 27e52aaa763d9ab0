"""Which quantities does a sentence state? Amounts, percentages, points, multiples, counts and ranges.

A scan from left to right that takes the longest reading at each place; then what a quantity leaves
unsaid is taken from its neighbours: scale, currency, unit. Who and what a quantity is about is read
elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from titre.claims.quantities.amounts import AmountReader
from titre.claims.quantities.scales import AMOUNT, BARE, COUNT, SHARE, Amount

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from titre.claims.prose.lexicons import QuantityLexicon
    from titre.claims.prose.tokens import Token
    from titre.claims.quantities.numbers import DigitStyle

_YEARS = range(1900, 2100)
_LISTED = 3
"""tokens that may part two members of an enumeration: "Amazon 100, Alphabet 75 et Meta 60 milliards" """


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


class Header(NamedTuple):
    """A unit that stands apart from the numbers that are in it: "(in millions of dollars)"."""

    end: int
    """the token after it; below zero, where it stands before the sentence"""
    power: int
    currency: str


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


_CENTS = -2
"""power of ten of a cent"""
_GOING_ON = 5
"""tokens before a number in which "en a" may stand for the unit of the last one"""
_IN = frozenset({"en", "in", "au"})
_ARTICLES = frozenset({"l", "'", "le", "la", "les", "the"})
"""before a name: "15,4 milliards et l'Europe 24" """
_CONVERTED = 5
"""tokens before a bracket in which the amount stands that it converts"""
_PARTING = frozenset({",", ":"})
_LISTING = frozenset({",", "et", "and", "puis", "then", "ou", "or"})
"""before another number of a list"""


class QuantityScanner:
    """Finds the quantities of one sentence; numbers of ``dates`` take nothing from their neighbours."""

    def __init__(
        self,
        tokens: Sequence[Token],
        lexicon: QuantityLexicon,
        style: DigitStyle,
        dates: Sequence[Stretch] = (),
    ) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self._dated = {place for one in dates for place in range(one.start, one.end)}
        self.reader = AmountReader(tokens, lexicon, style)
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
        self._take_header(pieces, self.header() or above)
        if power is not None:
            self._go_on(pieces, power)
        self._inherit_scale(pieces)
        pieces = [piece for piece in pieces if piece[0].form != BARE]
        self._inherit_currency(pieces, currency)
        return [self.quantity(low, high) for low, high in pieces if self._counts(low)]

    # -- amounts and ranges ----------------------------------------------------------------------

    def _pieces(self) -> list[tuple[Amount, Amount | None]]:
        found: list[tuple[Amount, Amount | None]] = []
        position = 0
        while position < len(self.tokens):
            low = self.reader.at(position)
            if low is None:
                position += 1
                continue
            high = self._high_end(low)
            if high is not None:
                joined = self._joined(low, high)
                if joined is not None:
                    found.append(joined)
                    position = high.end
                    continue
                if BARE in (high.form, low.form):
                    high_taken = self._moved(low, high)
                    found.extend(high_taken)
                    position = high.end
                    continue
            found.append((low, None))
            position = max(low.end, position + 1)
        return found

    def _high_end(self, low: Amount) -> Amount | None:
        """Return the second amount where "à", "to", a dash or, after "entre", "et" joins it to a first."""
        match = self.lexicon.range.at(self.tokens, low.end)
        if low.form == BARE and _year_like(low):
            return None
        if match is None or match.meaning not in {"to", "and"}:
            return None
        opening = self.lexicon.range.before(self.tokens, self._before_hedge(low.start))
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

    def _before_hedge(self, position: int) -> int:
        hedge = self.lexicon.hedges.before(self.tokens, position)
        return position if hedge is None else hedge.start

    def _joined(self, low: Amount, high: Amount) -> tuple[Amount, Amount] | None:
        """Return both ends of a range with the scale and unit that only one of them writes."""
        if self.tokens[low.end].text not in "-–" and self._is_change(low):
            return None
        low, high = _shared(low, high)
        if low.form == BARE or low.form != high.form or low.unit != high.unit or low.order or high.order:
            return None
        return (low, high) if low.value < high.value else None

    def _is_change(self, low: Amount) -> bool:
        """Return whether "from X to Y" tells a movement, which has a verb of change before it."""
        before = self.tokens[low.start - 1].word if low.start else ""
        if before == "by":
            # "Climbed by 42 to 312": by how much, and to what.
            return True
        opening = self.lexicon.range.before(self.tokens, low.start)
        if opening is None or opening.meaning != "from":
            return False
        # "Est passée de 27 à 32 %, celle d'Amazon de 6 à 11 %": the verb is said once.
        self._moves = self._moves or any(
            self.lexicon.movement.meaning_of(token.word)
            for token in self.tokens[max(0, opening.start - 8) : opening.start]
        )
        return self._moves

    def _moved(self, low: Amount, high: Amount) -> list[tuple[Amount, None]]:
        low, high = _shared(low, high)
        return [(low, None), (high, None)]

    # -- what neighbours give --------------------------------------------------------------------

    def _inherit_scale(self, pieces: list[tuple[Amount, Amount | None]]) -> None:
        """Give bare numbers of an enumeration or a comparison the scale and unit of their neighbour."""
        for index in range(len(pieces) - 2, -1, -1):
            bare, model = pieces[index][0], pieces[index + 1][0]
            if self._may_inherit(bare, model) and self._near(bare.end, model.start):
                pieces[index] = (self._like(bare, model), None)
        for index in range(1, len(pieces)):
            bare, before = pieces[index][0], index - 1
            told = self._is_dated(bare) or self._is_decimal(bare.start)
            while before > 0 and told and self._is_year(pieces[before][0]):
                before -= 1
            model = pieces[before][1] or pieces[before][0]
            if self._may_inherit(bare, model) and (self._compared(bare) or self._goes_on(bare)):
                pieces[index] = (self._like(bare, model), None)

    def _take_header(self, pieces: list[tuple[Amount, Amount | None]], header: Header | None) -> None:
        """Give bare numbers the unit that stands apart before them: "USD mn: sales 44,062; EBIT 21,638"."""
        if header is None:
            return
        end, power, currency = header
        for index, (low, high) in enumerate(pieces):
            named = low.start > end and self._is_named(low.start - 1)
            plain = low.start not in self._dated and self._free(low.end)
            if low.form == BARE and high is None and named and plain and not _year_like(low):
                pieces[index] = (replace(low.scaled(power), form=AMOUNT, unit=currency), None)

    def _go_on(self, pieces: list[tuple[Amount, Amount | None]], power: int) -> None:
        """Give a first bare number the scale of the sentence before where it says so: "en a gagné 87,1"."""
        if not pieces or pieces[0][1] is not None:
            return
        bare = pieces[0][0]
        plain = bare.form == BARE and bare.start not in self._dated and not _year_like(bare)
        free = self._free(bare.end) or self._of_money(bare.end)
        if plain and free and self._goes_on(bare):
            pieces[0] = (replace(bare.scaled(power), form=AMOUNT), None)

    def _goes_on(self, bare: Amount) -> bool:
        """Return whether "en a", "en avait" stand for the unit of the amount before: "en avait gagné 165"."""
        reach = max(0, bare.start - _GOING_ON)
        return bool(self.lexicon.going_on.all(self.tokens, reach, bare.start))

    def _like(self, bare: Amount, model: Amount) -> Amount:
        """Return a bare number with the scale and unit of another amount: "94 cents, contre 78"."""
        cents = any(
            self.lexicon.cents.at(self.tokens, place) is not None for place in range(model.start, model.end)
        )
        if cents and bare.step >= 1:
            bare = replace(bare.scaled(_CENTS), power=None)
        amount = bare.scaled(model.power) if model.power else bare
        return replace(amount, form=model.form, unit=model.unit)

    def _is_named(self, place: int) -> bool:
        """Return whether a word, or a word and a colon, stand before a number."""
        colon = place > 0 and self.tokens[place].text == ":"
        return self.tokens[place - 1 if colon else place].kind == "word"

    def header(self) -> Header | None:
        """Return the unit that counts nothing in the sentence itself, or None."""
        lexicon, tokens = self.lexicon, self.tokens
        if not any(token.text in ":)" for token in tokens):
            return None
        for place in range(len(tokens) - 2):
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

    def _may_inherit(self, bare: Amount, model: Amount) -> bool:
        return (
            bare.form == BARE
            and model.form not in {BARE, SHARE, COUNT}
            and not model.order
            and self.tokens[bare.start].kind == "number"
            and not _year_like(bare)
            and bare.start not in self._dated
            and (self._free(bare.end) or self._of_money(bare.end))
        )

    def _of_money(self, position: int) -> bool:
        """Return whether "of" and a word of money follow: "en est resté 62,4 de bénéfice"."""
        of = self.lexicon.of.at(self.tokens, position)
        return of is not None and self.lexicon.money.at(self.tokens, of.end) is not None

    def _free(self, position: int) -> bool:
        """Return whether no noun follows that the number would count."""
        if position >= len(self.tokens) or position in self._dated:
            return True
        return (
            (
                self.lexicon.inherited.at(self.tokens, position) is not None
                or self.tokens[position].kind == "number"
                or self.tokens[position].capitalised
            )
            and not self.reader.glued(position)
        ) or self.tokens[position].text in ".,;):!?"

    def _near(self, end: int, start: int) -> bool:
        between = self.tokens[end:start]
        names = [token for token in between if token.kind == "word" and not token.capitalised]
        joins = all(self.lexicon.inheriting.meaning_of(token.word) for token in names)
        return bool(between) and len(between) <= _LISTED + 1 and joins and between[0].text != "."

    def _compared(self, bare: Amount) -> bool:
        before = bare.start
        while before > 0 and self.tokens[before - 1].kind == "word" and self.tokens[before - 1].capitalised:
            before -= 1
        while before < bare.start and before > 0 and self.tokens[before - 1].word in _ARTICLES:
            before -= 1
        if self._is_decimal(bare.start) or self._is_dated(bare):
            return True
        if self.lexicon.inheriting.before(self.tokens, before) is None:
            hedge = self.lexicon.hedges.before(self.tokens, before)
            if hedge is None or self.lexicon.inheriting.before(self.tokens, hedge.start) is None:
                return False
            before = hedge.start
        if before < bare.start:
            return True
        previous = self.tokens[before - 1]
        if self.lexicon.comparing.meaning_of(previous.word):
            return True
        return previous.text != "," and self.tokens[bare.start].text.count(",") > 0

    def _is_decimal(self, position: int) -> bool:
        """Return whether a number after a word has decimals, as only amounts have: "gagné 30,4 en 2023"."""
        before = self.tokens[position - 1] if position else None
        parted = before is not None and (
            (before.kind == "word" and not before.capitalised) or before.text in _PARTING
        )
        return parted and self.tokens[position].text.count(self.reader.style.decimal) == 1

    def _is_dated(self, bare: Amount) -> bool:
        """Return whether a listed number has a period of its own: "521 millions en 2023, 813 en 2024"."""
        before = self.tokens[bare.start - 1].word if bare.start else ""
        linked = bare.end < len(self.tokens) and self.tokens[bare.end].word in _IN
        return linked and before in _LISTING and bare.end + 1 in self._dated

    def _is_year(self, amount: Amount) -> bool:
        return amount.form == BARE and (amount.start in self._dated or _year_like(amount))

    def _inherit_currency(self, pieces: list[tuple[Amount, Amount | None]], currency: str | None) -> None:
        # A conversion in brackets, "(environ 12 milliards d'euros)", is not what the text goes on with.
        own = [low for low, _ in pieces if low.form == AMOUNT and low.unit and not self._converts(low)]
        stated = [low.unit for low in own]
        for index, (low, high) in enumerate(pieces):
            if low.form != AMOUNT or low.unit is not None:
                continue
            following = next((one.unit for one, _ in pieces[index:] if one.form == AMOUNT and one.unit), None)
            unit = following or (stated[-1] if stated else currency)
            if unit is not None:
                unit = unit.partition("/")[0]
                pieces[index] = (replace(low, unit=unit), high and replace(high, unit=unit))

    def _converts(self, amount: Amount) -> bool:
        """Return whether an amount stands in brackets behind another one, in another currency."""
        first = self._before_hedge(amount.start)
        if first < 2 or self.tokens[first - 1].text != "(":  # noqa: PLR2004 - a bracket and what is before it
            return False
        before = range(max(0, first - _CONVERTED), first - 1)
        return any(self.tokens[at].kind == "number" and at not in self._dated for at in before)

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
        for _ in range(2):
            match = self.lexicon.hedges.before(self.tokens, position)
            if match is not None:
                return match.meaning
            skipped = position - 1
            if skipped < 0 or self.lexicon.skipped.meaning_of(self.tokens[skipped].word) is None:
                break
            position = skipped
        after = self.lexicon.trailing.at(self.tokens, last)
        return None if after is None else after.meaning


def _shared(low: Amount, high: Amount) -> tuple[Amount, Amount]:
    """Return two ends of a range, each with the scale and the unit that the other writes."""
    if low.power is None and high.power is not None and low.form in {BARE, AMOUNT} and low.value < 10_000:  # noqa: PLR2004 - tokens or digits, said beside it
        low = replace(low.scaled(high.power), form=high.form)
    elif high.power is None and low.power is not None and high.form in {BARE, AMOUNT}:
        high = replace(high.scaled(low.power), form=low.form)
    if low.unit is not None and high.unit == f"{low.unit}/share":
        # "$2.50 to $3.25 a share".
        low = replace(low, unit=high.unit)
    if low.unit is None and high.unit is not None:
        low = replace(low, unit=high.unit, form=high.form)
    elif high.unit is None and low.unit is not None:
        high = replace(high, unit=low.unit, form=low.form)
    return low, high


def _year_like(amount: Amount) -> bool:
    return amount.value in _YEARS and amount.step == 1
