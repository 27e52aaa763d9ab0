"""Who, what, when and whose word is each quantity and trend of one sentence?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from titre.claims.model import Kind, Role
from titre.claims.quantities.scales import AMOUNT, COUNT, MULTIPLE, PERCENT, POINTS
from titre.claims.reading.appositions import level_beside
from titre.claims.reading.attachment import stands_with
from titre.claims.reading.clauses import goes_on
from titre.claims.reading.comparisons import is_compared
from titre.claims.reading.context import MetricSense
from titre.claims.reading.kinds import kind_of
from titre.claims.reading.mentions import companies_of
from titre.claims.reading.neighbours import comes_before
from titre.claims.reading.pricing import priced_of
from titre.claims.reading.readings import QUARTER_ON_QUARTER, Reading
from titre.claims.reading.roles import role_of
from titre.claims.reading.scope import is_narrowed, is_ratio, is_tied
from titre.claims.reading.senses import FOR_A_SHARE, Sense, in_money
from titre.claims.reading.timing import DAY, ENDING, MONTH_END, TRAILING
from titre.claims.reading.trends import ranks_of, trends_of
from titre.claims.reading.whats import links, sense_of, with_sign
from titre.claims.reading.whens import Whens, month_end, trailing
from titre.claims.reading.wholes import amount_of_share, part_of, whole_of
from titre.claims.reading.whos import is_of_another, mention_of, mention_sure, names_another, owner_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.claims.prose.sentences import Sentence
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.memory import Memory
    from titre.claims.reading.mentions import Company, Mention
    from titre.claims.reading.timing import When

_PER_SHARE = frozenset({"diluted_eps", "basic_eps", "dividends_per_share"})
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
_PARTS_EARN = {
    "net_income": "operating_income",
    "pretax_income": "operating_income",
    "ebitda": "operating_income",
    "net_margin": "operating_margin",
    "pretax_margin": "operating_margin",
}
"""what is told of the parts of a company: filings give them no income below the operating one"""
_NOT_TOLD = frozenset({Role.PRICE, Role.GUIDANCE, Role.CONSENSUS, Role.FORECAST})
_NEAR = 12
"""distance up to which a metric is surely an amount's"""
_COMPARED = 3
"""tokens between "more" and the period that an amount is more than that of"""
_COMPLEMENTS = frozenset({"of", "de", "d", "du", "des", "for", "pour", "worth"})
"""after an amount, what leads to what it is of"""


