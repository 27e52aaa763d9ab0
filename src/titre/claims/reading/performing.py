"""What performed, by the words of a claim: a list, its benchmark, a security, or something else?

Whose a percentage is, is told by what stands right behind it ("40 % for GDX") or by the subject of its
clause. Where more than one may be meant, the subject is not sure, and what is not sure is not contradicted.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from titre.claims.model import Kind
from titre.claims.quantities.scales import PERCENT
from titre.claims.reading.performance import LIST, OTHER, SECURITY, Performance, Subject
from titre.claims.reading.performance_days import stretch_of
from titre.claims.reading.performance_words import performance_lexicon
from titre.claims.reading.whats import sense_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.performance_words import PerformanceLexicon
    from titre.claims.reading.readings import Reading
    from titre.claims.reading.senses import Sense

_SYMBOL = re.compile(r"[A-Z][A-Z0-9]{1,5}", re.ASCII)
_NO_SYMBOLS = frozenset(
    [
        "USD",
        "EUR",
        "GBP",
        "CHF",
        "CAD",
        "JPY",
        "AUD",
        "US",
        "USA",
        "UK",
        "EU",
        "UE",
        "CEO",
        "PDG",
        "CFO",
        "IA",
        "AI",
        "ETF",
        "EBITDA",
        "FCF",
        "GDP",
        "PIB",
        "IPO",
        "SEC",
        "FED",
        "BCE",
        "ECB",
        "YTD",
        "TTM",
        "OPA",
        "IFRS",
        "GAAP",
        "EPS",
        "BPA",
    ]
)
_BEHIND = 4
"""tokens after a percentage in which what it is of may stand"""
_BESIDE = 3
_BREAKS = frozenset(
    {",", ";", "(", "while", "whereas", "but", "mais", "tandis", "alors", "and", "et", "\N{EN DASH}"}
)
_OVER = 30
_BARE = frozenset({Kind.CHANGE, Kind.CHANGE_YOY, Kind.RATIO})


def with_performances(
    readings: Sequence[Reading], scene: Scene, text: str, published: date | None
) -> list[Reading]:
    """Return the readings of a sentence, those of performances with what is said of what performed."""
    if not any(one.kind in _BARE or one.kind is Kind.PERFORMANCE for one in readings):
        return list(readings)
    words = performance_lexicon(readings[0].language)
    subjects = _subjects(scene, words)
    told: list[Reading] = []
    before: Performance | None = None
    for reading in readings:
        if not _may_perform(reading, scene, words):
            told.append(reading)
            continue
        found = _performance(reading, scene, words, subjects, text, published)
        if found.subject is None and before is not None:
            found = replace(found, subject=before.subject, sure=False)
        share = None if found.subject else _share_of(reading, scene)
        if share is not None:
            found = replace(found, subject=share, sure=reading.company_sure)
        if reading.kind is not Kind.PERFORMANCE and not (
            share or _is_price(scene, reading) or _surely_performs(found)
        ):
            told.append(reading)
            continue
        direction = _direction(reading, scene, words)
        if direction is None and told and told[-1].performance is not None:
            # "Perd 12 %, contre 8 % pour l'indice": the verb is said once.
            direction = told[-1].direction
        before = found
        told.append(
            replace(reading, kind=Kind.PERFORMANCE, performance=found, direction=direction, sense=None)
        )
    return told


def _share_of(reading: Reading, scene: Scene) -> Subject | None:
    """Return the share of whom the text speaks of, where only a word for it stands: "its stock rose 12 %"."""
    quantity = reading.quantity
    assert quantity is not None
    told = scene.nearest(scene.lexicon.shares, quantity.first, quantity.last, width=_OVER)
    one = reading.companies[0] if len(reading.companies) == 1 and not reading.segment else None
    if told is None or one is None or not one.files:
        return None
    return Subject(SECURITY, quantity.first, quantity.first, company=one)


def _may_perform(reading: Reading, scene: Scene, words: PerformanceLexicon) -> bool:
    """Return whether a claim is of a performance, or a percentage of no metric."""
    quantity = reading.quantity
    if quantity is None:
        return False
    bare = reading.kind in _BARE and quantity.form == PERCENT
    return reading.kind is Kind.PERFORMANCE or (bare and _of_no_metric(scene, words, quantity))


def _of_no_metric(scene: Scene, words: PerformanceLexicon, quantity: Quantity) -> bool:
    """Return whether no metric is named for a percentage, or only by a word of moving too: "gagne"."""
    sense = sense_of(scene, quantity)
    if sense is None:
        return True
    if _of_a_share(scene, sense):
        return True
    moves = [match.start for match in (*scene.all(scene.lexicon.change), *scene.all(words.lost))]
    counted = any(match.start <= sense.start < match.end for match in scene.all(words.income))
    return sense.start in moves or counted


def _is_price(scene: Scene, reading: Reading) -> bool:
    """Return whether a percentage is of the price of a share."""
    sense = None if reading.quantity is None else sense_of(scene, reading.quantity)
    return sense is not None and _of_a_share(scene, sense)


def _of_a_share(scene: Scene, sense: Sense) -> bool:
    """Return whether a metric is the price of a share: "the stock is worth 640 dollars, up 10 %"."""
    metric = sense.meaning.metrics[0]
    worth = sense.loose and metric == "market_capitalization" and bool(scene.all(scene.lexicon.shares))
    return worth or metric == "share_price"


def _direction(reading: Reading, scene: Scene, words: PerformanceLexicon) -> str | None:
    """Return the direction of a performance: to lose is not only a loss of a company."""
    quantity = reading.quantity
    assert quantity is not None
    lost = any(0 <= quantity.first - match.end <= _BESIDE for match in scene.all(words.lost))
    return "down" if lost else reading.direction


def _surely_performs(found: Performance) -> bool:
    """Return whether it is a symbol or the writer's own list that a percentage of no metric is of."""
    subject = found.subject
    return (
        found.sure and subject is not None and (bool(subject.name) or (subject.kind == LIST and subject.own))
    )


