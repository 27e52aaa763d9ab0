"""Which words around a quantity tell what it is of, when it was, and who says so? The lexicons of context.

Metric names written there are those of the catalogue; the catalogue's own prose names come on top.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from titre.claims.prose.lexicons import LexiconFile
from titre.kernel.declarations import DeclarationFaulty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.claims.prose.phrases import Phrases
    from titre.claims.prose.tokens import Token

_SENSE = re.compile(r"(?P<names>[a-z_]+(?: [a-z_]+)*)(?::(?P<sign>-?1))?")


class MetricSense(NamedTuple):
    """Which metrics a word may mean, best first, and the sign it gives them: a loss turns an income's."""

    metrics: tuple[str, ...]
    sign: int = 1

    @classmethod
    def parse(cls, key: str) -> MetricSense:
        """Return the sense that a lexicon's key writes.

        Raises:
            ValueError: the key is no list of metric names.
        """
        match = _SENSE.fullmatch(key)
        if match is None:
            raise ValueError(key)
        return cls(tuple(match["names"].split()), int(match["sign"] or 1))


@dataclass(frozen=True, slots=True, eq=False)
class ContextLexicon:
    """The words around quantities in one language; there is one, so that none is compared with another."""

    language: str
    metrics: Phrases[MetricSense]
    losses: Phrases[MetricSense]
    verbs: Phrases[MetricSense]
    loose_verbs: Phrases[MetricSense]
    needing: Phrases[MetricSense]
    in_letters: Phrases[MetricSense]
    profits: Phrases[MetricSense]
    left_over: Phrases[str]
    gloss: Phrases[str]
    change: Phrases[str]
    no_change: Phrases[str]
    manner: Phrases[str]
    together: Phrases[str]
    against: Phrases[str]
    roles: Phrases[str]
    negative: Phrases[str]
    revised: Phrases[str]
    revising: Phrases[str]
    of_calendar: Phrases[str]
    leading: Phrases[str]
    would_have: Phrases[str]
    who_announced: Phrases[str]
    turning: Phrases[str]
    converting: Phrases[str]
    aimed: Phrases[str]
    announced: Phrases[str]
    deals: Phrases[str]
    performance: Phrases[str]
    rank: Phrases[str]
    rank_by: Phrases[str]
    record: Phrases[str]
    cumulative: Phrases[str]
    stake: Phrases[str]
    margin: Phrases[str]
    months: Phrases[int]
    quarters: Phrases[int]
    halves: Phrases[int]
    years: Phrases[int]
    lengths: Phrases[int]
    first_months: Phrases[int]
    last_months: Phrases[int]
    ending: Phrases[str]
    end_words: Phrases[str]
    periods: Phrases[str]
    same_time: Phrases[str]
    seasons: Phrases[str]
    group: Phrases[int]
    subject: Phrases[str]
    narrowing: Phrases[str]
    otherwise: Phrases[str]
    arms: Phrases[str]
    causes: Phrases[str]
    narrowing_links: Phrases[str]
    plain_before: Phrases[str]
    span: Phrases[str]
    stretch: Phrases[str]
    stretch_links: Phrases[str]
    before_years: Phrases[str]
    lasting: Phrases[str]
    few: Phrases[str]
    yearly: Phrases[str]
    other_times: Phrases[str]
    table_change: Phrases[str]
    supposing: Phrases[str]
    past: Phrases[str]
    conditional: Phrases[str]
    granting: Phrases[str]
    denying: Phrases[str]
    no_denial: Phrases[str]
    light: Phrases[str]
    beaten: Phrases[str]
    besides: Phrases[str]
    shifts: Phrases[int]
    anaphors: Phrases[str]
    of_whole: Phrases[str]
    of_value: Phrases[str]
    growing: Phrases[str]
    outdoing: Phrases[str]
    the_total: Phrases[str]
    compared_with: Phrases[str]
    more: Phrases[str]
    tie: Phrases[str]
    valued: Phrases[str]
    shares: Phrases[str]
    needs: Phrases[str]
    pronouns: Phrases[str]
    at_amount: Phrases[str]
    part: Phrases[str]
    kinds_of_parts: Phrases[str]
    buyers: Phrases[str]
    in_order: Phrases[str]
    alone: Phrases[str]
    quarter_by_quarter: Phrases[str]
    series: Phrases[str]
    had: Phrases[str]
    clauses: Phrases[str]
    determiners: Phrases[str]
    no_metric: Phrases[str]
    spending: Phrases[str]
    loose_names: Phrases[str]
    business: Phrases[str]
    trades: Phrases[str]
    others: Phrases[str]
    next_quarters: Phrases[int]
    ordinals: Phrases[int]

    def is_verb(self, tokens: Sequence[Token], place: int) -> bool:
        """Return whether a token may be the verb of what a company, or a part of one, is said to do."""
        told = (self.verbs, self.loose_verbs, self.losses, self.spending)
        tables: tuple[Phrases[str] | Phrases[MetricSense], ...] = (self.tie, self.change, *told)
        return any(table.at(tokens, place) is not None for table in tables)