class Linker:
    """Gives the quantities and trends of one sentence their company, metric, period and role."""

    def __init__(self, scene: Scene, sentence: Sentence, memory: Memory, year: int) -> None:
        self.scene, self.sentence, self.memory, self.year = scene, sentence, memory, year
        self._whens = Whens(scene, memory)
        self.main_period: When | None = None
        """the period that the sentence is about, as far as its quantities have named one"""
        self._carried: dict[tuple[str, ...], tuple[Kind, str | None]] = {}
        self._told: tuple[Kind, str | None] | None = None

    def stated(self, quantity: Quantity) -> Reading:
        """Return the claim that a quantity makes."""
        scene = self.scene
        whole = whole_of(scene, quantity)
        sense = amount_of_share(scene, quantity) or (
            sense_of(scene, quantity) if whole is None else self._part_of(quantity, whole)
        )
        sense = None if sense is None else with_sign(scene, quantity, sense)
        quantity_of = quantity
        if sense is not None and sense.meaning.metrics[0] in _PER_SHARE and quantity.form == AMOUNT:
            quantity_of = _per_share(quantity)
        if quantity.form == AMOUNT and _beside_a_share(scene, quantity):
            quantity_of = quantity = _per_share(quantity)
        mention = mention_of(scene, quantity, sense)
        deal = self._deal(quantity, sense)
        if deal is not None and sense is not None and sense.loose:
            # "A déboursé 14 milliards pour 49 % d'une société que l'opération valorise à 29".
            sense = None
        told = sense
        if sense is None and deal is None and whole is None:
            meaning = self._unnamed(quantity, mention)
            sense = None if meaning is None else Sense(meaning, quantity.first, quantity.first)
        kind = Kind.SHARE if whole is not None else kind_of(scene, quantity, deal)
        when = self._whens.of(quantity, kind, mention)
        companies, sure = self._companies(mention)
        sure = sure and (mention is None or mention_sure(scene, quantity, sense, mention))
        shares = scene.near(scene.lexicon.shares, quantity.first, quantity.last, width=12)
        if kind is Kind.PERFORMANCE and mention is None and shares is None:
            # A list or an index performs; the company spoken of before has no part in it.
            companies, sure = (), False
        priced = priced_of(scene, quantity, sense)
        sense = priced or sense
        role = self._role(quantity, when, sense, companies)
        self._tell(self._whens.told.get(quantity.first), role)
        if when is not None and when.carried and (kind is Kind.DEAL or role is Role.PRICE):
            # Deals and prices are of their own day; the fiscal year spoken of before is none of it.
            when = None
        kind, direction = self._moved(quantity, kind, sense)
        against = scene.near(scene.lexicon.against, quantity.first, quantity.last, width=10)
        segment = self._segment(mention, quantity)
        tied = sense is not None and is_tied(scene, quantity, sense)
        narrowed = sense is None or is_narrowed(scene, quantity, sense, mention, segment)
        return Reading(
            start=quantity.start,
            end=quantity.end,
            language=self.sentence.language,
            kind=kind,
            role=role,
            sentence=self.sentence.start,
            converted=scene.quantities[scene.place_of(quantity) - 1] if role is Role.CONVERSION else None,
            quantity=quantity_of,
            companies=companies,
            company_sure=sure,
            others=self._others(companies),
            sense=_of_part(_meaning(quantity, sense)) if segment else _meaning(quantity, sense),
            whole=None if whole is None else whole.meaning,
            metric_sure=told is not None
            and sense is not None
            and not sense.carried
            and self._metric_near(quantity, sense)
            and not narrowed,
            beside=tuple(metric for one in scene.senses for metric in one.meaning.metrics),
            narrowed=narrowed or told is None or told.loose or self._beyond_another(quantity),
            attached=stands_with(scene, quantity, when),
            compared=is_compared(scene, quantity),
            level=-1 if (level := level_beside(scene, quantity)) is None else level.start,
            stranger=not sure and self._is_strange(quantity, mention),
            in_full=not quantity.inherited or self._one_currency(),
            one_currency=len(self._currencies()) == 1,
            loose=tied and told is not None and told.loose,
            tied=tied and not _may_be_any_profit(sense),
            segment=segment,
            when=when,
            deal=deal,
            direction=direction,
            against=against,
            trailing=trailing(scene),
        )

    def _tell(self, when: When | None, role: Role) -> None:
        """Keep the period of a quantity as that of the sentence: the latest that it reports of."""
        main = self.main_period
        if when is None or role in _NOT_TOLD:
            return
        if main is None or comes_before(main, when, self.year):
            self.main_period = when

    def trends(self) -> Iterator[Reading]:
        """Yield the trends that the sentence states without a number."""
        for trend in trends_of(self.scene):
            mention = owner_of(self.scene, trend.sense) or self._subject(trend.first, trend.last)
            companies, sure = self._companies(mention)
            if not companies:
                continue
            month = month_end(self.scene)
            yield Reading(
                start=self.scene.tokens[trend.first].start,
                end=self.scene.tokens[trend.last - 1].end,
                language=self.sentence.language,
                kind=Kind.CHANGE_QOQ if trend.against == "qoq" else Kind.DIRECTION,
                role=Role.REPORTED,
                companies=companies,
                company_sure=sure,
                others=self._others(companies),
                sense=trend.sense.meaning,
                metric_sure=True,
                segment=None if mention is None else mention.segment,
                when=self._trend_period(trend.against),
                direction=trend.direction,
                steady=trend.steady,
                against=trend.against,
                together=trend.together,
                trailing=trailing(self.scene),
                note_month=0 if month is None else month.month,
                note_year=0 if month is None else month.year,
            )

    def _trend_period(self, against: str | None) -> When | None:
        """Return the period of a trend; twelve months compared with a quarter's are trailing ones."""
        passed = {TRAILING, MONTH_END, DAY}
        if against == QUARTER_ON_QUARTER and trailing(self.scene):
            passed.add(ENDING)
        return next((when for when in self.scene.times if when.kind not in passed), None)

    def ranks(self) -> Iterator[Reading]:
        """Yield the ranks that the sentence gives."""
        for rank in ranks_of(self.scene):
            yield Reading(
                start=self.scene.tokens[rank.first].start,
                end=self.scene.tokens[rank.last - 1].end,
                language=self.sentence.language,
                kind=Kind.RANK,
                role=Role.PRICE if rank.by == "market_capitalization" else Role.REPORTED,
                companies=rank.mention.companies,
                company_sure=True,
                sense=MetricSense((rank.by,)),
                metric_sure=True,
                ranked_by=rank.by,
            )

    def _currencies(self) -> set[str]:
        """Return the currencies that the sentence names itself."""
        return {
            one.unit.partition("/")[0]
            for one in self.scene.quantities
            if one.form == AMOUNT and one.unit and not one.inherited
        }

    def _one_currency(self) -> bool:
        """Return whether the text has named no more than one currency so far."""
        named = {code for code, count in self.memory.currencies.items() if count}
        return len(named | self._currencies()) <= 1

    def _subject(self, first: int, last: int) -> Mention | None:
        inside = [one for one in self.scene.mentions if one.end <= last]
        return inside[-1] if inside else next((m for m in self.scene.mentions if m.start >= first), None)

    def _companies(self, mention: Mention | None) -> tuple[tuple[Company, ...], bool]:
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

    def _others(self, companies: tuple[Company, ...]) -> tuple[Company, ...]:
        return tuple(company for company in companies_of(self.scene.mentions) if company not in companies)

    def _segment(self, mention: Mention | None, quantity: Quantity) -> str | None:
        if mention is None:
            # "The unit had sales of …": the part of the company that the text spoke of last.
            told = self.memory.introduced and not self.scene.mentions
            spoken = self.scene.again or told or self.scene.all(self.scene.lexicon.part)
            return self.memory.segment if spoken else None
        if mention.segment:
            return mention.segment
        # "… sur le Métavers, qui font 18 milliards de pertes chez Meta": the company is named again.
        before = [one for one in self.scene.mentions if one.segment and one.end <= quantity.first]
        same = before and before[-1].companies == mention.companies
        return before[-1].segment if same else None

    def _deal(self, quantity: Quantity, sense: Sense | None) -> str | None:
        if quantity.form not in {AMOUNT, PERCENT}:
            return None
        if sense is not None and sense.needs:
            # "To buy back shares" is no purchase of anybody.
            return None
        deal = self.scene.nearest(
            self.scene.lexicon.deals, quantity.first, quantity.last, width=10, outside=self.scene.senses
        )
        if deal is None:
            return None
        # What the amount is said to be of is nearer than a deal told in the same sentence.
        if sense is not None and (
            links(self.scene, quantity, sense)
            or self.scene.distance(quantity, sense.start, sense.end) <= deal[0] + 1
        ):
            return None
        return deal[1]

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
        return Role.PRIVATE if companies and not any(company.files for company in companies) else role

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
        parted = mention is not None and mention.segment is not None and mention in self.scene.mentions
        if parted and quantity.form == AMOUNT:
            return MetricSense(("revenue",))
        return self.memory.amount_of if self._goes_on(quantity) else None

    def _column(self, quantity: Quantity) -> MetricSense | None:
        """Return what an amount is of in the item before it in a list, where both have as many."""
        columns = self.memory.columns
        if not self.sentence.item or len(columns) != len(self.scene.quantities):
            return None
        return columns[self.scene.place_of(quantity)]

    def _metric_near(self, quantity: Quantity, sense: Sense) -> bool:
        # To invest may also be to buy a share in something, to take in may be from a fund.
        if sense.loose or self._beyond_another(quantity):
            return False
        if self.scene.distance(quantity, sense.start, sense.end) <= _NEAR:
            return True
        # "27 billion, up 11 %": what only goes on from the quantity before is as near as that.
        place = self.scene.place_of(quantity)
        if not place or sense.end > (before := self.scene.quantities[place - 1]).first:
            return False
        return goes_on(self.scene, before.last, quantity.first) and self._metric_near(before, sense)

    def _beyond_another(self, quantity: Quantity) -> bool:
        """Return whether an amount may be what one company has more than another: "3 billion more than"."""
        more = self.scene.lexicon.more.at(self.scene.tokens, quantity.last)
        if quantity.form == MULTIPLE:
            # "Four times that of Amazon", "twice Meta's".
            behind = range(quantity.last, quantity.last + _COMPARED)
            return self.scene.lexicon.anaphors.at(self.scene.tokens, quantity.last) is not None or any(
                one.start in behind for one in self.scene.mentions
            )
        if quantity.form != AMOUNT or more is None:
            return False
        return not any(0 <= when.start - more.end <= _COMPARED for when in self.scene.times)


