"""Which part of a company does a sentence name? Its segments, products and regions, as its filings have them.

"North America earned 25 billion" is of Amazon where Amazon is spoken of and files a segment of that name. A
part counts only where it stands by a metric ("iPhone sales", "sales in Japan") or is what a clause is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from titre.claims.prose.lexicons import language_words
from titre.claims.quantities.scales import AMOUNT
from titre.claims.reading.context import part_lexicon
from titre.claims.reading.mentions import Mention, companies_of
from titre.claims.reading.senses import first_word
from titre.claims.reading.small_words import LINKS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from titre.claims.evidence import Evidence
    from titre.claims.prose.tokens import Token
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.context import ContextLexicon
    from titre.claims.reading.mentions import Company
    from titre.claims.reading.senses import Sense
    from titre.claims.reading.timing import When

_FRAGMENT = 8
"""tokens up to which a sentence without amounts may only name a part: "Then, services." """
_LONGEST = 6
"""words of a part's name that prose writes out"""
_LEADING = frozenset(
    {"from", "in", "of", "de", "d", "'", "du", "des", "dans", "en", "for", "at", "by", "to", "vers"}
)
_ARTICLES = frozenset(
    {"the", "le", "la", "les", "l", "'", "its", "his", "their", "son", "sa", "ses", "s", "-"}
)
_MARKS = frozenset({",", ":", ".", "!", "including", "\N{EN DASH}", "\N{EM DASH}", "-", "(", "|"})
_BESIDE = frozenset({"(", ":", "\N{EN DASH}", "ones"})
_ENDS = frozenset({";", ":", ".", ",", "\N{EN DASH}", "\N{EM DASH}"})
_MEMBERS = frozenset({",", ";", "et", "and"})
_BEFORE_VERBS = frozenset({"-", "alone", "s", "'", "n", "ne", "en", "y", "lui", "leur", "also", "still"})
"""between the name of a part and what it does: "les magasins n'en font que 21" """
_PLACING = frozenset({"in", "en", "au", "aux", "a", "dans", "across"})
_WORTH = frozenset({"worth", "of", "de", "d", "'"})
_REACH = 4
"""tokens between a metric and the part that it is of"""


class _Stretch(NamedTuple):
    """Words that may name a part: how prose may write it, best first, and whether surely that."""

    start: int
    end: int
    names: tuple[str, ...]


