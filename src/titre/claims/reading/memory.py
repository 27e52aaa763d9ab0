"""What has a text spoken of so far, that a sentence may mean without naming it?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from titre.claims.quantities.scales import AMOUNT
from titre.claims.reading.timing import ENDING, PART, QUARTER, YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.mentions import Company, Mention
    from titre.claims.reading.senses import Sense
    from titre.claims.reading.timing import When

_SENTENCES = 3
"""sentences after which a subject is no longer surely the one meant"""
_NEVER = 99
_DATED = frozenset({YEAR, QUARTER, ENDING, PART})


@dataclass(slots=True)
class Memory:
    """The last subject, its metric and period, and the currency that the text has stated most often."""

    companies: tuple[Company, ...] = ()
    age: int = _NEVER
    several: tuple[Company, ...] = ()
    """the companies of the last sentence that named more than one"""
    currencies: Counter[str] = field(default_factory=Counter)
    sense: Sense | None = None
    told: int = 0
    """sentences since the metric was named"""
    when: When | None = None
    under: When | None = None
    """the period that the last heading names: what stands under it is of that period"""
    listed: When | None = None
    """the period that the line before a list names: its items are of that period"""
    seen: set[str] = field(default_factory=set)

    @property
    def currency(self) -> str | None:
        """The currency that the text has stated most often so far."""
        return max(self.currencies, key=lambda code: self.currencies[code], default=None)

    @property
    def subject(self) -> tuple[tuple[Company, ...], bool]:
        """Who was spoken of last, and whether surely who is meant: of late, or nobody else."""
        return self.companies, self.age <= _SENTENCES or len(self.seen) == 1

    def expect(self, mentions: Iterable[Mention]) -> None:
        """Take who a title names, or the only company of a text, as the subject of what names nobody."""
        named = [mention.companies for mention in mentions if mention.companies]
        if named:
            self.companies, self.age = named[0], 0
            self.seen.update(company.name for companies in named for company in companies)

    def learn(
        self,
        mentions: Sequence[Mention],
        quantities: Sequence[Quantity],
        senses: Sequence[Sense],
        times: Sequence[When],
        *,
        heading: bool = False,
        intro: bool = False,
    ) -> None:
        """Keep what a sentence spoke of; a line that heads others states no quantity itself."""
        named = [mention for mention in mentions if mention.companies]
        if named:
            # The subject of a sentence comes first; a group is the subject only of its own sentence.
            subject = next((one for one in named if not one.person), named[0])
            self.companies, self.age = subject.companies, 0
            self.seen.update(company.name for one in named for company in one.companies)
            every = tuple(dict.fromkeys(company for one in named for company in one.companies))
            if len(every) > 1:
                self.several = every
        for quantity in quantities:
            if quantity.form == AMOUNT and quantity.unit:
                self.currencies[quantity.unit.partition("/")[0]] += not quantity.inherited
        self.told += 1
        if senses:
            self.sense, self.told = senses[0], 0
        dated = next((when for when in times if when.kind in _DATED and not when.compared), None)
        if heading and not quantities:
            self.under = dated
        if intro and not quantities:
            self.listed = dated
        self.when = dated or self.when

    @property
    def metric(self) -> Sense | None:
        """The metric that the sentence before named: what names none may be of it."""
        return None if self.told else self.sense

    @property
    def period(self) -> When | None:
        """The period of what names none: that of the heading, else the last one spoken of, as a guess."""
        if self.listed is not None or self.under is not None:
            return self.listed or self.under
        return None if self.when is None else replace(self.when, carried=True)
