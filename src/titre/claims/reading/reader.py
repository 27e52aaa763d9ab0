"""Which claims does an article make? Sentences and tables in turn, with the subject kept in mind."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from titre.claims.model import Role
from titre.claims.prose.sentences import Sentence, sentences_of, told_language
from titre.claims.prose.tables import Table, tables_of
from titre.claims.prose.tokens import tokens_of
from titre.claims.quantities.scales import AMOUNT
from titre.claims.quantities.scanning import QuantityScanner
from titre.claims.reading.calendar import Calendar, latest_day
from titre.claims.reading.context import context_lexicon
from titre.claims.reading.denials import claimed
from titre.claims.reading.languages import Language
from titre.claims.reading.linker import Linker
from titre.claims.reading.linking import Scene
from titre.claims.reading.meant import metrics_of
from titre.claims.reading.memory import Memory
from titre.claims.reading.passing import is_aside
from titre.claims.reading.performing import with_performances
from titre.claims.reading.roles import AHEAD
from titre.claims.reading.scope import is_ratio
from titre.claims.reading.senses import PER_SHARE, in_letters
from titre.claims.reading.small_words import LINKS
from titre.claims.reading.standing_in import with_stand_ins, without_towns, without_trades
from titre.claims.reading.sums import sums_of, with_sums
from titre.claims.reading.tables import TableReader
from titre.claims.reading.timing import PART
from titre.claims.reading.whos import is_parted
from titre.claims.reading.wordings import ranks, trends

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from titre.claims.evidence import Evidence
    from titre.claims.prose.text import Text
    from titre.claims.prose.tokens import Token
    from titre.claims.quantities.inheriting import Header
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.context import MetricSense
    from titre.claims.reading.mentions import Mention
    from titre.claims.reading.readings import Reading
    from titre.claims.reading.timing import When

_TOLD = AHEAD | {Role.REPORTED}
_FEW, _MOST = 2, 0.5
"""a company that more sentences name, and more than this share of them, is what a text is about"""
_ASKING, _POINTING = 14, 9
"""tokens of a question that asks for a metric and no more, and of a sentence that only points to one"""
_AROUND = 800
"""characters before a sentence that may tell which list it means"""


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
        self._plain = ""
        self._sums = {} if evidence.catalogue is None else sums_of(evidence.catalogue)
        self._named: dict[int, list[Mention]] = {}
        """who each sentence names, by where it starts"""

    def read(self, text: Text, *, title: str | None = None, language: str | None = None) -> list[Reading]:
        """Return the claims of a cleaned text from left to right, with offsets in it."""
        plain = self._plain = text.plain
        tables = tables_of(plain)
        inside = _Inside(tables)
        parts = [
            (sentence, tokens_of(plain, sentence.start, sentence.end))
            for sentence in sentences_of(plain, language)
            if not inside.has(sentence.start)
        ]
        cells = [(table, self._table_language(plain, table, language)) for table in tables]
        self._prepare(parts, [(code, tokens_of(plain, table.start, table.end)) for table, code in cells])
        self._named = {
            sentence.start: self._languages[sentence.language].names.in_sentence(tokens)
            for sentence, tokens in parts
        }
        memory = Memory(now=0 if self.published is None else self.published.year)
        self._expect(memory, parts, title, language)
        found: list[Reading] = []
        pieces: list[tuple[int, Sentence | Table, list[Token] | str]] = [
            *((sentence.start, sentence, tokens) for sentence, tokens in parts),
            *((table.start, table, code) for table, code in cells),
        ]
        for _, piece, more in sorted(pieces, key=lambda one: one[0]):
            if isinstance(piece, Table):
                assert isinstance(more, str)
                reader = TableReader(plain, piece, self._languages[more], self._evidence, memory)
                found.extend(reader.read())
            else:
                assert isinstance(more, list)
                found.extend(self._sentence(piece, more, memory))
        return found

    def _table_language(self, plain: str, table: Table, language: str | None) -> str:
        start = table.caption[0].start if table.caption else table.start
        return language or told_language(plain[start : table.end]) or told_language(plain) or "en"

    def _prepare(
        self,
        parts: Sequence[tuple[Sentence, Sequence[Token]]],
        tables: Sequence[tuple[str, Sequence[Token]]] = (),
    ) -> None:
        by_language: dict[str, list[Token]] = {}
        for sentence, tokens in parts:
            by_language.setdefault(sentence.language, []).extend(tokens)
        for code, tokens in tables:
            by_language.setdefault(code, []).extend(tokens)
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
                self._languages[code] = Language.of(
                    code, tokens, self._evidence, self._event_names, self.published
                )

    def _expect(
        self,
        memory: Memory,
        parts: Sequence[tuple[Sentence, list[Token]]],
        title: str | None,
        language: str | None,
    ) -> None:
        """Keep in mind whom the title names; else who most sentences are about that name anybody."""
        if title:
            for told in sentences_of(title, language)[:1]:
                self._prepare([(told, tokens_of(title))])
                language_of = self._languages[told.language]
                named = [one.companies for one in language_of.names.in_sentence(tokens_of(title))]
                if named and named[0]:
                    memory.expect(named[0])
                times = language_of.calendar.in_sentence(tokens_of(title))
                memory.learn((), (), (), times, heading=True)
            return
        every = [
            [one.companies for one in self._named[sentence.start] if not one.town] for sentence, _ in parts
        ]
        counts = Counter(companies[0] for companies in every if companies)
        companies, count = max(counts.items(), key=lambda one: one[1], default=((), 0))
        alone = len({one for companies in every for one in companies}) == 1
        if alone or count > max(_FEW, counts.total() * _MOST):
            memory.expect(companies)

    def _above(self, sentence: Sentence, tokens: list[Token], memory: Memory) -> Header | None:
        """Return the unit that the line above a list states for its items, where an item is money at all."""
        if memory.header is None or not sentence.item:
            return None
        senses = self._languages[sentence.language].words.in_sentence(tokens)
        told = [one.meaning.metrics[0] in PER_SHARE or is_ratio(one) for one in senses]
        return memory.header if told and not any(told) else None

    def _sentence(self, sentence: Sentence, tokens: list[Token], memory: Memory) -> Iterator[Reading]:
        language = self._languages[sentence.language]
        lexicon = language.words.lexicon
        dates = language.calendar.in_sentence(tokens)
        named = self._named[sentence.start]
        scanner = QuantityScanner(tokens, language.quantities, language.style, dates, named)
        stated = [
            one
            for one in scanner.scan(memory.currency, memory.power, self._above(sentence, tokens, memory))
            # "3M": the name of a company is no quantity.
            if not any(who.start <= one.first < who.end for who in named)
            # "9M 2025": nine months, no nine million.
            and not any(
                when.kind == PART and when.start <= one.first and one.last <= when.end for when in dates
            )
        ]
        if not sentence.item:
            header = None if stated else scanner.header()
            memory.header = header and header._replace(end=-1)
        quantities = claimed(stated, tokens, lexicon)
        times = _outside(dates, quantities)
        spoken = bool(memory.companies)
        named = [one for one in named if in_letters(lexicon, tokens, one.start) is None]
        named = without_trades(named, tokens, lexicon, memory.seen, spoken=spoken)
        mentions = with_stand_ins(named, tokens, lexicon, times, memory.several, memory.paragraph_named)
        senses = metrics_of(
            language.words,
            tokens,
            mentions,
            quantities,
            times,
            memory.metric,
            alone=memory.alone,
            latest=memory.latest,
        )
        senses = with_sums(senses, tokens, mentions, quantities, lexicon, self._sums)
        mentions = without_towns(mentions, memory.seen, of_business=bool(senses))
        mentions = language.parts.among(mentions, tokens, senses, quantities, times, memory.companies)
        scene = Scene(tokens, lexicon, quantities, mentions, senses, times)
        memory.begin(sentence.paragraph, mentions)
        if not sentence.item:
            memory.listed, memory.columns = None, ()
        link = Linker(scene, sentence, memory, memory.now)
        readings = [link.stated(quantity) for quantity in quantities]
        readings = with_performances(
            readings, scene, self._plain[max(0, sentence.start - _AROUND) : sentence.end], self.published
        )
        if not any(token.text == "?" for token in tokens):
            readings += trends(link)
            readings += ranks(link)
        yield from sorted(readings, key=lambda one: (one.start, one.end))
        if sentence.item and quantities:
            memory.columns = tuple(one.sense for one in readings if one.quantity is not None)
        # "It would spend 100 billion this year": a forecast's year is not that of what is told next.
        ahead = bool(readings) and all(one.role in AHEAD for one in readings)
        memory.learn(
            [replace(one, aside=True) if is_aside(scene, one) else one for one in mentions],
            quantities,
            scene.senses,
            () if ahead else _spoken_of(scene, link),
            heading=sentence.heading,
            intro=sentence.intro,
            again=scene.again or _goes_on_first(scene, readings, memory),
            amount_of=_amount_of(readings),
            part=bool(scene.all(lexicon.part)),
            alone=_only_names(scene),
        )


def _goes_on_first(scene: Scene, readings: Sequence[Reading], memory: Memory) -> bool:
    """Return whether a sentence tells of the subject before a colon, and only then names another company.

    "Capex came to 12.7 billion: Meta spent 70 in the same year".
    """
    if (
        not readings
        or not scene.quantities
        or not scene.mentions
        or scene.mentions[0].start < scene.quantities[0].last
    ):
        return False
    own = readings[0].companies == memory.companies
    return own and is_parted(scene, scene.quantities[0], scene.mentions[0])


def _only_names(scene: Scene) -> bool:
    """Return whether a sentence says, or asks for, nothing but a metric: "Inventories.", "Les impôts ?".

    "What about cash flow?", "Et que dit la marge brute ?": what follows answers. "That leaves the debt."
    """
    if len(scene.senses) != 1 or scene.quantities or scene.senses[0].verb:
        return False
    if any(token.text == "?" for token in scene.tokens):
        return len(scene.tokens) <= _ASKING
    if not scene.mentions and len(scene.tokens) <= _POINTING:
        return True
    sense = scene.senses[0]
    rest = [*scene.tokens[: sense.start], *scene.tokens[sense.end :]]
    return all(token.kind == "mark" or token.word in LINKS for token in rest)


def _spoken_of(scene: Scene, link: Linker) -> Sequence[When]:
    """Return the periods that a sentence is about; what its quantities are only compared with is none."""
    if not scene.quantities:
        return scene.times
    return () if link.main_period is None else (link.main_period,)


def _amount_of(readings: Sequence[Reading]) -> MetricSense | None:
    """Return the metric of the last amount that a sentence reports, or None."""
    amounts = [one for one in readings if one.quantity is not None and one.quantity.form == AMOUNT]
    return next((one.sense for one in reversed(amounts) if one.sense and one.role in _TOLD), None)


def _outside(dates: Sequence[When], quantities: Sequence[Quantity]) -> list[When]:
    """Return the periods that are no part of a quantity, each without the words that a quantity has taken."""
    found: list[When] = []
    for when in dates:
        taking = [one for one in quantities if one.first <= when.start < one.last]
        if not taking:
            found.append(when)
        elif taking[0].last < when.end:
            # "Double the previous year": the article is the multiple's.
            found.append(replace(when, start=taking[0].last))
    return found


class _Inside:
    """Whether a place of a text is inside one of its tables."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._starts = [table.start for table in tables]
        self._tables = tables

    def has(self, place: int) -> bool:
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._tables[index].end
