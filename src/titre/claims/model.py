"""What is a claim, and what is the result of checking a text?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from titre.kernel.messages import Message, say
from titre.kernel.numerals import write_exact

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from titre.figures.model import Figure


class Kind(StrEnum):
    """What a claim states."""

    LEVEL = "level"
    CHANGE = "change"
    CHANGE_YOY = "change_yoy"
    CHANGE_QOQ = "change_qoq"
    RATIO = "ratio"
    SHARE = "share"
    RANK = "rank"
    DIRECTION = "direction"
    RANGE = "range"
    CUMULATIVE = "cumulative"
    RECORD = "record"
    DEAL = "deal"
    PERFORMANCE = "performance"


class Role(StrEnum):
    """Whose word a quantity is; only what was reported can be contradicted."""

    REPORTED = "reported"
    GUIDANCE = "guidance"
    CONSENSUS = "consensus"
    PRICE = "price"
    CONVERSION = "conversion"
    PRIVATE = "private"
    FORECAST = "forecast"


class Verdict(StrEnum):
    """What the figures say of a claim."""

    SUPPORTED = "supported"
    APPROXIMATE = "approximate"
    CONTRADICTED = "contradicted"
    UNVERIFIABLE = "unverifiable"

    @property
    def words(self) -> Message:
        """The verdict in a word."""
        return _VERDICTS[self][0]

    @property
    def mark(self) -> str:
        """The sign that stands for it; never alone."""
        return _VERDICTS[self][1]


_VERDICTS = {
    Verdict.SUPPORTED: (say("supported"), "\N{CHECK MARK}"),
    Verdict.APPROXIMATE: (say("approximate"), "\N{ALMOST EQUAL TO}"),
    Verdict.CONTRADICTED: (say("contradicted"), "\N{BALLOT X}"),
    Verdict.UNVERIFIABLE: (say("unverifiable"), "?"),
}


class Basis(StrEnum):
    """What a verdict rests on."""

    FILINGS = "filings"
    EVENTS = "events"
    PRICES = "prices"


class CauseCode(StrEnum):
    """From what kind of slip a contradicted claim likely comes; its ``cause`` says it in a sentence."""

    YEAR = "year"
    PERIOD_KIND = "period_kind"
    """a quarter for the year, or the year for a quarter"""
    COMPANY = "company"
    METRIC = "metric"
    SIGN = "sign"
    DIRECTION = "direction"
    FACTOR = "factor"
    """ten or a hundred times too large or too small, or a thousand times without a word for it"""
    SCALE = "scale"
    """the word for a scale: million for milliard, the French billion for the English one"""
    SWAPPED_DIGITS = "swapped_digits"
    CURRENCY = "currency"
    BENCHMARK = "benchmark"
    STATISTIC = "statistic"
    """of a list: the mean for the median, one pick for all"""
    LIST = "list"
    SECURITY = "security"
    DAYS = "days"


class Cause(NamedTuple):
    """What a contradiction likely comes from: its kind, and in a sentence."""

    code: CauseCode
    words: Message


@dataclass(frozen=True, slots=True)
class Claim:
    """A span of prose that states a quantity, a change, a trend, a rank or a performance, and its verdict.

    ``start`` and ``end`` are offsets in code points of the input. ``value``, ``value_max`` are in ``unit``:
    a currency, ``USD/share``, ``percent``, ``points``, ``basis_points``, ``times`` or what is counted.
    ``rule`` says which comparison decided, ``cause`` what a contradiction likely comes from, and
    ``cause_code`` of which kind that is.
    """

    start: int
    end: int
    text: str
    lang: str
    entity: str | None
    metric: str | None
    segment: str | None
    period: str | None
    kind: Kind
    role: Role
    value: Decimal | None
    value_max: Decimal | None
    unit: str | None
    hedge: str | None
    direction: str | None
    verdict: Verdict
    basis: Basis | None
    figure: Figure | None
    rule: Message | None
    cause: Message | None
    cause_code: CauseCode | None
    explanation: Message

    @property
    def full_metric(self) -> str | None:
        """The metric with its segment, as figures are asked for: ``operating_income[RealityLabs]``."""
        return f"{self.metric}[{self.segment}]" if self.metric and self.segment else self.metric

    def as_json(self, language: str = "en") -> dict[str, Any]:
        """Return the claim as an object for JSON; sentences are in a language, numbers exact texts."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "lang": self.lang,
            "entity": self.entity,
            "metric": self.metric,
            "segment": self.segment,
            "period": self.period,
            "kind": self.kind.value,
            "role": self.role.value,
            "value": None if self.value is None else write_exact(self.value),
            "value_max": None if self.value_max is None else write_exact(self.value_max),
            "unit": self.unit,
            "hedge": self.hedge,
            "direction": self.direction,
            "verdict": self.verdict.value,
            "basis": None if self.basis is None else self.basis.value,
            "figure": None if self.figure is None else self.figure.as_json(),
            "rule": _words(self.rule, language),
            "cause": _words(self.cause, language),
            "cause_code": None if self.cause_code is None else self.cause_code.value,
            "explanation": self.explanation.render(language),
        }