def _may_be_any_profit(sense: Sense | None) -> bool:
    """Return whether only a verb tells which profit an amount is: "earned" may be before interest and tax."""
    return sense is not None and sense.verb and sense.meaning.metrics[0] in _PARTS_EARN


def _key(sense: Sense | None) -> tuple[str, ...]:
    return () if sense is None else sense.meaning.metrics


def _per_share(quantity: Quantity) -> Quantity:
    """Return an amount of what is always for a share, with its unit said: "EPS of $8.04"."""
    if quantity.unit is None or "/" in quantity.unit or quantity.step > 1:
        return quantity
    return replace(quantity, unit=f"{quantity.unit}/share")


def _beside_a_share(scene: Scene, quantity: Quantity) -> bool:
    """Return whether an amount is for a share as what it is compared with: "$2.10 a share, from $1.04"."""
    place = scene.place_of(quantity)
    before = scene.quantities[place - 1].unit if place else None
    small = quantity.power is None and quantity.unit is not None and "/" not in quantity.unit
    return small and before == f"{quantity.unit}/share" and is_compared(scene, quantity)


def _meaning(quantity: Quantity, sense: Sense | None) -> MetricSense | None:
    """Return what a quantity is of; a profit for a share is earnings per share."""
    if quantity.form == COUNT:
        return None
    if quantity.unit is not None and quantity.unit.endswith("/share"):
        return _of_a_share(sense)
    if sense is None or quantity.form != AMOUNT:
        return None if sense is None else sense.meaning
    if sense.meaning.metrics[0] == "dividends_per_share" and quantity.step > 1:
        # "7.4 billion into its first dividend": so much was paid out in all.
        return MetricSense(("dividends_paid",))
    return in_money(sense.meaning)


def _of_a_share(sense: Sense | None) -> MetricSense:
    """Return what is earned or paid for one share; a loss of a company is one for its share."""
    if sense is None:
        return MetricSense(("diluted_eps",))
    if sense.meaning.metrics[0] == "revenue":
        # "It sold 143 billion and earned 42. That is $2.48 a share": nobody tells of sales for one.
        return MetricSense(("diluted_eps",))
    metric = FOR_A_SHARE.get(sense.meaning.metrics[0])
    return sense.meaning if metric is None else MetricSense((metric,), sense.meaning.sign)


def _of_part(sense: MetricSense | None) -> MetricSense | None:
    """Return what a metric is where it is told of a part of a company: what a part earns is before tax."""
    if sense is None:
        return None
    metrics = dict.fromkeys(_PARTS_EARN.get(metric, metric) for metric in sense.metrics)
    return MetricSense(tuple(metrics), sense.sign)
