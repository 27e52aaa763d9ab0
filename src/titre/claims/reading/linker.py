"""Who, what, when and whose word is each quantity and trend of one sentence?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from titre.claims.model import Kind, Role
from titre.claims.quantities.scales import AMOUNT, MULTIPLE, PERCENT, POINTS
from titre.claims.reading.appositions import level_beside
from titre.claims.reading.attachment import stands_with
from titre.claims.reading.clauses import goes_on
from titre.claims.reading.comparisons import is_compared
from titre.claims.reading.context import MetricSense
from titre.claims.reading.deals import deal_of
from titre.claims.reading.highs import high_of
from titre.claims.reading.hints import begins_then, hints_at_another, is_written_out, names_last
from titre.claims.reading.kinds import grows, kind_of
from titre.claims.reading.meanings import (
    is_beside_a_share,
    may_be_any_profit,
    meaning_of,
    of_part,
    per_share,
    with_share,
)
from titre.claims.reading.mentions import companies_of
from titre.claims.reading.neighbours import comes_before
from titre.claims.reading.otherwise import told_otherwise
from titre.claims.reading.passing import is_told_behind
from titre.claims.reading.pricing import day_of_price, priced_of
from titre.claims.reading.readings import Reading
from titre.claims.reading.rivals import is_beyond_another, measured_by, rivals_of
from titre.claims.reading.roles import AHEAD, role_beside, role_of
from titre.claims.reading.scope import is_narrowed, is_ratio, is_tied
from titre.claims.reading.senses import Sense
from titre.claims.reading.several_years import is_yearly
from titre.claims.reading.timing import RUN
from titre.claims.reading.twelve_months import trailing
from titre.claims.reading.whats import sense_of, with_sign
from titre.claims.reading.whens import Whens
from titre.claims.reading.wholes import amount_of_share, part_of, whole_of
from titre.claims.reading.whos import (
    in_order,
    is_of_another,
    is_of_group,
    mention_of,
    mention_sure,
    names_another,
)

if TYPE_CHECKING:
    from titre.claims.prose.sentences import Sentence
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.memory import Memory
    from titre.claims.reading.mentions import Company, Mention
    from titre.claims.reading.timing import When

_RELATIVE = frozenset({PERCENT, POINTS, MULTIPLE})
_CHANGES = frozenset({Kind.CHANGE, Kind.CHANGE_YOY, Kind.CHANGE_QOQ})
_ON_THE_MARKET = frozenset(
    [
        "market_capitalization",
        "share_price",
        "price_to_earnings",
        "price_to_sales",
        "enterprise_value_to_ebitda",
    ]
)
_NOT_TOLD = AHEAD | {Role.PRICE}
_DATED = frozenset({Kind.DEAL, Role.PRICE})
_NEAR = 12
"""distance up to which a metric is surely an amount's"""
_AGAINST = 10
"""tokens from a change within which it is told what it is measured against"""
_SHARES = 20
"""tokens from a percentage within which a word for a share says that it is the share that moved"""
_OR = frozenset({",", "or", "soit", "ou", "some", "about"})
_COMPLEMENTS = frozenset({"of", "de", "d", "du", "des", "for", "pour", "worth"})
"""after an amount, what leads to what it is of"""