class Parts:
    """Finds the parts of companies that sentences of one language name."""

    def __init__(self, evidence: Evidence, lexicon: ContextLexicon) -> None:
        self._evidence = evidence
        self._lexicon = lexicon
        self._words = part_lexicon()

    def among(
        self,
        mentions: Sequence[Mention],
        tokens: Sequence[Token],
        senses: Sequence[Sense],
        quantities: Sequence[Quantity],
        times: Sequence[When],
        subject: tuple[Company, ...],
    ) -> list[Mention]:
        """Return the mentions of a sentence with the parts that it names of who it is about.

        ``subject`` are the companies that the text spoke of last.
        """
        if not quantities and len(tokens) > _FRAGMENT:
            return list(mentions)
        told = [(one.start, one.end) for stretches in (mentions, times) for one in stretches]
        told += [(one.first, one.last) for one in quantities]
        found = list(mentions)
        for stretch in self._stretches(tokens, told):
            if found and found[-1].segment and found[-1].end == stretch.start:
                # "North American stores": the first of two names side by side is the part's.
                continue
            if not (
                _is_of(stretch, tokens, senses, mentions)
                or self._is_pronouns(stretch, tokens)
                or self._is_subject(stretch, tokens, mentions)
                or self._is_listed(stretch, tokens, quantities)
                or self._is_fronted(stretch, tokens)
                or (_is_behind(stretch, tokens, quantities) and not self._is_goods(stretch, tokens))
                or (not quantities and stretch.start == first_word(tokens))
            ):
                continue
            before = companies_of(one for one in mentions if one.end <= stretch.start)
            company = (before or companies_of(mentions) or subject)[-1:]
            if not company or not company[0].files:
                continue
            part = self._part(company[0], stretch)
            if part is not None:
                found.append(Mention(company, stretch.start, stretch.end, segment=part))
        found.extend(self._others(found, tokens))
        return sorted(found, key=lambda one: one.start)

    def _is_goods(self, stretch: _Stretch, tokens: Sequence[Token]) -> bool:
        """Return whether a name only says what is sold at all: "638 billion worth of products"."""
        match = self._lexicon.needs.at(tokens, stretch.start)
        return match is not None and match.meaning == "revenue"

    def _others(self, mentions: Sequence[Mention], tokens: Sequence[Token]) -> Iterator[Mention]:
        """Yield the parts that "ones" names by the noun of the one before: "online stores, physical ones"."""
        for place in [place for place, token in enumerate(tokens) if token.word == "ones"]:
            before = [one for one in mentions if one.segment and one.end < place]
            if not before or any(one.end == place for one in before):
                continue
            last = before[-1]
            name = f"{tokens[place - 1].text} {tokens[last.end - 1].text}"
            part = self._part(last.companies[0], _Stretch(place - 1, place + 1, (name,)))
            if part is not None:
                yield Mention(last.companies, place - 1, place + 1, segment=part)

    def called(self, company: Company, tokens: Sequence[Token]) -> str | None:
        """Return the part of a company that words are the whole name of, or None."""
        match = self._words.at(tokens, 0)
        listed = () if match is None or match.end != len(tokens) else tuple(match.meaning.split())
        names = (*listed, " ".join(token.text for token in tokens))
        worded = any(token.kind == "word" for token in tokens)
        return self._part(company, _Stretch(0, len(tokens), names)) if company.files and worded else None

    def _part(self, company: Company, stretch: _Stretch) -> str | None:
        for name in stretch.names:
            part = self._evidence.part_of(company.entity, name)
            if part is not None:
                return part
        return None

    def _stretches(self, tokens: Sequence[Token], told: Sequence[tuple[int, int]]) -> Iterator[_Stretch]:
        """Yield words that may name a part: what the lexicon lists, and names that are nobody's."""
        past, opening = 0, first_word(tokens)
        taken = {place for first, end in told for place in range(first, end)}
        known = self._words.first_words
        places = [
            place
            for place, token in enumerate(tokens)
            if place not in taken and (token.word in known or _is_capital(token))
        ]
        for place in places:
            if place < past:
                continue
            match = self._words.at(tokens, place)
            if match is None and not _is_capital(tokens[place]):
                continue
            if match is None and place == opening and self._is_plain(tokens, place, place + 1):
                # "The United States": the article opens the sentence.
                continue
            end = _capitals(tokens, place, taken)
            if match is not None and match.end >= end:
                yield _Stretch(place, match.end, tuple(match.meaning.split()))
                past = match.end
            elif end > place and not self._is_plain(tokens, place, end):
                yield _Stretch(place, end, (" ".join(token.text for token in tokens[place:end]),))
                past = end

    def _is_plain(self, tokens: Sequence[Token], place: int, end: int) -> bool:
        """Return whether what is written with a capital only opens a sentence."""
        word = tokens[place].word
        small = word in language_words("words", self._lexicon.language)
        return end == place + 1 and (small or self._lexicon.plain_before.meaning_of(word) is not None)

    def _is_subject(self, stretch: _Stretch, tokens: Sequence[Token], mentions: Sequence[Mention]) -> bool:
        """Return whether a clause is about what a stretch names: it opens it, and a verb or mark follows."""
        place = stretch.start - 1
        kinds = self._lexicon.kinds_of_parts
        while place >= 0:
            buyers = self._lexicon.buyers.before(tokens, place + 1)
            word = tokens[place].word
            if buyers is None and word not in _ARTICLES and kinds.meaning_of(word) is None:
                break
            place = place - 1 if buyers is None else buyers.start - 1
        owned = any(one.end == place + 1 for one in mentions)
        first = place < 0 or (tokens[place].kind == "mark" and tokens[place].text != ",")
        if not (owned or first or tokens[place].kind == "mark" or self._opens(tokens, place)):
            return False
        end = stretch.end
        while end < len(tokens) and (
            kinds.meaning_of(tokens[end].word) is not None or tokens[end].word in _BEFORE_VERBS
        ):
            end += 1
        if end >= len(tokens):
            return True
        marked = tokens[end].text in _MARKS and (first or owned)
        return marked or self._lexicon.is_verb(tokens, end)

    def _is_listed(self, stretch: _Stretch, tokens: Sequence[Token], quantities: Sequence[Quantity]) -> bool:
        """Return whether a part is a member of a list with its amount: ", ads 56 billion", "Japan (27)"."""
        behind = [one for one in quantities if 0 <= one.first - stretch.end <= 1]
        if not behind:
            return False
        if behind[0].first == stretch.end + 1:
            kind = self._lexicon.kinds_of_parts.meaning_of(tokens[stretch.end].word)
            if tokens[stretch.end].text in _BESIDE:
                return True
            if kind is None:
                return False
        place = stretch.start - 1
        while place >= 0 and tokens[place].word in _ARTICLES:
            place -= 1
        return place >= 0 and (tokens[place].text in _MEMBERS or tokens[place].word in _MEMBERS)

    def _is_pronouns(self, stretch: _Stretch, tokens: Sequence[Token]) -> bool:
        """Return whether a pronoun for a metric leads to a part: "celui de l'Amérique du Nord"."""
        place = stretch.start
        while place and tokens[place - 1].word in _ARTICLES:
            place -= 1
        return self._lexicon.anaphors.before(tokens, place) is not None

    def _is_fronted(self, stretch: _Stretch, tokens: Sequence[Token]) -> bool:
        """Return whether a clause opens with where it is: "In Japan, Apple sold …; in China, …"."""
        place = stretch.start - 1
        while place >= 0 and tokens[place].word in _ARTICLES:
            place -= 1
        if place < 0 or tokens[place].word not in _PLACING:
            return False
        closed = stretch.end < len(tokens) and tokens[stretch.end].text == ","
        return closed and (place == 0 or tokens[place - 1].text in _ENDS or self._opens(tokens, place - 1))

    def _opens(self, tokens: Sequence[Token], place: int) -> bool:
        match = self._lexicon.clauses.before(tokens, place + 1)
        return match is not None