_WORDS = [
    "left_over",
    "gloss",
    "change",
    "no_change",
    "manner",
    "together",
    "against",
    "roles",
    "negative",
    "revised",
    "revising",
    "of_calendar",
    "leading",
    "would_have",
    "who_announced",
    "turning",
    "converting",
    "aimed",
    "announced",
    "deals",
    "performance",
    "rank",
    "rank_by",
    "record",
    "cumulative",
    "stake",
    "margin",
    "ending",
    "end_words",
    "table_change",
    "supposing",
    "past",
    "conditional",
    "granting",
    "denying",
    "no_denial",
    "light",
    "beaten",
    "besides",
    "anaphors",
    "of_whole",
    "of_value",
    "growing",
    "outdoing",
    "the_total",
    "compared_with",
    "more",
    "tie",
    "valued",
    "shares",
    "needs",
    "pronouns",
    "at_amount",
    "part",
    "kinds_of_parts",
    "buyers",
    "in_order",
    "alone",
    "quarter_by_quarter",
    "series",
    "had",
    "clauses",
    "determiners",
    "no_metric",
    "spending",
    "loose_names",
    "business",
    "trades",
    "others",
    "periods",
    "same_time",
    "seasons",
    "subject",
    "narrowing",
    "otherwise",
    "arms",
    "causes",
    "narrowing_links",
    "plain_before",
    "span",
    "stretch",
    "stretch_links",
    "before_years",
    "lasting",
    "few",
    "yearly",
    "other_times",
]


@cache
def context_lexicon(language: str) -> ContextLexicon:
    """Return the context lexicon of a language.

    Raises:
        LanguageUnknown: there is no grammar for it.
        DeclarationFaulty: the file does not hold what is needed.
    """
    file = LexiconFile.of_language("context", language)
    lexicon = ContextLexicon(
        language=language,
        metrics=file.phrases("metrics", MetricSense.parse),
        losses=file.phrases("losses", lambda key: MetricSense.parse(f"{key}:-1")),
        verbs=file.phrases("verbs", MetricSense.parse),
        loose_verbs=file.phrases("loose_verbs", MetricSense.parse),
        needing=file.phrases("needing", MetricSense.parse),
        in_letters=file.phrases("in_letters", MetricSense.parse),
        profits=file.phrases("profits", MetricSense.parse),
        months=file.phrases("months", int),
        quarters=file.phrases("quarters", int),
        halves=file.phrases("halves", int),
        years=file.phrases("years", int),
        lengths=file.phrases("lengths", int),
        shifts=file.phrases("shifts", int),
        group=file.phrases("group", int),
        next_quarters=file.phrases("next_quarters", int),
        ordinals=file.phrases("ordinals", int),
        first_months=file.phrases("first_months", int),
        last_months=file.phrases("last_months", int),
        **{name: file.phrases(name, str) for name in _WORDS},
    )
    if file.findings:
        raise DeclarationFaulty(file.findings)
    return lexicon


@cache
def segment_lexicon() -> Phrases[str]:
    """Return the names of segments; a meaning is company/member.

    Raises:
        DeclarationFaulty: the file does not hold what is needed.
    """
    return _of_companies("segments")


@cache
def seat_lexicon() -> Phrases[str]:
    """Return the towns that stand for a company; a meaning is its ticker.

    Raises:
        DeclarationFaulty: the file does not hold what is needed.
    """
    return _of_companies("seats")


@cache
def part_lexicon() -> Phrases[str]:
    """Return what prose calls parts that many companies have; a meaning is the members' names, best first.

    Raises:
        DeclarationFaulty: the file does not hold what is needed.
    """
    return _of_companies("parts")


@cache
def namesake_lexicon() -> Phrases[str]:
    """Return the words that end the longer name of another firm than the one that it begins with.

    Raises:
        DeclarationFaulty: the file does not hold what is needed.
    """
    return _of_companies("namesakes")


def _of_companies(section: str) -> Phrases[str]:
    file = LexiconFile.of("segments.toml")
    phrases = file.phrases(section, str)
    if file.findings:
        raise DeclarationFaulty(file.findings)
    return phrases