@dataclass(frozen=True, slots=True)
class Detail:
    """What a reader may want to see beside a claim's verdict."""

    operands: tuple[Figure, ...] = ()
    """the figures that were compared or added up, where they are more than the claim's own"""
    neighbours: tuple[Figure, ...] = ()
    """the same metric in the periods around, oldest first"""
    sources: tuple[str, ...] = ()
    """where the events come from that decided, a line each"""
    later: Message | None = None
    """what has come out since the day the claim is judged by"""

    def as_json(self, language: str = "en") -> dict[str, Any]:
        """Return the sources and what came later as an object for JSON."""
        return {"sources": list(self.sources), "later": _words(self.later, language)}


@dataclass(frozen=True, slots=True)
class Check:
    """A text and the claims found in it, in the order of the text."""

    text: str
    title: str | None
    lang: str
    published: date | None
    as_of: date | None
    claims: tuple[Claim, ...]
    details: tuple[Detail, ...]
    """one for each claim"""
    source: str | None = None
    """the file or address that the text is from"""

    def as_json(self, language: str | None = None) -> dict[str, Any]:
        """Return ``{"article": …, "claims": […]}``; sentences in the article's language by default."""
        return {
            "article": {
                "source": self.source,
                "title": self.title,
                "lang": self.lang,
                "published": None if self.published is None else self.published.isoformat(),
                "as_of": None if self.as_of is None else self.as_of.isoformat(),
                "length": len(self.text),
                "text": self.text,
            },
            "claims": [
                claim.as_json(language or self.lang) | detail.as_json(language or self.lang)
                for claim, detail in zip(self.claims, self.details, strict=True)
            ],
        }

    def count(self, verdict: Verdict) -> int:
        """Return how many claims have a verdict."""
        return sum(claim.verdict is verdict for claim in self.claims)

    def _repr_html_(self) -> str:
        """Return the claims as a table for a notebook."""
        rows = "".join(
            f"<tr><td>{claim.verdict.mark}&nbsp;{escape(claim.verdict.words.render(self.lang))}</td>"
            f'<td style="text-align:left" lang="{claim.lang}">{escape(" ".join(claim.text.split()))}</td>'
            f'<td style="text-align:left">{escape(claim.explanation.render(self.lang))}</td></tr>'
            for claim in self.claims
        )
        heads = "".join(
            f'<th scope="col" style="text-align:left">{escape(head.render(self.lang))}</th>'
            for head in (say("Verdict"), say("Words"), say("Reason"))
        )
        return f'<table lang="{self.lang}"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _words(message: Message | None, language: str) -> str | None:
    return None if message is None else message.render(language)
