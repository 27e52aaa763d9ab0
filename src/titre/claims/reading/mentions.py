"""Which companies and segments does a sentence name, and where?

Names, tickers, brands, people, periphrases and segments; an enumeration of companies is one group.
A name counts only as it is written: "Target" is a company, "target" is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from titre.claims.prose.phrases import Phrases
from titre.claims.prose.text import fold
from titre.claims.reading.context import seat_lexicon, segment_lexicon
from titre.claims.reading.namesakes import end_of_namesake
from titre.claims.reading.vocabulary import AND, SKIPPED, WORDED, Vocabulary
from titre.kernel.errors import TitreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from titre.claims.evidence import EntityLike, Evidence, NameSource
    from titre.claims.prose.tokens import Token
    from titre.claims.reading.context import ContextLexicon

_JOINING = frozenset({",", "et", "and", "&", "ainsi", "que", "ou", "or"})
_CURRENCIES = frozenset(["$", "\N{EURO SIGN}", "\N{POUND SIGN}", "USD", "EUR", "GBP"])
_COUNTING = frozenset(["de", "d", "of", "users", "clients"])
"""behind a figure and a letter that count something"""
_SHORTEST_TICKER = 2
_SHORTEST_ALONE = 3
"""letters of a ticker that may stand without the sign of one"""
_EXCHANGES = frozenset({"nasdaq", "nyse", "amex", "euronext", "xetra", "lse", "tsx"})
_PLACING = frozenset(
    {"in", "at", "to", "from", "near", "of", "a", "de", "en", "vers", "pres", "over", "for", "city"}
)
"""before a town that is meant as a place"""

_PRIVATE, _UNKNOWN = "private:", "unknown:"


@dataclass(frozen=True, slots=True)
class Company:
    """A company as far as it is known: its identifier, empty where the store knows none, and its name."""

    entity: str
    name: str

    @property
    def files(self) -> bool:
        """Whether there can be filings of it."""
        return bool(self.entity) and not self.entity.startswith((_PRIVATE, _UNKNOWN))

    @property
    def private(self) -> bool:
        """Whether it is known for events only, or not at all, and not for the name of one that files."""
        return not self.files and not self.entity.startswith(_UNKNOWN)

    @classmethod
    def unknown(cls, name: str) -> Company:
        """Return a firm of which only the name is told, which begins as that of a company known does."""
        return cls(f"{_UNKNOWN}{name}", name)


@dataclass(frozen=True, slots=True)
class Mention:
    """Companies named at a place of a sentence; several where they are enumerated or a group is named."""

    companies: tuple[Company, ...]
    start: int
    end: int
    segment: str | None = None
    person: bool = False
    sure: bool = True
    """whether the name means one company only"""
    aside: bool = False
    """whether it stands behind an amount, as what something else is of: "in chips of Nvidia" """
    town: bool = False
    """whether only the town of a company is named: its own business may be meant"""


def companies_of(mentions: Iterable[Mention]) -> tuple[Company, ...]:
    """Return the companies of mentions, each once, in their order."""
    return tuple(dict.fromkeys(company for one in mentions for company in one.companies))


@dataclass(frozen=True, slots=True)
class _Resolved:
    """The companies that texts have named so far, so that a source of names is asked once for each."""

    companies: dict[str, Company] = field(default_factory=dict)
    """by identifier, and by what names them"""
    people: dict[str, frozenset[str]] = field(default_factory=dict)
    """the names of each company's people, in words"""


_RESOLVED: WeakKeyDictionary[NameSource, _Resolved] = WeakKeyDictionary()