def _is_symbol(text: str) -> bool:
    return bool(_SYMBOL.fullmatch(text)) and text not in _NO_SYMBOLS


def _performance(
    reading: Reading,
    scene: Scene,
    words: PerformanceLexicon,
    subjects: Sequence[Subject],
    text: str,
    published: date | None,
) -> Performance:
    quantity = reading.quantity
    assert quantity is not None
    subject, sure = _subject_of(scene, words, quantity, subjects)
    currencies = scene.anywhere(words.currency)
    incomes = scene.anywhere(words.income)
    return Performance(
        subject=subject,
        sure=sure,
        stretch=stretch_of(scene, words, published),
        statistic=scene.near(words.statistic, quantity.first, quantity.last, width=_OVER),
        income=incomes[0] if len(set(incomes)) == 1 else None,
        currency=currencies[0] if len(set(currencies)) == 1 else None,
        unclear=_unclear(scene, words, quantity, subject),
        said=scene.words,
        around=text,
        others=tuple(one for one in subjects if one is not subject),
    )


def _unclear(
    scene: Scene, words: PerformanceLexicon, quantity: Quantity, subject: Subject | None
) -> str | None:
    """Return what keeps a performance from being judged: no close tells it, or it is not of the whole."""
    if scene.all(words.hours):
        return "hours"
    lengths = scene.all(words.lengths)
    for match in scene.all(words.rate):
        length = any(one.start <= match.start < one.end for one in lengths)
        if not length and 0 <= match.start - quantity.last <= _BESIDE:
            return "rate"
    if subject is not None and subject.kind == LIST and scene.all(words.part):
        return "part"
    return None


# -- what performed -----------------------------------------------------------------------------------


