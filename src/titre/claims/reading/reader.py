"""Which claims does an article make? Sentence by sentence, with the subject that a text keeps in mind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from titre.claims.model import Kind, Role
from titre.claims.prose.lexicons import language_words, quantity_lexicon
from titre.claims.prose.sentences import Sentence, sentences_of
from titre.claims.prose.tokens import tokens_of
from titre.claims.quantities.numbers import DigitStyle
from titre.claims.quantities.scales import AMOUNT, COUNT, PERCENT
from titre.claims.quantities.scanning import QuantityScanner
from titre.claims.reading.context import MetricSense, context_lexicon
from titre.claims.reading.kinds import kind_of
from titre.claims.reading.linking import Scene
from titre.claims.reading.mentions import Nominations
from titre.claims.reading.readings import Reading
from titre.claims.reading.roles import role_of
from titre.claims.reading.scope import is_narrowed
from titre.claims.reading.senses import MetricWords
from titre.claims.reading.timing import (
    DAY,
    EARLIER,
    IMPLIED,
    MONTH_END,
    SAME,
    SPAN,
    TRAILING,
    Calendar,
    When,
    latest_day,
)
from titre.claims.reading.trends import ranks_of, trends_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from titre.claims.evidence import Evidence
    from titre.claims.prose.text import Text
    from titre.claims.prose.tokens import Token
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.mentions import Company, Mention
    from titre.claims.reading.senses import Sense

_PER_SHARE = frozenset({"diluted_eps", "basic_eps", "dividends_per_share"})
_ON_THE_MARKET = "market_capitalization"
_COMPARING = frozenset({"from", "against", "versus", "vs", "contre", "than", "with"})
_OWN = 4
"""tokens after an amount in which its own period may stand"""
_MEMORY = 3
"""sentences after which a subject is no longer surely the one meant"""


@dataclass(slots=True)
class Language:
    """All that reads one language, made once an article."""

    names: Nominations
    words: MetricWords
    calendar: Calendar
    style: DigitStyle


@dataclass(slots=True)
class Memory:
    """What a text has spoken of so far."""

    companies: tuple[Company, ...] = ()
    age: int = 99
    currencies: Counter[str] = field(default_factory=Counter)
    sense: Sense | None = None
    when: When | None = None
    seen: set[str] = field(default_factory=set)

    @property
    def currency(self) -> str | None:
        """The currency that the text has stated most often so far."""
        return max(self.currencies, key=lambda code: self.currencies[code], default=None)


class Reader:
    """Reads the claims of one article."""

    def __init__(
        self,
        evidence: Evidence,
        published: date | None,
    ) -> None:
        self._evidence = evidence
        self._event_names = sorted({event.entity for event in evidence.events})
        self.published = published
        self._languages: dict[str, Language] = {}

    def read(self, text: Text, *, title: str | None = None, language: str | None = None) -> list[Reading]:
        """Return the claims of a cleaned text from left to right, with offsets in it."""
        sentences = sentences_of(text.plain, language)
        parts = [(sentence, tokens_of(text.plain, sentence.start, sentence.end)) for sentence in sentences]
        self._prepare(parts)
        memory = Memory()
        if title:
            for told in sentences_of(title, language)[:1]:
                self._prepare([(told, tokens_of(title))])
                self._remember(memory, self._languages[told.language].names.in_sentence(tokens_of(title)))
        found: list[Reading] = []
        for sentence, tokens in parts:
            found.extend(self._sentence(sentence, tokens, memory))
        return found

    def _prepare(self, parts: Sequence[tuple[Sentence, Sequence[Token]]]) -> None:
        by_language: dict[str, list[Token]] = {}
        for sentence, tokens in parts:
            by_language.setdefault(sentence.language, []).extend(tokens)
        if self.published is None:
            self.published = max(
                (
                    day
                    for code, tokens in by_language.items()
                    if (day := latest_day(tokens, Calendar(context_lexicon(code), None))) is not None
                ),
                default=None,
            )
        for code, tokens in by_language.items():
            if code not in self._languages:
                lexicon = context_lexicon(code)
                self._languages[code] = Language(
                    Nominations(self._evidence, code, self._event_names),
                    MetricWords(lexicon, self._evidence.catalogue),
                    Calendar(lexicon, self.published),
                    DigitStyle.of(tokens, quantity_lexicon(code).decimal),
                )

    def _sentence(self, sentence: Sentence, tokens: list[Token], memory: Memory) -> Iterator[Reading]:
        language = self._languages[sentence.language]
        scanner = QuantityScanner(tokens, quantity_lexicon(sentence.language), language.style)
        quantities = scanner.scan(memory.currency)
        mentions = language.names.in_sentence(tokens)
        scene = Scene(
            tokens,
            language.words.lexicon,
            quantities,
            mentions,
            language.words.in_sentence(tokens),
            language.calendar.in_sentence(tokens, [(q.first, q.last) for q in quantities]),
        )
        memory.age += 1
        link = _Linker(scene, sentence, memory, 0 if self.published is None else self.published.year)
        readings = [link.stated(quantity) for quantity in quantities]
        readings += link.trends()
        readings += link.ranks()
        yield from sorted(readings, key=lambda one: (one.start, one.end))
        self._remember(memory, mentions)
        for quantity in quantities:
            if quantity.form == AMOUNT and quantity.unit:
                memory.currencies[quantity.unit.partition("/")[0]] += not quantity.inherited
        if scene.senses:
            memory.sense = scene.senses[0]
        memory.when = next((when for when in scene.times if when.period and when.kind != DAY), memory.when)

    def _remember(self, memory: Memory, mentions: Sequence[Mention]) -> None:
        named = [mention for mention in mentions if mention.companies]
        if named:
            # The subject of a sentence comes first; a group is the subject only of its own sentence.
            subject = next((one for one in named if not one.person), named[0])
            memory.companies, memory.age = subject.companies, 0
            memory.seen.update(company.name for one in named for company in one.companies)


class _Linker:
    """Gives the quantities and trends of one sentence their company, metric, period and role."""

    def __init__(self, scene: Scene, sentence: Sentence, memory: Memory, year: int) -> None:
        self.scene, self.sentence, self.memory, self.year = scene, sentence, memory, year
        self._last_when: When | None = None

    def stated(self, quantity: Quantity) -> Reading:
        """Return the claim that a quantity makes."""
        scene = self.scene
        sense = scene.sense_of(quantity)
        quantity_of = quantity
        if sense is not None and sense.meaning.metrics[0] in _PER_SHARE and quantity.form == AMOUNT:
            quantity_of = _per_share(quantity)
        mention = scene.mention_of(quantity, sense)
        when = self._when(quantity)
        deal = self._deal(quantity, sense)
        kind = kind_of(scene, quantity, deal)
        companies, sure = self._companies(mention)
        if kind is Kind.PERFORMANCE and mention is None:
            # A list or an index performs; the company spoken of before has no part in it.
            companies, sure = (), False
        role = role_of(scene, quantity, when, self.year)
        if companies and not any(company.files for company in companies) and role is Role.REPORTED:
            role = Role.PRIVATE
        if role is Role.REPORTED and sense is not None and sense.meaning.metrics[0] == _ON_THE_MARKET:
            role = Role.PRICE
        direction = scene.change_near(quantity) if quantity.form in {PERCENT, "points", "multiple"} else None
        against = scene.near(scene.lexicon.against, quantity.first, quantity.last, width=10)
        return Reading(
            start=quantity.start,
            end=quantity.end,
            language=self.sentence.language,
            kind=kind,
            role=role,
            quantity=quantity_of,
            companies=companies,
            company_sure=sure,
            others=self._others(companies),
            sense=_meaning(quantity, sense),
            metric_sure=sense is not None
            and self._metric_near(quantity, sense)
            and not is_narrowed(scene, quantity, sense),
            segment=self._segment(mention, quantity),
            when=when,
            deal=deal,
            direction=direction,
            against=against,
            trailing=scene.trailing(),
        )

    def trends(self) -> Iterator[Reading]:
        """Yield the trends that the sentence states without a number."""
        for trend in trends_of(self.scene):
            mention = self.scene.owner(trend.sense) or self._subject(trend.first, trend.last)
            companies, sure = self._companies(mention)
            if not companies:
                continue
            month = self.scene.month_end()
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
                when=next((w for w in self.scene.times if w.kind not in {TRAILING, MONTH_END, DAY}), None),
                direction=trend.direction,
                steady=trend.steady,
                against=trend.against,
                together=trend.together,
                trailing=self.scene.trailing(),
                note_month=0 if month is None else month.month,
                note_year=0 if month is None else month.year,
            )

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

    def _subject(self, first: int, last: int) -> Mention | None:
        inside = [one for one in self.scene.mentions if one.end <= last]
        return inside[-1] if inside else next((m for m in self.scene.mentions if m.start >= first), None)

    def _companies(self, mention: Mention | None) -> tuple[tuple[Company, ...], bool]:
        if mention is not None:
            return mention.companies, mention.sure
        near = self.memory.age <= _MEMORY or len(self.memory.seen) == 1
        return self.memory.companies, near and not self._names_another()

    def _names_another(self) -> bool:
        """Return whether a capital in the sentence may be the name of a company that is not known."""
        scene, language = self.scene, self.sentence.language
        told = [(one.start, one.end) for one in scene.mentions]
        told += [(one.start, one.end) for one in scene.times]
        told += [(one.start, one.end) for one in scene.senses]
        told += [(one.first, one.last) for one in scene.quantities]
        for place, token in enumerate(scene.tokens):
            if token.kind != "word" or not token.capitalised or len(token.text) == 1:
                continue
            if any(start <= place < end for start, end in told):
                continue
            small = token.word in language_words("words", language)
            if not (place == 0 and (small or scene.lexicon.plain_before.meaning_of(token.word))):
                return True
        return False

    def _others(self, companies: tuple[Company, ...]) -> tuple[Company, ...]:
        named = [company for one in self.scene.mentions for company in one.companies]
        return tuple(dict.fromkeys(company for company in named if company not in companies))

    def _segment(self, mention: Mention | None, quantity: Quantity) -> str | None:
        if mention is None:
            return None
        if mention.segment:
            return mention.segment
        # "… sur le Métavers, qui font 18 milliards de pertes chez Meta": the company is named again.
        before = [one for one in self.scene.mentions if one.segment and one.end <= quantity.first]
        same = before and before[-1].companies == mention.companies
        return before[-1].segment if same else None

    def _when(self, quantity: Quantity) -> When | None:
        when = self._of_pair(quantity) or self.scene.over_years(quantity) or self.scene.time_of(quantity)
        base = self._last_when
        if base is not None and base.period is not None and self._compared(quantity, when):
            # "52 in 2024, from 32": the year before is meant, but not said.
            return When(IMPLIED, base.start, base.end, base.period.year_earlier())
        if when is not None and when.kind == SAME:
            when = self._last_when or self.memory.when
        if when is not None and when.kind == EARLIER and self._last_when is not None:
            base = self._last_when
            if base.period is not None:
                earlier = base.period.year_earlier()
                return When(base.kind, when.start, when.end, earlier, year=earlier.year)
        if when is not None and when.kind in {TRAILING, MONTH_END}:
            dated = next((one for one in self.scene.times if one.period), None)
            when = dated or when
        self._last_when = when or self._last_when
        return when

    def _compared(self, quantity: Quantity, when: When | None) -> bool:
        """Return whether an amount is what the one before is compared with, its own period left unsaid."""
        before = self.scene.tokens[quantity.first - 1].word if quantity.first else ""
        own = when is not None and 0 <= when.start - quantity.last <= _OWN
        earlier = [one for one in self.scene.quantities if one.last <= quantity.first]
        return before in _COMPARING and bool(earlier) and not own

    def _of_pair(self, quantity: Quantity) -> When | None:
        """Return the period where the sentence names two years at once: "de 307 à 350 entre 2023 et 2024".

        Each of two amounts has its own; growth is that of the later year where the years follow each
        other; anything else spans years that no label names.
        """
        pair = self.scene.pair_of_years()
        if pair is None:
            return None
        quantities = self.scene.quantities
        before = [one for one in quantities if one.last <= pair[0].start and one.form == AMOUNT][-2:]
        after = [one for one in quantities if one.first >= pair[1].end and one.form == AMOUNT][:2]
        moved = before or after
        if quantity in moved and len(moved) > 1:
            return pair[moved.index(quantity)]
        if quantity.form != AMOUNT and pair[1].year == pair[0].year + 1:
            return pair[1]
        return When(SPAN, pair[0].start, pair[1].end)

    def _deal(self, quantity: Quantity, sense: Sense | None) -> str | None:
        if quantity.form not in {AMOUNT, PERCENT}:
            return None
        deal = self.scene.nearest(self.scene.lexicon.deals, quantity.first, quantity.last, width=10)
        if deal is None:
            return None
        # What the amount is said to be of is nearer than a deal told in the same sentence.
        if sense is not None and (
            self.scene.links(quantity, sense)
            or self.scene.distance(quantity, sense.start, sense.end) <= deal[0] + 1
        ):
            return None
        return deal[1]

    def _metric_near(self, quantity: Quantity, sense: Sense) -> bool:
        # To invest may also be to buy a share in something: it names no one metric for certain.
        if sense.verb and sense.meaning.metrics[0] == "capital_expenditure":
            return False
        return self.scene.distance(quantity, sense.start, sense.end) <= 12  # noqa: PLR2004 - tokens or digits, said beside it


def _per_share(quantity: Quantity) -> Quantity:
    """Return an amount of what is always for a share, with its unit said: "EPS of $8.04"."""
    if quantity.unit is None or "/" in quantity.unit or quantity.step > 1:
        return quantity
    return replace(quantity, unit=f"{quantity.unit}/share")


def _meaning(quantity: Quantity, sense: Sense | None) -> MetricSense | None:
    """Return what a quantity is of; a profit for a share is earnings per share."""
    if quantity.form == COUNT:
        return None
    if quantity.unit is not None and quantity.unit.endswith("/share"):
        earned = sense is None or "net_income" in sense.meaning.metrics
        return MetricSense(("diluted_eps",)) if earned else None if sense is None else sense.meaning
    return None if sense is None else sense.meaning