class Nominations:
    """Finds the companies that sentences of one language name."""

    def __init__(self, evidence: Evidence, lexicon: ContextLexicon, others: Iterable[str] = ()) -> None:
        self._names = evidence.names
        self._lexicon = lexicon
        self._segments = segment_lexicon()
        self._seats = seat_lexicon()
        self._vocabulary = Vocabulary.of(evidence, lexicon.language)
        self._others: Phrases[str] = Phrases((name, name) for name in others)
        self._tickers = {} if self._names is None else self._names.tickers()
        day = evidence.as_of
        self._before = {} if self._names is None or day is None else self._names.predecessors(day)
        # A name that only stands behind what begins it, an apostrophe or a mark, is looked for as it is.
        self._starters = frozenset().union(
            *(table.first_words for table in (self._segments, self._seats, self._others))
        )
        resolved = _Resolved() if self._names is None else _RESOLVED.setdefault(self._names, _Resolved())
        self._known, self._people = resolved.companies, resolved.people

    def in_sentence(self, tokens: Sequence[Token]) -> list[Mention]:
        """Return the mentions from left to right, enumerations joined."""
        found: list[Mention] = []
        past = 0
        for position in self._openings(tokens):
            mention = self._at(tokens, position) if position >= past else None
            if mention is not None:
                found.append(mention)
                past = mention.end
        if self._before:
            found = [replace(one, companies=tuple(map(self._on_the_day, one.companies))) for one in found]
        return _groups(found, tokens)

    def _on_the_day(self, company: Company) -> Company:
        """Return a company as it filed on the day: Google, not Alphabet, in 2010."""
        before = self._before.get(company.entity)
        return company if before is None else self._company(before)

    def _openings(self, tokens: Sequence[Token]) -> list[int]:
        """Return the tokens at which a name may begin: most words, and most marks, begin none."""
        starters, names = self._starters, self._vocabulary.first_words
        joined = {place - 1 for place, token in enumerate(tokens) if token.text == "'"}
        return [
            place
            for place, (kind, text, word, _, _) in enumerate(tokens)
            if word in names
            or word in starters
            or kind == "number"
            or text in SKIPPED
            or text == AND
            or text.isupper()
            or place in joined
        ]

    def _at(self, tokens: Sequence[Token], position: int) -> Mention | None:
        if match := self._segments.at(tokens, position):
            company, _, segment = match.meaning.partition("/")
            return Mention((self._of_key(company),), match.start, match.end, segment)
        known = self._vocabulary.at(tokens, position)
        if known is not None and _is_name(tokens, position, known[1]):
            return self._known_mention(tokens, known[0], position, known[1])
        ticker = self._ticker(tokens, position) or self._seated(tokens, position)
        if ticker is not None:
            return ticker
        other = self._others.at(tokens, position)
        if other is not None and _is_name(tokens, other.start, other.end):
            return Mention((self._of_key(other.meaning),), other.start, other.end)
        return None

    def _ticker(self, tokens: Sequence[Token], position: int) -> Mention | None:
        """Read a ticker in capitals: a declared one, or any after a dollar sign or an exchange."""
        token = tokens[position]
        if token.kind != "word" or not token.text.isupper() or not token.text.isascii():
            return None
        known = len(token.text) >= _SHORTEST_ALONE and token.text in self._tickers
        if known and (_has_small(tokens) or self._labels(tokens, position + 1)):
            return Mention((self._company(self._tickers[token.text]),), position, position + 1)
        if not _is_marked(tokens, position):
            return None
        found = self._resolved(token.text)
        if len(found) != 1:
            return None
        return Mention((Company(found[0].entity, found[0].name),), position, position + 1)

    def _labels(self, tokens: Sequence[Token], place: int) -> bool:
        """Return whether what follows a ticker is no word of a sentence in capitals: "NVDA FY25 REVENUE:"."""
        if place >= len(tokens) or tokens[place].kind != "word":
            return True
        lexicon = self._lexicon
        tables = (lexicon.metrics, lexicon.losses, lexicon.quarters, lexicon.halves, lexicon.periods)
        return any(table.at(tokens, place) is not None for table in tables)

    def _seated(self, tokens: Sequence[Token], position: int) -> Mention | None:
        """Read the town of a company: "the Redmond company", "la firme de Cupertino", "Cupertino earned"."""
        seat = self._seats.at(tokens, position)
        if seat is None or not tokens[position].capitalised:
            return None
        company = self._of_key(seat.meaning)
        if not company.files:
            return None
        kinds, end = self._lexicon.business, seat.end
        while end < len(tokens) and tokens[end].word in {"-", "based"}:
            end += 1
        if end < len(tokens) and kinds.meaning_of(tokens[end].word) is not None:
            return Mention((company,), position, end + 1)
        before = [token.word for token in tokens[max(0, position - 2) : position]]
        if before[1:] in (["de"], ["of"]) and kinds.meaning_of(before[0]) is not None:
            return Mention((company,), position, seat.end)
        if before[-1:] and before[-1] in _PLACING:
            return None
        return Mention((company,), position, seat.end, town=True)

    def _known_mention(
        self, tokens: Sequence[Token], entities: tuple[str, ...], start: int, end: int
    ) -> Mention | None:
        if len(entities) > 1:
            # Several bear the name: a group is meant by all of them, else nobody knows who is meant.
            found = self._resolved(_written(tokens[start:end]))
            companies = tuple(Company(one.entity, one.name) for one in found)
            return Mention(companies, start, end, sure=len(companies) > 1)
        if (last := end_of_namesake(tokens, end)) is not None:
            return Mention((Company.unknown(_written(tokens[start:last])),), start, last)
        company = self._company(entities[0])
        words = frozenset(token.word for token in tokens[start:end])
        led = any(self._lexicon.others.meaning_of(word) is not None for word in words)
        person = led or words <= self._people.get(entities[0], frozenset())
        return Mention((company,), start, end, person=person)

    def _company(self, entity: str) -> Company:
        if entity not in self._known:
            assert self._names is not None
            told = self._names.entity(entity)
            self._known[entity] = Company(entity, told.name)
            self._people[entity] = frozenset(word for name in told.people for word in fold(name).split())
        return self._known[entity]

    def _of_key(self, key: str) -> Company:
        """Return the company of a ticker or a name that an analyst wrote; the store may not know it."""
        if key not in self._known:
            found = self._resolved(key)
            self._known[key] = Company(found[0].entity, found[0].name) if found else Company("", key)
        return self._known[key]

    def _resolved(self, text: str) -> Sequence[EntityLike]:
        if self._names is None:
            return ()
        try:
            return self._names.resolve(text)
        except TitreError:
            return ()


