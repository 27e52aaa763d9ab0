"""Which of the readings that a text leaves open bears a claim out? An exact fit decides.

A claim whose words do not say for certain which period or metric is meant has the first reading that a
reader would take. Where that does not fit, those are tried that its own sentence and what stands before it
speak of, and the periods that other claims of the article are borne out for; each with one thing changed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from titre.claims.judging.doubts import is_surely_named
from titre.claims.judging.verdicts import TELLING
from titre.claims.model import Kind, Role
from titre.claims.reading.timing import RUN, SPAN
from titre.kernel.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from titre.claims.judging.candidates import Candidates
    from titre.claims.judging.verdicts import Judgement
    from titre.claims.reading.mentions import Company
    from titre.claims.reading.readings import Reading
    from titre.claims.reading.timing import When

_ENOUGH = 2
"""digits that are enough where others of the article are of the period; and how many others must be"""
_KINDS = frozenset(
    {Kind.LEVEL, Kind.RATIO, Kind.SHARE, Kind.CHANGE, Kind.CHANGE_YOY, Kind.CHANGE_QOQ, Kind.CUMULATIVE}
)


@dataclass(slots=True)
class OtherReadings:
    """The readings of an article's claims that its words leave open."""

    candidates: Candidates
    borne_out: Counter[tuple[tuple[Company, ...], When]] = field(default_factory=Counter)
    """how many amounts fit exactly, of whom and when"""

    def note(self, reading: Reading, judged: Judgement) -> None:
        """Remember the period of a claim that its figure bears out."""
        quantity, when = reading.quantity, reading.when
        if when is None or quantity is None or quantity.digits < _ENOUGH or not judged.by_filings:
            return
        self.borne_out[reading.companies, _bare(when)] += 1

    def of(self, reading: Reading) -> Iterator[tuple[Reading, Message]]:
        """Yield the readings that a claim may have instead, likeliest first, and what each settles."""
        quantity = reading.quantity
        if quantity is None or quantity.digits < _ENOUGH or not reading.companies:
            return
        if reading.role is not Role.REPORTED or reading.kind not in _KINDS:
            return
        telling = quantity.digits >= TELLING
        near = self._nearby(reading) if telling else []
        if reading.sense is not None and not self._is_dated(reading):
            for when in self._periods(reading, near):
                yield replace(reading, when=when), say("the text leaves open which period is meant")
        if not reading.metric_sure:
            for other in near:
                same = other.sentence == reading.sentence and other.companies == reading.companies
                if same and other.sense not in {None, reading.sense}:
                    yield (
                        replace(reading, sense=other.sense),
                        say("the text leaves open which metric is meant"),
                    )

    def _is_dated(self, reading: Reading) -> bool:
        """Return whether the words name the claim's own period for certain."""
        assert reading.sense is not None
        when = reading.when
        if when is not None and (when.kind in {SPAN, RUN} or when.over or when.since):
            # "Plunged 41 % over five years": of no year alone.
            return True
        balance = self.candidates.evidence.is_balance(reading.sense.metrics[0])
        return is_surely_named(reading, balance=balance)

    def _periods(self, reading: Reading, near: Sequence[Reading]) -> list[When]:
        """Return the periods that may be meant: those of claims nearby, and those often borne out."""
        often = [
            when
            for (companies, when), times in self.borne_out.most_common()
            if companies == reading.companies and times >= _ENOUGH
        ]
        taken = self._taken(reading)
        told = [_bare(one.when) for one in near if one.when is not None and not _is_base(one, reading)]
        return [one for one in dict.fromkeys([*told, *often]) if one not in taken]

    def _taken(self, reading: Reading) -> set[When]:
        """Return the periods that a claim is not of: its own, tried before, and those of other amounts.

        "13.7 billion at the end of March, against 11.2": a sentence states one amount of a metric a period.
        """
        same = [
            one
            for one in self.candidates.around(reading)
            if (one.sentence, one.companies, one.sense, one.segment, one.kind)
            == (reading.sentence, reading.companies, reading.sense, reading.segment, reading.kind)
        ]
        return {_bare(one.when) for one in same if one.when is not None}

    def _nearby(self, reading: Reading) -> list[Reading]:
        """Return the claims of a claim's sentence and of what comes before, nearest first."""
        near = [
            one
            for one in self.candidates.around(reading)
            if one is not reading
            and one.role is Role.REPORTED
            and one.performance is None
            and (one.sentence == reading.sentence or one.start < reading.start)
        ]
        return sorted(
            near, key=lambda one: (one.sentence != reading.sentence, abs(one.start - reading.start))
        )


def _is_base(other: Reading, reading: Reading) -> bool:
    """Return whether a claim only tells what something else was compared with: "from 6.4% in 2023".

    What itself compares, or hints at another period, may go on with that one.
    """
    if other.sentence == reading.sentence or reading.compared or reading.hinted:
        return False
    return other.compared or (other.when is not None and other.when.compared)


def _bare(when: When) -> When:
    """Return a period without the place where it is named."""
    return replace(when, start=0, end=0)