def _is_of(
    stretch: _Stretch, tokens: Sequence[Token], senses: Sequence[Sense], mentions: Sequence[Mention]
) -> bool:
    """Return whether a metric stands by a stretch: "iPhone sales", "revenue of Apple from services"."""
    named = {place for one in mentions for place in range(one.start, one.end)}
    for sense in senses:
        between = tokens[stretch.end : sense.start]
        if (
            sense.start >= stretch.end
            and len(between) <= 1
            and all(one.word in {"s", "'", "-"} for one in between)
        ):
            return True
        between = tokens[sense.end : stretch.start]
        if not 0 <= len(between) <= _REACH or sense.end > stretch.start or sense.verb:
            continue
        # "Celui de l'Amérique du Nord": the preposition is the pronoun's.
        leading = tokens[sense.end - 1].word if sense.end else ""
        if between[:1] and between[0].word in _LEADING:
            leading = between[0].word
        if leading in _LEADING and all(
            one.word in _LEADING or one.word in _ARTICLES or one.word in LINKS or place in named
            for place, one in enumerate(between, sense.end)
        ):
            return True
    return False


def _is_behind(stretch: _Stretch, tokens: Sequence[Token], quantities: Sequence[Quantity]) -> bool:
    """Return whether a part is told right behind its amount: "25 billion (North America)", "of iPhones"."""
    for one in quantities:
        between = tokens[one.last : stretch.start]
        if not 0 < len(between) <= _REACH or one.form != AMOUNT:
            continue
        closed = tokens[stretch.end : stretch.end + 1]
        if len(between) == 1 and between[0].text == "(" and closed and closed[0].text == ")":
            return True
        if all(token.word in _WORTH for token in between):
            return True
    return False


def _is_capital(token: Token) -> bool:
    """Return whether a word has a capital: "iPhone" too."""
    return token.kind == "word" and not token.text.islower() and token.text != token.text.lower()


def _capitals(tokens: Sequence[Token], place: int, taken: Container[int]) -> int:
    """Return where the words with capitals end that begin at a place; that place where there are none."""
    end = last = place
    while end < min(len(tokens), place + _LONGEST):
        token = tokens[end]
        if end in taken:
            break
        if _is_capital(token):
            last = end + 1
        elif end == place or token.word not in {"and", "&", "et", "of", "-"}:
            break
        end += 1
    return last