class Linker:
    """Gives the quantities and trends of one sentence their company, metric, period and role."""

    def __init__(self, scene: Scene, sentence: Sentence, memory: Memory, year: int) -> None:
        self.scene, self.sentence, self.memory, self.year = scene, sentence, memory, year
        self._whens = Whens(scene, memory)
        self._parting = [place for place, token in enumerate(scene.tokens) if token.text == ";"]
        self._currencies = {
            one.unit.partition("/")[0]
            for one in scene.quantities
            if one.form == AMOUNT and one.unit and not one.inherited
        }
        """those that the sentence names itself"""
        self.main_period: When | None = None
        """the period that the sentence is about, as far as its quantities have named one"""
        self._rivals: set[Company] = set()
        """whom quantities of the sentence are measured against"""
        self._carried: dict[tuple[str, ...], tuple[Kind, str | None]] = {}
        self._told: tuple[Kind, str | None] | None = None

    def stated(self, quantity: Quantity) -> Reading:
        """Return the claim that a quantity makes."""
        scene = self.scene
        whole = whole_of(scene, quantity)
        told, deal, quantity, mention = self._named(quantity, whole)
        sense = told
        if sense is None and deal is None and whole is None:
            meaning = self._unnamed(quantity, mention)
            sense = None if meaning is None else Sense(meaning, quantity.first, quantity.first)
        rivals = rivals_of(scene, quantity)
        kind = Kind.SHARE if whole is not None else kind_of(scene, quantity, deal)
        kind = Kind.CHANGE if rivals.companies else kind
        when = self._whens.of(quantity, kind, mention)
        companies, sure = self._whose(quantity, told, mention, kind)
        if rivals.companies:
            self._rivals.update(rivals.companies)
            if self._rivals.intersection(companies):
                companies, sure = measured_by(self._rivals, scene, quantity, self.memory.subject)
        priced = priced_of(scene, quantity, sense)
        if priced is not None and quantity.form == MULTIPLE:
            kind = Kind.RATIO
        sense = priced or sense
        role = self._role(quantity, when, sense, companies)
        if sense is None and role is Role.GUIDANCE and deal is None and whole is None:
            sense = _guided(quantity)
        self._tell(self._whens.told.get(quantity.first), role)
        when = self._of_its_day(quantity, when, kind, role)
        kind = Kind.CUMULATIVE if when is not None and when.kind == RUN and kind is Kind.LEVEL else kind
        kind, direction = self._moved(quantity, kind, sense)
        if rivals.companies:
            direction = None if rivals.less is None else "down" if rivals.less else "up"
        segment = self._segment(mention, quantity)
        narrowed = sense is None or is_narrowed(scene, quantity, sense, mention, segment)
        reading = Reading(
            start=quantity.start,
            end=quantity.end,
            language=self.sentence.language,
            kind=kind,
            role=role,
            sentence=self.sentence.start,
            converted=scene.quantities[scene.place_of(quantity) - 1] if role is Role.CONVERSION else None,
            quantity=with_share(quantity, told),
            companies=companies,
            company_sure=sure,
            others=self.others(companies),
            sense=of_part(meaning_of(quantity, sense)) if segment else meaning_of(quantity, sense),
            whole=None if whole is None else whole.meaning,
            metric_sure=told is not None
            and sense is not None
            and not sense.carried
            and self._metric_near(quantity, sense)
            and not narrowed,
            narrowed=narrowed or told is None or told.loose or is_beyond_another(scene, quantity),
            segment=segment,
            when=when,
            deal=deal,
            direction=direction,
            against=self._against(quantity),
            rivals=rivals.companies,
            yearly=kind in _CHANGES and is_yearly(scene, quantity),
        )
        return self._with_doubts(reading, quantity, told, sense, mention)

    def _named(
        self, quantity: Quantity, whole: Sense | None
    ) -> tuple[Sense | None, str | None, Quantity, Mention | None]:
        """Return the metric, the deal and the company that are named for a quantity, and what it is then."""
        scene = self.scene
        sense = amount_of_share(scene, quantity) or (
            sense_of(scene, quantity) if whole is None else self._part_of(quantity, whole)
        )
        sense = None if sense is None else with_sign(scene, quantity, sense)
        quantity = per_share(quantity) if is_beside_a_share(scene, quantity) else quantity
        mention = mention_of(scene, quantity, sense, spoken=bool(self.memory.companies))
        deal = deal_of(scene, quantity, sense)
        if deal is not None and sense is not None and sense.loose:
            # "A déboursé 14 milliards pour 49 % d'une société que l'opération valorise à 29".
            sense = None
        return sense, deal, quantity, mention

    def _whose(
        self, quantity: Quantity, told: Sense | None, mention: Mention | None, kind: Kind
    ) -> tuple[tuple[Company, ...], bool]:
        """Return the companies that a quantity is of, and whether surely of them."""
        scene = self.scene
        companies, sure = self.companies(mention)
        companies, sure = in_order(scene, quantity, companies, sure=sure)
        sure = sure and (mention is None or mention_sure(scene, quantity, told, mention))
        if mention is not None and is_of_group(scene, quantity, mention):
            # "Of the 217 billion that the four spent, Amazon's 83": who the four are is not known.
            return (), False
        shares = scene.near(scene.lexicon.shares, quantity.first, quantity.last, width=_SHARES)
        if kind is Kind.PERFORMANCE and mention is None and shares is None:
            # A list or an index performs; the company spoken of before has no part in it.
            return (), False
        return companies, sure

    def _of_its_day(self, quantity: Quantity, when: When | None, kind: Kind, role: Role) -> When | None:
        """Return the period of a quantity; deals and prices are of no year that was told before."""
        when = day_of_price(self.scene, quantity, when) if role is Role.PRICE else when
        return None if when is not None and when.carried and _DATED & {kind, role} else when

    def _with_doubts(
        self,
        reading: Reading,
        quantity: Quantity,
        told: Sense | None,
        sense: Sense | None,
        mention: Mention | None,
    ) -> Reading:
        """Return a claim with how sure each part of its reading is."""
        scene, when = self.scene, reading.when
        tied, level = sense is not None and is_tied(scene, quantity, sense), level_beside(scene, quantity)
        return replace(
            reading,
            beside=tuple(metric for one in scene.senses for metric in one.meaning.metrics),
            besides=tuple(
                metric
                for one in scene.senses
                if sense is not None and not set(one.meaning.metrics) & set(sense.meaning.metrics)
                for metric in one.meaning.metrics
            ),
            attached=stands_with(scene, quantity, when),
            written_out=is_written_out(scene, when),
            hinted=hints_at_another(scene, quantity, when),
            begun=begins_then(scene, when),
            named_last=names_last(scene, quantity, reading.companies),
            compared=is_compared(scene, quantity),
            level=-1 if level is None else level.start,
            role=reading.role if level is None else role_beside(scene, reading, level, self.year),
            stranger=not reading.company_sure and self._is_strange(quantity, mention),
            in_full=not quantity.inherited or self._one_currency(),
            one_currency=len(self._currencies) == 1,
            loose=tied and told is not None and told.loose,
            tied=tied and not may_be_any_profit(sense),
            trailing=trailing(scene),
            otherwise=told_otherwise(scene, quantity, reading, sense, mention),
            high=high_of(scene, quantity, sense, reading.kind),
        )

    def _against(self, quantity: Quantity) -> str | None:
        """Return what a change is measured against: a year or a quarter before, or None.

        "62 % de plus qu'un an plus tôt et 22 % de plus qu'au trimestre précédent": each has its own base.
        """
        scene, bases = self.scene, self.scene.lexicon.against
        if scene.lexicon.more.at(scene.tokens, quantity.last) is not None:
            behind = range(quantity.last, quantity.last + _AGAINST)
            told = next((one.meaning for one in scene.all(bases) if one.start in behind), None)
            if told is not None:
                return told
        return scene.near(bases, quantity.first, quantity.last, width=_AGAINST)

    def _tell(self, when: When | None, role: Role) -> None:
        """Keep the period of a quantity as that of the sentence: the latest that it reports of."""
        main = self.main_period
        if when is None or role in _NOT_TOLD:
            return
        if main is None or comes_before(main, when, self.year):
            self.main_period = when

    def _one_currency(self) -> bool:
        """Return whether the text has named no more than one currency so far."""
        named = {code for code, count in self.memory.currencies.items() if count}
        return len(named | self._currencies) <= 1

    def companies(self, mention: Mention | None) -> tuple[tuple[Company, ...], bool]:
        """Return the companies that a mention names, or the subject of the text, and whether surely them."""
        if mention is not None:
            return mention.companies, mention.sure
        companies, near = self.memory.subject
        return companies, near and not names_another(self.scene, len(self.scene.tokens))

    def _is_strange(self, quantity: Quantity, mention: Mention | None) -> bool:
        """Return whether an amount whose company is not sure may be somebody's of whom nothing is known."""
        scene = self.scene
        if mention is not None and mention in scene.mentions and is_of_another(scene, quantity, mention):
            return True
        return names_another(scene, len(scene.tokens))

    def others(self, companies: tuple[Company, ...]) -> tuple[Company, ...]:
        """Return the companies that the sentence names besides."""
        return tuple(company for company in companies_of(self.scene.mentions) if company not in companies)

    def _segment(self, mention: Mention | None, quantity: Quantity) -> str | None:
        if mention is None:
            # "The unit had sales of …": the part of the company that the text spoke of last.
            told = self.memory.introduced and not self.scene.mentions
            if self.memory.alone:
                # "And capital expenditure? It was 69.7 billion": of the whole again.
                return None
            spoken = self.scene.again or told or self.scene.all(self.scene.lexicon.part)
            return self.memory.segment if spoken else None
        if mention.segment:
            return mention.segment
        # "… sur le Métavers, qui font 18 milliards de pertes chez Meta": the company is named again.
        start = max((place for place in self._parting if place < quantity.first), default=0)
        if self.scene.all(self.scene.lexicon.part):
            # "Abroad it lost 2.7 billion; last year it earned 3.8 there".
            start = 0
        before = [
            one
            for one in self.scene.mentions
            if one.segment and start <= one.start < quantity.first and not is_told_behind(self.scene, one)
        ]
        same = before and before[-1].companies == mention.companies
        return before[-1].segment if same else None

    def _goes_on(self, quantity: Quantity) -> bool:
        """Return whether an amount may be of the metric told last: nothing says what else it is of."""
        return quantity.form == AMOUNT and quantity.step > 1 and not self._complemented(quantity)

    def _complemented(self, quantity: Quantity) -> bool:
        """Return whether what a quantity is of follows it: "58 % of the group's total"."""
        following = self.scene.tokens[quantity.last : quantity.last + 1]
        return any(token.word in _COMPLEMENTS for token in following)

    def _role(
        self, quantity: Quantity, when: When | None, sense: Sense | None, companies: tuple[Company, ...]
    ) -> Role:
        """Return whose word a quantity is; what only prices or private companies tell is not reported."""
        role = role_of(self.scene, quantity, when, self.year)
        if role is not Role.REPORTED:
            return role
        if sense is not None and sense.meaning.metrics[0] in _ON_THE_MARKET:
            return Role.PRICE
        return Role.PRIVATE if companies and all(company.private for company in companies) else role

    def _moved(self, quantity: Quantity, kind: Kind, sense: Sense | None) -> tuple[Kind, str | None]:
        """Return the kind of a claim and in which direction it moves, where it moves at all.

        "L'un a bondi de 59 %, l'autre de 36 %": the verb is said once.
        """
        moves = quantity.form in _RELATIVE or kind in _CHANGES
        direction = self.scene.change_near(quantity) if moves else None
        bare = kind is Kind.RATIO and quantity.form == PERCENT and not self._complemented(quantity)
        if bare and not is_ratio(sense):
            kind, direction = self._carried.get(_key(sense), self._told or (kind, direction))
        if kind in _CHANGES and quantity.form == PERCENT:
            self._carried[_key(sense)] = self._told = kind, direction
        return kind, direction

    def _part_of(self, quantity: Quantity, whole: Sense) -> Sense | None:
        """Return what makes a share of a whole; "it makes half of the group's income": the part's income."""
        part = part_of(self.scene, quantity, whole)
        return whole if part is None and self._segment(None, quantity) else part

    def _unnamed(self, quantity: Quantity, mention: Mention | None) -> MetricSense | None:
        """Return what an amount may be of whose sentence names no metric for it, or None.

        "Subscriptions, 44 billion; physical stores, 21": what parts are told by is their revenue.
        """
        if (column := self._column(quantity)) is not None:
            return column
        parted = mention is not None and mention in self.scene.mentions and self._segment(mention, quantity)
        if parted and quantity.form == AMOUNT:
            return MetricSense(("revenue",))
        if self._goes_on(quantity):
            return self.memory.amount_of
        if mention is not None and grows(self.scene, quantity):
            return MetricSense(("revenue",))
        # "$17.1 billion, up 23 %": the change is of what the amount before it is of.
        place = self.scene.place_of(quantity)
        before = self.scene.quantities[place - 1] if place else None
        moved = before is not None and (
            goes_on(self.scene, before.last, quantity.first)
            or all(token.word in _OR for token in self.scene.tokens[before.last : quantity.first])
        )
        return self.memory.amount_of if moved and before is not None and self._goes_on(before) else None

    def _column(self, quantity: Quantity) -> MetricSense | None:
        """Return what an amount is of in the item before it in a list, where both have as many."""
        columns = self.memory.columns
        if not self.sentence.item or len(columns) != len(self.scene.quantities):
            return None
        return columns[self.scene.place_of(quantity)]

    def _metric_near(self, quantity: Quantity, sense: Sense) -> bool:
        # To invest may also be to buy a share in something, to take in may be from a fund.
        if sense.loose or is_beyond_another(self.scene, quantity):
            return False
        if self.scene.distance(quantity, sense.start, sense.end) <= _NEAR:
            return True
        # "27 billion, up 11 %": what only goes on from the quantity before is as near as that.
        place = self.scene.place_of(quantity)
        if not place or sense.end > (before := self.scene.quantities[place - 1]).first:
            return False
        return goes_on(self.scene, before.last, quantity.first) and self._metric_near(before, sense)


def _guided(quantity: Quantity) -> Sense | None:
    """Return what an amount is of that is only said to be guided to: "guided to 54 billion" is of sales."""
    many = quantity.form == AMOUNT and quantity.step > 1
    return Sense(MetricSense(("revenue",)), quantity.first, quantity.first) if many else None


def _key(sense: Sense | None) -> tuple[str, ...]:
    return () if sense is None else sense.meaning.metrics