def _subjects(scene: Scene, words: PerformanceLexicon) -> list[Subject]:
    """Return what may perform in a sentence, from left to right."""
    found = [
        _worded(scene, words, match.meaning, match.start, match.end) for match in scene.all(words.subject)
    ]
    taken = {place for one in scene.mentions for place in range(one.start, one.end)}
    for mention in scene.mentions:
        symbol = scene.tokens[mention.start].text if mention.end - mention.start == 1 else ""
        one = mention.companies[0] if len(mention.companies) == 1 and not mention.segment else None
        if mention.person:
            continue
        kind = SECURITY if one is not None and one.files else OTHER
        name = symbol if _is_symbol(symbol) else ""
        found.append(Subject(kind, mention.start, mention.end, name, company=one))
    found += [
        Subject(SECURITY, place, place + 1, token.text)
        for place, token in enumerate(scene.tokens)
        if place not in taken and token.kind == "word" and _is_symbol(token.text)
    ]
    found.sort(key=lambda one: one.start)
    found = [one for one in found if not _owns(one, found)]
    return [one for one, after in zip_longest(found, found[1:]) if not _describes(scene, words, one, after)]


def _describes(scene: Scene, words: PerformanceLexicon, one: Subject, after: Subject | None) -> bool:
    """Return whether a word only says what the next one is: "the gold miners' fund GDX"."""
    if one.kind != OTHER or one.company is not None or after is None:
        return False
    return all(words.chained.at(scene.tokens, place) for place in range(one.end, after.start))


def _owns(one: Subject, others: Sequence[Subject]) -> bool:
    """Return whether a company is named only as whose list it is: "Berkshire's portfolio"."""
    return one.kind == SECURITY and any(
        other.kind == LIST
        and other.owner
        and one.start <= other.end + _BESIDE
        and other.start <= one.end + _BESIDE
        for other in others
    )


def _worded(scene: Scene, words: PerformanceLexicon, kind: str, start: int, end: int) -> Subject:
    tokens = scene.tokens
    own = any(
        match.meaning == "own" and -_BESIDE <= match.start - start <= _BEHIND + _BESIDE
        for match in scene.all(words.own)
    )
    owner: list[str] = []
    if kind == LIST:
        if start >= _BESIDE and tokens[start - 1].word == "s" and tokens[start - _BESIDE].capitalised:
            owner = [tokens[start - _BESIDE].word]
        place = end
        if words.of.at(tokens, place) is not None:
            while place < min(len(tokens), end + _BEHIND):
                if tokens[place].capitalised:
                    owner.append(tokens[place].word)
                place += 1
    return Subject(kind, start, end, own=own, owner=tuple(owner))


def _subject_of(
    scene: Scene, words: PerformanceLexicon, quantity: Quantity, subjects: Sequence[Subject]
) -> tuple[Subject | None, bool]:
    """Return what a percentage is of, and whether that is sure."""
    for one in subjects:
        if quantity.last <= one.start <= quantity.last + _BEHIND and _linked(scene, words, quantity, one):
            return one, True
    earlier = [other.last for other in scene.quantities if other.last <= quantity.first]
    since = max(earlier, default=0)
    inside = [one for one in subjects if since <= one.start and one.end <= quantity.first]
    if not inside:
        return None, False
    if len(inside) == 1:
        return inside[0], since == 0 or inside[0].start - since <= _BESIDE
    opened = words.relative.at(scene.tokens, inside[-1].end + 1) or words.relative.at(
        scene.tokens, inside[-1].end
    )
    if opened is not None:
        return inside[-1], False
    free = [one for one in inside if words.belongs.before(scene.tokens, one.start) is None]
    last = max(
        (place for place in range(since, quantity.first) if scene.tokens[place].word in _BREAKS),
        default=since,
    )
    clause = [one for one in free if one.start > last]
    found = (clause or free or inside)[0]
    # A list of a metal's shares: the metal is only what the list holds.
    only = all(one is found or (one.kind == OTHER and one not in free) for one in inside)
    return found, only


def _linked(scene: Scene, words: PerformanceLexicon, quantity: Quantity, one: Subject) -> bool:
    """Return whether a preposition right behind a percentage leads to what it is of."""
    for place in range(quantity.last, one.start):
        match = words.belongs.at(scene.tokens, place)
        if match is not None:
            between = scene.tokens[match.end : one.start]
            return len(between) < _BESIDE and not any(token.kind == "number" for token in between)
    return False