def _written(tokens: Sequence[Token]) -> str:
    """Return words as the text writes them, one space for whatever parts them."""
    parted = (" " * (one.end < other.start) + other.text for one, other in pairwise(tokens))
    return tokens[0].text + "".join(parted)


def _is_amount(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a figure and a letter are an amount, not a name: "$3M", "3M€", "3M d'euros", "3 M"."""
    before = tokens[start - 1].text if start else ""
    after = tokens[end].text if end < len(tokens) else ""
    apart = start + 1 < end and tokens[start].end != tokens[start + 1].start
    return apart or before in _CURRENCIES or after in _CURRENCIES | _COUNTING


def _is_name(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a phrase is written as a name: with a capital, two letters in capitals only.

    "Target" is a company, "target" is none; a periphrase of several words needs no capital.
    """
    words = [token for token in tokens[start:end] if token.kind == "word"]
    if len(words) >= WORDED:
        return True
    if tokens[start].kind == "number" and _is_amount(tokens, start, end):
        return False
    if not words or not any(letter.isupper() for letter in words[0].text):
        return False
    return len(words) > 1 or len(words[0].text) > _SHORTEST_TICKER or words[0].text.isupper()


def _has_small(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence has words in small letters: in one of capitals, they tell nothing."""
    return any(token.kind == "word" and token.text[1:].islower() for token in tokens)


def _is_marked(tokens: Sequence[Token], position: int) -> bool:
    """Return whether a ticker is marked as one: "$SNOW", "(NYSE: SNOW)"."""
    before = tokens[position - 1] if position else None
    if before is None:
        return False
    if before.text == "$":
        return before.end == tokens[position].start and len(tokens[position].text) >= _SHORTEST_ALONE
    return before.text == ":" and position > 1 and tokens[position - 2].word in _EXCHANGES


def _groups(mentions: list[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """Join mentions that only commas and conjunctions part; the company itself again is no group."""
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        between = tokens[last.end : mention.start] if last else []
        enumerated = bool(between) and all(token.word in _JOINING for token in between)
        plain = last is not None and not (last.segment or mention.segment or last.person or mention.person)
        if last and enumerated and plain:
            more = tuple(one for one in mention.companies if one not in last.companies)
            joined[-1] = replace(
                last, companies=last.companies + more, end=mention.end, sure=last.sure and mention.sure
            )
        else:
            joined.append(mention)
    return joined
