"""What does an amount take from its neighbours? Scale, currency, unit: "Amazon 100 et Meta 60 milliards".

What stands beside the number itself is read in ``amounts``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from titre.claims.quantities.scales import AMOUNT, BARE, COUNT, PERCENT, SHARE, Amount

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from titre.claims.prose.lexicons import QuantityLexicon
    from titre.claims.prose.tokens import Token
    from titre.claims.quantities.amounts import AmountReader

_YEARS = range(1900, 2100)
_LISTED = 3
"""tokens that may part two members of an enumeration: "Amazon 100, Alphabet 75 et Meta 60 milliards" """
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


class Header(NamedTuple):
    """A unit that stands apart from the numbers that are in it: "(in millions of dollars)"."""

    end: int
    """the token after it; below zero, where it stands before the sentence"""
    power: int
    currency: str


class Neighbours:
    """Gives the amounts of one sentence what they leave unsaid; numbers of ``dated`` tokens take nothing."""

    def __init__(
        self,
        tokens: Sequence[Token],
        lexicon: QuantityLexicon,
        reader: AmountReader,
        dated: set[int],
        named: Collection[int] = (),
    ) -> None:
        self.tokens, self.lexicon, self.reader, self._dated = tokens, lexicon, reader, dated
        self._named = named
        """the tokens behind the names of companies"""

    def scale(self, pieces: list[tuple[Amount, Amount | None]]) -> None:
        """Give bare numbers of an enumeration or a comparison the scale and unit of their neighbour."""
        for index in range(len(pieces) - 2, -1, -1):
            (bare, high), model = pieces[index], pieces[index + 1][0]
            beside = self._in_brackets(pieces, index + 1)
            if self._may_inherit(high or bare, model) and (
                beside or self._near((high or bare).end, model.start)
            ):
                pieces[index] = (self._like(bare, model), high and self._like(high, model))
        for index in range(1, len(pieces)):
            bare, before = pieces[index][0], index - 1
            if bare.form != BARE:
                continue
            told = self._is_dated(bare) or self._is_decimal(bare.start)
            while before > 0 and told and self._is_year(pieces[before][0]):
                before -= 1
            while before > 0 and pieces[before][0].form == PERCENT and self._goes_on(bare):
                # "65 milliards, à 2 % près ; les analystes en attendaient 62".
                before -= 1
            model = pieces[before][1] or pieces[before][0]
            beside = self._in_brackets(pieces, index)
            if self._may_inherit(bare, model) and (beside or self._compared(bare) or self._goes_on(bare)):
                high = pieces[index][1]
                pieces[index] = (self._like(bare, model), high and self._like(high, model))

    def header(self, pieces: list[tuple[Amount, Amount | None]], header: Header | None) -> None:
        """Give bare numbers the unit that stands apart before them: "USD mn: sales 44,062; EBIT 21,638"."""
        if header is None:
            return
        end, power, currency = header
        for index, (low, high) in enumerate(pieces):
            named = low.start > end and (self._is_named(low.start - 1) or self._in_brackets(pieces, index))
            plain = low.start not in self._dated and self._free(low.end)
            if low.form == BARE and high is None and named and plain and not year_like(low):
                pieces[index] = (low.scaled(power)._replace(form=AMOUNT, unit=currency), None)

    def go_on(self, pieces: list[tuple[Amount, Amount | None]], power: int) -> None:
        """Give a first bare number the scale of the sentence before where it says so: "en a gagné 87,1"."""
        if not pieces or pieces[0][1] is not None:
            return
        bare = pieces[0][0]
        plain = bare.form == BARE and bare.start not in self._dated and not year_like(bare)
        free = self._free(bare.end) or self._of_money(bare.end)
        if plain and free and self._goes_on(bare):
            pieces[0] = (bare.scaled(power)._replace(form=AMOUNT), None)

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
            bare = bare.scaled(_CENTS)._replace(power=None)
        amount = bare.scaled(model.power) if model.power else bare
        return amount._replace(form=model.form, unit=model.unit)

    def _in_brackets(self, pieces: Sequence[tuple[Amount, Amount | None]], index: int) -> bool:
        """Return whether a number stands alone in brackets behind the one before: "281.7 (245.1)"."""
        place, end = pieces[index][0].start, pieces[index][0].end
        behind = index > 0 and pieces[index - 1][0].end == place - 1
        if not behind or self.tokens[place - 1].text != "(":
            return False
        # "8.58 billion (8.09 a year earlier)".
        while end in self._dated:
            end += 1
        return end < len(self.tokens) and self.tokens[end].text == ")"

    def _is_named(self, place: int) -> bool:
        """Return whether a word, or a word and a colon, stand before a number."""
        colon = place > 0 and self.tokens[place].text == ":"
        return self.tokens[place - 1 if colon else place].kind == "word"

    def _may_inherit(self, bare: Amount, model: Amount) -> bool:
        return (
            bare.form == BARE
            and model.form not in {BARE, SHARE, COUNT}
            and not model.order
            and self.tokens[bare.start].kind == "number"
            and not year_like(bare)
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
        behind = self.tokens[position : position + 3]
        if behind[0].text == "(" and [one.text for one in behind[2:]] == [")"]:
            # "281.7 (245.1)": what is set beside it follows in brackets.
            return behind[1].kind == "number"
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
            (before.kind == "word" and not before.capitalised)
            or before.text in _PARTING
            or self._of_a_company(position)
        )
        return parted and self.tokens[position].text.count(self.reader.style.decimal) == 1

    def _of_a_company(self, position: int) -> bool:
        """Return whether a number stands behind a company, or in brackets behind one: "Apple 93.7"."""
        return position in self._named or (
            self.tokens[position - 1].text == "(" and position - 1 in self._named
        )

    def _is_dated(self, bare: Amount) -> bool:
        """Return whether a listed number has a period of its own: "521 millions en 2023, 813 en 2024"."""
        before = self.tokens[bare.start - 1].word if bare.start else ""
        linked = bare.end < len(self.tokens) and self.tokens[bare.end].word in _IN
        return linked and before in _LISTING and bare.end + 1 in self._dated

    def _is_year(self, amount: Amount) -> bool:
        return amount.form == BARE and (amount.start in self._dated or year_like(amount))

    def currency(self, pieces: list[tuple[Amount, Amount | None]], currency: str | None) -> None:
        """Give amounts without a currency that of another of the sentence, or of the article."""
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
                pieces[index] = (low._replace(unit=unit), high and high._replace(unit=unit))

    def _converts(self, amount: Amount) -> bool:
        """Return whether an amount stands in brackets behind another one, in another currency."""
        first = self.before_hedge(amount.start)
        if first < 2 or self.tokens[first - 1].text != "(":  # noqa: PLR2004 - a bracket and what is before it
            return False
        before = range(max(0, first - _CONVERTED), first - 1)
        return any(self.tokens[at].kind == "number" and at not in self._dated for at in before)

    def before_hedge(self, position: int) -> int:
        """Return where the hedge before a token begins, or the token itself."""
        hedge = self.lexicon.hedges.before(self.tokens, position)
        return position if hedge is None else hedge.start


def year_like(amount: Amount) -> bool:
    """Return whether a number may be a year."""
    return amount.value in _YEARS and amount.step == 1
